"""What is unusual about a run of answers: facts for a person who knows the learner, never a verdict.

Quick answers may be a tired learner, a phone passed on, or somebody who knows it all. The check does not guess which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from headway.mastery.facts import Refused
from headway.mastery.placement.settings import Answer

# Fewer answers tell nothing about a habit.
FEWEST = 6
# A whole check within this many seconds.
ALL_WITHIN = 30.0
# Nobody reads faster than this (adults read about four words a second; half a second goes to choosing).
WORDS_A_SECOND = 6.0
CHOOSING = 0.5
# Where the length of a question is not known.
SHORTEST = 2.0
# A pause after which somebody may have gone and come back.
LONG = 30 * 60.0


class Kind(StrEnum):
    ALL_QUICK = "all_quick"
    MANY_QUICK = "many_quick"
    ALL_ALIKE = "all_alike"
    ALL_NEW = "all_new"
    SAME_PLACE = "same_place"
    LONG_PAUSE = "long_pause"


@dataclass(frozen=True)
class Given:
    """One answer as it was given. seconds: from the question's appearance; None where not measured.

    words: length of the question with its choices. choice: which place among the choices was taken, from 1.
    """

    answer: Answer
    seconds: float | None = None
    words: int | None = None
    choice: int | None = None


@dataclass(frozen=True)
class Unusual:
    """A fact. questions: which ones, counted from 1; numbers: what a sentence about it needs."""

    kind: Kind
    questions: tuple[int, ...]
    numbers: dict[str, float] = field(default_factory=dict)


def unusual(answers: Sequence[Given]) -> tuple[Unusual, ...]:
    """What stands out, most telling first; empty for most runs and for short ones.

    Raises `Refused` for a time below zero.
    """
    for place, given in enumerate(answers, start=1):
        if given.seconds is not None and not given.seconds >= 0:
            raise Refused(
                "seconds", f"Answer {place} took {given.seconds} seconds; a time starts at 0.", row=place
            )
    every = tuple(range(1, len(answers) + 1))
    found = []
    if len(answers) >= FEWEST:
        found += _quick(answers, every)
        kinds = {given.answer for given in answers}
        if kinds == {Answer.UNFAMILIAR}:
            found.append(Unusual(Kind.ALL_NEW, every))
        elif len(kinds) == 1:
            found.append(Unusual(Kind.ALL_ALIKE, every, {"answer": float(next(iter(kinds)))}))
        choices = [given.choice for given in answers if given.choice is not None]
        if len(choices) >= FEWEST and len(set(choices)) == 1 and len(choices) == len(answers):
            found.append(Unusual(Kind.SAME_PLACE, every, {"choice": float(choices[0])}))
    pauses = tuple(i for i in every if (answers[i - 1].seconds or 0) >= LONG)
    if pauses:
        found.append(
            Unusual(Kind.LONG_PAUSE, pauses, {"longest": max(answers[i - 1].seconds or 0 for i in pauses)})
        )
    return tuple(found)


def _quick(answers: Sequence[Given], every: tuple[int, ...]) -> list[Unusual]:
    timed = [i for i in every if answers[i - 1].seconds is not None]
    if len(timed) < FEWEST:
        return []
    quick = tuple(i for i in timed if (answers[i - 1].seconds or 0) < _reading(answers[i - 1]))
    whole = sum(answers[i - 1].seconds or 0 for i in timed)
    if len(timed) == len(every) and (whole <= ALL_WITHIN or len(quick) == len(every)):
        return [Unusual(Kind.ALL_QUICK, every, {"seconds": whole})]
    if 2 * len(quick) >= len(timed):
        return [Unusual(Kind.MANY_QUICK, quick, {"seconds": whole, "of": float(len(timed))})]
    return []


def _reading(given: Given) -> float:
    return SHORTEST if given.words is None else CHOOSING + given.words / WORDS_A_SECOND
