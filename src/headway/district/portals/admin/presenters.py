"""Facts of imports and of the trail as sentences and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from headway.district.foundation.api import TrailEntry
from headway.district.interop.api import problem_in_words
from headway.district.people.api import names_by_key
from headway.district.portals.admin.acts import ACTS
from headway.district.portals.admin.noted import noted_in_words

__all__ = [
    "ACTS",
    "KINDS",
    "ProblemRow",
    "RunPage",
    "act_choices",
    "audit_rows",
    "format_choices",
    "options_of",
    "run_page",
    "run_row",
]

FORMATS: dict[str, Promise] = {
    "oneroster": lazy("Roster (OneRoster)"),
    "case": lazy("Framework (CASE)"),
    "ratings": lazy("Ratings (CSV)"),
    "asn": lazy("Framework (RDF)"),
    "spreadsheet": lazy("Framework (spreadsheet)"),
    "assessments": lazy("Results of outside tests"),
    "questions": lazy("Questions of the adaptive check"),
}
STATUSES: dict[str, tuple[Promise, str]] = {
    "planned": (lazy("Waiting for your decision"), "accent"),
    "applied": (lazy("Applied"), ""),
    "refused": (lazy("Not taken"), "quiet"),
    "superseded": (lazy("Put aside"), "quiet"),
}
# The words for kinds of rows, in the plural, as a table of counts shows them.
KINDS: dict[str, Promise] = {
    "org": lazy("Organisations"),
    "academicSession": lazy("Terms"),
    "course": lazy("Courses"),
    "class": lazy("Sections"),
    "user": lazy("People"),
    "role": lazy("Duties"),
    "enrollment": lazy("Enrolments"),
    "demographics": lazy("Demographics"),
    "learner": lazy("Learners"),
    "agent": lazy("Guardians"),
    "enrollment.staff": lazy("Teachers of sections"),
    "department": lazy("Departments"),
    "framework": lazy("Frameworks"),
    "competency": lazy("Competencies"),
    "prerequisite": lazy("Prerequisites"),
    "association": lazy("Associations"),
    "grouping": lazy("Groupings of associations"),
    "concept": lazy("Concepts"),
    "subject": lazy("Subjects"),
    "license": lazy("Licences"),
    "item_type": lazy("Kinds of items"),
    "rubric": lazy("Rubrics"),
    "criterion": lazy("Criteria of rubrics"),
    "criterion_level": lazy("Levels of criteria"),
    "rating": lazy("Ratings"),
    "habit": lazy("Habits of success"),
    "question": lazy("Questions"),
    "outside_result": lazy("Results of outside tests"),
}
FILE_ROW = re.compile(r"(?P<file>.+) row (?P<row>\d+)")
GRAVITY: dict[str, Promise] = {
    "error": lazy("Not taken"),
    "warning": lazy("Taken; please look"),
    "note": lazy("For your information"),
}


@dataclass(frozen=True)
class ProblemRow:
    """One thing about the file, in the reader's language."""

    severity: str
    gravity: str
    row: str
    field: str
    identifier: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class CountRow:
    words: str
    add: int
    change: int
    leave: int
    deactivate: int
    cannot_read: int


@dataclass(frozen=True)
class RunPage:
    """Everything the page of one import shows."""

    uuid: str
    title: str
    file_name: str
    status: str
    status_words: str
    status_kind: str
    digest: str
    planned_at: Any
    applied_at: Any
    totals: Mapping[str, int]
    counts: tuple[CountRow, ...]
    problems: tuple[ProblemRow, ...]
    problems_total: int
    lines: tuple[Mapping[str, Any], ...]
    lines_total: int
    facts: tuple[tuple[str, str], ...]
    changes_nothing: bool
    is_planned: bool
    sha256: str


def format_choices() -> list[tuple[str, Promise]]:
    return list(FORMATS.items())


def act_choices() -> list[tuple[str, Promise]]:
    """The acts one can ask the trail for."""
    return sorted(ACTS.items(), key=lambda pair: str(pair[1]))


def options_of(asked: Mapping[str, str]) -> dict[str, str]:
    """Only the options that the chosen format knows."""
    known = {
        "oneroster": ("source", "dates"),
        "case": (),
        "ratings": ("profile", "source"),
        "assessments": (),
    }
    return {name: asked[name] for name in known.get(asked["format"], ()) if asked[name]}


