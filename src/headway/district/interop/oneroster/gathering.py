"""What a bundle says, row by row, in our words; beside it what this source said before. Nothing here writes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from headway.district.interop.oneroster.options import RosterOptions
from headway.district.interop.oneroster.wording import problem
from headway.district.interop.plans import PlanLine
from headway.district.people.types import PlaceInfo, RosterRow, SourceRecordInfo
from headway.mastery.formats.oneroster import Bundle
from headway.mastery.formats.problems import Problem

__all__ = ["Gathering", "Key", "Said", "place_of", "told"]

Key = tuple[str, str]

LONGEST = {
    "sourced_id": 255, "name": 255, "title": 255, "given_name": 255, "family_name": 255, "preferred_name": 255,
    "email": 254, "code": 120, "local_identifier": 120, "subject": 255,
}  # fmt: skip
# What the person finds in her file where it is called otherwise here.
COLUMNS = {
    "sourced_id": "sourcedId", "given_name": "givenName", "family_name": "familyName",
    "preferred_name": "preferredFirstName", "local_identifier": "identifier",
}  # fmt: skip


def told(**fields: Any) -> dict[str, Any]:
    """The fields that say something: blank cells are silence, not news."""
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}


def place_of(file: str, line: int) -> str:
    return f"{file}.csv row {line}" if line else f"{file}.csv"


@dataclass(frozen=True, slots=True)
class Said:
    """One record as the source tells of it.

    row      in our words; where the source is silent, a default that never replaces what is stored.
    governs  the fields of `row` that the source decides on. All others stay as they are when the row is here already.
    kept     what the source says and Headway does not use; it goes out again with an export.
    memory   what the next import must know to read changes; it is nobody's record.
    """

    row: RosterRow
    governs: tuple[str, ...]
    kept: Mapping[str, Any] = field(default_factory=dict)
    memory: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 0

    @property
    def key(self) -> Key:
        return self.row.RECORD_KIND, self.row.sourced_id  # type: ignore[union-attr]

    @property
    def place(self) -> str:
        return place_of(self.file, self.line)

    @property
    def extra(self) -> dict[str, Any]:
        return {**({"kept": dict(self.kept)} if self.kept else {}), **self.memory}

    def digest(self) -> str:
        """Of all that can make a difference: two rows with the same digest say the same."""
        says = {name: getattr(self.row, name) for name in self.governs}
        material = json.dumps([says, self.kept], sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(material.encode()).hexdigest()


@dataclass
class Gathering:
    """One bundle on its way to a plan.

    said       every record that the bundle tells of, in the order in which a preview lists them.
    gone       records that the source no longer tells of, or says are to be deleted.
    links      records that are a row of ours although no file told so before: by `under`, by identifier, or because
               they go by our own UUID (`own`: all that could be; a link once their row is taken).
    births, traits  from demographics.csv, by user: the birth date, and characteristics for equity work. `unsaid` are
               users of whom the source takes back what it said.
    memories   what to remember of records that this bundle has no row of.
    """

    bundle: Bundle
    options: RosterOptions
    records: Mapping[Key, SourceRecordInfo]
    today: dt.date
    said: dict[Key, Said] = field(default_factory=dict)
    gone: dict[Key, None] = field(default_factory=dict)
    links: dict[Key, PlaceInfo] = field(default_factory=dict)
    own: dict[Key, PlaceInfo] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    births: dict[str, dt.date | None] = field(default_factory=dict)
    traits: dict[str, dict[str, str]] = field(default_factory=dict)
    lines_of_demographics: dict[str, int] = field(default_factory=dict)
    memories: dict[Key, dict[str, Any]] = field(default_factory=dict)
    unsaid: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[PlanLine] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    stored_kinds: dict[str, dict[str, SourceRecordInfo]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (kind, name), record in self.records.items():
            self.stored_kinds.setdefault(kind, {})[name] = record
        stored = self.stored_kinds.get("department", {})
        self.departments = {n: r.extra.get("of", "") for n, r in stored.items() if r.is_active}

    def stored(self, *kinds: str, active: bool = True) -> Iterator[tuple[Key, SourceRecordInfo]]:
        """What this source told us of before; linked rows of ours that it never told of are left out."""
        for kind in kinds:
            for name, record in self.stored_kinds.get(kind, {}).items():
                if (record.is_active or not active) and not record.extra.get("linked"):
                    yield (kind, name), record

    def knows(self, kind: str, name: str | None) -> bool:
        """Whether a row of ours stands or will stand behind this name."""
        if not name:
            return False
        key = (kind, name)
        record = self.records.get(key)
        return key in self.said or key in self.links or (record is not None and record.target_id is not None)

    def place(self, name: str | None) -> str:
        """The organisation that this name means, a department's school or district; blank when it isn't known."""
        seen = set()
        while name and name in self.departments and name not in seen:
            seen.add(name)
            name = self.departments[name]
        return name if name and self.knows("org", name) else ""

    def say(
        self,
        row: RosterRow,
        governs: Iterable[str],
        *,
        file: str,
        line: int = 0,
        kept: Mapping[str, Any] | None = None,
        memory: Mapping[str, Any] | None = None,
    ) -> None:
        """Take a record, unless one of its texts is longer than a database keeps."""
        said = Said(row, tuple(governs), kept or {}, memory or {}, file, line)
        for name, longest in LONGEST.items():
            length = len(getattr(row, name, "") or "")
            if length > longest:
                column = COLUMNS.get(name, name)
                self.cannot_read(
                    "too_long",
                    said.key,
                    file,
                    line,
                    field=column,
                    column=column,
                    length=length,
                    longest=longest,
                )
                return
        self.said[said.key] = said
        if said.key in self.own:
            self.links.setdefault(said.key, self.own[said.key])

    def cannot_read(
        self, why: str, key: Key, file: str, line: int, *, field: str = "", **params: Any
    ) -> None:
        """Leave a row out, with the reason; what is stored under its name stays as it is."""
        kind, name = key
        place = place_of(file, line)
        params.setdefault("line", line)
        self.problems.append(problem(why, row=place, identifier=name, field=field, **params))
        self.unreadable.append(PlanLine(kind, "cannot_read", name[:255], place, (field,) if field else ()))

    def remark(
        self, kind: str, *, row: str = "", identifier: str = "", field: str = "", **params: Any
    ) -> None:
        self.problems.append(problem(kind, row=row, identifier=identifier, field=field, **params))

    def leave(self, key: Key) -> None:
        """The source no longer tells of this record."""
        record = self.records.get(key)
        if record is not None and record.is_active and not record.extra.get("linked"):
            self.gone[key] = None

    @property
    def spared(self) -> frozenset[str]:
        """Names of rows that were there and could not be taken: what is stored under them stays as it is."""
        return frozenset(line.identifier for line in self.unreadable)
