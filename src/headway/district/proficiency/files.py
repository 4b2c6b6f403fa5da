"""Whole files of ratings, answered beside the record. What reads Parquet is loaded only when somebody asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headway.district.proficiency.batch import Written

__all__ = ["levels_of_file"]


def levels_of_file(read: Path, write: Path, **settings: Any) -> Written:
    """Levels and sureness for every learner and competency of a Parquet file; settings as `batch.levels_of_file`."""
    from headway.district.proficiency import batch

    return batch.levels_of_file(read, write, **settings)
