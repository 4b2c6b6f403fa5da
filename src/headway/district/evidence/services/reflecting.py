"""What a learner says about her own work."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, Reflection
from headway.district.foundation.api import FieldProblem, NotAllowed, NotFound, Refused, audit, clock
from headway.district.people.api import Viewer, visible_learners

__all__ = ["reflect"]

LONGEST_REFLECTION = 4000


@transaction.atomic
def reflect(*, viewer: Viewer, evidence_uuid: uuid.UUID, text: str) -> uuid.UUID:
    """The learner writes what changed in her work and what comes next; the reflection's identifier.

    The same words sent twice are one reflection. Raises NotFound for strangers, NotAllowed for everybody else who
    can see the work, Refused where nothing is written or too much.
    """
    evidence = (
        Evidence.objects.filter(
            uuid=evidence_uuid, learner_id__in=visible_learners(viewer).order_by().values("pk")
        )
        .select_related("learner")
        .first()
    )
    if evidence is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if viewer.learner_id != evidence.learner_id:
        raise NotAllowed(
            _("Learners reflect on their work themselves."),
            remedy=_("Write what you see as feedback, beside a rating."),
        )
    words = text.strip()
    if not words or len(words) > LONGEST_REFLECTION:
        _refuse(words)
    last = evidence.reflections.order_by("-recorded_at", "-pk").first()
    if last is not None and last.text == words:
        return last.uuid
    row = Reflection.objects.create(
        evidence=evidence, text=words, recorded_at=clock.now(), recorded_by_id=viewer.person_id
    )
    audit.record(
        by=viewer.actor,
        act="evidence.reflection_written",
        subject_kind="evidence",
        subject_uuid=evidence.uuid,
        learner_uuid=evidence.learner.uuid,
    )
    return row.uuid


def _refuse(words: str) -> None:
    if words:
        sentence = _("This text has %(count)s characters.") % {"count": len(words)}
        remedy = _("Use at most %(longest)s.") % {"longest": LONGEST_REFLECTION}
    else:
        sentence, remedy = _("There are no words yet."), _("Write a sentence about your work, or leave it.")
    problem = FieldProblem(sentence, field="reflection", remedy=remedy)
    raise Refused(sentence, remedy=remedy, problems=(problem,))
