"""Giving a task, and who has it: plain values and finished sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.evidence.api import StackLine, TaskStack, WorkState
from headway.district.foundation.api import clock
from headway.district.portals.presenting.tasks.sheets import state_words

__all__ = ["HolderGroup", "Standing", "choices_of", "given_sentence", "groups_of", "standing_of"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands with the viewer's learners, in a sentence, and where to go on."""

    sentence: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    href: str
    state: str
    is_in: bool
    beside: str
    assignment: str


@dataclass(frozen=True, slots=True)
class HolderGroup:
    """Those who were given the task together, or showed work on it of their own accord. stack: where theirs is scored."""

    title: str
    holders: tuple[Holder, ...]
    stack: str = ""


def standing_of(stack: TaskStack) -> Standing:
    """How many have it, how many have work in, and whose work waits to be looked at."""
    given = [one for one in stack.lines if one.is_given]
    work_in = [one for one in stack.lines if one.state == WorkState.WORK_IN]
    seen = [one for one in stack.lines if one.state == WorkState.LOOKED_AT]
    if not stack.lines:
        return Standing(_("None of your learners has it yet."), ())
    said = [
        ngettext("%(num)s of your learners has it.", "%(num)s of your learners have it.", len(given))
        % {"num": len(given)}
    ]
    if work_in:
        said.append(
            ngettext("The work of %(num)s waits.", "The work of %(num)s waits.", len(work_in))
            % {"num": len(work_in)}
        )
    if seen:
        said.append(
            ngettext("%(num)s was looked at.", "%(num)s were looked at.", len(seen)) % {"num": len(seen)}
        )
    links = ((_("Who has it"), reverse("teacher:task_given", args=[stack.task.uuid])),)
    return Standing(" ".join(said), links)


def groups_of(stack: TaskStack, sections: dict[int, Any]) -> tuple[HolderGroup, ...]:
    """By section or the teacher's word for a group; those who show work without having been given it come last."""
    places: dict[str, list[StackLine]] = {}
    for line in stack.lines:
        places.setdefault(_place(line, sections), []).append(line)
    titles = sorted(places, key=lambda title: (title == "", title))
    return tuple(
        HolderGroup(
            title or _("Not given by anybody"),
            tuple(_holder(one) for one in places[title]),
            _stack(stack, places[title], sections),
        )
        for title in titles
    )


def _stack(stack: TaskStack, lines: Sequence[StackLine], sections: dict[int, Any]) -> str:
    """Where the work of these is scored, one after the other: at the section in which it was given."""
    section = sections.get(lines[0].section_id or 0)
    waits = any(one.state == WorkState.WORK_IN for one in lines)
    return reverse("teacher:task_stack", args=[section.uuid, stack.task.uuid]) if section and waits else ""


def _place(line: StackLine, sections: dict[int, Any]) -> str:
    if not line.is_given:
        return ""
    section = sections.get(line.section_id or 0)
    parts = [part for part in (section.title if section else "", line.group) if part]
    return " · ".join(parts) or _("One by one")


def _holder(line: StackLine) -> Holder:
    return Holder(
        name=line.name,
        href=reverse("teacher:learner", args=[line.learner_uuid]),
        state=state_words(line.state),
        is_in=line.state == WorkState.WORK_IN,
        beside=_beside(line),
        assignment=str(line.assignment_uuid or ""),
    )


def _beside(line: StackLine) -> str:
    said = [_day(line.show_by) if line.state == WorkState.GIVEN else ""]
    if line.pieces and line.state == WorkState.GIVEN:
        said.append(_("has shown work on it before"))
    elif line.pieces > 1:
        said.append(
            ngettext("%(num)s piece of work", "%(num)s pieces of work", line.pieces) % {"num": line.pieces}
        )
    return " · ".join(part for part in said if part)


def _day(on: dt.date | None) -> str:
    if on is None:
        return ""
    if on < clock.today():
        return _("agreed on: %(day)s, still open") % {"day": date_format(on, "DATE_FORMAT")}
    return _("agreed on: %(day)s") % {"day": date_format(on, "DATE_FORMAT")}


def given_sentence(given: int, already: int, title: str) -> str:
    """What an act of giving did."""
    if not given:
        return _("Everybody you chose has “%(title)s” already; nothing was changed.") % {"title": title}
    said = ngettext(
        "%(num)s learner has “%(title)s” now.", "%(num)s learners have “%(title)s” now.", given
    ) % {"num": given, "title": title}
    if already:
        said += " " + ngettext("%(num)s had it already.", "%(num)s had it already.", already) % {
            "num": already
        }
    return said


def choices_of(places: Sequence[tuple[str, str, str]], here: str, base: str) -> list[tuple[str, str, bool]]:
    """Sections and home groups to choose from, as tabs: (words, address, is here)."""
    return [(words, f"{base}?{kind}={key}", key == here) for kind, key, words in places]
