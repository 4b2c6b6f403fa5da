"""What a "ready, and waiting" signal is about, as of now: the way on, or the decisions, that want an adult."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from headway.district.advancement.api import Passage, ready_waits
from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, learners_here
from headway.district.proficiency.api import standings_of
from headway.district.signals.models import Signal
from headway.district.signals.policies import signal_of
from headway.district.signals.types import SignalKind

__all__ = ["WhatWaits", "what_waits"]


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """passage: on which the learner waits to move on, None where the signal is about decisions. competencies: whose
    decisions wait in the signal's domain, in the order of the continuum."""

    passage: Passage | None = None
    competencies: tuple[CompetencyInfo, ...] = ()

    def __bool__(self) -> bool:
        return self.passage is not None or bool(self.competencies)


def what_waits(viewer: Viewer, signal_uuid: uuid.UUID) -> WhatWaits:
    """False where nothing of it waits any more, and for signals of another kind. Raises NotFound for strangers."""
    row = signal_of(viewer, signal_uuid)
    if row.kind != SignalKind.WAITING:
        return WhatWaits()
    what, _colon, key = row.subject.partition(":")
    return _passage(row, key) if what == "move" else _decisions(viewer, row)


def _passage(row: Signal, key: str) -> WhatWaits:
    waits = ready_waits(learners_here(clock.today(), (row.learner_id,)))
    return WhatWaits(passage=next((one.passage for one in waits if one.key == key), None))


def _decisions(viewer: Viewer, row: Signal) -> WhatWaits:
    continuum = current_map()
    if continuum is None:
        return WhatWaits()
    domains = {one.id for one in continuum.domains if one.code == row.domain_code}
    waiting = {pk for pk, one in standings_of(viewer, row.learner).items() if one.waits_for_person}
    return WhatWaits(
        competencies=tuple(
            one for one in continuum.competencies if one.id in waiting and one.domain_id in domains
        )
    )
