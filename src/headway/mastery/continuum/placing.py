"""Where an item of a framework stands on a continuum map: can it be rated, which domain, strand and level.

CASE says none of this outright. The rules here are few, so that a curriculum lead can predict them:

- **Ratable**: an item without children, unless its type names a grouping (a course, a cluster) or an illustration
  (an elaboration, an example); and an item with children whose type names something a learner shows (a standard, a
  competency, a skill, an expectation). Other items with children are headings.
- **Domain**: a framework about one subject, or under one heading, is one domain. Otherwise each item at the top with
  children is one; headings of the same name are one domain. Items outside of these stand in a domain named like the
  framework.
- **Strand**: the highest heading inside the domain that does not name a school year. Headings of the same name in one
  domain are one strand, so that "Geometry" of every year is one row of the map.
- **Level**: the lowest level that `educationLevel` names and that is on the continuum (K or KG is 0). None where it
  names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headway.mastery.formats.case import CasePackage, Item, Tree, tree

__all__ = [
    "HIGHEST_LEVEL",
    "Place",
    "Places",
    "is_ratable",
    "level_of",
    "levels_of",
    "places_of",
    "shortened",
]

HIGHEST_LEVEL = 12
FIRST_YEAR_BEYOND = 13  # stands on the map too; no line is asked to reach it
LONGEST_TITLE = 90
LONGEST_NAME = 200

# Words in CFItemType. A type is read word by word, so "Component Skill" and "skills" are both a skill.
SHOWN = frozenset(
    [
        "standard",
        "competency",
        "skill",
        "expectation",
        "objective",
        "target",
        "indicator",
        "benchmark",
        "knowledge",
        "ability",
        "description",
        "component",
        "practice",
        "statement",
    ]
)
GROUPS = frozenset(
    [
        "domain",
        "subdomain",
        "cluster",
        "strand",
        "substrand",
        "course",
        "category",
        "area",
        "group",
        "community",
        "topic",
        "subject",
        "unit",
        "framework",
        "heading",
        "level",
        "grade",
        "year",
        "band",
        "role",
        "discipline",
        "idea",
    ]
)
ILLUSTRATES = frozenset(["elaboration", "example", "exemplar", "illustration", "note", "clarification"])
YEARS = frozenset(["level", "grade", "year", "band"])

_WORD = re.compile(r"[a-z]+")
_LEVEL = re.compile(r"\s*(kg|k|kindergarten|\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A domain or a strand: its code, its name, and the code of the domain around it (for strands)."""

    code: str
    name: str
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One item on the map; codes are empty where it stands in no domain or strand."""

    identifier: str
    domain: str
    strand: str
    parent: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Places:
    domains: tuple[Heading, ...]
    strands: tuple[Heading, ...]
    items: tuple[Place, ...]
    tree: Tree


def is_ratable(item: Item, has_children: bool) -> bool:
    """Can a learner's work be rated against this item?"""
    words = _words_of(item.item_type)
    if words & ILLUSTRATES:
        return False
    if has_children:
        return bool(words & SHOWN) and not words & GROUPS
    # Of "Knowledge Area" the last word decides nothing: a leaf is a heading only when its type says nothing else.
    return not words & GROUPS or bool(words & SHOWN)


def level_of(codes: Iterable[str]) -> int | None:
    """The lowest level among codes like KG, 04, 9-12; None when none of them is on the continuum."""
    return min(levels_of(codes), default=None)


def levels_of(codes: Iterable[str]) -> list[int]:
    """The levels that the codes name, as written; those that are not on the continuum are left out."""
    found = []
    for code in codes:
        match = _LEVEL.match(code)
        if match:
            word = match.group(1).lower()
            level = 0 if word.startswith("k") else int(word)
            if level <= FIRST_YEAR_BEYOND:
                found.append(level)
    return found


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    if " " in cut[longest // 2 :]:
        cut = cut[: cut.rfind(" ")]
    return cut.rstrip(" ,;:.–-") + "…"


def places_of(package: CasePackage) -> Places:
    """Every item's place, in the order in which the framework is read from top to bottom."""
    return _Placing(package).places()


def _words_of(item_type: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in _WORD.findall(item_type.lower()))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


class _Placing:
    def __init__(self, package: CasePackage) -> None:
        self.package = package
        self.tree = tree(package)
        self.by_identifier: Mapping[str, Item] = {item.identifier: item for item in package.items}
        self.domains: dict[str, Heading] = {}
        self.strands: dict[tuple[str, str], Heading] = {}

    def places(self) -> Places:
        only, single = self._only_domain()
        if only:
            self._domain(only)
        # node -> (domain code, strand code) that hold for what is below it
        below: dict[str, tuple[str, str]] = {}
        items = []
        for sequence, (_depth, identifier) in enumerate(self.tree.walk()):
            item = self.by_identifier[identifier]
            parent = self._parent(identifier)
            domain, strand = below.get(parent, ("", ""))
            domain, strand = self._enter(item, parent, domain, strand, only, single)
            below[identifier] = (domain, strand)
            items.append(Place(identifier, domain, strand, parent, sequence))
        return Places(tuple(self.domains.values()), tuple(self.strands.values()), tuple(items), self.tree)

    def _only_domain(self) -> tuple[str, frozenset[str]]:
        """The name of the one domain, if there is one, and the headings above everything that say nothing more."""
        single: list[str] = []
        tops = self._tops()
        while len(tops) == 1 and tops[0] in self.tree.children:
            single.append(tops[0])
            tops = list(self.tree.children[tops[0]])
        subjects = [one for one in self.package.document.subjects if one.strip()]
        if single:
            return self._name(self.by_identifier[single[-1]]), frozenset(single)
        if len(subjects) == 1:
            subject = shortened(subjects[0], LONGEST_NAME)
            return subject[:1].upper() + subject[1:], frozenset()
        return "", frozenset()

    def _tops(self) -> list[str]:
        return [*self.tree.children.get(self.tree.root, ()), *self.tree.unplaced]

    def _parent(self, identifier: str) -> str:
        parents = self.tree.parents.get(identifier, ())
        return parents[0] if parents and parents[0] in self.by_identifier else ""

    def _enter(
        self, item: Item, parent: str, domain: str, strand: str, only: str, single: frozenset[str]
    ) -> tuple[str, str]:
        """The domain and strand of an item, given those of its parent."""
        has_children = item.identifier in self.tree.children
        if not domain:
            if only:
                domain = self._domain(only)
            elif not parent:
                title = shortened(self.package.document.title, LONGEST_NAME)
                domain = self._domain(self._name(item) if has_children else title or "Other")
                return domain, ""
        names_a_year = bool(_words_of(item.item_type) & YEARS)
        heads = has_children and not names_a_year and item.identifier not in single
        if not strand and heads and not is_ratable(item, has_children):
            strand = self._strand(domain, self._name(item))
        return domain, strand

    def _name(self, item: Item) -> str:
        return shortened(item.abbreviated or item.statement, LONGEST_NAME)

    def _domain(self, name: str) -> str:
        key = name.casefold()
        if key not in self.domains:
            self.domains[key] = Heading(f"D{len(self.domains) + 1:02d}", name)
        return self.domains[key].code

    def _strand(self, domain: str, name: str) -> str:
        key = (domain, name.casefold())
        if key not in self.strands:
            inside = sum(1 for code, _name in self.strands if code == domain)
            self.strands[key] = Heading(f"{domain}.S{inside + 1:02d}", name, domain)
        return self.strands[key].code
