"""Remedies that link two frameworks: the links go into the crosswalk between them, not into a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from headway.district.continuum.crosswalking import crosswalk_row
from headway.district.continuum.models import Framework
from headway.district.continuum.services.crosswalks import answer_links, begin_crosswalk
from headway.district.continuum.types import LinkRelation
from headway.district.continuum.types.coherence import CoherenceInfo, FindingInfo, MadeLinks
from headway.district.continuum.types.linking import LinkAnswer
from headway.district.foundation.api import Actor

__all__ = ["make_links"]

# What says the same means the same; what says nearly the same is related until a person says more.
SAME = "duplicate"


def make_links(report: CoherenceInfo, findings: Iterable[FindingInfo], *, by: Actor) -> tuple[MadeLinks, ...]:
    """Link the two items of each finding in the crosswalk between their frameworks, which begins where there is none."""
    between: defaultdict[frozenset[str], list[FindingInfo]] = defaultdict(list)
    for one in findings:
        ends = (report.items[one.remedy["before"]].source, report.items[one.remedy["after"]].source)
        between[frozenset(ends)].append(one)
    made = []
    for sources, here in between.items():
        uuids = Framework.objects.filter(identifier__in=sources).order_by("pk").values_list("uuid", flat=True)
        row = crosswalk_row(begin_crosswalk(*uuids, by=by))
        done = answer_links(row.uuid, [_link(one, report, row.origin.identifier) for one in here], by=by)
        made.append(MadeLinks(row.uuid, done.earlier))
    return tuple(made)


def _link(one: FindingInfo, report: CoherenceInfo, origin: str) -> LinkAnswer:
    ends = sorted(
        (one.remedy["before"], one.remedy["after"]), key=lambda key: report.items[key].source != origin
    )
    relation = LinkRelation.EXACT if one.kind == SAME else LinkRelation.RELATED
    return LinkAnswer(ends[0], ends[1], True, relation)
