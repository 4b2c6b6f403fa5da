"""What the state's test asks, school by school, for leaders: a second lens beside pace, in counts (R073)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.district.foundation.api import translated
from headway.district.pacing.api import StateTable, StateTableRow, state_lens_by_school
from headway.district.policy.api import can_change_rules
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.proficiency.api import SMALLEST_SHOWN

__all__ = ["urlpatterns"]


@require_safe
def state_lens(request: PortalRequest) -> HttpResponse:
    """Learners in a tested school year by how much of what their test asks is proficient."""
    found = state_lens_by_school(request.viewer)
    return render(
        request,
        "leader/state_lens.html",
        {
            "is_on": found is not None,
            "tables": [_table(one) for one in found or ()],
            "may_change": can_change_rules(request.viewer),
            "smallest": SMALLEST_SHOWN,
        },
    )


def _table(table: StateTable) -> tuple[str, list[tuple[str, StateTableRow]]]:
    rows = [(one.school or _("No school"), one) for one in table.schools]
    if len(rows) > 1:
        rows.append((_("All together"), table.together))
    return translated(table.domain, "name"), rows


urlpatterns = [portal_path("leader", "pace/state-test/", state_lens, name="state_lens")]
