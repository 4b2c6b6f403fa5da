"""The rows of a plan's milestones, and of a way of one's own: what a form holds, with rows added and taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headway.district.agreements import api as agreements
from headway.district.portals.presenting.paces import number_words

__all__ = ["StepRow", "changes_rows", "rows_given", "rows_kept", "way_given"]

# Three rows stand there before anybody asks for more.
AT_FIRST = 3
THREE_STEPS = [[0.333, 0.333], [0.667, 0.667], [1.0, 1.0]]
# The kinds of ways with rows of their own, by the letter that their fields begin with.
LETTERS = {"milestones": "m", "own": "o"}
_ROW = re.compile(r"^(m|o)-(\d{1,2})-(on|amount)$")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row as typed: a day, and how much (parts of ten) or how many (competencies) by then."""

    on: str = ""
    amount: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.on and not self.amount


Rows = dict[str, list[StepRow]]


def changes_rows(form: Any) -> bool:
    """Was a row added or taken out? Then the form comes back, and nothing is saved."""
    return bool(form.get("more_rows") or form.get("drop_row"))


def rows_given(form: Any) -> Rows:
    """The rows of both kinds as they were sent, after one was added or taken out."""
    found: dict[str, dict[int, dict[str, str]]] = {letter: {} for letter in LETTERS.values()}
    for name, value in form.items():
        if match := _ROW.match(name):
            letter, number, part = match.groups()
            found[letter].setdefault(int(number), {})[part] = str(value).strip()
    letter, _dash, number = str(form.get("drop_row", "")).partition("-")
    if letter in found and number.isdecimal():
        found[letter].pop(int(number), None)
    rows = {
        letter: [StepRow(one.get("on", ""), one.get("amount", "")) for _number, one in sorted(of.items())]
        for letter, of in found.items()
    }
    wanted = str(form.get("more_rows", ""))
    if wanted in rows and len(rows[wanted]) < agreements.MOST_STEPS:
        rows[wanted].append(StepRow())
    return rows


def rows_kept(shape: Mapping[str, Any] | None) -> Rows:
    """The rows of an offer that names days; of every kind so many empty ones that three stand there."""
    rows: Rows = {letter: [] for letter in LETTERS.values()}
    letter = LETTERS.get(str((shape or {}).get("kind", "")), "")
    for one in (shape or {}).get("steps", ()):
        count = one.get("count")
        amount = number_words(10 * one["share"]) if count is None else str(count)
        if letter:
            rows[letter].append(StepRow(str(one["on"]), amount))
    return {letter: of + [StepRow()] * (AT_FIRST - len(of)) for letter, of in rows.items()}


def way_given(form: Any, kept: Mapping[str, Any] | None = None) -> Mapping[str, Any] | None:
    """The chosen way as `agreements.propose` takes it; one that the form does not show stays as it was."""
    kind = form.get("shape", "")
    if not kind:
        return None
    same = kept is not None and kind == str(kept.get("kind", "linear"))
    letter = LETTERS.get(kind)
    if letter is None:
        return kept if same else {"kind": kind}
    if not any(name.startswith(f"{letter}-") for name in form):
        if same:
            return kept
        return {"kind": kind, "points": THREE_STEPS} if kind == "milestones" else {"kind": kind}
    filled = [one for one in rows_given(form)[letter] if not one.is_empty]
    if not filled:
        if same and kept is not None and not kept.get("steps"):
            return kept  # drawn together, without days
        return {"kind": kind, "points": THREE_STEPS} if kind == "milestones" else {"kind": kind}
    return {"kind": kind, "steps": [_step(kind, one) for one in filled]}


def _step(kind: str, row: StepRow) -> dict[str, Any]:
    if kind == "own":
        return {"on": row.on, "count": int(row.amount) if row.amount.isdecimal() else None}
    return {"on": row.on, "share": _tenths(row.amount)}


def _tenths(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) / 10
    except ValueError:
        return None
