"""Who may invite to a check and read what it says: staff of the learner. Answering is the learner's alone."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, learners_of_staff
from headway.district.people.types import Role

__all__ = [
    "can_keep_items",
    "check_keep_items",
    "learner_of_staff",
    "learners_of_staff",
    "no_such_page",
]


def no_such_page() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))


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
