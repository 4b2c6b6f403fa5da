"""What keeps a crosswalk from being used."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from headway.mastery.formats.problems import Problem
from headway.mastery.placement.crosswalk.model import (
    DEFAULT_Z,
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Band,
    Crosswalk,
    Row,
)
from headway.mastery.placement.crosswalk.wording import WORDS, edge_words

__all__ = ["problems_of"]


def problems_of(crosswalk: Crosswalk, domains: Mapping[str, Iterable[str]] | None) -> Iterable[Problem]:
    if not crosswalk.rows:
        yield WORDS.problem("no_rows", field="rows")
    if not (math.isfinite(crosswalk.z) and crosswalk.z > 0):
        yield WORDS.problem("kind", field="z", what="a number above 0", value=str(crosswalk.z))
    elif crosswalk.z != DEFAULT_Z and not crosswalk.z_reason.strip():
        yield WORDS.problem("missing", field="z_reason", what="why the reach is not one standard error")
    seen: set[tuple[object, ...]] = set()
    for place, row in enumerate(crosswalk.rows):
        here = f"rows[{place}]"
        for member in ("profile", "area", "domain"):
            if not getattr(row, member).strip():
                yield WORDS.problem("missing", field=f"{here}.{member}", what="it says what the row is about")
        key = (row.profile, row.area, row.part, row.scale, tuple(sorted(one.casefold() for one in row.terms)))
        if key in seen:
            yield WORDS.problem("twice", field=here)
        seen.add(key)
        if row.declared_error is not None and not (
            math.isfinite(row.declared_error) and row.declared_error > 0
        ):
            yield WORDS.problem(
                "kind", field=f"{here}.declared_error", what="a number above 0", value=str(row.declared_error)
            )
        if not row.bands and not row.labels:
            yield WORDS.problem("no_bands", field=here)
        yield from _band_problems(row, here)
        for label, levels in row.labels.items():
            for level in levels:
                if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
                    yield _wrong_level(f"{here}.labels.{label}", level)
        if domains is not None and row.domain.strip():
            yield from _code_problems(row, here, domains)


def _band_problems(row: Row, here: str) -> Iterable[Problem]:
    before: Band | None = None
    for at, band in enumerate(row.bands):
        place = f"{here}.bands[{at}]"
        low, below = band.edges
        if not LOWEST_LEVEL <= band.level <= HIGHEST_LEVEL:
            yield _wrong_level(place, band.level)
        if not low < below:
            yield WORDS.problem(
                "empty_band", field=place, lowest=edge_words(band.lowest), below=edge_words(band.below)
            )
        if before is not None:
            _before_low, before_below = before.edges
            if low <= _before_low or band.level <= before.level:
                yield WORDS.problem(
                    "not_ordered", field=place, level=band.level, lowest=edge_words(band.lowest)
                )
            elif low > before_below and not row.gaps_meant:
                yield WORDS.problem(
                    "gap", field=place, below=edge_words(before.below), lowest=edge_words(band.lowest)
                )
            elif low < before_below and not row.overlaps_meant:
                ends = min(before_below, below)
                yield WORDS.problem(
                    "overlap",
                    field=place,
                    lowest=edge_words(band.lowest),
                    below=edge_words(None if ends == math.inf else ends),
                )
        before = band


def _code_problems(row: Row, here: str, domains: Mapping[str, Iterable[str]]) -> Iterable[Problem]:
    if row.domain not in domains:
        yield WORDS.problem(
            "domain", field=f"{here}.domain", value=row.domain, choices=", ".join(sorted(domains))
        )
    elif row.strand and row.strand not in (strands := set(domains[row.domain])):
        yield WORDS.problem(
            "strand",
            field=f"{here}.strand",
            domain=row.domain,
            value=row.strand,
            choices=", ".join(sorted(strands)),
        )


def _wrong_level(place: str, level: int) -> Problem:
    return WORDS.problem("level", field=place, value=str(level), lowest=LOWEST_LEVEL, highest=HIGHEST_LEVEL)
