"""What a reader does on the page of one target: sign, answer, ask for a change, note, close."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from headway.district.agreements import api as agreements
from headway.district.foundation.api import clock
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.forms import offer_given
from headway.district.portals.presenting.leveling.acts import day_of, number_of, uuid_of

__all__ = ["NOTES", "done"]

# What is noted beside a reading: acts of a form of their own.
NOTES = ("note_standing", "withdraw_note")


def done(request: PortalRequest, act: str, info: agreements.TargetInfo) -> str:
    """What is said once it is done. Raises Refused, with what to change."""
    form, viewer = request.POST, request.viewer
    if act == "sign":
        stands = agreements.sign(viewer=viewer, offer_uuid=uuid_of(form, "offer") or uuid.UUID(int=0))
        return _("Signed. The plan stands.") if stands else _("Signed. Thank you; others still sign.")
    if act == "note_standing":
        agreements.note_standing(
            viewer,
            info.uuid,
            standing=form.get("standing", ""),
            reason=form.get("note", ""),
            request_key=form.get("request_key", ""),
        )
        return _("Noted beside the plan, until the next evidence or another agreement.")
    if act == "withdraw_note":
        agreements.withdraw_note(viewer, uuid_of(form, "note_uuid") or uuid.UUID(int=0))
        return _("Taken back.")
    if act == "end":
        agreements.end(
            viewer=viewer,
            target_uuid=info.uuid,
            ending=form.get("ending", ""),
            reason=form.get("reason", ""),
            replaced_by=uuid_of(form, "replaced_by"),
        )
        return _("Closed. Its whole history stays here.")
    base = info.on_table or info.in_force or info.latest
    assert base is not None  # a target begins with an offer
    begins = day_of(form, "from_on") or agreements.begins_anew_on(base, clock.today())
    given = offer_given(form, agreements.carried_way(base, begins, len(info.open_ids)))
    if act == "renegotiate":
        agreements.renegotiate(
            viewer=viewer, target_uuid=info.uuid, expects=number_of(form, "expects"), **given
        )
        now = agreements.target_of(viewer, info.uuid)
        if now.on_table is None:
            return _("The new day stands, and your adults were told.")
        return _("The change is on the table. Until it is signed, what was agreed stays.")
    agreements.counter(viewer=viewer, target_uuid=info.uuid, expects=number_of(form, "expects") or 0, **given)
    return _("Your answer is on the table.")
