"""What a further process of the night does: the same steps for other schools, with a connection of its own."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

from headway.district.foundation import processes

if TYPE_CHECKING:  # nothing that needs the settings is imported before `begin` has read them
    from headway.district.foundation.api import Actor
    from headway.district.signals.parts import DonePart, Part

__all__ = ["begin", "do"]

_fixed: dt.datetime | None = None


def begin(settings: str, database: dict[str, Any], fixed: dt.datetime | None) -> None:
    """settings: their module. database: what the first process is connected to. fixed: the instant that its clock shows,
    where it stands still."""
    global _fixed
    _fixed = fixed
    processes.begin()
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict.update(database)


def do(part: Part, on: dt.date, by: Actor) -> DonePart:
    from headway.district.foundation.api import clock
    from headway.district.signals.parts import do_part

    if _fixed is None:
        return do_part(part, on, by)
    with clock.at(_fixed):
        return do_part(part, on, by)
