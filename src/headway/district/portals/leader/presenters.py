"""Schools side by side as cards, bars and one table. Schools are listed by name and never ranked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.foundation.api import translated
from headway.district.proficiency.api import SchoolOverview, SchoolRow

__all__ = ["DomainLine", "OverviewPage", "SchoolCard", "overview_page"]

# Width of the bar's drawing; widths of its parts are whole numbers of it.
BAR_WIDTH = 240


@dataclass(frozen=True)
class Part:
    """One part of a bar: where it begins, how wide it is, and which of the three it is."""

    start: int
    width: int
    kind: str


@dataclass(frozen=True)
class DomainLine:
    """One domain at one school. None: fewer learners than may be shown."""

    domain: str
    reached: int | None
    showing: int | None
    quiet: int | None
    sentence: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class SchoolCard:
    name: str
    learners: int | None
    learners_words: str
    lines: tuple[DomainLine, ...]


@dataclass(frozen=True)
class OverviewPage:
    schools: tuple[SchoolCard, ...]
    total: SchoolCard | None
    from_on: dt.date
    to_on: dt.date
    days: int
    smallest_shown: int
    notes: tuple[str, ...]
    bar_width: int = BAR_WIDTH


def overview_page(overview: SchoolOverview) -> OverviewPage:
    names = tuple(translated(domain, "name") for domain in overview.domains)
    return OverviewPage(
        schools=tuple(
            _card(school, names, overview.smallest_shown)
            for school in sorted(overview.schools, key=lambda school: school.name)
        ),
        total=_card(overview.shown_total, names, overview.smallest_shown) if overview.shown_total else None,
        from_on=overview.from_on,
        to_on=overview.to_on,
        days=overview.days,
        smallest_shown=overview.smallest_shown,
        notes=overview.sentences,
    )


def _card(school: SchoolRow, names: tuple[str, ...], smallest: int) -> SchoolCard:
    if school.learners is None:
        words = _("Fewer than %(smallest)d learners: not shown") % {"smallest": smallest}
    else:
        words = ngettext("%(num)d learner", "%(num)d learners", school.learners) % {"num": school.learners}
    return SchoolCard(
        name=school.name,
        learners=school.learners,
        learners_words=words,
        lines=tuple(
            _line(name, part.reached, part.showing, part.quiet)
            for name, part in zip(names, school.domains, strict=True)
        ),
    )


def _line(name: str, reached: int | None, showing: int | None, quiet: int | None) -> DomainLine:
    said = []
    if reached is not None:
        said.append(
            ngettext("%(num)d reached something new", "%(num)d reached something new", reached)
            % {"num": reached}
        )
    if showing is not None:
        said.append(
            ngettext("%(num)d showed evidence", "%(num)d showed evidence", showing) % {"num": showing}
        )
    if quiet is not None:
        said.append(
            ngettext(
                "%(num)d needs a new opportunity to show learning",
                "%(num)d need a new opportunity to show learning",
                quiet,
            )
            % {"num": quiet}
        )
    if said and None in (reached, showing, quiet):
        said.append(_("the others: too few to show apart"))
    return DomainLine(
        domain=name,
        reached=reached,
        showing=showing,
        quiet=quiet,
        sentence=" · ".join(said) if said else _("Each group is too small to show"),
        parts=_parts(reached, showing, quiet),
    )


def _parts(reached: int | None, showing: int | None, quiet: int | None) -> tuple[Part, ...]:
    """The bar, drawn only where all three numbers may be shown: a gap would give the hidden one away."""
    numbers = (reached, showing, quiet)
    if any(number is None for number in numbers):
        return ()
    whole = sum(number or 0 for number in numbers)
    if not whole:
        return ()
    parts, so_far = [], 0
    for kind, number in zip(("reached", "showing", "quiet"), numbers, strict=True):
        start, so_far = round(BAR_WIDTH * so_far / whole), so_far + (number or 0)
        end = round(BAR_WIDTH * so_far / whole)
        if end > start:
            parts.append(Part(start, end - start, kind))
    return tuple(parts)
