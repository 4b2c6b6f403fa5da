"""“I'm ready”: three steps without scripts, what became of it, and nobody else's."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.district.continuum.models import Rubric, RubricCriterion
from headway.district.evidence.api import answer_ready, criteria_for, work_of
from headway.district.evidence.models import BesideRating, Evidence, Rating, ReadyRequest, ReadyTarget, Task
from headway.district.foundation.api import clock as time
from headway.district.proficiency.models import Standing
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def ana(world, sign_in):
    return sign_in(world.ana)


@pytest.fixture
def address(world):
    return lambda code="MA.FR.1": f"/me/competency/{world.competency(code).uuid}/ready/"


def hidden(page) -> dict[str, list[str]]:
    """What the form carries along."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()
    ):
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


def on(client, address, page, **typed):
    """The form of this page, sent with what was typed."""
    return client.post(address, {**hidden(page), **typed})


def at(page) -> int:
    return int(hidden(page)["at"][0])


class TestThreeSteps:
    def test_from_the_competency_to_a_request_in_three_plain_forms(self, world, ana, address):
        competency = ana.get(f"/me/competency/{world.competency('MA.FR.1').uuid}/")
        assert address() in competency.content.decode()
        first = ana.get(address())
        assert "How would you like to show it?" in text_of(first)
        assert "Does it alone, in a familiar setting." in text_of(first)
        second = on(ana, address(), first, way="conference", do="next")
        assert at(second) == 2
        assert "Where do you see your work?" in text_of(second)
        third = on(ana, address(), second, do="next", reflection="I can draw it now.")
        assert at(third) == 3
        assert "Elena Ortiz" in text_of(third)
        done = on(ana, address(), third, do="ask", plan="I show my drawing.", asked=str(world.ortiz.uuid))
        request = ReadyRequest.objects.get()
        assert done.url == f"/me/ready/{request.uuid}/"
        assert (request.form, request.asked, request.learner) == ("conference", world.ortiz, world.ana)
        told = text_of(ana.get(done.url))
        assert "I show my drawing." in told
        assert "I can draw it now." in told
        assert "You asked less than an hour ago. Now Elena Ortiz will answer." in told

    def test_work_is_handed_in_at_once_with_text_file_and_own_look(self, world, ana, address):
        competency = world.competency("MA.FR.1")
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        page = on(
            ana, address(), page, do="next", reflection="New: I drew it.", **{f"own-{competency.uuid}": "3"}
        )
        done = on(
            ana,
            address(),
            page,
            do="hand_in",
            title="My pizza",
            note="A quarter is one of four.",
            files=SimpleUploadedFile("pizza.txt", b"A pizza in four parts.", "text/plain"),
        )
        assert done.status_code == 302
        (work,) = work_of(world.viewer("ana"), world.ana.uuid)
        assert (work.title, work.note) == ("My pizza", "A quarter is one of four.")
        assert [one.name for one in work.files] == ["pizza.txt"]
        assert [one.text for one in work.reflections] == ["New: I drew it."]
        assert [(one.role, one.level) for one in work.beside] == [("own", 3)]
        assert "Your work is in." in text_of(ana.get(done.url))
        piece = text_of(ana.get(f"/me/work/{work.evidence_uuid}/"))
        assert "A quarter is one of four." in piece
        assert "Nobody has looked at this piece yet." in piece

    def test_my_own_look_changes_nothing_that_is_decided(self, world, ana, address):
        before = list(Standing.objects.values())
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        page = on(ana, address(), page, do="next", **{f"own-{world.competency('MA.FR.1').uuid}": "4"})
        on(ana, address(), page, do="hand_in", note="Here it is.")
        assert BesideRating.objects.get().level == 4
        assert list(Standing.objects.values()) == before
        assert not Rating.objects.exists()

    def test_one_piece_is_mapped_to_more_that_was_found_by_a_word(self, world, ana, address):
        found = on(ana, address(), ana.get(address()), way="text", q="opinion", do="find")
        assert at(found) == 1
        assert "An opinion with reasons" in text_of(found)
        assert "I write it" in text_of(found)
        more = world.competency("LI.WR.1")
        page = on(ana, address(), found, way="text", also=str(more.uuid), do="next")
        assert "An opinion with reasons" in text_of(page)
        page = on(ana, address(), page, do="next", **{f"own-{more.uuid}": "2"})
        on(ana, address(), page, do="hand_in", note="My letter.")
        assert set(ReadyTarget.objects.values_list("competency_id", flat=True)) == {
            world.competency("MA.FR.1").pk,
            more.pk,
        }
        assert set(work_of(world.viewer("ana"), world.ana.uuid)[0].competency_ids) == {
            world.competency("MA.FR.1").pk,
            more.pk,
        }

    def test_one_step_back_keeps_what_was_filled_in(self, world, ana, address):
        page = on(ana, address(), ana.get(address()), way="video", do="next")
        page = on(ana, address(), page, do="next", reflection="Look at the end.")
        page = on(ana, address(), page, do="back")
        assert at(page) == 2
        assert "Look at the end." in page.content.decode()
        page = on(ana, address(), page, do="back", reflection="Look at the end.")
        assert re.search(r'value="video"[^>]* checked', page.content.decode())

    def test_criterion_by_criterion_where_there_is_a_rubric(self, world, ana, address):
        competency = world.competency("MA.FR.1")
        criterion = a_criterion(competency, "Names the parts")
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        assert "Names the parts" in text_of(page)
        name = f"criterion-{competency.uuid}_{criterion}"
        again = on(ana, address(), page, do="next", **{name: "3"})
        assert again.status_code == 422
        assert "You looked at single parts, and not at the whole yet." in text_of(again)
        page = on(ana, address(), again, do="next", **{name: "3", f"own-{competency.uuid}": "2"})
        on(ana, address(), page, do="hand_in", note="Here.")
        own = BesideRating.objects.get()
        assert (own.level, own.criteria) == (2, {str(criterion): 3})

    def test_a_double_click_is_one_request_and_one_piece(self, world, ana, address):
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        page = on(ana, address(), page, do="next")
        for _twice in range(2):
            assert on(ana, address(), page, do="hand_in", note="Here.").status_code == 302
        assert (ReadyRequest.objects.count(), Evidence.objects.count()) == (1, 1)

    def test_a_task_brings_its_forms(self, world, ana, address):
        task = Task.objects.create(organisation=world.district, title="Pizza for nine", form="performance")
        task.competencies.add(world.competency("MA.FR.1"))
        page = on(ana, address(), ana.get(address()), way="text", task=str(task.uuid), do="next")
        assert page.status_code == 422
        assert "This task is shown in another way." in text_of(page)
        page = on(ana, address(), page, way="performance", task=str(task.uuid), do="next")
        assert at(page) == 2


