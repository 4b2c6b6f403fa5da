"""One finding as a card: its sentence, the items it names, the steps that are proposed, and where a person writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    Answer,
    CoherenceInfo,
    FindingInfo,
    NamedItem,
    is_carried_out_by_itself,
    proposed_arrows,
)
from headway.district.portals.curriculum.presenters.kinds import REMEDIES, URGENCIES
from headway.district.portals.curriculum.presenters.sentences import (
    finding_sentence,
    in_reader_words,
    where_words,
)

__all__ = ["ArrowLine", "Card", "ItemRef", "answer_words", "finding_card"]

ITEMS_SHOWN = 12
# A draft with a circle has no map, and what runs backwards is turned round where prerequisites are written.
MENDED_AT_ARROWS = ("circle", "backward")


@dataclass(frozen=True)
class ItemRef:
    key: str
    name: str
    title: str
    place: str
    href: str


@dataclass(frozen=True)
class ArrowLine:
    """A proposed step: from, to, why, and its value in the form. Ticked where more than one word speaks for it."""

    value: str
    before: ItemRef
    after: ItemRef
    why: str
    is_ticked: bool


@dataclass(frozen=True)
class Card:
    """One finding. can_accept: its remedy is carried out by itself; edit_href: where a person writes."""

    fingerprint: str
    sentence: str
    where: str
    urgency: str
    items: tuple[ItemRef, ...]
    more_items: int
    arrows: tuple[ArrowLine, ...]
    remedy: str
    can_accept: bool
    edit_href: str
    seam_href: str
    state: str
    state_words: str
    is_new: bool


def finding_card(one: FindingInfo, report: CoherenceInfo) -> Card:
    said = in_reader_words(one, report.places)
    refs = [_ref(key, report) for key in one.items if key in report.items]
    if one.kind in MENDED_AT_ARROWS:
        refs = [replace(ref, href=_arrows_href(ref.key, report) or ref.href) for ref in refs]
    needs_no_draft = one.remedy.get("kind") == "add_link"
    can_accept = is_carried_out_by_itself(one) and (report.draft is not None or needs_no_draft)
    return Card(
        fingerprint=one.fingerprint,
        sentence=finding_sentence(said, report.items),
        where=where_words(said),
        urgency=str(URGENCIES.get(one.urgency, "")),
        items=tuple(refs[:ITEMS_SHOWN]),
        more_items=max(0, len(refs) - ITEMS_SHOWN),
        arrows=tuple(
            ArrowLine(
                value=f"{arrow.before}|{arrow.after}",
                before=_ref(arrow.before, report),
                after=_ref(arrow.after, report),
                why=_both_speak(arrow.words),
                is_ticked=len(arrow.words) > 1 or number == 0,
            )
            for number, arrow in enumerate(proposed_arrows(one))
            if arrow.before in report.items and arrow.after in report.items
        ),
        remedy=str(REMEDIES.get(one.remedy.get("kind", ""), "")),
        can_accept=can_accept,
        edit_href=_edit_href(one, report),
        seam_href=_seam_href(one, report),
        state=one.answer,
        state_words=answer_words(one),
        is_new=one.is_new,
    )


def _both_speak(words: Sequence[str]) -> str:
    if not words:
        return ""
    return _("both speak of %(words)s") % {"words": ", ".join(f"“{word}”" for word in words)}


def _ref(key: str, report: CoherenceInfo) -> ItemRef:
    item = report.items[key]
    level = _("level %(level)s") % {"level": item.level} if item.level is not None else _("no level")
    place = item.strand or item.domain
    return ItemRef(
        key=key,
        name=item.name,
        title=item.title or item.statement,
        place=", ".join(part for part in (report.places.get(place, place), level) if part),
        href=_map_href(item, report),
    )


def _map_href(item: NamedItem, report: CoherenceInfo) -> str:
    version = next((one for one in report.versions if one.framework_identifier == item.source), None)
    asked = {"focus": item.uuid or item.code}
    if version is not None:
        asked["version"] = str(version.uuid)
    return f"{reverse('curriculum:home')}?{urlencode(asked)}#focus"


def _arrows_href(key: str, report: CoherenceInfo) -> str:
    """The prerequisites of an item in the editor, where the version that was looked at is the open draft."""
    looked_at = {version.uuid for version in report.versions}
    if report.draft is None or report.draft.uuid not in looked_at or key not in report.in_draft:
        return ""
    return reverse("curriculum:draft_arrows", args=[report.draft.uuid, report.in_draft[key]])


def _edit_href(one: FindingInfo, report: CoherenceInfo) -> str:
    """Where a person writes or chooses what the remedy needs."""
    if report.draft is None or is_carried_out_by_itself(one):
        return ""
    kind = one.remedy.get("kind", "")
    if kind == "map_to_profile":
        return reverse("curriculum:profile")
    item = one.remedy.get("item") or one.remedy.get("after") or one.remedy.get("before") or ""
    if not item or item not in report.items:
        return ""
    if kind == "add_arrow":
        steps = reverse("curriculum:steps", args=[report.draft.uuid])
        return f"{steps}?{urlencode({'item': item})}"
    return _editor_href(report, item, kind)


def _seam_href(one: FindingInfo, report: CoherenceInfo) -> str:
    """Where the first steps behind the seam are looked at one after the other, each with several proposals."""
    if report.draft is None or not one.facts.get("seam") or len(one.items) < 2:
        return ""
    asked = {"domain": one.facts.get("domain", ""), "seam": one.facts["seam"]}
    return f"{reverse('curriculum:steps', args=[report.draft.uuid])}?{urlencode(asked)}"


# remedy → the page of the editor, and the field on it
PAGES = {
    "write_descriptors": ("draft_levels", ""),
    "add_exemplar": ("draft_examples", ""),
    "write_i_can": ("draft_words", "#statement"),
    "reword": ("draft_words", "#statement"),
    "split": ("draft_words", "#statement"),
    "set_level": ("draft_words", "#level"),
    "set_depth": ("draft_words", "#depth"),
    "recode": ("draft_words", "#code"),
}


def _editor_href(report: CoherenceInfo, identifier: str, remedy: str) -> str:
    """The editor at the field that the remedy is about; where something has to be added, the page for that."""
    draft = report.draft
    if draft is None:
        return ""
    if remedy in ("add_step", "extend_strand"):
        return reverse("curriculum:draft_add", args=[draft.uuid])
    competency = report.in_draft.get(identifier)
    if competency is None:
        return ""
    page, field = PAGES.get(remedy, ("draft_words", ""))
    return reverse(f"curriculum:{page}", args=[draft.uuid, competency]) + field


def answer_words(one: FindingInfo) -> str:
    """What people decided about a finding, by whom and in which draft."""
    if one.is_open:
        return ""
    if one.answer == Answer.ACCEPTED:
        said = (
            _("accepted and carried out in version %(number)d") % {"number": one.carried_out_in}
            if one.carried_out_in
            else _("accepted")
        )
    else:
        said = _("dismissed: %(reason)s") % {"reason": one.reason}
    return _("%(what)s (%(who)s)") % {"what": said, "who": one.answered_by} if one.answered_by else said
