"""Organisations, people, learners, rosters and duties. Who may see whom is decided from these rows, in policies."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from headway.district.foundation.fields import (
    code_field,
    name_field,
    outside_uuid_field,
)
from headway.district.foundation.privacy import holds_no_personal_data, holds_personal_data
from headway.district.people.types import (
    AbsenceKind,
    GuardianRelation,
    OrganisationKind,
    Role,
    SectionModality,
    TermKind,
)

# A period without an end is open: it counts from `from_on` on.
PERIOD_IN_ORDER = Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))


@holds_no_personal_data
class Organisation(models.Model):
    """A state, a district or a school, as a tree. `path` names the ancestors, so a subtree is one prefix."""

    uuid = outside_uuid_field()
    kind = models.CharField(max_length=16, choices=OrganisationKind)
    name = name_field()
    code = code_field()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, blank=True, default="", db_index=True, editable=False)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """The path needs the row's own id, so a new row is written and then given its place."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            Organisation.objects.filter(pk=self.pk).update(path=path)


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields) -> Account:
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


@holds_personal_data(keeps=("id", "is_active", "must_change_password"), why="Signing in")
class Account(AbstractBaseUser):
    """The key with which a person signs in. What she may do follows from duties and relations, not from here."""

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    # Somebody else knows the password: nothing opens until she has chosen one of her own.
    must_change_password = models.BooleanField(default=False)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return f"account {self.pk}"


@holds_personal_data(keeps=("id", "uuid", "language"), why="Addressing and recognising a person")
class Person(models.Model):
    """A human being known to the district. Her names live here and nowhere else, so they can be corrected or erased."""

    uuid = outside_uuid_field()
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    given_name = name_field(blank=True, default="")
    family_name = name_field(blank=True, default="")
    preferred_name = name_field(blank=True, default="")
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["family_name", "given_name"], name="person_by_name")]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def name(self) -> str:
        """The name to show: preferred name first, then the family name."""
        return f"{self.preferred_name or self.given_name} {self.family_name}".strip()

    @property
    def short_name(self) -> str:
        return self.preferred_name or self.given_name


@holds_personal_data(
    keeps=("id", "uuid", "school", "entered_on", "left_on"), why="The learner whose record this is"
)
class Learner(models.Model):
    """A learner of the district. Evidence and determinations hang here, never on a course."""

    uuid = outside_uuid_field()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="learner")
    local_identifier = code_field()
    school = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="learners"
    )
    birth_on = models.DateField(null=True, blank=True)
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(
        null=True, blank=True, help_text="After this date nothing is recorded any more"
    )

    def __str__(self) -> str:
        return f"learner {self.pk}"


@holds_personal_data(
    keeps=("id", "learner", "kind", "value"), why="Equity work, in groups and with suppression only"
)
class LearnerCharacteristic(models.Model):
    """What equity work looks at: never an input to any rule, level, forecast or page about one learner (LR22)."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="characteristics")
    kind = models.CharField(
        max_length=32, help_text="race_ethnicity, gender, home_language, disability, income …"
    )
    value = models.CharField(max_length=64)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PERIOD_IN_ORDER, name="characteristic_period_in_order"),
            models.UniqueConstraint(
                fields=["learner", "kind", "from_on", "value"], name="characteristic_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="characteristic_by_group")]

    def __str__(self) -> str:
        return f"{self.kind} of learner {self.learner_id}"


@holds_no_personal_data
class Term(models.Model):
    """A school year or a part of it, at a district or a school."""

    uuid = outside_uuid_field()
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="terms"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=16, choices=TermKind)
    name = name_field()
    starts_on = models.DateField()
    ends_on = models.DateField()
    school_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year in which it ends"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="term_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


@holds_no_personal_data
class NonInstructionalDay(models.Model):
    """A weekday within a term on which there is no instruction: holidays, snow days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="days_off")
    on = models.DateField()
    name = name_field(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="day_off_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


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


@holds_personal_data(
    keeps=("id", "person", "role", "organisation", "from_on", "to_on"), why="Duties decide access"
)
class RoleAssignment(models.Model):
    """A duty of a person at an organisation; it reaches down to everything below that organisation."""

    uuid = outside_uuid_field()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=24, choices=Role)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="duties")
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(is_active=True),
                name="active_duty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.organisation_id}"


@holds_personal_data(keeps=("id", "guardian", "learner", "relation"), why="Families see their own children")
class Guardianship(models.Model):
    """A guardian of a learner. `may_see` is false where a court or the family says so."""

    uuid = outside_uuid_field()
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardianships")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="guardianships")
    relation = models.CharField(max_length=16, choices=GuardianRelation, default=GuardianRelation.GUARDIAN)
    may_see = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guardian", "learner"], name="guardianship_once")]

    def __str__(self) -> str:
        return f"person {self.guardian_id} for learner {self.learner_id}"


@holds_personal_data(keeps=("id", "tutor", "learner", "from_on", "to_on"), why="Tutors see whom they help")
class TutorAssignment(models.Model):
    tutor = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tutoring")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="tutors")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=PERIOD_IN_ORDER, name="tutoring_period_in_order")]

    def __str__(self) -> str:
        return f"person {self.tutor_id} tutors learner {self.learner_id}"


@holds_personal_data(keeps=("id", "learner", "on", "kind"), why="Instructional time; never touches a level")
class Absence(models.Model):
    """A day on which a learner was away. Presence is not stored."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="absences")
    on = models.DateField()
    kind = models.CharField(max_length=16, choices=AbsenceKind, default=AbsenceKind.EXCUSED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "on"], name="absence_once_a_day")]

    def __str__(self) -> str:
        return f"learner {self.learner_id} away on {self.on}"


@holds_no_personal_data
class RosterSource(models.Model):
    """A foreign system that sends rosters. Its identifiers are unique within it only."""

    uuid = outside_uuid_field()
    code = models.CharField(max_length=64, unique=True)
    name = name_field(blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="roster_sources"
    )

    def __str__(self) -> str:
        return self.code


@holds_personal_data(
    keeps=("id", "source", "kind", "target_uuid"), why="Matching the next import to this record"
)
class SourceRecord(models.Model):
    """Beside one of our rows: how a foreign system calls it, and what it last told us (as a digest).

    A record that a bulk file no longer contains is marked inactive, never deleted; a returning one is reactivated.
    """

    source = models.ForeignKey(RosterSource, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=24, help_text="The foreign system's own word: org, user, class …")
    sourced_id = models.CharField(max_length=255)
    target_id = models.BigIntegerField(null=True, blank=True, help_text="Our row's id")
    target_uuid = models.UUIDField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    extra = models.JSONField(
        default=dict, blank=True, help_text="metadata.* and fields we keep but do not use"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "sourced_id"], name="source_record_once"),
        ]
        indexes = [models.Index(fields=["target_uuid"], name="source_record_by_target")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.source_id}"
