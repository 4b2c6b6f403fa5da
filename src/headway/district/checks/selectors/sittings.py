"""Reading sittings: the learner's own list, and what staff see of a learner's checks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from headway.district.checks.engine import answers_standing
from headway.district.checks.models import CheckAnswerWords, CheckReading, CheckSitting
from headway.district.checks.policies import learner_of_staff, no_such_page
from headway.district.checks.types import GivenInfo, ReadingInfo, SittingInfo, SittingResult
from headway.district.continuum.api import ContinuumMap, current_map, map_of
from headway.district.foundation.api import translated
from headway.district.people.api import Viewer, person_names, reasons_to_see, record_view

__all__ = ["my_reading", "my_sitting", "my_sittings", "readings_of", "result_of", "sittings_of"]


def my_sittings(viewer: Viewer) -> tuple[SittingInfo, ...]:
    """The learner's own sittings: open ones first, the oldest first among them; set-aside ones are left out."""
    if viewer.learner_id is None:
        return ()
    rows = CheckSitting.objects.filter(learner_id=viewer.learner_id, set_aside_at=None).order_by(
        "opened_at", "pk"
    )
    infos = _infos(rows)
    return (*(one for one in infos if one.is_open), *(one for one in reversed(infos) if not one.is_open))


def my_sitting(viewer: Viewer, sitting_uuid: uuid.UUID) -> SittingInfo:
    """One of them. Raises NotFound for everybody else's, and for one that was set aside."""
    rows = CheckSitting.objects.filter(
        learner_id=viewer.learner_id or 0, set_aside_at=None, uuid=sitting_uuid
    )
    found = _infos(rows) if viewer.learner_id else ()
    if not found:
        raise no_such_page()
    return found[0]


def my_reading(viewer: Viewer, sitting_uuid: uuid.UUID) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """(what the learner seems to know, what could be next) of her own finished sitting, as competencies; no numbers.

    Raises NotFound for everybody else's.
    """
    my_sitting(viewer, sitting_uuid)
    row = CheckSitting.objects.defer("state").get(uuid=sitting_uuid)
    readings = _readings(row.pk, map_of(row.version_id))
    return (
        tuple(one.competency for one in readings if one.reading == "known"),
        tuple(one.competency for one in readings if one.is_next and one.reading != "known"),
    )


def sittings_of(viewer: Viewer, learner_uuid: uuid.UUID) -> tuple[SittingInfo, ...]:
    """All sittings of a learner for her staff, the newest first. Raises NotFound for everybody else."""
    learner = learner_of_staff(viewer, learner_uuid)
    rows = CheckSitting.objects.filter(learner=learner).order_by("-opened_at", "-pk")
    return _infos(rows)


def result_of(viewer: Viewer, sitting_uuid: uuid.UUID) -> SittingResult:
    """One sitting in full: readings in the order of the continuum, and every answer. For staff; the look is noted."""
    row = _rows(CheckSitting.objects.filter(uuid=sitting_uuid)).first()
    if row is None:
        raise no_such_page()
    learner = learner_of_staff(viewer, row.learner.uuid)
    record_view(viewer=viewer, learner=learner, page="checks:result", reasons=reasons_to_see(viewer, learner))
    continuum = map_of(row.version_id)
    readings = _readings(row.pk, continuum)
    return SittingResult(
        _infos([row])[0],
        readings,
        _answers(row, continuum),
        sum(max(one.chance, 1 - one.chance) for one in readings) / len(readings) if readings else None,
    )


def readings_of(viewer: Viewer, learner_uuid: uuid.UUID) -> dict[uuid.UUID, ReadingInfo]:
    """Per competency (its uuid today): what the newest finished check that covered it says. For staff of the learner."""
    learner = learner_of_staff(viewer, learner_uuid)
    today = current_map()
    if today is None:
        return {}
    found: dict[uuid.UUID, ReadingInfo] = {}
    rows = (
        CheckReading.objects.filter(
            sitting__learner=learner, sitting__set_aside_at=None, sitting__finished_at__isnull=False
        )
        .order_by("-sitting__finished_at", "pk")
        .values_list("competency_id", "reading", "chance", "is_next", "was_asked")
    )
    for competency_id, reading, chance, is_next, was_asked in rows:
        competency = today.by_id.get(today.current_ids.get(competency_id, competency_id))
        if competency is not None:
            found.setdefault(competency.uuid, ReadingInfo(competency, reading, chance, is_next, was_asked))
    if found:
        record_view(
            viewer=viewer, learner=learner, page="checks:readings", reasons=reasons_to_see(viewer, learner)
        )
    return found


def _rows(rows: Any) -> Any:
    return rows.select_related("learner", "learner__school", "learner__person")


def _infos(rows: Iterable[CheckSitting]) -> tuple[SittingInfo, ...]:
    if not isinstance(rows, list):
        rows = list(rows.select_related("learner").defer("state").prefetch_related("answers"))  # type: ignore[attr-defined]
    names = person_names({row.opened_by_id for row in rows if row.opened_by_id})
    continuum = current_map()
    domains = {one.code: one for one in continuum.domains} if continuum else {}
    strands = {one.code: one for one in continuum.strands} if continuum else {}
    return tuple(
        SittingInfo(
            uuid=row.uuid,
            learner_uuid=row.learner.uuid,
            purpose=row.purpose,
            stage=row.stage,
            domain=domains.get(row.domain_code),
            strand=strands.get(row.strand_code),
            module=row.module,
            opened_at=row.opened_at,
            begun_at=row.begun_at,
            finished_at=row.finished_at,
            set_aside_at=row.set_aside_at,
            stop_reason=row.stop_reason,
            answers=len(answers_standing(row.answers.all())),
            competencies=len(row.competency_ids),
            band=row.band,
            unusual=tuple(row.unusual),
            opened_by=names.get(row.opened_by_id or 0, ""),
        )
        for row in rows
    )


def _readings(sitting_id: int, continuum: ContinuumMap) -> tuple[ReadingInfo, ...]:
    rows = CheckReading.objects.filter(sitting_id=sitting_id).values_list(
        "competency_id", "reading", "chance", "is_next", "was_asked"
    )
    found = [ReadingInfo(continuum.by_id[row[0]], *row[1:]) for row in rows if row[0] in continuum.by_id]
    return tuple(sorted(found, key=lambda one: (one.competency.level or 0, one.competency.sequence)))


def _answers(row: CheckSitting, continuum: ContinuumMap) -> tuple[GivenInfo, ...]:
    answers = list(row.answers.select_related("item").order_by("number"))
    words = dict(
        CheckAnswerWords.objects.filter(answer_id__in=[one.pk for one in answers]).values_list(
            "answer_id", "given"
        )
    )
    standing = {one.pk for one in answers_standing(answers)}
    return tuple(
        GivenInfo(
            one.number,
            continuum.by_id.get(one.competency_id),
            translated(one.item, "stem"),
            _in_words(one.item, words.get(one.pk)),
            one.answer,
            one.seconds,
            one.pk in standing,
        )
        for one in answers
    )


def _in_words(item: Any, given: list[str] | None) -> str | None:
    if given is None:
        return None
    texts = {str(one["code"]): str(one["text"]) for one in item.choices}
    return ", ".join(texts.get(str(one), str(one)) for one in given)
