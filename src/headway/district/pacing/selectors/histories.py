"""Learning histories as the forecast reads them: when something was gained, in the learner's own instructional days.

Every row counts instructional days from one origin, the first known day of the learner's school; a learner with a
share of time goes on from her first day in days of her own, and in a domain with a share of its own in that domain's.
A domain in which she works and gained nothing yet has a row without an event: that nothing came tells something, too.
Nothing else about a learner is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import clock
from headway.district.pacing.columns import academic_domains, academic_ids, competencies_of, expectation_on
from headway.district.pacing.own_time import OwnTime
from headway.district.people.api import learners_with_schools
from headway.district.policy.api import scale_for
from headway.district.proficiency.api import decisions_in_columns
from headway.mastery.facts import Determinations
from headway.mastery.pacing import Windows, date_of, day_number, gained_rows
from headway.mastery.pacing.forecast import Histories

__all__ = ["AT_ONCE", "WHOLE", "ForecastHistories", "histories_for_forecast", "joined", "own_count"]

Ints = NDArray[np.int64]
# The "domain" of a row with everything together: for the diploma.
WHOLE = 0
# Well below what one statement takes in both databases.
AT_ONCE = 4000


@dataclass(frozen=True, eq=False)
class ForecastHistories:
    """One row per learner and domain in which she works, and one per learner with all domains (WHOLE).

    histories.learner is the row's number; learner_id and domain_id say whose it is, first_on from which date on it is
    watched. event_competency: what each event is about. on: the day they reach to.
    """

    histories: Histories
    learner_id: Ints
    domain_id: Ints
    first_on: Ints
    event_competency: Ints
    on: dt.date
    time: OwnTime

    def row_of(self, learner_id: int, domain_id: int = WHOLE) -> int | None:
        """The row of a learner in a domain; None without a history."""
        return self.rows.get((learner_id, domain_id))

    @cached_property
    def rows(self) -> Mapping[tuple[int, int], int]:
        pairs = zip(self.learner_id.tolist(), self.domain_id.tolist(), strict=True)
        return {pair: row for row, pair in enumerate(pairs)}


def histories_for_forecast(
    learners: Collection[Any] | Collection[int],
    as_of: dt.date | None = None,
    decisions: Determinations | None = None,
    time: OwnTime | None = None,
    agreed: Collection[tuple[int, int]] = (),
) -> ForecastHistories:
    """The histories of these learners (rows or ids), as they were known at the end of a day (today).

    Watched from the first day of the school year in which anything was first decided about her work, and not before her
    own first day; up to the day, or her last. What was known on arrival is no event. time: as it stands today, where it is
    at hand already.

    agreed: (learner, domain) for which a day is agreed. They have a row, too; where nothing was decided about her work
    yet, it is watched from the first day of this school year.
    """
    on = as_of or clock.today()
    listed = list(learners)
    if listed and isinstance(listed[0], int):
        listed = learners_with_schools(listed)
    expectation = expectation_on(on)
    known = clock.end_of_day(on) if on < clock.today() else None
    if time is None or known is not None:
        time = OwnTime.of(listed, expectation.days_per_year, as_of=known)
    if decisions is None:
        decisions = decisions_in_columns([one.pk for one in listed], known)
    continuum = current_map()
    windows = _windows(listed, decisions, time, on, {learner for learner, _domain in agreed})
    if continuum is None or not windows:
        empty = np.zeros(0, dtype=np.int64)
        none = Histories(empty, empty, empty, empty, empty, empty, np.zeros(0))
        return ForecastHistories(none, empty, empty, empty, empty, on, time)
    return _filled(windows, decisions, continuum, time, on, agreed)


def joined(parts: Sequence[ForecastHistories]) -> Histories:
    """Several tables of different learners as one, of single domains only: what the forecast is learned from."""
    taken = [part.histories.take(part.domain_id != WHOLE) for part in parts]
    before = np.cumsum([0, *(len(part.domain_id) for part in parts)])

    def column(name: str, shift: bool = False) -> NDArray[Any]:
        columns = [getattr(one, name) + (before[number] if shift else 0) for number, one in enumerate(taken)]
        return np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)

    return Histories(
        column("learner", shift=True),
        column("school"),
        column("first_day"),
        column("last_day"),
        column("event_learner", shift=True),
        column("event_day"),
        column("event_units"),
    )


def _windows(
    learners: Collection[Any], decisions: Determinations, time: OwnTime, on: dt.date, agreed: Collection[int]
) -> dict[int, tuple[Any, dt.date, dt.date]]:
    """Learner → (learner, first day watched, last day watched)."""
    order = np.lexsort((decisions.decided_on, decisions.learner))
    own = decisions.take(order[decisions.decided_on[order] > 0])  # what was known on arrival stands at 0
    who, at = np.unique(own.learner, return_index=True)
    first = dict(zip(who.tolist(), own.decided_on[at].tolist(), strict=True))
    found = {}
    for one in learners:
        if not time.has_time(one.pk) or (one.pk not in first and one.pk not in agreed):
            continue
        begun = date_of(first[one.pk]) if one.pk in first else on
        year = time.year(one.pk, begun)
        begins = max(year.starts_on if year else begun, one.entered_on or dt.date.min)
        ends = min(on, one.left_on or on)
        if begins <= ends:
            found[one.pk] = (one, begins, ends)
    return found


def _filled(
    windows: Mapping[int, tuple[Any, dt.date, dt.date]],
    decisions: Determinations,
    continuum: ContinuumMap,
    time: OwnTime,
    on: dt.date,
    agreed: Collection[tuple[int, int]],
) -> ForecastHistories:
    domains = academic_domains(continuum)
    ids = np.array(list(windows), dtype=np.int64)
    spans = np.array(
        [[day_number(begins), day_number(ends)] for _one, begins, ends in windows.values()], dtype=np.int64
    )
    academic = np.array(academic_ids(continuum), dtype=np.int64)
    competencies = competencies_of(continuum, academic.tolist())
    decisions = decisions.take(np.isin(decisions.competency, academic) & np.isin(decisions.learner, ids))
    gains = gained_rows(
        decisions,
        competencies,
        scale_for().scale,
        Windows(ids, spans[:, 0], spans[:, 1], np.zeros(len(ids), dtype=np.int64)),
        [one.id for one in domains],
        partly=expectation_on(on).partly,
    )
    # Column 0 is everything together, and each domain has one more.
    wide = len(domains) + 1
    first, last = np.zeros((len(ids), wide), dtype=np.int64), np.zeros((len(ids), wide), dtype=np.int64)
    together, within = np.zeros((2, len(gains.window)), dtype=np.int64)
    order = np.argsort(gains.window, kind="stable")
    bounds = np.searchsorted(gains.window[order], np.arange(len(ids) + 1))
    for place, (learner, begins, ends) in enumerate(windows.values()):
        whole = own_count(time, learner.pk, begins, ends)
        mine = order[bounds[place] : bounds[place + 1]]
        at = gains.on[mine] - day_number(begins) + 1
        first[place], last[place] = whole[0], max(whole[-1], whole[0] - 1)
        together[mine] = within[mine] = np.clip(whole[at], whole[0], last[place, 0])
        apart = {one.domain for one in time.shares.get(learner.pk, ()) if one.domain is not None}
        for column, domain in enumerate(domains, start=1):
            if domain.code in apart:
                own = own_count(time, learner.pk, begins, ends, domain.code)
                last[place, column] = max(own[-1], own[0] - 1)
                here = gains.column[mine] == column - 1
                within[mine[here]] = np.clip(own[at[here]], own[0], last[place, column])
    domain_ids = np.array([WHOLE, *(one.id for one in domains)], dtype=np.int64)
    decided = decisions.take(decisions.decided_on > 0)
    pairs = np.array(
        [(who, what) for who, what in agreed if who in windows and what in domain_ids], dtype=np.int64
    ).reshape(-1, 2)
    who = np.concatenate([ids, decided.learner, pairs[:, 0]])
    about = competencies.domain[competencies.rows_of(decided.competency)]
    what = np.concatenate([np.full(len(ids), WHOLE), about, pairs[:, 1]])
    keys = np.unique(_places(ids, who) * wide + _places(domain_ids, what))
    keys = keys[last.ravel()[keys] >= first.ravel()[keys]]
    whose, place_in = keys // wide, keys % wide
    event_key = np.concatenate([gains.window * wide + gains.column + 1, gains.window * wide])
    keep = np.isin(event_key, keys)
    histories = Histories(
        learner=np.arange(len(keys)),
        school=np.array([windows[int(one)][0].school_id or 0 for one in ids[whose]], dtype=np.int64),
        first_day=first[whose, place_in],
        last_day=last[whose, place_in],
        event_learner=np.searchsorted(keys, event_key[keep]),
        event_day=np.concatenate([within, together])[keep],
        event_units=np.concatenate([gains.units, gains.units])[keep],
    )
    return ForecastHistories(
        histories,
        learner_id=ids[whose],
        domain_id=domain_ids[place_in],
        first_on=spans[whose, 0],
        event_competency=np.concatenate([gains.competency, gains.competency])[keep],
        on=on,
        time=time,
    )


def _places(of: Ints, wanted: Ints) -> Ints:
    """Where each of the wanted stands, all of which are there."""
    order = np.argsort(of, kind="stable")
    return np.asarray(order[np.searchsorted(of[order], wanted)], dtype=np.int64)


def own_count(
    time: OwnTime, learner_id: int, begins: dt.date, ends: dt.date, domain_code: str | None = None
) -> Ints:
    """For the day before `begins` (as the number of the day to come) and each day up to `ends`: how many instructional
    days there were by then, from the school's first known day on, hers in this domain counted."""
    school = time.schools[time.school_of[learner_id]].calendar
    before = int(school.instructional[: max(day_number(begins) - school.first_on, 0)].sum())
    own = np.cumsum(time.by_day(learner_id, begins, ends, domain_code))
    counted = before + np.floor(own + 1e-9).astype(np.int64)
    return np.concatenate(([before + 1], counted))
