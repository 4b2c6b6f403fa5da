"""A wider autonomy stage leaves the learner whatever an earlier one left her."""

from __future__ import annotations

import pytest

from headway.mastery.facts import Refused
from headway.mastery.pacing.agreement import AgreementPolicy


@pytest.mark.parametrize(
    ("stages", "field"),
    [
        ({"3": {"horizon_weeks": 60}}, "horizon_weeks"),
        ({"4": {"begins": "adult"}}, "begins"),
        ({"3": {"begins": "both"}, "2": {"begins": "learner"}}, "begins"),
        ({"4": {"changes_alone_days": 0}}, "changes_alone_days"),
        ({"2": {"changes_alone_days": 8}}, "changes_alone_days"),
    ],
)
def test_a_wider_stage_never_narrows(stages, field):
    with pytest.raises(Refused, match="never narrows") as told:
        AgreementPolicy.from_dict({"stages": stages})
    assert told.value.params["field"] == field


def test_neighbouring_stages_may_say_the_same():
    same = {"begins": "both", "horizon_weeks": 20, "changes_alone_days": 3}
    policy = AgreementPolicy.from_dict({"stages": {str(stage): same for stage in (1, 2, 3, 4)}})
    assert {one.begins for one in policy.stages.values()} == {"both"}
    assert {one.changes_alone_days for one in policy.stages.values()} == {3}
