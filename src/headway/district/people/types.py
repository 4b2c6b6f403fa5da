"""Words for people and places that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AbsenceKind",
    "AbsenceRow",
    "CharacteristicRow",
    "CourseRow",
    "DutyRow",
    "EnrolmentRow",
    "GuardianRelation",
    "GuardianRow",
    "HomeGroupAdviserRow",
    "HomeGroupMemberRow",
    "HomeGroupRow",
    "LearnerRow",
    "OrganisationKind",
    "OrganisationRow",
    "PersonRow",
    "PlaceInfo",
    "RecordNote",
    "Role",
    "RosterOutcome",
    "RosterRow",
    "SectionModality",
    "SectionRow",
    "SourceRecordInfo",
    "StaffRow",
    "TermKind",
    "TermRow",
    "TutorRow",
]


class OrganisationKind(models.TextChoices):
    STATE = "state", _("State")
    DISTRICT = "district", _("District")
    SCHOOL = "school", _("School")


class TermKind(models.TextChoices):
    SCHOOL_YEAR = "school_year", _("School year")
    SEMESTER = "semester", _("Semester")
    TERM = "term", _("Term")
    GRADING_PERIOD = "grading_period", _("Reporting period")


class Role(models.TextChoices):
    """A duty that a person has at an organisation. Being a learner or a guardian is a relation, not a duty."""

    TEACHER = "teacher", _("Teacher")
    ADVISER = "adviser", _("Adviser")
    TUTOR = "tutor", _("Tutor")
    CURRICULUM_LEAD = "curriculum_lead", _("Curriculum lead")
    COUNSELLOR = "counsellor", _("Counsellor")
    REGISTRAR = "registrar", _("Registrar")
    LEADER = "leader", _("Leader")
    ADMINISTRATOR = "administrator", _("Administrator")


class GuardianRelation(models.TextChoices):
    PARENT = "parent", _("Parent")
    GUARDIAN = "guardian", _("Guardian")
    RELATIVE = "relative", _("Relative")
    OTHER = "other", _("Other")


class SectionModality(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    BLENDED = "blended", _("Blended")
    ONLINE = "online", _("Online")


class AbsenceKind(models.TextChoices):
    EXCUSED = "excused", _("Excused")
    UNEXCUSED = "unexcused", _("Not excused")


# -- rows of a roster: how files and simulations tell of people and places, many at once -----------------------------
# Rows refer to each other by `sourced_id`, the name that the sending system gives; `people.roster` resolves them.


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    RECORD_KIND: ClassVar[str] = "org"
    sourced_id: str
    kind: str
    name: str
    code: str = ""
    parent: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class TermRow:
    RECORD_KIND: ClassVar[str] = "academicSession"
    sourced_id: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    kind: str = TermKind.SCHOOL_YEAR
    organisation: str = ""
    parent: str = ""
    school_year: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person; with a `username` also her account, which has no password unless one is given."""

    RECORD_KIND: ClassVar[str] = "user"
    sourced_id: str
    given_name: str
    family_name: str
    preferred_name: str = ""
    email: str = ""
    language: str = "en"
    username: str = ""
    password: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """The learner that a person is; it carries the person's `sourced_id`."""

    RECORD_KIND: ClassVar[str] = "learner"
    sourced_id: str
    school: str = ""
    local_identifier: str = ""
    birth_on: dt.date | None = None
    entered_on: dt.date | None = None
    left_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DutyRow:
    RECORD_KIND: ClassVar[str] = "role"
    person: str
    role: str
    organisation: str
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    is_active: bool = True

    @property
    def sourced_id(self) -> str:
        return f"{self.person}|{self.role}|{self.organisation}"


@dataclass(frozen=True, slots=True)
class GuardianRow:
    RECORD_KIND: ClassVar[str] = "agent"
    guardian: str
    learner: str
    relation: str = GuardianRelation.GUARDIAN
    may_see: bool = True
    is_active: bool = True

    @property
    def sourced_id(self) -> str:
        return f"{self.guardian}|{self.learner}"


