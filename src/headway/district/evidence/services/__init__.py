"""Recording what was observed: one act of a person, one withdrawal, or many rows of a bulk act."""

from headway.district.evidence.services.bulk import record_columns
from headway.district.evidence.services.recording import record
from headway.district.evidence.services.tasks import TaskContent, load_tasks, task_ids
from headway.district.evidence.services.withdrawing import withdraw

__all__ = ["TaskContent", "load_tasks", "record", "record_columns", "task_ids", "withdraw"]
