"""What a check covers: arrows, circles, islands, and parts of a continuum."""

import pytest
from hypothesis import given

from headway.mastery.continuum import Circle, Continuum, closure
from headway.mastery.facts import Refused
from headway.mastery.placement import Structure, part
from tests.mathematics.continuum.graphs import continua
from tests.mathematics.placement.structures import structures


def test_a_circle_is_refused_by_a_sentence_that_names_it():
    with pytest.raises(Circle, match="adding → taking away → adding"):
        Structure.of(
            ["adding", "taking away", "zero"], [("adding", "taking away"), ("taking away", "adding")]
        )


def test_islands_and_a_single_competency_are_fine():
    assert Structure.of(["a", "b"]).depth == (0, 0)
    assert Structure.of(["a"]).positions == (6.0,)


@pytest.mark.parametrize(
    ("competencies", "arrows", "said"),
    [
        ([], [], "at least one competency"),
        (["a", "a"], [], "a stands twice"),
        (["a"], [("a", "b")], "Arrow 1 names b"),
        (["a", "b"], [("a", "a")], "joins a competency to itself"),
    ],
)
def test_what_is_no_structure_is_refused_with_its_remedy(competencies, arrows, said):
    with pytest.raises(Refused, match=said):
        Structure.of(competencies, arrows)


def test_a_left_out_competency_does_not_break_the_order():
    line = Continuum(4, [0, 1, 2], [1, 2, 3], names=("a", "b", "c", "d"))
    assert Structure.from_continuum(line, [0, 3]).arrows == ((0, 1),)


def test_arrows_that_are_not_essential_hold_nothing_back():
    line = Continuum(2, [0], [1], essential=[False])
    assert Structure.from_continuum(line).arrows == ()


@given(continua(most=8))
def test_a_part_keeps_exactly_the_order_of_the_whole(continuum):
    essential = continuum.essential
    if not continuum.n:
        return
    held = Continuum(continuum.n, continuum.before[essential], continuum.after[essential])
    chosen = list(range(0, continuum.n, 2))
    found = Structure.from_continuum(continuum, chosen)
    whole = closure(held)
    assert (closure(found.continuum) == whole[chosen][:, chosen]).all()


@given(structures())
def test_a_structure_comes_back_from_what_was_stored(structure):
    assert Structure.from_dict(structure.to_dict()) == structure
    assert part(structure, structure.competencies).competencies == structure.competencies


def test_within_a_level_what_needs_more_stands_later_and_levels_are_kept_apart():
    structure = Structure.of(["a", "b", "c"], [("a", "b")], levels={"a": 3, "b": 3, "c": 4})
    a, b, c = structure.positions
    assert 2.5 <= a < b <= 3.5 <= c <= 4.5


def test_a_competency_without_a_level_stands_where_its_prerequisites_do():
    structure = Structure.of(["a", "b"], [("a", "b")], levels={"a": 9})
    assert all(8.5 <= position <= 9.5 for position in structure.positions)
