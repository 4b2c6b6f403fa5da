"""The door of `agreements`: what learner and adult agree to reach by when, and how much of it the learner plans alone."""

from headway.district.agreements.adults import contact_adults
from headway.district.agreements.check_in_types import (
    CheckInAnswered,
    CheckInInfo,
    CheckInState,
    ToRead,
    WishForAdult,
)
from headway.district.agreements.contact_types import (
    ContactDue,
    ContactInfo,
    ContactsOfSchools,
    SchoolContacts,
)
from headway.district.agreements.note_types import DepthItem, DepthSuggestion, NotedInfo
from headway.district.agreements.outlooks import (
    SchoolDays,
    graduation_on,
    needs_of,
    plans_of,
    reading_of,
    said,
    school_days_of,
)
from headway.district.agreements.policies.stages import (
    MetLearner,
    agreement_policy,
    can_begin_as,
    is_adult_of,
    learners_worked_with,
    met_by_work,
    rules_of,
    stage_of,
)
from headway.district.agreements.policies.targets import (
    begins_anew_on,
    latest_day,
    may_close,
    may_set_aside,
)
from headway.district.agreements.policies.ways import MOST_STEPS, carried_way
from headway.district.agreements.reach import academic_domains, domain_of, levels_in
from headway.district.agreements.readings import PlanReadings, read_plans
from headway.district.agreements.selectors.asking import check_days, need_for
from headway.district.agreements.selectors.check_ins import (
    check_in_state,
    check_in_weeks_of,
    check_ins_of,
    check_ins_of_group,
    last_check_ins,
    open_targets_of,
    states_of,
)
from headway.district.agreements.selectors.contacts import (
    contacts_by_school,
    contacts_due,
    contacts_of,
    in_order,
    last_contacts,
)
from headway.district.agreements.selectors.coverage import (
    agreements_in_force,
    domains_without_agreement,
    domains_without_target,
)
from headway.district.agreements.selectors.days_that_came import DayThatCame, days_that_came
from headway.district.agreements.selectors.depths import depths_of, depths_of_many
from headway.district.agreements.selectors.graduating import graduation_need
from headway.district.agreements.selectors.looks import adult_looks
from headway.district.agreements.selectors.notes import notes_of, with_note
from headway.district.agreements.selectors.stages import (
    stage_evidence,
    stage_evidence_seen,
    stage_history,
    stage_history_seen,
    stage_reviews_due,
    suggestion_of,
)
from headway.district.agreements.selectors.targets import target_of, targets_seen
from headway.district.agreements.selectors.visions import vision_seen
from headway.district.agreements.selectors.waiting import offers_left_open, waiting_for
from headway.district.agreements.selectors.who_looks import AdultLeft, adults_to_ask, adults_who_left
from headway.district.agreements.selectors.wishes import wish_waits, wishes_for_adult
from headway.district.agreements.services.bulk import (
    AgreedBefore,
    EndedBefore,
    agree_in_bulk,
    end_in_bulk,
)
from headway.district.agreements.services.check_ins import answer_check_in, keep_check_in
from headway.district.agreements.services.contacts import note_contact, withdraw_contact
from headway.district.agreements.services.ending import end
from headway.district.agreements.services.notes import note_depth, note_standing, withdraw_note
from headway.district.agreements.services.offering import counter, propose, renegotiate
from headway.district.agreements.services.signing import sign
from headway.district.agreements.services.stages import decide_stage
from headway.district.agreements.services.visions import write_vision
from headway.district.agreements.stage_types import (
    KeptTargets,
    StageDecided,
    StageEvidence,
    StageItem,
    StageReview,
    WiderSuggestion,
)
from headway.district.agreements.target_types import (
    AgreementColumns,
    AlreadyPlanned,
    EndInfo,
    Goal,
    GraduationNeed,
    Need,
    NotNegotiated,
    OfferInfo,
    Signed,
    TargetInfo,
    VisionInfo,
    WaitingOffer,
)
from headway.district.agreements.tasks import Reminded, remind
from headway.district.agreements.types import (
    Aim,
    AutonomyStage,
    ContactKind,
    NoteAbout,
    PlanKind,
    Side,
    TargetEnding,
)
from headway.district.agreements.weeks import Week
from headway.mastery.pacing.agreement import StageRules

__all__ = [
    "MOST_STEPS",
    "AdultLeft",
    "AgreedBefore",
    "AgreementColumns",
    "Aim",
    "AlreadyPlanned",
    "AutonomyStage",
    "CheckInAnswered",
    "CheckInInfo",
    "CheckInState",
    "ContactDue",
    "ContactInfo",
    "ContactKind",
    "ContactsOfSchools",
    "DayThatCame",
    "DepthItem",
    "DepthSuggestion",
    "EndInfo",
    "EndedBefore",
    "Goal",
    "GraduationNeed",
    "KeptTargets",
    "MetLearner",
    "Need",
    "NotNegotiated",
    "NoteAbout",
    "NotedInfo",
    "OfferInfo",
    "PlanKind",
    "PlanReadings",
    "Reminded",
    "SchoolContacts",
    "SchoolDays",
    "Side",
    "Signed",
    "StageDecided",
    "StageEvidence",
    "StageItem",
    "StageReview",
    "StageRules",
    "TargetEnding",
    "TargetInfo",
    "ToRead",
    "VisionInfo",
    "WaitingOffer",
    "Week",
    "WiderSuggestion",
    "WishForAdult",
    "academic_domains",
    "adult_looks",
    "adults_to_ask",
    "adults_who_left",
    "agree_in_bulk",
    "agreement_policy",
    "agreements_in_force",
    "answer_check_in",
    "begins_anew_on",
    "can_begin_as",
    "carried_way",
    "check_days",
    "check_in_state",
    "check_in_weeks_of",
    "check_ins_of",
    "check_ins_of_group",
    "contact_adults",
    "contacts_by_school",
    "contacts_due",
    "contacts_of",
    "counter",
    "days_that_came",
    "decide_stage",
    "depths_of",
    "depths_of_many",
    "domain_of",
    "domains_without_agreement",
    "domains_without_target",
    "end",
    "end_in_bulk",
    "graduation_need",
    "graduation_on",
    "in_order",
    "is_adult_of",
    "keep_check_in",
    "last_check_ins",
    "last_contacts",
    "latest_day",
    "learners_worked_with",
    "levels_in",
    "may_close",
    "may_set_aside",
    "met_by_work",
    "need_for",
    "needs_of",
    "note_contact",
    "note_depth",
    "note_standing",
    "notes_of",
    "offers_left_open",
    "open_targets_of",
    "plans_of",
    "propose",
    "read_plans",
    "reading_of",
    "remind",
    "renegotiate",
    "rules_of",
    "said",
    "school_days_of",
    "sign",
    "stage_evidence",
    "stage_evidence_seen",
    "stage_history",
    "stage_history_seen",
    "stage_of",
    "stage_reviews_due",
    "states_of",
    "suggestion_of",
    "target_of",
    "targets_seen",
    "vision_seen",
    "waiting_for",
    "wish_waits",
    "wishes_for_adult",
    "with_note",
    "withdraw_contact",
    "withdraw_note",
    "write_vision",
]
