"""The task bank as people read it: who may, what is there, who was given what, and where the work on it stands."""

from headway.district.evidence.task_bank.allowed import can_write, reach_of, task_scope, visible_task
from headway.district.evidence.task_bank.depths import UnderDepth, under_depth
from headway.district.evidence.task_bank.given import GivenTask, assignments_of
from headway.district.evidence.task_bank.listing import (
    BankPage,
    BankTask,
    TaskFilter,
    every_task,
    tasks_in_bank,
)
from headway.district.evidence.task_bank.page import (
    ExemplarRow,
    LearnerTask,
    RubricRow,
    TaskPage,
    learner_task,
    rubric_of,
    task_page,
)
from headway.district.evidence.task_bank.stack import (
    StackLine,
    TaskStack,
    TaskWork,
    WorkState,
    task_stack,
    work_on,
    work_state,
)
from headway.district.evidence.task_bank.wording import (
    WordingKind,
    WordingRemark,
    remarks_on,
    remarks_on_text,
)
from headway.district.evidence.task_bank.words import CriterionWords, ExemplarWords, TaskWords

__all__ = [
    "BankPage",
    "BankTask",
    "CriterionWords",
    "ExemplarRow",
    "ExemplarWords",
    "GivenTask",
    "LearnerTask",
    "RubricRow",
    "StackLine",
    "TaskFilter",
    "TaskPage",
    "TaskStack",
    "TaskWords",
    "TaskWork",
    "UnderDepth",
    "WordingKind",
    "WordingRemark",
    "WorkState",
    "assignments_of",
    "can_write",
    "every_task",
    "learner_task",
    "reach_of",
    "remarks_on",
    "remarks_on_text",
    "rubric_of",
    "task_page",
    "task_scope",
    "task_stack",
    "tasks_in_bank",
    "under_depth",
    "visible_task",
    "work_on",
    "work_state",
]
