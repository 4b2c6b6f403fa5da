"""One learner's body of evidence for one competency, piece by piece, as predicates read it one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headway.mastery.facts import NO_EVIDENCE_NAMED, Rating
from headway.mastery.proficiency.proposal import SetAside

# Microseconds of a day: the unit in which a district keeps its instants.
A_DAY = 86_400_000_000


@dataclass(frozen=True)
class Piece:
    """A piece of work: its latest standing rating, which says its level, and all that stand, oldest first."""

    latest: Rating
    ratings: tuple[Rating, ...]

    @property
    def level(self) -> int:
        return self.latest.level

    @property
    def raters(self) -> dict[int, int]:
        """What each known person saw in it when she last looked. Unknown raters (-1) are nobody in particular."""
        return {rating.rater: rating.level for rating in self.ratings if rating.rater >= 0}


@dataclass(frozen=True)
class Body:
    """Pieces, oldest first. today: the instant from which recency is counted; None counts from the newest piece."""

    pieces: tuple[Piece, ...]
    today: int | None = None
    a_day: int = A_DAY

    @property
    def levels(self) -> list[int]:
        return [piece.level for piece in self.pieces]

    def days_ago(self, days: int) -> int:
        """The instant that many days back. A body without pieces has no recency to speak of."""
        newest = self.pieces[-1].latest.observed_at if self.pieces else 0
        return (newest if self.today is None else self.today) - days * self.a_day


def age(rating: Rating) -> tuple[int, int]:
    """Ratings in the order in which the work was shown; at the same moment, in the order of rating it."""
    return rating.observed_at, rating.rating_id


def body_of(
    ratings: Iterable[Rating], today: int | None = None, a_day: int = A_DAY
) -> tuple[Body, list[tuple[Rating, SetAside]]]:
    """The body, and the ratings that are no piece of their own with the reason why."""
    standing: dict[object, list[Rating]] = {}
    set_aside: list[tuple[Rating, SetAside]] = []
    for rating in sorted(ratings, key=age):
        if not rating.stands:
            set_aside.append((rating, SetAside.WITHDRAWN))
            continue
        named = rating.evidence != NO_EVIDENCE_NAMED
        name = rating.evidence if named else ("unnamed", rating.rating_id)
        standing.setdefault(name, []).append(rating)
    pieces = [Piece(ratings[-1], tuple(ratings)) for ratings in standing.values()]
    set_aside += [(rating, SetAside.SAME_PIECE) for piece in pieces for rating in piece.ratings[:-1]]
    return Body(tuple(sorted(pieces, key=lambda piece: age(piece.latest))), today, a_day), set_aside
