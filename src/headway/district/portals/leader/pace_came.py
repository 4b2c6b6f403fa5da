"""Signals against the district's own agreed days that came, beside the report on forecasts: a page and a file."""

from __future__ import annotations

from defusedcsv import csv as safe_csv
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.leader.group_words import group_words, kind_words
from headway.district.proficiency.api import SMALLEST_SHOWN
from headway.district.signals.api import SignalsCameOut, SignalsCameOutRow, signals_came_out

__all__ = ["urlpatterns"]

YEARS = {"this": 0, "last": 1}


def _asked(request: PortalRequest) -> str:
    year = request.GET.get("year", "this")
    return year if year in YEARS else "this"


def _columns() -> list[str]:
    """In the order of `Outcome`, with what stands before and after."""
    return [
        _("Agreed days that came"),
        _("Not yet met: signalled four weeks before or more"),
        _("Not yet met: signalled later"),
        _("Not yet met: no signal"),
        _("Met after a signal"),
        _("Met, no signal"),
        _("Weeks from the signal to the day, the middle one"),
    ]


def _cells(row: SignalsCameOutRow) -> list[int | str | None]:
    weeks = None if row.weeks is None else number_format(round(row.weeks, 1))
    return [row.days, *row.parts, weeks]


@require_safe
def came_out(request: PortalRequest) -> HttpResponse:
    """Which targets that were not met had a signal four weeks before, and which that were met had one too (R067)."""
    year = _asked(request)
    found = signals_came_out(request.viewer, YEARS[year])
    names = _columns()
    told = [one for one in found.rows if one.days is not None]
    hidden = [one for one in found.rows if one.days is None]
    return render(
        request,
        "leader/pace_came.html",
        {
            "year": year,
            "years": [("this", _("This school year")), ("last", _("The school year before"))],
            "found": found,
            "nothing": _nothing(year, found),
            "names": names,
            "columns": [{"label": one, "num": True} for one in names],
            "whole": list(zip(names, _cells(found.whole), strict=True)) if found.whole else [],
            "schools": [(_name(one), _cells(one)) for one in told if one.kind == "school"],
            "groups": [(_name(one), _cells(one)) for one in told if one.kind != "school"],
            "hidden_schools": [_name(one) for one in hidden if one.kind == "school"],
            "hidden_groups": [_name(one) for one in hidden if one.kind != "school"],
            "smallest": SMALLEST_SHOWN,
        },
    )


def _nothing(year: str, found: SignalsCameOut) -> str:
    """Why there is nothing to show of the year chosen; "" where there is something."""
    if found.from_on is None:
        return (
            _("Nothing is recorded of this school year.")
            if year == "this"
            else _("Nothing is recorded of the school year before.")
        )
    if found.came:
        return ""
    return (
        _("No target has ended yet in this school year.")
        if year == "this"
        else _("No target ended in the school year before.")
    )


def _name(row: SignalsCameOutRow) -> str:
    if row.kind == "school":
        return row.group or _("No school")
    return f"{kind_words(row.kind)}: {group_words(row.group)}"


@require_safe
def came_out_csv(request: PortalRequest) -> HttpResponse:
    """The same numbers as a file, with the same small ones left out; no row where no agreed day came."""
    year = _asked(request)
    found = signals_came_out(request.viewer, YEARS[year])
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"signals-{found.from_on or year}-{found.until_on or year}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = safe_csv.writer(response)
    writer.writerow([_("Group"), _("From"), _("Until"), *_columns()])
    hidden = _("not shown")
    rows = [(_("All together"), found.whole)] if found.came and found.whole else []
    rows += [(_name(one), one) for one in found.rows]
    for group, row in rows:
        cells = [hidden if one is None else one for one in _cells(row)]
        writer.writerow([group, found.from_on, found.until_on, *cells])
    return response


urlpatterns = [
    portal_path("leader", "pace/signals/", came_out, name="pace_came"),
    portal_path("leader", "pace/signals/table.csv", came_out_csv, name="pace_came_csv"),
]
