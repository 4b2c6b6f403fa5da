"""The door of `evidence`: recording what was observed, taking it back, and reading it.

People's acts enter through `proficiency.api.record_ratings`, which calls this door and keeps standings in step.
"""

from headway.district.evidence.alignment import TaskDepth, evidence_of_tasks, tasks_with_depth
from headway.district.evidence.browsing import TaskInfo, count_evidence, recent_evidence, tasks_for
from headway.district.evidence.checks import ColumnCheck, whole_columns
from headway.district.evidence.columns import (
    observed_pairs,
    rated_learners,
    ratings_of,
    ratings_of_other_learners,
)
from headway.district.evidence.policies import check_may_rate, level_sentence
from headway.district.evidence.repeats import NOT_RECORDED, recorded_levels
from headway.district.evidence.selectors import RatingPlace, evidence_of, items, known_as_of, rating_place
from headway.district.evidence.services import (
    TaskContent,
    load_tasks,
    record,
    record_columns,
    task_ids,
    withdraw,
)
from headway.district.evidence.task_bank import (
    StackLine,
    TaskStack,
    TaskWork,
    WorkState,
    task_stack,
)
from headway.district.evidence.types import (
    NOBODY,
    OWN_PIECE,
    BulkRecorded,
    EvidenceForm,
    EvidenceItem,
    RatingColumns,
    RatingLine,
    Recorded,
    Setting,
    WithdrawalReason,
)

__all__ = [
    "NOBODY",
    "NOT_RECORDED",
    "OWN_PIECE",
    "BulkRecorded",
    "ColumnCheck",
    "EvidenceForm",
    "EvidenceItem",
    "RatingColumns",
    "RatingLine",
    "RatingPlace",
    "Recorded",
    "Setting",
    "StackLine",
    "TaskContent",
    "TaskDepth",
    "TaskInfo",
    "TaskStack",
    "TaskWork",
    "WithdrawalReason",
    "WorkState",
    "check_may_rate",
    "count_evidence",
    "evidence_of",
    "evidence_of_tasks",
    "items",
    "known_as_of",
    "level_sentence",
    "load_tasks",
    "observed_pairs",
    "rated_learners",
    "rating_place",
    "ratings_of",
    "ratings_of_other_learners",
    "recent_evidence",
    "record",
    "record_columns",
    "recorded_levels",
    "task_ids",
    "task_stack",
    "tasks_for",
    "tasks_with_depth",
    "whole_columns",
    "withdraw",
]
