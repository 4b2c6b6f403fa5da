"""What a removal does to prerequisites: the arrows that wait to be drawn anew, and what it leaves open to everyone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from headway.district.continuum.models import Competency, Prerequisite, Succession
from headway.district.continuum.selectors import map_of
from headway.district.continuum.selectors_versions import base_of
from headway.district.continuum.types import ContinuumMap, PrerequisiteContent, VersionInfo

__all__ = ["arrows_to_draw", "left_open"]


def arrows_to_draw(version: VersionInfo) -> dict[str, tuple[PrerequisiteContent, ...]]:
    """For each removed competency that lives on: its arrows of the version before, to and from where it lives on.

    Identifier of the removed one → arrows. Only those that the draft does not have, never one that would close a
    circle, and none with an end that lives on nowhere.
    """
    base = base_of(version)
    if base is None:
        return {}
    before, kinds = map_of(base), _kinds(version)
    lives = _lives_on(version, before, kinds)
    drawn = _drawn(version)
    found = {}
    for removed in sorted(one for one in lives if one not in kinds):
        opens: defaultdict[str, set[str]] = defaultdict(set)
        for start, end in drawn:
            opens[start].add(end)
        arrows = []
        for (start, end), is_gate in sorted(_moved(before, removed, lives).items()):
            is_new = (start, end) not in drawn and start != end and kinds[start] == kinds[end]
            if is_new and not _leads(end, start, opens):
                arrows.append(PrerequisiteContent(start, end, is_gate))
                opens[start].add(end)
        if arrows:
            found[removed] = tuple(arrows)
    return found


def left_open(version: VersionInfo) -> tuple[str, ...]:
    """What learners could begin at once, because every essential prerequisite went with a removal: identifiers.

    Where one went into what grew from it, the prerequisites of both count, and not the one for the other.
    """
    base = base_of(version)
    if base is None:
        return ()
    before, here = map_of(base), _kinds(version)
    lives = _lives_on(version, before, here)
    gated = {end for (_start, end), is_gate in _drawn(version).items() if is_gate}
    removed: set[str] = set()
    for arrow in before.prerequisites:
        start, end = _name(before, arrow.before_id), _name(before, arrow.after_id)
        target = lives.get(end)
        if not arrow.is_gate or target is None or lives.get(start) == target:
            continue
        if start not in here or end not in here:
            removed.add(target)
    known = {one.identifier for one in before.competencies}
    # What anybody could begin before is not opened by a removal, even where a part that was not open joined it.
    inside = {_name(before, one.after_id) for one in before.prerequisites if one.is_gate}
    return tuple(sorted(one for one in removed - gated if one not in known or one in inside))


def _kinds(version: VersionInfo) -> dict[str, str]:
    rows = Competency.objects.filter(version_id=version.id, is_ratable=True)
    return dict(rows.values_list("identifier", "kind"))


def _drawn(version: VersionInfo) -> dict[tuple[str, str], bool]:
    rows = Prerequisite.objects.filter(version_id=version.id)
    return {
        (start, end): is_gate
        for start, end, is_gate in rows.values_list("before__identifier", "after__identifier", "is_gate")
    }


def _lives_on(version: VersionInfo, before: ContinuumMap, here: Mapping[str, str]) -> dict[str, str]:
    """Where each competency of the version before is in the draft; those without a place are left out."""
    said = dict(
        Succession.objects.filter(version_id=version.id).values_list("from_identifier", "to_identifier")
    )
    lives = {}
    for one in before.competencies:
        place = one.identifier if one.identifier in here else said.get(one.identifier, "")
        if place in here:
            lives[one.identifier] = place
    return lives


def _moved(before: ContinuumMap, removed: str, lives: Mapping[str, str]) -> dict[tuple[str, str], bool]:
    """The arrows of a removed competency between the places of both ends; essential where one of them was."""
    moved: dict[tuple[str, str], bool] = {}
    for arrow in before.prerequisites:
        ends = _name(before, arrow.before_id), _name(before, arrow.after_id)
        if removed in ends and all(end in lives for end in ends):
            place = lives[ends[0]], lives[ends[1]]
            moved[place] = moved.get(place, False) or arrow.is_gate
    return moved


def _name(before: ContinuumMap, competency_id: int) -> str:
    return before.by_id[competency_id].identifier


def _leads(start: str, goal: str, opens: Mapping[str, set[str]]) -> bool:
    """Does a way of arrows lead from `start` to `goal`?"""
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        new = opens.get(here, set()) - reached
        reached |= new
        waiting.extend(new)
    return False
