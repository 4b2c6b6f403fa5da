"""Body of evidence → how sure it makes us of each level, and what would settle it. Beside the rule, never over it."""

from headway.mastery.proficiency.sureness.answer import Settles, State, Sureness, SurenessColumns
from headway.mastery.proficiency.sureness.columnar import TOLERANCE, how_sure_many
from headway.mastery.proficiency.sureness.learning import Learned, learned_from
from headway.mastery.proficiency.sureness.moderation import Anchored, Moderation, anchored_by
from headway.mastery.proficiency.sureness.reference import how_sure
from headway.mastery.proficiency.sureness.school_time import SchoolTime
from headway.mastery.proficiency.sureness.settings import RANGE, SURE, Settings
from headway.mastery.proficiency.sureness.severity import Severities, severities_from
from headway.mastery.proficiency.sureness.words import reasons_of, sentence, sure_words

__all__ = [
    "RANGE",
    "SURE",
    "TOLERANCE",
    "Anchored",
    "Learned",
    "Moderation",
    "SchoolTime",
    "Settings",
    "Settles",
    "Severities",
    "State",
    "Sureness",
    "SurenessColumns",
    "anchored_by",
    "how_sure",
    "how_sure_many",
    "learned_from",
    "reasons_of",
    "sentence",
    "severities_from",
    "sure_words",
]
