"""Ways of asking, and what is measured about each: the check, the same with other choices, and a plain IRT test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.placement_learners import GUESS, SLIP, World, learners, replies
from headway.mastery.placement import Answer, CheckSettings, answered, begin, next_question, result

Numbers = NDArray[np.float64]


@dataclass
class Measured:
    """Per learner, after so many questions. precision: NaN where nothing is named as next."""

    accuracy: Numbers
    precision: Numbers
    recall: Numbers
    named: Numbers

    @classmethod
    def of(cls, known: NDArray[np.bool_], ready: NDArray[np.bool_], world: World) -> Measured:
        true = world.ready()
        hits, named, there = (ready & true).sum(1), ready.sum(1), true.sum(1)
        return cls(
            (known == world.known).mean(1),
            np.where(named > 0, hits / np.maximum(named, 1), np.nan),
            np.where(there > 0, hits / np.maximum(there, 1), np.nan),
            named.astype(float),
        )

    @classmethod
    def joined(cls, parts: Sequence[Measured]) -> Measured:
        return cls(*(np.concatenate([getattr(one, name) for one in parts]) for name in vars(parts[0])))

    def figures(self) -> dict[str, tuple[float, float]]:
        """Mean and standard error over learners."""
        return {
            name: (float(np.nanmean(v)), float(np.nanstd(v, ddof=1) / np.sqrt((~np.isnan(v)).sum())))
            for name, v in vars(self).items()
        }


def settings_of(**changes: float) -> CheckSettings:
    """The check as it stands, with two answers only and without an end of its own."""
    return CheckSettings(
        **{  # type: ignore[arg-type]
            "unfamiliar_known": 0.0,
            "unfamiliar_unknown": 0.0,
            "slip": SLIP,
            "guess": GUESS,
            "most": 500,
            "stop_at": 0.0,
            "fewest": 500,
            **changes,
        }
    )


def check(
    world: World, seed: int, choice: str, at: Sequence[int], settings: CheckSettings
) -> dict[int, Measured]:
    """choice: ours (expected reduction of variance), half (nearest to a coin toss), random."""
    says, names = replies(world, seed), world.structure.competencies
    known = {q: np.zeros_like(world.known) for q in at}
    ready = {q: np.zeros_like(world.known) for q in at}
    for learner in range(len(world.known)):
        state = begin(world.structure, settings, seed * 100_000 + learner)
        rng = np.random.default_rng([seed, learner, 7])
        for asked in range(1, max(at) + 1):
            left = set(names) - {c for c, _ in state.answers}
            if choice == "ours":
                question = next_question(state)
                competency = question.competency if question else min(left)
            elif choice == "half":
                chance = state.particles.known.mean(axis=1)
                competency = min(left, key=lambda c: abs(chance[world.structure.place[c]] - 0.5))
            else:
                competency = str(rng.choice(sorted(left)))
            right = says[learner, world.structure.place[competency]]
            state = answered(state, competency, Answer.RIGHT if right else Answer.NOT_YET)
            if asked in known:
                said = result(state)
                known[asked][learner] = np.array([said.chances[c] for c in names]) > 0.5
                ready[asked][learner, [world.structure.place[one.competency] for one in said.ready]] = True
    return {q: Measured.of(known[q], ready[q], world) for q in at}


def irt(world: World, seed: int, at: Sequence[int]) -> dict[int, Measured]:
    """One ability, two parameters per competency, told from 2,000 other learners' true knowledge and ability.

    That is kinder than life, where both are estimated from answers. Asks where the information is largest. What it
    names as next: not known, and everything needed known, by its own account.
    """
    others = learners(world.structure, 2000, seed, of=1)
    a, b = _logistic(others.ability, others.known)
    grid = np.linspace(-4, 4, 161)
    chance = 1 / (1 + np.exp(-(a[:, None] * grid - b[:, None])))
    right = GUESS + (1 - SLIP - GUESS) * chance
    slope = (1 - SLIP - GUESS) * chance * (1 - chance) * a[:, None]
    information = slope**2 / (right * (1 - right))
    count, n = world.known.shape
    log = np.repeat(-0.5 * grid[None, :] ** 2, count, axis=0)
    says, free = replies(world, seed), np.ones((count, n), bool)
    everyone, measured = np.arange(count), {}
    for asked in range(1, max(at) + 1):
        belief = np.exp(log - log.max(1, keepdims=True))
        belief /= belief.sum(1, keepdims=True)
        node = np.where(free, belief @ information.T, -1).argmax(1)
        free[everyone, node] = False
        log += np.log(np.where(says[everyone, node][:, None], right[node], 1 - right[node]))
        if asked in at:
            belief = np.exp(log - log.max(1, keepdims=True))
            known = (belief / belief.sum(1, keepdims=True)) @ chance.T > 0.5
            ready = World(world.structure, world.ability, known).ready()
            measured[asked] = Measured.of(known, ready, world)
    return measured


def _logistic(ability: Numbers, known: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Per competency slope and threshold by Newton's steps, with a little ridge where all or none know it."""
    a, b = np.ones(known.shape[1]), np.zeros(known.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(ability[:, None] * a - b, -30, 30)))
        w, off = p * (1 - p), known - p
        ga, gb = (off * ability[:, None]).sum(0) - 0.1 * (a - 2), -off.sum(0) - 0.01 * b
        haa, hbb = (w * ability[:, None] ** 2).sum(0) + 0.1, w.sum(0) + 0.01
        hab = -(w * ability[:, None]).sum(0)
        det = haa * hbb - hab**2
        a = np.clip(a + np.clip((hbb * ga - hab * gb) / det, -1, 1), 0.1, 20)
        b = np.clip(b + np.clip((haa * gb - hab * ga) / det, -1, 1), -40, 40)
    return a, b
