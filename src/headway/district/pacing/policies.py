"""Who may record a learner's time, and what of pacing is for staff only."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound, clock, refused
from headway.district.people.api import Viewer, learner_on_duty, learners_of_staff, organisation_scope
from headway.district.people.types import Role

__all__ = [
    "LEADING",
    "NO_SUCH_PAGE",
    "check_future",
    "check_reports",
    "learner_to_keep",
    "learners_measured",
    "reports_scope",
]

NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")
KEEPERS = (Role.REGISTRAR, Role.COUNSELLOR)
LEADING = (Role.LEADER,)


def learner_to_keep(viewer: Viewer, learner_uuid: uuid.UUID) -> Any:
    """The learner whose time this registrar or counsellor may record. Raises NotFound for all others."""
    for role in KEEPERS:
        if viewer.has(role):
            try:
                return learner_on_duty(viewer, role, learner_uuid)
            except NotFound:
                continue
    raise NotFound(NO_SUCH_PAGE)


def learners_measured(viewer: Viewer) -> Any:
    """The learners whom the viewer sees as staff, never as their family."""
    return learners_of_staff(viewer)


def reports_scope(viewer: Viewer) -> Any:
    """The schools and districts whose reports a leader reads."""
    return organisation_scope(viewer, *LEADING)


def check_reports(viewer: Viewer) -> None:
    """Reports on groups and on forecasts are for leaders. Raises NotFound for all others."""
    if not viewer.has(*LEADING):
        raise NotFound(NO_SUCH_PAGE)


def check_future(on: dt.date, field: str = "on") -> None:
    """A date to plan for lies after today."""
    if on <= clock.today():
        raise refused(
            field,
            _("The date lies before tomorrow, so there is no time left to plan with."),
            _("Choose a date from tomorrow on."),
        )
