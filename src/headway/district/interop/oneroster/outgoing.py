"""Our roster as rows of OneRoster 1.2: who is here now, called as a source calls them, or by our UUIDs.

What a source once told us and Headway does not use goes out again beside the row. Who has left stays at home, and so do
family links that are not allowed to see: another system would open what is closed here.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from headway.district.interop.oneroster.meanings import DUTIES, GUARDIANS, RACES, ROLES_OUT
from headway.district.people import api as people
from headway.district.people.types import (
    CharacteristicRow,
    CourseRow,
    DutyRow,
    EnrolmentRow,
    GuardianRow,
    HomeGroupAdviserRow,
    HomeGroupMemberRow,
    HomeGroupRow,
    LearnerRow,
    OrganisationKind,
    OrganisationRow,
    PersonRow,
    SectionRow,
    StaffRow,
    TermKind,
    TermRow,
)
from headway.mastery.formats.oneroster import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    Org,
    Role,
    User,
    UserProfile,
)

__all__ = ["Outgoing", "guid", "identifier_for"]

# Identifiers of rows that OneRoster needs and Headway does not have are made from what they are about.
NAMESPACE = uuid.UUID("0b7c2f2e-6a9d-5c0e-9d0b-4f6f2a1de5a1")
_GUID = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")
_SESSION = {
    TermKind.SCHOOL_YEAR: "schoolYear",
    TermKind.SEMESTER: "semester",
    TermKind.TERM: "term",
    TermKind.GRADING_PERIOD: "gradingPeriod",
}
_ROLES_12 = frozenset(
    {
        "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
        "siteAdministrator", "student", "systemAdministrator", "teacher",
    }
)  # fmt: skip


def identifier_for(*parts: str) -> str:
    """The same parts, the same identifier, in every export."""
    return str(uuid.uuid5(NAMESPACE, "|".join(parts)))


def guid(name: str) -> str:
    """The name, where the standard allows it as an identifier; else one that is made from it."""
    return name if not name or _GUID.fullmatch(name) else identifier_for(name)


class Outgoing:
    """The tables of a roster. `organisation` names the topmost place that goes out; blank: everything."""

    def __init__(self, source: str, organisation: str, today: dt.date, *, with_demographics: bool):
        self.today, self.with_demographics = today, with_demographics
        self.records = people.source_records(source) if source else {}
        self.rows: dict[type, list[Any]] = defaultdict(list)
        for row in people.read_roster(source, with_characteristics=with_demographics):
            self.rows[type(row)].append(row)
        self.left_out: dict[str, int] = defaultdict(int)
        self._places(organisation)
        self._people()
        self._teaching()

    def tables(self) -> dict[str, tuple[Any, ...]]:
        tables: dict[str, Iterable[Any]] = {
            "orgs": self._orgs(),
            "academicSessions": self._sessions(),
            "classes": (classes := list(self._classes())),
            "courses": [*self._courses(), *self._made_courses(classes)],
            "users": self._users(),
            "roles": self._roles(),
            "userProfiles": self._profiles(),
            "enrollments": self._enrolments(),
            "demographics": self._demographics() if self.with_demographics else (),
        }
        return {name: tuple(rows) for name, rows in tables.items()}

    # -- what goes out --

    def _places(self, organisation: str) -> None:
        active = {row.sourced_id: row for row in self.rows[OrganisationRow] if row.is_active}
        self.inside = {name for name in active if not organisation or organisation in _up(active, name)}
        around = {name for inner in self.inside for name in _up(active, inner)}
        self.places = {name: row for name, row in active.items() if name in around}
        self.terms = {
            row.sourced_id: row
            for row in self.rows[TermRow]
            if row.is_active and (not row.organisation or row.organisation in self.places)
        }
        self.departments = {
            name: record.extra
            for (kind, name), record in self.records.items()
            if kind == "department" and record.is_active and record.extra.get("of") in self.places
        }

    def _people(self) -> None:
        persons = {row.sourced_id: row for row in self.rows[PersonRow] if row.is_active}
        self.sections = {
            row.sourced_id: row
            for row in self.rows[SectionRow]
            if row.is_active and row.school in self.inside
        }
        self.groups = {
            row.sourced_id: row
            for row in self.rows[HomeGroupRow]
            if row.is_active and row.school in self.inside
        }
        everywhere = len(self.inside) == len(self.places)
        self.learners = {
            row.sourced_id: row
            for row in self.rows[LearnerRow]
            if row.sourced_id in persons
            and (row.left_on is None or row.left_on >= self.today)
            and (row.school in self.inside or (everywhere and not row.school))
        }
        self.enrolments = [
            row
            for row in self.rows[EnrolmentRow]
            if row.is_active and row.section in self.sections and row.learner in self.learners
        ]
        self.staff = [
            row
            for row in self.rows[StaffRow]
            if row.is_active and row.section in self.sections and row.person in persons
        ]
        self.members = [
            row
            for row in self.rows[HomeGroupMemberRow]
            if row.home_group in self.groups and row.learner in self.learners and self._belongs(row)
        ]
        self.advisers = [
            row
            for row in self.rows[HomeGroupAdviserRow]
            if row.home_group in self.groups and row.person in persons and self._belongs(row)
        ]
        self.duties = [
            row
            for row in self.rows[DutyRow]
            if row.is_active and row.organisation in self.inside and row.person in persons
        ]
        self.families = [
            row
            for row in self.rows[GuardianRow]
            if row.is_active and row.may_see and row.learner in self.learners and row.guardian in persons
        ]
        going = (
            self.learners.keys()
            | {row.person for row in (*self.staff, *self.advisers, *self.duties)}
            | {row.guardian for row in self.families}
        )
        self.persons = {name: row for name, row in persons.items() if name in going}

    def _belongs(self, row: HomeGroupMemberRow | HomeGroupAdviserRow) -> bool:
        record = self.records.get((row.RECORD_KIND, row.sourced_id))
        if record is not None:
            return record.is_active
        return row.to_on is None or row.to_on >= self.today

    def _teaching(self) -> None:
        """The classes that can go out: the standard wants a session for each."""
        self.terms_of: dict[str, tuple[str, ...]] = {}
        for kind, rows in (("class", self.sections), ("homeGroup", self.groups)):
            for name, row in list(rows.items()):
                told = row.terms if isinstance(row, SectionRow) else self._kept(kind, name).get("terms", ())
                terms = tuple(term for term in told if term in self.terms) or self._year_of(row.school)
                if terms:
                    self.terms_of[name] = terms
                else:
                    del rows[name]
                    self.left_out["classes without a session"] += 1
        self.courses = {
            row.sourced_id: row
            for row in self.rows[CourseRow]
            if row.is_active and row.organisation in self.places
        }

    def _year_of(self, school: str) -> tuple[str, ...]:
        """The session that holds today, the longest first; else the latest."""
        line = _up(self.places, school)
        mine = [row for row in self.terms.values() if not row.organisation or row.organisation in line]
        if not mine:
            return ()
        best = max(
            mine,
            key=lambda row: (
                row.starts_on <= self.today <= row.ends_on,
                row.kind == TermKind.SCHOOL_YEAR,
                row.ends_on,
            ),
        )
        return (best.sourced_id,)

    def _kept(self, kind: str, name: str) -> Mapping[str, Any]:
        record = self.records.get((kind, name))
        return record.extra.get("kept", {}) if record else {}

    # -- rows --

    def _orgs(self) -> Iterable[Org]:
        for name, row in self.places.items():
            kept = self._kept("org", name)
            parent = row.parent if row.parent in self.places else None
            yield Org(
                guid(name),
                name=row.name,
                type=kept.get("type") or str(row.kind),
                identifier=row.code or None,
                parent_sourced_id=guid(parent) if parent else None,
                extra=kept.get("metadata", {}),
            )
        for name, told in self.departments.items():
            yield Org(
                guid(name),
                name=told.get("name"),
                type=told.get("type"),
                identifier=told.get("identifier"),
                parent_sourced_id=guid(told["of"]),
            )

    def _sessions(self) -> Iterable[AcademicSession]:
        for name, row in self.terms.items():
            kept = self._kept("academicSession", name)
            yield AcademicSession(
                guid(name),
                title=row.name,
                type=kept.get("type") or _SESSION[TermKind(row.kind)],
                start_date=row.starts_on,
                end_date=row.ends_on,
                parent_sourced_id=guid(row.parent) if row.parent in self.terms else None,
                school_year=row.school_year or row.ends_on.year,
                extra=kept.get("metadata", {}),
            )

    def _courses(self) -> Iterable[Course]:
        for name, row in self.courses.items():
            kept = self._kept("course", name)
            year = kept.get("schoolYear")
            subjects = kept.get("subjects") or [part.strip() for part in row.subject.split(",")]
            yield Course(
                guid(name),
                school_year_sourced_id=guid(year) if year in self.terms else None,
                title=row.title,
                course_code=row.code or None,
                grades=tuple(kept.get("grades", ())),
                org_sourced_id=guid(row.organisation),
                subjects=tuple(filter(None, subjects)),
                subject_codes=tuple(kept.get("subjectCodes", ())),
                extra=kept.get("metadata", {}),
            )

    def _classes(self) -> Iterable[Class]:
        for kind, rows in (("class", self.sections), ("homeGroup", self.groups)):
            for name, row in rows.items():
                kept = self._kept(kind, name)
                course = row.course if isinstance(row, SectionRow) else kept.get("course", "")
                yield Class(
                    guid(name),
                    title=row.title if isinstance(row, SectionRow) else row.name,
                    grades=tuple(kept.get("grades", ())),
                    course_sourced_id=guid(course)
                    if course in self.courses
                    else identifier_for("course", name),
                    class_code=(row.code if isinstance(row, SectionRow) else kept.get("classCode")) or None,
                    class_type="homeroom" if kind == "homeGroup" else kept.get("classType") or "scheduled",
                    location=kept.get("location"),
                    school_sourced_id=guid(row.school),
                    term_sourced_ids=tuple(guid(term) for term in self.terms_of[name]),
                    subjects=tuple(kept.get("subjects", ())),
                    subject_codes=tuple(kept.get("subjectCodes", ())),
                    periods=tuple(kept.get("periods", ())),
                    extra=kept.get("metadata", {}),
                )

    def _made_courses(self, classes: list[Class]) -> Iterable[Course]:
        """The standard wants a course for each class; where there is none, the class itself is said as one."""
        known = {guid(name) for name in self.courses}
        for row in classes:
            if row.course_sourced_id not in known:
                yield Course(
                    row.course_sourced_id or "", title=row.title, org_sourced_id=row.school_sourced_id
                )

    def _users(self) -> Iterable[User]:
        agents: dict[str, list[str]] = defaultdict(list)
        for link in self.families:
            agents[link.learner].append(guid(link.guardian))
            agents[link.guardian].append(guid(link.learner))
        for name, row in self.persons.items():
            kept = self._kept("user", name)
            primary = kept.get("primaryOrg")
            learner = self.learners.get(name)
            yield User(
                guid(name),
                enabled_user=kept.get("enabledUser", True),
                username=kept.get("username") or row.username or guid(name),
                user_ids=tuple((str(kind), str(value)) for kind, value in kept.get("userIds", ())),
                given_name=row.given_name or row.family_name,
                family_name=row.family_name or row.given_name,
                middle_name=kept.get("middleName"),
                identifier=(learner.local_identifier if learner else "") or kept.get("identifier"),
                email=row.email or None,
                sms=kept.get("sms"),
                phone=kept.get("phone"),
                agent_sourced_ids=tuple(agents[name]),
                grades=tuple(kept.get("grades", ())),
                user_master_identifier=kept.get("userMasterIdentifier"),
                preferred_given_name=row.preferred_name or None,
                preferred_middle_name=kept.get("preferredMiddleName"),
                preferred_family_name=kept.get("preferredFamilyName"),
                primary_org_sourced_id=guid(primary) if primary in self._known_orgs else None,
                pronouns=kept.get("pronouns"),
                extra=kept.get("metadata", {}),
            )

    @cached_property
    def _known_orgs(self) -> frozenset[str]:
        return frozenset(self.places.keys() | self.departments.keys())

    def _roles(self) -> Iterable[Role]:
        ours: dict[str, dict[tuple[str, str], DutyRow | None]] = defaultdict(dict)
        for duty in self.duties:
            at_school = self.places[duty.organisation].kind == OrganisationKind.SCHOOL
            word = ROLES_OUT[duty.role][0 if at_school else 1]  # type: ignore[index]
            ours[duty.person][word, duty.organisation] = duty
        for row in self.staff:
            # Who teaches a class goes out as a teacher of its school, whatever other duties she has.
            if not any(word == "teacher" for word, _place in ours[row.person]):
                ours[row.person]["teacher", self.sections[row.section].school] = None
        for name, learner in self.learners.items():
            school = learner.school or self._top
            if school:
                ours[name]["student", school] = None
        for link in self.families:
            school = self.learners[link.learner].school or self._top
            if school and not any(word in GUARDIANS for word, _place in ours[link.guardian]):
                ours[link.guardian][_word_of(link.relation), school] = None
        for name in self.persons:
            yield from self._roles_of(name, ours[name])

    @cached_property
    def _top(self) -> str:
        return next((name for name, row in self.places.items() if row.parent not in self.places), "")

    def _roles_of(self, name: str, ours: dict[tuple[str, str], DutyRow | None]) -> Iterable[Role]:
        """As the source said them, where they still hold; then those that it never said."""
        record = self.records.get(("user", name))
        primaries: set[str] = set()
        covered: set[tuple[str, str]] = set()
        for rid, word, org, is_primary, begins, ends in record.extra.get("roles", ()) if record else ():
            place = self.departments.get(org, {}).get("of", org)
            meaning = self._meaning(word, place, ours)
            if org not in self._known_orgs or meaning is None:
                continue
            covered.add(meaning)
            primaries |= {org} if is_primary else set()
            yield Role(
                guid(rid) or identifier_for("role", name, word, org),
                user_sourced_id=guid(name),
                role_type="primary" if is_primary else "secondary",
                role=self._in_12(word, place),
                begin_date=dt.date.fromisoformat(begins) if begins else None,
                end_date=dt.date.fromisoformat(ends) if ends else None,
                org_sourced_id=guid(org),
            )
        for (word, org), duty in ours.items():
            if (word, org) in covered or (word in GUARDIANS and any(w in GUARDIANS for w, _o in covered)):
                continue
            yield Role(
                identifier_for("role", name, word, org),
                user_sourced_id=guid(name),
                role_type="secondary" if org in primaries else "primary",
                role=word,
                begin_date=duty.from_on if duty else None,
                end_date=duty.to_on if duty else None,
                org_sourced_id=guid(org),
            )
            primaries.add(org)

    def _meaning(
        self, word: str, place: str, ours: Mapping[tuple[str, str], DutyRow | None]
    ) -> tuple[str, str] | None:
        """Which role of ours this role of the source is; None where it no longer holds."""
        if word in GUARDIANS:
            return next((held for held in ours if held[0] in GUARDIANS), None)
        if word not in DUTIES:
            # A student, or a role that Headway has no duty for.
            return (word, place) if word != "student" or (word, place) in ours else None
        held = [
            pair for pair, duty in ours.items() if duty and duty.role == DUTIES[word] and pair[1] == place
        ]
        return held[0] if held else None

    def _in_12(self, word: str, place: str) -> str:
        if word in _ROLES_12 or word.startswith("ext:"):
            return word
        row = self.places.get(place)
        return "siteAdministrator" if row and row.kind == OrganisationKind.SCHOOL else "districtAdministrator"

    def _profiles(self) -> Iterable[UserProfile]:
        needed = {"sourcedId", "profileType", "vendorId", "credentialType", "username"}
        for name in self.persons:
            for profile in self._kept("user", name).get("profiles", ()):
                if needed <= profile.keys():
                    yield UserProfile(
                        guid(profile["sourcedId"]),
                        user_sourced_id=guid(name),
                        profile_type=profile["profileType"],
                        vendor_id=profile["vendorId"],
                        application_id=profile.get("applicationId"),
                        description=profile.get("description"),
                        credential_type=profile["credentialType"],
                        username=profile["username"],
                    )

    def _enrolments(self) -> Iterable[Enrollment]:
        for row in self.enrolments:
            if row.section in self.sections:
                yield self._enrolment(row.sourced_id, row, row.section, row.learner, "student")
        for row in self.staff:
            if row.section in self.sections:
                yield self._enrolment(row.sourced_id, row, row.section, row.person, "teacher", row.is_primary)
        for row in self.members:
            if row.home_group in self.groups:
                yield self._enrolment(self._belonging(row), row, row.home_group, row.learner, "student")
        for row in self.advisers:
            if row.home_group in self.groups:
                yield self._enrolment(self._belonging(row), row, row.home_group, row.person, "teacher", True)

    def _belonging(self, row: HomeGroupMemberRow | HomeGroupAdviserRow) -> str:
        record = self.records.get((row.RECORD_KIND, row.sourced_id))
        return (record.extra.get("enrollment") if record else "") or identifier_for(
            row.RECORD_KIND, row.sourced_id
        )

    def _enrolment(
        self, name: str, row: Any, group: str, person: str, role: str, is_primary: bool = False
    ) -> Enrollment:
        section = self.sections.get(group) or self.groups[group]
        return Enrollment(
            guid(name),
            class_sourced_id=guid(group),
            school_sourced_id=guid(section.school),
            user_sourced_id=guid(person),
            role=role,
            primary=is_primary,
            begin_date=row.from_on,
            end_date=row.to_on,
            extra=self._kept(row.RECORD_KIND, row.sourced_id).get("metadata", {}),
        )

    def _demographics(self) -> Iterable[Demographics]:
        traits: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.rows[CharacteristicRow]:
            if row.to_on is None:
                traits[row.learner][row.kind] = row.value
        columns = {ours: column for column, ours in RACES.items()}
        for name, learner in self.learners.items():
            gender, race = traits[name].get("gender"), traits[name].get("race_ethnicity")
            if not (learner.birth_on or gender or race):
                continue
            known = gender in (None, "male", "female", "other", "unspecified")
            yield Demographics(
                guid(name),
                birth_date=learner.birth_on,
                sex=gender if known else f"ext:{gender}",
                hispanic_or_latino_ethnicity=race == "hispanic_or_latino" if race else None,
                demographic_race_two_or_more_races=race == "multiracial" if race else None,
                **{columns[race]: True} if race in columns else {},  # type: ignore[arg-type]
            )


def _up(places: Mapping[str, OrganisationRow], name: str) -> tuple[str, ...]:
    """The place and everything above it, nearest first."""
    line: list[str] = []
    while name in places and name not in line:
        line.append(name)
        name = places[name].parent
    return tuple(line)


def _word_of(relation: str) -> str:
    return next((word for word, ours in GUARDIANS.items() if ours == relation), "guardian")
