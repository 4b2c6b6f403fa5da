"""Rosters of student information systems in, rosters and determinations out (OneRoster CSV 1.1 and 1.2)."""

from headway.district.interop.oneroster.importer import RosterImporter

__all__ = ["IMPORTER"]

IMPORTER = RosterImporter()
