"""Carrying remedies out in a draft: those that need no words of a person, as one act that can be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.coherence import coherence_report, draft_for
from headway.district.continuum.services.coherence.answering import answer_findings
from headway.district.continuum.services.coherence.links import make_links
from headway.district.continuum.services.drafting import (
    add_prerequisites,
    edit_competency,
    remove_prerequisite,
)
from headway.district.continuum.types import Answer, PrerequisiteContent
from headway.district.continuum.types.coherence import Answered, CarriedOut, FindingInfo, ProposedArrow
from headway.district.foundation.api import Actor, NotFound, Refused, new_uuid

__all__ = ["BY_ITSELF", "carry_out", "is_carried_out_by_itself", "proposed_arrows"]

# Remedies that need no words of a person.
BY_ITSELF = frozenset(
    ["add_arrow", "remove_arrow", "reverse_arrow", "add_link", "set_level", "set_depth", "recode"]
)
# A remedy that needs no draft: what it writes stands between frameworks.
LINK = "add_link"
# Findings that look from an item back to what could prepare for it; the others look onward.
LOOKS_BACK = "seam_no_predecessor"


def proposed_arrows(finding: FindingInfo) -> tuple[ProposedArrow, ...]:
    """The arrows that would settle the finding, most alike first, each with the words that both ends use."""
    if finding.remedy.get("kind") != "add_arrow":
        return ()
    facts, back = finding.facts, finding.kind == LOOKS_BACK
    found = [(item, other, words) for item, other, words in facts.get("pairs", ())]
    if not found and finding.items:
        found = [(finding.items[0], other, words) for other, words in facts.get("proposals", ())]
    if not found and finding.remedy["before"] and finding.remedy["after"]:
        return (ProposedArrow(finding.remedy["before"], finding.remedy["after"], ()),)
    return tuple(
        ProposedArrow(*((other, item) if back else (item, other)), tuple(words))
        for item, other, words in found
    )


def is_carried_out_by_itself(finding: FindingInfo) -> bool:
    """Can the remedy be carried out without words or a choice of a person?"""
    remedy = finding.remedy
    kind = remedy.get("kind", "")
    if kind not in BY_ITSELF:
        return False
    if kind == "add_arrow":
        return bool(proposed_arrows(finding))
    if kind.endswith("_arrow") or kind == LINK:
        return bool(remedy["before"] and remedy["after"])
    return bool(remedy["item"] and remedy["text"])


@transaction.atomic
def carry_out(
    report_uuid: uuid.UUID,
    fingerprints: Collection[str],
    draft_uuid: uuid.UUID | None,
    *,
    by: Actor,
    arrows: Mapping[str, Collection[tuple[str, str]]] | None = None,
) -> CarriedOut:
    """Carry out the remedies of these findings in the draft, as one act that can be taken back. Remedies that link two
    frameworks need no draft: they go into the crosswalk.

    arrows: fingerprint → those of its proposed arrows that a person chose; without it the first one is added.
    Findings whose remedy needs a person's words or choice come back untouched in `needs_words`. Raises Refused where
    the draft does not hold what a remedy is about; nothing is written then.
    """
    report = coherence_report(report_uuid)
    chosen = [one for one in report.findings if one.fingerprint in set(fingerprints)]
    if len(chosen) < len(set(fingerprints)):
        raise NotFound(_("There is no such finding in this report."))
    links = [one for one in chosen if one.remedy.get("kind") == LINK]
    able = [one for one in chosen if one not in links and is_carried_out_by_itself(one)]
    others = tuple(one for one in chosen if not is_carried_out_by_itself(one))
    draft, _can_open = draft_for(report.versions)
    if len(links) < len(chosen) and (draft is None or draft.uuid != draft_uuid):
        raise Refused(
            _("Remedies are carried out in a draft of the line that was looked at."),
            remedy=_("Open a draft first."),
        )
    if not able and not links:
        return CarriedOut(Answered(0, ()), 0, others)
    made = make_links(report, links, by=by)
    linked = answer_findings(report_uuid, [one.fingerprint for one in links], Answer.ACCEPTED, by=by)
    if draft is None or draft_uuid is None or not able:
        return CarriedOut(linked, len(links), others, made)
    act = new_uuid()
    changed = False
    for finding in able:
        if finding.remedy["kind"] == "add_arrow":
            chosen_arrows = _chosen_arrows(finding, (arrows or {}).get(finding.fingerprint))
            changed |= add_prerequisites(draft_uuid, chosen_arrows, by=by, act=act).act is not None
        else:
            changed |= _REMEDIES[finding.remedy["kind"]](draft_uuid, finding.remedy, by, act)
    answered = answer_findings(
        report_uuid, [one.fingerprint for one in able], Answer.ACCEPTED, by=by, draft=draft
    )
    answered = Answered(linked.count + answered.count, (*linked.ids, *answered.ids), act if changed else None)
    return CarriedOut(answered, len(links) + len(able), others, made)


Remedy = Mapping[str, str]


def _chosen_arrows(
    finding: FindingInfo, chosen: Collection[tuple[str, str]] | None
) -> list[PrerequisiteContent]:
    proposed = [(one.before, one.after) for one in proposed_arrows(finding)]
    if chosen is None:
        chosen = proposed[:1]
    if not chosen or not set(chosen) <= set(proposed):
        raise Refused(
            _("Choose at least one of the steps that are proposed."),
            remedy=_("Tick the steps to add, then accept."),
        )
    return [PrerequisiteContent(before, after) for before, after in chosen]


def _remove_arrow(draft: uuid.UUID, remedy: Remedy, by: Actor, act: uuid.UUID) -> bool:
    return remove_prerequisite(draft, remedy["before"], remedy["after"], by=by, act=act).act is not None


def _reverse_arrow(draft: uuid.UUID, remedy: Remedy, by: Actor, act: uuid.UUID) -> bool:
    removed = _remove_arrow(draft, remedy, by, act)
    arrow = PrerequisiteContent(remedy["after"], remedy["before"])
    return (add_prerequisites(draft, [arrow], by=by, act=act).act is not None) or removed


def _set(field: str) -> Callable[[uuid.UUID, Remedy, Actor, uuid.UUID], bool]:
    def write(draft: uuid.UUID, remedy: Remedy, by: Actor, act: uuid.UUID) -> bool:
        changes = {field: remedy["text"]}
        return edit_competency(draft, remedy["item"], changes, seen=None, by=by, act=act).act is not None

    return write


_REMEDIES: dict[str, Callable[[uuid.UUID, Remedy, Actor, uuid.UUID], bool]] = {
    "remove_arrow": _remove_arrow,
    "reverse_arrow": _reverse_arrow,
    "set_level": _set("level"),
    "set_depth": _set("depth"),
    "recode": _set("code"),
}
