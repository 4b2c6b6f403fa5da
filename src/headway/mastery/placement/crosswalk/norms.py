"""A district's own norm table: never part of Headway, hidden from learners and families by default.

Publishers license their norms, and what compares children with each other places none of them. The table only answers
what somebody who may see it asks about one result.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from headway.mastery.formats.assessments import open_text, table_of
from headway.mastery.formats.assessments.columns import Columns
from headway.mastery.formats.problems import FormatProblem, Problem
from headway.mastery.placement.bordering import chance_between
from headway.mastery.placement.crosswalk.wording import WORDS

__all__ = ["NormTable"]

_Group = tuple[str, str, str]
_SHAPES = (("value", "percentile"), ("mean", "sd"))
_NEEDED = ", ".join(("area", "stage", "term")) + "; " + " | ".join(", ".join(pair) for pair in _SHAPES)


@dataclass(frozen=True)
class NormTable:
    """percentiles: by (area, stage, term), (value, percentile) in order. spreads: by the same, (mean, standard deviation).

    `licence` says by what right the district holds the table.
    """

    name: str
    licence: str
    percentiles: Mapping[_Group, tuple[tuple[float, float], ...]]
    spreads: Mapping[_Group, tuple[float, float]]
    is_hidden_by_default: bool = True

    @classmethod
    def from_csv(cls, raw: bytes, *, name: str, licence: str) -> NormTable:
        """Columns: area, stage, term (may be blank), and either value with percentile, or mean with sd.

        Raises FormatProblem naming line, column and remedy; nothing is taken from a table with a slip in it.
        """
        if not licence.strip():
            raise WORDS.refuse("norm_licence", field="licence")
        table = table_of(open_text(raw))
        columns = Columns(table.header)
        kinds = [pair for pair in _SHAPES if not columns.missing(pair)]
        missing = columns.missing(("area", "stage", "term"))
        if missing or not kinds:
            absent = missing or ("value", "percentile")
            raise WORDS.refuse("norm_columns", field=absent[0], columns=", ".join(absent), needed=_NEEDED)
        problems: list[Problem] = []
        found: dict[_Group, list[tuple[float, float]]] = defaultdict(list)
        places = [columns.place(one) for one in ("area", "stage", "term", *kinds[0])]
        for line, row in zip(table.lines, table.rows, strict=True):
            cells = [row[place].strip() if place is not None and place < len(row) else "" for place in places]
            first, second = _finite(cells[3]), _finite(cells[4])
            if not cells[0]:
                problems.append(WORDS.problem("norm_blank", row=f"line {line}", field="area", line=line))
            elif first is None or second is None:
                field = kinds[0][0] if first is None else kinds[0][1]
                value = cells[3] if first is None else cells[4]
                problems.append(
                    WORDS.problem("norm_number", row=f"line {line}", field=field, line=line, value=value)
                )
            elif kinds[0][1] == "percentile" and not 0 <= second <= 100:
                problems.append(
                    WORDS.problem(
                        "norm_range", row=f"line {line}", field="percentile", line=line, value=cells[4]
                    )
                )
            elif kinds[0][1] == "sd" and second <= 0:
                problems.append(
                    WORDS.problem("norm_range", row=f"line {line}", field="sd", line=line, value=cells[4])
                )
            else:
                found[cells[0], cells[1], cells[2]].append((first, second))
        by_value = kinds[0][1] == "percentile"
        for group, pairs in found.items():
            pairs.sort()
            values = [one for one, _ in pairs]
            said = " ".join(filter(None, group))
            if len(set(values)) < len(values) or (not by_value and len(pairs) > 1):
                problems.append(WORDS.problem("norm_twice", field=kinds[0][0], value=said))
            elif by_value and any(a > b for (_, a), (_, b) in pairwise(pairs)):
                problems.append(WORDS.problem("norm_order", field="percentile", value=said))
        if problems or not found:
            raise FormatProblem(*(problems or [WORDS.problem("norm_empty", field="value")]))
        if by_value:
            return cls(name, licence, {group: tuple(pairs) for group, pairs in found.items()}, {})
        return cls(name, licence, {}, {group: pairs[0] for group, pairs in found.items()})

    def percentile(self, area: str, stage: str, term: str, value: float) -> float | None:
        """The percentile of a value, 0..100; None where the table says nothing. A row without a term is for any.

        A value between two listed ones has the percentile of the lower one; outside of what is listed there is none.
        """
        for group in ((area, stage, term), (area, stage, "")):
            if group in self.spreads:
                mean, spread = self.spreads[group]
                return 100.0 * chance_between(-math.inf, value, mean, spread)
            if group in self.percentiles:
                listed = self.percentiles[group]
                if not listed[0][0] <= value <= listed[-1][0]:
                    return None
                return max((one for one in listed if one[0] <= value), key=lambda one: one[0])[1]
        return None


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
