"""What joining would do: which items come from where, which strands become one row, and where each row still breaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.columns import SEAMS, line_of
from headway.district.continuum.contents import content_of
from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import (
    CompetencyContent,
    FrameworkContent,
    VersionInfo,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused
from headway.mastery.continuum.items import Relation
from headway.mastery.continuum.rows import Continuation, Strand, likely_rows

__all__ = ["JoinedRow", "Joining", "Part", "Unit", "plan_joining"]

# Parts are numbered from 1 in the order of the line; the rows that the line has already are part 0.
BASE = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What one framework gives: its competencies from one level to another, of some of its domains (all: none named)."""

    version_id: int
    from_level: int | None = None
    to_level: int | None = None
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Unit:
    """One strand of one part (a domain where it has no strands); `part` is its number, 0 for the line itself.

    continues: key of the row that it goes on with; its own key where it begins a row. proposed: what the words say.
    """

    part: int
    domain: str
    strand: str
    framework: str
    name: str
    competencies: tuple[CompetencyContent, ...]
    continues: str
    proposed: Continuation | None = None

    @property
    def key(self) -> str:
        return f"{self.part}:{self.domain}:{self.strand}"

    @property
    def levels(self) -> Mapping[int, int]:
        """level → how many competencies."""
        return Counter(one.level for one in self.competencies if one.level is not None and one.is_ratable)

    @property
    def count(self) -> int:
        return sum(1 for one in self.competencies if one.is_ratable)


@dataclass(frozen=True)
class JoinedRow:
    """One row of the joined line. cells: level → (framework's number, how many) in the order of the parts.

    seams: per seam "joined" where one framework crosses it, "open" where another takes over, "stops" where nothing
    follows, "begins" where nothing went before, "" where the row is nowhere near.
    """

    key: str
    name: str
    units: tuple[Unit, ...]
    cells: Mapping[int, tuple[tuple[int, int], ...]]
    seams: Mapping[int, str]

    @property
    def count(self) -> int:
        return sum(unit.count for unit in self.units)


@dataclass(frozen=True)
class Joining:
    """What joining these parts gives, before anything is written.

    base: what the line holds already and keeps. same: pairs (left out, kept) that a crosswalk calls the same.
    without_level: competencies left out because nothing says where on the line they stand. there_already: those that
    the line holds. levels: the levels of the joined line.
    """

    parts: tuple[Part, ...]
    versions: Mapping[int, VersionInfo]
    contents: Mapping[int, FrameworkContent]
    base: FrameworkContent | None
    domain: str
    rows: tuple[JoinedRow, ...]
    same: tuple[tuple[str, str], ...]
    without_level: int
    there_already: int
    levels: tuple[int, ...]
    units: tuple[Unit, ...] = field(default=())

    @property
    def count(self) -> int:
        """Competencies that come in."""
        return sum(unit.count for unit in self.units if unit.part != BASE)

    @property
    def open_seams(self) -> Mapping[int, int]:
        """seam → rows in which one framework hands on to another and nothing leads across yet."""
        return Counter(seam for row in self.rows for seam, state in row.seams.items() if state == "open")


