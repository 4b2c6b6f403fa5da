"""One act of recording: a tap on one level, or a whole class's observation at once."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, Rating
from headway.district.evidence.policies import Known, check_record
from headway.district.evidence.services.around import Around
from headway.district.evidence.types import RatingLine, Recorded
from headway.district.foundation.api import Actor, Conflict, audit, clock
from headway.district.people.api import Viewer

__all__ = ["ROWS_AT_ONCE", "key_of", "record"]

ROWS_AT_ONCE = 500


@transaction.atomic
def record(lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None) -> Recorded:
    """Append ratings with their pieces of evidence and one audit row, all or nothing.

    A line that names a piece (`evidence_uuid`) adds a rating to it: a second person's, or a second look. Both stand.
    A line whose request key was sent before adds nothing: its earlier rating is answered, marked as repeated.
    Raises Refused with the problems per row, NotFound and NotAllowed where the viewer may not rate, Conflict when
    a request key comes again with other content.
    """
    known = check_record(lines, by=by, viewer=viewer)
    keys = _request_keys(lines, by)
    before, act_uuid, made = _appended(lines, keys, by, known)
    if any(place not in made and keys[place] not in before for place in range(len(lines))):
        # Somebody else wrote around one of the pieces at the same moment, and was first: look again, then write.
        before, act_uuid, made = _appended(
            lines, keys, by, check_record(lines, by=by, viewer=viewer), again=True
        )
    rows = [made.get(place) or before[keys[place]] for place in range(len(lines))]
    return Recorded(
        rating_ids=tuple(row.pk for row in rows),
        rating_uuids=tuple(row.uuid for row in rows),
        evidence_uuids=tuple(row.evidence.uuid for row in rows),
        repeated=tuple(place not in made for place in range(len(lines))),
        act_uuid=act_uuid,
    )


def _appended(
    lines: Sequence[RatingLine], keys: list[str | None], by: Actor, known: Known, *, again: bool = False
) -> tuple[dict[str | None, Rating], uuid.UUID | None, dict[int, Rating]]:
    """What had been recorded before, by key; the act, and what it appended, by the line's place. The second may be
    empty where somebody else was first; `again` raises then.
    """
    before = _already_recorded(lines, keys)
    new = [place for place in range(len(lines)) if keys[place] is None or keys[place] not in before]
    if not new:
        return before, None, {}
    try:
        with transaction.atomic():
            return before, *_append([(lines[place], keys[place]) for place in new], new, by, known)
    except IntegrityError:
        # The same request arrived twice at the same moment, and the other one was first.
        if again:
            raise
        return _already_recorded(lines, keys), None, {}


def key_of(by: Actor, *parts: object) -> str:
    """The lasting name of a request: who sent it, and what it is called there."""
    return hashlib.sha256("\n".join((by.key, *map(str, parts))).encode()).hexdigest()


def _request_keys(lines: Sequence[RatingLine], by: Actor) -> list[str | None]:
    """One key per line: who sent it, the key of the request, and which of that request's lines it is."""
    seen: Counter[str] = Counter()
    keys: list[str | None] = []
    for line in lines:
        if not line.request_key:
            keys.append(None)
            continue
        seen[line.request_key] += 1
        keys.append(key_of(by, line.request_key, seen[line.request_key]))
    return keys


def _already_recorded(lines: Sequence[RatingLine], keys: list[str | None]) -> dict[str | None, Rating]:
    given = [key for key in keys if key]
    if not given:
        return {}
    rows = Rating.objects.filter(request_key__in=given).select_related("evidence", "words")
    before = {row.request_key: row for row in rows.prefetch_related("criteria")}
    for line, key in zip(lines, keys, strict=True):
        if (row := before.get(key)) and not _is_the_same(line, row):
            raise Conflict(
                _("This form was already sent with another level, so nothing was added."),
                remedy=_("Open the page again and record what you saw."),
            )
    return before


def _is_the_same(line: RatingLine, row: Rating) -> bool:
    """Does the line say what the rating says? Feedback that was erased meanwhile can't be compared."""
    words = getattr(row, "words", None)
    return (
        (row.learner_id, row.competency_id, row.level) == (line.learner_id, line.competency_id, line.level)
        and line.evidence_uuid in (None, row.evidence.uuid)
        and {one.criterion: one.level for one in row.criteria.all()}
        == {one.criterion: one.level for one in line.criteria}
        and (words is None or words.feedback == line.feedback.strip())
    )


def _append(
    lines: list[tuple[RatingLine, str | None]], places: list[int], by: Actor, known: Known
) -> tuple[uuid.UUID, dict[int, Rating]]:
    now = clock.now()
    uuids = {known.learners[line.learner_id].uuid for line, _key in lines}
    keys = [_piece(place, line) for place, (line, _key) in zip(places, lines, strict=True)]
    existing = {line.evidence_uuid for line, _key in lines if line.evidence_uuid}
    again: dict[str, Any] = {"pieces_again": len(existing)} if existing else {}
    act = audit.record(
        by=by,
        act="evidence.ratings_recorded",
        learner_uuid=next(iter(uuids)) if len(uuids) == 1 else None,
        ratings=len(lines),
        learners=len(uuids),
        pieces=len(set(keys) - existing),
        **again,
    )
    pieces: dict[object, Evidence] = {}
    for key, (line, _key) in zip(keys, lines, strict=True):
        if key not in pieces:
            pieces[key] = (
                known.pieces[line.evidence_uuid]
                if line.evidence_uuid
                else _new_piece(line, by, now, act.uuid)
            )
    _write(Evidence, (piece for piece in pieces.values() if piece._state.adding))
    around = Around(known)
    for key, (line, _key) in zip(keys, lines, strict=True):
        around.piece(pieces[key], line)
    ratings = [
        Rating(
            evidence=pieces[key],
            learner_id=line.learner_id,
            competency_id=line.competency_id,
            level=line.level,
            rater_id=line.rater_id if line.rater_id is not None else by.person_id,
            # The piece says when it was shown, also to whoever rates it later.
            observed_at=pieces[key].observed_at,
            recorded_at=now,
            request_key=request_key,
        )
        for key, (line, request_key) in zip(keys, lines, strict=True)
    ]
    _write(Rating, ratings)
    for rating, (line, _key) in zip(ratings, lines, strict=True):
        around.rating(rating, line)
    around.write()
    return act.uuid, dict(zip(places, ratings, strict=True))


def _new_piece(line: RatingLine, by: Actor, now, act_uuid: uuid.UUID) -> Evidence:
    return Evidence(
        learner_id=line.learner_id,
        task_id=line.task_id,
        section_id=line.section_id,
        form=line.form,
        setting=line.setting,
        observed_at=line.observed_at,
        recorded_at=now,
        recorded_by_id=by.person_id,
        act=act_uuid,
    )


def _write(model, rows: Iterable) -> None:
    model.objects.bulk_create(list(rows), batch_size=ROWS_AT_ONCE)


def _piece(place: int, line: RatingLine) -> object:
    """Lines of one learner with the same piece are about one piece of work; without one, each is its own."""
    if line.evidence_uuid:
        return line.evidence_uuid
    return (line.learner_id, line.piece) if line.piece else place
