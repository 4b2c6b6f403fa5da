"""A standing as pages show it: a glyph, and a sentence that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.portals.presenting.carried import carried_words
from headway.district.portals.presenting.voices import Voice
from headway.district.proficiency.api import Explanation, StandingInfo, StandingStatus

__all__ = [
    "Glyph",
    "evidence_words",
    "first_piece_words",
    "glyph_of",
    "later_words",
    "place_words",
    "why_sentences",
]


@dataclass(frozen=True, slots=True)
class Glyph:
    """What `level_glyph` draws: `status` is confirmed, tentative or proposed; `level` None draws it empty.

    carried: the mark beside it where the level comes from an earlier version of the continuum.
    """

    level: int | None = None
    status: str = "confirmed"
    carried: str = ""


def glyph_of(standing: StandingInfo | None) -> Glyph:
    """A decision is solid, or dashed while more evidence would confirm it; a proposal says that it is one."""
    if standing is None:
        return Glyph()
    if standing.determined_level is not None:
        status = "tentative" if standing.confidence == "tentative" else "confirmed"
        return Glyph(standing.determined_level, status, carried_words(standing))
    if standing.proposed_level is not None:
        return Glyph(standing.proposed_level, "proposed", carried_words(standing))
    return Glyph(carried=carried_words(standing))


def evidence_words(pieces: int) -> str:
    if not pieces:
        return _("There is no evidence yet.")
    return ngettext(
        "Based on %(count)s piece of evidence.", "Based on %(count)s pieces of evidence.", pieces
    ) % {"count": pieces}


def later_words(why: Explanation) -> str:
    """Beside a decision that was made before any of the evidence that is here: it can't rest on what came later."""
    seen = [*why.counted, *(item for item, _reason in why.set_aside)]
    decided_at = why.decided_at
    if why.level is None or decided_at is None or not seen:
        return ""
    if any(item.recorded_at <= decided_at for item in seen):
        return ""
    count = why.standing.pieces
    return ngettext(
        "It was decided before the work that is here: %(count)s piece came later.",
        "It was decided before the work that is here: %(count)s pieces came later.",
        count,
    ) % {"count": count}


def first_piece_words(why: Explanation, voice: Voice) -> tuple[str, str]:
    """What a level rests on that has no evidence: a sentence beside it, and what a first piece of work would do.

    Both are empty where there is evidence, or nothing was decided.
    """
    is_carried = why.carried is not None
    if why.standing.pieces or (why.level is None and not is_carried):
        return "", ""
    if why.level is None:
        rests_on = _("It rests on decisions from an earlier version; no piece of work is recorded here.")
        then = voice.say(
            _("No piece of work is recorded here yet. Your first piece would help a teacher to decide."),
            _("No piece of work is recorded here yet. A first piece would help a teacher to decide."),
        )
        return rests_on, then
    rests_on = (
        _("The level was carried over from an earlier version; no piece of work is recorded here.")
        if is_carried
        else _("The level was decided by a person; no piece of work is recorded here.")
    )
    then = voice.say(
        _("No piece of work is recorded here yet. Your first piece would help to confirm the level."),
        _("No piece of work is recorded here yet. A first piece would help to confirm the level."),
    )
    return rests_on, then


def place_words(standing: StandingInfo | None, scale: Any, who: str, voice: Voice) -> str:
    """Where the work stands, in one sentence; `who` decides ("Elena Ortiz", or the words for a teacher)."""
    status = standing.status if standing else StandingStatus.NO_EVIDENCE
    if standing is not None and standing.to_confirm and standing.determined_level is None:
        return voice.say(
            _(
                "What you have shown came over from an earlier version. The decision on the whole is with %(who)s."
            ),
            _(
                "What %(name)s has shown came over from an earlier version. The decision on the whole is with %(who)s."
            ),
            who=who,
        )
    if standing is None or status == StandingStatus.NO_EVIDENCE:
        return voice.say(
            _("You have not shown this yet; it is waiting for your first piece of work."),
            _("%(name)s has not shown this yet; it is waiting for a first piece of work."),
        )
    if status == StandingStatus.NOT_ENOUGH_EVIDENCE:
        return _("There is some evidence already. A little more, and a level can be proposed.")
    if status == StandingStatus.PROPOSED:
        return _("The evidence so far points to %(level)s. The decision is with %(who)s.") % {
            "level": scale.name_of(standing.proposed_level),
            "who": who,
        }
    level = scale.name_of(standing.determined_level)
    if standing.needs_decision and (standing.proposed_level or 0) > (standing.determined_level or 0):
        return _(
            "The work shows %(level)s, and newer evidence points to %(newer)s. The decision is with %(who)s."
        ) % {"level": level, "newer": scale.name_of(standing.proposed_level), "who": who}
    return _("The work shows %(level)s.") % {"level": level}


def why_sentences(why: Explanation, scale: Any) -> tuple[str, ...]:
    """Why the work stands where it stands. A person's reason comes before the rule's where they say different things."""
    standing_decision = why.history[-1] if why.history else None
    if standing_decision is None or standing_decision.level is None or not standing_decision.departs:
        return why.sentences
    words = {
        "who": standing_decision.decided_by or _("a teacher"),
        "level": scale.name_of(standing_decision.level),
        "reason": standing_decision.reason,
    }
    decided = (
        _("%(who)s decided %(level)s and gave a reason: “%(reason)s”") % words
        if words["reason"]
        else _("%(who)s decided %(level)s and saw it differently from the rule.") % words
    )
    proposed = why.standing.proposed_level
    if proposed is None:
        return (decided, *why.sentences)
    by_rule = _("By the rule alone the evidence points to %(level)s.") % {"level": scale.name_of(proposed)}
    return (decided, by_rule, *why.sentences)
