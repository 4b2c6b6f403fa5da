"""The door of `interop`: files in and out."""

from headway.district.interop.case import (
    document_identifier,
    export_case,
    item_identifier,
    keep_case_objects,
    provided_document,
    provided_package,
)
from headway.district.interop.oneroster import export_oneroster
from headway.district.interop.plans import ACTIONS, Plan, PlanLine, Report
from headway.district.interop.ratings.apart import habits_apart
from headway.district.interop.recognising import Recognised, recognise
from headway.district.interop.selectors import framework_runs, import_run, import_runs, kept_mappings
from headway.district.interop.services import apply, discard, keep_mapping, plan, plan_again
from headway.district.interop.spreadsheet import SheetLook, look_at
from headway.district.interop.words import in_words as said_problem
from headway.district.interop.words import message_in_words, problem_in_words

__all__ = [
    "ACTIONS",
    "Plan",
    "PlanLine",
    "Recognised",
    "Report",
    "SheetLook",
    "apply",
    "discard",
    "document_identifier",
    "export_case",
    "export_oneroster",
    "framework_runs",
    "habits_apart",
    "import_run",
    "import_runs",
    "item_identifier",
    "keep_case_objects",
    "keep_mapping",
    "kept_mappings",
    "look_at",
    "message_in_words",
    "plan",
    "plan_again",
    "problem_in_words",
    "provided_document",
    "provided_package",
    "recognise",
    "said_problem",
]
