"""Courses, classes and enrolments of a bundle -> courses, sections, home groups, and who is in them."""

from __future__ import annotations

import datetime as dt

from headway.district.interop.oneroster.gathering import Gathering, Key, place_of, told
from headway.district.interop.oneroster.meanings import NOT_STAFF
from headway.district.interop.oneroster.users import Users
from headway.district.people.types import (
    CourseRow,
    EnrolmentRow,
    HomeGroupAdviserRow,
    HomeGroupMemberRow,
    HomeGroupRow,
    SectionRow,
    StaffRow,
    TermRow,
)
from headway.mastery.formats.oneroster import Class, Enrollment

__all__ = ["gather_classes", "gather_courses", "gather_enrolments"]

LONGEST_SUBJECT = 255
_ENROLMENTS = ("enrollment", "enrollment.staff")
_BELONGING = ("homeGroup.member", "homeGroup.adviser")


def gather_courses(g: Gathering) -> None:
    table = g.bundle.table("courses")
    for row in table:
        key = ("course", row.sourced_id)
        if row.status == "tobedeleted":
            g.leave(key)
            continue
        organisation = g.place(row.org_sourced_id)
        if not organisation:
            g.cannot_read(
                "school_unknown", key, "courses", row.line, field="orgSourcedId", other=row.org_sourced_id
            )
            continue
        g.say(
            CourseRow(
                row.sourced_id,
                organisation,
                row.title or "",
                row.course_code or "",
                ", ".join(row.subjects)[:LONGEST_SUBJECT],
            ),
            ("organisation", "title", "code", "subject"),
            # A course's grades are years of school; on which level of a continuum it works is for a person to say.
            kept=told(
                schoolYear=row.school_year_sourced_id,
                grades=list(row.grades),
                subjects=list(row.subjects),
                subjectCodes=list(row.subject_codes),
                metadata=dict(row.extra),
            ),
            file="courses",
            line=row.line,
        )
    _leave_missing(g, "courses", "course")


def _leave_missing(g: Gathering, file: str, *kinds: str) -> None:
    """What a whole list that was read to its end no longer has."""
    table = g.bundle.table(file)
    if not table.says_who_left:
        return
    spared = g.spared | table.unread
    for key, _record in g.stored(*kinds):
        if key not in g.said and key[1] not in spared:
            g.leave(key)


def gather_classes(g: Gathering) -> None:
    """A scheduled class is a section; a homeroom is a home group, to which learners belong whatever they study."""
    table = g.bundle.table("classes")
    no_course: list[int] = []
    no_term: list[int] = []
    for row in table:
        here, other = ("homeGroup", "class") if row.class_type == "homeroom" else ("class", "homeGroup")
        key = (here, row.sourced_id)
        g.leave((other, row.sourced_id))
        if row.status == "tobedeleted":
            g.leave(key)
            continue
        school = g.place(row.school_sourced_id)
        if not school:
            g.cannot_read(
                "school_unknown",
                key,
                "classes",
                row.line,
                field="schoolSourcedId",
                other=row.school_sourced_id,
            )
            continue
        course = row.course_sourced_id or ""
        if course and not g.knows("course", course):
            no_course.append(row.line)
            course = ""
        terms = tuple(sorted(t for t in row.term_sourced_ids if g.knows("academicSession", t)))
        if len(terms) < len(set(row.term_sourced_ids)):
            no_term.append(row.line)
        if here == "class":
            _say_section(g, row, school, course, terms)
        else:
            _say_home_group(g, row, school, course, terms)
    _leave_missing(g, "classes", "class", "homeGroup")
    for kind, lines, field in (
        ("course_unknown", no_course, "courseSourcedId"),
        ("term_unknown", no_term, "termSourcedIds"),
    ):
        if lines:
            g.remark(kind, row=place_of("classes", lines[0]), field=field, count=len(lines), line=lines[0])


def _kept(row: Class) -> dict[str, object]:
    return told(
        grades=list(row.grades),
        location=row.location,
        subjects=list(row.subjects),
        subjectCodes=list(row.subject_codes),
        periods=list(row.periods),
        classType=row.class_type if row.class_type not in ("scheduled", "homeroom") else None,
        metadata=dict(row.extra),
    )


def _say_section(g: Gathering, row: Class, school: str, course: str, terms: tuple[str, ...]) -> None:
    g.say(
        SectionRow(row.sourced_id, school, row.title or "", course, row.class_code or "", terms=terms),
        ("school", "title", "code", *(("course",) if course else ()), *(("terms",) if terms else ())),
        kept=_kept(row),
        file="classes",
        line=row.line,
    )


def _say_home_group(g: Gathering, row: Class, school: str, course: str, terms: tuple[str, ...]) -> None:
    g.say(
        HomeGroupRow(row.sourced_id, school, row.title or ""),
        ("school", "name"),
        kept=_kept(row) | told(course=course, terms=list(terms), classCode=row.class_code),
        file="classes",
        line=row.line,
    )


def gather_enrolments(g: Gathering, users: Users) -> None:
    """Students learn in a section or belong to a home group; teachers teach the one and advise the other."""
    gathering = _Enrolments(g, users)
    for row in g.bundle.table("enrollments"):
        gathering.take(row)
    gathering.leave_missing()
    for role, count in sorted(gathering.other_roles.items()):
        g.remark("enrolment_role", row="enrollments.csv", field="role", role=role, count=count)


