"""Rows of moving on as passages."""

from __future__ import annotations

from headway.district.advancement.models import Advancement
from headway.district.advancement.types import Passage

__all__ = ["passage_of"]


def passage_of(row: Advancement) -> Passage:
    """What this sign-off was about. Its module is read with the row (`select_related`)."""
    return Passage(
        row.grain,
        row.domain_code,
        row.from_level,
        row.to_level,
        row.module_id,
        row.module.uuid if row.module else None,
        row.gateway_code,
        row.module.title if row.module else "",
    )
