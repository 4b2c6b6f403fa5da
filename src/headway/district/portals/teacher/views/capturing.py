"""Quick capture: what somebody saw, in a few taps; and what was captured and does not count yet."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from headway.district.continuum.api import misconceptions_of
from headway.district.evidence import api as evidence
from headway.district.evidence.api import BesideRole, RatingLine, WorkItem
from headway.district.foundation.api import HeadwayError, NotFound, Refused, new_uuid, translated
from headway.district.people.api import Viewer, learner_gates, record_list_view, visible_learners
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.capturing.given import Capture, check, read_capture, take
from headway.district.portals.teacher.capturing.offered import FORMS, Offered, offered_to, search
from headway.district.portals.teacher.presenters.captures import captured_lines
from headway.district.portals.teacher.reading import at_fields, level_of
from headway.district.portals.teacher.views.frame import frame, map_in_force, offer_undo, pair_url
from headway.district.proficiency import api as proficiency

__all__ = ["bring_back", "capture", "capture_page", "captured", "count", "throw_away"]

_FIELDS = {"learner": "who", "competency": "what", "competencies": "what", "files": "photo", "file": "photo"}


def capture(request: PortalRequest) -> HttpResponse:
    """The page, and without scripts its form: one post for all who were chosen."""
    viewer: Viewer = request.viewer
    offered = offered_to(viewer, map_in_force())
    record_list_view(viewer=viewer, learners=len(offered.learners), page="teacher:capture")
    if request.method != "POST":
        return render(request, "teacher/capture.html", capture_page(request, offered))
    given = read_capture(request)
    if request.POST.get("step") == "find":
        return render(request, "teacher/capture.html", capture_page(request, offered, given))
    given = check(given)
    problems = given.problems
    saved = []
    if not problems:
        by_uuid = {one.uuid: one for one in offered.learners.values()}
        try:
            for learner_uuid in given.learners:
                learner = by_uuid.get(learner_uuid)
                section_id = offered.section.get(learner.pk) if learner else None
                saved.append(take(given, learner_uuid, viewer=viewer, section_id=section_id))
        except NotFound:
            raise
        except HeadwayError as problem:
            problems = (
                at_fields(problem, _FIELDS)
                if isinstance(problem, Refused)
                else at_fields(Refused(problem.sentence, remedy=problem.remedy))
            )
    if problems:
        page = capture_page(request, offered, given, problems=problems)
        return render(request, "teacher/capture.html", page, status=422)
    _say_saved(request, saved)
    return redirect("teacher:capture")


def capture_page(
    request: PortalRequest,
    offered: Offered | None,
    given: Capture | None = None,
    *,
    problems: tuple = (),
) -> dict[str, Any]:
    """What the page shows. Without `offered` it is the shell that a phone keeps, with nobody's name in it."""
    page = frame(request, "capture")
    continuum = map_in_force()
    wanted = dict(given.given) if given else {}
    # From a learner's page for a competency both are chosen already.
    chosen = wanted.get("competency") or (request.GET.get("competency", "") if offered else "")
    learners = wanted.get("learners") or (
        [request.GET["learner"]] if offered and "learner" in request.GET else []
    )
    found = search(continuum, wanted.get("q", "")) if wanted.get("q") else ()
    choices = {str(one.uuid): one for one in (*found, *(offered.last if offered else ()))}
    here = next((one for one in continuum.competencies if chosen and str(one.uuid) == chosen), None)
    if here:
        choices = {chosen: here, **choices}
    return page | {
        "as_of": None,
        "offered": offered,
        "first": offered.first if offered else (),
        "others": offered.others if offered else (),
        "others_chosen": any(str(one.uuid) in learners for one in (offered.others if offered else ())),
        "group": offered.group if offered else {},
        "competencies": list(choices.values()),
        "usual": [translated(one, "text") for one in misconceptions_of([here.id])] if here else (),
        "searched": wanted.get("q", ""),
        "found_none": bool(wanted.get("q")) and not found,
        "forms": [(one.value, one.label) for one in FORMS],
        "chosen": {"learners": learners, "competency": chosen},
        "given": {name: wanted.get(name, "") for name in ("form", "note", "misconception", "level")},
        "key": given.key if given and given.key else str(new_uuid()),
        "problems": problems,
        "at_field": {one.field: one for one in problems},
        "waiting": len(evidence.captured(request.viewer, learner_ids=list(offered.learners)))
        if offered
        else 0,
        "keeps_offline": settings.OFFLINE_CAPTURE,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }


