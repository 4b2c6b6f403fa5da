"""Crosswalks: which competencies of two frameworks belong together, proposed by words and decided by people."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.crosswalking import CrosswalkView, crosswalk_row, crosswalk_view
from headway.district.continuum.models import Crosswalk, CrosswalkLink, Framework
from headway.district.continuum.types import Answer, LinkRelation
from headway.district.continuum.types.linking import (
    LinkAnswer,
    LinkProposals,
    LinksAnswered,
    ProposedLink,
)
from headway.district.foundation.api import Actor, NotFound, Refused, audit, clock
from headway.mastery.continuum.suggestions import suggest_crosswalk

__all__ = ["answer_links", "begin_crosswalk", "link_proposals", "take_back_links"]

CANDIDATES = 5
AHEAD = 60
KEPT_SECONDS = 3600


@transaction.atomic
def begin_crosswalk(origin: uuid.UUID, destination: uuid.UUID, *, by: Actor) -> uuid.UUID:
    """The crosswalk from one framework to another; the one that is there, in either direction, or a new one.

    Raises NotFound for an unknown framework, Refused for a framework with itself.
    """
    if origin == destination:
        raise Refused(
            _("A crosswalk joins two frameworks."), remedy=_("Choose another framework on one side.")
        )
    # Locked, so that two people who begin it at once, from either side, get the same one.
    held = Framework.objects.select_for_update().filter(uuid__in=(origin, destination)).order_by("pk")
    rows = {row.uuid: row for row in held}
    if set(rows) != {origin, destination}:
        raise NotFound(_("There is no such framework."))
    both = (rows[origin], rows[destination])
    there = Crosswalk.objects.filter(origin__in=both, destination__in=both).first()
    if there is not None:
        return there.uuid
    row = Crosswalk.objects.create(
        title=f"{both[0].title} – {both[1].title}"[:512],
        origin=both[0],
        destination=both[1],
        begun_at=clock.now(),
    )
    audit.record(by=by, act="continuum.crosswalk_begun", subject_kind="crosswalk", subject_uuid=row.uuid)
    return row.uuid


def link_proposals(
    view: CrosswalkView, keys: Sequence[str], *, following: Sequence[str] = (), top: int = CANDIDATES
) -> tuple[LinkProposals, ...]:
    """For each of these competencies of the origin what it could be linked to. What was accepted teaches; what was
    declined does not come again.

    Learning takes seconds with a thousand links, so proposals for the `following` competencies are worked out along
    with these and kept for an hour: what was accepted meanwhile teaches the next portion.
    """
    name = f"crosswalk/{view.uuid}/{view.origin.uuid}/{view.destination.uuid}/{top}"
    kept: dict[str, tuple[ProposedLink, ...]] = cache.get(name) or {}
    answered = {origin for origin, _destination in view.declined}
    if any(key not in kept or key in answered for key in keys):
        wanted = list(dict.fromkeys([*keys, *following]))[:AHEAD]
        kept = _proposals(view, wanted, top)
        cache.set(name, kept, KEPT_SECONDS)
    linked = {one.origin for one in view.links}
    return tuple(LinkProposals(key, kept.get(key, ())) for key in keys if key not in linked)


def _proposals(view: CrosswalkView, keys: list[str], top: int) -> dict[str, tuple[ProposedLink, ...]]:
    found = suggest_crosswalk(
        view.origin_items, view.destination_items, view.known, view.declined, top, origins=keys
    )
    return {
        key: tuple(
            ProposedLink(
                key=one.target,
                is_likely=one.is_likely,
                reasons=tuple((str(reason.kind), dict(reason.facts)) for reason in one.reasons),
                relation=str(one.relation or LinkRelation.RELATED),
            )
            for one in found.get(key, ())
        )
        for key in keys
    }


@transaction.atomic
def answer_links(crosswalk_uuid: uuid.UUID, answers: Iterable[LinkAnswer], *, by: Actor) -> LinksAnswered:
    """Accept links with their relation, or decline them so that they are not proposed again.

    Raises NotFound for an unknown crosswalk, Refused where nothing is chosen, for a relation that is none, and for
    items that the two frameworks do not have.
    """
    crosswalk = crosswalk_row(crosswalk_uuid)
    said = list({(one.origin, one.destination): one for one in answers}.values())
    _check(crosswalk, said)
    earlier = _standing(crosswalk, [(one.origin, one.destination) for one in said])
    for one in said:
        answer = Answer.ACCEPTED if one.is_accepted else Answer.REFUSED
        relation = one.relation or LinkRelation.RELATED
        _say(crosswalk, one.origin, one.destination, relation, answer, by)
    accepted = sum(one.is_accepted for one in said)
    audit.record(
        by=by,
        act="continuum.crosswalk_links_answered",
        subject_kind="crosswalk",
        subject_uuid=crosswalk.uuid,
        accepted=accepted,
        declined=len(said) - accepted,
    )
    return LinksAnswered(
        accepted=accepted,
        declined=len(said) - accepted,
        earlier=tuple(
            (one.origin, one.destination, *earlier.get((one.origin, one.destination), (None, None)))
            for one in said
        ),
    )


@transaction.atomic
def take_back_links(
    crosswalk_uuid: uuid.UUID,
    earlier: Iterable[tuple[str, str, str | None, str | None]],
    *,
    by: Actor,
) -> int:
    """Put back what was said before `answer_links`."""
    crosswalk = crosswalk_row(crosswalk_uuid)
    count = 0
    for origin, destination, relation, answer in earlier:
        if answer is None or relation is None:
            crosswalk.links.filter(origin_identifier=origin, destination_identifier=destination).delete()
        else:
            _say(crosswalk, origin, destination, relation, answer, by)
        count += 1
    audit.record(
        by=by,
        act="continuum.crosswalk_links_taken_back",
        subject_kind="crosswalk",
        subject_uuid=crosswalk.uuid,
        links=count,
    )
    return count


def _check(crosswalk: Crosswalk, said: Sequence[LinkAnswer]) -> None:
    if not said:
        raise Refused(_("Choose a link first."), remedy=_("Pick one of those that are proposed."))
    if any(one.relation and one.relation not in LinkRelation.values for one in said):
        raise Refused(
            _("Two competencies mean the same, one is broader or narrower, or they are related."),
            remedy=_("Choose one of these."),
        )
    view = crosswalk_view(crosswalk.uuid)
    origins = {one.key for one in view.origin_items}
    destinations = {one.key for one in view.destination_items}
    for one in said:
        if one.origin not in origins or one.destination not in destinations:
            raise Refused(
                _("This link names a competency that the two frameworks do not have."),
                remedy=_("Look at the crosswalk again; one of them has changed."),
            )


def _standing(
    crosswalk: Crosswalk, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str, str]]:
    rows = crosswalk.links.filter(origin_identifier__in={origin for origin, _destination in pairs})
    return {(row.origin_identifier, row.destination_identifier): (row.relation, row.answer) for row in rows}


def _say(crosswalk: Crosswalk, origin: str, destination: str, relation: str, answer: str, by: Actor) -> None:
    CrosswalkLink.objects.update_or_create(
        crosswalk=crosswalk,
        origin_identifier=origin,
        destination_identifier=destination,
        defaults={"relation": relation, "answer": answer, "at": clock.now(), "by_id": by.person_id},
    )
