"""Frameworks that come as a table: CSV or an Excel workbook, read with a mapping of columns that a person may correct."""

from headway.district.interop.spreadsheet.importer import SpreadsheetImporter
from headway.district.interop.spreadsheet.looking import SheetLook, look_at

__all__ = ["IMPORTER", "SheetLook", "look_at"]

IMPORTER = SpreadsheetImporter()
