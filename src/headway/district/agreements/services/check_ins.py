"""Checking in for a week, and an adult's answer to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.check_in_types import WENT_STEPS
from headway.district.agreements.models import (
    CheckIn,
    CheckInAnswer,
    CheckInAnswerWords,
    CheckInWords,
    Target,
)
from headway.district.agreements.policies.stages import check_adult_of
from headway.district.agreements.selectors.check_ins import check_in_called, check_in_state
from headway.district.agreements.telling import settle_help, tell_help_asked
from headway.district.foundation.api import (
    Conflict,
    NotAllowed,
    NotFound,
    Refused,
    audit,
    check_repeat,
    clock,
    kept_key,
    refused,
)
from headway.district.notices.api import NoticeKind, settle, tell
from headway.district.people.api import Viewer, by_work, lock_learners, visible_learner

__all__ = ["MOST_WORDS", "answer_check_in", "keep_check_in"]

# Three minutes on a phone: nobody writes more, and a slip of pasting is noticed.
MOST_WORDS = 2_000
HALF_A_DAY = 12 * 60 * 60


@transaction.atomic
def keep_check_in(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    *,
    went: int | None = None,
    reflect: str = "",
    adjust: str = "",
    plan: str = "",
    wants_help: bool = False,
    target_uuids: Collection[uuid.UUID] = (),
    seconds: int | None = None,
    week_on: dt.date | None = None,
    in_place_of: uuid.UUID | None = None,
    request_key: str = "",
) -> uuid.UUID:
    """Check in for the week that asks for it; a second one for the same week stands in place of the first.

    By the learner, or by an adult of hers who writes down what she says: such a one names the check-in of hers that it
    stands in place of (in_place_of), never ends a wish that waits, and what it changes is told to her. week_on: the Monday
    that the form was opened for. Raises NotFound for strangers, NotAllowed for others who may see her, Refused where
    nothing was said or no week asks, Conflict where the form was of an earlier week or another check-in stands by now. The
    same request twice is one check-in; Conflict where the second says something else.
    """
    learner = _hers(viewer, learner_uuid)
    key = kept_key(viewer.actor, f"check_in:{learner.pk}", request_key)
    words = {"reflect": reflect.strip(), "adjust": adjust.strip(), "plan": plan.strip()}
    said = {"went": went, "wants_help": wants_help, **words}
    if key and (before := _kept(key, learner, said, target_uuids)):
        return before
    _check_said(went, words, wants_help)
    lock_learners([learner.pk])
    state = check_in_state(learner)
    week, stood, is_hers = state.week, state.kept, viewer.learner_id == learner.pk
    if week is None:
        raise Refused(
            _("No week asks for a check-in right now."),
            remedy=_(
                "The next one comes with the next full week of school; an adult can be asked on any day."
            ),
        )
    if week_on is not None and week_on != week.begins_on:
        raise Conflict(
            _("A new week has begun since you opened this page, so nothing was saved yet."),
            remedy=_("Your words are still here. Look whether they fit, and send them again."),
        )
    target_ids = _targets(learner, target_uuids, Q(end__isnull=True))
    if not is_hers and stood is not None:
        if stood.uuid != in_place_of:
            raise Conflict(
                _("The learner checked in since you opened this page, so nothing was saved yet."),
                remedy=_(
                    "Read below what stands now. What you typed is still here; save it again where it fits."
                ),
            )
        wants_help = wants_help or stood.wish_is_open
        target_ids = target_ids or list(stood.target_ids)
    try:
        with transaction.atomic():
            row = CheckIn.objects.create(
                learner=learner,
                week_on=week.begins_on,
                went=went,
                wants_help=wants_help,
                target_ids=target_ids,
                seconds=seconds if seconds is not None and 0 <= seconds < HALF_A_DAY else None,
                recorded_by_id=viewer.person_id,
                recorded_at=clock.now(),
                request_key=key,
            )
            if any(words.values()):
                CheckInWords.objects.create(check_in=row, **words)
    except IntegrityError:
        # The same request arrived twice at the same moment, and the other one was first.
        if key and (before := _kept(key, learner, said, target_uuids)):
            return before
        raise
    audit.record(
        by=viewer.actor,
        act="agreements.checked_in",
        subject_kind="check_in",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        week=week.begins_on.isoformat(),
        wants_help=wants_help,
    )
    about = f"{learner.pk}:{week.begins_on}"
    settle(subject=about, kinds=[NoticeKind.CHECK_IN_DUE, NoticeKind.CHECK_IN_CHANGED])
    if not wants_help:
        settle_help(learner, week.begins_on)
    elif stood is None or not stood.wants_help or stood.wish_is_open:
        tell_help_asked(learner=learner, week_on=week.begins_on, but=viewer.person_id, by=viewer.actor)
    if not is_hers and stood is not None:
        tell(
            to=learner.person_id,
            kind=NoticeKind.CHECK_IN_CHANGED,
            learner=learner,
            link=reverse("student:check_in"),
            subject=about,
            by=viewer.actor,
        )
    return row.uuid


@transaction.atomic
def answer_check_in(
    viewer: Viewer, check_in_uuid: uuid.UUID, *, text: str = "", seen: bool = False, request_key: str = ""
) -> bool:
    """An adult of the learner read her check-in and answers in words, or says that it was seen; the learner is told.
    Whether a wish that an adult comes by still waits: words answer it, reading it alone doesn't.

    Raises NotFound for everybody else; Refused where there is neither; Conflict where the learner has changed it since.
    "Seen" pressed twice, or the same request twice, is one answer; Conflict where it says something else the second time.
    """
    learner, said, stands = check_in_called(viewer, check_in_uuid)
    check_adult_of(viewer, learner)
    text = text.strip()
    if len(text) > MOST_WORDS:
        raise _too_long("text")
    still_waits = said.wish_is_open and not text
    if still_waits:
        later = CheckIn.objects.filter(learner_id=learner.pk, week_on__gt=said.week_on)
        still_waits = not later.exists()
    key = kept_key(viewer.actor, f"answer:{said.id}", request_key)
    if key and _answered(key, text):
        return still_waits
    if not text and not seen:
        raise refused(
            "text", _("There is nothing to send yet."), _("Write a few words, or choose one of the answers.")
        )
    if not stands:
        raise Conflict(
            _("This check-in was changed since you opened the page, so your answer was not sent yet."),
            remedy=_("Read what it says now, and answer that."),
        )
    lock_learners([learner.pk])
    if not text and any(one.person_id == viewer.person_id for one in said.answers):
        return still_waits
    try:
        with transaction.atomic():
            row = CheckInAnswer.objects.create(
                check_in_id=said.id,
                answered_by_id=viewer.person_id,
                answered_at=clock.now(),
                request_key=key,
            )
    except IntegrityError:
        if key and _answered(key, text):
            return still_waits  # the same request arrived twice at the same moment
        raise
    if text:
        CheckInAnswerWords.objects.create(answer=row, text=text)
    audit.record(
        by=viewer.actor,
        act="agreements.check_in_answered",
        subject_kind="check_in",
        subject_uuid=said.uuid,
        learner_uuid=learner.uuid,
        with_words=bool(text),
    )
    if not still_waits:
        settle_help(learner, said.week_on)
    tell(
        to=learner.person_id,
        kind=NoticeKind.CHECK_IN_ANSWERED,
        learner=learner,
        link=reverse("student:check_in"),
        subject=said.uuid,
        by=viewer.actor,
    )
    return still_waits


def _kept(
    key: str, learner: Any, said: dict[str, Any], target_uuids: Collection[uuid.UUID]
) -> uuid.UUID | None:
    """The check-in that this form made already. Raises Conflict where it says something else now; a target that had ended
    by then was left out of it."""
    row = CheckIn.objects.select_related("words").filter(request_key=key).first()
    if row is None:
        return None
    words = getattr(row, "words", None)
    kept = {name: getattr(words, name, "") for name in ("reflect", "adjust", "plan")}
    open_then = Q(end__isnull=True) | Q(end__ended_at__gt=row.recorded_at) | Q(pk__in=row.target_ids)
    of_week = CheckIn.objects.filter(learner_id=row.learner_id, week_on=row.week_on)
    targets = _targets(learner, target_uuids, open_then)
    if not targets and row.recorded_by_id != learner.person_id:
        targets = sorted(row.target_ids)  # an adult's form kept those that stood
    check_repeat(
        {"went": row.went, "wants_help": row.wants_help, **kept, "targets": sorted(row.target_ids)},
        {**said, "targets": targets},
        stands=not of_week.filter(pk__gt=row.pk).exists(),
    )
    return row.uuid


def _answered(key: str, text: str) -> bool:
    """Has this form answered already? Raises Conflict where it says something else now."""
    row = CheckInAnswer.objects.select_related("words").filter(request_key=key).first()
    if row is not None:
        check_repeat(getattr(getattr(row, "words", None), "text", ""), text)
    return row is not None


def _hers(viewer: Viewer, learner_uuid: uuid.UUID) -> Any:
    if viewer.learner_uuid == learner_uuid:
        learner = visible_learner(viewer, learner_uuid)
        if learner.left_on and learner.left_on < clock.today():
            check_adult_of(viewer, learner)
        return learner
    visible_learner(viewer, learner_uuid)
    try:
        learner = visible_learner(by_work(viewer), learner_uuid)
    except NotFound as problem:
        raise NotAllowed(
            _("A check-in is the learner's own."),
            remedy=_("Ask how the week went; what is written down stays between the learner and school."),
        ) from problem
    check_adult_of(viewer, learner)
    return learner


def _check_said(went: int | None, words: dict[str, str], wants_help: bool) -> None:
    if went is not None and (isinstance(went, bool) or went not in WENT_STEPS):
        raise refused("went", _("This isn't one of the four answers."), _("Choose one of them, or none."))
    for name, text in words.items():
        if len(text) > MOST_WORDS:
            raise _too_long(name)
    if went is None and not any(words.values()) and not wants_help:
        raise refused(
            "went",
            _("There is nothing to save yet."),
            _("Choose how the plan went, write a few words, or ask for help. One of them is enough."),
        )


def _too_long(field: str) -> Refused:
    return refused(
        field,
        _("The text is longer than a check-in keeps."),
        _("Shorten it to %(most)s characters; what is longer can be told in person.") % {"most": MOST_WORDS},
    )


def _targets(learner: Any, uuids: Collection[uuid.UUID], chosen: Q) -> list[int]:
    """Row ids of this learner's targets among these; others are left out."""
    if not uuids:
        return []
    rows = Target.objects.filter(chosen, learner_id=learner.pk, uuid__in=list(uuids))
    return list(rows.order_by("pk").values_list("pk", flat=True))
