"""The door of `advancement`: stages, who is ready, signing, verifying, exceptions and choices."""

from headway.district.advancement.policies import rule_of_moving
from headway.district.advancement.rollover.planning import (
    RolloverInfo,
    RolloverPlan,
    organisations_to_turn,
    plan_rollover,
    rollovers_of,
    usual_year,
)
from headway.district.advancement.rollover.turning import rollover, take_back_rollover
from headway.district.advancement.selectors.choices import choice_counts, choices_of, choices_to_agree
from headway.district.advancement.selectors.moved import (
    awaited_by_me,
    awaiting_verification,
    exceptions_on_duty,
    moved,
    moved_lately,
    moves_by_month,
    moves_of,
)
from headway.district.advancement.selectors.passages import passage_page
from headway.district.advancement.selectors.ready import ready_counts, ready_on_duty, ready_to_advance
from headway.district.advancement.selectors.stages import StageLine, stage_histories, stages_of
from headway.district.advancement.selectors.transitions import (
    FeederInfo,
    SchoolCount,
    TransitionInfo,
    feeder_of,
    transition_counts,
    transition_page,
    transitions_in,
    transitions_out,
)
from headway.district.advancement.services.choosing import agree_choice, choose
from headway.district.advancement.services.exceptions import make_exception
from headway.district.advancement.services.seats import choose_seat
from headway.district.advancement.services.signing import sign_off, take_back_signature, verify
from headway.district.advancement.services.transitions import (
    PlannedTransitions,
    call_off_transition,
    change_transition,
    plan_transitions,
)
from headway.district.advancement.services.withdrawing import withdraw
from headway.district.advancement.types import (
    AwaitedInfo,
    ChoiceInfo,
    ExceptionInfo,
    MovedInfo,
    Opens,
    Passage,
    PassagePage,
    ReadyItem,
    SectionOffer,
    SignOutcome,
    Stage,
)

__all__ = [
    "AwaitedInfo",
    "ChoiceInfo",
    "ExceptionInfo",
    "FeederInfo",
    "MovedInfo",
    "Opens",
    "Passage",
    "PassagePage",
    "PlannedTransitions",
    "ReadyItem",
    "RolloverInfo",
    "RolloverPlan",
    "SchoolCount",
    "SectionOffer",
    "SignOutcome",
    "Stage",
    "StageLine",
    "TransitionInfo",
    "agree_choice",
    "awaited_by_me",
    "awaiting_verification",
    "call_off_transition",
    "change_transition",
    "choice_counts",
    "choices_of",
    "choices_to_agree",
    "choose",
    "choose_seat",
    "exceptions_on_duty",
    "feeder_of",
    "make_exception",
    "moved",
    "moved_lately",
    "moves_by_month",
    "moves_of",
    "organisations_to_turn",
    "passage_page",
    "plan_rollover",
    "plan_transitions",
    "ready_counts",
    "ready_on_duty",
    "ready_to_advance",
    "rollover",
    "rollovers_of",
    "rule_of_moving",
    "sign_off",
    "stage_histories",
    "stages_of",
    "take_back_rollover",
    "take_back_signature",
    "transition_counts",
    "transition_page",
    "transitions_in",
    "transitions_out",
    "usual_year",
    "verify",
    "withdraw",
]
