"""Recording what was observed: acts of people, withdrawals, work and files that come in, and many rows at once."""

from headway.district.evidence.services.beside import (
    criteria_of_glance,
    first_glance,
    note_promotion,
    rate_beside,
    take_back_beside,
)
from headway.district.evidence.services.bulk import record_columns
from headway.district.evidence.services.files import add_file, erase_file, sweep_files
from headway.district.evidence.services.recording import record
from headway.district.evidence.services.saying import add_reflection, write_feedback
from headway.district.evidence.services.tasks import TaskContent, load_tasks, task_ids
from headway.district.evidence.services.withdrawing import withdraw
from headway.district.evidence.services.work import record_work, time_of

__all__ = [
    "TaskContent",
    "add_file",
    "add_reflection",
    "criteria_of_glance",
    "erase_file",
    "first_glance",
    "load_tasks",
    "note_promotion",
    "rate_beside",
    "record",
    "record_columns",
    "record_work",
    "sweep_files",
    "take_back_beside",
    "task_ids",
    "time_of",
    "withdraw",
    "write_feedback",
]
