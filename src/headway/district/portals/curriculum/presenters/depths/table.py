"""Depth and alignment as a table: one competency a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.evidence.api import TaskDepth
from headway.district.foundation.api import translated
from headway.district.portals.curriculum.presenters.depths.choosing import (
    BELOW,
    SILENT,
    UNREACHED,
    WITHOUT_TASK,
    Asked,
    findings_of,
)
from headway.district.portals.curriculum.presenters.depths.words import (
    depth_cell,
    evidence_cell,
    kind_words,
    why,
)
from headway.district.portals.curriculum.presenters.map import importance_words
from headway.mastery.continuum.depths import Alignment

__all__ = ["table_rows"]


def table_rows(
    continuum: ContinuumMap,
    tasks: Sequence[TaskDepth],
    found: Alignment,
    evidence: Mapping[int, int | None],
    asked: Asked,
    smallest: int,
) -> Iterator[list[str]]:
    """Every finding that the filters let through, one competency a row, with its reason in the last column."""
    yield [
        _("Finding"),
        _("Task"),
        _("Code of the task"),
        _("Kept by"),
        _("Depth that the task asks for"),
        _("Pieces of evidence from the task for all its deeper competencies"),
        _("Domain"),
        _("Strand"),
        _("Level"),
        _("Code"),
        _("Competency"),
        _("Importance"),
        _("Depth of the competency"),
        _("Tasks that reach this depth"),
        _("Why it matters"),
    ]
    shown = findings_of(continuum, tasks, found, asked)
    for kind, pairs in ((BELOW, shown.below), (SILENT, shown.silent)):
        for task, competencies in pairs:
            rests = evidence_cell(evidence, task.id, smallest) if kind == BELOW else ""
            of_task = [translated(task, "title"), task.code, task.owner, depth_cell(task.depth), rests]
            for one in competencies:
                yield [kind_words(kind), *of_task, *_competency_cells(continuum, one, found), why(kind)]
    for kind, competencies in ((UNREACHED, shown.unreached), (WITHOUT_TASK, shown.without_task)):
        for one in competencies:
            yield [kind_words(kind), *[""] * 5, *_competency_cells(continuum, one, found), why(kind)]


def _competency_cells(continuum: ContinuumMap, one: CompetencyInfo, found: Alignment) -> list[str]:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    strand = continuum.strand_by_id.get(one.strand_id or 0)
    reaching = found.reaching.get(one.id)
    return [
        translated(domain, "name") if domain else "",
        translated(strand, "name") if strand else "",
        "" if one.level is None else str(one.level),
        one.code,
        translated(one, "title"),
        importance_words(one.importance),
        depth_cell(one.depth),
        "" if reaching is None else str(reaching),
    ]
