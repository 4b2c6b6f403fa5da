"""One act of noting: a habit of one learner, or one habit of a whole section."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, Conflict, NotFound, audit, clock
from headway.district.habits.models import HabitObservation, HabitWithdrawal, HabitWords
from headway.district.habits.policies import check_note, check_withdraw
from headway.district.habits.types import HabitLine, HabitsNoted
from headway.district.people.api import LearnerGate, Viewer, learner_gates

__all__ = ["note_habits", "withdraw_observation"]


@transaction.atomic
def note_habits(lines: Sequence[HabitLine], *, viewer: Viewer) -> HabitsNoted:
    """Append observations with one audit row, all or nothing. A line sent before adds nothing.

    Raises NotFound, NotAllowed and Refused as `check_note`; Conflict when a request key comes again with other content.
    """
    learners = check_note(lines, viewer=viewer)
    keys = _keys(lines, viewer.actor)
    before = _noted_before(lines, keys)
    new = [place for place, key in enumerate(keys) if key is None or key not in before]
    made: dict[int, HabitObservation] = {}
    act_uuid = None
    if new:
        try:
            with transaction.atomic():
                act_uuid, made = _append(lines, keys, new, learners, viewer)
        except IntegrityError:
            # The same request arrived twice at the same moment, and the other one was first.
            before = _noted_before(lines, keys)
            if any(keys[place] not in before for place in new):
                raise
            act_uuid, made = None, {}
    rows = [made.get(place) or before[keys[place]] for place in range(len(lines))]
    return HabitsNoted(
        uuids=tuple(row.uuid for row in rows),
        repeated=tuple(place not in made for place in range(len(lines))),
        act_uuid=act_uuid,
    )


@transaction.atomic
def withdraw_observation(observation_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """Take an observation back. Doing it twice is the same act. Raises NotFound and NotAllowed."""
    row = HabitObservation.objects.filter(uuid=observation_uuid).first()
    if row is None:
        raise NotFound(_("There is no such observation."))
    check_withdraw(viewer, row.learner_id, row.seen_by_id)
    try:
        with transaction.atomic():
            HabitWithdrawal.objects.create(
                observation=row, recorded_at=clock.now(), withdrawn_by_id=viewer.person_id
            )
    except IntegrityError:
        return  # it was taken back before
    audit.record(
        by=viewer.actor,
        act="habits.taken_back",
        subject_kind="habit_observation",
        subject_uuid=row.uuid,
        learner_uuid=learner_gates({row.learner_id})[row.learner_id].uuid,
    )


def _keys(lines: Sequence[HabitLine], by: Actor) -> list[str | None]:
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


def _noted_before(
    lines: Sequence[HabitLine], keys: Sequence[str | None]
) -> dict[str | None, HabitObservation]:
    given = [key for key in keys if key]
    rows = HabitObservation.objects.filter(request_key__in=given) if given else ()
    before: dict[str | None, HabitObservation] = {row.request_key: row for row in rows}
    for line, key in zip(lines, keys, strict=True):
        row = before.get(key)
        if row and (row.learner_id, row.habit_id, row.level) != (line.learner_id, line.habit_id, line.level):
            raise Conflict(
                _("This form was already sent with other content, so nothing was added."),
                remedy=_("Open the page again and note what you saw."),
            )
    return before


def _append(
    lines: Sequence[HabitLine],
    keys: Sequence[str | None],
    new: Sequence[int],
    learners: dict[int, LearnerGate],
    viewer: Viewer,
) -> tuple[uuid.UUID, dict[int, HabitObservation]]:
    now = clock.now()
    uuids = {learners[lines[place].learner_id].uuid for place in new}
    act = audit.record(
        by=viewer.actor,
        act="habits.noted",
        learner_uuid=next(iter(uuids)) if len(uuids) == 1 else None,
        observations=len(new),
        learners=len(uuids),
    )
    made = {
        place: HabitObservation(
            learner_id=lines[place].learner_id,
            habit_id=lines[place].habit_id,
            level=lines[place].level,
            role=lines[place].role,
            seen_by_id=viewer.person_id,
            section_id=lines[place].section_id,
            seen_at=lines[place].seen_at,
            recorded_at=now,
            act=act.uuid,
            request_key=keys[place],
        )
        for place in new
    }
    HabitObservation.objects.bulk_create(made.values())
    HabitWords.objects.bulk_create(
        HabitWords(observation=row, note=lines[place].note.strip())
        for place, row in made.items()
        if lines[place].note.strip()
    )
    return act.uuid, made
