"""The parts of a rubric: levels of a criterion, and the order in which parts are read."""

from __future__ import annotations

from headway.mastery.formats.case.members import Members
from headway.mastery.formats.case.model import RubricCriterion, RubricLevel

__all__ = ["by_position", "rubric_level"]


def rubric_level(members: Members) -> RubricLevel:
    """One level of a criterion, as the file words it; its score is kept and never reckoned with."""
    text = members.text
    return RubricLevel(
        identifier=members.identifier,
        uri=text("uri"),
        quality=text("quality"),
        description=text("description"),
        feedback=text("feedback"),
        score=members.number("score"),
        position=members.integer("position"),
        last_changed=members.moment("lastChangeDateTime"),
        payload=members.payload,
    )


def by_position(part: RubricCriterion | RubricLevel) -> tuple[bool, int]:
    """A key to sort by: parts with a position in its order, then those without one as they came."""
    return part.position is None, part.position or 0
