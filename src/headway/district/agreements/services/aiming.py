"""What a new target reaches for, and whether it can: on the continuum, not yet planned, and not yet proficient."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import Target
from headway.district.agreements.policies.targets import Terms, begins_anew_on
from headway.district.agreements.policies.ways import same_way
from headway.district.agreements.reach import domain_of, levels_in
from headway.district.agreements.selectors.targets import held_and_open
from headway.district.agreements.target_types import AlreadyPlanned, TargetInfo
from headway.district.agreements.types import Aim, Side
from headway.district.continuum.api import ContinuumMap, DomainKind
from headway.district.foundation.api import Refused, clock, refused, translated
from headway.mastery.pacing.trajectories import Shape

__all__ = ["aim_of", "all_met", "check_changes", "check_not_planned", "check_open", "held_of"]

MOST_COMPETENCIES = 60
MOST_NAMES = 4


def aim_of(
    aim: str,
    domain_code: str,
    level: int | None,
    competency_uuids: Collection[uuid.UUID],
    continuum: ContinuumMap,
) -> tuple[str, int | None, tuple[int, ...]]:
    if aim == Aim.DIPLOMA:
        return "", None, ()
    if aim == Aim.LEVEL:
        domain = domain_of(continuum, domain_code)
        if domain is None:
            raise refused("domain", _("There is no such domain for a level."), _("Choose one of the list."))
        if level is None or level not in levels_in(continuum, domain.id):
            raise refused("level", _("This domain has no such level."), _("Choose one of its levels."))
        return domain.code, level, ()
    if aim != Aim.COMPETENCIES:
        raise refused("aim", _("Nothing was chosen."), _("Choose competencies, a level or the diploma."))
    chosen = [continuum.by_uuid.get(one) for one in dict.fromkeys(competency_uuids)]
    found = [one for one in chosen if one is not None]
    if not found or len(found) < len(chosen):
        raise (
            refused(
                "competencies",
                _("Something that was chosen is not on the district's continuum."),
                _("Open the page again and choose from the list."),
            )
            if chosen
            else refused("competencies", _("Nothing was chosen."), _("Choose what you want to reach."))
        )
    if any(one.kind == DomainKind.HABITS for one in found):
        raise refused(
            "competencies",
            _("Habits of success are noted by themselves and have no date."),
            _("Choose competencies of a subject."),
        )
    domains = {one.domain_id for one in found}
    if len(domains) > 1:
        raise refused(
            "competencies",
            _("These competencies belong to several domains."),
            _("Make a target for each domain, so that each can have its own date."),
        )
    if len(found) > MOST_COMPETENCIES:
        raise refused(
            "competencies",
            _("These are more than %(most)s competencies.") % {"most": MOST_COMPETENCIES},
            _("Choose a level instead, or a first part."),
        )
    (domain_id,) = domains
    assert domain_id is not None  # every competency of a continuum stands in a domain
    return continuum.domain_by_id[domain_id].code, None, tuple(sorted(one.id for one in found))


def held_of(target: Target, learner: Any, continuum: ContinuumMap) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Everything the new target would hold, and what of it is not proficient yet."""

    return held_and_open(
        learner.pk, target.aim, target.domain_code, target.level, target.competency_ids, continuum
    )


def check_not_planned(
    target: Target,
    members: Collection[int],
    open_targets: Collection[TargetInfo],
    continuum: ContinuumMap,
) -> None:
    for one in open_targets:
        if one.aim != target.aim:
            continue
        same = (
            bool(set(one.open_ids) & set(members))
            if target.aim == Aim.COMPETENCIES
            else (one.domain_code, one.level) == (target.domain_code, target.level)
        )
        if same:
            shared = [
                translated(continuum.by_id[each], "title") for each in members if each in one.competency_ids
            ]
            sentence = (
                _("There is an open target for this already: %(titles)s.")
                % {"titles": ", ".join(shared[:MOST_NAMES])}
                if target.aim == Aim.COMPETENCIES
                else _("There is an open target for this already.")
            )
            remedy = _("Propose another date there, or choose something else here.")
            problem = refused("competencies" if target.aim == Aim.COMPETENCIES else "aim", sentence, remedy)
            raise AlreadyPlanned(sentence, remedy=remedy, target_uuid=one.uuid, problems=problem.problems)


def check_open(
    target: Target, members: Collection[int], still_open: Collection[int], continuum: ContinuumMap
) -> None:
    if not still_open:
        raise (
            all_met()
            if members
            else refused("level", _("This level holds nothing to learn yet."), _("Choose another level."))
        )
    if target.aim == Aim.COMPETENCIES and len(still_open) < len(members):
        met = [translated(continuum.by_id[one], "title") for one in members if one not in set(still_open)]
        raise refused(
            "competencies",
            _("Already proficient: %(titles)s.") % {"titles": ", ".join(met[:MOST_NAMES])},
            _("Leave it out here. You can go deeper with it under “Moving on”."),
        )


def all_met() -> Refused:
    return refused(
        "competencies",
        _("All of this is proficient already. That can be celebrated."),
        _("Choose what comes next, or go deeper with what is most interesting."),
    )


def check_changes(
    info: TargetInfo | None,
    terms: Terms,
    from_on: dt.date,
    by_on: dt.date,
    shape: Shape,
    support: str,
    wants: Collection[str],
) -> None:
    """An offer that says what the latest one says would only ask everybody to sign again.

    Where it waits for a family of which nobody can sign any more, the same once more is what brings it to its end.
    """
    latest = info.latest if info else None
    if latest is None or (Side.FAMILY in latest.missing and Side.FAMILY not in wants):
        return
    # Between an offer and its answer days go by; that the line then begins later is no other offer.
    waits = info is not None and info.on_table is not None
    begins = begins_anew_on(latest, clock.today()) if waits else latest.from_on
    if (
        from_on in (latest.from_on, begins),
        latest.by_on,
        latest.plan,
        latest.support_minutes,
        latest.support,
    ) != (
        True,
        by_on,
        terms.plan,
        terms.support_minutes or 0,
        support,
    ):
        return
    if same_way(latest.shape, shape):
        raise refused(
            "by_on",
            _("This is what the latest offer says already."),
            _("Change the date, the way there or the support; or sign the offer as it is."),
        )
