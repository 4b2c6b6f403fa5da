"""Frameworks that come as a table: CSV or an Excel workbook.

book = read_book(raw)                          # FormatProblem if the file is no spreadsheet
layout = propose(likely_sheet(book))           # which row holds the headings, what each column means, and why
layout, problems = applied(layout, choices)    # what a person corrected
framework = read_items(book, layout)           # items in their places, and problems by row and column
as_case(framework, About(...))                 # the content of a CASE 1.1 package, for headway.mastery.formats.case
"""

from headway.mastery.formats.spreadsheet.as_case import About, as_case, identifier_for_title
from headway.mastery.formats.spreadsheet.books import read_book
from headway.mastery.formats.spreadsheet.csv_text import delimiter_of
from headway.mastery.formats.spreadsheet.headers import Header, find_header, header_at, likely_sheet
from headway.mastery.formats.spreadsheet.items import Arrow, Entry, SheetFramework
from headway.mastery.formats.spreadsheet.layout import HIERARCHIES, Column, Layout, applied, as_plain
from headway.mastery.formats.spreadsheet.limits import DEFAULT_MAX_BYTES
from headway.mastery.formats.spreadsheet.model import Book, Row, Sheet
from headway.mastery.formats.spreadsheet.proposing import propose
from headway.mastery.formats.spreadsheet.reading import read_items
from headway.mastery.formats.spreadsheet.vocabulary import MEANINGS
from headway.mastery.formats.spreadsheet.wording import messages

__all__ = [
    "DEFAULT_MAX_BYTES",
    "HIERARCHIES",
    "MEANINGS",
    "About",
    "Arrow",
    "Book",
    "Column",
    "Entry",
    "Header",
    "Layout",
    "Row",
    "Sheet",
    "SheetFramework",
    "applied",
    "as_case",
    "as_plain",
    "delimiter_of",
    "find_header",
    "header_at",
    "identifier_for_title",
    "likely_sheet",
    "messages",
    "propose",
    "read_book",
    "read_items",
]
