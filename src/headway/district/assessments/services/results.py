"""Results come in, all of a file or none; are taken back; and one of two that contradict each other is left to stand."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.assessments.columns import (
    ResultColumns,
    append_results,
    append_withdrawals,
    known_results,
)
from headway.district.assessments.models import AssessmentResult
from headway.district.assessments.policies import check_keep_ways, learners_with_results
from headway.district.assessments.types import Brought
from headway.district.foundation.api import (
    Actor,
    Conflict,
    NotFound,
    audit,
    clock,
    new_uuid,
    tables,
)
from headway.district.people.api import Viewer, lock_learners

__all__ = ["bring_results", "settle", "withdraw_brought"]


@transaction.atomic
def bring_results(columns: ResultColumns, *, by: Actor, source_sha256: str = "") -> Brought:
    """Append the results that are not here yet, as one act with one audit row.

    The same result again adds nothing. Rows that contradict each other all come in, in question until a person settles
    them. Percentiles and the like come in only as far as `columns.restricted` holds them: whoever reads the file asks
    `keeps_restricted` first.
    """
    lock_learners(sorted({int(one) for one in columns.learner.tolist()}))
    known = known_results(columns)
    act = new_uuid()
    added = append_results(columns, known, act, tables.microseconds(clock.now()))
    in_question = int((known.in_question & known.is_new).sum())
    if not added:
        return Brought(None, 0, len(columns), 0)
    audit.record(
        by=by,
        act="assessments.results_brought",
        subject_kind="assessment_results",
        subject_uuid=act,
        profile=columns.profile,
        added=added,
        known=len(columns) - added,
        in_question=in_question,
        sha256=source_sha256,
    )
    return Brought(act, added, len(columns) - added, in_question)


@transaction.atomic
def withdraw_brought(viewer: Viewer, act: uuid.UUID) -> int:
    """Take back everything that one import brought; how many results. Once more does nothing. Raises NotFound.

    The file may be brought again afterwards.
    """
    check_keep_ways(viewer)
    brought = AssessmentResult.objects.filter(act=act)
    if not brought.exists():
        raise NotFound(_("There is no such import."))
    ids = _locked(brought.filter(withdrawal__isnull=True))
    if ids:
        again = new_uuid()
        append_withdrawals(ids, viewer.person_id, again, tables.microseconds(clock.now()))
        audit.record(
            by=viewer.actor,
            act="assessments.results_taken_back",
            subject_kind="assessment_results",
            subject_uuid=act,
            taken_back=len(ids),
        )
    return len(ids)


@transaction.atomic
def settle(viewer: Viewer, result_uuid: uuid.UUID) -> None:
    """Of the rows that contradict each other this one stands; the others are taken back.

    Raises NotFound for results that are not hers to see, Conflict when somebody settled it otherwise meanwhile.
    """
    kept = AssessmentResult.objects.filter(uuid=result_uuid).select_related("learner").first()
    if kept is None or not learners_with_results(viewer).filter(pk=kept.learner_id).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    lock_learners([kept.learner_id])
    standing = _locked(
        AssessmentResult.objects.filter(
            learner_id=kept.learner_id, occasion=kept.occasion, withdrawal__isnull=True
        )
    )
    if kept.pk not in standing:
        raise Conflict(_("Somebody settled this otherwise meanwhile."), remedy=_("Look at what stands now."))
    others = [one for one in standing if one != kept.pk]
    if not others:
        return
    act = new_uuid()
    append_withdrawals(others, viewer.person_id, act, tables.microseconds(clock.now()))
    audit.record(
        by=viewer.actor,
        act="assessments.result_settled",
        subject_kind="assessment_result",
        subject_uuid=kept.uuid,
        learner_uuid=kept.learner.uuid,
        taken_back=len(others),
    )


def _locked(rows) -> Sequence[int]:
    """Their ids. PostgreSQL keeps others waiting; on SQLite a writing transaction is alone."""
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))
