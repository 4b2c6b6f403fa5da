"""What stands around pieces and ratings: words, circumstances, criteria. Gathered, then written table by table."""

from __future__ import annotations

from typing import Any

from headway.district.evidence.line_checks import Known, told_circumstances
from headway.district.evidence.models import (
    CriterionRating,
    Evidence,
    EvidenceCircumstances,
    EvidenceWords,
    Rating,
    RatingCircumstances,
    RatingWords,
)
from headway.district.evidence.types import RatingLine

__all__ = ["Around", "words_of"]

ROWS_AT_ONCE = 500
_WORDS = ("title", "note", "link", "misconception", "misconception_uuid")


def words_of(line: Any) -> dict[str, Any]:
    """The words that a line tells about its piece; empty ones are left out."""
    told = {name: getattr(line, name) for name in _WORDS}
    told = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    return {name: value for name, value in told.items() if value}


class Around:
    """Rows that belong to pieces and ratings which have been written already."""

    def __init__(self, known: Known):
        self._known = known
        self._words: dict[int, EvidenceWords] = {}
        self._mended: set[int] = set()
        self._circumstances: dict[int, EvidenceCircumstances] = {}
        self._feedback: list[RatingWords] = []
        self._criteria: list[CriterionRating] = []
        self._made: list[RatingCircumstances] = []

    def piece(self, piece: Evidence, line: RatingLine) -> None:
        """The first line of a piece tells its words; of a piece that was here, only those that it lacks."""
        if told := words_of(line):
            self._tell(piece, told)
        is_told = piece.pk in self._circumstances or getattr(piece, "circumstances", None) is not None
        if not is_told and (told := told_circumstances(line)):
            self._circumstances[piece.pk] = EvidenceCircumstances(evidence=piece, **told)

    def _tell(self, piece: Evidence, told: dict[str, Any]) -> None:
        before: EvidenceWords | None = getattr(piece, "words", None)
        row = self._words.get(piece.pk) or before
        if row is None:
            self._words[piece.pk] = EvidenceWords(evidence_id=piece.pk, **told)
            return
        for name, value in told.items():
            if not getattr(row, name):
                setattr(row, name, value)
                if before is not None and row is before:
                    self._words[piece.pk] = row
                    self._mended.add(piece.pk)

    def rating(self, rating: Rating, line: RatingLine) -> None:
        if feedback := line.feedback.strip():
            self._feedback.append(RatingWords(rating=rating, feedback=feedback))
        if line.names_hidden or line.is_second_look:
            self._made.append(
                RatingCircumstances(
                    rating=rating, names_hidden=line.names_hidden, is_second_look=line.is_second_look
                )
            )
        rubric = self._known.criteria_of(line)
        for one in line.criteria:
            criterion = rubric.get(one.criterion)
            self._criteria.append(
                CriterionRating(
                    rating=rating,
                    criterion=one.criterion,
                    title=(criterion.title if criterion else one.title)[:1024],
                    is_essential=criterion.is_essential if criterion else one.is_essential,
                    level=one.level,
                )
            )

    def write(self) -> None:
        new = [row for key, row in self._words.items() if key not in self._mended]
        EvidenceWords.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
        EvidenceWords.objects.bulk_update([self._words[key] for key in self._mended], _WORDS)
        EvidenceCircumstances.objects.bulk_create(self._circumstances.values(), batch_size=ROWS_AT_ONCE)
        RatingWords.objects.bulk_create(self._feedback, batch_size=ROWS_AT_ONCE)
        CriterionRating.objects.bulk_create(self._criteria, batch_size=ROWS_AT_ONCE)
        RatingCircumstances.objects.bulk_create(self._made, batch_size=ROWS_AT_ONCE)
