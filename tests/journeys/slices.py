"""Slices of published frameworks, cut from the shared material when a story runs: some levels, with what stands above."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from headway.mastery.continuum.placing import level_of

__all__ = ["sliced"]


def sliced(package: Path, first: int, last: int, *, under: str = "") -> bytes:
    """The package with its items on these levels and everything above them; `under`: only below a top item whose
    statement matches."""
    raw = package.read_bytes()
    whole: dict[str, Any] = json.loads(gzip.decompress(raw) if package.suffix == ".gz" else raw)
    items = {one["identifier"]: one for one in whole["CFItems"]}
    parent = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"]
        for one in whole["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }
    kept: set[str] = set()
    for identifier, item in items.items():
        level = level_of(item.get("educationLevel", ()))
        if level is None or not first <= level <= last:
            continue
        way = [identifier]
        while parent.get(way[-1]) in items:
            way.append(parent[way[-1]])
        if not under or re.search(under, items[way[-1]]["fullStatement"]):
            kept |= set(way)
    document = whole["CFDocument"]["identifier"]
    inside = kept | {document}
    links = [
        one
        for one in whole["CFAssociations"]
        if one["originNodeURI"]["identifier"] in kept
        and (one["destinationNodeURI"]["identifier"] in inside or one["associationType"] != "isChildOf")
    ]
    return json.dumps(
        whole
        | {"CFItems": [one for one in whole["CFItems"] if one["identifier"] in kept], "CFAssociations": links}
    ).encode()
