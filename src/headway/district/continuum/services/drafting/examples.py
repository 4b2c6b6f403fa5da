"""What shows a competency to people: exemplars with annotated work, notes on the progression, rubric criteria."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Exemplar, ProgressionNote, RubricCriterion
from headway.district.continuum.services.drafting.acts import DraftAct, on_draft
from headway.district.continuum.services.drafting.things import Exemplars, Notes, joined
from headway.district.continuum.services.drafting.words import clean
from headway.district.continuum.types import Edited, ExemplarContent, NoteContent
from headway.district.foundation.api import Actor, Refused, new_uuid

__all__ = [
    "exemplar_value",
    "move_criterion",
    "note_value",
    "remove_criterion",
    "remove_exemplar",
    "remove_note",
    "save_criterion",
    "save_exemplar",
    "save_note",
]


def save_exemplar(
    draft_uuid: uuid.UUID,
    identifier: str,
    content: ExemplarContent | Mapping[str, Any],
    *,
    by: Actor,
    exemplar_uuid: uuid.UUID | None = None,
    seen: Mapping[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Add an exemplar, or with `exemplar_uuid` change the fields that are given of one.

    Fields: title, level, work, address, annotations ([{"quote", "note"}]), source; "title:es", "work:es",
    "annotations:es". Raises Refused for one without a title, or with neither work nor an address.
    """
    given = exemplar_value(content) if isinstance(content, ExemplarContent) else dict(content)
    with on_draft(draft_uuid, by=by, act=act) as work:
        if exemplar_uuid is None:
            value = {**exemplar_value(ExemplarContent("")), **_cleaned("exemplar", given)}
            value["sequence"] = _further(work, Exemplar, identifier)
        else:
            value = {**work.expect("exemplar", joined(identifier, exemplar_uuid)), **given}
        _check_exemplar(value)
        made = _save(
            work, "exemplar", identifier, exemplar_uuid, value if exemplar_uuid is None else given, seen
        )
        return work.edited(identifier, made=made)


def remove_exemplar(
    draft_uuid: uuid.UUID,
    identifier: str,
    exemplar_uuid: uuid.UUID,
    *,
    by: Actor,
    act: uuid.UUID | None = None,
) -> Edited:
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.delete("exemplar", joined(identifier, exemplar_uuid))
        return work.edited(identifier)


