"""Loading a whole framework as a new draft version, from an author's files or a CASE package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from headway.district.continuum.models import (
    Association,
    CaseObject,
    Competency,
    Descriptor,
    Domain,
    Exemplar,
    Framework,
    FrameworkVersion,
    Prerequisite,
    ProgressionNote,
    Rubric,
    RubricCriterion,
    RubricCriterionLevel,
    Strand,
)
from headway.district.continuum.selectors import version_info
from headway.district.continuum.services.checking import check_content
from headway.district.continuum.types import CaseObjectContent, FrameworkContent, RubricContent, VersionInfo
from headway.district.foundation.api import Actor, audit

__all__ = ["extend_version", "load_framework", "store_case_objects"]

ROWS_AT_ONCE = 500


@transaction.atomic
def load_framework(
    content: FrameworkContent, *, by: Actor, organisation_id: int | None = None
) -> VersionInfo:
    """Add the framework, or a further version of it, as a draft; nothing is written when anything refers to nothing.

    Raises Refused with one problem per row: repeated identifiers and codes, references to what isn't there, a
    parent, prerequisite or criterion that is not in the package. Circles are refused at publishing, so that a
    draft can be mended.
    """
    check_content(content)
    framework, is_new = Framework.objects.update_or_create(
        identifier=content.identifier,
        defaults={
            "title": content.title,
            "creator": content.creator,
            "uri": content.uri,
            "translations": dict(content.translations),
            "is_continuum": content.is_continuum,
        },
        create_defaults={
            "title": content.title,
            "creator": content.creator,
            "uri": content.uri,
            "translations": dict(content.translations),
            "is_continuum": content.is_continuum,
            # The district's own line is everybody's to read (R011); others are shared by a person's decision.
            "is_shared": content.is_continuum,
            "organisation_id": organisation_id,
        },
    )
    last = FrameworkVersion.objects.filter(framework=framework).aggregate(last=Max("number"))["last"]
    version = FrameworkVersion.objects.create(
        framework=framework, number=(last or 0) + 1, envelope=dict(content.envelope)
    )
    competencies = _write_competencies(content, version)
    _write_prerequisites(content, version, competencies)
    _write_associations(content, version)
    _write_rubrics(content.rubrics, version, competencies)
    store_case_objects(version.pk, content.case_objects)
    audit.record(
        by=by,
        act="continuum.framework_loaded",
        subject_kind="framework_version",
        subject_uuid=version.uuid,
        is_new=is_new,
        number=version.number,
        competencies=len(content.competencies),
        prerequisites=len(content.prerequisites),
        associations=len(content.associations),
    )
    return version_info(version)


@transaction.atomic
def extend_version(version: FrameworkVersion, content: FrameworkContent) -> None:
    """Add what is in `content` to a version that is being made; domains and strands that are there are used again.

    The caller has checked that the version may be changed, and keeps the trail and the history. `content.prerequisites` may name
    competencies that the version held before. Raises Refused like `load_framework`.
    """
    check_content(content, before=version)
    ids = _write_competencies(content, version)
    _write_prerequisites(content, version, ids)
    # What was joined, taken out and joined again says once where it came from.
    said = set(Association.objects.filter(version=version).values_list("identifier", flat=True))
    new = tuple(one for one in content.associations if one.identifier not in said)
    _write_associations(replace(content, associations=new), version)
    _write_rubrics(content.rubrics, version, ids)


def store_case_objects(version_id: int, objects: Iterable[CaseObjectContent]) -> int:
    """Keep what a package says of this version, object by object; how many there are."""
    made = CaseObject.objects.bulk_create(
        (
            CaseObject(
                version_id=version_id,
                kind=one.kind,
                identifier=one.identifier,
                position=one.position,
                payload=one.payload,
                digest=one.digest,
            )
            for one in objects
        ),
        batch_size=ROWS_AT_ONCE,
    )
    return len(made)


# -- writing -------------------------------------------------------------------------------------------------


def _write_competencies(content: FrameworkContent, version: FrameworkVersion) -> dict[str, int]:
    """Domains, strands, competencies and descriptors; the ids of all the version's competencies by identifier."""
    domain_id = dict(Domain.objects.filter(version=version).values_list("code", "pk"))
    domains = Domain.objects.bulk_create(
        [
            Domain(
                version=version,
                code=one.code,
                name=one.name,
                kind=one.kind,
                description=one.description,
                sequence=one.sequence,
                translations=dict(one.translations),
            )
            for one in content.domains
            if one.code not in domain_id
        ],
        batch_size=ROWS_AT_ONCE,
    )
    domain_id |= {row.code: row.pk for row in domains}
    kind = {row.code: row.kind for row in domains}
    strand_id = dict(Strand.objects.filter(domain__version=version).values_list("code", "pk"))
    strands = Strand.objects.bulk_create(
        [
            Strand(
                domain_id=domain_id[one.domain_code],
                code=one.code,
                name=one.name,
                sequence=one.sequence,
                translations=dict(one.translations),
            )
            for one in content.strands
            if one.code not in strand_id
        ],
        batch_size=ROWS_AT_ONCE,
    )
    strand_id |= {row.code: row.pk for row in strands}
    rows = Competency.objects.bulk_create(
        [
            Competency(
                version=version,
                identifier=one.identifier,
                domain_id=domain_id.get(one.domain_code),
                strand_id=strand_id.get(one.strand_code),
                code=one.code,
                title=one.title,
                statement=one.statement,
                # A competency is of its domain's kind: kinds never mix in a roll-up.
                kind=kind.get(one.domain_code, one.kind),
                level=one.level,
                depth=one.depth,
                importance=one.importance,
                weight=one.weight,
                is_ratable=one.is_ratable,
                sequence=one.sequence,
                translations=dict(one.translations),
            )
            for one in content.competencies
        ],
        batch_size=ROWS_AT_ONCE,
    )
    by_identifier = {row.identifier: row for row in rows}
    ids = dict(Competency.objects.filter(version=version).values_list("identifier", "pk"))
    children = []
    for one in content.competencies:
        if one.parent:
            child = by_identifier[one.identifier]
            child.parent_id = ids[one.parent]
            children.append(child)
    Competency.objects.bulk_update(children, ["parent"], batch_size=ROWS_AT_ONCE)
    Descriptor.objects.bulk_create(
        (
            Descriptor(
                competency=by_identifier[one.identifier],
                level=descriptor.level,
                text=descriptor.text,
                translations=dict(descriptor.translations),
            )
            for one in content.competencies
            for descriptor in one.descriptors
        ),
        batch_size=ROWS_AT_ONCE,
    )
    _write_examples(content, by_identifier)
    return ids


