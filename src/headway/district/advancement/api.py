"""The door of `advancement`: stages, who is ready, signing, verifying, exceptions and choices."""

from headway.district.advancement.columns import levels_offered
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
from headway.district.advancement.selectors.bands import (
    BandInfo,
    BandLine,
    band_of,
    bands_on_duty,
)
from headway.district.advancement.selectors.beyond import (
    BeyondInfo,
    WayOption,
    beyond_of,
    beyond_on_duty,
    beyond_taught,
    ways_for,
)
from headway.district.advancement.selectors.choices import choice_counts, choices_of, choices_to_agree
from headway.district.advancement.selectors.modules import (
    CourseState,
    ModuleInfo,
    ModuleState,
    course_states,
    courses_complete,
    courses_to_choose,
    editable_places,
    module_of,
    module_state,
    module_states,
    modules_for,
)
from headway.district.advancement.selectors.moved import (
    awaited_among,
    awaiting_verification,
    exceptions_on_duty,
    moved,
    moved_lately,
    moves_by_month,
    moves_of,
    own_moves,
)
from headway.district.advancement.selectors.passages import passage_page
from headway.district.advancement.selectors.ready import (
    ready_counts,
    ready_for_verifier,
    ready_on_duty,
    ready_to_advance,
)
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
from headway.district.advancement.selectors.waits import ReadyWait, ready_waits
from headway.district.advancement.services.bands import (
    join_band,
    leave_band,
    save_band,
)
from headway.district.advancement.services.beyond import (
    find_way,
    flag_beyond,
)
from headway.district.advancement.services.choosing import agree_choice, choose
from headway.district.advancement.services.exceptions import make_exception
from headway.district.advancement.services.modules import (
    retire_module,
    save_module,
)
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
    ReadyCount,
    ReadyItem,
    SectionOffer,
    SignOutcome,
    Stage,
)

__all__ = [
    "AwaitedInfo",
    "BandInfo",
    "BandLine",
    "BeyondInfo",
    "ChoiceInfo",
    "CourseState",
    "ExceptionInfo",
    "FeederInfo",
    "ModuleInfo",
    "ModuleState",
    "MovedInfo",
    "Opens",
    "Passage",
    "PassagePage",
    "PlannedTransitions",
    "ReadyCount",
    "ReadyItem",
    "ReadyWait",
    "RolloverInfo",
    "RolloverPlan",
    "SchoolCount",
    "SectionOffer",
    "SignOutcome",
    "Stage",
    "StageLine",
    "TransitionInfo",
    "WayOption",
    "agree_choice",
    "awaited_among",
    "awaiting_verification",
    "band_of",
    "bands_on_duty",
    "beyond_of",
    "beyond_on_duty",
    "beyond_taught",
    "call_off_transition",
    "change_transition",
    "choice_counts",
    "choices_of",
    "choices_to_agree",
    "choose",
    "choose_seat",
    "course_states",
    "courses_complete",
    "courses_to_choose",
    "editable_places",
    "exceptions_on_duty",
    "feeder_of",
    "find_way",
    "flag_beyond",
    "join_band",
    "leave_band",
    "levels_offered",
    "make_exception",
    "module_of",
    "module_state",
    "module_states",
    "modules_for",
    "moved",
    "moved_lately",
    "moves_by_month",
    "moves_of",
    "organisations_to_turn",
    "own_moves",
    "passage_page",
    "plan_rollover",
    "plan_transitions",
    "ready_counts",
    "ready_for_verifier",
    "ready_on_duty",
    "ready_to_advance",
    "ready_waits",
    "retire_module",
    "rollover",
    "rollovers_of",
    "rule_of_moving",
    "save_band",
    "save_module",
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
    "ways_for",
    "withdraw",
]
