"""Exemplars and notes on the progression in the demo's content; their form is described in demo/continuum/README.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ExemplarContent, NoteContent, NoteKind
from headway.district.foundation.api import FieldProblem

__all__ = ["example_problems", "exemplars_of", "notes_of", "with_examples"]

LANGUAGES = ("en", "es")


def with_examples(
    competency: dict[str, Any], beside: Mapping[str, Iterable[Mapping[str, Any]]]
) -> dict[str, Any]:
    """The competency with what stands with it and what files of examples say about it, in this order.

    beside: "exemplar" and "note" → what those files hold, each naming its competency.
    """
    return competency | {
        f"{kind}s": [
            *competency.get(kind, ()),
            *(one for one in found if one.get("competency") == competency["code"]),
        ]
        for kind, found in beside.items()
    }


def exemplars_of(competency: Mapping[str, Any]) -> tuple[ExemplarContent, ...]:
    return tuple(
        ExemplarContent(
            title=one["title"]["en"],
            level=one["level"],
            work=one["work"]["en"].strip(),
            address=one.get("address", ""),
            annotations=_pairs(one, "en"),
            source=one.get("source", ""),
            translations={
                "es": {
                    "title": one["title"]["es"],
                    "work": one["work"]["es"].strip(),
                    "annotations": [{"quote": quote, "note": note} for quote, note in _pairs(one, "es")],
                }
            },
        )
        for one in competency["exemplars"]
    )


def notes_of(competency: Mapping[str, Any]) -> tuple[NoteContent, ...]:
    return tuple(
        NoteContent(
            one["kind"], one["text"]["en"], one.get("source", ""), {"es": {"text": one["text"]["es"]}}
        )
        for one in competency["notes"]
    )


def example_problems(competencies: Iterable[Mapping[str, Any]]) -> Iterator[FieldProblem]:
    """What is missing or does not fit: a language, a level, a kind of note, a quote that the work does not hold."""
    for competency in competencies:
        for one in competency["exemplars"]:
            yield from _exemplar_problems(str(competency["code"]), one, len(competency["descriptors"]["en"]))
        for one in competency["notes"]:
            row = str(competency["code"])
            if one.get("kind") not in NoteKind.values:
                yield FieldProblem(
                    _("A note of %(code)s has the kind %(kind)s.") % {"code": row, "kind": one.get("kind")},
                    field="kind",
                    row=row,
                    remedy=_("Use one of: %(known)s.") % {"known": ", ".join(NoteKind.values)},
                )
            yield from _languages(row, one, "text")


def _exemplar_problems(row: str, one: Mapping[str, Any], levels: int) -> Iterator[FieldProblem]:
    yield from _languages(row, one, "title")
    yield from _languages(row, one, "work")
    if one.get("level") not in range(1, levels + 1):
        yield FieldProblem(
            _("An exemplar of %(code)s shows no performance level.") % {"code": row},
            field="level",
            row=row,
            remedy=_("Write a number from 1 to %(levels)s.") % {"levels": levels},
        )
    for language in LANGUAGES:
        work = one.get("work", {}).get(language, "")
        for quote, _note in _pairs(one, language):
            if quote not in work:
                yield FieldProblem(
                    _("“%(quote)s” does not stand in the work of %(code)s (%(language)s).")
                    % {"quote": quote, "code": row, "language": language},
                    field="annotations",
                    row=row,
                    remedy=_("Quote the work letter by letter."),
                )


def _languages(row: str, one: Mapping[str, Any], field: str) -> Iterator[FieldProblem]:
    for language in LANGUAGES:
        if not str(one.get(field, {}).get(language, "")).strip():
            yield FieldProblem(
                _("%(code)s has no %(field)s in the language %(language)s.")
                % {"code": row, "field": field, "language": language},
                field=field,
                row=row,
                remedy=_("Write it in both languages."),
            )


def _pairs(one: Mapping[str, Any], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair["quote"], pair["note"]) for pair in one.get("annotations", {}).get(language, ()))
