"""Leveling: sessions, what speaks for a level, what a person decided, and the plan tasks that follow."""

from headway.district.placement.models.leveling import (
    Judgement,
    JudgementWords,
    LevelingSession,
    Placement,
    PlacementAppeal,
    PlacementAppealAnswer,
    PlacementAppealWords,
    PlacementWithdrawal,
    PlacementWords,
)
from headway.district.placement.models.plan_tasks import (
    PlanTask,
    PlanTaskOutcome,
    PlanTaskOwner,
    PlanTaskSignature,
    PlanTaskWords,
)
from headway.district.placement.models.transfers import TransferAct, TransferCourse, TransferWords

__all__ = [
    "Judgement",
    "JudgementWords",
    "LevelingSession",
    "Placement",
    "PlacementAppeal",
    "PlacementAppealAnswer",
    "PlacementAppealWords",
    "PlacementWithdrawal",
    "PlacementWords",
    "PlanTask",
    "PlanTaskOutcome",
    "PlanTaskOwner",
    "PlanTaskSignature",
    "PlanTaskWords",
    "TransferAct",
    "TransferCourse",
    "TransferWords",
]