def plan_joining(
    parts: Sequence[Part],
    *,
    domain: str,
    onto: VersionInfo | None = None,
    continues: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    keep_one_of_same: bool = True,
) -> Joining:
    """What the line would be. Nothing is written.

    domain: the name of the domain that the rows stand in; one that the line has already is gone on with. onto: the
    version that takes the parts in (its competencies all stay); None makes a new line. continues: unit → the row it
    goes on with, as a person decided; others as the words propose. names: row → what to call it.
    Raises Refused where no framework or the same one twice is chosen, levels are the wrong way round, or nothing is
    left to join.
    """
    _check_parts(parts, domain)
    versions = _versions(parts)
    contents = {part.version_id: content_of(part.version_id, with_case_objects=False) for part in parts}
    base = content_of(onto.id, with_case_objects=False) if onto else None
    taking = _Taking(parts, versions, contents, base, domain)
    if keep_one_of_same:
        taking.leave_out_same(onto)
    units = taking.units(continues or {})
    if not any(unit.count for unit in units if unit.part != BASE):
        raise Refused(
            _(
                "Nothing is left to join: no competency lies on the chosen levels, or the line holds them already."
            ),
            remedy=_("Choose other levels or domains."),
        )
    rows = _rows(units, names or {})
    return Joining(
        parts=tuple(parts),
        versions=versions,
        contents=contents,
        base=base,
        domain=domain.strip(),
        rows=rows,
        same=tuple(sorted(taking.same.items())),
        without_level=taking.without_level,
        there_already=taking.there_already,
        levels=tuple(sorted({level for row in rows for level in row.cells})),
        units=units,
    )


def _check_parts(parts: Sequence[Part], domain: str) -> None:
    problems = []
    if not parts:
        problems.append(FieldProblem(_("Choose at least one framework to join."), field="frameworks"))
    if not domain.strip():
        problems.append(FieldProblem(_("Name the domain that the rows belong to."), field="domain"))
    for part in parts:
        if part.from_level is not None and part.to_level is not None and part.from_level > part.to_level:
            sentence = _("Levels run from the lower to the higher: %(first)s comes after %(last)s.")
            problems.append(
                FieldProblem(
                    sentence % {"first": part.from_level, "last": part.to_level},
                    field=f"from-{part.version_id}",
                    remedy=_("Exchange the two levels."),
                )
            )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def _versions(parts: Sequence[Part]) -> dict[int, VersionInfo]:
    ids = [part.version_id for part in parts]
    rows = FrameworkVersion.objects.filter(pk__in=ids).select_related("framework")
    found = {row.pk: version_info(row) for row in rows}
    if set(found) != set(ids):
        raise NotFound(_("There is no such version of a framework."))
    if len({one.framework_id for one in found.values()}) < len(ids):
        raise Refused(_("A framework is chosen twice."), remedy=_("Choose one version of it."))
    return {pk: found[pk] for pk in ids}


