"""Small frameworks for maps: written as rows, loaded as any framework is."""

from __future__ import annotations

from headway.district.continuum.api import (
    CompetencyContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    StrandContent,
    VersionInfo,
    load_framework,
    publish,
    share_framework,
)
from headway.district.foundation.api import Actor

__all__ = ["BY", "a_line", "loaded"]

BY = Actor.system("test.lines")


def a_line(*items, strands=("S1", "S2"), arrows=(), identifier="line-of-tests", domains=("D",), **more):
    """items: (code, strand or "", level or None) and optionally a dict of further fields."""
    return FrameworkContent(
        identifier=identifier,
        title=more.pop("title", f"Framework {identifier}"),
        domains=tuple(DomainContent(one, f"Domain {one}", sequence=n) for n, one in enumerate(domains)),
        strands=tuple(StrandContent(one, domains[0], f"Strand {one}", n) for n, one in enumerate(strands)),
        competencies=tuple(
            CompetencyContent(
                identifier=f"{identifier}-{code or number}",
                **(
                    {
                        "code": code,
                        "title": f"Title of {code}",
                        "statement": f"I can do {code}.",
                        "strand_code": strand,
                        "domain_code": domains[0],
                        "level": level,
                        "sequence": number,
                    }
                    | (rest[0] if rest else {})
                ),
            )
            for number, (code, strand, level, *rest) in enumerate(items)
        ),
        prerequisites=tuple(
            PrerequisiteContent(f"{identifier}-{before}", f"{identifier}-{after}") for before, after in arrows
        ),
        **more,
    )


def loaded(content: FrameworkContent, *, is_shared: bool = False) -> VersionInfo:
    """The framework, published today."""
    version = publish(load_framework(content, by=BY).id, by=BY)
    if is_shared:
        share_framework(content.identifier, is_shared=True, by=BY)
    return version