def save_note(
    draft_uuid: uuid.UUID,
    identifier: str,
    content: NoteContent | Mapping[str, Any],
    *,
    by: Actor,
    note_uuid: uuid.UUID | None = None,
    seen: Mapping[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Add a note on the progression, or change one. Fields: kind, text, source, "text:es"."""
    given = note_value(content) if isinstance(content, NoteContent) else dict(content)
    with on_draft(draft_uuid, by=by, act=act) as work:
        if note_uuid is None:
            given = {**note_value(NoteContent("research", "")), **_cleaned("note", given)}
            given["sequence"] = _further(work, ProgressionNote, identifier)
        if "text" in given and not clean("note", "text", given["text"]):
            raise Refused(_("A note needs words."), remedy=_("Write it, or remove the note."))
        return work.edited(identifier, made=_save(work, "note", identifier, note_uuid, given, seen))


def remove_note(
    draft_uuid: uuid.UUID, identifier: str, note_uuid: uuid.UUID, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.delete("note", joined(identifier, note_uuid))
        return work.edited(identifier)


def save_criterion(
    draft_uuid: uuid.UUID,
    identifier: str,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    criterion: str = "",
    qualities: Sequence[str] = (),
    seen: Mapping[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Add a criterion of the competency's rubric, or change one (by its identifier).

    Fields: text, and "level:<identifier of the level>" for what work at that level of it looks like; for a new
    criterion the levels are those of `qualities` (names, lowest first) and their texts "level:1", "level:2" …
    """
    if not criterion or "text" in changes:
        _check_criterion(changes.get("text", ""))
    with on_draft(draft_uuid, by=by, act=act) as work:
        title = work.expect("competency", identifier)["title"]
        if criterion:
            work.merge("criterion", joined(identifier, criterion), changes, seen)
            return work.edited(identifier)
        rubric, position = _rubric_of(work, identifier)
        value: dict[str, Any] = {
            "rubric": rubric,
            "rubric_title": title[:1024],
            "text": clean("criterion", "text", changes["text"]),
            "position": position,
            "levels": [],
        }
        for place, quality in enumerate(qualities):
            own = str(uuid.uuid4())
            value["levels"].append([own, quality, place])
            value[f"level:{own}"] = clean("criterion", "level", changes.get(f"level:{place + 1}", ""))
        made = uuid.uuid4()
        work.create("criterion", joined(identifier, made), value)
        return work.edited(identifier, made=made)


def remove_criterion(
    draft_uuid: uuid.UUID, identifier: str, criterion: str, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.delete("criterion", joined(identifier, criterion))
        return work.edited(identifier)


def move_criterion(
    draft_uuid: uuid.UUID,
    identifier: str,
    criterion: str,
    by_places: int,
    *,
    by: Actor,
    act: uuid.UUID | None = None,
) -> Edited:
    """Move a criterion up (-1) or down (+1) among those of its competency."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        order = list(_criteria(work, identifier).values_list("identifier", flat=True))
        work.expect("criterion", joined(identifier, criterion))
        here = order.index(criterion)
        there = max(0, min(len(order) - 1, here + by_places))
        order.insert(there, order.pop(here))
        for position, one in enumerate(order):
            work.write("criterion", joined(identifier, one), "position", position)
        return work.edited(identifier)


# -- values ------------------------------------------------------------------------------------------------------------


def exemplar_value(content: ExemplarContent, sequence: int = 0) -> dict[str, Any]:
    """An exemplar as the fields of a draft's thing."""
    value = {name: getattr(content, name) for name in Exemplars.plain if name != "sequence"}
    return _cleaned(
        "exemplar", {**value, "sequence": sequence, **_worded(content.translations, Exemplars.worded)}
    )


def note_value(content: NoteContent, sequence: int = 0) -> dict[str, Any]:
    value = {"kind": content.kind, "text": content.text, "source": content.source, "sequence": sequence}
    return _cleaned("note", {**value, **_worded(content.translations, Notes.worded)})


def _worded(translations: Mapping[str, Mapping[str, Any]], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        f"{name}:{language}": words[name]
        for language, words in translations.items()
        for name in names
        if words.get(name)
    }


def _cleaned(subject: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {field: clean(subject, field, value) for field, value in given.items()}


def _save(
    work: DraftAct,
    subject: str,
    identifier: str,
    own: uuid.UUID | None,
    given: Mapping[str, Any],
    seen: Mapping[str, Any] | None,
) -> uuid.UUID:
    if own is not None:
        work.merge(subject, joined(identifier, own), given, seen)
        return own
    made = new_uuid()
    work.create(subject, joined(identifier, made), dict(given))
    return made


def _further(work: DraftAct, model: Any, identifier: str) -> int:
    rows = model.objects.filter(competency__version=work.version, competency__identifier=identifier)
    return rows.count()


def _check_exemplar(value: Mapping[str, Any]) -> None:
    if not clean("exemplar", "title", value["title"]):
        raise Refused(_("An exemplar needs a title."), remedy=_("Say in a few words what the work is."))
    address = clean("exemplar", "address", value["address"])
    if not clean("exemplar", "work", value["work"]) and not address:
        raise Refused(
            _("An exemplar shows work: its text, or an address where it can be seen."),
            remedy=_("Write or paste the work, or give the address."),
        )
    if address and not address.startswith(("https://", "http://")):
        raise Refused(
            _("An address begins with https://."),
            remedy=_("Copy it from the page where the work can be seen."),
        )


def _check_criterion(text: Any) -> None:
    if not clean("criterion", "text", text):
        raise Refused(
            _("A criterion needs words."), remedy=_("Say what is looked at, or remove the criterion.")
        )


def _criteria(work: DraftAct, identifier: str) -> Any:
    rows = RubricCriterion.objects.filter(rubric__version=work.version, competency__identifier=identifier)
    return rows.select_related("rubric").order_by("position", "pk")


def _rubric_of(work: DraftAct, identifier: str) -> tuple[str, int]:
    """The rubric in which a further criterion of this competency belongs, and its place there."""
    last = _criteria(work, identifier).last()
    if last is None:
        return str(uuid.uuid4()), 0
    return last.rubric.identifier, last.position + 1
