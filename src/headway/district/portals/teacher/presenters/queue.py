"""Who is ready, as a teacher reads it: how long it has waited, where it stands, and the next times that suit."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.evidence.api import LookInfo, Ready, ReadyStep, Wait
from headway.district.foundation.api import clock, translated
from headway.district.portals.presenting.requests import form_words
from headway.district.portals.presenting.waiting import span_words

__all__ = [
    "FILTERS",
    "LookRow",
    "QueueRow",
    "StackRow",
    "look_rows",
    "next_times",
    "queue_rows",
    "stack_rows",
    "wait_sentence",
]

# Where one can narrow the queue down to; the code stands in the address.
FILTERS = ("", "mine", "waiting", "planned", "work_in")
# The hour that is offered in one click; any other is chosen in the form.
OFFERED_HOUR = 10
OFFERED_DAYS = 2


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One learner who is ready. waited, span: how long, in words; empty once somebody answered."""

    ready: Ready
    name: str
    shows: tuple[CompetencyInfo, ...]
    title: str
    form: str
    waited: str
    span: str
    where: str
    asks: str


@dataclass(frozen=True, slots=True)
class LookRow:
    look: LookInfo
    name: str
    title: str
    work: str
    waited: str


@dataclass(frozen=True, slots=True)
class StackRow:
    """Work on one task of one section that waits to be looked at; `count` requests ask for it."""

    task_uuid: uuid.UUID
    task: str
    section_uuid: uuid.UUID
    section: str
    count: int


def stack_rows(
    items: Iterable[Ready], sections: Sequence[Any], is_in: Callable[[Any, Ready], bool]
) -> tuple[StackRow, ...]:
    """The stacks of these sections in which work on a task waits, in the order in which it has waited.

    A request that arose in none of them stands in the first in which its learner is. A stack is opened as a whole and
    never at the learner who asked: whoever hides the names should not know whose work is first.
    """
    waiting: Counter[tuple[uuid.UUID, str, int]] = Counter()
    places = {one.pk: place for place, one in enumerate(sections)}
    for one in items:
        if one.step != ReadyStep.WORK_IN or one.task_uuid is None:
            continue
        place = places.get(one.section_id)
        if place is None:
            place = next((at for at, section in enumerate(sections) if is_in(section, one)), None)
        if place is not None:
            waiting[one.task_uuid, one.task_title, place] += 1
    return tuple(
        StackRow(task_uuid, title, sections[place].uuid, sections[place].title, count)
        for (task_uuid, title, place), count in waiting.items()
    )


def queue_rows(
    items: Iterable[Ready], continuum: ContinuumMap, *, person_id: int, wanted: str = ""
) -> tuple[QueueRow, ...]:
    now = clock.now()
    return tuple(
        _row(one, continuum, person_id, now)
        for one in items
        if wanted == ""
        or (wanted == "mine" and one.asked_id in (None, person_id))
        or (wanted == "waiting" and not one.step)
        or wanted == one.step
    )


def _row(one: Ready, continuum: ContinuumMap, person_id: int, now: dt.datetime) -> QueueRow:
    shows = tuple(continuum.by_id[key] for key in one.competency_ids if key in continuum.by_id)
    span = "" if one.answered_at else span_words(one.waited(now))
    waited = _("waiting for %(span)s") % {"span": span} if span else ""
    asks = ""
    if one.asked_id == person_id:
        asks = _("asked you")
    elif one.asked_name:
        asks = _("asked %(name)s") % {"name": one.asked_name}
    return QueueRow(
        one,
        one.learner.person.name,
        shows,
        translated(shows[0], "title") if shows else _("Something that left the continuum"),
        form_words(one.form),
        waited,
        span,
        _where(one),
        asks,
    )


def _where(one: Ready) -> str:
    if one.step == ReadyStep.WORK_IN:
        return _("The work is in.")
    if one.step == ReadyStep.PLANNED and one.planned_for:
        words = {"time": formats.date_format(timezone.localtime(one.planned_for), "DATETIME_FORMAT")}
        if one.planned_for < clock.now():
            return _("The time was %(time)s. Put in what you saw.") % words
        return _("A time is set: %(time)s.") % words
    return _("Nobody has answered yet.")


def look_rows(looks: Iterable[LookInfo], continuum: ContinuumMap) -> tuple[LookRow, ...]:
    now = clock.now()
    return tuple(
        LookRow(
            one,
            one.learner.person.name,
            translated(continuum.by_id[one.competency_id], "title")
            if one.competency_id in continuum.by_id
            else "",
            one.evidence_title or form_words(one.form),
            _("waiting for %(span)s") % {"span": span_words(now - one.asked_at)},
        )
        for one in looks
    )


def wait_sentence(wait: Wait, days: int) -> str:
    """The usual wait of one section, with what it rests on: a fact for adults, about us and not about learners."""
    sentence = ngettext(
        "%(section)s: the one request of the last %(days)s days waited for an answer: %(span)s.",
        "%(section)s: of the %(count)s requests of the last %(days)s days, the middle one waited for an answer: "
        "%(span)s.",
        wait.requests,
    ) % {
        "section": wait.section_title,
        "count": wait.requests,
        "days": days,
        "span": span_words(wait.median),
    }
    if not wait.waiting:
        return sentence
    return (
        sentence
        + " "
        + ngettext("%(num)s still waits.", "%(num)s still wait.", wait.waiting) % {"num": wait.waiting}
    )


def next_times() -> tuple[tuple[str, str], ...]:
    """(value, words) of the next school mornings, for one click; weekends are left out."""
    zone = ZoneInfo(settings.TIME_ZONE)
    found: list[tuple[str, str]] = []
    on = clock.today()
    while len(found) < OFFERED_DAYS:
        on += dt.timedelta(days=1)
        if on.weekday() < 5:
            at = dt.datetime.combine(on, dt.time(OFFERED_HOUR), tzinfo=zone)
            found.append((at.isoformat(), _time_words(at)))
    return tuple(found)


def _time_words(at: dt.datetime) -> str:
    # Translators: a weekday, a day of a month and an hour, e.g. "Monday, November 23, 10 a.m.".
    return _("%(weekday)s, %(day)s, %(hour)s") % {
        "weekday": formats.date_format(at, "l"),
        "day": formats.date_format(at, "MONTH_DAY_FORMAT"),
        "hour": formats.time_format(at, "TIME_FORMAT"),
    }
