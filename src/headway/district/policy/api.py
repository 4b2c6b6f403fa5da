"""The door of `policy`: the scale, the rule in effect on a date, the policy book and its drafts."""

from headway.district.policy.checking import problems_of
from headway.district.policy.drafts import (
    adopt_draft,
    draft_of,
    drafts_for,
    save_draft,
    start_draft,
    throw_away_draft,
    withdraw_planned,
    written_out,
)
from headway.district.policy.in_effect import number_in_effect
from headway.district.policy.policies import (
    also_checked,
    book_from,
    can_change_rules,
    check_adopt,
    check_change_rules,
)
from headway.district.policy.refusals import told
from headway.district.policy.selectors import (
    held_until_now,
    planned_by_kind,
    rule_in_effect,
    scale_for,
    versions_of,
)
from headway.district.policy.services import adopt, adopt_scale
from headway.district.policy.types import (
    DistrictScale,
    DraftPolicy,
    LevelName,
    PolicyKind,
    PolicyText,
    RuleInEffect,
)

__all__ = [
    "DistrictScale",
    "DraftPolicy",
    "LevelName",
    "PolicyKind",
    "PolicyText",
    "RuleInEffect",
    "adopt",
    "adopt_draft",
    "adopt_scale",
    "also_checked",
    "book_from",
    "can_change_rules",
    "check_adopt",
    "check_change_rules",
    "draft_of",
    "drafts_for",
    "held_until_now",
    "number_in_effect",
    "planned_by_kind",
    "problems_of",
    "rule_in_effect",
    "save_draft",
    "scale_for",
    "start_draft",
    "throw_away_draft",
    "told",
    "versions_of",
    "withdraw_planned",
    "written_out",
]
