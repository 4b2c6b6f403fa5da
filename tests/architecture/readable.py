"""Every string of the project that somebody may read, with the place where it stands."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "headway"
DISTRICT = SOURCE / "district"

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.S | re.I)
STATEMENT = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|RAISE|PRAGMA)\b")


NAME = "#name"


class Words(NamedTuple):
    """`place` is a path inside the repository; `text` what stands there."""

    place: str
    text: str


def everything() -> Iterator[Words]:
    yield from bare_template_text()
    yield from catalogue_words()
    yield from python_constants(SOURCE)
    yield from prose()
    yield from demo_words()


def templates() -> list[Path]:
    return [
        path
        for path in sorted(DISTRICT.rglob("templates/**/*"))
        if path.suffix in (".html", ".txt") and path.is_file()
    ]


def bare_template_text() -> Iterator[Words]:
    """Text of templates that does not come from a catalogue."""
    for path in templates():
        for text in bare_text(path.read_text(encoding="utf-8")):
            yield Words(place(path), text)


def bare_text(source: str) -> list[str]:
    """The words between tags: what a reader sees besides the values that the template fills in."""
    without_code = JINJA.sub("\x00", source)
    return [
        text
        for text in (piece.strip() for piece in re.split("\x00|\n", MARKUP.sub("\n", without_code)))
        if text
    ]


def catalogue_words() -> Iterator[Words]:
    """Original and translated words; each under the file that uses it, so that audience rules bind."""
    from headway.district.site import messages

    for message in messages.extract():
        for location, _ in message.locations or [("", None)]:
            for text in _forms(message.id):
                yield Words(f"src/headway/district/{location}", text)
    for language in messages.LANGUAGES:
        for message in messages.read(language):
            if not message.id:
                continue
            for location, _ in message.locations or [("", None)]:
                for text in _forms(message.string):
                    yield Words(f"src/headway/district/{location}", text)


def _forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (str(words),)


def python_constants(directory: Path) -> Iterator[Words]:
    """Sentences in the code besides docstrings: errors, tables of sentences, names of values."""
    for path in sorted(directory.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for text in constants(path.read_text(encoding="utf-8")):
            # A single word is the name of a value or of a column of a format, not a sentence.
            yield Words(place(path) + ("" if " " in text.strip() else NAME), text)


def constants(source: str) -> list[str]:
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and node.value.strip()
        and not STATEMENT.search(node.value)
    ]


def prose() -> Iterator[Words]:
    """README and docs, without code."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        if not path.exists():
            continue
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"`[^`\n]*`", "", text)
        for paragraph in re.split(r"\n\s*\n|\n(?=[-*|#])", text):
            if paragraph.strip():
                yield Words(place(path), " ".join(paragraph.split()))


def demo_words() -> Iterator[Words]:
    for path in sorted((ROOT / "demo").rglob("*.toml")):
        for text in _values(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Words(place(path), text)


def _values(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _values(value)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