def captured(request: PortalRequest) -> HttpResponse:
    """What I captured and nobody rated yet, learner by learner."""
    viewer: Viewer = request.viewer
    pieces = evidence.captured(viewer)
    record_list_view(viewer=viewer, learners=len({one.learner_id for one in pieces}), page="teacher:captured")
    page = frame(request, "capture")
    return render(
        request,
        "teacher/captured.html",
        page | {"groups": _by_learner(viewer, pieces, page["scale"]), "as_of": None, "back": request.path},
    )


@require_POST
def throw_away(request: PortalRequest, evidence_uuid: uuid.UUID) -> HttpResponse:
    evidence.throw_work_away(evidence_uuid, viewer=request.viewer)
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    offer_undo(
        request,
        _("Thrown away. It counted for nothing."),
        reverse("teacher:capture_bring_back", args=[evidence_uuid]),
        (("back", _back(request)),),
    )
    return redirect(_back(request))


@require_POST
def bring_back(request: PortalRequest, evidence_uuid: uuid.UUID) -> HttpResponse:
    evidence.bring_back_work(evidence_uuid, viewer=request.viewer)
    offer_undo(request, _("It is back."))
    return redirect(_back(request))


@require_POST
def count(request: PortalRequest, evidence_uuid: uuid.UUID) -> HttpResponse:
    """Make a capture count: as the first glance says, or at the level that was chosen. A rating of the viewer's own."""
    viewer: Viewer = request.viewer
    piece = _piece(viewer, evidence_uuid)
    glance = next(
        (one for one in piece.beside if one.role == BesideRole.FIRST_GLANCE and one.taken_back_at is None),
        None,
    )
    level = level_of(request.POST.get("level"))
    if level is None and glance is None:
        raise Refused(_("No level is chosen yet."), remedy=_("Choose the level that the work shows."))
    if glance is not None and level in (None, glance.level):
        outcome = proficiency.promote_first_glance(viewer=viewer, beside_uuid=glance.uuid)
    else:
        line = RatingLine(
            learner_id=piece.learner_id,
            competency_id=piece.competency_ids[0],
            level=level or 0,
            observed_at=piece.observed_at,
            evidence_uuid=piece.evidence_uuid,
            request_key=f"count:{piece.evidence_uuid}:{level}:{len(piece.ratings)}",
        )
        outcome = proficiency.record_ratings([line], viewer=viewer)
    learner = learner_gates([piece.learner_id])[piece.learner_id]
    competency = map_in_force().by_id[piece.competency_ids[0]]
    offer_undo(
        request,
        _("It counts now, as a rating of yours."),
        pair_url("withdraw", learner.uuid, competency.uuid),
        (("rating", str(outcome.rating_uuids[0])), ("withdrawal_reason", "undo"), ("place", "page")),
    )
    return redirect(_back(request))


def _piece(viewer: Viewer, evidence_uuid: uuid.UUID) -> WorkItem:
    """One capture that waits. NotFound for strangers, and for what is rated or was thrown away."""
    gates = evidence.captured_one(viewer, evidence_uuid)
    if gates is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return gates


def _by_learner(viewer: Viewer, pieces: tuple[WorkItem, ...], scale: Any) -> list[tuple[Any, list[Any]]]:
    ids = {one.learner_id for one in pieces}
    learners = {one.pk: one for one in visible_learners(viewer).filter(pk__in=ids)}
    lines = captured_lines(pieces, map_in_force(), scale, person_id=viewer.person_id)
    groups: dict[int, list[Any]] = {}
    for piece, line in zip(pieces, lines, strict=True):
        groups.setdefault(piece.learner_id, []).append(line)
    return [(learners[one], found) for one, found in groups.items() if one in learners]


def _say_saved(request: PortalRequest, saved: list[Any]) -> None:
    new = [one for one in saved if not one.repeated]
    if not new:
        offer_undo(request, _("This had been saved already, so nothing was added."))
        return
    sentence = ngettext("Saved: %(count)s observation.", "Saved: %(count)s observations.", len(new)) % {
        "count": len(new)
    }
    if notes := [one.time_note for one in new if one.time_note]:
        sentence = f"{sentence} {notes[0]}"
    if len(new) == 1:
        offer_undo(request, sentence, reverse("teacher:capture_throw_away", args=[new[0].evidence_uuid]))
    else:
        offer_undo(request, sentence, reverse("teacher:captured"), asks=True)


def _back(request: PortalRequest) -> str:
    """The page that the form was on; only one of ours."""
    wanted = request.POST.get("back", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("teacher:captured")
