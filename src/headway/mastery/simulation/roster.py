"""Who is there: schools, learners and what equity work looks at, teachers, sections, home groups.

Both generators stand on this module, and the frozen one (`curves`) is frozen with it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts.tables import NEVER, Ints
from headway.mastery.simulation.calendar import Calendar, monday_of
from headway.mastery.simulation.district import (
    BANDS,
    HOME_LANGUAGES,
    MODALITIES,
    NOTHING,
    ORIGINS,
    HomeGroups,
    Learners,
    Memberships,
    Schools,
    Sections,
    Teachers,
)
from headway.mastery.simulation.draws import Draws
from headway.mastery.simulation.maps import CompetencyMap

ELEMENTARY, MIDDLE, HIGH = range(len(BANDS))
IN_PERSON, BLENDED = MODALITIES.index("in_person"), MODALITIES.index("blended")
AGES = 13
FIRST_AGE_OF_BAND = (0, 6, 9)
LEARNERS_IN_A_SCHOOL = (420, 600, 900)
FEWEST_SCHOOLS = (2, 1, 1)
CLASS_SIZE = 24
HOME_GROUP_SIZE = 16
SECTIONS_OF_A_TEACHER = 5
SHARE_CHOOSING_BLENDED = 0.18
SMALLEST_BLENDED = 6

# What limits access: the planted way, and the only one, in which a characteristic reaches learning.
ACCESS_WITHOUT_LIMITS = 1.07
ACCESS_COST_OF_LOW_INCOME = 0.16
ACCESS_COST_OF_OTHER_LANGUAGE = 0.10


@dataclass(frozen=True, eq=False)
class People:
    """Learners with where they were in each year, before anybody is put in a section.

    age_in, school_in: years × learners (age below 0: not at school yet). access: see Truth.
    """

    schools: Schools
    learners: Learners
    age_in: Ints
    school_in: Ints
    access: NDArray[np.float64]

    def here(self, day: int) -> NDArray[np.bool_]:
        return (self.learners.entered_on <= day) & (self.learners.left_on >= day)


@dataclass(frozen=True, eq=False)
class Roster:
    """section_of: semesters × domains × learners (NOTHING where none); group_of: years × learners."""

    teachers: Teachers
    sections: Sections
    enrolments: Memberships
    home_groups: HomeGroups
    home_memberships: Memberships
    section_of: Ints
    group_of: Ints
    selected_itself: Ints

    def rater_of(self, semester: int, domain: int) -> Ints:
        """For each learner who rates her work in a domain: the section's teacher, or else her adviser."""
        section = self.section_of[semester, domain]
        group = self.group_of[semester // 2]
        adviser = np.where(group >= 0, self.home_groups.adviser[np.maximum(group, 0)], NOTHING)
        if len(self.sections) == 0:
            return adviser
        return np.where(section >= 0, self.sections.teacher[np.maximum(section, 0)], adviser)


def people(count: int, calendar: Calendar, seed: int) -> People:
    """Learners of ages 0..12 in equal numbers; a few came in the middle of things, a few left."""
    draws = Draws(seed, "people")
    years = len(calendar.years)
    age = (np.arange(count) * AGES // count)[draws.order(count)]
    age_in = age[None, :] - np.arange(years - 1, -1, -1)[:, None]
    schools, school_in = _schools(age, age_in, draws)
    entered, left = _stay(age_in, calendar, draws)
    language = draws.choice((0.66, 0.34), count)
    spanish = language == HOME_LANGUAGES.index("es")
    origin = np.where(
        spanish,
        draws.choice((0.93, 0.01, 0.02, 0.0, 0.01, 0.03), count),
        draws.choice((0.17, 0.46, 0.15, 0.11, 0.03, 0.08), count),
    )
    low_income = draws.yes(np.where(spanish, 0.58, 0.34), count)
    access = (
        ACCESS_WITHOUT_LIMITS
        - ACCESS_COST_OF_LOW_INCOME * low_income
        - ACCESS_COST_OF_OTHER_LANGUAGE * spanish
        + draws.normal(count, 0.07)
    )
    learners = Learners(
        learner=np.arange(count),
        age=age,
        school=school_in[-1],
        entered_on=entered,
        left_on=left,
        # Five or six years old on the first day of school.
        born_on=calendar.years[-1].first_day - (age + 5) * 365 - age // 4 - draws.below(365, count),
        home_language=language,
        origin=np.minimum(origin, len(ORIGINS) - 1),
        gender=draws.choice((0.49, 0.49, 0.02), count),
        low_income=low_income.astype(np.int64),
        disability=draws.yes(0.13, count).astype(np.int64),
    )
    return People(schools, learners, age_in, school_in, np.clip(access, 0.55, 1.25))


def _schools(age: Ints, age_in: Ints, draws: Draws) -> tuple[Schools, Ints]:
    shares = (6 / AGES, 3 / AGES, 4 / AGES)
    counts = [
        max(FEWEST_SCHOOLS[band], round(len(age) * shares[band] / LEARNERS_IN_A_SCHOOL[band]))
        for band in range(len(BANDS))
    ]
    first = np.concatenate(([0], np.cumsum(counts)))
    # Neighbourhoods: everybody of one neighbourhood goes through the same schools.
    neighbourhood = draws.uniform(len(age))
    band_in = np.searchsorted(FIRST_AGE_OF_BAND, np.maximum(age_in, 0), side="right") - 1
    school_in = first[band_in] + (neighbourhood[None, :] * np.array(counts)[band_in]).astype(np.int64)
    schools = Schools(school=np.arange(int(first[-1])), band=np.repeat(np.arange(len(BANDS)), counts))
    return schools, school_in


def _stay(age_in: Ints, calendar: Calendar, draws: Draws) -> tuple[Ints, Ints]:
    """First and last day. Most enter with their first school year here; about 1 in 14 in the middle of one."""
    count = age_in.shape[1]
    begins = np.array([year.first_day for year in calendar.years])
    first_year = np.argmax(age_in >= 0, axis=0)
    entered = begins[first_year]
    moved = draws.yes(0.07, count)
    span = max(calendar.today - 42 - calendar.first_day, 7)
    later = np.array([monday_of(day) for day in (calendar.first_day + draws.below(span, count)).tolist()])
    entered = np.where(moved & (later > entered), later, entered)
    left = np.full(count, NEVER, dtype=np.int64)
    gone = draws.yes(0.015, count)
    span = max(calendar.today - begins[-1], 7)
    last = begins[-1] + draws.below(span, count)
    left[gone] = np.maximum(last, entered + 28)[gone]
    return entered, left


def roster(
    people: People,
    map_: CompetencyMap,
    calendar: Calendar,
    seed: int,
    *,
    chooses_blended: NDArray[np.float64],
) -> Roster:
    """Puts everybody into sections and home groups for every semester and year.

    chooses_blended: per learner; the largest values choose the blended mathematics section where one is offered.
    Domains of habits have no sections: advisers see those in every setting.
    """
    book = _Book(people, map_, calendar, Draws(seed, "roster"))
    taught = np.flatnonzero(~map_.is_habits).tolist()
    for year in range(len(calendar.years)):
        for school, band in zip(people.schools.school.tolist(), people.schools.band.tolist(), strict=True):
            here = np.flatnonzero((people.school_in[year] == school) & (people.age_in[year] >= 0))
            book.form_home_groups(year, school, here)
            if band == ELEMENTARY:
                book.form_self_contained(year, school, here, taught)
            else:
                book.form_by_domain(year, school, here, taught, chooses_blended, halves=band == HIGH)
    return book.close()


class _Book:
    """Collects sections and groups while they are formed."""

    def __init__(self, people: People, map_: CompetencyMap, calendar: Calendar, draws: Draws) -> None:
        self.people, self.calendar, self.draws = people, calendar, draws
        count, years = len(people.learners), len(calendar.years)
        self.section_of = np.full((2 * years, map_.domains, count), NOTHING, dtype=np.int64)
        self.group_of = np.full((years, count), NOTHING, dtype=np.int64)
        self.sections: list[tuple[int, ...]] = []
        self.section_members: list[Ints] = []
        self.groups: list[tuple[int, int]] = []
        self.group_members: list[Ints] = []
        self.pools: dict[tuple[int, int], list[int]] = {}
        self.teachers: list[tuple[int, int]] = []
        self.selected_itself: list[int] = []

    def by_age(self, year: int, here: Ints) -> Ints:
        """In order of age, shuffled within; so that neighbours in a chunk are of one age or the next."""
        return here[np.lexsort((self.draws.uniform(len(here)), self.people.age_in[year][here]))]

    def teacher(self, school: int, domain: int, place: int, sections_each: int) -> int:
        """The teacher of the `place`-th section; the pool grows when one more is needed."""
        pool = self.pools.setdefault((school, domain), [])
        while len(pool) * sections_each <= place:
            pool.append(len(self.teachers))
            self.teachers.append((school, domain))
        return pool[place // sections_each]

    def form_home_groups(self, year: int, school: int, here: Ints) -> None:
        for members in _chunks(self.by_age(year, here), HOME_GROUP_SIZE):
            self.group_of[year, members] = len(self.groups)
            self.groups.append((school, year))
            self.group_members.append(members)

    def form_self_contained(self, year: int, school: int, here: Ints, domains: list[int]) -> None:
        for place, members in enumerate(_chunks(self.by_age(year, here), CLASS_SIZE)):
            teacher = self.teacher(school, NOTHING, place, 1)
            for domain in domains:
                self.add_section(year, school, domain, members, IN_PERSON, teacher, halves=(0, 1))

    def form_by_domain(
        self,
        year: int,
        school: int,
        here: Ints,
        domains: list[int],
        chooses_blended: NDArray[np.float64],
        *,
        halves: bool,
    ) -> None:
        for terms in ((0,), (1,)) if halves else ((0, 1),):
            for domain in domains:
                rest, place = here, 0
                if domain == domains[0]:
                    chosen, rest = _those_who_choose(here, chooses_blended)
                    for members in _chunks(chosen, CLASS_SIZE):
                        teacher = self.teacher(school, domain, place, SECTIONS_OF_A_TEACHER)
                        self.selected_itself.append(len(self.sections))
                        self.add_section(year, school, domain, members, BLENDED, teacher, halves=terms)
                        place += 1
                for number, members in enumerate(_chunks(self.by_age(year, rest), CLASS_SIZE)):
                    teacher = self.teacher(school, domain, place, SECTIONS_OF_A_TEACHER)
                    # One blended section that nobody chose stands beside the one that chose itself.
                    blended = len(domains) > 1 and domain == domains[1] and number == 1
                    self.add_section(
                        year,
                        school,
                        domain,
                        members,
                        BLENDED if blended else IN_PERSON,
                        teacher,
                        halves=terms,
                    )
                    place += 1

    def add_section(
        self,
        year: int,
        school: int,
        domain: int,
        members: Ints,
        modality: int,
        teacher: int,
        *,
        halves: tuple[int, ...],
    ) -> None:
        age = int(self.people.age_in[year][members].min())
        first, last = 2 * year + halves[0], 2 * year + halves[-1]
        self.section_of[first : last + 1, domain, members] = len(self.sections)
        self.sections.append((school, domain, first, last, age, modality, teacher))
        self.section_members.append(members)

    def close(self) -> Roster:
        names = ("school", "domain", "first_semester", "last_semester", "age", "modality", "teacher")
        columns = np.array(self.sections, dtype=np.int64).reshape(-1, len(names)).T
        sections = Sections(section=np.arange(len(self.sections)), **dict(zip(names, columns, strict=True)))
        semesters = self.calendar.semesters()
        years = [(year.first_day, year.last_day) for year in self.calendar.years]
        section_spans = [
            (semesters[first][0], semesters[last][1])
            for first, last in zip(sections.first_semester, sections.last_semester, strict=True)
        ]
        group_school, group_year = np.array(self.groups, dtype=np.int64).reshape(-1, 2).T
        return Roster(
            teachers=Teachers(
                teacher=np.arange(len(self.teachers)),
                school=np.array([school for school, _ in self.teachers], dtype=np.int64),
                domain=np.array([domain for _, domain in self.teachers], dtype=np.int64),
            ),
            sections=sections,
            enrolments=self.memberships(self.section_members, section_spans),
            home_groups=HomeGroups(
                group=np.arange(len(self.groups)),
                school=group_school,
                year=group_year,
                adviser=np.array(self.advisers(), dtype=np.int64),
            ),
            home_memberships=self.memberships(self.group_members, [years[year] for _, year in self.groups]),
            section_of=self.section_of,
            group_of=self.group_of,
            selected_itself=np.array(self.selected_itself, dtype=np.int64),
        )

    def advisers(self) -> list[int]:
        """Teachers of the school in turn; the order differs from that of the sections."""
        at_school: dict[int, list[int]] = {}
        for teacher, (school, _) in enumerate(self.teachers):
            at_school.setdefault(school, []).insert(0, teacher)
        turn: dict[tuple[int, int], int] = {}
        found = []
        for school, year in self.groups:
            place = turn.get((school, year), 0)
            turn[school, year] = place + 1
            found.append(at_school[school][place % len(at_school[school])])
        return found

    def memberships(self, members: list[Ints], spans: list[tuple[int, int]]) -> Memberships:
        """From when the learner came, to when she left; those who were never there are left out."""
        sizes = [len(group) for group in members]
        group = np.repeat(np.arange(len(members)), sizes)
        learner = np.concatenate(members) if members else np.empty(0, dtype=np.int64)
        begins, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
        from_on = np.maximum(np.repeat(begins, sizes), self.people.learners.entered_on[learner])
        to_on = np.minimum(np.repeat(ends, sizes), self.people.learners.left_on[learner])
        kept = from_on <= to_on
        return Memberships(group[kept], learner[kept], from_on[kept], to_on[kept])


def _chunks(members: Ints, size: int) -> list[Ints]:
    """Nearly equal parts of about `size`; none for nobody."""
    if len(members) == 0:
        return []
    return np.array_split(members, max(1, round(len(members) / size)))


def _those_who_choose(here: Ints, wish: NDArray[np.float64]) -> tuple[Ints, Ints]:
    seats = int(len(here) * SHARE_CHOOSING_BLENDED)
    if seats < SMALLEST_BLENDED:
        return here[:0], here
    by_wish = here[np.argsort(-wish[here], kind="stable")]
    return by_wish[:seats], np.sort(by_wish[seats:])
