"""The door of `agreements`: what learner and adult agree to reach by when, and how much of it the learner plans alone."""

from headway.district.agreements.policies.stages import can_begin, side_of, stage_of, stages_of
from headway.district.agreements.policies.targets import LONGEST_WORDS
from headway.district.agreements.reach import levels_in
from headway.district.agreements.selectors.coverage import (
    agreements_in_force,
    domains_without_agreement,
    not_negotiated,
)
from headway.district.agreements.selectors.targets import target_of, targets_of
from headway.district.agreements.selectors.visions import vision_of
from headway.district.agreements.selectors.waiting import waiting_for
from headway.district.agreements.services.ending import end
from headway.district.agreements.services.offering import counter, propose, renegotiate
from headway.district.agreements.services.signing import sign
from headway.district.agreements.services.visions import write_vision
from headway.district.agreements.target_types import (
    AgreementColumns,
    AlreadyPlanned,
    EndInfo,
    Goal,
    Need,
    NotNegotiated,
    OfferInfo,
    Signed,
    TargetInfo,
    VisionInfo,
    WaitingOffer,
)

__all__ = [
    "LONGEST_WORDS",
    "AgreementColumns",
    "AlreadyPlanned",
    "EndInfo",
    "Goal",
    "Need",
    "NotNegotiated",
    "OfferInfo",
    "Signed",
    "TargetInfo",
    "VisionInfo",
    "WaitingOffer",
    "agreements_in_force",
    "can_begin",
    "counter",
    "domains_without_agreement",
    "end",
    "levels_in",
    "not_negotiated",
    "propose",
    "renegotiate",
    "side_of",
    "sign",
    "stage_of",
    "stages_of",
    "target_of",
    "targets_of",
    "vision_of",
    "waiting_for",
    "write_vision",
]
