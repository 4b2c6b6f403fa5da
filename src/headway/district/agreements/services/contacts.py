"""Noting that school and family spoke, or that somebody tried, and taking it back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import FamilyContact, FamilyContactWords
from headway.district.agreements.policies.stages import NO_SUCH_PAGE, check_adult_of
from headway.district.agreements.services.taking_back import take_back_once
from headway.district.agreements.types import ContactKind
from headway.district.foundation.api import (
    FieldProblem,
    NotAllowed,
    NotFound,
    Refused,
    audit,
    check_repeat,
    clock,
    kept_key,
)
from headway.district.notices.api import NoticeKind, settle
from headway.district.people.api import Viewer, by_work, families_of, visible_learner

__all__ = ["MOST_CONTACT_WORDS", "note_contact", "withdraw_contact"]

MOST_CONTACT_WORDS = 4_000
# What is noted later than this is a slip of typing the year.
LATEST_NOTED = dt.timedelta(days=400)


@transaction.atomic
def note_contact(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    *,
    kind: str,
    held_on: dt.date,
    reached: bool = True,
    guardian_id: int | None = None,
    learner_was_there: bool = False,
    shared: str = "",
    note: str = "",
    request_key: str = "",
) -> uuid.UUID:
    """Note a contact with a learner's family, or an attempt (reached=False, which leaves the contact due).

    shared: what both sides read; an attempt has none. note: for the learner's adults at school. Raises NotFound for
    strangers, NotAllowed for others who may see her, Refused with the field and its remedy. The same request twice is one
    contact; Conflict where the second says something else.
    """
    visible_learner(viewer, learner_uuid)
    learner = visible_learner(by_work(viewer), learner_uuid)
    check_adult_of(viewer, learner)
    key = kept_key(viewer.actor, f"contact:{learner.pk}", request_key)
    shared, note = shared.strip(), note.strip()
    learner_was_there = learner_was_there and reached
    said = (kind, held_on, reached, guardian_id, learner_was_there, shared, note)
    if key and (before := _kept(key, said)):
        return before
    problems = tuple(_problems(learner, kind, held_on, reached, guardian_id, shared, note))
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)
    try:
        with transaction.atomic():
            row = FamilyContact.objects.create(
                learner=learner,
                guardian_id=guardian_id,
                kind=kind,
                reached=reached,
                learner_was_there=learner_was_there,
                held_on=held_on,
                recorded_by_id=viewer.person_id,
                recorded_at=clock.now(),
                request_key=key,
            )
    except IntegrityError:
        if key and (before := _kept(key, said)):
            return before
        raise
    if shared or note:
        FamilyContactWords.objects.create(contact=row, shared=shared, note=note)
    audit.record(
        by=viewer.actor,
        act="agreements.family_contacted",
        subject_kind="family_contact",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        kind=kind,
        reached=reached,
    )
    if reached:
        settle(subject=f"contact:{learner.pk}", kinds=[NoticeKind.CONTACT_DUE])
    return row.uuid


@transaction.atomic
def withdraw_contact(viewer: Viewer, contact_uuid: uuid.UUID) -> None:
    """Take a contact back that the viewer noted; the day it was due counts again. Twice is once.

    Raises NotFound for strangers, NotAllowed where somebody else noted it.
    """
    row = FamilyContact.objects.filter(uuid=contact_uuid, withdraws__isnull=True).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = visible_learner(by_work(viewer), row.learner.uuid)
    check_adult_of(viewer, learner)
    if row.recorded_by_id != viewer.person_id:
        raise NotAllowed(
            _("A contact is taken back by the person who noted it."),
            remedy=_("Talk with that person, or note what happened as a contact of your own."),
        )
    if take_back_once(viewer, row, kept=("learner_id", "kind", "reached", "held_on")):
        audit.record(
            by=viewer.actor,
            act="agreements.family_contact_taken_back",
            subject_kind="family_contact",
            subject_uuid=row.uuid,
            learner_uuid=learner.uuid,
        )


def _kept(key: str, said: tuple[Any, ...]) -> uuid.UUID | None:
    """The contact that this form noted already. Raises Conflict where it says something else now."""
    row = FamilyContact.objects.select_related("words", "withdrawal").filter(request_key=key).first()
    if row is None:
        return None
    words = getattr(row, "words", None)
    kept = (row.kind, row.held_on, row.reached, row.guardian_id, row.learner_was_there)
    written = (getattr(words, "shared", ""), getattr(words, "note", ""))
    check_repeat((*kept, *written), said, stands=not hasattr(row, "withdrawal"))
    return row.uuid


def _problems(
    learner: Any,
    kind: str,
    held_on: dt.date,
    reached: bool,
    guardian_id: int | None,
    shared: str,
    note: str,
) -> Any:
    today = clock.today()
    if kind not in ContactKind.values:
        yield _problem("kind", _("How you spoke isn't said yet."), _("Choose one of the ways."))
    if held_on > today:
        yield _problem(
            "held_on", _("This day lies in the future."), _("Give the day on which you spoke, or tried to.")
        )
    if held_on < today - LATEST_NOTED or (learner.entered_on and held_on < learner.entered_on):
        yield _problem(
            "held_on",
            _("This day lies too far back to be noted here."),
            _("Check the year; contacts are noted within about a year."),
        )
    if guardian_id is not None and guardian_id not in families_of((learner.pk,)).get(learner.pk, {}):
        yield _problem(
            "guardian",
            _("This person isn't among the family with whom this learner's record is shared."),
            _("Choose somebody from the list, or nobody."),
        )
    if not reached and shared:
        yield _problem(
            "shared",
            _("Words that both sides read belong to a contact, and this was an attempt."),
            _("Put them into the note for staff, or say that you spoke."),
        )
    for name, text in (("shared", shared), ("note", note)):
        if len(text) > MOST_CONTACT_WORDS:
            yield _problem(
                name,
                _("The text is longer than is kept."),
                _("Shorten it to %(most)s characters.") % {"most": MOST_CONTACT_WORDS},
            )


def _problem(field: str, sentence: Any, remedy: Any) -> FieldProblem:
    return FieldProblem(sentence, field=field, remedy=remedy)
