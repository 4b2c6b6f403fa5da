"""The data-quality report of a framework: what a curriculum lead should look at before using it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from headway.district.interop.case.projecting import Projection
from headway.mastery.formats.case import CasePackage, Item, OutsideLink, outside_links

__all__ = ["quality_of"]

# Enough to find the pattern; the counts are complete.
NAMED = 20


def quality_of(package: CasePackage, projection: Projection) -> dict[str, Any]:
    """Counts, each with the first examples by code.

    without_statement  items left out because they say nothing.
    without_level      ratable items with no level on the continuum.
    without_code       ratable items without a code that people could say.
    repeated_codes     codes that several items share.
    orphans            items that hang nowhere in the tree.
    several_parents    items that stand in more than one place.
    links_outside      links that lead to other frameworks, per type.
    """
    competencies = projection.content.competencies
    ratable = [one for one in competencies if one.is_ratable]
    named = {item.identifier: _name(item) for item in package.items}
    codes = Counter(item.code for item in package.items if item.code)
    outside = outside_links(package)
    tree = projection.places.tree
    return {
        "items": len(package.items),
        "ratable": len(ratable),
        "headings": len(competencies) - len(ratable),
        "prerequisites": len(projection.content.prerequisites),
        "rubrics": len(package.rubrics),
        "level_descriptions": sum(len(one.descriptors) for one in competencies),
        "without_statement": _some(
            problem.row
            for problem in package.problems
            if problem.kind == "missing_member" and problem.field == "fullStatement"
        ),
        "without_level": _some(named[one.identifier] for one in ratable if one.level is None),
        "without_code": _some(named[one.identifier] for one in ratable if not one.code),
        "repeated_codes": _some(code for code, count in codes.items() if count > 1),
        "orphans": _some(named[identifier] for identifier in tree.unplaced),
        "several_parents": _some(
            named[child] for child, parents in tree.parents.items() if len(parents) > 1 and child in named
        ),
        "links_outside": _some(_outside(link) for link in outside)
        | {"by_type": dict(Counter(link.association.type for link in outside).most_common())},
    }


def _some(names: Iterable[str]) -> dict[str, Any]:
    every = list(names)
    return {"count": len(every), "first": every[:NAMED]}


def _name(item: Item) -> str:
    return item.code or item.abbreviated or item.statement[:60]


def _outside(link: OutsideLink) -> str:
    association = link.association
    ends = [end.title or end.identifier or end.uri for end in (association.origin, association.destination)]
    return f"{ends[0]} {association.type} {ends[1]}"[:200]
