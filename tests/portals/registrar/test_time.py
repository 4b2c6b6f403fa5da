"""Registrar and counsellor keep a learner's time; the registrar keeps snow days and make-up days."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.pacing.models import GraduationDate, TimeShare
from headway.district.people import api as people
from headway.district.people.models import ExtraSchoolDay, NonInstructionalDay, Term


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize(("who", "portal"), [("reggie", "registrar"), ("cora", "counsel")])
def test_a_share_is_recorded_shown_and_taken_back(world, sign_in, who, portal):
    client = sign_in(getattr(world, who))
    address = f"/{portal}/learner/{world.ana.uuid}/time/"
    assert "Full time in all subjects" in text_of(client.get(address))
    given = {"act": "share", "kind": "dual", "share": "0.5", "domain_code": "MA", "from_on": "2026-10-01"}
    page = text_of(client.post(address, given, follow=True))
    assert "0.5 of each school day" in page
    assert "Mathematics" in page
    share = TimeShare.objects.get()
    page = text_of(client.post(address, {"act": "take_back", "share_uuid": share.uuid}, follow=True))
    assert "taken back" in page
    assert TimeShare.objects.count() == 2


def test_what_cannot_be_is_said_at_its_field_and_keeps_what_was_typed(world, sign_in):
    client = sign_in(world.reggie)
    address = f"/registrar/learner/{world.ana.uuid}/time/"
    answer = client.post(
        address, {"act": "share", "kind": "part_time", "share": "1.5", "from_on": "2026-10-01"}
    )
    assert answer.status_code == 422
    assert "a number from 0 to 1" in text_of(answer)
    assert 'value="1.5"' in text_of(answer)
    answer = client.post(address, {"act": "graduation", "on": "2026-10-01", "plan": "cohort"})
    assert "Choose a date from tomorrow on" in text_of(answer)
    assert not TimeShare.objects.exists()
    assert not GraduationDate.objects.exists()


def test_days_and_shares_are_written_as_the_reader_writes_them(world, sign_in):
    client = sign_in(world.reggie)
    address = f"/registrar/learner/{world.ana.uuid}/time/"
    given = {"act": "share", "kind": "part_time", "share": "0.5", "from_on": "2026-10-01"}
    client.post(address, given)
    page = text_of(client.post(address, given))
    assert "another share holds already, from Oct. 1, 2026 on." in page
    client.post(address, {"act": "take_back", "share_uuid": TimeShare.objects.get().uuid})
    client.post(address, given | {"to_on": "2026-11-20"})
    page = text_of(client.post(address, given))
    assert "another share holds already, from Oct. 1, 2026 to Nov. 20, 2026." in page
    world.reggie.language = "es"
    world.reggie.save()
    page = text_of(client.get(address))
    assert "0,5" in page
    assert "0.5" not in page
    assert "0.5" not in text_of(client.post(address, given | {"share": "2"}))


@pytest.mark.parametrize("day", ["1900-01-01", "2200-01-01"])
def test_a_day_outside_the_record_is_called_a_day(world, sign_in, day):
    address = f"/registrar/learner/{world.ana.uuid}/time/"
    answer = sign_in(world.reggie).post(
        address, {"act": "share", "kind": "part_time", "share": "0.5", "from_on": day}
    )
    assert answer.status_code == 422
    assert "The record holds days from 1970 to 2199." in text_of(answer)
    assert "could not be read" not in text_of(answer)


def test_graduation_dates_keep_their_history(world, sign_in, clock):
    client = sign_in(world.cora)
    address = f"/counsel/learner/{world.ana.uuid}/time/"
    client.post(address, {"act": "graduation", "on": "2034-06-02", "plan": "cohort"})
    clock.advance(days=1)
    page = text_of(
        client.post(address, {"act": "graduation", "on": "2035-06-01", "plan": "extended"}, follow=True)
    )
    assert "Extended" in page
    assert "Cora Bell" in page
    assert "days of school" in page


def test_the_page_is_in_spanish_for_who_reads_spanish(world, sign_in):
    world.cora.language = "es"
    world.cora.save()
    page = text_of(sign_in(world.cora).get(f"/counsel/learner/{world.ana.uuid}/time/"))
    assert "El tiempo de Ana Reyes" in page
    assert "Tiempo completo en todas las materias" in page


def test_strangers_find_no_such_page(world, sign_in):
    for who in ("rhea", "carl", "ortiz", "ana", "rosa"):
        client = sign_in(getattr(world, who))
        for portal in ("registrar", "counsel"):
            assert client.get(f"/{portal}/learner/{world.ana.uuid}/time/").status_code == 404


def test_snow_days_and_make_up_days_come_and_go(world, sign_in):
    client = sign_in(world.reggie)
    school = {"school": world.alder.uuid}
    page = client.post(
        "/registrar/calendar/", {"act": "off", "on": "2026-11-03", "name": "Snow", **school}, follow=True
    )
    assert "Snow" in text_of(page)
    client.post("/registrar/calendar/", {"act": "extra", "on": "2026-11-07", "name": "Saturday", **school})
    assert (
        ExtraSchoolDay.objects.count(),
        NonInstructionalDay.objects.filter(organisation=world.alder).count(),
    ) == (1, 1)
    client.post("/registrar/calendar/", {"act": "remove_off", "on": "2026-11-03", **school})
    client.post("/registrar/calendar/", {"act": "remove_extra", "on": "2026-11-07", **school})
    assert not ExtraSchoolDay.objects.exists()
    assert not NonInstructionalDay.objects.filter(organisation=world.alder).exists()


def test_a_day_that_cannot_be_made_up_on_is_refused(world, sign_in):
    client = sign_in(world.reggie)
    answer = client.post(
        "/registrar/calendar/", {"act": "extra", "on": "2026-11-04", "school": world.alder.uuid}
    )
    assert answer.status_code == 422
    assert "Nov. 4, 2026 is a school day already" in text_of(answer)
    answer = client.post(
        "/registrar/calendar/", {"act": "off", "on": "2026-11-04", "school": world.birch.uuid}
    )
    assert answer.status_code == 422, "another school is not hers"


def test_a_day_off_that_would_change_nothing_is_refused_with_what_to_do(world, sign_in):
    client, school = sign_in(world.reggie), {"school": world.alder.uuid}
    people.set_days_off(
        organisation=world.district, days=[(dt.date(2026, 11, 27), "Break")], by=world.viewer("reggie").actor
    )
    client.post("/registrar/calendar/", {"act": "extra", "on": "2026-11-27", "name": "Made up", **school})
    for day, said in (
        ("2026-11-27", "On Nov. 27, 2026 there is school, to make up."),
        ("2026-11-28", "Nov. 28, 2026 is a day without instruction already."),
        ("2026-09-07", "Sept. 7, 2026 is a day without instruction already."),
        ("2027-08-01", "Aug. 1, 2027 lies in no school year."),
        ("2030-01-15", "Jan. 15, 2030 lies in no school year."),
    ):
        answer = client.post("/registrar/calendar/", {"act": "off", "on": day, "name": "Snow", **school})
        assert answer.status_code == 422, day
        assert said in text_of(answer)
    client.post("/registrar/calendar/", {"act": "remove_extra", "on": "2026-11-27", **school})
    client.post("/registrar/calendar/", {"act": "off", "on": "2026-11-30", "name": "Snow", **school})
    off = NonInstructionalDay.objects.filter(organisation=world.alder)
    assert list(off.values_list("on", "name")) == [(dt.date(2026, 11, 30), "Snow")]


def test_one_day_is_not_both_without_and_with_instruction(world, sign_in):
    client, given = sign_in(world.reggie), {"on": "2026-12-02", "name": "", "school": world.alder.uuid}
    client.post("/registrar/calendar/", given | {"act": "off"})
    answer = client.post("/registrar/calendar/", given | {"act": "extra"})
    assert answer.status_code == 422
    assert "Dec. 2, 2026 stands in this calendar as a day without instruction." in text_of(answer)
    assert "Take that day out of the calendar below" in text_of(answer)
    assert not ExtraSchoolDay.objects.exists()
    client.post("/registrar/calendar/", given | {"act": "remove_off"})
    assert "is a school day already" in text_of(client.post("/registrar/calendar/", given | {"act": "extra"}))


def test_a_make_up_day_of_the_district_is_taken_out_there(world, sign_in):
    client, given = sign_in(world.reggie), {"act": "off", "on": "2026-10-17", "name": "Fair"}
    given["school"] = world.alder.uuid
    made_up = [(dt.date(2026, 10, 17), "Made up")]
    people.set_extra_days(organisation=world.alder, days=made_up, by=world.viewer("reggie").actor)
    assert "Take the make-up day out of the calendar first." in text_of(
        client.post("/registrar/calendar/", given)
    )
    people.set_extra_days(organisation=world.district, days=made_up, by=world.viewer("reggie").actor)
    page = text_of(client.post("/registrar/calendar/", given))
    assert (
        "It stands in the calendar of Three Rivers: ask whoever keeps that one to take it out first." in page
    )
    assert "Take the make-up day out" not in page


def test_years_that_overlap_in_an_imported_calendar_are_pointed_out(world, sign_in):
    Term.objects.create(
        organisation=world.district,
        kind="school_year",
        name="Twice",
        starts_on=world.year.starts_on,
        ends_on=world.year.ends_on,
    )
    assert "lie in the same time" in text_of(sign_in(world.reggie).get("/registrar/calendar/"))
