"""The graduate profile as cards, sentences and tables: what serves each statement, and where nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    Band,
    CompetencyInfo,
    ContinuumMap,
    Importance,
    ProfileCoverage,
    StatementCoverage,
)
from headway.district.foundation.api import translated
from headway.mastery.continuum.likeness import plain

__all__ = [
    "Card",
    "Choice",
    "Served",
    "asked_of",
    "band_words",
    "card",
    "cards",
    "chosen_of",
    "coverage_sentence",
    "found_choices",
    "idle_by_domain",
    "report_rows",
    "served_groups",
    "suggested_choices",
    "summary",
]

FOUND_AT_MOST = 60
SUGGESTED_AT_MOST = 12


@dataclass(frozen=True)
class Card:
    """One statement with what serves it, in words. bars: per stretch of the line how many competencies serve it."""

    uuid: str
    code: str
    title: str
    text: str
    sentence: str
    bars: tuple[tuple[str, int], ...]
    domains: tuple[str, ...]
    is_served: bool
    has_gap: bool
    href: str


@dataclass(frozen=True)
class Choice:
    """A competency that can be ticked. why: the reason why it is offered, empty for a search."""

    identifier: str
    code: str
    title: str
    statement: str
    place: str
    why: str


@dataclass(frozen=True)
class Served:
    """What of one domain serves a statement."""

    domain: str
    sentence: str
    choices: tuple[Choice, ...]


def band_words(band: Band) -> str:
    if band.first == band.last:
        return _("level %(level)s") % {"level": band.first}
    return _("levels %(first)s to %(last)s") % {"first": band.first, "last": band.last}


def coverage_sentence(one: StatementCoverage) -> str:
    """“Served in 4 domains, from level 2 to level 13; nothing on levels 6 to 8.”"""
    if not one.is_served:
        return _("Nothing serves it yet.")
    served = ngettext("Served in %(num)d domain", "Served in %(num)d domains", len(one.domains)) % {
        "num": len(one.domains)
    }
    if one.first is not None and one.first == one.last:
        served = _("%(served)s, on level %(level)s") % {"served": served, "level": one.first}
    elif one.first is not None:
        served = _("%(served)s, from level %(first)s to level %(last)s") % {
            "served": served,
            "first": one.first,
            "last": one.last,
        }
    if one.empty_bands:
        gaps = _(" and ").join(band_words(band) for band in one.empty_bands)
        return _("%(served)s; nothing on %(gaps)s.") % {"served": served, "gaps": gaps}
    return _("%(served)s; no stretch is empty.") % {"served": served}


def summary(coverage: ProfileCoverage) -> str:
    """The state of the whole profile in one sentence."""
    total, unserved, gaps = len(coverage.statements), len(coverage.unserved), len(coverage.with_empty_bands)
    if not unserved and not gaps:
        return ngettext(
            "The one statement is served over the whole line.",
            "All %(num)d statements are served over the whole line.",
            total,
        ) % {"num": total}
    parts = []
    if unserved:
        parts.append(
            ngettext("nothing serves %(num)d statement", "nothing serves %(num)d statements", unserved)
            % {"num": unserved}
        )
    if gaps:
        parts.append(
            ngettext(
                "%(num)d statement has a stretch without anything that serves it",
                "%(num)d statements have a stretch without anything that serves them",
                gaps,
            )
            % {"num": gaps}
        )
    said = "; ".join(parts)
    return _("Of %(total)s statements: %(said)s.") % {"total": total, "said": said}


def cards(coverage: ProfileCoverage) -> tuple[Card, ...]:
    return tuple(card(one, coverage) for one in coverage.statements)


def card(one: StatementCoverage, coverage: ProfileCoverage) -> Card:
    return Card(
        uuid=str(one.statement.uuid),
        code=one.statement.code,
        title=translated(one.statement, "title"),
        text=translated(one.statement, "text"),
        sentence=coverage_sentence(one),
        bars=tuple(
            (band_words(band), sum(band.holds(each.level) for each in one.competencies))
            for band in coverage.bands
        ),
        domains=tuple(translated(each.domain, "name") for each in one.domains),
        is_served=one.is_served,
        has_gap=bool(one.empty_bands),
        href=reverse("curriculum:profile_statement", args=[one.statement.uuid]),
    )


# -- one statement -----------------------------------------------------------------------------------------------------


def served_groups(one: StatementCoverage, continuum: ContinuumMap) -> tuple[Served, ...]:
    groups = []
    for each in one.domains:
        count = ngettext("%(num)d competency", "%(num)d competencies", len(each.competencies)) % {
            "num": len(each.competencies)
        }
        levels = (
            _("levels %(first)s to %(last)s") % {"first": each.first, "last": each.last}
            if each.first is not None and each.first != each.last
            else _("level %(level)s") % {"level": each.first}
            if each.first is not None
            else ""
        )
        groups.append(
            Served(
                domain=translated(each.domain, "name"),
                sentence=", ".join(part for part in (count, levels) if part),
                choices=tuple(_choice(competency, continuum) for competency in each.competencies),
            )
        )
    placed = {competency.id for each in one.domains for competency in each.competencies}
    others = tuple(_choice(each, continuum) for each in one.competencies if each.id not in placed)
    if others:
        groups.append(Served(_("Without a domain"), "", others))
    return tuple(groups)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words, a domain, a stretch of the line (its first level), essentials only."""

    words: str = ""
    domain: str = ""
    band: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.domain or self.band)


