"""Which rule holds where: the book with its exceptions, and rules as they are stored."""

import json

import pytest
from hypothesis import given, settings

from headway.mastery.facts import Refused
from headway.mastery.proficiency import Place, Requirement, Rule, RuleBook
from headway.mastery.proficiency.summaries import BestSustained, MostRecentConsistent
from headway.mastery.scales import Scale
from tests.mathematics.proficiency.random_rules import rules

ANYWHERE = Place()


def book(*exceptions, **rule):
    return RuleBook.from_dict(
        {"rule": rule, "exceptions": [{"where": where, "rule": changes} for where, changes in exceptions]}
    )


@settings(max_examples=200)
@given(rules())
def test_any_rule_survives_being_stored_as_text(rule):
    assert Rule.from_dict(json.loads(json.dumps(rule.to_dict()))) == rule


@pytest.mark.parametrize("version", ["proficiency.rule/3", None])
@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"window": 5},
        {"kind": "most_recent_consistent", "minimum_pieces": 2, "window": 5, "agreement": 2},
        {"summary": {"kind": "most_recent_consistent", "window": 5}},
        {"rule": {"window": 5}},
        {"rule": {"summary": {"kind": "most_recent_consistent", "window": 5}}, "exceptions": []},
    ],
)
def test_a_book_is_read_from_a_rule_in_either_form(parameters, version):
    expected = Rule(window=5 if parameters else 3, version=version or "1")
    assert RuleBook.from_dict(parameters, version).rule_for(ANYWHERE) == expected


def test_the_more_specific_exception_holds_in_whatever_order_they_are_written():
    some = [
        ({"importance": ["essential"]}, {"minimum_pieces": 3}),
        ({"school": ["birch"]}, {"minimum_pieces": 4}),
        ({"domain": ["MA"]}, {"minimum_pieces": 5}),
        ({"stage": ["5"]}, {"minimum_pieces": 6}),
        ({"competency": ["MA.5.1"]}, {"minimum_pieces": 7}),
    ]
    told = {
        "importance": "essential",
        "school": "birch",
        "domain": "MA",
        "stage": "5",
        "competency": "MA.5.1",
    }
    for order in (some, some[::-1]):
        found = [
            book(*order).rule_for(Place(**dict(list(told.items())[:count]))).minimum_pieces
            for count in range(len(told) + 1)
        ]
        assert found == [2, 3, 4, 5, 6, 7]


def test_two_things_said_are_more_specific_than_one_of_them():
    both = book(
        ({"domain": ["MA"], "school": ["birch"]}, {"minimum_pieces": 4}),
        ({"domain": ["MA"]}, {"minimum_pieces": 3}),
    )
    assert both.rule_for(Place(domain="MA", school="birch")).minimum_pieces == 4
    assert both.rule_for(Place(domain="MA", school="alder")).minimum_pieces == 3
    assert both.rule_for(Place(domain="LA", school="birch")).minimum_pieces == 2


def test_among_equally_specific_exceptions_the_last_holds():
    twice = book(({"stage": ["5", "6"]}, {"minimum_pieces": 3}), ({"stage": ["5"]}, {"minimum_pieces": 4}))
    assert [twice.rule_for(Place(stage=stage)).minimum_pieces for stage in ("5", "6", "7")] == [4, 3, 2]


def test_an_exception_keeps_what_it_does_not_change():
    asks = {"from_level": 3, "that": {"transfer": {"at_least": 1}}}
    changed = book(({"stage": ["5"]}, {"summary": {"window": 5}}), minimum_pieces=4, requires=[asks])
    rule = changed.rule_for(Place(stage="5"))
    assert rule == Rule(MostRecentConsistent(5, 2), 4, [Requirement.from_dict(asks)])


def test_an_exception_with_a_way_of_its_own_begins_from_that_way():
    changed = book(({"stage": ["5"]}, {"summary": {"kind": "best_sustained", "times": 3}}))
    assert changed.rule_for(Place(stage="5")) == Rule(BestSustained(3), 3)


def test_every_rule_of_a_book_carries_its_version_and_stands_in_it_once():
    some = RuleBook.from_dict(
        {
            "rule": {},
            "exceptions": [
                {"where": {"stage": [stage]}, "rule": {"minimum_pieces": pieces}}
                for stage, pieces in (("1", 3), ("2", 3), ("3", 4), ("4", 2))
            ],
        },
        version="proficiency.rule/9",
    )
    assert [(rule.minimum_pieces, rule.version) for rule in some.rules] == [
        (pieces, "proficiency.rule/9") for pieces in (2, 3, 4)
    ]


def test_a_rule_asks_for_circumstances_only_where_it_needs_them():
    def asks(tree):
        return Rule.from_dict({"requires": [{"from_level": 3, "that": tree}]}).asks_for_circumstances

    assert not Rule().asks_for_circumstances
    for tree in (
        {"pieces": {"at_least": 2, "within_days": 9}},
        {"raters": {"at_least": 2}},
        {"second_scorer": {}},
    ):
        assert not asks(tree)
    for tree in (
        {"pieces": {"at_least": 2, "depth": 2}},
        {"raters": {"at_least": 2, "without": ["outside"]}},
        {"any": [{"pieces": {"at_least": 2}}, {"all": [{"contexts": {"at_least": 2}}]}]},
        {"transfer": {}},
        {"essential_criteria": {}},
    ):
        assert asks(tree)


def test_a_rule_that_looks_at_recency_says_so():
    recent = {"requires": [{"from_level": 3, "that": {"contexts": {"at_least": 2, "within_days": 90}}}]}
    assert Rule.from_dict(recent).asks_for_today
    assert not Rule().asks_for_today
    assert book(({"stage": ["5"]}, recent)).asks_for_today


def test_a_requirement_beyond_the_scale_of_the_district_is_refused():
    rule = Rule.from_dict({"requires": [{"from_level": 4, "that": {"transfer": {}}}]})
    assert rule.check_for(Scale.default()) is rule
    with pytest.raises(Refused, match="begins at level 4, and the scale has levels 1 to 3"):
        rule.check_for(Scale(("beginning", "approaching", "meeting"), 3))


def test_a_plain_mean_is_taken_only_when_it_is_allowed_in_so_many_words():
    with pytest.raises(Refused, match="plain mean"):
        Rule.from_dict({"summary": {"kind": "canvas.average"}})
    allowed = Rule.from_dict({"summary": {"kind": "canvas.average", "allow_mean": True}})
    assert allowed.is_for_staff_only
    assert not Rule().is_for_staff_only
