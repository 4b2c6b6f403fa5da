"""The import of a Slate district's tables: read, look the learners up, say what can't be taken, keep the rest beside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from headway.district.elsewhere.api import ResultColumns, SourceContents, bring, what_is_new
from headway.district.foundation.api import Actor
from headway.district.interop.plans import Plan, Progress, Report
from headway.district.interop.slate.reading import Export, read
from headway.district.interop.slate.wording import WORDS

__all__ = ["OPTIONS", "SlateImporter"]

# source: under which name the roster's identifiers came in, and under which the results are kept.
OPTIONS = ("source",)
DEFAULT_SOURCE = "slate"


class SlateImporter:
    """`headway.district.interop.plans.Importer` for the tables of Slate-CBL."""

    format = "slate"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem when a table or a column is missing, or an option isn't known."""
        for name in options:
            if name not in OPTIONS:
                raise WORDS.refuse("unknown_option", field=name, name=name)
        progress("read", 0, 0)
        source = str(options.get("source") or DEFAULT_SOURCE)
        export = read(raw, hashlib.sha256(raw).hexdigest(), source)
        progress("look up", 0, len(export.contents.results))
        new = what_is_new(export.contents)
        changed = np.zeros(len(export.results), dtype=bool)
        changed[export.result_rows[new.result_changed]] = True
        export.results.note("changed_since", "ID", changed)
        contents = _without(export, new.result_changed)
        return Plan(
            format=self.format,
            counts=_counts(export, new),
            problems=tuple(export.problems),
            facts={
                "source": source,
                "learners": len(np.unique(contents.results.learner)),
                "results": len(contents.results),
            },
            work=contents,
            seal=_seal(contents),
        )

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        progress("write", 0, len(plan.work.results))
        brought = bring(plan.work, by=by)
        return Report(plan.counts, plan.problems, {**plan.facts, "rows": brought.rows})


def _counts(export: Export, new: Any) -> dict[str, dict[str, int]]:
    """What would be added, changed, left and not read, per kind; kinds and actions without any are left out."""
    skills, enrolments, results = (
        len(export.contents.skills),
        len(export.contents.enrolments),
        len(export.contents.results),
    )
    told = {
        "skill": {
            "add": int(new.skill_added.sum()),
            "change": int(new.skill_changed.sum()),
            "leave": skills - int((new.skill_added | new.skill_changed).sum()),
        },
        "enrolment": {
            "add": int(new.enrolment_added.sum()),
            "change": int(new.enrolment_changed.sum()),
            "leave": enrolments - int((new.enrolment_added | new.enrolment_changed).sum()),
            "cannot_read": export.enrolments_left,
        },
        "result": {
            "add": int(new.result_added.sum()),
            "leave": results - int((new.result_added | new.result_changed).sum()),
            "cannot_read": export.results_left + int(new.result_changed.sum()),
        },
    }
    counted = {
        kind: {action: count for action, count in counts.items() if count} for kind, counts in told.items()
    }
    return {kind: counts for kind, counts in counted.items() if counts}


def _without(export: Export, left: np.ndarray) -> SourceContents:
    results = export.contents.results
    kept = {name: getattr(results, name)[~left] for name in ResultColumns.__dataclass_fields__}
    return replace(export.contents, results=ResultColumns(**kept))


def _seal(contents: SourceContents) -> str:
    """Everything that would be written: two plans with one seal write the same."""
    digest = hashlib.sha256(repr((contents.source, contents.skills, contents.competencies)).encode())
    for columns in (contents.enrolments, contents.results):
        for name in type(columns).__dataclass_fields__:
            digest.update(np.ascontiguousarray(getattr(columns, name)).astype("<i8").tobytes())
    return digest.hexdigest()
