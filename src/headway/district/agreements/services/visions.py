"""What a learner wants of life, in her own words, and which targets lead there."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import Target, Vision
from headway.district.agreements.policies.stages import NO_SUCH_PAGE
from headway.district.agreements.policies.targets import check_here, checked_words
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, refused
from headway.district.people.api import Viewer, lock_learners, visible_learners

__all__ = ["write_vision"]

MOST_GOALS = 8
LONGEST_GOAL = 300


@transaction.atomic
def write_vision(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    text: str,
    goals: Sequence[tuple[str, Collection[uuid.UUID]]] = (),
    expects: int | None = None,
) -> int:
    """The learner writes it, and nobody for her. Every change is a further revision. Its number.

    goals: (words, uuids of targets of hers). The same again changes nothing. Raises NotFound for strangers, NotAllowed
    for others, Refused naming the field, Conflict where she wrote elsewhere in the meantime.
    """
    learner = visible_learners(viewer).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(NO_SUCH_PAGE)
    if viewer.learner_id != learner.pk:
        raise NotAllowed(_("Learners write their vision themselves."), remedy=_("Ask about it, and listen."))
    check_here(learner)
    text = checked_words("text", text)
    lock_learners({learner.pk})
    known = {one: pk for pk, one in Target.objects.filter(learner=learner).values_list("pk", "uuid")}
    kept = []
    for words, targets in goals:
        said = (words or "").strip()
        if not said:
            continue
        if len(said) > LONGEST_GOAL:
            raise refused(
                "goals",
                _("A goal is told in up to %(most)s characters.") % {"most": LONGEST_GOAL},
                _("Split it into two goals."),
            )
        kept.append({"text": said, "target_ids": sorted({known[one] for one in targets if one in known})})
    if len(kept) > MOST_GOALS:
        raise refused(
            "goals",
            _("These are more than %(most)s goals.") % {"most": MOST_GOALS},
            _("Choose those that matter most now; the others can come later."),
        )
    if not text and not kept:
        raise refused("text", _("Nothing is written yet."), _("One sentence is enough to begin."))
    latest = Vision.objects.filter(learner=learner).order_by("-revision").first()
    number = latest.revision if latest else 0
    if expects is not None and expects != number:
        raise Conflict(
            _("You wrote here in another window in the meantime."),
            remedy=_("Open the page again and add your words to what stands there now."),
        )
    if latest is not None and latest.text == text and latest.goals == kept:
        return number
    Vision.objects.create(
        learner=learner,
        revision=number + 1,
        text=text,
        goals=kept,
        written_by_id=viewer.person_id,
        written_at=clock.now(),
    )
    audit.record(
        by=viewer.actor,
        act="agreements.vision_written",
        subject_kind="learner",
        subject_uuid=learner.uuid,
        learner_uuid=learner.uuid,
        revision=number + 1,
        goals=len(kept),
    )
    return number + 1
