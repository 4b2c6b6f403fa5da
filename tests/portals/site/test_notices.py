"""The inbox and the preferences as pages: what is shown, what can be done, without scripts and in Spanish."""

from __future__ import annotations

import re

import pytest

from headway.district.foundation.api import Actor
from headway.district.notices.api import Channel, NoticeKind, preferences_of, tell
from headway.district.notices.models import Notice

BY = Actor.system("signals")
CHOSEN = {"digest_at": "09:30", "quiet_from": "20:00", "quiet_until": "06:30", "offer_waiting": "at_once"}


def text(response) -> str:
    body = re.sub(r"<(title|script|style)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.fixture
def told(world):
    def tell_(who, kind, about=None, link="/teach/", **more):
        tell(
            to=getattr(who, "person", who).pk, kind=NoticeKind(kind), learner=about, link=link, by=BY, **more
        )

    return tell_


def test_an_empty_inbox_says_what_will_be_here(world, sign_in):
    page = text(sign_in(world.webb).get("/notices/"))
    assert "Nothing is waiting for you." in page
    assert "Mark all as read" not in page


@pytest.mark.parametrize("who", ["ana", "rosa", "webb", "priya", "reggie", "lee", "adam", "nina"])
def test_everybody_finds_the_inbox_in_the_header(world, sign_in, who):
    client = sign_in(getattr(world, who))
    page = client.get("/", follow=True).content.decode()
    assert 'class="to-notices" href="/notices/"' in page
    assert client.get("/notices/").status_code == 200
    assert client.get("/notices/how/").status_code == 200


def test_strangers_find_no_inbox(client, db):
    assert {client.get(f"/notices/{page}").status_code for page in ("", "how/", "count/")} == {404}
    assert "to-notices" not in client.get("/sign-in/").content.decode()


def test_who_has_to_change_her_password_first_is_asked_for_no_count(world, sign_in):
    world.webb.account.must_change_password = True
    world.webb.account.save()
    page = sign_in(world.webb).get("/password/").content.decode()
    assert "data-unread-from" not in page


def test_each_reads_what_is_hers_in_words_of_her_part(world, sign_in, told):
    for who in ("ana", "rosa", "webb"):
        told(getattr(world, who), "offer_waiting", about=world.ana)
    name = world.ana.person.name
    assert "An offer for your plan is waiting for your answer." in text(sign_in(world.ana).get("/notices/"))
    assert f"An offer for the plan of {name} is waiting for your answer." in text(
        sign_in(world.webb).get("/notices/")
    )
    assert f"Una propuesta para el plan de {name} espera tu firma." in text(
        sign_in(world.rosa).get("/notices/")
    )


def test_following_a_notice_leads_on_and_reads_it(world, sign_in, told):
    told(world.webb, "check_in_due", about=world.ana, link="/teach/learners/")
    client = sign_in(world.webb)
    notice = Notice.objects.get()
    assert f'href="/notices/{notice.uuid}/"' in client.get("/notices/").content.decode()
    assert client.get("/notices/count/").json() == {"count": 1, "words": "1 unread"}
    response = client.get(f"/notices/{notice.uuid}/")
    assert (response.status_code, response["Location"]) == (302, "/teach/learners/")
    assert client.get("/notices/count/").json()["count"] == 0
    assert sign_in(world.ortiz).get(f"/notices/{notice.uuid}/").status_code == 404


def test_one_and_all_can_be_marked_as_read_without_scripts(world, sign_in, told, clock):
    for n in range(3):
        told(world.webb, "check_in_due", subject=str(n))
    client = sign_in(world.webb)
    first = Notice.objects.first()
    assert client.post("/notices/read/", {"notice": str(first.uuid)})["Location"] == "/notices/"
    page = client.get("/notices/").content.decode()
    until = re.search(r'name="until" value="([^"]+)"', page)[1]
    clock.advance(minutes=5)
    told(world.webb, "check_in_due", subject="later")
    answer = client.post("/notices/read/", {"until": until}, follow=True)
    assert "2 notices are marked as read." in text(answer)
    assert client.get("/notices/count/").json()["count"] == 1


def test_older_ones_stand_on_further_pages_and_all_are_marked_at_once(world, sign_in, told, clock):
    for n in range(60):
        told(world.webb, "check_in_due", subject=str(n))
        clock.advance(minutes=1)
    client = sign_in(world.webb)
    pages = [client.get(f"/notices/{query}").content.decode() for query in ("", "?page=2", "?page=3")]
    assert [page.count("inbox-entry") for page in pages] == [25, 25, 10]
    links = re.findall(r'href="/notices/([0-9a-f-]{36})/"', "".join(pages))
    assert len(set(links)) == 60
    assert 'href="?page=2" rel="next"' in pages[0]
    assert 'rel="next"' not in pages[2]
    for beyond in ("?page=99", "?page=0", "?page=x", "?page=-1", "?page=9999999999"):
        assert client.get(f"/notices/{beyond}").status_code == 200
    until = re.search(r'name="until" value="([^"]+)"', pages[2])[1]
    answer = client.post("/notices/read/", {"until": until}, follow=True)
    assert "60 notices are marked as read." in text(answer)


def test_the_inbox_says_for_how_long_it_keeps_what_was_read(world, sign_in, told, settings):
    told(world.webb, "check_in_due")
    settings.NOTICES_MONTHS = 3
    assert "What you have read stays here for 3 months." in text(sign_in(world.webb).get("/notices/"))


@pytest.mark.parametrize("sent", [{}, {"until": "yesterday"}, {"notice": "seven"}])
def test_what_cannot_be_read_is_answered_in_a_sentence(world, sign_in, sent):
    response = sign_in(world.webb).post("/notices/read/", sent)
    assert response.status_code == 422
    assert "Open your notices anew." in text(response)


def test_pages_cost_the_same_whatever_is_in_the_inbox(world, sign_in, told, django_assert_max_num_queries):
    for kind in NoticeKind:
        for learner in (world.ana, world.ben, world.chloe):
            told(world.webb, kind, about=learner)
    client = sign_in(world.webb)
    with django_assert_max_num_queries(5):  # session, account, viewer (2), the inbox
        page = client.get("/notices/")
    assert page.content.decode().count("inbox-entry") == 25
    with django_assert_max_num_queries(5):
        client.get("/notices/count/")


def test_the_header_costs_other_pages_nothing(world, sign_in, told, django_assert_num_queries):
    client = sign_in(world.nina)
    told(world.nina, "check_in_due")
    with django_assert_num_queries(3):  # session, account, viewer
        client.get("/")


def test_pages_bring_no_script_or_style_of_their_own_lines(world, sign_in, told):
    told(world.webb, "check_in_due")
    client = sign_in(world.webb)
    for address in ("/notices/", "/notices/how/"):
        response = client.get(address)
        page = response.content.decode()
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []


def test_no_address_of_the_inbox_names_a_learner(world, sign_in, told):
    told(world.webb, "check_in_due", about=world.ana, link=f"/teach/learners/{world.ana.uuid}/")
    page = sign_in(world.webb).get("/notices/").content.decode()
    assert str(world.ana.uuid) not in page


# -- how --


def test_only_what_can_ever_be_told_to_her_can_be_chosen(world, sign_in):
    page = sign_in(world.ana).get("/notices/how/").content.decode()
    assert 'name="check_in_due"' in page
    assert 'name="signal_addressed"' not in page
    assert 'name="signal_addressed"' in sign_in(world.webb).get("/notices/how/").content.decode()


def test_what_is_chosen_is_kept_and_shown_again(world, sign_in):
    client = sign_in(world.webb)
    answer = client.post("/notices/how/", CHOSEN, follow=True)
    assert "Saved." in text(answer)
    kept = preferences_of(world.viewer("webb"))
    assert kept.channel(NoticeKind.OFFER_WAITING) is Channel.AT_ONCE
    assert not kept.quiet_weekends
    page = answer.content.decode()
    assert 'value="09:30"' in page
    assert 'value="at_once" selected' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"digest_at": ""}, "The time of the daily mail is missing."),
        ({"digest_at": "seven"}, "This time could not be read."),
        ({"digest_at": "21:00"}, "The daily mail would come in your quiet hours."),
        ({"quiet_until": ""}, "The quiet hours have only one end."),
        ({"offer_waiting": "by pigeon"}, "This is no way of being told."),
    ],
)
def test_what_does_not_go_together_is_said_at_its_field_and_nothing_is_kept(world, sign_in, wrong, sentence):
    client = sign_in(world.webb)
    response = client.post("/notices/how/", CHOSEN | wrong)
    assert response.status_code == 422
    assert sentence in text(response)
    assert f'href="#{next(iter(wrong))}"' in response.content.decode()
    assert preferences_of(world.viewer("webb")).channels == {}


def test_who_has_no_address_reads_that_everything_stays_here(world, sign_in):
    for one in (world.webb, world.webb.account):
        one.email = ""
        one.save()
    assert "No mail address of yours is known" in text(sign_in(world.webb).get("/notices/how/"))
