"""Numbers that others published, or that were computed once with other tools, on real continua."""

import json

import numpy as np

from headway.mastery.continuum import (
    Continuum,
    ancestors,
    closure,
    frontier,
    level_jumps,
    longest_path,
    reduction,
    reference,
)
from tests.mathematics.continuum.graphs import arrows_of, coherence_2011, coherence_map
from tests.shared_material import shared


def anchors():
    return json.loads(shared("science/anchors/anchors.json").read_text())


def test_the_2011_coherence_graph_has_its_published_shape():
    known = anchors()["graphs"]["atc_coherence_map"]
    graph = coherence_2011()
    assert graph.n == known["nodes"] == 276
    assert len(graph.before) == known["arrows"] == 452
    assert len(reduction(graph).before) == known["transitive_reduction"] == 379
    assert len(longest_path(graph)) - 1 == known["longest_path"] == 23
    assert len(graph.sources()) == known["sources"] == 26
    assert len(graph.sinks()) == known["sinks"] == 46
    assert round(closure(graph).sum() / graph.n, 2) == known["avg_ancestors"] == 30.92
    assert {str(climb): count for climb, count in level_jumps(graph).items()} == known["grade_jumps"]


def test_the_coherence_map_has_its_published_shape():
    graph = coherence_map()
    assert (graph.n, len(graph.before)) == (480, 757)
    assert len(longest_path(graph)) - 1 == 30


def test_on_the_coherence_map_the_first_that_are_ready_are_the_sources_and_everything_can_be_reached():
    graph = coherence_map()
    proficient: set[int] = set()
    assert frontier(graph, proficient).tolist() == graph.sources().tolist()
    rounds = 0
    while ready := set(frontier(graph, proficient).tolist()):
        assert all(set(ancestors(graph, node).tolist()) <= proficient for node in ready)
        proficient |= ready
        rounds += 1
    assert len(proficient) == graph.n
    assert rounds == len(longest_path(graph))


def test_the_outer_fringes_of_doignon_and_falmagne_are_the_frontier():
    known = anchors()["blim_DF7"]
    structure = [frozenset(i for i, bit in enumerate(state) if bit == "1") for state in known["K"]]
    continuum = surmise_relation(structure, n=5)
    assert reference.states(5, arrows_of(continuum)) == set(structure)
    for state, fringe in known["outer_fringe"].items():
        proficient = np.array([bit == "1" for bit in state])
        assert "".join("abcde"[node] for node in frontier(continuum, proficient)) == fringe


def surmise_relation(structure, n):
    """x before y when every state that holds y holds x."""
    arrows = [
        (x, y)
        for x in range(n)
        for y in range(n)
        if x != y and all(x in state for state in structure if y in state)
    ]
    return Continuum(n, [x for x, _ in arrows], [y for _, y in arrows])
