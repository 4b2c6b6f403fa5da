"""Slate's roll-up to a content area, for comparing with Slate only.

Headway neither stores nor shows it: a mean across competencies says that one can stand in for another.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from headway.mastery.proficiency.slate.rows import SlateRow


def area_average(rows: Iterable[SlateRow]) -> Fraction | None:
    """The plain mean of the averages of the competencies that have one. Example: 9.3 and 10.8 → 10.05."""
    averages = [Fraction(row.average, 10) for row in rows if row.average is not None]
    return sum(averages, Fraction(0)) / len(averages) if averages else None


def area_growth(rows: Iterable[SlateRow]) -> Fraction | None:
    """The plain mean of the growths of the competencies that have one."""
    grown = [row.growth for row in rows if row.growth is not None]
    return sum(grown, Fraction(0)) / len(grown) if grown else None
