"""What the form of a stack sends for one learner, read into ratings; what cannot be read becomes a problem."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from headway.district.evidence.api import CriterionLine
from headway.district.foundation.api import FieldProblem, translated
from headway.district.portals.teacher.presenters.stacks import Part, conjunctive
from headway.district.portals.teacher.reading import LONGEST_NOTE, level_of

__all__ = ["PartGiven", "parts_given", "uuids_of"]


@dataclass(frozen=True, slots=True)
class PartGiven:
    """What was chosen for one competency. level: what is recorded; None where nothing was chosen."""

    part: Part
    level: int | None
    criteria: Mapping[uuid.UUID, int]
    feedback: str
    chosen: int | None
    problems: tuple[FieldProblem, ...] = field(default=())

    @property
    def lines(self) -> tuple[CriterionLine, ...]:
        return tuple(
            CriterionLine(one.uuid, one.title, self.criteria[one.uuid], one.is_essential)
            for one in self.part.criteria
            if one.uuid in self.criteria
        )


def parts_given(values: Mapping[str, str], parts: tuple[Part, ...], size: int) -> tuple[PartGiven, ...]:
    """Each competency of the stack. The level of the whole is the one chosen, else what the criteria show together."""
    return tuple(_part(values, part, size) for part in parts)


def _part(values: Mapping[str, str], part: Part, size: int) -> PartGiven:
    criteria, problems = {}, []
    for one in part.criteria:
        name = part.name_of(one)
        text = values.get(name, "")
        if not text:
            continue
        level = level_of(text)
        if level is None or not 1 <= level <= size:
            problems.append(_not_a_level(name, text))
        else:
            criteria[one.uuid] = level
    name = f"level-{part.key}"
    text = values.get(name, "")
    chosen = level_of(text)
    if text and (chosen is None or not 1 <= chosen <= size):
        problems.append(_not_a_level(name, text))
        chosen = None
    feedback = values.get(f"feedback-{part.key}", "").strip()
    if len(feedback) > LONGEST_NOTE:
        problems.append(
            FieldProblem(
                _("This text has %(count)s characters.") % {"count": len(feedback)},
                field=f"feedback-{part.key}",
                remedy=_("Use at most %(longest)s.") % {"longest": LONGEST_NOTE},
            )
        )
    level = chosen if chosen is not None else conjunctive(criteria, part.criteria)
    if level is None and not problems:
        title = translated(part.competency, "title")
        if criteria:
            problems.append(
                FieldProblem(
                    _("%(title)s: an essential criterion has no level yet.") % {"title": title},
                    field=name,
                    remedy=_("Choose its level, or the level of the whole."),
                )
            )
        elif feedback:
            problems.append(
                FieldProblem(
                    _("%(title)s: there is feedback, and no level yet.") % {"title": title},
                    field=name,
                    remedy=_("Choose the level that the work shows; the feedback stands beside it."),
                )
            )
    return PartGiven(part, level, criteria, feedback, chosen, tuple(problems))


def _not_a_level(name: str, text: str) -> FieldProblem:
    return FieldProblem(
        _("“%(given)s” isn't a performance level.") % {"given": text[:20]},
        field=name,
        remedy=_("Choose one of the levels."),
    )


def uuids_of(texts: list[str]) -> list[uuid.UUID]:
    """The identifiers among these texts; what is none is left out."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
