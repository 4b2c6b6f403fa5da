"""Body of evidence → how sure it makes us of each level, and what would settle it. Beside the rule, never over it."""

from headway.mastery.proficiency.sureness.answer import Settles, State, Sureness, SurenessColumns
from headway.mastery.proficiency.sureness.columnar import TOLERANCE, how_sure_many
from headway.mastery.proficiency.sureness.reference import how_sure
from headway.mastery.proficiency.sureness.settings import RANGE, SURE, Settings

__all__ = [
    "RANGE",
    "SURE",
    "TOLERANCE",
    "Settings",
    "Settles",
    "State",
    "Sureness",
    "SurenessColumns",
    "how_sure",
    "how_sure_many",
]
