"""Decisions and standings between the database and the columns of the mathematics, in both directions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.db import connection
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import tables
from headway.district.policy.api import scale_for
from headway.district.proficiency.carrying import Columns, carried_through
from headway.district.proficiency.ground import Ground
from headway.district.proficiency.types import StandingInfo
from headway.mastery.facts import NEVER, Determinations, Ratings
from headway.mastery.proficiency import CONFIDENCES, STATUSES, ProposalColumns
from headway.mastery.scales import Scale

__all__ = [
    "Decisions",
    "Pairs",
    "Standings",
    "decided_learners",
    "decisions_of",
    "local_days",
    "newly_proficient_pairs",
    "standings_from",
]

Ints = NDArray[np.int64]

NONE = -1
BEFORE_ALL = 0
DAY = 86_400_000_000
HOUR = 3_600_000_000


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs by learner and competency, each once, in that order."""

    learner: Ints
    competency: Ints

    def places_of(self, some: Pairs) -> Ints:
        """Where each of some of these pairs stands."""
        span = int(max(self.competency.max(initial=0), some.competency.max(initial=0))) + 1
        return np.searchsorted(self.learner * span + self.competency, some.learner * span + some.competency)


@dataclass(frozen=True, eq=False)
class Decisions:
    """Decisions that count, ordered by learner, competency, school day and id. Instants in microseconds.

    A decision that takes back what was decided leaves nothing of that pair before it. answered: the proposal that
    the decision departs from, -1 where it follows the proposal. rested: the level that the rule proposed when it was
    decided, -1 for none; rested_on: how many pieces that counted; rule_stays: 1 where that rule still holds. under: the
    competency, in its version, that was decided on; carried: the same where its words read otherwise than today's, else -1. to_confirm: learners and
    competencies into which several were merged, whose decisions do not agree, so that a person confirms. taken: 1 where it was taken as
    met on arrival, and not decided from work here.
    """

    learner: Ints
    competency: Ints
    level: Ints
    decided_at: Ints
    decided_on: Ints
    recorded_at: Ints
    id: Ints
    answered: Ints
    rested: Ints
    rested_on: Ints
    rule_stays: Ints
    under: Ints
    carried: Ints
    to_confirm: Pairs
    taken: Ints

    def __len__(self) -> int:
        return len(self.learner)

    def for_mathematics(self) -> Determinations:
        """What was taken as met on arrival stands before every window, so that no pace or growth is counted from it,
        nor from the work that confirms it."""
        return Determinations(
            learner=self.learner,
            competency=self.competency,
            level=self.level,
            decided_on=np.where(self.taken == 1, BEFORE_ALL, self.decided_on),
            recorded_at=self.recorded_at,
            determination_id=self.id,
            withdrawn_at=np.full(len(self), NEVER, dtype=np.int64),
        )


@dataclass(frozen=True, eq=False)
class Standings:
    """Where learners are: one row per pair with evidence or a decision, by learner and competency. -1 is none."""

    learner: Ints
    competency: Ints
    determined_level: Ints
    determined_at: Ints
    proficient_since: Ints
    status: Ints
    proposed_level: Ints
    confidence: Ints
    pieces: Ints
    last_observed_at: Ints
    answered_level: Ints
    determined_under: Ints
    carried_from: Ints
    to_confirm: Ints
    shows_less: Ints

    def __len__(self) -> int:
        return len(self.learner)

    def infos(self, on: Ground) -> Iterator[StandingInfo]:
        """Row by row, as other apps hold it."""
        scale = on.scale.scale
        for row in zip(*(getattr(self, field.name).tolist() for field in fields(self)), strict=True):
            learner, competency, level, at, since, status, proposed, confidence, pieces, last, *rest = row
            answered, _under, carried, to_confirm, shows_less = rest
            yield StandingInfo(
                learner_id=learner,
                competency_id=competency,
                determined_level=None if level == NONE else level,
                determined_at=_instant(at),
                proficient_since=_instant(since),
                proposed_status=str(STATUSES[status]),
                proposed_level=None if proposed == NONE else proposed,
                confidence="" if confidence == NONE else str(CONFIDENCES[confidence]),
                pieces=pieces,
                last_observed_at=_instant(last),
                rule_version=on.version,
                is_proficient=level >= scale.proficient,
                answered_level=None if answered == NONE else answered,
                carried_from=None if carried == NONE else carried,
                to_confirm=bool(to_confirm),
                shows_less=bool(shows_less),
            )


