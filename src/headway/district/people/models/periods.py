"""Periods of belonging, from one day to another."""

from __future__ import annotations

from django.db.models import F, Q

__all__ = ["PERIOD_IN_ORDER"]

# A period without an end is open: it counts from `from_on` on.
PERIOD_IN_ORDER = Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
