"""The adaptive check: which question next, what an answer changes, when it is enough, what it says.

Every step is a function of the state before it: nothing is changed in place, nothing asks for the time, and the same
seed and answers give the same state to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.placement.network import Floats, Network, network_of
from headway.mastery.placement.particles import Particles, fringe, imagine, move, resample
from headway.mastery.placement.settings import Answer, Band, CheckSettings, Reading, StopReason
from headway.mastery.placement.structure import Structure

# A prior chance from elsewhere is taken no further than this: no paper is so sure that answers could not change it.
FURTHEST = 0.98
# Weighing the result: how often every imagined learner is reconsidered for it.
LOOKS = 2


@dataclass(frozen=True, eq=False)
class State:
    """A check under way. Made by `begin` and `answered`; kept by `to_bytes`.

    answers: what was asked and answered, in order. band, prior: what it began with.
    """

    structure: Structure
    settings: CheckSettings
    seed: int
    answers: tuple[tuple[str, Answer], ...] = ()
    band: Band | None = None
    prior: tuple[tuple[str, float], ...] = ()
    particles: Particles = field(repr=False, default=None)  # type: ignore[assignment]

    @property
    def network(self) -> Network:
        return network_of(self.structure, self.settings)

    def to_bytes(self) -> bytes:
        from headway.mastery.placement.kept import to_bytes

        return to_bytes(self)

    @staticmethod
    def from_bytes(kept: bytes) -> State:
        """Raises `Refused` for anything that `to_bytes` of a known version did not write."""
        from headway.mastery.placement.kept import from_bytes

        return from_bytes(kept)


@dataclass(frozen=True)
class Question:
    """The competency to ask about next, and why this one.

    chance_now: how likely it is that the learner knows it, as things stand. chance_right: how likely the right answer
    is. reduction: by how much the answer is expected to lessen the variance summed over what is known and what comes
    next (a competency that is a coin toss counts .25). considered: how many were weighed against each other.
    """

    competency: str
    chance_now: float
    chance_right: float
    reduction: float
    considered: int

    def to_dict(self) -> dict[str, Any]:
        return {
            "competency": self.competency,
            "chance_now": round(self.chance_now, 4),
            "chance_right": round(self.chance_right, 4),
            "reduction": round(self.reduction, 5),
            "considered": self.considered,
        }


@dataclass(frozen=True)
class Ready:
    """A competency that could be learned next, and how likely it is that it can."""

    competency: str
    chance: float


@dataclass(frozen=True)
class Result:
    """What the check says; a person decides.

    chances: per competency, that it is known. readings: known, unsure, not yet. ready: likeliest first.
    sure: the share of competencies that it expects to read rightly, if it had to say known or not for each.
    asked: questions answered. band: levels of the continuum (lowest, likely, highest) that fit the answers.
    """

    chances: Mapping[str, float]
    readings: Mapping[str, Reading]
    ready: tuple[Ready, ...]
    sure: float
    asked: int
    ability: tuple[float, float, float]

    def having(self, reading: Reading) -> tuple[str, ...]:
        return tuple(c for c, r in self.readings.items() if r is reading)


def begin(
    structure: Structure,
    settings: CheckSettings | None = None,
    seed: int = 0,
    *,
    prior: Mapping[str, float] | None = None,
    band: Band | None = None,
) -> State:
    """Before the first question.

    prior: per competency, how likely something else (earlier evidence) makes it that it is known; .5 says nothing.
    It counts as one earlier observation: it multiplies the odds by p / (1 - p). band: from the locator.
    """
    settings = settings or CheckSettings()
    given = tuple(sorted((prior or {}).items()))
    for competency, chance in given:
        _place(structure, competency)
        if not 0 <= chance <= 1:
            raise Refused(
                "chance",
                f"The chance {chance} for {competency} is none; give a number from 0 to 1.",
                field=competency,
            )
    if not 0 <= seed < 2**63:
        raise Refused("seed", "The seed of a check is a whole number from 0 up to 2^63.")
    state = State(structure, settings, seed, (), band, given)
    net, rng = state.network, _rng(state)
    weights = net.prior_of_ability(band, settings)
    some = imagine(net, weights, settings.particles, rng)
    if given:
        # a little at a time, so that the imagined learners can follow
        whole = _favour(state)
        for part in (0.25, 0.5, 0.75, 1.0):
            share = 0.25 * (whole @ some.known.astype(np.float32))
            some = _redraw(some, share, rng)
            move(net, some, (part * whole).astype(np.float32), weights, 2, rng)
    return _with(state, some)


def answered(state: State, competency: str, answer: Answer) -> State:
    """The state after one more answer. The old one stays what it was."""
    place = _place(state.structure, competency)
    answer = Answer(answer)
    after = State(
        state.structure,
        state.settings,
        state.seed,
        (*state.answers, (competency, answer)),
        state.band,
        state.prior,
    )
    net, rng = state.network, _rng(after)
    some = resample(net, state.particles, place, _log_ratio(state.settings, competency, answer), rng)
    move(
        net,
        some,
        _favour(after),
        net.prior_of_ability(state.band, state.settings),
        state.settings.sweeps,
        rng,
    )
    return _with(after, some)


def replay(
    structure: Structure,
    settings: CheckSettings,
    seed: int,
    answers: Iterable[tuple[str, Answer]],
    *,
    prior: Mapping[str, float] | None = None,
    band: Band | None = None,
) -> State:
    """The same answers once more, from the beginning: exactly the same state."""
    state = begin(structure, settings, seed, prior=prior, band=band)
    for competency, answer in answers:
        state = answered(state, competency, answer)
    return state


def next_question(
    state: State, *, can_ask: Mapping[str, int] | AbstractSet[str] | None = None
) -> Question | None:
    """The question that is expected to lessen uncertainty most; None when `stopped` gives a reason.

    can_ask: competencies that have a question left (with how many); without it every competency once.
    An answer tells about other competencies as far as they vary together among the imagined learners. The expected
    reduction of variance, summed over what is known and what comes next, follows from these covariances exactly,
    without trying the answers out.
    """
    if _over(state, can_ask):
        return None
    best = _best(state, can_ask)
    return None if best is None or _settled(state, best) else best


def stopped(
    state: State, *, can_ask: Mapping[str, int] | AbstractSet[str] | None = None
) -> StopReason | None:
    """Why the check is over, or None while it goes on: exactly then `next_question` has one.

    It weighs the questions as `next_question` does; ask that first, and this only where there is none.
    """
    reason = _over(state, can_ask)
    if reason is None:
        best = _best(state, can_ask)
        if best is None or _settled(state, best):
            return StopReason.SURE_ENOUGH
    return reason


def result(state: State) -> Result:
    """What the check says now. Costs a few steps' work, because every imagined learner is looked at again."""
    net, settings = state.network, state.settings
    some = state.particles.copy()
    rng = np.random.default_rng([state.seed, len(state.answers), 1])
    favour, prior = _favour(state), net.prior_of_ability(state.band, settings)
    known, ready, ability = np.zeros(net.n), np.zeros(net.n), []
    for _ in range(LOOKS):
        move(net, some, favour, prior, 1, rng)
        known += some.known.mean(axis=1)
        ready += fringe(net, some.known).mean(axis=1)
        ability.append(some.ability)
    known, ready = known / LOOKS, ready / LOOKS
    names = state.structure.competencies
    likely = np.argsort(-ready, kind="stable")
    return Result(
        chances={name: float(p) for name, p in zip(names, known, strict=True)},
        readings={name: _reading(p, settings) for name, p in zip(names, known, strict=True)},
        ready=tuple(Ready(names[i], float(ready[i])) for i in likely if ready[i] >= settings.ready_from),
        sure=float(1 - np.minimum(known, 1 - known).mean()),
        asked=len(state.answers),
        ability=_levels(np.concatenate(ability)),
    )


