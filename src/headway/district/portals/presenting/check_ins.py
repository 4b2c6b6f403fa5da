"""A check-in in words: what a learner can tap, what she said, and what an adult can answer with one tap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.district.agreements.api import CheckInInfo, CheckInState
from headway.district.foundation.api import refused
from headway.district.portals.presenting.check_in_words import (
    ADJUST,
    ANSWERS,
    REFLECT,
    in_readers_language,
    joined,
    tapped,
    with_answer,
)
from headway.district.portals.presenting.voices import listed

__all__ = [
    "GROUPS",
    "CheckInCard",
    "Said",
    "adjust_chips",
    "answer_text",
    "answers_to",
    "cards_of",
    "form_of",
    "read_said",
    "reflect_chips",
    "week_words",
    "went_options",
    "went_words",
]

# How the plan went: of the plan, never of the person.
WENT = {
    4: (lazy("As planned"), lazy("Everything that you planned is done.")),
    3: (lazy("Mostly"), lazy("Most of it is done; the rest moves to next week.")),
    2: (lazy("In part"), lazy("Some of it is done. Look what took longer.")),
    1: (lazy("It needs a new plan"), lazy("The plan did not fit this week. Change it together.")),
}


def went_options() -> list[tuple[str, str, str]]:
    return [(str(step), str(words), str(hint)) for step, (words, hint) in WENT.items()]


def went_words(went: int | None) -> str:
    return str(WENT[went][0]) if went in WENT else ""


def reflect_chips() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in REFLECT]


def adjust_chips() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in ADJUST]


def answers_to(said: CheckInInfo) -> list[tuple[str, str, str]]:
    """The answers of one tap that fit: (code, label, sentence). A wish isn't answered by praise, and seen is seen once."""
    return [
        (code, str(label), str(words))
        for code, label, words in ANSWERS
        if not (code == "well_planned" and said.wish_is_open) and not (code == "seen" and said.is_answered)
    ]


def answer_text(code: str, written: str) -> str:
    """What an answer says: the words of the tap, then what was written. Raises Refused for a tap that doesn't exist."""
    if code and code not in {one for one, _label, _words in ANSWERS}:
        raise refused(
            "text", _("There is no such answer."), _("Choose one of the answers, or write a few words.")
        )
    return with_answer(code, written)


def form_of(sent: QueryDict | None, kept: CheckInInfo | None) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What the fields of a check-in begin with, and which chips are ticked: what was just sent, else what stands."""
    if sent is not None:
        given: dict[str, Any] = {
            name: sent.get(name, "") for name in ("went", "reflect", "adjust", "plan", "wants_help")
        }
        return given, {name: sent.getlist(name) for name in ("reflect_chip", "adjust_chip", "target", "next")}
    if kept is None:
        return {}, {}
    (reflected, reflect), (adjusted, adjust) = tapped("reflect", kept.reflect), tapped("adjust", kept.adjust)
    given = {
        "went": str(kept.went or ""),
        "reflect": reflect,
        "adjust": adjust,
        "plan": kept.plan,
        "wants_help": kept.wants_help,
    }
    return given, {"reflect_chip": reflected, "adjust_chip": adjusted}


def week_words(monday: dt.date) -> str:
    return _("week of %(day)s") % {"day": date_format(monday, "MONTH_DAY_FORMAT")}


@dataclass(frozen=True, slots=True)
class Said:
    """What a form of a check-in sent: values for the service, and what was ticked and typed, to show it again."""

    went: int | None
    reflect: str
    adjust: str
    plan: str
    wants_help: bool
    target_uuids: tuple[UUID, ...]
    seconds: int | None
    week_on: dt.date | None
    request_key: str


def read_said(sent: QueryDict, titles: Mapping[str, str]) -> Said:
    """titles: what could be planned: identifier → name. Ticked chips become the first words of each part."""

    def uuid(text: str) -> UUID | None:
        try:
            return UUID(text)
        except ValueError:
            return None

    planned = [titles[one] for one in sent.getlist("next") if one in titles]
    try:
        week_on = dt.date.fromisoformat(sent.get("week", ""))
    except ValueError:
        week_on = None
    went, seconds = sent.get("went", ""), sent.get("seconds", "")
    return Said(
        went=(int(went) if went.isdecimal() and len(went) < 3 else 0) if went else None,
        reflect=joined("reflect", sent.getlist("reflect_chip"), sent.get("reflect", "")),
        adjust=joined("adjust", sent.getlist("adjust_chip"), sent.get("adjust", "")),
        plan="\n".join(filter(None, (listed(planned), sent.get("plan", "").strip()))),
        wants_help=bool(sent.get("wants_help")),
        target_uuids=tuple(one for text in sent.getlist("target") if (one := uuid(text))),
        seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 7 else None,
        week_on=week_on,
        request_key=sent.get("request_key", "")[:64],
    )


# -- for adults --------------------------------------------------------------------------------------------------------

# In the order in which an adult reads: whose wish waits, what is new, who has not yet, what was read or answered.
GROUPS = ("help", "new", "open", "answered")


@dataclass(frozen=True, slots=True)
class CheckInCard:
    """One learner on an adult's page. missed: earlier weeks without a check-in, in words; week: which, of an earlier one."""

    learner: Any
    name: str
    address: str
    group: str
    said: CheckInInfo | None
    went: str
    missed: str = ""
    week: str = ""

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        return answers_to(self.said) if self.said else []


def _group_of(said: CheckInInfo | None) -> str:
    if said is None:
        return "open"
    return "help" if said.wish_is_open else "answered" if said.is_answered else "new"


def _card_of(learner: Any, state: CheckInState, address: str) -> CheckInCard:
    said = in_readers_language(state.kept) if state.kept else None
    days = [date_format(one, "MONTH_DAY_FORMAT") for one in reversed(state.missed)]
    return CheckInCard(
        learner,
        learner.person.name,
        address,
        _group_of(said),
        said,
        went_words(said.went) if said else "",
        _("Also not for the weeks of %(days)s.") % {"days": listed(days)} if days else "",
    )


def cards_of(
    learners: Collection[Any],
    states: Mapping[int, CheckInState],
    address: Any,
) -> dict[str, list[CheckInCard]]:
    """The cards of a group of learners, by the order in which they are read; no card for whom no week asked yet. A wish
    that waits since an earlier week goes before those of this week, what nobody read then after."""
    found: dict[str, list[CheckInCard]] = {group: [] for group in GROUPS}
    for learner in learners:
        if learner.pk in states and states[learner.pk].week is not None:
            card = _card_of(learner, states[learner.pk], address(learner))
            found[card.group].append(card)
    earlier: dict[str, list[CheckInCard]] = {group: [] for group in GROUPS}
    for learner in learners:
        for waiting in states[learner.pk].to_read if learner.pk in states else ():
            one = in_readers_language(waiting.said)
            group, week = "help" if waiting.wish_waits else "new", week_words(one.week_on)
            earlier[group].append(
                CheckInCard(
                    learner,
                    learner.person.name,
                    address(learner),
                    group,
                    one,
                    went_words(one.went),
                    week=week,
                )
            )
    return found | {"help": earlier["help"] + found["help"], "new": found["new"] + earlier["new"]}
