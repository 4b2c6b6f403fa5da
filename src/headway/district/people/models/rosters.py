"""Who learns with whom: sections and home groups, their members and their adults."""

from __future__ import annotations

from django.db import models

from headway.district.foundation.fields import code_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data
from headway.district.people.models.organisations import Organisation, Term
from headway.district.people.models.periods import PERIOD_IN_ORDER
from headway.district.people.models.persons import Learner, Person
from headway.district.people.types import SectionModality

__all__ = [
    "Course",
    "HomeGroup",
    "HomeGroupAdviser",
    "HomeGroupMembership",
    "Section",
    "SectionEnrolment",
    "SectionStaff",
]


@holds_no_personal_data
class Course(models.Model):
    """A course of the catalogue. It frames teaching; it never owns evidence."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    title = name_field()
    code = code_field()
    subject = name_field(blank=True, default="")
    level = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The continuum level it is mostly about"
    )
    domain_code = code_field(help_text="The continuum domain it is mostly about")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


@holds_no_personal_data
class Section(models.Model):
    """A course as it is taught: these learners, these teachers, these terms."""

    uuid = outside_uuid_field()
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sections")
    course = models.ForeignKey(
        Course, null=True, blank=True, on_delete=models.PROTECT, related_name="sections"
    )
    terms = models.ManyToManyField(Term, related_name="sections", blank=True)
    title = name_field()
    code = code_field()
    modality = models.CharField(max_length=16, choices=SectionModality, default=SectionModality.IN_PERSON)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


@holds_personal_data(
    keeps=("id", "section", "learner", "from_on", "to_on"), why="Rosters decide who teaches whom"
)
class SectionEnrolment(models.Model):
    """A learner in a section, for a time."""

    uuid = outside_uuid_field()
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="enrolments")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolments")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [
            # The class grid's rows; and, from the other side, a learner's teachers.
            models.Index(fields=["section", "is_active"], name="enrolment_by_section"),
            models.Index(fields=["learner", "is_active"], name="enrolment_by_learner"),
        ]

    def __str__(self) -> str:
        return f"learner {self.learner_id} in section {self.section_id}"


@holds_personal_data(
    keeps=("id", "section", "person", "from_on", "to_on"), why="Rosters decide who teaches whom"
)
class SectionStaff(models.Model):
    """An adult who teaches a section, for a time."""

    uuid = outside_uuid_field()
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sections_taught")
    is_primary = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["person", "is_active"], name="staff_by_person")]

    def __str__(self) -> str:
        return f"person {self.person_id} teaches section {self.section_id}"


@holds_no_personal_data
class HomeGroup(models.Model):
    """The group a learner belongs to, apart from what she studies: advisory, homeroom, team."""

    uuid = outside_uuid_field()
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="home_groups")
    name = name_field()
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


@holds_personal_data(keeps=("id", "home_group", "learner", "from_on", "to_on"), why="Belonging with peers")
class HomeGroupMembership(models.Model):
    home_group = models.ForeignKey(HomeGroup, on_delete=models.CASCADE, related_name="memberships")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="home_groups")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=PERIOD_IN_ORDER, name="membership_period_in_order")]

    def __str__(self) -> str:
        return f"learner {self.learner_id} in {self.home_group_id}"


@holds_personal_data(keeps=("id", "home_group", "person", "from_on", "to_on"), why="Advisers see their group")
class HomeGroupAdviser(models.Model):
    home_group = models.ForeignKey(HomeGroup, on_delete=models.CASCADE, related_name="advisers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="home_groups_advised")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=PERIOD_IN_ORDER, name="adviser_period_in_order")]

    def __str__(self) -> str:
        return f"person {self.person_id} advises {self.home_group_id}"
