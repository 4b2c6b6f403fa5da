"""A learner's own instructional time: the calendars of the schools she went to, weighted with her share of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from numpy.typing import NDArray

from headway.district.foundation.api import clock
from headway.district.pacing.models import TimeShare
from headway.district.pacing.types import TimeShareKind
from headway.district.people.api import (
    SchoolStretch,
    SchoolYear,
    school_time,
)
from headway.mastery.pacing import (
    Calendar,
    Share,
    SignedDays,
    date_of,
    day_number,
    days_as_signed,
    share_by_day,
)

__all__ = ["OwnTime", "SchoolTime", "shares_of", "standing_shares"]

# Plans may reach this far; further than any way through school.
MOST_YEARS = 20


@dataclass(frozen=True, eq=False)
class SchoolTime:
    """One school's calendar over its years. assumed_from: from this day on no term is set, and the last year's weeks
    are repeated with as many school days as the policy says; None where all of it is set."""

    calendar: Calendar
    years: tuple[SchoolYear, ...]
    assumed_from: dt.date | None = None

    @classmethod
    def of(cls, years: Iterable[SchoolYear]) -> SchoolTime:
        """From one school's years, at least one."""
        listed = tuple(years)
        return cls(_calendar_of(listed), listed)

    @property
    def last_on(self) -> dt.date:
        return date_of(self.calendar.last_on)

    def reaching(self, until: dt.date, days_per_year: int) -> SchoolTime:
        """The same, long enough for a plan that ends on `until`."""
        if until <= self.last_on:
            return self
        stretches = [(self.calendar, self.calendar.first_on, self.calendar.last_on)]
        model = _calendar_of((self.years[-1],))
        for number in range(1, MOST_YEARS + 1):
            year = model.again(number, days_per_year)
            begins = max(year.first_on, stretches[-1][2] + 1)
            if begins <= year.last_on:
                stretches.append((year, begins, year.last_on))
            if date_of(year.last_on) >= until:
                break
        assumed = self.assumed_from or date_of(self.calendar.last_on + 1)
        long = Calendar.stitched(stretches)
        missing = day_number(until) - long.last_on
        if missing > 0:  # the summer after the last repeated year
            long = Calendar(
                long.first_on, np.concatenate([long.instructional, np.zeros(missing, dtype=bool)])
            )
        return SchoolTime(long, self.years, assumed)


def _calendar_of(years: Iterable[SchoolYear]) -> Calendar:
    listed = list(years)
    days = [day for year in listed for day in year.school_days()]
    return Calendar.from_dates(days, first=listed[0].starts_on, last=listed[-1].ends_on)


@dataclass(frozen=True, slots=True)
class RecordedShare:
    """A share of time, when it was recorded, the day from whose end on it was known, and when it was taken back, if it was."""

    share: Share
    recorded_on: dt.date
    known_on: dt.date
    taken_back_at: dt.datetime | None

    @classmethod
    def of(
        cls, share: Share, kind: str, recorded_at: dt.datetime, taken_back_at: dt.datetime | None
    ) -> RecordedShare:
        """That a learner who left was not here is known from her last day on, though its end is recorded with her return."""
        known_on = recorded_on = clock.local_date(recorded_at)
        if kind == TimeShareKind.AWAY:
            known_on = min(known_on, date_of(share.from_on - 1))
        return cls(share, recorded_on, known_on, taken_back_at)

    @property
    def changes_on(self) -> tuple[dt.date, ...]:
        """The days on which something came to be known of it."""
        taken_back = (clock.local_date(self.taken_back_at),) if self.taken_back_at else ()
        return (self.known_on, *taken_back)

    def stood(self, on: dt.date) -> bool:
        """Was it known, and not taken back, at the end of that day?"""
        if self.known_on > on:
            return False
        return self.taken_back_at is None or clock.local_date(self.taken_back_at) > on


