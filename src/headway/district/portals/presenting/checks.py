"""Adaptive checks in words: for the learner kindly and without counts, for staff with what they need to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from headway.district.checks.api import (
    AskedQuestion,
    GivenInfo,
    ReadingInfo,
    SittingInfo,
    SittingResult,
    levels_from,
)
from headway.district.checks.types import CheckAnswerKind, CheckPurpose, CheckStage
from headway.district.foundation.api import translated

__all__ = [
    "READINGS",
    "WAYS",
    "SittingLine",
    "about",
    "band_words",
    "level_rows",
    "part_name",
    "sitting_line",
    "sure_words",
    "unusual_words",
]

WAYS = (
    lazy("You have just begun."),
    lazy("You are well on the way."),
    lazy("A good part is done."),
    lazy("You are nearly there."),
)
READINGS = {"known": lazy("known"), "unsure": lazy("unsure"), "not_yet": lazy("not yet")}
STOPS = {
    "sure_enough": lazy("It ended because further questions would hardly have told more."),
    "long_enough": lazy("It ended because it was long enough for one sitting."),
    "nothing_left_to_ask": lazy("It ended because there were no further questions to ask."),
    "enough": lazy("It ended when the neighbourhood was found."),
}
ANSWERS = {
    CheckAnswerKind.RIGHT.value: lazy("shown"),
    CheckAnswerKind.NOT_YET.value: lazy("not yet"),
    CheckAnswerKind.UNFAMILIAR.value: lazy("hasn't met this"),
}


@dataclass(frozen=True)
class SittingLine:
    """One sitting in a list."""

    sitting: SittingInfo
    name: str
    state: str


def part_name(one: SittingInfo | AskedQuestion) -> str:
    """What a sitting is about: the strand, the beginning of a domain, or a module."""
    domain = translated(one.domain, "name") if one.domain else ""
    if one.purpose == CheckPurpose.MODULE:
        return _("%(domain)s: before a new module") % {"domain": domain}
    if one.stage == CheckStage.LOCATOR:
        return _("%(domain)s: finding where to begin") % {"domain": domain}
    strand = translated(one.strand, "name") if one.strand else ""
    return strand or domain


def sitting_line(one: SittingInfo) -> SittingLine:
    if one.set_aside_at:
        state = _("set aside by a person")
    elif one.finished_at:
        state = _("finished")
    elif one.begun_at:
        state = _("under way")
    else:
        state = _("waiting for the learner")
    return SittingLine(one, part_name(one), state)


def sure_words(result: SittingResult) -> str:
    """How sure the check is, as an expected count: of how many competencies it expects to read rightly."""
    if result.sure is None:
        return ""
    total = len(result.readings)
    return _(
        "By its model the check expects to read about %(right)s of the %(total)s competencies as they are. "
        "It asked about %(asked)s of them and inferred the others from what needs what."
    ) % {
        "right": round(result.sure * total),
        "total": total,
        "asked": sum(one.was_asked for one in result.readings),
    }


BAND = ("lowest", "likely", "highest")


def band_words(lowest: float, likely: float, highest: float) -> str:
    """Where a locator sees a learner, in whole levels: levels are steps in an order, and nobody stands between two."""
    low, most, high = (round(one) for one in (lowest, likely, highest))
    if low == high:
        return _("Its answers fit level %(level)s. The strands follow from there.") % {"level": low}
    words = {"low": low, "high": high, "likely": min(max(most, low), high)}
    if high == low + 1:
        return (
            _(
                "Its answers fit level %(low)s or level %(high)s, level %(likely)s more likely. The strands follow from there."
            )
            % words
        )
    return (
        _(
            "Its answers fit level %(low)s up to level %(high)s, level %(likely)s most likely. The strands follow from there."
        )
        % words
    )


def unusual_words(found: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a person may want to look at, as facts with a kind next step; never shown to the learner."""
    said = []
    for one in found:
        numbers = one.get("numbers", {})
        count = len(one.get("questions", ()))
        sentence = {
            "all_quick": lambda n, c: (
                ngettext(
                    "All %(count)s answers came within %(seconds)s second.",
                    "All %(count)s answers came within %(seconds)s seconds.",
                    max(round(n.get("seconds", 0)), 1),
                )
                % {"count": c, "seconds": max(round(n.get("seconds", 0)), 1)}
            ),
            "many_quick": lambda n, c: (
                _("%(count)s answers came quicker than the questions can be read.") % {"count": c}
            ),
            "all_alike": lambda n, c: _("All %(count)s answers turned out alike.") % {"count": c},
            "all_new": lambda n, c: _("Every answer was “haven't met this”."),
            "same_place": lambda n, c: _("The choice was always the one in the same place."),
            "long_pause": lambda n, c: (
                ngettext(
                    "One question stayed open for half an hour or more.",
                    "%(num)s questions stayed open for half an hour or more.",
                    c,
                )
                % {"num": c}
            ),
        }.get(str(one.get("kind")))
        if sentence:
            said.append(sentence(numbers, count))
    return said


def about(result: SittingResult) -> dict[str, Any]:
    """What the page of results shows: known, unsure, not yet, what is next, and what to confirm."""
    of = {name: [one for one in result.readings if one.reading == name] for name in READINGS}
    next_ones = [one for one in result.readings if one.is_next and one.reading != "known"]
    levels = levels_from(
        (one.competency.level, one.reading) for one in result.readings if one.competency.level is not None
    )
    return {
        "line": sitting_line(result.sitting),
        "known": of["known"],
        "unsure": of["unsure"],
        "open": of["not_yet"],
        "next": next_ones,
        "rows": level_rows(result.readings),
        "sure": sure_words(result),
        "levels": levels,
        "level_words": _level_words(levels),
        "band_words": band_words(**{name: result.sitting.band[name] for name in BAND})
        if set(BAND) <= set(result.sitting.band)
        else "",
        "stop": STOPS.get(result.sitting.stop_reason, ""),
        "unusual": unusual_words(result.sitting.unusual),
        "answers": [(one, _answer_words(one)) for one in result.answers],
        "to_confirm": [one for one in of["known"] if one.was_asked] or of["known"],
        "readings_words": READINGS,
    }


def level_rows(readings: Iterable[ReadingInfo]) -> list[tuple[int | None, list[ReadingInfo]]]:
    """The map: competencies by level of the continuum, lowest first; those without a level last."""
    rows: dict[int | None, list[ReadingInfo]] = {}
    for one in readings:
        rows.setdefault(one.competency.level, []).append(one)
    return sorted(rows.items(), key=lambda row: (row[0] is None, row[0] or 0))


def _level_words(levels: tuple[int, ...]) -> str:
    if not levels:
        return ""
    if len(levels) == 1:
        return _("Read as a level: %(level)s. A person decides.") % {"level": levels[0]}
    return _("Read as a level: %(lower)s or %(upper)s. A person decides.") % {
        "lower": levels[0],
        "upper": levels[1],
    }


def _answer_words(one: GivenInfo) -> str:
    words = str(ANSWERS.get(one.answer, one.answer))
    return words if one.stands else _("%(answer)s, changed later") % {"answer": words}
