"""The level that a rule finds in one body of evidence: the bare answer, without its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from headway.mastery.proficiency.body import Body
from headway.mastery.proficiency.rule import Requirement, Rule
from headway.mastery.scales import Scale

# A piece this many levels from the proposal deserves a second look before anybody decides.
FAR_APART = 2


@dataclass(frozen=True)
class Shown:
    """summary: what the summary alone says; None below the minimum, or where the way gives none. level: what is
    proposed in the end. unmet: the requirements that don't hold at the level after the proposed one."""

    summary: int | None
    level: int | None
    unmet: tuple[Requirement, ...] = ()
    recent: int | None = None
    just_enough: bool = False

    @property
    def is_far_apart(self) -> bool:
        return (
            self.level is not None and self.recent is not None and abs(self.recent - self.level) >= FAR_APART
        )

    @property
    def is_tentative(self) -> bool:
        return self.is_far_apart or self.just_enough

    @property
    def held_at(self) -> int | None:
        """The level that the summary reaches and the requirements don't allow yet."""
        return (self.level or 0) + 1 if self.unmet else None


def shown_by(body: Body, rule: Rule, scale: Scale) -> Shown:
    if len(body.pieces) < rule.minimum_pieces:
        return Shown(None, None)
    summary = rule.summary.level(body.levels, scale)
    if summary is None:
        return Shown(None, None)
    unmet: tuple[Requirement, ...] = ()
    level: int | None = None
    for candidate in range(summary, 0, -1):
        missing = unmet_at(candidate, body, rule)
        if not missing:
            level = candidate
            break
        unmet = missing
    return Shown(summary, level, unmet, body.levels[-1], len(body.pieces) == rule.minimum_pieces)


def unmet_at(level: int, body: Body, rule: Rule) -> tuple[Requirement, ...]:
    """The requirements for a level that don't hold in the pieces that reach it."""
    return tuple(
        requirement
        for requirement in rule.requires
        if requirement.from_level <= level and not requirement.that.holds(body, level)
    )
