"""What the authoring assistant noticed about a statement, as sentences with a reason and something to try."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.mastery.continuum.gaps.statements import Remark, RemarkKind, check

__all__ = ["CheckLine", "check_lines"]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """words: the part of the statement that gave rise to the remark; instead: verbs to try."""

    heading: str
    reason: str
    words: str
    instead: tuple[str, ...]


def check_lines(statement: str, language: str, level: int | None) -> tuple[CheckLine, ...]:
    """The remarks on a statement, in the reader's language. People decide; nothing is blocked."""
    if not statement.strip():
        return ()
    return tuple(_line(one) for one in check(statement, language or "en", level=level))


def _line(remark: Remark) -> CheckLine:
    heading, reason = _sayings()[remark.kind]
    # A remark on the whole statement needs no quote of it.
    words = "" if remark.kind in (RemarkKind.TOO_LONG, RemarkKind.NO_I_CAN) else remark.words
    return CheckLine(heading, reason, words, remark.instead)


def _sayings() -> dict[RemarkKind, tuple[str, str]]:
    return {
        RemarkKind.NO_I_CAN: (
            _("It does not begin with “I can”"),
            _("Learners read this sentence as their own. Begin with “I can …” and what they do."),
        ),
        RemarkKind.UNMEASURABLE: (
            _("Nobody can see this in a piece of work"),
            _("Two teachers may look for different things. Say what the learner does that shows it."),
        ),
        RemarkKind.ACTIVITY: (
            _("This is an activity, not what is learned by it"),
            _("It would count only for this task. Say what stays when the task is over."),
        ),
        RemarkKind.COMPOUND: (
            _("Two things in one sentence"),
            _(
                "Work may show one without the other, and a rating could not say which. Make two competencies, or tie them together."
            ),
        ),
        RemarkKind.VAGUE: (
            _("This can mean much or little"),
            _("Say how many, how complex, or in which kind of situation."),
        ),
        RemarkKind.GRADE_LANGUAGE: (
            _("It speaks of school years"),
            _(
                "Learners meet it when they are ready for it. The place on the map says where that usually is."
            ),
        ),
        RemarkKind.TOO_LONG: (
            _("Long for one breath"),
            _("Keep what the learner does; the rest can go into the descriptors."),
        ),
        RemarkKind.HARD_TO_READ: (
            _("Many long words for readers of this level"),
            _("Learners read it themselves. Say it as you would say it to them."),
        ),
        RemarkKind.NO_TRANSFER: (
            _("It may stay in one place"),
            _("Bound to one text, one lesson or to saying it again. Say where else it can be used."),
        ),
    }
