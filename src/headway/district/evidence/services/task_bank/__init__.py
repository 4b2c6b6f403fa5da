"""Writing tasks, letting others use them, and giving them to learners. Every act leaves its row in the trail."""

from headway.district.evidence.services.task_bank.giving import (
    Given,
    assign_task,
    take_back_act,
    take_back_assignment,
)
from headway.district.evidence.services.task_bank.states import (
    discard_task,
    make_common,
    make_ready,
    retire_task,
    send_to_review,
)
from headway.district.evidence.services.task_bank.writing import (
    TaskConflict,
    copy_task,
    save_task,
    translate_task,
    write_rows,
)

__all__ = [
    "Given",
    "TaskConflict",
    "assign_task",
    "copy_task",
    "discard_task",
    "make_common",
    "make_ready",
    "retire_task",
    "save_task",
    "send_to_review",
    "take_back_act",
    "take_back_assignment",
    "translate_task",
    "write_rows",
]