@dataclass(eq=False)
class OwnTime:
    """The time of several learners, in one query, however many they are and however often they changed schools."""

    days_per_year: int
    schools: dict[int | None, SchoolTime]
    school_of: Mapping[int, int | None]
    stretches: Mapping[int, tuple[SchoolStretch, ...]]
    shares: Mapping[int, tuple[Share, ...]]
    # The same with the days on which they were recorded and taken back, also those that were taken back.
    recorded: Mapping[int, tuple[RecordedShare, ...]] = field(default_factory=dict)
    known: dict[Any, Calendar] = field(default_factory=dict)

    @classmethod
    def of(
        cls, learners: Collection[Any], days_per_year: int, *, as_of: dt.datetime | None = None
    ) -> OwnTime:
        """For learners as `visible_learners` gives them. as_of: shares as they were known then."""
        school_of = {learner.pk: learner.school_id for learner in learners}
        rows = TimeShare.objects.filter(learner_id__in=list(school_of), withdraws__isnull=True)
        found = school_time(
            {learner.pk: learner.school for learner in learners}, (rows, _OF_A_RECORDED_SHARE)
        )
        times = {pk: SchoolTime.of(listed) for pk, listed in found.years.items() if listed}
        recorded = _recorded(found.beside, as_of)
        standing = {
            pk: tuple(one.share for one in listed if one.taken_back_at is None)
            for pk, listed in recorded.items()
        }
        shares = {pk: listed for pk, listed in standing.items() if listed}
        return cls(days_per_year, times, school_of, found.stretches, shares, recorded)

    def has_time(self, learner_id: int) -> bool:
        """Whether there is a calendar at all."""
        return self.school_of[learner_id] in self.schools

    def year(self, learner_id: int, on: dt.date) -> SchoolYear | None:
        """The school year of her school that holds the date."""
        time = self.schools.get(self.school_of[learner_id])
        years = time.years if time else ()
        return next((one for one in years if one.starts_on <= on <= one.ends_on), None)

    def calendar(self, learner_id: int, from_on: dt.date, on: dt.date) -> Calendar:
        """Her calendar from one day to another: each stretch by the calendar of the school of that time."""
        stretches = self.stretches.get(learner_id) or (SchoolStretch(self.school_of[learner_id], None, None),)
        key = (tuple(stretches), from_on, on)
        if key not in self.known:
            self.known[key] = self._stitched(stretches, from_on, on)
        return self.known[key]

    def _stitched(self, stretches: tuple[SchoolStretch, ...], from_on: dt.date, on: dt.date) -> Calendar:
        first = day_number(from_on)
        taught = np.zeros(max(day_number(on) - first + 1, 0), dtype=bool)
        for one in stretches:
            begins, ends = max(one.from_on or from_on, from_on), min(one.to_on or on, on)
            time = self.schools.get(one.school_id)
            if begins > ends or time is None:
                continue
            if ends > time.last_on:
                time = self.schools[one.school_id] = time.reaching(ends, self.days_per_year)
            calendar = time.calendar
            low, high = max(day_number(begins), calendar.first_on), min(day_number(ends), calendar.last_on)
            if low <= high:
                taught[low - first : high - first + 1] = calendar.instructional[
                    low - calendar.first_on : high - calendar.first_on + 1
                ]
        return Calendar(first, taught)

    def by_day(
        self, learner_id: int, from_on: dt.date, on: dt.date, domain_code: str | None = None
    ) -> NDArray[np.float64]:
        """How much of each day from one to another is hers, 0 to 1: 0 on days without instruction."""
        return self._by_shares(learner_id, from_on, on, domain_code, self.shares.get(learner_id, ()))

    def as_signed(
        self, learner_id: int, from_on: dt.date, by_on: dt.date, domain_code: str | None, signed_on: dt.date
    ) -> SignedDays:
        """How much each day of a plan, after its first up to its last, counts for its line (`days_as_signed`): by the shares
        that were known when it was signed, and from the day after a further one was recorded, or one of them was taken
        back, by these. A share that was recorded later and taken back is as if it had never been."""
        first = from_on + dt.timedelta(days=1)
        counted = [
            one
            for one in self.recorded.get(learner_id, ())
            if one.share.domain in (None, domain_code)
            and (one.taken_back_at is None or one.recorded_on <= signed_on)
        ]
        changed = sorted({day for one in counted for day in one.changes_on if day > signed_on})
        if not changed or by_on < first:
            return SignedDays(self.by_day(learner_id, first, by_on, domain_code))

        def known(on: dt.date) -> NDArray[np.float64]:
            shares = tuple(one.share for one in counted if one.stood(on))
            return self._by_shares(learner_id, first, by_on, domain_code, shares)

        return days_as_signed(known(signed_on), [((day - from_on).days, known(day)) for day in changed])

    def _by_shares(
        self,
        learner_id: int,
        from_on: dt.date,
        on: dt.date,
        domain_code: str | None,
        shares: tuple[Share, ...],
    ) -> NDArray[np.float64]:
        calendar = self.calendar(learner_id, from_on, on)
        taught = calendar.instructional.astype(np.float64)
        if shares:
            taught = taught * share_by_day(day_number(from_on), day_number(on), shares, domain_code)
        return np.asarray(taught, dtype=np.float64)

    def own_days(
        self, learner_id: int, from_on: dt.date, on: dt.date, domain_code: str | None = None
    ) -> float:
        """Her own instructional days from one day to another, both included."""
        if on < from_on:
            return 0.0
        return round(float(self.by_day(learner_id, from_on, on, domain_code).sum()), 6)

    def assumed_from(self, learner_id: int, until: dt.date) -> dt.date | None:
        """From which day on the calendar is only assumed, where a plan until then needs that."""
        time = self.schools.get(self.school_of[learner_id])
        if time is None:
            return None
        begins = time.assumed_from or time.last_on + dt.timedelta(days=1)
        return begins if until >= begins else None