def asked_of(query: Mapping[str, str]) -> Asked:
    band = query.get("band", "")
    return Asked(
        words=query.get("q", "").strip()[:100],
        domain=query.get("domain", "")[:120],
        band=band if band.isascii() and band.isdigit() and len(band) < 4 else "",
    )


def found_choices(
    continuum: ContinuumMap, asked: Asked, bands: Sequence[Band], besides: set[int]
) -> tuple[Choice, ...]:
    """Competencies with all the words, in any language and case, accents aside; linked ones are left out."""
    words = plain(asked.words).split()
    domains = {one.id for one in continuum.domains if one.code == asked.domain}
    band = next((one for one in bands if str(one.first) == asked.band), None)
    found = []
    for one in continuum.competencies:
        if one.id in besides or (asked.domain and one.domain_id not in domains):
            continue
        if band is not None and not band.holds(one.level):
            continue
        if words:
            spoken = [one.code, one.title, one.statement]
            spoken += [text for texts in one.translations.values() for text in texts.values()]
            text = plain(" ".join(spoken))
            if not all(word in text for word in words):
                continue
        found.append(_choice(one, continuum))
        if len(found) == FOUND_AT_MOST:
            break
    return tuple(found)


def suggested_choices(
    suggested: Iterable[tuple[CompetencyInfo, Sequence[str]]],
    continuum: ContinuumMap,
    empty_bands: Sequence[Band] = (),
) -> tuple[Choice, ...]:
    """Those that would fill a stretch without anything come first, some of them; each says why it is offered."""
    filling, others = [], []
    for one, words in suggested:
        why = ""
        if words:
            why = ngettext("shares the word %(words)s", "shares the words %(words)s", len(words)) % {
                "words": ", ".join(words)
            }
        band = next((each for each in empty_bands if each.holds(one.level)), None)
        if band is not None:
            fills = _("nothing serves it on %(levels)s yet") % {"levels": band_words(band)}
            filling.append(_choice(one, continuum, f"{why}; {fills}" if why else fills))
        else:
            others.append(_choice(one, continuum, why))
    first = filling[: SUGGESTED_AT_MOST // 2]
    return (*first, *others[: SUGGESTED_AT_MOST - len(first)])


def _choice(one: CompetencyInfo, continuum: ContinuumMap, why: str = "") -> Choice:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    level = _("Level %(level)s") % {"level": one.level} if one.level is not None else ""
    return Choice(
        identifier=one.identifier,
        code=one.code,
        title=translated(one, "title"),
        statement=translated(one, "statement"),
        place=" · ".join(part for part in (translated(domain, "name") if domain else "", level) if part),
        why=why,
    )


def chosen_of(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in identifiers if one))


# -- the report --------------------------------------------------------------------------------------------------------


def idle_by_domain(
    coverage: ProfileCoverage, continuum: ContinuumMap
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Essential competencies that serve no statement, by domain: work that the profile does not speak of."""
    groups = []
    for domain in continuum.domains:
        inside = tuple(_choice(one, continuum) for one in coverage.serving_none if one.domain_id == domain.id)
        if inside:
            groups.append((translated(domain, "name"), inside))
    return tuple(groups)


def report_rows(coverage: ProfileCoverage, continuum: ContinuumMap) -> Iterable[list[str]]:
    """A header, a row per statement and competency that serves it, and a row for everything that is missing."""
    yield [
        _("Statement"),
        _("Code"),
        _("Domain"),
        _("Level"),
        _("Competency"),
        _("Title"),
        _("Importance"),
        _("Remark"),
    ]
    for one in coverage.statements:
        head = [translated(one.statement, "title"), one.statement.code]
        for each in one.competencies:
            domain = continuum.domain_by_id.get(each.domain_id or 0)
            yield [
                *head,
                translated(domain, "name") if domain else "",
                "" if each.level is None else str(each.level),
                each.code,
                translated(each, "title"),
                str(Importance(each.importance).label),
                "",
            ]
        if not one.is_served:
            yield [*head, "", "", "", "", "", _("Nothing serves it yet.")]
        else:
            for band in one.empty_bands:
                yield [*head, "", "", "", "", "", _("Nothing on %(levels)s.") % {"levels": band_words(band)}]
    for each in coverage.serving_none:
        domain = continuum.domain_by_id.get(each.domain_id or 0)
        yield [
            "",
            "",
            translated(domain, "name") if domain else "",
            "" if each.level is None else str(each.level),
            each.code,
            translated(each, "title"),
            str(Importance(each.importance).label),
            _("Essential, and serves no statement."),
        ]
