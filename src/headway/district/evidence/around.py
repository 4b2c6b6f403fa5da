"""What stands around a piece and its ratings, from rows that were fetched already."""

from __future__ import annotations

from collections.abc import Iterable

from headway.district.evidence.models import CriterionRating, EvidenceFile, Reflection
from headway.district.evidence.types import CriterionItem, FileItem, ReflectionItem

__all__ = ["criterion_items", "file_items", "reflection_items"]


def criterion_items(rows: Iterable[CriterionRating]) -> tuple[CriterionItem, ...]:
    return tuple(CriterionItem(row.criterion, row.title, row.level, row.is_essential) for row in rows)


def file_items(rows: Iterable[EvidenceFile]) -> tuple[FileItem, ...]:
    return tuple(
        FileItem(row.uuid, row.kind, row.name, row.media_type, row.size, row.recorded_at, row.erased_at)
        for row in rows
    )


def reflection_items(rows: Iterable[Reflection]) -> tuple[ReflectionItem, ...]:
    return tuple(
        ReflectionItem(row.uuid, row.text, row.recorded_at, row.recorded_by.name if row.recorded_by else "")
        for row in rows
    )
