"""With which families it is time to speak, for whoever leads a school: numbers, and the names they are of."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Actor
from headway.district.people import api as people
from headway.district.people import services
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def november(clock):
    """Nine weeks after the first day of school every family is due."""
    clock.set("2026-11-04 09:00")


def note(world, who, name, **more):
    given = {"kind": "call", "held_on": dt.date(2026, 10, 30)} | more
    agreements.note_contact(world.viewer(who), getattr(world, name).uuid, **given)


def note_kim(world, learner):
    agreements.note_contact(world.viewer("cora"), learner.uuid, kind="call", held_on=dt.date(2026, 10, 30))


def many(world, count):
    return [
        services.admit_learner(
            person=services.create_person(given_name=f"Kim{number}", family_name="Lo", by=BY),
            school=world.alder,
            local_identifier=f"K-{number}",
            birth_on=dt.date(2016, 8, 17),
            entered_on=dt.date(2026, 8, 17),
            by=BY,
        )
        for number in range(count)
    ]


class TestThePage:
    def test_families_that_wait_stand_by_name_with_who_sees_to_them(self, world, sign_in, november):
        text = text_of(sign_in(world.lee).get("/lead/contacts/"))
        assert "Ana Reyes Not yet spoken with. Seen to by Aiden Webb. was due on Oct. 19, 2026" in text
        assert "Emil" not in text

    def test_an_attempt_is_told_and_a_contact_takes_the_line_away(self, world, sign_in, november):
        note(world, "webb", "ana", reached=False)
        note(world, "webb", "ben")
        text = text_of(sign_in(world.lee).get("/lead/contacts/"))
        assert "Ana Reyes Not yet spoken with. 1 attempt, on Oct. 30, 2026." in text
        assert "Ben" not in text

    def test_small_schools_show_their_numbers_as_the_names_beside_them_do(self, world, sign_in, november):
        note(world, "webb", "ben")
        note(world, "webb", "ana", reached=False)
        text = text_of(sign_in(world.lena).get("/lead/contacts/"))
        assert "not shown" not in text
        assert "Alder 3 1 1 4 Oct. 30, 2026" in text
        assert "by name" in text, "why small numbers stand here is said"

    def test_no_number_is_hidden_that_the_list_below_gives_away(self, world, sign_in, november):
        kims = many(world, 30)
        for one in kims[:25]:
            note_kim(world, one)
        lee = sign_in(world.lee)
        (row,) = agreements.contacts_by_school(world.viewer("lee")).schools
        listed = text_of(lee.get("/lead/contacts/")).count("Not yet spoken with")
        assert (row.learners, row.overdue, row.in_time) == (34, listed, 34 - listed)
        assert f"Alder {listed} 0 {34 - listed} 34" in text_of(lee.get("/lead/contacts/"))

    def test_larger_schools_are_counted_the_same(self, world, sign_in, november):
        kims = many(world, 30)
        for one in kims[:12]:
            note_kim(world, one)
        row = agreements.contacts_by_school(world.viewer("lee")).schools[0]
        assert (row.learners, row.overdue, row.in_time) == (34, 22, 12)
        assert row.last_on == dt.date(2026, 10, 30)

    def test_a_district_leader_sees_all_schools_and_chooses_one(self, world, sign_in, november):
        lena = sign_in(world.lena)
        text = text_of(lena.get("/lead/contacts/"))
        assert "Ana Reyes" in text
        assert "Emil" in text
        text = text_of(lena.get(f"/lead/contacts/?school={world.birch.uuid}"))
        assert "Ana Reyes" not in text
        assert "Emil" in text
        assert lena.get("/lead/contacts/?school=nonsense&page=99").status_code == 200

    def test_a_leader_does_not_find_her_own_child(self, world, sign_in, november):
        people.set_guardian(guardian=world.lee, learner=world.ana, relation="parent", by=BY)
        assert "Ana Reyes" not in text_of(sign_in(world.lee).get("/lead/contacts/"))

    def test_long_lists_come_in_pages(self, world, sign_in, november):
        many(world, 55)
        lee = sign_in(world.lee)
        assert "1 to 25 of" in text_of(lee.get("/lead/contacts/"))
        assert "26 to 50 of" in text_of(lee.get("/lead/contacts/?page=2"))

    def test_nobody_else_opens_it(self, world, sign_in, november):
        for one in (world.webb, world.ana.person, world.rosa, world.cora):
            assert sign_in(one).get("/lead/contacts/").status_code == 404

    def test_in_the_summer_nothing_is_due(self, world, sign_in, clock):
        clock.set("2027-07-07 09:00")
        assert "Here will stand with which families" in text_of(sign_in(world.lee).get("/lead/contacts/"))

    def test_it_keeps_to_its_questions_however_many_learners(
        self, world, sign_in, november, django_assert_max_num_queries
    ):
        lee = sign_in(world.lee)
        lee.get("/lead/contacts/")
        with django_assert_max_num_queries(15) as first:
            lee.get("/lead/contacts/")
        many(world, 30)
        with django_assert_max_num_queries(len(first.captured_queries)):
            lee.get("/lead/contacts/")

    def test_in_spanish(self, world, sign_in, november):
        world.lee.language = "es"
        world.lee.save(update_fields=["language"])
        assert english_left_in(sign_in(world.lee).get("/lead/contacts/")) == []
