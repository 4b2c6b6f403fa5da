"""Rules that people still work on: begun, changed, thrown away, adopted; and what was adopted too early taken back.

For leaders of the district. A draft holds for nobody.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import (
    Conflict,
    FieldProblem,
    NotFound,
    Refused,
    audit,
    clock,
    forget,
)
from headway.district.people.api import Viewer, district_organisation
from headway.district.policy.checking import problems_of
from headway.district.policy.models import PolicyDraft, PolicyVersion, PolicyWithdrawal
from headway.district.policy.policies import book_from, check_change_rules
from headway.district.policy.services import adopt
from headway.district.policy.types import DraftPolicy, PolicyKind
from headway.mastery.proficiency import Rule, RuleBook

__all__ = [
    "adopt_draft",
    "draft_of",
    "drafts_for",
    "save_draft",
    "start_draft",
    "throw_away_draft",
    "withdraw_planned",
    "written_out",
]


def written_out(book: RuleBook) -> dict[str, Any]:
    """A book with nothing left to be understood: what a form shows and a file holds."""
    return {
        "rule": _in_full(book.rule),
        "exceptions": [{"where": one.where.to_dict(), "rule": dict(one.changes)} for one in book.exceptions],
    }


def _in_full(rule: Rule) -> dict[str, Any]:
    return {
        "summary": rule.summary.to_dict(),
        "minimum_pieces": rule.minimum_pieces,
        "requires": [one.to_dict() for one in rule.requires],
    }


def drafts_for(viewer: Viewer, kind: str = PolicyKind.PROFICIENCY_RULE) -> tuple[DraftPolicy, ...]:
    """The drafts of one of the district's rules, the latest first."""
    check_change_rules(viewer)
    rows = PolicyDraft.objects.filter(kind=kind).order_by("-changed_at", "-pk")
    return tuple(_draft(row) for row in rows)


def draft_of(viewer: Viewer, draft_uuid: uuid.UUID, kind: str = PolicyKind.PROFICIENCY_RULE) -> DraftPolicy:
    """Raises NotFound where there is none of this kind, or the viewer may not change rules."""
    check_change_rules(viewer)
    row = _row(draft_uuid)
    if row.kind != kind:
        raise _unknown()
    return _draft(row)


@transaction.atomic
def start_draft(
    viewer: Viewer, parameters: Mapping[str, Any], kind: str = PolicyKind.PROFICIENCY_RULE
) -> uuid.UUID:
    """Begin with a rule that can be read; of another kind, with what was typed. Raises the mathematics' Refused."""
    check_change_rules(viewer)
    district = district_organisation()
    if district is None:
        raise Refused(_("There is no district yet that could adopt a policy."))
    is_rule = kind == PolicyKind.PROFICIENCY_RULE
    kept = written_out(book_from(_without_version(parameters))) if is_rule else dict(parameters)
    draft = PolicyDraft.objects.create(
        organisation_id=district.pk,
        kind=kind,
        parameters=kept,
        started_by=viewer.actor.key,
        started_at=clock.now(),
        changed_at=clock.now(),
    )
    audit.record(
        by=viewer.actor, act="policy.draft_started", subject_kind="policy_draft", subject_uuid=draft.uuid
    )
    return draft.uuid


@transaction.atomic
def save_draft(
    viewer: Viewer,
    draft_uuid: uuid.UUID,
    *,
    revision: int,
    parameters: Mapping[str, Any] | None = None,
    text: str | None = None,
    text_es: str | None = None,
    effective_on: dt.date | None = None,
) -> DraftPolicy:
    """Keep what was typed, also what could not be adopted. Conflict when somebody else saved meanwhile."""
    check_change_rules(viewer)
    changes: dict[str, Any] = {"changed_at": clock.now(), "revision": F("revision") + 1}
    if parameters is not None:
        changes["parameters"] = dict(parameters)
    if text is not None:
        changes["text"] = text.strip()
    if text_es is not None:
        changes["translations"] = {"es": {"text": text_es.strip()}} if text_es.strip() else {}
    if effective_on is not None:
        changes["effective_on"] = effective_on
    _row(draft_uuid)
    if not PolicyDraft.objects.filter(uuid=draft_uuid, revision=revision).update(**changes):
        raise _changed_meanwhile()
    return _draft(_row(draft_uuid))