class _Taking:
    """Which competencies each part gives, strand by strand."""

    def __init__(
        self,
        parts: Sequence[Part],
        versions: Mapping[int, VersionInfo],
        contents: Mapping[int, FrameworkContent],
        base: FrameworkContent | None,
        domain: str,
    ) -> None:
        self.versions, self.contents, self.base, self.domain = versions, contents, base, domain
        self.same: dict[str, str] = {}
        self.without_level = self.there_already = 0
        held = {one.identifier for one in base.competencies} if base else set[str]()
        self.taken: dict[int, list[CompetencyContent]] = {}
        for part in parts:
            chosen = self._chosen(part, held)
            self.taken[part.version_id] = chosen
            held |= {one.identifier for one in chosen}

    def _chosen(self, part: Part, held: set[str]) -> list[CompetencyContent]:
        found = []
        bounded = part.from_level is not None or part.to_level is not None
        for one in self.contents[part.version_id].competencies:
            if not one.is_ratable or (part.domains and one.domain_code not in part.domains):
                continue
            if one.level is None and bounded:
                self.without_level += 1
                continue
            level = one.level or 0
            if part.from_level is not None and level < part.from_level:
                continue
            if part.to_level is not None and level > part.to_level:
                continue
            if one.identifier in held:
                self.there_already += 1
                continue
            found.append(one)
        return found

    def leave_out_same(self, onto: VersionInfo | None) -> None:
        """Of two that a crosswalk calls the same, the one that stands first on the line stays."""
        order = [*([onto.id] if onto else []), *self.taken]
        place: dict[str, int] = {}
        if self.base:
            place |= {one.identifier: 0 for one in self.base.competencies if one.is_ratable}
        for number, chosen in enumerate(self.taken.values(), start=1):
            place |= {one.identifier: number for one in chosen}
        for link in line_of(order, profile=False).links:
            ends = sorted((link.origin, link.destination), key=lambda key: place.get(key, -1))
            if link.relation == Relation.EXACT and all(end in place for end in ends):
                kept, left = ends[0], ends[1]
                if place[kept] != place[left] and kept not in self.same:
                    self.same[left] = kept
        for version_id, chosen in self.taken.items():
            self.taken[version_id] = [one for one in chosen if one.identifier not in self.same]

    def units(self, continues: Mapping[str, str]) -> tuple[Unit, ...]:
        parts = (self._part_units(number, pk) for number, pk in enumerate(self.taken, start=1))
        by_part = [found for found in (self._base_units(), *parts) if found]
        proposed = likely_rows([[_as_strand(unit) for unit in units if unit.count] for units in by_part])
        known = {unit.key for units in by_part for unit in units}
        made: dict[str, Unit] = {}
        for unit in (unit for units in by_part for unit in units):
            proposal = proposed.get(unit.key) if unit.part != BASE else None
            wanted = continues.get(unit.key, proposal.earlier if proposal else unit.key)
            # A row that continues a row goes on with where that one began.
            row = made[wanted].continues if wanted in made else unit.key
            if wanted not in known or unit.part == BASE:
                row = unit.key
            made[unit.key] = replace(unit, continues=row, proposed=proposal)
        return tuple(made.values())

    def _base_units(self) -> list[Unit]:
        """The rows that the line has in this domain."""
        if self.base is None:
            return []
        domain = next(
            (one for one in self.base.domains if one.name.casefold() == self.domain.strip().casefold()), None
        )
        if domain is None:
            return []
        return [
            Unit(
                part=BASE,
                domain=domain.code,
                strand=strand.code,
                framework=self.base.title,
                name=strand.name,
                competencies=tuple(
                    one for one in self.base.competencies if one.strand_code == strand.code and one.is_ratable
                ),
                continues="",
            )
            for strand in self.base.strands
            if strand.domain_code == domain.code
        ]

    def _part_units(self, number: int, version_id: int) -> list[Unit]:
        content = self.contents[version_id]
        names = {one.code: one.name for one in content.domains}
        names |= {one.code: one.name for one in content.strands}
        grouped: defaultdict[tuple[str, str], list[CompetencyContent]] = defaultdict(list)
        for one in self.taken[version_id]:
            grouped[one.domain_code, one.strand_code].append(one)
        return [
            Unit(
                part=number,
                domain=domain,
                strand=strand,
                framework=content.title,
                name=names.get(strand or domain, content.title),
                competencies=tuple(items),
                continues="",
            )
            for (domain, strand), items in grouped.items()
        ]


def _as_strand(unit: Unit) -> Strand:
    return Strand(unit.key, unit.name, tuple(one.statement for one in unit.competencies))


def _rows(units: Iterable[Unit], names: Mapping[str, str]) -> tuple[JoinedRow, ...]:
    members: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        members[unit.continues].append(unit)
    rows = []
    for key, row in members.items():
        cells: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for unit in row:
            for level, count in unit.levels.items():
                cells[level][unit.part] += count
        held = {level: tuple(sorted(counts.items())) for level, counts in sorted(cells.items())}
        name = names.get(key, "").strip() or row[0].name
        rows.append(JoinedRow(key, name, tuple(row), held, {seam: _state(held, seam) for seam in SEAMS}))
    return tuple(rows)


def _state(cells: Mapping[int, tuple[tuple[int, int], ...]], seam: int) -> str:
    before = [level for level in cells if level < seam]
    after = [level for level in cells if level >= seam]
    if not before and not after:
        return ""
    if not after:
        return "stops" if max(before) == seam - 1 else ""
    if not before:
        return "begins" if min(after) == seam else ""
    across = {place for place, _count in cells[max(before)]} & {place for place, _count in cells[min(after)]}
    return "joined" if across else "open"
