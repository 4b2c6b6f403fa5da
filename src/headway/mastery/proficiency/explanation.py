"""The reasons of a proposal: what it rests on, what is missing, what would change it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from headway.mastery.facts import Reason
from headway.mastery.proficiency.body import Body
from headway.mastery.proficiency.further import Addition, addition_to_reach
from headway.mastery.proficiency.requirements import All, Predicate, Tree
from headway.mastery.proficiency.rule import Requirement, Rule
from headway.mastery.proficiency.showing import Shown, shown_by, unmet_at
from headway.mastery.proficiency.summaries import (
    BestSustained,
    ModeOfLast,
    MostRecentConsistent,
    OfNumbers,
)
from headway.mastery.scales import Scale

Reasons = tuple[Reason, ...]


def explained(body: Body, shown: Shown, rule: Rule, scale: Scale) -> tuple[Reasons, Reasons, Reasons]:
    """(reasons, missing, unmet) of a proposal."""
    if len(body.pieces) < rule.minimum_pieces:
        return *_too_few(len(body.pieces), rule), ()
    unmet = tuple(_unmet(shown, body))
    if shown.level is None:
        return (
            tuple(_without_level(body, shown, rule, scale)),
            tuple(_needed(body, shown, rule, scale)),
            unmet,
        )
    return (
        tuple(_with_level(body, shown, shown.level, rule, scale)),
        tuple(_still_needed(shown, body)) + _firmer(shown),
        unmet,
    )


# -- what it rests on --


def _too_few(pieces: int, rule: Rule) -> tuple[Reasons, Reasons]:
    so_far = Reason.of("pieces_so_far", count=pieces) if pieces else Reason.of("no_pieces_yet")
    return (so_far,), (Reason.of("pieces_needed", count=rule.minimum_pieces - pieces),)


def _without_level(body: Body, shown: Shown, rule: Rule, scale: Scale) -> Iterator[Reason]:
    """Enough pieces, and yet no level: the way gives none, or the requirements of every level are open."""
    if shown.summary is None:
        yield Reason.of("pieces_so_far", count=len(body.pieces))
        yield Reason.of("way_gives_none")
        return
    yield _rests_on(body, shown.summary, rule, scale)
    yield Reason.of("held_back_entirely", asked=1)


def _with_level(body: Body, shown: Shown, level: int, rule: Rule, scale: Scale) -> Iterator[Reason]:
    assert shown.summary is not None
    yield _rests_on(body, shown.summary, rule, scale)
    if shown.unmet:
        yield Reason.of("held", asked=level + 1, level=level)
    if shown.is_far_apart and shown.recent is not None:
        yield Reason.of("most_recent_apart", recent=shown.recent, level=level)
    if shown.just_enough:
        yield Reason.of("just_enough_pieces", count=len(body.pieces))
    yield from _what_would_change_it(body, level, rule, scale)


def _rests_on(body: Body, level: int, rule: Rule, scale: Scale) -> Reason:
    """What the summary saw. Nothing lies beyond the highest level, so it has sentences of its own."""
    summary = rule.summary
    levels = [body.levels[place] for place in summary.looks_at(body.levels)]
    highest = "_highest" if level == scale.size else ""
    params = {"count": len(levels), "level": level}
    if isinstance(summary, ModeOfLast):
        times = levels.count(level)
        tie = any(levels.count(other) == times for other in levels if other != level)
        return Reason.of("most_often_tie" if tie else "most_often", times=times, **params)
    if isinstance(summary, BestSustained):
        return Reason.of("in_a_row" + highest, count=summary.times, level=level)
    if isinstance(summary, OfNumbers):
        number = summary.number(body.levels, scale)
        return Reason.of("of_numbers", way=summary.kind, number=float(number or 0), **params)
    reached = sum(shown >= level for shown in levels)
    if isinstance(summary, MostRecentConsistent):
        code = "each_shows" if reached == len(levels) else "some_show"
        asks = {"agreement": summary.agreement, "window": summary.window}
        return Reason.of(code + highest, reached=reached, **params, **asks)
    return Reason.of("best_pieces" + highest, **params)


# -- what is missing --


def _firmer(shown: Shown) -> Reasons:
    return (Reason.of("one_more_makes_firmer"),) if shown.just_enough else ()


def _unmet(shown: Shown, body: Body) -> Iterator[Reason]:
    """What the next level asks for and doesn't have yet."""
    for part in _open_parts(shown.unmet, body, shown.held_at):
        asked = shown.held_at or 1
        if isinstance(part, Predicate):
            have = part.count(body, asked)
            code = "unmet" if have else "unmet_none"
            reaching = sum(level >= asked for level in body.levels)
            yield Reason.of(code, asked=asked, count=have, reaching=reaching, requirement=_stored(part))
        else:
            yield Reason.of("asks_for", asked=asked, requirement=_stored(part))


