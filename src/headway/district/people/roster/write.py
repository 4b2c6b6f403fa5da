"""Many rows of a roster at once: one transaction, one audit row, a fixed number of queries for each kind.

Rows may come in any order; they are written from organisations down to absences. A row whose record is known (same
source, kind and `sourced_id`) changes our row; others are added, or adopted where the same fact is here already.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from headway.district.foundation.api import Actor, FieldProblem, Refused, audit
from headway.district.people.models import (
    Absence,
    Account,
    Learner,
    LearnerCharacteristic,
    Organisation,
    Person,
    RosterSource,
    Section,
    SourceRecord,
    Term,
)
from headway.district.people.roster.kinds import KINDS, LEARNER, MODEL_OF, PERSON, PLACE, SECTION, Kind
from headway.district.people.types import (
    AbsenceRow,
    CharacteristicRow,
    OrganisationRow,
    PersonRow,
    RosterOutcome,
    RosterRow,
    SectionRow,
    TermRow,
)

__all__ = ["mark_inactive", "write_roster"]

BATCH = 2_000
Key = tuple[str, str]


def write_roster(
    rows: Iterable[RosterRow],
    *,
    by: Actor,
    source_code: str,
    digests: Mapping[Key, str] | None = None,
    extras: Mapping[Key, dict[str, Any]] | None = None,
    progress: Callable[[str, int], None] | None = None,
    **facts: Any,
) -> RosterOutcome:
    """Write a roster of one source in one transaction, with one audit row that carries the counts and `facts`.

    `digests` and `extras` are kept beside each record by (record kind, sourced_id), for the next import to compare.
    Raises Refused, naming the rows, when one refers to a record that is neither in the roster nor known; nothing
    is written then.
    """
    with transaction.atomic():
        writing = _Writing(source_code, digests or {}, extras or {}, progress or (lambda kind, count: None))
        outcome = writing.write(rows)
        audit.record(
            by=by,
            act="people.roster_written",
            source=source_code,
            added=outcome.added,
            changed=outcome.changed,
            **facts,
        )
    return outcome


class _Writing:
    """One roster on its way in: what is known so far, and what was done."""

    def __init__(
        self,
        source_code: str,
        digests: Mapping[Key, str],
        extras: Mapping[Key, dict[str, Any]],
        progress: Callable[[str, int], None],
    ):
        self.source, _new = RosterSource.objects.get_or_create(code=source_code)
        self.digests, self.extras, self.progress = digests, extras, progress
        self.records = {(record.kind, record.sourced_id): record for record in self.source.records.all()}
        self.ids: dict[Key, int] = {
            key: record.target_id for key, record in self.records.items() if record.target_id is not None
        }
        self.added: dict[str, int] = defaultdict(int)
        self.changed: dict[str, int] = defaultdict(int)

    def write(self, rows: Iterable[RosterRow]) -> RosterOutcome:
        by_type: dict[type, list[Any]] = defaultdict(list)
        for row in rows:
            by_type[type(row)].append(row)
        self._organisations(by_type[OrganisationRow])
        for kind in KINDS:
            self._kind(kind, by_type[kind.row])
            if kind.row is PersonRow:
                self._accounts(by_type[PersonRow])
            elif kind.row is TermRow:
                self._term_parents(by_type[TermRow])
            elif kind.row is SectionRow:
                self._section_terms(by_type[SectionRow])
        self._characteristics(by_type[CharacteristicRow])
        self._absences(by_type[AbsenceRow])
        return RosterOutcome(added=dict(self.added), changed=dict(self.changed), ids=self.ids)

    def _organisations(self, rows: list[OrganisationRow]) -> None:
        """Few, and each needs its parent's place in the tree: written one by one, parents first."""
        waiting, written = {row.sourced_id: row for row in rows}, []
        while waiting:
            ready = [row for row in waiting.values() if row.parent not in waiting]
            if not ready:
                raise _unknown(_("Organisations are each other's parents."), "parent", list(waiting.values()))
            for row in ready:
                del waiting[row.sourced_id]
                place = Organisation.objects.filter(pk=self.ids.get((PLACE, row.sourced_id), 0)).first()
                self._count(PLACE, is_new=place is None)
                place = place or Organisation()
                place.kind, place.name, place.code = row.kind, row.name, row.code
                place.is_active = row.is_active
                place.parent_id = self._id(row, "parent", PLACE) if row.parent else None
                place.save()
                self.ids[PLACE, row.sourced_id] = place.pk
                written.append((row, place))
        self._remember(PLACE, written)

    def _kind(self, kind: Kind, rows: Sequence[Any]) -> None:
        if not rows:
            return
        record_kind = kind.row.RECORD_KIND
        self._complain_about_strangers(kind, rows)
        standing = self._standing(kind, rows)
        fields = (*kind.refers, *kind.plain)
        new, old, written = [], [], []
        for row in rows:
            values = {ours: self._id(row, name, refers) for ours, (name, refers) in kind.refers.items()}
            values |= {name: getattr(row, name) for name in kind.plain}
            ours = standing.get(row.sourced_id)
            if ours is None:
                ours = kind.model(**values)
                new.append(ours)
            else:
                for name, value in values.items():
                    setattr(ours, name, value)
                old.append(ours)
            written.append((row, ours))
        kind.model._default_manager.bulk_create(new, batch_size=BATCH)
        if old:
            kind.model._default_manager.bulk_update(old, fields, batch_size=BATCH // len(fields))
        self.added[record_kind] += len(new)
        self.changed[record_kind] += len(old)
        for row, ours in written:
            self.ids[record_kind, row.sourced_id] = ours.pk
        self._remember(record_kind, written)
        self.progress(record_kind, len(rows))

    def _standing(self, kind: Kind, rows: Sequence[Any]) -> dict[str, models.Model]:
        """Our rows that these rows are about: by their record, or because they say the same fact."""
        record_kind = kind.row.RECORD_KIND
        known = {
            row.sourced_id: self.ids[record_kind, row.sourced_id]
            for row in rows
            if (record_kind, row.sourced_id) in self.ids
        }
        manager = kind.model._default_manager
        ours = {}
        for ids in _batches(list(known.values())):
            ours.update(manager.in_bulk(ids))
        standing = {sourced_id: ours[pk] for sourced_id, pk in known.items() if pk in ours}
        # A fact that ended may have been entered again by hand since: then that row is the standing one.
        rest = [row for row in rows if not getattr(standing.get(row.sourced_id), "is_active", False)]
        if not kind.same or not rest:
            return standing
        by_fact = {}
        order = ("is_active", "pk") if "is_active" in kind.plain else ("pk",)
        first = kind.same[0]
        first_ids = [self._id(row, *kind.refers[first]) for row in rest]
        for ids in _batches(first_ids):
            for mine in manager.filter(**{f"{first}__in": ids}).order_by(*order):
                by_fact[tuple(getattr(mine, name) for name in kind.same)] = mine
        for row in rest:
            fact = tuple(
                self._id(row, *kind.refers[name]) if name in kind.refers else getattr(row, name)
                for name in kind.same
            )
            if fact in by_fact:
                standing[row.sourced_id] = by_fact[fact]
        return standing

    def _complain_about_strangers(self, kind: Kind, rows: Sequence[Any]) -> None:
        for name, refers in kind.refers.values():
            strangers = [
                row for row in rows if getattr(row, name) and (refers, getattr(row, name)) not in self.ids
            ]
            if strangers:
                raise _unknown(_("A row refers to a record that is not there."), name, strangers)

    def _id(self, row: Any, name: str, refers: str) -> int | None:
        sourced_id = getattr(row, name)
        return self.ids.get((refers, sourced_id)) if sourced_id else None

    def _accounts(self, rows: list[PersonRow]) -> None:
        named = {row.username: row for row in rows if row.username}
        if not named:
            return
        people = Person.objects.in_bulk([self.ids[PERSON, row.sourced_id] for row in named.values()])
        taken: dict[str, Account] = {}
        for names in _batches(list(named)):
            taken |= {
                a.username: a for a in Account.objects.filter(username__in=names).select_related("person")
            }
        others = [
            named[name]
            for name, account in taken.items()
            if getattr(account, "person", None) is not None
            and account.person.pk != self.ids[PERSON, named[name].sourced_id]
        ]
        if others:
            raise _unknown(_("A user name belongs to somebody else."), "username", others)
        # The hash of one password is made once: it is slow by design.
        hashes = {
            password: make_password(password or None) for password in {r.password for r in named.values()}
        }
        new = [
            Account(username=name, email=row.email, password=hashes[row.password])
            for name, row in named.items()
            if name not in taken and people[self.ids[PERSON, row.sourced_id]].account_id is None
        ]
        Account.objects.bulk_create(new, batch_size=BATCH)
        holders = []
        for account in (*new, *taken.values()):
            person = people[self.ids[PERSON, named[account.username].sourced_id]]
            if person.account_id is None:
                person.account = account
                holders.append(person)
        Person.objects.bulk_update(holders, ["account"], batch_size=BATCH)

    def _term_parents(self, rows: list[TermRow]) -> None:
        children = [row for row in rows if row.parent]
        self._complain_about_strangers(
            Kind(TermRow, Term, {"parent_id": ("parent", TermRow.RECORD_KIND)}, ()), children
        )
        for row in children:
            Term.objects.filter(pk=self.ids[TermRow.RECORD_KIND, row.sourced_id]).update(
                parent_id=self.ids[TermRow.RECORD_KIND, row.parent]
            )

    def _section_terms(self, rows: list[SectionRow]) -> None:
        through = Section.terms.through
        pairs = [
            through(section_id=self.ids[SECTION, row.sourced_id], term_id=self.ids[TermRow.RECORD_KIND, term])
            for row in rows
            for term in row.terms
            if (TermRow.RECORD_KIND, term) in self.ids
        ]
        for ids in _batches([self.ids[SECTION, row.sourced_id] for row in rows]):
            through.objects.filter(section_id__in=ids).delete()
        through.objects.bulk_create(pairs, batch_size=BATCH)

    def _characteristics(self, rows: list[CharacteristicRow]) -> None:
        if not rows:
            return
        before = LearnerCharacteristic.objects.count()
        # One row for each fact: a database does not take the same one twice in a statement.
        facts = {(self._required(row), row.kind, row.value, row.from_on): row.to_on for row in rows}
        LearnerCharacteristic.objects.bulk_create(
            (
                LearnerCharacteristic(
                    learner_id=learner_id, kind=kind, value=value, from_on=from_on, to_on=to_on
                )
                for (learner_id, kind, value, from_on), to_on in facts.items()
            ),
            batch_size=BATCH,
            # The same fact again tells when it ended, or that it still holds.
            update_conflicts=True,
            update_fields=["to_on"],
            unique_fields=["learner", "kind", "from_on", "value"],
        )
        self.added[CharacteristicRow.RECORD_KIND] = LearnerCharacteristic.objects.count() - before

    def _absences(self, rows: list[AbsenceRow]) -> None:
        if not rows:
            return
        before = Absence.objects.count()
        Absence.objects.bulk_create(
            (Absence(learner_id=self._required(row), on=row.on, kind=row.kind) for row in rows),
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        self.added[AbsenceRow.RECORD_KIND] = Absence.objects.count() - before

    def _required(self, row: Any) -> int:
        learner_id = self.ids.get((LEARNER, row.learner))
        if learner_id is None:
            raise _unknown(_("A row refers to a learner who is not there."), "learner", [row])
        return learner_id

    def _count(self, record_kind: str, *, is_new: bool) -> None:
        (self.added if is_new else self.changed)[record_kind] += 1

    def _remember(self, record_kind: str, written: Sequence[tuple[Any, Any]]) -> None:
        """Keep, beside each of our rows, how the source calls it and what it said."""
        new, old = [], []
        for row, ours in written:
            key = (record_kind, row.sourced_id)
            record = self.records.get(key)
            if record is None:
                record = self.records[key] = SourceRecord(
                    source=self.source, kind=record_kind, sourced_id=row.sourced_id
                )
                new.append(record)
            else:
                old.append(record)
            record.target_id, record.target_uuid = ours.pk, getattr(ours, "uuid", None)
            record.digest = self.digests.get(key, record.digest)
            record.extra = self.extras.get(key, record.extra)
            record.is_active = getattr(row, "is_active", True)
        SourceRecord.objects.bulk_create(new, batch_size=BATCH)
        SourceRecord.objects.bulk_update(
            old, ["target_id", "target_uuid", "digest", "extra", "is_active"], batch_size=BATCH // 5
        )


def mark_inactive(
    keys: Iterable[Key], *, by: Actor, source_code: str, on: dt.date, **facts: Any
) -> dict[str, int]:
    """Records that the source no longer tells of: kept, marked inactive, never deleted; how many per kind.

    A person who is marked inactive can no longer sign in; a learner's last day becomes `on` where none is known.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for record_kind, sourced_id in keys:
        wanted[record_kind].append(sourced_id)
    counts: dict[str, int] = {}
    with transaction.atomic():
        for record_kind, sourced_ids in wanted.items():
            counts[record_kind] = 0
            for some in _batches(sourced_ids):
                records = SourceRecord.objects.filter(
                    source__code=source_code, kind=record_kind, sourced_id__in=some, is_active=True
                )
                ids = [pk for pk in records.values_list("target_id", flat=True) if pk is not None]
                counts[record_kind] += records.update(is_active=False)
                _mark(record_kind, ids, on)
        audit.record(by=by, act="people.roster_marked_inactive", source=source_code, counts=counts, **facts)
    return counts


def _mark(record_kind: str, ids: list[int], on: dt.date) -> None:
    model = MODEL_OF[record_kind]
    names = {field.name for field in model._meta.get_fields()}
    if "is_active" in names:
        model._default_manager.filter(pk__in=ids).update(is_active=False)
    elif "to_on" in names:
        # What was to begin later never began: its period ends on the day on which it would have begun.
        model._default_manager.filter(pk__in=ids, to_on__isnull=True).update(
            to_on=Greatest(F("from_on"), Value(on, models.DateField()))
        )
    if record_kind == PERSON:
        Learner.objects.filter(person_id__in=ids, left_on__isnull=True).update(left_on=on)
    elif record_kind == LEARNER:
        Learner.objects.filter(pk__in=ids, left_on__isnull=True).update(left_on=on)


def _batches(items: list[Any]) -> Iterable[list[Any]]:
    # SQLite takes a limited number of parameters in one statement.
    return (items[start : start + 900] for start in range(0, len(items), 900))


def _unknown(sentence: str, field: str, rows: Sequence[Any]) -> Refused:
    named = tuple(
        FieldProblem(
            f"{sentence} ({getattr(row, field)})",
            field=field,
            row=str(getattr(row, "sourced_id", getattr(row, "learner", ""))),
            remedy=_("Send the missing record too, or correct the reference."),
        )
        for row in rows[:20]
    )
    return Refused(sentence, remedy=_("Nothing was written."), problems=named)
