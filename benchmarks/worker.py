"""What every measuring process does first and last."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, replace

import django

from benchmarks.figures import Figure, load_of_machine

__all__ = ["begin", "give"]


def begin() -> tuple[str, list[str]]:
    """Sets Django up, brings the database up to date, answers the engine and the names asked for."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    return sys.argv[1], sys.argv[2:]


def give(figure: Figure) -> None:
    """Hand a figure to the process that asked."""
    os.write(1, (json.dumps(asdict(replace(figure, load=load_of_machine()))) + "\n").encode())
