"""Competency frameworks in and out, as CASE packages."""

from headway.district.interop.case.exporting import export_case
from headway.district.interop.case.importer import CaseImporter

__all__ = ["IMPORTER", "export_case"]

IMPORTER = CaseImporter()
