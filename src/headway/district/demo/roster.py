"""The simulated district as rows of a roster, as any roster system would send them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from headway.district.demo.cast import Adult, Cast, Usernames
from headway.district.demo.content import Content
from headway.district.demo.showcase import PASSWORD, SIGN_INS, Chosen
from headway.district.people.types import (
    AbsenceKind,
    AbsenceRow,
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
    Role,
    RosterRow,
    SectionRow,
    StaffRow,
    TermKind,
    TermRow,
    TutorRow,
)
from headway.mastery.facts.tables import NEVER
from headway.mastery.simulation import SimulatedDistrict
from headway.mastery.simulation.district import BANDS, GENDERS, HOME_LANGUAGES, MODALITIES, ORIGINS

__all__ = ["DAYS_OFF", "DISTRICT", "Roster", "date_of", "staff_needed"]

DISTRICT = "district"
DAYS_OFF = {
    "winter_break": "Winter break",
    "spring_break": "Spring break",
    "autumn_break": "Autumn break",
    "holiday": "Holiday",
    "staff_learning": "Staff learning day",
}
EPOCH = dt.date(1970, 1, 1)
LEARNERS_OF_A_COUNSELLOR, LEARNERS_OF_A_LEADER = 200, 200
TUTORS, LEARNERS_OF_A_TUTOR = 6, 4


def date_of(day: int) -> dt.date:
    return EPOCH + dt.timedelta(days=int(day))


def staff_needed(simulated: SimulatedDistrict) -> int:
    """Adults beside the teachers: superintendent, leads, administrators, and four or more for each school."""
    return len(list(_duties(simulated)))


def _duties(simulated: SimulatedDistrict) -> Iterator[tuple[str, str, str]]:
    """(username of the showcase or "", role, organisation) of everybody who does not teach."""
    yield "superintendent", Role.LEADER, DISTRICT
    yield "curriculum", Role.CURRICULUM_LEAD, DISTRICT
    yield "", Role.CURRICULUM_LEAD, DISTRICT
    yield "admin", Role.ADMINISTRATOR, DISTRICT
    yield "", Role.ADMINISTRATOR, DISTRICT
    yield "", Role.REGISTRAR, DISTRICT
    last = len(simulated.schools) - 1
    for school in range(len(simulated.schools)):
        here = int((simulated.learners.school == school).sum())
        named = school == last
        yield "leader" if named else "", Role.LEADER, school_key(school)
        for _place in range(here // LEARNERS_OF_A_LEADER):
            yield "", Role.LEADER, school_key(school)
        yield "registrar" if named else "", Role.REGISTRAR, school_key(school)
        for place in range(1 + here // LEARNERS_OF_A_COUNSELLOR):
            yield "counselor" if named and not place else "", Role.COUNSELLOR, school_key(school)
    for place in range(TUTORS):
        yield "tutor" if not place else "", Role.TUTOR, school_key(place % len(simulated.schools))


def school_key(school: int) -> str:
    return f"school-{school}"


def learner_key(learner: int) -> str:
    return f"learner-{learner}"


def teacher_key(teacher: int) -> str:
    return f"teacher-{teacher}"


def section_key(section: int) -> str:
    return f"section-{section}"


@dataclass(frozen=True)
class Roster:
    """Rows of everything but the record of learning."""

    simulated: SimulatedDistrict
    content: Content
    cast: Cast
    chosen: Chosen

    def rows(self) -> Iterator[RosterRow]:
        yield from self.places()
        yield from self.terms()
        yield from self.people()
        yield from self.sections()
        yield from self.home_groups()
        yield from self.tutors()
        yield from self.characteristics()
        yield from self.absences()

    # -- places and times --------------------------------------------------------------------------------

    def places(self) -> Iterator[RosterRow]:
        places = self.content.places
        yield OrganisationRow(DISTRICT, OrganisationKind.DISTRICT, places["district"], places["code"])
        seen = dict.fromkeys(BANDS, 0)
        for school, band in enumerate(self.simulated.schools.band.tolist()):
            names, number = places[BANDS[band]], seen[BANDS[band]]
            seen[BANDS[band]] += 1
            # More schools than names: the second round says so.
            name = names[number % len(names)] + (" II" if number >= len(names) else "")
            code = f"{places['code']}-{BANDS[band][0].upper()}{number + 1}"
            yield OrganisationRow(school_key(school), OrganisationKind.SCHOOL, name, code, parent=DISTRICT)

    def terms(self) -> Iterator[RosterRow]:
        semesters = self.simulated.calendar.semesters()
        for number, year in enumerate(self.simulated.calendar.years):
            name = f"{year.ends_in - 1}-{year.ends_in}"
            yield TermRow(
                f"year-{number}", name, date_of(year.first_day), date_of(year.last_day),
                kind=TermKind.SCHOOL_YEAR, organisation=DISTRICT, school_year=year.ends_in,
            )  # fmt: skip
            for half in (0, 1):
                first, last = semesters[2 * number + half]
                yield TermRow(
                    f"semester-{2 * number + half}", f"{name}, {('first', 'second')[half]} half",
                    date_of(first), date_of(last), kind=TermKind.SEMESTER, organisation=DISTRICT,
                    parent=f"year-{number}", school_year=year.ends_in,
                )  # fmt: skip

    def days_off(self) -> list[tuple[dt.date, str]]:
        return [(date_of(day), DAYS_OFF[why]) for day, why in self.simulated.calendar.days_off]

    # -- people ------------------------------------------------------------------------------------------

    def people(self) -> Iterator[RosterRow]:
        usernames = Usernames({account.username for account in SIGN_INS})
        yield from self._learners(usernames)
        yield from self._guardians(usernames)
        begins = date_of(self.simulated.calendar.first_day)
        for number, (adult, school) in enumerate(
            zip(self.cast.teachers, self.simulated.teachers.school.tolist(), strict=True)
        ):
            key = teacher_key(number)
            named = {self.chosen.teacher: "teacher", self.chosen.adviser: "adviser"}.get(number)
            yield _person(key, adult, named or usernames.of(adult.given, adult.family_name))
            yield DutyRow(key, Role.TEACHER, school_key(school), from_on=begins)
        for number, (adult, (named, role, place)) in enumerate(
            zip(self.cast.staff, _duties(self.simulated), strict=True)
        ):
            key = f"staff-{number}"
            yield _person(key, adult, named or usernames.of(adult.given, adult.family_name))
            yield DutyRow(key, role, place, from_on=begins)

    def _learners(self, usernames: Usernames) -> Iterator[RosterRow]:
        who = self.simulated.learners
        columns = zip(
            self.cast.children, who.school.tolist(), who.born_on.tolist(), who.entered_on.tolist(),
            who.left_on.tolist(), strict=True,
        )  # fmt: skip
        for number, (child, school, born, entered, left) in enumerate(columns):
            key = learner_key(number)
            username = usernames.of(child.given, child.family_name)
            if number == self.chosen.learner:
                username = "student"
            yield PersonRow(
                key, child.given, child.family_name, language=child.language, username=username,
                password=PASSWORD,
            )  # fmt: skip
            yield LearnerRow(
                key,
                school=school_key(school),
                local_identifier=f"{self.content.places['code']}{number + 1:06d}",
                birth_on=date_of(born),
                entered_on=date_of(entered),
                left_on=None if left == NEVER else date_of(left),
            )

    def _guardians(self, usernames: Usernames) -> Iterator[RosterRow]:
        children: dict[int, list[int]] = {}
        for number, child in enumerate(self.cast.children):
            children.setdefault(child.family, []).append(number)
        named = {self.chosen.spanish_family: "familia", self.chosen.family: "family"}
        for number, adult in enumerate(self.cast.guardians):
            key = f"guardian-{number}"
            username = usernames.of(adult.given, adult.family_name)
            showcase = named.get(adult.family)
            if showcase and (showcase == "family" or adult.language == "es"):
                username = named.pop(adult.family)
                if username == "family":
                    adult = _reading_english(adult)
            yield _person(key, adult, username)
            for number_of_child in children[adult.family]:
                yield GuardianRow(
                    key, learner_key(number_of_child), relation=adult.relation, may_see=adult.may_see
                )

    def characteristics(self) -> Iterator[RosterRow]:
        """What equity work looks at. No rule, level or page about one learner reads it."""
        who = self.simulated.learners
        values = (
            ("home_language", [HOME_LANGUAGES[one] for one in who.home_language.tolist()]),
            ("race_ethnicity", [ORIGINS[one] for one in who.origin.tolist()]),
            ("gender", [GENDERS[one] for one in who.gender.tolist()]),
            ("income", [("not_low", "low")[one] for one in who.low_income.tolist()]),
            ("disability", [("no", "yes")[one] for one in who.disability.tolist()]),
        )
        for kind, column in values:
            for learner, (value, entered) in enumerate(zip(column, who.entered_on.tolist(), strict=True)):
                yield CharacteristicRow(learner_key(learner), kind, value, from_on=date_of(entered))

    def absences(self) -> Iterator[RosterRow]:
        away = self.simulated.absences
        kinds = (AbsenceKind.UNEXCUSED, AbsenceKind.EXCUSED)
        for learner, day, excused in zip(
            away.learner.tolist(), away.day.tolist(), away.excused.tolist(), strict=True
        ):
            yield AbsenceRow(learner_key(learner), date_of(day), kind=kinds[excused])

    # -- sections and groups -----------------------------------------------------------------------------

    def sections(self) -> Iterator[RosterRow]:
        yield from self._courses()
        sections, current = self.simulated.sections, int(self.simulated.calendar.semester_of_weeks()[-1])
        semesters = self.simulated.calendar.semesters()
        bands = self.simulated.schools.band
        numbers: dict[tuple[int, int, int], int] = {}
        is_current = []
        rows = zip(*(getattr(sections, name).tolist() for name in sections.COLUMNS), strict=True)
        for section, school, domain, first, last, _age, modality, teacher in rows:
            numbers[school, domain, first] = number = numbers.get((school, domain, first), 0) + 1
            is_current.append(first <= current <= last)
            name = self.content.domains[domain]["name"]["en"]
            blended = f" ({MODALITIES[modality]})" if modality else ""
            yield SectionRow(
                section_key(section),
                school=school_key(school),
                title=f"{name} · {self._group_words(bands[school], number)}{blended}",
                course=course_key(int(bands[school]), domain),
                code=f"{self.content.domains[domain]['code']}-{number}",
                modality=MODALITIES[modality],
                terms=tuple(f"semester-{semester}" for semester in range(first, last + 1)),
                is_active=is_current[-1],
            )
            yield StaffRow(
                f"{section_key(section)}-teacher",
                section=section_key(section),
                person=teacher_key(teacher),
                is_primary=True,
                from_on=date_of(semesters[first][0]),
                to_on=date_of(semesters[last][1]),
                is_active=is_current[-1],
            )
        members = self.simulated.enrolments
        rows = zip(*(getattr(members, name).tolist() for name in members.COLUMNS), strict=True)
        for section, learner, from_on, to_on in rows:
            yield EnrolmentRow(
                f"{section}-{learner}",
                section=section_key(section),
                learner=learner_key(learner),
                from_on=date_of(from_on),
                to_on=date_of(to_on),
                is_active=is_current[section],
            )

    def _group_words(self, band: int, number: int) -> str:
        """Elementary rooms have names, blocks of the other schools have numbers."""
        names = self.content.places["home_groups"]
        return f"Room {names[number % len(names)]}" if BANDS[band] == "elementary" else f"Block {number}"

    def _courses(self) -> Iterator[RosterRow]:
        for band, band_name in enumerate(BANDS):
            for place, domain in enumerate(self.content.domains):
                yield CourseRow(
                    course_key(band, place),
                    organisation=DISTRICT,
                    title=f"{domain['name']['en']}, {band_name} school",
                    code=f"{domain['code']}-{band_name[0].upper()}",
                    subject=domain["name"]["en"],
                    domain_code=domain["code"],
                )

    def home_groups(self) -> Iterator[RosterRow]:
        groups, names = self.simulated.home_groups, self.content.places["home_groups"]
        years = self.simulated.calendar.years
        numbers: dict[tuple[int, int], int] = {}
        rows = zip(*(getattr(groups, name).tolist() for name in groups.COLUMNS), strict=True)
        for group, school, year, adviser in rows:
            numbers[school, year] = number = numbers.get((school, year), -1) + 1
            key = f"group-{group}"
            yield HomeGroupRow(
                key,
                school=school_key(school),
                name=names[(number * 7 + school) % len(names)],
                is_active=year == len(years) - 1,
            )
            yield HomeGroupAdviserRow(
                key, teacher_key(adviser), date_of(years[year].first_day), date_of(years[year].last_day)
            )
        members = self.simulated.home_memberships
        rows = zip(*(getattr(members, name).tolist() for name in members.COLUMNS), strict=True)
        for group, learner, from_on, to_on in rows:
            yield HomeGroupMemberRow(f"group-{group}", learner_key(learner), date_of(from_on), date_of(to_on))

    def tutors(self) -> Iterator[RosterRow]:
        first = next(
            number
            for number, (_named, role, _place) in enumerate(_duties(self.simulated))
            if role == Role.TUTOR
        )
        since = date_of(self.simulated.calendar.years[-1].first_day + 14)
        for place, learner in enumerate(self.chosen.tutored[: TUTORS * LEARNERS_OF_A_TUTOR]):
            tutor = first + place % TUTORS
            entered = date_of(self.simulated.learners.entered_on[learner])
            yield TutorRow(f"staff-{tutor}", learner_key(learner), max(since, entered))


def course_key(band: int, domain: int) -> str:
    return f"course-{band}-{domain}"


def _person(key: str, adult: Adult, username: str) -> PersonRow:
    return PersonRow(
        key, adult.given, adult.family_name, language=adult.language, username=username, password=PASSWORD
    )


def _reading_english(adult: Adult) -> Adult:
    return Adult(adult.given, adult.family_name, "en", adult.family, adult.relation, True)
