"""Prerequisites that words and structure propose for a draft; people accept them into it or decline them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.columns import line_of
from headway.district.continuum.models import Competency, PrerequisiteAnswer
from headway.district.continuum.services.drafting import add_prerequisites, undo
from headway.district.continuum.types import Answer, PrerequisiteContent, VersionInfo
from headway.district.continuum.types.linking import ProposedLink, StepAnswer, StepProposals, StepsAnswered
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock
from headway.mastery.continuum.items import Item, Line
from headway.mastery.continuum.suggestions.prerequisites import suggest_prerequisites
from headway.mastery.continuum.suggestions.shapes import Suggestion

__all__ = ["answer_steps", "line_of_version", "steps_for", "take_back_steps", "waiting_for_steps"]

CANDIDATES = 5
# So many are asked for where only those before a seam are wanted: most proposals stand at the same level.
ACROSS = 60


def line_of_version(version: VersionInfo) -> Line:
    """The version as items and arrows, without the graduate profile."""
    return line_of([version.id], profile=False)


def waiting_for_steps(
    line: Line, *, domain: str = "", strand: str = "", seam: int | None = None, every: bool = False
) -> tuple[Item, ...]:
    """The competencies that a person may want to give a prerequisite, in the order of the line.

    Those on the first level of their domain are beginnings and need none. Without more: those with no prerequisite.
    seam: those right behind the seam (the first level of their row from there on) that nothing before it prepares
    for. every: also those that have prerequisites already. domain, strand: only those.
    """
    before: defaultdict[str, list[Item]] = defaultdict(list)
    for arrow in line.arrows:
        if arrow.before in line.by_key:
            before[arrow.after].append(line.by_key[arrow.before])
    first: dict[str, int] = {}
    behind: dict[tuple[str, str], int] = {}
    for item in line.items:
        if not item.is_ratable or item.level is None:
            continue
        first[item.domain] = min(item.level, first.get(item.domain, item.level))
        if seam is not None and item.level >= seam:
            row = (item.domain, item.strand)
            behind[row] = min(item.level, behind.get(row, item.level))
    found = []
    for item in line.items:
        if not item.is_ratable or (domain and item.domain != domain) or (strand and item.strand != strand):
            continue
        if item.level is not None and item.level <= first.get(item.domain, item.level):
            continue
        if seam is not None:
            is_behind = item.level is not None and item.level == behind.get((item.domain, item.strand))
            prepared = any(one.level is not None and one.level < seam for one in before[item.key])
            if is_behind and not prepared:
                found.append(item)
        elif every or not before[item.key]:
            found.append(item)
    return tuple(found)


def steps_for(
    version: VersionInfo,
    line: Line,
    keys: Sequence[str],
    *,
    top: int = CANDIDATES,
    before_level: int | None = None,
) -> tuple[StepProposals, ...]:
    """For each of these competencies what it may need first; nothing that would close a circle or was declined.

    before_level: only what stands before this level, so that a seam is crossed.
    Raises NotFound for a competency that the version does not have.
    """
    if any(key not in line.by_key for key in keys):
        raise NotFound(_("There is no such competency in this draft."))
    declined = PrerequisiteAnswer.objects.filter(framework_id=version.framework_id, answer=Answer.REFUSED)
    refused = set(declined.values_list("before_identifier", "after_identifier"))
    asked = top if before_level is None else ACROSS
    found = suggest_prerequisites(line.items, line.arrows, list(keys), asked, refused)
    now: defaultdict[str, list[str]] = defaultdict(list)
    for arrow in line.arrows:
        now[arrow.after].append(arrow.before)
    return tuple(
        StepProposals(
            key=key,
            now=tuple(now[key]),
            proposals=tuple(
                ProposedLink(
                    key=one.target,
                    is_likely=one.is_likely,
                    reasons=tuple((str(reason.kind), dict(reason.facts)) for reason in one.reasons),
                )
                for one in _before(found.get(key, ()), line, before_level)[:top]
            ),
        )
        for key in keys
    )


def _before(suggestions: Sequence[Suggestion], line: Line, level: int | None) -> Sequence[Suggestion]:
    if level is None:
        return suggestions
    levels = {one.target: line.by_key[one.target].level for one in suggestions}
    return [one for one in suggestions if (here := levels[one.target]) is not None and here < level]


@transaction.atomic
def answer_steps(draft: VersionInfo, answers: Iterable[StepAnswer], *, by: Actor) -> StepsAnswered:
    """Accepted prerequisites go into the draft as one act; declined ones are not proposed again.

    Raises Refused where nothing is chosen, or for what the draft does not hold.
    """
    said = list({(one.before, one.after): one for one in answers}.values())
    if not said:
        raise Refused(_("Choose a prerequisite first."), remedy=_("Pick one of those that are proposed."))
    accepted = [one for one in said if one.is_accepted]
    act = None
    if accepted:
        arrows = [PrerequisiteContent(one.before, one.after, one.is_gate) for one in accepted]
        act = add_prerequisites(draft.uuid, arrows, by=by).act
    _check_held(draft, said)
    earlier = _standing(draft.framework_id, [(one.before, one.after) for one in said])
    for one in said:
        _say(draft.framework_id, one.before, one.after, _answer(one), by)
    audit.record(
        by=by,
        act="continuum.prerequisites_answered",
        subject_kind="framework_version",
        subject_uuid=draft.uuid,
        accepted=len(accepted),
        declined=len(said) - len(accepted),
    )
    return StepsAnswered(
        accepted=len(accepted),
        declined=len(said) - len(accepted),
        act=act,
        earlier=tuple((one.before, one.after, earlier.get((one.before, one.after))) for one in said),
    )


@transaction.atomic
def take_back_steps(
    draft: VersionInfo,
    earlier: Iterable[tuple[str, str, str | None]],
    *,
    by: Actor,
    act: uuid.UUID | None = None,
) -> int:
    """Put back what was said before `answer_steps`; its arrows leave the draft. Raises Conflict as `undo` does."""
    if act is not None:
        undo(draft.uuid, act, by=by)
    count = 0
    for before, after, answer in earlier:
        _say(draft.framework_id, before, after, answer, by)
        count += 1
    audit.record(
        by=by,
        act="continuum.prerequisite_answers_taken_back",
        subject_kind="framework_version",
        subject_uuid=draft.uuid,
        answers=count,
    )
    return count


def _check_held(draft: VersionInfo, said: Sequence[StepAnswer]) -> None:
    """Also what is declined is kept for later, so it has to be there."""
    named = {end for one in said for end in (one.before, one.after)}
    held = Competency.objects.filter(version_id=draft.id, identifier__in=named)
    if held.values("identifier").count() < len(named):
        raise Refused(
            _("This names a competency that the draft does not have."),
            remedy=_("Open the list again; the draft has changed."),
        )


def _answer(one: StepAnswer) -> str:
    return Answer.ACCEPTED if one.is_accepted else Answer.REFUSED


def _standing(framework_id: int, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    rows = PrerequisiteAnswer.objects.filter(
        framework_id=framework_id, after_identifier__in={after for _before, after in pairs}
    )
    return {(row.before_identifier, row.after_identifier): row.answer for row in rows}


def _say(framework_id: int, before: str, after: str, answer: str | None, by: Actor) -> None:
    if answer is None:
        PrerequisiteAnswer.objects.filter(
            framework_id=framework_id, before_identifier=before, after_identifier=after
        ).delete()
        return
    PrerequisiteAnswer.objects.update_or_create(
        framework_id=framework_id,
        before_identifier=before,
        after_identifier=after,
        defaults={"answer": answer, "at": clock.now(), "by_id": by.person_id},
    )
