"""What a draft leaves behind, as lines: how many learners, what was said, and where it may live on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    Candidate,
    ContinuumMap,
    PrerequisiteContent,
    SuccessionKind,
    ToMap,
)
from headway.district.foundation.api import translated

__all__ = ["Gone", "Offer", "arrow_words", "mapping_lines"]


@dataclass(frozen=True)
class Offer:
    """One competency of the draft in which the earlier one may live on, with why it is offered."""

    identifier: str
    name: str
    statement: str
    why: str


@dataclass(frozen=True)
class Gone:
    """One competency that the draft no longer has. said: the word that was given, empty where none is.

    arrows: the prerequisites that it had and that could be drawn where it lives on, in words.
    """

    identifier: str
    code: str
    title: str
    statement: str
    place: str
    learners: str
    needs_word: bool
    said: str
    note: str
    offers: tuple[Offer, ...]
    arrows: tuple[str, ...] = ()


def mapping_lines(
    gone: Sequence[ToMap],
    offers: Mapping[str, Sequence[Candidate]],
    before: ContinuumMap,
    smallest: int,
    arrows: Mapping[str, tuple[str, ...]],
) -> tuple[Gone, ...]:
    return tuple(
        Gone(
            identifier=one.identifier,
            code=one.code,
            title=translated(one, "title"),
            statement=translated(one, "statement"),
            place=_place(one, before),
            learners=_learners(one.learners, smallest),
            needs_word=one.needs_word,
            said=_said(one),
            note=one.note,
            offers=tuple(_offer(each) for each in offers.get(one.identifier, ())),
            arrows=() if one.is_stale else arrows.get(one.identifier, ()),
        )
        for one in gone
    )


def arrow_words(
    arrows: Mapping[str, Sequence[PrerequisiteContent]], draft: ContinuumMap
) -> dict[str, tuple[str, ...]]:
    """Each arrow as a sentence: what comes first, and whether it holds back."""
    names = {one.identifier: f"{one.code} {translated(one, 'title')}".strip() for one in draft.competencies}
    return {
        removed: tuple(_arrow(names[each.before], names[each.after], each.is_gate) for each in found)
        for removed, found in arrows.items()
    }


def _arrow(before: str, after: str, is_gate: bool) -> str:
    words = {"before": before, "after": after}
    if is_gate:
        return _("%(before)s comes before %(after)s (essential)") % words
    return _("%(before)s helps with %(after)s") % words


def _place(one: ToMap, before: ContinuumMap) -> str:
    domain = before.domain_by_id.get(one.domain_id or 0)
    level = _("Level %(level)s") % {"level": one.level} if one.level is not None else ""
    return " · ".join(part for part in (translated(domain, "name") if domain else "", level) if part)


def _learners(count: int, smallest: int) -> str:
    if not count:
        return _("No learner stands on it, so no word is needed.")
    if count < smallest:
        return _("Fewer than %(smallest)s learners stand on it.") % {"smallest": smallest}
    return ngettext(
        "%(num)d learner stands on it.", "%(num)d learners stand on it.", count
    ) % {"num": count}  # fmt: skip


def _said(one: ToMap) -> str:
    if not one.kind:
        return ""
    if one.is_stale:
        return _("What was said no longer fits the draft: say it again.")
    if one.kind == SuccessionKind.ENDS:
        return _("It ends here.")
    name = f"{one.to_code} {one.to_title}".strip()
    if one.kind == SuccessionKind.MERGED:
        return _("It is merged with others into %(name)s.") % {"name": name}
    if one.kind == SuccessionKind.SPLIT:
        return _("It was split; %(name)s is the part that goes on.") % {"name": name}
    return _("It lives on as %(name)s.") % {"name": name}


def _offer(one: Candidate) -> Offer:
    reasons = []
    if one.same_code:
        reasons.append(_("the same code"))
    if one.shared:
        reasons.append(_("both say: %(words)s") % {"words": ", ".join(one.shared[:6])})
    if one.is_new:
        reasons.append(_("new in the draft"))
    title = translated(one, "title")
    return Offer(
        identifier=one.identifier,
        name=f"{one.code} {title}".strip(),
        statement=translated(one, "statement"),
        why=", ".join(reasons),
    )
