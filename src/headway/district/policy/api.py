"""The door of `policy`: the scale, and the rule in effect on a date."""

from headway.district.policy.in_effect import number_in_effect
from headway.district.policy.selectors import rule_in_effect, scale_for, versions_of
from headway.district.policy.services import adopt, adopt_scale
from headway.district.policy.types import DistrictScale, LevelName, PolicyKind, PolicyText, RuleInEffect

__all__ = [
    "DistrictScale",
    "LevelName",
    "PolicyKind",
    "PolicyText",
    "RuleInEffect",
    "adopt",
    "adopt_scale",
    "number_in_effect",
    "rule_in_effect",
    "scale_for",
    "versions_of",
]
