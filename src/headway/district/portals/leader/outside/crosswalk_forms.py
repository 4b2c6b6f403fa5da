"""Rows of a crosswalk as lines and as a form: where each level begins, and what the publisher's own levels stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from headway.district.assessments import api as outside
from headway.district.continuum.api import current_map
from headway.district.foundation.api import FieldProblem, translated
from headway.district.interop.api import said_problem
from headway.mastery.formats.problems import Problem
from headway.mastery.placement.crosswalk import HIGHEST_LEVEL, LOWEST_LEVEL

__all__ = ["Places", "open_areas", "row_form", "row_from", "row_line", "said_problems"]

LEVELS = tuple(range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))
TEXTS = ("profile", "area", "part", "domain", "strand", "scale", "declared_error_source")
PLACE = re.compile(r"rows\[(\d+)\](?:\.bands\[(\d+)\])?\.?")


@dataclass(frozen=True)
class Places:
    """Names of profiles, domains and strands; what is in the district's own results."""

    profiles: Mapping[str, str]
    domains: Mapping[str, str]
    strands: Mapping[str, str]
    levels: tuple[int, ...]
    seen: tuple[tuple[str, str, str, str], ...]

    @classmethod
    def here(cls) -> Places:
        continuum = current_map()
        cards = [one for one in outside.shipped_and_own_profiles() if one.profile.places_learners]
        return cls(
            {one.code: one.title for one in cards},
            {one.code: translated(one, "name") for one in continuum.domains} if continuum else {},
            {one.code: translated(one, "name") for one in continuum.strands} if continuum else {},
            tuple(one for one in continuum.levels if one in LEVELS) if continuum else LEVELS,
            outside.areas_seen(),
        )

    def where(self, domain: str, strand: str) -> str:
        words = self.domains.get(domain, domain)
        return f"{words} – {self.strands.get(strand, strand)}" if strand else words


def row_line(row: Mapping[str, Any], place: int, places: Places) -> dict[str, Any]:
    """One row as the table shows it."""
    area = " – ".join(filter(None, (row.get("area", ""), row.get("part", ""))))
    about = [*(row.get("terms") or ()), *filter(None, [row.get("scale", "")])]
    return {
        "place": place,
        "profile": places.profiles.get(row.get("profile", ""), row.get("profile", "")),
        "area": f"{area} ({', '.join(about)})" if about else area,
        "where": places.where(row.get("domain", ""), row.get("strand", "")),
        "bands": [_band_words(one) for one in row.get("bands") or ()],
        "labels": [
            _("“%(label)s”: level %(levels)s") % {"label": label, "levels": _levels_words(levels)}
            for label, levels in (row.get("labels") or {}).items()
        ],
    }


def _band_words(band: Mapping[str, Any]) -> str:
    lowest, below = band.get("lowest"), band.get("below")
    values = {"level": band.get("level"), "lowest": _words(lowest), "below": _words(below)}
    if lowest is None and below is None:
        return _("Level %(level)s: every result") % values
    if lowest is None:
        return _("Level %(level)s: below %(below)s") % values
    if below is None:
        return _("Level %(level)s: from %(lowest)s") % values
    return _("Level %(level)s: %(lowest)s to below %(below)s") % values


def open_areas(rows: Sequence[Mapping[str, Any]], places: Places) -> list[dict[str, str]]:
    """What the district has results of and no row says anything about."""
    said = {(one.get("profile"), one.get("area"), one.get("part", "")) for one in rows}
    return [
        {
            "profile": code,
            "name": places.profiles[code],
            "area": area,
            "part": part,
            "scale": scale,
            "words": " – ".join(filter(None, (area, part))),
        }
        for code, area, part, scale in places.seen
        if code in places.profiles and (code, area, part) not in said
    ]


def row_form(row: Mapping[str, Any], places: Places) -> dict[str, Any]:
    """The fields of a row, filled from what it says."""
    bands = list(row.get("bands") or ())
    form = {name: row.get(name, "") for name in TEXTS}
    form["terms"] = ", ".join(row.get("terms") or ())
    form["declared_error"] = _words(row.get("declared_error"))
    form["labels"] = "\n".join(
        f"{label} = {_levels_words(levels)}" for label, levels in (row.get("labels") or {}).items()
    )
    form["lowest_level"] = str(bands[0]["level"]) if bands and bands[0].get("lowest") is None else ""
    form["ends_below"] = _words(bands[-1].get("below")) if bands else ""
    for band in bands:
        form[f"begins.{band['level']}"] = _words(band.get("lowest"))
    form["has_gaps"] = any(a.get("below") != b.get("lowest") for a, b in pairwise(bands))
    return form


