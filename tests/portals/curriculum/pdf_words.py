"""The words of a PDF that our templates made, read from its text operators and the fonts' own tables of characters."""

from __future__ import annotations

import re
import zlib

__all__ = ["is_tagged", "words_of"]

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def is_tagged(raw: bytes) -> bool:
    """Does it have a structure tree, and does it say that it keeps to PDF/UA-1?"""
    everything = raw + b"".join(_unpacked(raw))
    return b"/StructTreeRoot" in everything and b"pdfuaid:part>1<" in everything.replace(b"\n", b"")


def words_of(raw: bytes) -> tuple[str, ...]:
    """The text as each font's table of characters reads it, in the order of the pages.

    Which font set a piece is not looked up: a piece of another font reads as nonsense, but what one font set in one
    go stands together in its reading.
    """
    streams = list(_unpacked(raw))
    tables = [table for stream in streams if b"beginbf" in stream and (table := _table(stream))]
    pieces = [piece for stream in streams if b" Tf" in stream for piece in _pieces(stream)]
    return tuple(
        "".join("".join(table.get(glyph, "") for glyph in glyphs) for glyphs in pieces) for table in tables
    )


def _pieces(stream: bytes):
    """The glyphs of each text operator, four hexadecimal digits each."""
    for written in re.findall(rb"<[0-9A-Fa-f]{4,}>|\((?:\\.|[^\\)])*\)", stream, re.DOTALL):
        inside = written[1:-1]
        plain = bytes.fromhex(inside.decode()) if written[:1] == b"<" else _unescaped(inside)
        yield [f"{high:02X}{low:02X}" for high, low in zip(plain[::2], plain[1::2], strict=False)]


def _unpacked(raw: bytes):
    for _number, body in _OBJECT.findall(raw):
        for stream in _STREAM.findall(body):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream


def _table(stream: bytes) -> dict[str, str]:
    table: dict[str, str] = {}
    for start, end, to in re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", stream):
        for place in range(int(start, 16), int(end, 16) + 1):
            table[f"{place:04X}"] = chr(int(to, 16) + place - int(start, 16)) if len(to) == 4 else _text(to)
    for glyph, to in re.findall(rb"^\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*$", stream, re.MULTILINE):
        table[glyph.decode().upper()] = _text(to)
    return table


def _text(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode()).decode("utf-16-be")


def _unescaped(text: bytes) -> bytes:
    escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda one: bytes([int(one[1], 8) & 255]) if one[1].isdigit() else escapes.get(one[1], one[1]),
        text,
        flags=re.DOTALL,
    )
