"""A question as it was read, and what has to hold of every one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.questions.wording import problem

__all__ = ["CHOICE", "KINDS", "SEVERAL", "SHORT", "Question", "Read", "Words", "objection"]

CHOICE, SEVERAL, SHORT = KINDS = ("choice", "several", "short")
MOST_CHOICES = 10
LONGEST_STEM = 2000
LONGEST_CHOICE = 300


@dataclass(frozen=True)
class Words:
    """The words of a question in one language; choices in the order of the question's codes."""

    stem: str
    choices: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    spoken: str = ""


@dataclass(frozen=True)
class Question:
    """identifier: in its file. competencies: codes or identifiers that it may be about, as written there.

    codes: of the choices; key: codes of what is right, or accepted short answers. row: where it stands.
    """

    identifier: str
    kind: str
    language: str
    words: Words
    codes: tuple[str, ...]
    key: tuple[str, ...]
    competencies: tuple[str, ...] = ()
    further: Mapping[str, Words] = field(default_factory=dict)
    row: str = ""


@dataclass(frozen=True)
class Read:
    """What a file holds: the questions that can be asked, and what is to be said about the others."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]


def objection(one: Question) -> Problem | None:
    """Why this question can't be asked; None where it can."""
    named = {"row": one.row, "identifier": one.identifier}
    if one.kind not in KINDS:
        return problem("kind_unknown", value=one.kind, **named)
    if not one.words.stem:
        return problem("no_stem", **named)
    if not one.key:
        return problem("no_key", **named)
    every = (one.words, *one.further.values())
    if any(len(words.stem) > LONGEST_STEM for words in every):
        return problem("too_long", most=LONGEST_STEM, **named)
    if one.kind == SHORT:
        return None
    if any(len(choice) > LONGEST_CHOICE for words in every for choice in words.choices):
        return problem("too_long", most=LONGEST_CHOICE, **named)
    if len({choice.casefold() for choice in one.words.choices if choice}) < max(2, len(one.codes)):
        return problem("too_few_choices", **named)
    if len(one.codes) > MOST_CHOICES:
        return problem("too_many_choices", count=len(one.codes), most=MOST_CHOICES, **named)
    for code in one.key:
        if code not in one.codes:
            return problem("key_not_a_choice", value=code, **named)
    if one.kind == CHOICE and len(set(one.key)) != 1:
        return problem("no_key", **named)
    return None
