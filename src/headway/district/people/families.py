"""The guardians who may see a learner: those whom a school asks to agree, and tells."""

from __future__ import annotations

from collections.abc import Collection

from headway.district.people.models import Guardianship

__all__ = ["families_of"]


def families_of(learner_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Per learner her guardians who may see her record, row id of the person → name; who has none is absent. One query.

    Narrower than `guardians_of`, which also names those whom a court or the family keeps out.
    """
    rows = (
        Guardianship.objects.filter(
            learner_id__in=learner_ids, is_active=True, may_see=True, guardian__is_active=True
        )
        .select_related("guardian")
        .order_by("guardian__given_name", "guardian__family_name", "guardian_id")
    )
    found: dict[int, dict[int, str]] = {}
    for row in rows:
        found.setdefault(row.learner_id, {})[row.guardian_id] = row.guardian.name
    return found
