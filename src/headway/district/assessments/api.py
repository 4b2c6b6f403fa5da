"""The door of `assessments`: what outside tests said, and what speaks for a level."""

from headway.district.assessments.types import (
    Confidence,
    ResultItem,
    ResultState,
    SourceKind,
    SourceSuggestion,
)

__all__ = ["Confidence", "ResultItem", "ResultState", "SourceKind", "SourceSuggestion"]
