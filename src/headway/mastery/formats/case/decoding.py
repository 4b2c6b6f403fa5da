"""From the bytes of a file to one JSON object, within bounded memory; each surprise as one clear sentence."""

from __future__ import annotations

import json
import math
import re
import zlib
from typing import Any

from headway.mastery.formats.case.wording import problem, refuse
from headway.mastery.formats.problems import FormatProblem, Problem

MEGABYTE = 1024 * 1024
# The largest published framework at hand is 6 MB unpacked; parsed JSON takes up to ten times its text.
DEFAULT_MAX_BYTES = 32 * MEGABYTE
# A text of many tiny values costs far more memory than its length says. Four times what 32 MB of real packages hold.
MOST_CONTAINERS = 600_000
MOST_SEPARATORS = 3_000_000
MOST_REPEATS_NAMED = 20

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK = b"\xef\xbb\xbf"

# An escaped NUL or half of a surrogate pair: legal JSON, and not storable as text.
_SUSPECT_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def read_json_object(raw: bytes, max_bytes: int = DEFAULT_MAX_BYTES) -> tuple[dict[str, Any], bool]:
    """The JSON object in `raw` (plain or gzip, with or without a byte order mark).

    Also returns whether some text in it may hold a character that cannot be stored. Raises `FormatProblem` when the
    file is empty, too large, damaged, not UTF-8, not JSON, not an object, or writes a member twice.
    """
    text = _decoded(_unpacked(raw, max_bytes))
    _check_amount(text, max(1.0, max_bytes / DEFAULT_MAX_BYTES))
    value = _parsed(text)
    if not isinstance(value, dict):
        raise refuse("not_an_object_at_all", found=described(value))
    return value, bool(_SUSPECT_ESCAPE.search(text))


def described(value: object) -> str:
    """What kind of JSON value this is, for a sentence: 'a list', 'a number', 'nothing (null)'."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"


def holds_unkeepable_text(value: object) -> bool:
    """Whether any text in `value`, keys included, holds NUL or half of a surrogate pair."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if UNKEEPABLE.search(one):
                return True
        elif isinstance(one, dict):
            waiting.extend(one.keys())
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)
    return False


def _unpacked(raw: bytes, max_bytes: int) -> bytes:
    """`raw` without its compression; never unpacks more than one byte beyond the limit."""
    too_large = len(raw) > max_bytes
    if not too_large and raw.startswith(GZIP_MAGIC):
        raw = _gunzipped(raw, max_bytes)
        too_large = len(raw) > max_bytes
    if too_large:
        raise refuse("too_large", limit=max(1, max_bytes // MEGABYTE))
    return raw


def _gunzipped(raw: bytes, max_bytes: int) -> bytes:
    parts: list[bytes] = []
    room = max_bytes + 1
    rest = raw
    while rest.startswith(GZIP_MAGIC) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(rest, room)
        except zlib.error as error:
            raise refuse("gzip_damaged") from error
        parts.append(part)
        room -= len(part)
        if not member.eof and room > 0:
            raise refuse("gzip_damaged")
        rest = member.unused_data
    return b"".join(parts)


def _decoded(raw: bytes) -> str:
    if raw.startswith(ZIP_MAGIC):
        raise refuse("zip_archive")
    if raw.startswith(UTF_16_MARKS):
        raise refuse("utf_16")
    body = raw.removeprefix(UTF_8_MARK)
    if not body.strip():
        raise refuse("empty")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        byte = error.start + len(raw) - len(body) + 1
        raise refuse("not_utf_8", row=f"line {line}", line=line, byte=byte) from None
    if text.lstrip().startswith("<"):
        raise refuse("web_page")
    return text


def _check_amount(text: str, times: float) -> None:
    """`times`: how much more than by default somebody who raised the limit on bytes is ready to hold."""
    containers, separators = text.count("{") + text.count("["), text.count(",")
    if containers > MOST_CONTAINERS * times or separators > MOST_SEPARATORS * times:
        raise refuse("too_many_values")


def _parsed(text: str) -> Any:
    repeats: list[Problem] = []

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs) and len(repeats) < MOST_REPEATS_NAMED:
            repeats.append(_repeat(pairs, members))
        return members

    try:
        value = json.loads(
            text, object_pairs_hook=as_object, parse_float=_finite, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise _misplaced(error, text) from None
    except RecursionError:
        raise refuse("too_deep") from None
    except FormatProblem:
        raise
    except ValueError:
        # The only other ValueError of the parser: a whole number of more than 4,300 digits.
        raise refuse("number_too_large", value="a whole number with thousands of digits") from None
    if repeats:
        raise FormatProblem(*repeats)
    return value


def _repeat(pairs: list[tuple[str, Any]], members: dict[str, Any]) -> Problem:
    seen: set[str] = set()
    twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    identifier = members.get("identifier")
    named = identifier if isinstance(identifier, str) else "{" + ", ".join(list(members)[:4]) + "}"
    return problem("duplicate_key", identifier=named, field=twice)


def _misplaced(error: json.JSONDecodeError, text: str) -> FormatProblem:
    place = f"line {error.lineno}, column {error.colno}"
    stopped = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    return refuse(
        "stops_early" if stopped else "not_json",
        row=place,
        line=error.lineno,
        column=error.colno,
        detail=error.msg,
    )


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise refuse("number_too_large", value=digits)
    return number


def _no_constant(word: str) -> Any:
    raise refuse("number_too_large", value=word)
