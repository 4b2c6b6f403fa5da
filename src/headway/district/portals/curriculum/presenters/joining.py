"""What a curriculum lead asked to be joined, and what it would give, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import Choice, DomainOffer, JoinedRow, Joining, Part, Unit

__all__ = [
    "AskedJoining",
    "Cell",
    "FrameworkOffer",
    "JoinPage",
    "RowPicture",
    "UnitLine",
    "join_page",
    "read_joining",
]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HIGHEST_LEVEL = 20


@dataclass(frozen=True)
class AskedJoining:
    """What the address asks for. parts are in the order of the line."""

    parts: tuple[Part, ...] = ()
    chosen: tuple[Choice, ...] = ()
    domain: str = ""
    onto: str = ""
    title: str = ""
    continues: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    keep_one: bool = True
    is_first_look: bool = True


@dataclass(frozen=True)
class FrameworkOffer:
    letter: str
    title: str
    uuid: str
    levels: str
    domains: tuple[DomainOffer, ...]


@dataclass(frozen=True)
class Cell:
    """What a row holds on one level: letters of frameworks with counts, and the same in words."""

    level: int
    parts: tuple[tuple[str, int], ...]
    words: str
    is_seam: bool


@dataclass(frozen=True)
class RowPicture:
    key: str
    name: str
    cells: tuple[Cell, ...]
    seams: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitLine:
    """One strand and the question what it goes on with."""

    key: str
    letter: str
    framework: str
    name: str
    count: str
    continues: str
    options: tuple[tuple[str, str], ...]
    why: str
    examples: tuple[str, ...]
    begins: bool


@dataclass(frozen=True)
class JoinPage:
    sentence: str
    notes: tuple[str, ...]
    frameworks: tuple[FrameworkOffer, ...]
    levels: tuple[int, ...]
    rows: tuple[RowPicture, ...]
    units: tuple[UnitLine, ...]
    row_names: tuple[tuple[str, str], ...]


def read_joining(query: QueryDict, choices: Iterable[Choice]) -> AskedJoining:
    """The address as a request; frameworks that are not there are left out."""
    by_uuid = {str(one.version.uuid): one for one in choices}
    chosen = []
    for value in dict.fromkeys(query.getlist("v")):
        choice = by_uuid.get(value)
        if choice is None:
            continue
        part = Part(
            version_id=choice.version.id,
            from_level=_level(query.get(f"from-{value}", "")),
            to_level=_level(query.get(f"to-{value}", "")),
            domains=frozenset(query.getlist(f"d-{value}")),
        )
        chosen.append((part, choice))
    chosen.sort(key=lambda pair: _begins(*pair))
    return AskedJoining(
        parts=tuple(part for part, _choice in chosen),
        chosen=tuple(choice for _part, choice in chosen),
        domain=query.get("domain", "").strip()[:200],
        onto=query.get("onto", ""),
        title=query.get("title", "").strip()[:500],
        continues={
            name.removeprefix("row-"): str(value) for name, value in query.items() if name.startswith("row-")
        },
        names={
            name.removeprefix("name-"): str(value).strip()[:500]
            for name, value in query.items()
            if name.startswith("name-") and str(value).strip()
        },
        keep_one=query.get("same", "one") != "both",
        is_first_look="looked" not in query,
    )


def _begins(part: Part, choice: Choice) -> tuple[int, int]:
    """The line runs from its first level; a framework without a chosen one begins where its own levels do."""
    first = part.from_level if part.from_level is not None else choice.low
    last = part.to_level if part.to_level is not None else choice.high
    return (first if first is not None else HIGHEST_LEVEL, last if last is not None else HIGHEST_LEVEL)


def _level(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and int(text) <= HIGHEST_LEVEL else None


def join_page(asked: AskedJoining, joining: Joining, offers: Mapping[int, Sequence[DomainOffer]]) -> JoinPage:
    return JoinPage(
        sentence=_sentence(joining),
        notes=tuple(_notes(joining)),
        frameworks=tuple(
            FrameworkOffer(
                letter=_letter(number),
                title=choice.version.title,
                uuid=str(choice.version.uuid),
                levels=_levels(part),
                domains=tuple(offers[part.version_id]),
            )
            for number, (part, choice) in enumerate(zip(asked.parts, asked.chosen, strict=True), start=1)
        ),
        levels=joining.levels,
        rows=tuple(_picture(row, joining) for row in joining.rows),
        units=tuple(_unit(unit, joining) for unit in joining.units if unit.part),
        row_names=tuple((row.key, row.name) for row in joining.rows if row.units[0].part),
    )


def _sentence(joining: Joining) -> str:
    said = ngettext("%(num)d competency", "%(num)d competencies", joining.count) % {"num": joining.count}
    rows = ngettext("one row", "%(num)d rows", len(joining.rows)) % {"num": len(joining.rows)}
    sentence = _("%(competencies)s become %(rows)s.") % {"competencies": said, "rows": rows}
    if not joining.open_seams:
        return sentence
    seams = " ".join(
        ngettext(
            "Between levels %(before)d and %(after)d, one row is handed on and not yet joined.",
            "Between levels %(before)d and %(after)d, %(num)d rows are handed on and not yet joined.",
            count,
        )
        % {"before": seam - 1, "after": seam, "num": count}
        for seam, count in sorted(joining.open_seams.items())
    )
    return f"{sentence} {seams}"


def _notes(joining: Joining) -> Iterable[str]:
    if joining.same:
        yield ngettext(
            "One competency means the same as another by your crosswalk; the earlier one stays.",
            "%(num)d competencies mean the same as others by your crosswalks; the earlier ones stay.",
            len(joining.same),
        ) % {"num": len(joining.same)}
    if joining.without_level:
        yield ngettext(
            "One competency has no level and is left out; choose all levels of its framework to take it in.",
            "%(num)d competencies have no level and are left out; choose all levels of their framework to take "
            "them in.",
            joining.without_level,
        ) % {"num": joining.without_level}
    if joining.there_already:
        yield ngettext(
            "One competency is on the line already.",
            "%(num)d competencies are on the line already.",
            joining.there_already,
        ) % {"num": joining.there_already}


def _levels(part: Part) -> str:
    if part.from_level is None and part.to_level is None:
        return _("all levels")
    if part.to_level is None:
        return _("from level %(level)d") % {"level": part.from_level}
    if part.from_level is None:
        return _("up to level %(level)d") % {"level": part.to_level}
    return _("levels %(first)d to %(last)d") % {"first": part.from_level, "last": part.to_level}


def _letter(part: int) -> str:
    """The line itself is marked by a sign, frameworks by letters."""
    return LETTERS[(part - 1) % len(LETTERS)] if part else "•"


def _picture(row: JoinedRow, joining: Joining) -> RowPicture:
    states = {
        "joined": _("joined"),
        "open": _("to be joined"),
        "stops": _("stops here"),
        "begins": _("begins here"),
    }
    return RowPicture(
        key=row.key,
        name=row.name,
        cells=tuple(
            Cell(
                level=level,
                parts=tuple((_letter(part), count) for part, count in row.cells.get(level, ())),
                words=", ".join(
                    ngettext("%(num)d from %(letter)s", "%(num)d from %(letter)s", count)
                    % {"num": count, "letter": _letter(part)}
                    for part, count in row.cells.get(level, ())
                ),
                is_seam=level in row.seams,
            )
            for level in joining.levels
        ),
        seams=tuple((f"{seam - 1}→{seam}", states[state]) for seam, state in row.seams.items() if state),
    )


def _unit(unit: Unit, joining: Joining) -> UnitLine:
    """It may go on with any row that began before it; its own row is the first choice."""
    own = _("a row of its own")
    options = [(unit.key, own)]
    options += [
        (row.key, row.name)
        for row in joining.rows
        if row.key != unit.key and (row.units[0].part, row.key) < (unit.part, unit.key)
    ]
    why = ""
    if unit.proposed and unit.proposed.words:
        words = ", ".join(f"“{word}”" for word in unit.proposed.words)
        why = _("Proposed because both speak of %(words)s.") % {"words": words}
    return UnitLine(
        key=unit.key,
        letter=_letter(unit.part),
        framework=unit.framework,
        name=unit.name,
        count=ngettext("%(num)d competency", "%(num)d competencies", unit.count) % {"num": unit.count},
        continues=unit.continues,
        options=tuple(options),
        why=why,
        examples=tuple(one.title for one in unit.competencies[:3]),
        # Nothing went before the first framework: its strands are rows, unless somebody puts two together.
        begins=unit.continues == unit.key and not any(other.part < unit.part for other in joining.units),
    )
