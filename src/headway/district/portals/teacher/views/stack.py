"""Scoring a stack: one task, or one competency, of a section, learner by learner.

Without scripts every learner is a page with a form of her own. With them (static/js/stack.js) the same part of the
page is exchanged, the next one waits already, and what is saved is told beside it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, competency, descriptors
from headway.district.evidence.api import (
    EvidenceForm,
    RatingLine,
    StackPlace,
    Support,
    criteria_of_many,
    given_levels,
    places_on_competency,
    work_of,
)
from headway.district.evidence.api import task_stack as stack_of_task
from headway.district.foundation.api import FieldProblem, NotFound, Refused, clock, new_uuid, translated
from headway.district.people.api import (
    Purpose,
    Viewer,
    learners_of_section,
    record_list_view,
    record_view,
    visible_learners,
    visible_section,
)
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.acts import Act
from headway.district.portals.teacher.presenters.hiding import Hider
from headway.district.portals.teacher.presenters.stacks import (
    Looked,
    Part,
    Place,
    Stack,
    conjunctive,
    looked,
    piece_shown,
    places_in_order,
    starters,
    state_words,
)
from headway.district.portals.teacher.reading import at_fields, level_of, observed_at, read_observed
from headway.district.portals.teacher.reading_stack import PartGiven, parts_given, uuids_of
from headway.district.portals.teacher.views.frame import frame, map_in_force, offer_undo
from headway.district.proficiency import api as proficiency

__all__ = ["competency_stack", "task_stack"]

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a stack comes from. `places()` reads anew who is in it and how far each one is."""

    kind: str
    key: str
    title: str
    section: Any
    task: Any
    competencies: tuple[CompetencyInfo, ...]
    learners: Sequence[Any]
    places: Callable[[], dict[int, StackPlace]]


def task_stack(request: PortalRequest, section_uuid: uuid.UUID, task_uuid: uuid.UUID) -> HttpResponse:
    """Everybody's work on one task, in this section."""
    viewer = request.viewer
    section = visible_section(viewer, section_uuid)
    found = stack_of_task(viewer, task_uuid, section_uuid)
    continuum = map_in_force()
    wanted = frozenset(found.competency_ids)

    def places() -> dict[int, StackPlace]:
        lines = stack_of_task(viewer, task_uuid, section_uuid).lines
        return {line.learner_id: _place_of(line, wanted, viewer) for line in lines}

    source = Source(
        kind="task",
        key=f"task:{section.uuid}:{task_uuid}",
        title=translated(found.task, "title"),
        section=section,
        task=found.task,
        competencies=tuple(continuum.by_id[one] for one in found.competency_ids),
        learners=_ratable(viewer, section),
        places=places,
    )
    if not source.competencies:
        raise Refused(
            _("This task isn't about any competency of the continuum in force."),
            remedy=_("Name its competencies in the task bank, then come back."),
        )
    return _answer(request, source)


def _place_of(line: Any, wanted: frozenset[int], viewer: Viewer) -> StackPlace:
    work = line.work
    raters = {who for raters in work.rated_by.values() for who in raters} if work else set()
    return StackPlace(
        learner_id=line.learner_id,
        evidence_uuid=work.evidence_uuid if work else None,
        is_mine=bool(wanted) and wanted <= line.rated_by_me,
        others=len(raters - {viewer.person_id}),
    )


def competency_stack(
    request: PortalRequest, section_uuid: uuid.UUID, competency_uuid: uuid.UUID
) -> HttpResponse:
    """Everybody's latest work on one competency, in this section; where there is none, what the teacher observes."""
    viewer = request.viewer
    section = visible_section(viewer, section_uuid)
    about = competency(competency_uuid)
    learners = _ratable(viewer, section)
    return _answer(
        request,
        Source(
            kind="competency",
            key=f"competency:{section.uuid}:{competency_uuid}",
            title=translated(about, "title"),
            section=section,
            task=None,
            competencies=(about,),
            learners=learners,
            places=lambda: places_on_competency(viewer, learners, about.id),
        ),
    )


def _ratable(viewer: Viewer, section: Any) -> list[Any]:
    mine = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    return list(learners_of_section(viewer, section).filter(pk__in=mine))


