"""Which competency seems needed for which, learned from answers alone: the order that explains them best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.itemfit.answers import Answers
from headway.mastery.placement.itemfit.fitting import FitSettings, fit_items
from headway.mastery.placement.itemfit.model import ItemFit, posterior
from headway.mastery.placement.itemfit.structure import MOST_TOGETHER, Needs

__all__ = ["learn_order", "without_the_other"]

Floats = NDArray[np.float64]

# Shares of “has the later one without the earlier one” up to which an arrow is tried.
TRIED = (0.02, 0.05, 0.10, 0.20)
FEWEST_HOLDERS = 20.0


def learn_order(
    answers: Answers,
    needs: Needs,
    settings: FitSettings | None = None,
    most_together: int = MOST_TOGETHER,
) -> ItemFit:
    """The fit with the order among competencies under which the answers are likeliest; perhaps none.

    An order has as many numbers to learn as no order, so likelihoods compare as they are. Arrows already claimed in
    `needs` are kept. A learned arrow is a finding about answers, for a person to look at, never a claim.
    """
    plain = fit_items(answers, needs, settings)
    share = without_the_other(plain, answers)
    best, tried = plain, {needs.arrows}
    for most in TRIED:
        arrows = _arrows(needs, share, most, most_together)
        if arrows in tried:
            continue
        tried.add(arrows)
        fit = fit_items(answers, needs.with_arrows(arrows), settings, replace(plain))
        if fit.loglik > best.loglik:
            best = fit
    return best


def without_the_other(fit: ItemFit, answers: Answers) -> Floats:
    """Among holders of the row's competency, the share that lacks the column's; nan for rows that few hold."""
    rows, counts = answers.gathered()
    after = posterior(fit.needs, fit.numbers, rows)
    size = fit.needs.competencies
    ability = after.ability
    held = np.zeros((*ability.shape, size))
    for part, joint in zip(fit.needs.parts, after.parts, strict=True):
        held[:, :, part.competencies] = joint @ part.profiles
    holders = np.einsum("n,ntk->k", counts, held)
    # Across parts: independent given ability. P(k, not l, ability) = P(k, ability) · (1 − P(l | ability)).
    lacks = ability[:, :, None] - held
    scaled = held / np.maximum(ability, 1e-300)[:, :, None]
    apart = np.einsum("n,ntk,ntl->kl", counts, scaled, lacks, optimize=True)
    for part, joint in zip(fit.needs.parts, after.parts, strict=True):
        by_profile = counts @ joint.sum(axis=1)
        within = part.profiles.T.astype(np.float64) @ (by_profile[:, None] * ~part.profiles)
        apart[np.ix_(part.competencies, part.competencies)] = within
    share = apart / np.maximum(holders, 1e-300)[:, None]
    share[holders < FEWEST_HOLDERS] = np.nan
    np.fill_diagonal(share, np.nan)
    return share


def _arrows(needs: Needs, share: Floats, most: float, most_together: int) -> frozenset[tuple[int, int]]:
    """Claimed arrows and, surest first, those that hold for all but a share, while parts stay small and free of circles."""
    arrows = set(needs.arrows)
    for later, earlier in sorted(np.argwhere(share <= most).tolist(), key=lambda pair: (share[*pair], pair)):
        # The converse holds better or as well: then it is the arrow, if any.
        if not share[later, earlier] < share[earlier, later] or _leads(arrows, later, earlier):
            continue
        grown = arrows | {(earlier, later)}
        if max(len(group) for group in _groups(needs, grown)) <= most_together:
            arrows = grown
    return frozenset(arrows)


def _groups(needs: Needs, arrows: set[tuple[int, int]]) -> list[list[int]]:
    unchecked = object.__new__(Needs)
    object.__setattr__(unchecked, "table", needs.table)
    object.__setattr__(unchecked, "arrows", frozenset(arrows))
    return unchecked.groups()


def _leads(arrows: set[tuple[int, int]], start: int, end: int) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        following = {later for earlier, later in arrows if earlier == at} - seen
        seen |= following
        waiting += following
    return False
