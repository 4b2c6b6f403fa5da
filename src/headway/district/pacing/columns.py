"""The continuum and the school year as the mathematics of pace reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import numpy as np

from headway.district.continuum.api import ContinuumMap
from headway.district.people.api import SchoolYear
from headway.mastery.facts import Competencies, Kind
from headway.mastery.pacing import Calendar

__all__ = ["calendar_of", "competencies_of"]


def competencies_of(continuum: ContinuumMap, ids: Collection[int]) -> Competencies:
    """These academic competencies with their domain and weight."""
    rows = [continuum.by_id[one] for one in sorted(ids)]
    return Competencies(
        competency=np.array([one.id for one in rows], dtype=np.int64),
        kind=np.full(len(rows), int(Kind.ACADEMIC), dtype=np.int64),
        domain=np.array([one.domain_id for one in rows], dtype=np.int64),
        weight=np.array([one.weight for one in rows], dtype=np.float64),
    )


def calendar_of(year: SchoolYear, from_on: dt.date, on: dt.date) -> tuple[Calendar, frozenset[dt.date]]:
    """The school days from one date to another, both included: as the mathematics' calendar, and as dates."""
    school_days = frozenset(day for day in year.school_days() if from_on <= day <= on)
    return Calendar.from_dates(school_days, first=from_on, last=on), school_days
