"""Links between two frameworks as they are suggested: what may be, in which order, with which relation, and why."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.mastery.continuum.items import Item, Link, Relation
from headway.mastery.continuum.suggestions import ReasonKind, suggest_crosswalk
from headway.mastery.facts import Refused
from tests.mathematics.continuum.suggestible import TOPICS, pairs_of_frameworks

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def facts(suggestion):
    return {reason.kind: dict(reason.facts) for reason in suggestion.reasons}


def first(left, right, accepted=(), origin=None):
    return suggest_crosswalk(left, right, accepted)[origin or left[0].key][0]


# -- what may be suggested --


@FEW
@given(pairs_of_frameworks(), st.integers(0, 4))
def test_no_suggestion_breaks_a_rule(pair, top):
    left, right, accepted = pair
    links = {(one.origin, one.destination) for one in accepted}
    found = suggest_crosswalk(left, right, accepted, top=top)
    assert set(found) == {one.key for one in left if one.is_ratable}
    for key, suggestions in found.items():
        assert len(suggestions) <= top
        assert [one.order for one in suggestions] == list(range(1, len(suggestions) + 1))
        assert len({one.target for one in suggestions}) == len(suggestions)
        for one in suggestions:
            assert (one.origin, one.target) not in links
            assert one.origin == key
            assert one.target in {other.key for other in right}
            assert one.reasons
            assert isinstance(one.relation, Relation)


@FEW
@given(pairs_of_frameworks(), st.randoms())
def test_the_order_in_which_items_and_links_come_changes_nothing(pair, random):
    mixed = [list(part) for part in pair]
    for part in mixed:
        random.shuffle(part)
    assert suggest_crosswalk(*mixed) == suggest_crosswalk(*pair)


@FEW
@given(pairs_of_frameworks())
def test_what_was_refused_is_not_suggested_again_and_the_others_move_up(pair):
    left, right, accepted = pair
    found = suggest_crosswalk(left, right, accepted)
    refused = [(key, some[0].target) for key, some in found.items() if some]
    again = suggest_crosswalk(left, right, accepted, refused)
    for key, some in again.items():
        assert [one.target for one in some] == [one.target for one in found[key][1:]]


def test_an_item_is_not_linked_to_itself():
    items = [Item(key=key, statement="Compare fractions") for key in "ab"]
    found = suggest_crosswalk(items, items)
    assert [one.target for one in found["a"]] == ["b"]


def test_a_heading_without_a_code_is_no_target_and_one_with_a_code_is():
    left = [Item(key="l", statement="Understand place value")]
    right = [
        Item(key="named", statement="Understand place value", is_ratable=False),
        Item(key="coded", statement="Understand place value", code="1.NBT.B", is_ratable=False),
    ]
    assert [one.target for one in suggest_crosswalk(left, right)["l"]] == ["coded"]


# -- which comes first --


def test_the_same_words_come_first_whatever_the_code():
    left = [
        Item(key=f"l{topic}", statement=f"Describe {topic} in daily life", code="X.1") for topic in TOPICS
    ]
    right = [
        Item(key=f"r{topic}", statement=f"Describe {topic} in daily life", code="Y.2") for topic in TOPICS
    ]
    found = suggest_crosswalk(left, right)
    assert [found[f"l{topic}"][0].target for topic in TOPICS] == [f"r{topic}" for topic in TOPICS]
    assert all(found[f"l{topic}"][0].relation is Relation.EXACT for topic in TOPICS)


def test_of_two_with_the_same_words_the_one_at_the_same_level_comes_first():
    left = [Item(key="l", statement="Write narratives", level=4)]
    right = [Item(key=f"r{level}", statement="Write narratives", level=level) for level in (2, 4, 7)]
    found = suggest_crosswalk(left, right)["l"]
    assert found[0].target == "r4"
    assert facts(found[0])[ReasonKind.LEVELS_MEET] == {"level": 4}


def test_what_neighbours_are_linked_to_is_suggested_though_no_word_is_shared():
    left = [
        Item(key=f"l{place}", statement=f"Investigate {topic} outdoors", parent="h", level=3)
        for place, topic in enumerate(TOPICS)
    ]
    right = [
        Item(key="cite", statement="Cite evidence from texts", level=3),
        Item(key="spell", statement="Spell common words", level=3),
    ]
    accepted = [Link(f"l{place}", "cite") for place in range(5)]
    one = first(left, right, accepted, "l7")
    assert one.target == "cite"
    assert set(facts(one)[ReasonKind.NEIGHBOURS_LINKED]["items"]) <= {f"l{place}" for place in range(5)}
    assert facts(one)[ReasonKind.OFTEN_LINKED] == {"count": 5}


def test_accepted_links_teach_what_the_words_do_not_say():
    """Every topic is linked to the one whose name has the same place in another list; the new ones have a level."""
    left = [
        Item(key=f"l{n}.{level}", statement=f"{topic} item {level}", strand=topic, level=level)
        for n, topic in enumerate(TOPICS)
        for level in range(6)
    ]
    right = [
        Item(
            key=f"r{n}.{level}",
            statement=f"letter {chr(97 + n) * 3} part {level}",
            strand=chr(97 + n),
            level=level,
        )
        for n in range(len(TOPICS))
        for level in range(6)
    ]
    accepted = [Link(f"l{n}.{level}", f"r{n}.{level}") for n in range(10) for level in range(6) if level != 3]
    found = suggest_crosswalk(left, right, accepted)
    assert sum(found[f"l{n}.3"][0].target == f"r{n}.3" for n in range(10)) >= 9
    assert suggest_crosswalk(left, right)["l0.3"] == ()


# -- relations and reasons --


@pytest.mark.parametrize(
    ("mine", "theirs", "relation", "kind"),
    [
        (
            "Add and subtract fractions",
            "Add and subtract fractions.",
            Relation.EXACT,
            ReasonKind.SAME_WORDING,
        ),
        (
            "Find the perimeter and the area of rectangles, triangles, circles and other polygons",
            "Find the perimeter of rectangles",
            Relation.BROADER,
            ReasonKind.SAYS_MORE,
        ),
        (
            "Find the perimeter of rectangles",
            "Find the perimeter and the area of rectangles, triangles, circles and other polygons",
            Relation.NARROWER,
            ReasonKind.SAYS_LESS,
        ),
        ("Find the area of circles", "Find the radius of wheels", Relation.RELATED, ReasonKind.SHARED_WORDS),
    ],
)
def test_the_relation_is_what_the_words_speak_for(mine, theirs, relation, kind):
    one = first([Item(key="l", statement=mine)], [Item(key="r", statement=theirs)])
    assert one.relation is relation
    assert kind in facts(one)


def test_a_relation_the_other_way_round_is_the_other_way_round():
    turned = {Relation.BROADER: Relation.NARROWER, Relation.NARROWER: Relation.BROADER}
    short = Item(key="s", statement="Explain photosynthesis in green plants")
    long = Item(
        key="t",
        statement="Explain photosynthesis in green plants, respiration, decay and cycles of carbon in soils",
    )
    assert first([long], [short]).relation is turned[first([short], [long]).relation]


def test_codes_that_end_alike_are_a_reason():
    left = [Item(key="l", statement="Tell time", code="3.MD.A.1")]
    right = [Item(key="r", statement="Estimate hours", code="CCSS.Math.Content.3.MD.A.1")]
    assert facts(first(left, right))[ReasonKind.SAME_CODE] == {"code": "CCSS.Math.Content.3.MD.A.1"}


# -- hard material --


def test_nothing_to_link_to_is_no_suggestion():
    left = [Item(key="l", statement="Count")]
    assert suggest_crosswalk(left, []) == {"l": ()}
    assert suggest_crosswalk([], left) == {}
    assert suggest_crosswalk(left, [Item(key="r", statement="")]) == {"l": ()}


def test_frameworks_in_different_languages_meet_by_code_and_level_only():
    left = [Item(key="l", statement="Sumar fracciones", language="es", code="5.NF.A.1", level=5)]
    right = [
        Item(key="r", statement="Add fractions", code="5.NF.A.1", level=5),
        Item(key="s", statement="Name shapes", code="5.G.B.3", level=5),
    ]
    assert [one.target for one in suggest_crosswalk(left, right)["l"]] == ["r"]


def test_links_to_items_that_are_not_here_say_nothing():
    left, right = [Item(key="l", statement="Count tens")], [Item(key="r", statement="Count tens")]
    assert suggest_crosswalk(left, right, [Link("l", "gone")]) == suggest_crosswalk(left, right)


def test_two_items_with_one_key_are_refused_with_their_key():
    twice = [Item(key="a", statement="one"), Item(key="a", statement="two")]
    with pytest.raises(Refused, match="key a"):
        suggest_crosswalk([Item(key="l", statement="x")], twice)
