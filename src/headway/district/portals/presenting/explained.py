"""How a level came about, in words: the rule, what counted and what didn't, who decided, what is missing, how sure.

One explanation (`proficiency.api.explain`), told to the learner, to her family, or in full to staff.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.evidence.api import EvidenceForm, EvidenceItem, LookInfo, LookOutcome
from headway.district.foundation.api import clock
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.standings import why_sentences
from headway.district.portals.presenting.voices import Voice
from headway.district.proficiency.api import Explanation, NextStepInfo, StandingInfo

__all__ = ["How", "PlannedStep", "how_of", "planned_step", "talk_words"]


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of the evidence in a list. why: empty where it counts."""

    on: dt.date
    title: str
    level: int
    rater: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """What is planned next. is_past: the day has passed, so another opportunity is to be found."""

    step: str
    support: str
    show_on: dt.date
    by: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class How:
    """Every part of "How was this decided?". Parts without anything to say are empty.

    talk: said where the evidence shows less than what was decided. sure: how sure the evidence makes us. rule_text: the
    district's words for its rule; rule_says: what the rule does, sentence by sentence, made from its settings.
    """

    rests_on: tuple[str, ...]
    counted: tuple[Told, ...]
    set_aside: tuple[Told, ...]
    missing: tuple[str, ...]
    changes: tuple[str, ...]
    sure: tuple[str, ...]
    decided: tuple[str, ...]
    looks: tuple[str, ...]
    talk: tuple[str, ...]
    rule_text: str
    rule_version: str
    rule_says: tuple[str, ...]
    next_step: PlannedStep | None


def how_of(why: Explanation, scale: DistrictScale, voice: Voice, *, in_full: bool = False) -> How:
    """The explanation in one voice. In full: with the chances behind "how sure", for staff only."""
    reasons = why_sentences(why, scale)
    own = reasons[: len(reasons) - len(why.sentences)]  # what a person said beside the rule
    return How(
        rests_on=why.rests_on,
        counted=tuple(_told(item) for item in reversed(why.counted)),
        set_aside=tuple(_told(item, reason) for item, reason in reversed(why.set_aside)),
        missing=tuple(dict.fromkeys(why.unmet + why.missing)),
        changes=why.changes,
        sure=_sure(why, scale, voice, in_full=in_full),
        decided=(*_decided(why, scale), *own),
        looks=tuple(_look(one, scale) for one in why.looks.values()),
        talk=talk_words(why.standing, scale, voice if not in_full else None),
        rule_text="" if why.rule_version.endswith("/0") else why.rule_text,
        rule_version=why.rule_version,
        rule_says=(*why.rule_says, *_exception(why)),
        next_step=planned_step(why.next_step),
    )


def planned_step(plan: NextStepInfo | None, on: dt.date | None = None) -> PlannedStep | None:
    if plan is None:
        return None
    return PlannedStep(
        plan.step, plan.support, plan.show_on, plan.planned_by, plan.show_on < (on or clock.today())
    )


def talk_words(standing: StandingInfo, scale: DistrictScale, voice: Voice | None = None) -> tuple[str, ...]:
    """Where the evidence shows less than what was decided: that it does, and that people talk. voice: None for staff.

    The level stands until a person decides. Never silently lowered, never silently kept.
    """
    if not standing.shows_less:
        return ()
    level = scale.name_of(standing.determined_level)
    now = scale.name_of(standing.proposed_level)
    if voice is None:
        seen = (
            _("%(level)s was decided, and the evidence now points to %(now)s.") % {"level": level, "now": now}
            if now
            else _("%(level)s was decided, and the evidence that counts now is no longer enough to show it.")
            % {"level": level}
        )
        return (
            seen,
            _("The decision stands until you have talked about it and decide: keep it with a reason, or change it."),
        )  # fmt: skip
    return (
        _("%(level)s stands. Some of the evidence has changed since, so it is worth talking about.")
        % {"level": level},
        voice.say(
            _("Your teacher will look at it with you. A new piece of work helps, if you have one."),
            _("The teacher will look at it together with %(name)s. A new piece of work helps."),
        ),
    )


def _told(item: EvidenceItem, why: str = "") -> Told:
    form = str(EvidenceForm(item.form).label) if item.form in EvidenceForm.values else ""
    return Told(clock.local_date(item.observed_at), item.title or form, item.level, item.rater_name, why)


