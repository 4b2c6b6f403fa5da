"""What a draft holds, for the pages of its authors: the whole as an outline, one competency with all its words.

Unlike the map of a published version these can be read while prerequisites run in a circle.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.contents import competency_contents
from headway.district.continuum.models import (
    Competency,
    Domain,
    Exemplar,
    FrameworkVersion,
    Prerequisite,
    ProgressionNote,
    RubricCriterion,
    Strand,
)
from headway.district.continuum.types import (
    CompetencyContent,
    CriterionContent,
    CriterionLevelContent,
    DomainInfo,
    ExemplarContent,
    NoteContent,
    StrandInfo,
    Translations,
)
from headway.district.foundation.api import NotFound

__all__ = [
    "DraftCompetency",
    "DraftItem",
    "DraftOutline",
    "beside",
    "circle_through",
    "differing",
    "draft_competency",
    "draft_names",
    "draft_outline",
]


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A competency on the list of a draft. change: "added", "changed", or empty."""

    id: int
    uuid: uuid.UUID
    identifier: str
    code: str
    title: str
    statement: str
    level: int | None
    depth: int | None
    importance: str
    domain_id: int | None
    strand_id: int | None
    is_ratable: bool
    change: str
    translations: Translations


@dataclass(frozen=True, slots=True)
class DraftOutline:
    """removed: what the version that the draft began as holds and the draft does not any more."""

    domains: tuple[DomainInfo, ...]
    strands: tuple[StrandInfo, ...]
    items: tuple[DraftItem, ...]
    removed: tuple[DraftItem, ...]

    def count(self, change: str) -> int:
        return sum(item.change == change for item in self.items)


@dataclass(frozen=True, slots=True)
class DraftCompetency:
    """One competency of a draft with everything that its editor shows. before, after: items and whether they gate."""

    item: DraftItem
    content: CompetencyContent
    revision: int
    domain: DomainInfo | None
    strand: StrandInfo | None
    exemplars: tuple[tuple[uuid.UUID, ExemplarContent], ...]
    notes: tuple[tuple[uuid.UUID, NoteContent], ...]
    criteria: tuple[CriterionContent, ...]
    before: tuple[tuple[DraftItem, bool], ...]
    after: tuple[tuple[DraftItem, bool], ...]


def draft_outline(version_id: int) -> DraftOutline:
    """All competencies of a version in map order, with what happened to each since the version it is based on."""
    base_id = FrameworkVersion.objects.values_list("based_on", flat=True).get(pk=version_id)
    rows = list(_ordered(Competency.objects.filter(version_id=version_id)))
    changes = _changes(version_id, base_id, rows) if base_id else {}
    here = {row.identifier for row in rows}
    gone = _ordered(Competency.objects.filter(version_id=base_id)) if base_id else ()
    return DraftOutline(
        domains=_domains(version_id),
        strands=_strands(version_id),
        items=tuple(_item(row, changes.get(row.identifier, "")) for row in rows),
        removed=tuple(_item(row, "removed") for row in gone if row.identifier not in here),
    )


def draft_competency(version_id: int, competency_uuid: uuid.UUID) -> DraftCompetency:
    """One competency of this version with all its words. Raises NotFound."""
    row = (
        Competency.objects.filter(version_id=version_id, uuid=competency_uuid)
        .select_related("domain", "strand")
        .first()
    )
    if row is None:
        raise NotFound(
            _("This competency is not in the draft."),
            remedy=_("If it was removed, the history can bring it back."),
        )
    (content,) = competency_contents(version_id, [row.identifier])
    exemplars = Exemplar.objects.filter(competency=row).order_by("sequence", "pk")
    notes = ProgressionNote.objects.filter(competency=row).order_by("sequence", "pk")
    return DraftCompetency(
        item=_item(row, ""),
        content=content,
        revision=row.revision,
        domain=_domain(row.domain) if row.domain else None,
        strand=_strand(row.strand) if row.strand else None,
        exemplars=tuple(zip(exemplars.values_list("uuid", flat=True), content.exemplars, strict=True)),
        notes=tuple(zip(notes.values_list("uuid", flat=True), content.notes, strict=True)),
        criteria=_criteria(row),
        before=_neighbours(row, "before"),
        after=_neighbours(row, "after"),
    )


def beside(version_id: int, one: DraftCompetency) -> tuple[DraftItem | None, DraftItem | None]:
    """What stands before and after a competency in its strand (or its domain, where it is in no strand)."""
    rows = Competency.objects.filter(version_id=version_id, is_ratable=True)
    here: dict[str, Any] = {"domain_id": one.item.domain_id, "strand_id": one.item.strand_id}
    order = list(_ordered(rows.filter(**here)))
    place = next((place for place, row in enumerate(order) if row.pk == one.item.id), None)
    if place is None:
        return None, None
    before = _item(order[place - 1], "") if place else None
    after = _item(order[place + 1], "") if place + 1 < len(order) else None
    return before, after


def draft_names(version_id: int) -> dict[str, str]:
    """What the competencies of a draft, and of the version that it began as, are called: identifier → code or title."""
    base_id = FrameworkVersion.objects.values_list("based_on", flat=True).get(pk=version_id)
    rows = Competency.objects.filter(version_id__in=[one for one in (base_id, version_id) if one])
    return {
        identifier: code or title
        for identifier, code, title in rows.order_by("version_id").values_list("identifier", "code", "title")
    }


