"""Which signals wait for an answer, and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from headway.district.foundation.api import clock, in_parts
from headway.district.signals.models import Addressing, Response

__all__ = ["waiting_since"]


def waiting_since(ids: Iterable[int]) -> dict[int, dt.datetime]:
    """Of these open signals those that wait for an answer, and since when the adult has had it.

    A signal waits until it has a response, and again when the follow-up wants more or its day has passed.
    """
    found: dict[int, dt.datetime] = {}
    for part in in_parts(ids):
        found |= _waiting(part)
    return found


def _waiting(wanted: list[int]) -> dict[int, dt.datetime]:
    since: dict[int, dt.datetime] = dict(
        Addressing.objects.filter(signal_id__in=wanted)
        .values("signal_id")
        .annotate(Max("at"))
        .values_list("signal_id", "at__max")
    )
    latest: dict[int, Any] = {}
    for response in (
        Response.objects.filter(signal_id__in=wanted)
        .select_related("follow_up")
        .order_by("recorded_at", "pk")
    ):
        latest[response.signal_id] = response
    for signal_id, response in latest.items():
        follow_up = getattr(response, "follow_up", None)
        if follow_up is not None:
            since[signal_id] = max(since.get(signal_id, follow_up.recorded_at), follow_up.recorded_at)
        elif response.follow_up_on >= clock.today():
            since.pop(signal_id, None)
        else:
            since[signal_id] = max(since[signal_id], clock.end_of_day(response.follow_up_on))
    return since
