"""What the forms of plans send, read: nothing is decided here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.agreements import api as agreements
from headway.district.foundation.api import clock, refused
from headway.district.portals.presenting.agreements.ways import way_given
from headway.district.portals.presenting.leveling.acts import attempted, number_of

__all__ = ["day_given", "look_problem", "offer_given", "uuids_of"]

Form = Any
# No offer can have so many minutes: what is no number is refused like it, with how it is written.
UNREADABLE = -1


def uuids_of(form: Form, name: str) -> list[uuid.UUID]:
    found = []
    for text in form.getlist(name):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def offer_given(form: Form, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The terms of an offer, as `agreements.propose`, `counter` and `renegotiate` take them."""
    return {
        "by_on": day_given(form, "by_on"),
        "from_on": day_given(form, "from_on"),
        "shape": way_given(form, kept),
        # Something that is no number is refused at its field; an empty field is none. Where the form doesn't ask, it stays.
        "support_minutes": _minutes(form) if "support_minutes" in form else None,
        "plan": form.get("plan", "") or "usual",
        "reason": form.get("reason", ""),
        "support": form.get("support", ""),
        "request_key": form.get("request_key", ""),
    }


def day_given(form: Form, name: str) -> dt.date | None:
    """The day that was typed; None for an empty field. Raises Refused at the field for what is no day."""
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        return clock.read_date(text)
    except ValueError as unreadable:
        raise refused(
            name,
            _("This day can't be read."),
            _("Write it as year-month-day, for example 2026-03-01."),
        ) from unreadable


def look_problem(form: Form, learner: Any, aim: str, earliest: dt.date | None = None) -> str:
    """Why the days of a form can't be offered, with the remedy; empty where they can, or where none is chosen yet."""

    def check() -> None:
        by_on, from_on = day_given(form, "by_on"), day_given(form, "from_on")
        if by_on is not None:
            agreements.check_days(learner, aim, by_on, from_on, earliest)

    _done, problems = attempted(check)
    return " ".join(f"{one.sentence} {one.remedy}" for one in problems)


def _minutes(form: Form) -> int:
    text = form.get("support_minutes", "").strip()
    found = number_of(form, "support_minutes")
    return 0 if not text else UNREADABLE if found is None else found
