"""Which item on the other side says most nearly the same: the proposal beside a gap. A better ranker can be passed in."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol

from headway.mastery.continuum.gaps.wording import content_words, spoken_words
from headway.mastery.continuum.items import Item

__all__ = ["Ranker", "SharedWords"]


class Ranker(Protocol):
    """Orders candidates for an item, the most alike first; leaves out those that have nothing to do with it.

    Answers at most `most` of (place in `candidates`, the words that both use, rarest first).
    """

    def __call__(
        self, item: Item, candidates: Sequence[Item], most: int
    ) -> Sequence[tuple[int, tuple[str, ...]]]: ...


class SharedWords:
    """By the rare words that both use (cosine of inverse document frequencies over all items of the line)."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._words = {item.key: content_words(f"{item.title} {item.statement}") for item in items}
        counts = Counter(word for words in self._words.values() for word in words)
        self._weight = {word: 1 + math.log(len(items) / count) for word, count in counts.items()}
        self._length = {
            key: math.sqrt(sum(self._weight[word] ** 2 for word in words))
            for key, words in self._words.items()
        }
        self._posted: dict[tuple[str, ...], dict[str, list[int]]] = {}

    def __call__(
        self, item: Item, candidates: Sequence[Item], most: int
    ) -> Sequence[tuple[int, tuple[str, ...]]]:
        return self.alike(f"{item.title} {item.statement}", candidates, most, but=item.key)

    def alike(
        self, text: str, candidates: Sequence[Item], most: int, but: str = ""
    ) -> Sequence[tuple[int, tuple[str, ...]]]:
        """The same for words that are no item: a statement of the graduate profile."""
        words = content_words(text) & self._weight.keys()
        posted = self._posting(candidates)
        shared: defaultdict[int, float] = defaultdict(float)
        for word in words:
            for place in posted.get(word, ()):
                shared[place] += self._weight[word] ** 2
        nearness = {
            place: weight / self._length[candidates[place].key]
            for place, weight in shared.items()
            if candidates[place].key != but
        }
        best = sorted(nearness, key=lambda place: (-nearness[place], place))[:most]
        return [(place, self._both(text, words, candidates[place])) for place in best]

    def _both(self, text: str, words: frozenset[str], other: Item) -> tuple[str, ...]:
        """The five rarest words of both, as the text says them."""
        said = spoken_words(text)
        both = words & self._words[other.key]
        rarest = sorted(both, key=lambda word: (-self._weight[word], word))[:5]
        return tuple(said.get(word, word) for word in rarest)

    def _posting(self, candidates: Sequence[Item]) -> dict[str, list[int]]:
        """Word → candidates with it; kept, because whole strands ask about the same candidates."""
        name = tuple(one.key for one in candidates)
        if name not in self._posted:
            posted: defaultdict[str, list[int]] = defaultdict(list)
            for place, one in enumerate(candidates):
                for word in self._words[one.key]:
                    posted[word].append(place)
            self._posted[name] = dict(posted)
        return self._posted[name]
