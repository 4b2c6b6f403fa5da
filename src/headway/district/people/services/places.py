"""Places and times: organisations, terms, days without instruction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, audit
from headway.district.people.models import (
    NonInstructionalDay,
    Organisation,
    Term,
)
from headway.district.people.services.acts import given, in_order, one_act
from headway.district.people.types import (
    OrganisationKind,
    TermKind,
)

__all__ = ["create_organisation", "create_term", "set_days_off"]


@one_act
def create_organisation(
    *, kind: OrganisationKind | str, name: str, by: Actor, code: str = "", parent: Organisation | None = None
) -> Organisation:
    """A state, a district or a school, placed below its parent. Raises Refused without a name."""
    row = Organisation.objects.create(
        kind=OrganisationKind(kind),
        name=given(name, "name", _("An organisation needs a name.")),
        code=code,
        parent=parent,
    )
    audit.record(by=by, act="people.organisation_created", subject_kind="organisation", subject_uuid=row.uuid)
    return row


@one_act
def create_term(
    *,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Actor,
    organisation: Organisation | None = None,
    kind: TermKind | str = TermKind.SCHOOL_YEAR,
    parent: Term | None = None,
) -> Term:
    """A school year or a part of one. Raises Refused when it ends before it starts."""
    in_order(starts_on, ends_on, field="ends_on")
    row = Term.objects.create(
        organisation=organisation,
        parent=parent,
        kind=TermKind(kind),
        name=given(name, "name", _("A term needs a name.")),
        starts_on=starts_on,
        ends_on=ends_on,
        school_year=ends_on.year if parent is None else parent.school_year,
    )
    audit.record(by=by, act="people.term_created", subject_kind="term", subject_uuid=row.uuid)
    return row


@one_act
def set_days_off(*, organisation: Organisation, days: Iterable[tuple[dt.date, str]], by: Actor) -> int:
    """The weekdays without instruction, as (date, name); how many were new. Known days get the new name."""
    new = 0
    for on, name in days:
        _row, is_new = NonInstructionalDay.objects.update_or_create(
            organisation=organisation, on=on, defaults={"name": name}
        )
        new += is_new
    audit.record(
        by=by,
        act="people.days_off_set",
        subject_kind="organisation",
        subject_uuid=organisation.uuid,
        new=new,
    )
    return new
