"""How much a shared word says: BM25 and TF-IDF by their published formulas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.likeness.sparse import Rows

__all__ = ["K1", "B", "bm25", "bm25_rarity", "tfidf", "tfidf_rarity"]

Real = NDArray[np.float64]

# The customary values (Robertson and Zaragoza 2009, section 3.3).
K1, B = 1.2, 0.75


def bm25_rarity(counts: Rows) -> Real:
    """ln(1 + (N - n + ½) / (n + ½)) per column, n of N rows using it: never negative, so that a word in most texts
    counts for little instead of against."""
    n = counts.used()
    return np.log1p((len(counts) - n + 0.5) / (n + 0.5))


def bm25(counts: Rows, k1: float = K1, b: float = B) -> Rows:
    """The texts that are searched, weighted so that the inner product with a question's counts is its BM25.

    Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), formula 3.15:
    Σ rarity · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / mean length)), over the question's words, a word that
    is asked twice counting twice.
    """
    length = counts.sums()
    mean = length.mean() if len(counts) and length.any() else 1.0
    norm = k1 * (1 - b + b * length / mean)
    tf = counts.values
    return counts.with_values(
        bm25_rarity(counts)[counts.columns] * tf * (k1 + 1) / (tf + norm[counts.row_of])
    )


def tfidf_rarity(counts: Rows) -> Real:
    """ln((1 + N) / (1 + n)) + 1 per column: the smoothed form of Salton and Buckley's inverse document frequency."""
    return np.log((1 + len(counts)) / (1 + counts.used())) + 1


def tfidf(counts: Rows, rarity: Real | None = None) -> Rows:
    """Counts × rarity at length one (Salton and Buckley 1988, tfc); inner products are cosines, 0 to 1.

    rarity: as learned from a larger collection of texts; by default from these.
    """
    rarity = tfidf_rarity(counts) if rarity is None else rarity
    return counts.with_values(counts.values * rarity[counts.columns]).unit()
