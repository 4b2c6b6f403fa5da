"""Learners and what they could move on from, as the columns that the mathematics of readiness reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from headway.district.advancement.types import Grain, Passage, Stage
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind
from headway.district.evidence.api import CumulativeColumns, cumulative_columns
from headway.district.foundation.api import clock
from headway.district.policy.api import scale_for
from headway.district.proficiency.api import ProficientColumns, proficient_columns, recorded_since
from headway.mastery.advancement import AdvancementRule, Asks, Cases, GrainRule, readiness_many

__all__ = [
    "LOWEST_TOP",
    "Candidate",
    "ModuleParts",
    "Reading",
    "academic_domains",
    "day_number",
    "day_of",
    "level_cases",
    "levels_of_domain",
    "levels_offered",
    "next_level",
    "of_level",
    "read",
]

EPOCH = dt.date(1970, 1, 1)
NONE = -1
Ints = NDArray[np.int64]


def day_number(on: dt.date) -> int:
    return (on - EPOCH).days


def day_of(number: int) -> dt.date:
    return EPOCH + dt.timedelta(days=int(number))


@dataclass(frozen=True, slots=True)
class ModuleParts:
    """A module as readiness sees it: (competency id, is essential) of the continuum in force."""

    passage: Passage
    level: int | None
    organisation_id: int
    parts: tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A learner and what she could move on from; since: ready since that day, None: not yet."""

    learner_id: int
    passage: Passage
    rule: GrainRule
    is_dated: bool
    since: int | None = None
    asked: int = 0
    open: int = 0


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read of these learners, once, for every question about moving on."""

    continuum: ContinuumMap
    rule: AdvancementRule
    version: str
    proficient: ProficientColumns
    cumulative: CumulativeColumns
    proficient_mark: int
    today: dt.date
    # Whether a case is ready at the earliest from the day on which what makes it so was recorded (`as_recorded`).
    from_record: bool = False
    _rules: dict[tuple[str, str, str], GrainRule] = field(default_factory=dict)
    _asked: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)

    def rule_for(self, grain: str, school: str, domain: str) -> GrainRule:
        key = (str(grain), school, domain)
        if key not in self._rules:
            self._rules[key] = self.rule.for_(grain, school=school, domain=domain, on=self.today)
        return self._rules[key]

    def asked_of_level(self, rule: GrainRule, domain_code: str, level: int | None) -> tuple[int, ...]:
        """The competencies that a level of a domain asks for, in map order. Habits are never among them."""
        key = (rule.asks, rule.named, domain_code, level)
        if key not in self._asked:
            self._asked[key] = tuple(
                one.id
                for one in of_level(self.continuum, domain_code, level)
                if is_asked(rule, one, essential=one.importance == "essential")
            )
        return self._asked[key]

    def asked_of_module(self, rule: GrainRule, module: ModuleParts) -> tuple[int, ...]:
        by_id = self.continuum.by_id
        return tuple(
            one for one, essential in module.parts if one in by_id and is_asked(rule, by_id[one], essential)
        )

    def evaluated(self, cases: Iterable[tuple[Candidate, tuple[int, ...]]]) -> list[Candidate]:
        """Every case with the day since which it is ready, in one pass over the columns."""
        listed = list(cases)
        answers = readiness_many(self.cases_of(listed), day_number(self.today))
        return [
            Candidate(
                one.learner_id,
                one.passage,
                one.rule,
                one.is_dated,
                since if since != NONE else None,
                asked,
                still_open,
            )
            for (one, _ids), since, asked, still_open in zip(
                listed, answers.since.tolist(), answers.asked.tolist(), answers.open.tolist(), strict=True
            )
        ]

    def cases_of(self, listed: list[tuple[Candidate, tuple[int, ...]]]) -> Cases:
        sizes = np.array([len(ids) for _one, ids in listed], dtype=np.int64)
        case = np.repeat(np.arange(len(listed), dtype=np.int64), sizes)
        learner = np.repeat(np.array([one.learner_id for one, _ids in listed], dtype=np.int64), sizes)
        competency = np.array([each for _one, ids in listed for each in ids], dtype=np.int64)
        found = self._cumulative_of(listed) if any(one.rule.cumulative for one, _ids in listed) else _NO_ROWS
        return Cases(
            may_stay_open=np.array([one.rule.may_stay_open for one, _ids in listed], dtype=np.int64),
            wants_cumulative=np.array([one.rule.cumulative for one, _ids in listed], dtype=bool),
            cumulative_days=np.array(
                [
                    NONE if one.rule.cumulative_days is None else one.rule.cumulative_days
                    for one, _ids in listed
                ],
                dtype=np.int64,
            ),
            case=case,
            since=self._since(learner, competency),
            cumulative_case=found[0],
            cumulative_competency=found[1],
            cumulative_on=found[2],
            cumulative_order=found[3],
            cumulative_is_proficient=found[4],
            cumulative_known=np.maximum(found[2], found[5]) if self.from_record else None,
        )

    def as_recorded(self, learner_ids: Collection[int]) -> Reading:
        """The same of these learners, ready only from when the record held it: what was entered late counts from then.

        One query."""
        whose = np.isin(self.proficient.learner, np.array(sorted(learner_ids), dtype=np.int64))
        rows = ProficientColumns(
            self.proficient.learner[whose], self.proficient.competency[whose], self.proficient.day[whose]
        )
        day = np.maximum(rows.day, recorded_since(rows, self.continuum))
        return replace(self, proficient=replace(rows, day=day), from_record=True)

    def _since(self, learner: Ints, competency: Ints) -> Ints:
        """The day since which each of these pairs is proficient, NONE where it is open."""
        known = self.proficient
        if not len(known.learner) or not len(learner):
            return np.full(len(learner), NONE, dtype=np.int64)
        width = int(max(known.competency.max(), competency.max())) + 1
        keys = known.learner * width + known.competency
        order = np.argsort(keys)
        keys = keys[order]
        wanted = learner * width + competency
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[place] == wanted, known.day[order][place], NONE)

    def _cumulative_of(self, listed: list[tuple[Candidate, tuple[int, ...]]]) -> tuple[NDArray, ...]:  # type: ignore[type-arg]
        """Cumulative ratings of each case: those on its level or among its competencies."""
        rows = self.cumulative
        by_learner: dict[int, list[int]] = {}
        for place, learner in enumerate(rows.learner.tolist()):
            by_learner.setdefault(learner, []).append(place)
        cases, places = [], []
        for number, (one, ids) in enumerate(listed):
            if not one.rule.cumulative or one.learner_id not in by_learner:
                continue
            counted = set(ids) | self._members(one.passage)
            for place in by_learner[one.learner_id]:
                if int(rows.competency[place]) in counted:
                    cases.append(number)
                    places.append(place)
        at = np.array(places, dtype=np.int64)
        return (
            np.array(cases, dtype=np.int64),
            rows.competency[at],
            rows.day[at],
            rows.rating[at],
            rows.level[at] >= self.proficient_mark,
            rows.recorded[at],
        )

    def _members(self, passage: Passage) -> set[int]:
        if passage.grain != Grain.LEVEL:
            return set()
        return {one.id for one in of_level(self.continuum, passage.domain_code, passage.from_level)}


_NO_ROWS: tuple[NDArray, ...] = (  # type: ignore[type-arg]
    *(np.zeros(0, dtype=np.int64) for _ in range(4)),
    np.zeros(0, dtype=bool),
    np.zeros(0, dtype=np.int64),
)


def read(
    learner_ids: Collection[int] | None,
    continuum: ContinuumMap,
    rule: AdvancementRule,
    version: str,
    *,
    with_cumulative: bool = True,
) -> Reading:
    """Two queries; the second only where a rule may ask for the cumulative assessment."""
    asks = with_cumulative and (
        any(one.cumulative for one in rule.grains.values())
        or any("cumulative" in one.changes for one in rule.variations)
    )
    empty = np.zeros(0, dtype=np.int64)
    return Reading(
        continuum=continuum,
        rule=rule,
        version=version,
        proficient=proficient_columns(learner_ids, continuum),
        cumulative=cumulative_columns(learner_ids, continuum)
        if asks
        else CumulativeColumns(empty, empty, empty, empty, empty, empty),
        proficient_mark=scale_for().proficient,
        today=clock.today(),
    )


# -- what the continuum says --


def academic_domains(continuum: ContinuumMap) -> dict[str, int]:
    """Code → id of the domains in which a learner has a level; habits have none."""
    return {one.code: one.id for one in continuum.domains if one.kind != DomainKind.HABITS}


def of_level(continuum: ContinuumMap, domain_code: str, level: int | None) -> tuple[CompetencyInfo, ...]:
    """The competencies of one level of a domain; of every academic domain where none is named."""
    domains = academic_domains(continuum)
    ids = set(domains.values()) if not domain_code else {domains.get(domain_code)}
    return tuple(
        one
        for one in continuum.competencies
        if one.domain_id in ids and one.level == level and one.kind != DomainKind.HABITS
    )


def levels_of_domain(continuum: ContinuumMap, domain_code: str) -> tuple[int, ...]:
    domain = academic_domains(continuum).get(domain_code)
    return tuple(
        sorted(
            {one.level for one in continuum.competencies if one.domain_id == domain and one.level is not None}
        )
    )


def next_level(continuum: ContinuumMap, domain_code: str, level: int) -> int:
    """The level that comes next in the domain; one beyond the last where the line ends."""
    return next((one for one in levels_of_domain(continuum, domain_code) if one > level), level + 1)


def is_asked(rule: GrainRule, competency: CompetencyInfo, essential: bool) -> bool:
    if rule.asks == Asks.EVERY:
        return True
    if rule.asks == Asks.NAMED:
        return competency.identifier in rule.named
    return essential


def level_cases(
    learners: Mapping[int, str],
    stages: Mapping[int, Mapping[str, Stage]],
    reading: Reading,
    domains_of: Mapping[int, Collection[str] | None],
) -> Iterable[tuple[Candidate, tuple[int, ...]]]:
    """One case for each learner and domain with a stage; without one a case for each level she has shown something of.

    learners: id → school (uuid as text). domains_of: the domains to look at for a learner; None: all of them.
    """
    continuum = reading.continuum
    domains = academic_domains(continuum)
    shown = _levels_shown(reading)
    after: dict[tuple[str, int], int] = {}
    for learner, school in learners.items():
        wanted = domains_of.get(learner)
        for domain in domains:
            if wanted is not None and domain not in wanted:
                continue
            rule = reading.rule_for(Grain.LEVEL, school, domain)
            if not rule.used:
                continue
            stage = stages.get(learner, {}).get(domain)
            levels: Iterable[int] = (stage.level,) if stage else sorted(shown.get((learner, domain), ()))
            for level in levels:
                if (domain, level) not in after:
                    after[domain, level] = next_level(continuum, domain, level)
                passage = Passage(Grain.LEVEL, domain, level, after[domain, level])
                yield (
                    Candidate(learner, passage, rule, stage is not None),
                    reading.asked_of_level(rule, domain, level),
                )


def _levels_shown(reading: Reading) -> dict[tuple[int, str], set[int]]:
    """(learner, domain code) → levels on which something is proficient."""
    codes = {number: code for code, number in academic_domains(reading.continuum).items()}
    place = {
        one.id: (codes[one.domain_id], one.level)
        for one in reading.continuum.competencies
        if one.domain_id in codes and one.level is not None
    }
    found: dict[tuple[int, str], set[int]] = {}
    for learner, competency in zip(
        reading.proficient.learner.tolist(), reading.proficient.competency.tolist(), strict=True
    ):
        if competency in place:
            domain, level = place[competency]
            found.setdefault((learner, domain), set()).add(level)  # type: ignore[arg-type]
    return found


# Lines are offered at least as far as school goes; a continuum that goes on is offered as far as it goes.
LOWEST_TOP = 12
# One beyond the last level that a line may have.
MOST_LEVEL = 14


def levels_offered(continuum: ContinuumMap | None, *, beyond: bool = False) -> range:
    """The levels that a form may name: from 0 to the continuum's own highest; with `beyond` one more, for all of it."""
    own = max(continuum.levels, default=0) if continuum is not None else 0
    top = max(own, LOWEST_TOP)
    return range(0, top + 1 + (beyond and top < MOST_LEVEL))