# -- choosing ------------------------------------------------------------------------------------------------


def _over(state: State, can_ask: Mapping[str, int] | AbstractSet[str] | None) -> StopReason | None:
    settings, asked = state.settings, len(state.answers)
    if asked >= settings.most:
        return StopReason.LONG_ENOUGH
    if not len(_askable(state, can_ask)):
        return StopReason.NOTHING_LEFT_TO_ASK
    if asked >= settings.fewest:
        known = state.particles.known.mean(axis=1)
        if np.minimum(known, 1 - known).mean() <= settings.stop_at:
            return StopReason.SURE_ENOUGH
    return None


def _settled(state: State, best: Question) -> bool:
    """Whether even the most telling question would hardly tell anything."""
    return len(state.answers) >= state.settings.fewest and best.reduction < state.settings.settled


def _askable(state: State, can_ask: Mapping[str, int] | AbstractSet[str] | None) -> NDArray[np.int64]:
    """Places, in the structure's order. Competencies that this check does not cover are passed over."""
    if can_ask is None:
        gone = {competency for competency, _ in state.answers}
        names: Iterable[str] = (c for c in state.structure.competencies if c not in gone)
    elif isinstance(can_ask, Mapping):
        names = (c for c, left in can_ask.items() if left > 0)
    else:
        names = can_ask
    place = state.structure.place
    return np.array(sorted(place[c] for c in names if c in place), dtype=np.int64)


