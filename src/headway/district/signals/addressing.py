"""To whom a signal goes, by name: the nearest adult who works with the learner. Never she herself nor her family."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from headway.district.people.api import LearnerHere
from headway.district.signals.types import Because

__all__ = ["adults_in_turn", "first_adult", "next_adult"]


def adults_in_turn(learner: LearnerHere, domain_code: str) -> Iterator[tuple[int, Because]]:
    """Advisers of her home group; who teaches her in the domain (in any, where the signal is of none); counsellors of
    her school; its leaders, and those above it."""
    for person in learner.advisers:
        if learner.may(person):
            yield person, Because.ADVISER
    for person, domain in learner.teachers:
        if learner.may(person) and (not domain_code or domain == domain_code):
            yield person, Because.TEACHER
    for person in learner.counsellors:
        if learner.may(person):
            yield person, Because.COUNSELLOR
    for person in learner.leaders:
        if learner.may(person):
            yield person, Because.LEADER


def first_adult(learner: LearnerHere, domain_code: str) -> tuple[int | None, Because]:
    """Nobody stands on the leader's page until somebody is there."""
    return next(adults_in_turn(learner, domain_code), (None, Because.NOBODY))


def next_adult(learner: LearnerHere, domain_code: str, asked: Collection[int]) -> int | None:
    """The next one who was not asked yet; a leader at last, also where everybody was. None where there is no leader."""
    found = list(adults_in_turn(learner, domain_code))
    for person, _because in found:
        if person not in asked:
            return person
    return next((person for person, because in reversed(found) if because == Because.LEADER), None)
