"""Closing a target: met, set aside together, or replaced by another one. A new date ends nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import Target, TargetEnd, TargetEndWords
from headway.district.agreements.policies.stages import NO_SUCH_PAGE, rules_of
from headway.district.agreements.policies.targets import checked_words, may_close, may_set_aside, part_in
from headway.district.agreements.selectors.targets import read_targets
from headway.district.agreements.target_types import TargetInfo
from headway.district.agreements.telling import settle_target
from headway.district.agreements.types import TargetEnding
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, refused, translated
from headway.district.people.api import Viewer, lock_learners

__all__ = ["end"]

MOST_NAMES = 4


@transaction.atomic
def end(
    *,
    viewer: Viewer,
    target_uuid: uuid.UUID,
    ending: str,
    reason: str = "",
    replaced_by: uuid.UUID | None = None,
) -> None:
    """Close a target. Met: the learner or an adult confirms that everything is proficient, with one tap.

    Set aside and replaced want a reason. What is agreed is set aside by an adult together with the learner, or by a
    learner whose stage lets her begin targets alone. The same again changes nothing. Raises NotFound, NotAllowed,
    Refused naming the field, Conflict where it ended otherwise in the meantime.
    """
    row = Target.objects.select_related("learner").filter(uuid=target_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner, side = part_in(viewer, row)
    lock_learners({learner.pk})
    if ending not in TargetEnding.values:
        raise refused("ending", _("Nothing was chosen."), _("Choose how the target ends."))
    if not may_close(side):
        raise NotAllowed(
            _("A target is closed by the learner or by an adult who works with the learner."),
            remedy=_("Tell one of them how you see it."),
        )
    ended = TargetEnd.objects.filter(target=row).first()
    if ended is not None:
        if ended.ending == ending:
            return
        raise Conflict(_("This target was closed in the meantime."), remedy=_("Look at what became of it."))
    info = read_targets({learner.pk: learner.uuid}, target_ids=(row.pk,))[learner.pk][0]
    reason = checked_words("reason", reason)
    follower = None
    if ending == TargetEnding.MET:
        _check_met(info)
    else:
        _check_set_aside(info, learner, side, reason)
    if ending == TargetEnding.REPLACED:
        open_ones = Target.objects.filter(learner=learner, end__isnull=True)
        follower = open_ones.filter(uuid=replaced_by).first() if replaced_by else None
        if follower is None or follower.pk == row.pk:
            raise refused(
                "replaced_by",
                _("The target that takes its place isn't there yet."),
                _("Propose it first, then choose it here."),
            )
    written = TargetEnd.objects.create(
        target=row,
        ending=ending,
        replaced_by=follower,
        ended_by_id=viewer.person_id,
        ended_at=clock.now(),
    )
    if reason:
        TargetEndWords.objects.create(end=written, reason=reason)
    settle_target(row)
    audit.record(
        by=viewer.actor,
        act="agreements.target_ended",
        subject_kind="pace_target",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        ending=ending,
        side=side,
        was_agreed=info.in_force is not None,
    )


def _check_met(info: TargetInfo) -> None:
    if info.is_met:
        return
    continuum = current_map()
    names = [translated(continuum.by_id[one], "title") for one in info.open_ids] if continuum else []
    raise refused(
        "ending",
        _("Not yet proficient: %(titles)s.") % {"titles": ", ".join(names[:MOST_NAMES])},
        _("The target stays open; agree on another day if more time helps."),
    )


def _check_set_aside(info: TargetInfo, learner: Any, side: str, reason: str) -> None:
    if not may_set_aside(side, info.in_force is not None, rules_of(learner)):
        raise NotAllowed(
            _("What is agreed is set aside together with an adult."),
            remedy=_("Talk with your adviser, or propose another day."),
        )
    if not reason:
        raise refused(
            "reason",
            _("Say why this target is set aside."),
            _("One sentence is enough; it stays in the history of the plan."),
        )
