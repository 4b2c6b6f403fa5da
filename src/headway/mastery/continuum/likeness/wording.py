"""The words of many items, ready to be compared: their own, and those of the headings around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Item
from headway.mastery.continuum.likeness.places import headings_of
from headway.mastery.continuum.likeness.sparse import Rows, Vocabulary, counted
from headway.mastery.continuum.likeness.weights import bm25, bm25_rarity, tfidf, tfidf_rarity
from headway.mastery.continuum.likeness.words import characters, plain, spoken_words, tokens

__all__ = ["BLOCK", "Alike", "Comparison", "Wording", "text_of"]

Matrix = NDArray[np.float32]
Whole = NDArray[np.int64]

BLOCK = 256  # items at a time
RARE = 10.0  # a word is rare when fewer than one item in ten has it


def text_of(item: Item) -> str:
    """What an item says. A title is added where it says more than the statement's beginning."""
    title = re.sub(r"[\s.]+$", "", plain(item.title))  # a title is often the statement, cut
    return item.statement if title in plain(item.statement) else f"{item.title}. {item.statement}"


@dataclass(frozen=True, eq=False)
class Wording:
    """The tokens of each item, of the headings above it, and its runs of characters."""

    own: tuple[list[str], ...]
    around: tuple[list[str], ...]
    runs: tuple[list[str], ...]
    items: tuple[Item, ...]
    headings: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, items: Sequence[Item], by_key: Mapping[str, Item]) -> Wording:
        texts = [text_of(item) for item in items]
        read: dict[tuple[str, str], list[str]] = {}

        def heard(text: str, language: str) -> list[str]:
            key = (text, language)
            if key not in read:
                read[key] = tokens(text, language)
            return read[key]

        headings = [
            tuple(dict.fromkeys([*(text_of(head) for head in headings_of(item, by_key)), item.strand]))
            for item in items
        ]
        around = [
            [token for text in texts for token in heard(text, item.language)]
            for item, texts in zip(items, headings, strict=True)
        ]
        return cls(
            own=tuple(heard(text, item.language) for text, item in zip(texts, items, strict=True)),
            around=tuple(around),
            runs=tuple(characters(text) for text in texts),
            items=tuple(items),
            headings=tuple(headings),
        )

    def spoken(self, number: int) -> dict[str, str]:
        item = self.items[number]
        return spoken_words(text_of(item), item.language)

    def spoken_around(self, number: int) -> dict[str, str]:
        return spoken_words(". ".join(self.headings[number]), self.items[number].language)


@dataclass(frozen=True, eq=False)
class Alike:
    """For a block of asking items, against all that are searched; shape (block, searched).

    bm25, bm25_around: BM25 of the own words, and with the headings' words on both sides. words, characters, around,
    headings: cosines of TF-IDF, of own words, of runs of characters, of own and headings' words, of headings' words
    alone. covered: which part of what the asking item says the searched one says too, by rarity; covers: the other
    way round. rare: how many rare words both have.
    """

    rows: slice
    bm25: Matrix
    bm25_around: Matrix
    words: Matrix
    characters: Matrix
    around: Matrix
    headings: Matrix
    covered: Matrix
    covers: Matrix
    rare: Matrix


class Comparison:
    """All items of one collection against all of another, or of the same. How rare a word is, the searched ones say."""

    def __init__(self, asking: Wording, searched: Wording) -> None:
        self.vocabulary, own, there = _same_columns(asking.own, searched.own)
        both = (
            [[*own, *around] for own, around in zip(asking.own, asking.around, strict=True)],
            [[*own, *around] for own, around in zip(searched.own, searched.around, strict=True)],
        )
        _, around, around_there = _same_columns(*both)
        _, heads, heads_there = _same_columns(asking.around, searched.around)
        _, runs, runs_there = _same_columns(asking.runs, searched.runs)
        self.rarity = bm25_rarity(there)
        self.once, self.once_there = _once(own), _once(there)
        self.said = _weighted(self.once, self.rarity)
        self.mass, self.mass_there = self.said.sums(), _weighted(self.once_there, self.rarity).sums()
        is_rare = (self.rarity > np.log(max(len(there), 2) / RARE)).astype(float)
        self.pairs = [
            (own, bm25(there)),
            (around, bm25(around_there)),
            _cosines(own, there),
            _cosines(runs, runs_there),
            _cosines(around, around_there),
            _cosines(heads, heads_there),
            (self.said, self.once_there),
            (_weighted(self.once, is_rare), self.once_there),
        ]

    def blocks(self, chosen: Whole) -> Iterator[Alike]:
        """Block after block of the chosen asking items, in the order in which they are named; `rows` counts these."""
        if not len(chosen):
            return
        steps = (mine.taken(chosen).against(theirs, BLOCK) for mine, theirs in self.pairs)
        for parts in zip(*steps, strict=True):
            rows = parts[0][0]
            bm, bm_around, words, runs, around, heads, shared, rare = (part[1] for part in parts)
            mass = self.mass[chosen[rows]].astype(np.float32)
            yield Alike(
                rows=rows,
                bm25=bm,
                bm25_around=bm_around,
                words=words,
                characters=runs,
                around=around,
                headings=heads,
                covered=shared / np.maximum(mass, 1e-9)[:, None],
                covers=shared / np.maximum(self.mass_there.astype(np.float32), 1e-9)[None, :],
                rare=rare,
            )

    @cached_property
    def token_sets(self) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
        return _sets(self.once), _sets(self.once_there)

    def shared(self, asking: int, searched: int) -> list[str]:
        """The tokens both have, rarest first."""
        mine, theirs = self.token_sets
        both = mine[asking] & theirs[searched]
        return [
            self.vocabulary.tokens[column]
            for column in sorted(both, key=lambda one: (-self.rarity[one], self.vocabulary.tokens[one]))
        ]


def _same_columns(mine: Sequence[list[str]], theirs: Sequence[list[str]]) -> tuple[Vocabulary, Rows, Rows]:
    vocabulary = Vocabulary(tuple(sorted({token for text in (*mine, *theirs) for token in text})))
    return vocabulary, counted(mine, vocabulary)[0], counted(theirs, vocabulary)[0]


def _cosines(mine: Rows, theirs: Rows) -> tuple[Rows, Rows]:
    rarity = tfidf_rarity(theirs)
    return tfidf(mine, rarity), tfidf(theirs, rarity)


def _once(rows: Rows) -> Rows:
    return rows.with_values(np.ones_like(rows.values))


def _weighted(rows: Rows, weight: NDArray[np.float64]) -> Rows:
    return rows.with_values(rows.values * weight[rows.columns])


def _sets(rows: Rows) -> list[frozenset[int]]:
    return [
        frozenset(rows.columns[start:stop].tolist())
        for start, stop in zip(rows.starts[:-1], rows.starts[1:], strict=True)
    ]
