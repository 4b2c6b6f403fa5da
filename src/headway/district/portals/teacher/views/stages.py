"""Where my learners are, domain by domain, whatever group they are in; whose course is complete; who goes beyond it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.advancement import api as advancement
from headway.district.advancement.types import Way
from headway.district.continuum.api import DomainKind
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused, translated
from headway.district.people.api import home_group_names, record_list_view, rosters_of, sections_taught
from headway.district.portals.access import PortalRequest
from headway.district.portals.form_values import problems_of, uuid_or_none
from headway.district.portals.presenting.moving import domain_names
from headway.district.portals.teacher.reading import uuid_of
from headway.district.portals.teacher.views.frame import frame, map_in_force

__all__ = ["beyond", "find_way", "stages"]


@require_safe
def stages(request: PortalRequest) -> HttpResponse:
    """Each learner with her home group and her level in every domain; one is no reason for the other."""
    viewer, continuum = request.viewer, map_in_force()
    sections = list(sections_taught(viewer))
    chosen = next((one for one in sections if one.uuid == uuid_of(request.GET, "section")), None)
    rosters = rosters_of(viewer)
    ids = rosters.sections.get(chosen.pk, ()) if chosen else tuple(rosters.learners)
    learners = [rosters.learners[one] for one in ids]
    domains = [one for one in continuum.domains if one.kind != DomainKind.HABITS]
    found = advancement.stages_of(ids) if ids else {}
    groups = home_group_names(learners)
    record_list_view(viewer=viewer, learners=len(learners), page="teacher:stages", section=chosen)
    page = frame(request, "moving") | {
        "as_of": None,
        "as_of_on": None,
        "sections": sections,
        "chosen": chosen,
        "domains": [(one.code, translated(one, "name")) for one in domains],
        "rows": [
            (
                one,
                ", ".join(groups.get(one.pk, ())),
                [found.get(one.pk, {}).get(each.code) for each in domains],
            )
            for one in learners
        ],
        "complete": _complete(sections if chosen is None else [chosen], rosters),
    }
    return render(request, "teacher/stages.html", page)


def _complete(sections, rosters):  # type: ignore[no-untyped-def]
    """(learner, section, since) for everybody who has met all that her course is about, the longest ago first."""
    with_course = [one for one in sections if one.course_id]
    learners_of: dict[int, set[int]] = {}
    for one in with_course:
        learners_of.setdefault(one.course_id, set()).update(rosters.sections.get(one.pk, ()))
    states = advancement.course_states(learners_of, [one.course for one in with_course])
    found = [
        (rosters.learners[learner], section, state.complete_since)
        for section in with_course
        for learner in rosters.sections.get(section.pk, ())
        if (state := states.get((learner, section.course_id))) and state.complete_since
    ]
    return sorted(found, key=lambda row: row[2])


@require_http_methods(["GET", "HEAD", "POST"])
def beyond(request: PortalRequest) -> HttpResponse:
    """Say that a learner goes beyond what I teach; and what became of it."""
    viewer, continuum = request.viewer, map_in_force()
    problems: tuple[FieldProblem, ...] = ()
    sent = request.POST
    if request.method == "POST":
        try:
            advancement.flag_beyond(
                viewer=viewer,
                learner_uuid=uuid_or_none(sent.get("learner", "")) or uuid.UUID(int=0),
                domain_code=sent.get("domain", ""),
                text=sent.get("text", ""),
            )
        except (Refused, NotAllowed) as refused:
            problems = problems_of(refused)
        else:
            messages.success(request, _("Noted. It stands on the counsellor's list until a way on is found."))
            return redirect("teacher:beyond")
    rosters = rosters_of(viewer)
    domains = domain_names(continuum)
    listed = advancement.beyond_taught(viewer)
    by_uuid = {one.uuid: one for one in rosters.learners.values()}
    page = frame(request, "moving") | {
        "problems": problems,
        "rows": [
            (
                one,
                domains.get(one.domain_code, one.domain_code),
                str(Way(one.way).label) if one.way else "",
                [
                    (str(Way(each.way).label), each.what, each.where)
                    for each in advancement.ways_for(by_uuid[one.learner_uuid], one.domain_code)
                ]
                if one.closed_at is None and one.learner_uuid in by_uuid
                else [],
            )
            for one in listed
        ],
        "learners": [(str(one.uuid), one.person.name) for one in rosters.learners.values()],
        "domains": [
            (one.code, domains[one.code]) for one in continuum.domains if one.kind != DomainKind.HABITS
        ],
        "ways": list(Way.choices),
        "typed": sent,
    }
    return render(request, "teacher/beyond.html", page, status=422 if problems else 200)


@require_POST
def find_way(request: PortalRequest, beyond_uuid: uuid.UUID) -> HttpResponse:
    try:
        advancement.find_way(
            viewer=request.viewer,
            beyond_uuid=beyond_uuid,
            way=request.POST.get("way", ""),
            text=request.POST.get("text", ""),
        )
    except (Refused, NotAllowed, Conflict) as refused:
        messages.error(request, f"{refused.sentence} {getattr(refused, 'remedy', '')}")
    else:
        messages.success(request, _("Noted: a way on is found."))
    return redirect("teacher:beyond")
