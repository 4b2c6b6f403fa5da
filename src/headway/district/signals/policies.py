"""Who may see and answer signals: adults of the school by their work. Learners and families see nothing of them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Conflict, NotFound, clock
from headway.district.people.api import Viewer, guarded_by, learners_of_staff
from headway.district.people.types import Role
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.district.signals.models import Signal
from headway.mastery.pacing.signals import SignalPolicy

__all__ = [
    "NO_SUCH_PAGE",
    "check_here",
    "open_signal",
    "signal_learners",
    "signal_of",
    "signal_policy",
    "signals_known",
    "signals_seen",
]

NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")
_DUTIES = (Role.COUNSELLOR, Role.LEADER)


def signal_policy(on: dt.date | None = None) -> tuple[SignalPolicy, str]:
    """The thresholds of a day (today by default), and the version that signals keep."""
    found = rule_in_effect(PolicyKind.PACE_SIGNALS, on)
    return SignalPolicy.from_dict(found.parameters), found.version


def signal_learners(viewer: Viewer) -> QuerySet:
    """The learners of whom this person may see signals: those whom she teaches or advises, or whose school her duty as
    counsellor or leader reaches. Never her own record nor her child's, whatever she may see of that."""
    working = replace(viewer, duties=tuple(one for one in viewer.duties if one.role in _DUTIES))
    if not (working.teaches or working.advises or working.duties):
        return learners_of_staff(working).none()
    return learners_of_staff(working).exclude(pk__in=guarded_by(viewer.person_id))


def signals_known(viewer: Viewer) -> QuerySet[Signal]:
    """Every signal about these learners."""
    return Signal.objects.filter(learner__in=signal_learners(viewer).order_by().values("pk"))


def signals_seen(viewer: Viewer) -> QuerySet[Signal]:
    """Those that a board shows: of who left the district nothing waits, until the record is opened again."""
    here = Q(learner__left_on__isnull=True) | Q(learner__left_on__gte=clock.today())
    return signals_known(viewer).filter(Q(open=False) | here)


def check_here(learner: Any) -> None:
    """Raises Conflict for a learner who left the district: her plan stands as it was on the last day."""
    if learner.left_on and learner.left_on < clock.today():
        raise Conflict(
            _("%(day)s was the learner's last day in the district; nothing was changed.")
            % {"day": formats.date_format(learner.left_on)},
            remedy=_("Nothing needs an answer while the learner is away."),
        )


def signal_of(viewer: Viewer, signal_uuid: uuid.UUID) -> Signal:
    """One signal. Raises NotFound for strangers, learners and families."""
    row = (
        signals_known(viewer)
        .filter(uuid=signal_uuid)
        .select_related("learner__person", "learner__school")
        .first()
    )
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    return row


def open_signal(viewer: Viewer, signal_uuid: uuid.UUID) -> Signal:
    """One signal that is open. Raises NotFound, and Conflict where somebody ended it first, or the learner left."""
    row = signal_of(viewer, signal_uuid)
    if not row.open:
        raise Conflict(
            _("This signal has come to its end; nothing was changed."),
            remedy=_("Open it to see how."),
        )
    check_here(row.learner)
    return row