def _stack_of(request: PortalRequest, source: Source) -> Stack:
    task_id = source.task.pk if source.task else None
    criteria = criteria_of_many([(one.id, task_id) for one in source.competencies])
    hides_names = HIDDEN in (request.POST.get("names"), request.GET.get("names"))
    return Stack(
        kind=source.kind,
        key=source.key,
        title=source.title,
        section=source.section,
        task=source.task,
        parts=tuple(
            Part(
                one,
                criteria[one.id, task_id],
                {level.level: translated(level, "text") for level in descriptors(one.id)},
            )
            for one in source.competencies
        ),
        places=_places_of(request, source, hides_names),
        hides_names=hides_names,
        address=request.path,
    )


def _places_of(request: PortalRequest, source: Source, hides_names: bool) -> tuple[Place, ...]:
    found = source.places()
    return places_in_order(
        request.viewer.person_id,
        source.key,
        [(one, found[one.pk]) for one in source.learners if one.pk in found],
        hides_names=hides_names,
    )


# -- requests --


def _answer(request: PortalRequest, source: Source) -> HttpResponse:
    stack = _stack_of(request, source)
    record_list_view(
        viewer=request.viewer, section=stack.section, learners=len(stack.places), page="teacher:stack"
    )
    if request.method == "POST":
        place = stack.place(request.POST.get("who", ""))
        if place is None:
            raise Refused(
                _("This learner isn't in the stack any more, so nothing was saved."),
                remedy=_("Open the stack again."),
            )
        if request.POST.get("step") == "undo":
            return _undo(request, source, stack, place)
        return _save(request, source, stack, place)
    place = stack.place(request.GET.get("who", ""))
    if place is None and not request.GET.get("done") and stack.left:
        place = stack.left[0]
    if place is None:
        return _finished(request, stack)
    page = _page(request, stack, place)
    return render(request, _template(request), page)


def _template(request: PortalRequest) -> str:
    return "teacher/stack_work.html" if request.htmx else "teacher/stack.html"


def _save(request: PortalRequest, source: Source, stack: Stack, place: Place) -> HttpResponse:
    viewer = request.viewer
    scale = scale_for()
    given = parts_given(request.POST, stack.parts, scale.size)
    observed = read_observed(request.POST)
    problems = [*observed.problems, *(problem for one in given for problem in one.problems)]
    if not problems and not any(one.level for one in given):
        problems.append(
            FieldProblem(
                _("No level is chosen yet."),
                field=f"level-{stack.parts[0].key}",
                remedy=_("Choose the level that the work shows, or go on: then nothing is recorded."),
            )
        )
    try:
        if problems:
            raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
        evidence_uuid = _piece_named(request, place)
        key = request.POST.get("request_key", "")[:40]
        support = request.POST.get("support", "")
        lines = [
            RatingLine(
                learner_id=place.learner.pk,
                competency_id=one.part.competency.id,
                level=one.level,
                observed_at=observed_at(observed.observed_on),
                piece="stack",
                title=observed.title,
                form=observed.form,
                setting=observed.setting,
                support=support if support in Support.values else Support.UNTOLD,
                task_id=stack.task.pk if stack.task else None,
                section_id=stack.section.pk,
                evidence_uuid=evidence_uuid,
                criteria=one.lines,
                feedback=one.feedback,
                names_hidden=stack.hides_names,
                request_key=f"{key}:{number}" if key else "",
            )
            for number, one in enumerate(given)
            if one.level is not None
        ]
        outcome = proficiency.correct_ratings(
            lines, viewer=viewer, instead_of=uuids_of(request.POST.getlist("instead"))
        )
    except Refused as problem:
        page = _page(request, stack, place, given=given, problems=at_fields(problem))
        return render(request, _template(request), page, status=problem.status)
    after = replace(stack, places=_places_of(request, source, stack.hides_names))
    act = _act_of(request, after, place, given, outcome, scale)
    if request.htmx:
        return _told(request, after, act, place)
    offer_undo(request, str(act), act.undo_url, act.undo)
    return redirect(_next_url(after, place))


def _piece_named(request: PortalRequest, place: Place) -> uuid.UUID | None:
    """The piece that the form was about. NotFound for one of another learner."""
    given = uuids_of([request.POST.get("evidence", "")])
    if not given:
        return None
    if given[0] != place.evidence_uuid and _look(request.viewer, place, given[0]) is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return given[0]


def _look(viewer: Viewer, place: Place, evidence_uuid: uuid.UUID | None) -> Looked | None:
    """The piece of this learner with this identifier; None where there is none."""
    if evidence_uuid is None:
        return None
    found = work_of(viewer, place.learner.uuid, evidence_uuids=[evidence_uuid])
    return looked(found[0], viewer.person_id, map_in_force().current_ids) if found else None