@transaction.atomic
def throw_away_draft(viewer: Viewer, draft_uuid: uuid.UUID) -> None:
    check_change_rules(viewer)
    _row(draft_uuid).delete()
    audit.record(
        by=viewer.actor,
        act="policy.draft_thrown_away",
        subject_kind="policy_draft",
        subject_uuid=draft_uuid,
    )


@transaction.atomic
def adopt_draft(viewer: Viewer, draft_uuid: uuid.UUID, *, revision: int) -> str:
    """The draft becomes the next version; its name. What is adopted is what was read: another revision is a Conflict.

    Raises Refused with a problem for every field that stands in the way.
    """
    check_change_rules(viewer)
    draft = PolicyDraft.objects.select_for_update().filter(uuid=draft_uuid).first()
    if draft is None:
        raise _unknown()
    if draft.revision != revision:
        raise _changed_meanwhile()
    # The others are judged by `adopt` as a whole.
    problems = list(problems_of(draft.parameters)) if draft.kind == PolicyKind.PROFICIENCY_RULE else []
    if not draft.text:
        problems.append(FieldProblem(_("A policy says in plain words what it means; write it."), "text"))
    if not _draft(draft).text_es:
        problems.append(
            FieldProblem(_("Families read the policy in Spanish too; write it in Spanish."), "text_es")
        )
    if draft.effective_on is None:
        problems.append(FieldProblem(_("Say from which day on it holds."), "effective_on"))
    if problems:
        raise Refused(_("This rule can't be adopted as it is."), problems=tuple(problems))
    assert draft.effective_on is not None
    version = adopt(
        kind=draft.kind,
        text=draft.text,
        parameters=draft.parameters,
        effective_on=draft.effective_on,
        by=viewer.actor,
        organisation_id=draft.organisation_id,
        translations=draft.translations,
    )
    draft.delete()
    return version


@transaction.atomic
def withdraw_planned(viewer: Viewer, kind: str, number: int) -> None:
    """Take a version back before the day on which it takes effect. Raises Refused from that day on."""
    check_change_rules(viewer)
    district = district_organisation()
    if district is None:
        raise _unknown()
    version = (
        PolicyVersion.objects.select_for_update(of=("self",))
        .filter(kind=kind, number=number, organisation_id=district.pk)
        .first()
    )
    if version is None:
        raise _unknown()
    if version.effective_on <= clock.today():
        raise Refused(
            _("This version is in effect, so that decisions may already rest on it."),
            remedy=_("Adopt another version; the book keeps both."),
        )
    _row_of_withdrawal, is_new = PolicyWithdrawal.objects.get_or_create(
        version=version, defaults={"recorded_at": clock.now(), "withdrawn_by": viewer.actor.key}
    )
    if is_new:
        audit.record(
            by=viewer.actor,
            act="policy.withdrawn",
            subject_kind="policy",
            subject_uuid=version.uuid,
            kind=kind,
            number=number,
        )
    forget()


def _without_version(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """A version is named by the book, never by a file."""
    found = {name: value for name, value in parameters.items() if name != "version"}
    if isinstance(found.get("rule"), Mapping):
        found["rule"] = {name: value for name, value in found["rule"].items() if name != "version"}
    return found


def _row(draft_uuid: uuid.UUID) -> PolicyDraft:
    row = PolicyDraft.objects.filter(uuid=draft_uuid).first()
    if row is None:
        raise _unknown()
    return row


def _draft(row: PolicyDraft) -> DraftPolicy:
    return DraftPolicy(
        uuid=row.uuid,
        kind=row.kind,
        parameters=row.parameters,
        text=row.text,
        text_es=row.translations.get("es", {}).get("text", ""),
        effective_on=row.effective_on,
        started_by=row.started_by,
        started_at=row.started_at,
        changed_at=row.changed_at,
        revision=row.revision,
    )


def _unknown() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this draft since you opened it."),
        remedy=_("Open it again, look at what is new, then make your change."),
    )
