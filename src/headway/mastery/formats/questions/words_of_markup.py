"""The words of a piece of a question: markup becomes plain text, formulas become a line that can be read.

Nothing of the markup itself is kept, so nothing of it can act on a page.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from headway.mastery.formats.markup import HIGH, LOW

__all__ = ["WordlessPicture", "local", "words_of"]

BLOCKS = {
    "p",
    "div",
    "li",
    "tr",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "blockquote",
    "prompt",
}
UNSEEN = {"script", "style", "rubricblock", "feedbackinline", "feedbackblock", "modalfeedback", "stylesheet"}
PICTURES = {"img", "object", "audio", "video", "svg", "picture", "iframe", "embed"}
DEEPEST = 60


class WordlessPicture(Exception):
    """Something is shown that nothing is said about."""


def local(name: str) -> str:
    """The name of a tag or attribute in small letters, without namespace, "qti-" and hyphens."""
    name = str(name).rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()
    return name.removeprefix("qti-").replace("-", "")


def words_of(element: Element, *, without: frozenset[str] = frozenset()) -> str:
    """Its words, lines apart. without: tags that are passed over. Raises WordlessPicture."""
    said = _walk(element, without, 0)
    said = re.sub(r"[ \t\r\f\v\u00a0]+", " ", said)
    said = re.sub(r" +([?.,;:!])", r"\1", said)  # after a formula
    return re.sub(r"\s*\n\s*", "\n", said).strip()


def _walk(element: Element, without: frozenset[str], depth: int) -> str:
    if depth > DEEPEST:
        return ""
    parts = [_plain(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_child(child, without, depth + 1))
        parts.append(_plain(child.tail))
    return "".join(parts)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _child(child: Element, without: frozenset[str], depth: int) -> str:
    name = local(child.tag)
    if name in without or name in UNSEEN:
        return " " if name in without else ""
    if name == "math":
        return " " + (child.get("alttext") or _formula(child, depth)) + " "
    if name in PICTURES:
        words = child.get("alt") or child.get("aria-label") or _walk(child, without, depth).strip()
        if not words.strip():
            raise WordlessPicture
        return f" [{words.strip()}] "
    inner = _walk(child, without, depth)
    if name in ("sup", "sub"):
        return _shifted(inner.strip(), name == "sup")
    if name == "li":
        return f"\n• {inner}\n"
    if name == "td" or name == "th":
        return inner + " "
    return f"\n{inner}\n" if name in BLOCKS else inner


def _shifted(inner: str, raised: bool) -> str:
    signs = HIGH if raised else LOW
    if inner and all(sign in signs for sign in inner):
        return "".join(signs[sign] for sign in inner)
    if not inner:
        return ""
    return ("^" if raised else "_") + (inner if len(inner) == 1 else f"({inner})")


def _formula(element: Element, depth: int) -> str:
    if depth > DEEPEST:
        return ""
    name = local(element.tag)
    children = [
        one for one in element if isinstance(one.tag, str) and not local(one.tag).startswith("annotation")
    ]
    parts = [_formula(one, depth + 1) for one in children]
    if name == "mo":
        sign = (element.text or "").strip()
        return f" {sign} " if sign in "+-−×÷=<>≤≥·*±" and sign else sign
    if not children:
        return (element.text or "").strip()
    if name == "mfrac" and len(parts) == 2:
        return "/".join(_whole(one) for one in parts)
    if name in ("msup", "msub") and len(parts) == 2:
        return parts[0] + _shifted(parts[1].strip(), name == "msup")
    if name == "msqrt":
        return f"√({''.join(parts).strip()})"
    if name == "mroot" and len(parts) == 2:
        return f"{_shifted(parts[1].strip(), True)}√({parts[0].strip()})"
    if name == "mfenced":
        return f"({', '.join(parts)})"
    # A whole number before a fraction is a mixed number, not a product.
    return "".join(
        (" " if place and local(children[place].tag) == "mfrac" and parts[place - 1][-1:].isdigit() else "")
        + part
        for place, part in enumerate(parts)
    )


def _whole(part: str) -> str:
    part = part.strip()
    return part if re.fullmatch(r"\w+", part) else f"({part})"
