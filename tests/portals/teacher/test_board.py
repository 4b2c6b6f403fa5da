"""Who needs me today: every line of the plan, with its evidence, its next step and its answer."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.agreements.api import keep_check_in
from headway.district.agreements.models import CheckIn, CheckInAnswer
from headway.district.foundation.api import Actor
from headway.district.foundation.api import clock as time
from headway.district.people import services as people
from headway.district.signals.api import respond, write_signals
from headway.district.signals.models import Response, Signal, SignalEnd
from headway.district.signals.types import Found

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("signals")


def stall(learner, subject="MA", since=dt.date(2026, 9, 1)):
    return Found(learner.pk, "stalled", subject, since, {"days": 25.0, "open": 3.0}, subject)


def told(*matters):
    write_signals(matters, by=NIGHT)
    return list(Signal.objects.filter(open=True).order_by("pk"))


def text(client, address, status=200, **options):
    answer = client.get(address, **options)
    assert answer.status_code == status
    return answer.content.decode()


def form(**changes):
    given = {
        "act": "respond",
        "kind": "engage",
        "words": "We talk on Friday.",
        "begins_on": "2026-10-07",
        "follow_up_on": "2026-10-21",
        "request_key": "k",
    }
    return given | changes


def test_an_empty_board_says_what_will_be_here(world, sign_in):
    page = text(sign_in(world.webb), "/teach/board/")
    assert "Nothing waits for you." in page
    assert "/teach/learners/" in page


def test_the_page_names_the_night_that_was_read_and_a_signal_what_it_was_raised_on(world, sign_in, clock):
    told(stall(world.ana), stall(world.ben))
    clock.set("2026-10-08 09:00")
    later = Found(world.ana.pk, "stalled", "MA", dt.date(2026, 9, 1), {"days": 26.0, "open": 3.0}, "MA")
    row, _other = told(later)
    client = sign_in(world.webb)
    page = text(client, "/teach/board/")
    assert "The record was read on Oct. 8, 2026." in page
    assert "For 26 days of school nothing new was shown" in page
    assert "Read on October 8." not in page
    assert "Read on October 7." in page  # of Ben's, which last night no longer told of
    page = text(client, f"/teach/board/{row.uuid}/")
    assert "Read on October 8." in page
    assert "When it was raised, on Oct. 7, 2026:" in page
    assert "For 25 days of school" in page


def test_a_line_has_evidence_next_step_and_a_day(world, sign_in):
    (row,) = told(stall(world.ana))
    page = text(sign_in(world.webb), "/teach/board/")
    for words in (
        "Ana Reyes",
        "The work has come to a halt",
        "For 25 days of school nothing new was shown in this domain",
        "Ask what is in the way, and choose the next piece of work together.",
        "Answer by October 14.",
        f"/teach/board/{row.uuid}/",
    ):
        assert words in page
    for word in ("behind", "at risk", "failing", "%", "lagging", "rank"):
        assert word not in page.lower().replace("100%", "")


def test_what_is_not_asked_of_me_comes_by_a_filter(world, sign_in):
    told(stall(world.ana))
    ortiz = sign_in(world.ortiz)
    assert "Ana Reyes" not in text(ortiz, "/teach/board/")
    assert "With Aiden Webb." in text(ortiz, "/teach/board/?whose=all")
    assert "Ana Reyes" not in text(ortiz, "/teach/board/?whose=all&kind=waiting")
    assert "Ana Reyes" not in text(sign_in(world.finch), "/teach/board/?whose=all")


def test_an_answer_in_place_brings_back_to_the_board(world, sign_in):
    (row,) = told(stall(world.ana))
    client, address = sign_in(world.webb), f"/teach/board/{row.uuid}/"
    part = text(client, address, headers={"HX-Request": "true"})
    assert "<html" not in part
    assert 'name="follow_up_on"' in part
    answer = client.post(address, form())
    assert (answer.status_code, answer.url) == (302, "/teach/board/")
    client.post(address, form())
    assert Response.objects.count() == 1
    page = text(client, "/teach/board/")
    assert "Answered, and on its way" in page
    assert "Look again on October 21." in page


def test_one_answer_may_stand_for_several_domains(world, sign_in):
    first, second = told(stall(world.ana), stall(world.ana, "LI"))
    client = sign_in(world.webb)
    assert text(client, "/teach/board/").count("<h4>") == 1
    client.post(f"/teach/board/{first.uuid}/", form(also=[str(second.uuid)]))
    assert Response.objects.values_list("signal_id", flat=True).count() == 2


def test_what_stood_in_the_way_is_said_with_the_typed_words_kept(world, sign_in):
    (row,) = told(stall(world.ana))
    answer = sign_in(world.webb).post(
        f"/teach/board/{row.uuid}/", form(words="A long talk <b>", follow_up_on="2026-10-01")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The day to look again lies after today" in page
    assert "A long talk &lt;b&gt;" in page
    page = sign_in(world.webb).post(f"/teach/board/{row.uuid}/", form(begins_on="Friday"))
    assert "The date could not be read." in page.content.decode()
    assert Response.objects.count() == 0


def test_the_form_proposes_a_day_of_school_to_look_again(world, sign_in):
    (row,) = told(stall(world.ana))
    people.set_days_off(
        organisation=world.district, days=[(dt.date(2026, 10, 21), "Staff learning")], by=NIGHT
    )
    client = sign_in(world.webb)
    page = text(client, f"/teach/board/{row.uuid}/")
    assert re.search(r'<input[^>]*name="follow_up_on"[^>]*value="2026-10-22"', page)
    page = client.post(f"/teach/board/{row.uuid}/", form(follow_up_on="2030-01-15")).content.decode()
    assert "The day to look again is Nov. 19, 2026 at the latest." in page, (
        "thirty days of school, one of them off"
    )


def test_handing_on_is_one_tap(world, sign_in):
    (row,) = told(stall(world.ana))
    client = sign_in(world.webb)
    assert "Elena Ortiz" in text(client, f"/teach/board/{row.uuid}/")
    client.post(f"/teach/board/{row.uuid}/", {"act": "hand_on", "to": str(world.people["ortiz"].uuid)})
    assert "Ana Reyes" in text(sign_in(world.ortiz), "/teach/board/")


def test_what_is_no_longer_so_closes_with_one_tap(world, sign_in):
    (row,) = told(stall(world.ana))
    told()
    client = sign_in(world.webb)
    assert "As of last night this is no longer so." in text(client, "/teach/board/")
    client.post(f"/teach/board/{row.uuid}/", {"act": "end", "ending": "lapsed"})
    assert SignalEnd.objects.get().ending == "lapsed"
    assert "No longer so; an adult has seen it" in text(client, f"/teach/board/{row.uuid}/")


def test_the_day_to_look_again_stands_first(world, sign_in, clock):
    (row,) = told(stall(world.ana))
    made = respond(
        viewer=world.viewer("webb"), signal_uuid=row.uuid, kind="engage", words="A talk.",
        begins_on=dt.date(2026, 10, 7), follow_up_on=dt.date(2026, 10, 14),
    )  # fmt: skip
    client = sign_in(world.webb)
    assert "Look again today" not in text(client, "/teach/board/")
    clock.set("2026-10-14 09:00")
    client = sign_in(world.webb)
    assert "Look again today" in text(client, "/teach/board/")
    client.post(
        f"/teach/board/{row.uuid}/",
        {"act": "follow_up", "response": str(made.uuid), "outcome": "going", "seen": "Yes."},
    )
    assert SignalEnd.objects.get().ending == "response"


def test_in_spanish(world, sign_in):
    told(stall(world.ana))
    client = sign_in(world.webb)
    client.cookies["headway_language"] = "es"
    page = text(client, "/teach/board/", headers={"Accept-Language": "es"})
    world.people["webb"].language = "es"
    world.people["webb"].save()
    page = text(sign_in(world.webb), "/teach/board/", headers={"Accept-Language": "es"})
    assert "En 25 días lectivos no se mostró nada nuevo en esta área" in page
    assert "Quién me necesita hoy" in page


def test_learners_and_families_see_nothing_of_it(world, sign_in):
    (row,) = told(stall(world.ana))
    for who, home in ((world.ana, "/me/"), (world.rosa, "/family/")):
        client = sign_in(who)
        for address in (
            "/teach/board/",
            f"/teach/board/{row.uuid}/",
            f"/counsel/board/{row.uuid}/",
            f"/lead/board/{row.uuid}/",
        ):
            text(client, address, 404)
        page = client.get(home, follow=True).content.decode()
        assert "come to a halt" not in page
        assert "/board/" not in page
    for who in (world.tessa, world.finch):
        text(sign_in(who), f"/teach/board/{row.uuid}/", 404)


def a_full_group(world, size=40):
    learners = []
    for number in range(size):
        person = people.create_person(given_name=f"L{number}", family_name="Q", by=NIGHT)
        learner = people.admit_learner(
            person=person,
            school=world.alder,
            entered_on=dt.date(2026, 8, 17),
            local_identifier=f"q{number}",
            by=NIGHT,
        )
        people.join_home_group(
            home_group=world.cedar, learner=learner, from_on=dt.date(2026, 8, 17), by=NIGHT
        )
        learners.append(learner)
    return learners


def test_a_full_group_comes_in_pages_and_asks_no_more(world, sign_in, django_assert_max_num_queries):
    learners = a_full_group(world)
    told(*(stall(one) for one in learners), *(stall(one, "LI") for one in learners))
    client = sign_in(world.webb)
    client.get("/teach/board/")
    with django_assert_max_num_queries(15):
        first = text(client, "/teach/board/?kind=stalled")
    assert first.count('class="board-card"') == 25
    assert "40 learners: what plans need soonest stands first." in first
    assert 'href="?kind=stalled&amp;page=2" rel="next"' in first
    second = text(client, "/teach/board/?kind=stalled&page=2")
    assert second.count('class="board-card"') == 15
    names = {name for name in (one.person.name for one in learners) if f">{name}</a>" in first}
    assert not [name for name in names if f">{name}</a>" in second]
    assert "in the same order" not in first + second, "who asks for a kind reads its list"
    assert text(client, "/teach/board/?page=77").count('class="board-card"') == 15
    assert text(client, "/teach/board/?page=x").count('class="board-card"') == 25


def test_a_long_board_begins_with_five(world, sign_in):
    learners = a_full_group(world)
    told(*(stall(one) for one in learners))
    client = sign_in(world.webb)
    shown, _, folded = text(client, "/teach/board/").partition("20 more learners, in the same order")
    assert (shown.count('class="board-card"'), folded.count('class="board-card"')) == (5, 20)
    assert "more learners, in the same order" not in text(client, "/teach/board/?page=2")


def test_what_a_plan_needs_soonest_stands_first_with_its_reason(world, sign_in):
    told(
        Found(world.ana.pk, "not_negotiated", "MA", dt.date(2026, 8, 20), {"days": 40.0}, "MA"),
        Found(world.ben.pk, "not_seen", "", dt.date(2026, 10, 1), {"days": 4.0}),
    )
    page = text(sign_in(world.webb), "/teach/board/")
    assert page.index("Ben Okafor") < page.index("Ana Reyes")
    assert "No evidence, check-in or attendance for 4 days of school." in page


def test_many_domains_without_a_target_are_one_line_and_one_answer(world, sign_in):
    rows = told(
        *(
            Found(world.ana.pk, "not_negotiated", code, dt.date(2026, 8, 20), {"days": days}, code)
            for code, days in (("MA", 30.0), ("LI", 34.0), ("SC", 12.0))
        )
    )
    client = sign_in(world.webb)
    page = text(client, "/teach/board/")
    assert page.count("<h4>") == 1
    assert "Active for up to 34 days of school without an agreed target." in page
    assert "Answer all 3" in page
    part = text(client, f"/teach/board/{rows[0].uuid}/", headers={"HX-Request": "true"})
    assert all(str(one.uuid) in part for one in rows[1:])


def test_a_kind_of_which_nothing_waits_leads_back_to_everything(world, sign_in):
    told(stall(world.ana))
    page = text(sign_in(world.webb), "/teach/board/?kind=waiting")
    assert "Nothing of this kind waits for you." in page
    assert 'href="/teach/board/"' in page


def test_one_look_follows_all_that_one_answer_was_given_to(world, sign_in, clock):
    first, second = told(stall(world.ana), stall(world.ana, "LI"))
    client = sign_in(world.webb)
    client.post(f"/teach/board/{first.uuid}/", form(also=[str(second.uuid)]))
    clock.set("2026-10-21 09:00")
    client = sign_in(world.webb)
    page = text(client, "/teach/board/")
    assert page.count("Say what you see") == 1
    part = text(client, f"/teach/board/{first.uuid}/", headers={"HX-Request": "true"})
    of = {one.signal_id: one for one in Response.objects.all()}
    assert str(of[second.pk].uuid) in part
    client.post(
        f"/teach/board/{first.uuid}/",
        {"act": "follow_up", "response": of[first.pk].uuid, "also": [of[second.pk].uuid], "outcome": "going"},
    )
    assert SignalEnd.objects.count() == 2


def test_the_counsellor_has_the_same_board_for_her_learners(world, sign_in):
    (row,) = told(stall(world.ana))
    client = sign_in(world.cora)
    assert "Ana Reyes" in text(client, "/counsel/board/?whose=all")
    client.post(f"/counsel/board/{row.uuid}/", form())
    assert Response.objects.get().owner_id == world.people["cora"].pk
    text(sign_in(world.carl), f"/counsel/board/{row.uuid}/", 404)


def wishes(world, *names):
    for name in names:
        keep_check_in(world.viewer(name), getattr(world, name).uuid, wants_help=True)


def test_who_would_like_an_adult_to_come_by_stands_first_on_the_board_and_on_today(world, sign_in):
    told(stall(world.ben))
    wishes(world, "ana")
    client = sign_in(world.webb)
    page = text(client, "/teach/board/")
    places = ("Who would like an adult to come by", "Ana Reyes", "Offers that wait for me", "Ben Okafor")
    assert sorted(places, key=page.index) == list(places)
    assert "Ana Reyes" in text(client, "/teach/")
    # Who teaches her without being her adviser is not asked first.
    ortiz = sign_in(world.ortiz)
    assert "Who would like an adult to come by" not in text(ortiz, "/teach/board/") + text(ortiz, "/teach/")
    assert "Who would like an adult to come by" in text(ortiz, "/teach/board/?whose=all")
    assert "Who would like an adult to come by" in text(sign_in(world.cora), "/counsel/board/?whose=all")


def test_one_tap_on_the_board_says_that_somebody_comes_by(world, sign_in):
    wishes(world, "ana")
    client = sign_in(world.webb)
    (address,) = re.findall(r'action="(/teach/check-ins/[^"]+/answer/)"', text(client, "/teach/board/"))
    answer = client.post(address, {"say": "come_by", "to": "board", "request_key": "k"})
    assert (answer.status_code, answer.url) == (302, "/teach/board/")
    assert "I come by today" in CheckInAnswer.objects.get().words.text
    assert "Who would like an adult to come by" not in text(client, "/teach/board/") + text(client, "/teach/")


def test_wishes_of_many_cost_as_much_as_one_and_the_first_stand_open(
    world, sign_in, django_assert_max_num_queries
):
    wishes(world, "ana")
    client = sign_in(world.webb)
    addresses = ("/teach/board/", "/teach/")

    def costs():
        found = []
        for address in addresses:
            client.get(address)  # the look at the record is noted once
            with django_assert_max_num_queries(25) as queries:
                assert "Ana Reyes" in text(client, address)
                found.append(len(queries))
        return found

    before = costs()
    for learner in a_full_group(world, 8):
        CheckIn.objects.create(
            learner=learner, week_on=dt.date(2026, 9, 28), wants_help=True, recorded_at=time.now()
        )
    assert costs() == before
    assert all("3 more" in text(client, address) for address in addresses)


def test_offers_and_check_ins_come_as_a_part(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.webb)
    with django_assert_max_num_queries(15):
        part = text(client, "/teach/board/waiting/", headers={"HX-Request": "true"})
    assert "No offer waits for your answer." in part
    assert "<html" not in part
    part = text(client, "/teach/board/waiting/?of=check_ins", headers={"HX-Request": "true"})
    assert "No check-in waits to be read." in part
    assert "<html" in text(client, "/teach/board/waiting/")
