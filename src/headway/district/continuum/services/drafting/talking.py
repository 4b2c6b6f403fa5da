"""Colleagues at a draft: comments that are answered and settled, and other words that an author takes or declines."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.drafts.talks import DESCRIPTOR, stored_words
from headway.district.continuum.models import Competency, DraftRemark, FrameworkVersion, SuggestedChange
from headway.district.continuum.policies import can_author, check_author, check_remark
from headway.district.continuum.services.drafting.acts import open_statuses
from headway.district.continuum.services.drafting.editing import edit_competency, write_descriptor
from headway.district.continuum.services.drafting.things import LANGUAGE, gone
from headway.district.continuum.services.drafting.words import PERFORMANCE_LEVELS, clean
from headway.district.continuum.types import Answer, Edited
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, audit, clock
from headway.district.people.api import Viewer

__all__ = [
    "accept_suggestion",
    "decline_suggestion",
    "remark",
    "reopen_remark",
    "settle_remark",
    "suggest",
]

SUGGESTIBLE = ("title", "statement", *(f"{DESCRIPTOR}{level}" for level in range(1, PERFORMANCE_LEVELS + 1)))


@transaction.atomic
def remark(
    draft_uuid: uuid.UUID,
    text: str,
    *,
    viewer: Viewer,
    identifier: str = "",
    answers: uuid.UUID | None = None,
) -> uuid.UUID:
    """Say something about a competency of a draft, or about the whole draft; or answer such a comment.

    Raises NotAllowed for learners and families, Refused for empty words, NotFound for an unknown draft or comment.
    """
    check_remark(viewer)
    version = _draft(draft_uuid)
    words = clean("remark", "text", text)
    if not words:
        raise Refused(
            _("A comment needs words."), remedy=_("Write what you noticed or what you ask yourself.")
        )
    parent = _remark(version, answers) if answers else None
    if parent is not None:
        parent, identifier = parent.answers or parent, parent.identifier
    _check_there(version, identifier)
    row = DraftRemark.objects.create(
        version=version,
        identifier=identifier,
        text=words,
        at=clock.now(),
        by_id=viewer.person_id,
        answers=parent,
    )
    audit.record(
        by=viewer.actor,
        act="continuum.draft_remarked",
        subject_kind="framework_version",
        subject_uuid=version.uuid,
        is_answer=parent is not None,
    )
    return row.uuid


def settle_remark(draft_uuid: uuid.UUID, remark_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """The comment is dealt with: authors say so, or whoever wrote it."""
    _settle(draft_uuid, remark_uuid, viewer, settles=True)


def reopen_remark(draft_uuid: uuid.UUID, remark_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """It is not dealt with after all."""
    _settle(draft_uuid, remark_uuid, viewer, settles=False)


@transaction.atomic
def suggest(
    draft_uuid: uuid.UUID,
    identifier: str,
    field: str,
    proposed: str,
    *,
    viewer: Viewer,
    language: str = "",
    base: str | None = None,
    reason: str = "",
) -> uuid.UUID:
    """Suggest other words for one field: "title", "statement" or "descriptor:<level>", in a language.

    base: the words as the colleague read them (those that stand there now, where it is left out). Raises Refused for
    words that are empty or the same.
    """
    check_remark(viewer)
    version = _draft(draft_uuid)
    if field not in SUGGESTIBLE:
        raise Refused(
            _("Words can be suggested for the short name, “I can” and the descriptors."),
            remedy=_("Say everything else in a comment."),
        )
    if language and not LANGUAGE.fullmatch(language):
        raise Refused(_("This is no language."), remedy=_("Choose one from the list."))
    stored = stored_words(version.pk, identifier, field, language)
    if stored is None:
        raise gone(identifier)
    words = clean("suggestion", "text", proposed)
    read = stored if base is None else clean("suggestion", "text", base)
    if not words or words in (read, stored):
        raise Refused(_("These are the words that stand there."), remedy=_("Write how you would say it."))
    row = SuggestedChange.objects.create(
        version=version,
        identifier=identifier,
        field=field,
        language=language,
        base=read,
        proposed=words,
        reason=clean("suggestion", "text", reason),
        at=clock.now(),
        by_id=viewer.person_id,
    )
    audit.record(
        by=viewer.actor,
        act="continuum.change_suggested",
        subject_kind="framework_version",
        subject_uuid=version.uuid,
        field=field,
    )
    return row.uuid


@transaction.atomic
def accept_suggestion(
    draft_uuid: uuid.UUID,
    suggestion_uuid: uuid.UUID,
    *,
    viewer: Viewer,
    seen: str | None = None,
    words: str = "",
) -> Edited:
    """Take the suggested words, or `words` made of them; the history names who suggested them.

    seen: what the author saw standing in the draft. Raises Conflict where that is not there any more (nothing is
    written), NotAllowed for others than authors, Refused where it was answered already.
    """
    check_author(viewer)
    row = _open_suggestion(draft_uuid, suggestion_uuid)
    stored = stored_words(row.version_id, row.identifier, row.field, row.language)
    if stored is None:
        raise gone(row.identifier)
    if stored != clean("suggestion", "text", row.base if seen is None else seen):
        raise Conflict(
            _("The words were changed since this was suggested."),
            remedy=_("Look at what stands there now, then take the suggestion or decline it."),
        )
    taken = clean("suggestion", "text", words) or row.proposed
    if row.field.startswith(DESCRIPTOR):
        level = int(row.field.removeprefix(DESCRIPTOR))
        done = write_descriptor(
            draft_uuid, row.identifier, level, taken, row.language, by=viewer.actor, act=row.uuid
        )
    else:
        name = f"{row.field}:{row.language}" if row.language else row.field
        done = edit_competency(draft_uuid, row.identifier, {name: taken}, by=viewer.actor, act=row.uuid)
    _answer(row, viewer, Answer.ACCEPTED, "")
    return done


@transaction.atomic
def decline_suggestion(
    draft_uuid: uuid.UUID, suggestion_uuid: uuid.UUID, reason: str, *, viewer: Viewer
) -> None:
    """Keep the words as they are, and say why to the colleague who suggested others."""
    check_author(viewer)
    row = _open_suggestion(draft_uuid, suggestion_uuid)
    why = clean("suggestion", "text", reason)
    if not why:
        raise Refused(
            _("A colleague took the time to suggest words: say to them why they are not taken."),
            remedy=_("Write one sentence."),
        )
    _answer(row, viewer, Answer.REFUSED, why)


def _draft(draft_uuid: uuid.UUID) -> FrameworkVersion:
    row = FrameworkVersion.objects.select_for_update().filter(uuid=draft_uuid).first()
    if row is None:
        raise NotFound(_("There is no such draft."))
    if row.status not in open_statuses:
        raise Refused(
            _("This version is published by now."), remedy=_("Say it to the next draft, when there is one.")
        )
    return row


def _check_there(version: FrameworkVersion, identifier: str) -> None:
    if identifier and not Competency.objects.filter(version=version, identifier=identifier).exists():
        raise gone(identifier)


def _remark(version: FrameworkVersion, remark_uuid: uuid.UUID) -> DraftRemark:
    row = DraftRemark.objects.filter(version=version, uuid=remark_uuid).select_related("answers").first()
    if row is None:
        raise NotFound(_("There is no such comment on this draft."))
    return row


@transaction.atomic
def _settle(draft_uuid: uuid.UUID, remark_uuid: uuid.UUID, viewer: Viewer, *, settles: bool) -> None:
    check_remark(viewer)
    version = _draft(draft_uuid)
    row = _remark(version, remark_uuid)
    if not can_author(viewer) and row.by_id != viewer.person_id:
        raise NotAllowed(
            _("A comment is settled by the authors, or by whoever wrote it."),
            remedy=_("Answer it, and they will see."),
        )
    if (row.settled_at is not None) is settles:
        return
    row.settled_at = clock.now() if settles else None
    row.settled_by_id = viewer.person_id if settles else None
    row.save(update_fields=["settled_at", "settled_by"])
    audit.record(
        by=viewer.actor,
        act="continuum.remark_settled" if settles else "continuum.remark_reopened",
        subject_kind="framework_version",
        subject_uuid=version.uuid,
    )


def _open_suggestion(draft_uuid: uuid.UUID, suggestion_uuid: uuid.UUID) -> SuggestedChange:
    version = _draft(draft_uuid)
    row = SuggestedChange.objects.filter(version=version, uuid=suggestion_uuid).first()
    if row is None:
        raise NotFound(_("There is no such suggestion for this draft."))
    if row.answer != Answer.OPEN:
        raise Refused(
            _("This suggestion is answered already."), remedy=_("The history shows what came of it.")
        )
    return row


def _answer(row: SuggestedChange, viewer: Viewer, answer: str, reason: str) -> None:
    row.answer = answer
    row.answered_at = clock.now()
    row.answered_by_id = viewer.person_id
    row.answer_reason = reason
    row.save(update_fields=["answer", "answered_at", "answered_by", "answer_reason"])
    audit.record(
        by=viewer.actor,
        act="continuum.suggestion_answered",
        subject_kind="framework_version",
        subject_uuid=row.version.uuid,
        answer=str(answer),
        field=row.field,
    )