def row_from(sent: Mapping[str, str], before: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldProblem]]:
    """The row that the form says, and what could not be read in it."""
    problems: list[FieldProblem] = []
    row: dict[str, Any] = {name: sent.get(name, "").strip() for name in TEXTS}
    strand = row["strand"]
    if strand and not _belongs(strand, row["domain"]):
        problems.append(
            FieldProblem(_("This strand is not one of the chosen domain; choose another."), "strand")
        )
    for name, words in (
        ("profile", _("Choose the profile that the row is about.")),
        ("area", _("Write the area as the file names it.")),
        ("domain", _("Choose a domain of the continuum.")),
    ):
        if not row[name]:
            problems.append(FieldProblem(words, name))
    row["terms"] = [one for one in map(str.strip, sent.get("terms", "").split(",")) if one]
    row["declared_error"] = _number(sent, "declared_error", problems)
    row["labels"] = _labels(sent.get("labels", ""), problems)
    row["bands"] = _bands(sent, problems)
    for flag in ("gaps_meant", "overlaps_meant"):
        if before.get(flag):
            row[flag] = True
    if not row["bands"] and not row["labels"]:
        problems.append(
            FieldProblem(
                _("Say where at least one level begins, or what a level of the publisher stands for."),
                "bands",
            )
        )
    return {name: value for name, value in row.items() if value not in ("", None, [], {})}, problems


def _belongs(strand: str, domain: str) -> bool:
    return strand in outside.domains_and_strands().get(domain, ())


def _bands(sent: Mapping[str, str], problems: list[FieldProblem]) -> list[dict[str, Any]]:
    """Each level from where it begins to where the next one does."""
    begins: list[tuple[int, float | None]] = []
    lowest = sent.get("lowest_level", "")
    if lowest.isdecimal() and int(lowest) in LEVELS:
        begins.append((int(lowest), None))
    for level in LEVELS:
        if str(level) == lowest:
            continue
        number = _number(sent, f"begins.{level}", problems)
        if number is not None:
            begins.append((level, number))
    begins.sort()
    ends = _number(sent, "ends_below", problems)
    belows = [number for _level, number in begins[1:]] + [ends]
    return (
        [
            {"level": level, "lowest": number, "below": below}
            for (level, number), below in zip(begins, belows, strict=True)
        ]
        if begins
        else []
    )


def _labels(text: str, problems: list[FieldProblem]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        label, is_there, levels = line.rpartition("=")
        numbers = [one.strip() for one in levels.split(",")]
        if not is_there or not label.strip() or not all(one.isdecimal() and len(one) < 3 for one in numbers):
            problems.append(
                FieldProblem(
                    _("“%(line)s” is not written as label = level, such as Meets = 4.") % {"line": line[:60]},
                    "labels",
                )
            )
            continue
        found[label.strip()] = [int(one) for one in numbers]
    return found


def _number(sent: Mapping[str, str], field: str, problems: list[FieldProblem]) -> float | None:
    text = sent.get(field, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if number != number or abs(number) == float("inf"):
        problems.append(FieldProblem(_("“%(text)s” is no number.") % {"text": text[:40]}, field))
        return None
    return number


def said_problems(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """What keeps a draft from being adopted: the sentence with the place in words, and the row to go to."""
    found = []
    for one in problems:
        sentence, remedy = said_problem(one)
        place = PLACE.match(one.field)
        found.append(
            {
                "sentence": PLACE.sub(_place_words, sentence),
                "remedy": remedy,
                "place": int(place.group(1)) if place else None,
            }
        )
    return found


def _place_words(match: re.Match[str]) -> str:
    row, band = int(match.group(1)) + 1, match.group(2)
    if band is None:
        return _("Row %(row)s ") % {"row": row}
    return _("Row %(row)s, band %(band)s") % {"row": row, "band": int(band) + 1}


def _levels_words(levels: Any) -> str:
    return ", ".join(map(str, [levels] if isinstance(levels, int) else levels))


def _words(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
