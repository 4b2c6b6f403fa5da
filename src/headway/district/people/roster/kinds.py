"""How rows of each kind become rows of ours: the table that `write.py` works through, top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from headway.district.people.models import (
    Course,
    Guardianship,
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
from headway.district.people.types import (
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
    SectionRow,
    StaffRow,
    TermRow,
    TutorRow,
)

__all__ = ["KINDS", "LEARNER", "MODEL_OF", "PERSON", "PLACE", "SECTION", "Kind"]


@dataclass(frozen=True)
class Kind:
    """How rows of one kind become rows of ours."""

    row: type[Any]
    model: type[models.Model]
    # Our foreign key -> (the row's field that names it, the record kind it names).
    refers: dict[str, tuple[str, str]]
    plain: tuple[str, ...]
    # The fields that make two rows the same fact, where somebody may have entered it by hand.
    same: tuple[str, ...] = ()


PERSON, LEARNER = PersonRow.RECORD_KIND, LearnerRow.RECORD_KIND
PLACE, SECTION = OrganisationRow.RECORD_KIND, SectionRow.RECORD_KIND
_PERIOD = ("from_on", "to_on")

KINDS = (
    Kind(
        TermRow,
        Term,
        {"organisation_id": ("organisation", PLACE)},
        ("kind", "name", "starts_on", "ends_on", "school_year", "is_active"),
    ),
    Kind(
        PersonRow,
        Person,
        {},
        ("given_name", "family_name", "preferred_name", "email", "language", "is_active"),
    ),
    Kind(
        LearnerRow,
        Learner,
        {"person_id": ("sourced_id", PERSON), "school_id": ("school", PLACE)},
        ("local_identifier", "birth_on", "entered_on", "left_on"),
        same=("person_id",),
    ),
    Kind(
        DutyRow,
        RoleAssignment,
        {"person_id": ("person", PERSON), "organisation_id": ("organisation", PLACE)},
        ("role", *_PERIOD, "is_active"),
        same=("person_id", "role", "organisation_id"),
    ),
    Kind(
        GuardianRow,
        Guardianship,
        {"guardian_id": ("guardian", PERSON), "learner_id": ("learner", LEARNER)},
        ("relation", "may_see", "is_active"),
        same=("guardian_id", "learner_id"),
    ),
    Kind(
        CourseRow,
        Course,
        {"organisation_id": ("organisation", PLACE)},
        ("title", "code", "subject", "level", "domain_code", "is_active"),
    ),
    Kind(
        SectionRow,
        Section,
        {"school_id": ("school", PLACE), "course_id": ("course", CourseRow.RECORD_KIND)},
        ("title", "code", "modality", "is_active"),
    ),
    Kind(
        EnrolmentRow,
        SectionEnrolment,
        {"section_id": ("section", SECTION), "learner_id": ("learner", LEARNER)},
        (*_PERIOD, "is_active"),
    ),
    Kind(
        StaffRow,
        SectionStaff,
        {"section_id": ("section", SECTION), "person_id": ("person", PERSON)},
        ("is_primary", *_PERIOD, "is_active"),
    ),
    Kind(HomeGroupRow, HomeGroup, {"school_id": ("school", PLACE)}, ("name", "is_active")),
    Kind(
        HomeGroupMemberRow,
        HomeGroupMembership,
        {"home_group_id": ("home_group", HomeGroupRow.RECORD_KIND), "learner_id": ("learner", LEARNER)},
        _PERIOD,
        same=("home_group_id", "learner_id", "from_on"),
    ),
    Kind(
        HomeGroupAdviserRow,
        HomeGroupAdviser,
        {"home_group_id": ("home_group", HomeGroupRow.RECORD_KIND), "person_id": ("person", PERSON)},
        _PERIOD,
        same=("home_group_id", "person_id", "from_on"),
    ),
    Kind(
        TutorRow,
        TutorAssignment,
        {"tutor_id": ("tutor", PERSON), "learner_id": ("learner", LEARNER)},
        _PERIOD,
    ),
)
MODEL_OF = {kind.row.RECORD_KIND: kind.model for kind in KINDS} | {PLACE: Organisation}
