"""What the sessions of a bundle would make of the calendar: years that overlap, and sessions without a school day."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import NamedTuple

from headway.district.interop.oneroster.gathering import Gathering, Said
from headway.district.people import api as people
from headway.district.people.types import TermKind, TermRow

__all__ = ["remark_on_calendar"]

SESSION = TermRow.RECORD_KIND


class _Year(NamedTuple):
    starts_on: dt.date
    ends_on: dt.date
    name: str
    # Of a year that stands here already and isn't in the bundle there is neither.
    said: Said | None = None
    row: TermRow | None = None


def remark_on_calendar(g: Gathering) -> None:
    """Say of every session what can't be meant of it, beside the days that are in the calendar here already."""
    sessions = [(said, said.row) for (kind, _name), said in g.said.items() if kind == SESSION]
    places: dict[str, list[_Year]] = {}
    calendars: dict[str, people.PlaceCalendar] = {}
    for said, row in sessions:
        # Without dates the file is silent about them, and what stands here stays.
        if not isinstance(row, TermRow) or not (row.starts_on and row.ends_on):
            continue
        if row.organisation not in calendars:
            calendars[row.organisation] = _calendar(g, row.organisation)
        if not calendars[row.organisation].has_school(row.starts_on, row.ends_on):
            _remark(g, "no_school_day", said, row)
        if row.kind == TermKind.SCHOOL_YEAR:
            year = _Year(row.starts_on, row.ends_on, row.name, said, row)
            places.setdefault(row.organisation, []).append(year)
    known = _told_of(g)
    for place, told in places.items():
        here = [
            _Year(first, last, name)
            for pk, name, first, last in calendars[place].school_years
            if pk not in known
        ]
        # The later of two is named with its row; of one that only stands here the file has none.
        listed = [*here, *sorted(told, key=lambda one: one.starts_on)]
        for other, one in combinations(listed, 2):
            if one.said and one.row and one.starts_on <= other.ends_on and other.starts_on <= one.ends_on:
                _remark(g, "years_overlap", one.said, one.row, other=other.name)


def _remark(g: Gathering, kind: str, said: Said, row: TermRow, **params: str) -> None:
    field = "endDate" if kind == "no_school_day" else "startDate"
    place = {"row": said.place, "identifier": row.sourced_id, "field": field}
    g.remark(kind, line=said.line, name=row.name, **place, **params)


def _calendar(g: Gathering, organisation: str) -> people.PlaceCalendar:
    """The calendar of the place that a session belongs to; of a place that is new, and of none, there is nothing yet."""
    key = ("org", organisation)
    record, link = g.records.get(key), g.links.get(key)
    row_id = link.id if link else record.target_id if record else None
    return people.calendar_at(row_id) if row_id is not None else people.PlaceCalendar()


def _told_of(g: Gathering) -> set[int]:
    """Our terms of which this bundle says something: that they are there, with its own dates, or that they are gone."""
    keys = [key for key in (*g.said, *g.gone) if key[0] == SESSION]
    found = {g.links[key].id for key in keys if key in g.links}
    return found | {
        target for key in keys if key in g.records and (target := g.records[key].target_id) is not None
    }
