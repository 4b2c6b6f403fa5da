"""Targets, offers and who waits for whom, as others may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from headway.district.agreements.types import Side
from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import Refused, clock

__all__ = [
    "AgreementColumns",
    "AlreadyPlanned",
    "Around",
    "EndInfo",
    "Goal",
    "GraduationNeed",
    "Need",
    "NotNegotiated",
    "OfferInfo",
    "Signed",
    "TargetInfo",
    "VisionInfo",
    "WaitingOffer",
]

Ints = NDArray[np.int64]


class AlreadyPlanned(Refused):
    """There is an open target for this already. target_uuid: where it stands, so that a page can lead there."""

    def __init__(self, sentence: Any, *, remedy: Any, target_uuid: uuid.UUID, problems: tuple[Any, ...] = ()):
        super().__init__(sentence, remedy=remedy, problems=problems)
        self.target_uuid = target_uuid


@dataclass(frozen=True, slots=True)
class Signed:
    """Who agreed to an offer, in whose name, when, and in which language it was read."""

    side: str
    person_id: int | None
    name: str
    at: dt.datetime
    language: str = "en"


@dataclass(frozen=True, slots=True)
class OfferInfo:
    """One offer, as it was made. outlook: what rate it needed and which range was forecast at that moment."""

    id: int
    uuid: uuid.UUID
    number: int
    side: str
    person_id: int | None
    name: str
    offered_at: dt.datetime
    from_on: dt.date
    by_on: dt.date
    shape: Mapping[str, Any]
    buffer_days: int
    support_minutes: int
    plan: str
    wants: tuple[str, ...]
    signatures: tuple[Signed, ...]
    stage: int
    policy_version: str
    reason: str = ""
    support: str = ""
    outlook: Mapping[str, Any] = field(default_factory=dict)

    def signed(self, side: str) -> Signed | None:
        """The latest signature of this side: an adult who took over a learner signs anew."""
        return next((one for one in reversed(self.signatures) if one.side == side), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The sides that still have to sign, in the order learner, adult, family."""
        return tuple(side for side in Side.values if side in self.wants and self.signed(side) is None)

    @property
    def is_agreed(self) -> bool:
        return not self.missing

    @property
    def agreed_at(self) -> dt.datetime | None:
        """The moment of the signature that made it whole; None until then."""
        if not self.is_agreed:
            return None
        return max(
            min((one.at for one in self.signatures if one.side == side), default=self.offered_at)
            for side in self.wants
        )

    @property
    def counts_from(self) -> dt.date:
        """The first day whose gains are work of this plan. A further offer that begins on its own day starts from what is
        proficient by then, so that nothing shown before it was made puts its plan ahead."""
        return counts_from(self.number, self.from_on, self.offered_at)

    def is_over(self, on: dt.date) -> bool:
        """Has the day come by which it would be reached? Then nobody signs it any more; what stands is another offer."""
        return self.by_on <= on

    @property
    def moved_alone(self) -> bool:
        """The learner moved an agreed date by the few days that her stage leaves to her."""
        return self.side == Side.LEARNER and Side.ADULT not in self.wants


def counts_from(number: int, from_on: dt.date, offered_at: dt.datetime) -> dt.date:
    """`OfferInfo.counts_from`, of an offer's number, first day and moment."""
    anew = number > 1 and clock.local_date(offered_at) == from_on
    return from_on + dt.timedelta(days=1 if anew else 0)


@dataclass(frozen=True, slots=True)
class EndInfo:
    """Why a target is no longer open, and who said so."""

    ending: str
    ended_at: dt.datetime
    name: str = ""
    reason: str = ""
    replaced_by: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class TargetInfo:
    """A target with every offer made for it, oldest first.

    competency_ids: what is to be reached, as ids of the continuum in force; of a level or the diploma as well.
    open_ids, met_ids: those among them that are not proficient yet, and those that are.
    """

    id: int
    learner_uuid: UUID
    uuid: UUID
    learner_id: int
    aim: str
    domain_code: str
    level: int | None
    competency_ids: tuple[int, ...]
    open_ids: tuple[int, ...]
    met_ids: tuple[int, ...]
    recorded_at: dt.datetime
    recorded_by: str
    offers: tuple[OfferInfo, ...]
    why: str = ""
    end: EndInfo | None = None
    # (competency, the day since which it is proficient), for those in met_ids.
    met_on: tuple[tuple[int, dt.date], ...] = ()
    # Somebody noted it differently at some time; whether that still holds, `notes_of` says.
    has_note: bool = False

    @property
    def latest(self) -> OfferInfo | None:
        return self.offers[-1] if self.offers else None

    @property
    def in_force(self) -> OfferInfo | None:
        """The highest offer that carries every signature it asks for; it stays while a newer one is talked over."""
        if self.end is not None:
            return None
        return next((one for one in reversed(self.offers) if one.is_agreed), None)

    @property
    def agreed_last(self) -> OfferInfo | None:
        """`in_force`, also of a target that has ended."""
        return next((one for one in reversed(self.offers) if one.is_agreed), None)

    @property
    def on_table(self) -> OfferInfo | None:
        """The highest offer, as long as somebody still has to sign it."""
        newest = self.latest
        return newest if newest is not None and self.end is None and not newest.is_agreed else None

    @property
    def is_open(self) -> bool:
        return self.end is None

    def met_before(self, offer: OfferInfo) -> frozenset[int]:
        """What was proficient before the line of this offer began: no work of its plan."""
        return frozenset(one for one, on in self.met_on if on < offer.counts_from)

    def met_within(self, offer: OfferInfo, on: dt.date) -> tuple[tuple[int, dt.date], ...]:
        """What became proficient as work of this offer's plan up to a day: (competency, since when)."""
        return tuple((one, day) for one, day in self.met_on if offer.counts_from <= day <= on)

    @property
    def is_met(self) -> bool:
        """Everything is proficient; a person confirms it."""
        return bool(self.competency_ids) and not self.open_ids


