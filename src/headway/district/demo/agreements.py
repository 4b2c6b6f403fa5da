"""Plans of the showcase: one that was talked over in four offers, some that stand, some that wait for a signature."""

from __future__ import annotations

import datetime as dt
from typing import Any

from headway.district.agreements import api as agreements
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import HeadwayError, clock
from headway.district.people.api import (
    Viewer,
    account_named,
    children_of,
    home_groups_advised,
    learners_of_home_group,
    raters_of,
    viewer_for_account,
    viewer_for_person,
    visible_learner,
)
from headway.district.proficiency.api import frontier_of

__all__ = ["agree_showcase"]

# The hour (in UTC) at which these acts happened: an afternoon of the district.
AFTERNOON = dt.time(20, 0)
OTHERS, DOMAINS = 3, 4
VISION = "I want to build things that people need: ramps, bridges, maybe houses."
GOALS = ("Read a building plan without help", "Explain to others how I found a number")
HELP = (
    "Flex time on Tuesdays, with me.",
    "The tutor comes on Thursdays after lunch.",
    "We look at it together on Fridays.",
)


def agree_showcase() -> None:
    """The learner of the showcase with every state of a plan, her group with some, a family that is asked in Spanish."""
    continuum, student = current_map(), _viewer("student")
    if continuum is None or student is None or student.learner_uuid is None:
        return
    learner = visible_learner(student, student.learner_uuid)
    adult = _adult_of(learner)
    if adult is None:
        return
    _showcase(student, adult, learner, continuum)
    for number, other in enumerate(_others(adult, learner)):
        _plans_of(other, adult, number, continuum)
    _ask_a_family(continuum)


def _showcase(student: Viewer, adult: Viewer, learner: Any, continuum: ContinuumMap) -> None:
    """Offer, answer with words, answer with support, signature; one that waits for her; one that stands; one domain left."""
    first, *more = _levels_in_reach(student, learner, continuum)
    (code, level) = first
    made = _on(
        44, agreements.propose, viewer=adult, learner_uuid=learner.uuid, aim="level", domain_code=code, level=level,
        by_on=_day(40), reason="You finished the last part in the autumn. Let's plan the rest of this level.",
    )  # fmt: skip
    if made is None:
        return
    _on(
        42, agreements.counter, viewer=student, target_uuid=made, expects=1, by_on=_day(96),
        reason="In December I have rehearsals. I would like to take until after the break.",
        support="Somebody to check my drawings.", shape={"kind": "j_curve"},
    )  # fmt: skip
    _on(
        41, agreements.counter, viewer=adult, target_uuid=made, expects=2, by_on=_day(82), support_minutes=60,
        reason="With an hour of support each week you have the break free.", support=HELP[0],
        shape={"kind": "j_curve"},
    )  # fmt: skip
    _sign(40, student, made)
    _on(
        40, agreements.write_vision, viewer=student, learner_uuid=learner.uuid, text=VISION,
        goals=[(GOALS[0], [made]), (GOALS[1], [])],
    )  # fmt: skip
    for place, (code, _level) in enumerate(more[:2]):
        chosen = _open_in(student, learner, code, continuum)[: 2 + place]
        target = _on(
            6 - place, agreements.propose, viewer=adult, learner_uuid=learner.uuid, aim="competencies",
            competency_uuids=chosen, by_on=_day(30), support_minutes=30 * place, support=HELP[1] if place else "",
            reason="These belong together, and you have begun already.",
            shape={"kind": "milestones", "steps": [{"on": _day(11), "share": 0.4}, {"on": _day(22), "share": 0.7}]},
        )  # fmt: skip
        if target is not None and place:
            _sign(3, student, target)


