"""The rule of moving on: read from data, varied per school and domain from a day on, said in sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.mastery.advancement import (
    AdvancementRule,
    Asks,
    Authority,
    Grain,
    Signer,
    chugach_example,
    missing_words,
    rule_sentences,
)
from headway.mastery.advancement.readiness import Missing
from headway.mastery.facts import Refused

TODAY = dt.date(2026, 10, 7)


def level(settings, **where):
    return AdvancementRule.from_dict(settings).for_(Grain.LEVEL, on=TODAY, **where)


def test_without_settings_the_teacher_signs_when_all_essentials_are_proficient():
    rule = level({})
    assert (rule.asks, rule.signer, rule.cumulative, rule.verifier) == (
        Asks.ESSENTIAL,
        Signer.TEACHER,
        False,
        False,
    )
    assert rule.exceptions_by == Authority.LEADER


def test_a_rule_written_out_reads_back_the_same():
    rule = AdvancementRule.from_dict(
        {
            "level": {"cumulative": True, "cumulative_days": 90, "may_stay_open": 1},
            "module": {"used": False},
            "variations": [
                {"grain": "level", "school": ["a"], "from_on": "2027-01-15", "set": {"verifier": True}}
            ],
        }
    )
    assert AdvancementRule.from_dict(rule.to_dict()) == rule


def test_a_school_takes_up_a_variation_on_its_day_and_no_other_school_does():
    rule = AdvancementRule.from_dict(
        {
            "variations": [
                {"grain": "level", "school": ["alder"], "from_on": "2026-10-07", "set": {"verifier": True}}
            ]
        }
    )

    def verifier(school, on):
        return rule.for_(Grain.LEVEL, school=school, domain="MA", on=on).verifier

    assert not verifier("alder", TODAY - dt.timedelta(days=1))
    assert verifier("alder", TODAY)
    assert not verifier("birch", TODAY)


def test_what_stands_later_in_the_list_changes_what_stands_before():
    settings = {
        "variations": [
            {"grain": "level", "domain": ["MA"], "set": {"signer": "leader", "cumulative": True}},
            {"grain": "level", "school": ["alder"], "set": {"signer": "teacher"}},
        ]
    }
    both = level(settings, school="alder", domain="MA")
    assert (both.signer, both.cumulative) == (Signer.TEACHER, True)


def test_the_example_asks_for_a_cumulative_assessment_and_a_verifier_at_levels_only():
    rule = chugach_example()
    at_level = rule.for_(Grain.LEVEL, on=TODAY)
    assert at_level.cumulative
    assert at_level.wants_verifier
    assert not rule.for_(Grain.MODULE, on=TODAY).cumulative


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"competency": {"signer": "leader"}}, "competency"),
        ({"year": {}}, "year"),
        ({"level": {"share": 0.8}}, "level.share"),
        ({"level": {"may_stay_open": 60}}, "level.may_stay_open"),
        ({"level": {"may_stay_open": True}}, "level.may_stay_open"),
        ({"level": {"signer": "computer"}}, "level.signer"),
        ({"level": {"asks": "named"}}, "level.named"),
        ({"level": {"asks": "named", "named": ["a"], "may_stay_open": 1}}, "level.may_stay_open"),
        ({"level": {"cumulative_days": 30}}, "level.cumulative_days"),
        ({"level": {"cumulative": True, "cumulative_days": 0}}, "level.cumulative_days"),
        ({"level": {"signer": "verifier", "verifier": True}}, "level.verifier"),
        ({"level": "strict"}, "level"),
        ({"variations": [{"grain": "competency", "set": {"used": False}}]}, "variations.0.grain"),
        ({"variations": [{"grain": "level", "set": {}}]}, "variations.0.set"),
        (
            {"variations": [{"grain": "level", "from_on": "soon", "set": {"used": False}}]},
            "variations.0.from_on",
        ),
        (
            {"variations": [{"grain": "level", "set": {"cumulative_days": 5}}]},
            "variations.0.set.cumulative_days",
        ),
        (
            {"variations": [{"grain": "level", "school": "alder", "set": {"used": False}}]},
            "variations.0.school",
        ),
        ([], ""),
    ],
)
def test_what_cannot_be_a_rule_is_refused_at_its_field(settings, field):
    with pytest.raises(Refused) as refused:
        AdvancementRule.from_dict(settings)
    assert refused.value.params["field"] == field


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_rule_is_said_in_sentences_with_everything_it_asks(language):
    rule = chugach_example().for_(Grain.LEVEL, on=TODAY)
    plain = rule_sentences(Grain.LEVEL, level({}), language)
    full = rule_sentences(Grain.LEVEL, rule, language)
    assert len(full) == len(plain) + 2
    assert any("180" in said for said in full)


def test_what_is_missing_names_the_competencies_and_a_next_step():
    said = missing_words([Missing("open", (1, 2)), Missing("cumulative")], {1: "Charts", 2: "Surveys"})
    assert "Charts, Surveys" in said[0]
    assert "plan a day" in said[1]
