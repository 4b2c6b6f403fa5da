"""What a pattern makes of a draw of numbers, and all of them together: the same seed gives the same questions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["PER_COMPETENCY", "Pattern", "Written", "made", "pick", "write"]

PER_COMPETENCY = 3


@dataclass(frozen=True)
class Written:
    """One question in both languages. options: (English, Spanish) texts, the right one first; empty: a short answer."""

    stem: tuple[str, str]
    key: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = field(default=())


Pattern = Callable[[random.Random], Written]


def write(english: str, spanish: str, *key: object) -> Written:
    """A question with a short answer."""
    return Written((english, spanish), tuple(str(one) for one in key))


def pick(english: str, spanish: str, *options: object) -> Written:
    """A question with choices, the right one first; an option is one text for both languages, or a pair."""
    pairs = tuple(one if isinstance(one, tuple) else (str(one), str(one)) for one in options)
    return Written((english, spanish), (), pairs)


def made(patterns: Mapping[str, Sequence[Pattern]], seed: int) -> dict[str, list[Written]]:
    """Per competency: questions that differ, from its patterns in turn."""
    found: dict[str, list[Written]] = {}
    for code, several in patterns.items():
        rng = random.Random(f"{seed}/{code}")
        questions: dict[tuple[str, str], Written] = {}
        for turn in range(40):
            one = several[turn % len(several)](rng)
            if len({pair[0] for pair in one.options}) == len(one.options):
                questions.setdefault(one.stem, one)
            if len(questions) == PER_COMPETENCY:
                break
        found[code] = list(questions.values())
    return found
