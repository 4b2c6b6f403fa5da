"""Whether a school's record says anything about who was not seen: silence about a learner, or silence of the record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headway.mastery.pacing.signals.policy import SignalPolicy

__all__ = ["SchoolRecord", "SeenBy", "seen_by"]

# What else a school records speaks of who was not seen where it saw at least this share of its learners: where most of
# them are unseen in it, it is the record that is thin, whatever single rows it holds.
ENOUGH = 0.5


class SeenBy(StrEnum):
    """What tells at a school who was seen. attendance: it is noted. work: evidence, check-ins and contacts alone.
    nothing: the record is silent, and absence from it says nothing about a learner."""

    ATTENDANCE = "attendance"
    WORK = "work"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SchoolRecord:
    """One school on one day. unnoted_days: days of school since attendance was last noted there for anybody, or since the
    year began. learners: who had the policy's days there, so that she could have been seen; seen: those of them with
    evidence, a check-in or a contact in these days."""

    unnoted_days: float
    learners: int
    seen: int


def seen_by(record: SchoolRecord, policy: SignalPolicy) -> SeenBy:
    """Attendance that was noted for nobody in the policy's `not_seen_days` says nothing; neither does other work that
    reached fewer than half of the learners."""
    if record.unnoted_days < policy.not_seen_days:
        return SeenBy.ATTENDANCE
    if record.seen and record.seen >= ENOUGH * record.learners:
        return SeenBy.WORK
    return SeenBy.NOTHING