def _best(state: State, can_ask: Mapping[str, int] | AbstractSet[str] | None) -> Question | None:
    open_ = _askable(state, can_ask)
    if not len(open_):
        return None
    settings, net = state.settings, state.network
    known = state.particles.known
    chance = known.mean(axis=1)
    # those that are nearest to a coin toss; ties by place, so that the choice never depends on a dictionary
    nearest = np.argsort(np.abs(chance[open_] - 0.5), kind="stable")[: settings.candidates]
    candidates = np.sort(open_[nearest])
    worth = reductions(net, known, candidates, settings)
    best = int(np.argmax(worth))
    competency = state.structure.competencies[candidates[best]]
    without, with_ = settings.likelihoods(competency)[Answer.RIGHT]
    p = float(chance[candidates[best]])
    return Question(competency, p, without + p * (with_ - without), float(worth[best]), len(candidates))


def reductions(
    net: Network, known: NDArray[np.bool_], candidates: NDArray[np.int64], settings: CheckSettings
) -> NDArray[np.float64]:
    """Per candidate: the expected reduction of summed variance by its answer.

    An answer depends on the learner only through the competency asked, so the mean of anything else, x, moves by
    cov(x, known) (P(answer | known) - P(answer | not)) / P(answer); squared and weighed by P(answer), summed over
    answers and everything else, that is the reduction.
    """
    count = known.shape[1]
    everything = known.astype(np.float32)
    everything -= everything.mean(axis=1, keepdims=True)
    asked = everything[candidates]
    gained = np.square(asked @ everything.T / count, dtype=np.float64).sum(axis=1)
    if settings.fringe_weight:
        ready = fringe(net, known)
        # what is next for nobody, or for everybody, tells nothing
        ready = ready[ready.any(axis=1)].astype(np.float32)
        covariance = asked @ ready.T / count
        gained += settings.fringe_weight * np.square(covariance, dtype=np.float64).sum(axis=1)
    chance = known[candidates].mean(axis=1)
    telling = np.empty(len(candidates))
    for i, node in enumerate(candidates):
        telling[i] = sum(
            (with_ - without) ** 2 / (without + chance[i] * (with_ - without))
            for without, with_ in settings.likelihoods(net.structure.competencies[node]).values()
            if with_ or without
        )
    worth: NDArray[np.float64] = gained * telling
    return worth


# -- what answers say ----------------------------------------------------------------------------------------


def _log_ratio(settings: CheckSettings, competency: str, answer: Answer) -> float:
    without, with_ = settings.likelihoods(competency)[answer]
    if not without and not with_:
        raise Refused("answer", "This check does not offer “haven't met this”; set the shares that say it.")
    tiny = 1e-6
    return float(np.log(max(with_, tiny) / max(without, tiny)))


def _favour(state: State) -> Floats:
    """Per competency: the log of how much answers and prior evidence favour knowing it."""
    favour = np.zeros(len(state.structure), dtype=np.float32)
    place = state.structure.place
    for competency, chance in state.prior:
        chance = min(max(chance, 1 - FURTHEST), FURTHEST)
        favour[place[competency]] += np.log(chance / (1 - chance))
    for competency, answer in state.answers:
        favour[place[competency]] += _log_ratio(state.settings, competency, answer)
    return favour


def _reading(chance: float, settings: CheckSettings) -> Reading:
    if chance >= settings.known_from:
        return Reading.KNOWN
    return Reading.NOT_YET if chance <= settings.not_yet_to else Reading.UNSURE


def _levels(ability: NDArray[np.int64]) -> tuple[float, float, float]:
    from headway.mastery.placement.network import REACH, STEP, UNIT
    from headway.mastery.placement.structure import MIDDLE_LEVEL

    low, middle, high = np.quantile((ability - REACH) * STEP * UNIT + MIDDLE_LEVEL, [0.1, 0.5, 0.9])
    return float(low), float(middle), float(high)


def _place(structure: Structure, competency: str) -> int:
    if competency not in structure.place:
        raise Refused(
            "competency",
            f"{competency} is not part of this check; ask about one of its {len(structure)} competencies.",
        )
    return structure.place[competency]


def _rng(state: State) -> np.random.Generator:
    return np.random.default_rng([state.seed, len(state.answers), 0])


def _redraw(some: Particles, log: NDArray[np.float32], rng: np.random.Generator) -> Particles:
    from headway.mastery.placement.particles import some_of

    return some_of(some, np.exp(log - log.max()).astype(np.float64), rng)


def _with(state: State, some: Particles) -> State:
    for column in (some.known, some.ability, some.deviation):
        column.flags.writeable = False
    return State(state.structure, state.settings, state.seed, state.answers, state.band, state.prior, some)
