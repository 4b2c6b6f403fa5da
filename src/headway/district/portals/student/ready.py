"""“I'm ready”: three steps from a competency, and what became of what was asked. Everything works without scripts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import CompetencyInfo, DomainKind, current_map, descriptors
from headway.district.continuum.api import competency as find_competency
from headway.district.evidence.api import (
    Criterion,
    EvidenceForm,
    ReadyStep,
    TaskInfo,
    Upload,
    answer_ready,
    ask_ready,
    criteria_for,
    hand_in,
    look_at_own_work,
    looks_asked_of_me,
    ready_of,
    ready_request,
    tasks_for,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused, new_uuid, translated
from headway.district.people.api import raters_of
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.requests import request_line, request_lines, way_of, ways_for
from headway.district.portals.presenting.voices import Voice
from headway.district.portals.student.frame import frame_of, me
from headway.district.portals.student.wishes import Wish, carried, found_competencies, read_wish

__all__ = ["asked", "hand_in_work", "ready", "request_page", "take_back"]

HER = Voice()
LAST_STEP = 3
# On which step a field stands, so that a problem opens the page on which it can be mended.
STEP_OF_FIELD = {"way": 1, "also": 1, "task": 1, "own": 2, "reflection": 2}


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One competency to look at oneself: its levels in words, and the criteria there are."""

    competency: CompetencyInfo
    levels: tuple[tuple[int, str, str], ...]
    level: int | None
    criteria: tuple[tuple[Criterion, int | None], ...]


# -- asking --


@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: PortalRequest, competency_uuid: uuid.UUID) -> HttpResponse:
    """What and how; a look of one's own; hand in now or agree on a time."""
    learner = me(request)
    main = find_competency(competency_uuid)
    if main.kind == DomainKind.HABITS:
        return redirect("student:habits")
    given = request.POST if request.method == "POST" else request.GET
    wish = read_wish(given)
    at = int(given["at"]) if given.get("at") in ("1", "2", "3") else 1
    do = given.get("do", "")
    if request.method != "POST" or do == "find":
        return _step(request, main, wish, 1)
    if do == "back":
        return _step(request, main, wish, at - 1 or 1)
    problems = _problems(wish, main, at, learner)
    if problems:
        return _step(request, main, wish, _step_of(problems, at), problems)
    if at < LAST_STEP or do not in ("ask", "hand_in"):
        return _step(request, main, wish, min(at + 1, LAST_STEP))
    try:
        made = _send(request, main, wish, with_work=do == "hand_in")
    except Refused as refused:
        return _step(request, main, wish, _step_of(_of(refused), at), _of(refused))
    messages.success(
        request,
        _("Your work is in. You will see here when it was looked at.")
        if do == "hand_in"
        else _("You asked. You will see here when somebody answers."),
    )
    return redirect("student:request", request_uuid=made)


def _step(
    request: PortalRequest,
    main: CompetencyInfo,
    wish: Wish,
    at: int,
    problems: tuple[FieldProblem, ...] = (),
) -> HttpResponse:
    continuum = current_map()
    assert continuum is not None  # the competency was found on it
    learner = me(request)
    tasks = _tasks(learner, main)
    task = next((one for one in tasks if one.uuid == wish.task), None)
    chosen = tuple(continuum.by_uuid[one] for one in wish.also if one in continuum.by_uuid)
    page = {
        **frame_of(request, "asked"),
        "main": main,
        "wish": wish,
        "at": at,
        "carried": carried(request.POST, at),
        "request_key": wish.request_key or str(new_uuid()),
        "problems": problems,
        "at_field": {one.field: one for one in problems},
        "way": way_of(wish.way),
        "task": task,
    }
    if at == 1:
        page |= {
            "ways": ways_for(),
            "tasks": [(one, _forms(one)) for one in tasks],
            "chosen": chosen,
            "found": found_competencies(continuum, wish.words, (main, *chosen)),
            "aim": next(
                (
                    translated(one, "text")
                    for one in descriptors(main.id)
                    if one.level == scale_for().proficient
                ),
                "",
            ),
        }
    elif at == 2:
        scale = scale_for()
        page |= {
            "parts": [_own_part(one, wish, task, scale) for one in (main, *chosen)],
            "names": scale.names,
            "proficient": scale.proficient,
        }
    else:
        adults = {one.person_uuid: one.name for one in raters_of(learner.pk)}
        page |= {"adults": [(str(key), name) for key, name in adults.items()], "also": chosen}
    return render(request, "student/ready.html", page, status=422 if problems else 200)


def _forms(task: TaskInfo) -> str:
    return ", ".join(str(EvidenceForm(one).label) for one in _task_forms(task) if one in EvidenceForm.values)


def _task_forms(task: TaskInfo) -> tuple[str, ...]:
    return (task.form, *task.other_forms)


def _own_part(one: CompetencyInfo, wish: Wish, task: TaskInfo | None, scale: Any) -> OwnPart:
    texts = {look.level: translated(look, "text") for look in descriptors(one.id)}
    about = wish.criteria.get(one.uuid, {})
    return OwnPart(
        one,
        tuple((level.number, level.name, texts.get(level.number, "")) for level in scale.levels),
        wish.own.get(one.uuid),
        tuple(
            (criterion, about.get(criterion.uuid))
            for criterion in criteria_for(one.id, task.id if task else None)
        ),
    )


