"""Whose signature holds while an offer is on the table: one rule for signing, for the lists, and for the night."""

from __future__ import annotations

from collections.abc import Collection

from headway.district.agreements.types import Side

__all__ = ["side_stands"]


def side_stands(side: str, signed_by: Collection[int | None], adults: Collection[int]) -> bool:
    """Has this side signed an offer that is not agreed yet? signed_by: who signed for it (row ids of people).

    adults: who agrees with this learner as an adult today (`adults.adults_now`). The signature of an adult who no longer
    works with her completes nothing, so the offer waits for one of today. What is agreed stays agreed.
    """
    if not signed_by:
        return False
    return side != Side.ADULT or any(person in adults for person in signed_by)
