"""Looking at the line: the report is kept, findings are answered in bulk, and remedies are carried out in a draft."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.coherence import (
    coherence_report,
    draft_for,
    latest_answers,
    report_row,
    scope_of,
)
from headway.district.continuum.columns import line_of
from headway.district.continuum.models import (
    CoherenceReport,
    Competency,
    FindingAnswer,
    FrameworkVersion,
)
from headway.district.continuum.selectors import version_info
from headway.district.continuum.services.drafting import (
    add_prerequisites,
    edit_competency,
    remove_prerequisite,
    undo,
)
from headway.district.continuum.types import Answer, PrerequisiteContent, VersionInfo
from headway.district.continuum.types.coherence import (
    Answered,
    CarriedOut,
    CoherenceInfo,
    FindingInfo,
    ProposedArrow,
    SeamInfo,
)
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock, new_uuid
from headway.mastery.continuum.gaps import Report, find
from headway.mastery.continuum.items import Item, Line

__all__ = [
    "BY_ITSELF",
    "answer_findings",
    "carry_out",
    "check_line",
    "is_carried_out_by_itself",
    "proposed_arrows",
    "seams_of",
    "take_back_answers",
]

# Remedies that need no words of a person.
BY_ITSELF = frozenset(["add_arrow", "remove_arrow", "reverse_arrow", "set_level", "set_depth", "recode"])
# Findings that look from an item back to what could prepare for it; the others look onward.
LOOKS_BACK = "seam_no_predecessor"


# -- looking -------------------------------------------------------------------------------------------------


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


# -- answering -----------------------------------------------------------------------------------------------


@transaction.atomic
def answer_findings(
    report_uuid: uuid.UUID,
    fingerprints: Collection[str],
    answer: str,
    *,
    reason: str = "",
    by: Actor,
    draft: VersionInfo | None = None,
) -> Answered:
    """Say to findings of a report: accepted, refused (with the reason, for whoever asks later), or open again.

    Findings that say so already are left. Raises NotFound for a report or finding that is not there, Refused for a
    dismissal without a reason.
    """
    row = report_row(report_uuid)
    kinds = {one["fingerprint"]: one["kind"] for one in row.findings}
    wanted = [one for one in kinds if one in set(fingerprints)]
    if len(wanted) < len(set(fingerprints)):
        raise NotFound(_("There is no such finding in this report."))
    reason = reason.strip()
    if answer not in Answer.values:
        raise Refused(_("A finding is accepted, dismissed or left open."), remedy=_("Choose one of these."))
    if answer == Answer.REFUSED and not reason:
        raise Refused(
            _("Say why the finding is dismissed, so that whoever sees it next does not start again."),
            remedy=_("One sentence is enough."),
        )
    standing = latest_answers(wanted)
    rows = FindingAnswer.objects.bulk_create(
        [
            FindingAnswer(
                fingerprint=fingerprint,
                kind=kinds[fingerprint],
                answer=answer,
                reason=reason,
                at=clock.now(),
                by_id=by.person_id,
                version_id=draft.id if draft else None,
            )
            for fingerprint in wanted
            if _says(standing.get(fingerprint)) != (answer, reason) or draft
        ],
        batch_size=500,
    )
    if rows:
        audit.record(
            by=by,
            act="continuum.findings_answered",
            subject_kind="coherence_report",
            subject_uuid=row.uuid,
            answer=str(answer),
            findings=len(rows),
        )
    return Answered(len(rows), tuple(one.pk for one in rows))


def _says(row: FindingAnswer | None) -> tuple[str, str]:
    return (row.answer, row.reason) if row else (Answer.OPEN, "")


@transaction.atomic
def take_back_answers(
    ids: Collection[int], *, by: Actor, draft_uuid: uuid.UUID | None = None, act: uuid.UUID | None = None
) -> Answered:
    """Take back answers just given, and the edit of the draft that went with them: what was said before stands again.

    Only one's own answers, and only where nobody answered since. Raises Refused otherwise, Conflict where the draft
    moved on from the edit.
    """
    rows = list(FindingAnswer.objects.filter(pk__in=ids, by_id=by.person_id).order_by("pk"))
    latest = latest_answers([one.fingerprint for one in rows])
    if not rows or any(latest[one.fingerprint].pk != one.pk for one in rows):
        raise Refused(
            _("These answers cannot be taken back any more: somebody answered since."),
            remedy=_("Answer the findings anew."),
        )
    if act is not None and draft_uuid is not None:
        undo(draft_uuid, act, by=by)
    earlier: dict[str, FindingAnswer] = {}
    for one in FindingAnswer.objects.filter(
        fingerprint__in=[one.fingerprint for one in rows], pk__lt=rows[0].pk
    ).order_by("pk"):
        earlier[one.fingerprint] = one
    made = FindingAnswer.objects.bulk_create(
        [_again(one, earlier.get(one.fingerprint), by) for one in rows], batch_size=500
    )
    audit.record(
        by=by,
        act="continuum.answers_taken_back",
        subject_kind="framework_version",
        subject_uuid=draft_uuid,
        findings=len(rows),
    )
    return Answered(len(made), tuple(one.pk for one in made))


def _again(row: FindingAnswer, before: FindingAnswer | None, by: Actor) -> FindingAnswer:
    return FindingAnswer(
        fingerprint=row.fingerprint,
        kind=row.kind,
        answer=before.answer if before else Answer.OPEN,
        reason=before.reason if before else "",
        at=clock.now(),
        by_id=by.person_id,
        version_id=before.version_id if before else None,
    )


# -- carrying out --------------------------------------------------------------------------------------------


def proposed_arrows(finding: FindingInfo) -> tuple[ProposedArrow, ...]:
    """The arrows that would settle the finding, most alike first, each with the words that both ends use."""
    if finding.remedy.get("kind") != "add_arrow":
        return ()
    facts, back = finding.facts, finding.kind == LOOKS_BACK
    found = [(item, other, words) for item, other, words in facts.get("pairs", ())]
    if not found and finding.items:
        found = [(finding.items[0], other, words) for other, words in facts.get("proposals", ())]
    if not found and finding.remedy["before"] and finding.remedy["after"]:
        return (ProposedArrow(finding.remedy["before"], finding.remedy["after"], ()),)
    return tuple(
        ProposedArrow(*((other, item) if back else (item, other)), tuple(words))
        for item, other, words in found
    )


def is_carried_out_by_itself(finding: FindingInfo) -> bool:
    """Can the remedy be carried out without words or a choice of a person?"""
    remedy = finding.remedy
    kind = remedy.get("kind", "")
    if kind not in BY_ITSELF:
        return False
    if kind == "add_arrow":
        return bool(proposed_arrows(finding))
    if kind.endswith("_arrow"):
        return bool(remedy["before"] and remedy["after"])
    return bool(remedy["item"] and remedy["text"])


@transaction.atomic
def carry_out(
    report_uuid: uuid.UUID,
    fingerprints: Collection[str],
    draft_uuid: uuid.UUID,
    *,
    by: Actor,
    arrows: Mapping[str, Collection[tuple[str, str]]] | None = None,
) -> CarriedOut:
    """Carry out the remedies of these findings in the draft, as one act that can be taken back.

    arrows: fingerprint → those of its proposed arrows that a person chose; without it the first one is added.
    Findings whose remedy needs a person's words or choice come back untouched in `needs_words`. Raises Refused where
    the draft does not hold what a remedy is about; nothing is written then.
    """
    report = coherence_report(report_uuid)
    chosen = [one for one in report.findings if one.fingerprint in set(fingerprints)]
    if len(chosen) < len(set(fingerprints)):
        raise NotFound(_("There is no such finding in this report."))
    draft, _can_open = draft_for(report.versions)
    if draft is None or draft.uuid != draft_uuid:
        raise Refused(
            _("Remedies are carried out in a draft of the line that was looked at."),
            remedy=_("Open a draft first."),
        )
    able = [one for one in chosen if is_carried_out_by_itself(one)]
    others = tuple(one for one in chosen if not is_carried_out_by_itself(one))
    if not able:
        return CarriedOut(Answered(0, ()), 0, others)
    act = new_uuid()
    changed = False
    for finding in able:
        if finding.remedy["kind"] == "add_arrow":
            chosen_arrows = _chosen_arrows(finding, (arrows or {}).get(finding.fingerprint))
            changed |= add_prerequisites(draft_uuid, chosen_arrows, by=by, act=act).act is not None
        else:
            changed |= _REMEDIES[finding.remedy["kind"]](draft_uuid, finding.remedy, by, act)
    answered = answer_findings(
        report_uuid, [one.fingerprint for one in able], Answer.ACCEPTED, by=by, draft=draft
    )
    answered = dataclasses.replace(answered, act=act if changed else None)
    return CarriedOut(answered, len(able), others)


Remedy = Mapping[str, str]


def _chosen_arrows(
    finding: FindingInfo, chosen: Collection[tuple[str, str]] | None
) -> list[PrerequisiteContent]:
    proposed = [(one.before, one.after) for one in proposed_arrows(finding)]
    if chosen is None:
        chosen = proposed[:1]
    if not chosen or not set(chosen) <= set(proposed):
        raise Refused(
            _("Choose at least one of the steps that are proposed."),
            remedy=_("Tick the steps to add, then accept."),
        )
    return [PrerequisiteContent(before, after) for before, after in chosen]


def _remove_arrow(draft: uuid.UUID, remedy: Remedy, by: Actor, act: uuid.UUID) -> bool:
    return remove_prerequisite(draft, remedy["before"], remedy["after"], by=by, act=act).act is not None


def _reverse_arrow(draft: uuid.UUID, remedy: Remedy, by: Actor, act: uuid.UUID) -> bool:
    removed = _remove_arrow(draft, remedy, by, act)
    arrow = PrerequisiteContent(remedy["after"], remedy["before"])
    return (add_prerequisites(draft, [arrow], by=by, act=act).act is not None) or removed


def _set(field: str) -> Callable[[uuid.UUID, Remedy, Actor, uuid.UUID], bool]:
    def write(draft: uuid.UUID, remedy: Remedy, by: Actor, act: uuid.UUID) -> bool:
        changes = {field: remedy["text"]}
        return edit_competency(draft, remedy["item"], changes, seen=None, by=by, act=act).act is not None

    return write


_REMEDIES: dict[str, Callable[[uuid.UUID, Remedy, Actor, uuid.UUID], bool]] = {
    "remove_arrow": _remove_arrow,
    "reverse_arrow": _reverse_arrow,
    "set_level": _set("level"),
    "set_depth": _set("depth"),
    "recode": _set("code"),
}
