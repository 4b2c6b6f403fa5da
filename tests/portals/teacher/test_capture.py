"""Quick capture as requests: a plain form, what a phone sends, and what counts for nothing until somebody says so."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from headway.district.evidence.models import BesideRating, Evidence, EvidenceSetAside, Rating
from headway.district.foundation.api import Refused
from headway.district.foundation.api import clock as district_clock
from headway.district.people import services as people
from headway.district.portals.teacher.capturing import given
from headway.district.proficiency import api as proficiency
from tests.worlds import BUILDER

PHOTO = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
PAGE = reverse("teacher:capture")
SYNC = reverse("teacher:capture_sync")
WAITING = reverse("teacher:captured")


@pytest.fixture
def said(world):
    """What a capture of Ana says; `said(note="")` changes a part of it."""

    def values(**changes):
        return {
            "learner": [world.ana.uuid],
            "competency": world.competency("MA.FR.2").uuid,
            "form": "observation",
            "note": "Explained it with two folded papers.",
            "key": str(uuid.uuid4()),
        } | changes

    return values


def standing(world):
    standings = proficiency.standings_of(world.viewer("ortiz"), world.ana)
    return standings.get(world.competency("MA.FR.2").pk)


# -- the page --


def test_my_learners_stand_on_the_page_and_strangers_do_not(world, sign_in, text):
    words = text(sign_in(world.ortiz).get(PAGE))
    assert "Ana Reyes" in words
    assert "Dev Patel" in words
    assert "Emil Sand" not in words


def test_those_captured_last_stand_first(world, sign_in, said):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said(learner=[world.dev.uuid]))
    page = teacher.get(PAGE).content.decode()
    assert re.findall(r'name="learner" value="([^"]+)"', page)[0] == str(world.dev.uuid)
    assert f'name="competency" value="{world.competency("MA.FR.2").uuid}"' in page


def test_the_page_asks_as_often_for_many_learners_as_for_few(world, sign_in, django_assert_max_num_queries):
    teacher = sign_in(world.ortiz)
    teacher.get(PAGE)
    with django_assert_max_num_queries(24):
        teacher.get(PAGE)


def test_a_competency_is_found_without_scripts(world, sign_in, said):
    page = sign_in(world.ortiz).post(PAGE, said(step="find", q="chart", competency="")).content.decode()
    assert f'value="{world.competency("MA.DA.1").uuid}"' in page
    assert "Explained it with two folded papers." in page
    assert Evidence.objects.count() == 0


def test_words_that_no_competency_says_are_answered(world, sign_in, said, text):
    answer = sign_in(world.ortiz).post(PAGE, said(step="find", q="dragon", competency=""))
    assert "No competency says this." in text(answer)


def test_it_reads_in_spanish(world, sign_in):
    teacher = sign_in(world.ortiz)
    teacher.cookies["django_language"] = "es"
    page = teacher.get(PAGE).content.decode()
    assert "¿Qué viste?" in page
    assert "What did you see?" not in page
    assert "Fracciones iguales" in teacher.get(
        reverse("teacher:capture_ready")
    ).content.decode().encode().decode("unicode_escape")


# -- saving --


def test_words_about_several_learners_are_a_piece_for_each(world, sign_in, said, text):
    teacher = sign_in(world.ortiz)
    answer = teacher.post(PAGE, said(learner=[world.ana.uuid, world.ben.uuid]), follow=True)
    assert "Saved: 2 observations." in text(answer)
    assert {one.learner for one in Evidence.objects.all()} == {world.ana, world.ben}
    assert {one.words.note for one in Evidence.objects.all()} == {"Explained it with two folded papers."}
    assert set(Evidence.objects.values_list("section", flat=True)) == {world.mathematics.pk}


def test_sent_twice_it_is_one(world, sign_in, said, text):
    teacher, values = sign_in(world.ortiz), said()
    teacher.post(PAGE, values)
    assert "saved already" in text(teacher.post(PAGE, values, follow=True))
    assert Evidence.objects.count() == 1


def test_what_is_missing_is_said_at_its_place_and_what_was_typed_stays(world, sign_in, said, text):
    answer = sign_in(world.ortiz).post(PAGE, said(learner=[], competency=""))
    assert answer.status_code == 422
    assert "Nobody is chosen yet." in text(answer)
    assert "It isn't said what the work shows." in text(answer)
    assert 'href="#who"' in answer.content.decode()
    assert "Explained it with two folded papers." in text(answer)
    assert Evidence.objects.count() == 0


def test_nothing_at_all_is_not_kept(world, sign_in, said, text):
    assert "There is nothing to keep yet." in text(sign_in(world.ortiz).post(PAGE, said(note=" ")))


def test_a_photo_is_kept_with_it_for_each_learner(world, sign_in, said):
    photo = SimpleUploadedFile("table.gif", PHOTO, "image/gif")
    sign_in(world.ortiz).post(PAGE, said(learner=[world.ana.uuid, world.ben.uuid], note="", file=photo))
    assert [one.files.count() for one in Evidence.objects.all()] == [1, 1]


def test_a_file_that_is_no_picture_is_refused_in_words(world, sign_in, said):
    photo = SimpleUploadedFile("table.jpg", b"MZ not a picture at all", "image/jpeg")
    answer = sign_in(world.ortiz).post(PAGE, said(file=photo))
    assert answer.status_code == 422
    assert 'id="problems"' in answer.content.decode()
    assert Evidence.objects.count() == 0


# -- formative until somebody says so --


def test_a_first_glance_moves_nothing_until_it_is_counted(world, sign_in, said, rated):
    rated("ana", "MA.FR.2", 2, ago=3)
    before = standing(world)
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said(level="4"))
    assert BesideRating.objects.get().level == 4
    assert standing(world) == before
    assert Rating.objects.count() == 1

    piece = Evidence.objects.get(words__note__startswith="Explained")
    teacher.post(reverse("teacher:capture_count", args=[piece.uuid]))
    assert sorted(Rating.objects.values_list("level", flat=True)) == [2, 4]
    assert standing(world).pieces == 2


def test_words_without_a_glance_count_at_the_level_that_is_chosen(world, sign_in, said, text):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said())
    piece = Evidence.objects.get()
    address = reverse("teacher:capture_count", args=[piece.uuid])
    assert "No level is chosen yet." in text(teacher.post(address))
    assert "It counts now" in text(teacher.post(address, {"level": "3"}, follow=True))
    assert Rating.objects.get().evidence == piece
    assert "Explained it" not in text(teacher.get(WAITING))


def test_a_rating_taken_back_lets_the_capture_wait_again_and_count_anew(world, sign_in, said, url, text):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said())
    piece = Evidence.objects.get()
    count = reverse("teacher:capture_count", args=[piece.uuid])
    teacher.post(count, {"level": "3"})
    teacher.post(url("withdraw", "ana", "MA.FR.2"), {"rating": Rating.objects.get().uuid, "place": "page"})
    assert "Explained it" in text(teacher.get(WAITING))
    teacher.post(count, {"level": "3"})
    assert Rating.objects.filter(withdrawal__isnull=True).count() == 1


def test_what_was_captured_stands_on_the_page_of_the_pair(world, sign_in, said, url, text):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said(misconception="Adds the denominators."))
    words = text(teacher.get(url("pair", "ana", "MA.FR.2")))
    assert "Captured, not yet counted" in words
    assert "Adds the denominators." in words


def test_a_colleague_reads_it_there_and_does_not_throw_it_away(world, sign_in, said, url, text):
    sign_in(world.ortiz).post(PAGE, said())
    adviser = sign_in(world.webb)
    page = adviser.get(url("pair", "ana", "MA.FR.2"))
    assert "Explained it" in text(page)
    assert "throw-away" not in page.content.decode()
    answer = adviser.post(reverse("teacher:capture_throw_away", args=[Evidence.objects.get().uuid]))
    assert answer.status_code == 403
    assert not EvidenceSetAside.objects.exists()


def test_what_is_thrown_away_is_on_no_list_and_comes_back(world, sign_in, said, text, url):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said())
    piece = Evidence.objects.get()
    teacher.post(reverse("teacher:capture_throw_away", args=[piece.uuid]))
    assert "Explained it" not in text(teacher.get(WAITING))
    assert "Explained it" not in text(teacher.get(url("pair", "ana", "MA.FR.2")))
    teacher.post(reverse("teacher:capture_bring_back", args=[piece.uuid]))
    assert "Explained it" in text(teacher.get(WAITING))


def test_what_counts_is_not_thrown_away(world, sign_in, said, text):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said(level="3"))
    piece = Evidence.objects.get()
    teacher.post(reverse("teacher:capture_count", args=[piece.uuid]))
    answer = teacher.post(reverse("teacher:capture_throw_away", args=[piece.uuid]))
    assert answer.status_code == 422
    assert "counts by now" in text(answer)


def test_a_way_back_to_elsewhere_is_not_followed(world, sign_in, said):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said())
    address = reverse("teacher:capture_throw_away", args=[Evidence.objects.get().uuid])
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org"):
        assert teacher.post(address, {"back": elsewhere}).url == WAITING


# -- what a phone sends --


def phone(hours_wrong: float = 0, waited: dt.timedelta = dt.timedelta(0)) -> dict[str, str]:
    sent = district_clock.now() + dt.timedelta(hours=hours_wrong)
    return {"told_at": (sent - waited).isoformat(), "sent_at": sent.isoformat()}


def test_a_capture_that_waited_is_saved_once_however_often_it_is_sent(world, sign_in, said):
    teacher, values = sign_in(world.ortiz), said(level="2", **phone())
    first = teacher.post(SYNC, values).json()
    again = teacher.post(SYNC, values).json()
    assert (first["state"], again["state"]) == ("saved", "here_already")
    assert first["evidence"] == again["evidence"]
    assert (Evidence.objects.count(), BesideRating.objects.count()) == (1, 1)


@pytest.mark.parametrize("hours_wrong", [-24, 0, 24])
def test_a_clock_that_is_wrong_by_a_day_tells_the_right_time(world, sign_in, said, clock, hours_wrong):
    sign_in(world.ortiz).post(SYNC, said(**phone(hours_wrong, dt.timedelta(hours=3))))
    assert Evidence.objects.get().observed_at == clock.instant - dt.timedelta(hours=3)


def test_what_waited_for_one_person_is_never_taken_in_under_the_name_of_another(world, sign_in, said):
    values = said(level="2", person=str(world.ortiz.uuid), **phone())
    answer = sign_in(world.webb).post(SYNC, values)
    assert (answer.status_code, answer.json()) == (409, {"state": "another_person"})
    assert Evidence.objects.count() == 0
    assert sign_in(world.ortiz).post(SYNC, values).json()["state"] == "saved"


def test_a_first_glance_that_cannot_be_kept_leaves_no_piece_behind(world, sign_in, said, monkeypatch):
    def refuses(**_given):
        raise Refused("Not now.")

    monkeypatch.setattr(given, "rate_beside", refuses)
    assert sign_in(world.ortiz).post(SYNC, said(level="2", **phone())).status_code == 422
    assert Evidence.objects.count() == 0


def test_a_habit_is_not_captured_as_work(world, sign_in, said):
    answer = sign_in(world.ortiz).post(SYNC, said(competency=world.competency("HS.PR.1").uuid, **phone()))
    assert "a page of their own" in answer.json()["sentence"]
    assert Evidence.objects.count() == 0


def test_the_same_name_from_two_teachers_is_two_pieces(world, sign_in, said):
    values = said(**phone())
    assert sign_in(world.ortiz).post(SYNC, values).json()["state"] == "saved"
    assert sign_in(world.webb).post(SYNC, values).json()["state"] == "saved"
    assert Evidence.objects.count() == 2


def test_a_learner_who_left_my_section_is_told_kindly_and_nothing_is_added(world, sign_in, said, clock):
    clock.advance(days=2)
    people.leave_section(section=world.mathematics, learner=world.ben, to_on=dt.date(2026, 10, 8), by=BUILDER)
    answer = sign_in(world.ortiz).post(SYNC, said(learner=[world.ben.uuid], **phone()))
    assert answer.status_code in (403, 404)
    assert answer.json()["state"] == "refused"
    assert "isn't in your groups any more" in answer.json()["sentence"]
    assert "stays on this phone" in answer.json()["remedy"]
    assert Evidence.objects.count() == 0


def test_a_refused_file_names_itself_so_that_the_rest_can_be_sent(world, sign_in, said):
    teacher = sign_in(world.ortiz)
    answer = teacher.post(SYNC, said(file=SimpleUploadedFile("a.jpg", b"<svg onload=x>"), **phone()))
    assert (answer.status_code, answer.json()["field"]) == (422, "file")
    assert Evidence.objects.count() == 0


def test_a_level_outside_the_scale_leaves_no_half_behind(world, sign_in, said):
    answer = sign_in(world.ortiz).post(SYNC, said(level="9", **phone()))
    assert answer.status_code == 422
    assert Evidence.objects.count() == 0


def test_whoever_is_not_signed_in_or_no_teacher_gets_404(world, sign_in, said):
    for who in (None, world.ana, world.rosa, world.lee):
        assert sign_in(who).post(SYNC, said(**phone())).status_code == 404
        assert sign_in(who).get(reverse("teacher:capture_ready")).status_code == 404


def test_a_post_without_a_token_is_not_taken_in(world, sign_in, said):
    assert sign_in(world.ortiz, enforce_csrf_checks=True).post(SYNC, said(**phone())).status_code == 403
    assert Evidence.objects.count() == 0


# -- what a phone keeps --


def test_the_shell_holds_no_learner(world, sign_in, said):
    teacher = sign_in(world.ortiz)
    teacher.post(PAGE, said())
    page = teacher.get(reverse("teacher:capture_shell")).content.decode()
    for learner in (world.ana, world.ben, world.chloe, world.dev):
        assert learner.person.family_name not in page
        assert str(learner.uuid) not in page


def test_the_roster_for_the_phone_holds_names_and_codes_and_no_level(world, sign_in, rated):
    rated("ana", "MA.FR.2", 2)
    facts = sign_in(world.ortiz).get(reverse("teacher:capture_ready")).json()
    (ana,) = (one for one in facts["learners"] if one["name"] == "Ana Reyes")
    assert set(ana) == {"uuid", "name", "group", "working"}
    assert ana["working"] == [str(world.competency("MA.FR.2").uuid)]
    assert {one["code"][:2] for one in facts["competencies"]} == {"MA", "LI"}


def test_what_waits_opens_for_one_person_only(world, sign_in):
    asked = reverse("teacher:capture_token")
    mine, again, hers = (sign_in(who).get(asked).json() for who in (world.ortiz, world.ortiz, world.webb))
    assert mine["key"] == again["key"] != hers["key"]
    assert mine["person"] != hers["person"]


def test_the_worker_has_no_say_beyond_capture_and_a_version_of_its_content(world, sign_in):
    answer = sign_in(world.ortiz).get(reverse("teacher:capture_worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    assert re.search(r'"version": "[0-9a-f]{16}"', answer.content.decode())


def test_a_district_that_keeps_nothing_on_phones(world, sign_in, settings, said):
    settings.OFFLINE_CAPTURE = False
    teacher = sign_in(world.ortiz)
    assert "learners" not in teacher.get(reverse("teacher:capture_ready")).json()
    assert "unregister" in teacher.get(reverse("teacher:capture_worker")).content.decode()
    assert "data-offline" not in teacher.get(PAGE).content.decode()
    teacher.post(PAGE, said())
    assert Evidence.objects.count() == 1
