"""The columns of every OneRoster CSV file: names, order, what is required, what refers to what, permitted values.

One `FileShape` per file holds the columns of both versions; `order` says which of them a version has, left to right.

Source: OneRoster 1.2 CSV binding, section 3; OneRoster 1.1 CSV tables for gradingPeriodSourcedId, users.role,
users.orgSourcedIds and the columns that 1.1 requires and 1.2 does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from headway.mastery.formats.oneroster import rows

Version = Literal["1.0", "1.1", "1.2"]
Kind = Literal[
    "guid", "ref", "refs", "text", "texts", "word", "words", "number", "instant", "date", "year", "pairs",
    "yesno", "secret",
]  # fmt: skip

BOTH = ("1.1", "1.2")
LISTS = frozenset({"refs", "texts", "words", "pairs"})


@dataclass(frozen=True)
class Column:
    """One column.

    required   versions of the standard in which the column and its value are required.
    survives   the row is still worth taking without the value, although the standard requires it.
    target     the file that a reference looks into.
    words      permitted values; `extensible` when 'ext:…' is permitted too.
    """

    name: str
    kind: Kind
    required: tuple[str, ...] = ()
    survives: bool = False
    target: str = ""
    words: tuple[str, ...] = ()
    extensible: bool = False
    field: str = ""


@dataclass(frozen=True)
class FileShape:
    name: str
    row: type[Any]
    columns: tuple[Column, ...]
    v11: tuple[str, ...]
    v12: tuple[str, ...]

    def order(self, version: str) -> tuple[str, ...]:
        """The column names of a version, left to right; empty when the version has no such file."""
        return self.v12 if version == "1.2" else self.v11

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def references(self) -> tuple[Column, ...]:
        return tuple({c.field: c for c in self.columns if c.target}.values())


def field_of(column_name: str) -> str:
    """The field of a row that holds a column: dateLastModified -> date_last_modified."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column_name).lower()


def _column(name: str, kind: Kind, **more: Any) -> Column:
    more.setdefault("field", field_of(name))
    return Column(name, kind, **more)


def _text(name: str) -> Column:
    return _column(name, "text")


def _need(name: str, kind: Kind = "text", *, required: tuple[str, ...] = BOTH, **more: Any) -> Column:
    return _column(name, kind, required=required, **more)


def _ref(name: str, target: str, *, required: tuple[str, ...] = (), **more: Any) -> Column:
    return _column(name, "ref", target=target, required=required, **more)


def _word(name: str, *words: str, required: tuple[str, ...] = BOTH, **more: Any) -> Column:
    return _column(name, "word", words=words, required=required, **more)


OWN = (
    _need("sourcedId", "guid"),
    _word("status", "active", "tobedeleted", required=()),
    _column("dateLastModified", "instant"),
)
OWN_NAMES = tuple(column.name for column in OWN)

SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
ORG_TYPES = ("department", "school", "district", "local", "state", "national")
ENROLLMENT_ROLES = ("administrator", "proctor", "student", "teacher")
USER_ROLES_11 = (
    "administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher",
)  # fmt: skip
USER_ROLES_12 = (
    "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
    "siteAdministrator", "student", "systemAdministrator", "teacher",
)  # fmt: skip
SCORE_STATUSES = ("exempt", "fully graded", "not submitted", "partially graded", "submitted")
SEXES = ("male", "female", "unspecified", "other")


def _shape(
    name: str,
    row: type[Any],
    *columns: Column,
    only_11: tuple[str, ...] = (),
    only_12: tuple[str, ...] = (),
    new_in_12: bool = False,
) -> FileShape:
    columns = OWN + columns
    names = tuple(column.name for column in columns)
    v11 = () if new_in_12 else tuple(n for n in names if n not in only_12)
    return FileShape(name, row, columns, v11, tuple(n for n in names if n not in only_11))


def _objective(owner: str, target: str, *more: Column) -> tuple[Column, ...]:
    return (
        _ref(owner, target, required=BOTH),
        _word("source", "case", "unknown", extensible=True),
        _need("learningObjectiveId"),
        *more,
    )


