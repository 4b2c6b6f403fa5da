"""Classmates look at one piece of work: whom I ask, what a classmate asks of me, and closing it again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from headway.district.continuum.api import descriptors
from headway.district.evidence.api import (
    MOST_INVITED,
    close_peer_look,
    invite_peers,
    peer_piece,
    peers_are_asked,
    work_of,
    write_peer_look,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused, translated
from headway.district.people.api import classmates_of
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.attempts import file_shown
from headway.district.portals.presenting.requests import form_words
from headway.district.portals.student.frame import frame_of, me
from headway.district.portals.student.wishes import uuid_of

__all__ = ["close", "invite", "look"]


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest, evidence_uuid: uuid.UUID) -> HttpResponse:
    """Whom do I ask to look at this piece?"""
    learner = me(request)
    found = work_of(request.viewer, learner.uuid, evidence_uuids=[evidence_uuid])
    if not found or not peers_are_asked():
        raise NotFound(_("There is no such page, or it is not open to you."))
    problems: tuple[FieldProblem, ...] = ()
    chosen = request.POST.getlist("peers")
    if request.method == "POST":
        try:
            count = invite_peers(
                viewer=request.viewer,
                evidence_uuid=evidence_uuid,
                peer_uuids=[one for text in chosen if (one := uuid_of(text))],
            )
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(
                request,
                ngettext(
                    "You asked %(num)s classmate. What is written will stand beside your work.",
                    "You asked %(num)s classmates. What they write will stand beside your work.",
                    count,
                )
                % {"num": count}
                if count
                else _("They were asked already. What they write will stand beside your work."),
            )
            return redirect("student:work", evidence_uuid=evidence_uuid)
    piece = found[0]
    page = {
        **frame_of(request, "evidence"),
        "title": piece.title or piece.task_title or form_words(piece.form),
        "evidence_uuid": evidence_uuid,
        "peers": [(str(one.uuid), one.person.name) for one in classmates_of(request.viewer)],
        "chosen": chosen,
        "most": MOST_INVITED,
        "problems": problems,
        "at_field": {one.field: one for one in problems},
    }
    return render(request, "student/invite_peers.html", page, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: PortalRequest, invite_uuid: uuid.UUID) -> HttpResponse:
    """A classmate asked me: her piece, the rubric, and room for two things that I see and one idea."""
    me(request)
    found = peer_piece(request.viewer, invite_uuid)
    scale = scale_for()
    problems: tuple[FieldProblem, ...] = ()
    values = request.POST
    if request.method == "POST":
        given = {one.uuid: values.get(f"level-{one.uuid}", "") for one, _criteria in found.shows}
        try:
            write_peer_look(
                viewer=request.viewer,
                invite_uuid=invite_uuid,
                sees=(values.get("sees_first", ""), values.get("sees_second", "")),
                idea=values.get("idea", ""),
                levels={
                    key: int(text) if text.isdecimal() and len(text) < 3 else 0
                    for key, text in given.items()
                    if text
                },
            )
        except Refused as refused:
            problems = refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
        else:
            messages.success(
                request, _("Thank you. %(name)s can read it now.") % {"name": found.look.learner_name}
            )
            return redirect("student:asked")
    page = {
        **frame_of(request, "asked"),
        "found": found,
        "title": found.look.evidence_title or form_words(found.form),
        "form": form_words(found.form),
        "files": [file_shown(one, lambda key: reverse("file", args=(key,))) for one in found.files],
        "parts": [
            (
                one,
                tuple((level.number, level.name, texts.get(level.number, "")) for level in scale.levels),
                criteria,
            )
            for one, criteria in found.shows
            for texts in ({text.level: translated(text, "text") for text in descriptors(one.id)},)
        ],
        "names": scale.names,
        "proficient": scale.proficient,
        "given": values,
        "problems": problems,
        "at_field": {one.field: one for one in problems},
    }
    return render(request, "student/peer_look.html", page, status=422 if problems else 200)


@require_POST
def close(request: PortalRequest, invite_uuid: uuid.UUID) -> HttpResponse:
    """I close a look at my work: the classmate sees it no more."""
    me(request)
    row = close_peer_look(viewer=request.viewer, invite_uuid=invite_uuid)
    if row.learner_id != request.viewer.learner_id:
        raise NotFound(_("There is no such page, or it is not open to you."))
    messages.success(request, _("Closed. Your classmate sees this piece no more."))
    return redirect("student:work", evidence_uuid=row.evidence.uuid)
