"""Imports as administrators see them."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound
from headway.district.interop.models import ImportRun
from headway.district.people.api import Viewer
from headway.district.people.types import Role

__all__ = ["import_run", "import_runs"]

# Rosters and ratings are administrators' work; frameworks are curriculum leads' too.
_MAY_IMPORT = {
    "oneroster": (Role.ADMINISTRATOR,),
    "ratings": (Role.ADMINISTRATOR,),
    "case": (Role.ADMINISTRATOR, Role.CURRICULUM_LEAD),
}


def import_runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """The imports that this viewer may look at, newest first."""
    formats = [format for format, roles in _MAY_IMPORT.items() if viewer.has(*roles)]
    return ImportRun.objects.filter(format__in=formats).order_by("-planned_at")


def import_run(viewer: Viewer, run_uuid: uuid.UUID) -> ImportRun:
    """One import; NotFound where there is none or it is not hers to see."""
    run = import_runs(viewer).filter(uuid=run_uuid).first()
    if run is None:
        raise NotFound(_("There is no such import."))
    return run
