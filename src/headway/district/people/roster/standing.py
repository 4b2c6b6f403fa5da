"""Some records of a roster as they stand now, for an import that asks what it would change; and its own notes on them.

Nothing here changes a person or a place. `note_records` and `link_records` write only what we remember of a foreign
system: how it calls our rows, and what it last said of them.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from headway.district.people.models import (
    Learner,
    LearnerCharacteristic,
    Organisation,
    RosterSource,
    Section,
    SourceRecord,
    Term,
)
from headway.district.people.roster.kinds import KINDS, LEARNER, MODEL_OF, PERSON, PLACE, SECTION, Kind
from headway.district.people.types import (
    CharacteristicRow,
    OrganisationRow,
    PlaceInfo,
    RecordNote,
    RosterRow,
    SourceRecordInfo,
    TermRow,
)

__all__ = [
    "learner_ids",
    "learner_twins",
    "learners_called",
    "link_records",
    "note_records",
    "places_called",
    "rows_called",
    "standing_characteristics",
    "standing_rows",
    "top_places",
]

Key = tuple[str, str]
IDS_AT_ONCE = 900
BATCH = 400


def standing_rows(
    records: Mapping[Key, SourceRecordInfo], targets: Mapping[Key, int]
) -> dict[Key, RosterRow]:
    """Our rows as this source would tell of them now: (record kind, sourced_id) -> row, for every target that is there.

    `records` is what `source_records` answered: the names of everything that rows refer to. A reference to a row that
    the source never told us of is blank, except an organisation's parent, which is called by its UUID.
    """
    names = {
        (kind, record.target_id): name
        for (kind, name), record in records.items()
        if record.target_id is not None
    }
    names |= {(kind, target): name for (kind, name), target in targets.items()}
    wanted: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (record_kind, name), target in targets.items():
        wanted[record_kind][target].append(name)
    rows: dict[Key, RosterRow] = {}
    for kind in KINDS:
        record_kind = kind.row.RECORD_KIND
        if record_kind in wanted:
            extra = _further_fields(record_kind, list(wanted[record_kind]), names)
            for ours in _in_bulk(kind, list(wanted[record_kind])):
                for name in wanted[record_kind][ours.pk]:
                    rows[record_kind, name] = _row(kind, ours, name, names, extra.get(ours.pk, {}))
    if PLACE in wanted:
        for place in Organisation.objects.filter(pk__in=wanted[PLACE]).select_related("parent"):
            parent = names.get((PLACE, place.parent_id or 0), str(place.parent.uuid) if place.parent else "")
            for name in wanted[PLACE][place.pk]:
                rows[PLACE, name] = OrganisationRow(
                    name, place.kind, place.name, place.code, parent, place.is_active
                )
    return rows


def _in_bulk(kind: Kind, wanted: list[int]) -> Iterable[Any]:
    for ids in _batches(wanted):
        yield from kind.model._default_manager.filter(pk__in=ids)


def _row(
    kind: Kind, ours: Any, name: str, names: Mapping[tuple[str, int], str], extra: dict[str, Any]
) -> Any:
    values = {field: getattr(ours, field) for field in kind.plain}
    for ours_field, (field, refers) in kind.refers.items():
        values[field] = names.get((refers, getattr(ours, ours_field)), "")
    if "sourced_id" in kind.row.__dataclass_fields__:
        values["sourced_id"] = name
    return kind.row(**values | extra)


def _further_fields(
    record_kind: str, ids: list[int], names: Mapping[tuple[str, int], str]
) -> dict[int, dict[str, Any]]:
    """What the table of kinds does not know: a term's parent, the terms of a section."""
    found: dict[int, dict[str, Any]] = {}
    term = TermRow.RECORD_KIND
    if record_kind == term:
        for pk, parent in Term.objects.filter(pk__in=ids).values_list("pk", "parent_id"):
            found[pk] = {"parent": names.get((term, parent), "")}
    if record_kind == SECTION:
        terms: dict[int, list[str]] = defaultdict(list)
        through = Section.terms.through.objects
        for some in _batches(ids):
            for section, one in through.filter(section_id__in=some).values_list("section_id", "term_id"):
                terms[section].append(names.get((term, one), ""))
        found = {pk: {"terms": tuple(sorted(filter(None, terms[pk])))} for pk in ids}
    return found


def standing_characteristics(
    records: Mapping[Key, SourceRecordInfo], learners: Collection[str]
) -> dict[str, list[CharacteristicRow]]:
    """What is known now of these learners for equity work, by the learner's name; periods that ended are left out."""
    named = {
        records[LEARNER, name].target_id: name
        for name in learners
        if (LEARNER, name) in records and records[LEARNER, name].target_id is not None
    }
    found: dict[str, list[CharacteristicRow]] = defaultdict(list)
    for ids in _batches(list(named)):
        for one in LearnerCharacteristic.objects.filter(learner_id__in=ids, to_on__isnull=True):
            name = named[one.learner_id]
            found[name].append(CharacteristicRow(name, one.kind, one.value, one.from_on))
    return found


