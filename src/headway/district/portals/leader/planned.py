"""Taking a planned version of a rule back before its day: the same act on the page of every rule."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import gettext as _

from headway.district.foundation.api import Conflict, Refused
from headway.district.policy import api as policy
from headway.district.portals.access import PortalRequest
from headway.district.portals.form_values import whole_or_none

__all__ = ["is_take_back", "take_back"]


def is_take_back(request: PortalRequest) -> bool:
    """Whether the form that was sent is the one beside a planned version (components/policy_book.html)."""
    return request.POST.get("act") == "withdraw"


def take_back(request: PortalRequest, kind: str) -> None:
    """What came of it is said on the next page. Raises NotFound for whoever changes no rules, and for no such version."""
    try:
        policy.withdraw_planned(request.viewer, kind, whole_or_none(request.POST.get("number", "")) or 0)
    except (Refused, Conflict) as refused:
        messages.error(request, f"{refused.sentence} {refused.remedy}")
    else:
        messages.success(request, _("The planned version is taken back."))
