"""Which column of a file is meant by a name: as written, then without signs and capitals, then by its other names."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

__all__ = ["Columns", "folded"]

_NOT_TOLD = re.compile(r"[\W_]+", re.UNICODE)
# difflib: below this, names have letters in common and nothing else.
_NEAR = 0.72


def folded(name: str) -> str:
    """A name without capitals, spaces and signs, so that 'Student_State ID' and 'StudentStateID' are the same."""
    return _NOT_TOLD.sub("", name).casefold()


class Columns:
    """The headings of one file, with what a profile calls by other names."""

    def __init__(self, header: Iterable[str], aliases: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.header = tuple(name.strip() for name in header)
        self.aliases = dict(aliases or {})
        self.times = Counter(name for name in self.header if name)
        self._exact: dict[str, int] = {}
        self._folded: dict[str, int] = {}
        for place, name in enumerate(self.header):
            if name:
                self._exact.setdefault(name, place)
                self._folded.setdefault(folded(name), place)
        self._taken = set(self._folded)

    def __len__(self) -> int:
        return len(self.header)

    def place(self, name: str) -> int | None:
        """Where the column stands, counted from 0; None when the file does not have it."""
        for one in (name, *self.aliases.get(name, ())):
            found = self._exact.get(one)
            if found is None and folded(one):
                found = self._folded.get(folded(one))
            if found is not None:
                return found
        return None

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in dict.fromkeys(names) if self.place(name) is None)

    def nearest(self, name: str) -> str:
        """The column whose name looks most like it, or ''."""
        near = difflib.get_close_matches(folded(name), list(self._folded), n=1, cutoff=_NEAR)
        return self.header[self._folded[near[0]]] if near else ""

    def nearest_of(self, names: Iterable[str], most: int = 3) -> str:
        """'A → B' for the first of these names that have a near one in the file; '–' for none."""
        found = [(name, near) for name in list(names)[:40] if (near := self.nearest(name))]
        return "; ".join(f"{name} → {near}" for name, near in found[:most]) or "–"
