"""A task as a learner reads it, before work starts: what to do, what it shows, by what it is looked at, how to show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import ExemplarRow, GivenTask, RubricRow, TaskWords, WorkState
from headway.district.foundation.api import clock, translated
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.tasks.listing import form_words
from headway.district.portals.presenting.voices import Voice, listed

__all__ = [
    "Look",
    "Sheet",
    "SheetCriterion",
    "Target",
    "ToDo",
    "criteria_as_written",
    "lists_of",
    "sheet_of",
    "show_by_words",
    "state_words",
    "to_do",
]

HER = Voice()


@dataclass(frozen=True, slots=True)
class Target:
    """A competency that the work can show; href is empty where there is no page of it."""

    title: str
    statement: str
    href: str


@dataclass(frozen=True, slots=True)
class Look:
    level: int
    name: str
    text: str
    is_proficient: bool


@dataclass(frozen=True, slots=True)
class SheetCriterion:
    """title: what is looked at. about: the competency that it is for, where there are several."""

    title: str
    about: str
    is_essential: bool
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class SheetExample:
    level: int
    name: str
    title: str
    work: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The learner's page in plain values. ways: the form that is suggested, then the others she may choose."""

    title: str
    prompt: tuple[str, ...]
    targets: tuple[Target, ...]
    ways: tuple[str, ...]
    ways_in: tuple[str, ...]
    criteria: tuple[SheetCriterion, ...]
    examples: tuple[SheetExample, ...]
    is_transfer: bool
    is_cumulative: bool


def sheet_of(
    task: Any,
    competency_ids: Sequence[int],
    rubric: Sequence[RubricRow],
    exemplars: Sequence[ExemplarRow],
    continuum: ContinuumMap | None,
    scale: DistrictScale,
    link: Callable[[Any], str] | None = None,
) -> Sheet:
    """link: the address of a competency's page, where the reader has one."""
    by_id = continuum.by_id if continuum else {}
    shown = [by_id[one] for one in competency_ids if one in by_id]
    return Sheet(
        title=translated(task, "title"),
        prompt=_paragraphs(translated(task, "prompt")),
        targets=tuple(
            Target(translated(one, "title"), translated(one, "statement"), link(one) if link else "")
            for one in shown
        ),
        ways=tuple(form_words(one) for one in (task.form, *task.other_forms)),
        ways_in=_paragraphs(translated(task, "accommodations")),
        criteria=tuple(
            SheetCriterion(
                title=row.title,
                about=translated(by_id[row.competency_id], "title")
                if row.is_own
                and row.competency_id is not None
                and row.competency_id in by_id
                and len(shown) > 1
                else "",
                is_essential=row.is_essential,
                looks=tuple(
                    Look(one.number, one.name, row.levels.get(one.number, ""), one.number == scale.proficient)
                    for one in scale.levels
                ),
            )
            for row in rubric
        ),
        examples=tuple(
            SheetExample(one.level, scale.name_of(one.level), one.title, one.work, one.note)
            for one in exemplars
            if 1 <= one.level <= scale.size
        ),
        is_transfer=task.is_transfer,
        is_cumulative=task.is_cumulative,
    )


def criteria_as_written(words: TaskWords, scale: DistrictScale) -> tuple[SheetCriterion, ...]:
    """The criteria in the words of their author, to hold two people's words against each other."""
    return tuple(
        SheetCriterion(
            title=one.title,
            about="",
            is_essential=one.is_essential,
            looks=tuple(
                Look(
                    level.number,
                    level.name,
                    one.levels.get(level.number, ""),
                    level.number == scale.proficient,
                )
                for level in scale.levels
            ),
        )
        for one in words.criteria
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())


# -- what was given --


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task that a learner has: where it stands, the day agreed on and what comes next, in finished sentences."""

    title: str
    href: str
    glance: str
    shows: str
    from_whom: str
    day: str
    state: str
    next: str
    is_waiting: bool


def state_words(state: str) -> str:
    return {
        WorkState.GIVEN: _("to be shown"),
        WorkState.WORK_IN: _("work is in"),
        WorkState.LOOKED_AT: _("looked at"),
    }[state]


def show_by_words(on: dt.date | None, today: dt.date, voice: Voice = HER) -> str:
    """The day agreed on; one that has passed is said without reproach, with the way on."""
    if on is None:
        return ""
    day = date_format(on, "DATE_FORMAT")
    if on < today:
        return voice.say(
            _("The day agreed on was %(day)s. You can still show it."),
            _("The day agreed on was %(day)s. It can still be shown."),
            day=day,
        )
    days = (on - today).days
    if days == 0:
        return _("Agreed on for today.")
    return ngettext("Agreed on: %(day)s, in %(num)s day.", "Agreed on: %(day)s, in %(num)s days.", days) % {
        "day": day,
        "num": days,
    }


def to_do(one: GivenTask, continuum: ContinuumMap | None, voice: Voice, href: str) -> ToDo:
    by_id = continuum.by_id if continuum else {}
    shows = [translated(by_id[it], "title") for it in one.competency_ids if it in by_id]
    prompt = _paragraphs(translated(one.task, "prompt"))
    return ToDo(
        title=translated(one.task, "title"),
        href=href,
        glance=prompt[0] if prompt else "",
        shows=_("Can show: %(titles)s.") % {"titles": listed(shows)} if shows else "",
        from_whom=_("Given by %(who)s") % {"who": one.assigned_by} if one.assigned_by else "",
        day=show_by_words(one.show_by, clock.today(), voice) if one.state == WorkState.GIVEN else "",
        state=state_words(one.state),
        next=_next(one.state, voice),
        is_waiting=one.state == WorkState.GIVEN,
    )


def lists_of(
    given: Sequence[GivenTask],
    continuum: ContinuumMap | None,
    voice: Voice,
    address: Callable[[GivenTask], str],
) -> tuple[list[ToDo], list[ToDo]]:
    """What waits to be shown, and what is in or was looked at."""
    every = [to_do(one, continuum, voice, address(one)) for one in given]
    return [one for one in every if one.is_waiting], [one for one in every if not one.is_waiting]


def _next(state: str, voice: Voice) -> str:
    if state == WorkState.GIVEN:
        return voice.say(
            _("Next: read it, choose how you want to show it, and say when you are ready."),
            _("Next: %(name)s reads it and chooses how to show it."),
        )
    if state == WorkState.WORK_IN:
        return voice.say(
            _("Your work is in. A teacher will look at it."), _("The work is in. A teacher will look at it.")
        )
    return voice.say(
        _("It was looked at. Read what was said; you can show it again whenever you like."),
        _("It was looked at. What was said stands with the work; it can be shown again at any time."),
    )
