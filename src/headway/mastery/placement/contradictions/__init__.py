"""Claimed prerequisites beside the evidence: which arrows do learners' own ways contradict? A person decides."""

from headway.mastery.placement.contradictions.columnar import judge_claims
from headway.mastery.placement.contradictions.facts import Claim, Facts
from headway.mastery.placement.contradictions.inductive import (
    OrderFit,
    Version,
    counter_example_table,
    induce_order,
)
from headway.mastery.placement.contradictions.verdicts import Finding, Tolerance, Verdict, judged

__all__ = [
    "Claim",
    "Facts",
    "Finding",
    "OrderFit",
    "Tolerance",
    "Verdict",
    "Version",
    "counter_example_table",
    "induce_order",
    "judge_claims",
    "judged",
]
