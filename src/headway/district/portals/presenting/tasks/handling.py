"""Requests about tasks in, answers out: each portal calls these with its own desk."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from defusedcsv import csv as safe_csv
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import current_map
from headway.district.evidence import api as evidence
from headway.district.evidence.api import EvidenceForm, TaskConflict, TaskWords
from headway.district.foundation.api import NotAllowed, Refused, translated
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.drafts import depth_options
from headway.district.portals.presenting.pages import page_of
from headway.district.portals.presenting.tasks import editing, listing, sheets, wholes
from headway.district.portals.presenting.tasks.desks import Desk

__all__ = ["act", "bank", "bank_csv", "check", "copy", "edit", "sheet", "show", "translate"]

ON_A_PAGE = 30


def bank(request: PortalRequest, desk: Desk) -> HttpResponse:
    """The bank, a page at a time, with what was asked for."""
    continuum = current_map()
    asked = listing.read_filter(request.GET)
    at = page_of(request, evidence.tasks_in_bank(request.viewer, replace(asked, limit=0)).total, ON_A_PAGE)
    found = evidence.tasks_in_bank(request.viewer, replace(asked, offset=at.offset, limit=at.size))
    about = continuum.by_uuid.get(asked.competency) if continuum and asked.competency else None
    page = {
        **_frame(desk),
        "cards": [listing.task_card(one, continuum, desk) for one in found.tasks],
        "sentence": listing.bank_sentence(found.total, asked),
        "asked": asked,
        "is_all": not listing.task_query(asked),
        "about": translated(about, "title") if about else "",
        "choices": listing.filter_choices(continuum),
        "at": at,
        "csv_url": desk.url("tasks_csv")
        + (f"?{listing.task_query(asked)}" if listing.task_query(asked) else ""),
        "may_write": _may_write(request, desk),
    }
    return render(request, "tasks/found.html" if request.htmx else "tasks/bank.html", page)


def bank_csv(request: PortalRequest) -> HttpResponse:
    """The bank as a table, with the same filters."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tasks.csv"'
    tasks = evidence.every_task(request.viewer, listing.read_filter(request.GET))
    safe_csv.writer(response).writerows(listing.table_rows(tasks, current_map()))
    return response


def show(request: PortalRequest, desk: Desk, task_uuid: uuid.UUID, **more: Any) -> HttpResponse:
    """One task: as a learner reads it, and what adults see beside it."""
    page = evidence.task_page(request.viewer, task_uuid)
    return render(
        request, "tasks/task.html", {**_whole(desk, page), "may_copy": _may_copy(request, page), **more}
    )


def sheet(request: PortalRequest, desk: Desk, task_uuid: uuid.UUID) -> HttpResponse:
    """The task on paper, as a learner gets it."""
    page = evidence.task_page(request.viewer, task_uuid)
    return render(request, "tasks/paper.html", _whole(desk, page))


def _frame(desk: Desk) -> dict[str, Any]:
    return {**desk.context, "frame_template": desk.frame, "desk": desk}


def _whole(desk: Desk, page: evidence.TaskPage) -> dict[str, Any]:
    continuum, scale = current_map(), scale_for()
    return {
        **_frame(desk),
        "task": page.task,
        "page": page,
        "sheet": sheets.sheet_of(
            page.task, page.competency_ids, page.rubric, page.exemplars, continuum, scale
        ),
        "names": scale.names,
        "proficient": scale.proficient,
        "facts": wholes.facts_of(page, continuum),
        "deeper": wholes.deeper_words(page, continuum),
        "remarks": wholes.remark_lines(page.remarks, page.words, scale),
        "acts": wholes.acts_of(page, desk),
        "is_ready": page.task.state == evidence.TaskState.READY,
        "languages_to": [(code, name) for code, name in settings.LANGUAGES if code != "en"],
        "crumbs": [(_("Tasks"), desk.url("tasks"))],
    }


def _may_write(request: PortalRequest, desk: Desk) -> bool:
    return desk.writes_common or bool(evidence.reach_of(request.viewer).local)


