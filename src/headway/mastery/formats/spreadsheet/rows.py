"""The rows of a sheet one after the other: passed over with a reason, or taken as a candidate for an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.cells import cleaned, is_date, is_total, leading, runs_as_formula
from headway.mastery.formats.spreadsheet.layout import Layout
from headway.mastery.formats.spreadsheet.model import Row, Sheet
from headway.mastery.formats.spreadsheet.proposing import body_of
from headway.mastery.formats.spreadsheet.vocabulary import HEADINGS, plain_words
from headway.mastery.formats.spreadsheet.wording import problem

__all__ = ["Candidate", "Heading", "Rows"]


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading above items: its names from the outermost on, its code and what kind of heading it is."""

    path: tuple[str, ...]
    code: str
    kind: str
    row: int

    @property
    def key(self) -> str:
        return "heading:" + " › ".join(name.casefold() for name in self.path)


@dataclass(slots=True)
class Candidate:
    """A row that holds an item. `step` is how far it stands to the right, where that tells the hierarchy."""

    row: Row
    code: str
    statement: str
    title: str
    heading: Heading | None
    step: int = 0
    parents: list[str] = field(default_factory=list)


class Rows:
    """Walks over the rows below the headings. Afterwards `headings`, `left_out` and `problems` are complete."""

    def __init__(self, sheet: Sheet, layout: Layout, place_of: str) -> None:
        self.layout = layout
        self.place_of = place_of
        self.body = body_of(sheet, layout.header)
        self.headings: dict[str, Heading] = {}
        self.left_out: list[int] = []
        self.problems: list[Problem] = []
        self.heading_places = [
            (number, place)
            for number, one in enumerate(HEADINGS, start=1)
            if (place := layout.place(one)) is not None
        ]
        self._now: dict[int, str] = {}
        self._codes: dict[int, str] = {}
        self._stepping = self._stepping_place()
        self._counted: dict[str, list[int]] = {}
        self._first_formula = ""

    def place(self, row: Row | int) -> str:
        """How a row is called in a sentence: 'row 14', or 'CF Item row 14' in a workbook of several sheets."""
        number = row if isinstance(row, int) else row.number
        return f"{self.place_of} row {number}".strip()

    def candidates(self) -> Iterator[Candidate]:
        before = self.layout.header.last_row
        names = [plain_words(name) for name in self.layout.header.names]
        for row in self.body:
            if row.number > before + 1 and before:
                self._count("empty_rows", *range(before + 1, row.number))
            before = row.number
            if any(names) and [plain_words(row.cell(place)) for place in range(len(names))] == names:
                self._count("heading_again", row.number)
                continue
            candidate = self._candidate(row)
            if candidate is not None:
                yield candidate
        self._say_counts()

    # -- one row -------------------------------------------------------------------------------------------------

    def text(self, row: Row, meaning: str) -> str:
        """The texts of all columns with a meaning, put together."""
        return "\n".join(text for place in self.layout.places(meaning) if (text := cleaned(row.cell(place))))

    def _candidate(self, row: Row) -> Candidate | None:
        code, statement, title = self._code(row), self._words(row, "statement"), self._words(row, "title")
        self._look_for_formulas(row)
        if self._is_total(row, code, statement, title):
            return None
        entered = self._enter(row, bool(statement or title))
        if not statement and not title:
            if entered:
                self._name_heading(entered, code)
            elif code:
                return Candidate(row, code, "", "", self._heading(row), self._step(row))
            else:
                text = next((cleaned(cell) for cell in row.cells if cell.strip()), "")
                self.problems.append(problem("stray_row", row=self.place(row), value=text[:80]))
            return None
        if not statement:
            statement, title = title, ""
        return Candidate(row, code, statement, title, self._heading(row), self._step(row))

    def _code(self, row: Row) -> str:
        place = self.layout.place("code")
        if place is None:
            return ""
        written = row.cell(place)
        code = " ".join(cleaned(leading(written)[1] if place == self._stepping else written).split())
        if code and code != written and self.layout.hierarchy != "indentation":
            self._count("code_trimmed", row.number)
        if is_date(code):
            field = self.layout.named("code")
            self.problems.append(
                problem(
                    "code_is_date",
                    row=self.place(row),
                    identifier=code,
                    field=field,
                    at=row.number,
                    value=code,
                )
            )
        return code

    def _words(self, row: Row, meaning: str) -> str:
        place = self.layout.place(meaning)
        if place is None:
            return ""
        written = row.cell(place)
        return cleaned(leading(written)[1] if place == self._stepping else written)

    def _is_total(self, row: Row, code: str, statement: str, title: str) -> bool:
        first = next((cleaned(cell) for cell in row.cells if cell.strip()), "")
        texts = [text for text in (statement, title, code) if text]
        if not is_total(first) or any(
            not is_total(text) and not text.replace(".", "").isdigit() for text in texts
        ):
            return False
        written = " ".join(filter(None, map(cleaned, row.cells)))
        self.problems.append(problem("total_row", row=self.place(row), at=row.number, value=written))
        return True

    # -- headings ------------------------------------------------------------------------------------------------

    def _enter(self, row: Row, has_words: bool) -> int:
        """Take the headings of this row; blank ones stay as they were above. The deepest number that is filled."""
        deepest, from_above = 0, False
        for number, place in self.heading_places:
            text = " ".join(cleaned(row.cell(place)).split())
            if not text:
                from_above = from_above or (has_words and bool(self._now.get(number)))
                continue
            if text != self._now.get(number):
                for deeper in [one for one in self._now if one > number]:
                    del self._now[deeper]
                    self._codes.pop(deeper, None)
                self._codes.pop(number, None)
            self._now[number] = text
            if code := self.text(row, f"heading_code.{number}"):
                self._codes[number] = code
            deepest = number
        if from_above:
            self._count("taken_from_above", row.number)
        for number in sorted(self._now):
            self._register(number, row)
        return deepest

    def _register(self, number: int, row: Row) -> Heading:
        numbers = [one for one in sorted(self._now) if one <= number]
        path = tuple(self._now[one] for one in numbers)
        kind = self.layout.named(HEADINGS[number - 1])
        heading = Heading(path, self._codes.get(number, ""), _kind_of(kind), row.number)
        return self.headings.setdefault(heading.key, heading)

    def _name_heading(self, number: int, code: str) -> None:
        """A row that is only a heading may carry the heading's code in the column of codes."""
        heading = self._deepest()
        if code and heading is not None and not heading.code:
            self._codes[number] = code
            self.headings[heading.key] = Heading(heading.path, code, heading.kind, heading.row)

    def _deepest(self) -> Heading | None:
        path = tuple(self._now[one] for one in sorted(self._now))
        return self.headings.get(Heading(path, "", "", 0).key) if path else None

    def _heading(self, row: Row) -> Heading | None:
        return self._deepest()

    # -- steps to the right --------------------------------------------------------------------------------------

    def _stepping_place(self) -> int | None:
        if self.layout.hierarchy != "indentation":
            return None
        places = [self.layout.place(one) for one in ("statement", "title", "code")]
        for place in [one for one in places if one is not None]:
            if any(
                row.indent(place) or leading(row.cell(place))[0]
                for row in self.body
                if row.cell(place).strip()
            ):
                return place
        return None

    def _step(self, row: Row) -> int:
        if self.layout.hierarchy == "outline":
            return row.outline
        if self._stepping is None:
            return 0
        return row.indent(self._stepping) * 2 + leading(row.cell(self._stepping))[0]

    # -- what is counted -----------------------------------------------------------------------------------------

    def _look_for_formulas(self, row: Row) -> None:
        for one in self.layout.columns:
            if one.meaning and runs_as_formula(text := row.cell(one.place)):
                self._first_formula = self._first_formula or text[:60]
                self._count("formula_as_text", row.number)

    def _count(self, kind: str, *numbers: int) -> None:
        self._counted.setdefault(kind, []).extend(numbers)

    def _say_counts(self) -> None:
        for kind, numbers in self._counted.items():
            self.problems.append(
                problem(
                    kind,
                    row=self.place(numbers[0]),
                    at=numbers[0],
                    count=len(numbers),
                    value=self._first_formula,
                )
                if kind != "empty_rows"
                else problem(kind, count=len(numbers))
            )


def _kind_of(name: str) -> str:
    """'Domain_name' heads domains."""
    words = plain_words(name)
    for ending in (" name", " title"):
        words = words.removesuffix(ending)
    return words[:1].upper() + words[1:]
