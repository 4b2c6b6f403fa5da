"""The nouns of the continuum: frameworks in versions, work on drafts, coherence, the graduate profile."""

from headway.district.continuum.models.coherence import (
    CoherenceReport,
    Crosswalk,
    CrosswalkLink,
    FindingAnswer,
    PrerequisiteAnswer,
)
from headway.district.continuum.models.drafting import DraftChange, DraftRemark, SuggestedChange
from headway.district.continuum.models.frameworks import (
    Association,
    CaseObject,
    Competency,
    Descriptor,
    Domain,
    Exemplar,
    Framework,
    FrameworkVersion,
    Prerequisite,
    ProgressionNote,
    Rubric,
    RubricCriterion,
    RubricCriterionLevel,
    Strand,
)
from headway.district.continuum.models.profile import ProfileLink, ProfileStatement
from headway.district.continuum.models.succession import Succession

__all__ = [
    "Association",
    "CaseObject",
    "CoherenceReport",
    "Competency",
    "Crosswalk",
    "CrosswalkLink",
    "Descriptor",
    "Domain",
    "DraftChange",
    "DraftRemark",
    "Exemplar",
    "FindingAnswer",
    "Framework",
    "FrameworkVersion",
    "Prerequisite",
    "PrerequisiteAnswer",
    "ProfileLink",
    "ProfileStatement",
    "ProgressionNote",
    "Rubric",
    "RubricCriterion",
    "RubricCriterionLevel",
    "Strand",
    "Succession",
    "SuggestedChange",
]
