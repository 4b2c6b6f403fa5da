"""The door of `elsewhere`: another system's results in, what its own rules make of them out, for staff only."""

from headway.district.elsewhere.policies import can_look, check_look
from headway.district.elsewhere.selectors import has_rows, rows_of, sources
from headway.district.elsewhere.services import bring, compute, what_is_new
from headway.district.elsewhere.types import (
    Brought,
    ElsewhereRow,
    EnrolmentColumns,
    ResultColumns,
    SkillContent,
    SourceContents,
)

__all__ = [
    "Brought",
    "ElsewhereRow",
    "EnrolmentColumns",
    "ResultColumns",
    "SkillContent",
    "SourceContents",
    "bring",
    "can_look",
    "check_look",
    "compute",
    "has_rows",
    "rows_of",
    "sources",
    "what_is_new",
]
