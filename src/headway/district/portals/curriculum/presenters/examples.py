"""Examples and notes of a draft as forms: what stands in each, what its writer saw, and where two writers met."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from headway.district.continuum.api import DraftCompetency, Edited, ExemplarContent, NoteContent, NoteKind
from headway.district.continuum.types import SEPARATOR
from headway.district.policy.api import DistrictScale
from headway.district.portals.curriculum.presenters.drafts import Meeting, meeting
from headway.district.portals.presenting.drafts import other_languages
from headway.district.portals.presenting.examples import ExamplePage, example_page

__all__ = [
    "ExampleForm",
    "NoteForm",
    "example_forms",
    "meetings",
    "new_example",
    "new_note",
    "note_forms",
    "read_example",
    "read_note",
    "read_seen",
]

ROWS_TO_FILL = 2
Met = Mapping[tuple[str, str], tuple[Any, Meeting]]


@dataclass(frozen=True)
class ExampleForm:
    """An example as it reads, and its fields as they are edited. met: field → (mine, the meeting)."""

    uuid: str
    shown: ExamplePage | None
    fields: dict[str, Any]
    seen: dict[str, Any]
    met: dict[str, tuple[Any, Meeting]]
    is_open: bool


@dataclass(frozen=True)
class NoteForm:
    uuid: str
    kind_words: str
    fields: dict[str, str]
    seen: dict[str, str]
    met: dict[str, tuple[Any, Meeting]]
    is_open: bool


def example_forms(
    one: DraftCompetency, scale: DistrictScale, typed: dict | None, which: uuid.UUID | None, met: Met
) -> list[ExampleForm]:
    forms = []
    for own, content in one.exemplars:
        stored = _example_fields(content)
        mine = {field: pair for (key, field), pair in met.items() if key == str(own)}
        fields = stored | (_filled(typed) if typed and own == which else {})
        fields |= {field: words for field, (words, _meeting) in mine.items()}
        forms.append(
            ExampleForm(
                uuid=str(own),
                shown=example_page(content, scale),
                fields=_with_rows(fields),
                seen={field: _hidden(value) for field, value in stored.items()},
                met=mine,
                is_open=bool(mine) or own == which,
            )
        )
    return forms


def new_example(typed: dict | None) -> ExampleForm:
    fields = _example_fields(ExemplarContent("")) | _filled(typed or {})
    return ExampleForm("", None, _with_rows(fields), {}, {}, typed is not None)


def note_forms(one: DraftCompetency, typed: dict | None, which: uuid.UUID | None, met: Met) -> list[NoteForm]:
    forms = []
    for own, content in one.notes:
        stored = _note_fields(content)
        mine = {field: pair for (key, field), pair in met.items() if key == str(own)}
        fields = stored | (typed if typed and own == which else {})
        fields |= {field: str(words) for field, (words, _meeting) in mine.items()}
        forms.append(
            NoteForm(
                uuid=str(own),
                kind_words=str(NoteKind(content.kind).label),
                fields=fields,
                seen=stored,
                met=mine,
                is_open=bool(mine) or own == which,
            )
        )
    return forms


def new_note(typed: dict | None) -> NoteForm:
    return NoteForm(
        "", "", _note_fields(NoteContent(NoteKind.MISCONCEPTION, "")) | (typed or {}), {}, {}, bool(typed)
    )


def meetings(edited: Edited) -> dict[tuple[str, str], tuple[Any, Meeting]]:
    """(identifier of the example or note, field) → what was written here, and whose words stand there."""
    return {(one.key.split(SEPARATOR)[-1], one.field): (one.mine, meeting(one)) for one in edited.conflicts}


# -- what a form sends -------------------------------------------------------------------------------------------------


def read_example(sent: QueryDict) -> dict[str, Any]:
    """The fields of an example's form; those that it does not hold, or whose stored words are kept, are left out."""
    names = ["title", "level", "work", "address", "source"]
    names += [f"{name}:{language}" for language, _name in other_languages() for name in ("title", "work")]
    kept = set(sent.getlist("keep"))
    given: dict[str, Any] = {name: sent[name] for name in names if name in sent and name not in kept}
    for suffix in ("", *(f":{language}" for language, _name in other_languages())):
        if f"quote{suffix}" in sent and f"annotations{suffix}" not in kept:
            pairs = zip(sent.getlist(f"quote{suffix}"), sent.getlist(f"remark{suffix}"), strict=False)
            given[f"annotations{suffix}"] = [{"quote": quote, "note": note} for quote, note in pairs]
    return given


def read_seen(sent: QueryDict) -> dict[str, Any]:
    """What the writer had seen, from the form's hidden fields."""
    seen: dict[str, Any] = {}
    for name, value in sent.items():
        if not name.startswith("seen:"):
            continue
        field = name.removeprefix("seen:")
        if not field.startswith("annotations"):
            seen[field] = value
            continue
        try:
            pairs = json.loads(str(value))
        except ValueError:
            continue
        if isinstance(pairs, list) and all(isinstance(one, dict) for one in pairs):
            seen[field] = pairs
    return seen


def read_note(sent: QueryDict) -> dict[str, str]:
    names = ["kind", "text", "source", *(f"text:{language}" for language, _name in other_languages())]
    kept = set(sent.getlist("keep"))
    return {name: str(sent[name]) for name in names if name in sent and name not in kept}


# -- fields ------------------------------------------------------------------------------------------------------------


def _example_fields(content: ExemplarContent) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": content.title,
        "level": "" if content.level is None else str(content.level),
        "work": content.work,
        "address": content.address,
        "source": content.source,
        "annotations": [{"quote": quote, "note": note} for quote, note in content.annotations],
    }
    for language, _name in other_languages():
        words = content.translations.get(language, {})
        fields |= {f"{name}:{language}": words.get(name, "") for name in ("title", "work")}
        fields[f"annotations:{language}"] = list(words.get("annotations", ()))
    return fields


def _note_fields(content: NoteContent) -> dict[str, str]:
    fields = {"kind": str(content.kind), "text": content.text, "source": content.source}
    for language, _name in other_languages():
        fields[f"text:{language}"] = content.translations.get(language, {}).get("text", "")
    return fields


def _filled(typed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: [one for one in value if one["quote"] or one["note"]]
        if field.startswith("annotations")
        else value
        for field, value in typed.items()
    }


def _with_rows(fields: dict[str, Any]) -> dict[str, Any]:
    """Some empty rows for further remarks, so that adding one needs no script."""
    empty = [{"quote": "", "note": ""}] * ROWS_TO_FILL
    return {
        field: [*value, *empty] if field.startswith("annotations") else value
        for field, value in fields.items()
    }


def _hidden(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
