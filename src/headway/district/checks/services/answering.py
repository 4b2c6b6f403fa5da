"""A learner at a check: which question is on the screen, what she answers, going back one, and coming back later.

Only recording an answer happens while the sitting is locked. Choosing the next question takes the engine a moment, so
it is done when the next page asks for it, outside of any transaction, and kept; a reload shows the same question.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.checks.engine import (
    answers_standing,
    asking_of,
    competency_of,
    locator_of,
    state_of,
)
from headway.district.checks.models import CheckAnswer, CheckAnswerWords, CheckItem, CheckSitting
from headway.district.checks.policies import no_such_page
from headway.district.checks.services.finishing import finish
from headway.district.checks.types import AskedQuestion, CheckAnswerKind, CheckStage, Choice, ItemKind
from headway.district.continuum.api import map_of
from headway.district.foundation.api import clock, refused
from headway.district.people.api import Viewer, lineage
from headway.mastery.formats.questions import LONGEST_ANSWER, matches
from headway.mastery.placement import next_question, stopped

__all__ = ["LANGUAGES", "answer", "begin", "current_question", "go_back", "speak"]

LANGUAGES = ("en", "es")
# From how many answers on the learner reads "a good part is done" and "nearly there".
WAYS = {CheckStage.LOCATOR.value: (2, 5, 8), CheckStage.STRAND.value: (3, 8, 14)}


def begin(viewer: Viewer, sitting_uuid: uuid.UUID) -> None:
    """The learner starts, or goes on. Raises NotFound for everybody but the learner."""
    sitting = _hers(viewer, sitting_uuid)
    CheckSitting.objects.filter(pk=sitting.pk, begun_at=None).update(begun_at=clock.now())


def current_question(viewer: Viewer, sitting_uuid: uuid.UUID, language: str = "") -> AskedQuestion | None:
    """The question on the screen, chosen now where none is; None where the sitting is over (it may end here).

    language: in which she reads now; the sitting follows. Raises NotFound for everybody but the learner.
    """
    sitting = _hers(viewer, sitting_uuid)
    if not _is_open(sitting):
        return None
    if language in LANGUAGES and language != sitting.language:
        speak(viewer, sitting_uuid, language)
        sitting.language = language
    rows = list(sitting.answers.order_by("number"))
    if sitting.asked_item_id is None:
        _ask_next(sitting, rows)
        sitting = _hers(viewer, sitting_uuid)
        if not _is_open(sitting):
            return None
        if sitting.asked_item_id is None:  # another tab answered in this moment
            return current_question(viewer, sitting_uuid, language)
        rows = list(sitting.answers.order_by("number"))
    return _shown(sitting, rows)


def answer(
    viewer: Viewer,
    sitting_uuid: uuid.UUID,
    *,
    item_uuid: uuid.UUID | None,
    number: int,
    given: Sequence[str] = (),
    unfamiliar: bool = False,
    request_key: str = "",
) -> bool:
    """Keep an answer to the question on the screen; True where it was kept, False where it had been answered already.

    A double tap, a second tab or a page that is sent again changes nothing. Raises NotFound for everybody but the
    learner, Refused where nothing was chosen or written.
    """
    with transaction.atomic():
        sitting = _hers(viewer, sitting_uuid, lock=True)
        rows = list(sitting.answers.order_by("number"))
        item = sitting.asked_item
        if not _is_open(sitting) or item is None or item.uuid != item_uuid or number != len(rows) + 1:
            return False
        if request_key and any(one.request_key == request_key for one in rows):
            return False
        kind, kept = (CheckAnswerKind.UNFAMILIAR, []) if unfamiliar else _judged(item, given)
        was_there = next((one for one in rows if one.item_id == item.pk), None)
        now = clock.now()
        row = CheckAnswer.objects.create(
            sitting=sitting,
            number=number,
            item=item,
            competency_id=was_there.competency_id
            if was_there
            else competency_of(sitting, item.competency_id),
            answer=kind,
            answered_at=now,
            seconds=max((now - sitting.asked_at).total_seconds(), 0.0) if sitting.asked_at else None,
            request_key=request_key[:64],
        )
        CheckAnswerWords.objects.create(answer=row, given=kept)
        sitting.asked_item, sitting.asked_at = None, None
        sitting.begun_at = sitting.begun_at or now
        changed = ["asked_item", "asked_at", "begun_at"]
        if was_there:
            sitting.state, sitting.answers_kept = None, 0
            changed += ["state", "answers_kept"]
        sitting.save(update_fields=changed)
    return True


@transaction.atomic
def go_back(viewer: Viewer, sitting_uuid: uuid.UUID) -> None:
    """The question before comes back to the screen, with what was given; one step, and answering it goes on from there.

    Where there is none, or it is on the screen already, nothing changes. Raises NotFound.
    """
    sitting = _hers(viewer, sitting_uuid, lock=True)
    standing = answers_standing(sitting.answers.order_by("number"))
    if not _is_open(sitting) or not standing or sitting.asked_item_id in {one.item_id for one in standing}:
        return
    latest = max(standing, key=lambda one: one.number)
    sitting.asked_item_id, sitting.asked_at = latest.item_id, clock.now()
    sitting.save(update_fields=["asked_item", "asked_at"])


@transaction.atomic
def speak(viewer: Viewer, sitting_uuid: uuid.UUID, language: str) -> None:
    """From now on questions are asked in this language. Raises NotFound, Refused for a language nobody wrote them in."""
    sitting = _hers(viewer, sitting_uuid, lock=True)
    if language not in LANGUAGES:
        raise refused(
            "language", _("The check does not speak this language yet."), _("Choose English or Spanish.")
        )
    sitting.language = language
    sitting.save(update_fields=["language"])


def _hers(viewer: Viewer, sitting_uuid: uuid.UUID, *, lock: bool = False) -> CheckSitting:
    if viewer.learner_id is None:
        raise no_such_page()
    rows = CheckSitting.objects.filter(uuid=sitting_uuid, learner_id=viewer.learner_id)
    # What locks it changes an answer, never the state: tens of kilobytes that need not be read, nor written back.
    rows = rows.select_for_update(of=("self",)).defer("state") if lock else rows
    sitting = rows.select_related("asked_item", "learner").first()
    if sitting is None:
        raise no_such_page()
    return sitting


def _is_open(sitting: CheckSitting) -> bool:
    return sitting.finished_at is None and sitting.set_aside_at is None


def _ask_next(sitting: CheckSitting, rows: Sequence[CheckAnswer]) -> None:
    """Choose the next question and keep it, with the engine's state; or finish."""
    standing = answers_standing(rows)
    asking = asking_of(sitting, standing, lineage(sitting.learner.school_id or 0))
    left = asking.left
    if sitting.stage == CheckStage.LOCATOR:
        state = None
        competency = locator_of(sitting, standing).next_question(can_ask=left)
        if competency is None:
            finish(sitting, rows)
            return
    else:
        state = state_of(sitting, standing)
        question = next_question(state, can_ask=left)
        if question is None:
            reason = stopped(state, can_ask=left)
            finish(sitting, rows, state=state, reason=reason.value if reason else "")
            return
        competency = question.competency
    # Only where nobody else has chosen meanwhile; both would have chosen the same.
    CheckSitting.objects.filter(pk=sitting.pk, asked_item=None, finished_at=None, set_aside_at=None).update(
        asked_item_id=asking.items[competency][0],
        asked_at=clock.now(),
        state=state.to_bytes() if state else None,
        answers_kept=len(standing),
    )


