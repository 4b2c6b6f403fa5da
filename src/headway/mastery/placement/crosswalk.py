"""From a result of an outside test to levels of the continuum, by bands that a district decided and can change.

A crosswalk is the district's own: versioned rows, each for one area of one profile. A result near the border of two
bands gives two suggestions, both named with the likelier one first; they are never averaged. What is suggested is a
source beside others; a person decides where a learner begins.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from headway.mastery.formats.assessments import Result, Results
from headway.mastery.formats.problems import FormatProblem, Message, Problem
from headway.mastery.formats.wordings import Wording, Wordings
from headway.mastery.placement.bordering import chance_between, touched_bands, touched_many

__all__ = [
    "FORMAT",
    "HIGHEST_LEVEL",
    "LOWEST_LEVEL",
    "VERSION",
    "Band",
    "Confidence",
    "Crosswalk",
    "Row",
    "Suggestion",
    "Suggestions",
    "example_crosswalk",
    "messages",
    "suggest",
    "suggest_many",
]

FORMAT = "headway.assessment-crosswalk"
VERSION = 1
LOWEST_LEVEL, HIGHEST_LEVEL = 0, 12
# One standard error covers the learner's true place in about two of three cases. Wider makes almost every result a
# border case with bands as narrow as one year's growth; narrower hides that the test cannot tell.
DEFAULT_Z = 1.0

WORDINGS: dict[str, Wording] = {
    "within": Wording("note", "{value} ± {reach} lies within level {level} ({lowest} to below {below})."),
    "border": Wording(
        "note",
        "{value} ± {reach} reaches over the border of levels {levels}: level {likelier} is likelier, and the test alone "
        "cannot tell them apart.",
    ),
    "error_declared": Wording(
        "note", "The file says no standard error; {error} is what was declared for this test ({source})."
    ),
    "error_unknown": Wording(
        "note",
        "Nobody says how exactly this test measures here, so {value} at level {level} is to be judged with care.",
    ),
    "outside": Wording("note", "{value} lies in none of the bands of this crosswalk."),
    "by_label": Wording("note", "The label {label} stands for {levels} in this crosswalk."),
    "label_unknown": Wording("note", "The label {label} is not in this crosswalk."),
    "nothing": Wording("note", "The result has neither a value nor a label that this crosswalk uses."),
    "example": Wording(
        "note", "The bands are an example to replace, not a norm: the district has not confirmed them."
    ),
    # -- what a crosswalk may be --
    "unreadable": Wording(
        "error", "This is no crosswalk: {reason}.", "Bring a crosswalk in JSON as it was saved."
    ),
    "missing": Wording("error", "{field} is not said.", "Add {field}: {what}."),
    "kind": Wording("error", "{field} has to be {what}, and it is {value}.", "Correct it."),
    "unknown": Wording("error", "{field} is not something that a crosswalk has.", "Remove it."),
    "no_rows": Wording(
        "error", "The crosswalk has no rows.", "Add a row for each area that places learners."
    ),
    "no_bands": Wording(
        "error", "{field} has neither bands nor labels.", "Say which values or labels stand for which level."
    ),
    "level": Wording(
        "error",
        "{field} is {value}, and levels go from {lowest} to {highest}.",
        "Choose one of these levels.",
    ),
    "empty_band": Wording(
        "error",
        "{field}: the band begins at {lowest} and ends below {below}, so no value is in it.",
        "Swap the two.",
    ),
    "not_ordered": Wording(
        "error",
        "{field}: level {level} begins at {lowest}, which is not above the band before it.",
        "Put the bands in order, the least value and the least level first.",
    ),
    "gap": Wording(
        "error",
        "{field}: between {below} and {lowest} there is no band.",
        "Close the gap, or write gaps_meant: true if these values are to give no suggestion.",
    ),
    "overlap": Wording(
        "error",
        "{field}: the values from {lowest} to below {below} are in two bands.",
        "End one where the other begins, or write overlaps_meant: true if they are to give both levels.",
    ),
    "domain": Wording("error", "{field}: the continuum has no domain {value}.", "Choose one of: {choices}."),
    "strand": Wording(
        "error", "{field}: the domain {domain} has no strand {value}.", "Choose one of: {choices}."
    ),
    "twice": Wording(
        "error",
        "{field}: this area has a row already, for the same terms and the same scale.",
        "Remove one of the two.",
    ),
}
WORDS = Wordings("crosswalk", WORDINGS)
messages = WORDS.messages


class Confidence(StrEnum):
    """What stands behind a suggestion, as a fact about the test."""

    CLEAR = "clear"  # value ± z standard errors lies within one band
    BORDER = "border"  # it reaches over a border, or a label stands for several levels
    WITH_CARE = "with_care"  # nobody says how exactly the test measures
    LABEL = "label"  # a performance level of the publisher, without a value
    NONE = "none"  # no suggestion


@dataclass(frozen=True, slots=True)
class Band:
    """Values from `lowest` to below `below` stand for `level`. None leaves that side open."""

    level: int
    lowest: float | None = None
    below: float | None = None

    @property
    def edges(self) -> tuple[float, float]:
        return (
            -math.inf if self.lowest is None else self.lowest,
            math.inf if self.below is None else self.below,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """What one area of one profile means.

    part      '' is the whole area. domain, strand: codes of the continuum; strand '' is the whole domain.
    scale     '' is any scale of the area. terms: '' any; else words that the term's name holds ('Fall').
    bands     by value. labels: by performance level, each for one level or several.
    declared_error  used when the file says no standard error, with where it is from.
    """

    profile: str
    area: str
    domain: str
    part: str = ""
    strand: str = ""
    scale: str = ""
    terms: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    labels: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    declared_error: float | None = None
    declared_error_source: str = ""
    gaps_meant: bool = False
    overlaps_meant: bool = False

    @property
    def edges(self) -> tuple[tuple[float, float], ...]:
        return tuple(band.edges for band in self.bands)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Rows of one district, in one version. is_example: invented for trying out; nobody may be placed by it for good."""

    key: str
    name: str
    rows: tuple[Row, ...]
    revision: int = 1
    z: float = DEFAULT_Z
    z_reason: str = ""
    note: str = ""
    is_example: bool = False

    @classmethod
    def from_dict(cls, plain: Any, *, domains: Mapping[str, Iterable[str]] | None = None) -> Crosswalk:
        """The crosswalk that `to_dict` wrote, or somebody by hand.

        `domains` are the continuum's domain codes with the codes of their strands; None: not checked here. Raises
        FormatProblem with one sentence for each slip, naming the member and what to do.
        """
        reading = _Reading()
        crosswalk = reading.crosswalk(plain)
        if crosswalk is not None:
            reading.problems.extend(crosswalk.problems(domains))
        if reading.problems or crosswalk is None:
            raise FormatProblem(*reading.problems)
        return crosswalk

    def to_dict(self) -> dict[str, Any]:
        """Plain members for JSON; `from_dict` gives an equal crosswalk back."""
        plain: dict[str, Any] = {"format": FORMAT, "version": VERSION, "key": self.key, "name": self.name}
        plain |= {"revision": self.revision, "z": self.z, "z_reason": self.z_reason, "note": self.note}
        return plain | {"is_example": self.is_example, "rows": [_plain_row(row) for row in self.rows]}

    def problems(self, domains: Mapping[str, Iterable[str]] | None = None) -> tuple[Problem, ...]:
        """What keeps it from being used: bands out of order, gaps, overlaps, unknown codes, an area twice."""
        return tuple(_problems_of(self, domains))

    def row_for(
        self, profile: str, area: str, part: str = "", *, term: str = "", scale: str = ""
    ) -> Row | None:
        """The row of this area: one that names the term before one for any, one that names the scale likewise."""
        best: tuple[int, Row] | None = None
        for row in self.rows:
            if (row.profile, row.area, row.part) != (profile, area, part) or row.scale not in ("", scale):
                continue
            if row.terms and not any(one.casefold() in term.casefold() for one in row.terms):
                continue
            told = 2 * bool(row.terms) + bool(row.scale)
            if best is None or told > best[0]:
                best = (told, row)
        return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a result points. levels: likeliest first, one when clear, two or more at a border, none when it says nothing.

    chances belong to `levels`, in the same order: how much of the test's error lies in each band. They are () when no
    standard error is known and for labels.
    """

    domain: str
    strand: str
    levels: tuple[int, ...]
    confidence: Confidence
    reasons: tuple[Message, ...]
    chances: tuple[float, ...] = ()
    is_example: bool = False

    @property
    def likelier(self) -> int | None:
        return self.levels[0] if self.levels else None

    @property
    def is_border(self) -> bool:
        return len(self.levels) > 1


def suggest(
    row: Row,
    value: float | None,
    error: float | None = None,
    label: str = "",
    *,
    z: float = DEFAULT_Z,
    is_example: bool = False,
) -> Suggestion:
    """What one result suggests. The value decides where the row has bands for it, else the label."""
    reasons = [WORDS.message("example")] if is_example else []

    def made(levels: Iterable[int], confidence: Confidence, chances: Iterable[float] = ()) -> Suggestion:
        return Suggestion(
            row.domain, row.strand, tuple(levels), confidence, tuple(reasons), tuple(chances), is_example
        )

    if value is not None and row.bands:
        said, error = error, error if error is not None else row.declared_error
        places = touched_bands(value, error, row.edges, z)
        if error is not None and said is None:
            source = row.declared_error_source or "declared by the district"
            reasons.append(WORDS.message("error_declared", error=_number(error), source=source))
        if not places:
            reasons.append(WORDS.message("outside", value=_number(value)))
            return made((), Confidence.NONE)
        chances = (
            [chance_between(*row.bands[at].edges, value, error) for at in places] if error is not None else []
        )
        levels, chances = _distinct([row.bands[at].level for at in places], chances)
        if len(levels) > 1:
            reasons.append(
                WORDS.message(
                    "border",
                    value=_number(value),
                    reach=_number(z * error) if error is not None else "0",
                    levels=_listed(sorted(levels)),
                    likelier=levels[0],
                )
            )
            return made(levels, Confidence.BORDER, chances)
        if error is None:
            reasons.append(WORDS.message("error_unknown", value=_number(value), level=levels[0]))
            return made(levels, Confidence.WITH_CARE)
        band = row.bands[places[0]]
        reasons.append(
            WORDS.message(
                "within",
                value=_number(value),
                reach=_number(z * error),
                level=band.level,
                lowest=_edge(band.lowest),
                below=_edge(band.below),
            )
        )
        return made(levels, Confidence.CLEAR, chances)
    if label and row.labels:
        levels = next((found for one, found in row.labels.items() if one.casefold() == label.casefold()), ())
        if not levels:
            reasons.append(WORDS.message("label_unknown", label=label))
            return made((), Confidence.NONE)
        words = ("level " if len(levels) == 1 else "levels ") + _listed(levels)
        reasons.append(WORDS.message("by_label", label=label, levels=words))
        return made(levels, Confidence.LABEL if len(levels) == 1 else Confidence.BORDER)
    reasons.append(WORDS.message("nothing"))
    return made((), Confidence.NONE)


@dataclass(frozen=True, eq=False)
class Suggestions:
    """What many results suggest, in columns; `suggestions[i]` puts one into words.

    row         int64[n] into `crosswalk.rows`, -1: the crosswalk says nothing of this area
    likelier    int64[n] the likelier level, -1: none
    lowest, highest  int64[n] least and greatest level suggested, -1: none
    confidence  object[n] of Confidence
    """

    crosswalk: Crosswalk
    results: Results
    row: npt.NDArray[np.int64]
    likelier: npt.NDArray[np.int64]
    lowest: npt.NDArray[np.int64]
    highest: npt.NDArray[np.int64]
    confidence: npt.NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.row)

    def __getitem__(self, place: int) -> Suggestion | None:
        """The suggestion of one result with its reasons; None when the crosswalk has no row for it."""
        if self.row[place] < 0:
            return None
        result: Result = self.results[place]
        return suggest(
            self.crosswalk.rows[self.row[place]],
            result.value,
            result.error,
            result.label,
            z=self.crosswalk.z,
            is_example=self.crosswalk.is_example,
        )

    @property
    def at_a_border(self) -> npt.NDArray[np.bool_]:
        return (self.lowest != self.highest) & (self.row >= 0)


def suggest_many(crosswalk: Crosswalk, profile: str, results: Results) -> Suggestions:
    """What every result of one file suggests; the same levels as `suggest` gives one by one."""
    n = len(results)
    row = _rows_of(crosswalk, profile, results)
    likelier = np.full(n, -1, dtype=np.int64)
    lowest, highest = likelier.copy(), likelier.copy()
    confidence = np.full(n, Confidence.NONE, dtype=object)
    for at, one in enumerate(crosswalk.rows):
        mine = np.flatnonzero(row == at)
        if not len(mine):
            continue
        valued = ~np.isnan(results.value[mine]) if one.bands else np.zeros(len(mine), dtype=bool)
        by_value = mine[valued]
        if len(by_value):
            _by_value(one, crosswalk.z, results, by_value, likelier, lowest, highest, confidence)
        for code, label in enumerate(results.labels):
            chosen = mine[~valued & (results.label[mine] == code)]
            levels = next(
                (found for name, found in one.labels.items() if name.casefold() == label.casefold()), ()
            )
            if label and levels and len(chosen):
                likelier[chosen], lowest[chosen], highest[chosen] = levels[0], min(levels), max(levels)
                confidence[chosen] = Confidence.LABEL if len(levels) == 1 else Confidence.BORDER
    return Suggestions(crosswalk, results, row, likelier, lowest, highest, confidence)


def _rows_of(crosswalk: Crosswalk, profile: str, results: Results) -> npt.NDArray[np.int64]:
    """The row of each result; looked up once for each area, term and scale that there is."""
    places = {id(one): at for at, one in enumerate(crosswalk.rows)}
    keys = (
        np.stack([results.area, results.term, results.scale], axis=1)
        if len(results)
        else np.empty((0, 3), np.int64)
    )
    distinct, which = np.unique(keys, axis=0, return_inverse=True)
    found = np.full(len(distinct), -1, dtype=np.int64)
    for at, (area, term, scale) in enumerate(distinct):
        row = crosswalk.row_for(
            profile, *results.areas[area], term=results.terms[term], scale=results.scales[scale]
        )
        if row is not None:
            found[at] = places[id(row)]
    return found[which.reshape(-1)] if len(results) else np.empty(0, np.int64)


def _by_value(
    row: Row,
    z: float,
    results: Results,
    places: npt.NDArray[np.int64],
    likelier: npt.NDArray[np.int64],
    lowest: npt.NDArray[np.int64],
    highest: npt.NDArray[np.int64],
    confidence: npt.NDArray[np.object_],
) -> None:
    levels = np.array([band.level for band in row.bands], dtype=np.int64)
    errors = results.error[places]
    if row.declared_error is not None:
        errors = np.where(np.isnan(errors), row.declared_error, errors)
    touched = touched_many(results.value[places], errors, row.edges, z)
    any_touched = touched.touches.any(axis=1)
    least = np.where(touched.touches, levels, HIGHEST_LEVEL + 1).min(axis=1)
    most = np.where(touched.touches, levels, -1).max(axis=1)
    likelier[places] = np.where(any_touched, levels[touched.likelier], -1)
    lowest[places] = np.where(any_touched, least, -1)
    highest[places] = most
    confidence[places] = np.select(
        [~any_touched, least != most, np.isnan(errors)],
        [Confidence.NONE, Confidence.BORDER, Confidence.WITH_CARE],
        Confidence.CLEAR,
    )


def example_crosswalk(
    profile: str, areas: Mapping[str, str], *, lowest: float = 144.0, step: float = 8.0
) -> Crosswalk:
    """Invented bands of equal width for trying out, `areas` → domain codes. Not a norm and nobody's published cut: a
    district replaces them before anybody begins anywhere by them."""
    rows = tuple(
        Row(
            profile,
            area,
            domain,
            bands=tuple(
                Band(
                    level,
                    None if level == LOWEST_LEVEL else lowest + step * level,
                    None if level == HIGHEST_LEVEL else lowest + step * (level + 1),
                )
                for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
            ),
        )
        for area, domain in areas.items()
    )
    return Crosswalk(
        f"example-{profile}",
        "Example to replace – not a norm",
        rows,
        z_reason="One standard error to each side.",
        note="Made up so that the pages can be tried. The district enters its own bands and confirms them.",
        is_example=True,
    )


# -- what a crosswalk may be -------------------------------------------------------------------------------------------


def _problems_of(crosswalk: Crosswalk, domains: Mapping[str, Iterable[str]] | None) -> Iterable[Problem]:
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
            yield WORDS.problem("empty_band", field=place, lowest=_edge(band.lowest), below=_edge(band.below))
        if before is not None:
            _before_low, before_below = before.edges
            if low <= _before_low or band.level <= before.level:
                yield WORDS.problem("not_ordered", field=place, level=band.level, lowest=_edge(band.lowest))
            elif low > before_below and not row.gaps_meant:
                yield WORDS.problem("gap", field=place, below=_edge(before.below), lowest=_edge(band.lowest))
            elif low < before_below and not row.overlaps_meant:
                ends = min(before_below, below)
                yield WORDS.problem(
                    "overlap",
                    field=place,
                    lowest=_edge(band.lowest),
                    below=_edge(None if ends == math.inf else ends),
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


class _Reading:
    """Plain members → crosswalk, collecting one problem for each that it cannot take."""

    TOP = frozenset(
        ["format", "version", "key", "name", "revision", "z", "z_reason", "note", "is_example", "rows"]
    )
    ROW = frozenset(
        ["profile", "area", "part", "domain", "strand", "scale", "terms", "bands", "labels", "declared_error"]
        + ["declared_error_source", "gaps_meant", "overlaps_meant"]
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


# -- words -------------------------------------------------------------------------------------------------------------


def _distinct(levels: Sequence[int], chances: Sequence[float]) -> tuple[tuple[int, ...], list[float]]:
    """Each level once, in order, with the chances of its bands together."""
    kept = dict.fromkeys(levels, 0.0)
    for level, chance in zip(levels, chances, strict=False):
        kept[level] += chance
    return tuple(kept), list(kept.values()) if chances else []


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def _edge(value: float | None) -> str:
    return "any" if value is None else _number(value)


def _listed(levels: Sequence[int]) -> str:
    return " and ".join(map(str, levels)) if len(levels) < 3 else ", ".join(map(str, levels))
