"""Lines to look at: small ones drawn at random, the demo's own, and real frameworks read in place."""

import csv
import json
import tomllib
from pathlib import Path

from hypothesis import strategies as st

from headway.mastery.continuum.items import Arrow, Item, Line
from headway.mastery.continuum.packages import line_of_packages
from headway.mastery.formats.case import read_package
from tests.shared_material import shared

DEMO = Path(__file__).resolve().parents[4] / "demo" / "continuum"
COHERENCE = "prereqs/atc-coherence-map/ccss-math-coherence.cfpackage.json"
CASE = "frameworks/case"


def item(key, level=None, strand="Number", statement=None, **more):
    """An item whose statement is like no other unless one is given."""
    return Item(
        key=key,
        statement=f"Show {_own_word(key)}" if statement is None else statement,
        code=key,
        source=more.pop("source", "ours"),
        domain=more.pop("domain", "Mathematics"),
        strand=strand,
        level=level,
        **more,
    )


def _own_word(key):
    """One word that no other key has: its letters as numbers, those as letters."""
    return "q" + key.encode().hex().translate(str.maketrans("0123456789", "ghijklmnop"))


def line(items, arrows=(), **more):
    made = tuple(Arrow(*one) if isinstance(one, tuple) else one for one in arrows)
    return Line(tuple(items), made, **more)


@st.composite
def tangles(draw, most=8):
    """Up to `most` items at levels 3 to 8 or none, and any arrows between them, circles included."""
    n = draw(st.integers(1, most))
    levels = draw(st.lists(st.none() | st.integers(3, 8), min_size=n, max_size=n))
    ends = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), unique=True))
    gates = draw(st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)))
    items = [item(f"i{number}", level) for number, level in enumerate(levels)]
    arrows = [Arrow(f"i{a}", f"i{b}", gate) for (a, b), gate in zip(pairs, gates, strict=True)]
    return line(items, arrows, seams=(6,))


def numbered(line_):
    """The arrows of a line by the places of their ends."""
    place = {one.key: number for number, one in enumerate(line_.items)}
    return [(place[one.before], place[one.after]) for one in line_.arrows]


def numbers(line_, keys):
    place = {one.key: number for number, one in enumerate(line_.items)}
    return tuple(place[key] for key in keys)


def package(name):
    return read_package(shared(f"data/{name}").read_bytes())


def framework(*names):
    """Frameworks as one line: "ccss-math.cfpackage.json.gz"; the Coherence Map by its whole path."""
    return line_of_packages(package(one if "/" in one else f"{CASE}/{one}") for one in names)


def mathematics():
    return framework("ccss-math.cfpackage.json.gz", COHERENCE)


def coherence_map():
    """The 480 standards of the Coherence Map alone, with their codes for keys."""
    folder = shared("data/prereqs/atc-coherence-map")
    with (folder / "standards.csv").open(newline="") as file:
        items = [
            item(row["code"], _level(row["grade"]), row["domain_name"], row["description"])
            for row in csv.DictReader(file)
        ]
    with (folder / "edges_prerequisite.csv").open(newline="") as file:
        arrows = [(row["from_code"], row["to_code"]) for row in csv.DictReader(file)]
    return line(items, arrows)


def coherence_2011():
    """The published 2011 graph; the leading number of each code is its level."""
    links = json.loads(shared("science/anchors/atc_edges.json").read_text())
    arrows = [(one["begin"], one["end"]) for one in links if one["edgedesc"] == "Arrow"]
    codes = sorted({code for pair in arrows for code in pair})
    return line([item(code, int(code.split(".")[0])) for code in codes], arrows)


def demo():
    """The sample continuum that this repository brings."""
    items, arrows = [], []
    for folder in sorted(path for path in DEMO.iterdir() if path.is_dir()):
        domain = tomllib.loads((folder / "domain.toml").read_text())["name"]["en"]
        for path in sorted(folder.glob("*.toml")):
            read = tomllib.loads(path.read_text())
            for one in read.get("competency", ()):
                items.append(
                    item(
                        one["code"],
                        one["level"],
                        read["strand"]["name"]["en"],
                        one["i_can"]["en"],
                        domain=domain,
                        depth=one["depth"],
                        descriptor_levels=frozenset(range(1, len(one["descriptors"]["en"]) + 1)),
                        exemplars=1,
                    )
                )
                arrows += [(before, one["code"]) for before in one["prerequisites"]]
    return line(items, arrows)


def _level(grade):
    return {"K": 0, "HS": 9}.get(grade) if grade in ("K", "HS") else int(grade)
