"""Check-ins, autonomy stages and contacts of the showcase's adviser and teacher, so that their pages have something to say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from headway.district.agreements.api import (
    ContactKind,
    answer_check_in,
    check_in_state,
    check_ins_of_group,
    decide_stage,
    is_adult_of,
    keep_check_in,
    note_contact,
    stage_evidence,
)
from headway.district.foundation.api import clock
from headway.district.people.api import (
    Viewer,
    account_named,
    rosters_of,
    viewer_for_account,
    viewer_for_person,
    visible_learner,
)

__all__ = ["check_in_showcase"]

# The hour (in UTC) at which these acts happened: an afternoon of the district.
AFTERNOON = dt.time(20, 30)
GROUP, WEEKS, CONTACTS, STAGES = 12, 4, 8, 3

# went, looking back, what changes, what comes, asks for help
SAID = (
    (4, "Something clicked.\nI can explain it to my brother now.", "", "The next one on my list, and a quiz on Thursday.", False),
    (3, "I had enough time.", "I make the steps smaller.", "Finish the chart and write two sentences about it.", False),
    (2, "Something was harder than it looked.", "I try another way.\nMaybe with the fraction strips.", "Ask about the second part.", True),
    (3, "I got help when I asked.", "", "My text about the river: second draft.", False),
    (1, "Other things came between.", "I take more time for it.", "Talk about another day for my target.", False),
    (4, "I had enough time. Something clicked.", "I go deeper into it.", "Use it for the model of our street.", False),
    (2, "I was away for a while.", "I work on it with somebody.", "Catch up on the survey with my table.", False),
)  # fmt: skip
ANSWER = "I read it. It's a good plan; go on like this."
TALKS = (
    (ContactKind.CALL, True, "We talked about the check-ins and what comes next. At home there is a quiet hour after supper.", ""),
    (ContactKind.CALL, False, "", "Nobody at home before six; try in the evening."),
    (ContactKind.MEETING, True, "Showed the work of the last weeks. The next target is set for the end of the term.", ""),
    (ContactKind.WRITTEN, True, "A letter about what is going well and how the family can help with reading.", ""),
)  # fmt: skip


def check_in_showcase() -> None:
    """A home group in the middle of a week: some asked for help, some wait to be read, some have not yet checked in."""
    for username in ("adviser", "teacher"):
        account = account_named(username)
        adult = viewer_for_account(account.pk) if account else None
        if adult is None:
            continue
        rosters = rosters_of(adult)
        groups = list(rosters.home_groups.values()) or list(rosters.sections.values())
        learners = [rosters.learners[pk] for pk in (groups[0] if groups else ())]
        hers = [one for one in learners if is_adult_of(adult, one)][:GROUP]
        _weeks(adult, hers)
        _contacts(adult, hers)
        _stages(adult, hers)
    account = account_named("student")
    student = viewer_for_account(account.pk) if account else None
    if student is not None and student.learner_uuid is not None:
        _own_weeks(student)


def _weeks(adult: Viewer, learners: list[Any]) -> None:
    """Two of three of the group checked in for the latest week; every fourth of them was answered."""
    states = check_ins_of_group(adult, learners)
    for number, learner in enumerate(learners):
        state = states.get(learner.pk)
        who = viewer_for_person(learner.person_id)
        if state is None or who is None or number % 3 == 2:
            continue
        for back, monday in enumerate(reversed(state.missed[: WEEKS if number < STAGES else 0])):
            _say(who, learner.uuid, monday, number + back)
        if state.is_open and state.week:
            said = _say(who, learner.uuid, state.week.begins_on, number, state.week.due_on)
            if said and number % 4 == 0:
                answer_check_in(adult, said, text=ANSWER, request_key=f"demo-{said}")


def _own_weeks(student: Viewer) -> None:
    if student.learner_uuid is None:
        return
    learner = visible_learner(student, student.learner_uuid)
    state = check_in_state(learner)
    for number, monday in enumerate(reversed(state.missed)):
        _say(student, learner.uuid, monday, number)


def _say(
    who: Viewer, learner_uuid: Any, monday: dt.date, number: int, due_on: dt.date | None = None
) -> Any | None:
    """One check-in on the Friday of a week, or on its due day; None where that lies ahead."""
    at = dt.datetime.combine(due_on or monday + dt.timedelta(days=4), AFTERNOON, tzinfo=dt.UTC)
    if at > clock.now():
        at = clock.now()
    went, reflect, adjust, plan, wants_help = SAID[number % len(SAID)]
    with clock.at(at):
        state = check_in_state(visible_learner(who, learner_uuid))
        if state.week is None or state.week.begins_on != monday:
            return None
        return keep_check_in(
            who,
            learner_uuid,
            went=went,
            reflect=reflect,
            adjust=adjust,
            plan=plan,
            wants_help=wants_help,
            seconds=95 + 10 * number,
        )


def _contacts(adult: Viewer, learners: list[Any]) -> None:
    """Most families were spoken with this term, one was only tried, and some not yet."""
    today = clock.today()
    for number, learner in enumerate(learners[:CONTACTS]):
        kind, reached, shared, note = TALKS[number % len(TALKS)]
        held_on = today - dt.timedelta(days=6 + 9 * number)
        if learner.entered_on and held_on < learner.entered_on:
            continue
        note_contact(
            adult,
            learner.uuid,
            kind=kind,
            held_on=held_on,
            reached=reached,
            learner_was_there=number % 5 == 0,
            shared=shared,
            note=note,
            request_key=f"demo-{adult.person_id}-{number}",
        )


def _stages(adult: Viewer, learners: list[Any]) -> None:
    """The first learners moved to a wider stage on what was seen; others keep a suggestion to be decided."""
    for number, learner in enumerate(learners[:STAGES]):
        evidence = stage_evidence(adult, learner)
        if not evidence.observations and not evidence.weeks_kept:
            continue
        for stage in range(2, 2 + min(number + 1, 2)):
            decide_stage(
                adult,
                learner.uuid,
                stage,
                habits=[one.uuid for one in evidence.observations[:2]],
                check_ins=evidence.weeks_kept > 0,
                reason="You plan your weeks, and you ask in time when a day does not fit. Go on like this.",
                request_key=f"demo-{learner.pk}-{stage}",
            )
