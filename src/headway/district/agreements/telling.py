"""Telling people of an offer that waits for them, and of a plan that is signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse

from headway.district.agreements.adults import first_adults, first_adults_of
from headway.district.agreements.types import Side
from headway.district.foundation.api import Actor
from headway.district.notices.api import NoticeKind, Telling, settle, settle_many, tell_all
from headway.district.people.api import families_of

__all__ = [
    "help_subject",
    "settle_help",
    "settle_target",
    "tell_help_asked",
    "tell_signed",
    "tell_stage",
    "tell_still_waiting",
    "tell_waiting",
]

# A wish waits for as long as the school year runs.
WEEKS_OF_A_YEAR = 54


def tell_waiting(*, learner: Any, target: Any, sides: Collection[str], but: int | None, by: Actor) -> None:
    """The sides that have to sign are told once; what was said of an earlier offer of the target is settled."""
    settle(subject=target.uuid, kinds=(NoticeKind.OFFER_WAITING,))
    _tell(learner, target, sides, NoticeKind.OFFER_WAITING, but, by)


def tell_signed(*, learner: Any, target: Any, but: int | None, by: Actor) -> None:
    """It stands: nothing waits any more, and everybody whom it concerns knows; also where an earlier one is unread."""
    settle(subject=target.uuid, kinds=(NoticeKind.OFFER_WAITING, NoticeKind.OFFER_SIGNED))
    _tell(learner, target, Side.values, NoticeKind.OFFER_SIGNED, but, by)


def tell_still_waiting(offers: Collection[tuple[Any, Any]], *, by: Actor) -> int:
    """For (learner, uuid of the target): the adult who signed has left, so the first adults of today are told. How many.

    Who has it unread is not told again; what others were told stays.
    """
    first = first_adults_of({learner.pk for learner, _target in offers})
    told = [
        Telling(
            to=person,
            kind=NoticeKind.OFFER_WAITING,
            link=reverse(f"{portal}:target", args=(learner.uuid, target_uuid)),
            learner=learner.pk,
            subject=str(target_uuid),
        )
        for learner, target_uuid in offers
        for person, portal in first.get(learner.pk, {}).items()
    ]
    tell_all(told, by=by)
    return len(told)


def settle_target(target: Any) -> None:
    """The target has ended: nobody needs to answer any more."""
    settle(subject=target.uuid, kinds=(NoticeKind.OFFER_WAITING,))


def tell_help_asked(*, learner: Any, week_on: dt.date, but: int | None, by: Actor) -> None:
    """She would like an adult to come by: her advisers know at once (quiet hours hold), where she has none her teachers.

    Who comes next where nobody answers is told by night (`tasks.remind`).
    """
    tell_all(
        [
            Telling(
                to=person,
                kind=NoticeKind.HELP_ASKED,
                link=reverse(f"{portal}:learner_check_ins", args=(learner.uuid,)),
                learner=learner.pk,
                subject=help_subject(learner, week_on),
            )
            for person, portal in first_adults(learner).items()
            if person != but
        ],
        by=by,
    )


def tell_stage(*, learner: Any, but: int | None, by: Actor) -> None:
    """How much she plans alone was decided: she and her family know, each time."""
    subject = f"stage:{learner.pk}"
    settle(subject=subject, kinds=(NoticeKind.STAGE_DECIDED,))
    to = {learner.person_id: reverse("student:stage")}
    for person in families_of((learner.pk,)).get(learner.pk, {}):
        to[person] = reverse("family:targets", args=(learner.uuid,))
    tell_all(
        [
            Telling(to=person, kind=NoticeKind.STAGE_DECIDED, link=link, learner=learner.pk, subject=subject)
            for person, link in to.items()
            if person != but
        ],
        by=by,
    )


def settle_help(learner: Any, week_on: dt.date) -> None:
    """Somebody answered, or she took the wish back: what she wished in the weeks before comes to its end with it."""
    weeks = [week_on - dt.timedelta(weeks=back) for back in range(WEEKS_OF_A_YEAR)]
    settle_many(
        subjects=[help_subject(learner, one, late=late) for one in weeks for late in (False, True)],
        kinds=(NoticeKind.HELP_ASKED,),
    )


def help_subject(learner: Any, week_on: dt.date, *, late: bool = False) -> str:
    """What a notice of a wish is about. late: it goes to the next adult, since nobody answered."""
    return f"help:{learner.pk}:{week_on}" + (":next" if late else "")


def _tell(
    learner: Any, target: Any, sides: Iterable[str], kind: NoticeKind, but: int | None, by: Actor
) -> None:
    wanted: set[str] = set(sides)
    to: dict[int, str] = {}
    if Side.ADULT in wanted:
        for person, portal in first_adults(learner).items():
            to[person] = reverse(f"{portal}:target", args=(learner.uuid, target.uuid))
    if Side.FAMILY in wanted:
        for person in families_of((learner.pk,)).get(learner.pk, {}):
            to[person] = reverse("family:target", args=(learner.uuid, target.uuid))
    if Side.LEARNER in wanted:
        to[learner.person_id] = reverse("student:target", args=(target.uuid,))
    tell_all(
        [
            Telling(to=person, kind=kind, link=link, learner=learner.pk, subject=str(target.uuid))
            for person, link in to.items()
            if person != but
        ],
        by=by,
    )
