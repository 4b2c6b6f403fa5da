"""How competencies of earlier versions live on in one version, so that what learners showed goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.types.vocabulary import Translations

__all__ = ["EarlierText", "Lineage", "Merge"]


class Merge(NamedTuple):
    """Several lines of decisions that became one. Lines are named by a competency's id."""

    into: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A competency as one version had it: the words that people rated and decided with."""

    id: int
    version_number: int
    code: str
    title: str
    statement: str
    translations: Translations


@dataclass(frozen=True, eq=False)
class Lineage:
    """The past of one version's competencies. Ids are those of competencies in any version up to this one.

    current_ids: id in any version → the id under which it lives on here; what ended is not among them.
    lines: id in any version → the line of decisions it belongs to. A line is named by the current id; where several
    were merged, each of the parts has a line of its own up to the merge, named by the newest id in it.
    merges: earliest first, so that what was merged twice is joined in order.
    names: identifier in any version → the current id of what is meant by it today.
    changed: ids of earlier versions whose words for what proficient means read otherwise than where they live on.
    """

    current_ids: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    merges: tuple[Merge, ...] = ()
    names: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    changed: frozenset[int] = frozenset()

    @cached_property
    def merged(self) -> frozenset[int]:
        """Current ids into which several were merged, now or in an earlier version."""
        return frozenset(self.current_ids[merge.into] for merge in self.merges)

    def lines_of(self, competency: NDArray[np.int64]) -> NDArray[np.int64]:
        """A column of ids that live on, each as its line of decisions."""
        known, line = self._columns
        return line[np.searchsorted(known, competency)] if len(known) else competency

    def parts_of(self, competency_id: int) -> tuple[int, ...]:
        """The lines that were merged into this current competency last; empty where nothing was merged."""
        return next((merge.parts for merge in reversed(self.merges) if merge.into == competency_id), ())

    def line_members(self, line: int) -> tuple[int, ...]:
        """The ids of one line, in all versions, with those of the lines that were merged into it."""
        lines = {line}
        for merge in reversed(self.merges):
            if merge.into in lines:
                lines.update(merge.parts)
        return tuple(sorted(one for one, of in self.lines.items() if of in lines))

    @cached_property
    def _columns(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        known = sorted(self.lines)
        return np.array(known, dtype=np.int64), np.array([self.lines[one] for one in known], dtype=np.int64)
