"""The door of `assessments`: what outside tests said, and what speaks for a level."""

from headway.district.assessments.columns import ResultColumns, known_results
from headway.district.assessments.policies import can_keep_ways, check_keep_ways, check_look
from headway.district.assessments.selectors.crosswalks import (
    SMALLEST_SHOWN,
    counted,
    crosswalk_draft,
    crosswalk_in_effect,
    domains_and_strands,
    draft_problems,
    try_crosswalk,
)
from headway.district.assessments.selectors.norms import norm_tables
from headway.district.assessments.selectors.profiles import (
    profile_called,
    profile_numbers,
    shipped_and_own_profiles,
)
from headway.district.assessments.selectors.results import areas_seen, brought_in, keeps_restricted
from headway.district.assessments.services.looking import questions, results_of, suggestions_of
from headway.district.assessments.services.results import bring_results, settle, withdraw_brought
from headway.district.assessments.services.ways import (
    adopt_crosswalk,
    adopt_restricted,
    copy_profile,
    keep_norms,
    save_crosswalk_draft,
    save_profile,
    start_crosswalk_draft,
    take_away_norms,
    take_away_profile,
    throw_away_crosswalk_draft,
)
from headway.district.assessments.types import (
    Brought,
    BroughtIn,
    Confidence,
    CrosswalkInEffect,
    NormBeside,
    ProfileCard,
    Question,
    ResultItem,
    ResultState,
    SourceKind,
    SourceSuggestion,
    SuggestedCount,
)

__all__ = [
    "SMALLEST_SHOWN",
    "Brought",
    "BroughtIn",
    "Confidence",
    "CrosswalkInEffect",
    "NormBeside",
    "ProfileCard",
    "Question",
    "ResultColumns",
    "ResultItem",
    "ResultState",
    "SourceKind",
    "SourceSuggestion",
    "SuggestedCount",
    "adopt_crosswalk",
    "adopt_restricted",
    "areas_seen",
    "bring_results",
    "brought_in",
    "can_keep_ways",
    "check_keep_ways",
    "check_look",
    "copy_profile",
    "counted",
    "crosswalk_draft",
    "crosswalk_in_effect",
    "domains_and_strands",
    "draft_problems",
    "keep_norms",
    "keeps_restricted",
    "known_results",
    "norm_tables",
    "profile_called",
    "profile_numbers",
    "questions",
    "results_of",
    "save_crosswalk_draft",
    "save_profile",
    "settle",
    "shipped_and_own_profiles",
    "start_crosswalk_draft",
    "suggestions_of",
    "take_away_norms",
    "take_away_profile",
    "throw_away_crosswalk_draft",
    "try_crosswalk",
    "withdraw_brought",
]
