"""What needs a teacher today, per section and home group, as sentences with the way there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.foundation.api import clock
from headway.district.proficiency.api import NextStepInfo, StandingInfo, is_quiet, needs_next_step

__all__ = ["Group", "Need", "group_of", "needs_today"]

# "Recently": two school weeks, so that a teacher who plans by the week meets each step twice at most.
RECENTLY = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Need:
    """One learner and one competency where something waits. since: when it began to wait, for the order."""

    learner_id: int
    competency: CompetencyInfo
    standing: StandingInfo
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Group:
    """A section or home group in one glance. stepped: learners who reached something lately; the rest are pairs.

    talks: the evidence shows less than what was decided. planless: not yet proficient, and no next step is planned.
    """

    learners: int
    waiting: tuple[Need, ...]
    quiet: tuple[Need, ...]
    stepped: tuple[int, ...]
    talks: tuple[Need, ...] = ()
    planless: tuple[Need, ...] = ()

    @property
    def sentence(self) -> str:
        """The one thing to know about the group today."""
        if not self.learners:
            return _("Nobody is enrolled today.")
        if self.talks and not self.waiting:
            count = len(self.talks)
            return ngettext(
                "%(count)s level is to be talked about.", "%(count)s levels are to be talked about.", count
            ) % {"count": count}
        if self.waiting:
            count = len(self.waiting)
            return ngettext("%(count)s decision is waiting.", "%(count)s decisions are waiting.", count) % {
                "count": count
            }
        if self.quiet:
            count = len({need.learner_id for need in self.quiet})
            return ngettext(
                "Work of %(count)s learner has had no new evidence for a while.",
                "Work of %(count)s learners has had no new evidence for a while.",
                count,
            ) % {"count": count}
        if self.stepped:
            count = len(self.stepped)
            return ngettext(
                "%(count)s learner reached something new in the last two weeks.",
                "%(count)s learners reached something new in the last two weeks.",
                count,
            ) % {"count": count}
        return _("Nothing is waiting.")


def group_of(
    learner_ids: Sequence[int],
    standings: Mapping[int, Mapping[int, StandingInfo]],
    continuum: ContinuumMap,
    now: dt.datetime,
    domain_id: int | None = None,
    plans: Mapping[int, Mapping[int, NextStepInfo]] | None = None,
) -> Group:
    """The group's standings, in one domain where a section is mostly about one; habits and academics alike."""
    waiting, quiet, stepped, talks, planless = [], [], [], [], []
    today = clock.local_date(now)
    for learner_id in learner_ids:
        reached, planned = False, (plans or {}).get(learner_id, {})
        for competency_id, standing in standings.get(learner_id, {}).items():
            competency = continuum.by_id.get(competency_id)
            if competency is None or (domain_id is not None and competency.domain_id != domain_id):
                continue
            if plans is not None and needs_next_step(standing, planned, today):
                planless.append(Need(learner_id, competency, standing, standing.determined_at or now))
            if standing.shows_less:
                talks.append(Need(learner_id, competency, standing, standing.determined_at or now))
            elif standing.waits_for_person:
                since = standing.last_observed_at or now
                waiting.append(Need(learner_id, competency, standing, since))
            elif is_quiet(standing, now):
                quiet.append(Need(learner_id, competency, standing, standing.last_observed_at or now))
            if standing.is_proficient and standing.proficient_since:
                reached = reached or standing.proficient_since > now - RECENTLY
        if reached:
            stepped.append(learner_id)
    return Group(
        learners=len(learner_ids),
        waiting=tuple(sorted(waiting, key=_longest_first)),
        quiet=tuple(sorted(quiet, key=_longest_first)),
        stepped=tuple(stepped),
        talks=tuple(sorted(talks, key=_longest_first)),
        planless=tuple(sorted(planless, key=_longest_first)),
    )


def needs_today(groups: Sequence[Group], kind: str) -> tuple[Need, ...]:
    """What waits in any of the groups, each pair once, the longest waiting first."""
    found = {(need.learner_id, need.competency.id): need for group in groups for need in getattr(group, kind)}
    return tuple(sorted(found.values(), key=_longest_first))


def _longest_first(need: Need) -> tuple[dt.datetime, int, int]:
    return need.since, need.learner_id, need.competency.position
