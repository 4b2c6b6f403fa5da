"""Which adults at school agree with a learner, whom to turn to first, and who speaks with her family.

One order for all of it: her advisers, her teachers, the counsellors of her school; never she herself nor her family.
Each by row id, with the portal in which she works: "teacher" or "counselor".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from headway.district.foundation.api import clock
from headway.district.people.api import LearnerHere, adults_of_many

__all__ = [
    "adults_in_turn",
    "adults_now",
    "adults_of_today",
    "contact_adults",
    "first_adults",
    "first_adults_of",
]

Groups = list[tuple[list[int], str]]


def adults_now(learner: Any) -> dict[int, str]:
    """Who agrees with this learner as an adult today: everybody, advisers first. Five queries."""
    return _everybody(_groups(adults_of_many(clock.today(), (learner.pk,)).get(learner.pk)))


def adults_of_today(learner_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """`adults_now` of many learners, without their portals. Five queries."""
    found = adults_of_many(clock.today(), learner_ids)
    return {pk: frozenset(_everybody(_groups(here))) for pk, here in found.items()}


def first_adults(learner: Any) -> dict[int, str]:
    """Whom to turn to: her advisers; where she has none her teachers, else the counsellors. Never everybody at once."""
    return first_adults_of((learner.pk,)).get(learner.pk, {})


def first_adults_of(learner_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """`first_adults` of many learners; who left or has nobody has none. Five queries."""
    found = adults_of_many(clock.today(), learner_ids)
    return {pk: _first(_groups(here)) for pk, here in found.items()}


def adults_in_turn(learner_ids: Collection[int]) -> dict[int, tuple[dict[int, str], dict[int, str]]]:
    """`first_adults` of many learners, and who is next where none of them answers: the counsellors of her school, else her
    teachers; nobody where they are the first. Five queries."""
    found = adults_of_many(clock.today(), learner_ids)
    turns: dict[int, tuple[dict[int, str], dict[int, str]]] = {}
    for pk, here in found.items():
        groups = _groups(here)
        first = _first(groups)
        further = ([one for one in of if one not in first] for of, _portal in reversed(groups[1:]))
        following = next((of for of in further if of), [])
        counsellors = set(groups[2][0]) if groups else set()
        turns[pk] = (
            first,
            {}
            if set(first) & counsellors
            else {one: "counselor" if one in counsellors else "teacher" for one in following},
        )
    return turns


def contact_adults(learner_ids: Collection[int], on: dt.date | None = None) -> dict[int, dict[int, str]]:
    """Who sees to it that school and family of each of these learners speak: her advisers; where she has none one person,
    the first of her teachers, else the first counsellor of her school. Who left by the day (today) is absent, who has
    nobody has none. Five queries.
    """
    found = adults_of_many(on or clock.today(), learner_ids)
    return {
        pk: _first(
            [(of if place == 0 else of[:1], portal) for place, (of, portal) in enumerate(_groups(here))]
        )
        for pk, here in found.items()
    }


def _groups(here: LearnerHere | None) -> Groups:
    if here is None:
        return []
    advisers = [one for one in here.advisers if here.may(one)]
    teachers = [one for one, _domain in here.teachers if here.may(one)]
    counsellors = [one for one in here.counsellors if here.may(one) and one not in {*advisers, *teachers}]
    return [(advisers, "teacher"), (teachers, "teacher"), (counsellors, "counselor")]


def _everybody(groups: Groups) -> dict[int, str]:
    return {person: portal for group, portal in groups for person in group}


def _first(groups: Groups) -> dict[int, str]:
    return next((dict.fromkeys(group, portal) for group, portal in groups if group), {})
