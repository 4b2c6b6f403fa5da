"""What is held about items and competencies, and what answers say under it.

An item is answered right with chance sigmoid(base + gain · holds all it needs + slope · ability); a competency is held,
where all that it needs is held, with chance sigmoid(open + lift · ability). Without competencies this is the
two-parameter model; without ability and with free shares of profiles it is the DINA model. Sources: Birnbaum (1968);
Junker & Sijtsma (2001); de la Torre & Douglas (2004) for ability above competencies; Templin & Bradshaw (2014) for
orders among competencies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.itemfit.answers import Answers
from headway.mastery.placement.itemfit.structure import Needs, Part

__all__ = ["ItemFit", "Numbers", "Posterior", "posterior"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Numbers:
    """nodes, weights: ability and its shares; items: items × (base, gain, slope); gates: competencies × (open, lift);
    shares: per part the free shares of its profiles, or None where the gates tell them."""

    nodes: Floats
    weights: Floats
    items: Floats
    gates: Floats
    shares: tuple[Floats, ...] | None

    def right(self) -> Floats:
        """P(right) at each node, without and with all that is needed: nodes × 2 × items."""
        base, gain, slope = self.items.T
        without = base + slope * self.nodes[:, None]
        return _sigmoid(np.stack([without, without + gain], axis=1))

    def log_shares(self, place: int, part: Part) -> Floats:
        """log P(profile | ability): nodes × profiles."""
        if self.shares is not None:
            return np.log(np.maximum(self.shares[place], 1e-300))[None, :].repeat(len(self.nodes), axis=0)
        opened, lift = self.gates[part.competencies].T
        logit = opened + lift * self.nodes[:, None]
        log_held, log_not = -np.logaddexp(0, -logit), -np.logaddexp(0, logit)
        not_yet = part.may_open & ~part.profiles
        return log_held @ part.profiles.T + log_not @ not_yet.T


@dataclass(frozen=True, eq=False)
class Posterior:
    """ability: learners × nodes; parts: for each part learners × nodes × profiles, adding up to ability.
    logliks: of each learner's answers."""

    ability: Floats
    parts: tuple[Floats, ...]
    logliks: Floats


@dataclass(frozen=True, eq=False)
class ItemFit:
    """Items and competencies as learned from answers.

    slip: P(not right | all needed is held), guess: P(right | something needed is missing), each per item, over
    learners of all abilities; an item that needs nothing has neither (nan). holders, others: learners that each of
    them rests on, in expectation. loglik: of the answers; learners: how many gave any.
    """

    needs: Needs
    numbers: Numbers
    slip: Floats
    guess: Floats
    holders: Floats
    others: Floats
    loglik: float
    learners: int
    rounds: int

    @property
    def difficulty(self) -> Floats:
        """Ability at which an item is right as often as not, without what it needs."""
        return -self.numbers.items[:, 0] / self.numbers.items[:, 2]

    @property
    def slope(self) -> Floats:
        return self.numbers.items[:, 2]

    def held(self, answers: Answers) -> Floats:
        """P(held) after these answers: learners × competencies."""
        chance = np.zeros((answers.learners, self.needs.competencies))
        after = posterior(self.needs, self.numbers, answers)
        for part, joint in zip(self.needs.parts, after.parts, strict=True):
            chance[:, part.competencies] = joint.sum(axis=1) @ part.profiles
        return chance


def posterior(needs: Needs, numbers: Numbers, answers: Answers) -> Posterior:
    """What the answers say about ability and profiles. Parts are independent of each other given ability."""
    right = numbers.right()
    log_right, log_not = np.log(right), np.log1p(-right)
    is_right, is_not = (answers.table == 1).astype(np.float64), (answers.table == 0).astype(np.float64)
    nodes = len(numbers.nodes)
    together = np.log(numbers.weights)[None, :].repeat(answers.learners, axis=0)
    given_ability: list[Floats] = []
    for place, part in enumerate(needs.parts):
        meets = part.meets.T[None, :, :]
        tables = [
            np.where(meets, table[:, 1][:, None, part.items], table[:, 0][:, None, part.items])
            for table in (log_right, log_not)
        ]
        logs = sum(
            seen[:, part.items] @ table.reshape(-1, len(part.items)).T
            for seen, table in zip((is_right, is_not), tables, strict=True)
        ).reshape(answers.learners, nodes, -1)
        logs += numbers.log_shares(place, part)
        highest = logs.max(axis=2, keepdims=True)
        np.exp(logs - highest, out=logs)
        total = logs.sum(axis=2, keepdims=True)
        logs /= total
        together += (highest + np.log(total))[:, :, 0]
        given_ability.append(logs)
    highest = together.max(axis=1, keepdims=True)
    ability = np.exp(together - highest)
    total = ability.sum(axis=1, keepdims=True)
    ability /= total
    for joint in given_ability:
        joint *= ability[:, :, None]
    return Posterior(ability, tuple(given_ability), (highest + np.log(total))[:, 0])


def _sigmoid(logit: Floats) -> Floats:
    # Kept away from 0 and 1, so that logarithms stay finite.
    return np.clip(1.0 / (1.0 + np.exp(-np.clip(logit, -40, 40))), 1e-12, 1 - 1e-12)
