"""A check-in in words: what a learner can tap, what she said, and what an adult can answer with one tap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.district.agreements.api import CheckInInfo, CheckInState
from headway.district.portals.presenting.voices import listed

__all__ = [
    "ANSWERS",
    "GROUPS",
    "CheckInCard",
    "Said",
    "adjust_chips",
    "answer_text",
    "card_of",
    "cards_of",
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
REFLECT = (
    ("clicked", lazy("Something clicked.")),
    ("enough_time", lazy("I had enough time.")),
    ("got_help", lazy("I got help when I asked.")),
    ("harder", lazy("Something was harder than it looked.")),
    ("distracted", lazy("Other things came between.")),
    ("away", lazy("I was away for a while.")),
)
ADJUST = (
    ("more_time", lazy("I take more time for it.")),
    ("other_way", lazy("I try another way.")),
    ("smaller_steps", lazy("I make the steps smaller.")),
    ("with_somebody", lazy("I work on it with somebody.")),
    ("go_deeper", lazy("I go deeper into it.")),
)
# One tap each; the first is only that it was read.
ANSWERS = (
    ("seen", lazy("Seen"), ""),
    ("well_planned", lazy("Good plan"), lazy("I read it. It's a good plan; go on like this.")),
    ("come_by", lazy("I come by"), lazy("Thank you for telling me. I come by today or on the next day of school.")),
    ("talk_plan", lazy("Talk about the plan"), lazy("Thank you for telling me. Let's look at the plan together this week.")),
)  # fmt: skip


def went_options() -> list[tuple[str, str, str]]:
    return [(str(step), str(words), str(hint)) for step, (words, hint) in WENT.items()]


def went_words(went: int | None) -> str:
    return str(WENT[went][0]) if went in WENT else ""


def reflect_chips() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in REFLECT]


def adjust_chips() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in ADJUST]


def answer_text(code: str, written: str) -> str:
    """What an answer says: the words of the tap, then what was written."""
    tapped = next((str(words) for one, _label, words in ANSWERS if one == code), "")
    return " ".join(filter(None, (tapped, written.strip())))


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
        reflect=_joined(sent.getlist("reflect_chip"), dict(REFLECT), sent.get("reflect", "")),
        adjust=_joined(sent.getlist("adjust_chip"), dict(ADJUST), sent.get("adjust", "")),
        plan="\n".join(filter(None, (listed(planned), sent.get("plan", "").strip()))),
        wants_help=bool(sent.get("wants_help")),
        target_uuids=tuple(one for text in sent.getlist("target") if (one := uuid(text))),
        seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 7 else None,
        week_on=week_on,
        request_key=sent.get("request_key", "")[:64],
    )


def _joined(codes: Iterable[str], words: Mapping[str, Any], written: str) -> str:
    tapped = " ".join(str(words[one]) for one in codes if one in words)
    return "\n".join(filter(None, (tapped, written.strip())))


# -- for adults --------------------------------------------------------------------------------------------------------

# In the order in which an adult reads: who asks for help, what is new, who has not yet, what was answered.
GROUPS = ("help", "new", "open", "answered")


@dataclass(frozen=True, slots=True)
class CheckInCard:
    """One learner on an adult's page. missed: earlier weeks without a check-in, in words; targets: (name, address)."""

    learner: Any
    name: str
    address: str
    group: str
    said: CheckInInfo | None
    went: str
    missed: str


def card_of(learner: Any, state: CheckInState, address: str) -> CheckInCard | None:
    """None for a learner whom no week asked yet."""
    if state.week is None:
        return None
    said = state.kept
    group = "open"
    if said is not None:
        group = "answered" if said.is_answered else "help" if said.wants_help else "new"
    days = [date_format(one, "MONTH_DAY_FORMAT") for one in reversed(state.missed)]
    return CheckInCard(
        learner,
        learner.person.name,
        address,
        group,
        said,
        went_words(said.went) if said else "",
        _("Also not for the weeks of %(days)s.") % {"days": listed(days)} if days else "",
    )


def cards_of(
    learners: Collection[Any], states: Mapping[int, CheckInState], address: Any
) -> dict[str, list[CheckInCard]]:
    """The cards of a group of learners, by the order in which they are read."""
    found: dict[str, list[CheckInCard]] = {group: [] for group in GROUPS}
    for learner in learners:
        if learner.pk in states and (card := card_of(learner, states[learner.pk], address(learner))):
            found[card.group].append(card)
    return found
