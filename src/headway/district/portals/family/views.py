"""The pages of a family: the record of one's own children, the same that they see themselves, in plain words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import NotFound
from headway.district.pacing.api import pace_of
from headway.district.people.api import children_of, record_list_view, record_view
from headway.district.portals.access import PortalRequest, as_of_date, as_of_instant
from headway.district.portals.family.talks import talks_about
from headway.district.portals.presenting.addresses import competency_link, dated
from headway.district.portals.presenting.examples import shown_of
from headway.district.portals.presenting.facts import read_learner
from headway.district.portals.presenting.fluency import fluency_words
from headway.district.portals.presenting.maps import answer_own_map, read_own_map
from headway.district.portals.presenting.paces import pace_words
from headway.district.portals.presenting.pictures import known_first, picture_of
from headway.district.portals.presenting.targets import read_target, target_of
from headway.district.portals.presenting.voices import Voice
from headway.district.proficiency.api import frontier_of

__all__ = ["child", "competency", "home", "line", "open_child"]


@dataclass(frozen=True, slots=True)
class ChildCard:
    name: str
    school: str
    sentence: str
    address: str


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """My children; with one child straight to her page."""
    viewer = request.viewer
    children = list(children_of(viewer))
    if len(children) == 1:
        return redirect("family:child", learner_uuid=children[0].uuid)
    record_list_view(viewer=viewer, learners=len(children), page="family:home")
    continuum = current_map()
    cards = [
        ChildCard(
            one.person.short_name,
            one.school.name if one.school else "",
            known_first(frontier_of(viewer, one), continuum, Voice(one.person.short_name))
            if continuum
            else "",
            reverse("family:child", args=(one.uuid,)),
        )
        for one in children
    ]
    return render(request, "family/home.html", {"cards": cards, "children": [], "as_of": None})


@require_safe
def child(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What does my child know, what is growing, what is next, whom can I ask, and what can we talk about?"""
    viewer = request.viewer
    learner, frame = open_child(request, learner_uuid, "family:child")
    voice = Voice(learner.person.short_name)
    facts = read_learner(viewer, learner, as_of_instant(request))
    picture = picture_of(facts, voice)
    paces = pace_of(viewer, learner, on=frame["as_of"])
    return render(
        request,
        "family/child.html",
        {
            **frame,
            "picture": picture,
            "paces": [pace_words(one) for one in paces],
            "talks": talks_about(picture),
        },
    )


@require_safe
def competency(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """One thing to learn: what it is, what it looks like, what my child has shown, how it was decided, what is next."""
    learner, frame = open_child(request, learner_uuid, "family:competency")
    facts = read_target(
        request.viewer,
        learner,
        competency_uuid,
        as_of_instant(request),
    )
    if facts.competency.kind == DomainKind.HABITS:
        return redirect("family:habits", learner_uuid=learner.uuid)
    return render(
        request,
        "family/competency.html",
        {
            **frame,
            "target": target_of(facts, Voice(learner.person.short_name)),
            "shown": shown_of(facts.competency.id, facts.scale),
            "names": facts.scale.names,
            "proficient": facts.scale.proficient,
            "on": facts.on,
            "fluency": fluency_words(
                request.viewer,
                learner,
                facts.competency,
                understands=facts.explanation.standing.is_proficient,
                as_of=as_of_instant(request),
            ),
        },
    )


@require_safe
def line(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """My child's place on the whole line: what is shown, what is growing, what is next."""
    learner, frame = open_child(request, learner_uuid, "family:line")
    own = read_own_map(
        request.viewer,
        learner,
        request.GET,
        frame["link"],
        as_of_instant(request),
    )
    heading = _("The line of %(name)s, step by step") % {"name": frame["name"]}
    return answer_own_map(request, own, {**frame, "heading": heading}, "family/line.html")


def open_child(request: PortalRequest, learner_uuid: uuid.UUID, page: str):
    """My child with this identifier, noted in the trail, and what the frame of her pages knows."""
    viewer = request.viewer
    children = list(children_of(viewer))
    learner = next((one for one in children if one.uuid == learner_uuid), None)
    if learner is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    on = as_of_date(request)
    record_view(viewer=viewer, learner=learner, page=page, reasons=("guardian",))
    return learner, {
        "as_of": on,
        "back": request.path,
        "name": learner.person.short_name,
        "learner_uuid": learner.uuid,
        "link": competency_link("family:competency", on, learner.uuid),
        "line_address": dated(reverse("family:line", args=(learner.uuid,)), on),
        "habits_address": dated(reverse("family:habits", args=(learner.uuid,)), on),
        "moving_address": dated(reverse("family:moving", args=(learner.uuid,)), on),
        "start_address": dated(reverse("family:start", args=(learner.uuid,)), on),
        "child_address": dated(reverse("family:child", args=(learner.uuid,)), on),
        "asked_address": reverse("family:asked", args=(learner.uuid,)),
        "tasks_address": dated(reverse("family:tasks", args=(learner.uuid,)), on),
        # One child needs no way between children.
        "children": [
            (
                one.person.short_name,
                dated(reverse("family:child", args=(one.uuid,)), on),
                one.pk == learner.pk,
            )
            for one in children
        ]
        if len(children) > 1
        else [],
    }
