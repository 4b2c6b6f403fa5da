"""The end of a sitting: what it says is kept as readings, what stands out is noted for a person, the next part opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from headway.district.checks.engine import ANSWERS, answers_standing, locator_of, structure_for
from headway.district.checks.models import (
    CheckAnswer,
    CheckAnswerWords,
    CheckItem,
    CheckReading,
    CheckSitting,
)
from headway.district.checks.services.inviting import MOST_COMPETENCIES, open_sitting
from headway.district.checks.types import CheckStage, ItemKind
from headway.district.continuum.api import map_of
from headway.district.foundation.api import Actor, Refused, audit, clock
from headway.mastery.placement import Given, State, result, strand_sessions, unusual

__all__ = ["finish"]

BY = Actor.system("checks")


def finish(
    sitting: CheckSitting, rows: Sequence[CheckAnswer], *, state: State | None = None, reason: str = ""
) -> None:
    """Keep what the sitting says and close it; a second call changes nothing."""
    standing = answers_standing(rows)
    readings = [] if state is None else _readings(sitting, standing, state)
    locator = locator_of(sitting, standing) if sitting.stage == CheckStage.LOCATOR else None
    with transaction.atomic():
        now = clock.now()
        closed = CheckSitting.objects.filter(
            pk=sitting.pk, finished_at=None, set_aside_at=None, asked_item=None
        ).update(
            finished_at=now,
            stop_reason=reason or "enough",
            state=None,
            unusual=[] if not rows else _unusual(standing),
            **({"band": _band(locator)} if locator else {}),
        )
        if not closed:
            return
        CheckReading.objects.bulk_create(readings)
        audit.record(
            by=BY,
            act="checks.finished",
            subject_kind="check",
            subject_uuid=sitting.uuid,
            learner_uuid=sitting.learner.uuid,
            answers=len(standing),
            stop=reason or "enough",
        )
        if locator:
            _open_strands(sitting, locator)


def _readings(sitting: CheckSitting, standing: Sequence[CheckAnswer], state: State) -> list[CheckReading]:
    said = result(state)
    _structure, identifiers = structure_for(sitting.version_id, sitting.competency_ids)
    asked = {one.competency_id for one in standing}
    ready = {one.competency for one in said.ready}
    return [
        CheckReading(
            sitting=sitting,
            competency_id=competency,
            chance=round(said.chances[name], 4),
            reading=said.readings[name].value,
            is_next=name in ready,
            was_asked=competency in asked,
        )
        for competency, name in identifiers.items()
    ]


def _band(locator: Any) -> dict[str, float]:
    band = locator.band()
    return {"lowest": band.lowest, "likely": band.likely, "highest": band.highest}


def _open_strands(sitting: CheckSitting, locator: Any) -> None:
    """One sitting for each strand with something near the band; strands without a question are left to other ways."""
    continuum = map_of(sitting.version_id)
    of = {one.identifier: one for one in continuum.competencies}
    for strand, names in strand_sessions(locator.structure, locator.band(), MOST_COMPETENCIES).items():
        try:
            open_sitting(
                sitting.learner,
                continuum,
                [of[name] for name in names],
                stage=CheckStage.STRAND,
                domain_code=sitting.domain_code,
                strand_code=strand,
                purpose=sitting.purpose,
                module=sitting.module,
                by=BY,
                band=_band(locator),
                # The same seed gives the same parts, so that a sitting can be gone through again in a test.
                seed=sitting.seed,
                language=sitting.language,
            )
        except Refused:
            continue


def _unusual(standing: Sequence[CheckAnswer]) -> list[dict[str, Any]]:
    items = CheckItem.objects.in_bulk([one.item_id for one in standing])
    words = {
        one.answer_id: one.given
        for one in CheckAnswerWords.objects.filter(answer_id__in=[one.pk for one in standing])
    }
    given = []
    for one in standing:
        item = items[one.item_id]
        texts = [item.stem, *(str(choice["text"]) for choice in item.choices)]
        codes = [str(choice["code"]) for choice in item.choices]
        chosen = words.get(one.pk) or []
        given.append(
            Given(
                ANSWERS[one.answer],
                one.seconds,
                sum(len(text.split()) for text in texts),
                codes.index(chosen[0]) + 1
                if item.kind == ItemKind.CHOICE and chosen and chosen[0] in codes
                else None,
            )
        )
    return [
        {"kind": one.kind.value, "questions": list(one.questions), "numbers": dict(one.numbers)}
        for one in unusual(given)
    ]
