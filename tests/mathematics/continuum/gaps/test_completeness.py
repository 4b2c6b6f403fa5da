"""What is not written yet, strands that stop, the graduate profile; and what stays over versions."""

from dataclasses import replace

import pytest

from headway.mastery.continuum.gaps import FindingKind, RemedyKind, Urgency, find
from headway.mastery.continuum.items import Arrow, Line, Link, Statement
from headway.mastery.facts import Refused
from tests.mathematics.continuum.gaps.lines import demo, item, line

K = FindingKind
WHOLE = {
    "statement": "I can compare two fractions",
    "descriptor_levels": frozenset({1, 2, 3, 4}),
    "exemplars": 1,
    "depth": 2,
}


def whole(key, level=3, **more):
    return item(key, level, **{**WHOLE, "statement": f"I can compare {key} with others", **more})


def test_what_lacks_nothing_is_found_nothing_of():
    report = find(line([whole("a"), whole("b", 4)], [("a", "b")]))
    assert report.findings == ()


@pytest.mark.parametrize(
    ("without", "kind", "remedy"),
    [
        ({"statement": "Compare fractions with others"}, K.NO_I_CAN, RemedyKind.WRITE_I_CAN),
        ({"descriptor_levels": frozenset({1, 3})}, K.MISSING_DESCRIPTORS, RemedyKind.WRITE_DESCRIPTORS),
        ({"exemplars": 0}, K.MISSING_EXEMPLAR, RemedyKind.ADD_EXEMPLAR),
        ({"level": None}, K.MISSING_LEVEL, RemedyKind.SET_LEVEL),
        ({"depth": None}, K.MISSING_DEPTH, RemedyKind.SET_DEPTH),
    ],
)
def test_what_one_item_lacks_is_told_of_the_item(without, kind, remedy):
    items = [whole(name) for name in "abcdef"]
    items[2] = replace(items[2], **without)
    (found,) = find(line(items)).of(kind)
    assert (found.items, found.facts["scope"], found.remedy.kind, found.remedy.item) == (
        ("c",),
        "item",
        remedy,
        "c",
    )
    strand = [replace(one, **without) if one.key != "a" else one for one in items]
    (found,) = find(line(strand)).of(kind)
    assert (found.items, found.facts["scope"]) == (tuple("bcdef"), "strand")
    source = [replace(one, **without) for one in items]
    of_source = find(line(source)).of(kind)
    # A framework without any levels or depths does not use them: nothing is missing there.
    expected = [] if kind in (K.MISSING_LEVEL, K.MISSING_DEPTH) else [("source", 6)]
    assert [(one.facts["scope"], one.facts["count"]) for one in of_source] == expected


def test_the_levels_without_a_descriptor_are_named():
    (found,) = find(line([whole("a", descriptor_levels=frozenset({2, 3}))])).of(K.MISSING_DESCRIPTORS)
    assert found.facts["lacking_levels"] == (1, 4)
    six = Line((whole("a"),), performance_levels=(1, 2, 3, 4, 5, 6))
    assert find(six).of(K.MISSING_DESCRIPTORS)[0].facts["lacking_levels"] == (5, 6)


def test_a_standard_has_what_all_its_parts_have():
    parts = [whole("a.1", parent="a"), whole("a.2", parent="a")]
    standard = whole("a", descriptor_levels=frozenset(), exemplars=0)
    lacks = {K.MISSING_DESCRIPTORS, K.MISSING_EXEMPLAR}
    assert not find(line([standard, *parts])).of(*lacks)
    half = [parts[0], replace(parts[1], exemplars=0)]
    assert {one.items[0] for one in find(line([standard, *half])).of(*lacks)} == {"a", "a.2"}


def test_what_nothing_joins_is_alone_and_a_link_or_a_joined_part_is_company():
    items = [whole(name) for name in "abcde"] + [whole("e.1", parent="e"), whole("f", source="other")]
    found = find(line(items, [("a", "b"), ("a", "e.1")], links=(Link("c", "f"),)), {K.ORPHAN}).findings
    assert [one.items for one in found] == [("d",)]


def test_headings_are_asked_for_nothing():
    heading = item("h", None, is_ratable=False, statement="Understand numbers")
    assert find(line([heading, whole("a", parent="h"), whole("b", 4)], [("a", "b")])).findings == ()


def strand(name, levels, **more):
    return [whole(f"{name}{level}", level, strand=name, **more) for level in levels]


def test_a_strand_stops_where_its_domain_goes_on_without_it():
    items = [*strand("N", range(9)), *strand("G", range(4))]
    (found,) = find(line(items)).of(K.STRAND_STOPS)
    assert (found.facts["strand"], found.facts["last"], found.facts["domain_goes_to"]) == ("G", 3, 8)
    assert not find(line(items, [("G3", "N4")])).of(K.STRAND_STOPS), "it goes on under another name"
    assert find(line(items, [("G3", "N3")])).of(K.STRAND_STOPS)


def test_a_strand_that_goes_to_graduation_is_whole_though_another_goes_beyond():
    assert not find(line([*strand("N", range(13)), *strand("G", range(15))])).of(K.STRAND_STOPS)


