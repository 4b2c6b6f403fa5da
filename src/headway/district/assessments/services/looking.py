"""Looking at results is an act: every door to them notes who looked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from headway.district.assessments.columns import standing_results
from headway.district.assessments.policies import learners_with_results
from headway.district.assessments.selectors.crosswalks import (
    crosswalk_in_effect,
    newest_of_each,
    suggested,
)
from headway.district.assessments.selectors.results import area_words, items_of, open_questions
from headway.district.assessments.types import (
    Confidence,
    Contradicting,
    Question,
    ResultItem,
    ResultState,
    SourceKind,
    SourceSuggestion,
)
from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, record_list_view, record_view
from headway.mastery.placement.crosswalk import Confidence as OfTheTest
from headway.mastery.placement.crosswalk import Suggestion

__all__ = ["contradictions_of", "questions", "results_of", "suggestions_of"]

AT_ONCE = 10_000
MOST_LEVELS = 2
FIRMNESS: Mapping[OfTheTest, Confidence] = {
    OfTheTest.CLEAR: Confidence.FIRM,
    OfTheTest.LABEL: Confidence.LIKELY,
    OfTheTest.BORDER: Confidence.LIKELY,
    OfTheTest.WITH_CARE: Confidence.OPEN,
}


def results_of(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[ResultItem, ...]:
    """What outside tests said about one learner, the newest first; what was taken back is left out.

    For her staff. Raises NotFound for everybody else, for herself and for her family. The look is noted in the trail.
    """
    learner = learners_with_results(viewer).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    items = tuple(items_of(standing_results([learner.pk])))
    if items:
        _note(viewer, [learner])
    return items


def questions(viewer: Viewer) -> tuple[Question, ...]:
    """Rows that contradict each other, of learners whose results she may see. The look is noted in the trail."""
    found = open_questions(viewer)
    learners = {one.learner_uuid for one in found}
    if learners:
        record_list_view(viewer=viewer, learners=len(learners), page="assessments:questions")
    return found


def suggestions_of(
    viewer: Viewer, learner_ids: Collection[int], on: dt.date | None = None
) -> dict[int, tuple[SourceSuggestion, ...]]:
    """What the crosswalk in effect makes of the newest results of each of these learners whom the viewer may see.

    Learners without any are absent. One or two levels each, the likelier first; nothing at all while the district has
    no crosswalk. Four queries however many learners, and the look is noted in the trail.
    """
    crosswalk = crosswalk_in_effect(on).crosswalk
    if crosswalk is None or not learner_ids:
        return {}
    ids = {int(one) for one in learner_ids}
    may = learners_with_results(viewer).order_by()
    if len(ids) <= AT_ONCE:
        may = may.filter(pk__in=ids)
    seen = ids & set(may.values_list("pk", flat=True))
    found: dict[int, list[SourceSuggestion]] = {}
    for row, said in suggested(crosswalk, newest_of_each(standing_results(seen))):
        found.setdefault(row["learner_id"], []).append(_source(row, said))
    if found:
        _note(viewer, list(learners_with_results(viewer).filter(pk__in=list(found)[:2])), len(found))
    return {learner: tuple(sources) for learner, sources in found.items()}


def contradictions_of(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[Contradicting, ...]:
    """Results of one learner that contradict each other, with what each of them would suggest; for her staff.

    `suggestions_of` leaves them out: what speaks for a level has to be chosen by a person first. Empty for everybody
    who may not see her results.
    """
    crosswalk = crosswalk_in_effect().crosswalk
    learner = learners_with_results(viewer).filter(uuid=learner_uuid).first() if crosswalk else None
    if crosswalk is None or learner is None:
        return ()
    rows = [row for row in standing_results([learner.pk]) if row["state"] == ResultState.IN_QUESTION]
    by_occasion: dict[tuple[str, str, str], list[SourceSuggestion]] = {}
    for row, said in suggested(crosswalk, rows):
        place = (row["occasion"], said.domain, said.strand)
        by_occasion.setdefault(place, []).append(_source(row, said))
    if by_occasion:
        _note(viewer, [learner])
    return tuple(
        Contradicting(domain, strand, tuple(reversed(sources)))
        for (_occasion, domain, strand), sources in by_occasion.items()
        if len(sources) > 1
    )


def _in_language(english: str, _key: str) -> str:
    return _(english)


def _source(row: Mapping[str, Any], said: Suggestion) -> SourceSuggestion:
    why = " ".join(one.in_words(partial(_in_language, one.english)) for one in said.reasons)
    confidence = Confidence.OPEN if said.is_example else FIRMNESS.get(said.confidence, Confidence.OPEN)
    return SourceSuggestion(
        kind=SourceKind.ASSESSMENT.value,
        domain_code=said.domain,
        strand_code=said.strand,
        levels=said.levels[:MOST_LEVELS],
        confidence=confidence.value,
        on=row["taken_on"],
        said=_("%(test)s, %(area)s: %(why)s")
        % {"test": row["test"] or row["profile"], "area": area_words(row["area"], row["part"]), "why": why},
        reference=row["uuid"],
    )


def _note(viewer: Viewer, learners: list, number: int = 1) -> None:
    if number > 1:
        record_list_view(viewer=viewer, learners=number, page="assessments:suggestions")
    elif learners:
        record_view(viewer=viewer, learner=learners[0], page="assessments:results")
