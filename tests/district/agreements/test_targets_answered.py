"""An offer is answered, and what is agreed is agreed anew; every rule with its sentence."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from headway.district.agreements.models import Offer, Signature
from headway.district.foundation.api import Conflict, Refused, audit
from tests.district.agreements.conftest import fields

pytestmark = pytest.mark.django_db


def test_an_answer_takes_the_place_of_the_offer_and_everything_is_kept(plan, at_stage):
    at_stage(2)
    target = plan.propose("ana", weeks=6, reason="I want it before the winter.")
    plan.counter(target, "webb", weeks=8, support_minutes=60, support="Tuesdays, flex time.")
    info = plan.target(target)
    assert [(one.number, one.side, one.support_minutes) for one in info.offers] == [
        (1, "learner", 0),
        (2, "adult", 60),
    ]
    assert info.offers[0].reason == "I want it before the winter."
    assert info.latest.support == "Tuesdays, flex time."
    assert info.in_force is None
    assert plan.sign(target, "ana") is True
    with pytest.raises(Conflict, match="is agreed with offer 2"):
        plan.sign(target, "webb", number=1)


def test_of_two_answers_at_once_the_second_is_told_of_the_first(plan, at_stage):
    at_stage(2)
    target = plan.propose("ana")
    plan.counter(target, "webb", expects=1)
    with pytest.raises(Conflict, match="Aiden Webb made offer 2 in the meantime") as conflict:
        plan.counter(target, "ortiz", expects=1, weeks=7)
    assert "newer offer" in str(conflict.value)
    assert [one.number for one in plan.target(target).offers] == [1, 2]


def test_two_answers_at_the_very_same_moment_write_one_and_nothing_of_the_other(plan, at_stage, monkeypatch):
    """Both read offer 1 as the newest: the number decides, and what the second wrote is gone with it."""
    from headway.district.agreements.models import OfferWords
    from headway.district.agreements.services import offering

    at_stage(2)
    target = plan.propose("ana")
    read = offering.read_targets
    seen = {}

    def as_read_before(learners, **more):
        if not seen:
            seen.update(read(learners, **more))
        return seen

    monkeypatch.setattr(offering, "read_targets", as_read_before)
    plan.counter(target, "webb", expects=1)
    rows = Offer.objects.count(), Signature.objects.count(), OfferWords.objects.count()
    trail = audit.trail(act="agreements.offered").count()
    with pytest.raises(Conflict, match="at the same moment"):
        plan.counter(target, "ortiz", expects=1, weeks=7, reason="My words.")
    assert (Offer.objects.count(), Signature.objects.count(), OfferWords.objects.count()) == rows
    assert audit.trail(act="agreements.offered").count() == trail


def test_the_database_lets_no_two_offers_have_one_number(world, plan):
    from django.db import IntegrityError, transaction

    row = Offer.objects.get(target__uuid=plan.propose("webb"))
    row.pk, row.uuid, row.request_key = None, uuid.uuid4(), None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_an_answer_sent_twice_is_one(plan):
    target = plan.propose("webb")
    first = plan.counter(target, "ana", request_key="x")
    assert plan.counter(target, "ana", request_key="x") == first
    assert len(plan.target(target).offers) == 2


def test_an_answer_that_changes_nothing_is_a_signature(plan):
    target = plan.propose("webb", weeks=4)
    with pytest.raises(Refused, match="says already"):
        plan.counter(target, "ana", weeks=4)


def test_nothing_to_answer_when_the_plan_is_agreed(plan):
    target = plan.agreed()
    with pytest.raises(Conflict, match="no offer is on the table"):
        plan.counter(target, "ana", expects=1)


def test_a_change_leaves_the_agreement_in_force_until_it_is_signed(plan):
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", weeks=5, reason="We move house.")
    info = plan.target(target)
    assert info.in_force.number == 1
    assert info.on_table.number == 2
    assert plan.sign(target, "webb") is True
    info = plan.target(target)
    assert info.in_force.number == 2
    assert [one.is_agreed for one in info.offers] == [True, True]


def test_a_change_wants_a_reason_and_only_one_is_on_the_table(plan):
    target = plan.agreed()
    with pytest.raises(Refused) as refusal:
        plan.renegotiate(target, "ana", reason="  ")
    assert fields(refusal) == {"reason"}
    plan.renegotiate(target, "ana", weeks=5)
    with pytest.raises(Conflict, match="still on the table"):
        plan.renegotiate(target, "webb", weeks=6)


@pytest.mark.parametrize(
    ("stage", "days", "alone"), [(2, 1, False), (3, 7, True), (3, 8, False), (4, 14, True)]
)
def test_from_the_third_stage_the_learner_moves_the_day_a_little_alone(plan, at_stage, stage, days, alone):
    at_stage(stage)
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", by_on=plan.day(4) + dt.timedelta(days=days))
    info = plan.target(target)
    assert (info.in_force.number == 2) is alone
    assert info.latest.moved_alone is alone


def test_small_steps_alone_do_not_add_up(plan, at_stage):
    at_stage(3)
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", by_on=plan.day(5))
    plan.renegotiate(target, "ana", by_on=plan.day(6))
    info = plan.target(target)
    assert info.in_force.number == 2
    assert info.on_table.wants == ("learner", "adult")


def test_support_is_never_changed_alone(plan, at_stage):
    at_stage(4)
    target = plan.agreed(weeks=4, support_minutes=60)
    with pytest.raises(Refused, match="promised by the adult"):
        plan.renegotiate(target, "ana", weeks=5, support_minutes=0)
    assert plan.target(target).in_force.support_minutes == 60
    assert plan.target(target).on_table is None


def test_an_adults_promise_of_support_is_never_reworded_alone(plan, at_stage):
    at_stage(4)
    promised = "Mr Webb, Tuesdays at 2,\nroom 4"
    target = plan.agreed(weeks=4, support_minutes=60, support=promised)
    plan.renegotiate(target, "ana", weeks=5, support_minutes=60, support="Nobody, no Tuesdays.")
    assert plan.target(target).in_force.support == promised
    assert plan.target(target).on_table.missing == ("adult",)


def test_a_form_that_sends_the_agreed_support_along_still_moves_the_day_alone(plan, at_stage):
    at_stage(4)
    target = plan.agreed(weeks=4, support="Mr Webb, Tuesdays at 2,\nroom 4")
    plan.renegotiate(target, "ana", weeks=5, support="Mr Webb, Tuesdays at 2,\r\nroom 4 ")
    assert plan.target(target).in_force.number == 2


def test_the_adult_is_told_when_the_day_was_moved_alone(world, plan, at_stage):
    from headway.district.notices.api import inbox_of

    at_stage(3)
    target = plan.agreed(weeks=4)
    plan.renegotiate(target, "ana", weeks=5)
    told = [one for day in inbox_of(world.viewer("webb")).days for one in day.entries]
    assert [one.kind for one in told].count("offer_signed") >= 1
    assert str(target) in told[0].link
