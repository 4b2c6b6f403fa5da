"""How earlier forecasts came out: made as of an earlier day, held against what came, and kept as a report.

What a leader asks for is worked out in the next nightly run: it reads the histories of the whole district twice.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, Refused, audit, clock
from headway.district.pacing.models import BackTest, BackTestWish, ForecastFit
from headway.district.pacing.policies import check_reports
from headway.district.pacing.selectors.histories import (
    WHOLE,
    ForecastHistories,
    histories_for_forecast,
    own_count,
)
from headway.district.people.api import (
    Viewer,
    district_organisation,
    learners_with_schools,
    years_of_schools,
)
from headway.district.policy.api import can_change_rules
from headway.district.proficiency.api import SMALLEST_SHOWN, suppress
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.pacing import date_of
from headway.mastery.pacing.forecast import BackTest as Table
from headway.mastery.pacing.forecast import Fitted, Histories, Row, back_test

__all__ = ["ask_for_back_tests", "generate_back_tests", "make_asked_back_tests"]

Ints = NDArray[np.int64]
# Days ahead for which forecasts are tried; the chance is asked for the horizon.
HORIZON, FARTHEST = 40, 90
# So much school time has to lie behind a day before its forecasts can be held against anything.
LEAST_AFTER = 20
LEAST_WEEKS = 4
# By default so many weeks: no chance is judged before the horizon has passed, and a school year has days off.
USUAL_WEEKS = 10


@transaction.atomic
def ask_for_back_tests(viewer: Viewer, as_of: dt.date | None = None) -> None:
    """Have the reports made in the next nightly run. as_of: the day up to which was known, the usual one by default.

    Raises NotFound for those who lead nothing, Refused for leaders of single schools and for a day too late to have
    anything behind it. Asked for twice it is made once.
    """
    check_reports(viewer)
    if not can_change_rules(viewer):
        raise Refused(_("Leaders of the district have these reports made."), remedy=_("Ask one of them."))
    if as_of is not None and as_of > clock.today() - dt.timedelta(weeks=LEAST_WEEKS):
        raise _too_little_time()
    _row, is_new = BackTestWish.objects.get_or_create(
        as_of=as_of,
        done_at=None,
        defaults={"asked_by_id": viewer.person_id, "asked_at": clock.now()},
    )
    if is_new:
        audit.record(
            by=viewer.actor, act="pacing.back_test_asked", as_of=as_of.isoformat() if as_of else None
        )


def make_asked_back_tests(by: Actor) -> int:
    """The reports that leaders asked for, in one transaction each; how many. For the night."""
    made = 0
    for wish in list(BackTestWish.objects.filter(done_at=None).order_by("pk")):
        with transaction.atomic():
            try:
                wish.made = generate_back_tests(by, as_of=wish.as_of, recorded_by_id=wish.asked_by_id)
            except Refused:
                wish.made = 0
            wish.done_at = clock.now()
            wish.save(update_fields=["made", "done_at"])
            made += wish.made
    return made


def generate_back_tests(by: Actor, *, as_of: dt.date | None = None, recorded_by_id: int | None = None) -> int:
    """Reports for the district and each school: forecasts as of a day, against what came until today; how many.

    What went in is what was known at the end of that day; what came is what is known today. Each history is cut on that
    date. as_of: by default so far back that about a third of the year's days lie behind it, and ten weeks at least. Raises
    Refused where too little lies behind it. Fewer learners than may be shown: no report.
    """
    today = clock.today()
    district = district_organisation()
    if district is None:
        raise Refused(_("There is no district yet."), remedy=_("Import the roster first."))
    learners = learners_with_schools()
    as_of = as_of or _usual_day(learners, today)
    if as_of >= today:
        raise _too_little_time()
    known = histories_for_forecast(learners, as_of)
    asked = list(zip(known.learner_id.tolist(), known.domain_id.tolist(), strict=True))
    found, cut = _known_and_come(known, histories_for_forecast(learners, today, agreed=asked))
    if int((found.last_day - cut).max(initial=0)) < LEAST_AFTER:
        raise _too_little_time()
    table = back_test(found, terms=[cut], horizon=HORIZON, farthest=FARTHEST, fitted=_kept(cut, as_of))
    schools: dict[int, Any] = {one.school_id: one.school for one in learners if one.school_id}
    with transaction.atomic():
        rows = [
            BackTest.objects.create(
                organisation=district if row.of == "all" else schools[row.which],
                from_on=as_of,
                until_on=today,
                version=table.versions[cut],
                report={
                    **_rounded(asdict(row)),
                    "horizon": HORIZON,
                    "farthest": FARTHEST,
                    "is_enough": is_enough,
                },
                recorded_by_id=recorded_by_id,
                recorded_at=clock.now(),
            )
            for row, is_enough in _large_enough(table, set(schools))
        ]
        audit.record(by=by, act="pacing.back_test_generated", count=len(rows), as_of=as_of.isoformat())
    return len(rows)


def _too_little_time() -> Refused:
    return Refused(
        _("There is too little school time between this day and today to compare anything."),
        remedy=_("Choose an earlier day, at least twenty school days ago."),
    )


def _usual_day(learners: list[Any], today: dt.date) -> dt.date:
    schools = {one.school_id: one.school for one in learners if one.school_id}
    years = years_of_schools(list(schools.values())).values()
    starts = [year.starts_on for listed in years for year in listed if year.starts_on <= today]
    begun = max(starts, default=today - dt.timedelta(days=270))
    return min(today - dt.timedelta(weeks=USUAL_WEEKS), begun + (today - begun) * 2 // 3)


def _known_and_come(known: ForecastHistories, come: ForecastHistories) -> tuple[Histories, int]:
    """The histories as they were known then, single domains only, each going on with what came after; and the day of
    their count on which all of them are cut.

    A step counts as come if it is one more in its competency than was known: what was taken back and reached anew does
    not come twice, and what was reached by then and recorded later came on the first day after.
    """
    at = np.flatnonzero(known.domain_id != WHOLE)
    then, now = known.histories.take(at), come.histories
    if not len(then) or not len(now):
        return then, 0
    ends = then.last_day
    cut = int(np.bincount(ends - ends.min()).argmax() + ends.min())
    whose = list(zip(known.learner_id[at].tolist(), known.domain_id[at].tolist(), strict=True))
    place = np.array([come.rows.get(one, -1) for one in whose], dtype=np.int64)
    reached = _counts_on(come, place, known.on)
    ahead = np.where(place >= 0, np.maximum(now.last_day[place] - reached, 0), 0)
    row_of = np.full(max(len(now), 1), -1, dtype=np.int64)
    row_of[place[place >= 0]] = np.flatnonzero(place >= 0)

    old_row = then.event_row
    new_row = row_of[now.event_row]
    is_here = np.isin(known.histories.event_row, at)
    before = Counter(zip(old_row.tolist(), known.event_competency[is_here].tolist(), strict=True))
    came, day, left = [], [], before.copy()
    for event in np.argsort(now.event_day, kind="stable").tolist():
        row, about = int(new_row[event]), int(come.event_competency[event])
        if row < 0 or ahead[row] == 0:
            continue
        if left[row, about] > 0:
            left[row, about] -= 1
            continue
        came.append(event)
        day.append(cut + min(max(int(now.event_day[event]) - int(reached[row]), 1), int(ahead[row])))
    shift = cut - ends
    number = np.arange(len(then))
    return Histories(
        number,
        then.school,
        then.first_day + shift,
        cut + ahead,
        np.concatenate([number[old_row], new_row[came]]).astype(np.int64),
        np.concatenate([then.event_day + shift[old_row], np.array(day, dtype=np.int64)]),
        np.concatenate([then.event_units, now.event_units[came]]),
    ), cut


def _counts_on(found: ForecastHistories, rows: Ints, on: dt.date) -> Ints:
    """How many days each of these rows had by the end of a date, in its own count; 0 for a row that is not there."""
    continuum = current_map()
    codes = {one.id: one.code for one in continuum.domains} if continuum else {}
    counts = np.zeros(len(rows), dtype=np.int64)
    for at, row in enumerate(rows.tolist()):
        if row < 0:
            continue
        begins = date_of(int(found.first_on[row]))
        if on < begins:
            counts[at] = found.histories.first_day[row] - 1
            continue
        code = codes.get(int(found.domain_id[row]))
        counts[at] = own_count(found.time, int(found.learner_id[row]), begins, on, code)[-1]
    return counts


def _large_enough(table: Table, schools: set[int]) -> list[tuple[Row, bool]]:
    """Reports of enough learners, the district's first, and whether enough forecasts came to an end to tell of them.

    Where one school would follow from the district and the others, another is left out with it.
    """
    whole = [row for row in table.rows if row.of == "all" and row.targets >= SMALLEST_SHOWN]
    parts = [row for row in table.rows if row.of == "school" and row.which in schools]
    parts = [
        row
        for row, size in zip(parts, suppress([one.targets for one in parts]), strict=True)
        if size is not None
    ]
    told = suppress([one.ranges for one in parts])
    return [
        *((row, row.ranges >= SMALLEST_SHOWN) for row in whole),
        *((row, ranges is not None) for row, ranges in zip(parts, told, strict=True)),
    ]


def _kept(cut: int, as_of: dt.date) -> dict[int, Fitted]:
    """The forecast as it was in force on that day, where one was kept; else it is fitted anew to what was known."""
    row = ForecastFit.objects.filter(learned_until__lte=as_of).order_by("learned_until", "pk").last()
    if row is None:
        return {}
    try:
        return {cut: Fitted.from_dict(row.settings)}
    except (NotReadable, KeyError, TypeError):
        return {}


def _rounded(report: Any) -> Any:
    if isinstance(report, dict):
        return {name: _rounded(value) for name, value in report.items()}
    if isinstance(report, list | tuple):
        return [_rounded(value) for value in report]
    if isinstance(report, float | np.floating):
        return round(float(report), 4)
    return report
