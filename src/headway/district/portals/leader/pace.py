"""Pace of schools and cohorts for leaders, and how earlier forecasts came out; both as pages and as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from defusedcsv import csv as safe_csv
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headway.district.foundation.api import Refused, clock, translated
from headway.district.pacing.api import (
    BackTestInfo,
    GroupPaceInfo,
    GroupTable,
    LevelRow,
    Window,
    ask_for_back_tests,
    back_test_wish,
    back_tests,
    pace_by,
    trend_by,
)
from headway.district.policy.api import can_change_rules
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.presenting.hidden import hidden_words
from headway.district.portals.presenting.paces import unit_words
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["urlpatterns"]

GROUPINGS = ("school", "cohort")
WINDOWS = {"year": Window.year(), "term": Window.term(), "weeks": Window.last_weeks(6)}


def _asked(request: PortalRequest) -> tuple[str, str]:
    by, window = request.GET.get("by", "school"), request.GET.get("window", "year")
    return (by if by in GROUPINGS else "school"), (window if window in WINDOWS else "year")


@require_safe
def pace(request: PortalRequest) -> HttpResponse:
    """Pace by school or cohort, domain by domain, with counts and levels beside it; small groups left out."""
    by, window = _asked(request)
    tables = pace_by(request.viewer, by, window=WINDOWS[window])
    codes = [one.domain.code for one in tables]
    chosen = request.GET.get("domain", "")
    table = next((one for one in tables if one.domain.code == chosen), tables[0] if tables else None)
    spans, trend = trend_by(request.viewer, table.domain.id, by) if table else ((), ())
    named = [
        f"{date_format(first, 'MONTH_DAY_FORMAT')} – {date_format(last, 'MONTH_DAY_FORMAT')}"
        for first, last in spans
    ]
    return render(
        request,
        "leader/pace.html",
        {
            "by": by,
            "window": window,
            "domain": table.domain.code if table else "",
            "groupings": [("school", _("School")), ("cohort", _("Cohort: the year they came"))],
            "windows": [
                ("year", _("This school year")),
                ("term", _("This part of the year")),
                ("weeks", _("The last six weeks")),
            ],
            "domains": [
                (code, translated(one.domain, "name")) for code, one in zip(codes, tables, strict=True)
            ],
            "page": _page(table) if table else None,
            "spans": named,
            "span_columns": [{"label": one, "num": True} for one in named],
            "trend": [(name, [_number(one) for one in paces]) for name, paces in trend],
            "smallest": SMALLEST_SHOWN,
        },
    )


def _has_bands(table: GroupTable) -> bool:
    return len(table.bands) > 2


def _page(table: GroupTable) -> dict[str, Any]:
    has_bands = _has_bands(table)
    # Without a rate that the district expects, all that a level tells is how many have a pace.
    told = [place for place, one in enumerate(table.bands) if has_bands or one != "no_days"]
    rows = [_row(one) for one in table.groups]
    if table.shown_together is not None:
        rows.append({**_row(table.shown_together), "name": _("All that are shown together")})
    return {
        "domain": translated(table.domain, "name"),
        "has_bands": has_bands,
        "bands": [_band(one) for one in table.bands],
        "band_columns": [{"label": _band(one), "num": True} for one in table.bands],
        "rows": rows,
        "expected": _number(table.groups[0].expected) if table.groups and table.groups[0].expected else "",
        "sentences": (*(table.shown_together or table.groups[0]).sentences, unit_words())
        if table.groups
        else (),
        "levels": [
            (
                _(
                    "Level %(level)s",
                )
                % {"level": one.level}
                if one.level is not None
                else _("Nothing decided yet"),
                [(_band(table.bands[place]), one.counts[place]) for place in told],
            )
            for one in table.levels
            if _is_told(one, told)
        ],
        "levels_left_out": not all(_is_told(one, told) for one in table.levels),
        "level_columns": [{"label": _band(table.bands[place]), "num": True} for place in told],
    }


def _is_told(level: LevelRow, told: Sequence[int]) -> bool:
    return any(level.counts[place] is not None for place in told)


def _row(info: GroupPaceInfo) -> dict[str, Any]:
    measured = info.measured
    return {
        "name": info.name,
        "learners": info.learners,
        "units": _number(measured.units) if measured else None,
        "days": _number(measured.days) if measured else None,
        "pace": _number(measured.units_per_year) if measured else None,
        "counts": info.counts,
        "hidden": measured is None,
    }


def _band(code: str) -> str:
    return {
        "no_days": _("No school days yet"),
        "paced": _("With a pace"),
        "below": _("Under the expected rate"),
        "at": _("At the expected rate or over"),
    }[code]


def _number(value: float | None) -> str:
    return "–" if value is None else number_format(round(value, 1))


@require_safe
def pace_csv(request: PortalRequest) -> HttpResponse:
    """The same numbers as a file, with the same small groups left out."""
    by, window = _asked(request)
    hidden = hidden_words(SMALLEST_SHOWN)
    response, writer = _file(f"pace-{by}-{clock.today().isoformat()}.csv")
    header = [
        _("Group"),
        _("Domain"),
        _("Learners"),
        _("Learning units"),
        _("Own instructional days"),
        _("Units a year"),
    ]
    tables = pace_by(request.viewer, by, window=WINDOWS[window])
    # How learners lie is told, as on the page, where the district expects a rate; in any domain, for a column has one name.
    bands = next((one.bands for one in tables if _has_bands(one)), ())
    writer.writerow([*header, *map(_band, bands)])
    for table in tables:
        for info in table.groups:
            row = _row(info)
            shown = [
                hidden if row[name] is None else row[name] for name in ("learners", "units", "days", "pace")
            ]
            counts = (
                [hidden if one is None else one for one in info.counts]
                if _has_bands(table)
                else [""] * len(bands)
            )
            writer.writerow([info.name, translated(table.domain, "name"), *shown, *counts])
    return response


@require_safe
def forecasts(request: PortalRequest) -> HttpResponse:
    """How earlier forecasts came out: for each school and term, and the district."""
    return render(
        request,
        "leader/pace_forecasts.html",
        {
            "reports": [_report(one) for one in back_tests(request.viewer)],
            "may_generate": can_change_rules(request.viewer),
            "wish": back_test_wish(request.viewer),
            "smallest": SMALLEST_SHOWN,
        },
    )


def _report(one: BackTestInfo) -> dict[str, Any]:
    told = one.told
    return {
        "name": one.organisation_name,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "version": one.version,
        "is_enough": told is not None,
        "is_early": one.is_early,
        "horizon": one.horizon,
        "targets": told.targets if told else "–",
        "ranges": told.ranges if told else "–",
        "covered": _of_ten(told.covered if told else None),
        "early": _of_ten(told.early if told else None),
        "late": _of_ten(told.late if told else None),
        "width": _number(told.width if told else None),
        "refused": _of_ten(told.refused if told else None),
        "open": told.open if told else None,
        "bins": [
            (_of_ten(bin_.low), _of_ten(bin_.high), bin_.count, _of_ten(bin_.told), _of_ten(bin_.came))
            for bin_ in (told.bins if told else ())
        ],
    }


def _of_ten(share: float | None) -> str:
    return "–" if share is None else number_format(round(10 * share, 1))


@require_POST
def ask(request: PortalRequest) -> HttpResponse:
    """Have forecasts compared once more, as of a day, in the next nightly run. Leaders of the district."""
    try:
        text = request.POST.get("as_of", "").strip()
        try:
            as_of = clock.read_date(text) if text else None
        except ValueError as problem:
            raise Refused(
                _("The date could not be read."), remedy=_("Choose a day of this school year.")
            ) from problem
        ask_for_back_tests(request.viewer, as_of)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The comparison will be made tonight."))
    return redirect("leader:pace_forecasts")


@require_safe
def forecasts_csv(request: PortalRequest) -> HttpResponse:
    response, writer = _file(f"forecasts-{clock.today().isoformat()}.csv")
    writer.writerow(
        [
            _("School or district"),
            _("Known up to"),
            _("Held against what came until"),
            _("Forecasts"),
            _("With a range and a known end"),
            _("Within the range, of 10"),
            _("Earlier, of 10"),
            _("Later, of 10"),
            _("Width in instructional days"),
            _("Refused, of 10"),
            _("Version"),
        ]
    )
    for one in back_tests(request.viewer):
        told = _report(one)
        writer.writerow(
            [told["name"], one.from_on.isoformat(), one.until_on.isoformat(), told["targets"], told["ranges"],
             told["covered"], told["early"], told["late"], told["width"], told["refused"], one.version]
        )  # fmt: skip
    return response


def _file(name: str) -> tuple[HttpResponse, Any]:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response, safe_csv.writer(response)


urlpatterns = [
    portal_path("leader", route, view, name=name)
    for route, view, name in (
        ("pace/", pace, "pace"),
        ("pace/table.csv", pace_csv, "pace_csv"),
        ("pace/forecasts/", forecasts, "pace_forecasts"),
        ("pace/forecasts/table.csv", forecasts_csv, "pace_forecasts_csv"),
        ("pace/forecasts/make/", ask, "pace_forecasts_make"),
    )
]
