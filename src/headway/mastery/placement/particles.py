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
    ability = _draw(np.repeat(prior[None, :], particles, axis=0), rng)
    deviation = np.full((net.strands, particles), STRAY, dtype=np.int64)
    if net.strays:
        each = np.repeat(net.prior_of_deviation[None, :], net.strands * particles, axis=0)
        deviation = _draw(each, rng).reshape(deviation.shape)
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
    """Each competency once, given everything else.

    Only what stands at the edge of a learner's knowledge can change, one cell in ten: the rest is not looked at.
    """
    known, missing = some.known, _missing(net, some.known)
    for place in rng.permutation(len(net.colours)):
        colour = net.colours[place]
        may = missing[colour.rows] == 0
        for rows, others in colour.opens.ranks:
            may[rows] &= ~known[others]
        row, who = np.nonzero(may)
        node = colour.rows[row]
        now = known[node, who]
        # what is opened counts where nothing else is missing: then it could be known and is not
        cell, after = net.opened_by(node)
        whose = who[cell]
        exposed = missing[after, whose] == ~now[cell]
        at = some.ability[who] + some.deviation[net.strand[node], who]
        log_odds = net.steepness * (net.abilities[at] - net.difficulty[node]) + favour[node]
        cell_, after_, whose_ = cell[exposed], after[exposed], whose[exposed]
        at = some.ability[whose_] + some.deviation[net.strand[after_], whose_]
        log_odds += np.bincount(cell_, net.log_without[after_, at], len(node))
        then = log_odds > _LOGISTIC[_noise(rng, node.shape)]
        known[node, who] = then
        missing[after, whose] += now[cell].view(np.int8) - then[cell].view(np.int8)


def reconsider_ability(net: Network, some: Particles, prior: Floats, rng: np.random.Generator) -> None:
    """Ability given what is known and the deviations; then each deviation. Exact draws on the grid.

    What is known speaks for ability a linear way, and every competency that could be known (known or not) by the
    log of not knowing: one product of matrices per strand.
    """
    could = (_missing(net, some.known) == 0).astype(np.float32)
    pull = (net.steepness * net.abilities)[None, :]
    logs = []
    for members in net.members:
        log = could[members].T @ net.log_without[members]
        log += some.known[members].sum(axis=0, dtype=np.int16)[:, None] * pull
        logs.append(log)
    if not net.strays:
        some.ability = _draw(logs[0][:, STRAY : STRAY + 2 * REACH + 1] + prior, rng)
        return
    count, width = logs[0].shape
    # taking from one long row is several times faster than from rows and columns
    first = np.arange(count)[:, None] * width
    steps = first + np.arange(2 * REACH + 1)
    total = np.repeat(prior[None, :], count, axis=0)
    for log, deviation in zip(logs, some.deviation, strict=True):
        total += log.ravel().take(steps + deviation[:, None])
    some.ability = _draw(total, rng)
    steps = first + some.ability[:, None] + np.arange(2 * STRAY + 1)
    every = np.concatenate([log.ravel().take(steps) for log in logs])
    every += net.prior_of_deviation
    some.deviation = _draw(every, rng).reshape(some.deviation.shape)


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
    missing = np.zeros(known.shape, dtype=np.int8)
    without = (~known).view(np.int8)
    for rows, others in net.all_needs.ranks:
        missing[rows] += without[others]
    return missing


def _gate(net: Network, would: Bools) -> Bools:
    """Close under prerequisites, in place: known only where all that is needed is."""
    for fan in net.depths:
        for rows, others in fan.ranks:
            would[rows] &= would[others]
    return would


def _columns(net: Network, ability: NDArray[np.int64], deviation: NDArray[np.int64]) -> NDArray[np.int64]:
    """Strands × particles: place on the joint grid."""
    return ability[None, :] + deviation


def _pull(net: Network, ability: NDArray[np.int64], deviation: NDArray[np.int64]) -> Floats:
    at = net.abilities[_columns(net, ability, deviation)]
    at = at[net.strand] if net.strays else at
    pull: Floats = (net.steepness * (at - net.difficulty[:, None])).astype(np.float32, copy=False)
    return pull


def _chance(pull: Floats) -> Floats:
    chance: Floats = (1 / (1 + np.exp(-pull))).astype(np.float32, copy=False)
    return chance


def _noise(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.uint16]:
    return rng.integers(0, 65536, shape, dtype=np.uint16)


def _draw(log: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.int64]:
    """Per row one column, with chances proportional to exp(log)."""
    weight = np.exp(log - log.max(axis=1, keepdims=True))
    running = np.cumsum(weight, axis=1)
    mark = rng.random(len(log), dtype=np.float32)[:, None] * running[:, -1:]
    return np.minimum((running < mark).sum(axis=1), log.shape[1] - 1).astype(np.int64)
