"""Plans with room to go deeper: where the record holds a high pace on recall and routine, a plan that leaves time; one noted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.foundation.api import HeadwayError, clock
from headway.district.people.api import Viewer, account_named, viewer_for_account, viewer_for_person
from headway.district.proficiency.api import frontier_of

__all__ = ["deepen_showcase"]

AGREED_AGO, LEFT = 6, 34
LEAST = 3
MOST = 3
WHY_NOT = "The science fair in two weeks asks for exactly this, used on something of their own."


def deepen_showcase() -> None:
    """Of the adviser's learners those whose evidence of some domain stays shallow agree on a plan with time in it; where
    there are several, an adult has departed from one suggestion."""
    account = account_named("adviser")
    adult = viewer_for_account(account.pk) if account else None
    if adult is None:
        return
    learners = list(agreements.learners_worked_with(adult).order_by("pk"))
    agreed = 0
    read = agreements.depths_of_many(adult, learners)
    for learner in learners:
        for found in read.get(learner.pk, ()):
            shallow = found.known >= LEAST and found.shallow > found.known / 2
            if shallow and agreed < MOST and _agree(adult, learner, found.domain):
                agreed += 1
    read = agreements.depths_of_many(adult, learners)
    suggested = [
        (learner, one) for learner in learners for one in read.get(learner.pk, ()) if one.is_suggested
    ]
    if len(suggested) > 1:
        learner, one = suggested[-1]
        agreements.note_depth(adult, learner.uuid, domain_code=one.domain.code, reason=WHY_NOT)


def _agree(adult: Viewer, learner: Any, domain: Any) -> bool:
    """One competency, by a day that leaves time; offered by the adult and signed by the learner."""
    own, continuum = viewer_for_person(learner.person_id), current_map()
    if own is None or continuum is None:
        return False
    part = frontier_of(own, learner).of_domain(domain.id)
    chosen = [one.competency.uuid for one in (*part.working_on, *part.ready)][:1]
    then = clock.now() - dt.timedelta(days=AGREED_AGO)
    try:
        with clock.at(then):
            made = agreements.propose(
                viewer=adult,
                learner_uuid=learner.uuid,
                aim="competencies",
                competency_uuids=chosen,
                by_on=clock.today() + dt.timedelta(days=LEFT),
                reason="Let's take the time to go deep with this one.",
            )
            latest = agreements.target_of(own, made).latest
            assert latest is not None  # it was just made
            return agreements.sign(viewer=own, offer_uuid=latest.uuid)
    except HeadwayError:
        return False
