"""A framework on the shelf: what it says of itself, its branches, and its items as a table for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import BranchNode, FrameworkCard, FrameworkContent, VersionStatus

__all__ = ["BranchLine", "branch_lines", "facts_of", "items_as_rows", "status_words"]


@dataclass(frozen=True, slots=True)
class BranchLine:
    code: str
    statement: str
    title: str
    level: str
    is_ratable: bool
    children: int
    href: str
    part_href: str


def branch_lines(nodes: Sequence[BranchNode], card: FrameworkCard) -> list[BranchLine]:
    """The items of a branch, each with the way to what stands below it."""
    address = reverse("curriculum:framework", args=[card.uuid])
    version = f"&version={card.shown.uuid}" if card.shown and card.shown != _usual(card) else ""
    return [
        BranchLine(
            code=one.code,
            statement=one.statement,
            title=one.title,
            level="" if one.level is None else _("Level %(level)s") % {"level": one.level},
            is_ratable=one.is_ratable,
            children=one.children,
            href=f"{address}?under={one.uuid}{version}",
            part_href=f"{address}?under={one.uuid}{version}&part=branch",
        )
        for one in nodes
    ]


def _usual(card: FrameworkCard) -> Any:
    published = [one for one in card.versions if one.status == VersionStatus.PUBLISHED]
    return next(iter([*published, *card.versions]), None)


def facts_of(card: FrameworkCard) -> list[tuple[str, str]]:
    """What the publisher says about the framework, word by word."""
    said = card.document
    license = said.get("licenseURI")
    license_name = license.get("title", "") if isinstance(license, dict) else ""
    address = license.get("uri", "") if isinstance(license, dict) else ""
    subjects = said.get("subject")
    pairs = [
        (_("Publisher"), str(said.get("publisher") or card.creator)),
        (_("Subject"), ", ".join(map(str, subjects)) if isinstance(subjects, list) else ""),
        (_("Source"), str(said.get("officialSourceURL") or card.uri)),
        (_("Licence"), license_name or str(address)),
        (_("Rights and notes"), str(said.get("notes") or "")),
        (_("Language"), str(said.get("language") or "")),
        (_("The publisher's status"), str(said.get("adoptionStatus") or "")),
        (_("Identifier"), card.identifier),
    ]
    return [(words, value) for words, value in pairs if value]


def status_words(status: str) -> str:
    return str(VersionStatus(status).label)


# The headings are those that the reader of spreadsheets knows, so that the table may come back.
HEADINGS = (
    "Identifier", "Code", "Parent code", "Statement", "Title", "Level", "Depth of knowledge", "Importance", "Weight",
    "Prerequisites", "Statement (Spanish)", "Title (Spanish)",
)  # fmt: skip


def items_as_rows(content: FrameworkContent, levels: int) -> Iterator[list[str]]:
    """The items as a table: headings first, then one row each, in reading order."""
    yield [*HEADINGS, *(f"Level {number}" for number in range(1, levels + 1))]
    name = {one.identifier: one.code or one.identifier for one in content.competencies}
    before: dict[str, list[str]] = {}
    for arrow in content.prerequisites:
        before.setdefault(arrow.after, []).append(name[arrow.before])
    for one in content.competencies:
        spanish = one.translations.get("es", {})
        looks = {each.level: each.text for each in one.descriptors}
        yield [
            one.identifier,
            one.code,
            name[one.parent] if one.parent else "",
            one.statement,
            one.title,
            "" if one.level is None else str(one.level),
            str(one.depth or ""),
            str(one.importance),
            str(one.weight),
            "; ".join(before.get(one.identifier, ())),
            spanish.get("statement", ""),
            spanish.get("title", ""),
            *(looks.get(number, "") for number in range(1, levels + 1)),
        ]
