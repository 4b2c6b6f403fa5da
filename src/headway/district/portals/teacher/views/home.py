"""Today: my sections and home groups, and what needs me."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.district.agreements.api import wishes_for_adult
from headway.district.evidence.api import count_ready, count_second_looks
from headway.district.foundation.api import clock
from headway.district.people.api import (
    find_learners,
    home_groups_advised,
    record_list_view,
    rosters_of,
    sections_taught,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.today import group_of, needs_today
from headway.district.portals.teacher.views.frame import frame, map_in_force, pair_url
from headway.district.proficiency import api as proficiency
from headway.district.proficiency.api import QUIET_AFTER, GridFilter

__all__ = ["home"]

# As many as can be looked at in one go; each list says how many more there are and where.
SHOWN = 6
TUTORED = 60


def home(request: PortalRequest) -> HttpResponse:
    viewer = request.viewer
    page = frame(request, "home")
    continuum = map_in_force()
    rosters = rosters_of(viewer)
    standings = proficiency.standings_of_many(viewer, list(rosters.learners.values()))
    plans = proficiency.next_steps_of(list(rosters.learners))
    now = clock.now()
    domains = {one.code: one for one in continuum.domains if one.code}
    sections = []
    for one in sections_taught(viewer):
        domain = domains.get(one.course.domain_code) if one.course else None
        group = group_of(
            rosters.sections.get(one.pk, ()),
            standings,
            continuum,
            now,
            domain.id if domain else None,
            plans,
        )
        sections.append((one, domain, group, reverse("teacher:section", args=[one.uuid])))
    home_groups = []
    for home_group in home_groups_advised(viewer):
        group = group_of(rosters.home_groups.get(home_group.pk, ()), standings, continuum, now, plans=plans)
        home_groups.append((home_group, group, f"{reverse('teacher:learners')}?group={home_group.uuid}"))

    def line(need):
        learner = rosters.learners[need.learner_id]
        return learner.person.name, need, pair_url("pair", learner.uuid, need.competency.uuid)

    groups = [row[2] for row in sections] or [row[1] for row in home_groups]
    waiting, quiet = needs_today(groups, "waiting"), needs_today(groups, "quiet")
    talks, planless = needs_today(groups, "talks"), needs_today(groups, "planless")
    stepped = [
        (learner.person.name, reverse("teacher:learner", args=[learner.uuid]))
        for learner_id, learner in rosters.learners.items()
        if any(learner_id in group.stepped for group in groups)
    ]

    def all_of(kind, wanted):
        """Where all of a kind stand: the grids of the sections that have any."""
        return [
            (one.title, f"{href}?filter={wanted}")
            for one, _d, group, href in sections
            if getattr(group, kind)
        ]

    wishes = wishes_for_adult(viewer) if rosters.learners else ()
    record_list_view(viewer=viewer, learners=len(rosters.learners), page="teacher:home")
    page |= {
        "wishes": wishes[:SHOWN],
        "wishes_more": len(wishes[SHOWN:]),
        "all_waiting": all_of("waiting", GridFilter.NEEDS_DECISION),
        "all_quiet": all_of("quiet", GridFilter.NO_RECENT_EVIDENCE),
        "sections": sections,
        "home_groups": home_groups,
        "waiting": [line(need) for need in waiting[:SHOWN]],
        "waiting_count": len(waiting),
        "quiet": [line(need) for need in quiet[:SHOWN]],
        "quiet_count": len(quiet),
        "talks": [line(need) for need in talks],
        "planless": [line(need) for need in planless[:SHOWN]],
        "planless_count": len(planless),
        "quiet_days": QUIET_AFTER.days,
        "stepped": stepped[:SHOWN],
        "stepped_count": len(stepped),
        # A tutor without a group of her own begins with the learners whom she helps.
        "tutored": [
            (
                one.person.name,
                one.school.name if one.school else "",
                reverse("teacher:learner", args=[one.uuid]),
            )
            for one in (() if sections or home_groups else find_learners(viewer, "")[:TUTORED])
        ],
        "ready_count": count_ready(viewer) if rosters.learners else 0,
        "looks_count": count_second_looks(viewer) if rosters.learners else 0,
        "first_name": viewer.name.split(" ")[0],
    }
    return render(request, "teacher/home.html", page)
