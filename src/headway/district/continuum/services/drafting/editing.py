"""Editing the competencies of a draft: their words, their place, and what work at each level looks like."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import (
    Competency,
    Descriptor,
    Exemplar,
    Prerequisite,
    ProgressionNote,
    RubricCriterion,
    Strand,
)
from headway.district.continuum.services.drafting.acts import DraftAct, on_draft
from headway.district.continuum.services.drafting.examples import exemplar_value, note_value
from headway.district.continuum.services.drafting.things import Competencies, joined
from headway.district.continuum.services.drafting.words import PERFORMANCE_LEVELS, clean
from headway.district.continuum.types import CompetencyContent, Edited
from headway.district.foundation.api import Actor, Refused, new_uuid

__all__ = [
    "add_competency",
    "edit_competency",
    "remove_competency",
    "take_out",
    "write_descriptor",
    "write_descriptors",
]


def edit_competency(
    draft_uuid: uuid.UUID,
    identifier: str,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    seen: Mapping[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Change fields of one competency; `seen` holds each field as the writer read it.

    Fields: title, statement, code, level, depth, importance, weight, domain and strand (codes), parent (identifier),
    is_ratable, sequence; words in a further language as "title:es", "statement:es". A field that somebody else
    changed since it was seen is left as it stands and comes back in `conflicts`. Raises Refused for a value that the
    field cannot have, and for a competency that is not in the draft.
    """
    with on_draft(draft_uuid, by=by, act=act) as work:
        _check_title(changes)
        given, read = dict(changes), dict(seen) if seen is not None else None
        _place(work, identifier, given, read)
        _check_code(work, identifier, given)
        _check_heading(work, identifier, given)
        work.merge("competency", identifier, given, read)
        return work.edited(identifier)


