"""Where is this learner, on every competency? Now from the projection, for a past moment from what was known then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, visible_learners
from headway.district.policy.api import scale_for
from headway.district.proficiency.ground import continuum_in_force, ground
from headway.district.proficiency.models import Standing
from headway.district.proficiency.proposing import read_record
from headway.district.proficiency.standing_rows import infos_of
from headway.district.proficiency.types import StandingInfo

__all__ = ["known_then", "read_now", "standings_of", "standings_of_many"]

Standings = dict[int, StandingInfo]


def standings_of(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> Standings:
    """Standings by competency id; a competency without evidence or decision is not among them.

    Three queries now; for a past moment what was known then, computed from ratings and decisions (and the rule that
    held on that day). Raises NotFound for strangers.
    """
    return standings_of_many(viewer, (learner,), as_of)[learner.pk]


def standings_of_many(
    viewer: Viewer, learners: Collection[Any], as_of: dt.datetime | None = None
) -> dict[int, Standings]:
    """`standings_of` several learners at once, by learner id; as many queries as for one."""
    ids = [learner.pk for learner in learners]
    found: dict[int, Standings] = {one: {} for one in ids}
    if as_of is None:
        rows = read_now(ids, seen_by=viewer)
    else:
        _check_see_all(viewer, ids)
        rows = known_then(ids, as_of)
    for (learner_id, competency_id), standing in rows.items():
        found[learner_id][competency_id] = standing
    if as_of is None:
        # Nothing to show, or not hers to see: one query for all of them, however many have nothing yet.
        _check_see_all(viewer, [one for one in ids if not found[one]])
    return found


def _check_see_all(viewer: Viewer, learner_ids: Collection[int]) -> None:
    if learner_ids and visible_learners(viewer).filter(pk__in=learner_ids).count() < len(set(learner_ids)):
        raise NotFound(_("There is no such page, or it is not open to you."))


def read_now(
    learner_ids: Collection[int],
    competency_ids: Collection[int] | None = None,
    seen_by: Viewer | None = None,
) -> dict[tuple[int, int], StandingInfo]:
    """From the projection; `seen_by=None` only where the ids were read from `visible_learners`."""
    continuum, scale = continuum_in_force(), scale_for()
    rows = Standing.objects.filter(learner_id__in=learner_ids)
    if seen_by is not None:
        rows = rows.filter(learner_id__in=visible_learners(seen_by).filter(pk__in=learner_ids).values("pk"))
    if competency_ids is not None:
        families = {member for one in competency_ids for member in continuum.family(one)}
        rows = rows.filter(competency_id__in=families)
    return infos_of(rows, continuum, scale)


def known_then(
    learner_ids: Collection[int], as_of: dt.datetime, competency_ids: Collection[int] | None = None
) -> dict[tuple[int, int], StandingInfo]:
    """From ratings and decisions recorded by then. The learners' ids were read from `visible_learners`."""
    on = ground(as_of)
    families = None
    if competency_ids is not None:
        families = {member for one in competency_ids for member in on.continuum.family(one)}
    read = read_record(learner_ids, families, on, as_of)
    return {(info.learner_id, info.competency_id): info for info in read.standings.infos(on)}
