"""Check-ins, stages and contacts on the pages of learner, adult and family."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from headway.district.agreements.api import (
    answer_check_in,
    decide_stage,
    keep_check_in,
    note_contact,
    stage_of,
)
from headway.district.agreements.models import CheckIn, CheckInAnswer, FamilyContact, StageDecision
from headway.district.foundation.api import clock as time
from headway.district.habits.api import HabitLine, note_habits
from headway.district.people.api import set_guardian

pytestmark = pytest.mark.django_db


def page(client, name, *parts, lang="en", **query):
    answer = client.get(reverse(name, args=parts), query, headers={"accept-language": lang})
    return answer.status_code, re.sub(r"\s+", " ", answer.content.decode())


def said(world, name="ana", **words):
    words = {"went": 3, "reflect": "Fractions went well."} | words
    return keep_check_in(world.viewer(name), getattr(world, name).uuid, **words)


# -- the learner --


def test_a_learner_checks_in_with_taps_alone_and_reads_what_she_said(world, sign_in):
    client = sign_in(world.ana)
    status, html = page(client, "student:check_in")
    assert status == 200
    assert "week of September 28" in html
    assert "Reading a chart" in html  # what comes next on her line
    answer = client.post(
        reverse("student:check_in"),
        {
            "went": "2",
            "reflect_chip": ["clicked", "away"],
            "next": [str(world.competency("MA.DA.1").uuid)],
            "wants_help": "yes",
            "week": "2026-09-28",
            "seconds": "120",
            "request_key": "k",
        },
    )
    assert answer.status_code == 302
    row = CheckIn.objects.get()
    assert (row.went, row.wants_help, row.seconds) == (2, True, 120)
    assert row.words.reflect == "Something clicked. I was away for a while."
    assert row.words.plan == "Reading a chart"
    _status, html = page(client, "student:check_in")
    assert "You checked in" in html
    assert "In part" in html
    assert "October 9" in html or "Oct. 9" in html


def test_an_empty_form_says_what_is_enough_and_keeps_nothing(world, sign_in):
    answer = sign_in(world.ana).post(reverse("student:check_in"), {"reflect": "  "})
    assert answer.status_code == 422
    assert "One of them is enough." in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_words_that_were_typed_come_back_with_the_problem(world, sign_in):
    answer = sign_in(world.ana).post(
        reverse("student:check_in"),
        {"went": "3", "reflect": "My words stay.", "reflect_chip": "clicked", "week": "2026-09-21"},
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "My words stay." in html
    assert re.search(r'value="clicked"[^>]* checked', html)


def test_she_changes_what_she_said_in_the_same_week(world, sign_in):
    said(world)
    status, html = page(sign_in(world.ana), "student:check_in", change="")
    assert status == 200
    assert "Fractions went well." in html
    assert "Save the change" in html


def test_an_adults_answer_stands_on_her_page(world, sign_in):
    answer_check_in(world.viewer("webb"), said(world), text="I come by on Thursday.")
    _status, html = page(sign_in(world.ana), "student:check_in")
    assert "Aiden Webb" in html
    assert "I come by on Thursday." in html


def test_before_the_first_week_and_in_the_summer_the_page_says_when(world, sign_in, clock):
    clock.set("2026-08-19 09:00")
    _status, html = page(sign_in(world.ana), "student:check_in")
    assert "Your first one is on Aug. 21, 2026" in html
    clock.set("2027-07-07 09:00")
    status, html = page(sign_in(world.ana), "student:check_in")
    assert (status, "Check-ins begin with the school year." in html) == (200, True)


def test_in_the_summer_what_she_said_stays_readable_and_is_not_denied(world, sign_in, clock):
    said(world)
    clock.set("2027-07-07 09:00")
    _status, html = page(sign_in(world.ana), "student:check_in")
    assert "No week asks for a check-in right now." in html
    assert "Fractions went well." in html
    assert "No week has asked for a check-in yet." not in html
    _status, html = page(sign_in(world.webb), "teacher:check_ins")
    assert "No week has asked for a check-in yet." not in html


def test_her_stage_says_what_is_open_and_what_could_be_shown(world, sign_in):
    _status, html = page(sign_in(world.ana), "student:stage")
    assert "What opens next: Shared" in html
    assert "A target lies up to 6 weeks ahead." in html
    assert "What you could show for it" in html


def test_her_pages_speak_spanish(world, sign_in):
    world.ana.person.language = "es"
    world.ana.person.save()
    client = sign_in(world.ana)
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    _status, html = page(client, "student:check_in")
    assert "¿Cómo te fue esta semana?" in html
    assert "In your own words" not in html
    _status, html = page(client, "student:stage")
    assert "Guiada" in html
    assert "What you can do now" not in html


@pytest.mark.parametrize("name", ["check_in", "stage"])
def test_pages_of_a_learner_keep_to_a_fixed_number_of_questions(
    world, sign_in, django_assert_max_num_queries, name
):
    answer_check_in(world.viewer("webb"), said(world), text="Good")
    client = sign_in(world.ana)
    client.get(reverse(f"student:{name}") + "?change")  # the continuum is remembered from here on
    with django_assert_max_num_queries(15):
        client.get(reverse(f"student:{name}") + "?change")


def test_no_page_of_a_learner_or_family_says_a_forbidden_word(world, sign_in):
    said(world)
    note_contact(world.viewer("webb"), world.ana.uuid, kind="call", held_on=time.today(), shared="Good news.")
    texts = [page(sign_in(world.ana), f"student:{name}")[1] for name in ("check_in", "stage")]
    texts.append(page(sign_in(world.rosa), "family:together", world.ana.uuid)[1])
    for html in texts:
        words = re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]).lower()
        for forbidden in (
            "fail",
            "behind",
            "score",
            "rank",
            "percent",
            "average",
            "at-risk",
            "overdue",
            "missed",
        ):
            assert forbidden not in words, forbidden


# -- the adult --


def test_an_adviser_reads_who_asks_for_help_first_and_who_has_not_yet(world, sign_in):
    said(world, "ben", went=4)
    said(world, "chloe", went=1, wants_help=True)
    answer_check_in(world.viewer("webb"), said(world, "dev"), seen=True)
    status, html = page(sign_in(world.webb), "teacher:check_ins")
    assert status == 200
    assert (
        html.index("Chloe Nguyen")
        < html.index("Ben Okafor")
        < html.index("Ana Reyes")
        < html.index("Dev Patel")
    )
    assert "1 asks for help" in html
    assert "Also not for the weeks of" in html
    assert "Emil" not in html


def test_one_tap_answers_and_goes_to_the_next(world, sign_in):
    uuid, after = said(world, "ben"), said(world, "chloe")
    client = sign_in(world.webb)
    answer = client.post(
        reverse("teacher:answer_check_in", args=(uuid,)),
        {"say": "well_planned", "after": str(after), "request_key": "k", "group": str(world.cedar.uuid)},
    )
    assert answer.url == f"/teach/check-ins/?group={world.cedar.uuid}#c-{after}"
    assert "good plan" in CheckInAnswer.objects.get().words.text


def test_an_answer_to_what_was_changed_keeps_the_typed_words(world, sign_in):
    old = said(world, "ben")
    new = said(world, "ben", went=1)
    answer = sign_in(world.webb).post(
        reverse("teacher:answer_check_in", args=(old,)), {"text": "My words stay."}
    )
    assert answer.status_code == 422
    assert "changed since" in answer.content.decode()
    assert str(new) in answer.content.decode()
    assert not CheckInAnswer.objects.exists()


def test_a_teacher_chooses_among_her_groups_and_strangers_groups_show_nothing(world, sign_in):
    said(world, "ana")
    _status, html = page(sign_in(world.ortiz), "teacher:check_ins", group=world.mathematics.uuid)
    assert "Fractions went well." in html
    _status, html = page(sign_in(world.finch), "teacher:check_ins", group=world.mathematics.uuid)
    assert "Fractions went well." not in html
    assert "Ana" not in html


@pytest.mark.parametrize("who", ["tessa", "finch", "willow"])
def test_what_a_learner_says_is_not_open_to_others(world, sign_in, who):
    uuid = said(world)
    client = sign_in(getattr(world, who))
    assert page(client, "teacher:learner_check_ins", world.ana.uuid)[0] == 404
    assert client.post(reverse("teacher:answer_check_in", args=(uuid,))).status_code == 404


def test_an_adult_writes_down_together_with_the_learner(world, sign_in):
    client = sign_in(world.ortiz)
    address = reverse("teacher:learner_check_ins", args=(world.ana.uuid,))
    assert client.post(address, {"went": "3", "week": "2026-09-28"}).status_code == 302
    assert "Written down together with Elena Ortiz." in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422


def test_the_counsellor_reads_the_groups_of_her_school(world, sign_in):
    said(world)
    _status, html = page(sign_in(world.cora), "counselor:check_ins")
    assert "Fractions went well." in html
    _status, html = page(sign_in(world.carl), "counselor:check_ins")
    assert "Fractions went well." not in html


def test_reading_a_group_costs_the_same_for_four_as_for_one(world, sign_in, django_assert_max_num_queries):
    for name in ("ana", "ben", "chloe", "dev"):
        answer_check_in(world.viewer("webb"), said(world, name), text="Good")
    client = sign_in(world.webb)
    client.get(reverse("teacher:check_ins"))
    with django_assert_max_num_queries(15):
        client.get(reverse("teacher:check_ins"))
    with django_assert_max_num_queries(15):
        client.get(reverse("teacher:contacts"))


def seen(world):
    return note_habits(
        [HabitLine(world.ana.pk, world.competency("HS.PR.1").pk, 3, time.now(), note="Asked twice.")],
        viewer=world.viewer("ortiz"),
    ).uuids[0]


def test_an_adult_decides_with_the_evidence_side_by_side(world, sign_in):
    observation = seen(world)
    client = sign_in(world.ortiz)
    _status, html = page(client, "teacher:stage", world.ana.uuid)
    assert "Asking for help" in html
    assert "Asked twice." in html
    address = reverse("teacher:stage", args=(world.ana.uuid,))
    assert client.post(address, {"stage": "2", "expects": "1"}).status_code == 422
    sent = {"stage": "2", "expects": "1", "habit": str(observation), "reason": "You ask in time."}
    assert client.post(address, sent).status_code == 302
    assert stage_of(world.ana) == 2
    _status, html = page(sign_in(world.ana), "student:stage")
    assert "You ask in time." in html
    assert "Shared" in html


@pytest.mark.parametrize(("sent", "says"), [({}, "no such autonomy stage"), ({"stage": "3"}, "one at a time"),
    ({"stage": "2", "review_on": "tomorrow"}, "could not be read")])  # fmt: skip
def test_a_stage_that_cannot_be_decided_says_why(world, sign_in, sent, says):
    answer = sign_in(world.ortiz).post(reverse("teacher:stage", args=(world.ana.uuid,)), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not StageDecision.objects.exists()


def test_a_tutor_reads_the_stage_and_decides_nothing(world, sign_in):
    client = sign_in(world.tessa)
    status, html = page(client, "teacher:stage", world.ana.uuid)
    assert (status, '<form class="form block stage-form"' in html) == (200, False)
    assert client.post(reverse("teacher:stage", args=(world.ana.uuid,)), {"stage": "2"}).status_code in (
        403,
        404,
    )


def test_a_stage_whose_day_has_come_is_listed_until_somebody_decides(world, sign_in, clock):
    decide_stage(world.viewer("ortiz"), world.ana.uuid, 2, habits=[seen(world)])  # again in two weeks
    clock.set("2026-10-20 09:00")
    assert "Look at the stage again" not in page(sign_in(world.webb), "teacher:check_ins")[1]
    clock.set("2026-10-21 09:00")
    for who, name in (("webb", "teacher"), ("cora", "counselor")):
        status, html = page(sign_in(getattr(world, who)), f"{name}:check_ins")
        assert status == 200
        assert "Look at the stage again" in html
        assert reverse(f"{name}:stage", args=(world.ana.uuid,)) in html
        assert "look again on Oct" in html
    decide_stage(world.viewer("webb"), world.ana.uuid, 1, reason="Let's plan together for a while.")
    assert "Look at the stage again" not in page(sign_in(world.webb), "teacher:check_ins")[1]


def test_the_stage_page_keeps_to_its_questions(world, sign_in, django_assert_max_num_queries):
    decide_stage(world.viewer("ortiz"), world.ana.uuid, 2, habits=[seen(world)])
    client = sign_in(world.ortiz)
    address = reverse("teacher:stage", args=(world.ana.uuid,))
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)


@pytest.mark.parametrize("name", ["stage", "learner_contacts", "learner_check_ins"])
def test_of_her_own_child_a_teacher_opens_nothing_in_the_teachers_portal(world, sign_in, name):
    set_guardian(guardian=world.ortiz, learner=world.ana, relation="parent", by=world.viewer("reggie").actor)
    client = sign_in(world.ortiz)
    assert page(client, f"teacher:{name}", world.ben.uuid)[0] == 200
    assert page(client, f"teacher:{name}", world.ana.uuid)[0] == 404
    assert client.post(reverse(f"teacher:{name}", args=(world.ana.uuid,)), {}).status_code == 404
    assert page(client, "family:together", world.ana.uuid)[0] == 200


# -- families --


def test_a_contact_is_noted_listed_and_taken_back(world, sign_in, clock):
    clock.set("2026-10-21 09:00")
    client = sign_in(world.webb)
    _status, html = page(client, "teacher:contacts")
    assert html.count("Not yet spoken with.") == 4
    address = reverse("teacher:learner_contacts", args=(world.ana.uuid,))
    sent = {"kind": "call", "held_on": "2026-10-20", "reached": "yes", "shared": "Good.", "note": "Evenings."}
    assert client.post(address, sent).status_code == 302
    _status, html = page(client, "teacher:contacts")
    assert html.count("Not yet spoken with.") == 3
    html = client.get(address).content.decode()
    assert "Evenings." in html
    uuid = FamilyContact.objects.get().uuid
    assert client.post(reverse("teacher:take_back_contact", args=(world.ana.uuid, uuid))).status_code == 302
    assert "Taken back." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("day", "says"), [("soon", "The date could not be read."), ("", "A date is missing.")]
)
def test_a_day_that_cannot_be_read_or_is_missing_is_named(world, sign_in, day, says):
    answer = sign_in(world.webb).post(
        reverse("teacher:learner_contacts", args=(world.ana.uuid,)), {"kind": "call", "held_on": day}
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_family_reads_the_shared_words_that_check_ins_happen_and_not_what_was_said(world, sign_in):
    said(world, reflect="This stays with school.")
    note_contact(
        world.viewer("webb"),
        world.ana.uuid,
        kind="call",
        held_on=dt.date(2026, 10, 6),
        shared="Ana explains fractions at home.",
        note="For staff.",
    )
    status, html = page(sign_in(world.rosa), "family:together", world.ana.uuid)
    assert status == 200
    assert "Ana explains fractions at home." in html
    assert "28" in html
    assert "This stays with school." not in html
    assert "For staff." not in html
    assert page(sign_in(world.greta), "family:together", world.ana.uuid)[0] == 404
    assert page(sign_in(world.raul), "family:together", world.ana.uuid)[0] == 404


def test_a_family_reads_it_in_spanish(world, sign_in):
    client = sign_in(world.rosa)
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    _status, html = page(client, "family:together", world.ana.uuid, lang="es")
    assert "La escuela y tú" in html
    assert "The weekly check-in" not in html
