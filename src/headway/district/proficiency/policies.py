"""What may be decided, and by whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, DomainKind
from headway.district.evidence.api import level_sentence
from headway.district.foundation.api import refused
from headway.district.people.api import Viewer, can_rate, check_rate
from headway.district.policy.api import DistrictScale
from headway.district.proficiency.types import StandingInfo
from headway.mastery.proficiency import Proposal

__all__ = ["can_decide", "check_decidable", "check_decision", "check_may_decide"]


def check_may_decide(viewer: Viewer, learner: Any) -> None:
    """A learner's teachers and advisers decide her levels. Raises NotFound for strangers, else NotAllowed."""
    check_rate(viewer, learner)


def can_decide(viewer: Viewer, learner: Any) -> bool:
    return can_rate(viewer, learner)


def check_decidable(competency: CompetencyInfo) -> None:
    """Raises Refused for a habit of success: it is noted, and nothing is decided about it."""
    if competency.kind == DomainKind.HABITS:
        raise refused(
            "competency",
            _("Nothing is decided about habits of success."),
            _("Open the learner's page, choose Habits of success, and note what you saw."),
        )


def check_decision(
    level: int | None, reason: str, proposal: Proposal, standing: StandingInfo | None, scale: DistrictScale
) -> bool:
    """Whether the decision departs from the proposal. Raises Refused where it can't be recorded as it is.

    A decision that departs from the proposal says why, in the teacher's own words; so does taking one back.
    """
    is_level = isinstance(level, int) and not isinstance(level, bool) and 1 <= level <= scale.size
    if level is not None and not is_level:
        sentence, remedy = level_sentence(level, scale)
        raise refused("level", sentence, remedy)
    if level is None and (standing is None or standing.determined_level is None):
        raise refused(
            "level",
            _("Nothing has been decided here yet, so there is nothing to take back."),
            _("Choose the level that the work shows."),
        )
    departs = level != proposal.level
    if departs and not reason.strip():
        raise refused("reason", *_why_asked(level, proposal, scale))
    return departs


def _why_asked(level: int | None, proposal: Proposal, scale: DistrictScale) -> tuple[Any, Any]:
    if level is None:
        return _("You are taking a decision back."), _("Write why, so that the next reader understands.")
    if proposal.level is None:
        return (
            _("The evidence is not enough yet for a proposal, and you decide %(level)s.")
            % {"level": scale.name_of(level)},
            _("Write what you saw that shows it."),
        )
    return (
        _("The evidence suggests %(proposed)s, and you decide %(level)s.")
        % {"proposed": scale.name_of(proposal.level), "level": scale.name_of(level)},
        _("Write what you saw that the ratings don't show."),
    )
