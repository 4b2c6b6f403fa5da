"""bytes of a zip -> Bundle."""

from __future__ import annotations

from headway.mastery.formats.oneroster.archive import Archive, Limits, open_archive
from headway.mastery.formats.oneroster.bundle import Bundle, Mode, Table
from headway.mastery.formats.oneroster.columns import FILES_12, SHAPES
from headway.mastery.formats.oneroster.lines import Encoding, text_of
from headway.mastery.formats.oneroster.manifest import Manifest, no_manifest, read_manifest
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.people import people_of, say_other_roles
from headway.mastery.formats.oneroster.references import settle_references
from headway.mastery.formats.oneroster.sense import say_what_makes_no_sense
from headway.mastery.formats.oneroster.tables import read_table
from headway.mastery.formats.oneroster.values import Dates
from headway.mastery.formats.problems import FormatProblem, message

DEFAULT_LIMITS = Limits()


def read_bundle(
    raw: bytes,
    *,
    limits: Limits = DEFAULT_LIMITS,
    dates: Dates = "iso",
    encoding: Encoding = "utf-8",
) -> Bundle:
    """Everything that can be read of a OneRoster 1.1 or 1.2 bundle, and what a person should know about the rest.

    raw       the bytes of the zip.
    dates     how dates with slashes are meant: not at all ('iso', they are refused), day first ('dmy') or month first ('mdy').
    encoding  of the csv files; 'cp1252' for sources that can't write UTF-8.

    A row that can't be used never takes another one along, and never makes somebody look as if they had left: its
    sourcedId is in `Table.unread`, or the table is not `complete`.

    Raises FormatProblem when the bundle as a whole can't be taken: no zip, locked, unsafe, too large, no manifest.
    """
    notes = Notes(limits.problems_per_kind)
    archive = open_archive(raw, limits, notes)
    manifest = _manifest(archive, encoding, notes)
    tables = _tables(archive, manifest, limits, dates, encoding, notes)
    tables, needs = settle_references(tables, manifest.version, notes)
    say_what_makes_no_sense(tables, notes)
    people = people_of(tables, notes)
    if "enrollments" in tables:
        say_other_roles(people, tables["enrollments"].rows, notes)
    return Bundle(
        version=manifest.version,
        modes=_modes(tables),
        tables=tables,
        users=people,
        needs=needs,
        problems=notes.problems(),
        system_name=manifest.system_name,
        system_code=manifest.system_code,
    )


def _manifest(archive: Archive, encoding: Encoding, notes: Notes) -> Manifest:
    if "manifest" not in archive.names:
        raise no_manifest(archive.names, archive.only_strangers)
    raw = archive.read("manifest", notes)
    text = None if raw is None else text_of(raw, "manifest", encoding, notes)
    if text is None:
        raise FormatProblem(*(p for p in notes.problems() if p.severity == "error"))
    return read_manifest(text, archive.names - {"manifest"}, notes)


def _tables(
    archive: Archive, manifest: Manifest, limits: Limits, dates: Dates, encoding: Encoding, notes: Notes
) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name, shape in SHAPES.items():
        if name not in archive.names:
            if manifest.declared.get(name, "absent") != "absent":
                notes.say(
                    "warning",
                    "file_absent",
                    "The manifest says {mode} for {file}, and the zip has no such file. Nothing changes for its records.",
                    message("oneroster.remedy.file_absent", "Add the file, or write absent in the manifest."),
                    file=name,
                    mode=manifest.declared[name],
                )
            continue
        # One file at a time, so that only the rows of the others stay in memory.
        raw = archive.read(name, notes)
        text = None if raw is None else text_of(raw, name, encoding, notes)
        if text is None:
            continue
        table = read_table(
            text,
            shape,
            version=manifest.version,
            declared=manifest.declared.get(name),
            dates=dates,
            most_rows=limits.rows_per_file,
            notes=notes,
        )
        if table is not None:
            tables[name] = table
    if not archive.names - {"manifest"}:
        notes.say(
            "note",
            "no_changes",
            "The bundle has only a manifest, which means that nothing has changed since the last one.",
        )
    return tables


def _modes(tables: dict[str, Table]) -> dict[str, Mode]:
    return {name: tables[name].mode if name in tables else "absent" for name in FILES_12}
