"""Putting the parts of `bursts` together, and what was planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from headway.mastery.scales import Scale
from headway.mastery.simulation.bursts.classrooms import EXTRA_DAYS_UNTIL_TOLD, Classrooms
from headway.mastery.simulation.bursts.growth import Growth
from headway.mastery.simulation.calendar import Calendar
from headway.mastery.simulation.district import Planted, SimulatedDistrict, Truth, cuts_of
from headway.mastery.simulation.draws import Draws
from headway.mastery.simulation.maps import CompetencyMap
from headway.mastery.simulation.roster import ELEMENTARY, People, Roster, people, roster

NAME, VERSION = "bursts", 1
SEVERITY_SPREAD = 0.22
LENIENT_SCHOOL = -0.45


def bursts(
    map_: CompetencyMap,
    calendar: Calendar,
    *,
    learners: int,
    seed: int,
    scale: Scale | None = None,
    progress: Callable[[float], None] | None = None,
) -> SimulatedDistrict:
    """A simulated district (see the module's words). About 2 ratings a learner and school week.

    Time and memory grow with learners × competencies × weeks; progress is told as a share from 0 to 1.
    """
    scale = scale or Scale.default()
    who = people(learners, calendar, seed)
    growth = Growth.draw(who, map_, calendar, seed)
    chooses = 1.3 * growth.overall + 4.0 * (who.access - 1) + Draws(seed, "choice").normal(learners, 0.8)
    rosters = roster(who, map_, calendar, seed, chooses_blended=chooses)
    severity, planted = _severity(who, rosters, seed)
    slow_school = _slow_school(who)
    truth = Truth(
        map=map_,
        weeks=calendar.weeks,
        ability=growth.ability(map_),
        difficulty=growth.difficulty,
        cuts=cuts_of(scale),
        severity=np.broadcast_to(severity, (len(calendar.weeks), len(severity))),
        access=who.access,
        selected_itself=rosters.selected_itself,
        planted=(*planted, *_planted(rosters, slow_school)),
    )
    classroom = Classrooms(who, rosters, map_, calendar, truth, scale, slow_school, seed)
    for week in range(len(calendar.weeks)):
        classroom.live(week)
        if progress:
            progress((week + 1) / len(calendar.weeks))
    evidence, ratings, decisions, absences = classroom.tables()
    return SimulatedDistrict(
        generator=NAME,
        version=VERSION,
        seed=seed,
        map=map_,
        scale=scale,
        calendar=calendar,
        schools=who.schools,
        learners=who.learners,
        teachers=rosters.teachers,
        sections=rosters.sections,
        enrolments=rosters.enrolments,
        home_groups=rosters.home_groups,
        home_memberships=rosters.home_memberships,
        evidence=evidence,
        ratings=ratings,
        decisions=decisions,
        absences=absences,
        truth=truth,
    )


def _severity(who: People, rosters: Roster, seed: int) -> tuple[NDArray[np.float64], tuple[Planted, ...]]:
    draws = Draws(seed, "severity")
    severity = draws.normal(len(rosters.teachers), SEVERITY_SPREAD)
    lenient = int(who.schools.school[who.schools.band == ELEMENTARY][-1])
    severity[rosters.teachers.school == lenient] += LENIENT_SCHOOL
    return severity, (
        Planted(
            "lenient_school",
            "The teachers of one elementary school see work as stronger than the others do.",
            (lenient,),
            LENIENT_SCHOOL,
        ),
    )


def _slow_school(who: People) -> int:
    """The school in which families of another home language wait longer."""
    return int(who.schools.school[who.schools.band != ELEMENTARY][0])


def _planted(rosters: Roster, slow_school: int) -> tuple[Planted, ...]:
    return (
        Planted(
            "self_selected_sections",
            "Learners chose the blended mathematics sections; those who were further along and had more access "
            "chose them more often. The sections add nothing to their growth.",
            tuple(rosters.selected_itself.tolist()),
            0.0,
        ),
        Planted(
            "feedback_gap",
            "At one school, work of learners whose home language is not English is recorded days later, and "
            "decided later.",
            (slow_school,),
            float(EXTRA_DAYS_UNTIL_TOLD),
        ),
        Planted(
            "access",
            "Low income and a home language other than English go with less access on the whole; access multiplies "
            "growth and moves the entry level. Origin, gender and disability reach no level in any way.",
        ),
    )
