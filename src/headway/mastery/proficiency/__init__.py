"""Body of evidence → proposed level, confidence and explanation; a person decides."""

from headway.mastery.proficiency.body import A_DAY
from headway.mastery.proficiency.book import Place, RuleBook, RuleException, Where
from headway.mastery.proficiency.checklist import Line, checklist
from headway.mastery.proficiency.columnar import (
    CONFIDENCES,
    STATUSES,
    ProposalColumns,
    propose_by,
    propose_many,
)
from headway.mastery.proficiency.criteria import overall_from_criteria
from headway.mastery.proficiency.proposal import Confidence, Proposal, SetAside, Status
from headway.mastery.proficiency.reference import propose
from headway.mastery.proficiency.rule import Requirement, Rule
from headway.mastery.proficiency.words import (
    DEFAULT_LEVEL_NAMES,
    SENTENCES,
    describe,
    sentence,
    why_set_aside,
)

__all__ = [
    "A_DAY",
    "CONFIDENCES",
    "DEFAULT_LEVEL_NAMES",
    "SENTENCES",
    "STATUSES",
    "Confidence",
    "Line",
    "Place",
    "Proposal",
    "ProposalColumns",
    "Requirement",
    "Rule",
    "RuleBook",
    "RuleException",
    "SetAside",
    "Status",
    "Where",
    "checklist",
    "describe",
    "overall_from_criteria",
    "propose",
    "propose_by",
    "propose_many",
    "sentence",
    "why_set_aside",
]
