"""The register as it is read: finding a learner, her page, sections, and the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from headway.district.people.models import RosterSource, SourceRecord
from tests.portals.showing import english_left_in, text_of
from tests.worlds import BUILDER


@pytest.fixture
def page(world, sign_in):
    reggie = sign_in(world.reggie)
    return lambda address="": reggie.get(f"/registrar/{address}")


@pytest.fixture
def find(world, sign_in):
    reggie = sign_in(world.reggie)
    return lambda words, address="", **fields: reggie.post(f"/registrar/{address}", {"q": words, **fields})


def test_learners_of_the_school_are_found_by_name_and_by_identifier(page, find):
    everybody = text_of(page())
    assert "4 learners, by name" in everybody
    assert "Here since Aug. 17, 2024" in everybody
    for query, there, not_there in (
        ("rey", "Ana Reyes", "Ben Okafor"),
        ("L-ben", "Ben Okafor", "Ana Reyes"),
        ("l-b", "Ben Okafor", "Ana Reyes"),
    ):
        text = text_of(find(query))
        assert there in text
        assert not_there not in text


def test_a_name_in_an_address_is_not_looked_for(page):
    for address in ("?q=zzz", "sections/?q=zzz"):
        assert "these words" not in text_of(page(address)), (
            "whoever writes names into addresses gets no use of it"
        )
    assert 'role="search"' in page().content.decode()
    assert 'method="get"' not in page().content.decode()


def test_a_search_keeps_its_words_from_page_to_page_and_out_of_addresses(page, find, monkeypatch):
    monkeypatch.setattr("headway.district.portals.registrar.views.learners.ON_A_PAGE", 1)
    first = find("L-", all="yes").content.decode()
    assert "Page 1 of 5" in text_of(find("L-", all="yes"))
    assert "q=" not in first
    assert '<input type="hidden" name="q" value="L-">' in first
    assert '<input type="hidden" name="all" value="yes">' in first
    assert "Page 2 of 5" in text_of(find("L-", all="yes", page="2"))
    assert 'href="/registrar/?page=2"' in page().content.decode()


def test_those_who_left_are_shown_when_asked_for(page):
    assert "Gus Lindholm" not in text_of(page())
    text = text_of(page("?all=yes"))
    assert "Gus Lindholm" in text
    assert "Left on June 18, 2026" in text


def test_words_that_nobody_has_say_so_and_what_to_try(find):
    text = text_of(find("zzz"))
    assert "Nobody in your schools has these words in the name or the identifier." in text
    assert "Also those who left" in text


def test_the_page_of_a_learner_tells_her_places_family_and_keys(page, world):
    source = RosterSource.objects.create(code="sis", name="Elm SIS")
    SourceRecord.objects.create(
        source=source, kind="user", sourced_id="u-77", target_uuid=world.ana.person.uuid
    )
    text = text_of(page(f"learner/{world.ana.uuid}/"))
    for fact in (
        "L-ana",
        "yes, as ana",
        "Elm SIS, person u-77",
        "Mathematics, Alder since Aug. 17, 2026 · Elena Ortiz",
        "Cedar since Aug. 17, 2026",
        "Rosa Reyes Parent · Español · has an account may see the record",
        "Raul Reyes Parent · English · has an account may not see the record",
    ):
        assert fact in text, fact


def test_a_section_that_is_over_stands_behind_the_others(page, world):
    people.leave_section(section=world.mathematics, learner=world.ana, to_on=dt.date(2026, 9, 30), by=BUILDER)
    text = text_of(page(f"learner/{world.ana.uuid}/"))
    assert "In no section now." in text
    assert "1 earlier section" in text
    assert "Aug. 17, 2026 to Sept. 30, 2026" in text


def test_nothing_of_what_was_learned_stands_in_the_register(page, world):
    text = text_of(page(f"learner/{world.ana.uuid}/"))
    assert "Proficient" not in text
    assert "competenc" not in text


def test_a_section_tells_who_is_on_its_roster_and_who_was(page, world):
    people.leave_section(section=world.mathematics, learner=world.dev, to_on=dt.date(2026, 9, 1), by=BUILDER)
    text = text_of(page(f"section/{world.mathematics.uuid}/"))
    assert "3 learners today" in text
    assert "Teachers Elena Ortiz" in text
    assert "1 who was here, or is yet to come" in text
    assert text.index("Ana Reyes") < text.index("At another time") < text.index("Dev Patel")


def test_sections_are_counted_by_who_is_there_today(page, find, world):
    people.leave_section(section=world.mathematics, learner=world.dev, to_on=dt.date(2026, 9, 1), by=BUILDER)
    response = page("sections/")
    assert "Mathematics, Birch" not in text_of(response)
    assert '<td data-label="Learners today" class="num">3</td>' in response.content.decode()
    assert "No section of your schools holds these words." in text_of(find("zzz", "sections/"))


def test_the_calendar_of_the_district_holds_for_its_schools(page, world):
    people.create_term(
        organisation=world.birch,
        name="Birch winter block",
        starts_on=dt.date(2026, 12, 1),
        ends_on=dt.date(2026, 12, 18),
        by=BUILDER,
    )
    text = text_of(page("calendar/"))
    assert "2026-2027" in text
    assert "Labor Day" in text
    assert "Birch winter block" not in text


class TestAccess:
    ADDRESSES = ("learner/{ana}/", "learner/{ana}/departure/", "learner/{ana}/details/",
                 "learner/{ana}/account/", "section/{mathematics}/")  # fmt: skip

    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("who", ["rhea", "cora", "ortiz", "lee", "rosa", "ana"])
    def test_strangers_find_no_such_page(self, world, sign_in, who, address):
        address = address.format(ana=world.ana.uuid, mathematics=world.mathematics.uuid)
        assert sign_in(getattr(world, who)).get(f"/registrar/{address}").status_code == 404

    def test_her_own_child_at_another_school_is_not_hers_to_register(self, page, world):
        people.set_guardian(guardian=world.reggie, learner=world.emil, by=BUILDER)
        assert page(f"learner/{world.emil.uuid}/").status_code == 404

    def test_a_look_is_noted(self, page, world):
        page(f"learner/{world.ana.uuid}/")
        (look,) = AuditEntry.objects.filter(act="people.record_viewed", learner_uuid=world.ana.uuid)
        assert look.facts == {"page": "registrar:learner", "reasons": ["duty"]}


def test_the_cost_does_not_grow_with_what_is_listed(page, world, django_assert_max_num_queries):
    addresses = ("", f"learner/{world.ana.uuid}/", "sections/", f"section/{world.mathematics.uuid}/")
    for address in addresses:
        page(address)
    spent = []
    for address in addresses:
        with django_assert_max_num_queries(18) as queries:
            page(address)
        spent.append(len(queries))
    for number in range(12):
        person = people.create_person(given_name=f"N{number}", family_name="New", by=BUILDER)
        learner = people.admit_learner(person=person, school=world.alder, by=BUILDER)
        people.enrol(section=world.mathematics, learner=learner, by=BUILDER)
        people.set_guardian(guardian=person, learner=world.ana, by=BUILDER)
        section = people.create_section(school=world.alder, title=f"Studio {number}", by=BUILDER)
        people.staff_section(section=section, person=world.ortiz, by=BUILDER)
        people.enrol(section=section, learner=world.ana, by=BUILDER)
    for address, before in zip(addresses, spent, strict=True):
        with django_assert_max_num_queries(before):
            page(address)


def test_every_page_can_be_read_in_spanish(world, sign_in):
    reggie = sign_in(world.reggie)
    reggie.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    typed = ("Mathematics, Alder", "Mathematics", "Labor Day", "Winter break", "Cedar", "English")
    for address in (
        "",
        "?all=yes",
        f"learner/{world.ana.uuid}/",
        f"learner/{world.gus.uuid}/",
        f"learner/{world.ana.uuid}/departure/",
        f"learner/{world.ana.uuid}/details/",
        f"learner/{world.ana.uuid}/account/",
        "sections/",
        f"section/{world.mathematics.uuid}/",
        "calendar/",
    ):
        assert english_left_in(reggie.get(f"/registrar/{address}"), except_for=typed) == [], address
    assert english_left_in(reggie.post("/registrar/", {"q": "zzz"}), except_for=typed) == []
