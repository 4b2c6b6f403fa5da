"""Plain members ↔ crosswalk."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from headway.mastery.formats.problems import FormatProblem, Problem
from headway.mastery.placement.crosswalk.model import (
    DEFAULT_Z,
    FORMAT,
    LOWEST_LEVEL,
    VERSION,
    Band,
    Crosswalk,
    Row,
)
from headway.mastery.placement.crosswalk.wording import WORDS

__all__ = ["as_plain", "crosswalk_from"]


def crosswalk_from(plain: Any, domains: Mapping[str, Iterable[str]] | None = None) -> Crosswalk:
    reading = _Reading()
    crosswalk = reading.crosswalk(plain)
    if crosswalk is not None:
        reading.problems.extend(crosswalk.problems(domains))
    if reading.problems or crosswalk is None:
        raise FormatProblem(*reading.problems)
    return crosswalk


def as_plain(one: Crosswalk) -> dict[str, Any]:
    plain: dict[str, Any] = {"format": FORMAT, "version": VERSION, "key": one.key, "name": one.name}
    plain |= {"revision": one.revision, "z": one.z, "z_reason": one.z_reason, "note": one.note}
    return plain | {"is_example": one.is_example, "rows": [_plain_row(row) for row in one.rows]}


class _Reading:
    """Plain members → crosswalk, collecting one problem for each that it cannot take."""

    TOP = frozenset(
        ["format", "version", "key", "name", "revision", "z", "z_reason", "note", "is_example", "rows"]
    )
    ROW = frozenset(
        (
            *("profile", "area", "part", "domain", "strand", "scale", "terms", "bands", "labels"),
            *("declared_error", "declared_error_source", "gaps_meant", "overlaps_meant"),
        )
    )
    BAND = frozenset(["level", "lowest", "below"])

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def crosswalk(self, plain: Any) -> Crosswalk | None:
        if not isinstance(plain, Mapping) or plain.get("format", FORMAT) != FORMAT:
            self.problems.append(WORDS.problem("unreadable", reason="its format is another one"))
            return None
        if plain.get("version", VERSION) != VERSION:
            self.problems.append(WORDS.problem("unreadable", reason=f"its version is not {VERSION}"))
            return None
        self.known(plain, self.TOP, "")
        rows = self.take(plain, "rows", "", list, [], "a list of rows")
        for member, what in (("key", "a short name of your own"), ("name", "what people call it")):
            if not str(plain.get(member, "")).strip():
                self.problems.append(WORDS.problem("missing", field=member, what=what))
        return Crosswalk(
            self.take(plain, "key", "", str, "", "a text"),
            self.take(plain, "name", "", str, "", "a text"),
            tuple(self.row(one, f"rows[{place}]") for place, one in enumerate(rows)),
            self.take(plain, "revision", "", int, 1, "a whole number"),
            self.number(plain, "z", "") or DEFAULT_Z if plain.get("z") != 0 else 0.0,
            self.take(plain, "z_reason", "", str, "", "a text"),
            self.take(plain, "note", "", str, "", "a text"),
            self.take(plain, "is_example", "", bool, False, "true or false"),
        )

    def row(self, plain: Any, here: str) -> Row:
        if not isinstance(plain, Mapping):
            self.wrong(here, "an object with members", plain)
            plain = {}
        self.known(plain, self.ROW, here)
        texts = {
            name: self.take(plain, name, here, str, "", "a text")
            for name in ("profile", "area", "domain", "part", "strand", "scale", "declared_error_source")
        }
        return Row(
            **texts,
            terms=tuple(str(one) for one in self.take(plain, "terms", here, list, [], "a list of texts")),
            bands=tuple(
                self.band(one, f"{here}.bands[{at}]")
                for at, one in enumerate(self.take(plain, "bands", here, list, [], "a list of bands"))
            ),
            labels=self.labels(plain, here),
            declared_error=self.number(plain, "declared_error", here),
            gaps_meant=self.take(plain, "gaps_meant", here, bool, False, "true or false"),
            overlaps_meant=self.take(plain, "overlaps_meant", here, bool, False, "true or false"),
        )

    def band(self, plain: Any, here: str) -> Band:
        if not isinstance(plain, Mapping):
            self.wrong(here, "an object with level, lowest and below", plain)
            return Band(LOWEST_LEVEL)
        self.known(plain, self.BAND, here)
        if "level" not in plain:
            self.problems.append(
                WORDS.problem("missing", field=f"{here}.level", what="a level of the continuum")
            )
        return Band(
            self.take(plain, "level", here, int, LOWEST_LEVEL, "a whole number"),
            self.number(plain, "lowest", here),
            self.number(plain, "below", here),
        )

    def labels(self, plain: Mapping[str, Any], here: str) -> dict[str, tuple[int, ...]]:
        found = {}
        for label, levels in self.take(plain, "labels", here, Mapping, {}, "levels by label").items():
            levels = [levels] if isinstance(levels, int) else levels
            if (
                not isinstance(levels, list | tuple)
                or not all(type(one) is int for one in levels)
                or not levels
            ):
                self.wrong(f"{here}.labels.{label}", "a level, or a list of levels", levels)
            else:
                found[str(label)] = tuple(levels)
        return found

    def take(self, plain: Mapping[str, Any], name: str, here: str, kind: Any, usual: Any, what: str) -> Any:
        value = plain.get(name, usual)
        sound = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if kind is list and isinstance(value, tuple):
            sound = True
        if not sound:
            self.wrong(f"{here}.{name}" if here else name, what, value)
            return usual
        return value

    def number(self, plain: Mapping[str, Any], name: str, here: str) -> float | None:
        value = plain.get(name)
        if value is None or (
            isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        ):
            return None if value is None else float(value)
        self.wrong(f"{here}.{name}" if here else name, "a number", value)
        return None

    def known(self, plain: Mapping[str, Any], names: frozenset[str], here: str) -> None:
        for name in plain:
            if name not in names:
                self.problems.append(WORDS.problem("unknown", field=f"{here}.{name}" if here else str(name)))

    def wrong(self, place: str, what: str, value: object) -> None:
        self.problems.append(WORDS.problem("kind", field=place, what=what, value=repr(value)))


def _plain_row(row: Row) -> dict[str, Any]:
    plain: dict[str, Any] = {"profile": row.profile, "area": row.area, "domain": row.domain}
    for name in (
        "part",
        "strand",
        "scale",
        "declared_error",
        "declared_error_source",
        "gaps_meant",
        "overlaps_meant",
    ):
        if getattr(row, name) not in ("", None, False):
            plain[name] = getattr(row, name)
    if row.terms:
        plain["terms"] = list(row.terms)
    if row.bands:
        plain["bands"] = [{"level": one.level, "lowest": one.lowest, "below": one.below} for one in row.bands]
    if row.labels:
        plain["labels"] = {label: list(levels) for label, levels in row.labels.items()}
    return plain
