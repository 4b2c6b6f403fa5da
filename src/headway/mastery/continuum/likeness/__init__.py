"""How alike items are: by their words, their spelling, and where they stand. No judgement, no order of preference."""

from headway.mastery.continuum.likeness.places import (
    NOWHERE,
    Places,
    Span,
    code_parts,
    headings_of,
    places_of,
    spans,
)
from headway.mastery.continuum.likeness.sparse import Rows, Vocabulary, counted
from headway.mastery.continuum.likeness.weights import (
    bm25,
    bm25_rarity,
    tfidf,
    tfidf_rarity,
)
from headway.mastery.continuum.likeness.wording import BLOCK, Alike, Comparison, Wording, text_of
from headway.mastery.continuum.likeness.words import characters, plain, spoken_words, tokens

__all__ = [
    "BLOCK",
    "NOWHERE",
    "Alike",
    "Comparison",
    "Places",
    "Rows",
    "Span",
    "Vocabulary",
    "Wording",
    "bm25",
    "bm25_rarity",
    "characters",
    "code_parts",
    "counted",
    "headings_of",
    "places_of",
    "plain",
    "spans",
    "spoken_words",
    "text_of",
    "tfidf",
    "tfidf_rarity",
    "tokens",
]
