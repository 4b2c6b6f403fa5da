"""The gap finder of a K-12 line, and the authoring assistant for single statements. Both propose; people decide."""

from headway.mastery.continuum.gaps.finder import Progress, find
from headway.mastery.continuum.gaps.findings import (
    Finding,
    FindingKind,
    LineFacts,
    Remedy,
    RemedyKind,
    Report,
    Urgency,
)
from headway.mastery.continuum.gaps.ranking import Ranker, SharedWords
from headway.mastery.continuum.gaps.statements import Remark, RemarkKind, check

__all__ = [
    "Finding",
    "FindingKind",
    "LineFacts",
    "Progress",
    "Ranker",
    "Remark",
    "RemarkKind",
    "Remedy",
    "RemedyKind",
    "Report",
    "SharedWords",
    "Urgency",
    "check",
    "find",
]
