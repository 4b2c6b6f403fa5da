"""Body of evidence → proposed level, confidence and explanation; a person decides."""

from headway.mastery.proficiency.columnar import CONFIDENCES, STATUSES, ProposalColumns, propose_many
from headway.mastery.proficiency.proposal import Confidence, Proposal, SetAside, Status
from headway.mastery.proficiency.reference import propose
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.words import DEFAULT_LEVEL_NAMES, SENTENCES, sentence, why_set_aside

__all__ = [
    "CONFIDENCES",
    "DEFAULT_LEVEL_NAMES",
    "SENTENCES",
    "STATUSES",
    "Confidence",
    "Proposal",
    "ProposalColumns",
    "Rule",
    "SetAside",
    "Status",
    "propose",
    "propose_many",
    "sentence",
    "why_set_aside",
]
