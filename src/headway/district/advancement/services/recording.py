"""What signing, verifying and exceptions share: the record looked at anew, the row with its audit, one request once."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import (
    Advancement,
    AwaitedVerification,
)
from headway.district.advancement.selectors.passages import Assessed, assess
from headway.district.advancement.selectors.reading_rows import passage_of
from headway.district.advancement.types import Grain, Passage, SignOutcome
from headway.district.foundation.api import (
    Conflict,
    FieldProblem,
    NotAllowed,
    Refused,
    audit,
    clock,
    forget,
    refused,
)
from headway.district.people.api import Viewer, learner_by_uuid

__all__ = ["already_done", "append", "checked", "not_yet", "request_key_of", "sent_before"]


def checked(viewer: Viewer, learner: Any, grain: str, code: str, expected: str) -> Assessed:
    """The record as it is now, for a learner who is here and a grain that is signed."""
    if grain == Grain.COMPETENCY:
        raise refused(
            "grain",
            _("Within a level nobody signs a second time: the teacher's decision on a competency is final."),
            _("Decide the competency; what follows opens at once."),
        )
    if learner.left_on and learner.left_on < clock.today():
        raise NotAllowed(
            _("This learner left the district, so nothing new can be recorded."),
            remedy=_("If the learner has come back, ask the registrar to reopen the enrolment."),
        )
    found = assess(learner, grain, code)
    if expected and found.passage.key != expected:
        raise Conflict(
            _("Somebody signed this in the meantime; the learner has moved on already."),
            remedy=_("Open the page again and look at where the learner is now."),
        )
    if not found.rule.used:
        raise refused(
            "grain",
            _("The school does not sign here: what is met shows in the record."),
            _("If you want it signed, ask a leader of the district about the rule."),
        )
    if grain != Grain.LEVEL and _standing_of(learner.pk, found) is not None:
        raise Conflict(_("Somebody signed this already."), remedy=_("Open the page again."))
    return found


def _standing_of(learner_id: int, found: Assessed) -> Advancement | None:
    passage = found.passage
    return Advancement.objects.filter(
        learner_id=learner_id,
        grain=passage.grain,
        module=passage.module_id,
        gateway_code=passage.gateway_code,
        withdrawal__isnull=True,
    ).first()


def not_yet(found: Assessed) -> Refused:
    said = found.missing_words()
    return Refused(
        _("The record does not hold yet all that the rule asks."),
        remedy=" ".join(said),
        problems=tuple(FieldProblem(sentence, field="rule") for sentence in said),
    )


def append(
    viewer: Viewer,
    learner: Any,
    found: Assessed,
    key: str | None,
    *,
    signed_by: int | None = None,
    verified_by: int | None = None,
    plan_task_id: int | None = None,
) -> Advancement:
    passage, answer, now = found.passage, found.answer, clock.now()
    is_exception = plan_task_id is not None
    try:
        with transaction.atomic():
            row = Advancement.objects.create(
                learner=learner,
                grain=passage.grain,
                domain_code=passage.domain_code,
                from_level=passage.from_level,
                to_level=passage.to_level,
                module_id=passage.module_id,
                gateway_code=passage.gateway_code,
                policy_version=found.version,
                facts={
                    "rule": found.rule.to_dict(),
                    "met": list(answer.met),
                    "open": list(answer.open),
                    "cumulative": list(answer.cumulative),
                },
                signed_by_id=signed_by or viewer.person_id,
                signed_at=now,
                verified_by_id=verified_by,
                is_exception=is_exception,
                plan_task_id=plan_task_id,
                recorded_at=now,
                request_key=key,
            )
    except IntegrityError as problem:
        raise Conflict(
            _("The same sign-off arrived twice at the same moment."), remedy=_("Open the page again.")
        ) from problem
    audit.record(
        by=viewer.actor,
        act="advancement.exception_made" if is_exception else "advancement.signed_off",
        subject_kind="advancement",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        grain=passage.grain,
        domain=passage.domain_code,
        from_level=passage.from_level,
        to_level=passage.to_level,
        rule_version=found.version,
        verified=verified_by is not None,
        open=len(answer.open),
    )
    forget()
    return row


def request_key_of(viewer: Viewer, request_key: str) -> str | None:
    return hashlib.sha256(f"{viewer.actor.key}\n{request_key}".encode()).hexdigest() if request_key else None


def sent_before(key: str | None, learner_uuid: uuid.UUID, what: str) -> SignOutcome | None:
    """What this very request of hers did, before it is asked whether she still sees the learner.

    A teacher whose learner joined another section with the first tap is told of it by the second one too.
    """
    learner = learner_by_uuid(learner_uuid) if key else None
    return already_done(key, learner.pk, what) if learner else None


def already_done(key: str | None, learner_id: int, what: str) -> SignOutcome | None:
    """What this very request did before; Conflict where it was about somebody or something else."""
    if key is None:
        return None
    row = Advancement.objects.filter(request_key=key).select_related("module").first()
    waiting = None if row else AwaitedVerification.objects.filter(request_key=key).first()
    if row is None and waiting is None:
        return None
    passage = passage_of(row) if row else None
    told = f"{passage.grain}/{passage.code}" if passage else "/".join(waiting.what.split("/")[:2])  # type: ignore[union-attr]
    same = told == what
    if (row or waiting).learner_id != learner_id or not same:  # type: ignore[union-attr]
        raise Conflict(
            _("This form was already sent for something else, so nothing was added."),
            remedy=_("Open the page again."),
        )
    if row is not None and passage is not None:
        return SignOutcome(passage, advancement_uuid=row.uuid, repeated=True)
    assert waiting is not None
    grain, code, *level = waiting.what.split("/")
    return SignOutcome(
        Passage(grain, code, int(level[0])) if grain == Grain.LEVEL else Passage(grain, waiting.domain_code),
        awaited_uuid=waiting.uuid,
        repeated=True,
    )
