"""One family of errors. Its message is the sentence that the person reads, so it is written for her."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

__all__ = ["Conflict", "FieldProblem", "HeadwayError", "NotAllowed", "NotFound", "Refused", "refused"]

Sentence = str | Promise


@dataclass(frozen=True)
class FieldProblem:
    """Where something was wrong and what to do: the row of a file, the field, the remedy."""

    sentence: Sentence
    field: str = ""
    row: str = ""
    remedy: Sentence = ""


class HeadwayError(Exception):
    """Something that a person has to know, in words."""

    status = 400

    def __init__(self, sentence: Sentence, *, remedy: Sentence = "", problems: tuple[FieldProblem, ...] = ()):
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class Refused(HeadwayError):
    """What was asked for cannot be done as it was given; nothing was written."""

    status = 422


def refused(field: str, sentence: Sentence, remedy: Sentence = "") -> Refused:
    """A refusal of one field of a form: one sentence, and what to do."""
    return Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field, remedy=remedy),))


class NotAllowed(HeadwayError):
    """The actor may see this, but not do this."""

    status = 403


class NotFound(HeadwayError):
    """It does not exist, or the actor may not know that it does."""

    status = 404


class Conflict(HeadwayError):
    """Somebody else changed it first; look again, then decide."""

    status = 409
