"""What another system made of one learner's results, by its own rules: for staff, beside our record, for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from headway.district.elsewhere.api import ElsewhereRow

__all__ = ["FromElsewhere", "RowShown", "from_elsewhere", "how_it_counts"]


@dataclass(frozen=True, slots=True)
class RowShown:
    """One competency at one level of the other system, in words. Nothing is a dash, never a zero."""

    competency: str
    level: str
    shown: str
    began: str
    growth: str
    counted: str
    missing: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class FromElsewhere:
    source: str
    rows: tuple[RowShown, ...]


def from_elsewhere(rows: Sequence[ElsewhereRow]) -> tuple[FromElsewhere, ...]:
    """The rows by the system that they come from. They come in that order."""
    return tuple(
        FromElsewhere(source, tuple(map(_shown, found)))
        for source, found in groupby(rows, key=lambda one: one.source)
    )


def how_it_counts() -> list[str]:
    """The other system's rule, in sentences, as far as the numbers on the page need it."""
    return [
        _("Slate rates on steps from 1 to 13; “M” stands for work that was asked for and didn't come."),
        _("Every skill asks for a number of results at each level. The best ones count, not the latest."),
        _(
            "“Shown there” is the sum of the steps that count, divided by how many they are, to one decimal. "
            "Work that didn't come takes a place and counts in neither."
        ),
        _(
            "An override is a decision without a piece of work: it fills all places of its skill, and the work that "
            "didn't come no longer counts there. With overrides alone nothing is “shown there”."
        ),
        _(
            "Growth is “shown there” less where the work began: the baseline that was stored, else the earliest step "
            "of each skill."
        ),
        _(
            "A level is complete there when every place is filled and “shown there” is at most half a step below it."
        ),
    ]


def _shown(row: ElsewhereRow) -> RowShown:
    return RowShown(
        competency=f"{row.code} · {row.title}" if row.title else row.code,
        level=str(row.level),
        shown=_tenths(row.average),
        began=_tenths(row.baseline),
        growth=_tenths(row.growth, signed=True),
        counted=_("%(complete)s of %(required)s") % {"complete": row.complete, "required": row.required},
        missing=str(row.missed) if row.missed else "–",
        is_complete=row.is_complete,
    )


def _tenths(value: int | None, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    sign = "−" if value < 0 else "+" if signed and value else ""
    return f"{sign}{number_format(Decimal(abs(value)) / 10, decimal_pos=1)}"
