"""The district's own norm tables, and what they say beside one result. Staff only, and for no decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from headway.district.assessments.models import NormTable
from headway.district.assessments.types import NormBeside
from headway.mastery.placement.crosswalk import NormTable as Norms

__all__ = ["norm_tables", "norms_beside", "norms_from"]


def norm_tables() -> tuple[NormTable, ...]:
    """The tables that stand, by name."""
    return tuple(NormTable.objects.filter(is_active=True).order_by("name", "pk"))


def norms_from(row: NormTable) -> Norms:
    """The table as mathematics reads it."""
    percentiles = {
        tuple(one["group"]): tuple((value, percentile) for value, percentile in one["pairs"])
        for one in row.rows.get("percentiles", ())
    }
    spreads = {tuple(one["group"]): tuple(one["pair"]) for one in row.rows.get("spreads", ())}
    return Norms(row.name, row.licence, percentiles, spreads)  # type: ignore[arg-type]


def norms_beside(rows: Iterable[Mapping[str, Any]]) -> dict[int, tuple[NormBeside, ...]]:
    """By result: what each table says of its value, for every stage that the table has. One query."""
    tables = [norms_from(one) for one in norm_tables()]
    found: dict[int, tuple[NormBeside, ...]] = {}
    for row in rows if tables else ():
        if row["score"] is None or row["part"]:
            continue
        said = []
        for table in tables:
            groups = {*table.percentiles, *table.spreads}
            for stage in sorted({stage for area, stage, _term in groups if area == row["area"]}):
                percentile = table.percentile(row["area"], stage, row["term"], row["score"])
                if percentile is not None:
                    said.append(NormBeside(table.name, stage, round(percentile, 1)))
        if said:
            found[row["id"]] = tuple(said)
    return found
