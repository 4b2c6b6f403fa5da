"""Organisations, people, learners, rosters and duties. Who may see whom is decided from these rows, in policies."""

from __future__ import annotations

from headway.district.people.models.organisations import (
    ExtraSchoolDay,
    NonInstructionalDay,
    Organisation,
    Term,
)
from headway.district.people.models.persons import (
    Absence,
    Account,
    AccountManager,
    Guardianship,
    Learner,
    LearnerCharacteristic,
    Person,
    RoleAssignment,
    TutorAssignment,
)
from headway.district.people.models.rosters import (
    Course,
    HomeGroup,
    HomeGroupAdviser,
    HomeGroupMembership,
    Section,
    SectionEnrolment,
    SectionStaff,
)
from headway.district.people.models.sources import RosterSource, SourceRecord

__all__ = [
    "Absence",
    "Account",
    "AccountManager",
    "Course",
    "ExtraSchoolDay",
    "Guardianship",
    "HomeGroup",
    "HomeGroupAdviser",
    "HomeGroupMembership",
    "Learner",
    "LearnerCharacteristic",
    "NonInstructionalDay",
    "Organisation",
    "Person",
    "RoleAssignment",
    "RosterSource",
    "Section",
    "SectionEnrolment",
    "SectionStaff",
    "SourceRecord",
    "Term",
    "TutorAssignment",
]
