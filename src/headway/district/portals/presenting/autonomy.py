"""Autonomy stages in words: what a stage lets a learner do, what she could show for the next, and what stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements.api import AutonomyStage, StageEvidence, WiderSuggestion, agreement_policy
from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import translated
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.mastery.pacing.agreement import StageRules

__all__ = ["StageShown", "stage_shown", "stages_shown", "suggestion_words", "targets_words", "weeks_words"]


@dataclass(frozen=True, slots=True)
class StageShown:
    """One stage. lets: what it opens, a sentence each. toward: what could be shown for the next one; empty at the last."""

    stage: int
    name: str
    lets: tuple[str, ...]
    toward: tuple[str, ...]
    is_here: bool


def stages_shown(here: int, voice: Voice) -> tuple[StageShown, ...]:
    """All four, from the policy in force."""
    rules = agreement_policy()[0].stages
    return tuple(stage_shown(stage, rules[stage], here, voice) for stage in AutonomyStage.values)


def stage_shown(stage: int, rules: StageRules, here: int, voice: Voice) -> StageShown:
    return StageShown(
        stage,
        str(AutonomyStage(stage).label),
        tuple(_lets(rules, voice)),
        tuple(_toward(stage, voice)),
        stage == here,
    )


def _lets(rules: StageRules, voice: Voice) -> list[str]:
    begins = {
        "adult": voice.say(
            _("An adult at school begins a target with you."),
            _("An adult at school begins a target with %(name)s."),
        ),
        "both": voice.say(
            _("You or an adult at school begin a target."),
            _("%(name)s or an adult at school begins a target."),
        ),
        "learner": voice.say(
            _("You begin your targets yourself, and agree on them with an adult."),
            _("%(name)s begins the targets and agrees on them with an adult."),
        ),
    }
    found = [
        begins[rules.begins],
        ngettext(
            "A target lies up to %(weeks)s week ahead.",
            "A target lies up to %(weeks)s weeks ahead.",
            rules.horizon_weeks,
        )
        % {"weeks": rules.horizon_weeks},
        ngettext(
            "You look at it together every week.",
            "You look at it together every %(weeks)s weeks.",
            rules.review_weeks,
        )
        % {"weeks": rules.review_weeks}
        if voice.is_hers
        else ngettext(
            "Adult and learner look at it every week.",
            "Adult and learner look at it every %(weeks)s weeks.",
            rules.review_weeks,
        )
        % {"weeks": rules.review_weeks},
    ]
    if rules.changes_alone_days:
        found.append(
            voice.say(
                _("You may move an agreed day by up to %(days)s days yourself; an adult is told."),
                _("%(name)s may move an agreed day by up to %(days)s days alone; an adult is told."),
                days=rules.changes_alone_days,
            )
        )
    return found


def _toward(stage: int, voice: Voice) -> list[str]:
    if stage >= max(AutonomyStage.values):
        return []
    return [
        voice.say(
            _("Check in each week: look back, change what needs it, plan what comes."),
            _("Checking in each week: looking back, changing what needs it, planning what comes."),
        ),
        voice.say(
            _("Reach a target by the day that you agreed, or ask for another day in time."),
            _("Reaching a target by the agreed day, or asking for another day in time."),
        ),
        voice.say(
            _("Let adults see habits such as planning, trying another way and asking for help."),
            _("Habits that adults see, such as planning, trying another way and asking for help."),
        ),
    ]


def weeks_words(kept: int, asked: int) -> str:
    if not asked:
        return _("No week of this school year has asked for a check-in so far.")
    return ngettext(
        "%(kept)s check-in in the last %(asked)s weeks that asked for one.",
        "%(kept)s check-ins in the last %(asked)s weeks that asked for one.",
        kept,
    ) % {"kept": kept, "asked": asked}


def targets_words(evidence: StageEvidence) -> str:
    if not evidence.targets.met:
        return _("No target was reached yet; the first one will stand here.")
    return ngettext("%(met)s target reached, ", "%(met)s targets reached, ", evidence.targets.met) % {
        "met": evidence.targets.met
    } + ngettext(
        "%(kept)s of them by the day that was agreed.",
        "%(kept)s of them by the day that was agreed.",
        evidence.targets.kept,
    ) % {"kept": evidence.targets.kept}


def suggestion_words(
    one: WiderSuggestion | None, habits: Mapping[int, CompetencyInfo]
) -> tuple[str, tuple[str, ...]]:
    """What the record suggests, and why, a sentence each; empty where it suggests nothing."""
    if one is None:
        return "", ()
    reasons: list[Any] = [weeks_words(one.weeks_kept, one.weeks_asked)]
    if one.kept:
        reasons.append(
            ngettext(
                "%(count)s target was reached by its agreed day.",
                "%(count)s targets were reached by their agreed days.",
                one.kept,
            )
            % {"count": one.kept}
        )
    names = [quoted(translated(habits[pk], "title")) for pk in one.habit_ids if pk in habits]
    if names:
        reasons.append(_("Adults lately see %(habits)s firmly.") % {"habits": listed(names[:3])})
    return (
        _("The record holds evidence for the wider stage %(stage)s. You decide.")
        % {"stage": quoted(str(AutonomyStage(one.next_stage).label))},
        tuple(reasons),
    )
