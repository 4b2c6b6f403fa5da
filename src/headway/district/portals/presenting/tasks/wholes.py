"""A task as adults read it: the sheet, and beside it who keeps it, how deep it asks, and what is worth another look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import TaskPage, TaskState, TaskWords, WordingKind, WordingRemark
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.drafts import depth_options
from headway.district.portals.presenting.tasks.desks import Desk
from headway.district.portals.presenting.tasks.listing import depth_words
from headway.district.portals.presenting.voices import quoted

__all__ = ["Act", "RemarkLine", "acts_of", "deeper_words", "facts_of", "remark_lines"]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What was noticed about some words: where they stand, why it matters, and what to try."""

    place: str
    words: str
    heading: str
    reason: str
    field: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the reader may do with the task as it stands."""

    code: str
    words: str
    hint: str


def remark_lines(
    remarks: Sequence[WordingRemark], words: TaskWords, scale: DistrictScale
) -> tuple[RemarkLine, ...]:
    """The remarks as sentences with a reason. People decide; nothing is blocked."""
    return tuple(_remark(one, words, scale) for one in remarks)


def _remark(one: WordingRemark, words: TaskWords, scale: DistrictScale) -> RemarkLine:
    heading, reason = _sayings()[one.kind]
    if one.target is not None:
        reason = _(
            "“%(title)s” is a competency of its own and has its own levels. Going further here means going deeper into the same one: a new setting, a harder case, reasons of one's own."
        ) % {"title": translated(one.target, "title")}
    if one.criterion is None:
        return RemarkLine(_("What to do"), one.words, heading, reason, "prompt")
    title = words.criteria[one.criterion].title or _("Criterion %(number)s") % {"number": one.criterion + 1}
    level = scale.name_of(one.level) if one.level and one.level <= scale.size else ""
    return RemarkLine(
        _("%(criterion)s, %(level)s") % {"criterion": title, "level": level},
        one.words,
        heading,
        reason,
        f"criterion-{one.criterion}-{one.level}",
    )


def _sayings() -> dict[WordingKind, tuple[str, str]]:
    return {
        WordingKind.NEXT_TARGET: (
            _("This speaks of the next target"),
            _(
                "The highest level shows the same competency more deeply; what comes next on the line has its own levels. Otherwise a learner could reach the top here only by being somewhere else."
            ),
        ),
        WordingKind.EXTRA_CREDIT: (
            _("This gives something extra for more work"),
            _(
                "A level says what the work shows, not how much of it there is. Say what deeper work looks like."
            ),
        ),
        WordingKind.BEHAVIOUR: (
            _("This is about how somebody works, not what the work shows"),
            _(
                "Time, neatness and effort have their place among the habits. Here they would change a level of learning."
            ),
        ),
        WordingKind.UNMEASURABLE: (
            _("Nobody can see this in a piece of work"),
            _("Two teachers may look for different things. Say what the learner does that shows it."),
        ),
        WordingKind.SCHOOL_YEARS: (
            _("It speaks of school years"),
            _("Learners meet this task when they are ready for it. Describe the work itself."),
        ),
    }


def facts_of(page: TaskPage, continuum: ContinuumMap | None) -> list[tuple[str, str]]:
    """Word and value, for the side of the page."""
    task = page.task
    asks = {value: words for value, _name, words in depth_options()}
    facts = [
        (_("Kept by"), _("The district") if task.is_common else task.organisation.name),
        (_("State"), str(TaskState(task.state).label)),
        (
            _("Depth"),
            depth_words(task.depth) if task.depth is None else f"{task.depth}: {asks[str(task.depth)]}",
        ),
    ]
    if task.code:
        facts.insert(0, (_("Code"), task.code))
    if task.context:
        facts.append((_("Context"), task.context))
    if task.is_transfer:
        facts.append((_("Transfer"), _("It asks for a setting that was not taught.")))
    if task.is_cumulative:
        facts.append((_("Cumulative check"), _("Learners see it only when they are given it.")))
    if task.author is not None:
        facts.append((_("Written by"), task.author.name))
    return facts


def deeper_words(page: TaskPage, continuum: ContinuumMap | None) -> list[str]:
    """For each competency that lies deeper than the task asks: what that means."""
    if continuum is None:
        return []
    return [
        _(
            "%(title)s is meant at depth %(deeper)s, and the task asks for depth %(depth)s: work on it can't show all of it."
        )
        % {
            "title": quoted(translated(continuum.by_id[one], "title")),
            "deeper": continuum.by_id[one].depth,
            "depth": page.task.depth,
        }
        for one in page.deeper
    ]


def acts_of(page: TaskPage, desk: Desk) -> list[Act]:
    """What may be done with it now, the most likely first."""
    if not page.can_write:
        return []
    state = page.task.state
    ready = Act("ready", _("Make it ready to use"), _("From then on it can be given, and learners find it."))
    review = Act("review", _("Send it to review"), _("Colleagues can read it; learners can't yet."))
    retire = Act(
        "retire", _("No longer use it"), _("It is no longer offered. What was shown on it stays as it is.")
    )
    back = Act("ready", _("Use it again"), _("It can be given again, and learners find it."))
    common = Act(
        "common",
        _("Make it common to all schools"),
        _("Every school uses it unchanged; the district keeps it from then on."),
    )
    discard = Act("discard", _("Take this draft away"), _("Nobody has used it yet. This can't be undone."))
    found = {
        TaskState.DRAFT: [ready, review],
        TaskState.IN_REVIEW: [ready],
        TaskState.READY: [retire],
        TaskState.RETIRED: [back],
    }[TaskState(state)]
    if desk.writes_common and not page.task.is_common and state != TaskState.RETIRED:
        found.append(common)
    if state in (TaskState.DRAFT, TaskState.IN_REVIEW) and not page.is_used:
        found.append(discard)
    return found
