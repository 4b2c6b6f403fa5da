"""What an adult does about a signal: a response with an owner and a day to look again, the look, and the end."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.api import agreements_in_force
from headway.district.foundation.api import Conflict, NotFound, audit, check_repeat, clock, kept_key, refused
from headway.district.notices.api import Telling, settle, tell_all
from headway.district.people.api import Viewer, adults_of_many, lock_learners
from headway.district.placement.api import open_plan_task
from headway.district.placement.types import PlanTaskReason
from headway.district.signals.models import (
    FollowUp,
    FollowUpWords,
    Response,
    ResponseWords,
    Signal,
    SignalEnd,
    SignalEndWords,
)
from headway.district.signals.policies import (
    NO_SUCH_PAGE,
    check_here,
    open_signal,
    signal_of,
    signals_known,
)
from headway.district.signals.selectors.what_waits import what_waits
from headway.district.signals.services.addressing import colleague, link_of, told_as
from headway.district.signals.services.days import days_of_support
from headway.district.signals.types import (
    EndOfSignal,
    FollowUpOutcome,
    ResponseKind,
    SignalKind,
    answer_stands,
    outcomes_of,
    responses_to,
)

__all__ = ["end", "end_all", "follow_up", "follow_up_all", "respond", "respond_to_all"]

LONGEST = 2000
EPOCH = dt.date(1970, 1, 1)
_GOOD = tuple(one for one in FollowUpOutcome if one != FollowUpOutcome.MORE)


@transaction.atomic
def respond(
    *,
    viewer: Viewer,
    signal_uuid: uuid.UUID,
    kind: str,
    words: str,
    begins_on: dt.date | None,
    follow_up_on: dt.date | None,
    owner_uuid: uuid.UUID | None = None,
    request_key: str = "",
    tells: bool = True,
) -> Response:
    """Answer a signal. Nobody named as owner: the viewer sees to it. A plan opens an individual plan for the learner.

    Raises NotFound for strangers, Conflict where a colleague answered first or it has ended, Refused with the field.
    The same request_key twice, by one person to one signal, is one response; Conflict where it says something else.
    tells: somebody else who is to see to it gets a notice.
    """
    lock_learners((signal_of(viewer, signal_uuid).learner_id,))
    key = kept_key(viewer.actor, f"respond {signal_uuid}", request_key)
    if key and (earlier := Response.objects.filter(request_key=key).first()) is not None:
        said = getattr(getattr(earlier, "words", None), "text", "")
        kept = (earlier.kind, said, earlier.begins_on, earlier.follow_up_on, earlier.owner.uuid)
        check_repeat(kept, (kind, words.strip(), begins_on, follow_up_on, owner_uuid or viewer.person_uuid))
        return earlier
    row = open_signal(viewer, signal_uuid)  # as it is now that nobody else writes
    _check_unanswered(row)
    kind = _kind(kind, row.kind)
    said = _("Say what is still open.") if kind == ResponseKind.OPEN else _("Say in a sentence what is done.")
    words = _words(words, "words", said)
    begins_on, follow_up_on = days_of_support(row, begins_on, follow_up_on)
    owner = colleague(row.learner, owner_uuid or viewer.person_uuid, "owner")
    task = None
    if kind == ResponseKind.PLAN:
        task = open_plan_task(
            learner=row.learner,
            reason=PlanTaskReason.PACE,
            by=viewer.actor,
            domain_code=row.domain_code,
            facts={"signal": str(row.uuid), "kind": row.kind},
            owner_id=owner,
            review_on=follow_up_on,
        )
    response = Response.objects.create(
        signal=row,
        kind=kind,
        owner_id=owner,
        begins_on=begins_on,
        follow_up_on=follow_up_on,
        plan_task=task.uuid if task else None,
        recorded_by_id=viewer.person_id,
        recorded_at=clock.now(),
        request_key=key,
    )
    ResponseWords.objects.create(response=response, text=words)
    settle(subject=row.uuid)
    if tells and owner != viewer.person_id:
        adults = adults_of_many(clock.today(), (row.learner_id,), with_those_who_left=True)
        link = link_of(row.uuid, owner, adults.get(row.learner_id))
        told = Telling(
            to=owner,
            kind=told_as(row),
            link=link,
            learner=row.learner_id,
            subject=str(row.uuid),
        )
        tell_all([told], by=viewer.actor)
    audit.record(
        by=viewer.actor,
        act="signals.responded",
        **_about(row),
        response=str(kind),
        begins_on=begins_on.isoformat(),
    )
    return response


@transaction.atomic
def respond_to_all(
    *,
    viewer: Viewer,
    signal_uuids: Sequence[uuid.UUID],
    kind: str,
    words: str,
    begins_on: dt.date | None,
    follow_up_on: dt.date | None,
    owner_uuid: uuid.UUID | None = None,
    request_key: str = "",
) -> tuple[Response, ...]:
    """One answer for several signals of one learner: all of them or none, each in the trail; one notice to its owner.

    Raises what `respond` raises, for the first that stands in the way, and Refused for signals of several learners.
    """
    wanted = tuple(dict.fromkeys(signal_uuids))
    if len({signal_of(viewer, one).learner_id for one in wanted}) > 1:
        raise refused(
            "also",
            _("One answer stands for signals about one learner."),
            _("Answer those about another learner on their own."),
        )
    return tuple(
        respond(
            viewer=viewer,
            signal_uuid=one,
            kind=kind,
            words=words,
            begins_on=begins_on,
            follow_up_on=follow_up_on,
            owner_uuid=owner_uuid,
            request_key=request_key,
            tells=number == 0,
        )
        for number, one in enumerate(wanted)
    )


@transaction.atomic
def follow_up(
    *,
    viewer: Viewer,
    response_uuid: uuid.UUID,
    outcome: str,
    words: str = "",
    held_on: dt.date | None = None,
) -> FollowUp:
    """Say what was seen. A plan that goes again, a target that is met, or what is signed, ends the signal; more support
    wants a further response, and the signal waits again.

    The same outcome twice is one follow-up; another one is a Conflict. Raises NotFound, Refused.
    """
    response = (
        Response.objects.filter(uuid=response_uuid, signal__in=signals_known(viewer))
        .select_related("signal__learner")
        .first()
    )
    if response is None:
        raise NotFound(NO_SUCH_PAGE)
    row = response.signal
    lock_learners((row.learner_id,))
    if outcome not in outcomes_of(row.kind):
        raise refused("outcome", _("Say what you see now."), _("Choose one of the answers."))
    earlier = FollowUp.objects.filter(response=response).first()
    if earlier is not None:
        if earlier.outcome == outcome:
            return earlier
        raise Conflict(
            _("A colleague has looked again already, and saw something else."),
            remedy=_("Read what was written; what needs more gets a further response."),
        )
    row.refresh_from_db(fields=["open"])
    if not row.open:
        raise Conflict(
            _("This signal has come to its end; nothing was changed."), remedy=_("Open it to see how.")
        )
    check_here(row.learner)
    held_on = held_on or clock.today()
    if held_on > clock.today() or held_on < clock.local_date(response.recorded_at):
        raise refused(
            "held_on",
            _("The look lies between the day of the response and today."),
            _("Choose the day on which you looked."),
        )
    if outcome == FollowUpOutcome.SIGNED and what_waits(viewer, row.uuid):
        raise refused(
            "outcome",
            _("In the record something of it still waits."),
            _("Open what waits, and decide or sign there; or say what is still open."),
        )
    if outcome == FollowUpOutcome.AGREED and not _is_agreed(row):
        raise refused(
            "outcome",
            _("In the record no target is agreed for this domain yet."),
            _("Plan it together and sign it there; or say that it is not agreed yet."),
        )
    if outcome == FollowUpOutcome.MORE:
        words = _words(words, "seen", _("Say in a sentence what more is needed."))
    else:
        words = _short_enough(words.strip(), "seen")
    made = FollowUp.objects.create(
        response=response,
        outcome=outcome,
        held_on=held_on,
        recorded_by_id=viewer.person_id,
        recorded_at=clock.now(),
    )
    FollowUpWords.objects.create(follow_up=made, text=words)
    settle(subject=response.uuid)
    settle(subject=row.uuid)
    audit.record(by=viewer.actor, act="signals.followed_up", **_about(row), outcome=outcome)
    if outcome in _GOOD:
        _close(row, EndOfSignal.RESPONSE, viewer, response=response)
    return made


@transaction.atomic
def follow_up_all(
    *,
    viewer: Viewer,
    response_uuids: Sequence[uuid.UUID],
    outcome: str,
    words: str = "",
    held_on: dt.date | None = None,
) -> tuple[FollowUp, ...]:
    """One look at several responses: all of them or none. Raises what `follow_up` raises, for the first in the way."""
    return tuple(
        follow_up(viewer=viewer, response_uuid=one, outcome=outcome, words=words, held_on=held_on)
        for one in dict.fromkeys(response_uuids)
    )


@transaction.atomic
def end_all(
    *, viewer: Viewer, signal_uuids: Sequence[uuid.UUID], ending: str, reason: str = ""
) -> tuple[SignalEnd, ...]:
    """Bring several signals to the same end: all of them or none. Raises what `end` raises, for the first in the way."""
    return tuple(
        end(viewer=viewer, signal_uuid=one, ending=ending, reason=reason)
        for one in dict.fromkeys(signal_uuids)
    )


@transaction.atomic
def end(*, viewer: Viewer, signal_uuid: uuid.UUID, ending: str, reason: str = "") -> SignalEnd:
    """Bring a signal to its end: seen that it is no longer so, or raised on a mistaken record, with the reason.

    With a response it ends when the follow-up says so (`follow_up`). Ended the same way already: nothing is written.
    Raises NotFound, Conflict where somebody ended it otherwise, Refused.
    """
    row = signal_of(viewer, signal_uuid)
    lock_learners((row.learner_id,))
    row.refresh_from_db(fields=["open", "still"])
    if not row.open:
        earlier = SignalEnd.objects.get(signal=row)
        if earlier.ending == ending:
            return earlier
        raise Conflict(
            _("This signal has come to its end; nothing was changed."), remedy=_("Open it to see how.")
        )
    reason = _short_enough(reason.strip(), "reason")
    if ending == EndOfSignal.MISTAKEN:
        reason = _words(reason, "reason", _("Say what is mistaken in the record."))
    elif ending == EndOfSignal.LAPSED:
        if row.still:
            raise refused(
                "ending",
                _("The record still says so, as of last night."),
                _("Answer it with a response, or say what is mistaken in the record."),
            )
    elif ending == EndOfSignal.RESPONSE:
        good = Response.objects.filter(signal=row, follow_up__outcome__in=_GOOD).last()
        if good is None:
            raise refused(
                "ending",
                _("A response ends a signal when somebody has looked again and the plan goes."),
                _("Answer the signal, and write down what you see on the day of the follow-up."),
            )
        return _close(row, ending, viewer, response=good)
    else:
        raise refused("ending", _("Say how it came to its end."), _("Choose one of the answers."))
    return _close(row, ending, viewer, reason=reason)


def _close(
    row: Signal, ending: str, viewer: Viewer, response: Response | None = None, reason: str = ""
) -> SignalEnd:
    made = SignalEnd.objects.create(
        signal=row, ending=ending, response=response, ended_by_id=viewer.person_id, ended_at=clock.now()
    )
    if reason:
        SignalEndWords.objects.create(end=made, reason=reason)
    row.open = False
    row.save(update_fields=["open"])
    settle(subject=row.uuid)
    audit.record(by=viewer.actor, act="signals.ended", **_about(row), ending=str(ending))
    return made


def _check_unanswered(row: Signal) -> None:
    latest = (
        Response.objects.filter(signal=row)
        .select_related("follow_up", "recorded_by")
        .order_by("recorded_at", "pk")
        .last()
    )
    if latest is not None and answer_stands(latest.follow_up_on, hasattr(latest, "follow_up"), clock.today()):
        raise Conflict(
            _("%(name)s has answered this signal already.")
            % {"name": latest.recorded_by.name if latest.recorded_by else _("A colleague")},
            remedy=_("Read the response; when somebody has looked again, a further one can follow."),
        )


def _is_agreed(row: Signal) -> bool:
    """Is a target agreed for the signal's domain, as of now? One that is all met, and was when the signal was raised, says
    nothing of what comes next."""
    found, raised_on = agreements_in_force((row.learner_id,)), clock.local_date(row.recorded_at)
    still_open = set(found.open_row.tolist())
    return any(
        code == row.domain_code and (number in still_open or EPOCH + dt.timedelta(int(day)) >= raised_on)
        for number, (code, day) in enumerate(zip(found.domain, found.agreed_on, strict=True))
    )


def _kind(kind: str, of: str) -> str:
    if kind not in responses_to(of):
        remedy = {
            SignalKind.WAITING: _(
                "Say what is still open, talk with learner and family, or open an individual plan."
            ),
            SignalKind.NOT_NEGOTIATED: _("A talk, or an individual plan."),
            SignalKind.NOT_SEEN: _("A talk, other resources, or an individual plan."),
        }.get(SignalKind(of), _("A talk, other resources, more time, or an individual plan."))
        raise refused("kind", _("Choose what is done about it."), remedy)
    return kind


def _words(words: str, field: str, sentence: Any) -> str:
    words = words.strip()
    if not words:
        raise refused(field, sentence, _("A few words are enough."))
    return _short_enough(words, field)


def _short_enough(words: str, field: str) -> str:
    if len(words) > LONGEST:
        raise refused(
            field,
            _("This is longer than %(count)d characters.") % {"count": LONGEST},
            _("Shorten it, and keep the rest in the plan."),
        )
    return words


def _about(row: Signal) -> dict[str, Any]:
    return {
        "subject_kind": "signal",
        "subject_uuid": row.uuid,
        "learner_uuid": row.learner.uuid,
        "kind": row.kind,
    }