@dataclass(frozen=True, slots=True)
class CourseRow:
    RECORD_KIND: ClassVar[str] = "course"
    sourced_id: str
    organisation: str
    title: str
    code: str = ""
    subject: str = ""
    level: int | None = None
    domain_code: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class SectionRow:
    RECORD_KIND: ClassVar[str] = "class"
    sourced_id: str
    school: str
    title: str
    course: str = ""
    code: str = ""
    modality: str = SectionModality.IN_PERSON
    terms: tuple[str, ...] = ()
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    RECORD_KIND: ClassVar[str] = "enrollment"
    sourced_id: str
    section: str
    learner: str
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class StaffRow:
    RECORD_KIND: ClassVar[str] = "enrollment.staff"
    sourced_id: str
    section: str
    person: str
    is_primary: bool = False
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class HomeGroupRow:
    RECORD_KIND: ClassVar[str] = "homeGroup"
    sourced_id: str
    school: str
    name: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class HomeGroupMemberRow:
    RECORD_KIND: ClassVar[str] = "homeGroup.member"
    home_group: str
    learner: str
    from_on: dt.date
    to_on: dt.date | None = None

    @property
    def sourced_id(self) -> str:
        return f"{self.home_group}|{self.learner}|{self.from_on}"


@dataclass(frozen=True, slots=True)
class HomeGroupAdviserRow:
    RECORD_KIND: ClassVar[str] = "homeGroup.adviser"
    home_group: str
    person: str
    from_on: dt.date
    to_on: dt.date | None = None

    @property
    def sourced_id(self) -> str:
        return f"{self.home_group}|{self.person}|{self.from_on}"


@dataclass(frozen=True, slots=True)
class TutorRow:
    RECORD_KIND: ClassVar[str] = "tutor"
    tutor: str
    learner: str
    from_on: dt.date
    to_on: dt.date | None = None

    @property
    def sourced_id(self) -> str:
        return f"{self.tutor}|{self.learner}|{self.from_on}"


@dataclass(frozen=True, slots=True)
class CharacteristicRow:
    """What equity work looks at, for a learner; the same row again changes nothing."""

    RECORD_KIND: ClassVar[str] = "demographics"
    learner: str
    kind: str
    value: str
    from_on: dt.date
    to_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A day on which a learner was away; the same row again changes nothing."""

    RECORD_KIND: ClassVar[str] = "absence"
    learner: str
    on: dt.date
    kind: str = AbsenceKind.EXCUSED


RosterRow = (
    OrganisationRow
    | TermRow
    | PersonRow
    | LearnerRow
    | DutyRow
    | GuardianRow
    | CourseRow
    | SectionRow
    | EnrolmentRow
    | StaffRow
    | HomeGroupRow
    | HomeGroupMemberRow
    | HomeGroupAdviserRow
    | TutorRow
    | CharacteristicRow
    | AbsenceRow
)


@dataclass(frozen=True, slots=True)
class SourceRecordInfo:
    """What we remember of a foreign system's record: our row, and a digest of what it last said."""

    kind: str
    sourced_id: str
    target_id: int | None
    target_uuid: uuid.UUID | None
    digest: str
    is_active: bool
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordNote:
    """What we shall remember of a foreign system's record; the target stays as it is when none is given."""

    digest: str
    extra: dict[str, Any]
    is_active: bool = True
    target_id: int | None = None
    target_uuid: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """A row of ours that a foreign record may turn out to be: for organisations with kind, code and name."""

    id: int
    uuid: uuid.UUID
    kind: str = ""
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RosterOutcome:
    """What a roster did: per kind of record, how many rows were added, and how many changed."""

    added: dict[str, int]
    changed: dict[str, int]
    ids: dict[tuple[str, str], int]  # (record kind, sourced_id) -> our row's id

    def id_of(self, kind: str, sourced_id: str) -> int:
        return self.ids[kind, sourced_id]
