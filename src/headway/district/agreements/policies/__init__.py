"""What may be agreed, by whom, and who may look."""

from headway.district.agreements.policies.stages import (
    NO_SUCH_PAGE,
    agreement_policy,
    can_begin,
    check_adult_of,
    check_stage_step,
    is_adult_of,
    learners_worked_with,
    rules_of,
    side_of,
    stage_of,
    stages_of,
)

__all__ = [
    "NO_SUCH_PAGE",
    "agreement_policy",
    "can_begin",
    "check_adult_of",
    "check_stage_step",
    "is_adult_of",
    "learners_worked_with",
    "rules_of",
    "side_of",
    "stage_of",
    "stages_of",
]
