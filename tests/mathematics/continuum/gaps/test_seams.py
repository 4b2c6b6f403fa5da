"""Where schools hand learners on: which steps stop, and when it is said for a step, a strand or a whole subject."""

import pytest
from hypothesis import given

from headway.mastery.continuum.gaps import FindingKind, RemedyKind, find, reference
from headway.mastery.continuum.items import Line, Link, Relation
from tests.mathematics.continuum.gaps.lines import item, line, numbered, numbers, tangles

K = FindingKind
SEAMS = {K.SEAM_BROKEN, K.SEAM_NO_SUCCESSOR, K.SEAM_NO_PREDECESSOR}


def seams_of(items, arrows=(), **more):
    return find(line(items, arrows, **more), SEAMS).findings


@given(tangles())
def test_ways_that_stop_before_a_seam_stop_where_the_definition_says(tangle):
    levels = [one.level for one in tangle.items]
    below = [number for number, level in enumerate(levels) if level is not None and level < 6]
    above = [number for number, level in enumerate(levels) if level is not None and level >= 6]
    report = find(tangle, SEAMS)
    if not below or not above:
        assert not report.findings
        return
    last = max(levels[number] for number in below)
    candidates = [number for number in below if levels[number] == last]
    linked = {number for pair in numbered(tangle) for number in pair}
    ends = reference.seam_ends(len(levels), numbered(tangle), levels, 6, candidates)
    named = {
        number
        for one in report.findings
        if one.kind is not K.SEAM_NO_PREDECESSOR
        for number in numbers(tangle, one.items)
    }
    crowd = set(range(len(levels))) - linked
    for group in ends:
        if not group & linked and len(crowd) > 3:
            continue  # steps without any way are told together, as orphans
        assert named & group, "every end is named"
    if not report.of(K.SEAM_BROKEN):
        alone = {
            numbers(tangle, one.items)[0]
            for one in report.of(K.SEAM_NO_SUCCESSOR)
            if one.facts["scope"] == "item"
        }
        assert alone <= set().union(*ends)
        assert all(len(alone & group) <= 1 for group in ends if group & linked)


def test_a_step_that_stops_before_the_seam_is_named_with_the_most_alike_step_behind_it():
    found = seams_of(
        [
            item("5a", 5, statement="Divide fractions by whole numbers"),
            item("5b", 5, statement="Find the volume of a box with cubes"),
            item("6a", 6, statement="Divide fractions by fractions"),
            item("6b", 6, statement="Find the volume of prisms with fractional edges"),
        ],
        [("5a", "6a"), ("5a", "6b")],
    )
    assert [(one.kind, one.items) for one in found] == [(K.SEAM_NO_SUCCESSOR, ("5b",))]
    remedy = found[0].remedy
    assert (remedy.kind, remedy.before, remedy.after) == (RemedyKind.ADD_ARROW, "5b", "6b")
    assert found[0].facts["proposals"][0] == ("6b", ("find", "volume"))


def test_a_step_that_leads_on_through_another_is_joined_and_one_that_leads_to_an_end_is_told_with_it():
    items = [item("4", 4), item("5a", 5), item("5b", 5), item("5c", 5), item("5d", 5), item("6", 6)]
    found = seams_of(items, [("5a", "5b"), ("5b", "6"), ("5c", "5d"), ("4", "5a")])
    assert [(one.items, one.facts["carried"]) for one in found] == [(("5d",), ("5c",))]


def test_the_first_steps_behind_the_seam_are_asked_what_prepares_for_them():
    items = [item("5", 5), item("6a", 6), item("6b", 6), item("7", 7)]
    found = seams_of(items, [("5", "6a"), ("6b", "7")])
    assert [(one.kind, one.items) for one in found] == [(K.SEAM_NO_PREDECESSOR, ("6b",))]
    assert found[0].remedy.after == "6b"


def test_a_strand_that_is_on_both_sides_is_looked_at_where_it_stands_last():
    items = [item("4g", 4, "Geometry"), item("5", 5), item("6g", 6, "Geometry"), item("6", 6)]
    found = seams_of(items, [("5", "6"), ("5", "6g")])
    assert [one.items for one in found] == [("4g",)]


