"""Looking at what a learner asked to show, part by part, and a second look at what somebody else rated."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, descriptors
from headway.district.evidence import api as evidence
from headway.district.evidence.api import (
    Criterion,
    CriterionLine,
    LookInfo,
    Ready,
    Upload,
    criteria_of_many,
)
from headway.district.foundation.api import FieldProblem, Refused, new_uuid, translated
from headway.district.people.api import Purpose, record_view
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.attempts import attempt_of
from headway.district.portals.presenting.requests import ways_for
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.teacher.presenters.queue import look_rows, next_times, queue_rows
from headway.district.portals.teacher.views.frame import frame, map_in_force, offer_undo, pair_url
from headway.district.proficiency import api as proficiency

__all__ = ["rate", "ready", "second_look", "work"]


@dataclass(frozen=True, slots=True)
class Part:
    """One competency to rate: its levels in words, its criteria, and what was chosen so far."""

    competency: CompetencyInfo
    levels: tuple[tuple[int, str, str], ...]
    criteria: tuple[tuple[Criterion, int | None], ...]
    level: int | None
    feedback: str
    rated: str = ""


# -- ready to show --


@require_GET
def ready(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """One request: what she asks, her work, and what can be done."""
    return _ready_page(request, request_uuid)


def _ready_page(
    request: PortalRequest, request_uuid: uuid.UUID, problems: Sequence[FieldProblem] = ()
) -> HttpResponse:
    viewer, continuum = request.viewer, map_in_force()
    one = evidence.ready_request(viewer, request_uuid, Purpose.RATE)
    record_view(viewer=viewer, learner=one.learner, page="teacher:ready")
    page = frame(request, "ready")
    piece = _piece(request, one.learner, one.evidence_uuid, continuum, page["scale"])
    row = queue_rows([one], continuum, person_id=viewer.person_id)[0]
    page |= {
        "as_of_on": None,
        "as_of": None,
        "row": row,
        "one": one,
        "piece": piece,
        "parts": _parts(request, row.shows, one.task_id, page["scale"], piece) if piece else (),
        "own": _own(one, row.shows, piece),
        "pairs": [(competency, pair_url("pair", one.learner.uuid, competency.uuid)) for competency in row.shows],
        "way": next((way for way in ways_for([one.form])), None),
        "times": next_times(),
        "crumbs": [(_("Today"), reverse("teacher:home")), (_("Ready to show"), reverse("teacher:queue"))],
        "learner_url": reverse("teacher:learner", args=[one.learner.uuid]),
        "request_key": str(new_uuid()),
        "problems": problems,
        "at_field": {problem.field: problem for problem in problems},
        "given": request.POST,
    }  # fmt: skip
    return render(request, "teacher/ready.html", page, status=422 if problems else 200)


@require_POST
def work(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """What the learner showed in person, put in by who saw it: a talk, an experiment, a piece of music."""
    values = request.POST
    evidence.ready_request(request.viewer, request_uuid, Purpose.RATE)
    try:
        evidence.hand_in(
            viewer=request.viewer,
            request_uuid=request_uuid,
            title=values.get("title", ""),
            note=values.get("note", ""),
            link=values.get("link", ""),
            files=tuple(Upload(one.name or "", one) for one in request.FILES.getlist("files")),
            request_key=values.get("request_key", "")[:48],
        )
    except Refused as refused:
        return _ready_page(request, request_uuid, _of(refused))
    messages.success(request, _("The work is in. Now say what it shows, or come back to it."))
    return redirect("teacher:ready", request_uuid=request_uuid)


@require_POST
def rate(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """What the work shows, for each competency that was asked; what is left open waits."""
    one = evidence.ready_request(request.viewer, request_uuid, Purpose.RATE)
    continuum = map_in_force()
    shows = [continuum.by_id[key] for key in one.competency_ids if key in continuum.by_id]
    criteria = {competency.id: _criteria(competency, one.task_id) for competency in shows}
    try:
        outcome = proficiency.rate_ready_work(
            viewer=request.viewer,
            request_uuid=request_uuid,
            levels={
                competency.id: level
                for competency in shows
                if (level := _level(request, f"level-{competency.uuid}")) is not None
            },
            criteria={
                competency.id: _criterion_lines(request, competency, criteria[competency.id])
                for competency in shows
            },
            feedback={
                competency.id: request.POST.get(f"feedback-{competency.uuid}", "").strip()
                for competency in shows
            },
            request_key=request.POST.get("request_key", "")[:48],
        )
    except Refused as refused:
        return _ready_page(request, request_uuid, _of(refused))
    count = len(outcome.pairs)
    sentence = ngettext(
        "Recorded: %(name)s, %(count)s competency. Learner and family see it at once.",
        "Recorded: %(name)s, %(count)s competencies. Learner and family see it at once.",
        count,
    ) % {"name": one.learner.person.name, "count": count}
    if not one.is_open and not outcome.repeated:
        sentence += " " + _("Meanwhile it had been answered already; what was recorded then stands too.")
    offer_undo(request, sentence, *_undo(outcome))
    after = evidence.ready_request(request.viewer, request_uuid, Purpose.RATE)
    return redirect(
        reverse("teacher:ready", args=[request_uuid]) if after.is_open else reverse("teacher:queue")
    )


# -- second looks --


@require_http_methods(["GET", "HEAD", "POST"])
def second_look(request: PortalRequest, look_uuid: uuid.UUID) -> HttpResponse:
    """The same work with fresh eyes: what the first person saw is shown once this rating is recorded."""
    viewer, continuum = request.viewer, map_in_force()
    look = evidence.second_look(viewer, look_uuid, Purpose.RATE)
    competency = continuum.by_id[look.competency_id]
    problems: Sequence[FieldProblem] = ()
    if request.method == "POST":
        level = _level(request, f"level-{competency.uuid}")
        try:
            if level is None:
                raise Refused(_("No level is chosen yet."), remedy=_("Choose the level that the work shows."))
            outcome = proficiency.rate_second_look(
                viewer=viewer,
                look_uuid=look_uuid,
                level=level,
                criteria=_criterion_lines(
                    request, competency, _criteria(competency, _task_of(request, look))
                ),
                feedback=request.POST.get(f"feedback-{competency.uuid}", "").strip(),
                request_key=request.POST.get("request_key", "")[:48],
            )
        except Refused as refused:
            problems = _of(refused)
        else:
            page = frame(request)
            offer_undo(
                request,
                _("Recorded beside the first rating. %(who)s saw %(first)s, you see %(second)s.")
                % {
                    "who": look.first_rater or _("The first person"),
                    "first": page["scale"].name_of(look.first_level),
                    "second": page["scale"].name_of(level),
                },
                *_undo(outcome),
            )
            return redirect(pair_url("pair", look.learner.uuid, competency.uuid))
    record_view(viewer=viewer, learner=look.learner, page="teacher:second_look")
    page = frame(request, "ready")
    piece = _piece(request, look.learner, look.evidence_uuid, continuum, page["scale"])
    parts = _parts(request, (competency,), _task_of(request, look), page["scale"], None)
    page |= {
        "as_of_on": None,
        "as_of": None,
        "row": look_rows([look], continuum)[0],
        "look": look,
        "piece": piece,
        "parts": parts,
        "is_mine": look.first_rater_id == viewer.person_id,
        "crumbs": [(_("Today"), reverse("teacher:home")), (_("Ready to show"), reverse("teacher:queue"))],
        "pair": pair_url("pair", look.learner.uuid, competency.uuid),
        "request_key": str(new_uuid()),
        "problems": problems,
        "at_field": {problem.field: problem for problem in problems},
    }
    return render(request, "teacher/second_look.html", page, status=422 if problems else 200)


# -- parts --


def _undo(outcome: Any) -> tuple[str, list[tuple[str, str]]]:
    """The way back: these ratings, in one press."""
    fields = [("step", "confirm"), *(("rating", str(one)) for one in outcome.rating_uuids)]
    return reverse("teacher:take_back"), fields


def _piece(
    request: PortalRequest, learner: Any, evidence_uuid: uuid.UUID | None, continuum: ContinuumMap, scale: Any
):
    if evidence_uuid is None:
        return None
    found = evidence.work_of(request.viewer, learner.uuid, evidence_uuids=[evidence_uuid])
    if not found:
        return None
    return attempt_of(
        found[0],
        continuum=continuum,
        scale=scale,
        voice=Voice(learner.person.short_name),
        file_address=lambda file_uuid: reverse("file", args=(file_uuid,)),
        her_id=learner.person_id,
    )


def _own(one: Ready, shows: Sequence[CompetencyInfo], piece: Any) -> list[tuple[CompetencyInfo, int]]:
    """Where the learner sees her work: beside the work itself, else as she said when she asked."""
    beside = {competency.id: level for competency, level in (piece.own if piece else ())}
    levels = {**one.own_levels, **beside}
    return [(competency, levels[competency.id]) for competency in shows if competency.id in levels]


def _parts(
    request: PortalRequest,
    shows: Sequence[CompetencyInfo],
    task_id: int | None,
    scale: Any,
    piece: Any,
) -> tuple[Part, ...]:
    every = criteria_of_many([(one.id, task_id) for one in shows])
    rated = {seen.competency_id: seen for seen in (piece.seen if piece else ()) if not seen.is_withdrawn}
    return tuple(
        Part(
            one,
            _levels(one, scale),
            tuple(
                (criterion, _level(request, f"criterion-{one.uuid}_{criterion.uuid}"))
                for criterion in every[one.id, task_id]
            ),
            _level(request, f"level-{one.uuid}"),
            request.POST.get(f"feedback-{one.uuid}", ""),
            _("%(name)s sees %(level)s.")
            % {"name": rated[one.id].by or _("Somebody"), "level": scale.name_of(rated[one.id].level)}
            if one.id in rated
            else "",
        )
        for one in shows
    )


def _levels(one: CompetencyInfo, scale: Any) -> tuple[tuple[int, str, str], ...]:
    texts = {look.level: translated(look, "text") for look in descriptors(one.id)}
    return tuple((level.number, level.name, texts.get(level.number, "")) for level in scale.levels)


def _criteria(one: CompetencyInfo, task_id: int | None) -> tuple[Criterion, ...]:
    return criteria_of_many([(one.id, task_id)])[one.id, task_id]


def _criterion_lines(
    request: PortalRequest, one: CompetencyInfo, criteria: Sequence[Criterion]
) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(criterion.uuid, criterion.title, level, criterion.is_essential)
        for criterion in criteria
        if (level := _level(request, f"criterion-{one.uuid}_{criterion.uuid}")) is not None
    )


def _level(request: PortalRequest, name: str) -> int | None:
    """The level that was chosen; 0, which no scale knows, where it is no whole number."""
    text = request.POST.get(name, "")
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _task_of(request: PortalRequest, look: LookInfo) -> int | None:
    found = evidence.work_of(request.viewer, look.learner.uuid, evidence_uuids=[look.evidence_uuid])
    return found[0].task_id if found else None


def _of(refused: Refused) -> tuple[FieldProblem, ...]:
    return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
