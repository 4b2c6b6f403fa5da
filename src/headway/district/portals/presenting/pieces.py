"""Pieces of evidence as a timeline shows them: what, when, what the work shows, and what was written about it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, EarlierText, earlier_texts
from headway.district.evidence.api import EvidenceForm, EvidenceItem, Setting
from headway.district.foundation.api import clock, translated
from headway.district.portals.presenting.carried import made_under

__all__ = ["Piece", "piece", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One rating of one piece of work. `competency` is None where it left the continuum.

    made_under: the words of the earlier version that the work was rated with, where today's read otherwise.
    """

    on: dt.date
    title: str
    form: str
    setting: str
    level: int
    rater: str
    note: str
    link: str
    competency: CompetencyInfo | None
    competency_title: str
    set_aside: str = ""
    made_under: str = ""
    # Written beside this rating; `note` is about the whole piece, and her_words are the learner's own.
    feedback: str = ""
    her_words: str = ""
    evidence_uuid: uuid.UUID | None = None

    @property
    def said(self) -> str:
        """What was written to the learner, the words beside the rating first."""
        return "\n".join(filter(None, (self.feedback, self.note)))


def piece(
    item: EvidenceItem,
    continuum: ContinuumMap | None,
    set_aside: str = "",
    texts: Mapping[int, EarlierText] | None = None,
) -> Piece:
    """texts: the words of competencies of earlier versions that read otherwise than today's, or ended."""
    then = (texts or {}).get(item.competency_id)
    competency = None
    if continuum is not None:
        current = continuum.current_ids.get(item.competency_id, item.competency_id)
        competency = continuum.by_id.get(current)
    form = str(EvidenceForm(item.form).label) if item.form in EvidenceForm.values else ""
    return Piece(
        on=clock.local_date(item.observed_at),
        title=item.title or form,
        form=form,
        setting=str(Setting(item.setting).label) if item.setting in Setting.values else "",
        level=item.level,
        rater=item.rater_name,
        note="" if item.by_learner else item.note,
        feedback=item.feedback,
        her_words=item.note if item.by_learner else "",
        evidence_uuid=item.evidence_uuid,
        # Only addresses of the web: a link of another kind may run something.
        link=item.link if item.link.startswith(("https://", "http://")) else "",
        competency=competency,
        competency_title=translated(competency or then, "title") if competency or then else "",
        set_aside=set_aside,
        made_under=made_under(then),
    )


def pieces(items: Iterable[EvidenceItem], continuum: ContinuumMap | None) -> tuple[Piece, ...]:
    """As they come. One query more where something was shown under other words than today's."""
    items = tuple(items)
    named = {item.competency_id for item in items}
    texts = {}
    if continuum is not None:
        texts = earlier_texts(
            {one for one in named if one in continuum.lineage.changed or one not in continuum.current_ids}
        )
    return tuple(piece(item, continuum, texts=texts) for item in items)
