"""The task bank as people read it: who may, what is there, who was given what, and where the work on it stands."""

from headway.district.evidence.task_bank.allowed import can_write, reach_of, task_scope, visible_task
from headway.district.evidence.task_bank.stack import (
    StackLine,
    TaskStack,
    TaskWork,
    WorkState,
    task_stack,
    work_on,
    work_state,
)

__all__ = [
    "StackLine",
    "TaskStack",
    "TaskWork",
    "WorkState",
    "can_write",
    "reach_of",
    "task_scope",
    "task_stack",
    "visible_task",
    "work_on",
    "work_state",
]
