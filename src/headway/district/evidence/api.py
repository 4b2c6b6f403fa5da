"""The door of `evidence`: recording what was observed, taking it back, and reading it.

People's acts enter through `proficiency.api.record_ratings`, which calls this door and keeps standings in step.
"""

from headway.district.evidence.acts import (
    ActLine,
    RecordedAct,
    lines_of_act,
    lines_of_ratings,
    recorded_acts,
)
from headway.district.evidence.alignment import TaskDepth, evidence_of_tasks, tasks_with_depth
from headway.district.evidence.asking import (
    WAITS_LOOK_BACK,
    Queue,
    Ready,
    ReadyTold,
    Wait,
    count_ready,
    queue_for,
    ready_of,
    ready_request,
)
from headway.district.evidence.asking_policies import can_ask_ready, can_ask_second_look
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
from headway.district.evidence.second_looks import (
    LookInfo,
    count_second_looks,
    second_look,
    second_looks_of,
    second_looks_to_answer,
)
from headway.district.evidence.selectors import RatingPlace, evidence_of, items, known_as_of, rating_place
from headway.district.evidence.services import (
    TaskContent,
    load_tasks,
    record,
    record_columns,
    task_ids,
    withdraw,
)
from headway.district.evidence.services.asking import (
    Asked,
    answer_ready,
    answer_second_look,
    ask_ready,
    ask_second_look,
    take_back_second_look,
)
from headway.district.evidence.services.reflecting import reflect
from headway.district.evidence.services.withdrawing_acts import withdraw_many
from headway.district.evidence.stacks import (
    GivenLevel,
    ShownFile,
    ShownPiece,
    StackPlace,
    places_on_competency,
    shown_piece,
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
    "WAITS_LOOK_BACK",
    "ActLine",
    "Asked",
    "BulkRecorded",
    "ColumnCheck",
    "EvidenceForm",
    "EvidenceItem",
    "GivenLevel",
    "LookInfo",
    "Queue",
    "RatingColumns",
    "RatingLine",
    "RatingPlace",
    "Ready",
    "ReadyTold",
    "Recorded",
    "RecordedAct",
    "Setting",
    "ShownFile",
    "ShownPiece",
    "StackLine",
    "StackPlace",
    "TaskContent",
    "TaskDepth",
    "TaskInfo",
    "TaskStack",
    "TaskWork",
    "Wait",
    "WithdrawalReason",
    "WorkState",
    "answer_ready",
    "answer_second_look",
    "ask_ready",
    "ask_second_look",
    "can_ask_ready",
    "can_ask_second_look",
    "check_may_rate",
    "count_evidence",
    "count_ready",
    "count_second_looks",
    "evidence_of",
    "evidence_of_tasks",
    "items",
    "known_as_of",
    "level_sentence",
    "lines_of_act",
    "lines_of_ratings",
    "load_tasks",
    "observed_pairs",
    "places_on_competency",
    "queue_for",
    "rated_learners",
    "rating_place",
    "ratings_of",
    "ratings_of_other_learners",
    "ready_of",
    "ready_request",
    "recent_evidence",
    "record",
    "record_columns",
    "recorded_acts",
    "recorded_levels",
    "reflect",
    "second_look",
    "second_looks_of",
    "second_looks_to_answer",
    "shown_piece",
    "take_back_second_look",
    "task_ids",
    "task_stack",
    "tasks_for",
    "tasks_with_depth",
    "whole_columns",
    "withdraw",
    "withdraw_many",
]
