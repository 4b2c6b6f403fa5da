"""Targets and what was offered and signed for them; autonomy stages; check-ins and contacts."""

from headway.district.agreements.models.check_ins import (
    CheckIn,
    CheckInAnswer,
    CheckInAnswerWords,
    CheckInWords,
    FamilyContact,
    FamilyContactWords,
)
from headway.district.agreements.models.notes import PlanNote, PlanNoteWords
from headway.district.agreements.models.stages import StageDecision, StageWords
from headway.district.agreements.models.targets import (
    Offer,
    OfferWords,
    Signature,
    Target,
    TargetEnd,
    TargetEndWords,
    TargetWords,
    Vision,
)

__all__ = [
    "CheckIn",
    "CheckInAnswer",
    "CheckInAnswerWords",
    "CheckInWords",
    "FamilyContact",
    "FamilyContactWords",
    "Offer",
    "OfferWords",
    "PlanNote",
    "PlanNoteWords",
    "Signature",
    "StageDecision",
    "StageWords",
    "Target",
    "TargetEnd",
    "TargetEndWords",
    "TargetWords",
    "Vision",
]
