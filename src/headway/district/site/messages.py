"""The words of the interface in other languages: collected from the code, filled by people, compiled for Django.

    python -m headway.district.site.messages update     # after adding or changing words; then fill the new msgstr
    python -m headway.district.site.messages compile    # after filling msgstr by hand
    python -m headway.district.site.messages check      # what is still missing
    python -m headway.district.site.messages fill es < pairs.json   # {"Sign in": "Entrar", "%(num)s page": ["…", "…"]}
    python -m headway.district.site.messages tidy       # drop translations that nothing asks for any more

The catalogue is sorted by its own words and carries files but no line numbers, so that two people who add words at
the same time touch different lines. Needs Babel, which is part of the development group.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

__all__ = ["LANGUAGES", "catalogue_path", "check", "compile", "extract", "fill", "read", "tidy", "update"]

DISTRICT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es",)
METHODS = [("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2"), ("**.py", "python")]
OPTIONS = {
    name: {"extensions": "jinja2.ext.do", "newstyle_gettext": "true"}
    for name, method in METHODS
    if method == "jinja2"
}
HEADER = "# Headway: words of the interface. Learners and families are addressed as tú."
# The catalogue's history is the repository's; a date in the file would change at every update.
FIXED_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue_path(language: str, directory: Path = DISTRICT) -> Path:
    return directory / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(directory: Path = DISTRICT) -> Catalog:
    """Every string that the district package asks to be translated, with the files that use it."""
    template = Catalog(project="Headway", charset="utf-8", header_comment=HEADER)
    found = extract_from_dir(
        directory,
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for filename, _line, words, comments, context in found:
        template.add(words, locations=[(filename, None)], auto_comments=comments, context=context)
    for message in template:
        message.locations = sorted(set(message.locations), key=lambda place: place[0])
    return template


def read(language: str, directory: Path = DISTRICT) -> Catalog:
    path = catalogue_path(language, directory)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", header_comment=HEADER)
    with path.open("rb") as source:
        return read_po(source, locale=language, charset="utf-8")


def update(directory: Path = DISTRICT) -> dict[str, list[str]]:
    """Bring the catalogues up to the code, keep what is translated, and compile. Returns what is missing."""
    template = extract(directory)
    with _one_at_a_time(directory):
        for language in LANGUAGES:
            catalogue = read(language, directory)
            # Words that come back find their translation again.
            for message in template:
                gone = catalogue.obsolete.pop(catalogue._key_for(message.id, message.context), None)
                if message.id and gone:
                    catalogue[message.id] = gone
            # No guessing from similar words: a guess is a translation that nobody made.
            catalogue.update(template, no_fuzzy_matching=True)
            _write(catalogue, catalogue_path(language, directory))
    compile(directory)
    return check(directory)


def fill(language: str, words: dict[str, str | list[str]], directory: Path = DISTRICT) -> list[str]:
    """Enter translations (singular and plural as a list); returns the words that the catalogue does not know."""
    update(directory)
    with _one_at_a_time(directory):
        catalogue = read(language, directory)
        known = {_words(message): message for message in catalogue if message.id}
        for original, translation in words.items():
            if original in known:
                known[original].string = tuple(translation) if isinstance(translation, list) else translation
                known[original].flags.discard("fuzzy")
        _write(catalogue, catalogue_path(language, directory))
    compile(directory)
    return [original for original in words if original not in known]


def tidy(directory: Path = DISTRICT) -> None:
    """Drop translations that nothing asks for any more."""
    update(directory)
    with _one_at_a_time(directory):
        for language in LANGUAGES:
            catalogue = read(language, directory)
            catalogue.obsolete.clear()
            _write(catalogue, catalogue_path(language, directory))


def compile(directory: Path = DISTRICT) -> None:  # the word that gettext's tools use
    """Write the .mo files that Django reads, from the .po files that people read."""
    for language in LANGUAGES:
        path = catalogue_path(language, directory)
        catalogue = read(language, directory)
        # Half a translation would show nothing at all where the other half was meant.
        for message in [message for message in catalogue if message.id and not _is_finished(message)]:
            catalogue.delete(message.id, message.context)
        with _replacing(path.with_suffix(".mo")) as target:
            write_mo(target, catalogue)


def check(directory: Path = DISTRICT) -> dict[str, list[str]]:
    """Per language, the strings without a finished translation; empty lists mean that nothing is missing."""
    template = extract(directory)
    missing: dict[str, list[str]] = {}
    for language in LANGUAGES:
        catalogue = read(language, directory)
        missing[language] = [
            _words(message)
            for message in template
            if message.id and not _is_finished(catalogue.get(message.id, message.context))
        ]
    return missing


def _is_finished(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    parts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(parts)


def _words(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "Headway", ""
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
    catalogue.revision_date = catalogue.creation_date = FIXED_DATE
    with _replacing(path) as target:
        write_po(target, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=False)


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator:
    """Write beside, then replace: nobody ever reads half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as target:
            yield target
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _one_at_a_time(directory: Path) -> Iterator[None]:
    """Two updates at once would each undo what the other one found."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - systems without it have one developer at a time
        yield
        return
    (directory / "locale").mkdir(exist_ok=True)
    lock = os.open(directory / "locale", os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _main(arguments: list[str]) -> int:
    verbs = {"update": update, "compile": compile, "check": check, "tidy": tidy}
    if len(arguments) == 2 and arguments[0] == "fill":
        unknown = fill(arguments[1], json.load(sys.stdin))
        for text in unknown:
            print(f"not in the catalogue: {text}")
        arguments = ["check"]
    if len(arguments) != 1 or arguments[0] not in verbs:
        print("Say what to do: update, compile, check, tidy, or fill with a language.", file=sys.stderr)
        return 2
    missing = verbs[arguments[0]]() or {}
    for language, words in missing.items():
        print(f"{language}: {len(words)} without a translation")
        for text in words:
            print(f"  {text}")
    return 1 if any(missing.values()) and arguments[0] == "check" else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