def note_records(source_code: str, notes: Mapping[Key, RecordNote]) -> None:
    """Remember what a source said of records whose rows need no change, or that have no row of ours."""
    if not notes:
        return
    source, _new = RosterSource.objects.get_or_create(code=source_code)
    known: dict[Key, SourceRecord] = {}
    for names in _batches([name for _kind, name in notes]):
        for record in source.records.filter(sourced_id__in=names):
            known[record.kind, record.sourced_id] = record
    new: list[SourceRecord] = []
    for (kind, name), note in notes.items():
        record = known.get((kind, name)) or SourceRecord(source=source, kind=kind, sourced_id=name)
        if record.pk is None:
            new.append(record)
        if note.target_id is not None:
            record.target_id, record.target_uuid = note.target_id, note.target_uuid
        record.digest, record.extra, record.is_active = note.digest, note.extra, note.is_active
    SourceRecord.objects.bulk_create(new, batch_size=BATCH)
    fields = ["target_id", "target_uuid", "digest", "extra", "is_active"]
    old = [record for key, record in known.items() if key in notes]
    SourceRecord.objects.bulk_update(old, fields, batch_size=BATCH)


def link_records(source_code: str, links: Mapping[Key, PlaceInfo], *, marks: Mapping[str, Any]) -> None:
    """From now on the source's record of this name is this row of ours; `marks` is kept beside it."""
    note_records(
        source_code,
        {
            key: RecordNote(digest="", extra=dict(marks), target_id=info.id, target_uuid=info.uuid)
            for key, info in links.items()
        },
    )


def top_places() -> tuple[PlaceInfo, ...]:
    """The active organisations without a parent."""
    return _places(Organisation.objects.filter(parent__isnull=True, is_active=True))


def places_called(
    codes: Collection[str] = (), uuids: Collection[uuid.UUID | str] = ()
) -> dict[str, PlaceInfo]:
    """Organisations by code (those whose code is theirs alone), or by the text of their UUID."""
    if uuids:
        return {str(place.uuid): place for place in _places(Organisation.objects.filter(uuid__in=uuids))}
    found: dict[str, list[PlaceInfo]] = defaultdict(list)
    for some in _batches([code for code in codes if code]):
        for place in _places(Organisation.objects.filter(code__in=some)):
            found[place.code].append(place)
    return {code: places[0] for code, places in found.items() if len(places) == 1}


def rows_called(kind: str, names: Collection[str]) -> dict[str, PlaceInfo]:
    """Rows of ours that go by our own UUID in a file: it was exported here, or by a system that took the roster from here.

    A person who is a learner may be called by either of her two UUIDs.
    """
    uuids = {name: parsed for name in names if (parsed := _uuid(name)) is not None}
    found: dict[uuid.UUID, PlaceInfo] = {}
    for some in _batches(list(uuids.values())):
        for pk, outside in MODEL_OF[kind]._default_manager.filter(uuid__in=some).values_list("pk", "uuid"):
            found[outside] = PlaceInfo(pk, outside)
        if kind == PERSON:
            learners = Learner.objects.filter(uuid__in=some)
            for called, pk, outside in learners.values_list("uuid", "person_id", "person__uuid"):
                found[called] = PlaceInfo(pk, outside)
        if kind == LEARNER:
            learners = Learner.objects.filter(person__uuid__in=some)
            for called, pk, outside in learners.values_list("person__uuid", "pk", "uuid"):
                found[called] = PlaceInfo(pk, outside)
    return {name: found[parsed] for name, parsed in uuids.items() if parsed in found}


def _uuid(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(name) if len(name) == 36 else None
    except ValueError:
        return None


def _places(found: Any) -> tuple[PlaceInfo, ...]:
    fields = ("pk", "uuid", "kind", "code", "name")
    return tuple(PlaceInfo(*row) for row in found.order_by("path").values_list(*fields))


def learners_called(identifiers: Collection[str]) -> dict[str, dict[str, PlaceInfo]]:
    """Learners by local identifier, where it is theirs alone: {identifier: {"learner": …, "user": …}} (ids and UUIDs)."""
    found: dict[str, list[dict[str, PlaceInfo]]] = defaultdict(list)
    for some in _batches([one for one in identifiers if one]):
        rows = Learner.objects.filter(local_identifier__in=some)
        for code, pk, outside, person, person_outside in rows.values_list(
            "local_identifier", "pk", "uuid", "person_id", "person__uuid"
        ):
            found[code].append({LEARNER: PlaceInfo(pk, outside), PERSON: PlaceInfo(person, person_outside)})
    return {code: pairs[0] for code, pairs in found.items() if len(pairs) == 1}


def learner_ids(uuids: Collection[str]) -> dict[str, int]:
    """Our ids of the learners with these UUIDs."""
    found: dict[str, int] = {}
    for some in _batches(list(uuids)):
        rows = Learner.objects.filter(uuid__in=some).values_list("uuid", "pk")
        found |= {str(outside): pk for outside, pk in rows}
    return found


def learner_twins() -> dict[tuple[str, str, dt.date], tuple[int, ...]]:
    """Learners by (given name, family name, birth date), names in lower case: whom an import might hold twice."""
    found: dict[tuple[str, str, dt.date], list[int]] = defaultdict(list)
    for pk, given, family, birth in Learner.objects.filter(birth_on__isnull=False).values_list(
        "pk", "person__given_name", "person__family_name", "birth_on"
    ):
        if birth is not None:
            found[given.casefold(), family.casefold(), birth].append(pk)
    return {who: tuple(ids) for who, ids in found.items()}


def _batches(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + IDS_AT_ONCE] for start in range(0, len(items), IDS_AT_ONCE))
