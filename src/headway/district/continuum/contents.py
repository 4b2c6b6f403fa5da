"""A version as the content it was loaded from: what an export writes, and what a further version starts from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import F, Max
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
    Rubric,
    RubricCriterion,
    RubricCriterionLevel,
    Strand,
)
from headway.district.continuum.selectors import case_objects, version_info
from headway.district.continuum.types import (
    AssociationContent,
    CompetencyContent,
    CriterionContent,
    CriterionLevelContent,
    DescriptorContent,
    DomainContent,
    ExemplarContent,
    FrameworkContent,
    NoteContent,
    PrerequisiteContent,
    RubricContent,
    StrandContent,
    VersionInfo,
)
from headway.district.foundation.api import NotFound

__all__ = [
    "competency_contents",
    "content_of",
    "headings_called",
    "latest_links",
    "latest_versions_holding",
    "links_of_version",
    "outline_of",
    "prerequisites_of_version",
    "versions_called",
]

# SQLite allows 32,766 parameters in one statement; well below it for both databases.
IDENTIFIERS_AT_ONCE = 10_000


def outline_of(version_id: int) -> FrameworkContent:
    """What a version says about itself, without anything in it. Raises NotFound."""
    row = FrameworkVersion.objects.select_related("framework").filter(pk=version_id).first()
    if row is None:
        raise NotFound(_("There is no such version of a framework."))
    framework = row.framework
    return FrameworkContent(
        identifier=framework.identifier,
        title=framework.title,
        creator=framework.creator,
        uri=framework.uri,
        is_continuum=framework.is_continuum,
        translations=framework.translations,
        envelope=row.envelope,
    )


def content_of(version_id: int, *, with_case_objects: bool = True) -> FrameworkContent:
    """The whole version, so that `load_framework(content_of(v))` makes an equal one. Raises NotFound."""
    return replace(
        outline_of(version_id),
        domains=_domains(version_id),
        strands=_strands(version_id),
        competencies=_competencies(version_id),
        prerequisites=prerequisites_of_version(version_id),
        associations=tuple(
            _as_content(row) for row in Association.objects.filter(version_id=version_id).order_by("pk")
        ),
        rubrics=_rubrics(version_id),
        case_objects=tuple(case_objects(version_id)) if with_case_objects else (),
    )


def prerequisites_of_version(version_id: int) -> tuple[PrerequisiteContent, ...]:
    """The arrows of a version, named by the competencies' identifiers."""
    rows = (
        Prerequisite.objects.filter(version_id=version_id)
        .order_by("pk")
        .values_list("before__identifier", "after__identifier", "is_gate", "identifier")
    )
    return tuple(PrerequisiteContent(*row) for row in rows)


def latest_links(kind: str, *, besides: Collection[str] = ()) -> Iterator[AssociationContent]:
    """The links of one kind that lead outside their package, in the newest version of every framework.

    besides: identifiers of frameworks that are left out.
    """
    rows = (
        Association.objects.filter(kind=kind, is_outside=True, version__in=_newest())
        .exclude(version__framework__identifier__in=besides)
        .order_by("version_id", "pk")
    )
    for row in rows.iterator(chunk_size=2000):
        yield _as_content(row)


def links_of_version(version_id: int, kind: str) -> tuple[AssociationContent, ...]:
    """The links of one kind in this version that lead outside its package."""
    rows = Association.objects.filter(version_id=version_id, kind=kind, is_outside=True).order_by("pk")
    return tuple(_as_content(row) for row in rows)


def latest_versions_holding(identifiers: Collection[str]) -> list[tuple[VersionInfo, frozenset[str]]]:
    """Which newest versions hold competencies with these identifiers, and which of them."""
    held: defaultdict[int, set[str]] = defaultdict(set)
    wanted = sorted(set(identifiers))
    for begin in range(0, len(wanted), IDENTIFIERS_AT_ONCE):
        rows = Competency.objects.filter(
            identifier__in=wanted[begin : begin + IDENTIFIERS_AT_ONCE], version__in=_newest()
        ).values_list("version_id", "identifier")
        for version_id, identifier in rows:
            held[version_id].add(identifier)
    versions = FrameworkVersion.objects.select_related("framework").filter(pk__in=held).order_by("pk")
    return [(version_info(row), frozenset(held[row.pk])) for row in versions]


def versions_called(values: Collection[str]) -> dict[str, str]:
    """Which framework has a competency with this identifier or code in its newest version: value → its title."""
    found: dict[str, str] = {}
    wanted = sorted(set(values))
    for begin in range(0, len(wanted), IDENTIFIERS_AT_ONCE):
        part = wanted[begin : begin + IDENTIFIERS_AT_ONCE]
        for field in ("identifier", "code"):
            rows = Competency.objects.filter(**{f"{field}__in": part}, version__in=_newest())
            for value, title in rows.values_list(field, "version__framework__title"):
                found.setdefault(value, title)
    return found


def headings_called(values: Collection[str], version_id: int) -> set[str]:
    """Which of these identifiers and codes belong to headings of the version: items that cannot be rated."""
    headings = Competency.objects.filter(version_id=version_id, is_ratable=False)
    named = {name for pair in headings.values_list("identifier", "code") for name in pair}
    return named.intersection(values)


