"""A learner's year as its page shows it: plain values, in words and places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import CompetencyInfo
from headway.district.portals.presenting.agreements.words import TargetShown
from headway.district.portals.presenting.pace_views.lines import YearLine
from headway.district.portals.presenting.paces import PaceWords

__all__ = ["Dated", "DomainYear", "PlanYear", "Year"]


@dataclass(frozen=True, slots=True)
class Dated:
    """One row of the table behind a picture. reason: what was said when a plan was agreed anew, else empty."""

    on: dt.date
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One agreement in a year. sentences: the picture in words. rows: every day that it shows, in order.

    further, back: where one may go on or look back, nearest first.
    """

    shown: TargetShown
    line: YearLine
    sentences: tuple[str, ...]
    changes: tuple[Dated, ...]
    rows: tuple[Dated, ...]
    further: tuple[CompetencyInfo, ...]
    back: tuple[CompetencyInfo, ...]


@dataclass(frozen=True, slots=True)
class DomainYear:
    """One domain: its plans, or, where nothing is agreed yet, what became proficient this year.

    unagreed: work goes on here and no agreement stands; talked_over: the target on whose offer somebody still answers.
    """

    code: str
    name: str
    pace: PaceWords | None
    plans: tuple[PlanYear, ...]
    line: YearLine | None
    sentences: tuple[str, ...]
    rows: tuple[Dated, ...]
    further: tuple[CompetencyInfo, ...]
    back: tuple[CompetencyInfo, ...]
    unagreed: bool
    talked_over: Any = None


@dataclass(frozen=True, slots=True)
class Year:
    """begins, ends: the school year. quiet: names of domains in which nothing has happened this year."""

    on: dt.date
    begins: dt.date | None
    ends: dt.date | None
    domains: tuple[DomainYear, ...]
    quiet: tuple[str, ...]
