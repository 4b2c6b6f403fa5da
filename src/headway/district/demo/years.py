"""Years and groups in the demo: the next year's terms, a band, learners who change schools, a module, a way on."""

from __future__ import annotations

import datetime as dt

from headway.district.advancement.api import (
    change_transition,
    flag_beyond,
    join_band,
    plan_transitions,
    save_band,
    save_module,
    transitions_in,
)
from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import Actor, clock
from headway.district.people.api import (
    Viewer,
    create_term,
    district_organisation,
    learners_at,
    rosters_of,
    school_years,
    schools_everywhere,
    schools_on_duty,
    sections_taught,
)
from headway.district.people.types import Role

__all__ = ["prepare_years"]

IN_BAND, COMING, IN_MODULE, USUAL_LEVEL = 8, 6, 3, 6


def prepare_years(by: Actor, teacher: Viewer, leader: Viewer, office: Viewer) -> None:
    """office: a leader of the whole district, who plans a change of school for others."""
    continuum = current_map()
    schools = list(schools_on_duty(leader, Role.LEADER))
    if continuum is None or not schools:
        return
    school = schools[0]
    academic = [one for one in continuum.domains if one.kind == DomainKind.ACADEMIC]
    first_day = _next_year(by)
    here = list(learners_at(school, clock.today()).order_by("local_identifier", "pk")[:IN_BAND])
    band = save_band(
        viewer=leader,
        school_uuid=school.uuid,
        name="Juniper",
        lowest_level=9,
        highest_level=11,
        exit_domains={one.code: 11 for one in academic[:2]},
    )
    if here:
        join_band(viewer=leader, band_uuid=band.uuid, learner_uuids=[one.uuid for one in here])
    _coming(office, school, first_day)
    _of_teacher(teacher, continuum)


def _next_year(by: Actor) -> dt.date:
    """The day on which the next school year begins; its terms are made where there are none."""
    district = district_organisation()
    now = school_years([district], clock.today()).get(district.pk) if district else None
    last = now.ends_on if now else clock.today()
    first = last + dt.timedelta(days=80)
    create_term(
        organisation=district,
        name=f"{first.year}–{first.year + 1}",
        starts_on=first,
        ends_on=last + dt.timedelta(days=365),
        by=by,
    )
    return first


def _coming(office: Viewer, school, first_day: dt.date) -> None:  # type: ignore[no-untyped-def]
    """Some learners of another school come to this one; the first is invited to the bridge."""
    # A middle school sends to a high school; where the demo is too small to have one, any other does.
    others = sorted(schools_everywhere(), key=lambda one: "-M" not in one.code)
    for other in others:
        learners = list(learners_at(other, clock.today()).order_by("local_identifier", "pk")[:COMING])
        if other.pk == school.pk or not learners:
            continue
        plan_transitions(
            viewer=office,
            learner_uuids=[one.uuid for one in learners],
            from_school=other,
            to_school=school,
            starts_on=first_day,
            through_level=8 if "-M" in other.code else 5,
        )
        for one in transitions_in(office)[:1]:
            change_transition(viewer=office, transition_uuid=one.uuid, in_bridge=True)
        return


def _of_teacher(teacher: Viewer, continuum) -> None:  # type: ignore[no-untyped-def]
    """A module for the first of her courses, and one learner who goes beyond what she teaches."""
    section = next((one for one in sections_taught(teacher) if one.course and one.course.domain_code), None)
    learners = sorted(rosters_of(teacher).learners.values(), key=lambda one: one.local_identifier)
    course = section.course if section else None
    if section is None or course is None or not learners:
        return
    domain = next((one for one in continuum.domains if one.code == course.domain_code), None)
    if domain is None or domain.kind == DomainKind.HABITS:
        return
    parts = [one for one in continuum.competencies if one.domain_id == domain.id]
    level = course.level or USUAL_LEVEL
    parts = [one for one in parts if one.level == level] or parts
    save_module(
        viewer=teacher,
        place_uuid=section.school.uuid,
        title=f"{course.title}: first steps",
        domain_code=domain.code,
        level=level,
        competency_uuids=[one.uuid for one in parts[:IN_MODULE]],
        course=None,
    )
    flag_beyond(
        viewer=teacher,
        learner_uuid=learners[-1].uuid,
        domain_code=domain.code,
        text="Asks for proofs that I cannot teach. Somebody at the college?",
    )