def _judged(item: CheckItem, given: Sequence[str]) -> tuple[str, list[str]]:
    given = [one[:LONGEST_ANSWER] for one in given if one.strip()]
    if item.kind == ItemKind.SHORT:
        if not given:
            raise refused(
                "answer",
                _("Nothing is written yet."),
                _("Write an answer, or say that you haven't met this."),
            )
        # An answer in the other language is an answer.
        accepted = [*item.key]
        for words in (item.translations or {}).values():
            accepted += words.get("key", [])
        is_right = matches(given[0], [str(one) for one in accepted])
        return (CheckAnswerKind.RIGHT if is_right else CheckAnswerKind.NOT_YET), [given[0]]
    codes = {str(one["code"]) for one in item.choices}
    chosen = sorted(set(given) & codes)
    if not chosen:
        raise refused(
            "answer", _("Nothing is chosen yet."), _("Choose an answer, or say that you haven't met this.")
        )
    if item.kind == ItemKind.CHOICE:
        chosen = chosen[:1]
    is_right = set(chosen) == {str(one) for one in item.key}
    return (CheckAnswerKind.RIGHT if is_right else CheckAnswerKind.NOT_YET), chosen


def _shown(sitting: CheckSitting, rows: Sequence[CheckAnswer]) -> AskedQuestion:
    item = sitting.asked_item
    assert item is not None
    standing = answers_standing(rows)
    before = next((one for one in standing if one.item_id == item.pk), None)
    words: dict[str, Any] = (item.translations or {}).get(sitting.language, {})
    speaks = sitting.language == "en" or bool(words.get("stem"))
    texts = words.get("choices", {})
    stem = words.get("stem") or item.stem
    continuum = map_of(sitting.version_id)
    return AskedQuestion(
        sitting_uuid=sitting.uuid,
        item_uuid=item.uuid,
        number=len(rows) + 1,
        kind=item.kind,
        stem=stem,
        spoken=words.get("spoken") or ("" if words.get("stem") else item.spoken) or stem,
        choices=tuple(
            Choice(str(one["code"]), texts.get(str(one["code"])) or str(one["text"])) for one in item.choices
        ),
        language=sitting.language if speaks else "en",
        way=sum(len(standing) >= one for one in WAYS[sitting.stage]),
        can_go_back=bool(standing) and before is None,
        is_again=before is not None,
        purpose=sitting.purpose,
        stage=sitting.stage,
        domain=next((one for one in continuum.domains if one.code == sitting.domain_code), None),
        strand=next((one for one in continuum.strands if one.code == sitting.strand_code), None),
        chosen=tuple(_given_before(before)) if before else (),
    )


def _given_before(row: CheckAnswer) -> list[str]:
    words = CheckAnswerWords.objects.filter(answer=row).first()
    return [str(one) for one in words.given] if words else []
