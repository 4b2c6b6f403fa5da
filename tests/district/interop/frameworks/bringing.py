"""Bringing a framework in that is no CASE package, as a person does: upload, look, apply."""

from typing import Any

from headway.district.continuum.api import content_of, latest_version
from headway.district.continuum.types import CompetencyContent, VersionInfo
from headway.district.foundation.api import Actor
from headway.district.interop import api
from headway.district.interop.models import ImportRun
from headway.district.interop.plans import Plan, Report
from headway.mastery.formats.spreadsheet import identifier_for_title

BY = Actor.system("test.import")
TITLE = "Counting in Riverside"


def planned(format: str, raw: bytes, **options: Any) -> tuple[ImportRun, Plan]:
    return api.plan(format=format, raw=raw, file_name="framework", options=options, by=BY)


def bring(format: str, raw: bytes, **options: Any) -> tuple[ImportRun, Report]:
    run, _plan = planned(format, raw, **options)
    return api.apply(run_uuid=run.uuid, by=BY)


def table(raw: bytes, **options: Any) -> tuple[ImportRun, Report]:
    return bring("spreadsheet", raw, title=TITLE, **options)


def newest(identifier: str = "") -> VersionInfo:
    version = latest_version(identifier or identifier_for_title(TITLE))
    assert version is not None
    return version


def by_code(version: VersionInfo) -> dict[str, CompetencyContent]:
    return {one.code: one for one in content_of(version.id).competencies if one.code}


def told(problems: Any) -> list[str]:
    return [one.kind for one in problems]
