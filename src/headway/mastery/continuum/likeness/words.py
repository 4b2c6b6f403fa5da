"""What a statement is made of: words, numbers and signs of mathematics, in any language; runs of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from headway.mastery.continuum.likeness.stems import STOP_WORDS, stem

__all__ = ["characters", "plain", "spoken_words", "tokens"]

# Signs with several shapes become one, so that 3 × 4, 3 x 4 and 3 · 4 are alike.
_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": " ",
        "·": "×",
        "∙": "×",
        "⋅": "×",
        "∗": "×",
        "*": "×",
        "∕": "/",
        "⁄": "/",
        "’": "'",
    }
)
_PART = re.compile("(?=[¼-¾⅐-⅞])")  # 3½ is 3 1/2 and not 31/2
_RAISED = re.compile("(?<=[^²³¹⁰-⁹])(?=[²³¹⁰-⁹])")  # 10² is 10^2 and not 102
_TIMES = re.compile(r"(?<=\d)\s*x\s*(?=\d)")
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?:/\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<sign>[+×÷=<>≤≥≠≈√π∞∑∫∠°^%$])"
)
_WIDE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")  # written without spaces: Thai, Kana, Han
SHORTEST_RUN, LONGEST_RUN = 3, 4


def plain(text: str) -> str:
    """Lower case, without accents, signs in one shape; the rest as it stands."""
    if text.isascii():
        return _TIMES.sub(" × ", text.translate(_SIGNS).lower())
    text = _RAISED.sub("^", _PART.sub(" ", text))
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(one for one in folded if not unicodedata.combining(one))
    return _TIMES.sub(" × ", bare.translate(_SIGNS))


def tokens(text: str, language: str = "en") -> list[str]:
    """The stems of the words that say something, numbers and signs, in order, repeated where they are repeated."""
    return [token for token, _spoken in _read(text, language)]


def spoken_words(text: str, language: str = "en") -> dict[str, str]:
    """For each token the first form in which the text says it, to show to people."""
    spoken: dict[str, str] = {}
    for token, word in _read(text, language):
        spoken.setdefault(token, word)
    return spoken


def characters(text: str) -> list[str]:
    """Runs of three and four characters inside each word, with its ends marked: alike where spelling is nearly so."""
    runs: list[str] = []
    for found in _TOKEN.finditer(plain(text)):
        marked = f" {found.group()} "
        for length in range(SHORTEST_RUN, LONGEST_RUN + 1):
            runs += [marked[start : start + length] for start in range(len(marked) - length + 1)]
    return runs


def _read(text: str, language: str) -> Iterator[tuple[str, str]]:
    language = language[:2].lower() or "en"
    stops = STOP_WORDS.get(language, frozenset())
    for found in _TOKEN.finditer(plain(text)):
        said = found.group()
        if found.lastgroup != "word":
            yield said, said
        elif _WIDE.search(said):
            yield from ((pair, pair) for pair in _pairs(said))
        else:
            word = said.split("'")[0] or said
            # A single letter is a variable; in prose it is a preposition and among the stop words.
            if word not in stops:
                yield stem(word, language), word


def _pairs(word: str) -> list[str]:
    return [word[start : start + 2] for start in range(len(word) - 1)] or [word]
