"""What the forms of plans send, read: nothing is decided here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from headway.district.portals.presenting.agreements.ways import way_given
from headway.district.portals.presenting.leveling.acts import day_of, number_of

__all__ = ["offer_given", "uuids_of"]

Form = Any


def uuids_of(form: Form, name: str) -> list[uuid.UUID]:
    found = []
    for text in form.getlist(name):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def offer_given(form: Form, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The terms of an offer, as `agreements.propose`, `counter` and `renegotiate` take them."""
    minutes = form.get("support_minutes", "").strip()
    return {
        "by_on": day_of(form, "by_on"),
        "from_on": day_of(form, "from_on"),
        "shape": way_given(form, kept),
        # Something that is no number is refused at its field; an empty field is none.
        "support_minutes": number_of(form, "support_minutes") if minutes else 0,
        "plan": form.get("plan", "") or "usual",
        "reason": form.get("reason", ""),
        "support": form.get("support", ""),
        "request_key": form.get("request_key", ""),
    }
