"""The locator: about ten questions that find the band of levels, before any strand is looked at closely.

One parameter over ordered levels: a learner's level, on a fine grid from 0 to 12; a question of level l is answered
rightly with the chance guess + (1 - slip - guess) / (1 + exp(-(level - l) × SHARP)). What the graph knows is used as
a cross-check: a right answer at a competency counts for all that it needs, and where that contradicts what was
answered there, the band is kept wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.placement.settings import Answer, Band, CheckSettings
from headway.mastery.placement.structure import Structure

LOWEST, HIGHEST = 0.0, 12.0
SHARP = 1.2
GRID = np.linspace(LOWEST - 1, HIGHEST + 1, 113)
# The band holds the level eight times in ten, as this model sees it, and is at least two levels wide.
TAIL = 0.10
NARROWEST = 2.0
# Each contradiction with the graph widens the band by this much to both sides.
CONTRADICTED = 0.5


@dataclass(frozen=True)
class Locator:
    """Answers so far, over a domain whose competencies have levels. Made anew by `answered`; nothing is changed.

    questions: how many it asks. A band that a file or a teacher suggests (`expects`) is where it begins, spread wide.
    """

    structure: Structure
    settings: CheckSettings = field(default_factory=CheckSettings)
    questions: int = 10
    expects: float | None = None
    answers: tuple[tuple[str, Answer], ...] = ()

    def __post_init__(self) -> None:
        if not any(level is not None for level in self.structure.levels):
            raise Refused(
                "levels",
                "The locator needs competencies with levels from 0 to 12; say which level each belongs to.",
            )
        if not 1 <= self.questions <= 50:
            raise Refused("questions", f"The locator asks from 1 to 50 questions, not {self.questions}.")
        for competency, _ in self.answers:
            if competency not in self.structure.place:
                raise Refused("competency", f"{competency} is not part of this domain.")

    def answered(self, competency: str, answer: Answer) -> Locator:
        return Locator(
            self.structure,
            self.settings,
            self.questions,
            self.expects,
            (*self.answers, (competency, Answer(answer))),
        )

    def next_question(self, *, can_ask: Mapping[str, int] | AbstractSet[str] | None = None) -> str | None:
        """The competency whose level tells most about the learner's; None when enough was asked or nothing is left.

        Among competencies of about the same level, those that need most and are not asked about yet come first:
        their answers say something about the others, too.
        """
        if len(self.answers) >= self.questions:
            return None
        askable = self._askable(can_ask)
        if not askable:
            return None
        belief = self._belief()
        middle = float(GRID[np.searchsorted(np.cumsum(belief), 0.5)])
        spread = np.array([abs(self.structure.positions[i] - middle) for i in askable])
        nearest = np.flatnonzero(spread <= spread.min() + 0.5)
        counts = [len(self._before(askable[i])) for i in nearest]
        return self.structure.competencies[askable[nearest[int(np.argmax(counts))]]]

    def band(self) -> Band:
        """The levels that fit the answers: eight times in ten, wider where answers contradict the graph."""
        running = np.cumsum(self._belief())
        low, middle, high = (float(GRID[np.searchsorted(running, q)]) for q in (TAIL, 0.5, 1 - TAIL))
        widen = CONTRADICTED * len(self.contradictions())
        half = max((high - low) / 2 + widen, NARROWEST / 2)
        centre = (low + high) / 2
        low, high = min(centre - half, middle), max(centre + half, middle)
        inside = [float(np.clip(level, LOWEST, HIGHEST)) for level in (low, middle, high)]
        return Band(*(round(level, 2) for level in inside))

    def contradictions(self) -> tuple[tuple[str, str], ...]:
        """Pairs (needed, for): the one not yet, the other right. One or two are slips and guesses; more say look."""
        right = {c for c, a in self.answers if a is Answer.RIGHT}
        short = {c for c, a in self.answers if a is not Answer.RIGHT} - right
        names = self.structure.competencies
        return tuple(
            (names[before], wants)
            for wants in sorted(right)
            for before in sorted(self._before(self.structure.place[wants]))
            if names[before] in short
        )

    def _before(self, node: int) -> set[int]:
        graph, found, waiting = self.structure.reduced, set(), [node]
        while waiting:
            for before in graph.prerequisites(waiting.pop()):
                if before not in found:
                    found.add(before)
                    waiting.append(before)
        return found

    def _askable(self, can_ask: Mapping[str, int] | AbstractSet[str] | None) -> list[int]:
        gone = {c for c, _ in self.answers}
        names = self.structure.competencies
        return [
            i
            for i, name in enumerate(names)
            if (name not in gone if can_ask is None else _left(can_ask, name))
            and (self.structure.levels[i] is not None)
        ]

    def _belief(self) -> NDArray[np.float64]:
        middle = (LOWEST + HIGHEST) / 2 if self.expects is None else self.expects
        spread = 5.0 if self.expects is None else 2.5
        log = -0.5 * ((GRID - middle) / spread) ** 2
        for competency, answer in self.answers:
            at = self.structure.positions[self.structure.place[competency]]
            chance = 1 / (1 + np.exp(-SHARP * (GRID - at)))
            without, with_ = self.settings.likelihoods(competency)[answer]
            log = log + np.log(without + (with_ - without) * chance)
        belief: NDArray[np.float64] = np.exp(log - log.max())
        return belief / belief.sum()


def strand_sessions(
    structure: Structure, band: Band, most: int = 200, *, reach: float = 2.0
) -> dict[str, tuple[str, ...]]:
    """Per strand: the competencies that its session covers, nearest to the band first dropped last, in order.

    All within `reach` levels of the band; where that is more than `most`, those nearest to the likely level. A
    competency without a level stands where its prerequisites do. Strands with nothing near the band are left out.
    """
    if most < 1:
        raise Refused("most", "A session covers at least one competency.")
    near: dict[str, list[int]] = {}
    for i, position in enumerate(structure.positions):
        if band.lowest - reach <= position <= band.highest + reach:
            near.setdefault(structure.strands[i] if structure.strands else "", []).append(i)
    rank = {node: place for place, node in enumerate(structure.continuum.order().tolist())}
    sessions = {}
    for name in sorted(near):
        nodes = sorted(near[name], key=lambda i: (abs(structure.positions[i] - band.likely), rank[i]))[:most]
        sessions[name] = tuple(structure.competencies[i] for i in sorted(nodes, key=rank.__getitem__))
    return sessions


def part(structure: Structure, competencies: Iterable[str]) -> Structure:
    """The structure of a session: the chosen competencies, with ways through left-out ones kept as arrows."""
    chosen = []
    for competency in competencies:
        if competency not in structure.place:
            raise Refused("competency", f"{competency} is not part of this domain.")
        chosen.append(structure.place[competency])
    return Structure.from_continuum(
        structure.continuum,
        chosen,
        levels=structure.levels or None,
        strands=structure.strands or None,
    )


def _left(can_ask: Mapping[str, int] | AbstractSet[str], name: str) -> bool:
    return can_ask.get(name, 0) > 0 if isinstance(can_ask, Mapping) else name in can_ask
