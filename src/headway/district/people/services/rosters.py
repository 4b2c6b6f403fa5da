"""Duties, sections, home groups and tutoring: the rows from which access follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, Refused, audit, clock
from headway.district.people.models import (
    Course,
    HomeGroup,
    HomeGroupAdviser,
    HomeGroupMembership,
    Learner,
    Organisation,
    Person,
    RoleAssignment,
    Section,
    SectionEnrolment,
    SectionStaff,
    Term,
    TutorAssignment,
)
from headway.district.people.services.acts import given, in_order, one_act
from headway.district.people.types import (
    Role,
    SectionModality,
)

__all__ = [
    "advise",
    "assign_duty",
    "assign_tutor",
    "create_course",
    "create_home_group",
    "create_section",
    "end_duty",
    "enrol",
    "join_home_group",
    "leave_section",
    "staff_section",
]


@one_act
def assign_duty(
    *,
    person: Person,
    role: Role | str,
    organisation: Organisation,
    by: Actor,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
) -> RoleAssignment:
    """A role at an organisation and everything below it. The same duty again changes its period."""
    in_order(from_on, to_on)
    row, _new = RoleAssignment.objects.update_or_create(
        person=person,
        role=Role(role),
        organisation=organisation,
        is_active=True,
        defaults={"from_on": from_on, "to_on": to_on},
    )
    audit.record(
        by=by,
        act="people.duty_assigned",
        subject_kind="person",
        subject_uuid=person.uuid,
        role=row.role,
        organisation=str(organisation.uuid),
    )
    return row


@one_act
def end_duty(*, duty: RoleAssignment, by: Actor) -> None:
    """The duty ends now; what it opened closes with the next page."""
    duty.is_active = False
    duty.save(update_fields=["is_active"])
    audit.record(
        by=by,
        act="people.duty_ended",
        subject_kind="person",
        subject_uuid=duty.person.uuid,
        role=duty.role,
    )


@one_act
def create_course(
    *,
    organisation: Organisation,
    title: str,
    by: Actor,
    code: str = "",
    domain_code: str = "",
    level: int | None = None,
) -> Course:
    """A course of the catalogue. It frames teaching; it never owns evidence."""
    row = Course.objects.create(
        organisation=organisation,
        title=given(title, "title", _("A course needs a title.")),
        code=code,
        domain_code=domain_code,
        level=level,
    )
    audit.record(by=by, act="people.course_created", subject_kind="course", subject_uuid=row.uuid)
    return row


@one_act
def create_section(
    *,
    school: Organisation,
    title: str,
    by: Actor,
    course: Course | None = None,
    code: str = "",
    terms: Sequence[Term] = (),
    modality: SectionModality | str = SectionModality.IN_PERSON,
) -> Section:
    """A course as it is taught at a school."""
    row = Section.objects.create(
        school=school,
        course=course,
        title=given(title, "title", _("A section needs a title.")),
        code=code,
        modality=SectionModality(modality),
    )
    row.terms.set(terms)
    audit.record(by=by, act="people.section_created", subject_kind="section", subject_uuid=row.uuid)
    return row


@one_act
def enrol(
    *,
    section: Section,
    learner: Learner,
    by: Actor,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
) -> SectionEnrolment:
    """A learner joins a section: its teachers may see and rate from then on. Joining again changes the period."""
    in_order(from_on, to_on)
    # A roster file may hold several periods of one learner in one section: the standing one is changed.
    row = SectionEnrolment.objects.filter(section=section, learner=learner, is_active=True).last()
    row = row or SectionEnrolment(section=section, learner=learner)
    row.from_on, row.to_on = from_on, to_on
    row.save()
    audit.record(
        by=by,
        act="people.enrolled",
        subject_kind="section",
        subject_uuid=section.uuid,
        learner_uuid=learner.uuid,
    )
    return row


@one_act
def leave_section(*, section: Section, learner: Learner, by: Actor, to_on: dt.date | None = None) -> None:
    """The learner's last day in a section; her evidence stays hers."""
    left = SectionEnrolment.objects.filter(section=section, learner=learner, is_active=True)
    if not left.exists():
        raise Refused(_("This learner is not in this section."), remedy=_("Look at the section's roster."))
    for from_on in left.values_list("from_on", flat=True):
        in_order(from_on, to_on)
    left.update(**({"to_on": to_on} if to_on else {"is_active": False, "to_on": clock.today()}))
    audit.record(
        by=by,
        act="people.left_section",
        subject_kind="section",
        subject_uuid=section.uuid,
        learner_uuid=learner.uuid,
    )


@one_act
def staff_section(
    *,
    section: Section,
    person: Person,
    by: Actor,
    is_primary: bool = False,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
) -> SectionStaff:
    """An adult who teaches a section, for a time."""
    in_order(from_on, to_on)
    row = SectionStaff.objects.filter(section=section, person=person, is_active=True).last()
    row = row or SectionStaff(section=section, person=person)
    row.is_primary, row.from_on, row.to_on = is_primary, from_on, to_on
    row.save()
    audit.record(
        by=by,
        act="people.section_staffed",
        subject_kind="section",
        subject_uuid=section.uuid,
        person=str(person.uuid),
    )
    return row


@one_act
def create_home_group(*, school: Organisation, name: str, by: Actor) -> HomeGroup:
    """The group a learner belongs to, apart from what she studies."""
    row = HomeGroup.objects.create(school=school, name=given(name, "name", _("A home group needs a name.")))
    audit.record(by=by, act="people.home_group_created", subject_kind="home_group", subject_uuid=row.uuid)
    return row


@one_act
def join_home_group(
    *, home_group: HomeGroup, learner: Learner, from_on: dt.date, by: Actor, to_on: dt.date | None = None
) -> HomeGroupMembership:
    in_order(from_on, to_on)
    row = HomeGroupMembership.objects.create(
        home_group=home_group, learner=learner, from_on=from_on, to_on=to_on
    )
    audit.record(
        by=by,
        act="people.home_group_joined",
        subject_kind="home_group",
        subject_uuid=home_group.uuid,
        learner_uuid=learner.uuid,
    )
    return row


@one_act
def advise(
    *, home_group: HomeGroup, person: Person, from_on: dt.date, by: Actor, to_on: dt.date | None = None
) -> HomeGroupAdviser:
    """The adviser of a home group sees and may rate its learners."""
    in_order(from_on, to_on)
    row = HomeGroupAdviser.objects.create(home_group=home_group, person=person, from_on=from_on, to_on=to_on)
    audit.record(
        by=by,
        act="people.adviser_assigned",
        subject_kind="home_group",
        subject_uuid=home_group.uuid,
        person=str(person.uuid),
    )
    return row


@one_act
def assign_tutor(
    *, tutor: Person, learner: Learner, from_on: dt.date, by: Actor, to_on: dt.date | None = None
) -> TutorAssignment:
    """A tutor sees the record of the learner she helps, for as long as she helps."""
    in_order(from_on, to_on)
    row = TutorAssignment.objects.create(tutor=tutor, learner=learner, from_on=from_on, to_on=to_on)
    audit.record(
        by=by,
        act="people.tutor_assigned",
        subject_kind="person",
        subject_uuid=tutor.uuid,
        learner_uuid=learner.uuid,
    )
    return row
