"""Words about habits that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

__all__ = [
    "NOBODY",
    "HabitColumns",
    "HabitLine",
    "HabitPicture",
    "HabitsNoted",
    "ObservationItem",
    "ObserverRole",
]

NOBODY = -1


class ObserverRole(models.TextChoices):
    """Who saw it. The learner's own view stands beside the adults', never mixed with it."""

    ADULT = "adult", _("An adult")
    OWN = "own", _("The learner")
    PEER = "peer", _("A classmate")


@dataclass(frozen=True, slots=True)
class HabitLine:
    """One observation to note: how firmly one habit showed, on one occasion.

    `request_key` makes a repeated send the same act.
    """

    learner_id: int
    habit_id: int
    level: int
    seen_at: dt.datetime
    note: str = ""
    section_id: int | None = None
    role: str = ObserverRole.ADULT
    request_key: str = ""


@dataclass(frozen=True, slots=True)
class HabitsNoted:
    """What an act of noting left behind, in the order of its lines. repeated[i]: line i had been sent before."""

    uuids: tuple[uuid.UUID, ...]
    repeated: tuple[bool, ...]
    act_uuid: uuid.UUID | None


@dataclass(frozen=True, eq=False)
class HabitColumns:
    """Many observations as columns of one length: row ids, levels, and instants as datetime64[us] in UTC."""

    learner: NDArray[np.int64]
    habit: NDArray[np.int64]
    level: NDArray[np.int64]
    seen_at: NDArray[np.datetime64]
    recorded_at: NDArray[np.datetime64]
    seen_by: NDArray[np.int64]
    words: dict[int, str] = field(default_factory=dict)
    # A lasting name of each row (up to 32 bytes), so that it is not noted a second time.
    request_key: NDArray[np.uint8] | None = None

    def __len__(self) -> int:
        return len(self.learner)


@dataclass(frozen=True, slots=True)
class ObservationItem:
    """One observation as pages show it. Withdrawn ones say when."""

    uuid: uuid.UUID
    habit_id: int
    level: int
    role: str
    seen_at: dt.datetime
    recorded_at: dt.datetime
    seen_by_name: str
    seen_by_id: int | None
    note: str = ""
    withdrawn_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class HabitPicture:
    """One habit of one learner: what was seen of it.

    lately: how it showed most often in the adults' recent observations (ties go to the more recent); None below two.
    own: what the learner said last. times: observations that stand, by adults. first, last: the adults' first and last.
    """

    habit_id: int
    habit_uuid: uuid.UUID
    code: str
    lately: int | None
    own: int | None
    times: int
    first: int | None
    last: int | None
    last_seen_at: dt.datetime | None
