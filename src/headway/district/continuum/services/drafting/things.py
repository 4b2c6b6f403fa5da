"""What a draft is made of, each thing as a flat mapping of fields, so that every change to it can be told and undone.

A thing is named by its subject and its lasting key in the draft; words in a further language stand under "title:es".
Keys of several parts (a competency and one of its exemplars) are joined by SEPARATOR.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import (
    Competency,
    Descriptor,
    Domain,
    Exemplar,
    FrameworkVersion,
    Prerequisite,
    ProgressionNote,
    Strand,
)
from headway.district.continuum.types import SEPARATOR
from headway.district.foundation.api import Refused

__all__ = ["LANGUAGE", "Thing", "Things", "gone", "joined", "parts", "the_competency"]

Value = dict[str, Any]
# Of more things than this all of the version are read, which is one short statement.
NAMED_AT_ONCE = 500
# A tag of BCP 47 as far as words have been written in one: "es", "es-MX", "zh-Hant".
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


def joined(*names: object) -> str:
    return SEPARATOR.join(map(str, names))


def parts(key: str) -> tuple[str, ...]:
    return tuple(key.split(SEPARATOR))


class Thing:
    """One kind of thing: how its rows are found, read, written, made and taken out."""

    subject = ""
    plain: tuple[str, ...] = ()
    worded: tuple[str, ...] = ()
    # The lookup that finds rows by the first part of their key.
    named_by = ""

    def knows(self, field: str) -> bool:
        name, colon, language = field.partition(":")
        if not colon:
            return name in self.plain
        return name in self.worded and LANGUAGE.fullmatch(language) is not None

    def find(self, version: FrameworkVersion, key: str) -> Any | None:
        raise NotImplementedError

    def made(self, version: FrameworkVersion, key: str) -> Any:
        """A row, not yet saved, with what the key says about it."""
        raise NotImplementedError

    def read(self, version: FrameworkVersion, key: str) -> Value | None:
        """Everything the thing holds, or None where there is no such thing."""
        row = self.find(version, key)
        return None if row is None else self.value_of(row)

    def rows(self, version: FrameworkVersion) -> QuerySet[Any]:
        """All rows of this kind in the version, with what `value_of` and `key_of` need of other tables."""
        raise NotImplementedError

    def key_of(self, row: Any) -> str:
        raise NotImplementedError

    def values(self, version: FrameworkVersion, keys: Collection[str] | None = None) -> dict[str, Value]:
        """`read` for many: key → what the thing holds. All things of this kind where no keys are given."""
        rows = self.rows(version).order_by("pk")
        if keys is not None and len(keys) <= NAMED_AT_ONCE:
            rows = rows.filter(**{f"{self.named_by}__in": {parts(key)[0] for key in keys}})
        found = {self.key_of(row): self.value_of(row) for row in rows}
        return found if keys is None else {key: found[key] for key in keys if key in found}

    def value_of(self, row: Any) -> Value:
        value = {name: getattr(row, name) for name in self.plain}
        if hasattr(row, "uuid"):
            value["uuid"] = str(row.uuid)
        for language, words in (getattr(row, "translations", None) or {}).items():
            value |= {f"{name}:{language}": words[name] for name in self.worded if words.get(name)}
        return value

    def write(self, version: FrameworkVersion, key: str, field: str, value: Any) -> None:
        row = self.find(version, key)
        if row is None:
            raise gone(key)
        self.put(version, row, field, value)
        row.save()

    def create(self, version: FrameworkVersion, key: str, value: Value) -> None:
        row = self.made(version, key)
        for field, one in value.items():
            if field == "uuid":
                row.uuid = uuid.UUID(one)
            else:
                self.put(version, row, field, one)
        row.save(force_insert=True)

    def delete(self, version: FrameworkVersion, key: str) -> None:
        row = self.find(version, key)
        if row is not None:
            row.delete()

    def put(self, version: FrameworkVersion, row: Any, field: str, value: Any) -> None:
        """Set one field on the row, without saving it."""
        name, _colon, language = field.partition(":")
        if not language:
            setattr(row, name, value)
            return
        words = {one: dict(said) for one, said in (row.translations or {}).items()}
        said = words.setdefault(language, {})
        if value:
            said[name] = value
        else:
            said.pop(name, None)
        row.translations = {one: said for one, said in words.items() if said}

    def empty(self, field: str) -> Any:
        """What a field holds of which nothing is stored."""
        return [] if field.startswith("annotations") else ""


def gone(name: str) -> Refused:
    return Refused(
        _("%(name)s is not in the draft any more.") % {"name": name},
        remedy=_("If somebody removed it, take the removal back in the history first."),
    )


def the_competency(version: FrameworkVersion, identifier: str) -> Competency:
    row = Competency.objects.filter(version=version, identifier=identifier).first()
    if row is None:
        raise gone(identifier)
    return row


class Competencies(Thing):
    subject = "competency"
    plain = ("title", "statement", "code", "level", "depth", "importance", "weight", "kind", "is_ratable", "sequence")  # fmt: skip
    worded = ("title", "statement")
    named_by = "identifier"

    def knows(self, field: str) -> bool:
        return field in ("domain", "strand", "parent") or super().knows(field)

    def find(self, version: FrameworkVersion, key: str) -> Competency | None:
        rows = Competency.objects.filter(version=version, identifier=key)
        return rows.select_related("domain", "strand", "parent").first()

    def rows(self, version: FrameworkVersion) -> QuerySet[Competency]:
        return Competency.objects.filter(version=version).select_related("domain", "strand", "parent")

    def key_of(self, row: Competency) -> str:
        return row.identifier

    def made(self, version: FrameworkVersion, key: str) -> Competency:
        return Competency(version=version, identifier=key)

    def value_of(self, row: Competency) -> Value:
        return {
            **super().value_of(row),
            "domain": row.domain.code if row.domain else "",
            "strand": row.strand.code if row.strand else "",
            "parent": row.parent.identifier if row.parent else "",
        }

    def put(self, version: FrameworkVersion, row: Competency, field: str, value: Any) -> None:
        if field == "domain":
            row.domain = self._named(Domain.objects.filter(version=version), "code", value)
            # A competency is of its domain's kind: kinds never mix in a roll-up.
            row.kind = row.domain.kind if row.domain else row.kind
        elif field == "strand":
            row.strand = self._named(Strand.objects.filter(domain__version=version), "code", value)
        elif field == "parent":
            row.parent = self._named(Competency.objects.filter(version=version), "identifier", value)
        else:
            super().put(version, row, field, value)

    @staticmethod
    def _named(rows: Any, field: str, value: str) -> Any | None:
        if not value:
            return None
        found = rows.filter(**{field: value}).first()
        if found is None:
            raise gone(value)
        return found


class Descriptors(Thing):
    """The words for one performance level; a descriptor without words has no row, and needs none."""

    subject = "descriptor"
    plain = ("text",)
    worded = ("text",)
    named_by = "competency__identifier"

    def rows(self, version: FrameworkVersion) -> QuerySet[Descriptor]:
        return Descriptor.objects.filter(competency__version=version).select_related("competency")

    def key_of(self, row: Descriptor) -> str:
        return joined(row.competency.identifier, row.level)

    def values(self, version: FrameworkVersion, keys: Collection[str] | None = None) -> dict[str, Value]:
        found = super().values(version, keys)
        if not (silent := set(keys or ()) - found.keys()):
            return found
        there = set(Competency.objects.filter(version=version).values_list("identifier", flat=True))
        return found | {key: {"text": ""} for key in silent if parts(key)[0] in there}

    def find(self, version: FrameworkVersion, key: str) -> Descriptor | None:
        identifier, level = parts(key)
        owner = the_competency(version, identifier)
        return Descriptor.objects.filter(competency=owner, level=int(level)).first() or Descriptor(
            competency=owner, level=int(level), text=""
        )

    def read(self, version: FrameworkVersion, key: str) -> Value | None:
        identifier, _level = parts(key)
        if not Competency.objects.filter(version=version, identifier=identifier).exists():
            return None
        return super().read(version, key)

    def write(self, version: FrameworkVersion, key: str, field: str, value: Any) -> None:
        row = self.find(version, key)
        assert row is not None
        self.put(version, row, field, value)
        if row.text or row.translations:
            row.save()
        elif row.pk:
            row.delete()


class Domains(Thing):
    subject = "domain"
    plain = ("name", "kind", "description", "sequence")
    worded = ("name", "description")
    named_by = "code"

    def rows(self, version: FrameworkVersion) -> QuerySet[Domain]:
        return Domain.objects.filter(version=version)

    def key_of(self, row: Domain) -> str:
        return row.code

    def find(self, version: FrameworkVersion, key: str) -> Domain | None:
        return Domain.objects.filter(version=version, code=key).first()

    def made(self, version: FrameworkVersion, key: str) -> Domain:
        return Domain(version=version, code=key)


class Strands(Thing):
    subject = "strand"
    plain = ("name", "sequence")
    worded = ("name",)
    named_by = "code"

    def rows(self, version: FrameworkVersion) -> QuerySet[Strand]:
        return Strand.objects.filter(domain__version=version).select_related("domain")

    def key_of(self, row: Strand) -> str:
        return row.code

    def find(self, version: FrameworkVersion, key: str) -> Strand | None:
        return Strand.objects.filter(domain__version=version, code=key).select_related("domain").first()

    def made(self, version: FrameworkVersion, key: str) -> Strand:
        return Strand(code=key)

    def value_of(self, row: Strand) -> Value:
        return {**super().value_of(row), "domain": row.domain.code}

    def put(self, version: FrameworkVersion, row: Strand, field: str, value: Any) -> None:
        if field != "domain":
            super().put(version, row, field, value)
            return
        domain = Domain.objects.filter(version=version, code=value).first()
        if domain is None:
            raise gone(value)
        row.domain = domain


class Prerequisites(Thing):
    subject = "prerequisite"
    plain = ("is_gate", "identifier")
    named_by = "before__identifier"

    def rows(self, version: FrameworkVersion) -> QuerySet[Prerequisite]:
        return Prerequisite.objects.filter(version=version).select_related("before", "after")

    def key_of(self, row: Prerequisite) -> str:
        return joined(row.before.identifier, row.after.identifier)

    def find(self, version: FrameworkVersion, key: str) -> Prerequisite | None:
        before, after = parts(key)
        rows = Prerequisite.objects.filter(version=version)
        return rows.filter(before__identifier=before, after__identifier=after).first()

    def made(self, version: FrameworkVersion, key: str) -> Prerequisite:
        before, after = (the_competency(version, one) for one in parts(key))
        return Prerequisite(version=version, before=before, after=after)


class _OfACompetency(Thing):
    """Rows that hang on a competency and are known by their own identifier."""

    model: type[Model]
    named_by = "competency__identifier"

    def rows(self, version: FrameworkVersion) -> QuerySet[Any]:
        return self.model._default_manager.filter(competency__version=version).select_related("competency")

    def key_of(self, row: Any) -> str:
        return joined(row.competency.identifier, row.uuid)

    def find(self, version: FrameworkVersion, key: str) -> Any | None:
        identifier, own = parts(key)
        rows = self.model._default_manager.filter(uuid=own, competency__version=version)
        return rows.filter(competency__identifier=identifier).first()

    def made(self, version: FrameworkVersion, key: str) -> Any:
        identifier, own = parts(key)
        return self.model(competency=the_competency(version, identifier), uuid=uuid.UUID(own))


class Exemplars(_OfACompetency):
    subject = "exemplar"
    model = Exemplar
    plain = ("title", "level", "work", "address", "annotations", "source", "sequence")
    worded = ("title", "work", "annotations")


class Notes(_OfACompetency):
    subject = "note"
    model = ProgressionNote
    plain = ("kind", "text", "source", "sequence")
    worded = ("text",)


class Things(dict[str, Thing]):
    """Every kind of thing by its subject."""

    def __init__(self, *kinds: Thing) -> None:
        super().__init__({kind.subject: kind for kind in kinds})
