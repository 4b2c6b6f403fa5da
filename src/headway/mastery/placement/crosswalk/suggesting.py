"""What results suggest: one in words, or a whole file in columns; both give the same levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headway.mastery.formats.assessments import Result, Results
from headway.mastery.placement.bordering import chance_between, lies_inside, touched_bands, touched_many
from headway.mastery.placement.crosswalk.model import (
    DEFAULT_Z,
    HIGHEST_LEVEL,
    Confidence,
    Crosswalk,
    Row,
    Suggestion,
)
from headway.mastery.placement.crosswalk.wording import WORDS, edge_words, level_words, number_words

__all__ = ["Suggestions", "suggest", "suggest_many"]


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
            reasons.append(WORDS.message("error_declared", error=number_words(error), source=source))
        if not places:
            reasons.append(WORDS.message("outside", value=number_words(value)))
            return made((), Confidence.NONE)
        chances = (
            [chance_between(*row.bands[at].edges, value, error) for at in places] if error is not None else []
        )
        levels = [row.bands[at].level for at in places]
        if len(levels) > 1:
            reasons.append(
                WORDS.message(
                    "border",
                    value=number_words(value),
                    reach=number_words(z * error) if error is not None else "0",
                    levels=level_words(sorted(levels)),
                    likelier=levels[0],
                )
            )
            return made(levels, Confidence.BORDER, chances)
        if error is None:
            reasons.append(WORDS.message("error_unknown", value=number_words(value), level=levels[0]))
            return made(levels, Confidence.WITH_CARE)
        band = row.bands[places[0]]
        inside = lies_inside(value, z * error, *band.edges)
        reasons.append(
            WORDS.message(
                "within" if inside else "beside",
                value=number_words(value),
                reach=number_words(z * error),
                level=band.level,
                lowest=edge_words(band.lowest),
                below=edge_words(band.below),
            )
        )
        return made(levels, Confidence.CLEAR if inside else Confidence.BORDER, chances)
    if label and row.labels:
        named = row.levels_of(label)
        if not named:
            reasons.append(WORDS.message("label_unknown", label=label))
            return made((), Confidence.NONE)
        reasons.append(WORDS.message("by_label", label=label, levels=level_words(named)))
        return made(named, Confidence.LABEL if len(named) == 1 else Confidence.BORDER)
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
            levels = one.levels_of(label)
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
    # np.select would turn the members of the enum into bare texts, so they are put in one by one.
    confidence[places] = Confidence.CLEAR
    confidence[places[~touched.inside]] = Confidence.BORDER
    confidence[places[np.isnan(errors)]] = Confidence.WITH_CARE
    confidence[places[least != most]] = Confidence.BORDER
    confidence[places[~any_touched]] = Confidence.NONE
