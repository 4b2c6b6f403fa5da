"""The door of `checks`: inviting, answering, and what a finished check says."""

from headway.district.checks.policies import can_keep_items, check_keep_items, learner_of_staff
from headway.district.checks.selectors.items import competency_and_key, item_counts, items_of
from headway.district.checks.selectors.sittings import (
    my_sitting,
    my_sittings,
    readings_of,
    result_of,
    sittings_of,
)
from headway.district.checks.selectors.suggesting import known_and_holes, levels_from, suggestions_of
from headway.district.checks.services.answering import (
    LANGUAGES,
    answer,
    begin,
    current_question,
    go_back,
    speak,
)
from headway.district.checks.services.inviting import MOST_COMPETENCIES, invite, invite_to_set, set_aside
from headway.district.checks.services.items import (
    MOST_CHOICES,
    add_item,
    bring_items,
    content_said,
    known_items,
    retire_item,
)
from headway.district.checks.types import (
    AskedQuestion,
    CheckAnswerKind,
    CheckPurpose,
    CheckStage,
    Choice,
    GivenInfo,
    ItemContent,
    ItemInfo,
    ItemKind,
    ReadingInfo,
    SittingInfo,
    SittingResult,
)

__all__ = [
    "LANGUAGES",
    "MOST_CHOICES",
    "MOST_COMPETENCIES",
    "AskedQuestion",
    "CheckAnswerKind",
    "CheckPurpose",
    "CheckStage",
    "Choice",
    "GivenInfo",
    "ItemContent",
    "ItemInfo",
    "ItemKind",
    "ReadingInfo",
    "SittingInfo",
    "SittingResult",
    "add_item",
    "answer",
    "begin",
    "bring_items",
    "can_keep_items",
    "check_keep_items",
    "competency_and_key",
    "content_said",
    "current_question",
    "go_back",
    "invite",
    "invite_to_set",
    "item_counts",
    "items_of",
    "known_and_holes",
    "known_items",
    "learner_of_staff",
    "levels_from",
    "my_sitting",
    "my_sittings",
    "readings_of",
    "result_of",
    "retire_item",
    "set_aside",
    "sittings_of",
    "speak",
    "suggestions_of",
]
