"""Pieces of evidence as a timeline shows them: what, when, what the work shows, and what was written about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.evidence.api import EvidenceForm, EvidenceItem, Setting
from headway.district.foundation.api import clock, translated

__all__ = ["Piece", "piece", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One rating of one piece of work. `competency` is None where it left the continuum."""

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


def piece(item: EvidenceItem, continuum: ContinuumMap | None, set_aside: str = "") -> Piece:
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
        note=item.note,
        # Only addresses of the web: a link of another kind may run something.
        link=item.link if item.link.startswith(("https://", "http://")) else "",
        competency=competency,
        competency_title=translated(competency, "title") if competency else "",
        set_aside=set_aside,
    )


def pieces(items: Iterable[EvidenceItem], continuum: ContinuumMap | None) -> tuple[Piece, ...]:
    return tuple(piece(item, continuum) for item in items)
