import json

import pytest

from headway.mastery.facts import Refused
from headway.mastery.proficiency import Rule


def test_the_default_rule_is_the_one_the_handbook_describes():
    assert Rule().to_dict() == {
        "kind": "most_recent_consistent",
        "minimum_pieces": 2,
        "window": 3,
        "agreement": 2,
        "version": "1",
    }


def test_a_rule_survives_being_stored_as_text():
    rule = Rule(minimum_pieces=4, window=5, agreement=3, version="board-2026-08")
    assert Rule.from_dict(json.loads(json.dumps(rule.to_dict()))) == rule


def test_what_a_stored_rule_leaves_out_takes_the_default():
    assert Rule.from_dict({"kind": "most_recent_consistent", "window": 5}) == Rule(window=5)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"kind": "mean"}, "“mean” is not a kind of rule; use one of most_recent_consistent."),
        ({"window": 3}, "The rule doesn't say its kind"),
        ({"kind": "most_recent_consistent", "decay": 65}, "a setting “decay” that is not known"),
        ({"kind": "most_recent_consistent", "window": 0}, "The setting window is 0"),
        ({"kind": "most_recent_consistent", "window": "3"}, "The setting window is '3'"),
        ({"kind": "most_recent_consistent", "agreement": True}, "The setting agreement is True"),
        ({"kind": "most_recent_consistent", "minimum_pieces": 2.0}, "The setting minimum_pieces is 2.0"),
        ({"kind": "most_recent_consistent", "agreement": 4, "minimum_pieces": 4}, "no level could ever"),
        ({"kind": "most_recent_consistent", "minimum_pieces": 1}, "at least as many pieces as must agree"),
        ({"kind": "most_recent_consistent", "window": 40}, "use at most 12"),
        ({"kind": "most_recent_consistent", "version": " "}, "The rule has no version"),
        ({"kind": "most_recent_consistent", "version": 2}, "The rule has no version"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_with_the_remedy(settings, sentence):
    with pytest.raises(Refused) as refused:
        Rule.from_dict(settings)
    assert sentence in str(refused.value)
