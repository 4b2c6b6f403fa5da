"""What the night left behind: outlooks as they were stored, and until when the forecast has learned."""

from __future__ import annotations

import datetime as dt

from headway.district.pacing.models import ForecastFit, Outlook

__all__ = ["learned_until", "stored_chances"]


def stored_chances(on: dt.date) -> dict[str, float | None]:
    """By subject ("target:<uuid>", …) the chance that was stored on that day; None where the forecast refused. One query.

    Only subjects that name one learner's target are of use: access is decided by whoever asks.
    """
    rows = Outlook.objects.filter(computed_on=on, subject__startswith="target:")
    return dict(rows.values_list("subject", "chance"))


def learned_until(on: dt.date) -> dt.date | None:
    """The day up to which the forecast in force has learned; None where nothing was learned yet."""
    latest = ForecastFit.objects.filter(learned_until__lte=on).order_by("learned_until", "pk").last()
    return latest.learned_until if latest else None
