"""Which domains go on in which: the same subject under other names, within one framework and between several.

Two domains are kin when their names say the same once levels, years and numbers are taken away; between frameworks
also when one name begins a word of the other ("Math", "Mathematics") or when their vocabularies are alike.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from headway.mastery.continuum.gaps.scene import Scene
from headway.mastery.continuum.gaps.wording import content_words, words_in, words_of

__all__ = ["Domain", "kin_groups"]

Domain = tuple[str, str]  # source, name

ALIKE = 0.35
SHORTEST_BEGINNING = 4
_LEVEL_WORDS = words_in(
    """
    grade grades level levels year years kindergarten school elementary middle high primary secondary k
    th st nd rd i ii iii iv v vi standards standard framework the of and for in grado grados nivel
    niveles año años escuela primaria secundaria preparatoria de del la el y para
    """
)


def kin_groups(scene: Scene) -> tuple[tuple[Domain, ...], ...]:
    """All domains, those that are kin together, in the order of the line."""
    domains = list(scene.domains)
    leader = {domain: domain for domain in domains}

    def lead(domain: Domain) -> Domain:
        while leader[domain] != domain:
            domain = leader[domain]
        return domain

    names = {domain: _name(domain[1]) for domain in domains}
    vocabulary = _vocabularies(scene)
    for one, other in combinations(domains, 2):
        if _are_kin(one, other, names, vocabulary):
            leader[lead(other)] = lead(one)
    groups: defaultdict[Domain, list[Domain]] = defaultdict(list)
    for domain in domains:
        groups[lead(domain)].append(domain)
    return tuple(tuple(group) for group in groups.values())


def _name(name: str) -> frozenset[str]:
    return frozenset(word for word in words_of(name) if word not in _LEVEL_WORDS and not word[0].isdigit())


def _are_kin(
    one: Domain,
    other: Domain,
    names: Mapping[Domain, frozenset[str]],
    vocabulary: Mapping[Domain, Mapping[str, float]],
) -> bool:
    if names[one] == names[other] and (names[one] or one[0] == other[0]):
        return True
    if one[0] == other[0]:
        return False
    return _begins(names[one], names[other]) or _cosine(vocabulary[one], vocabulary[other]) >= ALIKE


def _begins(one: frozenset[str], other: frozenset[str]) -> bool:
    """Names of one word, one the beginning of the other."""
    if len(one) != 1 or len(other) != 1:
        return False
    a, b = sorted((*one, *other), key=len)
    return len(a) >= SHORTEST_BEGINNING and b.startswith(a)


def _vocabularies(scene: Scene) -> dict[Domain, dict[str, float]]:
    """Per domain the words of its items, weighed by how few domains use them, to length 1."""
    counts = {
        domain: Counter(word for node in nodes for word in content_words(scene.items[node].statement))
        for domain, nodes in scene.domains.items()
    }
    used = Counter(word for found in counts.values() for word in found)
    weighed = {}
    for domain, found in counts.items():
        raw = {
            word: (1 + math.log(count)) * math.log(1 + len(counts) / used[word])
            for word, count in found.items()
        }
        length = math.sqrt(math.fsum(value**2 for value in raw.values())) or 1.0
        weighed[domain] = {word: value / length for word, value in raw.items()}
    return weighed


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return math.fsum(value * other.get(word, 0.0) for word, value in one.items())
