"""What people say to findings: accepted, dismissed with a reason, open again; and taken back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.coherence import latest_answers, report_row
from headway.district.continuum.models import FindingAnswer
from headway.district.continuum.services.crosswalks import take_back_links
from headway.district.continuum.services.drafting import undo
from headway.district.continuum.types import Answer, VersionInfo
from headway.district.continuum.types.coherence import Answered, MadeLinks
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock

__all__ = ["answer_findings", "take_back_answers"]


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
            # The same sending twice says nothing new; the same answer carried out in another draft does.
            if _says(standing.get(fingerprint), draft) != (answer, reason, draft.id if draft else None)
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


def _says(row: FindingAnswer | None, draft: VersionInfo | None) -> tuple[str, str, int | None]:
    """What stands, compared by the draft only where the answer is carried out in one."""
    if row is None:
        return Answer.OPEN, "", None
    return row.answer, row.reason, row.version_id if draft else None


@transaction.atomic
def take_back_answers(
    ids: Collection[int],
    *,
    by: Actor,
    draft_uuid: uuid.UUID | None = None,
    act: uuid.UUID | None = None,
    links: Iterable[MadeLinks] = (),
) -> Answered:
    """Take back answers just given, with the edit of the draft and the links that went with them: what was said before
    stands again.

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
    for linked in links:
        take_back_links(linked.crosswalk, linked.earlier, by=by)
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
