"""One act on a draft: under the draft's lock, every change written down with what stood there before."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency, DraftChange, FrameworkVersion
from headway.district.continuum.services.drafting.criteria import Criteria
from headway.district.continuum.services.drafting.things import (
    Competencies,
    Descriptors,
    Domains,
    Exemplars,
    Notes,
    Prerequisites,
    Strands,
    Things,
    Value,
    gone,
    parts,
)
from headway.district.continuum.services.drafting.versions import Associations, Joinings, Versions
from headway.district.continuum.services.drafting.words import clean
from headway.district.continuum.types import Edited, FieldConflict, VersionStatus
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock, new_uuid
from headway.district.people.api import person_names

__all__ = ["THINGS", "DraftAct", "on_draft", "open_statuses"]

THINGS = Things(
    Versions(),
    Domains(),
    Strands(),
    Competencies(),
    Descriptors(),
    Prerequisites(),
    Exemplars(),
    Notes(),
    Criteria(),
    Associations(),
    Joinings(),
)
# Which competencies a change is about, by its key: their revision goes up.
ABOUT = {
    "competency": parts,
    "descriptor": lambda key: parts(key)[:1],
    "exemplar": lambda key: parts(key)[:1],
    "note": lambda key: parts(key)[:1],
    "criterion": lambda key: parts(key)[:1],
    "prerequisite": parts,
}
open_statuses = (VersionStatus.DRAFT, VersionStatus.IN_REVIEW)


@contextmanager
def on_draft(
    draft_uuid: uuid.UUID, *, by: Actor, act: uuid.UUID | None = None, undoes: uuid.UUID | None = None
) -> Iterator[DraftAct]:
    """Work on a draft in one transaction, alone: other writers of the same draft wait.

    Raises NotFound for an unknown version, Refused for one that is published.
    """
    with transaction.atomic():
        row = FrameworkVersion.objects.select_for_update().filter(uuid=draft_uuid).first()
        if row is None:
            raise NotFound(_("There is no such draft."))
        if row.status not in open_statuses:
            raise Refused(_("Published versions are not edited."), remedy=_("Open a draft and change that."))
        work = DraftAct(row, by, act or new_uuid(), undoes)
        yield work
        work.finish()


class DraftAct:
    """Collects the changes of one act. `edited` says what came of it."""

    def __init__(self, version: FrameworkVersion, by: Actor, act: uuid.UUID, undoes: uuid.UUID | None):
        self.version = version
        self.by = by
        self.act = act
        self.undoes = undoes
        self.changes: list[DraftChange] = []
        self.conflicts: list[FieldConflict] = []

    # -- reading -----------------------------------------------------------------------------------------------

    def read(self, subject: str, key: str) -> Value | None:
        return THINGS[subject].read(self.version, key)

    def expect(self, subject: str, key: str) -> Value:
        """The thing as it stands; Refused where somebody removed it."""
        value = self.read(subject, key)
        if value is None:
            raise gone(parts(key)[0])
        return value

    # -- writing -----------------------------------------------------------------------------------------------

    def write(self, subject: str, key: str, field: str, value: Any) -> None:
        """Set one field, whatever stands there; what stood there goes into the history."""
        before = self.field(self.expect(subject, key), subject, field)
        if before != value:
            THINGS[subject].write(self.version, key, field, value)
            self.note(subject, key, field, before, value)

    def create(self, subject: str, key: str, value: Value) -> None:
        THINGS[subject].create(self.version, key, value)
        self.note(subject, key, "", None, self.read(subject, key))

    def delete(self, subject: str, key: str) -> None:
        before = self.read(subject, key)
        if before is not None:
            THINGS[subject].delete(self.version, key)
            self.note(subject, key, "", before, None)

    def merge(
        self, subject: str, key: str, changes: Mapping[str, Any], seen: Mapping[str, Any] | None
    ) -> None:
        """Write each field that the writer changed. Where the stored words moved since she read them, both are kept:
        hers come back as a conflict, and she decides."""
        stored = self.expect(subject, key)
        for field, given in changes.items():
            if not THINGS[subject].knows(field):
                raise Refused(
                    _("There is no field %(field)s here.") % {"field": field},
                    remedy=_("Use the fields of the form."),
                )
            mine = clean(subject, field, given)
            there = self.field(stored, subject, field)
            base = clean(subject, field, seen[field]) if seen is not None and field in seen else there
            if mine in (base, there):
                continue
            if there == base:
                self.write(subject, key, field, mine)
            else:
                self.conflicts.append(self._conflict(subject, key, field, base, there, mine))

    def field(self, value: Value, subject: str, field: str) -> Any:
        return value.get(field, THINGS[subject].empty(field))

    def last_change(self, subject: str, key: str, field: str) -> DraftChange | None:
        rows = DraftChange.objects.filter(version=self.version, subject=subject, subject_key=key)
        return rows.filter(field__in=(field, "")).order_by("-pk").first()

    # -- the end -----------------------------------------------------------------------------------------------

    def edited(self, identifier: str = "", *, made: uuid.UUID | str | None = None) -> Edited:
        """What this act did, as its caller hears of it. To be asked at the end of the `with` block."""
        return Edited(
            act=self.act if self.changes else None,
            revision=self._revision(identifier),
            changed=tuple(dict.fromkeys(one.field or one.subject for one in self.changes)),
            conflicts=tuple(self.conflicts),
            uuid=uuid.UUID(str(made)) if made else None,
        )

    def finish(self) -> None:
        if not self.changes:
            return
        DraftChange.objects.bulk_create(self.changes, batch_size=500)
        touched = self._touched()
        Competency.objects.filter(version=self.version, identifier__in=touched).update(
            revision=F("revision") + 1
        )
        audit.record(
            by=self.by,
            act="continuum.draft_change_taken_back" if self.undoes else "continuum.draft_edited",
            subject_kind="framework_version",
            subject_uuid=self.version.uuid,
            changes=len(self.changes),
            subjects=sorted({one.subject for one in self.changes}),
            competencies=len(touched),
        )

    def note(self, subject: str, key: str, field: str, before: Any, after: Any) -> None:
        """Write into the history what was written into the draft."""
        self.changes.append(
            DraftChange(
                version=self.version,
                act=self.act,
                at=clock.now(),
                by_id=self.by.person_id,
                subject=subject,
                subject_key=key,
                field=field,
                before=before,
                after=after,
                undoes=self.undoes,
            )
        )

    def _conflict(
        self, subject: str, key: str, field: str, base: Any, there: Any, mine: Any
    ) -> FieldConflict:
        last = self.last_change(subject, key, field)
        name = person_names([last.by_id])[last.by_id] if last and last.by_id else ""
        return FieldConflict(subject, key, field, base, there, mine, name, last.at if last else None)

    def _touched(self) -> set[str]:
        return {
            name
            for one in self.changes
            if one.subject in ABOUT
            for name in ABOUT[one.subject](one.subject_key)
        }

    def _revision(self, identifier: str) -> int:
        if not identifier:
            return 0
        rows = Competency.objects.filter(version=self.version, identifier=identifier)
        stands = rows.aggregate(revision=Max("revision"))["revision"] or 0
        return stands + (identifier in self._touched())
