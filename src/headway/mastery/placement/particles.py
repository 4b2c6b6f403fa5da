"""Imagined learners that stand for what is still possible, and how they are reconsidered after an answer.

Resample-move (Gilks and Berzuini 2001): after an answer, imagined learners are drawn anew by how well they explain
it, and then each is moved in ways that leave the posterior as it is:

- Gibbs over competencies, many at once where they do not touch (colours of the moral graph);
- Gibbs over ability and the strands' deviations, given what is known;
- a jump of ability that takes what is known along: each competency keeps its own luck, and knowledge follows.
  Without it ability hardly moves, because what is known holds it where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.network import REACH, STRAY, Floats, Network

Bools = NDArray[np.bool_]

# The logistic distribution at 2^16 places: drawing from a table is several times faster than logarithms.
_PLACES = (np.arange(65536) + 0.5) / 65536
_LOGISTIC = np.log(_PLACES / (1 - _PLACES)).astype(np.float32)


@dataclass
class Particles:
    """known: n × particles. ability: place on the grid. deviation: strands × particles, place on its grid."""

    known: Bools
    ability: NDArray[np.int64]
    deviation: NDArray[np.int64]

    def copy(self) -> Particles:
        return Particles(self.known.copy(), self.ability.copy(), self.deviation.copy())


def imagine(net: Network, prior: Floats, particles: int, rng: np.random.Generator) -> Particles:
    """Draws from the model before any answer."""
    ability = _draw(np.repeat(prior[:, None], particles, axis=1), rng)
    deviation = np.full((net.strands, particles), STRAY, dtype=np.int64)
    if net.strays:
        shape = (len(net.prior_of_deviation), net.strands * particles)
        deviation = _draw(np.broadcast_to(net.prior_of_deviation[:, None], shape), rng).reshape(
            deviation.shape
        )
    known = _pull(net, ability, deviation) > _LOGISTIC[_noise(rng, (net.n, particles))]
    return Particles(_gate(net, known), ability, deviation)


def resample(
    net: Network, some: Particles, node: int, log_ratio: float, rng: np.random.Generator
) -> Particles:
    """Draw anew after an answer that favours knowing `node` by exp(log_ratio). Systematic: evenly spread."""
    weight = np.where(some.known[node], min(1.0, np.exp(log_ratio)), min(1.0, np.exp(-log_ratio)))
    return some_of(some, weight, rng)


def some_of(some: Particles, weight: NDArray[np.float64], rng: np.random.Generator) -> Particles:
    count = len(weight)
    marks = (np.arange(count) + rng.random()) / count
    running = np.cumsum(weight)
    taken = np.minimum(np.searchsorted(running / running[-1], marks), count - 1)
    return Particles(some.known[:, taken], some.ability[taken], some.deviation[:, taken])


def move(
    net: Network, some: Particles, favour: Floats, prior: Floats, sweeps: int, rng: np.random.Generator
) -> None:
    """Reconsider every imagined learner, in place. favour: per competency, log of how much the answers favour it."""
    for _ in range(sweeps):
        jump(net, some, favour, prior, rng)
        sweep(net, some, favour, rng)
        reconsider_ability(net, some, prior, rng)


def sweep(net: Network, some: Particles, favour: Floats, rng: np.random.Generator) -> None:
    """Each competency once, given everything else."""
    known = some.known
    columns = _columns(net, some.ability, some.deviation)
    missing = _missing(net, known)
    without = net.log_without.ravel()
    width = net.log_without.shape[1]
    for place in rng.permutation(len(net.colours)):
        colour = net.colours[place]
        rows, needs, opens = colour.rows, colour.needs, colour.opens
        now = known[rows]
        may = missing[rows] == 0
        if len(opens.of):
            may[opens.of] &= ~np.logical_or.reduceat(known[opens.others], opens.starts, axis=0)
        lively = may.any(axis=1)
        if not lively.any():
            continue
        at = columns[net.strand[rows]] if net.strays else columns[0]
        log_odds = net.steepness * (net.abilities[at] - net.difficulty[rows, None]) + favour[rows, None]
        if len(opens.of):
            owner = opens.of[colour.opens_owner]
            # what is opened counts where nothing else is missing: then it could be known and is not
            exposed = missing[opens.others] == ~now[owner]
            after = opens.others
            at = columns[net.strand[after]] if net.strays else columns
            cost = without[(after * width)[:, None] + at]
            cost *= exposed
            log_odds[opens.of] += np.add.reduceat(cost, opens.starts, axis=0)
        drawn = log_odds > _LOGISTIC[_noise(rng, now.shape)]
        then = np.where(may, drawn, now)
        known[rows] = then
        if len(opens.of):
            change = now.astype(np.int8) - then.astype(np.int8)
            missing[opens.others] += change[opens.of[colour.opens_owner]]


def reconsider_ability(net: Network, some: Particles, prior: Floats, rng: np.random.Generator) -> None:
    """Ability given what is known and the deviations; then each deviation. Exact draws on the grid.

    What is known speaks for ability a linear way, and every competency that could be known (known or not) by the
    log of not knowing: one product of matrices.
    """
    count = len(some.ability)
    could = (_missing(net, some.known) == 0).astype(np.float32)
    known = some.known.astype(np.float32)
    width = len(net.abilities)
    by_strand = np.empty((net.strands, width, count), dtype=np.float32)
    for strand in range(net.strands):
        rows = np.flatnonzero(net.strand == strand) if net.strays else slice(None)
        by_strand[strand] = net.log_without[rows].T @ could[rows]
        by_strand[strand] += (net.steepness * net.abilities)[:, None] * known[rows].sum(axis=0)
    if not net.strays:
        some.ability = _draw(by_strand[0, STRAY : STRAY + 2 * REACH + 1] + prior[:, None], rng)
        return
    total = np.repeat(prior[:, None], count, axis=1)
    steps = np.arange(2 * REACH + 1)[:, None]
    everyone = np.arange(count)[None, :]
    for strand in range(net.strands):
        total += by_strand[strand, steps + some.deviation[strand], everyone]
    some.ability = _draw(total, rng)
    steps = np.arange(2 * STRAY + 1)[:, None]
    for strand in range(net.strands):
        log = by_strand[strand, steps + some.ability, everyone] + net.prior_of_deviation[:, None]
        some.deviation[strand] = _draw(log, rng)


def jump(net: Network, some: Particles, favour: Floats, prior: Floats, rng: np.random.Generator) -> None:
    """Propose another ability for each; every competency keeps its luck, so that what is known follows.

    Luck is drawn where it is not settled: below the chance where known, above it where it could be known and is
    not, anywhere else. The move leaves the model as it is, so that only answers and the prior decide.
    """
    n, count = some.known.shape
    step = rng.integers(1, 4, count) * rng.choice([-1, 1], count)
    ability = some.ability + step
    inside = (ability >= 0) & (ability <= 2 * REACH)
    ability = np.clip(ability, 0, 2 * REACH)
    chance = _chance(_pull(net, some.ability, some.deviation))
    luck = rng.random((n, count), dtype=np.float32)
    could = _missing(net, some.known) == 0
    luck = np.where(some.known, luck * chance, np.where(could, chance + luck * (1 - chance), luck))
    proposed = _gate(net, luck < _chance(_pull(net, ability, some.deviation)))
    asked = np.flatnonzero(favour)
    change = favour[asked] @ (proposed[asked].astype(np.float32) - some.known[asked].astype(np.float32))
    change = change + prior[ability] - prior[some.ability]
    accepted = inside & (np.log(1 - rng.random(count)) < change)
    some.ability = np.where(accepted, ability, some.ability)
    some.known = np.where(accepted[None, :], proposed, some.known)


def fringe(net: Network, known: Bools) -> Bools:
    """What could be learned next: not known, and everything that it needs known."""
    return (_missing(net, known) == 0) & ~known


def _missing(net: Network, known: Bools) -> NDArray[np.int8]:
    """How many of the direct prerequisites are not known."""
    needs = net.all_needs
    missing = np.zeros(known.shape, dtype=np.int8)
    if len(needs.of):
        missing[needs.of] = np.add.reduceat(
            (~known)[needs.others].view(np.int8), needs.starts, axis=0, dtype=np.int8
        )
    return missing


def _gate(net: Network, would: Bools) -> Bools:
    """Close under prerequisites, in place: known only where all that is needed is."""
    for fan in net.depths:
        would[fan.of] &= np.logical_and.reduceat(would[fan.others], fan.starts, axis=0)
    return would


def _columns(net: Network, ability: NDArray[np.int64], deviation: NDArray[np.int64]) -> NDArray[np.int64]:
    """Strands × particles: place on the joint grid."""
    return ability[None, :] + deviation


def _pull(net: Network, ability: NDArray[np.int64], deviation: NDArray[np.int64]) -> Floats:
    at = net.abilities[_columns(net, ability, deviation)]
    at = at[net.strand] if net.strays else at
    pull: Floats = net.steepness * (at - net.difficulty[:, None])
    return pull


def _chance(pull: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-pull))
    return chance


def _noise(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.uint16]:
    return rng.integers(0, 65536, shape, dtype=np.uint16)


def _draw(log: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.int64]:
    """Per column one row, with chances proportional to exp(log)."""
    weight = np.exp(log - log.max(axis=0))
    running = np.cumsum(weight, axis=0)
    mark = rng.random(log.shape[1], dtype=np.float32) * running[-1]
    return np.minimum((running < mark).sum(axis=0), log.shape[0] - 1).astype(np.int64)
