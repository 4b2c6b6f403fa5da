"""A school year ends and the next begins: rosters close, home groups go on, and some learners change schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from headway.district.people.models import (
    HomeGroupAdviser,
    HomeGroupMembership,
    Learner,
    Section,
    SectionEnrolment,
    SectionStaff,
)
from headway.district.people.services.acts import one_act
from headway.district.people.years import EndingYear, enrolments_over, staff_over

__all__ = ["turn_year", "turn_year_back"]

IDS_AT_ONCE = 10_000


@one_act
def turn_year(year: EndingYear, moving: Mapping[int, int]) -> dict[str, Any]:
    """Close the rosters of a year that is over and let every home group go on; what was changed, to be turned back.

    moving: learner → the school she comes to. Her home group at the school she leaves ends with the year. Writes no
    audit row of its own: the caller's act is the whole change of the year. Nothing about learning is touched here.
    """
    assert year.last_day is not None
    changed: dict[str, Any] = {"sections": sorted(year.sections), "enrolments": {}, "staff": {}}
    for day in sorted(set(year.sections.values())):
        _end(enrolments_over(year.sections, day), day, changed["enrolments"])
        _end(staff_over(year.sections, day), day, changed["staff"])
    for ids in _parts(changed["sections"]):
        Section.objects.filter(pk__in=ids).update(is_active=False)
    changed["left_groups"] = _leave_groups(moving, year.last_day)
    changed["members"] = _go_on(HomeGroupMembership, year.periods, "learner_id", set(moving))
    changed["advisers"] = _go_on(HomeGroupAdviser, year.adviser_periods, "person_id", set())
    changed["schools"] = _change_schools(moving)
    return changed


def _end(rows: QuerySet[Any], day: dt.date, kept: dict[str, list[int]]) -> None:
    """The last day becomes `day`; kept: which ids had which last day before ("" for none).

    A period that would only have begun after its section ended is a day long: the last one.
    """
    listed = list(rows.values_list("pk", "to_on"))
    for pk, to_on in listed:
        kept.setdefault(str(to_on or ""), []).append(pk)
    over = rows.model.objects
    for some in _parts([pk for pk, _to_on in listed]):
        over.filter(pk__in=some, from_on__gt=day).update(to_on=F("from_on"))
        over.filter(Q(from_on__isnull=True) | Q(from_on__lte=day), pk__in=some).update(to_on=day)


def _leave_groups(moving: Mapping[int, int], last_day: dt.date) -> list[int]:
    """Open home-group periods of learners who change schools end with the year; their ids."""
    left: list[int] = []
    for some in _parts(sorted(moving)):
        rows = HomeGroupMembership.objects.filter(
            learner_id__in=some, to_on__isnull=True, from_on__lte=last_day
        )
        left += list(rows.values_list("pk", flat=True))
    for some in _parts(left):
        HomeGroupMembership.objects.filter(pk__in=some).update(to_on=last_day)
    return left


def _go_on(model: Any, periods: tuple[int, ...], who: str, without: set[int]) -> list[int]:
    """Each period goes on the day after it ended, for the whole group alike; the ids of the new ones."""
    new = []
    for some in _parts(list(periods)):
        for row in model.objects.filter(pk__in=some):
            if getattr(row, who) not in without:
                new.append(
                    model(
                        home_group_id=row.home_group_id,
                        from_on=row.to_on + dt.timedelta(days=1),
                        **{who: getattr(row, who)},
                    )
                )
    return [row.pk for row in model.objects.bulk_create(new, batch_size=2_000)]


def _change_schools(moving: Mapping[int, int]) -> dict[str, int | None]:
    """Each learner's school becomes the one she comes to; before: learner → school."""
    before: dict[str, int | None] = {}
    for some in _parts(sorted(moving)):
        for pk, school in Learner.objects.filter(pk__in=some).values_list("pk", "school_id"):
            before[str(pk)] = school
        for to_school in sorted({moving[one] for one in some}):
            ids = [one for one in some if moving[one] == to_school]
            Learner.objects.filter(pk__in=ids).update(school_id=to_school)
    return before


@one_act
def turn_year_back(changed: Mapping[str, Any]) -> None:
    """Everything that `turn_year` changed is as it was before."""
    for some in _parts(changed["sections"]):
        Section.objects.filter(pk__in=some).update(is_active=True)
    for model, kept in ((SectionEnrolment, changed["enrolments"]), (SectionStaff, changed["staff"])):
        for to_on, ids in kept.items():
            for some in _parts(ids):
                model.objects.filter(pk__in=some).update(
                    to_on=dt.date.fromisoformat(to_on) if to_on else None
                )
    for some in _parts(changed["members"]):
        HomeGroupMembership.objects.filter(pk__in=some).delete()
    for some in _parts(changed["advisers"]):
        HomeGroupAdviser.objects.filter(pk__in=some).delete()
    for some in _parts(changed["left_groups"]):
        HomeGroupMembership.objects.filter(pk__in=some).update(to_on=None)
    for school in set(changed["schools"].values()):
        ids = [int(pk) for pk, before in changed["schools"].items() if before == school]
        for some in _parts(ids):
            Learner.objects.filter(pk__in=some).update(school_id=school)


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[first : first + IDS_AT_ONCE] for first in range(0, len(ids), IDS_AT_ONCE)]
