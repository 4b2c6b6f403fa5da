"""The door of `pacing`: progress over time, own time, what a date asks for, forecasts, groups; every part told."""

from headway.district.pacing.columns import academic_domains
from headway.district.pacing.own_time import OwnTime, SchoolTime, standing_shares
from headway.district.pacing.selectors.back_tests import back_test_wish, back_tests
from headway.district.pacing.selectors.groups import GroupTable, LevelRow, pace_by, pace_of_group, trend_by
from headway.district.pacing.selectors.histories import WHOLE, ForecastHistories, histories_for_forecast
from headway.district.pacing.selectors.levels import working_levels
from headway.district.pacing.selectors.outlooks import fit_in_force, outlooks_of
from headway.district.pacing.selectors.paces import pace_and_growth_of, pace_of, pace_of_many
from headway.district.pacing.selectors.remaining import (
    needed_in,
    needed_rate_of,
    partly_decisions,
    partly_gained,
    remaining_of,
    remaining_of_many,
    remaining_of_open,
    required,
)
from headway.district.pacing.selectors.state_lens import state_lens_by_school, state_lens_of
from headway.district.pacing.selectors.stored import (
    StoredOutlook,
    learned_until,
    stored_chances,
    stored_outlooks,
)
from headway.district.pacing.selectors.time import (
    days_left_in,
    graduation_dates,
    graduation_dates_of,
    own_time_of,
    time_shares_of,
)
from headway.district.pacing.services.away import record_return, record_times_away
from headway.district.pacing.services.back_tests import (
    ask_for_back_tests,
    generate_back_tests,
    make_asked_back_tests,
)
from headway.district.pacing.services.forecasts import OutlookPlan, learn_forecast, store_outlooks
from headway.district.pacing.services.time import (
    record_time_share,
    set_graduation_date,
    withdraw_time_share,
)
from headway.district.pacing.state_rule import profiles_with_results
from headway.district.pacing.types import (
    BackTestBin,
    BackTestInfo,
    BackTestNumbers,
    BackTestWishInfo,
    DaysLeft,
    DomainGrowth,
    DomainPace,
    GraduationInfo,
    GraduationPlan,
    GroupPaceInfo,
    NeededInfo,
    OutlookInfo,
    PaceItem,
    Remaining,
    RemainingItem,
    StateAsked,
    StateLensInfo,
    StateResult,
    StateTable,
    StateTableRow,
    TimeShareInfo,
    TimeShareKind,
    Window,
)

__all__ = [
    "WHOLE",
    "BackTestBin",
    "BackTestInfo",
    "BackTestNumbers",
    "BackTestWishInfo",
    "DaysLeft",
    "DomainGrowth",
    "DomainPace",
    "ForecastHistories",
    "GraduationInfo",
    "GraduationPlan",
    "GroupPaceInfo",
    "GroupTable",
    "LevelRow",
    "NeededInfo",
    "OutlookInfo",
    "OutlookPlan",
    "OwnTime",
    "PaceItem",
    "Remaining",
    "RemainingItem",
    "SchoolTime",
    "StateAsked",
    "StateLensInfo",
    "StateResult",
    "StateTable",
    "StateTableRow",
    "StoredOutlook",
    "TimeShareInfo",
    "TimeShareKind",
    "Window",
    "academic_domains",
    "ask_for_back_tests",
    "back_test_wish",
    "back_tests",
    "days_left_in",
    "fit_in_force",
    "generate_back_tests",
    "graduation_dates",
    "graduation_dates_of",
    "histories_for_forecast",
    "learn_forecast",
    "learned_until",
    "make_asked_back_tests",
    "needed_in",
    "needed_rate_of",
    "outlooks_of",
    "own_time_of",
    "pace_and_growth_of",
    "pace_by",
    "pace_of",
    "pace_of_group",
    "pace_of_many",
    "partly_decisions",
    "partly_gained",
    "profiles_with_results",
    "record_return",
    "record_time_share",
    "record_times_away",
    "remaining_of",
    "remaining_of_many",
    "remaining_of_open",
    "required",
    "set_graduation_date",
    "standing_shares",
    "state_lens_by_school",
    "state_lens_of",
    "store_outlooks",
    "stored_chances",
    "stored_outlooks",
    "time_shares_of",
    "trend_by",
    "withdraw_time_share",
    "working_levels",
]
