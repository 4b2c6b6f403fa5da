"""One learner's year, for the counsellors of her school."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.portals.access import as_of_date
from headway.district.portals.presenting.pace_views.adults import year_addresses

__all__ = ["urlpatterns"]

urlpatterns = year_addresses(
    "counselor",
    "counselor:competency",
    "counselor/frame.html",
    lambda request: {"as_of": as_of_date(request)},
    lambda: (_("Learners"), reverse("counselor:home")),
)
