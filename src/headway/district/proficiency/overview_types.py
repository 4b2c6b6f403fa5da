"""Schools and domains in the leader's overview, as other apps may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from headway.district.continuum.api import DomainInfo

__all__ = ["SchoolDomain", "SchoolOverview", "SchoolRow"]


@dataclass(frozen=True, slots=True)
class SchoolDomain:
    """Learners of one school in one domain, in three parts that add up. None: fewer than ten are concerned, not shown.

    reached: at least one competency newly proficient in the window. showing: evidence in the window, none newly
    proficient. quiet: no evidence in the window.
    """

    domain_id: int
    reached: int | None
    showing: int | None
    quiet: int | None


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school, or the total of the schools whose numbers are shown. learners: None when fewer than ten."""

    organisation_uuid: uuid.UUID | None
    name: str
    learners: int | None
    domains: tuple[SchoolDomain, ...]


@dataclass(frozen=True, slots=True)
class SchoolOverview:
    """Schools × domains over a window of `days` days. Totals add up only what is shown, so nothing can be subtracted."""

    domains: tuple[DomainInfo, ...]
    schools: tuple[SchoolRow, ...]
    shown_total: SchoolRow | None
    from_on: dt.date
    to_on: dt.date
    days: int
    smallest_shown: int
    sentences: tuple[str, ...] = field(default=())
