"""An adult's board: the signals that wait for her, the looks that are due, and all that happened to one signal."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import namedtuple
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from headway.district.foundation.api import clock
from headway.district.people.api import Viewer
from headway.district.signals.columns.school_days import SchoolDays, school_days
from headway.district.signals.models import Addressing, Response, Signal, SignalEnd
from headway.district.signals.policies import signal_of, signal_policy, signals_seen
from headway.district.signals.types import (
    Because,
    Board,
    BoardLine,
    FollowUpLine,
    ResponseInfo,
    SignalInfo,
    SignalKind,
    Turn,
)

__all__ = ["board", "same_answer", "same_matter", "signal_info"]

# A page of the board is as many learners as somebody reads in a morning.
LEARNERS_A_PAGE = 25
# Of a large school the oldest so many signals are read to find those that come first.
MOST_READ = 3000
# What the plan needs sooner stands first; learners are never ordered by anything about them.
_URGENCY = (
    SignalKind.NOT_SEEN,
    SignalKind.OFF_TARGET,
    SignalKind.STALLED,
    SignalKind.WAITING,
    SignalKind.NOT_NEGOTIATED,
)


def board(
    viewer: Viewer,
    *,
    everybody: bool = False,
    kind: str = "",
    learner_ids: Collection[int] | None = None,
    of_nobody: bool = False,
    page: int = 1,
    learners_a_page: int = LEARNERS_A_PAGE,
) -> Board:
    """What waits for this adult: signals addressed to her, and responses whose day to look again has come.

    everybody: all signals about learners with whom she works, whoever has them. of_nobody: only those that nobody has, and
    no looks. page: from 1; one beyond the last is the last. Five queries, however many there are.
    """
    rows = signals_seen(viewer).filter(open=True)
    if of_nobody:
        rows = rows.filter(addressee__isnull=True)
    elif not everybody:
        # A response makes its owner the one who sees to it.
        owned = Response.objects.filter(signal_id=OuterRef("pk"), owner_id=viewer.person_id)
        rows = rows.filter(Q(addressee_id=viewer.person_id) | Q(Exists(owned)))
    if kind:
        rows = rows.filter(kind=kind)
    if learner_ids is not None:
        rows = rows.filter(learner_id__in=list(learner_ids))
    lines = sorted(_lines(viewer, rows.order_by("recorded_at", "pk"), most=MOST_READ), key=_order)
    due = [] if of_nobody else _due(viewer, signals_seen(viewer).filter(open=True), mine=not everybody)
    waiting = _by_learner(one for one in lines if not one.is_answered)
    answered = _by_learner(one for one in lines if one.is_answered)
    pages = max(-(-len(waiting) // learners_a_page), 1)
    page = min(max(page, 1), pages)
    shown = list(waiting.values())[(page - 1) * learners_a_page : page * learners_a_page]
    return Board(
        lines=tuple(chain.from_iterable(shown)),
        answered=tuple(chain.from_iterable(list(answered.values())[:learners_a_page])),
        follow_ups=tuple(due),
        learners=len(waiting),
        overdue=sum(any(one.is_overdue for one in of) for of in waiting.values()),
        answered_learners=len(answered),
        page=page,
        pages=pages,
    )


def _by_learner(lines: Iterable[BoardLine]) -> dict[uuid.UUID, list[BoardLine]]:
    """Learner → her lines; learners stand where the first of their lines stands."""
    of: dict[uuid.UUID, list[BoardLine]] = {}
    for line in lines:
        of.setdefault(line.learner_uuid, []).append(line)
    return of


def same_matter(viewer: Viewer, line: BoardLine) -> tuple[BoardLine, ...]:
    """Other signals of this kind about the same learner that wait for an answer, too: one talk may answer them all."""
    rows = signals_seen(viewer).filter(open=True, kind=line.kind, learner__uuid=line.learner_uuid)
    found = _lines(viewer, rows.exclude(uuid=line.uuid))
    return tuple(sorted((one for one in found if not one.is_answered), key=lambda one: one.domain_code))


def same_answer(viewer: Viewer, response_uuid: uuid.UUID) -> tuple[FollowUpLine, ...]:
    """Other responses that were given with this one, to signals of the same learner: one look may follow them all."""
    seen = signals_seen(viewer).filter(open=True)
    one = Response.objects.filter(uuid=response_uuid, signal__in=seen).select_related("signal").first()
    if one is None:
        return ()
    rows = Response.objects.filter(
        signal__in=seen.filter(learner_id=one.signal.learner_id),
        follow_up__isnull=True,
        kind=one.kind,
        owner_id=one.owner_id,
        recorded_by_id=one.recorded_by_id,
        recorded_at__date=clock.local_date(one.recorded_at),
        follow_up_on=one.follow_up_on,
    )
    return tuple(_follow_up_lines(rows.exclude(pk=one.pk)))


def signal_info(viewer: Viewer, signal_uuid: uuid.UUID) -> SignalInfo:
    """One signal with everything that happened to it. Raises NotFound for strangers, learners and families."""
    row = signal_of(viewer, signal_uuid)
    line = _lines(viewer, Signal.objects.filter(pk=row.pk))[0]
    turns = [
        Turn(one.person.name if one.person else "", one.because, one.at)
        for one in Addressing.objects.filter(signal=row).select_related("person").order_by("at", "pk")
    ]
    responses = tuple(_responses([row.pk]).get(row.pk, ()))
    end = SignalEnd.objects.filter(signal=row).select_related("ended_by", "words").first()
    info = SignalInfo(line=line, turns=tuple(turns), responses=responses, policy_version=row.policy_version)
    if end is None:
        return info
    return replace(
        info,
        ending=end.ending,
        ended_at=end.ended_at,
        ended_by=end.ended_by.name if end.ended_by else "",
        reason=end.words.reason if hasattr(end, "words") else "",
    )


# What a line is made of, by name: rows of models would cost several times as much for a full board.
_FIELDS = {
    "pk": "pk", "uuid": "uuid", "kind": "kind", "domain_code": "domain_code", "since_on": "since_on",
    "evidence": "evidence", "latest": "latest", "latest_on": "latest_on",
    "still": "still", "recorded_at": "recorded_at", "addressee_id": "addressee_id",
    "learner_uuid": "learner__uuid", "target_uuid": "target__uuid",
    "school_id": "learner__school_id", "school": "learner__school__name", "path": "learner__school__path",
    "preferred": "learner__person__preferred_name", "given": "learner__person__given_name",
    "family": "learner__person__family_name", "to_preferred": "addressee__preferred_name",
    "to_given": "addressee__given_name", "to_family": "addressee__family_name",
    "asked_at": "asked_at", "because": "asked_because",
}  # fmt: skip
# A row has what _FIELDS names; what it holds is said where a line is made of it.
_row: Callable[[Iterable[Any]], Any] = namedtuple("Row", tuple(_FIELDS))._make  # type: ignore[attr-defined,misc]


def _lines(viewer: Viewer, rows: QuerySet[Signal], most: int | None = None) -> list[BoardLine]:
    latest = Addressing.objects.filter(signal_id=OuterRef("pk")).order_by("-at", "-pk")
    listed = [
        _row(row)
        for row in rows.annotate(
            asked_at=Subquery(latest.values("at")[:1]), asked_because=Subquery(latest.values("because")[:1])
        ).values_list(*_FIELDS.values())[:most]
    ]
    if not listed:
        return []
    policy, _version = signal_policy()
    today = clock.today()
    days = school_days({(row.school_id, row.path or "") for row in listed}, today)
    responses = _responses([row.pk for row in listed])
    due: dict[tuple[Any, ...], dt.date | None] = {}
    found = []
    for row in listed:
        of = responses.get(row.pk, [])
        response = of[-1] if of else None
        # A night's signals share their day, so most answers are known already.
        key = (row.school_id, row.asked_at or row.recorded_at) if response is None else (row.pk,)
        if key not in due:
            due[key] = _answer_by(row, response, days, policy.answer_days)
        answer_by = due[key]
        found.append(
            BoardLine(
                uuid=row.uuid,
                kind=row.kind,
                learner_uuid=row.learner_uuid,
                learner_name=f"{row.preferred or row.given} {row.family}".strip(),
                school=row.school or "",
                domain_code=row.domain_code,
                target_uuid=row.target_uuid,
                since_on=row.since_on,
                evidence=row.evidence,
                latest=row.latest or row.evidence,
                latest_on=row.latest_on or clock.local_date(row.recorded_at),
                still=row.still,
                raised_on=clock.local_date(row.recorded_at),
                addressee=f"{row.to_preferred or row.to_given or ''} {row.to_family or ''}".strip(),
                is_mine=row.addressee_id == viewer.person_id,
                because=row.because or Because.NOBODY,
                answer_by=answer_by,
                is_overdue=answer_by is not None and answer_by < today,
                response=response,
                rests=not days.is_in_session(row.school_id),
            )
        )
    return found


def _answer_by(row: Any, response: ResponseInfo | None, days: SchoolDays, answer_days: int) -> dt.date | None:
    """The last day of school on which an answer is in time; None where it was answered."""
    begun = clock.local_date(row.asked_at or row.recorded_at)
    if response is not None:
        if not response.outcome and response.follow_up_on >= clock.today():
            return None
        begun = max(begun, response.held_on or response.follow_up_on)
    return days.after(row.school_id, begun, answer_days)


def _responses(signal_ids: Iterable[int]) -> Mapping[int, list[ResponseInfo]]:
    found: dict[int, list[ResponseInfo]] = {}
    rows = (
        Response.objects.filter(signal_id__in=list(signal_ids))
        .select_related("owner", "recorded_by", "words", "follow_up__words")
        .order_by("recorded_at", "pk")
    )
    for row in rows:
        follow_up = getattr(row, "follow_up", None)
        found.setdefault(row.signal_id, []).append(
            ResponseInfo(
                uuid=row.uuid,
                kind=row.kind,
                owner_id=row.owner_id,
                owner=row.owner.name,
                begins_on=row.begins_on,
                follow_up_on=row.follow_up_on,
                words=row.words.text if hasattr(row, "words") else "",
                recorded_by=row.recorded_by.name if row.recorded_by else "",
                recorded_at=row.recorded_at,
                plan_task=row.plan_task,
                outcome=follow_up.outcome if follow_up else "",
                held_on=follow_up.held_on if follow_up else None,
                seen=follow_up.words.text if follow_up and hasattr(follow_up, "words") else "",
            )
        )
    return found


def _due(viewer: Viewer, rows: QuerySet[Signal], *, mine: bool) -> list[FollowUpLine]:
    responses = Response.objects.filter(
        signal__in=rows.order_by().values("pk"), follow_up__isnull=True, follow_up_on__lte=clock.today()
    )
    if mine:
        responses = responses.filter(owner_id=viewer.person_id)
    return sorted(_follow_up_lines(responses), key=lambda one: not one.plan_is_past)


def _follow_up_lines(responses: QuerySet[Response]) -> list[FollowUpLine]:
    rows = responses.select_related("signal__learner__person", "owner", "words")
    return [
        FollowUpLine(
            signal_uuid=row.signal.uuid,
            response_uuid=row.uuid,
            kind=row.signal.kind,
            learner_uuid=row.signal.learner.uuid,
            learner_name=row.signal.learner.person.name,
            domain_code=row.signal.domain_code,
            owner=row.owner.name,
            follow_up_on=row.follow_up_on,
            words=row.words.text if hasattr(row, "words") else "",
            plan_task=row.plan_task,
            is_past=row.follow_up_on < clock.today(),
        )
        for row in rows.order_by("follow_up_on", "pk")
    ]


def _order(line: BoardLine) -> tuple[Any, ...]:
    """Unanswered first; then what is over its day, then by what the plan needs sooner, then by day."""
    plan_date = str(line.latest.get("by_on", "")) or "9999"
    return (
        line.is_answered,
        not line.still,
        not line.is_overdue,
        _URGENCY.index(SignalKind(line.kind)),
        plan_date,
        line.since_on,
        line.learner_name,
    )
