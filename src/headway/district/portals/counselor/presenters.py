"""One honest sentence about each learner, and what asks for an adult. Never a composite, never an order of merit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind
from headway.district.foundation.api import clock, translated
from headway.district.people.api import Supporter, SupportKind
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.voices import listed, quoted
from headway.district.proficiency.api import QUIET_AFTER, Frontier, StandingInfo

__all__ = ["SHOWS", "LearnerLine", "Waiting", "learner_line", "show_choices", "waiting_decisions"]

# "Lately": four weeks, so that a counsellor who looks once a month meets each step once.
LATELY = dt.timedelta(days=28)
TITLES = 2
SHOWS = ("quiet", "waiting")


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """One learner of the list. `waiting`: decisions that wait, in words, or empty."""

    name: str
    href: str
    home_group: str
    school: str
    sentence: str
    waiting: str
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that waits with a teacher: what the evidence points to, and since when."""

    competency: CompetencyInfo
    title: str
    sentence: str


def show_choices() -> list[tuple[str, str]]:
    return [("quiet", _("No evidence lately")), ("waiting", _("Decisions waiting"))]


def learner_line(
    learner: Any,
    href: str,
    home_groups: Collection[str],
    standings: Mapping[int, StandingInfo],
    supporters: Collection[Supporter],
    continuum: ContinuumMap | None,
    now: dt.datetime,
) -> LearnerLine:
    living = [
        (continuum.by_id[one], standing)
        for one, standing in standings.items()
        if continuum is not None and one in continuum.by_id
    ]
    sentence, is_quiet = _sentence(living, supporters, now)
    waiting = sum(standing.needs_decision for _competency, standing in living)
    return LearnerLine(
        name=learner.person.name,
        href=href,
        home_group=listed(list(home_groups)),
        school=learner.school.name if learner.school else "",
        sentence=sentence,
        waiting=ngettext("%(count)s decision is waiting", "%(count)s decisions are waiting", waiting)
        % {"count": waiting}
        if waiting
        else "",
        is_quiet=is_quiet,
    )


def _sentence(
    living: list[tuple[CompetencyInfo, StandingInfo]], supporters: Collection[Supporter], now: dt.datetime
) -> tuple[str, bool]:
    """What was reached lately; else what is under way; else for how long nothing was shown, and whom to ask."""
    reached = [
        (competency, standing)
        for competency, standing in living
        if standing.is_proficient and standing.proficient_since and standing.proficient_since > now - LATELY
    ]
    # Habits are never mixed in with subjects; they are told where there is nothing else.
    reached = [one for one in reached if one[0].kind == DomainKind.ACADEMIC] or reached
    if reached:
        reached.sort(key=lambda one: (one[1].proficient_since, one[0].position), reverse=True)
        return _reached_words([competency for competency, _standing in reached]), False
    seen = [one for one in living if one[1].last_observed_at is not None]
    if not seen:
        return _("There is no evidence yet. %(who)s") % {"who": _who(supporters)}, True
    competency, newest = max(seen, key=lambda one: (one[1].last_observed_at, one[0].position))
    at = newest.last_observed_at
    assert at is not None  # only those were kept
    if at > now - QUIET_AFTER:
        return _("Showed work on %(title)s on %(date)s.") % {
            "title": quoted(translated(competency, "title")),
            "date": date_format(clock.local_date(at), "DATE_FORMAT"),
        }, False
    weeks = (now - at).days // 7
    return ngettext(
        "Nothing was shown for %(count)s week. %(who)s",
        "Nothing was shown for %(count)s weeks. %(who)s",
        weeks,
    ) % {"count": weeks, "who": _who(supporters)}, True


def _reached_words(competencies: list[CompetencyInfo]) -> str:
    titles = listed([quoted(translated(one, "title")) for one in competencies[:TITLES]])
    more = len(competencies) - TITLES
    if more <= 0:
        return _("Reached in the last four weeks: %(titles)s.") % {"titles": titles}
    return ngettext(
        "Reached in the last four weeks: %(titles)s, and %(count)s more.",
        "Reached in the last four weeks: %(titles)s, and %(count)s more.",
        more,
    ) % {"titles": titles, "count": more}


def _who(supporters: Collection[Supporter]) -> str:
    """Who can make room for the next piece of work."""
    teachers = list(dict.fromkeys(one.name for one in supporters if one.kind == SupportKind.TEACHES))
    if teachers:
        return _("Taught by %(names)s.") % {"names": listed(teachers)}
    advisers = list(dict.fromkeys(one.name for one in supporters if one.kind == SupportKind.ADVISES))
    if advisers:
        return _("Advised by %(names)s.") % {"names": listed(advisers)}
    return _("Nobody teaches here yet: ask the registrar for a section.")


def waiting_decisions(frontier: Frontier, scale: DistrictScale) -> tuple[Waiting, ...]:
    """The decisions that wait for a teacher, those that wait longest first."""
    found = [
        (item.competency, item.standing)
        for item in (*frontier.working_on, *frontier.proficient)
        if item.standing is not None and item.standing.needs_decision
    ]
    return tuple(
        Waiting(
            competency,
            translated(competency, "title"),
            _("The evidence points to %(level)s.") % {"level": scale.name_of(standing.proposed_level)},
        )
        for competency, standing in sorted(found, key=_longest_first)
    )


def _longest_first(one: tuple[CompetencyInfo, StandingInfo]) -> tuple[dt.datetime, int]:
    return one[1].last_observed_at or clock.now(), one[0].position
