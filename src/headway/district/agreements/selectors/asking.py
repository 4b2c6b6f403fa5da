"""What a target would ask for, before anybody proposes it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from headway.district.agreements.outlooks import graduation_on, needs_of, school_days_of
from headway.district.agreements.policies.stages import rules_of
from headway.district.agreements.policies.targets import Terms, check_terms
from headway.district.agreements.reach import domain_of
from headway.district.agreements.selectors.targets import held_and_open
from headway.district.agreements.target_types import Need
from headway.district.agreements.types import Aim
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer

__all__ = ["check_days", "need_for"]


def check_days(
    learner: Any,
    aim: str,
    by_on: dt.date | None,
    from_on: dt.date | None = None,
    earliest: dt.date | None = None,
) -> None:
    """May an offer name these days? Asked before anybody makes it, by the rule that holds for making it.

    earliest: the first beginning of a target that is there already. Raises Refused with every problem at its field.
    """
    today = clock.today()
    check_terms(
        Terms(by_on, from_on),
        aim=aim,
        rules=rules_of(learner),
        earliest=earliest or today,
        graduates_on=None if aim == Aim.COMPETENCIES else graduation_on(learner),
        first_school_day=school_days_of(learner).first_after(max(from_on or today, today)),
    )


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
