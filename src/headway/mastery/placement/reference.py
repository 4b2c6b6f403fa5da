"""The check by the book: every knowledge state of a small structure, added up. Slow, and easy to believe.

The fast check is compared with this. Same model, same grid; nothing is drawn, so nothing is left to chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from headway.mastery.facts import Refused
from headway.mastery.placement.network import REACH, STEP, STRAY, network_of
from headway.mastery.placement.settings import Answer, Band, CheckSettings
from headway.mastery.placement.structure import Structure

SMALL = 14


def knowledge_states(structure: Structure) -> list[frozenset[int]]:
    """Every set of competencies that holds what each of its members needs, the empty one first."""
    n = len(structure)
    if n > SMALL:
        raise Refused("too_large", f"Adding everything up is for at most {SMALL} competencies; this has {n}.")
    every = chain.from_iterable(combinations(range(n), size) for size in range(n + 1))
    return [frozenset(s) for s in every if all(a in s for a, b in structure.arrows if b in s)]


def outer_fringe(structure: Structure, state: frozenset[int]) -> frozenset[int]:
    """What can be learned next from a state."""
    return frozenset(
        i
        for i in range(len(structure))
        if i not in state and all(a in state for a, b in structure.arrows if b == i)
    )


@dataclass(frozen=True)
class Exact:
    """Every knowledge state with its chance."""

    structure: Structure
    settings: CheckSettings
    states: tuple[frozenset[int], ...]
    chances: tuple[float, ...]

    def known(self) -> dict[str, float]:
        """Per competency: the chance that it is known."""
        return {
            name: math.fsum(p for s, p in zip(self.states, self.chances, strict=True) if i in s)
            for i, name in enumerate(self.structure.competencies)
        }

    def ready(self) -> dict[str, float]:
        """Per competency: the chance that it can be learned next."""
        fringes = [outer_fringe(self.structure, s) for s in self.states]
        return {
            name: math.fsum(p for f, p in zip(fringes, self.chances, strict=True) if i in f)
            for i, name in enumerate(self.structure.competencies)
        }

    def answered(self, competency: str, answer: Answer) -> Exact:
        """After one more answer."""
        place = self.structure.place[competency]
        without, with_ = self.settings.likelihoods(competency)[answer]
        return self._weighed([with_ if place in s else without for s in self.states])

    def reduction(self, competency: str) -> float:
        """The expected reduction of summed variance, by trying every answer out."""
        place = self.structure.place[competency]
        expected = 0.0
        for answer, (without, with_) in self.settings.likelihoods(competency).items():
            chance = math.fsum(
                p * (with_ if place in s else without) for s, p in zip(self.states, self.chances, strict=True)
            )
            if chance > 0:
                expected += chance * self.answered(competency, answer)._variance()
        return self._variance() - expected

    def _variance(self) -> float:
        weight = self.settings.fringe_weight
        known = math.fsum(p * (1 - p) for p in self.known().values())
        return known + weight * math.fsum(p * (1 - p) for p in self.ready().values())

    def _weighed(self, weights: list[float]) -> Exact:
        both = [p * w for p, w in zip(self.chances, weights, strict=True)]
        total = math.fsum(both)
        return Exact(self.structure, self.settings, self.states, tuple(p / total for p in both))


def exact(
    structure: Structure,
    settings: CheckSettings,
    answers: Iterable[tuple[str, Answer]] = (),
    *,
    prior: Mapping[str, float] | None = None,
    band: Band | None = None,
) -> Exact:
    """Every knowledge state with its chance after the answers."""
    net = network_of(structure, settings)
    weights = np.exp(net.prior_of_ability(band, settings).astype(float))
    deviations = [
        (step * STEP, float(np.exp(w)))
        for step, w in zip(range(-STRAY, STRAY + 1), net.prior_of_deviation, strict=True)
    ]
    if not net.strays:
        deviations = [(0.0, 1.0)]
    states = knowledge_states(structure)
    chances = []
    for state in states:
        could = state | outer_fringe(structure, state)
        total = 0.0
        for step, weight in zip(range(-REACH, REACH + 1), weights, strict=True):
            chance = float(weight)
            for strand in range(net.strands):
                inside = [i for i in could if net.strand[i] == strand]
                chance *= math.fsum(
                    w * _chance_of(inside, state, step * STEP + d, net.difficulty, settings.steepness)
                    for d, w in deviations
                )
            total += chance
        chances.append(total)
    start = Exact(structure, settings, tuple(states), tuple(chances))._weighed([1.0] * len(states))
    for competency, p in (prior or {}).items():
        place = structure.place[competency]
        start = start._weighed([p if place in s else 1 - p for s in start.states])
    for competency, answer in answers:
        start = start.answered(competency, answer)
    return start


def _chance_of(
    could: list[int], state: frozenset[int], ability: float, difficulty: object, steepness: float
) -> float:
    chance = 1.0
    for i in could:
        known = 1 / (1 + math.exp(-steepness * (ability - float(difficulty[i]))))  # type: ignore[index]
        chance *= known if i in state else 1 - known
    return chance
