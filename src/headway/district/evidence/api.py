"""The door of `evidence`: recording what was observed, taking it back, and reading it.

People's acts enter through `proficiency.api.record_ratings`, which calls this door and keeps standings in step.
"""

from headway.district.evidence.browsing import TaskInfo, count_evidence, recent_evidence, tasks_for
from headway.district.evidence.columns import rated_learners, ratings_of
from headway.district.evidence.policies import check_may_rate
from headway.district.evidence.selectors import RatingPlace, evidence_of, items, known_as_of, rating_place
from headway.district.evidence.services import record, record_columns, withdraw
from headway.district.evidence.types import (
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
    "BulkRecorded",
    "EvidenceForm",
    "EvidenceItem",
    "RatingColumns",
    "RatingLine",
    "RatingPlace",
    "Recorded",
    "Setting",
    "TaskInfo",
    "WithdrawalReason",
    "check_may_rate",
    "count_evidence",
    "evidence_of",
    "items",
    "known_as_of",
    "rated_learners",
    "rating_place",
    "ratings_of",
    "recent_evidence",
    "record",
    "record_columns",
    "tasks_for",
    "withdraw",
]