def test_a_part_without_arrows_stands_with_its_standard():
    items = [
        item("5", 5),
        item("5.a", 5, parent="5"),
        item("5.b", 5, parent="5"),
        item("5.b.i", 5, parent="5.b"),
        item("6", 6),
    ]
    assert not seams_of(items, [("5", "6")])
    assert {one.items for one in seams_of(items, [("5.a", "6")])} == set()


def test_a_subject_in_which_nothing_leads_across_is_one_finding():
    items = [item(f"{level}{name}", level) for level in (4, 5, 6, 7) for name in "abcde"]
    (broken,) = seams_of(items, [(f"4{name}", f"5{name}") for name in "abcde"])
    assert broken.kind is K.SEAM_BROKEN
    assert broken.facts["before"] == tuple(f"5{name}" for name in "abcde")
    assert broken.facts["after"] == tuple(f"6{name}" for name in "abcde")


def three_schools():
    """Pieces of three frameworks: elementary, middle and high, each by itself in order."""
    pieces = [("E", "Math", range(6)), ("M", "Mathematics", range(6, 9)), ("H", "Mathematics", range(9, 13))]
    items = [
        item(f"{source}{level}{name}", level, domain=domain, source=source)
        for source, domain, levels in pieces
        for level in levels
        for name in "ab"
    ]
    arrows = [
        (f"{source}{level}{name}", f"{source}{level + 1}{name}")
        for source, _, levels in pieces
        for level in list(levels)[:-1]
        for name in "ab"
    ]
    return line(items, arrows)


def test_pieces_of_three_frameworks_break_at_both_seams_until_they_are_joined():
    pieces = three_schools()
    broken = find(pieces, SEAMS).findings
    assert [(one.kind, one.facts["seam"]) for one in broken] == [(K.SEAM_BROKEN, 6), (K.SEAM_BROKEN, 9)]
    joined = Line(
        pieces.items,
        pieces.arrows,
        links=tuple(
            Link(before, after, Relation.NARROWER)
            for before, after in (("E5a", "M6a"), ("M6b", "E5b"), ("M8a", "H9a"), ("M8b", "H9b"))
        ),
    )
    assert not find(joined, SEAMS).findings


def test_a_see_also_between_frameworks_joins_only_right_across_the_seam():
    pieces = three_schools()
    beside = Line(
        pieces.items, pieces.arrows, links=(Link("E5a", "E4a"), Link("M8a", "H9a"), Link("H9b", "M8b"))
    )
    assert [one.facts["seam"] for one in find(beside, SEAMS).findings] == [6]


def test_steps_that_say_the_same_do_not_join_schools_by_themselves():
    items = [item("5", 5, statement="Read a bar graph of favourite fruits"), item("6", 6)]
    again = item("6x", 6, statement="Read a bar graph of favourite fruits")
    assert [one.kind for one in seams_of([*items, again])] == [K.SEAM_BROKEN]


@pytest.mark.parametrize("names", [("Mathematics", "Science"), ("Art", "Music")])
def test_a_subject_that_another_only_follows_is_not_broken(names):
    items = [item("5", 5, domain=names[0], source="E"), item("6", 6, domain=names[1], source="M")]
    items = [item("5", 5, statement="Count apples", domain=names[0], source="E"), items[1]]
    assert not seams_of(items)


def test_few_steps_that_nothing_joins_are_named_and_many_are_told_of_their_strand_once():
    def found(names):
        items = [item("5", 5), *(item(f"5{name}", 5) for name in names), item("6", 6)]
        report = find(line(items, [("5", "6")]), {*SEAMS, K.ORPHAN})
        return [(one.kind, len(one.items)) for one in report.findings]

    assert found("ab") == [(K.SEAM_NO_SUCCESSOR, 1)] * 2 + [(K.ORPHAN, 1)] * 2
    assert found("abcde") == [(K.ORPHAN, 5)]


def test_a_ranker_of_one_s_own_proposes():
    items = [item("5a", 5), item("5b", 5), item("6a", 6), item("6b", 6)]
    asked = []

    def last(one, candidates, most):
        asked.append((one.key, [other.key for other in candidates]))
        return [(len(candidates) - 1, ("because",))][:most]

    (found,) = find(line(items, [("5a", "6a"), ("5a", "6b")]), SEAMS, ranker=last).findings
    assert found.remedy.after == "6b"
    assert asked == [("5b", ["6a", "6b"])]
