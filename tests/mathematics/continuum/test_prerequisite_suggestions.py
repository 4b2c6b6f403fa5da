"""Prerequisites as they are suggested: what may be, what may not, in which order, and why."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.mastery.continuum.items import Arrow, Item
from headway.mastery.continuum.reference import leads_to
from headway.mastery.continuum.suggestions import ReasonKind, suggest_prerequisites
from headway.mastery.facts import Refused
from tests.mathematics.continuum.suggestible import frameworks, ladder

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def facts(suggestion):
    return {reason.kind: dict(reason.facts) for reason in suggestion.reasons}


# -- what may be suggested --


@FEW
@given(frameworks(), st.integers(0, 5))
def test_no_suggestion_breaks_a_rule(framework, top):
    items, arrows = framework
    by_key = {one.key: one for one in items}
    pairs = [(one.before, one.after) for one in arrows]
    found = suggest_prerequisites(items, arrows, top=top)
    assert set(found) == {one.key for one in items if one.is_ratable}
    for target, suggestions in found.items():
        assert len(suggestions) <= top
        assert [one.order for one in suggestions] == list(range(1, len(suggestions) + 1))
        assert len({one.target for one in suggestions}) == len(suggestions)
        for one in suggestions:
            level, earlier = by_key[target].level, by_key[one.target].level
            assert one.origin == target != one.target
            assert by_key[one.target].is_ratable
            assert level is None or earlier is None or earlier <= level
            assert one.target not in leads_to(pairs, target)
            assert target not in leads_to(pairs, one.target)
            assert one.reasons
            assert one.relation is None


@FEW
@given(frameworks(), st.randoms())
def test_the_order_in_which_items_and_arrows_come_changes_nothing(framework, random):
    items, arrows = framework
    found = suggest_prerequisites(items, arrows)
    mixed, turned = list(items), list(arrows)
    random.shuffle(mixed)
    random.shuffle(turned)
    again = suggest_prerequisites(mixed, turned)
    assert again == found
    assert {key: [one.strength for one in some] for key, some in again.items()} == {
        key: [one.strength for one in some] for key, some in found.items()
    }


@FEW
@given(frameworks())
def test_what_was_refused_is_not_suggested_again_and_the_others_move_up(framework):
    items, arrows = framework
    found = suggest_prerequisites(items, arrows)
    refused = {(some[0].target, key) for key, some in found.items() if some}
    again = suggest_prerequisites(items, arrows, refused=refused)
    for key, some in again.items():
        assert [one.target for one in some] == [one.target for one in found[key][1:]]


def test_refused_arrows_may_be_named_as_arrows():
    items, arrows = ladder()
    refused = {Arrow("2.area", "3.area")}
    found = suggest_prerequisites(items, arrows[:0], ["3.area"], refused=refused)["3.area"]
    assert "2.area" not in {one.target for one in found}


def test_what_is_needed_already_by_way_of_others_is_suggested_only_when_asked():
    items, arrows = ladder()
    plain = suggest_prerequisites(items, arrows, ["3.area"])["3.area"]
    asked = suggest_prerequisites(items, arrows, ["3.area"], implied=True)["3.area"]
    assert not {"2.area", "1.area", "0.area"} & {one.target for one in plain}
    assert "1.area" in {one.target for one in asked}
    assert "2.area" not in {one.target for one in asked}


def test_only_the_targets_asked_for_are_answered_and_headings_are_none():
    items, arrows = ladder()
    assert set(suggest_prerequisites(items, arrows, ["1.area", "area", "unknown"])) == {"1.area"}


# -- which comes first --


def test_the_same_topic_one_level_earlier_comes_first():
    items, _ = ladder()
    found = suggest_prerequisites(items, [])
    for item in items:
        if item.is_ratable and item.level:
            assert found[item.key][0].target == f"{item.level - 1}.{item.parent}"


def test_what_alike_items_need_is_suggested_though_no_word_is_shared():
    items, arrows = ladder()
    items = [
        *items,
        Item(key="ruler", statement="Read a scale", level=0, strand="Tools"),
        Item(key="new", statement="Measure area with square tiles", level=2, strand="area", parent="area"),
    ]
    arrows = [*arrows, *(Arrow("ruler", f"2.{topic}") for topic in ("area", "volume", "angles"))]
    found = suggest_prerequisites(items, arrows, ["new"])["new"]
    ruler = next(one for one in found if one.target == "ruler")
    assert facts(ruler)[ReasonKind.NEIGHBOURS_NEED_IT] == {"items": ("2.area",)}
    assert "ruler" not in {
        one.target for one in suggest_prerequisites(items, arrows[:-3], ["new"])["new"][:3]
    }


# -- reasons --


def test_reasons_name_words_places_and_levels():
    items, _ = ladder()
    first = suggest_prerequisites(items, [], ["3.area"])["3.area"][0]
    said = facts(first)
    assert said[ReasonKind.SHARED_WORDS] == {"words": ("area", "kind")}
    assert said[ReasonKind.SAME_HEADING_BEFORE] == {"heading": "area", "steps": 1}
    assert said[ReasonKind.SAME_STRAND] == {"strand": "area"}
    assert said[ReasonKind.EARLIER_LEVEL] == {"levels": 1}
    assert first.reasons[-1].kind is ReasonKind.EARLIER_LEVEL


def test_words_are_shown_as_the_candidate_says_them():
    items = [
        Item(key="a", statement="Multiplying fractions by whole numbers", level=4),
        Item(key="b", statement="Multiply a fraction by a fraction", level=5),
    ]
    found = suggest_prerequisites(items, [], ["b"])["b"][0]
    assert set(facts(found)[ReasonKind.SHARED_WORDS]["words"]) == {"multiplying", "fractions"}


def test_the_same_words_at_an_earlier_level_are_said_to_be_the_same():
    items = [
        Item(key="a", statement="Write opinions supported by reasons.", level=3),
        Item(key="b", statement="Write opinions, supported by reasons", level=4),
    ]
    assert ReasonKind.SAME_WORDING in facts(suggest_prerequisites(items, [], ["b"])["b"][0])


def test_what_it_is_known_to_lead_to_is_named():
    items = [
        Item(key="a", statement="Count tens", level=1),
        Item(key="b", statement="Add tens", level=1),
        Item(key="c", statement="Add within hundred", level=2),
    ]
    found = suggest_prerequisites(items, [Arrow("a", "c"), Arrow("b", "c")], ["b"])["b"][0]
    assert facts(found)[ReasonKind.LEADS_THE_SAME_WAY] == {"items": ("c",)}


# -- hard material --


def test_one_item_has_nothing_to_suggest():
    assert suggest_prerequisites([Item(key="a", statement="Count")], []) == {"a": ()}
    assert suggest_prerequisites([], []) == {}


def test_items_without_words_places_or_levels_get_no_suggestion():
    items = [Item(key=key, statement="") for key in "abc"]
    assert suggest_prerequisites(items, []) == {"a": (), "b": (), "c": ()}


def test_items_that_say_the_same_are_in_the_order_of_their_keys():
    items = [Item(key=key, statement="Compare two fractions") for key in "cab"]
    assert [one.target for one in suggest_prerequisites(items, [])["a"]] == ["b", "c"]


def test_a_circle_that_is_drawn_already_stops_nothing():
    items, arrows = ladder(3)
    arrows = [*arrows, Arrow("2.area", "0.area")]
    found = suggest_prerequisites(items, arrows)
    assert not {one.target for one in found["2.area"]} & {"0.area", "1.area"}


def test_arrows_to_items_that_are_not_here_say_nothing():
    items, _ = ladder(3)
    assert suggest_prerequisites(items, [Arrow("gone", "1.area")]) == suggest_prerequisites(items, [])


def test_spanish_items_are_read_in_spanish():
    items = [
        Item(key="a", statement="Sumar fracciones con el mismo denominador", language="es", level=4),
        Item(key="b", statement="Nombrar figuras planas", language="es", level=4),
        Item(
            key="c", statement="Suma de una fracción y otra con distinto denominador", language="es", level=5
        ),
    ]
    assert suggest_prerequisites(items, [], ["c"])["c"][0].target == "a"


def test_two_items_with_one_key_are_refused_with_their_key():
    items = [Item(key="a", statement="one"), Item(key="a", statement="two")]
    with pytest.raises(Refused, match="key a"):
        suggest_prerequisites(items, [])


def test_enough_arrows_of_its_own_move_what_a_framework_is_told():
    """Here every item needs the next level of another topic: no other framework would say so."""
    items, _ = ladder(13)
    items = [replace(one, level=None) for one in items]
    topics = sorted({one.parent for one in items if one.parent})
    strange = dict(zip(topics, topics[1:] + topics[:1], strict=True))
    arrows = [
        Arrow(f"{level}.{strange[topic]}", f"{level}.{topic}") for level in range(12) for topic in topics[:-1]
    ]
    found = suggest_prerequisites(items, arrows, [f"12.{topic}" for topic in topics[:-1]])
    firsts = [found[f"12.{topic}"][0].target for topic in topics[:-1]]
    assert sum(first.endswith(strange[topic]) for first, topic in zip(firsts, topics, strict=False)) >= 6