def _newest():
    return (
        FrameworkVersion.objects.annotate(newest=Max("framework__versions__number"))
        .filter(number=F("newest"))
        .values("pk")
    )


def _as_content(row: Association) -> AssociationContent:
    return AssociationContent(
        identifier=row.identifier,
        kind=row.kind,
        origin_identifier=row.origin_identifier,
        destination_identifier=row.destination_identifier,
        origin_uri=row.origin_uri,
        destination_uri=row.destination_uri,
        grouping_identifier=row.grouping_identifier,
        is_outside=row.is_outside,
    )


def _domains(version_id: int) -> tuple[DomainContent, ...]:
    return tuple(
        DomainContent(row.code, row.name, row.kind, row.description, row.sequence, row.translations)
        for row in Domain.objects.filter(version_id=version_id).order_by("sequence", "pk")
    )


def _strands(version_id: int) -> tuple[StrandContent, ...]:
    rows = Strand.objects.filter(domain__version_id=version_id).select_related("domain")
    return tuple(
        StrandContent(row.code, row.domain.code, row.name, row.sequence, row.translations)
        for row in rows.order_by("domain__sequence", "sequence", "pk")
    )


def competency_contents(
    version_id: int, identifiers: Collection[str] | None = None
) -> tuple[CompetencyContent, ...]:
    """The competencies of a version with their words; only those with these identifiers, where they are given."""
    found: list[CompetencyContent] = []
    if identifiers is None:
        return _competencies(version_id)
    wanted = sorted(set(identifiers))
    for begin in range(0, len(wanted), IDENTIFIERS_AT_ONCE):
        found += _competencies(version_id, wanted[begin : begin + IDENTIFIERS_AT_ONCE])
    return tuple(found)


def _competencies(version_id: int, only: Collection[str] | None = None) -> tuple[CompetencyContent, ...]:
    inside: dict[str, Any] = {"competency__version_id": version_id}
    narrowed = inside if only is None else inside | {"competency__identifier__in": only}
    descriptors: defaultdict[int, list[DescriptorContent]] = defaultdict(list)
    for row in Descriptor.objects.filter(**narrowed).order_by("level"):
        descriptors[row.competency_id].append(DescriptorContent(row.level, row.text, row.translations))
    exemplars, notes = _exemplars(narrowed), _notes(narrowed)
    rows = Competency.objects.filter(version_id=version_id).select_related("domain", "strand", "parent")
    if only is not None:
        rows = rows.filter(identifier__in=only)
    return tuple(
        CompetencyContent(
            identifier=row.identifier,
            title=row.title,
            statement=row.statement,
            code=row.code,
            domain_code=row.domain.code if row.domain else "",
            strand_code=row.strand.code if row.strand else "",
            parent=row.parent.identifier if row.parent else "",
            kind=row.kind,
            level=row.level,
            depth=row.depth,
            importance=row.importance,
            weight=row.weight,
            is_ratable=row.is_ratable,
            sequence=row.sequence,
            translations=row.translations,
            descriptors=tuple(descriptors.get(row.pk, ())),
            exemplars=tuple(exemplars.get(row.pk, ())),
            notes=tuple(notes.get(row.pk, ())),
        )
        for row in rows.order_by("sequence", "pk")
    )


def _exemplars(inside: dict[str, Any]) -> dict[int, list[ExemplarContent]]:
    found: defaultdict[int, list[ExemplarContent]] = defaultdict(list)
    for row in Exemplar.objects.filter(**inside).order_by("sequence", "pk"):
        annotations = tuple((one["quote"], one["note"]) for one in row.annotations)
        found[row.competency_id].append(
            ExemplarContent(
                row.title, row.level, row.work, row.address, annotations, row.source, row.translations
            )
        )
    return found


def _notes(inside: dict[str, Any]) -> dict[int, list[NoteContent]]:
    found: defaultdict[int, list[NoteContent]] = defaultdict(list)
    for row in ProgressionNote.objects.filter(**inside).order_by("sequence", "pk"):
        found[row.competency_id].append(NoteContent(row.kind, row.text, row.source, row.translations))
    return found


def _rubrics(version_id: int) -> tuple[RubricContent, ...]:
    levels: defaultdict[int, list[CriterionLevelContent]] = defaultdict(list)
    for row in RubricCriterionLevel.objects.filter(criterion__rubric__version_id=version_id).order_by(
        "position", "pk"
    ):
        levels[row.criterion_id].append(
            CriterionLevelContent(row.identifier, row.quality, row.text, row.position)
        )
    criteria: defaultdict[int, list[CriterionContent]] = defaultdict(list)
    for criterion in (
        RubricCriterion.objects.filter(rubric__version_id=version_id)
        .select_related("competency")
        .order_by("position", "pk")
    ):
        about = criterion.competency.identifier if criterion.competency else ""
        criteria[criterion.rubric_id].append(
            CriterionContent(
                criterion.identifier,
                criterion.text,
                about,
                criterion.position,
                tuple(levels.get(criterion.pk, ())),
            )
        )
    return tuple(
        RubricContent(rubric.identifier, rubric.title, tuple(criteria.get(rubric.pk, ())))
        for rubric in Rubric.objects.filter(version_id=version_id).order_by("pk")
    )
