"""Real frameworks, arrows and links as the suggestions read them, in place from the shared material.

Without the running system, so that what is measured is the mathematics. Levels, strands and headings follow the same
few rules as an import: the lowest year that educationLevel names, the heading at the top, the heading above.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from headway.mastery.continuum.items import Arrow, Item, Link
from headway.mastery.formats.case import CasePackage, read_package, tree

__all__ = [
    "Framework",
    "arithmetic",
    "case_items",
    "coherence_2011",
    "coherence_map",
    "ngss_to_ccss",
    "renamed_ccss",
    "without_places",
]

Framework = tuple[list[Item], list[Arrow]]

HIGH_SCHOOL = 9
_LEVEL = re.compile(r"\s*(kg|k|kindergarten|\d{1,2})\b", re.IGNORECASE)


def coherence_map(shared: Path) -> Framework:
    """480 standards under their clusters with 757 arrows (Achieve the Core, CC0)."""
    folder = shared / "data/prereqs/atc-coherence-map"
    headings: dict[str, Item] = {}
    items = []
    for row in _rows(folder / "standards.csv"):
        level = HIGH_SCHOOL if row["grade"] == "HS" else 0 if row["grade"] == "K" else int(row["grade"])
        place = {
            "source": "ccss",
            "domain": "Mathematics",
            "strand": row["domain_name"],
            "level": level,
        }
        cluster = f"{row['grade']} {row['domain']}.{row['cluster']}"
        headings.setdefault(
            cluster, Item(key=cluster, statement=row["cluster_name"], is_ratable=False, **place)
        )
        items.append(
            Item(key=row["code"], code=row["code"], statement=row["description"], parent=cluster, **place)
        )
    arrows = [Arrow(row["from_code"], row["to_code"]) for row in _rows(folder / "edges_prerequisite.csv")]
    return [*items, *headings.values()], arrows


def arithmetic(shared: Path) -> Framework:
    """195 fine-grained skills of arithmetic in 34 topics, without levels (SkillMaster, Apache-2.0)."""
    content = json.loads((shared / "data/prereqs/skillmaster-arithmetic/EA_integrated.json").read_text())
    topic = {skill: one for one in content["topics"] for skill in one["skills"]}
    items = [
        Item(key=one["id"], statement=one["name"], is_ratable=False, sequence=place)
        for place, one in enumerate(content["topics"])
    ]
    arrows = []
    for place, one in enumerate(content["skills"]):
        above = topic.get(one["id"], {"id": "", "name": ""})
        items.append(
            Item(
                key=one["id"],
                statement=one["desc"],
                title=one["title"],
                strand=above["name"],
                parent=above["id"],
                sequence=place,
            )
        )
        arrows += [Arrow(before["skill_id"], one["id"]) for before in one["prerequisites"]]
    return items, arrows


def coherence_2011(shared: Path) -> Framework:
    """276 standards and parts of standards with 452 arrows: Zimba's graph, drawn for an earlier wording of codes."""
    words = json.loads((shared / "data/prereqs/zimba-baumes/standards.json").read_text())
    current = {_without_cluster(code): (code, text) for code, text in words.items()}
    links = json.loads((shared / "science/anchors/atc_edges.json").read_text())
    arrows = [Arrow(one["begin"], one["end"]) for one in links if one["edgedesc"] == "Arrow"]
    items = [
        Item(key=code, statement=str(text), is_ratable=False)
        for code, text in words.items()
        if re.fullmatch(r"[K\d]\.[A-Z]+\.[A-Z]", code)
    ]
    for name in sorted({key for arrow in arrows for key in (arrow.before, arrow.after)}):
        code, _, part = name.partition("||")
        found, text = current.get(code, ("", ""))
        items.append(
            Item(
                key=name,
                code=code,
                statement=f"{text} {part}".strip(),
                strand=code.split(".")[1],
                parent=".".join(found.split(".")[:3]),
                level=int(code.split(".")[0]),
            )
        )
    return items, arrows


