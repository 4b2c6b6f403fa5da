"""Pasting ratings from a spreadsheet: look at every row first, then record all of them in one act."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.evidence.api import EvidenceForm
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.people.api import (
    Purpose,
    Viewer,
    learners_of_section,
    record_list_view,
    visible_learners,
    visible_section,
)
from headway.district.portals.access import PortalRequest
from headway.district.portals.teacher.pasting.checking import checked
from headway.district.portals.teacher.pasting.rows import (
    DATE_ORDERS,
    PastedRow,
    Settings,
    lines_of,
    plain_name,
    rows_of,
)
from headway.district.portals.teacher.pasting.table import Competencies, table_of, text_of_file
from headway.district.portals.teacher.reading import LONGEST_TITLE, at_fields, read_observed
from headway.district.portals.teacher.views.frame import frame, map_in_force, offer_undo
from headway.district.proficiency import api as proficiency

__all__ = ["paste"]


def paste(request: PortalRequest, section_uuid: uuid.UUID) -> HttpResponse:
    viewer: Viewer = request.viewer
    section = visible_section(viewer, section_uuid)
    mine = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    learners = list(learners_of_section(viewer, section).filter(pk__in=mine))
    record_list_view(viewer=viewer, section=section, learners=len(learners), page="teacher:paste")
    page = _page(request, section, learners)
    if request.method != "POST":
        return render(request, "teacher/paste.html", page)
    try:
        text = _text(request)
        page["text"] = text
        settings = _settings(request)
        page["settings"] = settings
        rows = checked(_rows(viewer, text, learners, settings), section, settings.form, viewer)
    except Refused as problem:
        page["problems"] = at_fields(problem)
        page["at_field"] = {one.field: one for one in page["problems"]}
        return render(request, "teacher/paste.html", page, status=problem.status)
    new = [row for row in rows if row.state == "new"]
    stopped = [row for row in rows if row.state in ("problem", "asks")]
    looked_at = _digest(rows)
    if request.POST.get("step") == "confirm" and new:
        leaves_out = bool(request.POST.get("leave_out"))
        if request.POST.get("looked_at") != looked_at:
            page["changed"] = True
        elif not stopped or leaves_out:
            try:
                outcome = proficiency.record_ratings(lines_of(new, section, settings.form), viewer=viewer)
            except Refused as problem:
                page["problems"] = _named(problem, new)
            else:
                return _done(request, section, outcome, len(new))
        else:
            page["must_choose"] = True
    counts = Counter(row.state for row in rows)
    page |= {
        "rows": rows,
        "counts": counts,
        "new": len(new),
        "stopped": len(stopped),
        "asks": _asked(rows),
        "looked_at": looked_at,
        "chosen": [(name, learner) for name, learner in settings.chosen.items()],
    }
    status = 422 if page["problems"] else 200
    return render(request, "teacher/paste_preview.html", page, status=status)


def _page(request: PortalRequest, section: Any, learners: list[Any]) -> dict[str, Any]:
    back = reverse("teacher:section", args=[section.uuid])
    example = learners[0] if learners else None
    competencies = map_in_force().competencies
    return {
        **frame(request),
        "as_of_on": None,
        "as_of": None,
        "section": section,
        "learners": len(learners),
        "example": (example.person.name, competencies[0].code) if example and competencies else None,
        "text": "",
        "settings": None,
        "forms": EvidenceForm.choices,
        "orders": [
            ("iso", _("year-month-day")),
            ("mdy", _("month/day/year")),
            ("dmy", _("day/month/year")),
        ],
        "today": clock.today(),
        "problems": (),
        "at_field": {},
        "changed": False,
        "must_choose": False,
        "back": back,
        "crumbs": [(_("Today"), reverse("teacher:home")), (section.title, back)],
    }


def _text(request: PortalRequest) -> str:
    upload = request.FILES.get("file")
    if upload is not None:
        return text_of_file(upload)
    return request.POST.get("cells", "")


def _settings(request: PortalRequest) -> Settings:
    observed = read_observed(request.POST)
    if observed.problems:
        first = observed.problems[0]
        raise Refused(first.sentence, remedy=first.remedy, problems=observed.problems)
    if observed.observed_on > clock.today():
        sentence, remedy = (
            _("The observation lies in the future."),
            _("Give the day on which the work was shown, today or earlier."),
        )
        raise Refused(
            sentence, remedy=remedy, problems=(FieldProblem(sentence, "observed_on", remedy=remedy),)
        )
    order = request.POST.get("date_order", "")
    form = observed.form if observed.form in EvidenceForm.values else EvidenceForm.OBSERVATION
    chosen = {
        plain_name(name): learner
        for name, learner in zip(
            request.POST.getlist("meant_name"), request.POST.getlist("meant_learner"), strict=False
        )
        if learner
    }
    return Settings(
        observed_on=observed.observed_on,
        date_order=order if order in DATE_ORDERS else DATE_ORDERS[0],
        form=form,
        title=observed.title[:LONGEST_TITLE],
        chosen=chosen,
    )


def _rows(viewer: Viewer, text: str, learners: list[Any], settings: Settings) -> tuple[PastedRow, ...]:
    continuum = map_in_force()
    competencies = Competencies(continuum)
    return rows_of(
        table_of(text, competencies),
        viewer=viewer,
        learners=learners,
        continuum=continuum,
        competencies=competencies,
        settings=settings,
    )


def _asked(rows: tuple[PastedRow, ...]) -> list[tuple[str, tuple[Any, ...]]]:
    """Names that may be several learners, once each, with those whom they may be."""
    found: Mapping[str, tuple[Any, ...]] = {
        plain_name(row.who): (row.who, row.candidates) for row in rows if row.state == "asks"
    }
    return list(found.values())


def _digest(rows: tuple[PastedRow, ...]) -> str:
    """What would be recorded, so that nothing else is recorded than what was looked at."""
    text = "\n".join(f"{row.request_key} {row.feedback}" for row in rows if row.state == "new")
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _named(problem: Refused, new: list[PastedRow]) -> tuple[FieldProblem, ...]:
    """Problems of the record's own checks, by the row of the table."""
    found = []
    for one in problem.problems or (FieldProblem(problem.sentence, remedy=problem.remedy),):
        place = int(one.row) - 1 if one.row.isdecimal() else -1
        row = str(new[place].number) if 0 <= place < len(new) else ""
        found.append(FieldProblem(one.sentence, field="", row=row, remedy=one.remedy))
    return tuple(found)


def _done(request: PortalRequest, section: Any, outcome: Any, count: int) -> HttpResponse:
    if outcome.repeated:
        offer_undo(request, _("This form had been saved already, so nothing was added."))
    else:
        sentence = ngettext("Recorded: %(count)s rating.", "Recorded: %(count)s ratings.", count) % {
            "count": count
        }
        waiting = sum(pair.standing.needs_decision for pair in outcome.pairs)
        if waiting:
            sentence += " " + ngettext(
                "%(count)s decision is waiting.", "%(count)s decisions are waiting.", waiting
            ) % {"count": waiting}
        offer_undo(request, sentence, reverse("teacher:take_back_act", args=[outcome.act_uuid]), asks=True)
    return redirect("teacher:section", section_uuid=section.uuid)
