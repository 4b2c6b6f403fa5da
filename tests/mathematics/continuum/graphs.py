"""Arbitrary small continua, and real ones read in place."""

import csv
import json

import numpy as np
from hypothesis import strategies as st

from headway.mastery.continuum import Continuum
from tests.shared_material import shared


@st.composite
def continua(draw, most=9):
    """Up to `most` nodes, arrows along a hidden order, about one arrow in four not essential."""
    n = draw(st.integers(0, most))
    hidden = draw(st.permutations(range(n)))
    possible = [(hidden[i], hidden[j]) for i in range(n) for j in range(i + 1, n)]
    arrows = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    essential = [draw(st.sampled_from([True, True, True, False])) for _ in arrows]
    return Continuum(
        n=n, before=[a for a, _ in arrows], after=[b for _, b in arrows], essential=np.array(essential, bool)
    )


def arrows_of(continuum, *, essential=False):
    """The arrows as pairs; only the essential ones if asked."""
    rows = zip(continuum.before.tolist(), continuum.after.tolist(), continuum.essential.tolist(), strict=True)
    return [(before, after) for before, after, holds in rows if holds or not essential]


def sets_of_nodes(continuum):
    return st.sets(st.integers(0, continuum.n - 1)) if continuum.n else st.just(set())


def coherence_2011():
    """The published 2011 coherence graph; the leading number of each code is its level."""
    links = json.loads(shared("science/anchors/atc_edges.json").read_text())
    plain = Continuum.from_codes((e["begin"], e["end"]) for e in links if e["edgedesc"] == "Arrow")
    level = [int(name.split(".")[0]) for name in plain.names]
    return Continuum(plain.n, plain.before, plain.after, level=level, names=plain.names)


def coherence_map():
    """All standards of the Coherence Map with their prerequisite arrows."""
    folder = shared("data/prereqs/atc-coherence-map")
    with (folder / "standards.csv").open(newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    with (folder / "edges_prerequisite.csv").open(newline="") as file:
        arrows = [(row["from_code"], row["to_code"]) for row in csv.DictReader(file)]
    return Continuum.from_codes(arrows, codes)
