"""The obviously right way to read the tables of facts, row by row. Tests hold the columns to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from headway.mastery.facts.ratings import Rating
from headway.mastery.facts.tables import NEVER


def as_of(ratings: Iterable[Rating], instant: int) -> list[Rating]:
    """What was known at `instant`: told by then, and not withdrawn by then."""
    known = []
    for rating in ratings:
        if rating.recorded_at <= instant and not rating.withdrawn_at <= instant:
            known.append(replace(rating, withdrawn_at=NEVER))
    return known


def by_pair(ratings: Iterable[Rating]) -> dict[tuple[int, int], list[Rating]]:
    """Each learner's ratings in each competency, oldest first; equal moments by rating_id."""
    bodies: dict[tuple[int, int], list[Rating]] = defaultdict(list)
    for rating in ratings:
        bodies[rating.learner, rating.competency].append(rating)
    for body in bodies.values():
        body.sort(key=lambda rating: (rating.observed_at, rating.rating_id))
    return dict(sorted(bodies.items()))
