"""What has to be true of a version before learners stand on it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.selectors import map_of
from headway.district.continuum.types import ContinuumMap, VersionInfo, VersionStatus
from headway.district.foundation.api import FieldProblem, NotAllowed, Refused
from headway.district.people.api import Viewer
from headway.district.people.types import OrganisationKind, Role

__all__ = ["can_author", "can_publish", "can_remark", "check_author", "check_publish", "check_remark"]


def can_author(viewer: Viewer) -> bool:
    """May she change drafts? The line is the whole district's, so a duty at one school does not reach it."""
    return any(
        duty.role == Role.CURRICULUM_LEAD and duty.kind != OrganisationKind.SCHOOL for duty in viewer.duties
    )


def check_author(viewer: Viewer) -> None:
    """Raises NotAllowed for everybody but the district's curriculum leads."""
    if not can_author(viewer):
        raise NotAllowed(
            _("Drafts of the continuum are written by the district's curriculum leads."),
            remedy=_("You can comment on a draft and suggest other words."),
        )


def can_remark(viewer: Viewer) -> bool:
    """May she comment on drafts and suggest words? Everybody who works with learners or for them may."""
    return bool(viewer.duties) or viewer.teaches or viewer.advises or viewer.tutors


def check_remark(viewer: Viewer) -> None:
    """Raises NotAllowed for learners, families and accounts without a duty."""
    if not can_remark(viewer):
        raise NotAllowed(
            _("Drafts are looked at by the people who work in the schools."),
            remedy=_("The published continuum is open to you."),
        )


def check_publish(version: VersionInfo) -> ContinuumMap:
    """The map that would be published. Raises Refused naming the circle, or the competencies without a text."""
    if version.status in (VersionStatus.PUBLISHED, VersionStatus.RETIRED):
        raise Refused(
            _("This version is already published."), remedy=_("Load the changed framework as a new version.")
        )
    continuum = map_of(version)  # refuses a circle of prerequisites and names it
    if not continuum.competencies:
        raise Refused(
            _("This version has no competency that could be rated."), remedy=_("Add competencies first.")
        )
    _check_words(continuum)
    _check_later_number(version)
    return continuum


def can_publish(version: VersionInfo) -> bool:
    try:
        check_publish(version)
    except Refused:
        return False
    return True


def _check_words(continuum: ContinuumMap) -> None:
    silent = [one for one in continuum.competencies if not one.statement.strip()]
    if not silent:
        return
    problems = tuple(
        FieldProblem(
            _("%(code)s doesn't say what proficient means.") % {"code": one.code or one.identifier},
            field="statement",
            row=one.code or one.identifier,
            remedy=_("Write it as “I can …”."),
        )
        for one in silent
    )
    shown = ", ".join(one.code or one.title or one.identifier for one in silent[:5])
    raise Refused(
        ngettext(
            "One competency doesn't say what proficient means: %(shown)s.",
            "%(count)s competencies don't say what proficient means, among them: %(shown)s.",
            len(silent),
        )
        % {"count": len(silent), "shown": shown},
        remedy=_("Write what proficient means as “I can …”, then publish."),
        problems=problems,
    )


def _check_later_number(version: VersionInfo) -> None:
    later = FrameworkVersion.objects.filter(
        framework_id=version.framework_id, number__gt=version.number, status=VersionStatus.PUBLISHED
    )
    if later.exists():
        raise Refused(
            _("A later version of this framework is already published."),
            remedy=_("Load your changes as a new version."),
        )
