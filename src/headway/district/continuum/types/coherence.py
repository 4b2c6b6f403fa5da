"""What the gap finder found, as other apps may hold it: a report, its findings and what people answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from headway.district.continuum.types.reading import VersionInfo
from headway.district.continuum.types.vocabulary import Answer

__all__ = [
    "Answered",
    "CarriedOut",
    "CoherenceInfo",
    "FindingInfo",
    "MadeLinks",
    "NamedItem",
    "ProposedArrow",
    "ReportLine",
    "SeamInfo",
]


@dataclass(frozen=True, slots=True)
class NamedItem:
    """An item as the report shows it: as it was worded when the line was looked at."""

    key: str
    code: str
    title: str
    statement: str
    level: int | None
    domain: str
    strand: str
    source: str
    uuid: str

    @property
    def name(self) -> str:
        return self.code or self.title or self.key


@dataclass(frozen=True, slots=True)
class FindingInfo:
    """One finding with its state. remedy: kind, before, after, item, text, as the mathematics proposes it; or empty.

    answer: what people last said. version: number of the draft in which its remedy was carried out, if it was.
    is_new: the report before this one over the same frameworks did not have it.
    """

    fingerprint: str
    kind: str
    urgency: int
    items: tuple[str, ...]
    facts: Mapping[str, Any]
    remedy: Mapping[str, str]
    answer: str = Answer.OPEN
    reason: str = ""
    answered_by: str = ""
    answered_at: dt.datetime | None = None
    carried_out_in: int | None = None
    is_new: bool = False

    @property
    def is_open(self) -> bool:
        return self.answer == Answer.OPEN


@dataclass(frozen=True, slots=True)
class ProposedArrow:
    """`before` could prepare for `after`; words: what both speak of."""

    before: str
    after: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeamInfo:
    """One row of the map at one seam. across: arrows that lead over it. state: "joined", "broken" (both sides, nothing
    leads across), "stops" (nothing after), "begins" (nothing before)."""

    source: str
    domain: str
    strand: str
    seam: int
    before: int
    after: int
    across: int
    state: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list of reports."""

    uuid: UUID
    made_at: dt.datetime
    made_by: str
    titles: tuple[str, ...]
    findings: int


@dataclass(frozen=True)
class CoherenceInfo:
    """A report with the state of its findings as of now.

    facts: the shape of the line (mastery's LineFacts). gone: findings of the report before that this one has not.
    draft: where remedies can be carried out, if the scope has an open draft. can_open_draft: the uuid of the framework
    of which one could be opened. in_draft: identifier → uuid of the competency in that draft. places: names of domains
    and strands as the reader's language has them, where it has.
    """

    uuid: UUID
    made_at: dt.datetime
    made_by: str
    versions: tuple[VersionInfo, ...]
    findings: tuple[FindingInfo, ...]
    gone: tuple[FindingInfo, ...]
    facts: Mapping[str, Any]
    items: Mapping[str, NamedItem]
    seams: tuple[SeamInfo, ...]
    before: UUID | None
    draft: VersionInfo | None
    can_open_draft: UUID | None
    is_latest: bool
    in_draft: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer in bulk did. ids: the answers written, from which it can be taken back. act: the edit of the
    draft that goes with it, if there was one."""

    count: int
    ids: tuple[int, ...]
    act: UUID | None = None


@dataclass(frozen=True, slots=True)
class MadeLinks:
    """Links that went into a crosswalk; earlier as `take_back_links` takes it."""

    crosswalk: UUID
    earlier: tuple[tuple[str, str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What was carried out. needs_words: a person has to write. links: those that went into crosswalks."""

    answered: Answered
    done: int
    needs_words: tuple[FindingInfo, ...] = ()
    links: tuple[MadeLinks, ...] = ()
