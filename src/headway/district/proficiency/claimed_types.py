"""Claimed prerequisites with what the evidence says about them, as other apps may hold them."""

from __future__ import annotations

from dataclasses import dataclass

from headway.mastery.placement.contradictions import Tolerance, Verdict

__all__ = ["ArrowEvidence", "ArrowsOfDomain"]


@dataclass(frozen=True, slots=True)
class ArrowEvidence:
    """One arrow, as counts of learners; None where fewer than ten are concerned on either side, which is not shown.

    with_both: proficient in the later competency, with evidence for the earlier one. counter_examples: of these, not
    yet proficient in the earlier one when they reached the later one; schools: in how many schools these are.
    expected_by_slips: how many slips of judgement alone would bring, at most; expected_if_unrelated: how many if the
    two had nothing to do with each other; by_slips_alone: chance of as many through slips alone.
    """

    before_id: int
    after_id: int
    is_gate: bool
    verdict: Verdict
    with_both: int | None
    counter_examples: int | None
    schools: int | None
    expected_by_slips: int | None
    expected_if_unrelated: int | None
    by_slips_alone: float | None


@dataclass(frozen=True, slots=True)
class ArrowsOfDomain:
    """The arrows to competencies of one domain, contradicted ones first. schools: whose evidence was looked at."""

    domain_id: int
    arrows: tuple[ArrowEvidence, ...]
    schools: int
    smallest_shown: int
    tolerance: Tolerance

    def with_verdict(self, verdict: Verdict) -> tuple[ArrowEvidence, ...]:
        return tuple(one for one in self.arrows if one.verdict is verdict)
