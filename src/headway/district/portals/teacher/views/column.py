"""One competency for a whole section: see everybody, and rate everybody, in one act."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import DomainKind, competency, descriptors
from headway.district.evidence.api import EvidenceForm, RatingLine
from headway.district.foundation.api import FieldProblem, Refused, clock, new_uuid, translated
from headway.district.people.api import Viewer, record_list_view, visible_section
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.presenters.grids import grid_page
from headway.district.portals.teacher.reading import at_fields, level_of, observed_at, read_observed
from headway.district.portals.teacher.views.frame import address_of_pairs, frame, offer_undo
from headway.district.proficiency import api as proficiency

__all__ = ["column"]


def column(request: PortalRequest, section_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> HttpResponse:
    """The list of learners with a choice of levels each; those left out stay as they are."""
    viewer: Viewer = request.viewer
    here = visible_section(viewer, section_uuid)
    about = competency(competency_uuid)
    if about.kind == DomainKind.HABITS:
        return redirect("teacher:section_habits", section_uuid=section_uuid)
    page = frame(request)
    found = proficiency.grid(viewer, here, [about.id], as_of=page["as_of"])
    record_list_view(viewer=viewer, section=here, learners=found.learners, page="teacher:column")
    if request.method == "POST":
        try:
            return _record(request, viewer, here, about, found)
        except Refused as problem:
            page["problems"] = at_fields(problem)
    back = reverse("teacher:section", args=[here.uuid])
    page |= {
        "section": here,
        "competency": about,
        "grid": grid_page(
            found,
            page["scale"],
            address=address_of_pairs(here.uuid),
            learner_url=lambda one: reverse("teacher:learner", args=[one]),
            column_url=lambda _one: request.path,
        ),
        "uuids": [row.learner_uuid for row in found.rows],
        "descriptors": [(one.level, translated(one, "text")) for one in descriptors(about.id)],
        "forms": EvidenceForm.choices,
        "today": clock.today(),
        "request_key": request.POST.get("request_key", "")[:64] or str(new_uuid()),
        "given": request.POST,
        "back": back,
        "stack_url": reverse("teacher:competency_stack", args=[here.uuid, about.uuid]),
        "crumbs": [(_("Today"), reverse("teacher:home")), (here.title, back)],
    }
    page.setdefault("problems", ())
    page["at_field"] = {problem.field: problem for problem in page["problems"]}
    return render(request, "teacher/column.html", page, status=422 if page["problems"] else 200)


def _record(request: PortalRequest, viewer: Viewer, here: Any, about: Any, found: Any) -> HttpResponse:
    observed = read_observed(request.POST)
    lines = []
    problems = list(observed.problems)
    for row in found.rows:
        given = request.POST.get(f"level-{row.learner_uuid}", "")
        if not given:
            continue
        level = level_of(given)
        if level is None:
            problems.append(
                FieldProblem(
                    _("The level for %(name)s could not be read.") % {"name": row.name},
                    field=f"level-{row.learner_uuid}",
                    remedy=_("Choose one of the levels."),
                )
            )
            continue
        lines.append(
            RatingLine(
                learner_id=row.learner_id,
                competency_id=about.id,
                level=level,
                observed_at=observed_at(observed.observed_on),
                title=observed.title,
                form=observed.form,
                setting=observed.setting,
                section_id=here.pk,
                note=observed.note,
                # One key for each learner, so that a form sent again is recognised whoever was added to it.
                request_key=f"{observed.request_key}:{row.learner_id}" if observed.request_key else "",
            )
        )
    if not lines and not problems:
        problems.append(
            FieldProblem(
                _("No level is chosen yet."),
                field=f"level-{found.rows[0].learner_uuid}" if found.rows else "",
                remedy=_("Choose a level for at least one learner; the others stay as they are."),
            )
        )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
    outcome = proficiency.record_ratings(lines, viewer=viewer)
    count = len(lines)
    if outcome.repeated:
        sentence = _("This form had been saved already, so nothing was added.")
    else:
        sentence = ngettext(
            "Recorded for %(count)s learner: %(title)s.", "Recorded for %(count)s learners: %(title)s.", count
        ) % {"count": count, "title": translated(about, "title")}
        waiting = sum(pair.standing.needs_decision for pair in outcome.pairs)
        if waiting:
            sentence += " " + ngettext(
                "%(count)s decision is waiting.", "%(count)s decisions are waiting.", waiting
            ) % {"count": waiting}
    # A whole section's ratings are taken back as they were given: as one act, and after a second look.
    undo = reverse("teacher:take_back_act", args=[outcome.act_uuid]) if outcome.act_uuid else ""
    offer_undo(request, sentence, undo, asks=True)
    return redirect(request.path)
