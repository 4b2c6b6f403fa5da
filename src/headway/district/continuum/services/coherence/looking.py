"""Looking at the line: what the gap finder found is kept as a report. Nothing of the line changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.coherence import coherence_report, scope_of
from headway.district.continuum.columns import line_of
from headway.district.continuum.models import CoherenceReport, Competency, FrameworkVersion
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import VersionInfo
from headway.district.continuum.types.coherence import CoherenceInfo, SeamInfo
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock
from headway.mastery.continuum.gaps import Report, find
from headway.mastery.continuum.items import Item, Line

__all__ = ["check_line", "seams_of"]


def check_line(version_ids: Sequence[int], *, by: Actor) -> CoherenceInfo:
    """Look at these versions as one line and keep what was found. Nothing of the line changes.

    Raises Refused where nothing is chosen, NotFound for an unknown version.
    """
    chosen = tuple(dict.fromkeys(version_ids))
    if not chosen:
        raise Refused(
            _("Choose at least one framework to look at."), remedy=_("Your own line is a good start.")
        )
    rows = {row.pk: row for row in FrameworkVersion.objects.filter(pk__in=chosen).select_related("framework")}
    if set(rows) != set(chosen):
        raise NotFound(_("There is no such version of a framework."))
    line = line_of(chosen)
    return _keep(line, find(line), [version_info(rows[pk]) for pk in chosen], by)


@transaction.atomic
def _keep(line: Line, report: Report, versions: Sequence[VersionInfo], by: Actor) -> CoherenceInfo:
    row = CoherenceReport.objects.create(
        scope=scope_of(one.framework_identifier for one in versions),
        versions=[str(one.uuid) for one in versions],
        made_at=clock.now(),
        made_by_id=by.person_id,
        findings=[_plain_finding(one) for one in report.findings],
        facts={
            "count": len(report.findings),
            "line": _plain(dataclasses.asdict(report.facts)),
            "items": _named_items(line, report, versions),
            "seams": [dataclasses.astuple(one) for one in seams_of(line)],
        },
    )
    audit.record(
        by=by,
        act="continuum.line_checked",
        subject_kind="coherence_report",
        subject_uuid=row.uuid,
        frameworks=len(versions),
        items=len(line.items),
        findings=len(report.findings),
    )
    return coherence_report(row.uuid)


def _plain_finding(one: Any) -> dict[str, Any]:
    facts = dict(one.facts)
    return {
        "fingerprint": one.fingerprint,
        "kind": str(one.kind),
        "urgency": int(one.weight),
        "items": list(one.items),
        # Where it stands on the map lies beside the other facts for every kind.
        "facts": _plain({**facts.pop("where", {}), **facts}),
        "remedy": _plain(dataclasses.asdict(one.remedy)) if one.remedy else {},
    }


def _plain(value: Any) -> Any:
    """What JSON can hold; sets in order, so that the same line gives the same report."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_plain(inner) for inner in value)
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool) or value is None or isinstance(value, int | float):
        return value
    return str(value)


def _named_items(line: Line, report: Report, versions: Sequence[VersionInfo]) -> dict[str, list[Any]]:
    """The items that the findings name, as they are worded now: a report stays readable when the line moves on."""
    keys = {key for one in report.findings for key in one.items}
    keys |= {key for one in report.findings for key in _keys_in(one.facts, line.by_key)}
    for one in report.findings:
        if one.remedy:
            keys |= {key for key in (one.remedy.before, one.remedy.after, one.remedy.item) if key}
    uuids: dict[str, str] = {}
    for version in reversed(versions):
        rows = Competency.objects.filter(version_id=version.id).values_list("identifier", "uuid")
        uuids |= {identifier: str(one) for identifier, one in rows if identifier in keys}
    return {
        key: [
            item.code,
            item.title,
            item.statement,
            item.level,
            item.domain,
            item.strand,
            item.source,
            uuids.get(key, ""),
        ]
        for key in sorted(keys)
        if (item := line.by_key.get(key))
    }


def _keys_in(value: Any, known: Mapping[str, Item]) -> Iterable[str]:
    """Keys of items anywhere in the facts of a finding."""
    if isinstance(value, str):
        if value in known:
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _keys_in(inner, known)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _keys_in(inner, known)


def _row(item: Item) -> tuple[str, str, str]:
    return item.source, item.domain, item.strand


def seams_of(line: Line) -> tuple[SeamInfo, ...]:
    """Every row of the map at every seam: how much lies before and after it, and how many arrows lead across."""
    rows: dict[tuple[str, str, str], list[Item]] = {}
    for item in line.items:
        if item.is_ratable and item.level is not None:
            rows.setdefault(_row(item), []).append(item)
    across: dict[tuple[tuple[str, str, str], int], int] = {}
    for arrow in line.arrows:
        before, after = line.by_key.get(arrow.before), line.by_key.get(arrow.after)
        if before is None or after is None or before.level is None or after.level is None:
            continue
        for seam in line.seams:
            if before.level < seam <= after.level:
                for key in dict.fromkeys((_row(before), _row(after))):
                    across[key, seam] = across.get((key, seam), 0) + 1
    found = []
    for (source, domain, strand), items in rows.items():
        for seam in line.seams:
            before_count = sum(1 for one in items if (one.level or 0) < seam)
            after_count = len(items) - before_count
            arrows = across.get(((source, domain, strand), seam), 0)
            # A row that ends long before the seam, or begins long after it, has nothing to do with it.
            levels = [one.level or 0 for one in items]
            if max(levels) < seam - 1 or min(levels) > seam:
                continue
            # A row that ends here may go on in another: what counts is that something leads across.
            if arrows:
                state = "joined"
            elif not after_count:
                state = "stops"
            else:
                state = "broken" if before_count else "begins"
            found.append(SeamInfo(source, domain, strand, seam, before_count, after_count, arrows, state))
    return tuple(found)
