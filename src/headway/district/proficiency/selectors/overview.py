"""Schools side by side for those who lead them: in how many learners' work did something show lately?"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap, DomainInfo, DomainKind
from headway.district.evidence.api import observed_pairs
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, organisation_names, organisation_scope, visible_learners
from headway.district.people.types import Role
from headway.district.policy.api import scale_for
from headway.district.proficiency.columns import newly_proficient_pairs
from headway.district.proficiency.ground import continuum_in_force
from headway.district.proficiency.suppression import SMALLEST_SHOWN, suppress
from headway.district.proficiency.types import SchoolDomain, SchoolOverview, SchoolRow

__all__ = ["overview_by_school"]

# A season of school: long enough for larger work to show, short enough to act on.
WINDOW_DAYS = 90

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def overview_by_school(viewer: Viewer, as_of: dt.datetime | None = None) -> SchoolOverview:
    """In each school and academic domain: how many learners reached proficient on something new, how many showed
    evidence, and how many did not lately? For the schools below the viewer's duty as a leader.

    Fewer than ten learners are never shown, and can't be worked out from what is (`suppression`). For a past moment
    what was recorded by then is counted, for today's learners. Raises NotFound for those who lead nothing.
    """
    if not viewer.has(Role.LEADER):
        raise NotFound(_("There is no such page, or it is not open to you."))
    until = as_of or clock.now()
    since = until - dt.timedelta(days=WINDOW_DAYS)
    continuum, scale = continuum_in_force(), scale_for()
    domains = tuple(one for one in continuum.domains if one.kind == DomainKind.ACADEMIC)
    school_of = _learners(viewer)
    showing = _domains_of(observed_pairs(since, until, as_of), continuum, domains)
    reached = _domains_of(
        newly_proficient_pairs(since, until, as_of, continuum, scale.scale), continuum, domains
    )
    schools = _schools(school_of, domains, showing, reached)
    return SchoolOverview(
        domains=domains,
        schools=schools,
        shown_total=_total(schools, domains) if len(schools) > 1 else None,
        from_on=clock.local_date(since),
        to_on=clock.local_date(until),
        days=WINDOW_DAYS,
        smallest_shown=SMALLEST_SHOWN,
        sentences=(
            _(
                "Fewer than %(smallest)s learners: not shown. Where one small number is hidden, a second one is too."
            )
            % {"smallest": SMALLEST_SHOWN},
            _("Totals add up the numbers that are shown."),
        ),
    )


def _learners(viewer: Viewer) -> dict[int, int]:
    """Learners of today and their schools, below the viewer's duty as a leader."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=clock.today())
    schools = organisation_scope(viewer, Role.LEADER).values("pk")
    rows = visible_learners(viewer).filter(here, school__in=schools)
    return dict(rows.values_list("pk", "school_id"))


def _domains_of(pairs: Pairs, continuum: ContinuumMap, domains: Iterable[DomainInfo]) -> set[tuple[int, int]]:
    """Pairs of learner and competency as pairs of learner and domain, each once."""
    learner, competency = pairs
    competency, lives = continuum.living(competency)
    learner, competency = learner[lives], competency[lives]
    wanted = {one.id for one in domains}
    ids = np.array(sorted(continuum.by_id), dtype=np.int64)
    if len(ids) == 0 or len(learner) == 0:
        return set()
    of = np.array([continuum.by_id[one].domain_id or 0 for one in ids.tolist()], dtype=np.int64)
    domain = of[np.searchsorted(ids, competency)]
    span = int(domain.max()) + 1
    keys = np.unique(learner * span + domain)
    found = zip((keys // span).tolist(), (keys % span).tolist(), strict=True)
    return {pair for pair in found if pair[1] in wanted}


def _schools(
    school_of: dict[int, int],
    domains: tuple[DomainInfo, ...],
    showing: set[tuple[int, int]],
    reached: set[tuple[int, int]],
) -> tuple[SchoolRow, ...]:
    members: dict[int, list[int]] = defaultdict(list)
    for learner, school in school_of.items():
        members[school].append(learner)
    rows = []
    for school, (outside, name) in organisation_names(members).items():
        learners = members[school]
        is_small = len(learners) < SMALLEST_SHOWN
        rows.append(
            SchoolRow(
                organisation_uuid=outside,
                name=name,
                learners=None if is_small else len(learners),
                domains=tuple(_school_domain(one.id, learners, showing, reached) for one in domains),
            )
        )
    return tuple(rows)


def _school_domain(
    domain_id: int, learners: list[int], showing: set[tuple[int, int]], reached: set[tuple[int, int]]
) -> SchoolDomain:
    has_reached = sum((learner, domain_id) in reached for learner in learners)
    shows = sum(
        (learner, domain_id) in showing and (learner, domain_id) not in reached for learner in learners
    )
    return SchoolDomain(domain_id, *suppress((has_reached, shows, len(learners) - has_reached - shows)))


def _total(schools: tuple[SchoolRow, ...], domains: tuple[DomainInfo, ...]) -> SchoolRow:
    """Adds up what is shown and nothing else, so that a hidden number can't be had by subtraction."""

    def add(numbers: Iterable[int | None]) -> int | None:
        shown = [number for number in numbers if number is not None]
        return sum(shown) if shown else None

    return SchoolRow(
        organisation_uuid=None,
        name=_("All numbers shown"),
        learners=add(school.learners for school in schools),
        domains=tuple(
            SchoolDomain(
                domain.id,
                add(school.domains[place].reached for school in schools),
                add(school.domains[place].showing for school in schools),
                add(school.domains[place].quiet for school in schools),
            )
            for place, domain in enumerate(domains)
        ),
    )
