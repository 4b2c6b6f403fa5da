"""Whom a file means: learners and staff by the names that files give them. For imports; nothing here decides access."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from enum import StrEnum

from django.db.models import QuerySet

from headway.district.people.lookup import LearnerGate
from headway.district.people.models import Learner, Person, RosterSource, SourceRecord
from headway.district.people.types import LearnerRow, PersonRow

__all__ = ["NameKind", "learners_meant", "people_meant", "roster_sources"]

VALUES_AT_ONCE = 10_000


class NameKind(StrEnum):
    """How a file names people. ANY: a local identifier, else a UUID of ours, else what the source calls them."""

    ANY = "any"
    LOCAL_IDENTIFIER = "local_identifier"
    UUID = "uuid"
    SOURCED_ID = "sourced_id"


def roster_sources() -> tuple[str, ...]:
    """The systems that have sent rosters, by their codes."""
    return tuple(RosterSource.objects.order_by("code").values_list("code", flat=True))


def learners_meant(
    values: Collection[str], by: str = NameKind.ANY, source: str = ""
) -> dict[str, tuple[LearnerGate, ...]]:
    """The learners that each value names; more than one where several share it. Values that name nobody are absent."""
    found: dict[str, tuple[LearnerGate, ...]] = {}
    for kind in _kinds(by):
        wanted = [value for value in values if value not in found]
        found |= _learners(wanted, kind, source)
    return found


def people_meant(
    values: Collection[str], by: str = NameKind.ANY, source: str = ""
) -> dict[str, tuple[int, ...]]:
    """The ids of the people that each value names; a local identifier here is a sign-in name or an e-mail address."""
    found: dict[str, tuple[int, ...]] = {}
    for kind in _kinds(by):
        wanted = [value for value in values if value not in found]
        found |= _people(wanted, kind, source)
    return found


def _kinds(by: str) -> tuple[NameKind, ...]:
    kind = NameKind(by)
    return tuple(one for one in NameKind if one is not NameKind.ANY) if kind is NameKind.ANY else (kind,)


def _learners(values: list[str], kind: NameKind, source: str) -> dict[str, tuple[LearnerGate, ...]]:
    found: defaultdict[str, list[LearnerGate]] = defaultdict(list)
    for name, learners in _named(values, kind, source, LearnerRow.RECORD_KIND, Learner.objects.all()):
        for pk, outside, left_on in learners.values_list("pk", "uuid", "left_on"):
            found[name(pk, outside)].append(LearnerGate(pk, outside, left_on))
    if kind is NameKind.LOCAL_IDENTIFIER:
        for part in _parts(values):
            rows = Learner.objects.filter(local_identifier__in=part)
            for value, *gate in rows.values_list("local_identifier", "pk", "uuid", "left_on"):
                found[value].append(LearnerGate(*gate))
    return {value: tuple(gates) for value, gates in found.items()}


def _people(values: list[str], kind: NameKind, source: str) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name, people in _named(values, kind, source, PersonRow.RECORD_KIND, Person.objects.all()):
        for pk, outside in people.values_list("pk", "uuid"):
            found[name(pk, outside)].add(pk)
    if kind is NameKind.LOCAL_IDENTIFIER:
        for part in _parts(values):
            for field in ("account__username", "email"):
                rows = Person.objects.filter(**{f"{field}__in": part}).values_list(field, "pk")
                for value, pk in rows:
                    found[value].add(pk)
    return {value: tuple(sorted(ids)) for value, ids in found.items()}


def _named(
    values: list[str], kind: NameKind, source: str, record_kind: str, rows: QuerySet
) -> Iterator[tuple]:
    """Rows by UUID or by the source's own identifier, with how to get the value back from a row."""
    if kind is NameKind.UUID:
        spelled = {parsed: value for value in values if (parsed := _uuid(value))}
        for part in _parts(list(spelled)):
            yield (lambda _pk, outside, spelled=spelled: spelled[outside]), rows.filter(uuid__in=part)
    elif kind is NameKind.SOURCED_ID and source:
        for part in _parts(values):
            records = SourceRecord.objects.filter(
                source__code=source, kind=record_kind, sourced_id__in=part, target_id__isnull=False
            )
            named = dict(records.values_list("target_id", "sourced_id"))
            yield (lambda pk, _outside, named=named: named[pk]), rows.filter(pk__in=list(named))


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


def _parts(values: list) -> Iterator[list]:
    for begin in range(0, len(values), VALUES_AT_ONCE):
        yield values[begin : begin + VALUES_AT_ONCE]
