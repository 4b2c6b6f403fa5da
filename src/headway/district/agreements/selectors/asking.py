"""What a target would ask for, before anybody proposes it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from headway.district.agreements.outlooks import needs_of
from headway.district.agreements.reach import domain_of
from headway.district.agreements.selectors.targets import held_and_open
from headway.district.agreements.target_types import Need
from headway.district.agreements.types import Aim
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer

__all__ = ["need_for"]


def need_for(
    viewer: Viewer,
    learner: Any,
    *,
    aim: str,
    by_on: dt.date | None,
    domain_code: str = "",
    level: int | None = None,
    competency_uuids: Collection[uuid.UUID] = (),
    from_on: dt.date | None = None,
) -> Need | None:
    """The rate a date needs, and the forecast; None as long as something is missing or nothing is open.

    Nothing is written. Access is the caller's to decide, as of every question about a learner that a page shows.
    """
    continuum, today = current_map(), clock.today()
    if continuum is None or by_on is None or by_on <= max(from_on or today, today):
        return None
    ids = [continuum.by_uuid[one].id for one in competency_uuids if one in continuum.by_uuid]
    if aim == Aim.LEVEL and (level is None or domain_of(continuum, domain_code) is None):
        return None
    if aim not in Aim.values or (aim == Aim.COMPETENCIES and not ids):
        return None
    _held, still_open = held_and_open(learner.pk, aim, domain_code, level, ids, continuum)
    if not still_open:
        return None
    return needs_of(viewer, learner, [(still_open, max(from_on or today, today), by_on)])[0]
