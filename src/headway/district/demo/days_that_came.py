"""Agreed days of the last weeks in the demo: some met, some not yet, and the signals of the nights between.

The plans are of learners whom no story of the showcase tells of, and all of them have come to an end by now; so boards
and lists of today are as they were. Whether a plan was met is in the simulated record, and whether a signal was raised is
what the rule says of that night.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from headway.district.agreements.api import (
    AgreedBefore,
    EndedBefore,
    TargetEnding,
    academic_domains,
    agree_in_bulk,
    end_in_bulk,
)
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import Actor, Conflict, NotFound, Refused, clock
from headway.district.people.api import (
    Viewer,
    account_named,
    children_of,
    district_organisation,
    learner_by_uuid,
    learners_at,
    raters_of,
    rosters_of,
    viewer_for_account,
    viewer_for_person,
)
from headway.district.proficiency.api import proficient_columns
from headway.district.signals.api import (
    EndOfSignal,
    FollowUpOutcome,
    Night,
    ResponseKind,
    SignalKind,
    board,
    day_to_look,
    end,
    find_signals,
    follow_up,
    refresh_forecasts,
    respond,
    signal_policy,
    write_signals,
)
from headway.mastery.pacing import date_of, day_number

__all__ = ["let_days_come"]

BY = Actor.system("signals.nightly")
NIGHT, AFTERNOON = dt.time(9, 0), dt.time(20, 0)
# Days ago. A guided plan lies six weeks off at most; the first night comes when its line asks for something.
AGREED, AGREED_LATELY, NIGHTS, SETTLED = 58, 32, (49, 42, 35, 27), 14
CAME, CAME_LATELY = (18, 19, 21, 24, 27), (18, 19)
MOST_LEARNERS, PLANS_EACH, ANSWERED = 120, 3, 3


class _Kind(NamedTuple):
    """Of what a plan holds: how much became proficient in time, how much did not; and whether it was agreed lately."""

    in_time: int
    not_yet: int
    is_short: bool = False


_MET, _AMBITIOUS, _MODEST, _SHORT = _Kind(4, 0), _Kind(2, 5), _Kind(3, 1), _Kind(1, 1, is_short=True)
KINDS = (_MET, _SHORT, _MET, _AMBITIOUS, _MET, _MODEST, _MET)
EVERYBODY = 1000
REASONS = (
    "Before the next unit begins; then you have both hands free for it.",
    "You are in the middle of it. Let's bring it to an end together.",
    "You said that this is what you want to be able to do in the autumn.",
)
SET_ASIDE = "It was too much for these weeks. We choose the next step together and begin anew."
HELPED = "We looked at the plan together and put the hardest part first, on Tuesdays with me."
SEEN = "The first part is shown. The plan goes again."


@dataclass(frozen=True, slots=True)
class _Plan:
    terms: AgreedBefore
    met_on: dt.date | None


def let_days_come() -> None:
    """Plans agreed two months ago, four nights that read them, what adults did, and how each of them ended."""
    continuum = current_map()
    if continuum is None:
        return
    plans = list(_plans(continuum))
    if not plans:
        return
    targets = agree_in_bulk([one.terms for one in plans], by=BY)
    ids = {one.terms.learner_id for one in plans}
    for days in NIGHTS:
        _night(_weekday(clock.today()) - dt.timedelta(days=days), ids, continuum)
    end_in_bulk([_end(plan, target) for plan, target in zip(plans, targets, strict=True)], by=BY)
    # On this night none of these plans is open any more, so no signal of theirs is still so.
    on = _day(SETTLED)
    with clock.at(_at(on, NIGHT)):
        write_signals((), by=BY, on=on, learner_ids=ids)
    for adult in sorted({one.terms.adult_id for one in plans}):
        viewer = viewer_for_person(adult)
        if viewer is not None:
            _settle(viewer)


def _plans(continuum: ContinuumMap) -> Iterator[_Plan]:
    learners = _learners()
    proficient = proficient_columns([one.pk for one in learners], continuum)
    since: dict[int, dict[int, int]] = defaultdict(dict)
    for learner, competency, day in zip(
        proficient.learner.tolist(), proficient.competency.tolist(), proficient.day.tolist(), strict=True
    ):
        since[learner][competency] = day
    domains = academic_domains(continuum)
    for number, learner in enumerate(learners):
        adult = _adviser(learner, _day(AGREED))
        if adult is None:
            continue
        for place in range(min(PLANS_EACH, len(domains))):
            domain = domains[(number + place) % len(domains)]
            turn = number + 3 * place
            kind = KINDS[turn % len(KINDS)]
            came = CAME_LATELY if kind.is_short else CAME
            agreed_on, by_on = _day(AGREED_LATELY if kind.is_short else AGREED), _day(came[turn % len(came)])
            chosen = _chosen(
                [one.id for one in continuum.in_domain(domain.id)],
                since[learner.pk],
                kind,
                day_number(agreed_on),
                day_number(by_on),
            )
            if not chosen:
                continue
            days = [since[learner.pk].get(one) for one in chosen]
            last = max((one for one in days if one is not None), default=0)
            terms = AgreedBefore(
                learner_id=learner.pk,
                learner_uuid=learner.uuid,
                person_id=learner.person_id,
                adult_id=adult,
                domain_code=domain.code,
                competency_ids=tuple(chosen),
                agreed_at=_at(agreed_on, AFTERNOON),
                from_on=agreed_on,
                by_on=by_on,
                reason=REASONS[turn % len(REASONS)],
            )
            met = None not in days and last <= day_number(by_on)
            yield _Plan(terms, date_of(last) if met else None)


def _chosen(line: Sequence[int], since: dict[int, int], kind: _Kind, agreed_on: int, by_on: int) -> list[int]:
    """Of a domain's competencies some that became proficient in these weeks, and the next ones that did not."""
    reached = [one for one in line if agreed_on < since.get(one, 0) <= by_on]
    still = [one for one in line if one not in since]
    return [*reached[: kind.in_time], *still[: kind.not_yet]]


