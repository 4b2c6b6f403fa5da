"""What was just done, as a sentence with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale
from headway.district.proficiency.api import DecisionOutcome, RatedPair

__all__ = ["Act", "act_of_decision", "act_of_rating", "act_of_withdrawal", "titles"]


@dataclass(frozen=True, slots=True)
class Act:
    """sentence: what was saved. more: what follows from it. undo_url, undo: the form that takes it back, if any."""

    sentence: str
    more: tuple[str, ...] = ()
    undo_url: str = ""
    undo: tuple[tuple[str, str], ...] = field(default=())

    def __str__(self) -> str:
        return " ".join((self.sentence, *self.more))


def titles(competencies: Sequence[CompetencyInfo]) -> str:
    """Several competencies in one breath."""
    return ", ".join(translated(one, "title") for one in competencies)


def act_of_rating(
    name: str,
    pair: RatedPair,
    level: int,
    scale: DistrictScale,
    *,
    repeated: bool,
    others: int,
    undo_url: str = "",
    undo: tuple[tuple[str, str], ...] = (),
) -> Act:
    """others: ratings that arrived from somebody else since the teacher saw the page."""
    facts = {
        "name": name,
        "competency": translated(pair.competency, "title"),
        "level": scale.name_of(level),
    }
    if repeated:
        return Act(
            _("Already recorded: %(name)s, %(competency)s, the work shows %(level)s. Nothing was added.")
            % facts,
            undo_url=undo_url,
            undo=undo,
        )
    more = []
    if others > 0:
        more.append(
            ngettext(
                "Meanwhile another rating was recorded here; both are kept.",
                "Meanwhile %(count)s other ratings were recorded here; all are kept.",
                others,
            )
            % {"count": others}
        )
    standing = pair.standing
    if standing.needs_decision:
        more.append(
            _("%(level)s is proposed now; you decide.") % {"level": scale.name_of(standing.proposed_level)}
        )
    if pair.opens_when_decided:
        more.append(_("Deciding it opens: %(titles)s.") % {"titles": titles(pair.opens_when_decided)})
    return Act(
        _("Recorded: %(name)s, %(competency)s, the work shows %(level)s.") % facts,
        tuple(more),
        undo_url,
        undo,
    )


def act_of_decision(
    name: str,
    competency: CompetencyInfo,
    outcome: DecisionOutcome,
    level: int | None,
    scale: DistrictScale,
    *,
    undoes: bool = False,
    undo_url: str = "",
    undo: tuple[tuple[str, str], ...] = (),
) -> Act:
    """undoes: the decision puts back what stood before one that was just taken."""
    facts = {"name": name, "competency": translated(competency, "title")}
    if undoes and level is not None:
        sentence = _("Put back: %(name)s, %(competency)s: %(level)s as before.") % {
            **facts,
            "level": scale.name_of(level),
        }
    elif level is None:
        sentence = _("The decision was taken back: %(name)s, %(competency)s.") % facts
    else:
        sentence = _("Decided: %(name)s, %(competency)s: %(level)s.") % {
            **facts,
            "level": scale.name_of(level),
        }
    more = []
    if outcome.repeated:
        more.append(_("It had been decided so already; nothing was added."))
    if outcome.opened:
        more.append(_("This opens: %(titles)s.") % {"titles": titles(outcome.opened)})
    if outcome.closed:
        more.append(
            _("Waiting again until this is proficient: %(titles)s.") % {"titles": titles(outcome.closed)}
        )
    return Act(sentence, tuple(more), undo_url, undo)


def act_of_withdrawal(name: str, pair: RatedPair, scale: DistrictScale) -> Act:
    more = []
    if pair.standing.needs_decision:
        more.append(
            _("%(level)s is proposed now; you decide.")
            % {"level": scale.name_of(pair.standing.proposed_level)}
        )
    return Act(
        _("Taken back: the rating of %(name)s on %(competency)s doesn't count any more. The record keeps it.")
        % {"name": name, "competency": translated(pair.competency, "title")},
        tuple(more),
    )
