"""One act of recording: a tap on one level, or a whole class's observation at once."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, EvidenceWords, Rating
from headway.district.evidence.policies import check_record
from headway.district.evidence.types import RatingLine, Recorded
from headway.district.foundation.api import Actor, Conflict, audit, clock
from headway.district.people.api import Viewer

__all__ = ["record"]

ROWS_AT_ONCE = 500


@transaction.atomic
def record(lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None) -> Recorded:
    """Append ratings with their pieces of evidence and one audit row, all or nothing.

    A line whose request key was sent before adds nothing: its earlier rating is answered, marked as repeated.
    Raises Refused with the problems per row, NotFound and NotAllowed where the viewer may not rate, Conflict when
    a request key comes again with other content.
    """
    learners = check_record(lines, by=by, viewer=viewer)
    keys = _request_keys(lines, by)
    before = _already_recorded(lines, keys)
    new = [place for place in range(len(lines)) if keys[place] is None or keys[place] not in before]
    act_uuid = None
    made: dict[int, Rating] = {}
    if new:
        try:
            with transaction.atomic():
                act_uuid, made = _append([(lines[place], keys[place]) for place in new], new, by, learners)
        except IntegrityError:
            # The same request arrived twice at the same moment, and the other one was first.
            before = _already_recorded(lines, keys)
            if any(keys[place] not in before for place in new):
                raise
            new, act_uuid = [], None
    rows = [made.get(place) or before[keys[place]] for place in range(len(lines))]
    return Recorded(
        rating_ids=tuple(row.pk for row in rows),
        rating_uuids=tuple(row.uuid for row in rows),
        evidence_uuids=tuple(row.evidence.uuid for row in rows),
        repeated=tuple(place not in made for place in range(len(lines))),
        act_uuid=act_uuid,
    )


def _request_keys(lines: Sequence[RatingLine], by: Actor) -> list[str | None]:
    """One key per line: who sent it, the key of the request, and which of that request's lines it is."""
    seen: Counter[str] = Counter()
    keys: list[str | None] = []
    for line in lines:
        if not line.request_key:
            keys.append(None)
            continue
        seen[line.request_key] += 1
        text = f"{by.key}\n{line.request_key}\n{seen[line.request_key]}"
        keys.append(hashlib.sha256(text.encode()).hexdigest())
    return keys


def _already_recorded(lines: Sequence[RatingLine], keys: list[str | None]) -> dict[str | None, Rating]:
    given = [key for key in keys if key]
    if not given:
        return {}
    rows = Rating.objects.filter(request_key__in=given).select_related("evidence")
    before = {row.request_key: row for row in rows}
    for line, key in zip(lines, keys, strict=True):
        row = before.get(key)
        if row and (row.learner_id, row.competency_id, row.level) != (
            line.learner_id,
            line.competency_id,
            line.level,
        ):
            raise Conflict(
                _("This form was already sent with another level, so nothing was added."),
                remedy=_("Open the page again and record what you saw."),
            )
    return before


def _append(
    lines: list[tuple[RatingLine, str | None]], places: list[int], by: Actor, learners
) -> tuple[uuid.UUID, dict[int, Rating]]:
    now = clock.now()
    uuids = {learners[line.learner_id].uuid for line, _key in lines}
    act = audit.record(
        by=by,
        act="evidence.ratings_recorded",
        learner_uuid=next(iter(uuids)) if len(uuids) == 1 else None,
        ratings=len(lines),
        learners=len(uuids),
        pieces=len({_piece(place, line) for place, (line, _key) in zip(places, lines, strict=True)}),
    )
    pieces: dict[object, Evidence] = {}
    words: dict[object, EvidenceWords] = {}
    for place, (line, _key) in zip(places, lines, strict=True):
        piece = _piece(place, line)
        if piece not in pieces:
            pieces[piece] = Evidence(
                learner_id=line.learner_id,
                task_id=line.task_id,
                section_id=line.section_id,
                form=line.form,
                setting=line.setting,
                observed_at=line.observed_at,
                recorded_at=now,
                recorded_by_id=by.person_id,
                act=act.uuid,
            )
        if piece not in words and (line.title or line.note):
            words[piece] = EvidenceWords(evidence=pieces[piece], title=line.title, note=line.note)
    Evidence.objects.bulk_create(pieces.values(), batch_size=ROWS_AT_ONCE)
    for piece, row in words.items():
        row.evidence_id = pieces[piece].pk
    EvidenceWords.objects.bulk_create(words.values(), batch_size=ROWS_AT_ONCE)
    ratings = [
        Rating(
            evidence=pieces[_piece(place, line)],
            learner_id=line.learner_id,
            competency_id=line.competency_id,
            level=line.level,
            rater_id=line.rater_id if line.rater_id is not None else by.person_id,
            observed_at=line.observed_at,
            recorded_at=now,
            request_key=key,
        )
        for place, (line, key) in zip(places, lines, strict=True)
    ]
    Rating.objects.bulk_create(ratings, batch_size=ROWS_AT_ONCE)
    return act.uuid, dict(zip(places, ratings, strict=True))


def _piece(place: int, line: RatingLine) -> object:
    """Lines of one learner with the same piece are about one piece of work; without one, each is its own."""
    return (line.learner_id, line.piece) if line.piece else place
