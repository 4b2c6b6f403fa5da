"""The same form sent twice is one act; the same key in the form of somebody else is another one."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import CheckIn, CheckInAnswer, FamilyContact, StageDecision, Target
from headway.district.agreements.services import offering
from headway.district.foundation.api import Conflict, clock
from tests.district.agreements.conftest import note_habit

pytestmark = pytest.mark.django_db
KEY = "k" * 80  # longer than a row keeps


def learners(world):
    return world.ana, world.ben


def test_a_check_in_of_one_learner_never_answers_for_another(world):
    for learner in (*learners(world), *learners(world)):
        agreements.keep_check_in(world.viewer("webb"), learner.uuid, went=3, request_key=KEY)
    assert set(CheckIn.objects.values_list("learner_id", flat=True)) == {one.pk for one in learners(world)}
    assert CheckIn.objects.count() == 2


def test_an_answer_to_one_check_in_never_stands_for_another(world):
    said = [
        agreements.keep_check_in(world.viewer("webb"), one.uuid, reflect="A good week.")
        for one in learners(world)
    ]
    for one in (*said, *said):
        agreements.answer_check_in(world.viewer("ortiz"), one, text="I read it.", request_key=KEY)
    assert set(CheckInAnswer.objects.values_list("check_in__uuid", flat=True)) == set(said)
    assert CheckInAnswer.objects.count() == 2


def test_a_stage_of_one_learner_never_answers_for_another(world):
    for name in ("ana", "ben", "ana"):
        agreements.decide_stage(
            world.viewer("ortiz"),
            getattr(world, name).uuid,
            2,
            habits=[note_habit(world, name=name)],
            request_key=KEY,
        )
    assert sorted(StageDecision.objects.values_list("learner_id", flat=True)) == sorted(
        one.pk for one in learners(world)
    )


def test_a_contact_with_one_family_never_stands_for_another(world):
    for one in (*learners(world), *learners(world)):
        agreements.note_contact(
            world.viewer("webb"),
            one.uuid,
            kind="call",
            held_on=clock.today(),
            shared="It goes well.",
            request_key=KEY,
        )
    assert sorted(FamilyContact.objects.values_list("learner_id", flat=True)) == sorted(
        one.pk for one in learners(world)
    )


def test_a_form_that_was_saved_and_says_something_else_now_is_told_so(world, plan, show):
    """Its first answer did not arrive: whoever changed a word and sent it again must not read that the change is saved."""
    webb, ana = world.viewer("webb"), world.ana.uuid
    check_in = agreements.keep_check_in(webb, ana, went=2, plan="The chart.")

    def keep(**said):
        return agreements.keep_check_in(
            world.viewer("ana"), ana, **{"went": 3, "reflect": "Fractions went well."} | said, request_key=KEY
        )

    def answer(text="Come by on Thursday."):
        agreements.answer_check_in(webb, check_in, text=text, request_key=KEY)

    def contact(**said):
        given = {"kind": "call", "held_on": clock.today(), "shared": "It goes well.", "note": ""}
        return agreements.note_contact(webb, ana, **given | said, request_key=KEY)

    for send, changes in (
        (answer, ({"text": "Come by on Friday."}, {"text": ""})),
        (keep, ({"went": 2}, {"reflect": "It was hard."}, {"wants_help": True}, {"plan": "The chart."})),
        (contact, ({"kind": "meeting"}, {"shared": "It goes."}, {"note": "Call again."}, {"reached": False})),
    ):
        first = send()
        assert send() == first, "the same once more is one act"
        for changed in changes:
            with pytest.raises(Conflict, match="had been saved already"):
                send(**changed)
    assert (CheckIn.objects.count(), CheckInAnswer.objects.count(), FamilyContact.objects.count()) == (
        2,
        1,
        1,
    )
    assert FamilyContact.objects.get().words.shared == "It goes well."


def test_an_offer_that_was_made_and_says_something_else_now_is_told_so(world, plan):
    def told(send, **changed):
        with pytest.raises(Conflict, match="had been saved already"):
            send(**changed)

    def propose(**said):
        given = {
            "weeks": 4,
            "reason": "The fair.",
            "support": "Tutoring.",
            "support_minutes": 30,
            "why": "I like it.",
        }
        return plan.propose("webb", **given | said, request_key=KEY)

    target = propose()
    assert propose() == target
    for changed in (
        {"weeks": 5},
        {"reason": "The fair is early."},
        {"support": "A talk."},
        {"support_minutes": 40},
        {"why": "It matters."},
        {"plan": "steep"},
        {"shape": {"kind": "j_curve"}},
        {"from_on": plan.day(1)},
        {"competency_uuids": [world.competency("MA.FR.1").uuid]},
    ):
        told(propose, **changed)

    def counter(**said):
        return plan.counter(target, "ana", **{"weeks": 5, "reason": "A trip."} | said, request_key=KEY)

    offer = counter()
    assert counter() == offer
    for changed in (
        {"weeks": 6},
        {"reason": "A long trip."},
        {"shape": {"kind": "j_curve"}},
        {"from_on": plan.day(1)},
    ):
        told(counter, **changed)
    plan.sign(target, "webb")

    steps = [{"on": plan.day(2).isoformat(), "count": 1}]

    def renegotiate(**said):
        given = {"weeks": 6, "shape": {"kind": "own", "steps": steps}}
        return plan.renegotiate(target, "ana", **given | said, request_key="another")

    anew = renegotiate()
    assert renegotiate() == anew
    later = [{"on": plan.day(3).isoformat(), "count": 1}]
    for changed in ({"weeks": 7}, {"reason": "Another trip."}, {"shape": {"kind": "own", "steps": later}}):
        told(renegotiate, **changed)
    assert [one.number for one in plan.target(target).offers] == [1, 2, 3]


def test_the_few_days_that_a_learner_moves_alone_are_one_act_also_the_next_day(world, plan, at_stage, clock):
    target = plan.agreed(shape={"kind": "own", "steps": [{"on": plan.day(1).isoformat(), "count": 1}]})
    at_stage(4)
    by_on = plan.day(4) + dt.timedelta(days=2)
    clock.set("2026-10-08 09:00")

    def move(on=by_on):
        return plan.renegotiate(target, "ana", by_on=on, request_key=KEY)

    first = move()
    assert plan.target(target).on_table is None
    assert move() == first
    clock.set("2026-10-09 09:00")
    assert move() == first
    with pytest.raises(Conflict, match="had been saved already"):
        move(by_on + dt.timedelta(days=1))


def test_a_note_that_was_kept_and_says_something_else_now_is_told_so(world, plan):
    target = plan.agreed()

    def note(standing="needs_adjusting", reason="She was away."):
        return agreements.note_standing(
            world.viewer("webb"), target, standing=standing, reason=reason, request_key=KEY
        )

    first = note()
    assert note() == first
    for changed in ({"reason": "A week away."}, {"standing": "ahead_of_plan"}):
        with pytest.raises(Conflict, match="had been saved already"):
            note(**changed)


def test_a_target_that_had_ended_makes_the_same_check_in_no_other_one(world, plan):
    webb, ana = world.viewer("webb"), world.viewer("ana")
    ended, stands = plan.agreed("MA.FR.1"), plan.agreed("MA.DA.1")
    agreements.end(viewer=webb, target_uuid=ended, ending="set_aside", reason="Another way.")

    def keep(*about):
        return agreements.keep_check_in(ana, world.ana.uuid, went=3, target_uuids=about, request_key=KEY)

    first = keep(ended, stands)
    assert keep(ended, stands) == first
    agreements.end(viewer=webb, target_uuid=stands, ending="set_aside", reason="Another way.")
    assert keep(ended, stands) == first
    with pytest.raises(Conflict, match="had been saved already"):
        keep(ended)
    assert CheckIn.objects.count() == 1


def test_an_offer_is_the_same_one_also_after_something_became_proficient(world, plan, shown):
    steps = [{"on": plan.day(weeks).isoformat(), "count": count} for weeks, count in ((2, 1), (3, 2))]
    target = plan.agreed("MA.FR.1", "MA.FR.2", "MA.DA.1", weeks=5, shape={"kind": "own", "steps": steps})

    def renegotiate(**said):
        return plan.renegotiate(target, "webb", **{"from_on": plan.day(1)} | said, request_key=KEY)

    offer = renegotiate()
    shown("MA.FR.1", days_ago=0)
    assert renegotiate() == offer
    with pytest.raises(Conflict, match="had been saved already"):
        renegotiate(shape={"kind": "j_curve"})


def test_a_target_that_arrives_twice_at_one_moment_is_one(world, plan, monkeypatch):
    """Where requests wait for each other, the second one goes on once the first has written."""
    lock, first = offering.lock_learners, []

    def waits(ids):
        if not first:
            first.append(None)
            first[0] = plan.propose("webb", request_key=KEY)
        lock(ids)

    monkeypatch.setattr(offering, "lock_learners", waits)
    assert plan.propose("webb", request_key=KEY) == first[0]
    assert Target.objects.count() == 1


def test_a_form_whose_words_were_taken_back_is_not_told_as_saved(world, plan):
    webb, ana = world.viewer("webb"), world.ana.uuid
    target = plan.agreed()

    def contact():
        given = {"kind": "call", "held_on": clock.today(), "shared": "It goes well."}
        return agreements.note_contact(webb, ana, **given, request_key=KEY)

    def note():
        return agreements.note_standing(
            webb, target, standing="needs_adjusting", reason="The trip.", request_key=KEY
        )

    for send, take_back in ((contact, agreements.withdraw_contact), (note, agreements.withdraw_note)):
        take_back(webb, send())
        with pytest.raises(Conflict, match="had been saved already"):
            send()


def test_a_check_in_that_was_replaced_since_is_not_told_as_saved(world):
    """She took her wish back, and sends the earlier form once more: nobody is to believe that an adult reads of it."""
    ana = world.viewer("ana")

    def keep(**said):
        return agreements.keep_check_in(ana, world.ana.uuid, **said)

    wish = {"went": 2, "wants_help": True, "request_key": KEY}
    keep(**wish)
    now = keep(went=3, request_key="another")
    with pytest.raises(Conflict, match="had been saved already"):
        keep(**wish)
    assert keep(went=3, request_key="another") == now
    assert keep(**wish | {"request_key": "a third"}) != now, "a new form says it again"