def circle_through(version_id: int, identifier: str) -> tuple[str, ...]:
    """The shortest circle of prerequisites through this competency, as codes or titles; empty where there is none."""
    opens: defaultdict[int, list[int]] = defaultdict(list)
    for before, after in Prerequisite.objects.filter(version_id=version_id).values_list(
        "before_id", "after_id"
    ):
        opens[before].append(after)
    start = (
        Competency.objects.filter(version_id=version_id, identifier=identifier)
        .values_list("pk", flat=True)
        .first()
    )
    way = _way_back(start, opens) if start else ()
    names = {
        pk: code or title
        for pk, code, title in Competency.objects.filter(pk__in=way).values_list("pk", "code", "title")
    }
    return tuple(names[pk] for pk in way)


def _way_back(start: int, opens: Mapping[int, list[int]]) -> tuple[int, ...]:
    came: dict[int, int] = {}
    reached = [start]
    for here in reached:
        for there in opens.get(here, ()):
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return (*reversed(way), start)
            if there not in came:
                came[there] = here
                reached.append(there)
    return ()


# -- what changed ------------------------------------------------------------------------------------------------------


def _changes(version_id: int, base_id: int, rows: Iterable[Competency]) -> dict[str, str]:
    """Only what was edited can differ, so only that is compared: an edit that was taken back is no change."""
    earlier = set(Competency.objects.filter(version_id=base_id).values_list("identifier", flat=True))
    edited = [row.identifier for row in rows if row.revision and row.identifier in earlier]
    found = {row.identifier: "added" for row in rows if row.identifier not in earlier}
    before, after = _contents(base_id, edited), _contents(version_id, edited)
    found |= {name: "changed" for name in edited if before[name] != after[name]}
    return found


def differing(version_id: int, other_id: int) -> set[str]:
    """Competencies that both versions have and that are not the same in them."""
    names = [
        set(Competency.objects.filter(version_id=one).values_list("identifier", flat=True))
        for one in (version_id, other_id)
    ]
    both = sorted(names[0] & names[1])
    here, there = _contents(version_id, both), _contents(other_id, both)
    return {name for name in both if here[name] != there[name]}


def _contents(version_id: int, identifiers: list[str]) -> dict[str, tuple]:
    """Each competency with what hangs on it: its words, its arrows, its criteria."""
    arrows: defaultdict[str, set] = defaultdict(set)
    rows = Prerequisite.objects.filter(version_id=version_id, after__identifier__in=identifiers)
    for before, after, is_gate in rows.values_list("before__identifier", "after__identifier", "is_gate"):
        arrows[after].add((before, is_gate))
    criteria: defaultdict[str, list] = defaultdict(list)
    about = RubricCriterion.objects.filter(
        rubric__version_id=version_id, competency__identifier__in=identifiers
    ).select_related("competency")
    for row in about.order_by("position", "pk").prefetch_related("levels"):
        assert row.competency is not None
        said = tuple((level.quality, level.text) for level in row.levels.all())
        criteria[row.competency.identifier].append((row.text, said))
    return {
        one.identifier: (replace(one, sequence=0), arrows[one.identifier], criteria[one.identifier])
        for one in competency_contents(version_id, identifiers)
    }


# -- rows as values ----------------------------------------------------------------------------------------------------


def _ordered(rows):
    return rows.select_related("domain", "strand").order_by(
        "domain__sequence", "domain_id", "strand__sequence", "strand_id", "level", "sequence", "pk"
    )


def _item(row: Competency, change: str) -> DraftItem:
    return DraftItem(
        id=row.pk,
        uuid=row.uuid,
        identifier=row.identifier,
        code=row.code,
        title=row.title,
        statement=row.statement,
        level=row.level,
        depth=row.depth,
        importance=row.importance,
        domain_id=row.domain_id,
        strand_id=row.strand_id,
        is_ratable=row.is_ratable,
        change=change,
        translations=row.translations,
    )


def _domains(version_id: int) -> tuple[DomainInfo, ...]:
    return tuple(map(_domain, Domain.objects.filter(version_id=version_id).order_by("sequence", "pk")))


def _strands(version_id: int) -> tuple[StrandInfo, ...]:
    rows = Strand.objects.filter(domain__version_id=version_id)
    return tuple(map(_strand, rows.order_by("domain__sequence", "sequence", "pk")))


def _domain(row: Domain) -> DomainInfo:
    return DomainInfo(
        row.pk, row.uuid, row.code, row.name, row.kind, row.description, row.sequence, row.translations
    )


def _strand(row: Strand) -> StrandInfo:
    return StrandInfo(row.pk, row.uuid, row.domain_id, row.code, row.name, row.sequence, row.translations)


def _criteria(row: Competency) -> tuple[CriterionContent, ...]:
    found = RubricCriterion.objects.filter(competency=row).order_by("position", "pk")
    return tuple(
        CriterionContent(
            identifier=one.identifier,
            text=one.text,
            competency=row.identifier,
            position=one.position,
            levels=tuple(
                CriterionLevelContent(level.identifier, level.quality, level.text, level.position)
                for level in one.levels.all()
            ),
        )
        for one in found.prefetch_related("levels")
    )


def _neighbours(row: Competency, side: str) -> tuple[tuple[DraftItem, bool], ...]:
    other = "after" if side == "before" else "before"
    arrows = Prerequisite.objects.filter(**{other: row}).select_related(side)
    found = [(_item(getattr(arrow, side), ""), arrow.is_gate) for arrow in arrows]
    return tuple(sorted(found, key=lambda one: (one[0].level or 0, one[0].code, one[0].title)))
