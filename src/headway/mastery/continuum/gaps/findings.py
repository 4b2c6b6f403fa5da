"""What the gap finder says: findings with a remedy each, and the facts of the whole line."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

__all__ = [
    "Finding",
    "FindingKind",
    "LineFacts",
    "Remedy",
    "RemedyKind",
    "Report",
    "Urgency",
    "fingerprint_of",
]


class FindingKind(StrEnum):
    """What was found. The order is that of the report within one urgency."""

    CIRCLE = "circle"
    UNREACHABLE = "unreachable"
    MISSING_ITEM = "missing_item"
    CODE_MISMATCH = "code_mismatch"
    SEAM_BROKEN = "seam_broken"
    SEAM_NO_SUCCESSOR = "seam_no_successor"
    SEAM_NO_PREDECESSOR = "seam_no_predecessor"
    BACKWARD = "backward"
    LEVEL_JUMP = "level_jump"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    ORPHAN = "orphan"
    STRAND_STOPS = "strand_stops"
    STRAND_HOLE = "strand_hole"
    STRANDS_OF_ONE_LEVEL = "strands_of_one_level"
    DEPTH_FALLS = "depth_falls"
    STRAND_DEPTH_FALLS = "strand_depth_falls"
    UNSERVED_STATEMENT = "unserved_statement"
    SERVES_NO_STATEMENT = "serves_no_statement"
    NO_I_CAN = "no_i_can"
    MISSING_LEVEL = "missing_level"
    MISSING_DESCRIPTORS = "missing_descriptors"
    MISSING_EXEMPLAR = "missing_exemplar"
    MISSING_DEPTH = "missing_depth"
    UNMEASURABLE = "unmeasurable"
    ACTIVITY = "activity"
    COMPOUND = "compound"
    VAGUE = "vague"
    GRADE_LANGUAGE = "grade_language"
    HARD_TO_READ = "hard_to_read"
    NO_TRANSFER = "no_transfer"
    REDUNDANT = "redundant"


class RemedyKind(StrEnum):
    """What would settle a finding; a person accepts it or dismisses the finding with a reason."""

    ADD_ARROW = "add_arrow"
    REMOVE_ARROW = "remove_arrow"
    REVERSE_ARROW = "reverse_arrow"
    ADD_STEP = "add_step"  # an item between, which is still to be written
    ADD_LINK = "add_link"
    RECODE = "recode"
    MERGE = "merge"
    REWORD = "reword"
    SPLIT = "split"
    WRITE_I_CAN = "write_i_can"
    WRITE_DESCRIPTORS = "write_descriptors"
    ADD_EXEMPLAR = "add_exemplar"
    SET_LEVEL = "set_level"
    SET_DEPTH = "set_depth"
    EXTEND_STRAND = "extend_strand"
    MAP_TO_PROFILE = "map_to_profile"


class Urgency(IntEnum):
    """Classes, in order; never added up. Smaller comes first."""

    STOPS = 1  # nobody can be led along this: publishing waits for it
    BREAKS = 2  # learners are handed on without a next step
    MISLEADS = 3  # the order or the wording points a learner to the wrong place
    THINS = 4  # something a learner or a teacher needs is not written yet
    TIDIES = 5  # the line says the same with less


@dataclass(frozen=True, slots=True)
class Remedy:
    """A proposal. before, after: the arrow concerned, or the pair to merge or to link (`after` is kept). item: the
    item to change. An empty key where a person has to choose. text: the words concerned, where there are any."""

    kind: RemedyKind
    before: str = ""
    after: str = ""
    item: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth a decision.

    items: the keys concerned, the one to open first in front. facts: what the page needs to word it; names of facts
    per kind stand in docs/explanation/gap-finder.md. fingerprint: the same over versions as long as the kind and the
    items concerned are the same, so that a decision stays with what was decided about.
    """

    kind: FindingKind
    items: tuple[str, ...]
    facts: Mapping[str, object]
    remedy: Remedy | None
    fingerprint: str
    weight: Urgency


@dataclass(frozen=True, slots=True)
class LineFacts:
    """The shape of the line, for the head of a report.

    nodes: items that can be rated. arrows: between items of the line, each pair once. linked: items with an arrow.
    isolated: ratable items without any. after_reduction: arrows left when those that a longer way replaces are gone.
    longest_path: arrows on a longest path (a circle counts as one step). sources, sinks: linked items without a
    prerequisite, or without anything that they prepare for. jumps: levels climbed → arrows. unlevelled: arrows with
    an end without a level. circles: groups of items that wait for one another. profile_*: statements of the graduate
    profile, those that something serves, essential items that serve one, essential items.
    """

    items: int
    nodes: int
    arrows: int
    links: int
    linked: int
    isolated: int
    after_reduction: int
    longest_path: int
    sources: int
    sinks: int
    circles: int
    jumps: Mapping[int, int]
    unlevelled: int
    profile_statements: int = 0
    profile_served: int = 0
    essential_items: int = 0
    essential_serving: int = 0


@dataclass(frozen=True)
class Report:
    """findings: most urgent kinds first, then as the line is read. counts: findings per kind, only kinds found."""

    findings: tuple[Finding, ...]
    facts: LineFacts
    checked: frozenset[FindingKind]
    counts: Mapping[FindingKind, int] = field(init=False)

    def __post_init__(self) -> None:
        counted = Counter(one.kind for one in self.findings)
        object.__setattr__(self, "counts", {kind: counted[kind] for kind in FindingKind if counted[kind]})

    def of(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.kind in kinds)

    def folded(self, most: int = 12) -> tuple[tuple[Finding, ...], ...]:
        """The findings in bundles to show: alone, or where a strand has more than `most` of a kind, those together."""
        bundles: dict[tuple[object, ...], list[Finding]] = {}
        for one in self.findings:
            row = (one.weight, one.kind, *(one.facts.get(name) for name in ("source", "domain", "strand")))
            bundles.setdefault(row, []).append(one)
        shown: list[tuple[Finding, ...]] = []
        for bundle in bundles.values():
            shown += [tuple(bundle)] if len(bundle) > most else [(one,) for one in bundle]
        return tuple(shown)

    @property
    def fingerprints(self) -> frozenset[str]:
        return frozenset(one.fingerprint for one in self.findings)


def fingerprint_of(kind: FindingKind, parts: Iterable[str]) -> str:
    """A name for a finding that stays: made of its kind and of keys, never of facts that a new version may move."""
    digest = hashlib.sha256()
    for part in (kind.value, *parts):
        digest.update(part.encode())
        digest.update(b"\x1f")
    return digest.hexdigest()[:24]
