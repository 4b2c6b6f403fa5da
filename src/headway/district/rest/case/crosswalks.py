"""The place of crosswalks in a package: what was linked here between two shared frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import SharedVersion

__all__ = ["NO_CROSSWALKS", "Crosswalks", "crosswalks_of"]


@dataclass(frozen=True)
class Crosswalks:
    """groupings, associations: payloads of CASE 1.1. stamp: changes whenever they do."""

    groupings: tuple[Mapping[str, Any], ...] = ()
    associations: tuple[Mapping[str, Any], ...] = ()
    stamp: str = ""


NO_CROSSWALKS = Crosswalks()


def crosswalks_of(_version: SharedVersion) -> Crosswalks:
    """The crosswalks that begin at this framework."""
    return NO_CROSSWALKS
