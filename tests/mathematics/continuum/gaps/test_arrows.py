"""Circles, locked items, jumps, arrows that turn back or add nothing: held to their definitions on any tangle."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum.gaps import FindingKind, RemedyKind, Urgency, find, reference
from headway.mastery.continuum.items import Arrow
from tests.mathematics.continuum.gaps.lines import item, line, numbered, numbers, tangles

K = FindingKind


def arrows_of(line_, kind):
    return [numbers(line_, one.items) for one in find(line_, {kind}).of(kind)]


@given(tangles(most=6))
def test_every_group_that_waits_for_itself_is_one_finding_with_a_shortest_loop_along_its_arrows(tangle):
    arrows = numbered(tangle)
    found = find(tangle, {K.CIRCLE}).findings
    groups = {frozenset(numbers(tangle, one.facts["members"])) for one in found}
    assert groups == reference.circles(len(tangle.items), arrows)
    assert len(groups) == len(found)
    for one in found:
        loop = numbers(tangle, one.items)
        assert set(zip(loop, [*loop[1:], loop[0]], strict=True)) <= set(arrows)
        assert (
            len(set(loop))
            == len(loop)
            == reference.shortest_loop(numbers(tangle, one.facts["members"]), arrows)
        )
        assert numbers(tangle, (one.remedy.before, one.remedy.after)) in zip(
            loop, [*loop[1:], loop[0]], strict=True
        )


@given(tangles())
def test_an_arrow_adds_nothing_exactly_when_a_longer_way_says_the_same(tangle):
    found = arrows_of(tangle, K.REDUNDANT)
    assert set(found) == reference.redundant(len(tangle.items), numbered(tangle))
    assert len(set(found)) == len(found)
    assert find(tangle).facts.after_reduction == len(tangle.arrows) - len(found)


@given(tangles())
def test_the_longer_way_is_told_along_its_arrows(tangle):
    for one in find(tangle, {K.REDUNDANT}).findings:
        way = numbers(tangle, one.facts["way"])
        assert (way[0], way[-1]) == numbers(tangle, one.items)
        assert len(way) > 2
        assert set(pairwise(way)) <= set(numbered(tangle)) - {(way[0], way[-1])}


@given(tangles())
def test_jumps_and_arrows_that_turn_back_are_those_of_the_definition(tangle):
    levels = [one.level for one in tangle.items]
    assert set(arrows_of(tangle, K.LEVEL_JUMP)) == reference.jumps(numbered(tangle), levels, at_least=3)
    assert set(arrows_of(tangle, K.BACKWARD)) == reference.backward(numbered(tangle), levels)


@given(tangles(), st.sets(st.integers(0, 7)))
def test_what_nobody_can_be_led_to_is_in_a_circle_of_gates_or_told_as_locked(tangle, headings):
    items = [
        item(one.key, one.level, is_ratable=number not in headings) for number, one in enumerate(tangle.items)
    ]
    tangle = line(items, tangle.arrows)
    gates = [pair for pair, arrow in zip(numbered(tangle), tangle.arrows, strict=True) if arrow.is_gate]
    never = headings & set(range(len(items)))
    locked = {
        number for one in find(tangle, {K.UNREACHABLE}).findings for number in numbers(tangle, one.items)
    }
    circled = set().union(*reference.circles(len(items), gates))
    out_of_reach = reference.out_of_reach(len(items), gates, never)
    assert (locked | circled) - never == out_of_reach - never
    assert not locked & never


def test_what_waits_for_something_that_is_not_on_the_line_is_told_with_its_cause():
    report = find(
        line(
            [item("a", 1), item("b", 2), item("c", 3), item("d", 3)],
            [("gone", "a"), ("a", "b"), ("b", "c"), Arrow("elsewhere", "d", is_gate=False)],
        )
    )
    (locked,) = report.of(K.UNREACHABLE)
    assert (locked.items, locked.facts["because"], locked.facts["cause"]) == (
        ("a", "b", "c"),
        "missing",
        ("gone",),
    )
    assert [(one.facts["written"], one.weight) for one in report.of(K.MISSING_ITEM)] == [
        ("gone", Urgency.STOPS),
        ("elsewhere", Urgency.BREAKS),
    ]


def test_a_code_that_only_looks_different_is_told_and_the_arrow_still_counts():
    report = find(
        line([item("3.MD.C.7a", 3), item("4.MD.A.3", 4)], [("CCSS.Math.Content.3.MD.C.7.a", "4.MD.A.3")])
    )
    (mismatch,) = report.of(K.CODE_MISMATCH)
    assert mismatch.remedy.kind is RemedyKind.RECODE
    assert (mismatch.remedy.item, mismatch.facts["written"]) == ("3.MD.C.7a", "CCSS.Math.Content.3.MD.C.7.a")
    assert report.facts.arrows == 1
    assert not report.of(K.MISSING_ITEM, K.UNREACHABLE)


def test_a_code_that_could_be_two_items_is_not_guessed():
    report = find(line([item("1.1", 1), item("11", 1), item("b", 2)], [("1-1", "b")]))
    assert [one.facts["written"] for one in report.of(K.MISSING_ITEM)] == ["1-1"]
    assert report.facts.arrows == 0


def test_of_a_loop_the_arrow_that_runs_farthest_down_the_levels_is_proposed_for_removal():
    report = find(line([item("a", 3), item("b", 4), item("c", 7)], [("a", "b"), ("b", "c"), ("c", "a")]))
    (circle,) = report.of(K.CIRCLE)
    assert circle.items == ("a", "b", "c")
    assert (circle.remedy.before, circle.remedy.after) == ("c", "a")


def test_an_item_that_waits_for_itself_is_a_circle_of_one():
    (circle,) = find(line([item("a", 3)], [("a", "a")]), {K.CIRCLE}).findings
    assert circle.items == ("a",)
    assert (circle.remedy.before, circle.remedy.after) == ("a", "a")


def test_a_long_chain_is_walked_without_recursion():
    n = 3000
    report = find(
        line([item(f"i{i}", 1) for i in range(n)], [(f"i{i}", f"i{(i + 1) % n}") for i in range(n)]),
        {K.CIRCLE},
    )
    assert len(report.findings[0].items) == n


def test_a_jump_that_a_longer_way_fills_is_only_too_much():
    steps = [item("a", 1), item("b", 2), item("c", 4)]
    (jump,) = find(line(steps, [("a", "c")])).of(K.LEVEL_JUMP)
    assert (jump.weight, jump.remedy.kind) == (Urgency.MISLEADS, RemedyKind.ADD_STEP)
    (filled,) = find(line(steps, [("a", "c"), ("a", "b"), ("b", "c")])).of(K.LEVEL_JUMP)
    assert (filled.weight, filled.remedy.kind, filled.facts["between"]) == (
        Urgency.TIDIES,
        RemedyKind.REMOVE_ARROW,
        ("b",),
    )


def test_what_is_for_a_band_of_levels_does_not_turn_back_inside_of_it():
    band = item("band", 6, highest_level=8)
    assert not find(line([item("a", 7), band], [("a", "band")]), {K.BACKWARD}).findings
    assert find(line([item("a", 9), band], [("a", "band")]), {K.BACKWARD}).findings


def test_an_arrow_that_asks_for_less_depth_weighs_more_inside_of_a_strand():
    deep, flat = item("a", 5, depth=3), item("b", 6, depth=2)
    (fall,) = find(line([deep, flat], [("a", "b")])).of(K.DEPTH_FALLS)
    assert (fall.facts["depths"], fall.weight) == ((3, 2), Urgency.THINS)
    elsewhere = item("b", 6, "Geometry", depth=2)
    (fall,) = find(line([deep, elsewhere], [("a", "b")])).of(K.DEPTH_FALLS)
    assert fall.weight is Urgency.TIDIES
    assert not find(line([deep, item("b", 6)], [("a", "b")])).of(K.DEPTH_FALLS)