def _may_copy(request: PortalRequest, page: evidence.TaskPage) -> bool:
    return bool(evidence.reach_of(request.viewer).local)


# -- writing --


def edit(request: PortalRequest, desk: Desk, task_uuid: uuid.UUID | None = None) -> HttpResponse:
    """The editor of a new task, or of one that is there. Adding a row re-draws the page and saves nothing."""
    continuum, scale = current_map(), scale_for()
    page = evidence.task_page(request.viewer, task_uuid) if task_uuid else None
    if page is not None and not page.can_write:
        raise NotAllowed(
            _("This task is changed by whoever keeps it."),
            remedy=_("Make a copy of your own, and change that."),
        )
    if page is None and not _may_write(request, desk):
        raise NotAllowed(_("Tasks are written by those who teach, and by those who lead the continuum."))
    words = page.words if page else TaskWords(title="")
    revision = page.task.revision if page else None
    if request.method != "POST":
        return _editor(request, desk, page, words, revision)
    sent = editing.read_task(request.POST, continuum, scale.size)
    revision = sent.revision if page else None
    if sent.do != "save" or sent.problems:
        drawn = editing.with_room(sent.words, sent.do)
        return _editor(request, desk, page, drawn, revision, sent=sent, problems=sent.problems)
    try:
        task = evidence.save_task(
            request.viewer,
            sent.words,
            task_uuid=task_uuid,
            revision=revision,
            is_common=desk.writes_common and page is None,
        )
    except TaskConflict as conflict:
        return _editor(request, desk, page, sent.words, conflict.revision, sent=sent, conflict=conflict)
    except Refused as refused:
        return _editor(request, desk, page, sent.words, revision, sent=sent, problems=refused.problems)
    messages.success(request, _("The task is saved."))
    noticed = len(evidence.remarks_on(sent.words, continuum))
    if noticed:
        messages.info(
            request,
            ngettext(
                "%(num)s remark on the words stands beside it.",
                "%(num)s remarks on the words stand beside it.",
                noticed,
            )
            % {"num": noticed},
        )
    if task.translations:
        messages.info(
            request, _("The words in other languages are as they were. Look whether they still fit.")
        )
    return redirect(desk.url("task", task.uuid))


def _editor(
    request: PortalRequest,
    desk: Desk,
    page: evidence.TaskPage | None,
    words: TaskWords,
    revision: int | None,
    *,
    sent: editing.Sent | None = None,
    problems: tuple = (),
    conflict: TaskConflict | None = None,
) -> HttpResponse:
    continuum, scale = current_map(), scale_for()
    words = editing.with_room(words, "")
    by_id = continuum.by_id if continuum else {}
    chosen = [by_id[one] for one in words.competency_ids if one in by_id]
    values = {
        **_frame(desk),
        "page": page,
        "words": words,
        "revision": revision,
        "scale": scale,
        "chosen": [(str(one.uuid), editing.label_of(one)) for one in chosen],
        "uuid_of": {one.id: str(one.uuid) for one in chosen},
        "options": editing.competency_options(continuum),
        "typed": sent.typed if sent else "",
        "forms": EvidenceForm.choices,
        "depths": [(value, f"{name}: {asks}" if value else name) for value, name, asks in depth_options()],
        "problems": problems,
        "at_field": {problem.field: problem for problem in problems},
        "remarks": wholes.remark_lines(evidence.remarks_on(words, continuum), words, scale),
        "level_options": [(one.number, one.name) for one in scale.levels],
        "conflict": conflict,
        "theirs": _theirs(conflict, desk) if conflict else None,
        "back": desk.url("task", page.task.uuid) if page else desk.url("tasks"),
        "crumbs": [(_("Tasks"), desk.url("tasks"))]
        + ([(translated(page.task, "title"), desk.url("task", page.task.uuid))] if page else []),
    }
    status = 409 if conflict else 422 if problems else 200
    return render(request, "tasks/edit.html", values, status=status)


