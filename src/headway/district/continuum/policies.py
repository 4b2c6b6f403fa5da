"""What has to be true of a version before learners stand on it."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from headway.district.continuum.drafts import came_in_since
from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.selectors import map_of
from headway.district.continuum.selectors_versions import base_of, left_behind
from headway.district.continuum.standing_on import stands_anything_on
from headway.district.continuum.types import ContinuumMap, VersionInfo, VersionStatus
from headway.district.foundation.api import FieldProblem, NotAllowed, Refused, clock
from headway.district.people.api import Viewer
from headway.district.people.types import OrganisationKind, Role

__all__ = [
    "can_author",
    "can_publish",
    "can_release",
    "can_remark",
    "can_retire",
    "can_withdraw",
    "check_author",
    "check_publish",
    "check_release",
    "check_remark",
    "check_retire",
    "check_withdraw",
]


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


def can_release(viewer: Viewer) -> bool:
    """May she decide about versions: publish, withdraw, retire? The district's curriculum leads and leaders may."""
    return any(
        duty.role in (Role.CURRICULUM_LEAD, Role.LEADER) and duty.kind != OrganisationKind.SCHOOL
        for duty in viewer.duties
    )


def check_release(viewer: Viewer) -> None:
    """Raises NotAllowed for everybody but the district's curriculum leads and leaders."""
    if not can_release(viewer):
        raise NotAllowed(
            _("Versions of the continuum are published by the district's curriculum leads and leaders."),
            remedy=_("Ask one of them; what you remarked on the draft is there for them to read."),
        )


def check_publish(version: VersionInfo, on: dt.date | None = None) -> ContinuumMap:
    """The map that would be published. Raises Refused naming the circle, the competencies without a text, or those
    that learners stand on and that would be left without a word. on: the date of effect, if one is chosen."""
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
    _check_nothing_came_in(version)
    _check_order(version, on)
    _check_nobody_is_left(version)
    return continuum


def can_publish(version: VersionInfo) -> bool:
    try:
        check_publish(version)
    except Refused:
        return False
    return True


def check_withdraw(version: VersionInfo) -> None:
    """Raises Refused unless it is published, has not taken effect, and no later version was begun."""
    is_planned = version.status == VersionStatus.PUBLISHED and (
        version.effective_on is not None and version.effective_on > clock.today()
    )
    if not is_planned:
        raise Refused(
            _("Learners stand on this version, so its publication is not taken back."),
            remedy=_("Open a draft, change it there, and publish that."),
        )
    if FrameworkVersion.objects.filter(framework_id=version.framework_id, number__gt=version.number).exists():
        raise Refused(
            _("A later version was begun from this one, so its publication is not taken back."),
            remedy=_("Make the change in the later version."),
        )


def can_withdraw(version: VersionInfo) -> bool:
    try:
        check_withdraw(version)
    except Refused:
        return False
    return True


def check_retire(version: VersionInfo) -> None:
    """Raises Refused unless a later version is in force and nothing of a learner names this one's competencies."""
    later_in_force = FrameworkVersion.objects.filter(
        framework_id=version.framework_id,
        number__gt=version.number,
        status=VersionStatus.PUBLISHED,
        effective_on__lte=clock.today(),
    )
    if version.status != VersionStatus.PUBLISHED or not later_in_force.exists():
        raise Refused(
            _("Only an earlier version that another one has followed is retired."),
            remedy=_("Publish the next version first."),
        )
    if stands_anything_on(version.id):
        raise Refused(
            _("Evidence or decisions were made under this version, so it stays as it is."),
            remedy=_("It does no harm: learners stand on the version in force."),
        )


def can_retire(version: VersionInfo) -> bool:
    try:
        check_retire(version)
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


def _check_nothing_came_in(version: VersionInfo) -> None:
    """What a newer version changed is not taken back by a draft that was begun before it, unless somebody says so."""
    newer = came_in_since(version.id)
    if newer is not None:
        raise Refused(
            _(
                "Version %(number)s came in while this draft was written, and the draft does not hold what it changed."
            )
            % {"number": newer.number},
            remedy=_(
                "Look at what is different and take over what you want; then let the draft follow version %(number)s."
            )
            % {"number": newer.number},
        )


def _check_order(version: VersionInfo, on: dt.date | None) -> None:
    before = base_of(version)
    if on is None or before is None or before.effective_on is None or before.effective_on <= on:
        return
    raise Refused(
        _("Version %(number)s takes effect on %(date)s, so this one can't take effect before.")
        % {"number": before.number, "date": date_format(before.effective_on)},
        remedy=_("Choose that day or a later one, or withdraw the earlier publication first."),
    )


def _check_nobody_is_left(version: VersionInfo) -> None:
    """A mapping that would orphan ratings: named, with how many there are."""
    behind = left_behind(version)
    again = [one for one in behind if one.is_stale and not one.needs_word]
    silent = [one for one in behind if one.needs_word]
    if not silent and not again:
        return
    problems = tuple(
        FieldProblem(
            _("Nobody has said where %(name)s lives on, and learners stand on it.") % {"name": one.name}
            if not one.is_stale
            else _("What was said about %(name)s no longer fits the draft.") % {"name": one.name},
            field="mapping",
            row=one.name,
            remedy=_("Say where it lives on, or that it ends here and why."),
        )
        for one in (*silent, *again)
    )
    named = silent or again
    raise Refused(
        ngettext(
            "Learners stand on one competency that the new version no longer has, and nobody has said where it lives on: %(shown)s.",
            "Learners stand on %(count)s competencies that the new version no longer has, and nobody has said where they live on, among them: %(shown)s.",
            len(named),
        )
        % {"count": len(named), "shown": ", ".join(one.name for one in named[:5])}
        if silent
        else problems[0].sentence,
        remedy=_("Open “Where it lives on” and give each a word."),
        problems=problems,
    )