def _problems(wish: Wish, main: CompetencyInfo, at: int, learner: Any) -> tuple[FieldProblem, ...]:
    """What keeps her from going on; the services look at everything once more."""
    problems = []
    way = way_of(wish.way)
    if way is None:
        problems.append(
            FieldProblem(
                _("No way to show it is chosen yet."), field="way", remedy=_("Choose one of the ways.")
            )
        )
    elif wish.task and (task := _task(wish, main, learner)) and way.form not in _task_forms(task):
        problems.append(
            FieldProblem(
                _("This task is shown in another way."),
                field="way",
                remedy=_("It can be shown as: %(forms)s. Or choose your own idea.") % {"forms": _forms(task)},
            )
        )
    return (*problems, *(wish.problems if at >= 2 else ()))


def _task(wish: Wish, main: CompetencyInfo, learner: Any) -> TaskInfo | None:
    return next((one for one in _tasks(learner, main) if one.uuid == wish.task), None)


def _tasks(learner: Any, main: CompetencyInfo) -> tuple[TaskInfo, ...]:
    """What is open to her or was given to her, of what shows this."""
    continuum = current_map()
    path = learner.school.path if learner.school else ""
    return tasks_for(continuum, (main.id,), school_path=path, learner_id=learner.pk) if continuum else ()


def _step_of(problems: tuple[FieldProblem, ...], at: int) -> int:
    return min((STEP_OF_FIELD.get(one.field.split("-")[0], at) for one in problems), default=at)


def _of(refused: Refused) -> tuple[FieldProblem, ...]:
    return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)


@transaction.atomic
def _send(request: PortalRequest, main: CompetencyInfo, wish: Wish, *, with_work: bool) -> uuid.UUID:
    """The request, and with it the work where she hands it in; all or nothing."""
    way = way_of(wish.way)
    assert way is not None  # looked at before
    plan = wish.plan.strip()
    if wish.reflection.strip() and not with_work:
        plan = "\n\n".join(filter(None, (plan, wish.reflection.strip())))
    made = ask_ready(
        viewer=request.viewer,
        competency_uuids=(main.uuid, *wish.also),
        form=way.form,
        plan=plan,
        task_uuid=wish.task,
        asked_uuid=wish.asked,
        own_levels=wish.own,
        request_key=wish.request_key,
    )
    if with_work:
        hand_in(
            viewer=request.viewer,
            request_uuid=made.uuid,
            title=wish.title,
            note=wish.note,
            link=wish.link,
            files=_uploads(request),
            own=wish.looks(),
            reflection=wish.reflection,
            request_key=f"{wish.request_key}-work" if wish.request_key else "",
        )
    elif not made.repeated:
        look_at_own_work(viewer=request.viewer, own=wish.looks())
    return made.uuid


def _uploads(request: PortalRequest) -> tuple[Upload, ...]:
    return tuple(Upload(one.name or "", one) for one in request.FILES.getlist("files"))


# -- what was asked --


@require_GET
def asked(request: PortalRequest) -> HttpResponse:
    """What I asked, and where it stands."""
    lines = request_lines(ready_of(request.viewer, me(request)), current_map(), HER)
    page = {
        **frame_of(request, "asked"),
        "open": [one for one in lines if one.is_open],
        "settled": [one for one in lines if not one.is_open],
        "asked_of_me": looks_asked_of_me(request.viewer),
    }
    return render(request, "student/asked.html", page)


@require_GET
def request_page(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """One request: what I asked, what became of it, and what I can do now."""
    return _request_page(request, request_uuid)


def _request_page(
    request: PortalRequest,
    request_uuid: uuid.UUID,
    *,
    problems: tuple[FieldProblem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    mine = _mine(request, request_uuid)
    scale = scale_for()
    page = {
        **frame_of(request, "asked"),
        "one": request_line(mine, current_map(), HER),
        "way": next((one for one in ways_for([mine.form])), None),
        "names": scale.names,
        "proficient": scale.proficient,
        "request_key": str(new_uuid()),
        "problems": problems,
        "at_field": {one.field: one for one in problems},
        "given": request.POST,
    }
    return render(request, "student/request.html", page, status=status)


@require_POST
def hand_in_work(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    """The work for a request that waits, or for which a time is set."""
    _mine(request, request_uuid)
    values = request.POST
    try:
        hand_in(
            viewer=request.viewer,
            request_uuid=request_uuid,
            title=values.get("title", ""),
            note=values.get("note", ""),
            link=values.get("link", ""),
            files=_uploads(request),
            reflection=values.get("reflection", ""),
            request_key=values.get("request_key", "")[:48],
        )
    except Refused as refused:
        return _request_page(request, request_uuid, problems=_of(refused), status=422)
    messages.success(request, _("Your work is in. You will see here when it was looked at."))
    return redirect("student:request", request_uuid=request_uuid)


@require_POST
def take_back(request: PortalRequest, request_uuid: uuid.UUID) -> HttpResponse:
    _mine(request, request_uuid)
    answer_ready(viewer=request.viewer, request_uuid=request_uuid, step=ReadyStep.TAKEN_BACK)
    messages.success(request, _("Taken back. You can ask again whenever you are ready."))
    return redirect("student:asked")


def _mine(request: PortalRequest, request_uuid: uuid.UUID):
    """My own request: a learner who is a guardian too sees her child's in the family's pages."""
    mine = ready_request(request.viewer, request_uuid)
    if mine.learner.pk != me(request).pk:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return mine