def _theirs(conflict: TaskConflict, desk: Desk) -> dict[str, Any]:
    """What stands now, for each field in which it differs from what was sent."""
    continuum, scale = current_map(), scale_for()
    by_id = continuum.by_id if continuum else {}
    words = conflict.theirs
    return {
        "fields": conflict.fields,
        "words": words,
        "form": listing.form_words(words.form),
        "other_forms": ", ".join(listing.form_words(one) for one in words.other_forms) or _("none"),
        "depth": listing.depth_words(words.depth),
        "competencies": [translated(by_id[one], "title") for one in words.competency_ids if one in by_id],
        "criteria": sheets.criteria_as_written(words, scale),
    }


def check(request: PortalRequest, desk: Desk) -> HttpResponse:
    """What is worth another look in the words as they are typed. Nothing is saved, and nothing is blocked."""
    continuum, scale = current_map(), scale_for()
    words = editing.read_task(request.POST, continuum, scale.size).words
    remarks = wholes.remark_lines(evidence.remarks_on(words, continuum), words, scale)
    return render(request, "tasks/remarks.html", {"remarks": remarks})


def copy(request: PortalRequest, desk: Desk, task_uuid: uuid.UUID) -> HttpResponse:
    task = evidence.copy_task(request.viewer, task_uuid)
    messages.success(
        request, _("This is your school's copy. Change what you need, then make it ready to use.")
    )
    return redirect(desk.url("task_edit", task.uuid))


def act(request: PortalRequest, desk: Desk, task_uuid: uuid.UUID) -> HttpResponse:
    """Review, ready, no longer used, common, taken away."""
    acts = {
        "review": (evidence.send_to_review, _("Colleagues can read it now, and say what they notice.")),
        "ready": (evidence.make_ready, _("It is ready: it can be given, and learners find it.")),
        "retire": (evidence.retire_task, _("It is no longer offered. What was shown on it stays as it is.")),
        "common": (evidence.make_common, _("Every school can use it now.")),
        "discard": (evidence.discard_task, _("The draft is taken away.")),
    }
    code = request.POST.get("act", "")
    if code not in acts:
        raise Http404
    do, said = acts[code]
    try:
        do(request.viewer, task_uuid)
    except Refused as refused:
        for problem in refused.problems or (refused,):
            messages.warning(request, f"{problem.sentence} {problem.remedy}".strip())
        return redirect(desk.url("task", task_uuid))
    messages.success(request, said)
    return redirect(desk.url("tasks") if code == "discard" else desk.url("task", task_uuid))


def translate(request: PortalRequest, desk: Desk, task_uuid: uuid.UUID, language: str) -> HttpResponse:
    """The task's words in another language, beside the original."""
    names = dict(settings.LANGUAGES)
    if language not in names or language == "en":
        raise Http404
    page = evidence.task_page(request.viewer, task_uuid)
    if not page.can_write:
        raise NotAllowed(_("This task is changed by whoever keeps it."))
    words, task = page.words, page.task
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        evidence.translate_task(
            request.viewer,
            task_uuid,
            language,
            task_words={
                name: request.POST.get(name, "")[:20_000] for name in ("title", "prompt", "accommodations")
            },
            criteria={
                one.uuid: request.POST.get(f"c-{one.uuid}", "")[:512] for one in words.criteria if one.uuid
            },
            levels={
                (one.uuid, level): request.POST.get(f"c-{one.uuid}-{level}", "")[:20_000]
                for one in words.criteria
                if one.uuid
                for level in one.levels
            },
            revision=int(revision) if revision.isdecimal() and len(revision) < 7 else 0,
        )
        messages.success(request, _("The words in %(language)s are saved.") % {"language": names[language]})
        return redirect(desk.url("task", task_uuid))
    own = task.translations.get(language, {})
    values = {
        **_frame(desk),
        "task": task,
        "words": words,
        "to": language,
        "language_name": names[language],
        "own": own,
        "scale": scale_for(),
        "back": desk.url("task", task.uuid),
        "crumbs": [(_("Tasks"), desk.url("tasks")), (translated(task, "title"), desk.url("task", task.uuid))],
    }
    return render(request, "tasks/translate.html", values)
