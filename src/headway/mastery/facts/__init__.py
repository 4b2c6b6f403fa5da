"""The columnar tables that everything reads: learners × competencies × evidence × time."""

from headway.mastery.facts.circumstances import UNTOLD, Circumstances, Form, Mark
from headway.mastery.facts.competencies import Competencies, Kind
from headway.mastery.facts.determinations import Determination, Determinations
from headway.mastery.facts.groups import Groups, group_pairs
from headway.mastery.facts.ratings import NO_EVIDENCE_NAMED, Rating, Ratings
from headway.mastery.facts.reasons import LANGUAGES, Reason, SentenceTable, say
from headway.mastery.facts.refusal import Refused
from headway.mastery.facts.tables import NEVER

__all__ = [
    "LANGUAGES",
    "NEVER",
    "NO_EVIDENCE_NAMED",
    "UNTOLD",
    "Circumstances",
    "Competencies",
    "Determination",
    "Determinations",
    "Form",
    "Groups",
    "Kind",
    "Mark",
    "Rating",
    "Ratings",
    "Reason",
    "Refused",
    "SentenceTable",
    "group_pairs",
    "say",
]
