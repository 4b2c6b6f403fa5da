"""Learns the shipped weights of the prerequisite suggestions anew and prints the module that holds them.

HEADWAY_SHARED=… python -m benchmarks.fit_suggestions > src/headway/mastery/continuum/suggestions/coefficients.py

From the Coherence Map alone, whose licence (CC0) lets anybody use what is learned from it. A test holds the module to
what this prints.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from benchmarks.frameworks import coherence_map
from headway.mastery.continuum.suggestions.board import Board
from headway.mastery.continuum.suggestions.learning import SHARES, learned_from, learning_examples
from headway.mastery.continuum.suggestions.ranker import Ranker
from headway.mastery.continuum.suggestions.signs import FROM_ARROWS, FROM_WORDS_AND_PLACES

FILES = ("standards.csv", "edges_prerequisite.csv")


def rankers(shared: Path) -> dict[str, Ranker]:
    items, arrows = coherence_map(shared)
    board = Board(items, arrows)
    return {
        "WITHOUT_ARROWS": learned_from(learning_examples(board, board.known), FROM_WORDS_AND_PLACES),
        "WITH_ARROWS": learned_from(
            learning_examples(board, board.known, shares=SHARES), FROM_WORDS_AND_PLACES + FROM_ARROWS
        ),
    }


def digest(shared: Path) -> str:
    folder = shared / "data/prereqs/atc-coherence-map"
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()


def module(shared: Path) -> str:
    """The text of coefficients.py."""
    lines = [
        '"""Weights learned from the Coherence Map; written by benchmarks/fit_suggestions.py, not by hand.',
        "",
        "Learned from: Achieve the Core, Coherence Map (480 standards, 757 arrows), CC0 1.0; standards.csv and",
        f"edges_prerequisite.csv, sha256 {digest(shared)}.",
        "WITHOUT_ARROWS serves a framework in which no arrow is drawn yet, WITH_ARROWS one with some. Each number is",
        "what one unit of the sign adds to the logarithm of the odds that a person would draw the arrow.",
        '"""',
        "",
        "from headway.mastery.continuum.suggestions.ranker import Ranker",
        "",
        '__all__ = ["WITHOUT_ARROWS", "WITH_ARROWS"]',
    ]
    for name, ranker in rankers(shared).items():
        lines += ["", f"{name} = Ranker.of(", "    {"]
        lines += [
            f'        "{sign}": {weight:.4f},'
            for sign, weight in zip(ranker.names, ranker.weights.tolist(), strict=True)
        ]
        lines += ["    },", f"    {ranker.intercept:.4f},", ")"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(module(Path(os.environ["HEADWAY_SHARED"])), end="")
