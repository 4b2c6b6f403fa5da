"""Which importer reads which format."""

from __future__ import annotations

from importlib import import_module

from headway.district.foundation.api import Refused
from headway.district.interop.plans import Importer

__all__ = ["FORMATS", "importer_for"]

# Each module has `IMPORTER`; loaded when first needed, so that no command pays for formats it does not use.
FORMATS = {
    "oneroster": "headway.district.interop.oneroster",
    "case": "headway.district.interop.case",
    "ratings": "headway.district.interop.ratings",
    "asn": "headway.district.interop.asn",
    "spreadsheet": "headway.district.interop.spreadsheet",
    "slate": "headway.district.interop.slate",
    "assessments": "headway.district.interop.assessments",
    "questions": "headway.district.interop.questions",
}


def importer_for(format: str) -> Importer:
    """Raises Refused for a format that we do not read."""
    if format not in FORMATS:
        raise Refused(f"Headway does not read {format!r}.", remedy=f"Choose one of: {', '.join(FORMATS)}.")
    return import_module(FORMATS[format]).IMPORTER
