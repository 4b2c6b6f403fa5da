"""Items and competencies learned by EM over ability and profiles: marginal likelihood, or with weak priors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.itemfit.answers import Answers
from headway.mastery.placement.itemfit.logistic import Prior, logistic_step
from headway.mastery.placement.itemfit.model import ItemFit, Numbers, Posterior, posterior
from headway.mastery.placement.itemfit.structure import Needs

__all__ = ["FitSettings", "fit_items", "fit_two_parameter"]

Floats = NDArray[np.float64]

NO_PRIOR = 1e-9
SMALLEST_RATE = 1e-10


@dataclass(frozen=True, slots=True)
class FitSettings:
    """nodes: points of ability (Gauss–Hermite; 1 means none, and free shares of profiles). has_priors: weak priors
    keep items with few answers sensible; without them it is plain marginal maximum likelihood. closeness: how alike
    items are expected to be in gain and slope; 1 is weak, 10 suits items with few answers each. tolerance: of the
    log-likelihood per learner between rounds."""

    nodes: int = 21
    has_priors: bool = True
    closeness: float = 1.0
    tolerance: float = 1e-6
    most_rounds: int = 500

    def __post_init__(self) -> None:
        if self.nodes < 1 or self.most_rounds < 1 or self.tolerance < 0 or self.closeness <= 0:
            raise ValueError(
                "nodes and most_rounds are at least 1, the tolerance is not negative, and closeness is above 0."
            )


def fit_items(
    answers: Answers,
    needs: Needs,
    settings: FitSettings | None = None,
    start: ItemFit | None = None,
) -> ItemFit:
    """Slip and guess of each item, and how competencies open with ability, from answers with gaps.

    needs: items × competencies with the arrows among them. start: an earlier fit of the same items, to begin from.
    Raises ValueError where items differ in number, and where nobody answered or an item has no answer.
    """
    by = settings or FitSettings()
    if answers.items != needs.items:
        raise ValueError(
            f"There are answers to {answers.items} items, and needs of {needs.items}. Give each both."
        )
    unasked = np.flatnonzero(~(answers.table >= 0).any(axis=0))
    if answers.learners == 0 or len(unasked):
        which = f"Item {unasked[0] + 1} has" if len(unasked) and answers.learners else "These items have"
        raise ValueError(f"{which} no answer to learn from. Leave it out, or ask first.")
    rows, counts = answers.gathered()
    numbers = start.numbers if start is not None else _start(rows, counts, needs, by)
    prior = _Priors.of(needs, by)
    before, rounds = -np.inf, 0
    for rounds in range(1, by.most_rounds + 1):
        after = posterior(needs, numbers, rows)
        loglik = float(counts @ after.logliks)
        if loglik - before < by.tolerance * answers.learners and rounds > 5:
            break
        before = loglik
        numbers = _next(rows, counts, needs, numbers, after, prior)
    return _described(rows, counts, needs, numbers, answers.learners, rounds)


def fit_two_parameter(answers: Answers, settings: FitSettings | None = None) -> ItemFit:
    """The two-parameter logistic model by marginal likelihood (`slope`, `difficulty`): the same with no competencies."""
    return fit_items(answers, Needs.none(answers.items), settings)


@dataclass(frozen=True, eq=False)
class _Priors:
    """Normal priors on the numbers of items and gates, as precisions around centres."""

    items: Prior
    gates: Prior

    @classmethod
    def of(cls, needs: Needs, by: FitSettings) -> _Priors:
        weight = 1.0 if by.has_priors else NO_PRIOR
        gain = needs.table.any(axis=1)
        base, gained, slope = np.where(gain, -0.6, 0.0), np.where(gain, 1.2, 0.0), np.where(gain, 0.7, 1.0)
        precision = np.array([1 / 9, by.closeness / 2, by.closeness * 2]) * weight
        gates = np.tile([0.0, 1.0], (needs.competencies, 1))
        return cls(
            Prior(np.column_stack([base, gained, slope]), precision),
            Prior(gates, np.array([1 / 4, 1 / 0.5]) * weight),
        )


def _start(rows: Answers, counts: Floats, needs: Needs, by: FitSettings) -> Numbers:
    nodes, weights = _ability(by.nodes)
    right = counts @ (rows.table == 1)
    asked = counts @ (rows.table >= 0)
    share = (right + 0.5) / (asked + 1.0)
    has_needs = needs.table.any(axis=1)
    logit = np.log(share / (1 - share))
    items = np.column_stack(
        [
            np.where(has_needs, logit - 1.0, logit),
            np.where(has_needs, 2.0, 0.0),
            np.where(has_needs, 0.5, 1.0),
        ]
    )
    shares = None
    if by.nodes == 1:
        items[:, 2] = 0.0
        shares = tuple(np.full(len(part.profiles), 1 / len(part.profiles)) for part in needs.parts)
    return Numbers(nodes, weights, items, np.tile([0.5, 1.0], (needs.competencies, 1)), shares)


def _ability(count: int) -> tuple[Floats, Floats]:
    if count == 1:
        return np.zeros(1), np.ones(1)
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def _next(
    rows: Answers, counts: Floats, needs: Needs, now: Numbers, after: Posterior, prior: _Priors
) -> Numbers:
    right, total = _expected_answers(rows, counts, needs, after)
    if now.shares is not None:
        shares = []
        for joint in after.parts:
            held = counts @ joint.sum(axis=1)
            shares.append(held / held.sum())
        return Numbers(
            now.nodes, now.weights, _plain_rates(right, total, now.items), now.gates, tuple(shares)
        )
    nodes = len(now.nodes)
    cells = np.column_stack([np.ones(2 * nodes), np.tile([0.0, 1.0], nodes), np.repeat(now.nodes, 2)])
    items = logistic_step(
        right.reshape(needs.items, -1), total.reshape(needs.items, -1), cells, now.items, prior.items
    )
    # Holding what an item needs never makes it harder.
    items[:, 1] = np.maximum(items[:, 1], 0.0)
    held, open_ = np.zeros((needs.competencies, nodes)), np.zeros((needs.competencies, nodes))
    for part, joint in zip(needs.parts, after.parts, strict=True):
        by_profile = np.tensordot(counts, joint, axes=(0, 0))
        held[part.competencies] = (by_profile @ part.profiles).T
        open_[part.competencies] = (by_profile @ part.may_open).T
    gates = logistic_step(held, open_, np.column_stack([np.ones(nodes), now.nodes]), now.gates, prior.gates)
    return Numbers(now.nodes, now.weights, items, gates, None)


def _expected_answers(rows: Answers, counts: Floats, needs: Needs, after: Posterior) -> tuple[Floats, Floats]:
    """Right answers, and answers, at each node without and with what is needed: items × nodes × 2."""
    nodes = after.ability.shape[1]
    right, total = np.zeros((needs.items, nodes, 2)), np.zeros((needs.items, nodes, 2))
    for part, joint in zip(needs.parts, after.parts, strict=True):
        flat = (joint * counts[:, None, None]).reshape(len(counts), -1)
        table = rows.table[:, part.items]
        for seen, into in ((table == 1, right), (table >= 0, total)):
            expected = (seen.astype(np.float64).T @ flat).reshape(len(part.items), nodes, -1)
            with_all = np.einsum("jtp,jp->jt", expected, part.meets)
            into[part.items, :, 1] = with_all
            into[part.items, :, 0] = expected.sum(axis=2) - with_all
    return right, total


def _plain_rates(right: Floats, total: Floats, now: Floats) -> Floats:
    """Without ability the rates are counted, no steps needed."""
    rate = (right.sum(axis=1) + SMALLEST_RATE) / (total.sum(axis=1) + 2 * SMALLEST_RATE)
    rate = np.clip(rate, SMALLEST_RATE, 1 - SMALLEST_RATE)
    logit = np.log(rate) - np.log1p(-rate)
    return np.column_stack([logit[:, 0], logit[:, 1] - logit[:, 0], now[:, 2]])


def _described(
    rows: Answers, counts: Floats, needs: Needs, numbers: Numbers, learners: int, rounds: int
) -> ItemFit:
    after = posterior(needs, numbers, rows)
    _right, total = _expected_answers(rows, counts, needs, after)
    chance = numbers.right().transpose(2, 0, 1)
    together = total.sum(axis=1)
    rate = np.divide(
        (chance * total).sum(axis=1), together, out=np.full_like(together, np.nan), where=together > 1e-9
    )
    has_needs = needs.table.any(axis=1)
    return ItemFit(
        needs=needs,
        numbers=numbers,
        slip=np.where(has_needs, 1.0 - rate[:, 1], np.nan),
        guess=np.where(has_needs, rate[:, 0], np.nan),
        holders=together[:, 1],
        others=together[:, 0],
        loglik=float(counts @ after.logliks),
        learners=learners,
        rounds=rounds,
    )
