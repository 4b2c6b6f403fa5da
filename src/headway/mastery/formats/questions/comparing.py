"""Is a short answer the one that was looked for? Generous in how it is written, strict in what it says.

Spaces, capitals, accents and a full stop at the end don't matter; a decimal comma is as good as a decimal point; equal
numbers are equal however they are written (1/2, 2/4, 0.5, ½, 1 1/2 = 1.5). A thousands separator is understood where
it can be one; where "1,250" could be either number, the answer is right if one of the two is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

__all__ = ["LONGEST_ANSWER", "matches"]

LONGEST_ANSWER = 200
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "⁄": "/", "’": "'", "“": '"', "”": '"'})
_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?|[+-]?[.,]\d{1,15}")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3}){0,4}(?:[.,]\d{1,15})?")
_RATIO = re.compile(
    r"(?:(?P<sign>[+-])?(?:(?P<whole>\d{1,9})\s+)?)(?P<over>\d{1,9})\s*/\s*(?P<under>\d{1,9})"
)


def matches(given: str, accepted: Iterable[str]) -> bool:
    """Does this answer say one of the accepted ones? An answer without a sign or letter matches nothing."""
    words = _words(given[:LONGEST_ANSWER])
    if not words:
        return False
    numbers = _numbers(words)
    for one in accepted:
        wanted = _words(one)
        if words == wanted or (numbers and numbers & _numbers(wanted)):
            return True
    return False


def _words(text: str) -> str:
    # Before the usual folding, which would glue the whole to the half of "1½".
    text = re.sub(r"(\d)([¼-¾⅐-⅞])", r"\1 \2", text)
    text = unicodedata.normalize("NFKD", text).translate(_MINUS)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = " ".join(text.casefold().split()).strip(" ;:!?¡¿\"'").rstrip(" .")
    # "- 3" is -3, and "= 3" is 3.
    return re.sub(r"^=\s*", "", re.sub(r"^([+-])\s+(?=\d)", r"\1", text))


def _numbers(text: str) -> set[Fraction]:
    """The numbers that the text can be read as; none for words."""
    found: set[Fraction] = set()
    if _PLAIN.fullmatch(text):
        found.add(Fraction(_full(text.replace(",", "."))))
    if grouped := _GROUPED.fullmatch(text):
        found.add(Fraction(_full(text.replace(grouped[1], "").replace(",", "."))))
    if ratio := _RATIO.fullmatch(text):
        under = int(ratio["under"])
        if under:
            value = int(ratio["whole"] or 0) + Fraction(int(ratio["over"]), under)
            found.add(-value if ratio["sign"] == "-" else value)
    return found


def _full(text: str) -> str:
    sign, digits = (text[0], text[1:]) if text[:1] in "+-" else ("", text)
    return sign + ("0" + digits if digits.startswith(".") else digits)
