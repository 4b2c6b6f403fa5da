"""Which competencies of a learner an adult should look at because nothing has moved: about the work, never the child."""

from __future__ import annotations

import datetime as dt

from headway.district.proficiency.types import StandingInfo

__all__ = ["QUIET_AFTER", "STALLED_AFTER", "is_quiet", "is_stalled"]

# Four weeks hold about two cycles of teaching, practising and showing again; a shorter time would name work that
# is simply under way.
STALLED_AFTER = dt.timedelta(days=28)
# Three weeks without a piece of evidence is longer than a break between terms, and short enough to ask again in time.
QUIET_AFTER = dt.timedelta(days=21)


def is_stalled(standing: StandingInfo | None, now: dt.datetime) -> bool:
    """Evidence keeps coming and the decided level stays: not yet proficient, the same level for `STALLED_AFTER`, and
    evidence since that decision. Where a decision is waiting, the decision is what is needed, so it isn't stalled.
    """
    if standing is None or standing.is_proficient or standing.needs_decision:
        return False
    if standing.determined_at is None or standing.last_observed_at is None:
        return False
    return (
        standing.determined_at <= now - STALLED_AFTER and standing.last_observed_at > standing.determined_at
    )


def is_quiet(standing: StandingInfo | None, now: dt.datetime) -> bool:
    """Work was begun, isn't proficient yet, and no evidence came for `QUIET_AFTER`."""
    if standing is None or standing.is_proficient or standing.last_observed_at is None:
        return False
    return standing.last_observed_at <= now - QUIET_AFTER
