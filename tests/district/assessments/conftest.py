"""Small exports of outside tests for the learners of Alder, brought in by the same door as every file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from headway.district.foundation.api import SYSTEM
from headway.district.interop import api as interop
from headway.district.policy.api import PolicyKind, adopt

HEADINGS = (
    "TermName,StudentID,Student_StateID,Subject,TestName,TestStartDate,TestRITScore,TestStandardError,TestPercentile,"
    "Goal1Name,Goal1RitScore,Goal1StdErr"
)


def line(
    learner: str = "L-ana",
    *,
    subject: str = "Mathematics",
    value: str = "205",
    error: str = "2.5",
    date: str = "9/16/2026",
    term: str = "Fall 2026-2027",
    state: str = "",
    percentile: str = "57",
    goal: tuple[str, str, str] = ("", "", ""),
) -> str:
    return ",".join((term, learner, state, subject, "Growth", date, value, error, percentile, *goal))


def export(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\n".join((headings, *lines)).encode()


CROSSWALK: dict[str, Any] = {
    "key": "district",
    "name": "Three Rivers crosswalk",
    "rows": [
        {
            "profile": "map-growth",
            "area": "Mathematics",
            "domain": "MA",
            "bands": [
                {"level": 3, "lowest": None, "below": 200},
                {"level": 4, "lowest": 200, "below": 210},
                {"level": 5, "lowest": 210, "below": None},
            ],
        },
        {
            "profile": "map-growth",
            "area": "Mathematics",
            "part": "Fractions",
            "domain": "MA",
            "strand": "MA.FR",
            "bands": [{"level": 3, "lowest": None, "below": 205}, {"level": 4, "lowest": 205, "below": None}],
        },
    ],
}


@pytest.fixture
def bring(db) -> Callable[..., Any]:
    """`bring(line(), …)`: plan and apply; (plan, report)."""

    def brought(
        *lines: str, headings: str = HEADINGS, apply: bool = True, raw: bytes | None = None, **options
    ):
        raw = export(*lines, headings=headings) if raw is None else raw
        run, plan = interop.plan(
            format="assessments", raw=raw, file_name="map.csv", options=options, by=SYSTEM
        )
        if not apply:
            interop.discard(run_uuid=run.uuid, by=SYSTEM)
            return plan, None
        _run, report = interop.apply(run_uuid=run.uuid, by=SYSTEM)
        return plan, report

    return brought


@pytest.fixture
def crosswalk(world) -> str:
    """Three Rivers has adopted a crosswalk of its own."""
    return adopt(
        kind=PolicyKind.SCORE_CROSSWALK,
        text="From outside tests to levels.",
        parameters=CROSSWALK,
        effective_on=dt.date(2026, 10, 7),
        by=SYSTEM,
    )


def kinds(plan: Any) -> list[str]:
    return [one.kind for one in plan.problems]


def said(plan: Any) -> str:
    return "\n".join(f"{one.row} {one.field} {one.sentence.text} {one.remedy.text}" for one in plan.problems)