def _write_examples(content: FrameworkContent, by_identifier: dict[str, Competency]) -> None:
    """Exemplars and notes on the progression."""
    Exemplar.objects.bulk_create(
        (
            Exemplar(
                competency=by_identifier[one.identifier],
                level=example.level,
                title=example.title,
                work=example.work,
                address=example.address,
                annotations=[{"quote": quote, "note": note} for quote, note in example.annotations],
                source=example.source,
                sequence=sequence,
                translations=dict(example.translations),
            )
            for one in content.competencies
            for sequence, example in enumerate(one.exemplars)
        ),
        batch_size=ROWS_AT_ONCE,
    )
    ProgressionNote.objects.bulk_create(
        (
            ProgressionNote(
                competency=by_identifier[one.identifier],
                kind=note.kind,
                text=note.text,
                source=note.source,
                sequence=sequence,
                translations=dict(note.translations),
            )
            for one in content.competencies
            for sequence, note in enumerate(one.notes)
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _write_prerequisites(content: FrameworkContent, version: FrameworkVersion, ids: dict[str, int]) -> None:
    Prerequisite.objects.bulk_create(
        (
            Prerequisite(
                version=version,
                before_id=ids[one.before],
                after_id=ids[one.after],
                is_gate=one.is_gate,
                identifier=one.identifier,
            )
            for one in content.prerequisites
        ),
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,  # the same arrow from two associations is one arrow
    )


def _write_associations(content: FrameworkContent, version: FrameworkVersion) -> None:
    Association.objects.bulk_create(
        (
            Association(
                version=version,
                identifier=one.identifier,
                kind=one.kind,
                origin_identifier=one.origin_identifier,
                origin_uri=one.origin_uri,
                destination_identifier=one.destination_identifier,
                destination_uri=one.destination_uri,
                grouping_identifier=one.grouping_identifier,
                is_outside=one.is_outside,
            )
            for one in content.associations
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _write_rubrics(rubrics: Iterable[RubricContent], version: FrameworkVersion, ids: dict[str, int]) -> None:
    for rubric in rubrics:
        row = Rubric.objects.create(version=version, identifier=rubric.identifier, title=rubric.title)
        criteria = RubricCriterion.objects.bulk_create(
            [
                RubricCriterion(
                    rubric=row,
                    identifier=one.identifier,
                    competency_id=ids.get(one.competency),
                    text=one.text,
                    position=one.position,
                )
                for one in rubric.criteria
            ],
            batch_size=ROWS_AT_ONCE,
        )
        RubricCriterionLevel.objects.bulk_create(
            (
                RubricCriterionLevel(
                    criterion=criterion,
                    identifier=level.identifier,
                    quality=level.quality,
                    text=level.text,
                    position=level.position,
                )
                for criterion, one in zip(criteria, rubric.criteria, strict=True)
                for level in one.levels
            ),
            batch_size=ROWS_AT_ONCE,
        )
