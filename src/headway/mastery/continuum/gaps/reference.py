"""The gap finder's checks by their definitions, slow and obviously right. Tests hold the fast forms to these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, permutations

from headway.mastery.continuum.gaps.doubles import NEAR, Texts, alike
from headway.mastery.continuum.reference import leads_to

Arrow = tuple[int, int]


def circles(n: int, arrows: Iterable[Arrow]) -> set[frozenset[int]]:
    """Groups of two and more in which everyone leads to everyone."""
    ahead = _ahead(n, arrows)
    return {
        frozenset(
            other for other in range(n) if other == node or (other in ahead[node] and node in ahead[other])
        )
        for node in range(n)
        if node in ahead[node] and any(node in ahead[other] for other in ahead[node] - {node})
    }


def shortest_loop(members: Collection[int], arrows: Iterable[Arrow]) -> int:
    """How many items the shortest loop among these has: every order of every choice is tried."""
    known = set(arrows)
    return next(
        length
        for length in range(2, len(members) + 1)
        for way in permutations(members, length)
        if all(pair in known for pair in zip(way, (*way[1:], way[0]), strict=True))
    )


def redundant(n: int, arrows: Iterable[Arrow]) -> set[Arrow]:
    """Arrows between items that do not wait for each other, with a third between that waits for neither in return."""
    known = list(arrows)
    ahead = _ahead(n, known)

    def together(one: int, other: int) -> bool:
        return one == other or (other in ahead[one] and one in ahead[other])

    return {
        (before, after)
        for before, after in known
        if not together(before, after)
        and any(
            third in ahead[before]
            and after in ahead[third]
            and not together(third, before)
            and not together(third, after)
            for third in range(n)
        )
    }


def jumps(arrows: Iterable[Arrow], level: Sequence[int | None], at_least: int) -> set[Arrow]:
    return {
        (before, after)
        for before, after in arrows
        for low, high in ((level[before], level[after]),)
        if low is not None and high is not None and high - low >= at_least
    }


def backward(arrows: Iterable[Arrow], level: Sequence[int | None]) -> set[Arrow]:
    return {
        (before, after)
        for before, after in arrows
        for low, high in ((level[before], level[after]),)
        if low is not None and high is not None and high < low
    }


def out_of_reach(n: int, gates: Iterable[Arrow], never: Collection[int] = ()) -> set[int]:
    """Items that no learner comes to, however long: not in `never`, and every gate before them can be passed."""
    known = list(gates)
    passed: set[int] = set()
    while True:
        more = {
            node
            for node in range(n)
            if node not in passed
            and node not in never
            and all(before in passed for before, after in known if after == node)
        }
        if not more:
            return set(range(n)) - passed
        passed |= more


def seam_ends(
    n: int, arrows: Iterable[Arrow], level: Sequence[int | None], seam: int, candidates: Collection[int]
) -> set[frozenset[int]]:
    """Where ways before a seam stop: candidates that lead to nothing beyond it and to no other candidate that they do
    not wait for; those that wait for one another together."""
    known = list(arrows)
    ahead = _ahead(n, known)
    loose = {
        node
        for node in candidates
        if not any((to := level[other]) is not None and to >= seam for other in ahead[node])
    }
    groups = {
        node: frozenset(
            other for other in loose if other == node or (other in ahead[node] and node in ahead[other])
        )
        for node in loose
    }
    return {group for node, group in groups.items() if not (ahead[node] & loose) - group}


def near_pairs(among: Sequence[int], texts: Texts, weight: Mapping[str, float]) -> set[Arrow]:
    """Pairs that are nearly alike but not the same, every pair compared."""
    return {
        (one, other)
        for one, other in combinations(sorted(among), 2)
        if texts.words[one] != texts.words[other]
        and alike(one, other, texts, weight) >= NEAR
        and one not in texts.ancestors[other]
        and other not in texts.ancestors[one]
    }


def _ahead(n: int, arrows: Iterable[Arrow]) -> list[set[int]]:
    known = list(arrows)
    return [leads_to(known, node) for node in range(n)]
