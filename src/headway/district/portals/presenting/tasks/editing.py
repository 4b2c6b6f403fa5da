"""The editor's fields, in and out: a form as it was sent becomes words, and words become fields."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, folded
from headway.district.evidence.api import CriterionWords, EvidenceForm, ExemplarWords, TaskWords
from headway.district.foundation.api import FieldProblem, translated

__all__ = ["Sent", "competency_options", "label_of", "read_task", "with_room"]

# Nobody writes more than this in one go; a form that says otherwise was not made by this page.
MOST_ROWS = 20
NEW_LINES = "\r\n"


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form held. problems: what could not be read. typed: the competency's words, where none was found."""

    words: TaskWords
    revision: int | None
    do: str
    problems: tuple[FieldProblem, ...]
    typed: str = ""


def label_of(one: CompetencyInfo) -> str:
    """How a competency is written in the field in which one is chosen: its code first, so that typing finds it."""
    return f"{one.code} {translated(one, 'title')}".strip()


def competency_options(continuum: ContinuumMap | None) -> tuple[str, ...]:
    return tuple(label_of(one) for one in continuum.competencies) if continuum else ()


def read_task(form: QueryDict, continuum: ContinuumMap | None, size: int) -> Sent:
    """size: how many levels the scale has. Blank criteria and examples are left out, and so are those ticked away."""
    typed = form.get("competency-add", "").strip()
    ids, problems = _competencies(form, typed, continuum)
    return Sent(
        words=TaskWords(
            title=_line(form, "title"),
            prompt=_text(form, "prompt"),
            competency_ids=ids,
            form=form.get("form", EvidenceForm.PERFORMANCE),
            other_forms=tuple(one for one in form.getlist("other_forms") if one in EvidenceForm.values),
            depth=_number(form.get("depth", "")),
            accommodations=_text(form, "accommodations"),
            context=_line(form, "context"),
            is_transfer=form.get("is_transfer") == "yes",
            is_cumulative=form.get("is_cumulative") == "yes",
            code=_line(form, "code"),
            criteria=_criteria(form, size, ids, _by_uuid(continuum)),
            exemplars=_exemplars(form),
        ),
        revision=_number(form.get("revision", "")),
        do=form.get("do", "save"),
        problems=problems,
        typed=typed if problems else "",
    )


def _line(form: QueryDict, name: str) -> str:
    return " ".join(form.get(name, "").split())


def _text(form: QueryDict, name: str) -> str:
    return form.get(name, "").replace(NEW_LINES, "\n").strip()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _competencies(
    form: QueryDict, typed: str, continuum: ContinuumMap | None
) -> tuple[tuple[int, ...], tuple[FieldProblem, ...]]:
    by_uuid = _by_uuid(continuum)
    ids = [by_uuid[one] for one in form.getlist("competencies") if one in by_uuid]
    if not typed or continuum is None:
        return tuple(dict.fromkeys(ids)), ()
    found = _meant(typed, continuum)
    if found is not None:
        return tuple(dict.fromkeys((*ids, found.id))), ()
    problem = FieldProblem(
        _("“%(words)s” is no competency of the continuum, or it means several.") % {"words": typed[:80]},
        field="competency-add",
        remedy=_("Choose one from the list that opens while you type, or write its code."),
    )
    return tuple(dict.fromkeys(ids)), (problem,)


def _by_uuid(continuum: ContinuumMap | None) -> dict[str, int]:
    return {str(one.uuid): one.id for one in continuum.competencies} if continuum else {}


def _meant(typed: str, continuum: ContinuumMap) -> CompetencyInfo | None:
    """The one competency that is meant: by its code, its title, or as the list writes it."""
    words = folded(typed)
    exact = [
        one
        for one in continuum.competencies
        if words in (folded(one.code), folded(label_of(one)), folded(translated(one, "title")))
    ]
    close = exact or [one for one in continuum.competencies if words in folded(label_of(one))]
    return close[0] if len(close) == 1 else None


def _criteria(
    form: QueryDict, size: int, ids: Sequence[int], by_uuid: Mapping[str, int]
) -> tuple[CriterionWords, ...]:
    found = []
    for number in range(min(_number(form.get("criteria", "")) or 0, MOST_ROWS)):
        name = f"criterion-{number}"
        levels = {level: text for level in range(1, size + 1) if (text := _text(form, f"{name}-{level}"))}
        title = _line(form, f"{name}-title")
        if form.get(f"{name}-gone") == "yes" or not (title or levels):
            continue
        competency_id = by_uuid.get(form.get(f"{name}-competency", ""))
        found.append(
            CriterionWords(
                title=title,
                levels=levels,
                is_essential=form.get(f"{name}-essential") == "yes",
                competency_id=competency_id if competency_id in ids else None,
                uuid=_uuid(form.get(f"{name}-uuid", "")),
            )
        )
    return tuple(found)


def _exemplars(form: QueryDict) -> tuple[ExemplarWords, ...]:
    found = []
    for number in range(min(_number(form.get("exemplars", "")) or 0, MOST_ROWS)):
        name = f"exemplar-{number}"
        title, work, note = (
            _line(form, f"{name}-title"),
            _text(form, f"{name}-work"),
            _text(form, f"{name}-note"),
        )
        if form.get(f"{name}-gone") == "yes" or not (title or work or note):
            continue
        found.append(
            ExemplarWords(
                level=_number(form.get(f"{name}-level", "")) or 0,
                title=title,
                work=work,
                note=note,
                uuid=_uuid(form.get(f"{name}-uuid", "")),
            )
        )
    return tuple(found)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def with_room(words: TaskWords, do: str) -> TaskWords:
    """The same with one blank criterion or example more, where somebody asked for it or there is none yet."""
    if do == "add-criterion" or not words.criteria:
        words = replace(words, criteria=(*words.criteria, CriterionWords("")))
    if do == "add-exemplar":
        words = replace(words, exemplars=(*words.exemplars, ExemplarWords(0, "")))
    return words
