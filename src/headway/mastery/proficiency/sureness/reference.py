"""One learner, one competency: the filter in plain steps. The district's form must agree with it.

Question: given this body of evidence in time, how probable is each level now, and is that enough to be sure?

Method: Bayes on a grid. Learning is a number that the mark (0) and the beginnings of the other levels divide. It starts
with the prior, drifts in between as a random walk with some growth (a hidden Markov model), and each piece multiplies it
with the chance of the levels that its raters saw (a cumulative logit: Samejima's graded response, with what is common to
a piece, slips, and at the end the raters' severity integrated out). Costs pieces × nodes².
Sources: science/measures (grid, prior, growing noise, committing at .8); Samejima 1969; Kitagawa 1987 for filters on grids.

What it cannot know: severity that all raters share, work that was not the learner's own, or that nobody recorded what
did not come out well. It never overrules a person, and never asks who the child is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from headway.mastery.facts import NO_EVIDENCE_NAMED, Rating, Ratings, Refused
from headway.mastery.proficiency.reference import check_level
from headway.mastery.proficiency.sureness.answer import MOST_FURTHER, Settles, State, Sureness
from headway.mastery.proficiency.sureness.grid import (
    MOST_RATERS,
    MOST_RATERS_OF_A_PIECE,
    Floats,
    Grid,
    step_of,
)
from headway.mastery.proficiency.sureness.settings import RANGE, SURE, Settings
from headway.mastery.proficiency.sureness.severity import Severities
from headway.mastery.scales import Scale

# Belief that would need this many branches is no longer followed when counting on what is expected.
_SMALLEST_BRANCH = 1e-4


def how_sure(
    ratings: Iterable[Rating] | Ratings,
    scale: Scale,
    settings: Settings | None = None,
    *,
    day: int = 1,
    on: int | None = None,
    severities: Severities | None = None,
    difficulties: Mapping[int, float] | None = None,
) -> Sureness:
    """How sure the ratings of one learner in one competency make us, in any order.

    day: how many units of observed_at a day has (86_400_000_000 for microseconds). on: an instant after the latest
    piece; what may have changed since then makes it less sure, and nothing more: nobody is expected to have grown merely
    because time went by. None: at the moment of the latest piece. severities: of raters, as learned from
    pieces that two people rated. difficulties: by piece, in the unit of the settings, above 0 for a harder task.

    Refused: ratings of more than one learner or competency; a level that the scale doesn't have.
    """
    grid = Grid.of(settings or Settings(), scale)
    pieces = _pieces(list(ratings.rows() if isinstance(ratings, Ratings) else ratings), scale)
    belief, before = grid.prior, None
    for piece in pieces:
        at = piece[-1].observed_at
        if before is not None:
            belief = belief @ grid.drifts[step_of((at - before) / day)]
        belief = belief * grid.likelihood(
            [rating.level for rating in piece],
            [severities.of(rating.rater, rating.observed_at) if severities else 0.0 for rating in piece],
            (difficulties or {}).get(piece[-1].evidence, 0.0),
        )
        belief, before = belief / belief.sum(), at
    if on is not None and before is not None and on > before:
        belief = belief @ grid.waits(step_of((on - before) / day))
    raters = len({rating.rater for piece in pieces for rating in piece})
    return answer(grid, belief, pieces=len(pieces), raters=raters)


def answer(grid: Grid, belief: Floats, *, pieces: int, raters: int) -> Sureness:
    """What a belief over the nodes says."""
    mark = grid.scale.proficient
    chances = belief @ grid.read_out[min(max(raters, 1), MOST_RATERS) - 1]
    proficient = float(chances[mark - 1 :].sum())
    low, high = shortest_range(chances)
    sure = pieces > 0 and is_sure(proficient)
    return Sureness(
        chances=tuple(chances.tolist()),
        chance_proficient=proficient,
        low=low,
        high=high,
        state=State.SURE if sure else State.NOT_ENOUGH,
        pieces=pieces,
        raters=raters,
        settles=None if sure else _settles(grid, belief, raters),
    )


def is_sure(chance: float) -> bool:
    return chance >= SURE or chance <= 1 - SURE


def shortest_range(chances: Floats) -> tuple[int, int]:
    """The shortest run of levels with a chance of at least .8; of equally short ones the most probable."""
    size = len(chances)
    for length in range(1, size):
        sums = [float(chances[low : low + length].sum()) for low in range(size - length + 1)]
        best = int(np.argmax(sums))
        if sums[best] >= RANGE:
            return best + 1, best + length
    return 1, size


def _pieces(body: list[Rating], scale: Scale) -> list[list[Rating]]:
    """Standing ratings by piece of work, oldest piece first; of each piece the latest by each of its last three raters.

    A piece stands in time where its latest rating observed it. A rater who rates a piece again has changed her mind.
    """
    if len({(rating.learner, rating.competency) for rating in body}) > 1:
        raise Refused(
            "one_body",
            "These ratings belong to more than one learner or competency; "
            "ask about one learner and one competency at a time.",
        )
    pieces: dict[object, dict[int, Rating]] = {}
    for rating in sorted(body, key=_age):
        check_level(rating.rating_id, rating.level, scale)
        if rating.stands:
            named = rating.evidence != NO_EVIDENCE_NAMED
            raters = pieces.setdefault(rating.evidence if named else ("unnamed", rating.rating_id), {})
            raters.pop(rating.rater, None)
            raters[rating.rater] = rating
    latest = [list(raters.values())[-MOST_RATERS_OF_A_PIECE:] for raters in pieces.values()]
    return sorted(latest, key=lambda piece: _age(piece[-1]))


def _age(rating: Rating) -> tuple[int, int]:
    return rating.observed_at, rating.rating_id


def _settles(grid: Grid, belief: Floats, raters: int) -> Settles:
    expected, within = _expected(grid, belief, raters)
    return Settles(
        at_mark=_fewest(grid, belief, raters, reaching=True),
        below=_fewest(grid, belief, raters, reaching=False),
        expected=expected,
        within=within,
    )


def _fewest(grid: Grid, belief: Floats, raters: int, *, reaching: bool) -> int | None:
    """How many further pieces it takes to be sure, all of them reaching the mark, or all of them short of it."""
    mark, seen = grid.scale.proficient, grid.reaches_mark if reaching else 1 - grid.reaches_mark
    reads = grid.read_out[min(max(raters, 1), MOST_RATERS) - 1][:, mark - 1 :].sum(axis=1)
    for count in range(1, MOST_FURTHER + 1):
        belief = (belief @ grid.drifts[grid.next_piece]) * seen
        belief = belief / belief.sum()
        chance = float(belief @ reads)
        if (chance >= SURE) if reaching else (chance <= 1 - SURE):
            return count
    return None


def _expected(grid: Grid, belief: Floats, raters: int) -> tuple[float, float]:
    """Sum of the chances of being unsure still after 0, 1, 2, … further pieces; and of being sure after six."""
    mark, drift = grid.scale.proficient, grid.drifts[grid.next_piece]
    reads = grid.read_out[min(max(raters, 1), MOST_RATERS) - 1][:, mark - 1 :].sum(axis=1)
    seen = np.stack([grid.likelihood([level]) for level in range(1, grid.scale.size + 1)])
    # Each row of `open_` is a belief times the chance of coming to it.
    open_, expected, unsure = belief[None, :], 0.0, 1.0
    for _further in range(MOST_FURTHER):
        expected += unsure
        open_ = ((open_ @ drift)[:, None, :] * seen[None, :, :]).reshape(-1, len(belief))
        weight = open_.sum(axis=1)
        chance = (open_ @ reads) / np.maximum(weight, 1e-300)
        still = (chance < SURE) & (chance > 1 - SURE)
        unsure = float(weight[still].sum())
        open_ = open_[still & (weight > _SMALLEST_BRANCH)]
        if len(open_) == 0:
            break
    return expected, 1 - unsure
