"""How earlier forecasts came out: made as of the end of a term, held against what came, and kept as a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, Refused, audit, clock
from headway.district.pacing.models import BackTest, ForecastFit
from headway.district.pacing.selectors.histories import WHOLE, histories_for_forecast
from headway.district.people.api import district_organisation, learners_with_schools, years_of_schools
from headway.district.proficiency.api import SMALLEST_SHOWN
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.pacing.forecast import Fitted, back_test

__all__ = ["generate_back_tests"]

# Days ahead for which forecasts are tried; the chance is asked for the horizon.
HORIZON, FARTHEST = 40, 90
# So much school time has to lie behind a day before its forecasts can be held against anything.
LEAST_AFTER = 20
LEAST_DAYS_WEEKS = 6


def generate_back_tests(by: Actor, *, as_of: dt.date | None = None, recorded_by_id: int | None = None) -> int:
    """Reports for the district and each school: forecasts as of a day, against what came until today; how many.

    as_of: the day up to which was known; by default so far back that about a third of the year's days lie behind it, and
    six weeks at least. Raises Refused where too little lies behind it. Fewer learners than may be shown: no report.
    """
    today = clock.today()
    district = district_organisation()
    if district is None:
        raise Refused(_("There is no district yet."), remedy=_("Import the roster first."))
    learners = learners_with_schools()
    as_of = as_of or _usual_day(learners, today)
    found = histories_for_forecast(learners, today)
    domains = found.histories.take(found.domain_id != WHOLE)
    cut = _cut(found, as_of)
    if as_of >= today or not len(domains) or cut is None:
        raise Refused(
            _("There is too little school time between this day and today to compare anything."),
            remedy=_("Choose an earlier day, at least twenty school days ago."),
        )
    table = back_test(domains, terms=[cut], horizon=HORIZON, farthest=FARTHEST, fitted=_kept(cut, as_of))
    schools = {one.school_id: one.school for one in learners if one.school_id}
    made = 0
    with transaction.atomic():
        for row in table.rows:
            place = district if row.of == "all" else schools.get(row.which)
            if place is None or row.targets < SMALLEST_SHOWN:
                continue
            report = _rounded(asdict(row))
            BackTest.objects.create(
                organisation=place,
                from_on=as_of,
                until_on=today,
                version=table.versions[cut],
                report={**report, "horizon": HORIZON, "farthest": FARTHEST},
                recorded_by_id=recorded_by_id,
                recorded_at=clock.now(),
            )
            made += 1
        audit.record(by=by, act="pacing.back_test_generated", count=made, as_of=as_of.isoformat())
    return made


def _usual_day(learners: list[Any], today: dt.date) -> dt.date:
    years = years_of_schools([one.school for one in learners][:1]).values()
    starts = [year.starts_on for listed in years for year in listed if year.starts_on <= today]
    begun = max(starts, default=today - dt.timedelta(days=270))
    return min(today - dt.timedelta(weeks=LEAST_DAYS_WEEKS), begun + (today - begun) * 2 // 3)


def _cut(found: Any, as_of: dt.date) -> int | None:
    """The instructional day on which the term ended; None where too few days follow."""
    for time in found.time.schools.values():
        calendar = time.calendar
        place = (as_of - dt.date(1970, 1, 1)).days - calendar.first_on
        if 0 <= place < len(calendar.instructional):
            cut = int(calendar.instructional[: place + 1].sum())
            last = int(found.histories.last_day.max(initial=0))
            return cut if last - cut >= LEAST_AFTER else None
    return None


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
