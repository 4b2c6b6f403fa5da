"""A small continuum in versions: what the tests of versions, mapping and the profile share."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from headway.district.continuum.api import (
    CompetencyContent,
    ContinuumMap,
    FrameworkContent,
    VersionInfo,
    content_of,
    load_framework,
    map_competency,
    map_of,
    publish,
    version_called,
)
from headway.district.foundation.api import Actor

LEAD = Actor.system("lead")


def next_content(
    before: VersionInfo | int,
    *,
    without: Collection[str] = (),
    added: Collection[CompetencyContent] = (),
    changed: Mapping[str, Mapping[str, Any]] | None = None,
) -> FrameworkContent:
    """The content of the version before, changed; competencies are named by their codes."""
    content = content_of(before if isinstance(before, int) else before.id, with_case_objects=False)
    gone = {one.identifier for one in content.competencies if one.code in without}
    change = changed or {}
    kept = [
        dataclasses.replace(one, **change.get(one.code, {}))
        for one in content.competencies
        if one.identifier not in gone
    ]
    return dataclasses.replace(
        content,
        competencies=(*kept, *added),
        prerequisites=tuple(
            one for one in content.prerequisites if one.before not in gone and one.after not in gone
        ),
    )


def next_draft(before: VersionInfo | int, **change: Any) -> VersionInfo:
    return load_framework(next_content(before, **change), by=LEAD)


def next_version(
    before: VersionInfo | int,
    *,
    mapping: Mapping[str, str] | None = None,
    effective_on: dt.date | None = None,
    **change: Any,
) -> ContinuumMap:
    """Published at once. mapping: identifier before → identifier after, "" where it ends."""
    draft = next_draft(before, **change)
    for gone, to in (mapping or {}).items():
        map_competency(
            draft.uuid, gone, to_identifier=to, note="" if to else "Nobody taught it any more.", by=LEAD
        )
    publish(draft.id, by=LEAD, effective_on=effective_on)
    return map_of(version_called(draft.uuid))


def competency_like(identifier: str, code: str, statement: str, **more: Any) -> CompetencyContent:
    """A new competency of the world's mathematics."""
    given: dict[str, Any] = {
        "title": code,
        "domain_code": "MA",
        "strand_code": "MA.FR",
        "level": 4,
    }
    return CompetencyContent(identifier=identifier, code=code, statement=statement, **(given | more))
