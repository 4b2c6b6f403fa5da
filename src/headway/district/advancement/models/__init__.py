"""Moving on: modules, sign-offs, what a learner chose next, bands, and changes of school."""

from headway.district.advancement.models.bands import Band, BandMembership
from headway.district.advancement.models.modules import Module, ModuleCompetency
from headway.district.advancement.models.moving import (
    Advancement,
    AdvancementWithdrawal,
    AdvancementWords,
    AwaitedVerification,
    NextChoice,
    NextChoiceWords,
    OpenedSeat,
)
from headway.district.advancement.models.transitions import (
    BeyondReach,
    BeyondReachWords,
    Feeder,
    Rollover,
    RolloverWithdrawal,
    Transition,
)

__all__ = [
    "Advancement",
    "AdvancementWithdrawal",
    "AdvancementWords",
    "AwaitedVerification",
    "Band",
    "BandMembership",
    "BeyondReach",
    "BeyondReachWords",
    "Feeder",
    "Module",
    "ModuleCompetency",
    "NextChoice",
    "NextChoiceWords",
    "OpenedSeat",
    "Rollover",
    "RolloverWithdrawal",
    "Transition",
]
