"""Where a year line goes: places of the agreed line, its room, the steps so far, the flag and the likely span.

Places are shares of the picture in percent: x from the first day to the last, y from the top (all of the plan is done)
to the bottom (nothing is yet). Whoever draws it stretches it to any width; words and dates stand beside it, not in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headway.mastery.pacing import AgreedWay

__all__ = ["Frame", "Month", "Spot", "YearLine", "months_of", "year_line"]

Place = tuple[float, float]
# Enough for a smooth curve at the width of a screen; a small picture needs fewer. Places lie whole weeks apart: within a
# week the line would show nothing but weekends.
PLACES, PLACES_SMALL, WEEK = 72, 24, 7
# Names of months that find room beside one another on a phone.
MONTHS_NAMED = 7
# A word beside a place this near to an edge is set towards the middle.
EDGE = 18.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The time a picture shows, both days included."""

    first: dt.date
    last: dt.date

    def x(self, on: dt.date) -> float:
        """Where a day lies, 0 to 100; days outside lie on the edge."""
        days = max((self.last - self.first).days, 1)
        return round(min(max((on - self.first).days / days, 0.0), 1.0) * 100, 2)

    def holds(self, on: dt.date) -> bool:
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Spot:
    """A day with a place on the picture. anchor: on which side of it a word finds room."""

    on: dt.date
    x: float
    y: float = 100.0

    @property
    def anchor(self) -> str:
        return "start" if self.x < EDGE else "end" if self.x > 100 - EDGE else "middle"


@dataclass(frozen=True, slots=True)
class Month:
    on: dt.date
    x: float
    is_named: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """A picture's places. Lists of places are written as SVG does: "x,y x,y". Empty where there is nothing to draw.

    agreed, room: the agreed line and the buffer around it. steps: what is proficient so far. likely: from today to the
    span in which all could be done. others: gains of this year that belong to no plan of this picture.
    named: the days that people named within the plan, with what is asked for by then.
    """

    frame: Frame
    months: tuple[Month, ...]
    today: Spot
    steps: str
    gains: tuple[Spot, ...]
    others: tuple[Spot, ...] = ()
    agreed: str = ""
    room: str = ""
    likely: str = ""
    begins: Spot | None = None
    target: Spot | None = None
    earliest: Spot | None = None
    latest: Spot | None = None
    changes: tuple[Spot, ...] = ()
    asked: Spot | None = None
    named: tuple[Spot, ...] = ()


def year_line(
    frame: Frame,
    today: dt.date,
    gains: Sequence[tuple[dt.date, float]],
    total: float,
    *,
    way: AgreedWay | None = None,
    others: Iterable[dt.date] = (),
    changes: Iterable[dt.date] = (),
    span: tuple[dt.date, dt.date] | None = None,
    small: bool = False,
) -> YearLine:
    """gains: (day, learning units) in order of time, out of `total`; without a way all of them are the whole height."""
    spots, height, climb = [], 0.0, []
    start = way.from_on if way else frame.first
    climb.append((frame.x(start), 100.0))
    for on, units in gains:
        climb.append((frame.x(on), _y(height / total if total else 0.0)))
        height += units
        spots.append(Spot(on, frame.x(on), _y(height / total if total else 0.0)))
        climb.append((spots[-1].x, spots[-1].y))
    done = height / total if total else 0.0
    if today >= start:
        climb.append((frame.x(today), _y(done)))
    now = Spot(today, frame.x(today), _y(done))
    earliest, latest = (Spot(on, frame.x(on), 0.0) for on in span) if span else (None, None)
    return YearLine(
        frame=frame,
        months=months_of(frame),
        today=now,
        steps=_written(climb),
        gains=tuple(spots),
        others=tuple(Spot(on, frame.x(on)) for on in others),
        agreed=_written(_agreed(frame, way, small)) if way else "",
        room=_written(_room(frame, way, small)) if way and way.buffer_days else "",
        likely=_written([(now.x, now.y), (earliest.x, 0.0), (latest.x, 0.0)]) if earliest and latest else "",
        begins=Spot(way.from_on, frame.x(way.from_on)) if way else None,
        target=Spot(way.by_on, frame.x(way.by_on), 0.0) if way and frame.holds(way.by_on) else None,
        earliest=earliest,
        latest=latest,
        changes=tuple(Spot(on, frame.x(on)) for on in changes),
        asked=Spot(today, now.x, _y(way.expected(today))) if way and way.from_on <= today else None,
        named=tuple(
            Spot(one.on, frame.x(one.on), _y(one.share)) for one in way.shape.steps if frame.holds(one.on)
        )
        if way
        else (),
    )


def months_of(frame: Frame) -> tuple[Month, ...]:
    """The first day of each month in the frame; so many of them have a name that names find room."""
    found, on = [], frame.first.replace(day=1)
    while on <= frame.last:
        if on >= frame.first:
            found.append(on)
        on = (on + dt.timedelta(days=32)).replace(day=1)
    every = -(-len(found) // MONTHS_NAMED) or 1
    return tuple(
        Month(one, frame.x(one), number % every == 0 and frame.x(one) < 97)
        for number, one in enumerate(found)
    )


def _y(share: float) -> float:
    return round(100 * (1 - min(max(share, 0.0), 1.0)), 2)


def _days(frame: Frame, way: AgreedWay, small: bool) -> list[dt.date]:
    """The days at which the line has a place: evenly over the plan's time, its first and last among them."""
    last = min(way.by_on, frame.last)
    whole = (last - way.from_on).days
    weeks = -(-whole // ((PLACES_SMALL if small else PLACES) * WEEK))
    step = max(weeks, 1) * WEEK
    days = [way.from_on + dt.timedelta(days=number) for number in range(0, max(whole, 0), step)]
    return [*(one for one in days if one >= frame.first), last]


def _agreed(frame: Frame, way: AgreedWay, small: bool) -> list[Place]:
    return [(frame.x(on), _y(way.expected(on))) for on in _days(frame, way, small)]


def _room(frame: Frame, way: AgreedWay, small: bool) -> list[Place]:
    days = _days(frame, way, small)
    above = [(frame.x(on), _y(way.expected(on, way.buffer_days))) for on in days]
    below = [(frame.x(on), _y(way.expected(on, -way.buffer_days))) for on in days]
    return [*above, *reversed(below)]


def _written(places: Sequence[Place]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)
