"""Many things of a draft at once: what is there, what came, making and taking out thousands in few statements."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import (
    Association,
    Competency,
    Descriptor,
    Domain,
    Exemplar,
    FrameworkVersion,
    Prerequisite,
    ProgressionNote,
    Strand,
)
from headway.district.continuum.services.drafting.acts import THINGS, DraftAct
from headway.district.continuum.services.drafting.things import Value, gone, parts
from headway.district.foundation.api import Refused

__all__ = ["ORDER", "Everything", "create_all", "everything", "hanging_on", "note_what_came", "remove_all", "write_words"]  # fmt: skip

# What is named comes before what names it; taking out goes the other way.
ORDER = ("domain", "strand", "competency", "descriptor", "criterion", "exemplar", "note", "prerequisite", "association")  # fmt: skip
HANGS = ("descriptor", "criterion", "exemplar", "note", "prerequisite")
ROWS_AT_ONCE = 500

Everything = Mapping[str, Mapping[str, Value]]


def everything(version: FrameworkVersion) -> Everything:
    """All that the version holds: subject → key → value. A dozen queries."""
    return {subject: THINGS[subject].values(version) for subject in ORDER}


def note_what_came(work: DraftAct, before: Everything) -> None:
    """Write into the history what the draft holds now and did not hold before."""
    for subject, values in everything(work.version).items():
        for key, value in values.items():
            if key in before[subject]:
                continue
            if subject == "descriptor":
                for field, words in _words(value).items():
                    work.note(subject, key, field, "", words)
            else:
                work.note(subject, key, "", None, value)


def hanging_on(work: DraftAct, identifiers: set[str]) -> dict[str, dict[str, Value]]:
    """What goes when these competencies go: subject → key → value."""
    if not identifiers:
        return {}
    found: dict[str, dict[str, Value]] = {}
    for subject in HANGS:
        rows = THINGS[subject].rows(work.version).order_by("pk")
        if len(identifiers) <= ROWS_AT_ONCE:
            rows = rows.filter(_about(subject, identifiers))
        values = {THINGS[subject].key_of(row): THINGS[subject].value_of(row) for row in rows}
        ends = 2 if subject == "prerequisite" else 1
        found[subject] = {
            key: value for key, value in values.items() if identifiers.intersection(parts(key)[:ends])
        }
    return found


def _about(subject: str, identifiers: set[str]) -> Q:
    if subject == "prerequisite":
        return Q(before__identifier__in=identifiers) | Q(after__identifier__in=identifiers)
    return Q(competency__identifier__in=identifiers)


# -- making ------------------------------------------------------------------------------------------------------------


class _Places:
    """The rows of a draft that others name, read once."""

    def __init__(self, version: FrameworkVersion) -> None:
        self.version = version
        self.domains = {row.code: row for row in Domain.objects.filter(version=version)}
        self.strands = dict(Strand.objects.filter(domain__version=version).values_list("code", "pk"))
        self.competencies = dict(Competency.objects.filter(version=version).values_list("identifier", "pk"))

    def competency(self, key: str, part: int = 0) -> int:
        return _named(self.competencies, parts(key)[part])


def _named(known: Mapping[str, Any], name: str) -> Any:
    if name not in known:
        raise gone(name)
    return known[name]


def _strand(at: _Places, key: str, value: Value) -> Strand:
    return Strand(code=key, domain=_named(at.domains, value["domain"]))


def _competency(at: _Places, key: str, value: Value) -> Competency:
    return Competency(
        version=at.version,
        identifier=key,
        domain=_named(at.domains, value["domain"]) if value["domain"] else None,
        strand_id=_named(at.strands, value["strand"]) if value["strand"] else None,
    )


def _prerequisite(at: _Places, key: str, value: Value) -> Prerequisite:
    before, after = at.competency(key), at.competency(key, 1)
    return Prerequisite(version=at.version, before_id=before, after_id=after)


_MODELS: Mapping[str, type[Model]] = {
    "domain": Domain,
    "strand": Strand,
    "competency": Competency,
    "exemplar": Exemplar,
    "note": ProgressionNote,
    "prerequisite": Prerequisite,
    "association": Association,
}
_MAKERS: Mapping[str, Callable[[_Places, str, Value], Any]] = {
    "domain": lambda at, key, value: Domain(version=at.version, code=key),
    "strand": _strand,
    "competency": _competency,
    "exemplar": lambda at, key, value: Exemplar(competency_id=at.competency(key)),
    "note": lambda at, key, value: ProgressionNote(competency_id=at.competency(key)),
    "prerequisite": _prerequisite,
    "association": lambda at, key, value: Association(version=at.version, identifier=key),
}
_NAMES_OTHERS = ("domain", "strand", "parent")


def create_all(work: DraftAct, subject: str, values: Mapping[str, Value]) -> None:
    """Make these things as they were, in this order. Raises Refused where one names what is not there."""
    if subject == "joining":  # only the history knows of it
        for key, value in values.items():
            work.note(subject, key, "", None, dict(value))
        return
    if subject not in _MAKERS:
        for key, value in values.items():
            work.create(subject, key, value)
        return
    at, rows = _Places(work.version), {}
    for key, value in values.items():
        row = _MAKERS[subject](at, key, value)
        for field, one in value.items():
            if field == "uuid":
                row.uuid = uuid.UUID(one)
            elif field not in _NAMES_OTHERS:
                THINGS[subject].put(work.version, row, field, one)
        if subject == "competency" and row.domain is not None:
            row.kind = row.domain.kind  # kinds never mix in a roll-up
        rows[key] = row
    _MODELS[subject]._default_manager.bulk_create(rows.values(), batch_size=ROWS_AT_ONCE)
    if subject == "competency":
        _set_parents(work.version, values, rows)
    for key, value in values.items():
        work.note(subject, key, "", None, dict(value))


def _set_parents(version: FrameworkVersion, values: Mapping[str, Value], rows: Mapping[str, Any]) -> None:
    """A heading may come after what stands below it, so they are named when all are there."""
    ids = _Places(version).competencies
    children = [rows[key] for key, value in values.items() if value["parent"]]
    for row in children:
        row.parent_id = _named(ids, values[row.identifier]["parent"])
    Competency.objects.bulk_update(children, ["parent"], batch_size=ROWS_AT_ONCE)


def write_words(work: DraftAct, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """The words of descriptors: key → field → words. Those that have no words yet are made in bulk."""
    standing = THINGS["descriptor"].values(work.version, list(wanted))
    at, made = _Places(work.version), []
    for key, fields in wanted.items():
        if key in standing and standing[key] != {"text": ""}:
            for field, words in fields.items():
                work.write("descriptor", key, field, words)
            continue
        identifier, level = parts(key)
        row = Descriptor(competency_id=_named(at.competencies, identifier), level=int(level), text="")
        for field, words in fields.items():
            if words:
                THINGS["descriptor"].put(work.version, row, field, words)
                work.note("descriptor", key, field, "", words)
        if row.text or row.translations:
            made.append(row)
    Descriptor.objects.bulk_create(made, batch_size=ROWS_AT_ONCE)


# -- taking out --------------------------------------------------------------------------------------------------------


def remove_all(work: DraftAct, going: Mapping[str, Mapping[str, Value]]) -> None:
    """Take these things out with all that hangs on them, in this order; the history can bring everything back.

    Raises Refused for a domain or strand that holds what stays.
    """
    identifiers = set(going.get("competency", ()))
    hanging = hanging_on(work, identifiers)
    for subject in reversed(ORDER):
        # What came later goes first, so that bringing everything back follows the order in which it was made.
        more = {
            key: value
            for key, value in reversed(hanging.get(subject, {}).items())
            if key not in going.get(subject, {})
        }
        if subject == "competency":
            _set_free(work, identifiers)
        _remove(work, subject, {**more, **going.get(subject, {})})


def _set_free(work: DraftAct, identifiers: set[str]) -> None:
    """What stands below a heading that goes, and stays itself, has no heading then."""
    below = Competency.objects.filter(version=work.version, parent__isnull=False)
    for child, parent in below.values_list("identifier", "parent__identifier"):
        if parent in identifiers and child not in identifiers:
            work.write("competency", child, "parent", "")


def _remove(work: DraftAct, subject: str, values: Mapping[str, Value]) -> None:
    if not values:
        return
    if subject in ("domain", "strand", "criterion"):
        for key in values:
            _check_nothing_inside(work, subject, key)
            work.delete(subject, key)
        return
    for key, value in values.items():
        if subject == "descriptor":
            for field, words in reversed(_words(value).items()):
                work.note(subject, key, field, words, "")
        else:
            work.note(subject, key, "", dict(value), None)
    thing = THINGS[subject]
    rows = thing.rows(work.version)
    if len(values) <= ROWS_AT_ONCE:
        rows = rows.filter(**{f"{thing.named_by}__in": {parts(key)[0] for key in values}})
    ids = [row.pk for row in rows if thing.key_of(row) in values]
    model = Descriptor if subject == "descriptor" else _MODELS[subject]
    for begin in range(0, len(ids), ROWS_AT_ONCE):
        model._default_manager.filter(pk__in=ids[begin : begin + ROWS_AT_ONCE]).delete()


def _check_nothing_inside(work: DraftAct, subject: str, key: str) -> None:
    """A domain or strand that others have filled since stays; moving what it holds comes first."""
    row = THINGS[subject].find(work.version, key)
    holds = row is not None and (
        (subject == "domain" and (row.strands.exists() or row.competencies.exists()))
        or (subject == "strand" and row.competencies.exists())
    )
    if holds:
        raise Refused(
            _("%(code)s has been filled since.") % {"code": key},
            remedy=_("Move or remove what it holds first."),
        )


def _words(value: Value) -> dict[str, Any]:
    names: Iterable[str] = (field for field in value if field.startswith("text"))
    return {field: value[field] for field in names if value[field]}
