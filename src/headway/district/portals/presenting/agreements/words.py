"""A target in words: what is agreed, what is talked over, where the plan stands, and what is next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.agreements.types import Aim, Side, TargetEnding
from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.foundation.api import clock, translated
from headway.district.portals.presenting.agreements.depths import noted_words
from headway.district.portals.presenting.agreements.needs import NeedShown, need_shown
from headway.district.portals.presenting.agreements.offer_words import OfferShown, offer_shown, side_words
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.mastery.pacing.trajectories import Reading, Standing

__all__ = [
    "OfferShown",
    "TargetShown",
    "domain_name",
    "side_words",
    "standing_options",
    "target_shown",
    "title_of",
]

TITLES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One competency of the target."""

    competency: CompetencyInfo
    met_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Line:
    """What `pace_line` draws: from the beginning to the agreed day, with the likely span where there is one."""

    sentence: str
    start: dt.date
    end: dt.date
    today: dt.date
    target: dt.date
    earliest: dt.date | None
    latest: dt.date | None
    changes: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class TargetShown:
    """A target as a page shows it.

    state: talking, agreed, anew (agreed, and a change is talked over), met (to be confirmed) or ended. standing: LR06, of
    the plan; empty where nothing is agreed. next_words: never a state without its next step.
    """

    info: agreements.TargetInfo
    title: str
    domain: str
    state: str
    state_words: str
    next_words: str
    progress: str
    standing: str
    standing_code: str
    standing_parts: tuple[str, ...]
    steps: tuple[Step, ...]
    offers: tuple[OfferShown, ...]
    agreed: OfferShown | None
    table: OfferShown | None
    waits_for_me: bool
    line: Line | None
    need: NeedShown | None
    end_words: str = ""
    # Where an adult sees the plan differently: who and when, why, what the record reads, and the note itself.
    noted: str = ""
    noted_reason: str = ""
    read_words: str = ""
    read_code: str = ""
    note: agreements.NotedInfo | None = None
    # What the offer on the table asks for, today, where the reader is to answer it.
    table_need: NeedShown | None = None


def domain_name(continuum: ContinuumMap | None, code: str) -> str:
    found = agreements.domain_of(continuum, code) if continuum else None
    return translated(found, "name") if found else code


def title_of(info: Any, continuum: ContinuumMap | None) -> str:
    """What a target is about in a few words: competencies by name, a level of a domain, the diploma."""
    if info.aim == Aim.DIPLOMA:
        return _("The diploma")
    if info.aim == Aim.LEVEL:
        return _("%(domain)s: level %(level)s") % {
            "domain": domain_name(continuum, info.domain_code),
            "level": info.level,
        }
    titles = [translated(continuum.by_id[one], "title") for one in info.competency_ids] if continuum else []
    if not titles:
        return domain_name(continuum, info.domain_code)
    if len(titles) <= TITLES_SHOWN:
        return listed(titles)
    more = len(titles) - 1
    return ngettext("%(title)s and %(num)s more", "%(title)s and %(num)s more", more) % {
        "title": titles[0],
        "num": more,
    }


# -- a target ----------------------------------------------------------------------------------------------------------


