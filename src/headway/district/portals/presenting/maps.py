"""One domain of a learner's line as a map: strands in rows, levels in columns, and the same as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock, translated
from headway.district.people.api import Viewer
from headway.district.policy.api import scale_for
from headway.district.portals.presenting.lines import (
    MapColumn,
    StrandLine,
    domain_lines,
    line_steps,
    map_columns,
)
from headway.district.proficiency.api import frontier_of

__all__ = ["MapPage", "read_map"]


@dataclass(frozen=True, slots=True)
class MapPage:
    """The chosen domain; `domains` are (code, words, is_here)."""

    on: dt.date
    domains: tuple[tuple[str, str, bool], ...]
    name: str
    lines: tuple[StrandLine, ...]
    columns: tuple[MapColumn, ...]
    level_names: tuple[str, ...]
    proficient: int


def read_map(viewer: Viewer, learner: Any, domain_code: str, as_of: dt.datetime | None = None) -> MapPage:
    """The learner's place in one domain (the first one unless another is named)."""
    on = clock.local_date(as_of) if as_of else clock.today()
    continuum, scale = current_map(), scale_for()
    domains = (
        [one for one in continuum.domains if continuum.in_domain(one.id)] if continuum is not None else []
    )
    if continuum is None or not domains:
        return MapPage(on, (), "", (), (), scale.names, scale.proficient)
    chosen = next((one for one in domains if one.code == domain_code), domains[0])
    states, standings = line_steps(frontier_of(viewer, learner, as_of=as_of))
    lines = domain_lines(chosen, continuum, states, standings)
    return MapPage(
        on=on,
        domains=tuple((one.code, translated(one, "name"), one is chosen) for one in domains),
        name=translated(chosen, "name"),
        lines=lines,
        columns=map_columns(lines),
        level_names=scale.names,
        proficient=scale.proficient,
    )
