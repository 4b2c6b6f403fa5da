"""Where agreed plans stand: the one reading that a learner's page, a group's page, the board and the night share.

What was proficient before a plan counts is no work of it; what the district counts as partly gained is (`pacing`). Days
are the learner's own days of school after the plan's first day. What is all proficient waits to be confirmed and is on no
line any more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headway.district.agreements.target_types import AgreementColumns, Around, OfferInfo, TargetInfo
from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import clock
from headway.district.pacing.api import OwnTime, partly_gained
from headway.mastery.facts import Determinations
from headway.mastery.pacing import SignedDays, date_of, day_number
from headway.mastery.pacing.signals import due_units
from headway.mastery.pacing.trajectories import Reading, Shape, reading

__all__ = ["PlanReadings", "columns_of", "read_plans"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PAST = -1.0


@dataclass(frozen=True, eq=False)
class PlanReadings:
    """A row for each of the agreements read. done, total: learning units of the plan.

    passed, in_all: her own days after the plan's first day, up to the day of reading and to the agreed date, as they were
    signed (`OwnTime.as_signed`); left: her own days after the day of reading, below zero where the date is past. is_open:
    something of it is not proficient yet.
    """

    done: Floats
    total: Floats
    passed: Floats
    in_all: Floats
    left: Floats
    buffer_days: Floats
    is_open: NDArray[np.bool_]
    shapes: tuple[Shape, ...]

    def reading(self, row: int) -> Reading | None:
        """None where there is nothing to read: no work, no day of school, or everything proficient."""
        if not self.is_open[row] or self.total[row] <= 0 or self.in_all[row] <= 0:
            return None
        return reading(
            float(self.done[row]),
            float(self.total[row]),
            float(self.passed[row]),
            float(self.in_all[row]),
            self.shapes[row],
            float(self.buffer_days[row]),
        )

    @cached_property
    def due(self) -> Floats:
        """Units that each plan's line, its buffer taken off, asks for by now: what is less needs adjusting."""
        return due_units(self.total, self.passed, self.in_all, self.buffer_days, self.shapes)


def read_plans(
    agreed: AgreementColumns,
    time: OwnTime,
    continuum: ContinuumMap,
    on: dt.date | None = None,
    decisions: Determinations | None = None,
) -> PlanReadings:
    """Every row of these agreements on a day (today). time: of all their learners. No query, or one where the district
    counts something as partly gained and the decisions are not at hand."""
    on = on or clock.today()
    done, total = _work(agreed, continuum, day_number(on), decisions)
    is_open = np.zeros(len(agreed), dtype=bool)
    is_open[agreed.open_row] = True
    is_open[agreed.met_row[agreed.met_day > day_number(on)]] = True
    passed, in_all, left, shapes = np.zeros(len(agreed)), np.zeros(len(agreed)), np.zeros(len(agreed)), []
    for row in range(len(agreed)):
        learner, domain = int(agreed.learner[row]), agreed.domain[row] or None
        from_on, by_on = date_of(int(agreed.from_on[row])), date_of(int(agreed.by_on[row]))
        first, last = from_on + dt.timedelta(days=1), max(by_on, on)
        taught = (
            time.by_day(learner, first, last, domain)
            if time.has_time(learner) and last >= first
            else np.zeros(0)
        )
        whole, gone = max((by_on - from_on).days, 0), max((on - from_on).days, 0)
        line = SignedDays(taught[:whole])
        if len(line.days) and learner in time.recorded:
            line = time.as_signed(learner, from_on, by_on, domain, date_of(int(agreed.agreed_on[row])))
        over = line.waiting if gone > whole else 0.0
        passed[row] = round(float(line.days[:gone].sum() + taught[whole:gone].sum()) + over, 6)
        in_all[row] = round(line.whole, 6)
        left[row] = round(float(taught[gone:whole].sum()), 6) if by_on >= on else PAST
        shapes.append(line.placed(Shape.from_dict(agreed.shape[row]), from_on, by_on))
    buffer_days = agreed.buffer_days.astype(np.float64)
    return PlanReadings(done, total, passed, in_all, left, buffer_days, is_open, tuple(shapes))


def columns_of(target: TargetInfo, offer: OfferInfo) -> AgreementColumns:
    """One agreement of one target as columns."""

    def whole(*values: int) -> Ints:
        return np.array(values, dtype=np.int64)

    return AgreementColumns(
        learner=whole(target.learner_id),
        target=whole(target.id),
        target_uuid=(target.uuid,),
        aim=(target.aim,),
        domain=(target.domain_code,),
        from_on=whole(day_number(offer.from_on)),
        counts_from=whole(day_number(offer.counts_from)),
        by_on=whole(day_number(offer.by_on)),
        agreed_on=whole(day_number(clock.local_date(offer.agreed_at or offer.offered_at))),
        buffer_days=whole(offer.buffer_days),
        shape=(offer.shape,),
        plan=(offer.plan,),
        open_row=np.zeros(len(target.open_ids), dtype=np.int64),
        open_competency=whole(*target.open_ids),
        met_row=np.zeros(len(target.met_on), dtype=np.int64),
        met_competency=whole(*(one for one, _on in target.met_on)),
        met_day=whole(*(day_number(on) for _one, on in target.met_on)),
        has_note=(target.has_note,),
        around=Around({}, {}),
    )


def _work(
    agreed: AgreementColumns, continuum: ContinuumMap, today: int, decisions: Determinations | None
) -> tuple[Floats, Floats]:
    """Learning units of each plan that are gained by the end of the day, and of its whole work."""
    counts = agreed.met_day >= agreed.counts_from[agreed.met_row]
    row = np.concatenate([agreed.met_row[counts], agreed.open_row])
    competency = np.concatenate([agreed.met_competency[counts], agreed.open_competency])
    is_met = np.concatenate([agreed.met_day[counts] <= today, np.zeros(len(agreed.open_row), dtype=bool)])
    learner, count = agreed.learner[row], len(agreed)
    days = np.concatenate([np.full(len(row), today, dtype=np.int64), agreed.counts_from[row] - 1])
    gained = partly_gained(np.tile(learner, 2), np.tile(competency, 2), days, decisions)
    now = np.where(is_met, 1.0, gained[: len(row)])
    # What was partly gained before is no work of this plan, as what was proficient before.
    before = np.minimum(gained[len(row) :], now)
    weight = _weights(competency, continuum)
    done = np.bincount(row, weights=weight * (now - before), minlength=count)
    total = np.bincount(row, weights=weight * (1 - before), minlength=count)
    return done.astype(np.float64), total.astype(np.float64)


def _weights(competency: Ints, continuum: ContinuumMap) -> Floats:
    """Learning units of each; 0 where the continuum in force knows it no more."""
    ids, of = np.unique(competency, return_inverse=True)
    known = [continuum.by_id.get(one) for one in ids.tolist()]
    return np.array([float(one.weight) if one else 0.0 for one in known], dtype=np.float64)[of]
