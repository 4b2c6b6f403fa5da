"""A teacher's judgement of where a learner is: a source of its own, with or without any test (R018)."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import audit, clock, refused
from headway.district.people.api import Viewer, lock_learners
from headway.district.placement.models import Judgement, JudgementWords
from headway.district.placement.policies import (
    check_judge,
    check_place,
    leveling_policy,
    map_or_refuse,
    staff_learner,
)
from headway.district.placement.services.checking import check_level
from headway.district.placement.types import Confidence

__all__ = ["LONGEST_WORDS", "judge", "key_of"]

LONGEST_WORDS = 2000


@transaction.atomic
def judge(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    domain_code: str,
    level: int | None,
    strand_code: str = "",
    confidence: str = Confidence.LIKELY,
    text: str = "",
    observed_on: dt.date | None = None,
    request_key: str = "",
) -> uuid.UUID:
    """Write down where a teacher thinks that a learner is, and how firmly. The latest of each teacher counts.

    Raises NotFound for strangers, NotAllowed for staff who don't teach her, Refused naming the field.
    """
    learner = staff_learner(viewer, learner_uuid)
    check_judge(viewer, learner)
    continuum = map_or_refuse()
    check_place(continuum, leveling_policy()[0], domain_code, strand_code)
    level = check_level(continuum, domain_code, level)
    if confidence not in set(Confidence):
        raise refused("confidence", _("Say how firm this is."), _("Choose one of the three."))
    if len(text) > LONGEST_WORDS:
        raise refused(
            "text",
            _("These are more than %(most)s characters.") % {"most": LONGEST_WORDS},
            _("Keep it to what can be read in a minute."),
        )
    on = observed_on or clock.today()
    if on > clock.today():
        raise refused(
            "observed_on", _("This day lies in the future."), _("Give the day on which you saw it.")
        )
    key = key_of(viewer, request_key)
    lock_learners({learner.pk})
    earlier = Judgement.objects.filter(request_key=key).first() if key else None
    if earlier is not None:
        return earlier.uuid
    row = Judgement.objects.create(
        learner=learner,
        domain_code=domain_code,
        strand_code=strand_code,
        level=level,
        confidence=confidence,
        observed_on=on,
        recorded_at=clock.now(),
        judged_by_id=viewer.person_id,
        request_key=key,
    )
    if text.strip():
        JudgementWords.objects.create(judgement=row, text=text.strip())
    audit.record(
        by=viewer.actor,
        act="placement.judged",
        subject_kind="judgement",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        domain=domain_code,
        strand=strand_code,
        level=level,
    )
    return row.uuid


def key_of(viewer: Viewer, request_key: str) -> str | None:
    return hashlib.sha256(f"{viewer.actor.key}\n{request_key}".encode()).hexdigest() if request_key else None
