"""From pasted cells or a file to a table of texts, and what its headings mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap, folded
from headway.district.foundation.api import FieldProblem, Refused
from headway.mastery.formats.problems import FormatProblem
from headway.mastery.formats.spreadsheet import delimiter_of, likely_sheet, read_book

__all__ = ["LONGEST_TEXT", "MOST_ROWS", "Competencies", "Heading", "Table", "table_of", "text_of_file"]

LONGEST_TEXT = 400_000
MOST_ROWS = 1500
_MOST_BYTES = 4 * 1024 * 1024

# What people call their columns, in English and Spanish, without accents and in lower case.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "learner": ("learner", "name", "student", "learner name", "student name", "full name", "nombre", "alumno",
                "alumna", "estudiante", "aprendiz", "nombre completo"),
    "given": ("given name", "first name", "preferred name", "nombre de pila", "nombres"),
    "family": ("family name", "last name", "surname", "apellido", "apellidos"),
    "code": ("id", "learner id", "student id", "local id", "number", "learner code", "student number", "matricula",
             "numero", "identificador", "codigo del alumno", "codigo de alumno"),
    "email": ("email", "e-mail", "mail", "correo", "correo electronico"),
    "competency": ("competency", "competency code", "standard", "target", "competencia",
                   "codigo de competencia", "codigo de la competencia"),
    "level": ("level", "rating", "performance level", "nivel", "nivel de desempeno", "valoracion"),
    "date": ("date", "day", "shown on", "observed on", "fecha", "dia"),
    "feedback": ("feedback", "comment", "comments", "note", "notes", "comentario", "comentarios", "nota", "notas",
                 "retroalimentacion"),
    "title": ("work", "name of the work", "title", "task", "trabajo", "nombre del trabajo", "titulo", "tarea"),
}  # fmt: skip
# A code of a learner or of a competency: the other columns tell which.
_SOME_CODE = ("code", "codigo")
_MEANING_OF = {word: meaning for meaning, words in MEANINGS.items() for word in words}
NAMES_A_LEARNER = ("learner", "code", "email", "family", "given")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column. meaning: a key of MEANINGS, "rated" for a column of one competency's levels, or "" for unknown."""

    text: str
    meaning: str
    competency_id: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """rows: (number as a spreadsheet shows it, its cells)."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cell(self, cells: Sequence[str], meaning: str) -> str:
        """The first cell of the row under a heading with this meaning."""
        for heading, text in zip(self.headings, cells, strict=False):
            if heading.meaning == meaning and text.strip():
                return text.strip()
        return ""

    def has(self, *meanings: str) -> bool:
        return any(heading.meaning in meanings for heading in self.headings)

    @property
    def rated(self) -> tuple[tuple[int, Heading], ...]:
        return tuple(
            (place, heading) for place, heading in enumerate(self.headings) if heading.meaning == "rated"
        )


def text_of_file(upload: object) -> str:
    """A CSV file or workbook as cells that could have been pasted. Raises Refused where it is neither."""
    raw = upload.read(_MOST_BYTES + 1)  # type: ignore[attr-defined]
    if len(raw) > _MOST_BYTES:
        raise _refused(
            _("This file is larger than a class needs."),
            _("Save only the sheet with the ratings, then choose it again."),
        )
    try:
        sheet = likely_sheet(read_book(raw, max_bytes=_MOST_BYTES))
    except FormatProblem as problem:
        raise _refused(
            _("This file could not be read as a table."),
            _("Save it as CSV or as an Excel workbook (.xlsx), or copy the cells and paste them."),
        ) from problem
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(row.cells for row in sheet.rows)
    return out.getvalue()


def table_of(text: str, competencies: Competencies) -> Table:
    """The table, with the meaning of its headings. Raises Refused, naming what its first row needs."""
    if not text.strip():
        raise _refused(
            _("There are no cells yet."), _("Paste the cells from your spreadsheet, or choose a file.")
        )
    if len(text) > LONGEST_TEXT:
        raise _refused(
            _("This is more than can be looked at in one go."),
            _("Paste one class or one part of the year at a time."),
        )
    delimiter = "\t" if "\t" in text else delimiter_of(text)
    try:
        records = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))
    except csv.Error as problem:
        raise _refused(
            _("The cells could not be told apart."), _("Copy them anew from the spreadsheet, then paste.")
        ) from problem
    filled = [
        (number, tuple(cell.strip() for cell in record))
        for number, record in enumerate(records, start=1)
        if any(cell.strip() for cell in record)
    ]
    headings = _told_apart(tuple(_heading(cell, competencies) for cell in filled[0][1]))
    table = Table(headings, tuple(filled[1:]))
    if not table.has(*NAMES_A_LEARNER):
        raise _refused(
            _("Row 1 doesn't say which column names the learner."),
            _("Put headings into the first row: “Learner” (or “Code”, “E-mail”), “Competency”, “Level”."),
        )
    if not table.rated and not (table.has("level") and table.has("competency")):
        raise _refused(
            _("Row 1 doesn't say where the levels stand."),
            _("Use the headings “Competency” and “Level”, or the code of a competency over each column."),
        )
    if not table.rows:
        raise _refused(_("There are headings, and no rows below them."), _("Copy the rows too, then paste."))
    if len(table.rows) > MOST_ROWS:
        raise _refused(
            _("These are %(count)s rows.") % {"count": len(table.rows)},
            _("Paste at most %(most)s at a time.") % {"most": MOST_ROWS},
        )
    return table


def _heading(text: str, competencies: Competencies) -> Heading:
    found = competencies.meant(text)
    if len(found) == 1:
        return Heading(text, "rated", found[0])
    return Heading(text, _MEANING_OF.get(_plain_heading(text), ""))


def _told_apart(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """What "Code" means: the learner's where nothing else names her, else the competency's where nothing else does."""
    meanings = {heading.meaning for heading in headings}
    if not meanings & set(NAMES_A_LEARNER):
        meaning = "code"
    elif not meanings & {"competency", "rated"}:
        meaning = "competency"
    else:
        meaning = ""
    return tuple(
        replace(heading, meaning=meaning) if _plain_heading(heading.text) in _SOME_CODE else heading
        for heading in headings
    )


def _plain_heading(text: str) -> str:
    return folded(" ".join(text.split()).rstrip(":"))


class Competencies:
    """Which competencies a text may mean: by code, else by title in any language. Folded once for a whole table."""

    def __init__(self, continuum: ContinuumMap):
        self._by_code: dict[str, list[int]] = {}
        self._by_title: dict[str, list[int]] = {}
        for one in continuum.competencies:
            self._by_code.setdefault(folded(one.code), []).append(one.id)
            titles = (one.title, *(words.get("title", "") for words in one.translations.values()))
            for title in {folded(text) for text in (*titles, f"{one.code} {one.title}") if text}:
                self._by_title.setdefault(title, []).append(one.id)

    def meant(self, text: str) -> tuple[int, ...]:
        """Row ids on the current continuum; more than one where the text may mean several."""
        wanted = folded(" ".join(text.split()))
        if not wanted:
            return ()
        return tuple(self._by_code.get(wanted) or self._by_title.get(wanted) or ())


def _refused(sentence: str, remedy: str) -> Refused:
    return Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field="cells", remedy=remedy),))
