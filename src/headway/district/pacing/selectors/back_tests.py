"""The reports on how forecasts came out, for those who lead a school or the district."""

from __future__ import annotations

from typing import Any

from headway.district.pacing.models import BackTest
from headway.district.pacing.policies import check_reports, reports_scope
from headway.district.pacing.types import BackTestInfo
from headway.district.people.api import Viewer

__all__ = ["back_test_of", "back_tests"]


def back_tests(viewer: Viewer) -> tuple[BackTestInfo, ...]:
    """The latest report of each school and term (and of the district) that the viewer leads, the newest first.

    Raises NotFound for everybody who leads nothing; learners and families never see one.
    """
    check_reports(viewer)
    rows = BackTest.objects.filter(organisation__in=reports_scope(viewer)).select_related("organisation")
    found: dict[Any, BackTestInfo] = {}
    for row in rows.order_by("-from_on", "organisation__path", "-recorded_at", "-pk"):
        found.setdefault((row.organisation_id, row.from_on), _info(row))
    return tuple(found.values())


def back_test_of(viewer: Viewer, school: Any) -> tuple[BackTestInfo, ...]:
    """The reports on one school, the newest term first."""
    return tuple(one for one in back_tests(viewer) if one.organisation_name == school.name)


def _info(row: BackTest) -> BackTestInfo:
    return BackTestInfo(
        row.uuid, row.organisation.name, row.from_on, row.until_on, row.version, row.report, row.recorded_at
    )