def test_two_levels_left_out_are_a_hole_and_a_band_leaves_none_out():
    items = [*strand("N", range(9)), *strand("G", [0, 1, 4, 6])]
    (hole,) = find(line(items)).of(K.STRAND_HOLE)
    assert (hole.facts["strand"], hole.facts["missing"], hole.items) == ("G", (2, 3), ("G1", "G4"))
    banded = [replace(one, highest_level=3) if one.key == "G1" else one for one in items]
    assert not find(line(banded)).of(K.STRAND_HOLE)


def test_depth_that_is_not_reached_again_is_told_of_the_strand():
    rises = [whole(f"a{n}", n, depth=depth) for n, depth in enumerate([1, 2, 3, 2, 3])]
    assert not find(line(rises)).of(K.STRAND_DEPTH_FALLS)
    falls = [whole(f"a{n}", n, depth=depth) for n, depth in enumerate([1, 3, 2, 2])]
    (found,) = find(line(falls)).of(K.STRAND_DEPTH_FALLS)
    assert (found.facts["peak"], found.facts["peak_level"], found.items) == (3, 1, ("a2", "a3"))


def profiled(served):
    items = [whole(name) for name in "abc"] + [whole("d", is_essential=False), whole("a.1", parent="a")]
    statements = (
        Statement("p1", "Our graduates compare and judge", frozenset(served)),
        Statement("p2", "Our graduates care for their community", frozenset({"gone"})),
    )
    return find(line(items, profile=statements))


def test_statements_of_the_profile_that_nothing_serves_are_named_and_essential_items_that_serve_none():
    report = profiled({"a", "b"})
    (unserved,) = report.of(K.UNSERVED_STATEMENT)
    assert (unserved.facts["statement"], unserved.facts["gone"]) == ("p2", ("gone",))
    assert [one.items for one in report.of(K.SERVES_NO_STATEMENT)] == [("c",)]
    facts = report.facts
    assert (facts.profile_statements, facts.profile_served) == (2, 1)
    assert (facts.essential_items, facts.essential_serving) == (4, 3)


def test_taking_a_mapping_away_lowers_coverage_and_names_the_statement():
    assert [one.facts["statement"] for one in profiled(()).of(K.UNSERVED_STATEMENT)] == ["p1", "p2"]
    proposed = profiled(()).of(K.UNSERVED_STATEMENT)[0].facts["proposals"]
    assert proposed[0][1] == ("compare",)


def test_without_a_profile_nothing_is_asked_of_it():
    assert not find(line([whole("a")])).of(K.SERVES_NO_STATEMENT)


def test_a_decision_finds_its_finding_again_in_a_later_version():
    first = find(demo())
    later = demo()
    reworded = [replace(one, title="Anew", sequence=one.sequence + 7, exemplars=2) for one in later.items]
    reordered = Line(tuple(reversed(reworded)), tuple(reversed(later.arrows)))
    arrows_and_steps = {
        K.SEAM_NO_SUCCESSOR,
        K.LEVEL_JUMP,
        K.DEPTH_FALLS,
        K.COMPOUND,
        K.REDUNDANT,
        K.STRAND_STOPS,
    }
    assert {one.fingerprint for one in first.of(*arrows_and_steps)} == {
        one.fingerprint for one in find(reordered).of(*arrows_and_steps)
    }


def test_fingerprints_tell_findings_apart():
    report = find(demo())
    assert len(report.fingerprints) == len(report.findings) > 100


def test_findings_come_in_one_order_the_most_urgent_first_whatever_is_asked():
    report = find(demo())
    assert [one.weight for one in report.findings] == sorted(one.weight for one in report.findings)
    assert find(demo()).findings == report.findings
    some = find(demo(), {K.LEVEL_JUMP, K.REDUNDANT})
    assert some.findings == report.of(K.LEVEL_JUMP, K.REDUNDANT)
    assert some.counts == {K.LEVEL_JUMP: 84, K.REDUNDANT: 40}


def test_progress_is_told_before_each_kind():
    told = []
    find(line([whole("a")]), {K.CIRCLE, K.REDUNDANT}, lambda *step: told.append(step))
    assert told == [(K.CIRCLE, 0, 2), (K.REDUNDANT, 1, 2)]


def test_many_findings_of_one_strand_are_bundled_to_show():
    bundles = find(demo(), {K.REDUNDANT, K.LEVEL_JUMP}).folded(most=5)
    assert sum(map(len, bundles)) == 124
    assert all(len(bundle) == 1 or len(bundle) > 5 for bundle in bundles)
    assert any(len(bundle) > 5 for bundle in bundles)


def test_two_items_of_one_key_are_refused_by_name():
    with pytest.raises(Refused, match="Two items of this line have the key a"):
        find(line([whole("a"), whole("a")]))


def test_a_line_of_nothing_is_found_nothing_of():
    report = find(Line((), (Arrow("a", "b"),)))
    assert set(report.counts) <= {K.MISSING_ITEM}
    assert (report.facts.nodes, report.facts.longest_path) == (0, 0)
    assert find(Line(())).findings == ()


def test_what_stops_learners_comes_before_what_is_not_written():
    report = find(line([item("a", 3), item("b", 3)], [("a", "b"), ("b", "a")]))
    assert report.findings[0].weight is Urgency.STOPS
