"""Competency frameworks in and out, as CASE packages."""

from headway.district.interop.case.importer import CaseImporter

__all__ = ["IMPORTER"]

IMPORTER = CaseImporter()
