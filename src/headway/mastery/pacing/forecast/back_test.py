"""Were the forecasts true? Made at the end of one term with what was known then, held against what came.

Pure: histories in, a table out. Groups are looked at only here, for the report, and never by a forecast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.mastery.facts import Refused
from headway.mastery.pacing.forecast.features import Events
from headway.mastery.pacing.forecast.fitted import Fitted
from headway.mastery.pacing.forecast.fitting import fit
from headway.mastery.pacing.forecast.histories import Histories
from headway.mastery.pacing.forecast.outlooks import Refusal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Chances are held against what came in these bins.
BINS = np.linspace(0.0, 1.0, 11)
ALL = "all"


@dataclass(frozen=True)
class Bin:
    """Forecasts whose chance lay from `low` to `high`: how many, the chance told on the whole, the share that came."""

    low: float
    high: float
    count: int
    told: float
    came: float


@dataclass(frozen=True)
class Row:
    """term: the day up to which was known. of, which: "all", "school" or a group's name, and its value.

    targets: forecasts asked for. ranges: those with a range that was watched to its end; covered, early, late: shares
    of them (None for none); width: in the middle, instructional days. refused: share of all targets without a range.
    open: with a range whose end lies after the record's; whether reached or not, it isn't judged.
    """

    term: int
    of: str
    which: int
    targets: int
    ranges: int
    covered: float | None
    early: float | None
    late: float | None
    width: float | None
    refused: float
    open: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class BackTest:
    """rows by term, then all, schools, groups. versions: of the fitted forecast, per term."""

    rows: tuple[Row, ...]
    versions: Mapping[int, str] = field(default_factory=dict)

    def row(self, term: int, of: str = ALL, which: int = 0) -> Row:
        """Refused when there is none."""
        for row in self.rows:
            if (row.term, row.of, row.which) == (term, of, which):
                return row
        raise Refused(
            "back_test_row", f"The back-test has no row for {of} {which} in the term ending on {term}."
        )


def back_test(
    histories: Histories,
    *,
    terms: ArrayLike,
    horizon: int = 90,
    farthest: int = 180,
    groups: Mapping[str, ArrayLike] | None = None,
    fitted: Mapping[int, Fitted] | None = None,
    seed: int = 7,
) -> BackTest:
    """For each term's last instructional day: forecasts with what was known then, against what came by the end.

    Each learner has one target, drawn so that it lay from 10 to `farthest` days ahead as it looked then. horizon: the
    days within which the chance is asked. groups: a value per history under the group's name. fitted: forecasts kept
    from those terms; without one it is fitted anew, with nothing that came later.
    """
    rows: list[Row] = []
    versions: dict[int, str] = {}
    for term in np.unique(np.asarray(terms, dtype=np.int64)).tolist():
        known = histories.until(term)
        if len(known) == 0:
            continue
        forecast = (fitted or {}).get(term) or fit(known)
        versions[term] = forecast.version
        at = histories.rows_of(known.learner)
        draw = np.random.default_rng([seed, term])
        seen = Events(known).seen(np.arange(len(known)), known.days, forecast.model.prior)
        ahead = draw.uniform(10, farthest, len(known))
        remaining = np.maximum(np.round(ahead * seen.rate), 1.0) * forecast.units
        days, _ = Events(histories).day_of_reaching(at, known.days, remaining)
        watched = histories.days[at] - known.days
        outlooks = forecast.outlooks(known, remaining, farthest, within=horizon)
        judged = _Judged(
            outlooks.low,
            outlooks.high,
            outlooks.chance,
            outlooks.refused,
            days,
            watched.astype(float),
            horizon,
        )
        rows.append(judged.row(term, ALL, 0, np.ones(len(known), dtype=bool)))
        for school in np.unique(known.school).tolist():
            rows.append(judged.row(term, "school", school, known.school == school))
        for name, values in (groups or {}).items():
            value = np.asarray(values, dtype=np.int64)[at]
            for which in np.unique(value).tolist():
                rows.append(judged.row(term, name, which, value == which))
    return BackTest(tuple(rows), versions)


@dataclass(frozen=True, eq=False)
class _Judged:
    low: Floats
    high: Floats
    chance: Floats
    refused: NDArray[np.int8]
    days: Floats  # until reached; infinite where that was not seen
    watched: Floats
    horizon: int

    def row(self, term: int, of: str, which: int, here: NDArray[np.bool_]) -> Row:
        ranged = here & (self.refused == Refusal.NONE)
        # Only where the whole range was watched: of the others those are known that came early, and no others.
        whole = ranged & (self.watched >= self.high)
        late = whole & (self.days > self.high)
        early = whole & (self.days < self.low)
        inside = whole & ~late & ~early
        known = int(whole.sum())

        def share(of_them: NDArray[np.bool_]) -> float | None:
            return float(of_them.sum() / known) if known else None

        return Row(
            term, of, which, int(here.sum()), known, share(inside), share(early), share(late),
            float(np.median((self.high - self.low)[ranged])) if ranged.any() else None,
            float((here & (self.refused != Refusal.NONE)).sum() / max(here.sum(), 1)),
            int(ranged.sum()) - known, self.bins(here),
        )  # fmt: skip

    def bins(self, here: NDArray[np.bool_]) -> tuple[Bin, ...]:
        """Only where the whole horizon was watched: a target reached before its end says nothing about the others."""
        told = here & np.isfinite(self.chance) & (self.watched >= self.horizon)
        chance, came = self.chance[told], self.days[told] <= self.horizon
        place = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
        found = []
        for at in range(len(BINS) - 1):
            in_bin = place == at
            if in_bin.any():
                found.append(
                    Bin(float(BINS[at]), float(BINS[at + 1]), int(in_bin.sum()), float(chance[in_bin].mean()),
                        float(came[in_bin].mean()))
                )  # fmt: skip
        return tuple(found)
