"""Sign-offs afterwards: what opened, which were exceptions, and in which months people move on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import next_level, of_level
from headway.district.advancement.models import Advancement, AwaitedVerification, Module, OpenedSeat
from headway.district.advancement.policies import can_verify_many, may_take_back
from headway.district.advancement.selectors.module_parts import modules_of_level
from headway.district.advancement.selectors.passages import offers_for
from headway.district.advancement.selectors.reading_rows import passage_of
from headway.district.advancement.selectors.stages import StageLine, stages_with_history
from headway.district.advancement.types import (
    AwaitedInfo,
    ExceptionInfo,
    Grain,
    MovedInfo,
    Opens,
    Passage,
    Stage,
)
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, learners_on_duty, visible_learners
from headway.district.people.types import Role
from headway.district.proficiency.api import proficient_columns
from headway.mastery.continuum import frontier_many

__all__ = [
    "awaited_among",
    "awaiting_verification",
    "exceptions_on_duty",
    "moved",
    "moved_lately",
    "moves_by_month",
    "moves_of",
    "opens_now",
    "own_moves",
]

_AWAITED = ("learner__person", "learner__school", "signed_by")
_ROW = (
    "learner__person",
    "learner__school",
    "module",
    "words",
    "plan_task",
    "withdrawal",
    "signed_by",
    "verified_by",
)


def moved(viewer: Viewer, advancement_uuid: uuid.UUID) -> MovedInfo:
    """One sign-off with what opened. For who sees the learner's record, and for who signed or verified it."""
    row = Advancement.objects.select_related(*_ROW).filter(uuid=advancement_uuid).first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    is_visible = visible_learners(viewer).filter(pk=row.learner_id).exists()
    if not is_visible and viewer.person_id not in (row.signed_by_id, row.verified_by_id):
        raise NotFound(_("There is no such page, or it is not open to you."))
    continuum = current_map()
    (info,) = _infos((row,), viewer)
    return _with_opens(info, row, continuum) if continuum else info


