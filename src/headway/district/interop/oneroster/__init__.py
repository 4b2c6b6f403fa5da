"""Rosters of student information systems in, rosters and determinations out (OneRoster CSV 1.1 and 1.2)."""

from headway.district.interop.oneroster.exporting import export_oneroster
from headway.district.interop.oneroster.importer import RosterImporter

__all__ = ["IMPORTER", "export_oneroster"]

IMPORTER = RosterImporter()
