"""Bringing the standings of everybody in step with the record and the rules in effect, in parts that each are whole.

Every part is one transaction: it reads the rules anew, locks its learners, writes their standings and moves the mark.
So an interruption leaves whole parts behind and a mark that says how far they reach, and the next run goes on from
there. When the rules, the continuum or (for rules that ask for recent evidence) the day change under way, the mark is
for something else than is in effect, and the same run begins again with the first learner: it ends with one version.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection

from django.db import transaction

from headway.district.evidence.api import rated_learners
from headway.district.foundation.api import SYSTEM, Actor, audit, clock, forget
from headway.district.people.api import lock_learners
from headway.district.proficiency.columns import decided_learners
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.models import Recomputing, Standing
from headway.district.proficiency.services.projection import rewrite

__all__ = ["begin_again", "recompute", "take_effect"]

# Learners whose bodies of evidence are in memory at once: some hundred thousand ratings.
LEARNERS_AT_ONCE = 500

Progress = Callable[[int, int], None]


def recompute(
    learner_ids: Collection[int] | None = None,
    progress: Progress | None = None,
    *,
    by: Actor = SYSTEM,
) -> int:
    """Rebuild the standings of these learners (of everybody by default) from what was recorded; how many rows.

    Decisions are kept: what people decided is read, never computed. Ratings that arrive meanwhile are not lost,
    because each part is read and written under lock. `progress(done, total)` counts learners. Of everybody: goes on
    where an earlier run was interrupted.
    """
    if learner_ids is None:
        learners, written, version = _everybody(progress)
    else:
        learners, written, version = _these(sorted(set(learner_ids)), progress)
    with transaction.atomic():
        audit.record(
            by=by,
            act="proficiency.recomputed",
            learners=learners,
            standings=written,
            rule_version=version,
        )
    return written


def take_effect(*, by: Actor = SYSTEM) -> int:
    """Bring the standings in step of learners with something on what a new version merged; how many learners.

    Pages read right before it, too: a row of an earlier version counts where it lives on, and what was merged is
    worked out while it is read. After it they need not, and lists find what is to be confirmed. With nothing to do,
    one query besides those of the ground.
    """
    on = ground()
    lines = on.continuum.lineage.lines
    parts = [row for row, current in on.continuum.current_ids.items() if lines[row] != current]
    rows = Standing.objects.filter(competency_id__in=parts).order_by()
    learners = sorted(rows.values_list("learner_id", flat=True).distinct())
    if learners:
        recompute(learners, by=by)
    return len(learners)


def begin_again() -> None:
    """Something was written without bringing standings in step: the next recomputation begins with the first learner."""
    Recomputing.objects.update(ground="", through=0, standings=0, finished_at=None)


def _these(learners: list[int], progress: Progress | None) -> tuple[int, int, str]:
    on, written, begin = _ground_now(), 0, 0
    while begin < len(learners):
        part = learners[begin : begin + LEARNERS_AT_ONCE]
        with transaction.atomic():
            lock_learners(part)
            now = _ground_now()
            if _name_of(now) != _name_of(on):
                on, written, begin = (
                    now,
                    0,
                    0,
                )  # other rules hold since the parts before: they are written again
                continue
            written += rewrite(part, on)
        begin += len(part)
        if progress:
            progress(begin, len(learners))
    return len(learners), written, on.version


def _everybody(progress: Progress | None) -> tuple[int, int, str]:
    learners = sorted(set(rated_learners()) | set(decided_learners()))
    _take_up(_ground_now())
    while True:
        with transaction.atomic():
            mark = Recomputing.objects.select_for_update().get()
            on = _ground_now()
            if mark.ground != _name_of(on):
                _begin(mark, on)
            begin = bisect_right(learners, mark.through)
            part = learners[begin : begin + LEARNERS_AT_ONCE]
            if part:
                lock_learners(part)
                mark.standings += rewrite(part, on)
                mark.through = part[-1]
            else:
                mark.finished_at = clock.now()
            mark.save()
        if not part:
            return len(learners), mark.standings, on.version
        if progress:
            progress(begin + len(part), len(learners))


@transaction.atomic
def _take_up(on: Ground) -> None:
    """The mark of an interrupted run for the same ground stays; what was finished begins anew."""
    Recomputing.objects.get_or_create(place=1, defaults={"ground": "", "begun_at": clock.now()})
    mark = Recomputing.objects.select_for_update().get()
    if mark.finished_at is not None or mark.ground != _name_of(on):
        _begin(mark, on)
        mark.save()


def _begin(mark: Recomputing, on: Ground) -> None:
    mark.ground, mark.through, mark.standings = _name_of(on), 0, 0
    mark.begun_at, mark.finished_at = clock.now(), None


def _ground_now() -> Ground:
    """As it stands in the database at this moment, not as a page remembers it."""
    forget()
    return ground()


def _name_of(on: Ground) -> str:
    """What standings are made with. Where it changes, standings made before it are made again."""
    day = f" on {on.moment}" if on.book.asks_for_today else ""
    return f"{on.version} for {on.continuum.version.uuid}{day}"
