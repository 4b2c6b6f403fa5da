"""The counsellor's pages: who needs an adult, and one learner's whole picture. Everything here is for reading."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from headway.district.continuum.api import current_map
from headway.district.elsewhere.api import has_rows, rows_of
from headway.district.foundation.api import clock
from headway.district.pacing.api import pace_of
from headway.district.people.api import (
    Viewer,
    home_group_names,
    home_groups_on_duty,
    learner_on_duty,
    learners_on_duty,
    record_list_view,
    record_view,
    supporters_of_many,
)
from headway.district.people.types import Role
from headway.district.portals.access import PortalRequest, as_of_date, as_of_instant
from headway.district.portals.counselor import presenters
from headway.district.portals.counselor.elsewhere import from_elsewhere, how_it_counts
from headway.district.portals.presenting.addresses import competency_link, dated
from headway.district.portals.presenting.examples import shown_of
from headway.district.portals.presenting.facts import read_learner
from headway.district.portals.presenting.habits import habits_page
from headway.district.portals.presenting.paces import pace_words
from headway.district.portals.presenting.pages import asked, page_of, words_of
from headway.district.portals.presenting.pictures import picture_of
from headway.district.portals.presenting.targets import read_target, target_of
from headway.district.portals.presenting.voices import Voice
from headway.district.proficiency.api import (
    QUIET_AFTER,
    standings_of_many,
    with_decisions_waiting,
    without_evidence_since,
)

__all__ = ["competency", "elsewhere", "habits", "home", "learner"]

ON_A_PAGE = 50


def _choices(request: PortalRequest, groups: dict[str, Any], on: dt.date | None) -> dict[str, str]:
    """What the form asked for; what is none of the offered choices asks for nothing."""
    show, group = asked(request).get("show", ""), asked(request).get("group", "")
    return {
        "q": words_of(request),
        "group": group if group in groups else "",
        # Who waits for an adult is a question about today.
        "show": show if show in presenters.SHOWS and on is None else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PortalRequest) -> HttpResponse:
    """All learners of my schools by name, with what was reached lately, or for how long nothing was shown."""
    viewer: Viewer = request.viewer
    on, as_of = as_of_date(request), as_of_instant(request)
    now = as_of or clock.now()
    groups = {str(one.uuid): one for one in home_groups_on_duty(viewer, Role.COUNSELLOR)}
    chosen = _choices(request, groups, on)
    found = learners_on_duty(
        viewer, Role.COUNSELLOR, words=chosen["q"], home_group=groups.get(chosen["group"])
    )
    if chosen["show"] == "quiet":
        found = without_evidence_since(found, now - QUIET_AFTER)
    elif chosen["show"] == "waiting":
        found = with_decisions_waiting(found)
    page = page_of(request, found.count(), ON_A_PAGE)
    learners = list(found[page.offset : page.offset + page.size])
    # Words that were looked for may be a name, which stays out of addresses.
    record_list_view(viewer=viewer, learners=len(learners), page="counselor:home")
    keep = [(name, value) for name, value in chosen.items() if value and name != "q"]
    return render(
        request,
        "counselor/home.html",
        {
            "asked": chosen,
            "is_narrowed": any(chosen.values()),
            "group_options": _group_options(groups),
            "show_options": presenters.show_choices(),
            "quiet_weeks": QUIET_AFTER.days // 7,
            "lines": _lines(viewer, learners, as_of, now, on),
            "page": page,
            "keep": keep,
            "as_of": on,
            "back": f"{request.path}?{urlencode(keep)}" if keep else request.path,
        },
    )


def _group_options(groups: dict[str, Any]) -> list[tuple[str, str]]:
    """Home groups by name; with the school where the duty reaches several."""
    several = len({one.school_id for one in groups.values()}) > 1
    return [
        (code, f"{one.name} · {one.school.name}" if several else one.name) for code, one in groups.items()
    ]


def _lines(
    viewer: Viewer, learners: list, as_of: dt.datetime | None, now: dt.datetime, on: dt.date | None
) -> list[presenters.LearnerLine]:
    """As many queries for fifty learners as for one."""
    continuum = current_map()
    standings = standings_of_many(viewer, learners, as_of) if continuum and learners else {}
    groups, supporters = home_group_names(learners), supporters_of_many(viewer, learners)
    return [
        presenters.learner_line(
            one,
            dated(reverse("counselor:learner", args=(one.uuid,)), on),
            groups.get(one.pk, ()),
            standings.get(one.pk, {}),
            supporters.get(one.pk, ()),
            continuum,
            now,
        )
        for one in learners
    ]


@require_safe
def learner(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What is strong, what is growing, what is open, at which pace, and who is there for this learner?"""
    viewer: Viewer = request.viewer
    about, frame = _open(request, learner_uuid, "counselor:learner")
    as_of = as_of_instant(request)
    facts = read_learner(viewer, about, as_of)
    picture = picture_of(facts, Voice(about.person.short_name))
    return render(
        request,
        "counselor/learner.html",
        {
            **frame,
            "picture": picture,
            "about_uuid": about.uuid,
            "waiting": presenters.waiting_decisions(facts.frontier, facts.scale),
            "habits_address": dated(reverse("counselor:habits", args=(about.uuid,)), frame["as_of"]),
            "elsewhere_address": reverse("counselor:elsewhere", args=(about.uuid,))
            if has_rows(about)
            else "",
            "home_group": ", ".join(home_group_names((about,)).get(about.pk, ())),
            "paces": [pace_words(one) for one in pace_of(viewer, about, on=frame["as_of"])]
            if facts.continuum
            else [],
        },
    )


