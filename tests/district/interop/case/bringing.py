"""Bringing a package in, as a person does: upload, look, apply."""

from typing import Any

from headway.district.foundation.api import Actor
from headway.district.interop import api
from headway.district.interop.models import ImportRun
from headway.district.interop.plans import Plan, Report
from tests.mathematics.formats.case.small_packages import as_bytes

BY = Actor.system("test.import")


def planned(package: Any, **options: Any) -> tuple[ImportRun, Plan]:
    raw = package if isinstance(package, bytes) else as_bytes(package)
    return api.plan(format="case", raw=raw, file_name="framework.json", options=options, by=BY)


def bring(package: Any, **options: Any) -> tuple[ImportRun, Report]:
    run, _plan = planned(package, **options)
    return api.apply(run_uuid=run.uuid, by=BY)
