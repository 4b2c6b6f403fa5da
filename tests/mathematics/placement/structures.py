"""Arbitrary small structures, and answers about them."""

from itertools import pairwise

from hypothesis import strategies as st

from headway.mastery.placement import Answer, Structure


@st.composite
def structures(draw, most=7):
    n = draw(st.integers(1, most))
    names = [f"c{i}" for i in range(n)]
    possible = [(names[i], names[j]) for i in range(n) for j in range(i + 1, n)]
    arrows = draw(st.lists(st.sampled_from(possible), unique=True, max_size=10)) if possible else []
    levels = {name: draw(st.integers(3, 9)) for name in names} if draw(st.booleans()) else None
    strands = {name: draw(st.sampled_from("ab")) for name in names} if draw(st.booleans()) else None
    return Structure.of(names, arrows, levels=levels, strands=strands)


def answers_to(structure, most=5):
    one = st.tuples(st.sampled_from(structure.competencies), st.sampled_from(list(Answer)))
    return st.lists(one, max_size=most)


def chain(n):
    names = [f"c{i}" for i in range(n)]
    return Structure.of(names, list(pairwise(names)))


def before(structure, competency):
    """Everything that a competency needs, however far."""
    found, waiting = set(), [structure.place[competency]]
    while waiting:
        node = waiting.pop()
        for a, b in structure.arrows:
            if b == node and a not in found:
                found.add(a)
                waiting.append(a)
    return {structure.competencies[i] for i in found}
