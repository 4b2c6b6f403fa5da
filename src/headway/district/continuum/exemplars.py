"""Examples of work and notes on the progression, for reading."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from headway.district.continuum.models import Exemplar, ProgressionNote
from headway.district.continuum.types import NoteKind, Translations

__all__ = ["ExemplarInfo", "Misconception", "NoteInfo", "exemplars_of", "misconceptions_of", "notes_of"]


@dataclass(frozen=True, slots=True)
class ExemplarInfo:
    """A piece of work and what is to be seen in it. annotations: (the part meant, what it shows)."""

    uuid: uuid.UUID
    level: int | None
    title: str
    work: str
    address: str
    annotations: tuple[tuple[str, str], ...]
    source: str
    translations: Translations


def exemplars_of(competency_id: int) -> tuple[ExemplarInfo, ...]:
    """The examples of work for one competency, lowest level first. One query."""
    rows = Exemplar.objects.filter(competency_id=competency_id).order_by("level", "sequence", "pk")
    return tuple(
        ExemplarInfo(
            row.uuid,
            row.level,
            row.title,
            row.work,
            row.address,
            tuple((str(one.get("quote", "")), str(one.get("note", ""))) for one in row.annotations),
            row.source,
            row.translations,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class NoteInfo:
    """What is known about how learning grows at a competency."""

    kind: str
    text: str
    source: str
    translations: Translations


def notes_of(competency_id: int) -> tuple[NoteInfo, ...]:
    """The notes on the progression at one competency. One query."""
    rows = ProgressionNote.objects.filter(competency_id=competency_id).order_by("sequence", "pk")
    return tuple(NoteInfo(row.kind, row.text, row.source, row.translations) for row in rows)


@dataclass(frozen=True, slots=True)
class Misconception:
    """A usual misconception at a competency, as something that can be named."""

    uuid: uuid.UUID
    competency_id: int
    text: str
    translations: Translations


def misconceptions_of(competency_ids: Collection[int]) -> tuple[Misconception, ...]:
    """The usual misconceptions at these competencies. One query."""
    rows = ProgressionNote.objects.filter(
        competency_id__in=competency_ids, kind=NoteKind.MISCONCEPTION
    ).order_by("sequence", "pk")
    return tuple(Misconception(row.uuid, row.competency_id, row.text, row.translations) for row in rows)
