"""The door of `interop`: files in and out."""

from headway.district.interop.case import (
    document_identifier,
    export_case,
    provided_document,
    provided_package,
)
from headway.district.interop.oneroster import export_oneroster
from headway.district.interop.plans import ACTIONS, Plan, PlanLine, Report
from headway.district.interop.selectors import import_run, import_runs
from headway.district.interop.services import apply, discard, plan
from headway.district.interop.words import problem_in_words

__all__ = [
    "ACTIONS",
    "Plan",
    "PlanLine",
    "Report",
    "apply",
    "discard",
    "document_identifier",
    "export_case",
    "export_oneroster",
    "import_run",
    "import_runs",
    "plan",
    "problem_in_words",
    "provided_document",
    "provided_package",
]
