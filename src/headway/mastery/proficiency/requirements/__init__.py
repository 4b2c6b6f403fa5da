"""What a level may ask for beyond the summary of the body of evidence: predicates, filters, and trees of them."""

from headway.mastery.proficiency.requirements.distinct import Contexts, Forms, Occasions, Raters
from headway.mastery.proficiency.requirements.filters import Filter
from headway.mastery.proficiency.requirements.judged import EssentialCriteria, SecondScorer
from headway.mastery.proficiency.requirements.pieces import Consistent, Cumulative, Pieces, Transfer
from headway.mastery.proficiency.requirements.predicates import Predicate
from headway.mastery.proficiency.requirements.trees import PREDICATES, All, Any, Tree, reached, tree_from

__all__ = [
    "PREDICATES",
    "All",
    "Any",
    "Consistent",
    "Contexts",
    "Cumulative",
    "EssentialCriteria",
    "Filter",
    "Forms",
    "Occasions",
    "Pieces",
    "Predicate",
    "Raters",
    "SecondScorer",
    "Transfer",
    "Tree",
    "reached",
    "tree_from",
]
