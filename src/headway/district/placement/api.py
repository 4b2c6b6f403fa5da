"""The door of `placement`: where learners begin, what spoke for it, appeals, courses from elsewhere, plan tasks."""

from headway.district.placement.policies import (
    as_staff,
    can_decide,
    check_decide,
    core_domains,
    is_family,
    leveled_domains,
    leveling_policy,
)
from headway.district.placement.selectors.appeals import answers_to_appeals, open_appeals, open_appeals_of
from headway.district.placement.selectors.coverage import (
    agreement,
    coverage,
    coverage_by_school,
    entry_spread,
    reviews_due,
)
from headway.district.placement.selectors.levels import levels_of
from headway.district.placement.selectors.plans import (
    my_plan_tasks,
    plan_task,
    plan_tasks_of,
    plan_tasks_on_duty,
    unowned_plan_tasks,
)
from headway.district.placement.selectors.sources import sources_of, suggested
from headway.district.placement.selectors.tables import leveling_table, placed_of
from headway.district.placement.selectors.taking import below, hole_map, level_in, of_place
from headway.district.placement.selectors.transfers import transfer_courses, transfers_to_sign
from headway.district.placement.services.appealing import answer as answer_appeal
from headway.district.placement.services.appealing import appeal
from headway.district.placement.services.bulk import place_in_bulk, suggestions_in_bulk
from headway.district.placement.services.judging import judge
from headway.district.placement.services.placing import open_leveling, place, withdraw
from headway.district.placement.services.plan_tasks import open_plan_task
from headway.district.placement.services.plans import close as close_plan
from headway.district.placement.services.plans import own, sign, write_plan
from headway.district.placement.services.transferring import bring_course, decline_course, sign_course
from headway.district.placement.types import (
    AgreementRow,
    AppealAnswered,
    AppealInfo,
    BulkLine,
    BulkPlaced,
    BulkSuggestion,
    CoverageRow,
    LevelingLine,
    LevelingReason,
    LevelingTable,
    MapCell,
    MapRow,
    PlacedInfo,
    PlacedLevel,
    PlaceOutcome,
    PlanSigner,
    PlanTaskInfo,
    PlanTaskReason,
    ReviewDue,
    SchoolCoverage,
    SignatureInfo,
    SpreadRow,
    SuggestedLevel,
    TransferInfo,
    TransferStanding,
)

__all__ = [
    "AgreementRow",
    "AppealAnswered",
    "AppealInfo",
    "BulkLine",
    "BulkPlaced",
    "BulkSuggestion",
    "CoverageRow",
    "LevelingLine",
    "LevelingReason",
    "LevelingTable",
    "MapCell",
    "MapRow",
    "PlaceOutcome",
    "PlacedInfo",
    "PlacedLevel",
    "PlanSigner",
    "PlanTaskInfo",
    "PlanTaskReason",
    "ReviewDue",
    "SchoolCoverage",
    "SignatureInfo",
    "SpreadRow",
    "SuggestedLevel",
    "TransferInfo",
    "TransferStanding",
    "agreement",
    "answer_appeal",
    "answers_to_appeals",
    "appeal",
    "as_staff",
    "below",
    "bring_course",
    "can_decide",
    "check_decide",
    "close_plan",
    "core_domains",
    "coverage",
    "coverage_by_school",
    "decline_course",
    "entry_spread",
    "hole_map",
    "is_family",
    "judge",
    "level_in",
    "leveled_domains",
    "leveling_policy",
    "leveling_table",
    "levels_of",
    "my_plan_tasks",
    "of_place",
    "open_appeals",
    "open_appeals_of",
    "open_leveling",
    "open_plan_task",
    "own",
    "place",
    "place_in_bulk",
    "placed_of",
    "plan_task",
    "plan_tasks_of",
    "plan_tasks_on_duty",
    "reviews_due",
    "sign",
    "sign_course",
    "sources_of",
    "suggested",
    "suggestions_in_bulk",
    "transfer_courses",
    "transfers_to_sign",
    "unowned_plan_tasks",
    "withdraw",
    "write_plan",
]
