"""Moving on in the demo: some learners chose what to do next, and one moved on; the others wait on the ready list."""

from __future__ import annotations

from headway.district.advancement.api import agree_choice, choose, ready_to_advance, sign_off
from headway.district.continuum.api import current_map
from headway.district.people.api import Viewer, rosters_of, viewer_for_person
from headway.district.proficiency.api import frontier_of

__all__ = ["move_on"]

CHOICES = (
    ("apply", "I want to use it for the school garden."),
    ("deeper", "I have a question of my own about it."),
    ("advance", ""),
)
# The others stay on the list, so that it shows how long learners wait.
SIGNED = 1


def move_on(teacher: Viewer) -> None:
    """Choices of the first learners of a teacher, one of them agreed; and one sign-off."""
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
