"""Slate-CBL's rules, exactly: what a district that comes from Slate saw there, for comparing, shown to staff only."""

from headway.mastery.proficiency.slate.areas import area_average, area_growth
from headway.mastery.proficiency.slate.columnar import (
    NO_GROWTH,
    NONE,
    SlateEnrolments,
    SlateResults,
    SlateRows,
    SlateSkills,
    slate_rows,
)
from headway.mastery.proficiency.slate.reference import next_enrolment, slate_row
from headway.mastery.proficiency.slate.rows import NextEnrolment, SlateResult, SlateRow, SlateSkill
from headway.mastery.proficiency.slate.rules import (
    HIGHEST_STEP,
    LOWEST_STEP,
    MISSED,
    Growth,
    SlateRules,
    required_at,
)

__all__ = [
    "HIGHEST_STEP",
    "LOWEST_STEP",
    "MISSED",
    "NONE",
    "NO_GROWTH",
    "Growth",
    "NextEnrolment",
    "SlateEnrolments",
    "SlateResult",
    "SlateResults",
    "SlateRow",
    "SlateRows",
    "SlateRules",
    "SlateSkill",
    "SlateSkills",
    "area_average",
    "area_growth",
    "next_enrolment",
    "required_at",
    "slate_row",
    "slate_rows",
]
