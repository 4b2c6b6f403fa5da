"""Taking back what was done to a draft, by oneself or by others; taking that back again does it once more."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.drafts import act_in
from headway.district.continuum.models import DraftChange
from headway.district.continuum.services.drafting.acts import THINGS, DraftAct, on_draft
from headway.district.continuum.services.drafting.many import (
    ORDER,
    create_all,
    hanging_on,
    remove_all,
    write_words,
)
from headway.district.continuum.services.drafting.things import Value, gone, parts
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
        way_back = _WayBack(work, _changes(work, act))
        overwritten = way_back.overwritten()
        if overwritten and not anyway:
            raise Conflict(
                _("Others went on from there: taking this back would replace later words."),
                remedy=_("Look at what would be replaced, then decide."),
                problems=tuple(
                    FieldProblem(str(one.stored or ""), one.field or one.subject, one.key)
                    for one in overwritten
                ),
            )
        way_back.go()
        if not work.changes:
            raise Refused(_("This is taken back already."), remedy=_("The history shows by whom."))
        return work.edited()


def undoing(draft_uuid: uuid.UUID, act: uuid.UUID, *, by: Actor) -> Undoing:
    """What taking this act back would replace. Writes nothing."""
    with on_draft(draft_uuid, by=by) as work:
        way_back = _WayBack(work, _changes(work, act))
        return Undoing(act_in(work.version.pk, act), way_back.overwritten())


def _changes(work: DraftAct, act: uuid.UUID) -> list[DraftChange]:
    changes = list(DraftChange.objects.filter(version=work.version, act=act).order_by("pk"))
    if not changes:
        raise NotFound(_("There is no such change in this draft."))
    return changes


@dataclass
class _Place:
    """One thing that the act changed, as it was before: came (it was not there), went (what it held), or fields."""

    came: bool = False
    went: Value | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    def step_back(self, change: DraftChange) -> None:
        if change.field:
            (self.fields if self.went is None else self.went)[change.field] = change.before
        else:
            self.came, self.fields = change.before is None, {}
            self.went = None if change.before is None else dict(change.before)


class _WayBack:
    """From what the draft holds now to what stood there before these changes, however many they are."""

    def __init__(self, work: DraftAct, changes: list[DraftChange]) -> None:
        self.work = work
        self.changes = changes
        # The last change first: in this order things come back, or go.
        self.places: defaultdict[str, dict[str, _Place]] = defaultdict(dict)
        for change in reversed(changes):
            self.places[change.subject].setdefault(change.subject_key, _Place()).step_back(change)
        self.stored = {
            subject: THINGS[subject].values(work.version, list(places))
            for subject, places in self.places.items()
        }
        self.going = {
            subject: {key: self.stored[subject][key] for key, one in places.items() if one.came and key in self.stored[subject]}
            for subject, places in self.places.items()
        }  # fmt: skip

    # -- looking -----------------------------------------------------------------------------------------------

    def overwritten(self) -> tuple[Overwritten, ...]:
        """What moved on since the act and would be set back. The act's own later change of a field is not one."""
        last = {(one.subject, one.subject_key, one.field): one for one in self.changes}
        first = {(one.subject, one.subject_key, one.field): one for one in reversed(self.changes)}
        found: list[Overwritten] = []
        for place, change in last.items():
            stored, restored = self._stored(change), first[place].before
            if stored in (change.after, restored) or (change.field and stored is None):
                continue
            if change.field:
                found.append(self._replaced(*place, stored, restored))
            elif stored is not None and change.after is not None:
                # A thing that came with the act would go, with what was written into it since.
                moved = [name for name in stored if stored[name] != change.after.get(name)]
                found += [self._replaced(*place[:2], name, stored[name], None) for name in moved]
        return (*found, *self._came_since())

    def _came_since(self) -> Iterable[Overwritten]:
        """What others hung on a competency that came with the act, and that would go with it."""
        hanging = hanging_on(self.work, set(self.going.get("competency", ())))
        for subject, values in hanging.items():
            for key, value in values.items():
                if key in self.places.get(subject, {}):
                    continue
                if subject == "descriptor":
                    yield from (
                        self._replaced(subject, key, name, words, "")
                        for name, words in value.items()
                        if name.startswith("text") and words
                    )
                else:
                    yield self._replaced(subject, key, "", value, None)

    def _stored(self, change: DraftChange) -> Any:
        value = self.stored[change.subject].get(change.subject_key)
        if not change.field or value is None:
            return value
        return self.work.field(value, change.subject, change.field)

    def _replaced(self, subject: str, key: str, name: str, stored: object, restored: object) -> Overwritten:
        last = self.work.last_change(subject, key, name)
        by = person_names([last.by_id]).get(last.by_id, "") if last and last.by_id else ""
        return Overwritten(subject, key, name, stored, restored, by, last.at if last else None)

    # -- going -------------------------------------------------------------------------------------------------

    def go(self) -> None:
        for subject in (*ORDER, "joining"):
            missing = {
                key: one.went
                for key, one in self.places.get(subject, {}).items()
                if one.went is not None and key not in self.stored[subject]
            }
            if missing:
                create_all(self.work, subject, missing)
        self._write_fields()
        remove_all(self.work, self.going)
        for key in self.going.get("joining", {}):
            self.work.delete("joining", key)

    def _write_fields(self) -> None:
        leaving = set(self.going.get("competency", ()))
        for subject, places in self.places.items():
            wanted = {key: one.fields for key, one in places.items() if one.fields}
            if subject == "descriptor":
                # Those of a competency that goes are taken out with it.
                staying = {key: one for key, one in wanted.items() if not self._goes(key, leaving)}
                write_words(self.work, staying)
                continue
            for key, fields in wanted.items():
                if key not in self.stored[subject]:
                    raise gone(parts(key)[0])
                for name, value in fields.items():
                    self.work.write(subject, key, name, value)

    def _goes(self, key: str, leaving: set[str]) -> bool:
        """Is the descriptor's competency taken out now, or is it out already, having come with the act?"""
        owner = parts(key)[0]
        place = self.places.get("competency", {}).get(owner)
        return owner in leaving or (place is not None and place.came)