def _still_needed(shown: Shown, body: Body) -> Iterator[Reason]:
    for part in _open_parts(shown.unmet, body, shown.held_at):
        asked = shown.held_at or 1
        gap = part.at_least - part.count(body, asked) if isinstance(part, Predicate) else 0
        yield Reason.of("still_needed", asked=asked, gap=gap, requirement=_stored(part))


def _needed(body: Body, shown: Shown, rule: Rule, scale: Scale) -> Iterator[Reason]:
    """The way to a first level, where there are enough pieces and none is proposed."""
    yield from _still_needed(shown, body)
    if shown.summary is None:
        found = addition_to_reach(scale.proficient, body, rule, scale)
        yield Reason.of("more_at_level", level=scale.proficient) if found is None else _would_raise(found)


def _open_parts(unmet: tuple[Requirement, ...], body: Body, level: int | None) -> Iterator[Tree]:
    """The parts that don't hold, one by one where all are asked for, and no part twice."""
    seen = []
    for requirement in unmet:
        for part in _open_in(requirement.that, body, level or 1):
            if part not in seen:
                seen.append(part)
                yield part


def _open_in(tree: Tree, body: Body, level: int) -> Iterator[Tree]:
    if tree.holds(body, level):
        return
    if type(tree) is All:
        for part in tree.parts:
            yield from _open_in(part, body, level)
    elif isinstance(tree, All) and len(tree.parts) == 1:
        yield from _open_in(tree.parts[0], body, level)
    else:
        yield tree


def _stored(tree: Tree) -> str:
    return json.dumps(tree.to_dict(), sort_keys=True, separators=(",", ":"))


# -- what would change it --


def _what_would_change_it(body: Body, level: int, rule: Rule, scale: Scale) -> Iterator[Reason]:
    if level < scale.size:
        steps = {level + 1}
        if level < scale.proficient:
            steps.add(scale.proficient)  # a not yet always carries the way to proficient
        for goal in sorted(steps):
            found = addition_to_reach(goal, body, rule, scale)
            if found is None:
                yield from _asked_for(goal, body, rule)
            else:
                yield _would_raise(found)
    if level > 1 and shown_by(Addition(level - 1, 1).to(body), rule, scale).level == level - 1:
        yield Reason.of("would_lower", level=level - 1)


def _asked_for(goal: int, body: Body, rule: Rule) -> Iterator[Reason]:
    """Where no small addition does it: what the level asks for, as it is written."""
    parts = list(_open_parts(unmet_at(goal, body, rule), body, goal))
    for part in parts:
        yield Reason.of("asks_for", asked=goal, requirement=_stored(part))
    if not parts:
        yield Reason.of("more_at_level", level=goal)


def _would_raise(found: Addition) -> Reason:
    if not found.every and not found.one:
        return Reason.of("would_raise", count=found.count, level=found.level)
    code = "would_raise_so" if found.every else "would_raise_one"
    code = "would_raise_both" if found.every and found.one else code
    return Reason.of(code, count=found.count, level=found.level, how=found.how, how_one=found.how_one)
