"""Narrowing a list of learners to those for whom an adult has something to do. About evidence and decisions only.

The learners that go in were read from `visible_learners`; what comes out is a part of them, so access is theirs.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from headway.district.continuum.api import current_map
from headway.district.proficiency.models import Standing

__all__ = ["with_decisions_waiting", "without_evidence_since"]


def with_decisions_waiting(learners: QuerySet) -> QuerySet:
    """Those with a competency whose `StandingInfo.waits_for_person`: a proposal or what was carried over wants an answer."""
    waiting = (
        Q(proposed_level__isnull=False)
        & (Q(determined_level__isnull=True) | ~Q(proposed_level=F("determined_level")))
        & (Q(answered_level__isnull=True) | ~Q(proposed_level=F("answered_level")))
    )
    return learners.filter(Exists(_standings().filter(waiting | Q(to_confirm=True) | Q(shows_less=True))))


def without_evidence_since(learners: QuerySet, since: dt.datetime) -> QuerySet:
    """Those of whose work nothing was observed after this moment: the newest evidence is older, or there is none."""
    return learners.exclude(Exists(_standings().filter(last_observed_at__gt=since)))


def _standings() -> QuerySet[Standing]:
    """The standings of the outer query's learner on the continuum in force (and what it grew out of)."""
    continuum = current_map()
    living = list(continuum.current_ids) if continuum else []
    return Standing.objects.filter(learner_id=OuterRef("pk"), competency_id__in=living)
