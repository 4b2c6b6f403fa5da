"""Contacts of school and family in words, and the form in which one is noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements.api import ContactDue, ContactInfo, ContactKind
from headway.district.portals.form_values import day_asked

__all__ = [
    "ContactLine",
    "DueLine",
    "contact_line",
    "due_line",
    "kind_options",
    "read_contact",
    "rhythm_words",
]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact: what happened, who was there, what both sides read, what only staff reads."""

    info: ContactInfo
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """One learner whose family it is time to speak with, or soon."""

    name: str
    address: str
    due: ContactDue
    last: str
    when: str


def kind_options() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in ContactKind.choices]


def rhythm_words(weeks: int) -> str:
    return ngettext(
        "School and family speak every week.", "School and family speak every %(weeks)s weeks.", weeks
    ) % {"weeks": weeks}


def contact_line(info: ContactInfo) -> ContactLine:
    kind = str(ContactKind(info.kind).label)
    what = kind if info.reached else _("%(kind)s: nobody was reached") % {"kind": kind}
    people = [one for one in (info.guardian_name, _("the learner") if info.learner_was_there else "") if one]
    who = (
        _("%(who)s, with %(people)s") % {"who": info.by_name, "people": ", ".join(people)}
        if people
        else info.by_name
    )
    return ContactLine(info, what, who)


def due_line(learner: Any, due: ContactDue, address: str, on: dt.date) -> DueLine:
    if due.last_on is None:
        last = _("Not yet spoken with.")
    else:
        last = _("Last spoken with on %(day)s.") % {"day": date_format(due.last_on)}
    if due.attempts and due.last_attempt_on:
        last += " " + ngettext(
            "%(count)s attempt, on %(day)s.",
            "%(count)s attempts, the latest on %(day)s.",
            due.attempts,
        ) % {"count": due.attempts, "day": date_format(due.last_attempt_on)}
    words = _("was due on %(day)s") if due.is_overdue(on) else _("due on %(day)s")
    return DueLine(learner.person.name, address, due, last, words % {"day": date_format(due.due_on)})


def read_contact(sent: Mapping[str, str]) -> dict[str, Any]:
    """Values for `note_contact`. Raises Refused where the day can't be read."""
    guardian = sent.get("guardian", "")
    return {
        "kind": sent.get("kind", ""),
        "held_on": day_asked(sent.get("held_on", ""), "held_on"),
        "reached": sent.get("reached") != "no",
        "guardian_id": int(guardian) if guardian.isdecimal() and len(guardian) < 18 else None,
        "learner_was_there": bool(sent.get("learner_was_there")),
        "shared": sent.get("shared", ""),
        "note": sent.get("note", ""),
        "request_key": sent.get("request_key", "")[:64],
    }
