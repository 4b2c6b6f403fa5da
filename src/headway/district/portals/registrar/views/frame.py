"""What the register's pages share: whom they may be about, reading dates, and showing what could not be done."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.foundation.api import FieldProblem, NotFound, Refused
from headway.district.people.api import (
    GuardianEntry,
    RegisterEntry,
    Viewer,
    learner_on_duty,
    register_entry,
)
from headway.district.people.types import Role
from headway.district.portals.access import PortalRequest
from headway.district.portals.form_values import day_asked

__all__ = ["ROLE", "asked_date", "entry_of", "frame", "guardian_of", "problems_of"]

ROLE = Role.REGISTRAR


def frame(request: PortalRequest, here: str = "") -> dict[str, Any]:
    """Values of every page: the portal's navigation."""
    return {
        "nav_items": [
            (_("Learners"), reverse("registrar:home"), here == "home"),
            (_("Sections"), reverse("registrar:sections"), here == "sections"),
            (_("Terms and calendar"), reverse("registrar:calendar"), here == "calendar"),
            (_("Bands"), reverse("registrar:bands"), here == "bands"),
            (_("Change of the year"), reverse("registrar:year"), here == "year"),
        ],
        "problems": (),
    }


def entry_of(request: PortalRequest, learner_uuid: uuid.UUID) -> RegisterEntry:
    """What the register says about a learner of the registrar's schools; NotFound for all others."""
    viewer: Viewer = request.viewer
    return register_entry(learner_on_duty(viewer, ROLE, learner_uuid))


def guardian_of(entry: RegisterEntry, person_uuid: uuid.UUID) -> GuardianEntry:
    """One of this learner's guardians; NotFound for anybody else."""
    for one in entry.guardians:
        if one.person.uuid == person_uuid:
            return one
    raise NotFound(_("There is no such page, or it is not open to you."))


def asked_date(values: QueryDict, name: str) -> dt.date:
    """The date that was typed. Refused where there is none, or it is not one."""
    return day_asked(values.get(name, ""), name)


def problems_of(refused: Refused) -> tuple[FieldProblem, ...]:
    """What stood in the way, field by field, for the summary on top of the page."""
    return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
