"""A board's cards and a signal's sentences from what the door tells; pure."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from headway.district.signals.types import (
    Because,
    BoardLine,
    EndOfSignal,
    FollowUpLine,
    FollowUpOutcome,
    ResponseKind,
    SignalKind,
    outcomes_of,
    responses_to,
)
from headway.mastery.facts import LANGUAGES
from headway.mastery.pacing.signals import next_step, reading, sentence

__all__ = [
    "LearnerCard",
    "Look",
    "Matter",
    "cards",
    "ending_words",
    "kind_choices",
    "looks",
    "matter",
    "outcome_choices",
    "outcome_words",
    "response_choices",
    "response_words",
    "why_words",
]


# What several domains of one learner may share.
_OF_DOMAINS = (SignalKind.NOT_NEGOTIATED, SignalKind.WAITING, SignalKind.STALLED)


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of a card: what the record says, the next step, and by when. others: further domains of the same kind.

    sentence: of the last night that told of it; read_on: which that was, where the page doesn't say it. raised: what it
    said when it was raised, where that differs.
    """

    line: BoardLine
    what: str
    where: str
    sentence: str
    next_step: str
    due: str
    note: str
    read_on: str = ""
    raised: str = ""
    others: tuple[tuple[str, uuid.UUID], ...] = ()


@dataclass(frozen=True, slots=True)
class LearnerCard:
    """What waits about one learner's plans. Cards stand in the order of what the plans need, not of the learners.

    due: by when, where it is the same for all matters; otherwise it stands with each.
    """

    learner_uuid: uuid.UUID
    name: str
    school: str
    matters: tuple[Matter, ...]

    @property
    def due(self) -> str:
        dues = {one.due for one in self.matters}
        return dues.pop() if len(dues) == 1 else ""

    @property
    def is_overdue(self) -> bool:
        return any(one.line.is_overdue for one in self.matters)


@dataclass(frozen=True, slots=True)
class Look:
    """Responses of one act whose day to look again has come: one line, whatever number of domains it is about."""

    line: FollowUpLine
    where: str


def cards(
    lines: Iterable[BoardLine], domains: Mapping[str, str], read_on: dt.date | None = None
) -> list[LearnerCard]:
    """Lines of one learner together; several of one kind, that stand alike, are one matter with several domains.

    read_on: the night that the page names; a line of another one names its own.
    """
    of: dict[uuid.UUID, dict[tuple[Any, ...], list[BoardLine]]] = {}
    places = {code: place for place, code in enumerate(domains)}
    for line in lines:
        # A plan has a date and a line of its own, so each stands by itself.
        own = line.uuid if line.target_uuid or line.is_answered or line.kind not in _OF_DOMAINS else ""
        of.setdefault(line.learner_uuid, {}).setdefault(
            (line.kind, line.still, line.addressee, own), []
        ).append(line)
    return [
        LearnerCard(
            learner,
            (first := next(iter(matters.values()))[0]).learner_name,
            first.school,
            tuple(_matter_of(same, domains, places, read_on) for same in matters.values()),
        )
        for learner, matters in of.items()
    ]


def _matter_of(
    same: list[BoardLine], domains: Mapping[str, str], places: Mapping[str, int], read_on: dt.date | None
) -> Matter:
    """Domains in the order in which the district names them everywhere."""
    first, *others = sorted(same, key=lambda one: places.get(one.domain_code, len(places)))
    return matter(first, domains, others, read_on)


def looks(lines: Iterable[FollowUpLine], domains: Mapping[str, str]) -> list[Look]:
    of: dict[tuple[Any, ...], list[FollowUpLine]] = {}
    for line in lines:
        key = (line.learner_uuid, line.kind, line.follow_up_on, line.owner, line.words)
        of.setdefault(key, []).append(line)
    return [
        Look(same[0], ", ".join(filter(None, (domains.get(one.domain_code, "") for one in same))))
        for same in of.values()
    ]


def matter(
    line: BoardLine,
    domains: Mapping[str, str],
    others: Iterable[BoardLine] = (),
    read_on: dt.date | None = None,
) -> Matter:
    language = (get_language() or "en").split("-")[0]
    language = language if language in LANGUAGES else "en"
    others = tuple(others)
    return Matter(
        line=line,
        what=str(SignalKind(line.kind).label),
        where=domains.get(line.domain_code, ""),
        sentence=_together([line, *others]) if others else _said(line.kind, line.latest, language),
        read_on="" if line.latest_on == read_on else _("Read on %(day)s.") % {"day": _day(line.latest_on)},
        raised=_said(line.kind, line.evidence, language) if line.evidence != line.latest else "",
        next_step=next_step(line.kind, language),
        due=_due(line),
        note=_note(line),
        others=tuple((domains.get(one.domain_code, one.domain_code), one.uuid) for one in others),
    )