# Learner, days, and what makes the order of rows certain; the share goes along as words, exact in both databases.
_OF_A_SHARE = (
    "learner_id",
    "from_on",
    "to_on",
    "pk",
    Concat(Cast("share", CharField()), Value(" "), "domain_code"),
)


# The same with the moments in which it was recorded and taken back, as words, too.
_OF_A_RECORDED_SHARE = (
    *_OF_A_SHARE[:-1],
    Concat(
        Cast("share", CharField()),
        Value("|"),
        Cast("recorded_at", CharField()),
        Value("|"),
        Cast("withdrawal__recorded_at", CharField()),
        Value("|"),
        "kind",
        Value("|"),
        "domain_code",
    ),
)


def _recorded(
    rows: Iterable[tuple[int, dt.date, dt.date | None, int, str]], as_of: dt.datetime | None
) -> dict[int, tuple[RecordedShare, ...]]:
    """From rows of `_OF_A_RECORDED_SHARE` the shares of each learner (as known at a moment), in order of time."""
    found: dict[int, list[RecordedShare]] = {}
    for learner_id, from_on, to_on, _pk, words in sorted(rows, key=lambda row: (row[1], row[3])):
        share, recorded, taken_back, kind, domain_code = words.split("|", 4)
        recorded_at, taken_back_at = _moment(recorded), _moment(taken_back) if taken_back else None
        if as_of is not None:
            if recorded_at > as_of:
                continue
            taken_back_at = taken_back_at if taken_back_at and taken_back_at <= as_of else None
        held = Share(
            day_number(from_on), day_number(to_on) if to_on else None, float(share), domain_code or None
        )
        found.setdefault(learner_id, []).append(RecordedShare.of(held, kind, recorded_at, taken_back_at))
    return {learner_id: tuple(listed) for learner_id, listed in found.items()}


def _moment(words: str) -> dt.datetime:
    """As each database writes a moment of UTC."""
    found = dt.datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _shares(
    rows: Iterable[tuple[int, dt.date, dt.date | None, int, str]],
) -> dict[int, tuple[Share, ...]]:
    """From rows of `_OF_A_SHARE` the shares of each learner, in order of time."""
    found: dict[int, list[Share]] = {}
    for learner_id, from_on, to_on, _pk, words in sorted(rows, key=lambda row: (row[1], row[3])):
        share, domain_code = words.split(" ", 1)
        found.setdefault(learner_id, []).append(
            Share(
                day_number(from_on), day_number(to_on) if to_on else None, float(share), domain_code or None
            )
        )
    return {learner_id: tuple(listed) for learner_id, listed in found.items()}


def standing_shares(
    learner_ids: Collection[int], as_of: dt.datetime | None = None
) -> dict[int, tuple[Share, ...]]:
    """The shares of time that nobody took back (at a moment), per learner. One query."""
    return _shares(_standing(learner_ids, as_of).values_list(*_OF_A_SHARE))


def shares_of(learner_ids: Collection[int]) -> dict[int, list[TimeShare]]:
    """The rows that stand, in order of time. One query."""
    found: dict[int, list[TimeShare]] = {}
    for row in _standing(learner_ids, None).order_by("from_on", "pk"):
        found.setdefault(row.learner_id, []).append(row)
    return found


def _standing(learner_ids: Collection[int], as_of: dt.datetime | None) -> QuerySet[TimeShare]:
    """The shares of time that nobody took back (at a moment)."""
    rows = TimeShare.objects.filter(learner_id__in=learner_ids, withdraws__isnull=True)
    if as_of is None:
        return rows.filter(withdrawal__isnull=True)
    return rows.filter(recorded_at__lte=as_of).exclude(withdrawal__recorded_at__lte=as_of)