def run_row(run: Any) -> dict[str, Any]:
    """One line of the list of imports."""
    words, kind = STATUSES[run.status]
    counts = _total((run.report or run.plan).get("counts", {}))
    return {
        "href": reverse("admin:import", args=[run.uuid]),
        "title": FORMATS[run.format],
        "file_name": run.file_name,
        "at": run.applied_at or run.planned_at,
        "status": words,
        "status_kind": kind,
        "counts": counts,
    }


def run_page(run: Any) -> RunPage:
    words, kind = STATUSES[run.status]
    told = run.report if run.status == "applied" else run.plan
    counts = told.get("counts", {})
    totals = _total(counts)
    problems = tuple(_problem(row) for row in told.get("problems", ()))
    return RunPage(
        uuid=str(run.uuid),
        title=str(FORMATS[run.format]),
        file_name=run.file_name,
        status=run.status,
        status_words=str(words),
        status_kind=kind,
        digest=run.plan.get("digest", ""),
        planned_at=run.planned_at,
        applied_at=run.applied_at,
        totals=totals,
        counts=tuple(_count_row(name, counter) for name, counter in counts.items()),
        problems=problems,
        problems_total=sum(told.get("problem_counts", {}).values()) or len(problems),
        lines=tuple(
            {**line, "kind": KINDS.get(line["kind"], line["kind"])} for line in run.plan.get("lines", ())
        ),
        lines_total=run.plan.get("lines_total", 0),
        facts=noted_in_words(told.get("facts", {})),
        changes_nothing=not (totals["add"] or totals["change"] or totals["deactivate"]),
        is_planned=run.status == "planned",
        sha256=run.sha256,
    )


def _total(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    def total(*actions: str) -> int:
        return sum(counter.get(action, 0) for counter in counts.values() for action in actions)

    return {
        "add": total("add"),
        "change": total("change", "reactivate"),
        "leave": total("leave"),
        "deactivate": total("deactivate"),
        "cannot_read": total("cannot_read"),
    }


def _count_row(name: str, counter: Mapping[str, int]) -> CountRow:
    return CountRow(
        words=str(KINDS.get(name, name)),
        add=counter.get("add", 0),
        change=counter.get("change", 0) + counter.get("reactivate", 0),
        leave=counter.get("leave", 0),
        deactivate=counter.get("deactivate", 0),
        cannot_read=counter.get("cannot_read", 0),
    )


def _problem(row: Mapping[str, Any]) -> ProblemRow:
    sentence, remedy = problem_in_words(row)
    return ProblemRow(
        severity=row["severity"],
        gravity=str(GRAVITY[row["severity"]]),
        row=_place(row["row"]),
        field=row["field"],
        identifier=row["identifier"],
        sentence=sentence,
        remedy=remedy,
    )


def _place(place: str) -> str:
    """A row of a file in the reader's language; objects of a package are named alike in all of them."""
    found = FILE_ROW.fullmatch(place)
    return _("%(file)s row %(row)s") % found.groupdict() if found else place


def audit_rows(entries: Iterable[TrailEntry]) -> list[dict[str, Any]]:
    """Acts as lines: when, who, what, how much. One query for the names of all actors."""
    entries = tuple(entries)
    names = names_by_key({entry.actor_key for entry in entries if entry.actor_kind == "person"})
    rows = []
    for entry in entries:
        who = names.get(entry.actor_key) if entry.actor_kind == "person" else None
        rows.append(
            {
                "at": entry.at,
                "who": who
                or (_("Someone whose details were erased") if entry.actor_kind == "person" else _("Headway")),
                "what": ACTS.get(entry.act, entry.act),
                "facts": _facts(entry.facts),
                "learner_uuid": str(entry.learner_uuid) if entry.learner_uuid else "",
                "reason": entry.reason,
            }
        )
    return rows


def _facts(facts: Mapping[str, Any]) -> str:
    """The numbers of an act in a few words; hashes and codes stay in the export."""
    said = []
    ratings = facts.get("ratings") or facts.get("rows")
    if isinstance(ratings, int):
        said.append(ngettext("%(num)s rating", "%(num)s ratings", ratings) % {"num": f"{ratings:,}"})
    counts = facts.get("counts")
    if isinstance(counts, Mapping) and all(isinstance(one, int) for one in counts.values()):
        rows = sum(counts.values())
        said.append(ngettext("%(num)s row", "%(num)s rows", rows) % {"num": f"{rows:,}"})
    elif isinstance(counts, Mapping):
        totals = _total(counts)
        said.append(
            _("%(add)d added, %(change)d changed, %(leave)d left, %(cannot_read)d not read")
            % {name: totals[name] for name in ("add", "change", "leave", "cannot_read")}
        )
    return "; ".join(said)