def _said(kind: str, evidence: Mapping[str, Any], language: str) -> str:
    by_on = evidence.get("by_on")
    told = reading(kind, dict(evidence), _day(dt.date.fromisoformat(by_on)) if by_on else "")
    return sentence(told, language)


def _together(lines: Sequence[BoardLine]) -> str:
    """What the record says of several domains at once: the longest of their times."""
    days = max(int(one.latest.get("days", 0)) for one in lines)
    return {
        SignalKind.NOT_NEGOTIATED: ngettext(
            "Active for %(num)s day of school without an agreed target.",
            "Active for up to %(num)s days of school without an agreed target.",
            days,
        ),
        SignalKind.WAITING: ngettext(
            "For %(num)s day of school the record holds all that is asked, and nobody has signed yet.",
            "For up to %(num)s days of school the record holds all that is asked, and nobody has signed yet.",
            days,
        ),
        SignalKind.STALLED: ngettext(
            "For %(num)s day of school nothing new was shown in these domains.",
            "For up to %(num)s days of school nothing new was shown in these domains, though there was time.",
            days,
        ),
    }[SignalKind(lines[0].kind)] % {"num": days}


def _due(line: BoardLine) -> str:
    if line.response is not None and line.is_answered:
        return _("Answered. Look again on %(day)s.") % {"day": _day(line.response.follow_up_on)}
    if line.answer_by is None:
        return _("Since %(day)s.") % {"day": _day(line.raised_on)}
    if line.is_overdue:
        return _("An answer was due on %(day)s.") % {"day": _day(line.answer_by)}
    return _("Answer by %(day)s.") % {"day": _day(line.answer_by)}


def _note(line: BoardLine) -> str:
    if line.rests:
        return _("It rests until the school year begins; until then nothing is read anew.")
    if not line.still:
        return _("As of last night this is no longer so. Have a look and close it.")
    if line.response is not None and line.response.outcome == FollowUpOutcome.MORE:
        if line.kind == SignalKind.WAITING:
            return _("The last look found that something is still open.")
        if line.kind == SignalKind.NOT_NEGOTIATED:
            return _("The last look found that it is not agreed yet.")
        return _("The last look found that more support is needed.")
    if not line.addressee:
        return _("Nobody has it yet.")
    return "" if line.is_mine else _("With %(name)s.") % {"name": line.addressee}


def why_words(because: str) -> str:
    return str(Because(because).label)


def ending_words(ending: str) -> str:
    return str(EndOfSignal(ending).label)


def kind_choices() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in SignalKind]


def response_words(kind: str) -> str:
    return str(ResponseKind(kind).label)


def response_choices(of: str) -> list[tuple[str, str, str]]:
    """(value, words, hint) of the responses that fit a kind of signal."""
    engage = {
        SignalKind.NOT_NEGOTIATED: _("What matters to the learner, and what can be reached by when?"),
        SignalKind.NOT_SEEN: _("What keeps the learner away, and what would help to come back?"),
    }
    resources = {SignalKind.NOT_SEEN: _("A way to school, work for at home, somebody who comes along.")}
    hints = {
        ResponseKind.OPEN: _("What has to be there before somebody signs, and who sees to it."),
        ResponseKind.ENGAGE: engage.get(
            SignalKind(of), _("What is in the way, and what would help? Then the plan again.")
        ),
        ResponseKind.RESOURCES: resources.get(
            SignalKind(of), _("A tutor, another way to the same goal, a smaller group.")
        ),
        ResponseKind.TIME: _("More hours in the week, or a later date: agree on it in the plan.")
        if of == SignalKind.OFF_TARGET
        else _("More hours in the week; where a date is agreed, a later one."),
        ResponseKind.PLAN: _("Opens a plan with goal, steps and signatures, in your hands."),
    }
    return [(one.value, str(one.label), hints[one]) for one in responses_to(of)]


def outcome_words(outcome: str, of: str) -> str:
    """What a look found about a signal of a kind; empty where nobody looked yet."""
    if outcome == FollowUpOutcome.MORE and of == SignalKind.WAITING:
        return str(ResponseKind.OPEN.label)
    if outcome == FollowUpOutcome.MORE and of == SignalKind.NOT_NEGOTIATED:
        return _("Not agreed yet")
    if outcome == FollowUpOutcome.GOING and of == SignalKind.STALLED:
        return _("The work is going again")
    return str(FollowUpOutcome(outcome).label) if outcome else ""


def outcome_choices(of: str) -> list[tuple[str, str]]:
    return [(one.value, outcome_words(one.value, of)) for one in outcomes_of(of)]


def _day(on: dt.date) -> str:
    return formats.date_format(on, "MONTH_DAY_FORMAT")