def _sure(why: Explanation, scale: DistrictScale, voice: Voice, *, in_full: bool) -> tuple[str, ...]:
    found = why.sureness
    if found is None:
        return ()
    fewest = found.settles.fewest if found.settles else None
    if not in_full:
        if found.is_sure:
            level = why.standing.determined_level
            # One piece can't fit together, and what stands beside another level isn't "clear" to who reads that level.
            if why.standing.pieces < 2 or (level is not None and not found.low <= level <= found.high):
                return ()
            return (_("The pieces of work fit together well: the evidence is clear."),)
        if fewest is None:
            return (_("Not sure yet: several more pieces, on different days, would help."),)
        return (
            ngettext(
                "Not sure yet: one more piece would help.",
                "Not sure yet: %(count)s more pieces would help.",
                fewest,
            )
            % {"count": fewest},
        )
    return (
        _("Sure enough to say.") if found.is_sure else _("Not enough evidence to be sure yet."),
        _of_ten(found.chance_proficient, scale.name_of(scale.proficient)),
        _between(found.low, found.high, scale),
        *_what_settles(why, scale),
        _("This stands beside the rule and changes no level."),
    )


def _of_ten(chance: float, level: str) -> str:
    """A chance as a natural frequency, about bodies of work and never about a learner."""
    times = round(chance * 10)
    if times == 0:
        return _("Of 10 bodies of work like this one, hardly any turns out to show %(level)s.") % {
            "level": level
        }
    if times == 10:
        return _("Of 10 bodies of work like this one, nearly all turn out to show %(level)s or further on.") % {
            "level": level
        }  # fmt: skip
    return ngettext(
        "Of 10 bodies of work like this one, about %(count)s turns out to show %(level)s or further on.",
        "Of 10 bodies of work like this one, about %(count)s turn out to show %(level)s or further on.",
        times,
    ) % {"count": times, "level": level}


def _between(low: int, high: int, scale: DistrictScale) -> str:
    if low == high:
        return _("8 of 10 show %(level)s.") % {"level": scale.name_of(low)}
    return _("8 of 10 lie between %(low)s and %(high)s.") % {
        "low": scale.name_of(low),
        "high": scale.name_of(high),
    }


def _what_settles(why: Explanation, scale: DistrictScale) -> tuple[str, ...]:
    settles = why.sureness.settles if why.sureness else None
    if settles is None:
        return ()
    said = []
    for count, level in ((settles.at_mark, scale.proficient), (settles.below, scale.proficient - 1)):
        if count is not None and level >= 1:
            words = ngettext(
                "One more piece that shows %(level)s would settle it.",
                "%(count)s more pieces that show %(level)s would settle it.",
                count,
            )
            said.append(words % {"count": count, "level": scale.name_of(level)})
    return tuple(said) or (_("Several more pieces, on different days, would settle it."),)


def _decided(why: Explanation, scale: DistrictScale) -> tuple[str, ...]:
    if why.level is None or why.decided_at is None:
        return (_("A person decides, never the computer. Nothing is decided here yet."),)
    decided = _("%(who)s decided on %(date)s: the work shows %(level)s.") % {
        "who": why.decided_by or _("a teacher"),
        "date": date_format(clock.local_date(why.decided_at), "DATE_FORMAT"),
        "level": scale.name_of(why.level),
    }
    under = why.history[-1].rule_version if why.history else ""
    if not under or under == why.rule_version:
        return (decided,)
    return (
        decided,
        _("It was decided under the rule of that time (%(version)s), and stands.") % {"version": under},
    )


def _exception(why: Explanation) -> tuple[str, ...]:
    if not why.is_exception:
        return ()
    return (_("Here the district's rule has an exception, and this is what holds."),)


def _look(look: LookInfo, scale: DistrictScale) -> str:
    """What a second look did, or that it waits."""
    asked = {
        "work": look.evidence_title or _("a piece of work"),
        "date": date_format(clock.local_date(look.asked_at), "DATE_FORMAT"),
    }
    if look.outcome == LookOutcome.TAKEN_BACK:
        return _("A second look at “%(work)s” was asked for on %(date)s and taken back.") % asked
    if not look.outcome:
        return (
            _("A second look at “%(work)s” was asked for on %(date)s. Somebody else will look at it.") % asked
        )
    first, second = look.first_level, look.second_level
    words = asked | {
        "who": look.second_rater or _("another teacher"),
        "level": scale.name_of(second) if second else "",
    }
    if second == first:
        return _("%(who)s looked at “%(work)s” a second time and saw the same: %(level)s.") % words
    return _("%(who)s looked at “%(work)s” a second time and saw %(level)s. That rating counts now.") % words
