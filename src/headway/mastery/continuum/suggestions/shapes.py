"""A suggestion and its reasons, in a form that pages put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from headway.mastery.continuum.items import Relation

__all__ = ["Fact", "Reason", "ReasonKind", "Suggestion"]

Fact = str | int | tuple[str, ...]


class ReasonKind(StrEnum):
    """Why something is suggested. In brackets the facts that come with it; items are named by their keys."""

    # -- both --
    SHARED_WORDS = "shared_words"  # words: as the candidate says them, rarest first
    SAME_WORDING = "same_wording"  # nothing: both say the same, but for spelling
    # -- prerequisites --
    SAME_HEADING_BEFORE = "same_heading_before"  # heading, steps: stands so many places before it
    SAME_HEADING = "same_heading"  # heading
    SAME_STRAND = "same_strand"  # strand
    EARLIER_LEVEL = "earlier_level"  # levels: how many earlier
    SAME_LEVEL = "same_level"  # level
    ALIKE_NEED_IT = "alike_need_it"  # items: alike to the target and known to need the candidate
    NEIGHBOURS_NEED_IT = (
        "neighbours_need_it"  # items: under the target's heading and known to need the candidate
    )
    ALIKE_NEED_ALIKE = (
        "alike_need_alike"  # items: known prerequisites of alike targets that are like the candidate
    )
    LEADS_THE_SAME_WAY = (
        "leads_the_same_way"  # items: what the target opens and the candidate is known to lead to
    )
    # -- crosswalks --
    SAME_CODE = "same_code"  # code
    ALIKE_HEADINGS = "alike_headings"  # words: what both stand under
    LEVELS_MEET = "levels_meet"  # level: the first that both are meant for
    ALIKE_LINKED = "alike_linked"  # items: alike to the origin and linked to the candidate
    NEIGHBOURS_LINKED = "neighbours_linked"  # items: under the origin's heading and linked to the candidate
    ALIKE_LINKED_TO_ALIKE = (
        "alike_linked_to_alike"  # items: linked from alike origins, and like the candidate
    )
    SAYS_MORE = "says_more"  # words: what the origin says beyond all that the candidate says
    SAYS_LESS = "says_less"  # words: what the candidate says beyond all that the origin says
    OFTEN_LINKED = "often_linked"  # count: how many origins of that level are linked to the candidate


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; its facts are the same for the same items, in the same order."""

    kind: ReasonKind
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`target` is suggested for `origin`, both keys: as its prerequisite, or as what a crosswalk links it to.

    relation: for a crosswalk, what the words speak for: `origin` is `relation` to `target`. order: 1 for the first to look at. is_likely: by what was learned, people would more often say yes than no.
    reasons: strongest first. strength: for sorting only; it means nothing by itself and is never shown.
    """

    origin: str
    target: str
    order: int
    is_likely: bool
    reasons: tuple[Reason, ...]
    relation: Relation | None = None
    strength: float = field(default=0.0, repr=False, compare=False)
