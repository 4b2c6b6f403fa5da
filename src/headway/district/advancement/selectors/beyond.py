"""Learners who have gone beyond what their teachers teach, and the ways on that there are (R059)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headway.district.advancement.columns import next_level
from headway.district.advancement.models import BeyondReach
from headway.district.advancement.selectors.stages import stages_of
from headway.district.advancement.types import Way
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import (
    Purpose,
    Viewer,
    learners_on_duty,
    sections_attended,
    sections_of_level,
    visible_learners,
)

__all__ = ["BeyondInfo", "WayOption", "beyond_of", "beyond_on_duty", "beyond_taught", "ways_for"]


@dataclass(frozen=True, slots=True)
class WayOption:
    """A way on. what: the section that fits, where there is one; else it is looked for by the counsellor."""

    way: str
    what: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class BeyondInfo:
    """Open until a way on is found; as long as it is open it stands on the counsellor's list."""

    uuid: UUID
    learner_uuid: UUID
    learner_name: str
    domain_code: str
    flagged_by: str
    flagged_at: dt.datetime
    days_open: int
    text: str
    way: str
    closed_at: dt.datetime | None
    options: tuple[WayOption, ...] = ()


def ways_for(learner: Any, domain_code: str) -> tuple[WayOption, ...]:
    """Never empty: groups of the next level at her school, courses elsewhere, then what a counsellor arranges.

    Three queries, however many schools there are.
    """
    continuum, found = current_map(), []
    stage = stages_of((learner.pk,)).get(learner.pk, {}).get(domain_code)
    if continuum is not None and stage is not None:
        level = next_level(continuum, domain_code, stage.level)
        hers = {one.pk for one in sections_attended(learner.pk, domain_code)}
        sections = sections_of_level(None, domain_code, level)
        for section in sorted(sections, key=lambda one: (one.school.name, one.title, one.pk)):
            if section.pk not in hers:
                way = Way.REGROUP if section.school_id == learner.school_id else Way.COURSE
                found.append(WayOption(way, section.title, section.school.name))
    found.sort(key=lambda one: one.way != Way.REGROUP)
    return (*found, WayOption(Way.DUAL), WayOption(Way.MENTOR))


def beyond_on_duty(viewer: Viewer, role: str) -> tuple[BeyondInfo, ...]:
    """Every open one of this duty's schools, the longest open first: a counsellor's tasks."""
    learners = learners_on_duty(viewer, role)
    return _infos(_rows().filter(closed_at__isnull=True, learner__in=learners.order_by().values("pk")))


def beyond_taught(viewer: Viewer) -> tuple[BeyondInfo, ...]:
    """Those of my learners: open ones, and what was found for them in the last half year."""
    mine = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    since = clock.now() - dt.timedelta(days=183)
    rows = _rows().filter(learner__in=mine).exclude(closed_at__lt=since)
    return _infos(rows)


def beyond_of(viewer: Viewer, learner: Any) -> tuple[BeyondInfo, ...]:
    """What of this kind stands about one learner, for those who see her record."""
    seen = visible_learners(viewer).filter(pk=learner.pk).order_by().values("pk")
    return _infos(_rows().filter(learner__in=seen))


def _rows() -> QuerySet[BeyondReach]:
    return BeyondReach.objects.select_related("learner__person", "learner__school", "flagged_by", "words")


def _infos(rows: QuerySet[BeyondReach]) -> tuple[BeyondInfo, ...]:
    now = clock.now()
    return tuple(
        BeyondInfo(
            uuid=one.uuid,
            learner_uuid=one.learner.uuid,
            learner_name=one.learner.person.name,
            domain_code=one.domain_code,
            flagged_by=one.flagged_by.name if one.flagged_by else "",
            flagged_at=one.flagged_at,
            days_open=((one.closed_at or now) - one.flagged_at).days,
            text=one.words.text if hasattr(one, "words") else "",
            way=one.way,
            closed_at=one.closed_at,
        )
        for one in rows.order_by("closed_at", "flagged_at", "pk")
    )
