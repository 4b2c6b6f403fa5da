"""Reading what a form sent, and saying what stood in the way."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from headway.district.foundation.api import FieldProblem, NotFound, clock, refused

__all__ = ["day_asked", "day_or_none", "problems_of", "uuid_or_none", "uuids_of", "whole_or_none"]


def problems_of(refused: Any) -> tuple[FieldProblem, ...]:
    """What was refused, field by field, for the summary on top of the page."""
    return getattr(refused, "problems", ()) or (
        FieldProblem(refused.sentence, remedy=getattr(refused, "remedy", "")),
    )


def day_or_none(text: str, field: str) -> dt.date | None:
    """The day that was typed, None for an empty field. Raises Refused at the field for what is no day."""
    return day_asked(text, field) if text.strip() else None


def day_asked(text: str, field: str) -> dt.date:
    """The day that was typed. Raises Refused at the field where there is none, or what is there is no day."""
    try:
        return clock.read_date(text.strip())
    except ValueError as problem:
        if _is_day(text.strip()):
            raise refused(
                field,
                _("The record holds days from %(first)s to %(last)s.")
                % {"first": str(clock.EARLIEST.year), "last": str(clock.LATEST.year)},
                _("Look at the year once more."),
            ) from problem
        raise refused(
            field,
            _("The date could not be read.") if text.strip() else _("A date is missing."),
            _("Write it as year-month-day, for example 2026-03-01."),
        ) from problem


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def uuid_or_none(text: str) -> uuid.UUID | None:
    """NotFound for what is no identifier: no form of ours sends it."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError as problem:
        raise NotFound(_("There is no such page, or it is not open to you.")) from problem


def uuids_of(texts: list[str]) -> list[uuid.UUID]:
    return [found for text in texts if (found := uuid_or_none(text))]


def whole_or_none(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None
