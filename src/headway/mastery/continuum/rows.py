"""Which strand of one framework goes on with which strand of another: proposals for joining frameworks to one line.

Elementary, middle and high school call the same row of the map by different names. A strand is read as its name and
all its statements; two strands are alike as far as they use the same telling words (cosine of TF-IDF, Salton and
Buckley 1988, with the logarithm of counts so that one long strand does not drown the others).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headway.mastery.continuum.likeness.sparse import Rows, Vocabulary, counted
from headway.mastery.continuum.likeness.weights import tfidf
from headway.mastery.continuum.likeness.words import spoken_words, tokens

__all__ = ["Continuation", "Strand", "likely_rows"]

# A strand's name says what it is about; its statements say it in passing.
NAME_COUNTS = 3
# Below this, on pairs of published mathematics frameworks, the nearest strand is usually another subject matter.
ALIKE_FROM = 0.17
WORDS_SHOWN = 4


@dataclass(frozen=True)
class Strand:
    """One strand as it comes: key, name, and the statements of the items taken from it."""

    key: str
    name: str
    statements: tuple[str, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Continuation:
    """`later` is likely to go on with the row that `earlier` began; words: what both speak of, most telling first."""

    later: str
    earlier: str
    words: tuple[str, ...]


def likely_rows(
    frameworks: Sequence[Sequence[Strand]], *, least: float = ALIKE_FROM
) -> dict[str, Continuation]:
    """For each strand of a later framework the row that it most likely continues; strands without one are left out.

    frameworks: their strands, in the order of the line (elementary first). A row grows: what a second framework adds
    to it counts when the third is compared. Two strands of one framework may continue the same row. least: how alike
    two have to be (a cosine).
    """
    strands = [strand for framework in frameworks for strand in framework]
    spoken: dict[str, str] = {}
    texts = [_text(strand, spoken) for strand in strands]
    counts, vocabulary = counted(texts)
    weighed = tfidf(counts.with_values(1 + np.log(counts.values)))
    place = {strand.key: number for number, strand in enumerate(strands)}
    rows: dict[str, list[str]] = {}
    found: dict[str, Continuation] = {}
    for framework in frameworks:
        begun = dict(rows)
        members: defaultdict[str, list[str]] = defaultdict(list)
        for strand in framework:
            best = _nearest(weighed, place[strand.key], begun, place, least)
            row = best or strand.key
            members[row].append(strand.key)
            if best:
                words = _shared(weighed, vocabulary, place[strand.key], [place[one] for one in begun[best]])
                found[strand.key] = Continuation(
                    strand.key, best, tuple(spoken.get(one, one) for one in words)
                )
        for row, keys in members.items():
            rows[row] = [*rows.get(row, []), *keys]
    return found


def _text(strand: Strand, spoken: dict[str, str]) -> list[str]:
    words = tokens(strand.name, strand.language) * NAME_COUNTS
    for text in (strand.name, *strand.statements):
        for token, word in spoken_words(text, strand.language).items():
            spoken.setdefault(token, word)
    counted_words = Counter(token for text in strand.statements for token in tokens(text, strand.language))
    return [*words, *counted_words.elements()]


def _nearest(
    weighed: Rows, number: int, rows: dict[str, list[str]], place: dict[str, int], least: float
) -> str | None:
    """The row most alike; a row is as alike as the most alike of its strands."""
    keys = [(row, place[strand]) for row, strands in rows.items() for strand in strands]
    if not keys:
        return None
    alike = weighed.taken(np.array([number])).products(weighed.taken(np.array([at for _row, at in keys])))[0]
    best = int(np.argmax(alike))
    return keys[best][0] if alike[best] >= least else None


def _shared(weighed: Rows, vocabulary: Vocabulary, number: int, others: Sequence[int]) -> list[str]:
    """The tokens that contribute most to the likeness."""
    mine = weighed.taken(np.array([number])).dense(np.arange(weighed.width))[0]
    theirs = weighed.taken(np.array(others)).dense(np.arange(weighed.width)).max(axis=0)
    product = mine * theirs
    best = np.argsort(-product)[:WORDS_SHOWN]
    return [vocabulary.tokens[column] for column in best if product[column] > 0]
