"""The version in effect as a part of another app's query, so that a page need not ask for it apart."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Subquery, Value, When
from django.db.models.functions import Coalesce

from headway.district.foundation.api import clock
from headway.district.policy.models import PolicyVersion

__all__ = ["number_in_effect"]


def number_in_effect(kind: str) -> Coalesce:
    """Today's version number of a policy of the district; 0 where none was adopted. The same as `rule_in_effect` says.

    Asked once per query, however many rows it has.
    """
    is_district = When(organisation__kind="district", then=Value(0))
    first = (
        PolicyVersion.objects.filter(kind=kind, effective_on__lte=clock.today(), withdrawal__isnull=True)
        .annotate(farness=Case(is_district, default=Value(1), output_field=IntegerField()))
        .order_by("farness", "organisation__path", "-effective_on", "-number")
    )
    return Coalesce(Subquery(first.values("number")[:1]), Value(0))
