"""Bringing a table of ratings in, as a person does: upload, look, apply."""

from typing import Any

from headway.district.foundation.api import Actor
from headway.district.interop import api
from headway.district.interop.models import ImportRun
from headway.district.interop.plans import Plan, Report

BY = Actor.system("test.import")
HEADER = "learner,competency,level,date"


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *rows)).encode()


def planned(raw: bytes, **options: Any) -> tuple[ImportRun, Plan]:
    return api.plan(format="ratings", raw=raw, file_name="ratings.csv", options=options, by=BY)


def bring(raw: bytes, **options: Any) -> tuple[ImportRun, Report]:
    run, _plan = planned(raw, **options)
    return api.apply(run_uuid=run.uuid, by=BY)


def said(told: Plan | Report, kind: str) -> list[tuple[str, str]]:
    """Row and field of each sentence of this kind."""
    found = [(one.row, one.field) for one in told.problems if one.kind == kind]
    assert found, f"nothing said of {kind}; said: {sorted({one.kind for one in told.problems})}"
    return found