def target_shown(
    info: agreements.TargetInfo,
    continuum: ContinuumMap | None,
    voice: Voice,
    *,
    person_id: int | None,
    side: str | None,
    reading: Reading | None = None,
    need: agreements.Need | None = None,
    for_adults: bool = False,
    note: agreements.NotedInfo | None = None,
    table_need: agreements.Need | None = None,
    left: agreements.AdultLeft | None = None,
) -> TargetShown:
    """person_id, side: who looks, and in whose name she would sign. table_need: what the offer on the table asks for.
    left: the adult who signed it works with other learners by now, so that an adult of today looks first."""
    offers = tuple(offer_shown(one, info, person_id) for one in info.offers)
    by_number = {one.info.number: one for one in offers}
    agreed = by_number.get(info.agreed_last.number) if info.agreed_last else None
    table = by_number.get(info.on_table.number) if info.on_table else None
    state = _state(info)
    shown_need = (
        need_shown(need, agreed.info.by_on, voice, for_adults=for_adults) if need and agreed else None
    )
    met = dict(info.met_on)
    steps = (
        tuple(
            Step(continuum.by_id[one], met.get(one)) for one in info.competency_ids if one in continuum.by_id
        )
        if continuum
        else ()
    )
    waits_for_me = bool(table and side in table.info.missing and not _is_over(table))
    if left is not None:
        waits_for_me = side == Side.ADULT
    standing = reading if agreed and info.is_open and not info.is_met else None
    return TargetShown(
        info=info,
        title=title_of(info, continuum),
        domain=domain_name(continuum, info.domain_code) if info.domain_code else "",
        state=state,
        state_words=_state_words(
            info, state, agreed, table, _waiting_words(table, side, left, voice) if table else ""
        ),
        next_words=_("Make another offer, with a later day.")
        if state in ("talking", "anew") and side and _is_over(table)
        else _left_words(left, side)
        if state in ("talking", "anew") and left is not None
        else _next_words(
            info, state, standing, waits_for_me, voice, side, bool(table and table.has_signed(person_id))
        ),
        progress=_("%(done)s of %(total)s") % {"done": len(info.met_ids), "total": len(info.competency_ids)},
        standing=_standing_words(standing),
        standing_code=str(standing.standing) if standing else "",
        standing_parts=agreements.said(standing.reasons) if standing else (),
        steps=steps,
        offers=offers,
        agreed=agreed,
        table=table,
        waits_for_me=waits_for_me,
        line=_line(info, agreed, standing, shown_need),
        need=shown_need,
        end_words=_end_words(info),
        noted=noted_words(note) if note and standing else "",
        noted_reason=quoted(note.reason) if note and standing and note.reason else "",
        read_words=_standing_name(standing.read) if standing and standing.read else "",
        read_code=str(standing.read or standing.standing) if standing else "",
        note=note if standing else None,
        table_need=need_shown(table_need, table.info.by_on, voice, for_adults=for_adults)
        if table_need and table
        else None,
    )


def _is_over(table: OfferShown | None) -> bool:
    return table is not None and table.info.is_over(clock.today())


def _state(info: agreements.TargetInfo) -> str:
    if info.end is not None:
        return "ended"
    if info.is_met:
        return "met"
    if info.in_force is not None:
        return "anew" if info.on_table is not None else "agreed"
    return "talking"


def _state_words(
    info: agreements.TargetInfo,
    state: str,
    agreed: OfferShown | None,
    table: OfferShown | None,
    missing: str,
) -> str:
    """missing: for whom the offer on the table waits, in words."""
    if state == "ended":
        return _end_words(info)
    if state == "met":
        return _("Everything is proficient.")
    if state == "talking":
        return missing or _("An offer is on the table.")
    assert agreed is not None  # the state says so
    said = _("Agreed: by %(day)s.") % {"day": date_format(agreed.info.by_on)}
    if state != "anew":
        return said
    # Not within an f-string: what collects the words for the catalogue doesn't look into one.
    change = _("A change is on the table.")
    return f"{said} {change} {missing}".strip()


def _waiting_words(
    table: OfferShown, side: str | None, left: agreements.AdultLeft | None, voice: Voice
) -> str:
    missing = list(table.info.missing)
    if _is_over(table):
        return _("The day of the offer has passed before everybody signed.")
    if left is not None and side != Side.ADULT:
        return voice.say(
            _("First an adult looks at it who works with you now."),
            _("First an adult looks at it who works with %(name)s now."),
        )
    if left is not None:
        return _("It waits for your answer.")
    if side in missing:
        return _("It waits for your answer.")
    return _("Still to sign: %(who)s.") % {"who": listed([side_words(one) for one in missing])}