def moves_of(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> tuple[MovedInfo, ...]:
    """The sign-offs of one learner that stand, newest first, with what the newest ones opened. For all who see her."""
    rows = Advancement.objects.filter(
        learner__in=visible_learners(viewer).filter(pk=learner.pk), withdrawal__isnull=True
    )
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return tuple(_infos(rows.select_related(*_ROW).order_by("-recorded_at", "-pk"), viewer))


def own_moves(
    viewer: Viewer, learner: Any, as_of: dt.datetime | None = None
) -> tuple[tuple[MovedInfo, ...], dict[str, Stage], tuple[StageLine, ...]]:
    """For a learner's own page: `moves_of`, her stages, and how she came to them. Two queries."""
    rows = Advancement.objects.filter(learner__in=visible_learners(viewer).filter(pk=learner.pk))
    if as_of is None:
        rows = rows.filter(withdrawal__isnull=True)
    else:
        rows = rows.filter(recorded_at__lte=as_of).exclude(withdrawal__recorded_at__lte=as_of)
    listed = list(rows.select_related(*_ROW).order_by("recorded_at", "pk"))
    stages, lines = stages_with_history(learner.pk, listed, as_of)
    still = [row for row in reversed(listed) if not hasattr(row, "withdrawal")]
    return tuple(_infos(still, viewer)), stages, lines


def moved_lately(viewer: Viewer, days: int = 30) -> tuple[MovedInfo, ...]:
    """What I signed lately, newest first: where undo is found."""
    since = clock.now() - dt.timedelta(days=days)
    rows = Advancement.objects.filter(
        signed_by_id=viewer.person_id, recorded_at__gte=since, withdrawal__isnull=True
    )
    return tuple(_infos(rows.select_related(*_ROW).order_by("-recorded_at", "-pk"), viewer))


def _infos(rows: Iterable[Advancement], viewer: Viewer) -> list[MovedInfo]:
    return [
        MovedInfo(
            uuid=row.uuid,
            learner_uuid=row.learner.uuid,
            learner_name=row.learner.person.name,
            passage=passage_of(row),
            signed_by=row.signed_by.name if row.signed_by else "",
            verified_by=row.verified_by.name if row.verified_by else "",
            signed_at=row.signed_at,
            is_exception=row.is_exception,
            is_withdrawn=hasattr(row, "withdrawal"),
            rule_version=row.policy_version,
            may_take_back=may_take_back(viewer, row),
            module_title=row.module.title if row.module else "",
        )
        for row in rows
    ]


def _with_opens(info: MovedInfo, row: Advancement, continuum: ContinuumMap) -> MovedInfo:
    seat = OpenedSeat.objects.filter(advancement=row).select_related("section", "left_section").first()
    passage = info.passage
    places = [int(one) for one in row.learner.school.path.split("/") if one] if row.learner.school else []
    opens = Opens(
        competencies=opens_now(row.learner_id, passage, continuum),
        modules=modules_of_level(passage.domain_code, passage.to_level, places)
        if passage.to_level is not None
        else (),
        joined=seat.section.title if seat and seat.section else "",
        left=seat.left_section.title if seat and seat.left_section else "",
        to_choose=() if seat or info.is_withdrawn else offers_for(row.learner, passage),
    )
    return replace(info, opens=opens)


def opens_now(learner_id: int, passage: Passage, continuum: ContinuumMap) -> tuple[CompetencyInfo, ...]:
    """The competencies of the next level with nothing in their way; they opened with the decisions before."""
    if passage.grain != Grain.LEVEL:
        return ()
    mask = np.zeros(continuum.graph.n, dtype=bool)
    for one in proficient_columns((learner_id,), continuum).competency.tolist():
        if one in continuum.by_id:
            mask[continuum.by_id[one].position] = True
    (ready,) = frontier_many(continuum.graph, mask[None, :])
    return tuple(
        one for one in of_level(continuum, passage.domain_code, passage.to_level) if ready[one.position]
    )


# -- two signatures --


def awaiting_verification(viewer: Viewer) -> tuple[AwaitedInfo, ...]:
    """First signatures that this viewer may verify, the oldest first: learners of her duty whom she did not teach.

    At most seven queries, however many wait.
    """
    continuum = current_map()
    if continuum is None:
        return ()
    rows = AwaitedVerification.objects.filter(
        closed_at__isnull=True, learner__in=visible_learners(viewer)
    ).exclude(signed_by_id=viewer.person_id)
    listed = list(rows.select_related(*_AWAITED).order_by("signed_at", "pk"))
    mine = can_verify_many(viewer, [(one.learner, one.domain_code) for one in listed], continuum)
    return _awaited(viewer, [one for one in listed if (one.learner_id, one.domain_code) in mine])


def awaited_among(viewer: Viewer, learner_ids: Collection[int]) -> tuple[AwaitedInfo, ...]:
    """First signatures about these learners, and all of my own, that a second person has not looked at. One query."""
    rows = AwaitedVerification.objects.filter(
        Q(signed_by_id=viewer.person_id) | Q(learner_id__in=learner_ids), closed_at__isnull=True
    )
    return _awaited(viewer, list(rows.select_related(*_AWAITED).order_by("signed_at", "pk")))


def _awaited(viewer: Viewer, rows: list[AwaitedVerification]) -> tuple[AwaitedInfo, ...]:
    continuum = current_map()
    of_modules = {uuid.UUID(one.what.split("/")[1]) for one in rows if one.grain == Grain.MODULE}
    titles = (
        dict(Module.objects.filter(uuid__in=of_modules).values_list("uuid", "title")) if of_modules else {}
    )
    found = []
    for row in rows:
        _grain, code, *level = row.what.split("/")
        passage = Passage(
            row.grain,
            row.domain_code,
            int(level[0]) if level else None,
            next_level(continuum, row.domain_code, int(level[0])) if level and continuum else None,
            module_uuid=uuid.UUID(code) if row.grain == Grain.MODULE else None,
            gateway_code=code if row.grain == Grain.GATEWAY else "",
        )
        found.append(
            AwaitedInfo(
                row.uuid,
                row.learner.uuid,
                row.learner.person.name,
                passage,
                row.signed_by.name if row.signed_by else "",
                row.signed_at,
                titles.get(passage.module_uuid, "") if passage.module_uuid else "",
                row.signed_by_id == viewer.person_id,
            )
        )
    return tuple(found)


# -- for leaders --


def exceptions_on_duty(viewer: Viewer) -> tuple[ExceptionInfo, ...]:
    """Every exception about learners of this duty, newest first, also those that were taken back: as many as in the trail."""
    continuum = current_map()
    learners = learners_on_duty(viewer, Role.LEADER, with_those_who_left=True)
    rows = list(
        Advancement.objects.filter(is_exception=True, learner__in=learners)
        .select_related(*_ROW)
        .order_by("-recorded_at", "-pk")
    )
    return tuple(
        ExceptionInfo(
            uuid=row.uuid,
            learner_uuid=row.learner.uuid,
            learner_name=row.learner.person.name,
            school=row.learner.school.name if row.learner.school else "",
            passage=passage_of(row),
            signed_by=row.signed_by.name if row.signed_by else "",
            signed_at=row.signed_at,
            reason=row.words.text if hasattr(row, "words") else "",
            open=_named(row.facts.get("open", ()), continuum),
            is_withdrawn=hasattr(row, "withdrawal"),
            plan_task_uuid=row.plan_task.uuid if row.plan_task else None,
        )
        for row in rows
    )


def _named(ids: Iterable[int], continuum: ContinuumMap | None) -> tuple[CompetencyInfo, ...]:
    if continuum is None:
        return ()
    living: Mapping[int, int] = continuum.current_ids
    return tuple(continuum.by_id[living[one]] for one in ids if one in living)


def moves_by_month(viewer: Viewer, months: int = 12) -> tuple[tuple[dt.date, int], ...]:
    """How many sign-offs of levels stand in each of the last months: are learners moving on when they are ready?

    Every month is listed, the earliest first; numbers only, to be suppressed by whoever shows them.
    """
    today = clock.today()
    firsts = [
        dt.date(today.year + (today.month - 1 - back) // 12, (today.month - 1 - back) % 12 + 1, 1)
        for back in range(months)
    ]
    rows = Advancement.objects.filter(
        grain=Grain.LEVEL,
        withdrawal__isnull=True,
        learner__in=learners_on_duty(viewer, Role.LEADER, with_those_who_left=True),
        signed_at__gte=clock.start_of_day(firsts[-1]),
    ).values_list("signed_at", flat=True)
    counts = Counter(clock.local_date(at).replace(day=1) for at in rows)
    return tuple((first, counts[first]) for first in reversed(firsts))