def _undo(request: PortalRequest, source: Source, stack: Stack, place: Place) -> HttpResponse:
    done = proficiency.withdraw_ratings(
        viewer=request.viewer, rating_uuids=uuids_of(request.POST.getlist("rating"))
    )
    if done.lines:
        sentence = _("Taken back: what you recorded for %(name)s. The record keeps it.")
    else:
        sentence = _("It had been taken back already: what you recorded for %(name)s.")
    act = Act(sentence % {"name": place.label})
    if request.htmx:
        after = replace(stack, places=_places_of(request, source, stack.hides_names))
        return _told(request, after, act, place)
    offer_undo(request, str(act))
    return redirect(stack.url(place))


def _told(request: PortalRequest, stack: Stack, act: Act, place: Place) -> HttpResponse:
    """What was done, and where the stack stands now."""
    page = {"stack": stack, "act": act, "place": place, "state_words": state_words}
    return render(request, "teacher/stack_answer.html", page)


def _next_url(stack: Stack, place: Place) -> str:
    following = stack.after(place)
    return stack.url(following) if following else stack.url(done="1", names="")


def _act_of(
    request: PortalRequest,
    stack: Stack,
    place: Place,
    given: Sequence[PartGiven],
    outcome: Any,
    scale: DistrictScale,
) -> Act:
    """What was saved, who else has scored it meanwhile, and how the learner sees her own work."""
    chosen = [one for one in given if one.level is not None]
    if len(chosen) == 1:
        levels = scale.name_of(chosen[0].level)
    else:
        levels = "; ".join(
            f"{translated(one.part.competency, 'title')} {scale.name_of(one.level)}" for one in chosen
        )
    facts = {"name": place.label, "levels": levels}
    if outcome.repeated:
        sentence = _("Already recorded: %(name)s, the work shows %(levels)s. Nothing was added.") % facts
    else:
        sentence = _("Recorded: %(name)s, the work shows %(levels)s.") % facts
    more = []
    now = stack.place(place.token) or place
    seen = level_of(request.POST.get("seen")) or 0
    piece = _look(request.viewer, now, now.evidence_uuid)
    others = _others(stack, piece)
    if others > seen:
        more.append(
            ngettext(
                "Meanwhile somebody else has rated this work too; both stand.",
                "Meanwhile %(count)s others have rated this work too; all stand.",
                others - seen,
            )
            % {"count": others - seen}
        )
    if piece is not None:
        own = piece.own
        views = [
            f"{translated(part.competency, 'title')} {scale.name_of(own[part.competency.id])}"
            if len(stack.parts) > 1
            else scale.name_of(own[part.competency.id])
            for part in stack.parts
            if part.competency.id in own
        ]
        if views:
            more.append(_("The learner's own view of it: %(levels)s.") % {"levels": "; ".join(views)})
    return Act(
        sentence,
        tuple(more),
        stack.url(place),
        (
            ("step", "undo"),
            ("who", place.token),
            ("names", HIDDEN if stack.hides_names else ""),
            *(("rating", str(one)) for one in outcome.rating_uuids),
        ),
    )


def _others(stack: Stack, piece: Looked | None) -> int:
    """How many ratings of other people stand on the piece, for the competencies of the stack."""
    return sum(piece.others.get(part.competency.id, 0) for part in stack.parts) if piece else 0


# -- what the page shows --


@dataclass(frozen=True, slots=True)
class PartShown:
    """A competency with what is chosen in its form: what was typed, else what I recorded before, else nothing."""

    part: Part
    criteria: dict[uuid.UUID, int]
    level: int | None
    proposed: int | None
    feedback: str
    own: int | None


def _page(
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
    piece = _look(viewer, place, place.evidence_uuid)
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
        "seen": _others(stack, piece),
        "following": following,
        "before": before,
        "next_url": _next_url(stack, place),
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


def _finished(request: PortalRequest, stack: Stack) -> HttpResponse:
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
            }
        )
    page |= {
        "as_of_on": None,
        "as_of": None,
        "stack": named,
        "rows": rows,
        "scale": scale,
        "back": reverse("teacher:section", args=[stack.section.uuid]),
        "crumbs": _crumbs(stack),
    }
    return render(request, "teacher/stack_done.html", page)
