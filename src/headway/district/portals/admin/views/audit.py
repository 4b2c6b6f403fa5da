"""Who did or saw what, when and why."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from defusedcsv import csv as safe_csv
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from headway.district.foundation.api import FieldProblem, Refused, clock, trail, trail_rows
from headway.district.foundation.api import audit as audit_writer
from headway.district.portals.access import PortalRequest
from headway.district.portals.admin import presenters


@dataclass(frozen=True)
class Asked:
    """The selection in the address; what could not be read is a problem beside it and selects nothing."""

    act: str
    from_on: dt.date | None
    to_on: dt.date | None
    learner_uuid: uuid.UUID | None
    problems: tuple[FieldProblem, ...]

    @property
    def selection(self) -> dict:
        return {
            "act": self.act,
            "from_on": self.from_on,
            "to_on": self.to_on,
            "learner_uuid": self.learner_uuid,
        }

    @property
    def query(self) -> str:
        values = {name: str(value) for name, value in self.selection.items() if value}
        values["learner"] = values.pop("learner_uuid", "")
        return urlencode({name: value for name, value in values.items() if value})


def _asked(request: PortalRequest) -> Asked:
    problems: list[FieldProblem] = []

    def read(name: str, parse, sentence: str):
        text = request.GET.get(name, "").strip()
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            problems.append(FieldProblem(sentence=sentence, field=name))
            return None

    date_sentence = _("The date could not be read; write it as year-month-day.")
    from_on = read("from_on", clock.read_date, date_sentence)
    to_on = read("to_on", clock.read_date, date_sentence)
    learner = read("learner", uuid.UUID, _("The learner's identifier could not be read."))
    act = request.GET.get("act", "")
    if act not in dict(presenters.act_choices()):
        act = ""
    return Asked(act, from_on, to_on, learner, tuple(problems))


@require_GET
def show(request: PortalRequest) -> HttpResponse:
    asked = _asked(request)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 1 <= int(number) <= 100_000 else 1
    found = trail(**asked.selection, page=page)

    def address(to: int) -> str:
        return f"?{urlencode({'page': to})}&{asked.query}".rstrip("&")

    return render(
        request,
        "admin/audit.html",
        {
            "asked": asked,
            "acts": presenters.act_choices(),
            "rows": presenters.audit_rows(found.entries),
            "page": page,
            "newer": address(page - 1) if page > 1 else "",
            "older": address(page + 1) if found.has_more else "",
        },
        status=422 if asked.problems else 200,
    )


class _Line:
    """The csv module writes to a file; this one hands each line on."""

    def write(self, line: str) -> str:
        return line


@require_GET
def csv(request: PortalRequest) -> StreamingHttpResponse:
    """The selection as a file. Taking the trail out of the house is an act of its own."""
    asked = _asked(request)
    if asked.problems:
        # A selection that was not understood must not become the whole trail.
        raise Refused(asked.problems[0].sentence, problems=asked.problems)
    with transaction.atomic():
        audit_writer.record(
            by=request.viewer.actor,
            act="foundation.trail_exported",
            learner_uuid=asked.learner_uuid,
            selection=asked.query if not asked.learner_uuid else "one learner",
        )
    writer = safe_csv.writer(_Line())

    def lines():
        yield writer.writerow(
            ["at", "actor_kind", "actor", "act", "subject", "subject_uuid", "learner_uuid", "reason"]
        )
        for entry in trail_rows(**asked.selection):
            yield writer.writerow(
                [
                    entry.at.isoformat(),
                    entry.actor_kind,
                    entry.actor_key,
                    entry.act,
                    entry.subject_kind,
                    entry.subject_uuid or "",
                    entry.learner_uuid or "",
                    entry.reason,
                ]
            )

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    return response
