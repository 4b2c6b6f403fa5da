"""Which findings are shown: what was asked for, and what it lets through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Importance
from headway.district.evidence.api import TaskDepth
from headway.district.foundation.api import translated
from headway.mastery.continuum.depths import Alignment

__all__ = [
    "BELOW",
    "KINDS",
    "SILENT",
    "UNREACHED",
    "WITHOUT_TASK",
    "Asked",
    "Findings",
    "findings_of",
    "read_asked",
    "strand_options",
    "strand_value",
]

BELOW, UNREACHED, WITHOUT_TASK, SILENT = KINDS = ("below", "unreached", "without_task", "silent")


@dataclass(frozen=True)
class Asked:
    """Which findings are shown; blank shows all. strand: a domain's code and the strand's, with a slash between."""

    domain: str = ""
    strand: str = ""
    kind: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.domain or self.strand or self.kind)

    def query(self, **changes: str) -> str:
        asked = {"domain": self.domain, "strand": self.strand, "kind": self.kind} | changes
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Findings:
    """What is found, after the filters; tasks with those of their competencies that are concerned."""

    below: tuple[tuple[TaskDepth, tuple[CompetencyInfo, ...]], ...]
    unreached: tuple[CompetencyInfo, ...]
    without_task: tuple[CompetencyInfo, ...]
    silent: tuple[tuple[TaskDepth, tuple[CompetencyInfo, ...]], ...]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(getattr(self, kind)) for kind in KINDS}


def read_asked(query: QueryDict, continuum: ContinuumMap) -> Asked:
    """What was asked for; what this continuum does not have selects nothing special."""
    domain = query.get("domain", "")
    if domain not in {one.code for one in continuum.domains}:
        domain = ""
    strand = query.get("strand", "")
    known = {strand_value(continuum, one.id) for one in continuum.strands}
    if strand not in known or (domain and not strand.startswith(f"{domain}/")):
        strand = ""
    kind = query.get("kind", "")
    return Asked(domain, strand, kind if kind in KINDS else "")


def findings_of(
    continuum: ContinuumMap, tasks: Sequence[TaskDepth], found: Alignment, asked: Asked
) -> Findings:
    by_id = {task.id: task for task in tasks}

    def competencies(ids: Iterable[int]) -> tuple[CompetencyInfo, ...]:
        return tuple(continuum.by_id[one] for one in ids)

    def of_tasks(kind: str, pairs: Iterable[tuple[TaskDepth, tuple[CompetencyInfo, ...]]]) -> tuple:
        """A task is shown whole as soon as one of its competencies is asked for; essential ones first."""
        chosen = [pair for pair in pairs if any(_is_asked(continuum, one, asked) for one in pair[1])]
        return tuple(sorted(chosen, key=_essential_pair_first)) if asked.kind in ("", kind) else ()

    def of_line(kind: str, ids: Iterable[int]) -> tuple[CompetencyInfo, ...]:
        if asked.kind not in ("", kind):
            return ()
        return tuple(one for one in competencies(ids) if _is_asked(continuum, one, asked))

    return Findings(
        below=of_tasks(BELOW, ((by_id[one.task], competencies(one.competencies)) for one in found.below)),
        unreached=of_line(UNREACHED, found.unreached),
        without_task=of_line(WITHOUT_TASK, found.without_task),
        silent=of_tasks(
            SILENT, ((by_id[one], competencies(by_id[one].competency_ids)) for one in found.silent)
        ),
    )


def _is_asked(continuum: ContinuumMap, one: CompetencyInfo, asked: Asked) -> bool:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    if asked.domain and (domain is None or domain.code != asked.domain):
        return False
    return not asked.strand or strand_value(continuum, one.strand_id) == asked.strand


def _essential_pair_first(pair: tuple[TaskDepth, tuple[CompetencyInfo, ...]]) -> bool:
    return not any(one.importance == Importance.ESSENTIAL for one in pair[1])


def strand_value(continuum: ContinuumMap, strand_id: int | None) -> str:
    strand = continuum.strand_by_id.get(strand_id or 0)
    if strand is None:
        return ""
    return f"{continuum.domain_by_id[strand.domain_id].code}/{strand.code}"


def strand_options(
    continuum: ContinuumMap, asked: Asked
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Per domain (only the chosen one, once one is chosen) its strands as value and words."""
    return tuple(
        (
            translated(domain, "name"),
            tuple(
                (strand_value(continuum, one.id), translated(one, "name"))
                for one in continuum.strands
                if one.domain_id == domain.id
            ),
        )
        for domain in continuum.domains
        if not asked.domain or domain.code == asked.domain
    )
