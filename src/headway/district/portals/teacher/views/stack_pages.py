"""What the pages of a stack show: one learner with the rubric, and everybody after the last one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.evidence.api import EvidenceForm, Support, given_levels, work_of
from headway.district.foundation.api import FieldProblem, clock, new_uuid
from headway.district.people.api import Viewer, record_view
from headway.district.policy.api import DistrictScale
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.hiding import Hider
from headway.district.portals.teacher.presenters.stacks import (
    Looked,
    Part,
    Place,
    Stack,
    conjunctive,
    looked,
    piece_shown,
    starters,
    state_words,
)
from headway.district.portals.teacher.reading_stack import PartGiven
from headway.district.portals.teacher.views.frame import frame, map_in_force, pair_url
from headway.district.proficiency.api import standings_of_many

__all__ = ["HIDDEN", "finished_page", "look_at", "next_url", "ratings_of_others", "stack_page"]

HIDDEN = "hidden"


def look_at(viewer: Viewer, place: Place, evidence_uuid: uuid.UUID | None) -> Looked | None:
    """The piece of this learner with this identifier; None where there is none."""
    if evidence_uuid is None:
        return None
    found = work_of(viewer, place.learner.uuid, evidence_uuids=[evidence_uuid])
    return looked(found[0], viewer.person_id, map_in_force().current_ids) if found else None


def ratings_of_others(stack: Stack, piece: Looked | None) -> int:
    """How many ratings of other people stand on the piece, for the competencies of the stack."""
    return sum(piece.others.get(part.competency.id, 0) for part in stack.parts) if piece else 0


def next_url(stack: Stack, place: Place) -> str:
    following = stack.after(place)
    return stack.url(following) if following else stack.url(done="1", names="")


@dataclass(frozen=True, slots=True)
class PartShown:
    """A competency with what is chosen in its form: what was typed, else what I recorded before, else nothing."""

    part: Part
    criteria: dict[uuid.UUID, int]
    level: int | None
    proposed: int | None
    feedback: str
    own: int | None


def stack_page(
    request: PortalRequest,
    stack: Stack,
    place: Place,
    *,
    given: Sequence[PartGiven] = (),
    problems: tuple[FieldProblem, ...] = (),
) -> dict[str, Any]:
    viewer = request.viewer
    page = frame(request)
    record_view(viewer=viewer, learner=place.learner, page="teacher:stack")
    piece = look_at(viewer, place, place.evidence_uuid)
    hider = None
    if stack.hides_names:
        others = [one.learner.person for one in stack.places]
        hider = Hider.of(place.learner.person, others)
    following, before = stack.after(place), stack.before(place)
    mine = piece.mine if piece else {}
    ids = [part.competency.id for part in stack.parts]
    page |= {
        "as_of_on": None,
        "as_of": None,
        "stack": stack,
        "place": place,
        "piece": piece_shown(piece.item, hider) if piece else None,
        "parts": [_part_shown(part, piece, place, given) for part in stack.parts],
        "instead": [str(mine[one].rating_uuid) for one in ids if one in mine],
        "seen": ratings_of_others(stack, piece),
        "following": following,
        "before": before,
        "next_url": next_url(stack, place),
        "before_url": stack.url(before) if before else "",
        "names_url": stack.url(place, names="" if stack.hides_names else HIDDEN),
        "state_words": state_words,
        "starters": starters(),
        "forms": EvidenceForm.choices,
        "supports": Support.choices,
        "usual_form": stack.task.form if stack.task else EvidenceForm.OBSERVATION,
        "today": clock.today(),
        "request_key": request.POST.get("request_key", "")[:40] or str(new_uuid()),
        "given": {name: request.POST.get(name, "") for name in ("form", "observed_on", "title", "support")},
        "problems": problems,
        "at_field": {problem.field: problem for problem in problems},
        "crumbs": _crumbs(stack),
    }
    return page


def _part_shown(part: Part, piece: Looked | None, place: Place, given: Sequence[PartGiven]) -> PartShown:
    own = piece.own.get(part.competency.id) if piece and place.is_scored else None
    typed = next((one for one in given if one.part.key == part.key), None)
    if typed is not None:
        criteria, level, feedback = dict(typed.criteria), typed.chosen, typed.feedback
    else:
        before = piece.mine.get(part.competency.id) if piece else None
        criteria = {one.criterion: one.level for one in before.criteria} if before else {}
        feedback = before.feedback if before else ""
        level = before.level if before else None
        if level is not None and level == conjunctive(criteria, part.criteria):
            level = None  # as the criteria show it
    return PartShown(part, criteria, level, conjunctive(criteria, part.criteria), feedback, own)


def _crumbs(stack: Stack) -> list[tuple[str, str]]:
    uuid_of_section = stack.section.uuid
    return [
        (_("Today"), reverse("teacher:home")),
        (stack.section.title, reverse("teacher:section", args=[uuid_of_section])),
        (_("Rate a stack"), reverse("teacher:stacks", args=[uuid_of_section])),
    ]


def finished_page(request: PortalRequest, stack: Stack) -> HttpResponse:
    """Everybody was looked at, or the teacher wants to see how far she is: with names again."""
    page = frame(request)
    scale: DistrictScale = page["scale"]
    by_name = sorted(
        stack.places,
        key=lambda one: (one.learner.person.family_name, one.learner.person.given_name, one.learner.pk),
    )
    named = replace(stack, hides_names=False)
    levels = given_levels(
        request.viewer, [one.evidence_uuid for one in by_name if one.is_scored and one.evidence_uuid]
    )
    nothing: tuple[dict[int, int], dict[int, int]] = ({}, {})
    rated = [one.learner for one in by_name if one.is_scored]
    standings = standings_of_many(request.viewer, rated)
    rows = []
    for one in by_name:
        mine, own = levels.get(one.evidence_uuid, nothing) if one.evidence_uuid else nothing
        rows.append(
            {
                "name": one.learner.person.name,
                "url": named.url(one),
                "state": state_words(one),
                "levels": [
                    (part.competency, mine[part.competency.id], own.get(part.competency.id))
                    for part in stack.parts
                    if part.competency.id in mine
                ],
                "waiting": [
                    (
                        part.competency,
                        standing.proposed_level,
                        pair_url("pair", one.learner.uuid, part.competency.uuid, stack.section.uuid),
                    )
                    for part in stack.parts
                    if (standing := standings.get(one.learner.pk, {}).get(part.competency.id))
                    and standing.needs_decision
                ],
            }
        )
    page |= {
        "as_of_on": None,
        "as_of": None,
        "stack": named,
        "rows": rows,
        "decisions": sum(len(one["waiting"]) for one in rows),
        "scale": scale,
        "back": reverse("teacher:section", args=[stack.section.uuid]),
        "crumbs": _crumbs(stack),
    }
    return render(request, "teacher/stack_done.html", page)
