"""What a family can talk about at home: the child's own "I can" sentences, each with a question to ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.portals.presenting.pictures import Picture
from headway.district.portals.presenting.steps import OpenStep, Step

__all__ = ["Talk", "talks_about"]

TALKS = 3


@dataclass(frozen=True, slots=True)
class Talk:
    title: str
    statement: str
    question: str


def talks_about(picture: Picture) -> tuple[Talk, ...]:
    """From what is open to begin, then from what is growing: never more than a family has time for."""
    kinds = [kind for kind in (picture.academic, *picture.apart) if kind is not None]
    steps: list[OpenStep | Step] = []
    for kind in kinds:
        steps += [*kind.open, *kind.growing]
    questions = (
        _("What do you already know about this?"),
        _("Where do we use this at home, or in town?"),
        _("Can you show me how it works, or draw it for me?"),
    )
    return tuple(
        Talk(step.title, step.statement, question)
        for step, question in zip(steps[:TALKS], questions, strict=False)
    )
