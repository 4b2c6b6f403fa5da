"""Which questions there are, per competency."""

from __future__ import annotations

import uuid

from django.db.models import Count

from headway.district.checks.models import CheckItem
from headway.district.checks.policies import check_keep_items, no_such_page
from headway.district.checks.types import ItemInfo
from headway.district.continuum.api import current_map
from headway.district.foundation.api import translated
from headway.district.people.api import Viewer

__all__ = ["competency_and_key", "item_counts", "items_of"]


def item_counts() -> dict[int, int]:
    """Today's competency id → how many questions may be asked about it; those without any are absent."""
    continuum = current_map()
    if continuum is None:
        return {}
    found: dict[int, int] = {}
    rows = (
        CheckItem.objects.filter(is_active=True).order_by().values_list("competency_id").annotate(Count("pk"))
    )
    for competency_id, count in rows:
        current = continuum.current_ids.get(competency_id, competency_id)
        found[current] = found.get(current, 0) + count
    return found


def items_of(viewer: Viewer, competency_uuid: uuid.UUID) -> tuple[ItemInfo, ...]:
    """The questions of one competency, those that may be asked first. For curriculum leads; NotFound for others."""
    check_keep_items(viewer)
    continuum = current_map()
    competency = continuum.by_uuid.get(competency_uuid) if continuum else None
    if competency is None or continuum is None:
        raise no_such_page()
    rows = CheckItem.objects.filter(competency_id__in=continuum.family(competency.id)).order_by(
        "-is_active", "pk"
    )
    return tuple(
        ItemInfo(
            row.uuid,
            competency.id,
            row.kind,
            translated(row, "stem"),
            tuple({"code": str(one["code"]), "text": str(one["text"])} for one in row.choices),
            tuple(str(one) for one in row.key),
            ("en", *sorted(row.translations or {})),
            row.source,
            row.is_active,
        )
        for row in rows
    )


def competency_and_key(item_uuid: uuid.UUID) -> tuple[int, tuple[str, ...]]:
    """What a question asks about, and its key: for whoever simulates learners. Raises NotFound."""
    row = CheckItem.objects.filter(uuid=item_uuid).first()
    if row is None:
        raise no_such_page()
    return row.competency_id, tuple(str(one) for one in row.key)