def _without_cluster(code: str) -> str:
    """3.MD.B.4 as the graph of 2011 says it: 3.MD.4, and kindergarten as 0."""
    parts = code.split(".")
    kept = [parts[0], *(part for part in parts[1:] if not re.fullmatch("[A-Z]", part))]
    return ".".join(["0" if kept[0] == "K" else kept[0], *kept[1:]]) if len(parts) > 2 else code


def ngss_to_ccss(shared: Path) -> tuple[list[Item], list[Item], list[Link]]:
    """All items of NGSS, all of CCSS mathematics and English, and the links whose address a CCSS package carries."""
    left, science = case_items(shared, "ngss.cfpackage.json.gz")
    right, addresses = [], dict[str, str]()
    for name in ("ccss-math.cfpackage.json.gz", "ccss-ela.cfpackage.json.gz"):
        items, package = case_items(shared, name)
        right += items
        addresses |= {
            one.destination.uri: one.origin.identifier
            for one in package.associations
            if one.type == "exactMatchOf"
        }
    links = dict.fromkeys(
        Link(one.origin.identifier, addresses[one.destination.uri])
        for one in science.associations
        if one.type == "isRelatedTo" and one.destination.uri in addresses
    )
    return left, right, list(links)


def renamed_ccss(shared: Path) -> tuple[list[Item], list[Item], list[Link]]:
    """CCSS mathematics as the Texas package lists it (CC.8.F.5, the cluster's words run into the statement) and as it
    is; linked where the codes are the same once the cluster's letter is left out. Codes are taken off both."""
    left, _ = case_items(shared, "teks-edfi.cfpackage.json.gz")
    right, _ = case_items(shared, "ccss-math.cfpackage.json.gz")
    target: dict[str, str] = {}
    for item in right:
        parts = item.code.removeprefix("CCSS.Math.Content.").removeprefix("HS").split(".")
        target.setdefault(".".join(part for part in parts if part not in "ABCDE"), item.key)
    links = [
        Link(item.key, target[code])
        for item in left
        if (code := item.code.removeprefix("CC.").replace("-", ".")) != item.code and code in target
    ]
    origins = {link.origin for link in links}
    return (
        [replace(item, code="") for item in left if item.key in origins or not item.is_ratable],
        [replace(item, code="") for item in right],
        links,
    )


def case_items(shared: Path, name: str) -> tuple[list[Item], CasePackage]:
    """The items of a package of data/frameworks/case, in the order of its tree."""
    path = shared / "data/frameworks/case" / name
    raw = path.read_bytes()
    package = read_package(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    by_key = {one.identifier: one for one in package.items}
    children = tree(package).children
    found: dict[str, Item] = {}

    def walk(node: str, strand: str) -> None:
        for key in children.get(node, ()):
            if key in found or key not in by_key:
                continue
            one = by_key[key]
            found[key] = Item(
                key=key,
                statement=one.statement,
                code=one.code,
                language=one.language or package.document.language or "en",
                source=package.document.identifier,
                domain=package.document.title,
                strand=strand or one.statement,
                parent=node if node in by_key else "",
                level=_level(one.education_levels),
                is_ratable=not children.get(key) or "standard" in one.item_type.lower(),
                sequence=len(found),
            )
            walk(key, strand or one.statement)

    walk(package.document.identifier, "")
    return list(found.values()), package


def without_places(items: list[Item]) -> list[Item]:
    """The words alone: no level, heading, strand, code or order."""
    return [
        replace(one, level=None, parent="", strand="", domain="", code="", sequence=0)
        for one in items
        if one.is_ratable
    ]


def _level(names: tuple[str, ...]) -> int | None:
    found = [match.group(1).lower() for name in names if (match := _LEVEL.match(name))]
    levels = [0 if name.startswith("k") else int(name) for name in found]
    return min((level for level in levels if level <= 12), default=None)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(newline="") as file:
        yield from csv.DictReader(file)
