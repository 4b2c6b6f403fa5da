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

import ast
import contextlib
import datetime as dt
import json
import os
import re
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
SENTENCE = re.compile(r"[A-Z“{].* .*[.?!]”?")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "lazy": None,
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
        template.add(words, locations=_place(filename), auto_comments=comments, context=context)
    if directory == DISTRICT:
        for words, where in _sentences_of_formats():
            template.add(words, locations=_place(where))
    for message in template:
        message.locations = sorted(set(message.locations), key=lambda place: place[0])
    return template


def _place(file: str) -> list:
    """A file without a line number, which babel writes as it is: line numbers would change with every edit."""
    return [(file, None)]


def _sentences_of_formats() -> Iterator[tuple[str, str]]:
    """What readers of files say, with the file that says it.

    The mathematics knows no languages: its sentences are plain English templates, and so are the tables of wordings
    of the imports. `interop.words` looks each of them up here.
    """
    headway = DISTRICT.parent
    for path in sorted(
        [
            *headway.glob("mastery/formats/**/*.py"),
            *headway.glob("mastery/placement/crosswalk/wording.py"),
            *DISTRICT.glob("interop/**/wording.py"),
        ],
    ):
        for words in _sentences(path.read_text(encoding="utf-8")):
            yield words, os.path.relpath(path, DISTRICT)


def _sentences(source: str) -> list[str]:
    """The whole sentences of a module (a capital first, a full stop last), and every text of a table WORDINGS.

    Constants that are put together count as one text. Documentation is none.
    """
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        if (text := _text(node.value, names)) is not None:
            names[node.targets[0].id] = text
    found: list[str] = []

    def look(node: ast.AST, in_table: bool) -> None:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        text = _text(node, names)
        if text is None:
            in_table = in_table or getattr(getattr(node, "target", None), "id", "") == "WORDINGS"
            for part in ast.iter_child_nodes(node):
                look(part, in_table)
        elif SENTENCE.fullmatch(text) or (in_table and " " in text):
            found.append(text)

    look(tree, in_table=False)
    return found


def _text(node: ast.AST, names: dict[str, str]) -> str | None:
    """The text that an expression of constants makes; None for everything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return names.get(node.id)
    parts: list[ast.expr] = []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [node.left, node.right]
    elif isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
    texts = [_text(part, names) for part in parts]
    return "".join(filter(None, texts)) if texts and None not in texts else None


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
