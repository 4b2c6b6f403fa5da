"""What another system made of its own results: a page for staff beside the record; for nobody else there is none."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from headway.district.elsewhere.api import rows_of
from headway.district.foundation.api import NotFound
from headway.district.foundation.models import AuditEntry
from tests.district.elsewhere.slate_export import bring, export
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def page(world, sign_in):
    cora = sign_in(world.cora)
    return lambda who="ana": cora.get(f"/counsel/learner/{getattr(world, who).uuid}/elsewhere/")


def test_rows_stand_there_with_their_numbers_and_the_rule(world, page):
    bring(export())
    text = text_of(page())
    assert "ELA.1 · Reading 9 9.0 8.5 +0.5 2 of 4 1 Not yet" in text
    assert "The best ones count, not the latest." in text
    assert "changes nothing in it" in text


def test_a_learner_with_overrides_alone_has_nothing_shown(world, page):
    bring(export())
    assert "ELA.1 · Reading 9 – – – 2 of 4 – Not yet" in text_of(page("ben"))


def test_without_anything_from_elsewhere_the_page_says_so_and_the_learners_page_does_not_lead_to_it(
    world, page, sign_in
):
    assert "Nothing came in from another system" in text_of(page())
    hers = f"/counsel/learner/{world.ana.uuid}/"
    assert "/elsewhere/" not in sign_in(world.cora).get(hers).content.decode()
    bring(export())
    assert f"{hers}elsewhere/" in sign_in(world.cora).get(hers).content.decode()


@pytest.mark.parametrize("who", ["ana", "rosa", "emil", "finch", "carl", "nina", "adam"])
def test_learners_families_and_strangers_find_no_page(world, sign_in, who):
    bring(export())
    person = getattr(world, who)
    assert sign_in(getattr(person, "person", person)).get(
        f"/counsel/learner/{world.ana.uuid}/elsewhere/"
    ).status_code in (404,)


@pytest.mark.parametrize("who", ["ana", "rosa", "raul", "ben", "finch", "greta", "adam", "nina"])
def test_the_door_itself_is_shut_to_all_but_staff_who_may_see_her(world, who):
    bring(export())
    with pytest.raises(NotFound):
        rows_of(world.viewer(who), world.ana)


@pytest.mark.parametrize("who", ["ortiz", "webb", "tessa", "cora", "lee"])
def test_staff_who_may_see_her_may_look(world, who):
    bring(export())
    assert [one.code for one in rows_of(world.viewer(who), world.ana)] == ["ELA.1"]


def test_no_page_of_the_learner_or_her_family_tells_of_it(world, sign_in):
    bring(export())
    for who, address in ((world.ana.person, "/learn/"), (world.rosa, "/family/")):
        html = sign_in(who).get(address, follow=True).content.decode()
        assert "ELA.1" not in html
        assert "/elsewhere/" not in html


def test_a_look_is_noted_and_nothing_can_be_sent(world, page):
    bring(export())
    html = page().content.decode()
    assert 'method="post"' not in re.search(r"<main.*</main>", html, re.S).group(0)
    looks = AuditEntry.objects.filter(act="people.record_viewed", learner_uuid=world.ana.uuid)
    assert [one.facts["page"] for one in looks] == ["counselor:elsewhere"]


def test_the_page_can_be_read_in_spanish(world, sign_in):
    bring(export())
    cora = sign_in(world.cora)
    cora.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    found = cora.get(f"/counsel/learner/{world.ana.uuid}/elsewhere/")
    assert "9,0" in text_of(found)
    assert english_left_in(found, except_for=("Alder", "ELA.1 · Reading", "slate")) == []
