"""The crosswalk in effect, the draft of the next one, and what either suggests for the district's own results."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from headway.district.assessments.columns import standing_results
from headway.district.assessments.models import CrosswalkDraft
from headway.district.assessments.selectors.profiles import places_learners
from headway.district.assessments.types import CrosswalkInEffect, ResultState, SuggestedCount
from headway.district.continuum.api import current_map
from headway.district.foundation.api import remembered_in_request
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.formats.problems import FormatProblem, Problem
from headway.mastery.placement.crosswalk import Crosswalk, Row, Suggestion, suggest

__all__ = [
    "SMALLEST_SHOWN",
    "counted",
    "crosswalk_draft",
    "crosswalk_in_effect",
    "domains_and_strands",
    "draft_problems",
    "newest_of_each",
    "suggested",
    "try_crosswalk",
]

# Below this nothing is counted for anybody, as everywhere in Headway (LR22).
SMALLEST_SHOWN = 10


@remembered_in_request
def crosswalk_in_effect(on: dt.date | None = None) -> CrosswalkInEffect:
    """Which crosswalk holds on a day, today by default. Without one nothing is suggested; results still lie side by side."""
    rule = rule_in_effect(PolicyKind.SCORE_CROSSWALK, on)
    if not rule.parameters:
        return CrosswalkInEffect(None, rule.version)
    return CrosswalkInEffect(Crosswalk.from_dict(rule.parameters), rule.version)


def domains_and_strands() -> dict[str, tuple[str, ...]]:
    """The codes that a crosswalk may name: domain → its strands."""
    continuum = current_map()
    if continuum is None:
        return {}
    return {
        domain.code: tuple(strand.code for strand in continuum.strands_of(domain.id))
        for domain in continuum.domains
    }


def crosswalk_draft() -> CrosswalkDraft | None:
    return CrosswalkDraft.objects.order_by("pk").first()


def draft_problems(definition: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What keeps a draft from being adopted, each at its place; empty when nothing does."""
    try:
        Crosswalk.from_dict(definition, domains=domains_and_strands())
    except FormatProblem as problem:
        return problem.problems
    return ()


def newest_of_each(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of what counts, the newest of each learner, profile, area, part and scale; rows come newest first."""
    places = places_learners()
    seen: set[tuple[Any, ...]] = set()
    found = []
    for row in rows:
        if row["state"] != ResultState.COUNTED:
            continue
        code = row["profile"].partition("/")[0]
        key = (row["learner_id"], code, row["area"], row["part"], row["scale"])
        if key in seen or not places.get(code, True):
            continue
        seen.add(key)
        found.append(row)
    return found


def suggested(
    crosswalk: Crosswalk, rows: Iterable[Mapping[str, Any]]
) -> Iterable[tuple[Mapping[str, Any], Suggestion]]:
    """The rows about which the crosswalk says something, each with what it suggests."""
    places: dict[tuple[str, ...], Row | None] = {}
    for row in rows:
        key = (row["profile"].partition("/")[0], row["area"], row["part"], row["term"], row["scale"])
        if key not in places:
            code, area, part, term, scale = key
            places[key] = crosswalk.row_for(code, area, part, term=term, scale=scale)
        of_area = places[key]
        if of_area is None:
            continue
        said = suggest(
            of_area,
            row["score"],
            row["standard_error"],
            row["label"],
            z=crosswalk.z,
            is_example=crosswalk.is_example,
        )
        if said.levels:
            yield row, said


def try_crosswalk(crosswalk: Crosswalk) -> tuple[SuggestedCount, ...]:
    """What it would suggest for the newest results of all learners here: how many of each level, none below ten."""
    found: dict[tuple[str, str, int], set[int]] = {}
    for row, said in suggested(crosswalk, newest_of_each(standing_results(None))):
        found.setdefault((said.domain, said.strand, said.levels[0]), set()).add(row["learner_id"])
    return counted(Counter({key: len(learners) for key, learners in found.items()}))


def counted(numbers: Mapping[tuple[str, str, int], int]) -> tuple[SuggestedCount, ...]:
    """Counts by domain, strand and level, in this order; None for those that are too small to tell.

    Where what is hidden in one place would follow from the sum, the smallest that is left is hidden with it.
    """
    places: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for key in sorted(numbers):
        places.setdefault(key[:2], []).append(key)
    hidden = {key for key, number in numbers.items() if number < SMALLEST_SHOWN}
    for keys in places.values():
        here = [key for key in keys if key in hidden]
        left = sorted((key for key in keys if key not in hidden), key=lambda key: (numbers[key], key))
        if here and left and (len(here) == 1 or sum(numbers[key] for key in here) < SMALLEST_SHOWN):
            hidden.add(left[0])
    return tuple(
        SuggestedCount(*key, None if key in hidden else number) for key, number in sorted(numbers.items())
    )