def decisions_of(
    learner_ids: Collection[int] | None = None,
    competency_ids: Collection[int] | None = None,
    as_of: dt.datetime | None = None,
    continuum: ContinuumMap | None = None,
    rule_version: str = "",
) -> Decisions:
    """The decisions on these learners (for these competencies), as known at a moment. No access is decided here.

    rule_version: the rule in effect, for those who compare the evidence of today with what a decision rested on.
    """
    condition, parameters = tables.where(("learner_id", learner_ids), ("competency_id", competency_ids))
    if as_of is not None:
        condition += " AND recorded_at <= %s"
        parameters.append(connection.ops.adapt_datetimefield_value(as_of))
    asked = {
        "learner": tables.Asked("learner_id"),
        "competency": tables.Asked("competency_id"),
        "level": tables.Asked("level", missing=NONE),
        "decided_at": tables.Asked("decided_at", is_instant=True),
        "recorded_at": tables.Asked("recorded_at", is_instant=True),
        "id": tables.Asked("id"),
        "rested": tables.Asked(tables.whole_in_json_sql("proposal", "level"), missing=NONE),
        "rested_on": tables.Asked(tables.length_in_json_sql("proposal", "counted"), missing=0),
        "rule_stays": tables.Asked("CASE WHEN rule_version = %s THEN 1 ELSE 0 END"),
        "taken": tables.Asked("CASE WHEN basis IS NULL THEN 0 ELSE 1 END"),
        "departs": tables.Asked("CASE WHEN departs THEN 1 ELSE 0 END"),
    }
    read = tables.read(
        list(asked.values()),
        f"FROM proficiency_determination WHERE {condition}",
        [rule_version, *parameters],
        many=learner_ids is None or len(learner_ids) > 1,
    )
    columns = dict(zip(asked, read, strict=True))
    columns["decided_on"] = local_days(columns["decided_at"])
    columns["answered"] = np.where(columns.pop("departs") == 1, columns["rested"], NONE)
    columns["under"] = columns["competency"]
    waiting = Pairs(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    if continuum is not None:
        _living, lives = continuum.living(columns["competency"])
        columns = {name: column[lives] for name, column in columns.items()}
        columns["competency"] = continuum.lineage.lines_of(columns["competency"])
        if continuum.lineage.merges:
            columns, *pairs = carried_through(columns, continuum.lineage, scale_for().proficient, _standing)
            waiting = Pairs(*pairs)
    columns = _standing(columns)
    changed = np.array(sorted(continuum.lineage.changed if continuum else ()), dtype=np.int64)
    carried = np.where(np.isin(columns["under"], changed), columns["under"], NONE)
    return Decisions(**columns, carried=carried, to_confirm=waiting)


def _standing(columns: Columns) -> Columns:
    """In order, and without what was taken back."""
    order = np.lexsort((columns["id"], columns["decided_on"], columns["competency"], columns["learner"]))
    columns = {name: column[order] for name, column in columns.items()}
    counts = _not_taken_back(columns["learner"], columns["competency"], columns["level"])
    return {name: column[counts] for name, column in columns.items()}


def decided_learners() -> list[int]:
    """The learners about whom anything was decided or is projected, by id."""
    return tables.fetch(
        """SELECT learner_id FROM proficiency_determination UNION SELECT learner_id FROM proficiency_standing
           ORDER BY learner_id"""
    )[0]


def newly_proficient_pairs(
    since: dt.datetime,
    until: dt.datetime,
    as_of: dt.datetime | None,
    continuum: ContinuumMap,
    scale: Scale,
) -> tuple[Ints, Ints]:
    """Learners and competencies that became proficient between two moments, and stay so, as known at a moment."""
    begin, end = tables.microseconds(since), tables.microseconds(until)
    decisions = decisions_of(as_of=as_of, continuum=continuum)
    first, last = _runs(decisions.learner, decisions.competency)
    began = _proficient_since(decisions, first, last, scale)
    taken = np.maximum.reduceat(decisions.taken, first) == 1 if len(first) else np.zeros(0, dtype=bool)
    new = (begin < began) & (began <= end) & ~taken
    return decisions.learner[last][new], decisions.competency[last][new]


def local_days(instants: Ints) -> Ints:
    """The date in the district's time zone on which each instant falls, in days since 1970-01-01."""
    hours, of = np.unique(instants // HOUR, return_inverse=True)
    zone = ZoneInfo(settings.TIME_ZONE)
    # A zone's offset changes on the hour, so one question per hour that occurs is enough.
    offsets = [
        tables.instant(hour * HOUR).astimezone(zone).utcoffset() // dt.timedelta(microseconds=1)  # type: ignore[operator]
        for hour in hours.tolist()
    ]
    return (instants + np.array(offsets, dtype=np.int64)[of]) // DAY if len(instants) else instants


def standings_from(
    ratings: Ratings, decisions: Decisions, proposed: ProposalColumns, scale: Scale
) -> Standings:
    """The projection: what the rule proposes for these ratings and what people decided, side by side.

    A level counts as proficient since the decision that began the present, unbroken run at or above the mark.
    Pairs whose ratings were all withdrawn, and about which nothing was decided, are left out.
    """
    there = proposed.pieces > 0
    rated = Pairs(proposed.learner[there], proposed.competency[there])
    first, last = _runs(decisions.learner, decisions.competency)
    decided = Pairs(decisions.learner[last], decisions.competency[last])
    rows = _union(_union(rated, decided), decisions.to_confirm)
    learner, competency = rows.learner, rows.competency
    at_rated, at_decided = rows.places_of(rated), rows.places_of(decided)
    to_confirm = np.zeros(len(learner), dtype=np.int64)
    to_confirm[rows.places_of(decisions.to_confirm)] = 1

    def column(values: NDArray[np.generic], places: Ints, missing: int = NONE) -> Ints:
        filled = np.full(len(learner), missing, dtype=np.int64)
        filled[places] = values
        return filled

    since = _proficient_since(decisions, first, last, scale)
    columns = {
        "determined_level": column(decisions.level[last], at_decided),
        "proposed_level": column(proposed.level[there], at_rated),
        "pieces": column(proposed.pieces[there], at_rated, missing=0),
        "answered_level": column(decisions.answered[last], at_decided),
    }
    return Standings(
        learner=learner,
        competency=competency,
        determined_at=column(decisions.decided_at[last], at_decided),
        proficient_since=column(since, at_decided),
        status=column(proposed.status[there], at_rated, missing=0),
        confidence=column(proposed.confidence[there], at_rated),
        last_observed_at=column(_last_observed(ratings), at_rated),
        determined_under=column(decisions.under[last], at_decided),
        carried_from=column(decisions.carried[last], at_decided),
        to_confirm=to_confirm,
        shows_less=_shows_less(
            **columns,
            rested=column(decisions.rested[last], at_decided),
            rested_on=column(decisions.rested_on[last], at_decided, missing=0),
            rule_stays=column(decisions.rule_stays[last], at_decided, missing=0),
        ),
        **columns,
    )


def _shows_less(
    determined_level: Ints,
    proposed_level: Ints,
    pieces: Ints,
    answered_level: Ints,
    rested: Ints,
    rested_on: Ints,
    rule_stays: Ints,
) -> Ints:
    """1 where the evidence shows less than what was decided, and nobody has answered that yet.

    A new rule alone is no reason: what was decided stands. So the evidence itself has to have changed: the rule is the
    one of the decision, or a piece that it rested on counts no more, or it rested on no proposal at all. Where nothing
    is proposed any more, it has to have been when it was decided.
    """
    evidence_changed = (rule_stays == 1) | (pieces < rested_on)
    lower = (
        (proposed_level != NONE)
        & (proposed_level < determined_level)
        & (proposed_level != answered_level)
        & (evidence_changed | (rested == NONE))
    )
    nothing_left = (proposed_level == NONE) & (determined_level != NONE) & (rested != NONE) & evidence_changed
    return (lower | nothing_left).astype(np.int64)


def _instant(count: int) -> dt.datetime | None:
    return None if count == NONE else tables.instant(count)


def _not_taken_back(learner: Ints, competency: Ints, level: Ints) -> NDArray[np.bool_]:
    """Rows after the last taking-back of their pair (in an ordered table)."""
    first, last = _runs(learner, competency)
    if len(first) == 0:
        return np.zeros(0, dtype=bool)
    row = np.arange(len(level))
    taken_back = np.maximum.reduceat(np.where(level == NONE, row, -1), first)
    return row > np.repeat(taken_back, last - first + 1)


def _runs(learner: Ints, competency: Ints) -> tuple[Ints, Ints]:
    """First and last row of each pair in an ordered table."""
    if len(learner) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    begins = np.ones(len(learner), dtype=bool)
    begins[1:] = (learner[1:] != learner[:-1]) | (competency[1:] != competency[:-1])
    first = np.flatnonzero(begins)
    return first, np.append(first[1:], len(learner)) - 1


def _proficient_since(decisions: Decisions, first: Ints, last: Ints, scale: Scale) -> Ints:
    """Per pair the instant at which the present run at or above the mark began; -1 where there is none.

    What is only taken as met on arrival has none; once work here shows it, it is proficient since then.
    """
    if len(first) == 0:
        return np.empty(0, dtype=np.int64)
    reached = (decisions.level >= scale.proficient) & (decisions.taken == 0)
    below = np.where(reached, -1, np.arange(len(decisions)))
    began = np.maximum(np.maximum.reduceat(below, first) + 1, first)
    return np.where(reached[last], decisions.decided_at[np.minimum(began, last)], NONE)


def _last_observed(ratings: Ratings) -> Ints:
    """Per pair with a standing rating the latest observation, in the order of pairs."""
    ordered, groups = ratings.standing().grouped()
    return ordered.observed_at[groups.offsets[1:] - 1]


def _union(one: Pairs, other: Pairs) -> Pairs:
    span = int(max(one.competency.max(initial=0), other.competency.max(initial=0))) + 1
    keys = np.union1d(one.learner * span + one.competency, other.learner * span + other.competency)
    return Pairs(keys // span, keys % span)