# In the order in which references can be resolved: a file comes after the files that it looks into.
SHAPES: dict[str, FileShape] = {
    shape.name: shape
    for shape in (
        _shape(
            "orgs",
            rows.Org,
            _need("name"),
            _word("type", *ORG_TYPES, extensible=True),
            _text("identifier"),
            _ref("parentSourcedId", "orgs"),
        ),
        _shape(
            "academicSessions",
            rows.AcademicSession,
            _need("title"),
            _word("type", *SESSION_TYPES, extensible=True),
            _need("startDate", "date"),
            _need("endDate", "date"),
            _ref("parentSourcedId", "academicSessions"),
            _need("schoolYear", "year", survives=True),
        ),
        _shape(
            "courses",
            rows.Course,
            _ref("schoolYearSourcedId", "academicSessions"),
            _need("title"),
            _text("courseCode"),
            _column("grades", "texts"),
            _ref("orgSourcedId", "orgs", required=BOTH),
            _column("subjects", "texts"),
            _column("subjectCodes", "texts"),
        ),
        _shape(
            "classes",
            rows.Class,
            _need("title"),
            _column("grades", "texts"),
            _ref("courseSourcedId", "courses", required=BOTH, survives=True),
            _text("classCode"),
            _word("classType", "homeroom", "scheduled", extensible=True, survives=True),
            _text("location"),
            _ref("schoolSourcedId", "orgs", required=BOTH),
            _need("termSourcedIds", "refs", target="academicSessions"),
            _column("subjects", "texts"),
            _column("subjectCodes", "texts"),
            _column("periods", "texts"),
        ),
        _shape(
            "resources",
            rows.Resource,
            _need("vendorResourceId"),
            _text("title"),
            _column("roles", "words", words=USER_ROLES_11, extensible=True),
            _word("importance", "primary", "secondary", required=()),
            _text("vendorId"),
            _text("applicationId"),
        ),
        _shape(
            "users",
            rows.User,
            _need("enabledUser", "yesno", survives=True),
            _need("orgSourcedIds", "refs", required=("1.1",), target="orgs"),
            _word("role", *USER_ROLES_11, required=("1.1",), extensible=True),
            _need("username", survives=True),
            _column("userIds", "pairs"),
            _need("givenName"),
            _need("familyName"),
            _text("middleName"),
            _text("identifier"),
            _text("email"),
            _text("sms"),
            _text("phone"),
            _column("agentSourcedIds", "refs", target="users"),
            _column("grades", "texts"),
            _column("password", "secret", field=""),
            _text("userMasterIdentifier"),
            _column("resourceSourcedIds", "refs", target="resources"),
            _text("preferredGivenName"),
            _text("preferredMiddleName"),
            _text("preferredFamilyName"),
            _ref("primaryOrgSourcedId", "orgs"),
            _text("pronouns"),
            only_11=("orgSourcedIds", "role"),
            only_12=(
                "userMasterIdentifier",
                "resourceSourcedIds",
                "preferredGivenName",
                "preferredMiddleName",
                "preferredFamilyName",
                "primaryOrgSourcedId",
                "pronouns",
            ),
        ),
        _shape(
            "userProfiles",
            rows.UserProfile,
            _ref("userSourcedId", "users", required=BOTH),
            _need("profileType", survives=True),
            _need("vendorId", survives=True),
            _text("applicationId"),
            _text("description"),
            _need("credentialType", survives=True),
            _need("username", survives=True),
            _column("password", "secret", field=""),
            new_in_12=True,
        ),
        _shape(
            "roles",
            rows.Role,
            _ref("userSourcedId", "users", required=BOTH),
            _word("roleType", "primary", "secondary"),
            _word("role", *USER_ROLES_12, extensible=True),
            _column("beginDate", "date"),
            _column("endDate", "date"),
            _ref("orgSourcedId", "orgs", required=BOTH),
            _ref("userProfileSourcedId", "userProfiles"),
            new_in_12=True,
        ),
        _shape(
            "demographics",
            rows.Demographics,
            _column("birthDate", "date"),
            _word("sex", *SEXES, required=(), extensible=True),
            _column("americanIndianOrAlaskaNative", "yesno"),
            _column("asian", "yesno"),
            _column("blackOrAfricanAmerican", "yesno"),
            _column("nativeHawaiianOrOtherPacificIslander", "yesno"),
            _column("white", "yesno"),
            _column("demographicRaceTwoOrMoreRaces", "yesno"),
            _column("hispanicOrLatinoEthnicity", "yesno"),
            _text("countryOfBirthCode"),
            _text("stateOfBirthAbbreviation"),
            _text("cityOfBirth"),
            _text("publicSchoolResidenceStatus"),
        ),
        _shape(
            "enrollments",
            rows.Enrollment,
            _ref("classSourcedId", "classes", required=BOTH),
            _ref("schoolSourcedId", "orgs", required=BOTH),
            _ref("userSourcedId", "users", required=BOTH),
            _word("role", *ENROLLMENT_ROLES, extensible=True),
            _column("primary", "yesno"),
            _column("beginDate", "date"),
            _column("endDate", "date"),
        ),
        _shape(
            "classResources",
            rows.ClassResource,
            _text("title"),
            _ref("classSourcedId", "classes", required=BOTH),
            _ref("resourceSourcedId", "resources", required=BOTH),
        ),
        _shape(
            "courseResources",
            rows.CourseResource,
            _text("title"),
            _ref("courseSourcedId", "courses", required=BOTH),
            _ref("resourceSourcedId", "resources", required=BOTH),
        ),
        _shape(
            "userResources",
            rows.UserResource,
            _ref("userSourcedId", "users", required=BOTH),
            _ref("orgSourcedId", "orgs"),
            _ref("classSourcedId", "classes"),
            _ref("resourceSourcedId", "resources", required=BOTH),
            new_in_12=True,
        ),
        _shape("categories", rows.Category, _need("title"), _column("weight", "number"), only_12=("weight",)),
        _shape(
            "lineItems",
            rows.LineItem,
            _need("title"),
            _text("description"),
            _need("assignDate", "date"),
            _need("dueDate", "date"),
            _ref("classSourcedId", "classes", required=BOTH),
            _ref("categorySourcedId", "categories", required=BOTH),
            _ref(
                "gradingPeriodSourcedId",
                "academicSessions",
                required=("1.1",),
                field="academic_session_sourced_id",
            ),
            _ref("academicSessionSourcedId", "academicSessions", required=("1.2",)),
            _need("resultValueMin", "number", required=("1.1",), survives=True),
            _need("resultValueMax", "number", required=("1.1",), survives=True),
            _ref("schoolSourcedId", "orgs", required=("1.2",)),
            only_11=("gradingPeriodSourcedId",),
            only_12=("academicSessionSourcedId", "schoolSourcedId"),
        ),
        _shape(
            "results",
            rows.Result,
            _ref("lineItemSourcedId", "lineItems", required=BOTH),
            _ref("studentSourcedId", "users", required=BOTH),
            _word("scoreStatus", *SCORE_STATUSES, extensible=True),
            _need("score", "number", required=("1.1",), survives=True),
            _need("scoreDate", "date"),
            _text("comment"),
            _text("textScore"),
            _ref("classSourcedId", "classes"),
            _column("inProgress", "yesno"),
            _column("incomplete", "yesno"),
            _column("late", "yesno"),
            _column("missing", "yesno"),
            only_12=("textScore", "classSourcedId", "inProgress", "incomplete", "late", "missing"),
        ),
        _shape(
            "scoreScales",
            rows.ScoreScale,
            _need("title"),
            _need("type"),
            _ref("orgSourcedId", "orgs", required=BOTH),
            _ref("courseSourcedId", "courses", required=BOTH),
            _ref("classSourcedId", "classes", required=BOTH),
            _need("scoreScaleValue", "pairs"),
            new_in_12=True,
        ),
        _shape(
            "lineItemScoreScales",
            rows.LineItemScoreScale,
            _text("title"),
            _ref("lineItemSourcedId", "lineItems", required=BOTH),
            _ref("scoreScaleSourcedId", "scoreScales", required=BOTH),
            new_in_12=True,
        ),
        _shape(
            "resultScoreScales",
            rows.ResultScoreScale,
            _text("title"),
            _ref("resultSourcedId", "results", required=BOTH),
            _ref("scoreScaleSourcedId", "scoreScales", required=BOTH),
            new_in_12=True,
        ),
        _shape(
            "lineItemLearningObjectiveIds",
            rows.LineItemLearningObjective,
            *_objective("lineItemSourcedId", "lineItems"),
            new_in_12=True,
        ),
        _shape(
            "resultLearningObjectiveIds",
            rows.ResultLearningObjective,
            *_objective("resultSourcedId", "results", _column("score", "number"), _text("textScore")),
            new_in_12=True,
        ),
    )
}

# The manifest lists the files alphabetically, ignoring case.
FILES_12: tuple[str, ...] = tuple(sorted(SHAPES, key=str.lower))
FILES_11: tuple[str, ...] = tuple(name for name in FILES_12 if SHAPES[name].v11)

# The seven files of version 1.0, which had no manifest.
FILES_10 = frozenset(
    {"academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "users"}
)
