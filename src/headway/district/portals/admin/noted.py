"""What importers note about a file, as pairs of words: where it comes from, and what is worth a look in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

__all__ = ["NOTED", "noted_in_words"]

NOTED: dict[str, Promise] = {
    "added": lazy("added"),
    "attaches": lazy("Adds prerequisites to"),
    "by_type": lazy("by type"),
    "case_version": lazy("Version of CASE"),
    "competencies": lazy("Competencies"),
    "enrolments": lazy("Enrolments"),
    "framework": lazy("Framework"),
    "headings": lazy("Headings"),
    "identifier": lazy("Identifier"),
    "is_continuum": lazy("Is the continuum"),
    "items": lazy("Items"),
    "kept_as_written": lazy("Kept as written"),
    "language": lazy("Language"),
    "learners": lazy("Learners"),
    "left_out": lazy("Left out"),
    "level_descriptions": lazy("Descriptions of levels"),
    "links_outside": lazy("Links to other frameworks"),
    "license": lazy("Licence"),
    "makes_version": lazy("Makes a new version"),
    "modes": lazy("How each file was sent"),
    "newest_version": lazy("Newest version here"),
    "orphans": lazy("Items that hang nowhere in the tree"),
    "outside_term": lazy("Enrolments outside the terms of their section"),
    "people": lazy("People"),
    "prerequisites": lazy("Prerequisites"),
    "problem_counts": lazy("What to look at"),
    "profile": lazy("Layout of the table"),
    "publishes": lazy("Is published at once"),
    "ratable": lazy("Items that work can be rated against"),
    "removed": lazy("removed"),
    "repeated_codes": lazy("Codes that several items share"),
    "rights": lazy("Rights"),
    "rows": lazy("Rows"),
    "rubrics": lazy("Rubrics"),
    "sections": lazy("Sections"),
    "sheet": lazy("Sheet"),
    "several_parents": lazy("Items that stand in more than one place"),
    "source": lazy("Name of the sending system"),
    "system": lazy("System that wrote the file"),
    "title": lazy("Title"),
    "twins_here": lazy("Learners who share name and birth date"),
    "version": lazy("Version"),
    "without_code": lazy("Items without a code"),
    "without_guardian": lazy("Learners without a guardian"),
    "without_level": lazy("Items without a level"),
    "without_school": lazy("Learners without a school"),
    "without_section": lazy("Learners without a section"),
    "without_statement": lazy("Items without a statement"),
    "without_teacher": lazy("Sections without a teacher"),
}
# Reports of their own within what was noted: each of their lines stands by itself.
REPORTS = frozenset({"quality", "roster"})
# Stable codes for grouping sentences that stand on the page already.
NOT_SHOWN = frozenset(
    {
        *(
            "problem_counts",
            "mapping",
            "profile_code",
            "candidates",
            "unknown_learners",
            "in_question",
            "terms",
        ),
        *("keeps_restricted", "crosswalk", "is_example", "suggestions", "two_levels", "act"),
    }
)


def noted_in_words(noted: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What an importer noted, line by line; what is empty or zero is left out."""
    return tuple((name, said) for name, said in _lines(noted) if said)


def _lines(noted: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in noted.items():
        if name in REPORTS and isinstance(value, Mapping):
            yield from _lines(value)
        elif name not in NOT_SHOWN:
            yield _name(name), _said(value)


def _name(name: str) -> str:
    return str(NOTED.get(name, name.replace("_", " ")))


def _said(value: Any) -> str:
    """A noted value in words: truth as yes and no, collections as a list, counts with their first examples."""
    if value is None or (value == 0 and not isinstance(value, bool)):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        if "count" in value:
            return _counted(value)
        inner = ((_name(str(name)), _said(one)) for name, one in value.items())
        return ", ".join(f"{name}: {said}" for name, said in inner if said)
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(_said, value)))
    return str(value)


def _counted(value: Mapping[str, Any]) -> str:
    """How many, and the first of them."""
    if not value["count"]:
        return ""
    examples = _said(value.get("first", ()))
    return f"{value['count']} ({examples})" if examples else str(value["count"])