def _plans_of(learner: Any, adult: Viewer, number: int, continuum: ContinuumMap) -> None:
    """For each learner of the group something else: agreed lately, agreed long ago, on the table, nothing yet."""
    own = viewer_for_person(learner.person_id)
    if own is None:
        return
    for place, (code, level) in enumerate(_levels_in_reach(own, learner, continuum)):
        kind = (number + place) % 4
        if kind == 3:
            continue
        days = (50, 9, 4)[kind]
        about: dict[str, Any] = (
            {"aim": "level", "domain_code": code, "level": level}
            if kind == 0
            else {"aim": "competencies", "competency_uuids": _open_in(own, learner, code, continuum)[:2]}
        )
        target = _on(
            days, agreements.propose, viewer=adult, learner_uuid=learner.uuid, **about,
            by_on=_day(12 + 9 * number if kind == 0 else 24), support_minutes=(0, 30, 60)[number % 3],
            reason="We spoke about it in the morning meeting.", support=HELP[number % 3],
        )  # fmt: skip
        if target is not None and kind < 2:
            _sign(days - 1, own, target)


def _ask_a_family(continuum: ContinuumMap) -> None:
    """An extended plan waits for the signature of a family that reads Spanish."""
    family = _viewer("familia")
    child = children_of(family).first() if family else None
    adult, own = (_adult_of(child), viewer_for_person(child.person_id)) if child else (None, None)
    if child is None or adult is None or own is None:
        return
    for code, level in _levels_in_reach(own, child, continuum)[:1]:
        target = _on(
            5, agreements.propose, viewer=adult, learner_uuid=child.uuid, aim="level", domain_code=code, level=level,
            by_on=_day(110), plan="extended", support_minutes=90,
            reason="Con más tiempo y apoyo, este nivel queda bien afirmado antes del verano.",
            support="Los martes y jueves, en la hora flexible.",
        )  # fmt: skip
        if target is not None:
            _sign(4, own, target)


# -- who and what ------------------------------------------------------------------------------------------------------


def _viewer(username: str) -> Viewer | None:
    account = account_named(username)
    return viewer_for_account(account.pk) if account else None


def _adult_of(learner: Any) -> Viewer | None:
    """Her adviser, else a teacher."""
    raters = sorted(raters_of(learner.pk), key=lambda one: one.kind != "advises")
    for one in raters:
        viewer = viewer_for_person(one.person_id)
        if viewer is not None and agreements.is_adult_of(viewer, learner):
            return viewer
    return None


def _others(adult: Viewer, learner: Any) -> list[Any]:
    found = [
        one
        for group in home_groups_advised(adult)
        for one in learners_of_home_group(adult, group)
        if one.pk != learner.pk
    ]
    return found[:OTHERS]


def _levels_in_reach(viewer: Viewer, learner: Any, continuum: ContinuumMap) -> list[tuple[str, int]]:
    """In each domain the level of what is under way."""
    frontier = frontier_of(viewer, learner)
    found = []
    for domain in agreements.academic_domains(continuum):
        part = frontier.of_domain(domain.id)
        levels = [
            one.competency.level
            for one in (*part.working_on, *part.ready)
            if one.competency.level is not None
        ]
        if levels:
            found.append((domain.code, max(levels)))
    return found[:DOMAINS]


def _open_in(viewer: Viewer, learner: Any, code: str, continuum: ContinuumMap) -> list[Any]:
    domain = agreements.domain_of(continuum, code)
    part = frontier_of(viewer, learner).of_domain(domain.id) if domain else None
    return [one.competency.uuid for one in (*part.working_on, *part.ready)] if part else []


# -- when --------------------------------------------------------------------------------------------------------------


def _day(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def _on(days_ago: int, act: Any, **given: Any) -> Any:
    """The act as it happened so many days ago; None where the simulated record leaves no room for it."""
    then = dt.datetime.combine(clock.today() - dt.timedelta(days=days_ago), AFTERNOON, tzinfo=dt.UTC)
    with clock.at(then):
        try:
            return act(**given)
        except HeadwayError:
            return None


def _sign(days_ago: int, viewer: Viewer, target_uuid: Any) -> None:
    latest = agreements.target_of(viewer, target_uuid).latest
    if latest is not None:
        _on(days_ago, agreements.sign, viewer=viewer, offer_uuid=latest.uuid)
