"""Signals of the demo: a night two weeks ago, what the adviser did about some of them since, and one look that is due today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from headway.district.foundation.api import Actor, Conflict, NotFound, Refused, clock
from headway.district.people.api import (
    Viewer,
    account_named,
    learner_by_uuid,
    staff_of,
    viewer_for_account,
)
from headway.district.signals.api import (
    BoardLine,
    EndOfSignal,
    FollowUpOutcome,
    ResponseKind,
    SignalKind,
    board,
    day_to_look,
    end,
    escalate,
    follow_up,
    hand_on,
    outcomes_of,
    raise_signals,
    refresh_forecasts,
    respond,
    review_pace,
)

__all__ = ["answer_showcase"]

BY = Actor.system("signals.nightly")
NIGHT, AFTERNOON = dt.time(4, 0), dt.time(20, 30)
DAYS_AGO = 13
# More learners than anybody advises.
EVERYBODY = 1000
# kind, words, days until somebody looks again
ANSWERS = (
    (
        ResponseKind.ENGAGE,
        "We sat together after lunch: a shorter first step, and a call home on Thursday.",
        14,
    ),
    (ResponseKind.RESOURCES, "The fraction strips and twenty minutes with the tutor on Tuesdays.", 12),
    (ResponseKind.TIME, "The new date is in the plan; there is more room in the weeks before.", 18),
    (ResponseKind.PLAN, "A plan of its own with steps for each week; we write it together.", 16),
    (ResponseKind.ENGAGE, "A message home, and we choose the next piece together on Monday.", 9),
    (
        ResponseKind.RESOURCES,
        "The same goal by another way: the model of the street instead of the sheet.",
        11,
    ),
)
SEEN = "Two pieces were handed in since. The plan goes again."
# The same where nothing is agreed yet.
TALKS = (
    (ResponseKind.ENGAGE, "We sat together after lunch: what comes first is written down.", 14),
    (ResponseKind.ENGAGE, "A talk with the family on Thursday about what matters most.", 12),
    (ResponseKind.ENGAGE, "We look at the next competencies and choose a first target on Monday.", 18),
    (ResponseKind.PLAN, "A plan of its own with steps for each week; we write it together.", 16),
    (ResponseKind.ENGAGE, "A message home, and we choose the first target together on Monday.", 9),
    (ResponseKind.ENGAGE, "A first target, in the next meeting of the home group.", 11),
)
TALKED = "We talked; the day is still to be agreed."


def answer_showcase() -> None:
    """The night's signals as they would stand after two weeks in which an adviser looked at her board."""
    today = clock.today()
    first = today - dt.timedelta(days=DAYS_AGO)
    with clock.at(_at(first, NIGHT)):
        refresh_forecasts(first, by=BY, learns=False)
        raise_signals(by=BY, on=first)
    for username in ("adviser", "teacher"):
        account = account_named(username)
        adult = viewer_for_account(account.pk) if account else None
        if adult is not None:
            _answers(adult, first)
    escalate(by=BY, on=today)


def _answers(adult: Viewer, first: dt.date) -> None:
    """One answer a day from the second day on; the first of them was looked at again, the last waits for today."""
    asked = board(adult, learners_a_page=EVERYBODY).lines
    # Ready work wants a signature; none of these answers is one.
    lines = _one_each([one for one in asked if one.kind != SignalKind.WAITING])
    for number, line in enumerate(lines[: len(ANSWERS)]):
        is_agreed = line.kind != SignalKind.NOT_NEGOTIATED
        kind, words, days = (ANSWERS if is_agreed else TALKS)[number]
        on = first + dt.timedelta(days=2 + number)
        learner = learner_by_uuid(line.learner_uuid)
        assert learner is not None  # whose signal this is
        look_on = day_to_look(learner, on + dt.timedelta(days=days))
        if number == len(ANSWERS) - 1:
            look_on = _latest_school_day(learner, clock.today())
        with clock.at(_at(on, AFTERNOON)):
            made = _tried(
                partial(
                    respond,
                    viewer=adult,
                    signal_uuid=line.uuid,
                    kind=kind,
                    words=words,
                    begins_on=on,
                    follow_up_on=look_on,
                )
            )
        if made is not None and number == 0:
            with clock.at(_at(on + dt.timedelta(days=7), AFTERNOON)):
                outcome = outcomes_of(line.kind)[0] if is_agreed else FollowUpOutcome.MORE
                words = SEEN if is_agreed else TALKED
                follow_up(viewer=adult, response_uuid=made.uuid, outcome=outcome, words=words)
    rest = lines[len(ANSWERS) :]
    if rest:
        _hand_on(adult, rest[0])
    for line in rest[1:2]:
        reason = "The piece of last week was recorded for another learner of the same name."
        _tried(partial(end, viewer=adult, signal_uuid=line.uuid, ending=EndOfSignal.MISTAKEN, reason=reason))
    for line in rest[2:6]:
        _tried(partial(review_pace, viewer=adult, learner_uuid=line.learner_uuid))


def _latest_school_day(learner: Any, on: dt.date) -> dt.date:
    """This day or the last day of school before it."""
    earlier = (on - dt.timedelta(days=back) for back in range(DAYS_AGO))
    return next((day for day in earlier if day_to_look(learner, day) == day), on)


def _one_each(lines: list[BoardLine]) -> list[BoardLine]:
    """One line of each learner, so that the examples are of several."""
    return list({line.learner_uuid: line for line in reversed(lines)}.values())[::-1]


def _hand_on(adult: Viewer, line: BoardLine) -> None:
    learner = learner_by_uuid(line.learner_uuid)
    others = [one for one in staff_of(learner) if one.person_id != adult.person_id] if learner else []
    if others:
        _tried(lambda: hand_on(viewer=adult, signal_uuid=line.uuid, to=others[0].person_uuid))


Made = TypeVar("Made")


def _tried(act: Callable[[], Made]) -> Made | None:
    """What the act made; None where the demo's own records stand in the way."""
    try:
        return act()
    except (Refused, Conflict, NotFound):
        return None


def _at(on: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(on, time, tzinfo=dt.UTC)
