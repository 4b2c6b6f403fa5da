"""Signing that a learner moves on: by the rule, with one or two names, on any day; and taking it back.

Within a level nobody signs: the decision on a competency is final (R052), so that grain is refused here.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import (
    AwaitedVerification,
)
from headway.district.advancement.policies import check_sign, check_verify
from headway.district.advancement.selectors.passages import Assessed
from headway.district.advancement.services.recording import (
    already_done,
    append,
    checked,
    not_yet,
    request_key_of,
    sent_before,
)
from headway.district.advancement.services.seats import move_seat, section_chosen
from headway.district.advancement.types import SignOutcome
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, refused
from headway.district.people.api import Viewer, lock_learners, visible_learner
from headway.mastery.advancement import NotYet, Signer

__all__ = ["sign_off", "take_back_signature", "verify"]

_NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


@transaction.atomic
def sign_off(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    grain: str,
    code: str,
    expected: str = "",
    named_open: tuple[uuid.UUID, ...] = (),
    section_uuid: uuid.UUID | None = None,
    request_key: str = "",
) -> SignOutcome:
    """A learner moves on; what comes next opens in the same transaction. Or a second person has to look first.

    code: the domain of a level, the uuid of a module, the number of a gateway. expected: the key of the passage that
    the signer saw; another one by now is a Conflict. named_open: where the rule lets something stay open, each of
    them. section_uuid: where several sections could be next. The same request sent twice is one act.
    Raises NotFound, NotAllowed, Refused with what is missing, Conflict where somebody signed in between.
    """
    key = request_key_of(viewer, request_key)
    if earlier := sent_before(key, learner_uuid, f"{grain}/{code}"):
        return earlier
    learner = visible_learner(viewer, learner_uuid)
    lock_learners({learner.pk})
    if earlier := already_done(key, learner.pk, f"{grain}/{code}"):
        return earlier
    found = checked(viewer, learner, grain, code, expected)
    check_sign(viewer, learner, found.rule, found.passage.domain_code, found.continuum)
    if isinstance(found.answer, NotYet):
        raise not_yet(found)
    _check_named(found, named_open)
    section = section_chosen(learner, found.passage, section_uuid)
    if found.rule.verifier:
        return _await_verifier(viewer, learner, found, section, key)
    is_verifier = found.rule.signer == Signer.VERIFIER
    row = append(viewer, learner, found, key, verified_by=viewer.person_id if is_verifier else None)
    move_seat(row, learner, found.passage, section, viewer.actor)
    return SignOutcome(found.passage, advancement_uuid=row.uuid)


@transaction.atomic
def verify(
    *, viewer: Viewer, awaited_uuid: uuid.UUID, expected: str = "", request_key: str = ""
) -> SignOutcome:
    """The second person has looked, and the learner moves on. The record is looked at anew, not as it was signed.

    Raises NotFound for strangers, NotAllowed for who signed first, taught or rated her, Refused with what is missing
    by now, Conflict where it was taken back or verified in between.
    """
    row = AwaitedVerification.objects.select_related("learner").filter(uuid=awaited_uuid).first()
    if row is None:
        raise NotFound(_NO_SUCH_PAGE)
    learner = visible_learner(viewer, row.learner.uuid)
    lock_learners({learner.pk})
    key = request_key_of(viewer, request_key)
    grain, code = row.what.split("/")[:2]
    if earlier := already_done(key, learner.pk, f"{grain}/{code}"):
        return earlier
    row.refresh_from_db()
    if row.closed_at is not None:
        raise Conflict(
            _("This was verified or taken back in the meantime."), remedy=_("Open the list again.")
        )
    found = checked(viewer, learner, grain, code, row.what)
    check_verify(viewer, learner, found.passage.domain_code, found.continuum)
    if row.signed_by_id == viewer.person_id:
        raise NotAllowed(
            _("You signed first, so the second name has to be somebody else's."),
            remedy=_("Ask a leader or counsellor who did not teach the learner."),
        )
    if isinstance(found.answer, NotYet):
        raise not_yet(found)
    moved = append(viewer, learner, found, key, signed_by=row.signed_by_id, verified_by=viewer.person_id)
    row.closed_at, row.advancement = clock.now(), moved
    row.save(update_fields=["closed_at", "advancement"])
    move_seat(moved, learner, found.passage, row.section, viewer.actor)
    return SignOutcome(found.passage, advancement_uuid=moved.uuid)


@transaction.atomic
def take_back_signature(*, viewer: Viewer, awaited_uuid: uuid.UUID) -> None:
    """The first signature is taken back before the second: by whoever signed."""
    row = (
        AwaitedVerification.objects.select_related("learner")
        .filter(uuid=awaited_uuid, signed_by_id=viewer.person_id)
        .first()
    )
    if row is None:
        raise NotFound(_NO_SUCH_PAGE)
    lock_learners({row.learner_id})
    row.refresh_from_db()
    if row.advancement_id is not None:
        raise Conflict(
            _("It was verified in the meantime, so the learner has moved on."),
            remedy=_("Take the sign-off itself back, and say why to the verifier."),
        )
    if row.closed_at is not None:
        return
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    audit.record(
        by=viewer.actor,
        act="advancement.signature_taken_back",
        subject_kind="awaited_verification",
        subject_uuid=row.uuid,
        learner_uuid=row.learner.uuid,
        what=row.what,
    )


def _check_named(found: Assessed, named: tuple[uuid.UUID, ...]) -> None:
    """What stays open is named one by one: nobody moves on over a gap that nobody looked at."""
    still_open = {found.continuum.by_id[one].uuid for one in found.answer.open}
    if still_open - set(named):
        raise refused(
            "named_open",
            _("Something stays open here, and whoever signs names it."),
            _("Tick each competency that stays open."),
        )


def _await_verifier(
    viewer: Viewer, learner: Any, found: Assessed, section: Any, key: str | None
) -> SignOutcome:
    """The first of two signatures. She has not moved on yet."""
    waiting = AwaitedVerification.objects.filter(
        learner=learner, what=found.passage.key, closed_at__isnull=True
    )
    if waiting.exists():
        raise Conflict(
            _("Somebody signed this already; a verifier has to look next."),
            remedy=_(
                "A leader or counsellor who did not teach the learner finds it on the list “Moving on”."
            ),
        )
    row = AwaitedVerification.objects.create(
        learner=learner,
        what=found.passage.key,
        grain=found.passage.grain,
        domain_code=found.passage.domain_code,
        signed_by_id=viewer.person_id,
        signed_at=clock.now(),
        section=section,
        named_open=list(found.answer.open),
        request_key=key,
    )
    audit.record(
        by=viewer.actor,
        act="advancement.signed_first",
        subject_kind="awaited_verification",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        what=found.passage.key,
        rule_version=found.version,
    )
    return SignOutcome(found.passage, awaited_uuid=row.uuid)
