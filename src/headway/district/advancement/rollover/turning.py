"""Doing it: rosters close, home groups go on, and nobody's level, step, plan or history moves by it (R025, R055)."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from headway.district.advancement.models import BandMembership, Rollover, RolloverWithdrawal, Transition
from headway.district.advancement.rollover.fingerprints import different, fingerprint
from headway.district.advancement.rollover.planning import (
    ONE_DAY,
    ROLES,
    RolloverInfo,
    RolloverPlan,
    info_of,
    plan_rollover,
)
from headway.district.advancement.types import GroupEnd
from headway.district.foundation.api import (
    Actor,
    Conflict,
    NotFound,
    Refused,
    audit,
    clock,
    forget,
)
from headway.district.people.api import Viewer, organisation_scope, turn_year, turn_year_back

__all__ = ["rollover", "take_back_rollover"]

IDS_AT_ONCE = 10_000


def rollover(*, organisation: Any, to_year: int, by: Actor, expected: str = "") -> RolloverInfo:
    """Close the year that ends before `to_year` at an organisation and everything below it. One act, one audit row.

    expected: `RolloverPlan.key` of the page that a person looked at. Raises Refused where the next year has no
    terms or this one still goes on, Conflict where it was done already or the plan has changed since. Where any row
    of the record or any learner's standing were different afterwards, nothing is written at all.
    """
    with _one_sight(), transaction.atomic():
        plan = plan_rollover(organisation, to_year)
        _check(plan, expected)
        before = fingerprint()
        changed = turn_year(plan.year, plan.moving)
        changed["transitions"], changed["bands"] = _end_transitions(plan)
        forget()
        after = fingerprint()
        learners, tables = different(before, after)
        if learners or tables:
            raise RuntimeError(f"the change of the year touched the record: {learners} learners, {tables}")
        row = _append(plan, by, changed, before.digest, after.digest)
    return info_of(row)


@contextlib.contextmanager
def _one_sight() -> Iterator[None]:
    """What others write meanwhile is no difference of ours: PostgreSQL shows one state of the record throughout."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _check(plan: RolloverPlan, expected: str) -> None:
    if plan.done is not None:
        raise Conflict(
            _("The change to the school year %(from)s–%(to)s was made already.")
            % {"from": plan.year.from_year, "to": plan.year.to_year},
            remedy=_("Nothing was done a second time."),
        )
    if plan.problems:
        first = plan.problems[0]
        raise Refused(first.sentence, remedy=first.remedy, problems=plan.problems)
    if expected and expected != plan.key:
        raise Conflict(
            _("The roster has changed since you looked at this plan."),
            remedy=_("Look at the new numbers, and confirm them."),
        )


def _end_transitions(plan: RolloverPlan) -> tuple[list[int], list[int]]:
    """Changes of school that were planned have happened; a band of the school she leaves ends for her. Their ids."""
    learners = sorted(plan.moving)
    transitions: list[int] = []
    bands: list[int] = []
    for first in range(0, len(learners), IDS_AT_ONCE):
        some = learners[first : first + IDS_AT_ONCE]
        going = Transition.objects.filter(learner_id__in=some, ended_at__isnull=True)
        leaving = BandMembership.objects.filter(
            learner_id__in=some, to_on__isnull=True, from_on__lte=plan.year.last_day
        )
        transitions += going.values_list("pk", flat=True)
        bands += leaving.values_list("pk", flat=True)
        going.update(ended_at=clock.now())
        leaving.update(to_on=plan.year.last_day, ended=GroupEnd.LEFT)
    return transitions, bands


def _append(plan: RolloverPlan, by: Actor, changed: dict[str, Any], before: str, after: str) -> Rollover:
    year = plan.year
    counts: dict[str, Any] = {
        "sections": len(changed["sections"]),
        "enrolments": sum(map(len, changed["enrolments"].values())),
        "home_groups": year.home_groups,
        "members": year.members,
        "periods": len(changed["members"]),
        "moving": len(plan.moving),
    }
    earlier = Rollover.objects.filter(organisation=year.organisation, to_year=year.to_year).count()
    try:
        with transaction.atomic():
            row = Rollover.objects.create(
                organisation=year.organisation,
                from_year=year.from_year,
                to_year=year.to_year,
                attempt=earlier + 1,
                done_at=clock.now(),
                done_by=by.key,
                learners=year.learners,
                before=before,
                after=after,
                report={"counts": counts, "different": 0, "changed": changed},
            )
    except IntegrityError as problem:
        raise Conflict(
            _("The same change of the year arrived twice at the same moment."),
            remedy=_("Open the page again."),
        ) from problem
    audit.record(
        by=by,
        act="advancement.year_changed",
        subject_kind="organisation",
        subject_uuid=year.organisation.uuid,
        from_year=year.from_year,
        to_year=year.to_year,
        learners=year.learners,
        different=0,
        digest=after,
        **counts,
    )
    return row


@transaction.atomic
def take_back_rollover(viewer: Viewer, rollover_uuid: uuid.UUID) -> None:
    """Rosters, home groups and schools are as they were before. Within a day, while nothing was built upon it."""
    row = (
        Rollover.objects.filter(uuid=rollover_uuid, organisation__in=organisation_scope(viewer, *ROLES))
        .select_related("organisation")
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if RolloverWithdrawal.objects.filter(rollover=row).exists():
        raise Conflict(_("This was taken back already."), remedy=_("Open the page again."))
    now = clock.now()
    if now - row.done_at > ONE_DAY:
        raise Refused(
            _("A change of the year can be taken back within a day."),
            remedy=_("Correct single sections and home groups in the register."),
        )
    changed = row.report["changed"]
    _check_nothing_since(changed)
    turn_year_back(changed)
    for model, ids, before in (
        (Transition, changed["transitions"], {"ended_at": None}),
        (BandMembership, changed["bands"], {"to_on": None, "ended": ""}),
    ):
        for first in range(0, len(ids), IDS_AT_ONCE):
            model.objects.filter(pk__in=ids[first : first + IDS_AT_ONCE]).update(**before)
    try:
        with transaction.atomic():
            RolloverWithdrawal.objects.create(rollover=row, recorded_at=now, done_by=viewer.actor.key)
    except IntegrityError as problem:
        raise Conflict(_("This was taken back already."), remedy=_("Open the page again.")) from problem
    audit.record(
        by=viewer.actor,
        act="advancement.year_change_taken_back",
        subject_kind="organisation",
        subject_uuid=row.organisation.uuid,
        to_year=row.to_year,
    )
    forget()


def _check_nothing_since(changed: dict[str, Any]) -> None:
    """A change of school that was planned since, or a band that was joined since, would stand beside the old one."""
    for model, ids, is_open in (
        (Transition, changed["transitions"], {"ended_at": None}),
        (BandMembership, changed["bands"], {"to_on": None}),
    ):
        for first in range(0, len(ids), IDS_AT_ONCE):
            before = model.objects.filter(pk__in=ids[first : first + IDS_AT_ONCE])
            learners = list(before.values_list("learner_id", flat=True))
            if model.objects.filter(learner_id__in=learners, **is_open).exists():
                raise Refused(
                    _("The roster has changed since you looked at this plan."),
                    remedy=_("Correct single sections and home groups in the register."),
                )
