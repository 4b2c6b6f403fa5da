"""Organisations, sessions, courses and classes as rows."""

from __future__ import annotations

from collections.abc import Iterable

from headway.district.interop.oneroster.outgoing.selection import Outgoing, guid, identifier_for
from headway.district.people.types import (
    SectionRow,
    TermKind,
)
from headway.mastery.formats.oneroster import (
    AcademicSession,
    Class,
    Course,
    Org,
)

__all__ = ["classes", "courses", "made_courses", "orgs", "sessions"]

_SESSION = {
    TermKind.SCHOOL_YEAR: "schoolYear",
    TermKind.SEMESTER: "semester",
    TermKind.TERM: "term",
    TermKind.GRADING_PERIOD: "gradingPeriod",
}


def orgs(o: Outgoing) -> Iterable[Org]:
    for name, row in o.places.items():
        kept = o.kept("org", name)
        parent = row.parent if row.parent in o.places else None
        yield Org(
            guid(name),
            name=row.name,
            type=kept.get("type") or str(row.kind),
            identifier=row.code or None,
            parent_sourced_id=guid(parent) if parent else None,
            extra=kept.get("metadata", {}),
        )
    for name, told in o.departments.items():
        yield Org(
            guid(name),
            name=told.get("name"),
            type=told.get("type"),
            identifier=told.get("identifier"),
            parent_sourced_id=guid(told["of"]),
        )


def sessions(o: Outgoing) -> Iterable[AcademicSession]:
    for name, row in o.terms.items():
        kept = o.kept("academicSession", name)
        yield AcademicSession(
            guid(name),
            title=row.name,
            type=kept.get("type") or _SESSION[TermKind(row.kind)],
            start_date=row.starts_on,
            end_date=row.ends_on,
            parent_sourced_id=guid(row.parent) if row.parent in o.terms else None,
            school_year=row.school_year or row.ends_on.year,
            extra=kept.get("metadata", {}),
        )


def courses(o: Outgoing) -> Iterable[Course]:
    for name, row in o.courses.items():
        kept = o.kept("course", name)
        year = kept.get("schoolYear")
        subjects = kept.get("subjects") or [part.strip() for part in row.subject.split(",")]
        yield Course(
            guid(name),
            school_year_sourced_id=guid(year) if year and year in o.terms else None,
            title=row.title,
            course_code=row.code or None,
            grades=tuple(kept.get("grades", ())),
            org_sourced_id=guid(row.organisation),
            subjects=tuple(filter(None, subjects)),
            subject_codes=tuple(kept.get("subjectCodes", ())),
            extra=kept.get("metadata", {}),
        )


def classes(o: Outgoing) -> Iterable[Class]:
    for kind, rows in (("class", o.sections), ("homeGroup", o.groups)):
        for name, row in rows.items():
            kept = o.kept(kind, name)
            course = row.course if isinstance(row, SectionRow) else kept.get("course", "")
            yield Class(
                guid(name),
                title=row.title if isinstance(row, SectionRow) else row.name,
                grades=tuple(kept.get("grades", ())),
                course_sourced_id=guid(course) if course in o.courses else identifier_for("course", name),
                class_code=(row.code if isinstance(row, SectionRow) else kept.get("classCode")) or None,
                class_type="homeroom" if kind == "homeGroup" else kept.get("classType") or "scheduled",
                location=kept.get("location"),
                school_sourced_id=guid(row.school),
                term_sourced_ids=tuple(guid(term) for term in o.terms_of[name]),
                subjects=tuple(kept.get("subjects", ())),
                subject_codes=tuple(kept.get("subjectCodes", ())),
                periods=tuple(kept.get("periods", ())),
                extra=kept.get("metadata", {}),
            )


def made_courses(o: Outgoing, classes: Iterable[Class]) -> Iterable[Course]:
    """The standard wants a course for each class; where there is none, the class itself is said as one."""
    known = {guid(name) for name in o.courses}
    for row in classes:
        if row.course_sourced_id not in known:
            yield Course(row.course_sourced_id or "", title=row.title, org_sourced_id=row.school_sourced_id)
