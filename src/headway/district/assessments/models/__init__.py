"""How files of assessments are read, what they said, and the district's own norms."""

from headway.district.assessments.models.profiles import CrosswalkDraft, NormTable, ReadingProfile
from headway.district.assessments.models.results import (
    AssessmentResult,
    AssessmentWithdrawal,
    RestrictedScores,
)

__all__ = [
    "AssessmentResult",
    "AssessmentWithdrawal",
    "CrosswalkDraft",
    "NormTable",
    "ReadingProfile",
    "RestrictedScores",
]
