"""One learner as her teachers see her: strengths, what is under way, what is ready, and the profile per domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, DomainKind, StrandInfo
from headway.district.foundation.api import translated
from headway.district.proficiency.api import Frontier, FrontierItem, StandingInfo

__all__ = ["DomainPart", "Profile", "domain_parts", "find_competencies"]

SHOWN = 6
FOUND_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class ProfileCell:
    """proficient of total competencies of one strand at one level."""

    proficient: int
    total: int
    under_way: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Strands × levels: where each strand stands. A jagged profile, so each strand stands for itself."""

    levels: tuple[int, ...]
    rows: tuple[tuple[StrandInfo, tuple[ProfileCell | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class DomainPart:
    domain: DomainInfo
    strengths: tuple[FrontierItem, ...]
    working_on: tuple[FrontierItem, ...]
    ready: tuple[FrontierItem, ...]
    working_count: int
    ready_count: int
    profile: Profile

    @property
    def is_apart(self) -> bool:
        """Kinds besides subjects stand by themselves."""
        return self.domain.kind != DomainKind.ACADEMIC


def domain_parts(
    frontier: Frontier, standings: Mapping[int, StandingInfo], continuum: ContinuumMap
) -> tuple[DomainPart, ...]:
    """Domains in which something was shown or is ready, in the order of the continuum."""
    parts = []
    for domain in continuum.domains:
        if domain.kind == DomainKind.HABITS:
            continue  # on a page of their own
        part = frontier.of_domain(domain.id)
        if not (part.proficient or part.working_on or part.ready):
            continue
        parts.append(
            DomainPart(
                domain=domain,
                strengths=part.proficient[:SHOWN],
                working_on=part.working_on[:SHOWN],
                ready=part.ready[:SHOWN],
                working_count=len(part.working_on),
                ready_count=len(part.ready),
                profile=_profile(domain, standings, continuum),
            )
        )
    return tuple(parts)


def _profile(domain: DomainInfo, standings: Mapping[int, StandingInfo], continuum: ContinuumMap) -> Profile:
    competencies = continuum.in_domain(domain.id)
    levels = _levels_around(competencies, standings)
    rows = []
    for strand in continuum.strands_of(domain.id):
        of_strand = [one for one in competencies if one.strand_id == strand.id]
        cells = tuple(
            _profile_cell([one for one in of_strand if one.level == level], standings) for level in levels
        )
        if any(cells):
            rows.append((strand, cells))
    return Profile(levels, tuple(rows))


def _levels_around(
    competencies: Sequence[CompetencyInfo], standings: Mapping[int, StandingInfo]
) -> tuple[int, ...]:
    """The levels where she has shown something, and one on either side."""
    every = sorted({one.level for one in competencies if one.level is not None})
    touched = [one.level for one in competencies if one.level is not None and one.id in standings]
    if not touched:
        return tuple(every[:3])
    first, last = every.index(min(touched)), every.index(max(touched))
    return tuple(every[max(0, first - 1) : last + 2])


def _profile_cell(
    competencies: Sequence[CompetencyInfo], standings: Mapping[int, StandingInfo]
) -> ProfileCell | None:
    if not competencies:
        return None
    found = [standings[one.id] for one in competencies if one.id in standings]
    proficient = sum(one.is_proficient for one in found)
    return ProfileCell(proficient, len(competencies), len(found) - proficient)


def find_competencies(continuum: ContinuumMap, words: str) -> tuple[CompetencyInfo, ...]:
    """Competencies of the whole continuum whose code, title or statement holds every word, in any of its languages."""
    wanted = words.casefold().split()
    if not wanted:
        return ()

    def texts(one: CompetencyInfo) -> Iterable[str]:
        yield one.code
        yield one.title
        yield one.statement
        for language in one.translations.values():
            yield language.get("title", "")
            yield language.get("statement", "")

    found = []
    for one in continuum.competencies:
        if one.kind == DomainKind.HABITS:
            continue
        text = "\n".join(texts(one)).casefold()
        if all(word in text for word in wanted):
            # Titles and codes first: a teacher mostly types what stands at the head of the column.
            head = f"{one.code}\n{translated(one, 'title')}".casefold()
            found.append((not all(word in head for word in wanted), one.position, one))
    found.sort(key=lambda row: row[:2])
    return tuple(one for _elsewhere, _position, one in found[:FOUND_AT_MOST])
