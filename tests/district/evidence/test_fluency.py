"""R047: fluency beside understanding, where the competency asks for it. It never changes a level."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.continuum.api import competency as competency_with
from headway.district.evidence.api import fluency_beside, note_fluency, take_back_fluency
from headway.district.foundation.api import Actor, Conflict, NotAllowed, NotFound, Refused, clock
from headway.district.foundation.models import AuditEntry
from headway.district.policy.api import PolicyKind, adopt
from headway.district.proficiency.api import standings_of
from headway.mastery.proficiency.fluency import FluencyState

pytestmark = pytest.mark.django_db


def on_the_line(world, code):
    return competency_with(world.competency(code).uuid)


@pytest.fixture
def asks(world):
    """A competency that asks for twenty right answers a minute."""
    competency = on_the_line(world, "MA.FR.1")
    adopt(
        kind=PolicyKind.FLUENCY_TARGETS,
        text="Fractions are to be fluent.",
        parameters={"targets": {competency.identifier: {"right_a_minute": 20}}},
        effective_on=clock.today(),
        by=Actor.system("test"),
    )
    return competency


def note(world, competency, right, tries, seconds, days_ago=0, **more):
    return note_fluency(
        viewer=more.pop("viewer", world.viewer("ortiz")),
        learner=more.pop("learner", world.ana),
        competency=competency,
        right=right,
        tries=tries,
        seconds=seconds,
        seen_on=clock.today() - dt.timedelta(days=days_ago),
        **more,
    )


def state(world, competency):
    return fluency_beside(world.viewer("ortiz"), world.ana, competency).state


def test_where_nothing_is_asked_for_nothing_is_shown_and_nothing_can_be_noted(world):
    competency = on_the_line(world, "MA.FR.2")
    assert fluency_beside(world.viewer("ortiz"), world.ana, competency) is None
    with pytest.raises(Refused, match="asks for no fluency"):
        note(world, competency, 1, 1, 60)


def test_right_and_not_yet_readily_is_told_beside_a_level_that_stays(world, asks):
    before = standings_of(world.viewer("ortiz"), world.ana)
    note(world, asks, 19, 20, 120)
    assert state(world, asks) is FluencyState.SURE
    assert standings_of(world.viewer("ortiz"), world.ana) == before


def test_two_days_settle_it_and_what_is_taken_back_counts_no_more(world, asks):
    note(world, asks, 20, 20, 60, days_ago=1)
    last = note(world, asks, 20, 20, 55)
    assert state(world, asks) is FluencyState.FLUENT
    take_back_fluency(last, viewer=world.viewer("ortiz"))
    take_back_fluency(last, viewer=world.viewer("ortiz"))
    assert state(world, asks) is FluencyState.READY_ONCE
    assert AuditEntry.objects.filter(act="evidence.fluency_taken_back").count() == 1


def test_one_form_sent_twice_is_one_occasion(world, asks):
    first = note(world, asks, 20, 20, 60, request_key="a")
    assert note(world, asks, 20, 20, 60, request_key="a") == first
    with pytest.raises(Conflict):
        note(world, asks, 19, 20, 60, request_key="a")
    assert AuditEntry.objects.filter(act="evidence.fluency_noted").count() == 1


@pytest.mark.parametrize(
    ("right", "tries", "seconds", "days", "field"),
    [(5, 4, 60, 0, "right"), (0, 0, 60, 0, "tries"), (1, 2, 0, 0, "seconds"), (1, 2, 60, -1, "seen_on")],
)
def test_impossible_occasions_name_their_field(world, asks, right, tries, seconds, days, field):
    with pytest.raises(Refused) as refused:
        note(world, asks, right, tries, seconds, days_ago=days)
    assert refused.value.problems[0].field == field


def test_learners_read_it_and_only_adults_who_may_rate_note_it(world, asks):
    note(world, asks, 19, 20, 120)
    assert fluency_beside(world.viewer("ana"), world.ana, asks).state is FluencyState.SURE
    with pytest.raises(NotAllowed):
        note(world, asks, 1, 1, 60, viewer=world.viewer("ana"))
    with pytest.raises(NotFound):
        fluency_beside(world.viewer("finch"), world.ana, asks)


def test_teacher_learner_and_family_read_it_and_the_teacher_notes_and_takes_back(world, sign_in, asks):
    teacher, pair = sign_in(world.ortiz), f"/teach/learner/{world.ana.uuid}/competency/{asks.uuid}/"
    given = {"right": "19", "tries": "20", "seconds": "120", "seen_on": clock.today().isoformat()}
    assert teacher.post(pair + "fluency/", given | {"request_key": "k"}).status_code == 302
    assert "19 of 20 right in 120 seconds" in teacher.get(pair).text
    for reader, address in (
        (world.ana, f"/me/competency/{asks.uuid}/"),
        (world.rosa, f"/family/{world.ana.uuid}/competency/{asks.uuid}/"),
    ):
        page = sign_in(reader).get(address)
        assert page.status_code == 200
        assert "19 of 20" in page.text.replace("19 de 20", "19 of 20")
    refused = teacher.post(pair + "fluency/", given | {"right": "21"})
    assert refused.status_code == 422
    assert "no more than there were tries" in refused.text
    (one,) = fluency_beside(world.viewer("ortiz"), world.ana, asks).items
    assert teacher.post(f"{pair}fluency/{one.uuid}/take-back/").status_code == 302
    assert fluency_beside(world.viewer("ortiz"), world.ana, asks).items == ()
    assert sign_in(world.finch).post(pair + "fluency/", given).status_code == 404
