"""One learner and one competency: state, evidence in order, decisions, and what a decision would open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, EarlierText
from headway.district.evidence.api import CriterionItem, EvidenceForm, EvidenceItem
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.carried import made_under
from headway.district.proficiency.api import DeterminationInfo, Explanation, Frontier

__all__ = ["EvidenceLine", "HistoryLine", "evidence_lines", "history_lines", "what_opens", "why_question"]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """`recorded_on` only where it isn't the day of the observation. `may_take_back`: the viewer recorded it."""

    rating_uuid: uuid.UUID
    on: dt.datetime
    recorded_on: dt.datetime | None
    title: str
    form: str
    level: int
    rater: str
    note: str
    link: str
    set_aside: str
    may_take_back: bool
    made_under: str = ""
    feedback: str = ""
    criteria: tuple[CriterionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    on: dt.datetime
    level: int | None
    who: str
    reason: str
    beside: str
    rule_version: str
    made_under: str = ""


def evidence_lines(explanation: Explanation, *, person_id: int, may_rate: bool) -> tuple[EvidenceLine, ...]:
    """All evidence, newest first; what doesn't count says why."""
    forms = dict(EvidenceForm.choices)
    lines = [(item, "") for item in explanation.counted] + list(explanation.set_aside)

    def line(item: EvidenceItem, why: str) -> EvidenceLine:
        form = str(forms.get(item.form, item.form))
        return EvidenceLine(
            rating_uuid=item.rating_uuid,
            on=item.observed_at,
            recorded_on=item.recorded_at if item.recorded_at.date() != item.observed_at.date() else None,
            title=item.title or form,
            form=form if item.title else "",
            level=item.level,
            rater=item.rater_name,
            note=item.note,
            # Only addresses of the web: a link of another kind may run something.
            link=item.link if item.link.startswith(("https://", "http://")) else "",
            set_aside=why,
            may_take_back=may_rate and item.withdrawn_at is None and item.rater_id == person_id,
            made_under=made_under(explanation.texts.get(item.competency_id)),
            feedback=item.feedback,
            criteria=item.criteria,
        )

    lines.sort(key=lambda pair: (pair[0].observed_at, pair[0].rating_id), reverse=True)
    return tuple(line(item, why) for item, why in lines)


def history_lines(
    history: Sequence[DeterminationInfo],
    scale: DistrictScale,
    texts: Mapping[int, EarlierText] | None = None,
) -> tuple[HistoryLine, ...]:
    """Decisions, newest first, each with what the rule said beside it."""
    return tuple(
        HistoryLine(
            on=one.decided_at,
            level=one.level,
            who=one.decided_by or _("not recorded"),
            reason=one.reason,
            beside=_("The evidence suggested %(level)s.") % {"level": scale.name_of(one.proposed_level)}
            if one.departs and one.proposed_level is not None
            else "",
            rule_version=one.rule_version,
            made_under=made_under((texts or {}).get(one.competency_id)),
        )
        for one in reversed(history)
    )


def what_opens(frontier: Frontier, competency: CompetencyInfo) -> tuple[CompetencyInfo, ...]:
    """What waits for this competency alone, and so opens when it is proficient."""
    return tuple(
        item.competency for item in frontier.needs_first if [one.id for one in item.needs] == [competency.id]
    )


def why_question(explanation: Explanation, scale: DistrictScale) -> str:
    """The question that the explanation answers."""
    standing = explanation.standing
    if standing.needs_decision:
        return _("Why is %(level)s proposed?") % {"level": scale.name_of(standing.proposed_level)}
    if explanation.level is not None:
        return _("Why %(level)s?") % {"level": scale.name_of(explanation.level)}
    return _("Why is there no level yet?")
