"""Moving on in the demo: choices, one who moved on, others who wait on the ready list, and a section for what is next."""

from __future__ import annotations

from headway.district.advancement.api import agree_choice, choose, ready_to_advance, sign_off
from headway.district.continuum.api import current_map
from headway.district.demo.showcase import PASSWORD
from headway.district.foundation.api import Actor
from headway.district.people.api import (
    Viewer,
    account_named,
    assign_duty,
    create_course,
    create_person,
    create_section,
    district_organisation,
    open_account,
    rosters_of,
    sections_taught,
    staff_section,
    viewer_for_account,
    viewer_for_person,
)
from headway.district.people.types import Role
from headway.district.proficiency.api import frontier_of

__all__ = ["COLLEAGUE", "move_on"]

CHOICES = (
    ("apply", "I want to use it for the school garden."),
    ("deeper", "I have a question of my own about it."),
    ("advance", ""),
)
# The others stay on the list, so that it shows how long learners wait.
SIGNED = 1
COLLEAGUE = "colleague"


def move_on(teacher: Viewer, by: Actor) -> None:
    """Choices of the first learners of a teacher, one of them agreed; one sign-off; a section for the next level."""
    if current_map() is None:
        return
    learners = sorted(rosters_of(teacher).learners.values(), key=lambda one: one.local_identifier)
    made = []
    for learner, (choice, text) in zip(learners, CHOICES, strict=False):
        viewer = viewer_for_person(learner.person_id)
        shown = frontier_of(teacher, learner).proficient
        if viewer is None or not shown:
            continue
        made.append(
            choose(
                viewer=viewer,
                learner_uuid=learner.uuid,
                competency_uuid=shown[0].competency.uuid,
                choice=choice,
                text=text,
            )
        )
    if made:
        agree_choice(viewer=teacher, choice_uuid=made[0])
    for item in ready_to_advance(teacher)[:SIGNED]:
        sign_off(
            viewer=teacher,
            learner_uuid=item.learner_uuid,
            grain=item.passage.grain,
            code=item.passage.code,
        )
    _next_section(teacher, by)


def _next_section(teacher: Viewer, by: Actor) -> None:
    """Where the showcase's learner goes on to: a section for her next level, with a teacher of its own ("colleague")."""
    account = account_named("student")
    student = viewer_for_account(account.pk) if account else None
    section, district = next(iter(sections_taught(teacher)), None), district_organisation()
    ready = [one for one in ready_to_advance(teacher) if student and one.learner_id == student.learner_id]
    if not ready or section is None or section.course is None or district is None:
        return
    passage = ready[0].passage
    if passage.domain_code != section.course.domain_code:
        return
    course = create_course(
        organisation=district,
        title=f"{section.course.subject or passage.domain_code} · level {passage.to_level}",
        domain_code=passage.domain_code,
        level=passage.to_level,
        by=by,
    )
    opened = create_section(school=section.school, title=course.title, course=course, by=by)
    colleague = create_person(given_name="Imogen", family_name="Hale", by=by)
    assign_duty(person=colleague, role=Role.TEACHER, organisation=section.school, by=by)
    open_account(person=colleague, username=COLLEAGUE, password=PASSWORD, password_is_own=True, by=by)
    staff_section(section=opened, person=colleague, is_primary=True, by=by)
