"""Imports as administrators see them."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound
from headway.district.interop.models import ImportRun, KeptMapping
from headway.district.people.api import Viewer
from headway.district.people.types import Role

__all__ = ["FRAMEWORK_FORMATS", "framework_runs", "import_run", "import_runs", "kept_mappings"]

# Rosters and ratings are administrators' work; frameworks are curriculum leads' too.
_MAY_IMPORT = {
    "oneroster": (Role.ADMINISTRATOR,),
    "ratings": (Role.ADMINISTRATOR,),
    "assessments": (Role.ADMINISTRATOR,),
    "case": (Role.ADMINISTRATOR, Role.CURRICULUM_LEAD),
    "asn": (Role.ADMINISTRATOR, Role.CURRICULUM_LEAD),
    "spreadsheet": (Role.ADMINISTRATOR, Role.CURRICULUM_LEAD),
}

FRAMEWORK_FORMATS = ("case", "asn", "spreadsheet")


def import_runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """The imports that this viewer may look at, newest first."""
    formats = [format for format, roles in _MAY_IMPORT.items() if viewer.has(*roles)]
    return ImportRun.objects.filter(format__in=formats).order_by("-planned_at")


def framework_runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """The imports of frameworks that this viewer may look at, newest first."""
    return import_runs(viewer).filter(format__in=FRAMEWORK_FORMATS)


def kept_mappings() -> tuple[KeptMapping, ...]:
    """The mappings of columns that were kept under a name, by that name."""
    return tuple(KeptMapping.objects.order_by("name"))


def import_run(viewer: Viewer, run_uuid: uuid.UUID) -> ImportRun:
    """One import; NotFound where there is none or it is not hers to see."""
    run = import_runs(viewer).filter(uuid=run_uuid).first()
    if run is None:
        raise NotFound(_("There is no such import."))
    return run
