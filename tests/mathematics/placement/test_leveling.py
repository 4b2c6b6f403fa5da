"""The way of leveling as data, and what several sources together suggest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.placement.leveling import LevelingPolicy, Source, closure_below, suggest_level

SOURCES = st.lists(
    st.builds(
        Source,
        kind=st.sampled_from(("assessment", "check", "transcript", "work", "judgement")),
        levels=st.lists(st.integers(0, 13), min_size=1, max_size=2, unique=True).map(tuple),
        confidence=st.sampled_from(("firm", "likely", "open")),
        on=st.integers(0, 50),
    ),
    max_size=7,
)


class TestSuggesting:
    def test_judgement_outranks_a_newer_and_firmer_score(self):
        said = suggest_level([Source("judgement", (4,), "open", 1), Source("assessment", (6,), "firm", 9)])
        assert said.levels == (4,)
        assert said.differing == (1,)

    def test_without_judgement_the_newest_firm_source_leads(self):
        said = suggest_level(
            [
                Source("work", (3,), "firm", 2),
                Source("check", (4,), "firm", 5),
                Source("assessment", (6,), "likely", 9),
            ]
        )
        assert said.levels == (4,)
        assert said.differing == (0, 2)

    def test_a_border_suggests_both_levels_and_agrees_with_either(self):
        said = suggest_level(
            [Source("assessment", (5, 4), "likely", 3), Source("transcript", (4,), "open", 2)]
        )
        assert said.is_border
        assert said.differing == ()
        assert not said.departs(4)
        assert said.departs(6)

    def test_an_old_test_does_not_contradict_a_newer_one_of_its_kind(self):
        said = suggest_level([Source("assessment", (2,), "firm", 1), Source("assessment", (5,), "firm", 8)])
        assert said.levels == (5,)
        assert said.differing == ()

    def test_nothing_suggests_nothing_and_no_decision_departs_from_it(self):
        assert suggest_level([]).levels == ()
        assert not suggest_level([]).departs(7)

    @given(SOURCES)
    def test_only_levels_that_a_source_named_are_suggested(self, sources):
        said = suggest_level(sources)
        if sources:
            assert said.leading is not None
            assert said.levels == sources[said.leading].levels
            if any(one.kind == "judgement" for one in sources):
                assert sources[said.leading].kind == "judgement"
        assert all(not set(said.levels) & set(sources[place].levels) for place in said.differing)


class TestPolicy:
    def test_it_reads_what_it_writes(self):
        policy = LevelingPolicy.from_dict(
            {
                "core": ["MA"],
                "leveled": ["MA", "LI"],
                "entry": {"ALD": [6], "*": [0, 1]},
                "plan_below": 3,
                "review_months": 4,
                "deciders": ["counsellor"],
            }
        )
        assert LevelingPolicy.from_dict(policy.to_dict()) == policy
        assert policy.entry_levels("unknown", "ALD") == (6,)
        assert policy.entry_levels("unknown") == (0, 1)

    def test_two_levels_below_the_usual_entry_is_far_unless_the_district_says_otherwise(self):
        assert LevelingPolicy().is_far(4, 6)
        assert not LevelingPolicy().is_far(5, 6)
        assert not LevelingPolicy(plan_below=3).is_far(4, 6)
        assert not LevelingPolicy().is_far(0, None)

    @pytest.mark.parametrize(
        ("parameters", "field"),
        [
            ({"mean": True}, "mean"),
            ({"core": "MA"}, "core"),
            ({"core": ["HC"], "leveled": ["MA"]}, "core"),
            ({"entry": {"ALD": []}}, "entry.ALD"),
            ({"entry": {"ALD": [14]}}, "entry.ALD"),
            ({"entry": [6]}, "entry"),
            ({"plan_below": 0}, "plan_below"),
            ({"plan_below": True}, "plan_below"),
            ({"review_months": 99}, "review_months"),
            ({"deciders": []}, "deciders"),
            ({"deciders": ["neighbour"]}, "deciders"),
        ],
    )
    def test_what_it_cannot_read_is_named(self, parameters, field):
        with pytest.raises(Refused) as refused:
            LevelingPolicy.from_dict(parameters)
        assert refused.value.params["field"] == field


def test_what_a_level_stands_on_is_followed_as_far_as_allowed():
    gates = {3: (2,), 2: (1,), 1: (), 4: (9,), 9: ()}
    assert closure_below({3, 4}, gates, {1, 2, 3, 4}) == (1, 2, 3, 4)
    assert closure_below({3}, gates, {1, 3}) == (3,)
