"""The gap finder at work: the report is kept, findings are answered in bulk, remedies are carried out in a draft."""

from headway.district.continuum.services.coherence.answering import answer_findings, take_back_answers
from headway.district.continuum.services.coherence.looking import check_line, seams_of
from headway.district.continuum.services.coherence.remedies import (
    BY_ITSELF,
    carry_out,
    is_carried_out_by_itself,
    proposed_arrows,
)

__all__ = [
    "BY_ITSELF",
    "answer_findings",
    "carry_out",
    "check_line",
    "is_carried_out_by_itself",
    "proposed_arrows",
    "seams_of",
    "take_back_answers",
]
