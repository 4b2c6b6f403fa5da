"""The program's own sentences in a check-in, tapped by a learner or an adult: read in the language of whoever reads.

They are kept as they were read when somebody tapped them, before what was written; each is known again in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as lazy

from headway.district.agreements.api import CheckInInfo

__all__ = ["ADJUST", "ANSWERS", "REFLECT", "in_readers_language", "joined", "tapped", "with_answer"]

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

_OF: dict[str, dict[str, Any]] = {
    "reflect": dict(REFLECT),
    "adjust": dict(ADJUST),
    "answer": {code: words for code, _label, words in ANSWERS if words},
}


@cache
def _known(part: str) -> tuple[tuple[str, str], ...]:
    """(sentence, code) in all languages, the longest sentence first."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(words): code for code, words in _OF[part].items()}
    return tuple(sorted(found.items(), key=lambda one: -len(one[0])))


def joined(part: str, codes: Iterable[str], written: str) -> str:
    """What was tapped in the first line, then what was written: as it is kept."""
    first = " ".join(str(_OF[part][one]) for one in codes if one in _OF[part])
    return "\n".join(filter(None, (first, written.strip())))


def tapped(part: str, text: str) -> tuple[list[str], str]:
    """The codes of what was tapped, and what was written besides; no codes where the first line says something else."""
    first, _line, rest = text.partition("\n")
    codes: list[str] = []
    while first:
        code, first = _first_of(part, first)
        if not code:
            return [], text
        codes.append(code)
    return codes, rest


def _first_of(part: str, text: str) -> tuple[str, str]:
    """The code of the sentence with which the text begins, or nothing, and what follows."""
    for sentence, code in _known(part):
        if text == sentence or text.startswith(sentence + " "):
            return code, text[len(sentence) + 1 :]
    return "", text


def with_answer(code: str, written: str) -> str:
    """What an answer says: the sentence of the tap, then what was written."""
    return " ".join(filter(None, (str(_OF["answer"].get(code, "")), written.strip())))


def in_readers_language(said: CheckInInfo) -> CheckInInfo:
    """The same check-in, and those before it, with what was tapped in the language of whoever reads now."""
    words: Mapping[str, Any] = {
        part: joined(part, *tapped(part, getattr(said, part))) for part in ("reflect", "adjust")
    }
    return replace(
        said,
        **words,
        answers=tuple(replace(one, text=with_answer(*_first_of("answer", one.text))) for one in said.answers),
        before=tuple(in_readers_language(one) for one in said.before),
    )
