"""Does the record hold what the rule asks, and since which day? The plain form; `columnar` does it for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.mastery.advancement.rule import GrainRule

__all__ = ["Cumulative", "Missing", "NotYet", "Ready", "Showing", "readiness"]


@dataclass(frozen=True, slots=True)
class Showing:
    """One competency that is asked for. since: the day (days since 1970) from which it is proficient; None: open."""

    competency: int
    since: int | None


@dataclass(frozen=True, slots=True)
class Cumulative:
    """One rating on the district's cumulative assessment. order breaks ties within a day: the later one is larger."""

    competency: int
    on: int
    is_proficient: bool
    order: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there yet. kind: "nothing_asked" | "open" | "cumulative" | "cumulative_old" | "cumulative_open".

    competencies: which ones; day: of the assessment that is too old; may_stay_open: as the rule says.
    """

    kind: str
    competencies: tuple[int, ...] = ()
    day: int | None = None
    may_stay_open: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """The record holds what the rule asks, since that day. open: what stays open and has to be named."""

    since: int
    met: tuple[int, ...]
    open: tuple[int, ...] = ()
    cumulative: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotYet:
    missing: tuple[Missing, ...]
    met: tuple[int, ...]
    open: tuple[int, ...]
    cumulative: tuple[int, ...] = ()


def readiness(
    rule: GrainRule, showing: Sequence[Showing], cumulative: Sequence[Cumulative], today: int
) -> Ready | NotYet:
    """Ready since the day of the last decision or assessment that made it so, or what is missing.

    A cumulative assessment counts as the latest rating of each competency within the days that the rule gives: at
    least one, and each of them proficient. With nothing asked for nobody is ever ready.
    """
    met = tuple(one.competency for one in showing if one.since is not None)
    still_open = tuple(one.competency for one in showing if one.since is None)
    missing: list[Missing] = []
    if not showing:
        missing.append(Missing("nothing_asked"))
    elif len(still_open) > rule.may_stay_open:
        missing.append(Missing("open", still_open, may_stay_open=rule.may_stay_open))
    # With nothing proficient at all there is nothing to move on from, however much may stay open.
    elif not met:
        missing.append(Missing("open", still_open))

    latest: dict[int, Cumulative] = {}
    if rule.cumulative:
        for one in sorted(cumulative, key=lambda one: (one.on, one.order)):
            latest[one.competency] = one
        oldest = today - rule.cumulative_days if rule.cumulative_days is not None else None
        recent = {key: one for key, one in latest.items() if oldest is None or one.on >= oldest}
        if not latest:
            missing.append(Missing("cumulative"))
        elif not recent:
            missing.append(Missing("cumulative_old", day=max(one.on for one in latest.values())))
        elif not_yet := tuple(sorted(key for key, one in recent.items() if not one.is_proficient)):
            missing.append(Missing("cumulative_open", not_yet))
        latest = recent
    shown = tuple(sorted(key for key, one in latest.items() if one.is_proficient))
    if missing:
        return NotYet(tuple(missing), met, still_open, shown)
    days = sorted(one.since for one in showing if one.since is not None)
    # The rule was met as soon as no more than `may_stay_open` were open.
    needed = max(len(showing) - rule.may_stay_open, 1)
    since = days[needed - 1]
    if latest:
        since = max(since, *(one.on for one in latest.values()))
    return Ready(since, met, still_open, shown)
