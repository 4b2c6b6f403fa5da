"""Who may open what: the neighbour's teacher nothing, a tutor may look, an adviser may rate."""

from __future__ import annotations

import re

import pytest

from headway.district.evidence.models import RatingWithdrawal
from headway.district.foundation.api import audit

PAGES = ("learner", "pair", "panel")
ACTS = ("rate", "decide", "withdraw")


@pytest.mark.parametrize("who", ["finch", "tom", "willow"])
def test_people_of_the_neighbour_school_get_404_everywhere(world, sign_in, url, who):
    client = sign_in(getattr(world, who))
    assert client.get(url("learner", "ana")).status_code == 404
    for page in ("pair", "panel"):
        assert client.get(url(page, "ana", "MA.FR.1")).status_code == 404
    for act in ACTS:
        assert client.post(url(act, "ana", "MA.FR.1"), {"level": "3"}).status_code == 404
    assert client.get(url("section", section="mathematics")).status_code == 404
    column = url("column", code="MA.FR.1", section="mathematics")
    assert client.get(column).status_code == 404
    assert client.post(column, {f"level-{world.ana.uuid}": "3"}).status_code == 404


@pytest.mark.parametrize("who", ["ana", "rosa", "nina", "priya", "adam", None])
def test_the_portal_does_not_exist_for_people_who_do_not_teach(world, sign_in, url, who):
    client = sign_in(getattr(world, who) if who else None)
    for address in (
        url("home"),
        url("learners"),
        url("learner", "ana"),
        url("section", section="mathematics"),
    ):
        assert client.get(address).status_code == 404
    assert client.post(url("rate", "ana", "MA.FR.1"), {"level": "3"}).status_code == 404


def test_a_tutor_sees_her_learner_and_reads_why_she_may_not_rate(world, sign_in, url, text):
    client = sign_in(world.tessa)
    page = client.get(url("pair", "ana", "MA.FR.1"))
    assert page.status_code == 200
    assert "Ratings are recorded by the learner's teachers and advisers." in text(page)
    assert "level-button" not in page.content.decode()
    for act in ("rate", "decide"):
        answer = client.post(url(act, "ana", "MA.FR.1"), {"level": "3", "reason": "Seen."})
        assert answer.status_code == 403
        assert "recorded by the learner's teachers and advisers" in text(answer)
    assert client.post(url("decide", "ana", "MA.FR.1"), {"level": "3", "step": "check"}).status_code == 403
    assert client.get(url("learner", "ben")).status_code == 404


def test_an_adviser_rates_members_of_his_home_group(world, sign_in, url):
    assert sign_in(world.webb).post(url("rate", "ben", "LI.RE.1"), {"level": "3"}).status_code == 302


def test_a_section_of_somebody_else_is_no_way_in(world, sign_in, url):
    answer = sign_in(world.ortiz).get(
        url("pair", "ana", "MA.FR.1"), {"section": world.birch_mathematics.uuid}
    )
    assert answer.status_code == 404


def test_search_finds_only_my_learners(world, sign_in, url, text):
    found = text(sign_in(world.ortiz).post(url("learners"), {"q": "a"}))
    assert "Ana Reyes" in found
    assert "Emil" not in found
    assert "No learner of yours is found" in text(sign_in(world.ortiz).post(url("learners"), {"q": "Emil"}))


def test_a_name_that_is_looked_for_never_stands_in_an_address(world, sign_in, url, text):
    ortiz = sign_in(world.ortiz)
    for address in (url("home"), url("learners")):
        (form,) = re.findall(r'<form[^>]*role="search"[^>]*>', ortiz.get(address).content.decode())
        assert 'method="post"' in form
        assert "hx-get" not in form
        assert "push-url" not in form
    assert "Ana Reyes" in text(ortiz.get(url("learners"), {"q": "nobody"})), "an address brings no words"
    part = ortiz.post(url("learners"), {"q": "reyes"}, headers={"hx-request": "true"})
    assert "Ana Reyes" in text(part)
    assert "<html" not in part.content.decode()


def test_acts_are_posted(world, sign_in, url):
    for act in ACTS:
        assert sign_in(world.ortiz).get(url(act, "ana", "MA.FR.1")).status_code == 405


def test_whoever_looks_for_a_competency_of_a_learner_leaves_a_row_in_the_trail(world, sign_in, url):
    answer = sign_in(world.ortiz).get(url("learner", "ana"), {"q": "a"}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert audit.trail(learner_uuid=world.ana.uuid, act="people.record_viewed").count() == 1


def test_whoever_looks_at_the_levels_of_a_section_leaves_one_row_in_the_trail(world, sign_in, url):
    ortiz = sign_in(world.ortiz)
    for _again in range(2):
        ortiz.get(url("section", section="mathematics"))
        ortiz.get(url("home"))
    (look,) = audit.trail(act="people.section_viewed")
    assert look.subject_uuid == world.mathematics.uuid
    assert look.facts == {"page": "teacher:section", "learners": 4}
    (today,) = audit.trail(act="people.list_viewed")
    assert today.facts["page"] == "teacher:home"


def test_a_rating_is_taken_back_only_where_it_belongs(world, sign_in, url, rated):
    of_ben = rated("ben", "MA.FR.1", 3).rating_uuids[0]
    client = sign_in(world.ortiz)
    for learner, code in (("ana", "MA.FR.1"), ("ben", "MA.FR.2")):
        assert client.post(url("withdraw", learner, code), {"rating": of_ben}).status_code == 404
    pair = url("withdraw", "ben", "MA.FR.1")
    assert not RatingWithdrawal.objects.exists()
    assert client.post(pair, {"rating": of_ben}).status_code == 302
    assert RatingWithdrawal.objects.count() == 1


@pytest.mark.parametrize("on", ["0001-01-01", "0026-03-01", "9999-12-31"])
def test_a_slip_in_the_year_is_said_and_not_recorded(world, sign_in, url, text, on):
    client = sign_in(world.ortiz)
    answer = client.post(url("rate", "ana", "MA.FR.1"), {"level": "3", "observed_on": on})
    assert answer.status_code == 422
    assert "The date could not be read." in text(answer)
    assert client.get(url("home"), {"as_of": on}).status_code == 422