class _Enrolments:
    def __init__(self, g: Gathering, users: Users):
        self.g, self.users = g, users
        self.table = g.bundle.table("enrollments")
        self.other_roles: dict[str, int] = {}
        # Which belonging an enrolment row became: its own key is the group, the person and the first day.
        self.belonging: dict[str, Key] = {}
        for key, record in g.stored(*_BELONGING, active=False):
            if record.extra.get("enrollment"):
                self.belonging[record.extra["enrollment"]] = key
        self.taken: set[str] = set()

    def take(self, row: Enrollment) -> None:
        if row.status == "tobedeleted":
            self._leave(row.sourced_id)
            return
        key = ("enrollment", row.sourced_id)
        group = self._kind_of_class(row.class_sourced_id or "")
        user = row.user_sourced_id or ""
        if not group:
            self._cannot("class_unknown", key, row, "classSourcedId", row.class_sourced_id)
        elif not self.g.knows("user", user):
            self._cannot("user_unknown", key, row, "userSourcedId", user)
        elif row.role == "student":
            if not self.g.knows("learner", user):
                self._cannot("not_a_student", key, row, "role", user)
            else:
                self._learns(row, group, user)
        elif row.role == "teacher":
            held = {role.role for role in self.users.roles_of(user)}
            if held and held <= NOT_STAFF:
                self._cannot("not_staff", key, row, "role", user)
            else:
                self._teaches(row, group, user)
        else:
            self.other_roles[row.role or ""] = self.other_roles.get(row.role or "", 0) + 1

    def leave_missing(self) -> None:
        """What these rows said before in another way; and, for a whole list, what it no longer has."""
        spared = self.g.spared | self.table.unread
        whole = self.table.says_who_left
        rows = self.table.by_id
        for key, record in self.g.stored(*_ENROLMENTS, *_BELONGING):
            name = record.extra.get("enrollment", key[1])
            if key not in self.g.said and name not in spared and (whole or name in rows):
                self.g.leave(key)

    def _cannot(self, why: str, key: Key, row: Enrollment, field: str, other: str | None) -> None:
        self.g.cannot_read(why, key, "enrollments", row.line, field=field, other=other)

    def _kind_of_class(self, name: str) -> str:
        for kind in ("class", "homeGroup"):
            if (kind, name) in self.g.said:
                return kind
        for active in (True, False):
            for kind in ("class", "homeGroup"):
                record = self.g.records.get((kind, name))
                if record is not None and record.target_id is not None and record.is_active is active:
                    return kind
        return ""

    def _leave(self, name: str) -> None:
        for kind in _ENROLMENTS:
            self.g.leave((kind, name))
        if name in self.belonging:
            self.g.leave(self.belonging[name])

    def _learns(self, row: Enrollment, group: str, user: str) -> None:
        name = row.class_sourced_id or ""
        if group == "class":
            self._say(
                row,
                EnrolmentRow(row.sourced_id, name, user, row.begin_date, row.end_date),
                ("section", "learner", "from_on", "to_on"),
            )
        else:
            self._belongs(row, "homeGroup.member", name, user)

    def _teaches(self, row: Enrollment, group: str, user: str) -> None:
        name = row.class_sourced_id or ""
        if group == "class":
            self._say(
                row,
                StaffRow(row.sourced_id, name, user, bool(row.primary), row.begin_date, row.end_date),
                ("section", "person", "is_primary", "from_on", "to_on"),
            )
        else:
            self._belongs(row, "homeGroup.adviser", name, user)

    def _belongs(self, row: Enrollment, kind: str, group: str, user: str) -> None:
        """A belonging always has a first day: the row's, else the one it had, else the home group's session begins it."""
        from_on = row.begin_date or self._first_day(row.sourced_id, group)
        if row.end_date and row.end_date < from_on:
            self._cannot("period_reversed", (kind, row.sourced_id), row, "endDate", user)
            return
        if kind == "homeGroup.member":
            self._say(
                row,
                HomeGroupMemberRow(group, user, from_on, row.end_date),
                ("home_group", "learner", "from_on", "to_on"),
                enrollment=row.sourced_id,
            )
        else:
            self._say(
                row,
                HomeGroupAdviserRow(group, user, from_on, row.end_date),
                ("home_group", "person", "from_on", "to_on"),
                enrollment=row.sourced_id,
            )

    def _first_day(self, enrolment: str, group: str) -> dt.date:
        before = self.belonging.get(enrolment)
        if before is not None:
            return dt.date.fromisoformat(before[1].rpartition("|")[2])
        said = self.g.said.get(("homeGroup", group))
        days = []
        for name in said.kept.get("terms", ()) if said else ():
            term = self.g.said.get(("academicSession", name))
            if term is not None and isinstance(term.row, TermRow):
                days.append(term.row.starts_on)
        return min(days, default=self.g.today)

    def _say(self, row: Enrollment, ours: object, governs: tuple[str, ...], **memory: str) -> None:
        self.g.say(
            ours,  # type: ignore[arg-type]
            governs,
            kept=told(metadata=dict(row.extra)),
            memory=memory,
            file="enrollments",
            line=row.line,
        )
