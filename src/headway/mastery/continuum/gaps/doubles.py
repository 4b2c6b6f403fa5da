"""Statements that say the same: exactly, or nearly, among thousands, without comparing every pair.

Two statements are nearly the same when the rare words that they share weigh at least NEAR of all rare words of both
(weighted Jaccard; a word weighs what it says, log of how few statements use it), and when neither numbers nor any
word that turns the meaning around stand in one alone. Only pairs that share one of their rarest words are compared;
this leaves nothing out (prefix filtering: Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from headway.mastery.continuum.gaps.wording import content_words, numbers_in, words_in, words_of
from headway.mastery.continuum.items import Item

__all__ = ["NEAR", "Doubles", "Group", "Texts", "alike", "doubles_of", "near_pairs", "texts_of", "weights"]

NEAR = 0.8
# With fewer words that say something, one other word is another demand: only the same words count.
FEWEST_WORDS = 5
# With fewer still it is a fragment ("commas and periods") that means something only below its heading: headings have
# to agree, where both have one.
FRAGMENT = 3
# Words whose presence in one statement alone makes it another demand, however much else is shared.
_TURNING = words_in(
    """
    add addition subtract subtraction multiply multiplication divide division not no without never
    cannot literary informational fiction nonfiction opinion argument before after above below more less
    greater fewer longest shortest increase decrease positive negative left right true false sumar suma
    restar resta multiplicar multiplicación dividir división no sin nunca antes después más menos mayor
    menor aumentar disminuir positivo negativo verdadero falso
    """
)


@dataclass(frozen=True, slots=True)
class Group:
    """Items that say the same, as the line is read. similarity: of the least alike neighbours, 1 for the same words."""

    members: tuple[int, ...]
    is_exact: bool
    similarity: float


@dataclass(frozen=True)
class Texts:
    """What is compared of each item: the words in order, the words that say something, numbers, and the heading's
    words. `lines` holds the ancestors of each item."""

    words: tuple[tuple[str, ...], ...]
    content: tuple[frozenset[str], ...]
    numbers: tuple[tuple[str, ...], ...]
    headings: tuple[tuple[str, ...], ...]
    ancestors: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Doubles:
    groups: tuple[Group, ...]
    of: Mapping[int, tuple[int, ...]]  # item → the others of its groups


def texts_of(items: Sequence[Item], number: Mapping[str, int]) -> Texts:
    """Each item's own words: where it repeats the words of the heading above it first, these are taken away."""
    words, headings, ancestors = [], [], []
    own: list[str] = []
    for item in items:
        above = _above(item, items, number)
        parent = items[above[0]] if above else None
        heading = words_of(parent.statement) if parent else ()
        said = words_of(item.statement)
        if heading and len(said) > len(heading) and said[: len(heading)] == heading:
            said = said[len(heading) :]
        words.append(said)
        own.append(" ".join(said))
        headings.append(heading)
        ancestors.append(frozenset(above))
    return Texts(
        tuple(words),
        tuple(content_words(one) for one in own),
        tuple(numbers_in(one) for one in own),
        tuple(headings),
        tuple(ancestors),
    )


def doubles_of(items: Sequence[Item], number: Mapping[str, int], same: frozenset[frozenset[int]]) -> Doubles:
    """Groups of ratable items that say the same; `same` are pairs that a crosswalk already calls the same."""
    texts = texts_of(items, number)
    candidates = [node for node, item in enumerate(items) if item.is_ratable and texts.words[node]]
    exact = _exact(candidates, texts, same)
    near = near_pairs(candidates, texts, same)
    groups = _grouped(exact, near)
    others: defaultdict[int, list[int]] = defaultdict(list)
    for group in groups:
        for one in group.members:
            others[one] += [other for other in group.members if other != one]
    return Doubles(groups, {one: tuple(dict.fromkeys(found)) for one, found in others.items()})


def alike(one: int, other: int, texts: Texts, weight: Mapping[str, float]) -> float:
    """How much of what both say they share, 0 to 1; 0 where one thing in one alone makes them two demands."""
    if texts.words[one] == texts.words[other]:
        return 1.0 if _fits_heading(one, other, texts) else 0.0
    a, b = texts.content[one], texts.content[other]
    if min(len(a), len(b)) < (FRAGMENT if a == b else FEWEST_WORDS):
        return 0.0
    if texts.numbers[one] != texts.numbers[other] or (a ^ b) & _TURNING_STEMS:
        return 0.0
    shared = math.fsum(weight[word] for word in a & b)
    return shared / math.fsum(weight[word] for word in a | b)