def a_criterion(competency, title) -> uuid.UUID:
    rubric = Rubric.objects.create(version=competency.version, identifier="r1", title="Rubric")
    RubricCriterion.objects.create(rubric=rubric, identifier="c1", competency=competency, text=title)
    return criteria_for(competency.pk)[0].uuid


class TestBadInput:
    def test_no_way_chosen_is_said_at_the_choice(self, ana, address):
        page = on(ana, address(), ana.get(address()), do="next")
        assert page.status_code == 422
        assert "No way to show it is chosen yet." in text_of(page)
        assert at(page) == 1

    def test_handing_in_nothing_asks_for_the_work_and_writes_nothing(self, ana, address):
        page = on(ana, address(), ana.get(address()), way="file", do="next")
        page = on(ana, address(), page, do="next")
        page = on(ana, address(), page, do="hand_in")
        assert page.status_code == 422
        assert "There is no work yet." in text_of(page)
        assert not ReadyRequest.objects.exists()

    def test_a_file_that_cannot_be_taken_leaves_no_request_behind(self, ana, address):
        page = on(ana, address(), ana.get(address()), way="file", do="next")
        page = on(ana, address(), page, do="next")
        bad = SimpleUploadedFile("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
        page = on(ana, address(), page, do="hand_in", files=bad)
        assert page.status_code == 422
        assert not ReadyRequest.objects.exists()
        assert not Evidence.objects.exists()

    @pytest.mark.parametrize("level", ["9", "0", "-1", "87%", "x"])
    def test_a_level_that_is_none_is_refused(self, world, ana, address, level):
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        page = on(ana, address(), page, do="next", **{f"own-{world.competency('MA.FR.1').uuid}": level})
        page = on(ana, address(), page, do="ask")
        assert page.status_code == 422
        assert "isn't a performance level" in text_of(page)
        assert at(page) == 2

    def test_an_adult_who_is_not_hers_is_refused(self, world, ana, address):
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        page = on(ana, address(), page, do="next")
        page = on(ana, address(), page, do="ask", asked=str(world.finch.uuid))
        assert page.status_code == 422
        assert not ReadyRequest.objects.exists()

    def test_an_unknown_competency_is_no_page(self, ana):
        assert ana.get(f"/me/competency/{uuid.uuid4()}/ready/").status_code == 404


class TestWhatIAsked:
    @pytest.fixture
    def request_uuid(self, ana, address):
        page = on(ana, address(), ana.get(address()), way="text", do="next")
        page = on(ana, address(), page, do="next")
        on(ana, address(), page, do="ask")
        return ReadyRequest.objects.get().uuid

    def test_before_anything_was_asked_the_page_says_what_to_do(self, ana):
        text = text_of(ana.get("/me/ready/"))
        assert "Here will stand what you are ready to show." in text
        assert "See where I am" in text

    def test_where_it_stands_is_told_and_the_competency_says_so_too(self, world, ana, request_uuid):
        assert "Parts of a whole" in text_of(ana.get("/me/ready/"))
        when = time.now() + dt.timedelta(days=1, hours=5)
        answer_ready(
            viewer=world.viewer("ortiz"), request_uuid=request_uuid, step="planned", planned_for=when
        )
        page = text_of(ana.get(f"/me/ready/{request_uuid}/"))
        assert "Elena Ortiz set a time:" in page
        assert "A time is set:" in text_of(ana.get(f"/me/competency/{world.competency('MA.FR.1').uuid}/"))

    def test_work_is_handed_in_later(self, world, ana, request_uuid):
        ana.post(f"/me/ready/{request_uuid}/work/", {"note": "Here it is.", "request_key": "one"})
        assert "Your work is in." in text_of(ana.get(f"/me/ready/{request_uuid}/"))
        assert work_of(world.viewer("ana"), world.ana.uuid)[0].note == "Here it is."

    def test_handing_in_nothing_later_says_so(self, ana, request_uuid):
        page = ana.post(f"/me/ready/{request_uuid}/work/", {})
        assert page.status_code == 422
        assert "There is no work yet." in text_of(page)

    def test_it_can_be_taken_back(self, ana, request_uuid):
        ana.post(f"/me/ready/{request_uuid}/take-back/")
        text = text_of(ana.get("/me/ready/"))
        assert "You took this back." in text
        assert "Nothing is waiting." in text

    def test_another_learner_knows_nothing_of_it(self, world, sign_in, request_uuid):
        for who in (world.ben, world.emil):
            client = sign_in(who)
            assert client.get(f"/me/ready/{request_uuid}/").status_code == 404
            assert client.post(f"/me/ready/{request_uuid}/take-back/").status_code == 404
            assert client.post(f"/me/ready/{request_uuid}/work/", {"note": "x"}).status_code == 404
        assert not Evidence.objects.exists()


class TestSpanish:
    def test_every_step_and_what_became_of_it(self, world, ana, address):
        world.ana.person.language = "es"
        world.ana.person.save()
        first = ana.get(address())
        second = on(ana, address(), first, way="text", do="next")
        third = on(ana, address(), second, do="next")
        done = on(ana, address(), third, do="ask")
        problem = on(ana, address(), first, do="next")
        pages = (first, second, third, problem, ana.get(done.url), ana.get("/me/ready/"))
        assert [english_left_in(page) for page in pages] == [[]] * len(pages)


def test_a_habit_leads_to_the_page_of_habits_before_anything_is_asked(world, sign_in):
    habit = next(one for code, one in world.competencies.items() if code.startswith("HS."))
    answer = sign_in(world.ana).get(f"/me/competency/{habit.uuid}/ready/")
    assert (answer.status_code, answer.url) == (302, "/me/habits/")
