"""The reasons of a proposal: what it rests on, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Sequence

from headway.mastery.facts import Reason
from headway.mastery.proficiency.body import Body
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.showing import FAR_APART, Shown
from headway.mastery.proficiency.summaries import MostRecentConsistent
from headway.mastery.scales import Scale

Reasons = tuple[Reason, ...]


def explained(body: Body, shown: Shown, rule: Rule, scale: Scale) -> tuple[Reasons, Reasons, Reasons]:
    """(reasons, missing, unmet) of a proposal."""
    pieces = len(body.pieces)
    if shown.level is None:
        return *reasons_without_level(pieces, rule), ()
    levels = body.levels[-rule.window :] if rule.window else body.levels
    return (
        reasons_for_level(levels, pieces, shown.level, rule, scale),
        (Reason.of("one_more_makes_firmer"),) if shown.just_enough else (),
        (),
    )


def reasons_without_level(pieces: int, rule: Rule) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """(reasons, missing) below the minimum of pieces."""
    so_far = Reason.of("pieces_so_far", count=pieces) if pieces else Reason.of("no_pieces_yet")
    return (so_far,), (Reason.of("pieces_needed", count=rule.minimum_pieces - pieces),)


def reasons_for_level(
    levels: Sequence[int], pieces: int, proposed: int, rule: Rule, scale: Scale
) -> tuple[Reason, ...]:
    """Reasons for `proposed`. levels: of the pieces in the window, oldest first. pieces: of the whole body."""
    reasons = [_rests_on(levels, proposed, scale)]
    if abs(levels[-1] - proposed) >= FAR_APART:
        reasons.append(Reason.of("most_recent_apart", recent=levels[-1], level=proposed))
    if pieces == rule.minimum_pieces:
        reasons.append(Reason.of("just_enough_pieces", count=pieces))
    if isinstance(rule.summary, MostRecentConsistent):
        reasons += _what_would_change_it(levels, proposed, rule.summary, scale)
    return tuple(reasons)


def _rests_on(levels: Sequence[int], proposed: int, scale: Scale) -> Reason:
    reached = sum(level >= proposed for level in levels)
    code = "each_shows" if reached == len(levels) else "some_show"
    if proposed == scale.size:
        code += "_highest"  # nothing lies beyond the highest level
    return Reason.of(code, count=len(levels), reached=reached, level=proposed)


def _what_would_change_it(
    levels: Sequence[int], proposed: int, summary: MostRecentConsistent, scale: Scale
) -> list[Reason]:
    changes = []
    if proposed < scale.size:
        steps = {proposed + 1}
        if proposed < scale.proficient:
            steps.add(scale.proficient)  # a not yet always carries the way to proficient
        for goal in sorted(steps):
            count = pieces_to_reach(levels, goal, summary)
            changes.append(Reason.of("would_raise", count=count, level=goal))
    if _one_piece_below_lowers(levels, proposed, summary):
        changes.append(Reason.of("would_lower", level=proposed - 1))
    return changes


def pieces_to_reach(levels: Sequence[int], goal: int, summary: MostRecentConsistent) -> int:
    """How many further pieces at `goal`, one after another, until `goal` is proposed."""
    for more in range(1, summary.agreement + 1):
        kept = levels[max(0, len(levels) + more - summary.window) :]
        if sum(level >= goal for level in kept) + more >= summary.agreement:
            return more
    return summary.agreement


def _one_piece_below_lowers(levels: Sequence[int], proposed: int, summary: MostRecentConsistent) -> bool:
    """Whether one more piece, one level below the proposal, would lower it to that level."""
    if proposed == 1:
        return False
    kept = levels[max(0, len(levels) + 1 - summary.window) :]
    return sum(level >= proposed for level in kept) < summary.agreement
