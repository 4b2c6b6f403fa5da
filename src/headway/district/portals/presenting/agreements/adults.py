"""The plan of a learner as the adults at school see it: the same pages in the teacher's and the counsellor's portal."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.agreements.types import Side
from headway.district.people.api import record_view
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.pages import Plan, reverse_of
from headway.district.portals.presenting.voices import Voice

__all__ = ["plan_of"]


def plan_of(
    request: PortalRequest,
    learner_uuid: uuid.UUID,
    portal: str,
    page: str,
    frame: dict[str, Any],
    crumbs: list[tuple[str, str]],
) -> Plan:
    """Raises NotFound for strangers. Of her own child a teacher reads in the family's portal, and signs there.

    Whoever sees the record and agrees on nothing with the learner (a tutor, a leader) reads and has no forms.
    """
    viewer = request.viewer
    met = agreements.met_by_work(viewer, learner_uuid)
    learner = met.learner
    record_view(viewer=viewer, learner=learner, page=page)
    name = learner.person.name
    crumbs = [*crumbs, (name, reverse(f"{portal}:learner", args=(learner.uuid,)))]
    if not page.endswith(":targets"):
        crumbs.append((_("Plan"), reverse(f"{portal}:targets", args=(learner.uuid,))))
    return Plan(
        learner,
        Voice(learner.person.short_name),
        Side.ADULT if met.is_adult else None,
        reverse_of(portal, learner.uuid),
        frame | {"crumbs": crumbs},
        met.rules,
    )
