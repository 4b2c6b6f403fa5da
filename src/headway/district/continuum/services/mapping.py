"""Where a competency lives on that the next version no longer has, or that it ends: always a person's word."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency, FrameworkVersion, Succession
from headway.district.continuum.selectors import map_of, version_info
from headway.district.continuum.selectors_versions import base_of
from headway.district.continuum.types import CompetencyInfo, SuccessionKind, VersionStatus
from headway.district.foundation.api import Actor, NotFound, audit, clock, refused

__all__ = ["map_competency", "unmap_competency"]

_OPEN = (VersionStatus.DRAFT, VersionStatus.IN_REVIEW)


@transaction.atomic
def map_competency(
    draft_uuid: uuid.UUID,
    from_identifier: str,
    *,
    to_identifier: str = "",
    kind: str = SuccessionKind.REVISED,
    note: str = "",
    by: Actor,
) -> str:
    """Say where a competency of the version before lives on in this draft; empty `to_identifier` ends it.

    Ending needs a reason. Where others go to the same place, all of them are merged. Returns the kind as written.
    Raises NotFound, Refused naming the field.
    """
    draft = _draft(draft_uuid)
    gone = _gone(draft, from_identifier)
    note = note.strip()
    if not to_identifier or kind == SuccessionKind.ENDS:
        if not note:
            raise refused("note", _("A competency that ends says why."), _("Write the reason in a sentence."))
        kind, to_identifier = SuccessionKind.ENDS, ""
    else:
        kind = _kind(draft, gone, to_identifier, kind)
    Succession.objects.update_or_create(
        version=draft,
        from_identifier=from_identifier,
        defaults={
            "to_identifier": to_identifier,
            "kind": kind,
            "note": note,
            "at": clock.now(),
            "by_id": by.person_id,
        },
    )
    audit.record(
        by=by,
        act="continuum.mapped",
        subject_kind="framework_version",
        subject_uuid=draft.uuid,
        from_identifier=from_identifier,
        to_identifier=to_identifier,
        kind=str(kind),
    )
    return str(kind)


@transaction.atomic
def unmap_competency(draft_uuid: uuid.UUID, from_identifier: str, *, by: Actor) -> None:
    """Take the word back. Raises NotFound where there is none."""
    draft = _draft(draft_uuid)
    row = Succession.objects.filter(version=draft, from_identifier=from_identifier).first()
    if row is None:
        raise NotFound(_("Nobody has said yet where this competency lives on."))
    to_identifier = row.to_identifier
    row.delete()
    others = Succession.objects.filter(version=draft, to_identifier=to_identifier)
    if to_identifier and others.count() == 1 and not _was_there(draft, to_identifier):
        others.filter(kind=SuccessionKind.MERGED).update(kind=SuccessionKind.REVISED)
    audit.record(
        by=by,
        act="continuum.mapping_taken_back",
        subject_kind="framework_version",
        subject_uuid=draft.uuid,
        from_identifier=from_identifier,
    )


def _draft(draft_uuid: uuid.UUID) -> FrameworkVersion:
    row = (
        FrameworkVersion.objects.select_for_update(of=("self",))
        .select_related("framework")
        .filter(uuid=draft_uuid, status__in=_OPEN)
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such draft."))
    return row


def _gone(draft: FrameworkVersion, identifier: str) -> CompetencyInfo:
    base = base_of(version_info(draft))
    known = map_of(base).competencies if base else ()
    found = next((one for one in known if one.identifier == identifier), None)
    if found is None:
        raise NotFound(_("There is no such competency in the version before."))
    if Competency.objects.filter(version=draft, identifier=identifier, is_ratable=True).exists():
        raise refused(
            "from",
            _("%(name)s is in the draft, so it lives on as itself.") % {"name": found.code or found.title},
            _("Remove it from the draft first, if it goes on as another one."),
        )
    return found


def _kind(draft: FrameworkVersion, gone: CompetencyInfo, to_identifier: str, kind: str) -> str:
    target = Competency.objects.filter(version=draft, identifier=to_identifier, is_ratable=True).first()
    if target is None:
        raise refused(
            "to", _("There is no such competency in the draft."), _("Choose one that the draft has.")
        )
    if target.kind != gone.kind:
        raise refused(
            "to",
            _("%(from)s and %(to)s are of different kinds, and habits and academic learning are kept apart.")
            % {"from": gone.code or gone.title, "to": target.code or target.title},
            _("Choose one of the same kind, or let it end here."),
        )
    others = Succession.objects.filter(version=draft, to_identifier=to_identifier).exclude(
        from_identifier=gone.identifier
    )
    if others.exists() or _was_there(draft, to_identifier):
        others.update(kind=SuccessionKind.MERGED)
        return SuccessionKind.MERGED
    allowed = (SuccessionKind.SAME, SuccessionKind.REVISED, SuccessionKind.SPLIT)
    return kind if kind in allowed else SuccessionKind.REVISED


def _was_there(draft: FrameworkVersion, identifier: str) -> bool:
    """Was the target there before under the same identifier? Then its own past is one of the parts."""
    base = base_of(version_info(draft))
    return base is not None and any(one.identifier == identifier for one in map_of(base).competencies)
