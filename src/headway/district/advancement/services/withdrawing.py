"""Taking a sign-off back, with the seat."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import (
    Advancement,
    AdvancementWithdrawal,
)
from headway.district.advancement.policies import (
    may_take_back,
)
from headway.district.advancement.services.seats import give_back_seat
from headway.district.advancement.types import Grain
from headway.district.foundation.api import (
    Conflict,
    NotFound,
    audit,
    clock,
    forget,
)
from headway.district.people.api import Viewer, lock_learners

__all__ = ["withdraw"]

_NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


@transaction.atomic
def withdraw(*, viewer: Viewer, advancement_uuid: uuid.UUID) -> None:
    """Take a sign-off back, with the seat: she is on the level and in the section of before. Twice is once.

    By whoever signed or verified, also where she no longer teaches the learner, and by a leader of her school. The
    plan of an exception stays open: what it sees to is still open. Raises Conflict where a later sign-off stands on it.
    """
    row = (
        Advancement.objects.select_related("learner__school", "learner__person")
        .filter(uuid=advancement_uuid)
        .first()
    )
    if row is None or not may_take_back(viewer, row):
        raise NotFound(_NO_SUCH_PAGE)
    lock_learners({row.learner_id})
    if AdvancementWithdrawal.objects.filter(advancement=row).exists():
        return
    later = Advancement.objects.filter(
        learner_id=row.learner_id,
        grain=row.grain,
        domain_code=row.domain_code,
        pk__gt=row.pk,
        withdrawal__isnull=True,
    )
    if row.grain == Grain.LEVEL and later.exists():
        raise Conflict(
            _("A later sign-off in this domain stands on this one."),
            remedy=_("Take the later one back first."),
        )
    AdvancementWithdrawal.objects.create(
        advancement=row, recorded_at=clock.now(), withdrawn_by_id=viewer.person_id
    )
    give_back_seat(row, viewer.actor)
    audit.record(
        by=viewer.actor,
        act="advancement.withdrawn",
        subject_kind="advancement",
        subject_uuid=row.uuid,
        learner_uuid=row.learner.uuid,
        grain=row.grain,
        is_exception=row.is_exception,
    )
    forget()
