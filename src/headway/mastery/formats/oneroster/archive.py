"""The zip around a OneRoster bundle: which file is which, and nothing that should not be opened.

A zip comes from outside. Sizes are checked before anything is unpacked, and unpacking stops at the sizes that were
announced, so that a small file cannot grow into a large one. Nothing is ever written to a disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from headway.mastery.formats.oneroster.columns import SHAPES
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.spellings import MISSPELT_FILES
from headway.mastery.formats.problems import message, refusal

MEGABYTE = 1024 * 1024
_BY_LOWER = {name.lower(): name for name in (*SHAPES, "manifest")}


@dataclass(frozen=True)
class Limits:
    """How much a reader takes on. The defaults carry a district of some hundred thousand learners.

    bytes_in           size of the zip.
    bytes_per_file     size of one unpacked file.
    bytes_out          size of all unpacked files.
    members            entries in the zip, the ones that are ignored included.
    rows_per_file      lines of one file.
    problems_per_kind  sentences of one kind about one column before the rest is only counted.
    """

    bytes_in: int = 256 * MEGABYTE
    bytes_per_file: int = 512 * MEGABYTE
    bytes_out: int = 1024 * MEGABYTE
    members: int = 500
    rows_per_file: int = 5_000_000
    problems_per_kind: int = 50


EXPORT_AGAIN = message("oneroster.remedy.export_again", "Export the bundle again and send the new file.")


class Archive:
    """The recognised files of one bundle. `names` holds 'users' for users.csv, and 'manifest'."""

    def __init__(self, zipped: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], only_strangers: bool):
        self._zipped = zipped
        self._members = members
        self.only_strangers = only_strangers

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def read(self, name: str, notes: Notes) -> bytes | None:
        """The bytes of one file; None, with a sentence, when the zip is damaged there."""
        try:
            return self._zipped.read(self._members[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            notes.say(
                "error",
                "file_damaged",
                "{file} is in the zip, and its contents can't be unpacked.",
                EXPORT_AGAIN,
                file=name,
            )
            return None


def open_archive(raw: bytes, limits: Limits, notes: Notes) -> Archive:
    """Look into the zip.

    Raises FormatProblem when the bytes are not a zip, are encrypted, have unsafe names or are larger than `limits`.
    """
    if len(raw) > limits.bytes_in:
        raise _too_large(len(raw), limits.bytes_in)
    try:
        zipped = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        raise _not_a_zip(raw) from None
    entries = zipped.infolist()
    if len(entries) > limits.members:
        raise refusal(
            "too_many_members",
            message(
                "oneroster.too_many_members",
                "The zip has {count} entries; a OneRoster bundle has at most 22.",
                count=len(entries),
            ),
            message(
                "oneroster.remedy.only_csv",
                "Put only manifest.csv and the OneRoster csv files into the zip.",
            ),
        )
    files = [entry for entry in entries if not entry.is_dir() and not _is_litter(entry.filename)]
    _refuse_unsafe(files, limits)
    folder = _folder_of_manifest(files, notes)
    return Archive(zipped, *_recognised(files, folder, notes))


def _refuse_unsafe(files: list[zipfile.ZipInfo], limits: Limits) -> None:
    for entry in files:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise refusal(
                "unsafe_name",
                message(
                    "oneroster.unsafe_name",
                    "The zip has an entry named “{name}”, which leads out of the zip.",
                    name=entry.filename,
                ),
                message(
                    "oneroster.remedy.unsafe_name",
                    "No student information system writes such a name. Check where the file comes from before sending another.",
                ),
            )
        if entry.flag_bits & 0x1:
            raise refusal(
                "encrypted",
                message("oneroster.encrypted", "“{name}” is locked with a password.", name=entry.filename),
                message(
                    "oneroster.remedy.encrypted",
                    "Make the zip without a password; the upload itself is encrypted on its way.",
                ),
            )
        if entry.file_size > limits.bytes_per_file:
            raise _too_large(entry.file_size, limits.bytes_per_file, entry.filename)
    unpacked = sum(entry.file_size for entry in files)
    if unpacked > limits.bytes_out:
        raise _too_large(unpacked, limits.bytes_out)


def _recognised(
    files: list[zipfile.ZipInfo], folder: str, notes: Notes
) -> tuple[dict[str, zipfile.ZipInfo], bool]:
    members: dict[str, zipfile.ZipInfo] = {}
    twice: set[str] = set()
    for entry in files:
        path = entry.filename.replace("\\", "/")
        if not path.startswith(folder) or "/" in path[len(folder) :]:
            notes.say(
                "warning",
                "outside_folder",
                "“{name}” lies in another folder than the manifest, and wasn't read.",
                message(
                    "oneroster.remedy.root", "Put every csv file at the top of the zip, without folders."
                ),
                name=path,
            )
            continue
        name = _name_of(path[len(folder) :], notes)
        if not name:
            continue
        if name in members:
            twice.add(name)
        members[name] = entry
    for name in sorted(twice):
        del members[name]
        notes.say(
            "error",
            "file_twice",
            "The zip has {file} more than once, so it isn't clear which one is meant; none was read.",
            message("oneroster.remedy.file_twice", "Keep one of them in the zip."),
            file=name,
        )
    return members, not members and bool(files)


def _name_of(file_name: str, notes: Notes) -> str | None:
    stem, _, extension = file_name.rpartition(".")
    name = _BY_LOWER.get(stem.lower()) or MISSPELT_FILES.get(stem.lower())
    if extension.lower() != "csv" or name is None:
        notes.say(
            "note",
            "unknown_file",
            "“{name}” isn't one of the files of OneRoster, and wasn't read.",
            name=file_name,
        )
        return None
    if file_name != f"{name}.csv":
        notes.say(
            "warning",
            "file_name",
            "The file is named “{name}”; it was read as {file}.",
            message("oneroster.remedy.file_name", "Name files exactly as the standard writes them."),
            file=name,
            name=file_name,
        )
    return name


def _folder_of_manifest(files: list[zipfile.ZipInfo], notes: Notes) -> str:
    """The folder that holds the bundle; '' when the files lie at the top, as they should."""
    paths = [entry.filename.replace("\\", "/") for entry in files]
    manifests = sorted((p for p in paths if p.lower().rsplit("/", 1)[-1] == "manifest.csv"), key=len)
    chosen = manifests[0] if manifests else None
    if chosen is None:
        folders = {p.rpartition("/")[0] for p in paths if p.lower().endswith(".csv")}
        folder = folders.pop() + "/" if len(folders) == 1 else ""
        return "" if folder == "/" else folder
    folder = chosen[: -len("manifest.csv")]
    if folder:
        notes.say(
            "warning",
            "in_folder",
            "The files lie in the folder “{name}” inside the zip; they were read from there.",
            message("oneroster.remedy.root", "Put every csv file at the top of the zip, without folders."),
            name=folder,
        )
    return folder


def _is_litter(name: str) -> bool:
    """What operating systems leave in a zip by themselves."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return name.startswith("__MACOSX/") or last.startswith("._") or last in {".DS_Store", "Thumbs.db"}


def _too_large(size: int, limit: int, name: str = "") -> Exception:
    return refusal(
        "too_large",
        message(
            "oneroster.too_large",
            "{name} has {size} MB unpacked or packed; Headway takes up to {limit} MB at once.",
            name=name or "The bundle",
            size=-(-size // MEGABYTE),
            limit=limit // MEGABYTE,
        ),
        message(
            "oneroster.remedy.too_large",
            "Send rostering and gradebook in two bundles, or ask the administrator of this site to allow more.",
        ),
    )


def _not_a_zip(raw: bytes) -> Exception:
    kind, english = "not_a_zip", "This isn't a zip file, or it was cut off on its way."
    if not raw:
        kind, english = "no_bytes", "The file is empty."
    elif raw[:2] == b"\x1f\x8b" or raw[:6] in (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"):
        kind, english = "other_archive", "This is another kind of archive than zip."
    elif b"sourcedId" in raw[:200] or b"propertyName" in raw[:200]:
        kind, english = "single_csv", "This is one csv file; a OneRoster bundle is a zip of several."
    return refusal(
        kind,
        message(f"oneroster.{kind}", english),
        message(
            "oneroster.remedy.zip",
            "Put manifest.csv and the other csv files into one zip, without folders, and send that.",
        ),
    )
