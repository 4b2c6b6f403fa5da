"""From the bytes of an export to columns of text: CSV in any usual dress, alone or as a zip of tables that belong together."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from weakref import WeakValueDictionary

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from headway.district.interop.ratings.columns import Distinct, distinct
from headway.district.interop.ratings.profiles import Profile
from headway.district.interop.ratings.wording import problem, refuse
from headway.mastery.formats.problems import Problem

__all__ = ["Files", "Sheet"]

LONGEST_FIELD = 1024 * 1024
HEADER_ROWS = 1
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table as columns of text. `rows` are the numbers that a spreadsheet shows; the header is row 1."""

    name: str
    columns: dict[str, Sequence[str]]
    rows: NDArray[np.int64]
    ragged: tuple[tuple[int, int], ...] = ()
    width: int = 0
    problems: tuple[Problem, ...] = ()
    _distinct: dict[str, Distinct] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Sequence[str]:
        """Raises FormatProblem when there is none, naming those that are there."""
        if name not in self.columns:
            raise refuse(
                "column_missing", row=self.name, field=name, name=name, found=", ".join(self.columns)
            )
        return self.columns[name]

    def distinct(self, name: str) -> Distinct:
        """`column`, as numbers of distinct values."""
        if name not in self._distinct:
            self._distinct[name] = distinct(self.column(name))
        return self._distinct[name]

    def place(self, row: int) -> str:
        """How to name a row to a person; `row` counts from 0."""
        return f"{self.name} row {self.rows[row]}".strip()


@dataclass(eq=False)
class Files:
    """The tables of one upload, read when asked for."""

    raw: bytes
    profile: Profile
    _sheets: dict[str, Sheet] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: bytes, sha256: str, profile: Profile) -> Files:
        """The tables in these bytes. Whoever still holds them from a plan a moment ago need not have them read again."""
        files = _held.get(sha256)
        if files is None or files.profile != profile:
            files = _held[sha256] = cls(raw, profile)
        return files

    def rows(self) -> Sheet:
        """The table with one row per rating."""
        return self.sheet(self.profile.file)

    def sheet(self, name: str) -> Sheet:
        """Raises FormatProblem when the table is not here or cannot be read."""
        if name not in self._sheets:
            self._sheets[name] = _sheet(self._bytes_of(name), name, self.profile)
        return self._sheets[name]

    def _bytes_of(self, name: str) -> bytes:
        if not self.raw.startswith(b"PK\x03\x04"):
            if self.profile.joins or self.profile.framework:
                raise refuse("file_missing", name=name)
            return self.raw
        try:
            with zipfile.ZipFile(io.BytesIO(self.raw)) as archive:
                return self._unpacked(archive, name)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as problem_:
            raise refuse("zip_damaged") from problem_

    def _unpacked(self, archive: zipfile.ZipFile, name: str) -> bytes:
        limit = settings.MAX_UPLOAD_BYTES
        members = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
        found = [one for one in members if PurePosixPath(one.filename).name == name]
        if not name:
            found = [one for one in members if one.filename.lower().endswith((".csv", ".tsv", ".txt"))]
        if len(found) != 1:
            raise refuse("file_missing", name=name or "with the ratings (one CSV)")
        with archive.open(found[0]) as member:
            raw = member.read(limit + 1)
        if len(raw) > limit:
            raise refuse("too_large", limit=limit // 1024 // 1024)
        return raw


# What is read follows from the bytes and the profile alone. Nothing is kept here: an entry goes with its last holder.
_held: WeakValueDictionary[str, Files] = WeakValueDictionary()


def _sheet(raw: bytes, name: str, profile: Profile) -> Sheet:
    text = _decoded(raw, profile.encoding)
    separator = profile.separator if profile.separator != "auto" else _likely_separator(text)
    records = _records(text, separator)
    header = next(records, None)
    if header is None:
        raise refuse("empty", row=name)
    names = [one.strip() for one in header]
    width = len(names)
    columns: list[list[str]] = [[] for _ in names]
    numbers: list[int] = []
    ragged: list[tuple[int, int]] = []
    number = HEADER_ROWS
    # Part by part, so that a large file never stands in memory as one object per row.
    while part := list(islice(records, ROWS_AT_ONCE)):
        places = range(number + 1, number + 1 + len(part))
        number += len(part)
        if any(len(record) != width for record in part):
            # A line with nothing on it is no row; spreadsheets leave some at the end.
            told = [(place, record) for place, record in zip(places, part, strict=True) if record]
            ragged += [
                (len(numbers) + row, len(record))
                for row, (_place, record) in enumerate(told)
                if len(record) != width
            ]
            places = [place for place, _record in told]  # type: ignore[assignment]
            part = [(record + [""] * width)[:width] for _place, record in told]
        numbers.extend(places)
        for column, values in zip(columns, zip(*part, strict=True), strict=bool(part)):
            column.extend(values)
    if not numbers:
        raise refuse("empty", row=name)
    # Of columns with the same name the first one counts: histories often repeat the whole row behind it.
    named: dict[str, Sequence[str]] = {}
    for one, column in zip(names, columns, strict=True):
        named.setdefault(one, column)
    twice = tuple(
        problem("column_twice", row=name, field=one, name=one, count=count)
        for one, count in Counter(names).items()
        if count > 1 and one
    )
    return Sheet(name, named, np.array(numbers, dtype=np.int64), tuple(ragged), width, twice)


def _decoded(raw: bytes, encoding: str) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if wide else "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise refuse("not_text", encoding=encoding, byte=wrong.start) from wrong


def _likely_separator(text: str) -> str:
    """The sign that occurs most often in the header; a comma where none does."""
    header = text[: text.find("\n") if "\n" in text else len(text)]
    return max((",", ";", "\t", "|"), key=header.count)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as wrong:
        raise refuse("not_csv", line=reader.line_num, detail=str(wrong)) from wrong
