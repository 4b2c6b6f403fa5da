"""Examples of work as pages show them: the work with its marked parts, and beside each mark what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from headway.district.continuum.api import NoteInfo, NoteKind, exemplars_of, notes_of
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale

__all__ = ["ExamplePage", "NoteLine", "Part", "Shown", "example_page", "marked", "shown_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the work; `mark` is the number of the remark on it, 0 where there is none."""

    text: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """notes: (number, quoted part, what it shows, whether the part was found in the work)."""

    title: str
    level: int | None
    level_name: str
    parts: tuple[Part, ...]
    notes: tuple[tuple[int, str, str, bool], ...]
    address: str
    source: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    kind: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows a competency to people: examples at the mark, further ones, what usually comes next, and notes.

    known: what research and experience say, for the people who teach; empty for learners and families (R010).
    """

    at_the_mark: tuple[ExamplePage, ...]
    further: tuple[ExamplePage, ...]
    next: tuple[NoteLine, ...]
    known: tuple[NoteLine, ...]


def shown_of(competency_id: int, scale: DistrictScale, *, for_staff: bool = False) -> Shown:
    """Two queries. Where no example stands at the mark, the first one there is takes its place."""
    examples = [example_page(one, scale) for one in exemplars_of(competency_id)]
    mark = [one for one in examples if one.level == scale.proficient] or examples[:1]
    notes = notes_of(competency_id)
    return Shown(
        at_the_mark=tuple(mark),
        further=tuple(one for one in examples if one not in mark),
        next=tuple(_line(one) for one in notes if one.kind == NoteKind.NEXT),
        known=tuple(_line(one) for one in notes if for_staff and one.kind != NoteKind.NEXT),
    )


def _line(note: NoteInfo) -> NoteLine:
    return NoteLine(str(NoteKind(note.kind).label), translated(note, "text"), note.source)


def example_page(example: Any, scale: DistrictScale) -> ExamplePage:
    """One exemplar in the reader's language. Where only its title is translated, the work stays as it was made."""
    said = (example.translations or {}).get((get_language() or "en").split("-")[0], {})
    pairs = _pairs(said.get("annotations") if said.get("work") else example.annotations)
    work = translated(example, "work")
    # Numbered as they are met in the work; remarks whose part is not there come last.
    pairs.sort(key=lambda pair: work.find(pair[0]) if pair[0] in work else len(work))
    parts, found = marked(work, [quote for quote, _note in pairs])
    return ExamplePage(
        title=translated(example, "title"),
        level=example.level,
        level_name=scale.name_of(example.level) if example.level and example.level <= scale.size else "",
        parts=parts,
        notes=tuple(
            (number, quote, note, number in found) for number, (quote, note) in enumerate(pairs, start=1)
        ),
        # Only addresses of the web: a link of another kind may run something.
        address=example.address if example.address.startswith(("https://", "http://")) else "",
        source=example.source,
    )


def marked(work: str, quotes: Sequence[str]) -> tuple[tuple[Part, ...], frozenset[int]]:
    """The work cut at its quoted parts, and the numbers (from 1) of the quotes that were found.

    Each quote marks its first place that no earlier one took; parts never overlap.
    """
    taken: list[tuple[int, int, int]] = []
    for number, quote in enumerate(quotes, start=1):
        start = work.find(quote) if quote else -1
        while start >= 0 and any(start < to and since < start + len(quote) for since, to, _n in taken):
            start = work.find(quote, start + 1)
        if start >= 0:
            taken.append((start, start + len(quote), number))
    parts, here = [], 0
    for since, to, number in sorted(taken):
        if since > here:
            parts.append(Part(work[here:since]))
        parts.append(Part(work[since:to], number))
        here = to
    if here < len(work):
        parts.append(Part(work[here:]))
    return tuple(parts), frozenset(number for _since, _to, number in taken)


def _pairs(annotations: Iterable[Any] | None) -> list[tuple[str, str]]:
    return [
        (one["quote"], one["note"]) if isinstance(one, dict) else (one[0], one[1])
        for one in annotations or ()
    ]
