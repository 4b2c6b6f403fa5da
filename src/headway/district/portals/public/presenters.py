"""The open line as plain values: which frameworks are open, where each comes from, one competency, the profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    DomainKind,
    Importance,
    ProfileCoverage,
    SharedVersion,
)
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.drawing import column_words
from headway.district.portals.presenting.continua.panels import Neighbour, neighbours

__all__ = ["About", "CompetencyPage", "Served", "about", "competency_page", "served_by"]

DESCRIBED_AT_MOST = 155


@dataclass(frozen=True, slots=True)
class About:
    """Where a framework comes from. facts: (word, value, address or "")."""

    title: str
    facts: tuple[tuple[str, str, str], ...]
    package: str


@dataclass(frozen=True, slots=True)
class CompetencyPage:
    title: str
    statement: str
    over: str
    described: str
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]
    facts: tuple[tuple[str, str], ...]
    on_map: str
    framework: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Served:
    """A statement of the graduate profile and what on the line serves it, domain by domain."""

    title: str
    text: str
    sentence: str
    domains: tuple[tuple[str, tuple[Neighbour, ...]], ...]


def about(version: SharedVersion, title: str, document: Any) -> About:
    """Source, publisher and licence, as the framework's own document tells them."""
    document = document if isinstance(document, dict) else {}
    licence = document.get("licenseURI") if isinstance(document.get("licenseURI"), dict) else {}
    facts = [
        (_("Published by"), _text(document, "publisher") or version.creator, ""),
        (_("Source"), _text(document, "officialSourceURL"), _text(document, "officialSourceURL")),
        (_("Licence"), _text(licence, "title") or _text(licence, "uri"), _text(licence, "uri")),
        (_("About the licence and the source"), _text(document, "notes"), ""),
        (_("Version"), str(version.number), ""),
    ]
    package = (
        reverse(
            "case_package",
            kwargs={"case_version": "v1p1", "case_identifier": version.framework_identifier},
        )
        if "/" not in version.framework_identifier
        else ""
    )
    return About(title, tuple((word, value, _web(link)) for word, value, link in facts if value), package)


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value.strip() if isinstance(value, str) else ""


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def competency_page(
    continuum: ContinuumMap, one: CompetencyInfo, language: str, line: str, framework: str
) -> CompetencyPage:
    """One competency. line: the address of the map that it stands on."""
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    strand = continuum.strand_by_id.get(one.strand_id or 0)

    def href(other: CompetencyInfo) -> str:
        return reverse("public:competency", args=[language, other.uuid])

    statement = translated(one, "statement")
    over = (translated(domain, "name") if domain else "", translated(strand, "name") if strand else "")
    facts = (
        (_("Code"), one.code),
        (_("Level"), column_words(one.level) if one.level is not None else _("no level")),
        (_("Depth of knowledge"), str(one.depth) if one.depth else ""),
        (_("Importance"), str(Importance(one.importance).label)),
        (_("Kind"), str(DomainKind(one.kind).label)),
    )
    described = " ".join(statement.split())
    return CompetencyPage(
        title=translated(one, "title"),
        statement=statement,
        over=" · ".join(part for part in over if part),
        described=described if len(described) <= DESCRIBED_AT_MOST else f"{described[:DESCRIBED_AT_MOST]}…",
        before=neighbours(continuum, continuum.prerequisites_of(one.id), href),
        after=neighbours(continuum, continuum.opens(one.id), href),
        facts=tuple((word, value) for word, value in facts if value),
        on_map=f"{line}?focus={one.code or one.uuid}",
        framework=(framework, line),
    )


def served_by(coverage: ProfileCoverage, continuum: ContinuumMap, language: str) -> tuple[Served, ...]:
    """The graduate profile: every statement with what serves it; what nothing serves yet says so."""

    def href(other: CompetencyInfo) -> str:
        return reverse("public:competency", args=[language, other.uuid])

    return tuple(
        Served(
            title=translated(one.statement, "title") or one.statement.code,
            text=translated(one.statement, "text"),
            sentence=(
                ngettext(
                    "%(num)d competency on the line serves this.",
                    "%(num)d competencies on the line serve this.",
                    len(one.competencies),
                )
                % {"num": len(one.competencies)}
                if one.competencies
                else _("Nothing on the line serves this yet; the district is working on it.")
            ),
            domains=tuple(
                (translated(served.domain, "name"), neighbours(continuum, served.competencies, href))
                for served in one.domains
            ),
        )
        for one in coverage.statements
    )