def add_competency(
    draft_uuid: uuid.UUID, content: CompetencyContent, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    """A further competency, with its descriptors, exemplars and notes. An empty identifier gets a new one.

    `Edited.uuid` is the row's. Raises Refused for an identifier or code that is already there.
    """
    with on_draft(draft_uuid, by=by, act=act) as work:
        # CASE takes identifiers of the versions 1 to 5: a random one goes out as it is.
        identifier = content.identifier.strip() or str(uuid.uuid4())
        if work.read("competency", identifier) is not None:
            raise Refused(
                _("There is already a competency with the identifier %(identifier)s.")
                % {"identifier": identifier},
                remedy=_("Edit that one, or choose another identifier."),
            )
        given = _fields_of(content)
        _place(work, identifier, given, None)
        _check_code(work, identifier, given)
        if not given["title"]:
            raise Refused(
                _("A competency needs a short name."), remedy=_("Write how teachers would call it.")
            )
        work.create("competency", identifier, given)
        _write_parts(work, identifier, content)
        return work.edited(identifier, made=work.expect("competency", identifier)["uuid"])


def remove_competency(
    draft_uuid: uuid.UUID, identifier: str, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    """Take a competency out of the draft, with everything that hangs on it; the history can bring it back."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.expect("competency", identifier)
        take_out(work, identifier)
        return work.edited()


def write_descriptor(
    draft_uuid: uuid.UUID,
    identifier: str,
    level: int,
    text: str,
    language: str = "",
    *,
    by: Actor,
    seen: str | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Say what work at this performance level looks like; empty text takes the words away."""
    read = None if seen is None else {(level, language): seen}
    return write_descriptors(draft_uuid, identifier, {(level, language): text}, seen=read, by=by, act=act)


def write_descriptors(
    draft_uuid: uuid.UUID,
    identifier: str,
    texts: Mapping[tuple[int, str], str],
    *,
    by: Actor,
    seen: Mapping[tuple[int, str], str] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Several of them as one act: (level, language) → words; the record's own language is ""."""
    for level, _language in texts:
        if not 1 <= level <= PERFORMANCE_LEVELS:
            raise Refused(
                _("There is no such performance level."), remedy=_("Choose a level of the district's scale.")
            )
    with on_draft(draft_uuid, by=by, act=act) as work:
        for (level, language), text in texts.items():
            field = f"text:{language}" if language else "text"
            there = None if seen is None else seen.get((level, language))
            read = None if there is None else {field: there}
            work.merge("descriptor", joined(identifier, level), {field: text}, read)
        return work.edited(identifier)


def take_out(work: DraftAct, identifier: str) -> None:
    """Everything that hangs on a competency, one after the other, then the competency: so it can all come back."""
    mine = {"competency__version": work.version, "competency__identifier": identifier}
    about = Prerequisite.objects.filter(version=work.version)
    arrows = about.filter(before__identifier=identifier) | about.filter(after__identifier=identifier)
    for before, after in arrows.values_list("before__identifier", "after__identifier"):
        work.delete("prerequisite", joined(before, after))
    for own in RubricCriterion.objects.filter(
        rubric__version=work.version, competency__identifier=identifier
    ).values_list("identifier", flat=True):
        work.delete("criterion", joined(identifier, own))
    for subject, model in (("exemplar", Exemplar), ("note", ProgressionNote)):
        for own in model._default_manager.filter(**mine).values_list("uuid", flat=True):
            work.delete(subject, joined(identifier, own))
    for row in Descriptor.objects.filter(**mine):
        key = joined(identifier, row.level)
        for field in [one for one in work.expect("descriptor", key) if one.startswith("text:")]:
            work.write("descriptor", key, field, "")
        work.write("descriptor", key, "text", "")
    children = Competency.objects.filter(version=work.version, parent__identifier=identifier)
    for child in children.values_list("identifier", flat=True):
        work.write("competency", child, "parent", "")
    work.delete("competency", identifier)


# -- checks ------------------------------------------------------------------------------------------------------------


def _check_title(changes: Mapping[str, Any]) -> None:
    if "title" in changes and not clean("competency", "title", changes["title"]):
        raise Refused(_("A competency needs a short name."), remedy=_("Write how teachers would call it."))


def _check_code(work: DraftAct, identifier: str, given: Mapping[str, Any]) -> None:
    code = clean("competency", "code", given.get("code", ""))
    if not code:
        return
    rows = Competency.objects.filter(version=work.version, code=code).exclude(identifier=identifier)
    stored = work.read("competency", identifier)
    other = None if stored and stored["code"] == code else rows.first()
    if other is not None:
        raise Refused(
            _("The code %(code)s already names “%(title)s”.") % {"code": code, "title": other.title},
            remedy=_("Choose a code that is free."),
        )


def _check_heading(work: DraftAct, identifier: str, given: Mapping[str, Any]) -> None:
    """Nothing stands below itself: headings are a tree."""
    above = clean("competency", "parent", given.get("parent", ""))
    seen: set[str] = set()
    while above and above not in seen:
        if above == identifier:
            raise Refused(_("A competency does not stand below itself."), remedy=_("Choose another heading."))
        seen.add(above)
        above = (work.read("competency", above) or {}).get("parent", "")


def _place(work: DraftAct, identifier: str, given: dict[str, Any], read: dict[str, Any] | None) -> None:
    """A strand lies in one domain: who moves a competency to a strand moves it to that domain."""
    if "strand" not in given and "domain" not in given:
        return
    stored = work.read("competency", identifier) or {"strand": "", "domain": ""}
    strand = given.get("strand", stored["strand"])
    row = Strand.objects.filter(domain__version=work.version, code=strand).select_related("domain").first()
    if "strand" in given and (read is None or given["strand"] != read.get("strand")):
        if row is not None:
            given["domain"] = row.domain.code
    elif row is not None and given.get("domain", row.domain.code) != row.domain.code:
        given["strand"] = ""


def _fields_of(content: CompetencyContent) -> dict[str, Any]:
    given = {
        name: getattr(content, name) for name in (*Competencies.plain, "domain_code", "strand_code", "parent")
    }
    given["domain"], given["strand"] = given.pop("domain_code"), given.pop("strand_code")
    for language, words in content.translations.items():
        given |= {f"{name}:{language}": words[name] for name in Competencies.worded if words.get(name)}
    kind = given.pop("kind")
    cleaned = {field: clean("competency", field, value) for field, value in given.items()}
    return {"kind": kind, **cleaned}


def _write_parts(work: DraftAct, identifier: str, content: CompetencyContent) -> None:
    for one in content.descriptors:
        key = joined(identifier, one.level)
        work.write("descriptor", key, "text", clean("descriptor", "text", one.text))
        for language, words in one.translations.items():
            work.write("descriptor", key, f"text:{language}", clean("descriptor", "text", words.get("text")))
    for place, example in enumerate(content.exemplars):
        work.create("exemplar", joined(identifier, new_uuid()), exemplar_value(example, place))
    for place, note in enumerate(content.notes):
        work.create("note", joined(identifier, new_uuid()), note_value(note, place))