def weights(texts: Texts, among: Sequence[int]) -> dict[str, float]:
    """Per word: 1 + log(statements / statements with it)."""
    counts = Counter(word for node in among for word in texts.content[node])
    return {word: 1 + math.log(len(among) / count) for word, count in counts.items()}


def _exact(among: Sequence[int], texts: Texts, same: frozenset[frozenset[int]]) -> list[tuple[int, ...]]:
    by_words: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for node in among:
        by_words[texts.words[node]].append(node)
    found = []
    for group in by_words.values():
        for members in _by_heading(group, texts):
            kept = _without_relatives(members, texts)
            if len(kept) > 1 and not all(frozenset(pair) in same for pair in combinations(kept, 2)):
                found.append(tuple(kept))
    return found


def _by_heading(group: Sequence[int], texts: Texts) -> list[list[int]]:
    """Fragments apart by their headings; those without a heading go with the first."""
    if len(group) < 2 or len(texts.content[group[0]]) >= FRAGMENT:
        return [list(group)]
    parts: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for node in group:
        parts[texts.headings[node]].append(node)
    loose = parts.pop((), [])
    first, *others = parts.values() or [[]]
    return [sorted([*first, *loose]), *others]


def _without_relatives(group: Sequence[int], texts: Texts) -> list[int]:
    """Of a heading and what stands below it only the lowest: the heading repeats nothing, it names."""
    inside = set(group)
    above = {one for node in group for one in texts.ancestors[node] & inside}
    return [node for node in group if node not in above]


def near_pairs(
    among: Sequence[int], texts: Texts, same: frozenset[frozenset[int]]
) -> list[tuple[int, int, float]]:
    """Pairs that are alike by NEAR and more but not the same. One of each set of equal statements is compared."""
    weight = weights(texts, among)
    first: dict[tuple[str, ...], int] = {}
    for node in among:
        if len(texts.content[node]) >= FRAGMENT:
            first.setdefault(texts.words[node], node)
    posted: defaultdict[str, list[int]] = defaultdict(list)
    pairs = []
    for node in first.values():
        met: set[int] = set()
        for word in _prefix(texts.content[node], weight):
            met.update(posted[word])
            posted[word].append(node)
        for other in sorted(met):
            similarity = alike(other, node, texts, weight)
            if similarity < NEAR or texts.words[node] == texts.words[other]:
                continue
            related = other in texts.ancestors[node] or node in texts.ancestors[other]
            if not related and frozenset((other, node)) not in same:
                pairs.append((other, node, similarity))
    return pairs


def _prefix(words: frozenset[str], weight: Mapping[str, float]) -> list[str]:
    """The rarest words, so many that what is left weighs less than NEAR of all."""
    ordered = sorted(words, key=lambda word: (-weight[word], word))
    left = total = math.fsum(weight[word] for word in words)
    for place, word in enumerate(ordered):
        if left < NEAR * total * (1 - 1e-9):
            return ordered[:place]
        left -= weight[word]
    return ordered


def _grouped(exact: Sequence[tuple[int, ...]], near: Sequence[tuple[int, int, float]]) -> tuple[Group, ...]:
    """Equal statements are one group; nearly equal ones are joined in chains, one item for each wording."""
    groups = [Group(members, True, 1.0) for members in exact]
    leader: dict[int, int] = {}

    def lead(node: int) -> int:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    least: dict[int, float] = {}
    for one, other, similarity in near:
        a, b = sorted((lead(one), lead(other)))
        leader[b] = a
        least[a] = min(similarity, least.get(a, 1.0), least.get(b, 1.0))
    chains: defaultdict[int, list[int]] = defaultdict(list)
    for node in sorted(leader):
        chains[lead(node)].append(node)
    groups += [Group(tuple(chain), False, least[head]) for head, chain in chains.items()]
    return tuple(sorted(groups, key=lambda group: (group.members[0], not group.is_exact)))


def _fits_heading(one: int, other: int, texts: Texts) -> bool:
    a, b = texts.headings[one], texts.headings[other]
    return len(texts.content[one]) >= FRAGMENT or not a or not b or a == b


def _above(item: Item, items: Sequence[Item], number: Mapping[str, int]) -> list[int]:
    """The headings above an item, nearest first; a heading above itself ends the way."""
    above: list[int] = []
    while item.parent in number and number[item.parent] not in above:
        above.append(number[item.parent])
        item = items[above[-1]]
    return above


_TURNING_STEMS = frozenset(stem for word in _TURNING for stem in content_words(word))
