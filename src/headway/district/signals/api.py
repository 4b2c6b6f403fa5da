"""The door of `signals`: what says that a plan needs an adult, who answers, and what was done."""

from headway.district.signals.columns.found import find_signals
from headway.district.signals.columns.night import Night
from headway.district.signals.columns.school_days import day_to_look
from headway.district.signals.parts import NightStep
from headway.district.signals.policies import signal_policy
from headway.district.signals.selectors.board import board, same_answer, same_matter, signal_info
from headway.district.signals.selectors.came_out import signals_came_out
from headway.district.signals.selectors.monitor import (
    GroupCount,
    not_reviewed,
    not_reviewed_by_group,
    schools_signals,
    support_times,
    support_times_by_group,
)
from headway.district.signals.selectors.silence import (
    names_without_attendance,
    schools_without_attendance,
    silent_schools,
)
from headway.district.signals.selectors.what_waits import WhatWaits, what_waits
from headway.district.signals.services.addressing import escalate, hand_on
from headway.district.signals.services.forecasting import refresh_forecasts
from headway.district.signals.services.raising import raise_signals, write_signals
from headway.district.signals.services.responding import (
    end,
    end_all,
    follow_up,
    follow_up_all,
    respond,
    respond_to_all,
)
from headway.district.signals.services.reviewing import review_pace
from headway.district.signals.tasks import NightIncomplete, nightly, processes_here
from headway.district.signals.types import (
    Because,
    Board,
    BoardLine,
    EndOfSignal,
    FollowUpLine,
    FollowUpOutcome,
    NotReviewed,
    Raised,
    ResponseInfo,
    ResponseKind,
    SchoolSignals,
    SchoolWithoutAttendance,
    SignalInfo,
    SignalKind,
    SignalsCameOut,
    SignalsCameOutRow,
    SupportTimes,
    Turn,
    outcomes_of,
    responses_to,
)

__all__ = [
    "Because",
    "Board",
    "BoardLine",
    "EndOfSignal",
    "FollowUpLine",
    "FollowUpOutcome",
    "GroupCount",
    "Night",
    "NightIncomplete",
    "NightStep",
    "NotReviewed",
    "Raised",
    "ResponseInfo",
    "ResponseKind",
    "SchoolSignals",
    "SchoolWithoutAttendance",
    "SignalInfo",
    "SignalKind",
    "SignalsCameOut",
    "SignalsCameOutRow",
    "SupportTimes",
    "Turn",
    "WhatWaits",
    "board",
    "day_to_look",
    "end",
    "end_all",
    "escalate",
    "find_signals",
    "follow_up",
    "follow_up_all",
    "hand_on",
    "names_without_attendance",
    "nightly",
    "not_reviewed",
    "not_reviewed_by_group",
    "outcomes_of",
    "processes_here",
    "raise_signals",
    "refresh_forecasts",
    "respond",
    "respond_to_all",
    "responses_to",
    "review_pace",
    "same_answer",
    "same_matter",
    "schools_signals",
    "schools_without_attendance",
    "signal_info",
    "signal_policy",
    "signals_came_out",
    "silent_schools",
    "support_times",
    "support_times_by_group",
    "what_waits",
    "write_signals",
]
