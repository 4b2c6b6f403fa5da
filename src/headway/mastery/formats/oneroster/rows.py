"""One row of each OneRoster file, as both versions of the standard can say it.

Every row type carries the columns of version 1.1 and of version 1.2 together, so that a reader of rows never asks which
version the file was. What a file did not say is None (or an empty tuple for a list), never an empty string.

Three fields are the same everywhere:
`line`   the line of the file on which the row begins; the header is line 1. 0 for rows that were not read from a file.
`extra`  the cells of `metadata.*` columns and of columns that the standard does not know, by column name.
`status` 'active', 'tobedeleted', or None when the file is silent (a bulk file should be).

Passwords are not here on purpose: a roster has no business carrying them, and what is not read cannot leak.

Source: OneRoster 1.2 CSV binding, section 3; OneRoster 1.1 CSV tables for the columns that 1.2 dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

NOTHING_EXTRA: Mapping[str, str] = MappingProxyType({})

# Pairs as {LDAP:jdoe} or {A+:100}: the kind or label first, then the value.
Pairs = tuple[tuple[str, str], ...]


class AcademicSession(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    type: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    parent_sourced_id: str | None = None
    school_year: int | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Category(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    weight: float | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Class(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    grades: tuple[str, ...] = ()
    course_sourced_id: str | None = None
    class_code: str | None = None
    class_type: str | None = None
    location: str | None = None
    school_sourced_id: str | None = None
    term_sourced_ids: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class ClassResource(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    class_sourced_id: str | None = None
    resource_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class CourseResource(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    course_sourced_id: str | None = None
    resource_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Course(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    school_year_sourced_id: str | None = None
    title: str | None = None
    course_code: str | None = None
    grades: tuple[str, ...] = ()
    org_sourced_id: str | None = None
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Demographics(NamedTuple):
    """`sourced_id` is the sourcedId of the user who is described."""

    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    birth_date: date | None = None
    sex: str | None = None
    american_indian_or_alaska_native: bool | None = None
    asian: bool | None = None
    black_or_african_american: bool | None = None
    native_hawaiian_or_other_pacific_islander: bool | None = None
    white: bool | None = None
    demographic_race_two_or_more_races: bool | None = None
    hispanic_or_latino_ethnicity: bool | None = None
    country_of_birth_code: str | None = None
    state_of_birth_abbreviation: str | None = None
    city_of_birth: str | None = None
    public_school_residence_status: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Enrollment(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    class_sourced_id: str | None = None
    school_sourced_id: str | None = None
    user_sourced_id: str | None = None
    role: str | None = None
    primary: bool | None = None
    begin_date: date | None = None
    end_date: date | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class LineItemLearningObjective(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    line_item_sourced_id: str | None = None
    source: str | None = None
    learning_objective_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class LineItem(NamedTuple):
    """`academic_session_sourced_id` is called gradingPeriodSourcedId in version 1.1."""

    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    description: str | None = None
    assign_date: date | None = None
    due_date: date | None = None
    class_sourced_id: str | None = None
    category_sourced_id: str | None = None
    academic_session_sourced_id: str | None = None
    result_value_min: float | None = None
    result_value_max: float | None = None
    school_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class LineItemScoreScale(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    line_item_sourced_id: str | None = None
    score_scale_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Org(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    name: str | None = None
    type: str | None = None
    identifier: str | None = None
    parent_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Resource(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    vendor_resource_id: str | None = None
    title: str | None = None
    roles: tuple[str, ...] = ()
    importance: str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class ResultLearningObjective(NamedTuple):
    """`learning_objective_id` is a bare lower-case UUID when `source` is 'case'."""

    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    result_sourced_id: str | None = None
    source: str | None = None
    learning_objective_id: str | None = None
    score: float | None = None
    text_score: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Result(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    line_item_sourced_id: str | None = None
    student_sourced_id: str | None = None
    score_status: str | None = None
    score: float | None = None
    score_date: date | None = None
    comment: str | None = None
    text_score: str | None = None
    class_sourced_id: str | None = None
    in_progress: bool | None = None
    incomplete: bool | None = None
    late: bool | None = None
    missing: bool | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class ResultScoreScale(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    result_sourced_id: str | None = None
    score_scale_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class Role(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    user_sourced_id: str | None = None
    role_type: str | None = None
    role: str | None = None
    begin_date: date | None = None
    end_date: date | None = None
    org_sourced_id: str | None = None
    user_profile_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class ScoreScale(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    title: str | None = None
    type: str | None = None
    org_sourced_id: str | None = None
    course_sourced_id: str | None = None
    class_sourced_id: str | None = None
    score_scale_value: Pairs = ()
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class UserProfile(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    user_sourced_id: str | None = None
    profile_type: str | None = None
    vendor_id: str | None = None
    application_id: str | None = None
    description: str | None = None
    credential_type: str | None = None
    username: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class UserResource(NamedTuple):
    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    user_sourced_id: str | None = None
    org_sourced_id: str | None = None
    class_sourced_id: str | None = None
    resource_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


class User(NamedTuple):
    """`org_sourced_ids` and `role` come from version 1.1; version 1.2 says the same in roles.csv (see `Person`)."""

    sourced_id: str
    status: str | None = None
    date_last_modified: datetime | None = None
    enabled_user: bool | None = None
    org_sourced_ids: tuple[str, ...] = ()
    role: str | None = None
    username: str | None = None
    user_ids: Pairs = ()
    given_name: str | None = None
    family_name: str | None = None
    middle_name: str | None = None
    identifier: str | None = None
    email: str | None = None
    sms: str | None = None
    phone: str | None = None
    agent_sourced_ids: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    user_master_identifier: str | None = None
    resource_sourced_ids: tuple[str, ...] = ()
    preferred_given_name: str | None = None
    preferred_middle_name: str | None = None
    preferred_family_name: str | None = None
    primary_org_sourced_id: str | None = None
    pronouns: str | None = None
    line: int = 0
    extra: Mapping[str, str] = NOTHING_EXTRA


Row = (
    AcademicSession
    | Category
    | Class
    | ClassResource
    | CourseResource
    | Course
    | Demographics
    | Enrollment
    | LineItemLearningObjective
    | LineItem
    | LineItemScoreScale
    | Org
    | Resource
    | ResultLearningObjective
    | Result
    | ResultScoreScale
    | Role
    | ScoreScale
    | UserProfile
    | UserResource
    | User
)
