"""The authoring assistant: what is worth another look in one statement, in English and Spanish. It never blocks.

Question: would two teachers who read this statement look for the same thing in a learner's work, and would it still
count next year and elsewhere? Each remark names its kind and the words that gave rise to it; people decide.

Sources: Marzano and Haystead, *Making Standards Useful in the Classroom* (one dimension per statement); Stiggins,
Arter, Chappuis, *Classroom Assessment for Student Learning* (learning, not activity); CompetencyWorks on explicit,
measurable, transferable learning objectives.

Limits: words are matched, sentences are not understood. Statements in other languages are only read for their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from headway.mastery.continuum.gaps.demands import Demand, demands_of
from headway.mastery.continuum.gaps.vocabulary import VOCABULARIES, Vocabulary

__all__ = ["Remark", "RemarkKind", "check", "says_i_can"]


class RemarkKind(StrEnum):
    NO_I_CAN = "no_i_can"
    UNMEASURABLE = "unmeasurable"
    ACTIVITY = "activity"
    COMPOUND = "compound"
    VAGUE = "vague"
    GRADE_LANGUAGE = "grade_language"
    TOO_LONG = "too_long"
    HARD_TO_READ = "hard_to_read"
    NO_TRANSFER = "no_transfer"


@dataclass(frozen=True, slots=True)
class Remark:
    """`words` stand at statement[start:end]. instead: verbs to try, in the language of the statement."""

    kind: RemarkKind
    start: int
    end: int
    words: str
    instead: tuple[str, ...] = ()


# The most words that a statement for learners of a level is read with in one breath: up to level → words.
LONGEST = ((2, 24), (5, 28), (8, 36), (99, 45))
# Long words (so many letters and more) may make up this share of a statement: up to level → share.
LONG_WORD = 10
MOST_LONG = ((2, 0.20), (5, 0.28), (8, 0.36))
FEWEST_LONG = 3
# From this level on, a statement that only asks to say something again asks for too little to carry over.
RECALL_IS_LITTLE = 3


def check(
    statement: str, language: str = "en", *, level: int | None = None, is_for_learners: bool = True
) -> tuple[Remark, ...]:
    """The remarks on one statement, as they stand in it. is_for_learners: whether it should say "I can"."""
    vocabulary = VOCABULARIES.get(language[:2].lower())
    remarks = list(_length(statement, level))
    if vocabulary is not None and statement.strip():
        demands, asked = demands_of(statement, language[:2].lower())
        if is_for_learners:
            remarks += _i_can(statement, vocabulary)
        unseen = list(_unmeasurable(statement, demands, asked, vocabulary))
        activity = [
            one for one in _found(RemarkKind.ACTIVITY, vocabulary.activities, statement) if one.start in asked
        ]
        remarks += unseen + activity
        remarks += _compound(statement, demands)
        remarks += _uncounted(statement, demands, vocabulary)
        remarks += _found(RemarkKind.VAGUE, vocabulary.vague, statement)
        remarks += _found(RemarkKind.GRADE_LANGUAGE, vocabulary.years, statement)
        if not unseen and not activity:
            remarks += _transfer(statement, demands, vocabulary, level)
    return tuple(sorted(remarks, key=lambda one: (one.start, one.end, one.kind)))


def says_i_can(statement: str) -> bool:
    """Whether a statement speaks in the learner's voice, in a language that we read."""
    return any(one.i_can.search(statement) for one in VOCABULARIES.values())


def _i_can(statement: str, vocabulary: Vocabulary) -> Iterator[Remark]:
    if not vocabulary.i_can.search(statement):
        first = re.search(r"\S+", statement)
        start, end = first.span() if first else (0, 0)
        yield Remark(RemarkKind.NO_I_CAN, start, end, statement[start:end])


def _unmeasurable(
    statement: str, demands: tuple[Demand, ...], asked: frozenset[int], vocabulary: Vocabulary
) -> Iterator[Remark]:
    """Verbs that nobody can see being done, where they are what is asked for; and phrases that say the same."""
    taken: list[tuple[int, int]] = []
    for found in vocabulary.inner_phrases.finditer(statement):
        rest = statement[found.end() :]
        if found.start() in asked and not vocabulary.shown_by.match(rest):
            taken.append(found.span())
            yield Remark(
                RemarkKind.UNMEASURABLE, *found.span(), found.group(), vocabulary.inner[_first(vocabulary)]
            )
    for demand in demands:
        for start, end, verb in demand.inner:
            if not any(start < to and since < end for since, to in taken):
                yield Remark(
                    RemarkKind.UNMEASURABLE, start, end, statement[start:end], vocabulary.inner[verb]
                )


def _first(vocabulary: Vocabulary) -> str:
    return next(iter(vocabulary.inner))


def _compound(statement: str, demands: tuple[Demand, ...]) -> Iterator[Remark]:
    """A further demand that nothing ties to the first: each would be rated on its own."""
    for demand in demands[1:]:
        if not demand.is_tied:
            yield Remark(
                RemarkKind.COMPOUND, demand.joined_at, demand.end, statement[demand.joined_at : demand.end]
            )
    if demands and len(demands[0].verbs) > 4:
        start, end = demands[0].verbs[0][0], demands[0].verbs[-1][1]
        yield Remark(RemarkKind.COMPOUND, start, end, statement[start:end])


def _uncounted(statement: str, demands: tuple[Demand, ...], vocabulary: Vocabulary) -> Iterator[Remark]:
    """An amount that nobody can count, right after what is to be done: "solve some problems"."""
    for demand in demands:
        found = vocabulary.uncounted.match(statement, demand.verbs[-1][1])
        if found:
            yield Remark(RemarkKind.VAGUE, *found.span("words"), found["words"])


def _found(kind: RemarkKind, pattern: re.Pattern[str], statement: str) -> Iterator[Remark]:
    for found in pattern.finditer(statement):
        words = found.group()
        start = found.start() + len(words) - len(words.lstrip())
        yield Remark(kind, start, found.end(), statement[start : found.end()])


def _transfer(
    statement: str, demands: tuple[Demand, ...], vocabulary: Vocabulary, level: int | None
) -> Iterator[Remark]:
    """Bound to one lesson, book or test; or no more than saying it again."""
    bound = list(_found(RemarkKind.NO_TRANSFER, vocabulary.one_place, statement))
    yield from bound
    if bound or not demands or (level is not None and level < RECALL_IS_LITTLE):
        return
    if all(verb in vocabulary.recall for demand in demands for _start, _end, verb in demand.verbs):
        start, end, _verb = demands[0].verbs[0]
        if not vocabulary.used_further.search(statement, end):
            yield Remark(RemarkKind.NO_TRANSFER, start, end, statement[start:end])


def _length(statement: str, level: int | None) -> Iterator[Remark]:
    words = re.findall(r"\S+", statement)
    start, end = len(statement) - len(statement.lstrip()), len(statement.rstrip())
    if len(words) > _limit(LONGEST, level, LONGEST[-1][1]):
        yield Remark(RemarkKind.TOO_LONG, start, end, statement[start:end])
    most = _limit(MOST_LONG, level, 1.0)
    long_words = [word for word in re.findall(r"[^\W\d_]+", statement) if len(word) >= LONG_WORD]
    if len(long_words) >= FEWEST_LONG and len(long_words) > most * len(words):
        yield Remark(RemarkKind.HARD_TO_READ, start, end, ", ".join(dict.fromkeys(long_words)))


def _limit(table: tuple[tuple[int, float], ...], level: int | None, otherwise: float) -> float:
    if level is None:
        return otherwise
    return next((limit for highest, limit in table if level <= highest), otherwise)
