"""Taking back what an adult wrote down: a further row that names the first; the first stays in the history."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from headway.district.foundation.api import clock
from headway.district.people.api import Viewer

__all__ = ["take_back_once"]


def take_back_once(viewer: Viewer, row: Any, *, kept: tuple[str, ...]) -> bool:
    """Write that the viewer takes this row back. False where it was taken back already, also at the same moment.

    row: of a model whose `withdraws` names at most one row each. kept: the fields that the further row has from it. That
    the viewer may take it back is the caller's to decide.
    """
    rows = type(row).objects
    if rows.filter(withdraws=row).exists():
        return False
    try:
        with transaction.atomic():
            rows.create(
                recorded_at=clock.now(),
                recorded_by_id=viewer.person_id,
                withdraws=row,
                **{name: getattr(row, name) for name in kept},
            )
    except IntegrityError:
        return False  # it was taken back at the same moment
    return True