@require_safe
def competency(request: PortalRequest, learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """One competency of one learner: where the work stands, how we know, what is next. Read-only."""
    about, frame = _open(request, learner_uuid, "counselor:competency")
    facts = read_target(
        request.viewer,
        about,
        competency_uuid,
        as_of_instant(request),
    )
    return render(
        request,
        "counselor/competency.html",
        {
            **frame,
            "target": target_of(facts, Voice(about.person.short_name)),
            "shown": shown_of(facts.competency.id, facts.scale, for_staff=True),
            "names": facts.scale.names,
            "proficient": facts.scale.proficient,
            "on": facts.on,
        },
    )


@require_safe
def habits(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What was seen of a learner's habits, by adults and by herself. Read-only."""
    about, frame = _open(request, learner_uuid, "counselor:habits")
    told = habits_page(request.viewer, about, as_of_instant(request) if frame["as_of"] else None)
    return render(request, "counselor/habits.html", {**frame, "told": told})


@require_safe
def elsewhere(request: PortalRequest, learner_uuid: uuid.UUID) -> HttpResponse:
    """What did another system make of this learner's results? As it stands today; read-only."""
    about, frame = _open(request, learner_uuid, "counselor:elsewhere")
    return render(
        request,
        "counselor/elsewhere.html",
        {
            **frame,
            "as_of": None,
            "found": from_elsewhere(rows_of(request.viewer, about)),
            "how": how_it_counts(),
        },
    )


def _open(request: PortalRequest, learner_uuid: uuid.UUID, page: str) -> tuple[Any, dict[str, Any]]:
    """The learner, noted in the trail, and what the frame of her pages knows. NotFound outside the duty."""
    viewer: Viewer = request.viewer
    about = learner_on_duty(viewer, Role.COUNSELLOR, learner_uuid)
    on = as_of_date(request)
    record_view(viewer=viewer, learner=about, page=page, reasons=("duty",))
    return about, {
        "as_of": on,
        "back": request.path,
        "name": about.person.name,
        "school": about.school.name if about.school else "",
        "link": competency_link("counselor:competency", on, about.uuid),
        "learner_address": dated(reverse("counselor:learner", args=(about.uuid,)), on),
        "home_address": dated(reverse("counselor:home"), on),
    }
