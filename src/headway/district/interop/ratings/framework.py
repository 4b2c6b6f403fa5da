"""The framework that an export carries beside its ratings: skills below competencies below areas."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from headway.district.continuum.api import (
    CompetencyContent,
    DomainContent,
    DomainKind,
    FrameworkContent,
    StrandContent,
)
from headway.district.interop.ratings.profiles import Table
from headway.district.interop.ratings.profiles.profile import FrameworkTables
from headway.district.interop.ratings.reading import Files

__all__ = ["framework_in"]

NAMESPACE = uuid.UUID("0e6b2a52-6b0d-5f3e-9d5e-2f7a4b1c8d10")


def framework_in(files: Files, tables: FrameworkTables) -> FrameworkContent:
    """Areas as domains, competencies as strands, skills as what is rated; in the order of their codes.

    Identifiers follow from the codes, so that a later export meets the same competencies. Raises FormatProblem when a
    table or a column is missing.
    """
    domains, groups = _rows(files, tables.domains), _rows(files, tables.groups)
    skills = _rows(files, tables.competencies)
    domain_of = {row["id"]: row["code"] for row in domains}
    group_of = {row["id"]: row for row in groups}
    kinds = {
        row["code"]: DomainKind.HABITS if row["code"] in tables.habits else DomainKind.ACADEMIC
        for row in domains
    }
    made = []
    for sequence, row in enumerate(skills):
        group = group_of.get(row["parent"], {})
        domain = domain_of.get(group.get("parent", ""), "")
        made.append(
            CompetencyContent(
                identifier=str(uuid.uuid5(NAMESPACE, f"{tables.identifier}/{row['code']}")),
                title=row["title"] or row["code"],
                statement=row["statement"] or row["title"] or row["code"],
                code=row["code"],
                domain_code=domain,
                strand_code=group.get("code", "") if domain else "",
                kind=kinds.get(domain, DomainKind.ACADEMIC),
                sequence=sequence,
            )
        )
    return FrameworkContent(
        identifier=tables.identifier,
        title=tables.title,
        is_continuum=True,
        domains=tuple(
            DomainContent(row["code"], row["title"], kinds[row["code"]], sequence=sequence)
            for sequence, row in enumerate(domains)
        ),
        strands=tuple(
            StrandContent(row["code"], domain_of[row["parent"]], row["title"], sequence)
            for sequence, row in enumerate(groups)
            if row["parent"] in domain_of
        ),
        competencies=tuple(made),
    )


def _rows(files: Files, table: Table) -> list[Mapping[str, str]]:
    """The rows of one layer under our own words for its columns, each code once."""
    sheet = files.sheet(table.file)
    wanted = {"id": table.id, "code": table.code, "title": table.title}
    columns = {name: sheet.column(column) for name, column in wanted.items()}
    for name, column in (("statement", table.statement), ("parent", table.parent)):
        columns[name] = sheet.column(column) if column else [""] * len(sheet)
    found: dict[str, Mapping[str, str]] = {}
    for place in range(len(sheet)):
        row = {name: column[place].strip() for name, column in columns.items()}
        if row["code"]:
            found.setdefault(row["code"], row)
    return sorted(found.values(), key=lambda row: _natural(row["code"]))


def _natural(code: str) -> list[tuple[int, int, str]]:
    """ELA.10 comes after ELA.2."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in code.split(".")]
