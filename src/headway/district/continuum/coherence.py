"""Reading reports of the gap finder, with what people answered since; answers follow a finding over versions."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.columns import place_names
from headway.district.continuum.drafts import open_draft_row
from headway.district.continuum.models import (
    CoherenceReport,
    Competency,
    FindingAnswer,
    FrameworkVersion,
)
from headway.district.continuum.selectors import version_info
from headway.district.continuum.types import Answer, VersionInfo
from headway.district.continuum.types.coherence import (
    CoherenceInfo,
    FindingInfo,
    NamedItem,
    ReportLine,
    SeamInfo,
)
from headway.district.foundation.api import NotFound
from headway.district.people.api import person_names

__all__ = ["coherence_report", "coherence_reports", "draft_for", "latest_answers", "report_row", "scope_of"]

REPORTS_LISTED = 25
# SQLite allows 32,766 parameters in one statement; well below it for both databases.
FINGERPRINTS_AT_ONCE = 10_000


def scope_of(framework_identifiers: Iterable[str]) -> str:
    """One text for a set of frameworks: reports over the same frameworks follow one another."""
    return hashlib.sha256("\n".join(sorted(set(framework_identifiers))).encode()).hexdigest()


def coherence_reports() -> tuple[ReportLine, ...]:
    """The latest reports, newest first."""
    rows = list(
        CoherenceReport.objects.order_by("-made_at", "-pk").values(
            "uuid", "made_at", "made_by_id", "versions", "facts__count"
        )[:REPORTS_LISTED]
    )
    versions = _versions({one for row in rows for one in row["versions"]})
    names = person_names([row["made_by_id"] for row in rows if row["made_by_id"]])
    return tuple(
        ReportLine(
            uuid=row["uuid"],
            made_at=row["made_at"],
            made_by=names.get(row["made_by_id"], ""),
            titles=tuple(versions[one].title for one in row["versions"] if one in versions),
            findings=row["facts__count"] or 0,
        )
        for row in rows
    )


def report_row(report_uuid: uuid.UUID) -> CoherenceReport:
    """Raises NotFound."""
    row = CoherenceReport.objects.filter(uuid=report_uuid).first()
    if row is None:
        raise NotFound(_("There is no such report."))
    return row


def coherence_report(report_uuid: uuid.UUID) -> CoherenceInfo:
    """The report with the state of its findings now, and what changed since the one before. Raises NotFound."""
    row = report_row(report_uuid)
    same_scope = CoherenceReport.objects.filter(scope=row.scope)
    before = same_scope.filter(pk__lt=row.pk).order_by("-pk").first()
    known = _by_fingerprint(before.findings) if before else {}
    here = _by_fingerprint(row.findings)
    answers = latest_answers([*here, *known])
    gone = [one for name, one in known.items() if name not in here]
    items = {key: NamedItem(key, *values) for key, values in row.facts.get("items", {}).items()}
    if before:
        earlier = before.facts.get("items", {})
        for one in gone:
            for key in one["items"]:
                if key in earlier:
                    items.setdefault(key, NamedItem(key, *earlier[key]))
    versions = _versions(row.versions)
    looked_at = tuple(versions[one] for one in row.versions if one in versions)
    draft, can_open = draft_for(looked_at)
    names = person_names(
        {one.by_id for one in answers.values() if one.by_id} | ({row.made_by_id} if row.made_by_id else set())
    )
    return CoherenceInfo(
        uuid=row.uuid,
        made_at=row.made_at,
        made_by=names.get(row.made_by_id, "") if row.made_by_id else "",
        versions=looked_at,
        findings=tuple(
            _finding(one, answers, names, is_new=before is not None and name not in known)
            for name, one in here.items()
        ),
        gone=tuple(_finding(one, answers, names, is_new=False) for one in gone),
        facts=row.facts.get("line", {}),
        items=items,
        seams=tuple(SeamInfo(*one) for one in row.facts.get("seams", ())),
        before=before.uuid if before else None,
        draft=draft,
        can_open_draft=can_open,
        in_draft=_in_draft(draft, items),
        places=place_names(one.id for one in looked_at),
        is_latest=not same_scope.filter(pk__gt=row.pk).exists(),
    )


def _in_draft(draft: VersionInfo | None, items: Collection[str]) -> dict[str, str]:
    if draft is None:
        return {}
    rows = Competency.objects.filter(version_id=draft.id).values_list("identifier", "uuid")
    return {identifier: str(one) for identifier, one in rows if identifier in items}


def draft_for(versions: Iterable[VersionInfo]) -> tuple[VersionInfo | None, uuid.UUID | None]:
    """Where remedies for these versions go: the open draft of one of the frameworks, the district's continuum first;
    else the framework of which a draft can be opened. What other publishers wrote is not edited."""
    frameworks = {
        row.framework_id: row.framework
        for row in FrameworkVersion.objects.filter(pk__in=[one.id for one in versions]).select_related(
            "framework"
        )
    }
    ordered = sorted(frameworks.values(), key=lambda one: not one.is_continuum)
    for framework in ordered:
        row = open_draft_row(framework.pk)
        if row is not None:
            return version_info(row), None
    own = next((one for one in ordered if one.is_continuum), None)
    return None, own.uuid if own else None


def latest_answers(fingerprints: Collection[str]) -> dict[str, FindingAnswer]:
    """fingerprint → what people last said of it."""
    wanted = sorted(set(fingerprints))
    found: dict[str, FindingAnswer] = {}
    for begin in range(0, len(wanted), FINGERPRINTS_AT_ONCE):
        part = wanted[begin : begin + FINGERPRINTS_AT_ONCE]
        rows = FindingAnswer.objects.filter(fingerprint__in=part).select_related("version").order_by("pk")
        for row in rows:
            found[row.fingerprint] = row
    return found


def _versions(uuids: Collection[str]) -> dict[str, VersionInfo]:
    rows = FrameworkVersion.objects.filter(uuid__in=list(uuids)).select_related("framework")
    return {str(row.uuid): version_info(row) for row in rows}


def _by_fingerprint(findings: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {one["fingerprint"]: one for one in findings}


def _finding(
    one: Mapping[str, Any],
    answers: Mapping[str, FindingAnswer],
    names: Mapping[int, str],
    *,
    is_new: bool,
) -> FindingInfo:
    answer = answers.get(one["fingerprint"])
    return FindingInfo(
        fingerprint=one["fingerprint"],
        kind=one["kind"],
        urgency=one["urgency"],
        items=tuple(one["items"]),
        facts=one["facts"],
        remedy=one["remedy"],
        answer=answer.answer if answer else Answer.OPEN,
        reason=answer.reason if answer else "",
        answered_by=names.get(answer.by_id, "") if answer and answer.by_id else "",
        answered_at=answer.at if answer and answer.answer != Answer.OPEN else None,
        carried_out_in=answer.version.number if answer and answer.version else None,
        is_new=is_new,
    )
