"""A framework on its way in, as a curriculum lead sees it: what the file would do, or what it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.district.foundation.api import FieldProblem, Refused
from headway.district.interop.api import problem_in_words, said_problem
from headway.mastery.formats.problems import Problem

__all__ = ["ImportPage", "ProblemLine", "import_page", "problem_line", "refusals"]

KINDS: dict[str, Promise] = {
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
}
GRAVITY: dict[str, Promise] = {
    "error": lazy("Not taken"),
    "warning": lazy("Taken, worth a look"),
    "note": lazy("For your information"),
}


@dataclass(frozen=True, slots=True)
class ProblemLine:
    severity: str
    gravity: str
    where: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The preview of a framework, or the report of one that came in. `outcome` says what it becomes."""

    uuid: str
    title: str
    file_name: str
    format: str
    is_planned: bool
    is_applied: bool
    totals: Mapping[str, int]
    counts: tuple[Mapping[str, Any], ...]
    problems: tuple[ProblemLine, ...]
    problems_total: int
    left_out: int
    outcome: str
    items_alone: str
    changes_nothing: bool
    digest: str
    identifier: str
    is_spreadsheet: bool
    facts: tuple[tuple[str, str], ...]
    many_go: str


def import_page(run: Any) -> ImportPage:
    """One import of a framework."""
    told = run.report if run.status == "applied" else run.plan
    counts, facts = told.get("counts", {}), told.get("facts", {})
    totals = {
        "add": _total(counts, "add"),
        "change": _total(counts, "change", "reactivate"),
        "leave": _total(counts, "leave"),
        "deactivate": _total(counts, "deactivate"),
        "cannot_read": _total(counts, "cannot_read"),
    }
    problems = tuple(_stored(row) for row in told.get("problems", ()))
    changes = totals["add"] + totals["change"] + totals["deactivate"]
    return ImportPage(
        uuid=str(run.uuid),
        title=facts.get("title") or run.file_name,
        file_name=run.file_name,
        format=run.format,
        is_planned=run.status == "planned",
        is_applied=run.status == "applied",
        totals=totals,
        counts=tuple(
            {
                "words": str(KINDS.get(kind, kind)),
                **{action: _total({kind: counter}, action) for action in totals},
                "change": _total({kind: counter}, "change", "reactivate"),
            }
            for kind, counter in counts.items()
        ),
        problems=problems,
        problems_total=sum(told.get("problem_counts", {}).values()) or len(problems),
        left_out=sum(1 for one in problems if one.severity == "error"),
        outcome=_outcome(facts, run.status == "applied", bool(changes)),
        items_alone=_items_alone(counts) if run.status == "planned" else "",
        changes_nothing=not changes,
        digest=run.plan.get("digest", ""),
        identifier=facts.get("identifier", ""),
        is_spreadsheet=run.format == "spreadsheet",
        facts=tuple(_facts(facts)),
        many_go=_many_go(facts) if run.status == "planned" else "",
    )


def _total(counts: Mapping[str, Mapping[str, int]], *actions: str) -> int:
    return sum(counter.get(action, 0) for counter in counts.values() for action in actions)


def _outcome(facts: Mapping[str, Any], applied: bool, changes: bool) -> str:
    """What the framework is afterwards, before anybody is surprised."""
    if not changes or not facts.get("makes_version", True):
        return ""
    number = (facts.get("newest_version") or 0) + 1
    if applied:
        version = facts.get("version", {})
        if version.get("status") == "published":
            return _("It is here as version %(number)s, published.") % {
                "number": version.get("number", number)
            }
        return _("It is here as version %(number)s, a draft that nobody stands on yet.") % {
            "number": version.get("number", number)
        }
    if not facts.get("publishes"):
        return _("It will be version %(number)s and stay a draft until somebody publishes it.") % {
            "number": number
        }
    if facts.get("is_continuum"):
        return _("It will be version %(number)s of the district's continuum, in force from today.") % {
            "number": number
        }
    return _(
        "It will be version %(number)s, a reference beside the district's continuum. Nothing changes for learners."
    ) % {"number": number}


def _many_go(facts: Mapping[str, Any]) -> str:
    """Said beside the button: a part of a framework must not retire the rest of it by an oversight."""
    going = facts.get("many_go")
    if not going:
        return ""
    return _(
        "%(gone)d of the %(held)d items that are here are not in this file and would be marked as no longer active. If "
        "the file holds only a part, add the other rows to it, or give it another title."
    ) % {"gone": going["gone"], "held": going["held"]}


def _facts(facts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    quality = facts.get("quality", {})
    if quality.get("items"):
        yield _("Items"), str(quality["items"])
        yield _("Items that work can be rated against"), str(quality.get("ratable", 0))
    without = quality.get("without_level", {}).get("count", 0)
    if without:
        yield _("Of these without a level"), str(without)
    for name, words in (("license", _("Licence")), ("rights", _("Rights")), ("sheet", _("Sheet"))):
        if facts.get(name):
            yield words, str(facts[name])


def _stored(row: Mapping[str, Any]) -> ProblemLine:
    return _as_line(row["severity"], row["row"], row["field"], problem_in_words(row))


def _place(place: str) -> str:
    """'row 14' in the reader's language; addresses and objects of packages are the same in all of them."""
    # Outside of f-strings, in which the words would not be found for translation.
    before, found, number = place.rpartition("row ")
    if found and number.isdecimal():
        return before + _("row %(row)s") % {"row": number}
    before, found, after = place.rpartition("line ")
    number, comma, column = after.partition(", column ")
    if not (found and number.isdecimal()):
        return place
    line = before + _("line %(line)s") % {"line": number}
    return line + ", " + _("column %(column)s") % {"column": column} if comma else line


def refusals(refused: Refused) -> list[FieldProblem]:
    """Why a file was not taken, each with its place in the reader's language."""
    return [replace(one, row=_place(str(one.row or ""))) for one in refused.problems] or [
        FieldProblem(sentence=refused.sentence, field="file", remedy=refused.remedy)
    ]


def _items_alone(counts: Mapping[str, Mapping[str, int]]) -> str:
    """The totals count links and rubrics too; somebody who knows her table looks for the number of its items."""
    items = counts.get("competency", {})
    if not any(counter for kind, counter in counts.items() if kind != "competency") or not items:
        return ""
    return _(
        "These numbers count the links between items, rubrics and the framework itself too. Items alone: "
        "%(add)d to add, %(change)d to change, %(leave)d as they are, %(gone)d no longer there."
    ) % {
        "add": items.get("add", 0),
        "change": items.get("change", 0) + items.get("reactivate", 0),
        "leave": items.get("leave", 0),
        "gone": items.get("deactivate", 0),
    }


def problem_line(problem: Problem) -> ProblemLine:
    """A problem that was found just now, in the reader's language."""
    return _as_line(problem.severity, problem.row, problem.field, said_problem(problem))


def _as_line(severity: str, row: str, field: str, said: tuple[str, str]) -> ProblemLine:
    where = ", ".join(filter(None, (_place(row), field)))
    return ProblemLine(severity, str(GRAVITY[severity]), where, *said)
