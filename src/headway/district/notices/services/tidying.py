"""What was read long ago leaves the inbox; what happened stays in the trail and on its own pages."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from headway.district.foundation.api import Actor, audit, clock
from headway.district.notices.models import Letter, Notice
from headway.district.notices.types import LetterState, TidyReport

__all__ = ["kept_months", "tidy"]

# The mean month of the Gregorian calendar, so that twelve of them are a year.
_MONTH = dt.timedelta(days=365.2425 / 12)
_AT_ONCE = 5_000


def kept_months() -> int:
    """For how many months a read notice is kept: the district's setting HEADWAY_NOTICES_MONTHS."""
    return int(settings.NOTICES_MONTHS)


def tidy(*, by: Actor) -> TidyReport:
    """Remove notices that were read more than `kept_months` ago, and letters of that age that have none left.

    What is unread stays, whatever its age. In parts of five thousand, each a transaction; run again it does nothing twice.
    """
    before = clock.now() - kept_months() * _MONTH
    done = {LetterState.SENT.value, LetterState.DROPPED.value}
    notices = letters = 0
    while found := list(Notice.objects.filter(read_at__lt=before).values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            removed, _by_model = Notice.objects.filter(pk__in=found).delete()
            audit.record(by=by, act="notices.tidied", notices=removed, kept_months=kept_months())
        notices += removed
    old = Letter.objects.filter(written_at__lt=before, state__in=done, notices__isnull=True)
    while found := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            letters += Letter.objects.filter(pk__in=found).delete()[0]
    return TidyReport(notices=notices, letters=letters)
