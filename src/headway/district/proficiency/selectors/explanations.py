"""Why is this learner here? The evidence that counts, what does not and why, the rule, and who decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, EarlierText, earlier_texts
from headway.district.evidence import api as evidence
from headway.district.evidence.api import EvidenceItem
from headway.district.people.api import Viewer, check_see, visible_learners
from headway.district.proficiency.ground import Ground, ground, reading_language
from headway.district.proficiency.models import Determination
from headway.district.proficiency.proposing import proposal_of, read_record, rule_of
from headway.district.proficiency.selectors.next_steps import next_steps_of
from headway.district.proficiency.standing_rows import no_standing
from headway.district.proficiency.sureness import school_time, sureness_settings
from headway.district.proficiency.types import (
    CarriedOver,
    CarriedPart,
    DeterminationInfo,
    Explanation,
    StandingInfo,
)
from headway.mastery.facts import Ratings
from headway.mastery.proficiency import A_DAY, why_set_aside
from headway.mastery.proficiency.sureness import Sureness, how_sure

__all__ = ["explain"]

# Reasons that say what further evidence would do.
WOULD = "would_"


def explain(
    viewer: Viewer,
    learner: Any,
    competency: CompetencyInfo,
    as_of: dt.datetime | None = None,
    *,
    in_full: bool = False,
) -> Explanation:
    """Everything behind one level, as known at a moment, in the reader's language. Raises NotFound for strangers.

    In plain words for learners and families; in_full for staff.
    """
    on = ground(as_of)
    family = on.continuum.family(competency.id)
    items = evidence.items(learner_ids=(learner.pk,), competency_ids=family, as_of=as_of, seen_by=viewer)
    rows = _decisions(viewer, learner, family, as_of)
    if not items and not rows:
        check_see(viewer, learner)  # nothing to show, or not hers to see
    read = read_record((learner.pk,), family, on, as_of)
    rule = rule_of(learner.pk, competency, on)
    proposal = proposal_of(read.ratings, rule, on)
    decisions = read.decisions
    standing = next(read.standings.infos(on), None) or no_standing(learner.pk, competency.id, on)
    in_force = rows.get(int(decisions.id[-1])) if len(decisions) else None
    if in_force and in_force.level != standing.determined_level:
        in_force = (
            None  # decided on a part; nobody said this of the whole, so no name and no day stand beside it
        )
    taken_from = in_force.basis or "" if in_force else ""
    arrived = _on_arrival(taken_from)
    rests_on = tuple(one for one in proposal.reasons if not one.code.startswith(WOULD))
    changes = tuple(one for one in proposal.reasons if one.code.startswith(WOULD))
    plans = next_steps_of((learner.pk,), as_of).get(learner.pk, {})
    by_id = {item.rating_id: item for item in items}
    language = reading_language()
    texts = _texts(items, tuple(rows.values()), standing, on)
    return Explanation(
        learner_uuid=learner.uuid,
        competency=competency,
        standing=standing,
        level=standing.level,
        status=standing.status,
        rule_text=on.rule_text,
        rule_version=on.version,
        rule_says=on.tell(rule, in_full=in_full),
        is_exception=rule != on.book.rule,
        counted=tuple(by_id[one] for one in proposal.counted),
        set_aside=tuple((by_id[one], why_set_aside(why, language)) for one, why in proposal.set_aside),
        sentences=(*arrived, *on.say(proposal.reasons, in_full=in_full)),
        rests_on=(*arrived, *on.say(rests_on, in_full=in_full)),
        taken_from=taken_from,
        changes=on.say(changes, in_full=in_full),
        unmet=on.say(proposal.unmet, in_full=in_full),
        missing=on.say(proposal.missing, in_full=in_full),
        sureness=_sureness(read.ratings, on, as_of),
        looks=_looks(viewer, learner, family, as_of),
        next_step=None if standing.is_proficient else plans.get(competency.id),
        decided_by=in_force.decided_by if in_force else "",
        decided_at=in_force.decided_at if in_force else None,
        reason=in_force.reason if in_force else "",
        history=tuple(rows.values()),
        carried=_carried(standing, tuple(rows.values()), texts, on),
        texts=texts,
    )


def _on_arrival(basis: str) -> tuple[str, ...]:
    """Said first where a level comes from no work here."""
    if basis == "transfer":
        return (
            _("Taken as met on arrival, from the transcript of another school; to be confirmed by work."),
        )
    if basis:
        return (_("Taken as met on arrival, to be confirmed by work."),)
    return ()


def _sureness(ratings: Ratings, on: Ground, as_of: dt.datetime | None) -> Sureness | None:
    """How sure the standing evidence makes us, with what was learned of ratings by that day; never from anything else."""
    standing = ratings.standing()
    if not len(standing):
        return None
    clock = school_time()
    (moment,) = clock.at(np.array([on.moment])).tolist()
    return how_sure(clock.ratings(standing), on.scale.scale, sureness_settings(as_of), day=A_DAY, on=moment)


def _looks(
    viewer: Viewer, learner: Any, family: Collection[int], as_of: dt.datetime | None
) -> Mapping[int, evidence.LookInfo]:
    """Second looks that were asked for by then."""
    looks = evidence.second_looks_of(viewer, learner, family)
    return {rating: look for rating, look in looks.items() if as_of is None or look.asked_at <= as_of}


def _decisions(
    viewer: Viewer, learner: Any, competency_ids: Collection[int], as_of: dt.datetime | None
) -> dict[int, DeterminationInfo]:
    """All decisions on this competency, oldest first, those taken back among them."""
    seen = visible_learners(viewer).filter(pk=learner.pk).values("pk")
    rows = Determination.objects.filter(learner_id__in=seen, competency_id__in=competency_ids)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return {
        row.pk: DeterminationInfo(
            uuid=row.uuid,
            level=row.level,
            decided_at=row.decided_at,
            recorded_at=row.recorded_at,
            decided_by=row.decided_by.name if row.decided_by else "",
            rule_version=row.rule_version,
            departs=row.departs,
            reason=row.reason.text if hasattr(row, "reason") else "",
            proposed_level=row.proposal.get("level"),
            competency_id=row.competency_id,
            basis=row.basis,
        )
        for row in rows.select_related("decided_by", "reason").order_by("decided_at", "pk")
    }


def _texts(
    items: tuple[EvidenceItem, ...],
    history: tuple[DeterminationInfo, ...],
    standing: StandingInfo,
    on: Ground,
) -> dict[int, EarlierText]:
    """What ratings and decisions were made under, where it read otherwise than today. No query where nothing did."""
    lineage = on.continuum.lineage
    named = {item.competency_id for item in items} | {one.competency_id for one in history}
    if standing.to_confirm or standing.carried_from is not None:
        named |= set(lineage.parts_of(standing.competency_id))
    return earlier_texts(named & lineage.changed)


def _carried(
    standing: StandingInfo,
    history: tuple[DeterminationInfo, ...],
    texts: Mapping[int, EarlierText],
    on: Ground,
) -> CarriedOver | None:
    if standing.carried_from is None and not standing.to_confirm:
        return None
    lineage = on.continuum.lineage
    from_a_part = (
        standing.to_confirm or lineage.lines.get(standing.carried_from or 0) != standing.competency_id
    )
    lines = lineage.parts_of(standing.competency_id) if from_a_part else ()
    if not lines:
        text = texts[standing.carried_from or 0]
        return CarriedOver((CarriedPart(text, standing.determined_level),), to_confirm=False)
    parts = []
    for line in lines:
        members = set(lineage.line_members(line))
        decided = [one for one in history if one.competency_id in members]
        named = decided[-1].competency_id if decided else line
        text = texts.get(named) or earlier_texts((named,))[named]
        parts.append(CarriedPart(text, decided[-1].level if decided else None))
    return CarriedOver(tuple(parts), standing.to_confirm)
