"""What frameworks offer to a line: their domains, and which of these are about the same subject matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from headway.district.continuum.models import Competency, Domain
from headway.district.continuum.services.joining.plans import Part
from headway.mastery.continuum.rows import Strand, likely_rows

__all__ = ["DomainOffer", "offered_domains"]

# A domain too few is ticked in a moment; one too many brings a hundred competencies of another subject.
ALIKE_FROM = 0.2


@dataclass(frozen=True, slots=True)
class DomainOffer:
    """A domain of a framework on the chosen levels. is_proposed: its words are those of the other frameworks."""

    code: str
    name: str
    count: int
    is_proposed: bool


def offered_domains(parts: Sequence[Part]) -> dict[int, tuple[DomainOffer, ...]]:
    """version id → its domains that have competencies on the chosen levels.

    A framework with one domain offers that. Of one with many (a state's standards for every subject), those are
    proposed whose words are the words of the frameworks with one, or of the domains that were chosen. Where every
    framework has many and nothing was chosen, nothing is proposed.
    """
    strands = {part.version_id: _strands(part) for part in parts}
    about: list[Strand] = []
    for part in parts:
        offered = strands[part.version_id]
        if len(offered) == 1 or part.domains:
            about += [one for one in offered if not part.domains or one.key in part.domains]
    found = {}
    for part in parts:
        offered = strands[part.version_id]
        if len(offered) == 1 or part.domains:
            proposed = {one.key for one in offered if not part.domains or one.key in part.domains}
        else:
            named = [Strand(f"about/{place}", one.name, one.statements) for place, one in enumerate(about)]
            proposed = set(likely_rows([named, offered], least=ALIKE_FROM)) if named else set()
        found[part.version_id] = tuple(
            DomainOffer(one.key, one.name, len(one.statements), one.key in proposed) for one in offered
        )
    return found


def _strands(part: Part) -> list[Strand]:
    """Each domain read as its name and its statements."""
    rows = Competency.objects.filter(version_id=part.version_id, is_ratable=True)
    if part.from_level is not None:
        rows = rows.filter(level__gte=part.from_level)
    if part.to_level is not None:
        rows = rows.filter(level__lte=part.to_level)
    statements: defaultdict[str, list[str]] = defaultdict(list)
    for code, statement in rows.order_by("sequence", "pk").values_list("domain__code", "statement"):
        statements[code or ""].append(statement)
    names = Domain.objects.filter(version_id=part.version_id).order_by("sequence", "pk")
    return [
        Strand(code, name, tuple(statements[code]))
        for code, name in names.values_list("code", "name")
        if code in statements
    ]
