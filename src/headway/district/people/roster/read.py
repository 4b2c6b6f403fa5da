"""A roster as rows again: what an export sends, and what an import compares with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headway.district.people.models import (
    Course,
    Guardianship,
    HomeGroup,
    HomeGroupAdviser,
    HomeGroupMembership,
    Learner,
    LearnerCharacteristic,
    Organisation,
    Person,
    RoleAssignment,
    Section,
    SectionEnrolment,
    SectionStaff,
    SourceRecord,
    Term,
    TutorAssignment,
)
from headway.district.people.types import (
    CharacteristicRow,
    CourseRow,
    DutyRow,
    EnrolmentRow,
    GuardianRow,
    HomeGroupAdviserRow,
    HomeGroupMemberRow,
    HomeGroupRow,
    LearnerRow,
    OrganisationRow,
    PersonRow,
    RosterRow,
    SectionRow,
    SourceRecordInfo,
    StaffRow,
    TermRow,
    TutorRow,
)

__all__ = ["read_roster", "source_records"]


def source_records(source_code: str, kind: str = "") -> dict[tuple[str, str], SourceRecordInfo]:
    """What this source told us so far, by (record kind, sourced_id)."""
    records = SourceRecord.objects.filter(source__code=source_code)
    if kind:
        records = records.filter(kind=kind)
    fields = ("kind", "sourced_id", "target_id", "target_uuid", "digest", "is_active", "extra")
    return {(row[0], row[1]): SourceRecordInfo(*row) for row in records.values_list(*fields)}


def read_roster(source_code: str = "", *, with_characteristics: bool = False) -> Iterator[RosterRow]:
    """Every row of the roster, organisations first.

    Rows are called as `source_code` calls them; those it never told us of by our own UUID. Characteristics are
    personal data for equity work and come only when they are asked for.
    """
    names = _Names(source_code)
    yield from _places(names)
    yield from _people(names)
    yield from _teaching(names)
    yield from _groups(names)
    if with_characteristics:
        for row in LearnerCharacteristic.objects.select_related("learner").order_by("pk").iterator():
            yield CharacteristicRow(
                names.of("learner", row.learner), row.kind, row.value, row.from_on, row.to_on
            )


class _Names:
    """How the source calls our rows."""

    def __init__(self, source_code: str):
        # Of two names for one row, the one that the source still uses.
        records = SourceRecord.objects.filter(source__code=source_code).order_by("is_active", "pk")
        self._known = {
            (kind, target_id): sourced_id
            for kind, target_id, sourced_id in records.values_list("kind", "target_id", "sourced_id")
        }

    def of(self, kind: str, ours: Any) -> str:
        if ours is None:
            return ""
        if kind == LearnerRow.RECORD_KIND:
            # A learner is called as her person is.
            known = self._known.get((PersonRow.RECORD_KIND, ours.person_id))
            return known or self._known.get((kind, ours.pk)) or str(ours.uuid)
        return self._known.get((kind, ours.pk)) or str(ours.uuid)


def _places(names: _Names) -> Iterator[RosterRow]:
    for place in Organisation.objects.select_related("parent").order_by("path"):
        yield OrganisationRow(
            names.of("org", place),
            place.kind,
            place.name,
            place.code,
            names.of("org", place.parent),
            place.is_active,
        )
    for term in Term.objects.select_related("organisation", "parent").order_by("starts_on", "pk"):
        yield TermRow(
            names.of("academicSession", term),
            term.name,
            term.starts_on,
            term.ends_on,
            term.kind,
            names.of("org", term.organisation),
            names.of("academicSession", term.parent),
            term.school_year,
            term.is_active,
        )


def _people(names: _Names) -> Iterator[RosterRow]:
    learner_names: dict[int, str] = {}
    for learner in Learner.objects.select_related("person", "school").order_by("pk"):
        known = names.of("learner", learner)
        learner_names[learner.person_id] = known
        yield LearnerRow(
            known,
            names.of("org", learner.school),
            learner.local_identifier,
            learner.birth_on,
            learner.entered_on,
            learner.left_on,
        )
    for person in Person.objects.select_related("account").order_by("pk"):
        yield PersonRow(
            learner_names.get(person.pk) or names.of("user", person),
            person.given_name,
            person.family_name,
            person.preferred_name,
            person.email,
            person.language,
            person.account.username if person.account else "",
            is_active=person.is_active,
        )
    for duty in RoleAssignment.objects.select_related("person", "organisation").order_by("pk"):
        yield DutyRow(
            names.of("user", duty.person),
            duty.role,
            names.of("org", duty.organisation),
            duty.from_on,
            duty.to_on,
            duty.is_active,
        )
    for guardianship in Guardianship.objects.select_related("guardian", "learner").order_by("pk"):
        yield GuardianRow(
            names.of("user", guardianship.guardian),
            names.of("learner", guardianship.learner),
            guardianship.relation,
            guardianship.may_see,
            guardianship.is_active,
        )


def _teaching(names: _Names) -> Iterator[RosterRow]:
    for course in Course.objects.select_related("organisation").order_by("pk"):
        yield CourseRow(
            names.of("course", course),
            names.of("org", course.organisation),
            course.title,
            course.code,
            course.subject,
            course.level,
            course.domain_code,
            course.is_active,
        )
    for section in (
        Section.objects.select_related("school", "course").prefetch_related("terms").order_by("pk")
    ):
        yield SectionRow(
            names.of("class", section),
            names.of("org", section.school),
            section.title,
            names.of("course", section.course),
            section.code,
            section.modality,
            tuple(names.of("academicSession", term) for term in section.terms.all()),
            section.is_active,
        )
    for enrolment in SectionEnrolment.objects.select_related("section", "learner").order_by("pk"):
        yield EnrolmentRow(
            names.of("enrollment", enrolment),
            names.of("class", enrolment.section),
            names.of("learner", enrolment.learner),
            enrolment.from_on,
            enrolment.to_on,
            enrolment.is_active,
        )
    for staff in SectionStaff.objects.select_related("section", "person").order_by("pk"):
        yield StaffRow(
            names.of("enrollment.staff", staff),
            names.of("class", staff.section),
            names.of("user", staff.person),
            staff.is_primary,
            staff.from_on,
            staff.to_on,
            staff.is_active,
        )


def _groups(names: _Names) -> Iterator[RosterRow]:
    for group in HomeGroup.objects.select_related("school").order_by("pk"):
        yield HomeGroupRow(
            names.of("homeGroup", group), names.of("org", group.school), group.name, group.is_active
        )
    for member in HomeGroupMembership.objects.select_related("home_group", "learner").order_by("pk"):
        yield HomeGroupMemberRow(
            names.of("homeGroup", member.home_group),
            names.of("learner", member.learner),
            member.from_on,
            member.to_on,
        )
    for adviser in HomeGroupAdviser.objects.select_related("home_group", "person").order_by("pk"):
        yield HomeGroupAdviserRow(
            names.of("homeGroup", adviser.home_group),
            names.of("user", adviser.person),
            adviser.from_on,
            adviser.to_on,
        )
    for tutoring in TutorAssignment.objects.select_related("tutor", "learner").order_by("pk"):
        yield TutorRow(
            names.of("user", tutoring.tutor),
            names.of("learner", tutoring.learner),
            tutoring.from_on,
            tutoring.to_on,
        )
