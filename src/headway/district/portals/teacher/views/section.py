"""The class grid: learners of one section × competencies."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, DomainKind, StrandInfo
from headway.district.foundation.api import translated
from headway.district.people.api import Viewer, learners_of_section, record_list_view, visible_section
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.columns import ColumnChoice, choose_columns, working_levels
from headway.district.portals.teacher.presenters.grids import grid_page
from headway.district.portals.teacher.reading import level_of
from headway.district.portals.teacher.views.frame import address_of_pairs, frame, map_in_force, with_query
from headway.district.proficiency import api as proficiency
from headway.district.proficiency.api import QUIET_AFTER, STALLED_AFTER, GridFilter

__all__ = ["columns_of", "section"]

_NOTHING = uuid.UUID(int=1)


def section(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer
    page = frame(request)
    here = visible_section(viewer, section_uuid)
    continuum = map_in_force()
    choice, learners = _choice(request, viewer, here, continuum, page["as_of"])
    wanted = request.GET.get("filter", "")
    wanted = wanted if wanted in GridFilter.values else ""
    found = proficiency.grid(
        viewer,
        here,
        [one.id for one in choice.columns],
        domain=choice.domain,
        filter=wanted or None,
        as_of=page["as_of"],
        learners=learners,
    )
    record_list_view(viewer=viewer, section=here, learners=found.learners, page="teacher:section")
    as_of_text = page["as_of_on"].isoformat() if page["as_of_on"] else None
    shown = grid_page(
        found,
        page["scale"],
        address=address_of_pairs(here.uuid, as_of=as_of_text),
        learner_url=lambda one: _with_as_of(reverse("teacher:learner", args=[one]), as_of_text),
        column_url=_column_urls(here.uuid),
    )
    page |= {
        "section": here,
        "grid": shown,
        "learners": found.learners,
        "choice": choice,
        "lead": _lead(found.learners, choice),
        "filters": [
            (_("Everyone"), with_query(request, filter=None), not wanted),
            *((one.label, with_query(request, filter=one.value), wanted == one) for one in GridFilter),
        ],
        "filter": wanted,
        "stalled_days": STALLED_AFTER.days,
        "quiet_days": QUIET_AFTER.days,
        "everyone_url": with_query(request, filter=None),
        "domains": [(one.code, translated(one, "name")) for one in _rated(continuum)],
        "strands": [
            (one.code, translated(one, "name"))
            for one in (continuum.strands_of(choice.domain.id) if choice.domain else ())
        ],
        "levels": [(level, level) for level in continuum.levels],
        "keep": [(name, request.GET[name]) for name in ("filter", "as_of") if request.GET.get(name)],
        "keep_for_past": [
            (name, request.GET[name])
            for name in ("domain", "strand", "from", "to", "filter")
            if request.GET.get(name)
        ],
    }
    return render(request, "teacher/section.html", page)


def columns_of(
    request: PortalRequest, viewer: Viewer, here: Any, continuum: ContinuumMap
) -> tuple[CompetencyInfo, ...]:
    """The competencies that the class grid of this section shows when nothing else is asked for."""
    choice, _learners = _choice(request, viewer, here, continuum, None)
    return choice.columns


def _choice(
    request: PortalRequest, viewer: Viewer, here: Any, continuum: ContinuumMap, as_of: Any
) -> tuple[ColumnChoice, list | None]:
    """The columns, and the section's learners where they had to be read to find them."""
    domain, strand = _asked_place(request, here, continuum)
    first, last = level_of(request.GET.get("from")), level_of(request.GET.get("to"))
    at_work = everybody = None
    if first is None and last is None:
        everybody = list(learners_of_section(viewer, here))
        of_learner = proficiency.standings_of_many(viewer, everybody, as_of)
        standings = [one for standings in of_learner.values() for one in standings.values()]
        if domain is None:
            domain = _busiest(continuum, standings)
        at_work = working_levels(continuum, standings, domain.id if domain else None)
    choice = choose_columns(
        continuum,
        domain=domain,
        strand=strand,
        first=first,
        last=last,
        at_work=at_work,
        course_level=here.course.level if here.course else None,
    )
    return choice, everybody


def _asked_place(
    request: PortalRequest, here: Any, continuum: ContinuumMap
) -> tuple[DomainInfo | None, StrandInfo | None]:
    """The domain and strand that were asked for; without one the domain that the course is mostly about."""
    asked = request.GET.get("domain") or (here.course.domain_code if here.course else "")
    domain = next((one for one in _rated(continuum) if asked and one.code == asked), None)
    code = request.GET.get("strand", "")
    strand = next(
        (
            one
            for one in continuum.strands
            if code and domain and one.code == code and one.domain_id == domain.id
        ),
        None,
    )
    return domain, strand


def _rated(continuum: ContinuumMap) -> tuple[DomainInfo, ...]:
    """Domains whose competencies are rated: habits of success are noted on a page of their own."""
    return tuple(one for one in continuum.domains if one.kind != DomainKind.HABITS)


def _busiest(continuum: ContinuumMap, standings: list) -> DomainInfo | None:
    """Where a section has no course: the domain in which most work is under way, else the first."""
    counts = {one.id: 0 for one in _rated(continuum)}
    for standing in standings:
        competency = continuum.by_id.get(standing.competency_id)
        if competency is not None and competency.domain_id in counts:
            counts[competency.domain_id] += 1
    return max(_rated(continuum), key=lambda one: counts[one.id], default=None)


def _lead(learners: int, choice: ColumnChoice) -> str:
    parts = [ngettext("%(count)s learner", "%(count)s learners", learners) % {"count": learners}]
    if choice.domain:
        parts.append(translated(choice.domain, "name"))
    if choice.strand:
        parts.append(translated(choice.strand, "name"))
    if choice.first is not None:
        if choice.first == choice.last:
            parts.append(_("level %(level)s of the continuum") % {"level": choice.first})
        else:
            parts.append(
                _("levels %(first)s to %(last)s of the continuum")
                % {"first": choice.first, "last": choice.last}
            )
    if choice.first is not None and choice.chosen_by_system:
        parts.append(_("where most of their work is under way"))
    return " · ".join(parts)


def _column_urls(section_uuid: uuid.UUID):
    pattern = reverse("teacher:column", kwargs={"section_uuid": section_uuid, "competency_uuid": _NOTHING})
    before, after = pattern.split(str(_NOTHING), 1)
    return lambda competency_uuid: f"{before}{competency_uuid}{after}"


def _with_as_of(address: str, as_of: str | None) -> str:
    return f"{address}?as_of={as_of}" if as_of else address
