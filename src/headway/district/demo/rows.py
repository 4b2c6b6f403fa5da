"""Which rows the demo's own roster became."""

from __future__ import annotations

import numpy as np

from headway.district.people.api import source_records

__all__ = ["SOURCE", "numbered", "row_ids"]

# Where the demo's people come from, as a roster's source.
SOURCE = "demo"


def row_ids(kind: str) -> dict[str, int]:
    """Sourced id → our row's id, for one kind of record of the demo's roster."""
    return {
        sourced_id: record.target_id
        for (_kind, sourced_id), record in source_records(SOURCE, kind).items()
        if record.target_id is not None
    }


def numbered(targets: dict[str, int], name: str, count: int) -> np.ndarray:
    return np.array([targets[f"{name}-{number}"] for number in range(count)], dtype=np.int64)
