"""Pace = progress ÷ time, with its parts and its limits in words; growth, needed rates, ways to a target, groups."""

from headway.mastery.pacing.calendar import Calendar, date_of, day_number
from headway.mastery.pacing.chances import of_ten
from headway.mastery.pacing.columnar import GainedRows, PaceColumns, Windows, gained_rows, pace_many
from headway.mastery.pacing.depth import DepthReading, depth_reading
from headway.mastery.pacing.measures.groups import GroupPace, Part, group_pace, together
from headway.mastery.pacing.measures.growth import (
    Growth,
    growth_of,
    units_of_levels,
)
from headway.mastery.pacing.measures.level_and_pace import (
    LevelAndPace,
    PaceReading,
    early_until,
    pace_reading,
)
from headway.mastery.pacing.measures.needed import Needed, needed_rate
from headway.mastery.pacing.measures.partly import NOTHING_PARTLY, Partly
from headway.mastery.pacing.measures.shares import Share, own_days, own_days_many, share_by_day
from headway.mastery.pacing.reference import Gained, Pace, Progress, pace, pace_of, progress_of
from headway.mastery.pacing.trajectories import (
    LINEAR,
    Mode,
    Reading,
    Shape,
    ShapeKind,
    Standing,
    expected_share,
    inverse,
    noted,
    reading,
    standing,
)
from headway.mastery.pacing.ways import AgreedWay, SignedDays, days_as_signed, share_of_time
from headway.mastery.pacing.words import SENTENCES, sentence

__all__ = [
    "LINEAR",
    "NOTHING_PARTLY",
    "SENTENCES",
    "AgreedWay",
    "Calendar",
    "DepthReading",
    "Gained",
    "GainedRows",
    "GroupPace",
    "Growth",
    "LevelAndPace",
    "Mode",
    "Needed",
    "Pace",
    "PaceColumns",
    "PaceReading",
    "Part",
    "Partly",
    "Progress",
    "Reading",
    "Shape",
    "ShapeKind",
    "Share",
    "SignedDays",
    "Standing",
    "Windows",
    "date_of",
    "day_number",
    "days_as_signed",
    "depth_reading",
    "early_until",
    "expected_share",
    "gained_rows",
    "group_pace",
    "growth_of",
    "inverse",
    "needed_rate",
    "noted",
    "of_ten",
    "own_days",
    "own_days_many",
    "pace",
    "pace_many",
    "pace_of",
    "pace_reading",
    "progress_of",
    "reading",
    "sentence",
    "share_by_day",
    "share_of_time",
    "standing",
    "together",
    "units_of_levels",
]
