"""Who may invite to a check and read what it says: staff of the learner. Answering is the learner's alone."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import FieldProblem, NotFound, Refused
from headway.district.people.api import Viewer, children_of, visible_learners
from headway.district.people.types import Role

__all__ = [
    "can_keep_items",
    "check_keep_items",
    "learner_of_staff",
    "learners_of_staff",
    "no_such_page",
    "refused",
]


def no_such_page() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))


def refused(field: str, sentence: Any, remedy: Any = "") -> Refused:
    """One field, one sentence, what to do."""
    return Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field=field, remedy=remedy),))


def learners_of_staff(viewer: Viewer) -> QuerySet:
    """The learners whose checks the viewer may open and read, by her duty and not by being of the family.

    Her own record and her own child's are left out even then; tutors don't read checks.
    """
    as_staff = replace(viewer, learner_id=None, learner_uuid=None, is_guardian=False, tutors=False)
    learners = visible_learners(as_staff)
    if viewer.learner_id:
        learners = learners.exclude(pk=viewer.learner_id)
    if viewer.is_guardian:
        learners = learners.exclude(pk__in=children_of(viewer).order_by().values("pk"))
    return learners


def learner_of_staff(viewer: Viewer, learner_uuid: uuid.UUID) -> Any:
    """One of them. Raises NotFound for everybody else, the learner and her family included."""
    learner = learners_of_staff(viewer).filter(uuid=learner_uuid).first()
    if learner is None:
        raise no_such_page()
    return learner


def can_keep_items(viewer: Viewer) -> bool:
    """Questions ask the whole district: curriculum leads keep them."""
    return viewer.has(Role.CURRICULUM_LEAD)


def check_keep_items(viewer: Viewer) -> None:
    """Raises NotFound for those who don't even know that there is such a page."""
    if not can_keep_items(viewer):
        raise no_such_page()
