"""Places and times: organisations, terms, days without instruction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, FieldProblem, Refused, audit, refused
from headway.district.people.models import (
    ExtraSchoolDay,
    NonInstructionalDay,
    Organisation,
    Term,
)
from headway.district.people.services.acts import given, in_order, one_act
from headway.district.people.types import (
    OrganisationKind,
    TermKind,
)

__all__ = [
    "add_day_off",
    "create_organisation",
    "create_term",
    "remove_calendar_day",
    "set_days_off",
    "set_extra_days",
]

SATURDAY = 5


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
    """A school year or a part of one.

    Raises Refused when it ends before it starts, when another one of its kind and place lies in the same time, or when
    there is no school day in it.
    """
    in_order(starts_on, ends_on, field="ends_on")
    _check_term(organisation, TermKind(kind), starts_on, ends_on)
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
    """The days without instruction of a calendar, as (date, name); how many were new. Known days get the new name.

    Whole weeks of a break may be given, weekends among them. Where one day is added by hand, see `add_day_off`.
    """
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


@one_act
def add_day_off(*, organisation: Organisation, on: dt.date, name: str, by: Actor) -> None:
    """One day on which there would be school has none, a snow day for instance.

    Raises Refused for a day in no school year, a day to make up on, and a day that is none of school already: nothing
    would change by it.
    """
    _check_off(organisation, on)
    set_days_off(organisation=organisation, days=[(on, name)], by=by)


@one_act
def set_extra_days(*, organisation: Organisation, days: Iterable[tuple[dt.date, str]], by: Actor) -> int:
    """Days with instruction that would have none, as (date, name): what a snow day is made up on. How many were new.

    Raises Refused for a day that is a school day already, one that this calendar itself calls a day without instruction,
    or one that lies in no school year.
    """
    new = 0
    for on, name in days:
        _check_extra(organisation, on)
        _row, is_new = ExtraSchoolDay.objects.update_or_create(
            organisation=organisation, on=on, defaults={"name": name}
        )
        new += is_new
    audit.record(
        by=by,
        act="people.extra_days_set",
        subject_kind="organisation",
        subject_uuid=organisation.uuid,
        new=new,
    )
    return new


@one_act
def remove_calendar_day(*, organisation: Organisation, on: dt.date, extra: bool, by: Actor) -> bool:
    """Take a day off (or an extra day) back out of a place's calendar; whether there was one."""
    model = ExtraSchoolDay if extra else NonInstructionalDay
    removed, _of = model.objects.filter(organisation=organisation, on=on).delete()
    if removed:
        audit.record(
            by=by,
            act="people.calendar_day_removed",
            subject_kind="organisation",
            subject_uuid=organisation.uuid,
            day=on.isoformat(),
            extra=extra,
        )
    return bool(removed)


def _check_term(
    organisation: Organisation | None, kind: TermKind, starts_on: dt.date, ends_on: dt.date
) -> None:
    other = (
        Term.objects.filter(
            organisation=organisation,
            kind=kind,
            is_active=True,
            starts_on__lte=ends_on,
            ends_on__gte=starts_on,
        )
        .order_by("starts_on")
        .first()
    )
    if other is not None:
        sentence = _("“%(name)s” (%(first)s to %(last)s) lies in the same time.") % {
            "name": other.name,
            "first": date_format(other.starts_on),
            "last": date_format(other.ends_on),
        }
        remedy = _("Choose other dates, so that every school day belongs to one of them only.")
        raise Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, "starts_on", remedy=remedy),))
    line = [int(part) for part in (organisation.path if organisation else "").split("/") if part]
    inside = {"organisation_id__in": line, "on__range": (starts_on, ends_on)}
    off = set(NonInstructionalDay.objects.filter(**inside).values_list("on", flat=True))
    weekdays = (starts_on + dt.timedelta(days=n) for n in range((ends_on - starts_on).days + 1))
    if all(day.weekday() >= SATURDAY or day in off for day in weekdays):
        if ExtraSchoolDay.objects.filter(**inside).exists():
            return
        none = _("There is no school day in this time.")
        remedy = _("Choose dates with at least one weekday on which there is instruction.")
        raise Refused(none, remedy=remedy, problems=(FieldProblem(none, "ends_on", remedy=remedy),))


def _check_off(organisation: Organisation, on: dt.date) -> None:
    line = _check_in_a_year(organisation, on)
    day = {"day": date_format(on)}
    made_up = ExtraSchoolDay.objects.filter(organisation_id__in=line, on=on).select_related("organisation")
    # What stands in a calendar above holds here as well, and is taken out there.
    places = sorted((one.organisation for one in made_up), key=lambda one: one.path)
    if places:
        above = _("It stands in the calendar of %(place)s: ask whoever keeps that one to take it out first.")
        raise refused(
            "on",
            _("On %(day)s there is school, to make up.") % day,
            _("Take the make-up day out of the calendar first.")
            if places[0] == organisation
            else above % {"place": places[0].name},
        )
    off = NonInstructionalDay.objects.filter(organisation_id__in=line, on=on).exists()
    if on.weekday() >= SATURDAY or off:
        raise refused(
            "on",
            _("%(day)s is a day without instruction already.") % day,
            _("Choose a day on which there would be school."),
        )


def _check_extra(organisation: Organisation, on: dt.date) -> None:
    line = _check_in_a_year(organisation, on)
    off = set(
        NonInstructionalDay.objects.filter(organisation_id__in=line, on=on).values_list(
            "organisation_id", flat=True
        )
    )
    if on.weekday() < SATURDAY and organisation.pk in off:
        # One day is not both in one calendar; what stands in a calendar above may be made up on at one school.
        raise refused(
            "on",
            _("%(day)s stands in this calendar as a day without instruction.") % {"day": date_format(on)},
            _("Take that day out of the calendar below; then there is school on it."),
        )
    if on.weekday() < SATURDAY and not off:
        raise refused(
            "on",
            _("%(day)s is a school day already.") % {"day": date_format(on)},
            _("Choose a Saturday, a Sunday or a day without instruction."),
        )


def _check_in_a_year(organisation: Organisation, on: dt.date) -> list[int]:
    """The organisation and those above it (row ids), whose calendars hold for it; refuses a day in no school year."""
    line = [int(part) for part in organisation.path.split("/") if part]
    years = Term.objects.filter(
        Q(organisation_id__in=line)
        | Q(organisation__path__startswith=organisation.path)
        | Q(organisation=None),
        kind=TermKind.SCHOOL_YEAR,
        is_active=True,
    )
    if not years.filter(starts_on__lte=on, ends_on__gte=on).exists():
        raise refused(
            "on",
            _("%(day)s lies in no school year.") % {"day": date_format(on)},
            _("Choose a day of a school year, or have the year's dates changed in the roster."),
        )
    return line
