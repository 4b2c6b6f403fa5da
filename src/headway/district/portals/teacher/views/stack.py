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
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, DomainKind, competency, descriptors
from headway.district.evidence.api import (
    RatingLine,
    StackPlace,
    Support,
    criteria_of_many,
    places_on_competency,
)
from headway.district.evidence.api import task_stack as stack_of_task
from headway.district.foundation.api import FieldProblem, NotFound, Refused, translated
from headway.district.people.api import (
    Purpose,
    Viewer,
    learners_of_section,
    record_list_view,
    visible_learners,
    visible_section,
)
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.acts import Act
from headway.district.portals.teacher.presenters.stacks import (
    Part,
    Place,
    Stack,
    places_in_order,
    state_words,
)
from headway.district.portals.teacher.reading import at_fields, level_of, observed_at, read_observed
from headway.district.portals.teacher.reading_stack import PartGiven, parts_given, uuids_of
from headway.district.portals.teacher.views.frame import map_in_force, offer_undo
from headway.district.portals.teacher.views.stack_pages import (
    HIDDEN,
    finished_page,
    look_at,
    next_url,
    ratings_of_others,
    stack_page,
)
from headway.district.proficiency import api as proficiency

__all__ = ["competency_stack", "task_stack"]


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

    # What was read to open the stack serves the first time; after an act it is read anew.
    read_already = [found.lines]

    def places() -> dict[int, StackPlace]:
        lines = read_already.pop() if read_already else stack_of_task(viewer, task_uuid, section_uuid).lines
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
    if about.kind == DomainKind.HABITS:
        return redirect("teacher:section_habits", section_uuid=section_uuid)
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
        # On a task, work that is here comes before learners who have shown nothing; without a task, what is observed
        # counts as much as what was handed in, and the order of the group is kept.
        waiting = (one for one in stack.left if stack.task and one.evidence_uuid)
        place = next(waiting, stack.left[0])
    if place is None:
        return finished_page(request, stack)
    page = stack_page(request, stack, place)
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
        page = stack_page(request, stack, place, given=given, problems=at_fields(problem))
        return render(request, _template(request), page, status=problem.status)
    after = replace(stack, places=_places_of(request, source, stack.hides_names))
    act = _act_of(request, after, place, given, outcome, scale)
    if request.htmx:
        return _told(request, after, act, place)
    offer_undo(request, str(act), act.undo_url, act.undo)
    return redirect(next_url(after, place))


def _piece_named(request: PortalRequest, place: Place) -> uuid.UUID | None:
    """The piece that the form was about. NotFound for one of another learner."""
    given = uuids_of([request.POST.get("evidence", "")])
    if not given:
        return None
    if given[0] != place.evidence_uuid and look_at(request.viewer, place, given[0]) is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return given[0]


def _undo(request: PortalRequest, source: Source, stack: Stack, place: Place) -> HttpResponse:
    before = uuids_of(request.POST.getlist("before"))
    done = proficiency.take_back_correction(
        viewer=request.viewer, rating_uuids=uuids_of(request.POST.getlist("rating")), instead_of=before
    )
    if done.lines and before:
        sentence = _("Taken back: %(name)s. What you had recorded before stands again.")
    elif done.lines:
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
    piece = look_at(request.viewer, now, now.evidence_uuid)
    others = ratings_of_others(stack, piece)
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
            *(("before", str(one)) for one in outcome.instead_of),
        ),
    )
