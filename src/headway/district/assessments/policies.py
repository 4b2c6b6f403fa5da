"""Who may see what outside tests said: staff of the learner by their duty, and nobody by being of her family."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, learners_of_staff
from headway.district.people.types import Role
from headway.district.policy.api import can_change_rules, check_change_rules

__all__ = ["can_keep_ways", "check_keep_ways", "check_look", "learners_with_results"]


def learners_with_results(viewer: Viewer) -> QuerySet:
    """The learners whose results of outside tests the viewer may see.

    She teaches or advises them, or her duty reaches their school. Her own record and her own child's are left out even
    then: another colleague looks at those. Tutors don't see results.
    """
    return learners_of_staff(viewer)


def can_keep_ways(viewer: Viewer) -> bool:
    """Profiles, crosswalks and norms are the whole district's: for leaders of the district."""
    return can_change_rules(viewer)


def check_keep_ways(viewer: Viewer) -> None:
    """Raises NotFound for those who don't even know that there is such a page."""
    check_change_rules(viewer)


def check_look(viewer: Viewer) -> None:
    """How files are read and levels are suggested may be read by every leader. Raises NotFound for others."""
    if not viewer.has(Role.LEADER):
        raise NotFound(_("There is no such page, or it is not open to you."))
