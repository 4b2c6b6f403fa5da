"""Statements that carry web markup, as plain text. What the markup means is kept: lists, lines, powers and indices.

Only tags that publishers of frameworks use are taken for markup, so that "1 < x and y > 2" stays as it is.
"""

from __future__ import annotations

import html
import re

__all__ = ["plain"]

_TAG = re.compile(
    r"</?(?:a|b|big|blockquote|br|caption|center|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|"
    r"table|tbody|td|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_RAISED = re.compile(r"<(sup|sub)(?:\s[^<>]*)?>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"\s*<li(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_LINE = re.compile(r"\s*<(?:br|/p|/div|/li|/tr|/h[1-6])(?:\s[^<>]*)?/?>\s*", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = re.compile(r"\s*\n\s*")

HIGH = dict(zip("0123456789+-–−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOW = dict(zip("0123456789+-–−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))


def plain(text: str) -> str:
    """The text without markup: list items on lines of their own, 2<sup>3</sup> as 2³, blanks put together."""
    listed = _ITEM.search(text)
    if "<" in text:
        text = _RAISED.sub(_shifted, text)
        text = _ITEM.sub("\n• ", text)
        text = _LINE.sub("\n", text)
        text = _CELL.sub(" ", text)
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    text = _INVISIBLE.sub("", text)
    text = _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    # A list of one item is not a list.
    return text[2:] if listed and text.startswith("• ") and "\n" not in text else text


def _shifted(found: re.Match[str]) -> str:
    raised = found.group(1).lower() == "sup"
    inner = _TAG.sub("", found.group(2)).strip()
    signs = HIGH if raised else LOW
    if inner and all(sign in signs for sign in inner):
        return "".join(signs[sign] for sign in inner)
    if not inner:
        return ""
    mark = "^" if raised else "_"
    return f"{mark}{inner}" if len(inner) == 1 else f"{mark}({inner})"
