"""What changed from one wording to the next, word by word, as a person reads it.

The longest runs of words that both wordings share stay (Ratcliff and Obershelp's matching, as in Python's difflib);
what lies between was taken out or put in. Where hardly anything is shared, single words that happen to be the same
would only make it harder to read: then the whole wording was replaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

__all__ = ["Kept", "Run", "likeness", "words_changed"]

# Below this share of common words two wordings are read more easily one after the other.
LEAST_IN_COMMON = 0.35
_TOKENS = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]|\s+")
_WORDS = re.compile(r"\w+")


class Kept(StrEnum):
    """Whether a run of words stayed, was taken out, or was put in."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Run:
    kept: Kept
    text: str


def words_changed(before: str, after: str) -> tuple[Run, ...]:
    """Both wordings as one line of runs: `same` and `out` give the first, `same` and `in` the second.

    >>> [(run.kept.value, run.text) for run in words_changed("I can add.", "I can add and subtract.")]
    [('same', 'I can add'), ('in', ' and subtract'), ('same', '.')]
    """
    if before == after:
        return (Run(Kept.SAME, before),) if before else ()
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if likeness(before, after) < LEAST_IN_COMMON:
        return _runs([(Kept.OUT, before), (Kept.IN, after)])
    found: list[tuple[Kept, str]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append((Kept.SAME, "".join(old[i:j])))
        else:
            found += [(Kept.OUT, "".join(old[i:j])), (Kept.IN, "".join(new[k:m]))]
    return _runs(found)


def likeness(one: str, other: str) -> float:
    """The share of words that two wordings have in common, in order: 0 (none) to 1 (all), blanks and case aside."""
    first, second = _WORDS.findall(one.casefold()), _WORDS.findall(other.casefold())
    if not first and not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _runs(pieces: Sequence[tuple[Kept, str]]) -> tuple[Run, ...]:
    """Without empty runs; a lone blank between two changes belongs to the changes, so that they read as one."""
    runs: list[Run] = []
    held: dict[Kept, str] = {Kept.OUT: "", Kept.IN: ""}

    def release() -> None:
        runs.extend(Run(kept, text) for kept, text in held.items() if text)
        held.update({Kept.OUT: "", Kept.IN: ""})

    for place, (kept, text) in enumerate(pieces):
        if kept is not Kept.SAME:
            held[kept] += text
        elif text.isspace() and any(held.values()) and place + 1 < len(pieces):
            held[Kept.OUT] += text
            held[Kept.IN] += text
        elif text:
            release()
            runs.append(Run(Kept.SAME, text))
    release()
    return tuple(runs)