def _learners() -> list[Any]:
    """Of the district, without those whom the showcase tells of: its groups, its families and their groups."""
    district = district_organisation()
    if district is None:
        return []
    told: set[int] = set()
    for name in ("teacher", "adviser"):
        viewer = _viewer(name)
        told |= set(rosters_of(viewer).learners) if viewer else set()
    for name in ("family", "familia"):
        viewer = _viewer(name)
        for child in children_of(viewer) if viewer else ():
            told.add(child.pk)
            adviser = _adviser(child, clock.today())
            own = viewer_for_person(adviser) if adviser else None
            for group in rosters_of(own).home_groups.values() if own else ():
                told |= set(group)
    here = learners_at(district, clock.today()).order_by("pk")
    found = [one for one in here if one.pk not in told]
    # Some of every school, as their rows lie school by school.
    apart = max(1, len(found) // MOST_LEARNERS)
    return found[::apart][:MOST_LEARNERS]


def _adviser(learner: Any, on: dt.date) -> int | None:
    with clock.at(_at(on, AFTERNOON)):
        return next((one.person_id for one in raters_of(learner.pk) if one.kind == "advises"), None)


def _viewer(username: str) -> Viewer | None:
    account = account_named(username)
    return viewer_for_account(account.pk) if account else None


def _night(on: dt.date, ids: set[int], continuum: ContinuumMap) -> None:
    """What a night says of these plans, and of nothing else."""
    with clock.at(_at(on, NIGHT)):
        night = Night(on, continuum, ids)
        refresh_forecasts(on, by=BY, learns=False, night=night)
        found = [
            one for one in find_signals(on, signal_policy(on)[0], night) if one.kind == SignalKind.OFF_TARGET
        ]
        write_signals(found, by=BY, on=on, learner_ids=ids)


def _end(plan: _Plan, target: Any) -> EndedBefore:
    terms = plan.terms
    if plan.met_on is not None:
        ended_on = min(plan.met_on + dt.timedelta(days=1), terms.by_on)
        at = _at(ended_on, AFTERNOON)
        return EndedBefore(target, terms.learner_uuid, TargetEnding.MET, at, terms.person_id)
    at = _at(terms.by_on + dt.timedelta(days=1), AFTERNOON)
    return EndedBefore(
        target, terms.learner_uuid, TargetEnding.SET_ASIDE, at, terms.adult_id, reason=SET_ASIDE
    )


def _settle(adult: Viewer) -> None:
    """Every third signal was answered and the plan went again; the others were looked at when the plan had ended."""
    lines = [
        one for one in board(adult, learners_a_page=EVERYBODY).lines if one.kind == SignalKind.OFF_TARGET
    ]
    for number, line in enumerate(lines):
        if number % ANSWERED == 0 and _answered(adult, line):
            continue
        with clock.at(_at(_day(SETTLED), AFTERNOON)):
            _tried(end, viewer=adult, signal_uuid=line.uuid, ending=EndOfSignal.LAPSED)


def _answered(adult: Viewer, line: Any) -> bool:
    on = line.raised_on + dt.timedelta(days=2)
    with clock.at(_at(on, AFTERNOON)):
        made = _tried(
            respond,
            viewer=adult,
            signal_uuid=line.uuid,
            kind=ResponseKind.ENGAGE,
            words=HELPED,
            begins_on=on,
            follow_up_on=day_to_look(learner_by_uuid(line.learner_uuid), on + dt.timedelta(days=7)),
        )
    if made is None:
        return False
    with clock.at(_at(on + dt.timedelta(days=7), AFTERNOON)):
        seen = _tried(
            follow_up, viewer=adult, response_uuid=made.uuid, outcome=FollowUpOutcome.GOING, words=SEEN
        )
    return seen is not None


def _tried(act: Any, **given: Any) -> Any:
    """What the act made; None where the demo's own records stand in the way."""
    try:
        return act(**given)
    except (Refused, Conflict, NotFound):
        return None


def _day(days_ago: int) -> dt.date:
    """So many days before today, or before Friday on a weekend; of such a day the Friday before."""
    return _weekday(_weekday(clock.today()) - dt.timedelta(days=days_ago))


def _weekday(on: dt.date) -> dt.date:
    return on - dt.timedelta(days=max(on.weekday() - 4, 0))


def _at(on: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(on, time, tzinfo=dt.UTC)
