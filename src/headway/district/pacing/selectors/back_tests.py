"""The reports on how forecasts came out, for those who lead a school or the district."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headway.district.pacing.models import BackTest, BackTestWish
from headway.district.pacing.policies import check_reports, reports_scope
from headway.district.pacing.types import BackTestBin, BackTestInfo, BackTestNumbers, BackTestWishInfo
from headway.district.people.api import Viewer
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["back_test_wish", "back_tests"]


def back_tests(viewer: Viewer) -> tuple[BackTestInfo, ...]:
    """The latest report of each school and term (and of the district) that the viewer leads, the newest first.

    What few forecasts tell is left out here. Raises NotFound for everybody who leads nothing; learners and families never
    see one.
    """
    check_reports(viewer)
    rows = BackTest.objects.filter(organisation__in=reports_scope(viewer)).select_related("organisation")
    found: dict[Any, BackTestInfo] = {}
    for row in rows.order_by("-from_on", "organisation__path", "-recorded_at", "-pk"):
        found.setdefault((row.organisation_id, row.from_on), _info(row))
    return tuple(found.values())


def back_test_wish(viewer: Viewer) -> BackTestWishInfo | None:
    """What leaders of the district asked for last. Raises NotFound for everybody who leads nothing."""
    check_reports(viewer)
    row = BackTestWish.objects.order_by("pk").last()
    if row is None:
        return None
    return BackTestWishInfo(row.as_of, row.asked_at, row.made if row.done_at else None)


def _info(row: BackTest) -> BackTestInfo:
    report = row.report
    return BackTestInfo(
        row.uuid,
        row.organisation.name,
        row.from_on,
        row.until_on,
        row.version,
        report["horizon"],
        report["open"] > report["ranges"],
        _numbers(report),
        row.recorded_at,
    )


def _numbers(report: Mapping[str, Any]) -> BackTestNumbers | None:
    """None where so few came to an end that a share would tell of single learners, and nothing of the forecast."""
    if report["ranges"] < SMALLEST_SHOWN or not report.get("is_enough", True):
        return None
    return BackTestNumbers(
        report["targets"],
        report["ranges"],
        report["covered"],
        report["early"],
        report["late"],
        report["width"],
        report["refused"],
        report["open"] if report["open"] >= SMALLEST_SHOWN else None,
        tuple(
            BackTestBin(one["low"], one["high"], one["count"], one["told"], one["came"])
            for one in report["bins"]
            if one["count"] >= SMALLEST_SHOWN
        ),
    )
