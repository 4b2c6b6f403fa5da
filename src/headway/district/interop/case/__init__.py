"""Competency frameworks in and out, as CASE packages."""

from headway.district.interop.case.building import document_identifier, item_identifier
from headway.district.interop.case.carrying import keep_case_objects
from headway.district.interop.case.exporting import export_case
from headway.district.interop.case.importer import CaseImporter
from headway.district.interop.case.providing import provided_document, provided_package

__all__ = [
    "IMPORTER",
    "document_identifier",
    "export_case",
    "item_identifier",
    "keep_case_objects",
    "provided_document",
    "provided_package",
]

IMPORTER = CaseImporter()
