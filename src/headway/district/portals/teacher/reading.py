"""What a teacher's forms send, read into values; what cannot be read becomes a problem at its field."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from headway.district.evidence.api import EvidenceForm, Setting, WithdrawalReason
from headway.district.foundation.api import FieldProblem, Refused, clock

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_TITLE",
    "Decided",
    "Observed",
    "at_fields",
    "level_of",
    "observed_at",
    "place_of",
    "read_decided",
    "read_observed",
    "reason_code",
    "uuid_of",
]

LONGEST_TITLE = 120
LONGEST_NOTE = 2000
LONGEST_REASON = 2000
# Where an act came from, and so what is answered: a cell of the grid, the panel above it, an item of the list of acts
# just done, or a page of its own.
PLACES = ("cell", "panel", "act", "page")
# How the doors name fields, and how the forms do.
_FIELDS = {"observed_at": "observed_on"}


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen, apart from the level. `given` keeps what was typed, so that nothing is typed twice."""

    form: str
    setting: str
    observed_on: dt.date
    title: str
    note: str
    request_key: str
    problems: tuple[FieldProblem, ...]
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    level: int | None
    reason: str
    step: str
    request_key: str
    problems: tuple[FieldProblem, ...]


def place_of(values: Mapping[str, str]) -> str:
    place = values.get("place", "")
    return place if place in PLACES else "page"


def uuid_of(values: Mapping[str, str], name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(values.get(name, ""))
    except ValueError:
        return None


def level_of(text: str | None) -> int | None:
    """The level that was chosen; None where none was, or where it is no whole number."""
    return int(text) if text and text.isdecimal() and len(text) < 3 else None


def observed_at(on: dt.date) -> dt.datetime:
    """The moment of an observation on a date: now for today, else the middle of that day in the district."""
    if on == clock.today():
        return clock.now()
    return dt.datetime.combine(on, dt.time(12), tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(dt.UTC)


def read_observed(values: Mapping[str, str]) -> Observed:
    """The circumstances of a rating. Left-out fields mean: an observation, in class, today."""
    problems = []
    text = values.get("observed_on", "").strip()
    on = clock.today()
    if text:
        try:
            on = clock.read_date(text)
        except ValueError:
            problems.append(
                FieldProblem(
                    _("The date could not be read."),
                    field="observed_on",
                    remedy=_("Write it as year-month-day, for example 2026-03-01."),
                )
            )
    title, note = values.get("title", "").strip(), values.get("note", "").strip()
    problems += _too_long("title", title, LONGEST_TITLE) + _too_long("note", note, LONGEST_NOTE)
    return Observed(
        form=values.get("form") or EvidenceForm.OBSERVATION,
        setting=values.get("setting") or Setting.CLASSROOM,
        observed_on=on,
        title=title,
        note=note,
        request_key=values.get("request_key", "")[:64],
        problems=tuple(problems),
        given={name: values.get(name, "") for name in ("level", "form", "observed_on", "title", "note")},
    )


def read_decided(values: Mapping[str, str]) -> Decided:
    """A decision: a level, or "none" to take back what was decided."""
    text = values.get("level", "")
    problems = []
    if text != "none" and level_of(text) is None:
        problems.append(
            FieldProblem(
                _("No level is chosen yet."),
                field="decided_level",
                remedy=_("Choose the level that the work shows."),
            )
        )
    reason = values.get("reason", "").strip()
    problems += _too_long("reason", reason, LONGEST_REASON)
    return Decided(
        level=level_of(text),
        reason=reason,
        step=values.get("step", ""),
        request_key=values.get("request_key", "")[:64],
        problems=tuple(problems),
    )


def reason_code(values: Mapping[str, str]) -> str:
    return values.get("withdrawal_reason") or WithdrawalReason.UNDO


def at_fields(problem: Refused, names: Mapping[str, str] | None = None) -> tuple[FieldProblem, ...]:
    """The problems of a refusal at the fields of our forms."""
    names = {**_FIELDS, **(names or {})}
    found = problem.problems or (FieldProblem(problem.sentence, remedy=problem.remedy),)
    return tuple(
        FieldProblem(one.sentence, field=names.get(one.field, one.field), row="", remedy=one.remedy)
        for one in found
    )


def _too_long(name: str, text: str, longest: int) -> list[FieldProblem]:
    if len(text) <= longest:
        return []
    return [
        FieldProblem(
            _("This text has %(count)s characters.") % {"count": len(text)},
            field=name,
            remedy=_("Use at most %(longest)s.") % {"longest": longest},
        )
    ]