@dataclass(frozen=True, slots=True)
class WaitingOffer:
    """An offer that waits for the viewer's signature. side: in whose name she would sign."""

    target_uuid: uuid.UUID
    offer_uuid: uuid.UUID
    learner_id: int
    learner_uuid: uuid.UUID
    learner_name: str
    number: int
    side: str
    aim: str
    domain_code: str
    level: int | None
    by_on: dt.date
    offered_at: dt.datetime
    offered_by: str


@dataclass(frozen=True, slots=True)
class NotNegotiated:
    """A domain in which a learner works, without an agreement about what is to be reached by when.

    since: the later of the day on which the domain became active and the end of the last agreement there.
    target_uuid: the target that is being talked over, if there is one.
    """

    learner_id: int
    domain_code: str
    since: dt.date
    target_uuid: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """By (learner, domain code): the newest open target, and the day on which the last one ended.

    waits_for: whose signatures the newest offer still wants, where nothing is agreed yet and signatures were read.
    """

    talked_over: Mapping[tuple[int, str], uuid.UUID]
    last_end: Mapping[tuple[int, str], dt.date]
    waits_for: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        targets: Iterable[tuple[int, int, str, uuid.UUID, dt.datetime | None]],
        local: Callable[[dt.datetime], dt.date],
    ) -> Around:
        """From (row id, learner, domain code, uuid, when it ended) of targets, in any order."""
        talked_over: dict[tuple[int, str], uuid.UUID] = {}
        last_end: dict[tuple[int, str], dt.date] = {}
        for _row, learner, code, outside, ended_at in sorted(targets, key=lambda one: one[0]):
            if not code:
                continue
            if ended_at is None:
                talked_over[learner, code] = outside
            else:
                day = local(ended_at)
                last_end[learner, code] = max(day, last_end.get((learner, code), day))
        return cls(talked_over, last_end)


@dataclass(frozen=True, eq=False)
class AgreementColumns:
    """Agreements in force, a row each, for the nightly run. Days are days since 1970-01-01.

    open_row, open_competency: one entry per competency still open, with the row of its agreement; met_row and
    met_competency: those that are proficient, and since which day (met_day). shape: as the offer keeps it. has_note: an
    adult noted something beside it at some time; whether that still holds, `notes_of` says. counts_from: the first day
    whose gains are work of the plan (`OfferInfo.counts_from`). around: what else is known of
    these learners' targets.
    """

    learner: Ints
    target: Ints
    target_uuid: tuple[uuid.UUID, ...]
    aim: tuple[str, ...]
    domain: tuple[str, ...]
    from_on: Ints
    counts_from: Ints
    by_on: Ints
    agreed_on: Ints
    buffer_days: Ints
    shape: tuple[Mapping[str, Any], ...]
    plan: tuple[str, ...]
    open_row: Ints
    open_competency: Ints
    met_row: Ints
    met_competency: Ints
    met_day: Ints
    has_note: tuple[bool, ...]
    around: Around

    def __len__(self) -> int:
        return len(self.learner)


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal in a learner's own words, and the targets that lead there."""

    text: str
    target_uuids: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class VisionInfo:
    """What a learner wants of life, as she last wrote it. revision 0: nothing is written yet."""

    revision: int
    text: str = ""
    goals: tuple[Goal, ...] = ()
    written_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a date asks for, and what the learner's own history says about it.

    units: learning units still open. days: the learner's own instructional days until the date. per_week: units in
    five of them (None without days). low_on, high_on: the forecast range; None where it is refused, with why in words.
    chance: of reaching it by the date, for adults; None where nothing can be said. sentences: how it was worked out.
    first: what something of it builds on, that is not proficient yet and no part of it, so that no number here counts it.
    """

    units: float
    competencies: int
    days: float
    per_week: float | None
    low_on: dt.date | None = None
    high_on: dt.date | None = None
    chance: float | None = None
    refused: str = ""
    why_refused: str = ""
    version: str = ""
    sentences: tuple[str, ...] = ()
    first: tuple[CompetencyInfo, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As an offer keeps it for ever: rate and range. No chance, so that no page of a family can show one."""
        return {
            "units": round(self.units, 3),
            "competencies": self.competencies,
            "days": round(self.days, 2),
            "per_week": None if self.per_week is None else round(self.per_week, 3),
            "low_on": self.low_on.isoformat() if self.low_on else None,
            "high_on": self.high_on.isoformat() if self.high_on else None,
            "refused": self.refused,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class GraduationNeed:
    """What a planned graduation date asks for. need: without a forecast. support: of every agreement in force, the minutes
    a week and the last day of it; support_hours: all of it to these days."""

    on: dt.date
    plan: str
    need: Need
    support: tuple[tuple[int, dt.date], ...]
    support_hours: float
