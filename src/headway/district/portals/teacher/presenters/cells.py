"""One cell of the class grid: what is decided, what is proposed beside it, and the same in words."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.carried import carried_words
from headway.district.proficiency.api import StandingInfo

__all__ = ["Cell", "CellMaker", "cell_id", "state_words"]


@dataclass(frozen=True, slots=True)
class Cell:
    """decided: level, 0 for "evidence, but no level", None for nothing. proposed: level beside it, or None.

    mark: "ready" where work can begin, "pieces" where there is evidence but no level yet, "" otherwise.
    """

    id: str
    href: str
    decided: int | None
    proposed: int | None
    mark: str
    pieces: int
    words: str
    needs_eyes: bool


def cell_id(learner_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> str:
    """The id of the pair's cell on the page: the random ends of both identifiers are enough within one class."""
    return f"c-{learner_uuid.hex[-10:]}-{competency_uuid.hex[-10:]}"


class CellMaker:
    """Makes the cells of one page. Words are made once for each state, so that 700 cells cost little."""

    def __init__(self, scale: DistrictScale, address: Callable[[uuid.UUID, uuid.UUID], str]):
        self._scale = scale
        self._address = address
        self._words: dict[tuple, str] = {}

    def make(
        self,
        learner_uuid: uuid.UUID,
        competency_uuid: uuid.UUID,
        standing: StandingInfo | None,
        *,
        is_ready: bool,
    ) -> Cell:
        pieces = standing.pieces if standing else 0
        decided = standing.determined_level if standing else None
        proposed = standing.proposed_level if standing and standing.needs_decision else None
        no_level = decided is None and proposed is None
        mark = ""
        if no_level:
            mark = "pieces" if pieces else ("ready" if is_ready else "")
        carried = carried_words(standing)
        state = (decided, proposed, pieces if mark == "pieces" else 0, mark, carried)
        if state not in self._words:
            said = state_words(decided, proposed, pieces, mark, self._scale)
            self._words[state] = f"{said} {carried[0].upper()}{carried[1:]}." if carried else said
        return Cell(
            id=cell_id(learner_uuid, competency_uuid),
            href=self._address(learner_uuid, competency_uuid),
            decided=decided,
            proposed=proposed,
            mark=mark,
            pieces=pieces,
            words=self._words[state],
            needs_eyes=proposed is not None or (standing is not None and standing.to_confirm),
        )


def state_words(
    decided: int | None, proposed: int | None, pieces: int, mark: str, scale: DistrictScale
) -> str:
    """The state of one cell as it is read aloud."""

    def named(level: int) -> str:
        # Translators: a performance level with its place on the scale, e.g. "Developing, 2 of 4".
        return _("%(level)s, %(number)s of %(count)s") % {
            "level": scale.name_of(level),
            "number": level,
            "count": scale.size,
        }

    if decided is not None and proposed is not None:
        return _("%(level)s. A decision is waiting: %(proposed)s is proposed.") % {
            "level": named(decided),
            "proposed": named(proposed),
        }
    if decided is not None:
        return f"{named(decided)}."
    if proposed is not None:
        return _("A decision is waiting: %(proposed)s is proposed.") % {"proposed": named(proposed)}
    if mark == "pieces":
        return ngettext(
            "%(count)s piece of evidence, not enough yet for a level.",
            "%(count)s pieces of evidence, not enough yet for a level.",
            pieces,
        ) % {"count": pieces}
    if mark == "ready":
        return _("Ready to begin.")
    return _("No evidence yet; something else comes first.")
