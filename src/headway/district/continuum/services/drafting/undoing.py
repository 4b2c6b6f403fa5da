"""Taking back what was done to a draft, by oneself or by others; taking that back again does it once more."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.drafts import act_in
from headway.district.continuum.models import DraftChange
from headway.district.continuum.services.drafting.acts import THINGS, DraftAct, on_draft
from headway.district.continuum.services.drafting.editing import take_out
from headway.district.continuum.services.drafting.things import gone, parts
from headway.district.continuum.types import Edited, Overwritten, Undoing
from headway.district.foundation.api import Actor, Conflict, FieldProblem, NotFound, Refused
from headway.district.people.api import person_names

__all__ = ["undo", "undoing"]


def undo(draft_uuid: uuid.UUID, act: uuid.UUID, *, by: Actor, anyway: bool = False) -> Edited:
    """Put everything that this act changed back to what stood there before it.

    Raises Conflict where later words of anybody would be replaced, unless `anyway` (they stay in the history); ask
    `undoing` what they are. Refused where there is nothing left to take back, or where what the act was about is gone.
    """
    with on_draft(draft_uuid, by=by, undoes=act) as work:
        changes = _changes(work, act)
        overwritten = _overwritten(work, changes)
        if overwritten and not anyway:
            raise Conflict(
                _("Others went on from there: taking this back would replace later words."),
                remedy=_("Look at what would be replaced, then decide."),
                problems=tuple(
                    FieldProblem(str(one.stored or ""), one.field or one.subject, one.key)
                    for one in overwritten
                ),
            )
        for change in reversed(changes):
            _take_back(work, change)
        if not work.changes:
            raise Refused(_("This is taken back already."), remedy=_("The history shows by whom."))
        return work.edited()


def undoing(draft_uuid: uuid.UUID, act: uuid.UUID, *, by: Actor) -> Undoing:
    """What taking this act back would replace. Writes nothing."""
    with on_draft(draft_uuid, by=by) as work:
        changes = _changes(work, act)
        return Undoing(act_in(work.version.pk, act), _overwritten(work, changes))


def _changes(work: DraftAct, act: uuid.UUID) -> list[DraftChange]:
    changes = list(DraftChange.objects.filter(version=work.version, act=act).order_by("pk"))
    if not changes:
        raise NotFound(_("There is no such change in this draft."))
    return changes


def _overwritten(work: DraftAct, changes: list[DraftChange]) -> tuple[Overwritten, ...]:
    """Fields that moved on since the act and would be set back. The act's own later change of a field is not one."""
    last = {(one.subject, one.subject_key, one.field): one for one in changes}
    first = {(one.subject, one.subject_key, one.field): one for one in reversed(changes)}
    found = []
    for place, change in last.items():
        stored, restored = _stored(work, change), first[place].before
        if stored in (change.after, restored) or (change.field and stored is None):
            continue
        if not change.field:
            found += _fields_that_moved(work, change, stored)
            continue
        found.append(_replaced(work, change, change.field, stored, restored))
    return tuple(found)


def _fields_that_moved(work: DraftAct, change: DraftChange, stored: dict | None) -> list[Overwritten]:
    """A thing that came with the act would go, with what was written into it since."""
    if stored is None or change.after is None:
        return []
    moved = [field for field in stored if stored[field] != change.after.get(field)]
    return [_replaced(work, change, field, stored[field], None) for field in moved]


def _replaced(
    work: DraftAct, change: DraftChange, field: str, stored: object, restored: object
) -> Overwritten:
    last = work.last_change(change.subject, change.subject_key, field)
    name = person_names([last.by_id]).get(last.by_id, "") if last and last.by_id else ""
    return Overwritten(
        change.subject, change.subject_key, field, stored, restored, name, last.at if last else None
    )


def _stored(work: DraftAct, change: DraftChange) -> Any:
    value = work.read(change.subject, change.subject_key)
    if not change.field or value is None:
        return value
    return work.field(value, change.subject, change.field)


def _take_back(work: DraftAct, change: DraftChange) -> None:
    subject, key = change.subject, change.subject_key
    stored = work.read(subject, key)
    if change.field:
        if stored is None:
            raise gone(parts(key)[0])
        work.write(subject, key, change.field, change.before)
    elif change.before is None:
        if subject == "competency" and stored is not None:
            take_out(work, key)
        elif stored is not None:
            _check_nothing_inside(work, subject, key)
            work.delete(subject, key)
    elif stored is None:
        work.create(subject, key, change.before)


def _check_nothing_inside(work: DraftAct, subject: str, key: str) -> None:
    """A domain or strand that others have filled since stays; moving what it holds comes first."""
    row = THINGS[subject].find(work.version, key)
    if row is None:
        return
    holds = (subject == "domain" and (row.strands.exists() or row.competencies.exists())) or (
        subject == "strand" and row.competencies.exists()
    )
    if holds:
        raise Refused(
            _("%(code)s has been filled since.") % {"code": key},
            remedy=_("Move or remove what it holds first."),
        )
