"""Who is there: people and the keys with which they sign in, learners, and who may see whom beyond a roster."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from headway.district.foundation.fields import code_field, name_field, outside_uuid_field
from headway.district.foundation.privacy import holds_personal_data
from headway.district.people.models.organisations import Organisation
from headway.district.people.models.periods import PERIOD_IN_ORDER
from headway.district.people.types import AbsenceKind, GuardianRelation, Role

__all__ = [
    "Absence",
    "Account",
    "AccountManager",
    "Guardianship",
    "Learner",
    "LearnerCharacteristic",
    "Person",
    "RoleAssignment",
    "TutorAssignment",
]


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
