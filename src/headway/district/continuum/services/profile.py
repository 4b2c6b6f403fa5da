"""The graduate profile: the community's statements, and which competencies serve them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import ProfileLink, ProfileStatement
from headway.district.continuum.selectors import current_map
from headway.district.continuum.selectors_profile import profile_statement
from headway.district.continuum.types.profile import StatementInfo
from headway.district.foundation.api import Actor, FieldProblem, NotFound, Refused, audit, clock, refused
from headway.district.people.api import district_organisation

__all__ = [
    "link_competencies",
    "reorder_statements",
    "restore_statement",
    "retire_statement",
    "save_statement",
    "unlink_competencies",
]

LONGEST_TITLE = 512
LONGEST_CODE = 120


@transaction.atomic
def save_statement(
    *,
    title: str,
    text: str = "",
    code: str = "",
    translations: Mapping[str, Mapping[str, str]] | None = None,
    statement_uuid: uuid.UUID | None = None,
    by: Actor,
) -> StatementInfo:
    """Add a statement to the graduate profile, or reword one. translations: {"es": {"title": …, "text": …}}.

    Raises NotFound, Refused naming the field.
    """
    words = _checked(title, text, code)
    words["translations"] = {
        language: {name: said.strip() for name, said in texts.items() if said.strip()}
        for language, texts in (translations or {}).items()
        if any(said.strip() for said in texts.values())
    }
    if statement_uuid is None:
        district = district_organisation()
        if district is None:
            raise Refused(
                _("A graduate profile belongs to a district, and none is registered yet."),
                remedy=_("Import the roster, or add the district, first."),
            )
        last = ProfileStatement.objects.aggregate(last=Max("sequence"))["last"]
        row = ProfileStatement.objects.create(
            organisation_id=district.pk, sequence=0 if last is None else last + 1, **words
        )
    else:
        row = _row(statement_uuid)
        for name, value in words.items():
            setattr(row, name, value)
        row.save(update_fields=list(words))
    audit.record(act="continuum.profile_statement_saved", **_about(row, by), is_new=statement_uuid is None)
    return profile_statement(row.uuid)


@transaction.atomic
def retire_statement(statement_uuid: uuid.UUID, *, by: Actor) -> None:
    """Take a statement out of the profile; it and its links stay in the record and can come back. NotFound."""
    row = _row(statement_uuid)
    if row.retired_at is None:
        row.retired_at = clock.now()
        row.save(update_fields=["retired_at"])
        audit.record(act="continuum.profile_statement_retired", **_about(row, by))


@transaction.atomic
def restore_statement(statement_uuid: uuid.UUID, *, by: Actor) -> None:
    """Put a retired statement back. Raises NotFound."""
    row = _row(statement_uuid)
    if row.retired_at is not None:
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        audit.record(act="continuum.profile_statement_restored", **_about(row, by))


@transaction.atomic
def reorder_statements(order: Sequence[uuid.UUID], *, by: Actor) -> None:
    """The community's order: those named first, in this order, then the others as they stood. Unknown: NotFound."""
    rows = {
        row.uuid: row for row in ProfileStatement.objects.select_for_update().order_by("sequence", "pk")
    }  # fmt: skip
    if not set(order) <= rows.keys():
        raise NotFound(_("There is no such statement in the graduate profile."))
    wanted = dict.fromkeys([*order, *rows])
    for sequence, one in enumerate(wanted):
        rows[one].sequence = sequence
    ProfileStatement.objects.bulk_update(rows.values(), ["sequence"])
    audit.record(by=by, act="continuum.profile_reordered", statements=len(wanted))


@transaction.atomic
def link_competencies(statement_uuid: uuid.UUID, identifiers: Collection[str], *, by: Actor) -> int:
    """These competencies serve this statement; how many did not before.

    Raises NotFound, Refused naming identifiers that are not on the district's continuum: then none is linked.
    """
    row = _row(statement_uuid)
    continuum = current_map()
    known = {one.identifier for one in continuum.competencies} if continuum else set()
    strange = sorted(set(identifiers) - known)
    if strange:
        sentence = _("%(name)s is not on the district's continuum.") % {"name": strange[0]}
        remedy = _("Choose from the competencies that are listed.")
        problems = tuple(
            FieldProblem(sentence, field="competency", row=one, remedy=remedy) for one in strange
        )
        raise Refused(sentence, remedy=remedy, problems=problems)
    before = row.links.count()
    ProfileLink.objects.bulk_create(
        (ProfileLink(statement=row, identifier=one) for one in sorted(set(identifiers))),
        ignore_conflicts=True,
        batch_size=500,
    )
    added = row.links.count() - before
    audit.record(act="continuum.profile_linked", **_about(row, by), competencies=added)
    return added


@transaction.atomic
def unlink_competencies(statement_uuid: uuid.UUID, identifiers: Collection[str], *, by: Actor) -> int:
    """These competencies serve it no longer; how many did. A link made under an earlier name goes too. NotFound."""
    row = _row(statement_uuid)
    continuum = current_map()
    names = set(identifiers)
    if continuum is not None:
        meant = {continuum.lineage.names[one] for one in identifiers if one in continuum.lineage.names}
        names |= {name for name, living in continuum.lineage.names.items() if living in meant}
    removed, _rows = row.links.filter(identifier__in=names).delete()
    audit.record(act="continuum.profile_unlinked", **_about(row, by), competencies=removed)
    return removed


def _row(statement_uuid: uuid.UUID) -> ProfileStatement:
    row = ProfileStatement.objects.select_for_update().filter(uuid=statement_uuid).first()
    if row is None:
        raise NotFound(_("There is no such statement in the graduate profile."))
    return row


def _checked(title: str, text: str, code: str) -> dict[str, str | dict]:
    title, text, code = title.strip(), text.strip(), code.strip()
    if not title:
        raise refused(
            "title", _("A statement needs its sentence."), _("Write what graduates know, do or are.")
        )
    if len(title) > LONGEST_TITLE:
        raise refused(
            "title",
            _("The sentence is longer than %(count)s characters.") % {"count": LONGEST_TITLE},
            _("Shorten it, and put the rest below as an explanation."),
        )
    if len(code) > LONGEST_CODE:
        raise refused(
            "code",
            _("The code is longer than %(count)s characters.") % {"count": LONGEST_CODE},
            _("Use a short code."),
        )
    return {"title": title, "text": text, "code": code}


def _about(row: ProfileStatement, by: Actor) -> dict[str, Any]:
    return {"by": by, "subject_kind": "profile_statement", "subject_uuid": row.uuid}
