"""The accounts to sign in with: one for each role, chosen so that every screen has something to show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headway.district.demo.cast import Cast
from headway.mastery.facts.tables import NEVER
from headway.mastery.proficiency import Rule, propose_many
from headway.mastery.simulation import SimulatedDistrict

__all__ = ["PASSWORD", "SIGN_INS", "Chosen", "SignIn", "choose"]

# One for all simulated people: long enough for the password rules, and easy to type during a presentation.
PASSWORD = "cedar ridge learns"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account of the demo: who it is, how to sign in, and what is worth a look."""

    who: str
    username: str
    look: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn("A learner", "student", "What I can do, what I am working on, and what I am ready for next."),
    SignIn("Her family, in English", "family", "What changed lately for each child, in plain words."),
    SignIn("A family, in Spanish", "familia", "The same pages in Spanish, with notes in Spanish."),
    SignIn("A teacher", "teacher", "The class grid in mathematics: decisions are waiting, and why."),
    SignIn("An adviser of a home group", "adviser", "A group with learners on very different levels."),
    SignIn("A tutor", "tutor", "The learners whom she helps, and nobody else."),
    SignIn("The curriculum lead", "curriculum", "The K-12 continuum: 286 competencies and how they lead on."),
    SignIn("A counselor", "counselor", "Learners of one school, from what they have shown."),
    SignIn("A registrar", "registrar", "People, sections and the calendar of one school."),
    SignIn("The leader of a school", "leader", "One school by domain; small groups are not shown."),
    SignIn("The superintendent", "superintendent", "All schools of the district."),
    SignIn("The administrator", "admin", "Files in and out, looked at first, and the trail of every act."),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who plays the parts that depend on the record: numbers of learner, teacher, adviser, families."""

    learner: int
    teacher: int
    adviser: int
    family: int
    spanish_family: int
    tutored: tuple[int, ...]


def choose(simulated: SimulatedDistrict, people: Cast) -> Chosen:
    """A teacher with decisions waiting, one of her learners with recent work, and families to match."""
    here = simulated.learners.left_on == NEVER
    waiting = waiting_decisions(simulated)
    today = simulated.calendar.today
    recent = np.bincount(
        simulated.ratings.learner[simulated.ratings.observed_at > today - 21], minlength=len(here)
    )
    teacher = _teacher(simulated, waiting)
    hers = _learners_of(simulated, teacher)
    hers = hers[here[hers]] if here[hers].any() else np.flatnonzero(here)
    english = np.array([people.children[one].language == "en" for one in range(len(here))])
    at_home = simulated.learners.home_language == 0
    lively = recent + 3 * np.minimum(waiting.sum(axis=1), 3) + 5 * english + 5 * at_home
    learner = int(hers[np.argmax(lively[hers])])
    current = simulated.home_groups.year == len(simulated.calendar.years) - 1
    advisers = simulated.home_groups.adviser[current]
    other = advisers[advisers != teacher]
    return Chosen(
        learner=learner,
        teacher=teacher,
        adviser=int((other if len(other) else advisers)[0]),
        family=people.children[learner].family,
        spanish_family=_spanish_family(people, here, recent, learner),
        tutored=tuple(np.argsort(-lively * here, kind="stable")[1:25].tolist()),
    )


def waiting_decisions(simulated: SimulatedDistrict) -> np.ndarray:
    """learners × competencies: the usual rule proposes something else than what was decided."""
    shape = (len(simulated.learners), simulated.map.n)
    decided = np.zeros(shape, dtype=np.int8)
    decisions = simulated.decisions
    decided[decisions.learner, decisions.competency] = decisions.level
    proposals = propose_many(simulated.ratings, Rule(), simulated.scale)
    proposed = np.full(shape, -1, dtype=np.int8)
    proposed[proposals.learner, proposals.competency] = proposals.level
    return (proposed > 0) & (proposed != decided)


def _current_sections(simulated: SimulatedDistrict) -> np.ndarray:
    semester = int(simulated.calendar.semester_of_weeks()[-1])
    sections = simulated.sections
    return (sections.first_semester <= semester) & (sections.last_semester >= semester)


def _teacher(simulated: SimulatedDistrict, waiting: np.ndarray) -> int:
    """The one with most decisions waiting in her own domain, among those who teach one domain."""
    current = _current_sections(simulated)
    domain_waits = np.stack(
        [waiting[:, simulated.map.domain == domain].sum(axis=1) for domain in range(simulated.map.domains)]
    )
    members = simulated.enrolments
    kept = current[members.group]
    section, learner = members.group[kept], members.learner[kept]
    teachers = simulated.teachers
    waits = np.bincount(
        simulated.sections.teacher[section],
        weights=domain_waits[simulated.sections.domain[section], learner],
        minlength=len(teachers),
    )
    mathematics = teachers.domain == 0
    preferred = np.where(mathematics, waits, -1.0) if mathematics.any() else waits
    return int(np.argmax(preferred))


def _learners_of(simulated: SimulatedDistrict, teacher: int) -> np.ndarray:
    current = _current_sections(simulated) & (simulated.sections.teacher == teacher)
    return np.unique(simulated.enrolments.learner[current[simulated.enrolments.group]])


def _spanish_family(people: Cast, here: np.ndarray, recent: np.ndarray, besides: int) -> int:
    """A family whose first guardian reads Spanish: best with two children, and with recent work."""
    first_reads = {adult.family: adult.language for adult in reversed(people.guardians)}
    reads = {family for family, language in first_reads.items() if language == "es"}
    children: dict[int, list[int]] = {}
    for number, child in enumerate(people.children):
        if here[number] and child.family in reads and child.family != people.children[besides].family:
            children.setdefault(child.family, []).append(number)

    def wish(family: int) -> tuple[int, int]:
        return -abs(len(children[family]) - 2), int(recent[children[family]].sum())

    return max(children, key=wish) if children else people.children[besides].family


def sign_ins() -> tuple[SignIn, ...]:
    """Who can sign in to the demo, one account for each role."""
    return SIGN_INS
