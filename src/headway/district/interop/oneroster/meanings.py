"""What the words of OneRoster mean here. Few tables, so that an administrator can predict them.

A file opens as little as possible: it can make somebody a teacher, counsellor or leader, because the student
information system knows who is. It never makes an administrator of Headway.
"""

from __future__ import annotations

from headway.district.people.types import GuardianRelation, OrganisationKind, Role, TermKind

__all__ = [
    "ADMINISTRATORS",
    "DUTIES",
    "FILE_KINDS",
    "GRADEBOOK",
    "GUARDIANS",
    "NOT_STAFF",
    "PLACES",
    "RACES",
    "RESOURCES",
    "ROLES_OUT",
    "SESSIONS",
]

# orgs.type. A department (or a type of one's own) is a part of the school or district around it, not a place of its own.
PLACES = {
    "school": OrganisationKind.SCHOOL,
    "district": OrganisationKind.DISTRICT,
    "local": OrganisationKind.DISTRICT,
    "state": OrganisationKind.STATE,
    "national": OrganisationKind.STATE,
}
SESSIONS = {
    "schoolYear": TermKind.SCHOOL_YEAR,
    "semester": TermKind.SEMESTER,
    "term": TermKind.TERM,
    "gradingPeriod": TermKind.GRADING_PERIOD,
}
# Version 1.1 says `administrator` of a principal as well as of a district's staff: leaders of that organisation.
DUTIES = {
    "teacher": Role.TEACHER,
    "counselor": Role.COUNSELLOR,
    "principal": Role.LEADER,
    "siteAdministrator": Role.LEADER,
    "districtAdministrator": Role.LEADER,
    "administrator": Role.LEADER,
}
ADMINISTRATORS = frozenset({"systemAdministrator"})
# The way out: our duty at a school, and at a district or state.
ROLES_OUT = {
    Role.TEACHER: ("teacher", "teacher"),
    Role.ADVISER: ("teacher", "teacher"),
    Role.TUTOR: ("aide", "aide"),
    Role.COUNSELLOR: ("counselor", "counselor"),
    Role.LEADER: ("principal", "districtAdministrator"),
    Role.CURRICULUM_LEAD: ("ext:curriculumLead", "ext:curriculumLead"),
    Role.REGISTRAR: ("ext:registrar", "ext:registrar"),
    Role.ADMINISTRATOR: ("systemAdministrator", "systemAdministrator"),
}
GUARDIANS = {
    "parent": GuardianRelation.PARENT,
    "guardian": GuardianRelation.GUARDIAN,
    "relative": GuardianRelation.RELATIVE,
}
NOT_STAFF = frozenset({"student", *GUARDIANS})

# demographics.csv -> the federal reporting categories: Hispanic of any race, two or more races, else the one race.
RACES = {
    "american_indian_or_alaska_native": "native_american",
    "asian": "asian",
    "black_or_african_american": "black",
    "native_hawaiian_or_other_pacific_islander": "pacific_islander",
    "white": "white",
}

# Which kind of record a file is about, for rows that could not be read.
FILE_KINDS = {
    "orgs": "org",
    "academicSessions": "academicSession",
    "courses": "course",
    "classes": "class",
    "users": "user",
    "userProfiles": "user",
    "roles": "role",
    "demographics": "demographics",
    "enrollments": "enrollment",
}
GRADEBOOK = (
    "categories", "lineItems", "results", "scoreScales", "lineItemScoreScales", "resultScoreScales",
    "lineItemLearningObjectiveIds", "resultLearningObjectiveIds",
)  # fmt: skip
RESOURCES = ("resources", "classResources", "courseResources", "userResources")
