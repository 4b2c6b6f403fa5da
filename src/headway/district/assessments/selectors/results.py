"""What outside tests said: of one learner, what is in question, and what was brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count

from headway.district.assessments.columns import standing_results
from headway.district.assessments.models import AssessmentResult, RestrictedScores
from headway.district.assessments.policies import check_keep_ways, learners_with_results
from headway.district.assessments.selectors.norms import norms_beside
from headway.district.assessments.types import BroughtIn, Question, ResultItem, ResultState
from headway.district.foundation.api import trail
from headway.district.people.api import Viewer
from headway.district.policy.api import PolicyKind, rule_in_effect

__all__ = [
    "BROUGHT",
    "area_words",
    "areas_seen",
    "brought_in",
    "items_of",
    "keeps_restricted",
    "open_questions",
]

# The act in the trail under which results came in.
BROUGHT = "assessments.results_brought"


def keeps_restricted() -> bool:
    """Does the district keep percentiles and the like from files? Not until it adopts that."""
    return bool(rule_in_effect(PolicyKind.RESTRICTED_SCORES).parameters.get("keep"))


def area_words(area: str, part: str) -> str:
    return f"{area} – {part}" if part else area


def areas_seen() -> tuple[tuple[str, str, str, str], ...]:
    """What the district's own results are about: profile code, area, part, scale; in this order. One query."""
    rows = AssessmentResult.objects.order_by().values_list("profile", "area", "part", "scale").distinct()
    return tuple(sorted({(profile.partition("/")[0], *rest) for profile, *rest in rows}))


def items_of(rows: Iterable[Mapping[str, Any]]) -> list[ResultItem]:
    """Rows of `standing_results` as staff see them, with what the district keeps beside them. Two queries more."""
    rows = list(rows)
    kept = dict(
        RestrictedScores.objects.filter(result_id__in=[row["id"] for row in rows]).values_list(
            "result_id", "values"
        )
        if rows
        else ()
    )
    beside = norms_beside(rows) if rows else {}
    found = []
    for row in rows:
        restricted = dict(kept.get(row["id"], {}))
        if row["id"] in beside:
            restricted["norms"] = [
                {"table": one.table, "stage": one.stage, "percentile": one.percentile}
                for one in beside[row["id"]]
            ]
        found.append(
            ResultItem(
                row["uuid"],
                row["test"],
                area_words(row["area"], row["part"]),
                row["term"],
                row["taken_on"],
                row["score"],
                row["standard_error"],
                row["label"],
                row["state"],
                row["profile"],
                restricted or None,
            )
        )
    return found


def open_questions(viewer: Viewer, limit: int = 100) -> tuple[Question, ...]:
    """Rows that contradict each other, of learners whose results the viewer may see; the newest first."""
    # A contradiction is noted on the row that came later, so only its learners need a look.
    in_question = AssessmentResult.objects.filter(state=ResultState.IN_QUESTION, withdrawal__isnull=True)
    learners = (
        learners_with_results(viewer)
        .filter(pk__in=in_question.order_by().values("learner_id"))
        .order_by("person__family_name", "person__given_name", "pk")[:limit]
    )
    by_id = {learner.pk: learner for learner in learners}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in standing_results(by_id):
        if row["state"] == ResultState.IN_QUESTION:
            groups.setdefault(row["occasion"], []).append(row)
    items = {item.uuid: item for item in items_of([row for rows in groups.values() for row in rows])}
    return tuple(
        Question(
            by_id[rows[0]["learner_id"]].uuid,
            by_id[rows[0]["learner_id"]].person.name,
            tuple(items[row["uuid"]] for row in reversed(rows)),
        )
        for rows in groups.values()
    )


def brought_in(viewer: Viewer, limit: int = 25) -> tuple[BroughtIn, ...]:
    """The imports of results, newest first, with how many of each stand. For leaders of the district."""
    check_keep_ways(viewer)
    entries = [entry for entry in trail(act=BROUGHT, page_size=limit).entries if entry.act == BROUGHT]
    acts = [one.subject_uuid for one in entries if one.subject_uuid]
    brought = AssessmentResult.objects.filter(act__in=acts).order_by()
    standing = dict(brought.filter(withdrawal__isnull=True).values_list("act").annotate(number=Count("pk")))
    return tuple(
        BroughtIn(
            one.subject_uuid,
            one.at,
            one.actor_key,
            str(one.facts.get("profile", "")),
            int(one.facts.get("added", 0)),
            standing.get(one.subject_uuid, 0),
        )
        for one in entries
        if one.subject_uuid
    )
