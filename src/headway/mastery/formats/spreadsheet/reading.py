"""From a sheet and its layout to the items of a framework: recognised, put in their places, linked, in order."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.cells import cleaned, is_uuid, listed, spoken_alike
from headway.mastery.formats.spreadsheet.headers import find_header
from headway.mastery.formats.spreadsheet.items import Arrow, Entry, SheetFramework
from headway.mastery.formats.spreadsheet.languages import language_of
from headway.mastery.formats.spreadsheet.layout import Layout, checked
from headway.mastery.formats.spreadsheet.model import Book, Row, Sheet
from headway.mastery.formats.spreadsheet.placing import Placing
from headway.mastery.formats.spreadsheet.proposing import body_of
from headway.mastery.formats.spreadsheet.rows import Candidate, Rows
from headway.mastery.formats.spreadsheet.values import Values
from headway.mastery.formats.spreadsheet.vocabulary import DESCRIPTOR_LEVELS, LINKS
from headway.mastery.formats.spreadsheet.wording import problem

__all__ = ["read_items"]

MOST_COLUMNS_NAMED = 12
_NUMBER = re.compile(r"\d+[.,]\d+")


def read_items(book: Book, layout: Layout) -> SheetFramework:
    """The items of one sheet. Rows that cannot be taken are in `left_out`, each with an error that names it.

    Raises KeyError when the book has no sheet of the layout's name.
    """
    sheet = book.sheet(layout.sheet)
    if sheet is None:
        raise KeyError(layout.sheet)
    return _Reading(book, sheet, layout).framework()


@dataclass(slots=True)
class _Taken:
    candidate: Candidate
    key: str
    parents: list[str]


class _Reading:
    def __init__(self, book: Book, sheet: Sheet, layout: Layout) -> None:
        several = sum(1 for one in book.sheets if not one.is_blank) > 1
        self.layout = layout
        self.sheet = sheet
        self.other_sheets = [
            one.name
            for one in book.sheets
            if one is not sheet and not one.hidden and (head := find_header(one)).row and body_of(one, head)
        ]
        self.rows = Rows(sheet, layout, sheet.name if several else "")
        self.problems: list[Problem] = [*book.problems, *sheet.problems]
        self.values = Values(layout, self.problems.append)
        self.taken: dict[str, _Taken] = {}
        self.by_code: dict[str, str] = {}
        self.left_out: list[int] = []
        self.again: list[int] = []
        self.moved: dict[str, None] = {}
        self.without_code: list[int] = []
        self.identifiers: dict[str, int] = {}
        self.identified: dict[str, str] = {}

    def framework(self) -> SheetFramework:
        self._about_the_sheet()
        stopping = checked(self.layout)
        self.problems += stopping
        if any(one.kind == "no_statement_column" for one in stopping):
            return SheetFramework(self.layout, (), (), "en", (), tuple(self.problems))
        candidates = list(self.rows.candidates())
        self._take(candidates)
        placing = Placing(self.layout, self.rows, self.problems)
        placing.place({key: one.candidate for key, one in self.taken.items()}, self._extra_places())
        parents = placing.parents
        self._without_words(parents)
        entries = {**placing.headings(), **{key: self._entry(one) for key, one in self.taken.items()}}
        entries = {
            key: replace(one, parents=tuple(up for up in parents.get(key, ()) if up in entries))
            for key, one in entries.items()
        }
        arrows = self._arrows()
        self.problems += self.rows.problems
        self._say_counts()
        items = [one for one in entries.values() if not one.is_heading]
        if not items and self.rows.body:
            self.problems.append(problem("nothing_read"))
        language = self._language(items)
        return SheetFramework(
            self.layout,
            tuple(entries[key] for key in placing.order(entries)),
            tuple(arrows),
            language,
            tuple(sorted(self.left_out)),
            tuple(self.problems),
        )

    # -- the sheet -----------------------------------------------------------------------------------------------

    def _about_the_sheet(self) -> None:
        header = self.layout.header
        if self.other_sheets:
            others = ", ".join(self.other_sheets)
            self.problems.append(problem("other_sheets", name=self.sheet.name, value=others))
        above = [row for row in self.sheet.rows if row.number < header.row and not row.is_blank]
        if above:
            text = next(cleaned(cell) for cell in above[0].cells if cell.strip())
            self.problems.append(problem("notes_above", count=len(above), value=text[:120]))
        if header.depth > 1:
            self.problems.append(problem("two_heading_rows", row=f"row {header.row}"))
        if not header.row:
            self.problems.append(problem("no_headings"))
        elif not self.rows.body:
            self.problems.append(problem("only_headings", row=self.rows.place(header.row), at=header.row))
        if header.row and self.sheet.width > (named := _last_named(header.names)) + 1:
            beyond = [
                row
                for row in self.rows.body
                if any(row.cell(place).strip() for place in range(named + 1, self.sheet.width))
            ]
            if beyond and len(beyond) < len(self.rows.body) / 2:
                self.problems.append(
                    problem(
                        "uneven_rows",
                        row=self.rows.place(beyond[0]),
                        at=beyond[0].number,
                        count=len(beyond),
                        value=",",
                    )
                )
        unused = [one.called for one in self.layout.columns if not one.meaning]
        if unused:
            named_first = ", ".join(unused[:MOST_COLUMNS_NAMED]) + (
                " …" if len(unused) > MOST_COLUMNS_NAMED else ""
            )
            self.problems.append(problem("ignored_columns", count=len(unused), value=named_first))

    # -- which rows are which items ------------------------------------------------------------------------------

    def _take(self, candidates: list[Candidate]) -> None:
        for one in candidates:
            identifier = self._identifier(one.row)
            if identifier:
                self._take_by_identifier(one, identifier)
            elif one.code:
                self._take_by_code(one)
            else:
                self._take_by_words(one)
        self._remark_on_spelling()

    def _take_by_identifier(self, one: Candidate, identifier: str) -> None:
        """Two items with identifiers of their own may share a code; links by that code lead to the first."""
        key = f"identifier:{identifier}"
        self.taken[key] = _Taken(one, key, [])
        self.identified[key] = identifier
        if one.code and one.code in self.by_code:
            first = self.taken[self.by_code[one.code]].candidate.row.number
            self.problems.append(
                problem(
                    "shared_code",
                    row=self.rows.place(one.row),
                    identifier=one.code,
                    value=one.code,
                    first=first,
                )
            )
        elif one.code:
            self.by_code[one.code] = key

    def _take_by_code(self, one: Candidate) -> None:
        key = self.by_code.get(one.code)
        if key is None:
            key = self.by_code[one.code] = f"code:{one.code}"
            self.taken[key] = _Taken(one, key, [])
            return
        first = self.taken[key].candidate
        if one.statement and first.statement and spoken_alike(one.statement) != spoken_alike(first.statement):
            self._leave_out(
                "repeated_number" if _NUMBER.fullmatch(one.code) else "repeated_code",
                one,
                field=self.layout.named("code"),
                value=one.code,
                first=first.row.number,
            )
            return
        if self._same_place(one, first):
            self.again.append(one.row.number)
            return
        if one.heading is not None:
            self.taken[key].parents.append(one.heading.key)
            self.moved.setdefault(one.code)

    def _take_by_words(self, one: Candidate) -> None:
        self.without_code.append(one.row.number)
        above = one.heading.key if one.heading else ""
        key = f"words:{above} › {spoken_alike(one.statement)}"
        if key in self.taken and self.layout.hierarchy in ("indentation", "outline"):
            key = f"{key} › row {one.row.number}"
        if key in self.taken:
            first = self.taken[key].candidate
            if [cell.strip() for cell in first.row.cells] == [cell.strip() for cell in one.row.cells]:
                self.again.append(one.row.number)
            else:
                self._leave_out("repeated_statement", one, first=first.row.number)
            return
        self.taken[key] = _Taken(one, key, [])

    def _same_place(self, one: Candidate, first: Candidate) -> bool:
        places = [self.taken[self.by_code[first.code]].parents, [first.heading.key] if first.heading else []]
        known = {key for found in places for key in found}
        return one.heading is None or one.heading.key in known

    def _leave_out(self, kind: str, one: Candidate, **params: Any) -> None:
        self.left_out.append(one.row.number)
        self.problems.append(problem(kind, row=self.rows.place(one.row), identifier=one.code, **params))

    def _remark_on_spelling(self) -> None:
        alike: dict[str, str] = {}
        for code, key in self.by_code.items():
            other = alike.setdefault(spoken_alike(code), code)
            if other != code:
                at = self.taken[key].candidate.row.number
                self.problems.append(
                    problem(
                        "code_spelled_twice",
                        row=self.rows.place(at),
                        identifier=code,
                        value=code,
                        at=at,
                        other=other,
                    )
                )

    def _extra_places(self) -> dict[str, list[str]]:
        return {key: one.parents for key, one in self.taken.items() if one.parents}

    def _without_words(self, parents: dict[str, list[str]]) -> None:
        """A code without words stays where other rows stand under it; else it says nothing."""
        above = {up for found in parents.values() for up in found}
        for key, one in list(self.taken.items()):
            if one.candidate.statement:
                continue
            code, row = one.candidate.code, self.rows.place(one.candidate.row)
            if key in above:
                self.problems.append(problem("code_for_statement", row=row, identifier=code, value=code))
                one.candidate.statement = code
            else:
                del self.taken[key]
                self.left_out.append(one.candidate.row.number)
                self.problems.append(problem("no_statement", row=row, identifier=code, value=code))

    # -- one item ------------------------------------------------------------------------------------------------

    def _entry(self, one: _Taken) -> Entry:
        row, code = one.candidate.row, one.candidate.code
        place = self.rows.place(row)
        text = self.rows.text
        descriptors = self._descriptors(row, "")
        spanish = self._descriptors(row, ".es")
        words = {
            name: said
            for name, meaning in (("statement", "statement.es"), ("title", "title.es"))
            if (said := text(row, meaning))
        }
        return Entry(
            row=row.number,
            key=one.key,
            statement=one.candidate.statement,
            code=code,
            title=one.candidate.title,
            kind=text(row, "kind"),
            levels=self.values.levels(text(row, "level"), place, code),
            depth=self.values.depth(text(row, "depth"), place, code),
            importance=self.values.importance(text(row, "importance"), place, code),
            weight=self.values.weight(text(row, "weight"), place, code),
            descriptors=descriptors,
            translations={"es": words} if words else {},
            descriptor_translations={level: {"es": said} for level, said in spanish.items()},
            notes=text(row, "notes"),
            subject=text(row, "subject"),
            keywords=tuple(listed(text(row, "keywords"))),
            enumeration=text(row, "enumeration"),
            alternative_code=text(row, "alternative_code"),
            identifier=self.identified.get(one.key, ""),
            language=text(row, "language").split("-")[0].lower()[:3],
            links=tuple(
                (kind, target) for meaning, kind in LINKS.items() for target in listed(text(row, meaning))
            ),
        )

    def _descriptors(self, row: Row, ending: str) -> dict[int, str]:
        found = {}
        for level, meaning in enumerate(DESCRIPTOR_LEVELS, start=1):
            if said := self.rows.text(row, meaning + ending):
                found[level] = said
        return found

    def _identifier(self, row: Row) -> str:
        written = self.rows.text(row, "identifier")
        if not is_uuid(written):
            return ""
        first = self.identifiers.setdefault(written.lower(), row.number)
        if first != row.number:
            self.problems.append(
                problem(
                    "identifier_twice",
                    row=self.rows.place(row),
                    identifier=written,
                    value=written,
                    first=first,
                )
            )
            return ""
        return written.lower()

    # -- links ---------------------------------------------------------------------------------------------------

    def _arrows(self) -> list[Arrow]:
        arrows: dict[tuple[str, str], Arrow] = {}
        alike = {spoken_alike(code): key for code, key in self.by_code.items() if key in self.taken}
        field = self.layout.named("prerequisites")
        for key, one in self.taken.items():
            row, code = one.candidate.row, one.candidate.code
            place = self.rows.place(row)
            for named in listed(self.rows.text(row, "prerequisites")):
                before = alike.get(spoken_alike(named))
                if before is None:
                    self.problems.append(
                        problem("unknown_prerequisite", row=place, identifier=code, field=field, value=named)
                    )
                elif before == key:
                    self.problems.append(
                        problem("own_prerequisite", row=place, identifier=code, field=field, value=named)
                    )
                else:
                    arrows.setdefault((before, key), Arrow(before, key, row.number))
        return list(arrows.values())

    # -- what is said of all -------------------------------------------------------------------------------------

    def _say_counts(self) -> None:
        if self.again:
            self._say("same_row_again", self.again)
        if self.moved:
            self.problems.append(
                problem("several_places", count=len(self.moved), value=next(iter(self.moved)))
            )
        if self.layout.place("code") is None and not self.identified:
            self.problems.append(problem("no_codes"))
        elif self.without_code:
            self._say("missing_code", self.without_code)

    def _say(self, kind: str, rows: list[int]) -> None:
        self.problems.append(
            problem(
                kind,
                row=self.rows.place(rows[0]),
                field=self.layout.named("code"),
                count=len(rows),
                at=rows[0],
            )
        )

    def _language(self, items: list[Entry]) -> str:
        spoken: defaultdict[str, int] = defaultdict(int)
        for one in items:
            spoken[one.language] += bool(one.language)
        if any(spoken.values()):
            return max(spoken, key=lambda tag: spoken[tag])
        return language_of(one.statement for one in items)


def _last_named(names: tuple[str, ...]) -> int:
    return max((place for place, name in enumerate(names) if name), default=-1)
