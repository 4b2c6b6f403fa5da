"""The reasons of a proposal: what it rests on, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Sequence

from headway.mastery.facts import Reason
from headway.mastery.proficiency.rule import Rule
from headway.mastery.scales import Scale

# A piece this many levels from the proposal deserves a second look before anybody decides.
FAR_APART = 2


def reasons_without_level(pieces: int, rule: Rule) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """(reasons, missing) below the minimum of pieces."""
    so_far = Reason.of("pieces_so_far", count=pieces) if pieces else Reason.of("no_pieces_yet")
    return (so_far,), (Reason.of("pieces_needed", count=rule.minimum_pieces - pieces),)


def reasons_for_level(
    levels: Sequence[int], pieces: int, proposed: int, rule: Rule, scale: Scale
) -> tuple[Reason, ...]:
    """Reasons for `proposed`. levels: of the pieces in the window, oldest first. pieces: of the whole body."""
    reasons = [_rests_on(levels, proposed, scale)]
    if far_apart(levels[-1], proposed):
        reasons.append(Reason.of("most_recent_apart", recent=levels[-1], level=proposed))
    if just_enough(pieces, rule):
        reasons.append(Reason.of("just_enough_pieces", count=pieces))
    reasons += _what_would_change_it(levels, proposed, rule, scale)
    return tuple(reasons)


def missing_beside_level(pieces: int, rule: Rule) -> tuple[Reason, ...]:
    return (Reason.of("one_more_makes_firmer"),) if just_enough(pieces, rule) else ()


def far_apart(recent: int, proposed: int) -> bool:
    return abs(recent - proposed) >= FAR_APART


def just_enough(pieces: int, rule: Rule) -> bool:
    return pieces == rule.minimum_pieces


def _rests_on(levels: Sequence[int], proposed: int, scale: Scale) -> Reason:
    reached = sum(level >= proposed for level in levels)
    code = "each_shows" if reached == len(levels) else "some_show"
    if proposed == scale.size:
        code += "_highest"  # nothing lies beyond the highest level
    return Reason.of(code, count=len(levels), reached=reached, level=proposed)


def _what_would_change_it(levels: Sequence[int], proposed: int, rule: Rule, scale: Scale) -> list[Reason]:
    changes = []
    if proposed < scale.size:
        steps = {proposed + 1}
        if proposed < scale.proficient:
            steps.add(scale.proficient)  # a not yet always carries the way to proficient
        for goal in sorted(steps):
            count = pieces_to_reach(levels, goal, rule)
            changes.append(Reason.of("would_raise", count=count, level=goal))
    if _one_piece_below_lowers(levels, proposed, rule):
        changes.append(Reason.of("would_lower", level=proposed - 1))
    return changes


def pieces_to_reach(levels: Sequence[int], goal: int, rule: Rule) -> int:
    """How many further pieces at `goal`, one after another, until `goal` is proposed."""
    for more in range(1, rule.agreement + 1):
        kept = levels[max(0, len(levels) + more - rule.window) :]
        if sum(level >= goal for level in kept) + more >= rule.agreement:
            return more
    return rule.agreement


def _one_piece_below_lowers(levels: Sequence[int], proposed: int, rule: Rule) -> bool:
    """Whether one more piece, one level below the proposal, would lower it to that level."""
    if proposed == 1:
        return False
    kept = levels[max(0, len(levels) + 1 - rule.window) :]
    return sum(level >= proposed for level in kept) < rule.agreement
