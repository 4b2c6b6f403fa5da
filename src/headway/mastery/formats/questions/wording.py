"""Every sentence that reading questions can say. One table, for translation and review."""

from __future__ import annotations

from headway.mastery.formats.problems import FormatProblem, Problem
from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDS", "problem", "refuse"]

WORDS = Wordings(
    "questions",
    WORDINGS := {
        "not_questions": Wording(
            "error",
            "This file holds no questions that are read here.",
            "Bring a QTI 2.2 or 3.0 package (zip), one QTI item (XML), or a table (CSV) with the columns competency, "
            "kind, stem, choices and key.",
        ),
        "not_xml": Wording(
            "error", "{name} stops being XML in line {line}.", "Export it again from where it was written."
        ),
        "unsafe_xml": Wording(
            "error",
            "{name} declares entities or a document type, which could reach outside the file. It was not read.",
            "Export it without a document type declaration.",
        ),
        "too_deep": Wording(
            "error",
            "{name} is nested deeper than any question.",
            "Export it again from where it was written.",
        ),
        "zip_damaged": Wording(
            "error", "The zip package is damaged or incomplete.", "Download or export it again."
        ),
        "zip_too_large": Wording(
            "error",
            "The package holds more than {limit} once unpacked, which is more than this reader takes at once.",
            "Split it into several packages.",
        ),
        "missing_column": Wording(
            "error",
            "The table has no column {field}.",
            "Its columns are competency, kind, stem, choices and key; for more languages stem_es, choices_es, key_es.",
        ),
        "no_items": Wording(
            "error", "The package holds no questions.", "Look whether it is the right package."
        ),
        "interaction_not_read": Wording(
            "warning",
            "The question {identifier} is answered in a way that is not read here ({way}), so it was left out.",
            "Ask it as a choice or a short answer.",
        ),
        "several_interactions": Wording(
            "warning",
            "The question {identifier} asks {count} things at once, so it was left out.",
            "Ask one thing per question.",
        ),
        "adaptive_item": Wording(
            "warning",
            "The question {identifier} changes while it is answered or is made from a template, so it was left out.",
            "Export it as fixed questions.",
        ),
        "picture": Wording(
            "warning",
            "The question {identifier} shows a picture, a film or a sound without words for it, so it was left out.",
            "Describe the picture in words (alt), or ask it another way.",
        ),
        "no_stem": Wording(
            "warning", "The question {identifier} has no words, so it was left out.", "Write what is asked."
        ),
        "no_key": Wording(
            "warning",
            "Nothing says what is right in the question {identifier}, so it was left out.",
            "Add the right answer.",
        ),
        "key_not_a_choice": Wording(
            "warning",
            "The question {identifier} takes {value} as right, which is none of its choices. It was left out.",
            "Correct the key or the choices.",
        ),
        "too_few_choices": Wording(
            "warning",
            "The question {identifier} has fewer than two different choices, so it was left out.",
            "Write at least two that differ.",
        ),
        "too_many_choices": Wording(
            "warning",
            "The question {identifier} has {count} choices; up to {most} are read. It was left out.",
            "Keep the most telling ones.",
        ),
        "too_long": Wording(
            "warning",
            "The question {identifier} or one of its choices is longer than {most} characters. It was left out.",
            "Ask one thing at a time.",
        ),
        "kind_unknown": Wording(
            "warning",
            "{value} is no kind of question, so {identifier} was left out.",
            "Write choice, several or short.",
        ),
        "choices_differ": Wording(
            "warning",
            "The question {identifier} has {found} choices in {language} and {expected} in its first language; "
            "the words in {language} were left out.",
            "Translate every choice, in the same order.",
        ),
        "identifier_twice": Wording(
            "warning",
            "Another question above is called {identifier} too. This one was left out.",
            "Give each question an identifier of its own.",
        ),
        "no_competency": Wording(
            "warning",
            "The question {identifier} names no competency, so it was left out.",
            "Name a competency by its code or identifier, or give one for the whole file.",
        ),
        "competency_unknown": Wording(
            "warning",
            "No competency of the continuum has the code or identifier {value}; the question {identifier} was left out.",
            "Correct the code, or publish the continuum that has it.",
        ),
        "unknown_option": Wording(
            "error", "This import has no option {name}.", "Use only competency and source."
        ),
        "nothing_published": Wording(
            "error", "The district has no published continuum yet.", "Publish one, then bring questions."
        ),
    },
)


def problem(kind: str, *, row: str = "", identifier: str = "", field: str = "", **params: object) -> Problem:
    return WORDS.problem(kind, row=row, identifier=identifier, field=field, **params)


def refuse(kind: str, *, row: str = "", field: str = "", **params: object) -> FormatProblem:
    return WORDS.refuse(kind, row=row, field=field, **params)
