"""Statements made comparable: lower case, without lead-ins, signs in one form. For every script; nothing is translated.

`likeness.words` reads for nearness: accents folded, stems far-reaching, small words gone, so that a ranker finds what
is akin. Here two statements are to be called the same, or two steps of one skill, so less is taken away: a wrong "the
same" costs a competency. Accents stay: in Spanish they tell words apart. Numbers stay as they are: "within 20" and "within 100" are two steps.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["content_words", "numbers_in", "spoken_words", "without_lead_in", "words_in", "words_of"]


def words_in(text: str) -> frozenset[str]:
    """A set of words as they are written in a list of this project."""
    return frozenset(text.split())


# Written without spaces between words: single signs are as good as words there.
_WIDE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"\d+(?:[.,/]\d+)*|[{_WIDE}]|[^\W\d_{_WIDE}]+(?:['’][^\W\d_{_WIDE}]+)*|[+×÷=<>≤≥≠√°%$^]")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "−": "-", "⁄": "/", "∕": "/", "·": "×", "∙": "×", "⋅": "×"})

_LEAD_INS = re.compile(
    r"^\s*(?:"
    r"i\s+can\s+|we\s+can\s+|i\s+will\s+be\s+able\s+to\s+|i\s+am\s+able\s+to\s+"
    r"|(?:the\s+)?(?:students?|learners?|pupils?)\s+"
    r"(?:will\s+be\s+able\s+to|(?:is|are)\s+(?:expected|able)\s+to|can|will|should|who\s+demonstrate\s+understanding\s+can)\s*:?\s+"
    r"|swbat\s+"
    r"|(?:yo\s+)?puedo\s+|soy\s+capaz\s+de\s+|podemos\s+"
    r"|(?:el|la|los|las)\s+(?:estudiantes?|alumn[oa]s?)\s+(?:será\s+capaz\s+de|serán\s+capaces\s+de|puede|pueden|podrán?)\s+"
    r")",
    re.IGNORECASE,
)

# Words that carry no demand of their own; they never make two statements alike.
_SMALL_WORDS = words_in(
    """
    a an and are as at be by can each for from has have how in including into is it its of on or other
    such than that the their them these they this those through to use uses using was were what when
    where which who will with within would e g i al como con cómo cuando cuál de del desde donde el en
    entre es esta este esto ha la las le les lo los más me mi mis o para pero por puedo que qué se ser
    sin sobre son su sus también un una uno unos y ya
    """
)


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """Words, numbers and signs in order, without the lead-in ("I can", "The student is expected to")."""
    plain = unicodedata.normalize("NFKC", without_lead_in(text).translate(_SIGNS)).casefold()
    return tuple(_WORD.findall(plain))


def without_lead_in(text: str) -> str:
    while (bare := _LEAD_INS.sub("", text, count=1)) != text:
        text = bare
    return text


def content_words(text: str) -> frozenset[str]:
    """The words that tell what is learned. For text of small words only: all its words."""
    words = frozenset(words_of(text))
    return frozenset(_stem(word) for word in words - _SMALL_WORDS) or words


def spoken_words(text: str) -> dict[str, str]:
    """For each content word the first form in which the text says it, to show to people."""
    spoken: dict[str, str] = {}
    for word in words_of(text):
        spoken.setdefault(_stem(word), word)
    return spoken


def numbers_in(text: str) -> tuple[str, ...]:
    """Digits and number words, in order: what tells two steps of the same skill apart."""
    return tuple(word for word in words_of(text) if word[0].isdigit() or word in _NUMBER_WORDS)


_NUMBER_WORDS = words_in(
    """
    one two three four five six seven eight nine ten hundred thousand million half third fourth quarter
    tenths hundredths single double triple dos tres cuatro cinco seis siete ocho nueve diez cien ciento
    mil millón medio tercio cuarto décimos centésimos
    """
)


def _stem(word: str) -> str:
    """Plural and singular as one, in English and Spanish alike; short words stay."""
    if len(word) > 4 and word.endswith("es"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    if len(word) > 4 and word.endswith("e"):
        return word[:-1]
    return word
