"""Bundle -> bytes of a zip, as strictly as the standard asks.

What is written here must be accepted by the strictest reader: every column in its place, CRLF line ends, status and
dateLastModified blank in whole lists and filled in changes, no file without rows, every reference answered in a whole
list, a manifest that names every file of the version. What can't be written that way is refused before a byte is made.

Source: OneRoster 1.2 CSV binding, sections 2 and 3.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal

from headway.mastery.formats.oneroster.bundle import Bundle
from headway.mastery.formats.oneroster.columns import FILES_11, FILES_12, SHAPES, Column, FileShape
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.values import LONGEST_GUID, bare_uuid
from headway.mastery.formats.oneroster.versions import in_version
from headway.mastery.formats.problems import FormatProblem, message

Tables = Mapping[str, Iterable[Any]]


# The same bundle gives the same bytes, so that two exports can be compared.
EPOCH = (1980, 1, 1, 0, 0, 0)

_NOT_IN_A_CELL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]+")
_GUID_CHARACTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/@")


def write_bundle(
    bundle_or_tables: Bundle | Tables,
    version: Literal["1.1", "1.2"] = "1.2",
    *,
    mode: Literal["bulk", "delta"] = "bulk",
    system_name: str = "",
    system_code: str = "",
) -> bytes:
    """The bytes of a zip with a strict OneRoster bundle.

    bundle_or_tables  a Bundle, or rows by file name ('users', 'results', 'resultLearningObjectiveIds' …).
    version           rows of the other version are turned into this one where that loses nothing a roster needs: roles.csv
                      from users.role and users.orgSourcedIds, and back; the school of a line item from its class.
    mode              'bulk' writes whole lists (rows marked tobedeleted are left out, which is how a whole list says it);
                      'delta' writes changes, and needs status and dateLastModified in every row.

    Columns of one's own are written when they are named metadata.*; other unknown columns and passwords are not.

    Raises FormatProblem naming file, record and column of everything that a strict reader would refuse.
    """
    if version not in ("1.1", "1.2"):
        raise ValueError("version is '1.1' or '1.2'")
    if isinstance(bundle_or_tables, Bundle):
        system_name = system_name or bundle_or_tables.system_name
        system_code = system_code or bundle_or_tables.system_code
        given: Tables = bundle_or_tables.tables
    else:
        given = bundle_or_tables
    unknown = set(given) - set(SHAPES)
    if unknown:
        raise ValueError(f"OneRoster has no file named {sorted(unknown)[0]}")
    tables = {name: tuple(given[name]) for name in SHAPES if name in given}
    if mode == "bulk":
        tables = {name: tuple(r for r in rows if r.status != "tobedeleted") for name, rows in tables.items()}
    tables = {name: rows for name, rows in in_version(tables, version).items() if rows}
    _check(tables, version, mode)
    files = FILES_12 if version == "1.2" else FILES_11
    texts = {"manifest": _manifest(tables, files, version, mode, system_name, system_code)}
    for name in files:
        if name in tables:
            texts[name] = _file(SHAPES[name], tables[name], version, mode)
    return _zipped(texts)


def _manifest(
    tables: Tables, files: tuple[str, ...], version: str, mode: str, system_name: str, system_code: str
) -> str:
    rows = [("propertyName", "value"), ("manifest.version", "1.0"), ("oneroster.version", version)]
    rows += [(f"file.{name}", mode if name in tables else "absent") for name in files]
    rows += [("source.systemName", system_name)] if system_name else []
    rows += [("source.systemCode", system_code)] if system_code else []
    return _csv((_one_line(name), _one_line(value)) for name, value in rows)


def _file(shape: FileShape, rows: tuple[Any, ...], version: str, mode: str) -> str:
    names = shape.order(version)
    columns = [shape.by_name[name] for name in names]
    own = sorted({key for row in rows for key in row.extra if key.startswith("metadata.")})
    lines: list[tuple[str, ...]] = [(*names, *own)]
    for row in rows:
        cells = [_cell(row, column, mode) for column in columns]
        lines.append((*cells, *(_one_line(row.extra.get(key, "")) for key in own)))
    return _csv(lines)


def _cell(row: Any, column: Column, mode: str) -> str:
    if not column.field or (mode == "bulk" and column.field in ("status", "date_last_modified")):
        return ""
    value = getattr(row, column.field)
    if value is None or value == ():
        return ""
    if column.kind == "pairs":
        return ",".join(f"{{{kind}:{text}}}" for kind, text in value)
    if isinstance(value, tuple):
        return ",".join(_one_line(part) for part in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _one_line(str(value))


def _one_line(text: str) -> str:
    """Text without line breaks and control characters, which a cell may not have."""
    return text if _NOT_IN_A_CELL.search(text) is None else _NOT_IN_A_CELL.sub(" ", text).strip()


def _csv(lines: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _zipped(texts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for name, text in texts.items():
            entry = zipfile.ZipInfo(f"{name}.csv", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _check(tables: Mapping[str, tuple[Any, ...]], version: str, mode: str) -> None:
    """Raise everything that a strict reader would refuse, at once."""
    notes = Notes(20)
    known = {name: {row.sourced_id for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        shape = SHAPES[name]
        columns = [shape.by_name[column] for column in shape.order(version)]
        if len(known[name]) != len(rows):
            _say_twice(name, rows, notes)
        for row in rows:
            if mode == "delta" and (row.status is None or row.date_last_modified is None):
                _refuse(
                    notes, "write_delta", "{id} has no status or no dateLastModified.", name, row, "status"
                )
            for column in columns:
                if column.field:
                    _check_cell(name, row, column, version, mode, known, notes)
            if name == "demographics" and mode == "bulk":
                _check_known(name, row, "sourcedId", row.sourced_id, "users", known, notes)
    problems = notes.problems()
    if problems:
        raise FormatProblem(*problems)


def _check_cell(
    name: str,
    row: Any,
    column: Column,
    version: str,
    mode: str,
    known: Mapping[str, set[str]],
    notes: Notes,
) -> None:
    value = getattr(row, column.field)
    if value is None or value in ((), ""):
        if version in column.required and row.status != "tobedeleted":
            _refuse(
                notes,
                "write_required",
                "{id} has no {column}, which the standard requires.",
                name,
                row,
                column.name,
            )
        return
    kind = column.kind
    if kind in ("guid", "ref", "refs"):
        for identifier in value if kind == "refs" else (value,):
            if (
                not identifier
                or len(identifier) > LONGEST_GUID
                or not _GUID_CHARACTERS.issuperset(identifier)
            ):
                _refuse(
                    notes,
                    "write_guid",
                    "{id}: “{value}” isn't an identifier that the standard allows.",
                    name,
                    row,
                    column.name,
                    value=identifier,
                )
            elif column.target and mode == "bulk":
                _check_known(name, row, column.name, identifier, column.target, known, notes)
    elif kind in ("word", "words"):
        for word in value if kind == "words" else (value,):
            if word not in column.words and not (column.extensible and word.startswith("ext:")):
                _refuse(
                    notes,
                    "write_word",
                    "{id}: “{value}” isn't one of the values that {column} may have.",
                    name,
                    row,
                    column.name,
                    value=word,
                )
    elif kind == "texts" and any("," in part for part in value):
        _refuse(notes, "write_list", "{id}: an element of a list has a comma.", name, row, column.name)
    elif kind == "pairs" and any(set("{}") & set(a + b) or ":" in a for a, b in value):
        _refuse(notes, "write_pairs", "{id}: a pair has braces or a colon too many.", name, row, column.name)
    elif column.name == "learningObjectiveId" and row.source == "case" and bare_uuid(value) is None:
        _refuse(
            notes, "write_objective", "{id}: “{value}” isn't a UUID.", name, row, column.name, value=value
        )


def _check_known(
    name: str,
    row: Any,
    column: str,
    identifier: str,
    target: str,
    known: Mapping[str, set[str]],
    notes: Notes,
) -> None:
    if identifier not in known.get(target, ()):
        _refuse(
            notes,
            "write_reference",
            "{id} refers to “{value}”, which is not among the rows of {target}.",
            name,
            row,
            column,
            value=identifier,
            target=f"{target}.csv",
        )


def _say_twice(name: str, rows: tuple[Any, ...], notes: Notes) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.sourced_id in seen:
            _refuse(notes, "write_twice", "{id} is there more than once.", name, row, "sourcedId")
        seen.add(row.sourced_id)


def _refuse(notes: Notes, kind: str, english: str, name: str, row: Any, column: str, **params: Any) -> None:
    notes.say(
        "error",
        kind,
        english,
        message("oneroster.remedy.write", "Complete or correct the record, then export again."),
        file=name,
        line=row.line,
        identifier=row.sourced_id,
        field=column,
        id=row.sourced_id,
        **params,
    )
