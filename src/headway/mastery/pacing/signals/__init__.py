"""Which signals the record gives today, with their evidence, and on which thresholds."""

from headway.mastery.pacing.signals.came_out import LEAD_DAYS, NO_SIGNAL, CameOut, Outcome, came_out
from headway.mastery.pacing.signals.policy import SignalPolicy
from headway.mastery.pacing.signals.rules import (
    Plan,
    Plans,
    Wait,
    Waits,
    Work,
    Works,
    due_units,
    needs_adjusting,
    not_negotiated,
    not_negotiated_rows,
    not_seen,
    not_seen_rows,
    off_target,
    off_target_rows,
    stalled,
    stalled_rows,
    waiting,
    waiting_rows,
)
from headway.mastery.pacing.signals.silence import SchoolRecord, SeenBy, seen_by
from headway.mastery.pacing.signals.times import OwnTime
from headway.mastery.pacing.signals.words import SENTENCES, next_step, reading, sentence

__all__ = [
    "LEAD_DAYS",
    "NO_SIGNAL",
    "SENTENCES",
    "CameOut",
    "Outcome",
    "OwnTime",
    "Plan",
    "Plans",
    "SchoolRecord",
    "SeenBy",
    "SignalPolicy",
    "Wait",
    "Waits",
    "Work",
    "Works",
    "came_out",
    "due_units",
    "needs_adjusting",
    "next_step",
    "not_negotiated",
    "not_negotiated_rows",
    "not_seen",
    "not_seen_rows",
    "off_target",
    "off_target_rows",
    "reading",
    "seen_by",
    "sentence",
    "stalled",
    "stalled_rows",
    "waiting",
    "waiting_rows",
]