def _left_words(left: agreements.AdultLeft, side: str | None) -> str:
    """The adult who signed the offer works with other learners by now: who can look at it, and what goes on without."""
    said = _("%(name)s, who signed this offer, now works with other learners.") % {"name": left.name}
    if side == Side.ADULT:
        return f"{said} " + _("Read the offer. Sign it, or answer it with another one.")
    who = (
        _("Who can look at it now: %(names)s. Nothing of the offer is lost.") % {"names": ", ".join(left.now)}
        if left.now
        else _("Ask the school office who looks at it now. Nothing of the offer is lost.")
    )
    if side is None:
        return f"{said} {who}"
    return f"{said} {who} " + _("Or make the offer anew: then an adult of today answers it.")


def _next_words(
    info: agreements.TargetInfo,
    state: str,
    standing: Reading | None,
    waits_for_me: bool,
    voice: Voice,
    side: str | None,
    has_signed: bool,
) -> str:
    if state == "ended":
        return ""
    if state == "met":
        return _("One tap closes this target; then choose what comes next, or go deeper.")
    if waits_for_me:
        return _("Read the offer. Sign it, or answer it with another one.")
    if state in ("talking", "anew"):
        if side is None:
            return _("Those who still have to sign read it, and sign or answer with another one.")
        if has_signed:
            return _("You can still change your mind: make another offer at any time.")
        return _("If it should be another way, make another offer at any time.")
    if standing is None:
        return _("Go on with what is open.")
    if standing.standing == Standing.NEEDS_ADJUSTING:
        return voice.say(
            _("Talk with your adviser: more support, more time and another way are all good answers."),
            _("Talk with %(name)s: more support, more time and another way are all good answers."),
        )
    if standing.standing == Standing.AHEAD_OF_PLAN:
        return _("There is room: go deeper with something, or agree on what comes after.")
    return _("Go on with what is open.")


def _standing_words(reading: Reading | None) -> str:
    """LR06: of the plan, never of the child."""
    if reading is None:
        return ""
    return _standing_name(reading.standing)


def _standing_name(standing: Standing) -> str:
    return {
        Standing.ON_TARGET: _("On target"),
        Standing.AHEAD_OF_PLAN: _("Ahead of plan"),
        Standing.NEEDS_ADJUSTING: _("The plan needs adjusting"),
    }[standing]


def standing_options(but: str) -> list[tuple[str, str]]:
    """Where an adult may see a plan: everywhere but where the record reads it."""
    return [(str(one), _standing_name(one)) for one in Standing if one != but]


def _line(
    info: agreements.TargetInfo,
    agreed: OfferShown | None,
    standing: Reading | None,
    need: NeedShown | None,
) -> Line | None:
    if agreed is None or not info.is_open:
        return None
    today, by_on = clock.today(), agreed.info.by_on
    low, high = (need.low_on, need.high_on) if need else (None, None)
    words = _standing_words(standing) or _("Agreed")
    first = min([one.from_on for one in info.offers if one.is_agreed], default=agreed.info.from_on)
    changes = tuple(
        clock.local_date(one.agreed_at) for one in info.offers if one.agreed_at is not None and one.number > 1
    )
    return Line(
        sentence=_("%(standing)s. Agreed day: %(day)s.") % {"standing": words, "day": date_format(by_on)},
        start=min(first, today),
        end=max(by_on, today, *([high] if high else [])),
        today=today,
        target=by_on,
        earliest=low,
        latest=high,
        changes=tuple(one for one in changes if one >= first),
    )


def _end_words(info: agreements.TargetInfo) -> str:
    if info.end is None:
        return ""
    words = {
        TargetEnding.MET.value: _("Met on %(day)s."),
        TargetEnding.SET_ASIDE.value: _("Set aside together on %(day)s."),
        TargetEnding.REPLACED.value: _("Replaced by another target on %(day)s."),
    }[str(info.end.ending)]
    said = words % {"day": date_format(clock.local_date(info.end.ended_at))}
    return f"{said} {quoted(info.end.reason)}" if info.end.reason else said
