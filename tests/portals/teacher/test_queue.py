"""Ready to show: the queue, a time in one click, looking at the work, and second looks."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.evidence.api import ask_ready, ask_second_look, hand_in, ready_request, work_of
from headway.district.evidence.models import Rating, ReadyAnswer, SecondLook, Task
from headway.district.foundation.api import clock as time
from headway.district.people.models import SectionStaff
from headway.district.proficiency.api import explain
from headway.district.proficiency.models import Determination
from tests.portals.showing import english_left_in, show, text_of  # noqa: F401  # show is a fixture


@pytest.fixture
def ortiz(world, sign_in):
    return sign_in(world.ortiz)


@pytest.fixture
def ask(world):
    def asked(*codes, who="ana", form="writing", work="", **more):
        viewer = world.viewer(who)
        made = ask_ready(
            viewer=viewer,
            competency_uuids=[world.competency(code).uuid for code in codes or ("MA.FR.1",)],
            form=form,
            **more,
        )
        if work:
            hand_in(viewer=viewer, request_uuid=made.uuid, note=work)
        return made.uuid

    return asked


class TestTheQueue:
    def test_longest_waiting_first_with_days_and_hours(self, ortiz, ask, clock):
        ask("MA.FR.1")
        clock.advance(days=1, hours=3)
        ask("MA.DA.1", who="ben")
        clock.advance(hours=2)
        text = text_of(ortiz.get("/teach/ready/"))
        assert text.index("Ana") < text.index("Ben")
        assert "waiting for 1 day and 5 hours" in text
        assert "waiting for 2 hours" in text
        assert (
            "of the 2 requests of the last 90 days, the middle one waited for an answer: 15 hours. 2 still wait."
            in text
        )

    def test_an_empty_queue_says_how_it_fills(self, ortiz):
        assert "Learners press “I'm ready” on any competency" in text_of(ortiz.get("/teach/ready/"))

    def test_work_on_one_task_leads_to_the_stack_without_names(self, world, ortiz, ask):
        task = Task.objects.create(organisation=world.alder, title="Share the bread", form="writing")
        task.competencies.add(world.competency("MA.FR.1"))
        ask("MA.FR.1", task_uuid=task.uuid)
        assert "Work on the same task" not in text_of(ortiz.get("/teach/ready/"))
        ask("MA.FR.1", who="ben", task_uuid=task.uuid, work="Half for each.")
        page = ortiz.get("/teach/ready/")
        assert "the work of 1 learner who is ready" in text_of(page)
        stack = re.search(r'href="(/teach/[^"]+names=hidden)"', page.content.decode())
        assert stack is not None
        assert "who=" not in stack[1]
        seen = text_of(ortiz.get(stack[1]))
        assert "Half for each." in seen
        assert "Ben" not in seen

    def test_it_can_be_narrowed_down(self, world, ortiz, ask):
        ask("MA.FR.1", asked_uuid=world.webb.uuid)
        ask("MA.DA.1", who="ben", work="My chart.")
        in_work = text_of(ortiz.get("/teach/ready/?show=work_in"))
        mine = text_of(ortiz.get("/teach/ready/?show=mine"))
        assert "Ben" in in_work
        assert "Parts of a whole" not in in_work
        assert "Parts of a whole" not in mine
        assert "Nobody stands here." in text_of(ortiz.get("/teach/ready/?show=planned"))
        assert "Parts of a whole" in text_of(ortiz.get("/teach/ready/?show=no-such-filter"))

    def test_a_neighbours_teacher_has_an_empty_queue_and_finds_no_page(self, world, sign_in, ask):
        asked = ask()
        finch = sign_in(world.finch)
        assert "Ana" not in text_of(finch.get("/teach/ready/"))
        assert finch.get(f"/teach/ready/{asked}/").status_code == 404
        for act in ("plan", "close", "work", "rate"):
            assert finch.post(f"/teach/ready/{asked}/{act}/", {"at": "2026-10-09T10:00"}).status_code == 404
        assert not ReadyAnswer.objects.exists()

    def test_a_tutor_who_may_not_rate_does_not_answer(self, world, sign_in, ask):
        asked = ask()
        assert sign_in(world.tessa).get(f"/teach/ready/{asked}/").status_code == 404

    def test_queries_do_not_grow(self, ortiz, ask, django_assert_max_num_queries):
        ask()
        ortiz.get("/teach/ready/")
        with django_assert_max_num_queries(18) as few:
            ortiz.get("/teach/ready/")
        for who in ("ben", "chloe", "dev"):
            for code in ("MA.DA.1", "LI.WR.1"):
                ask(code, who=who)
        with django_assert_max_num_queries(18) as many:
            ortiz.get("/teach/ready/")
        assert len(many) == len(few)

    def test_home_says_how_many_wait(self, ortiz, ask):
        assert "ready to show" not in text_of(ortiz.get("/teach/"))
        ask()
        assert "1 learner's request waits" in text_of(ortiz.get("/teach/"))


class TestATime:
    def test_one_click_sets_the_next_morning(self, world, ortiz, ask):
        asked = ask()
        page = ortiz.get("/teach/ready/").content.decode()
        offered = re.search(r'name="at" value="([^"]+)"', page).group(1)
        ortiz.post(f"/teach/ready/{asked}/plan/", {"at": offered, "back": "queue"})
        ready = ready_request(world.viewer("ana"), asked)
        assert ready.planned_for == dt.datetime.fromisoformat(offered)
        assert ready.planned_for.weekday() < 5

    def test_any_day_and_hour_can_be_chosen(self, world, ortiz, ask):
        asked = ask()
        ortiz.post(f"/teach/ready/{asked}/plan/", {"on": "2026-10-15", "hour": "14:30"})
        assert ready_request(world.viewer("ana"), asked).planned_for is not None

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"on": "2026-10-01", "hour": "10:00"}, "This time has passed."),
            ({"on": "soon", "hour": "10:00"}, "This day and hour can't be read."),
            ({}, "No time is chosen yet."),
        ],
    )
    def test_a_time_that_cannot_be_is_said(self, ortiz, ask, sent, sentence):
        asked = ask()
        page = ortiz.post(f"/teach/ready/{asked}/plan/", sent, follow=True)
        assert sentence in text_of(page)
        assert not ReadyAnswer.objects.exists()


class TestLookingAtTheWork:
    def test_work_words_and_levels_for_everything_asked_in_one_form(self, world, ortiz, ask):
        asked = ask("MA.FR.1", "LI.WR.1", work="A quarter is one of four.")
        assert "A quarter is one of four." in text_of(ortiz.get(f"/teach/ready/{asked}/"))
        first, second = world.competency("MA.FR.1"), world.competency("LI.WR.1")
        done = ortiz.post(
            f"/teach/ready/{asked}/rate/",
            {
                f"level-{first.uuid}": "3",
                f"feedback-{first.uuid}": "The drawing shows it.",
                f"level-{second.uuid}": "2",
            },
        )
        assert done.url == "/teach/ready/"
        assert sorted(Rating.objects.values_list("competency_id", "level")) == sorted(
            [(first.pk, 3), (second.pk, 2)]
        )
        assert Rating.objects.values("evidence").distinct().count() == 1
        assert "Nobody stands here" not in text_of(ortiz.get("/teach/ready/"))

    def test_a_second_answer_from_a_page_opened_before_says_that_there_is_a_first(self, world, ortiz, ask):
        asked, about = ask(work="Here."), f"level-{world.competency('MA.FR.1').uuid}"
        one, other = {about: "3", "request_key": "one"}, {about: "2", "request_key": "other"}
        meanwhile = "Meanwhile it had been answered already"
        assert meanwhile not in text_of(ortiz.post(f"/teach/ready/{asked}/rate/", one, follow=True))
        assert meanwhile not in text_of(ortiz.post(f"/teach/ready/{asked}/rate/", one, follow=True))
        assert meanwhile in text_of(ortiz.post(f"/teach/ready/{asked}/rate/", other, follow=True))

    def test_the_learner_and_her_family_read_the_words_on_their_next_page(self, world, sign_in, ortiz, ask):
        asked = ask(work="Here.")
        competency = world.competency("MA.FR.1")
        ortiz.post(
            f"/teach/ready/{asked}/rate/",
            {f"level-{competency.uuid}": "3", f"feedback-{competency.uuid}": "You drew every part."},
        )
        ana, rosa = sign_in(world.ana), sign_in(world.rosa)
        (work,) = work_of(world.viewer("ana"), world.ana.uuid)
        for client, pages in (
            (ana, ("/me/", f"/me/competency/{competency.uuid}/", f"/me/work/{work.evidence_uuid}/")),
            (rosa, (f"/family/{world.ana.uuid}/", f"/family/{world.ana.uuid}/competency/{competency.uuid}/")),
        ):
            for page in pages:
                assert "You drew every part." in text_of(client.get(page)), page

    def test_what_was_left_open_keeps_the_request_open(self, world, ortiz, ask):
        asked = ask("MA.FR.1", "LI.WR.1", work="Here.")
        ortiz.post(f"/teach/ready/{asked}/rate/", {f"level-{world.competency('MA.FR.1').uuid}": "3"})
        page = text_of(ortiz.get(f"/teach/ready/{asked}/"))
        assert "Elena Ortiz sees Proficient." in page
        assert "Record what I saw" in page

    def test_undo_takes_the_ratings_back_and_opens_the_request_again(self, world, ortiz, ask):
        asked = ask(work="Here.")
        ortiz.post(f"/teach/ready/{asked}/rate/", {f"level-{world.competency('MA.FR.1').uuid}": "3"})
        page = ortiz.get("/teach/ready/").content.decode()
        undo = re.search(r'<form[^>]*action="(/teach/recorded/[^"]+)".*?</form>', page, re.S)
        fields = dict(re.findall(r'name="(step|rating)" value="([^"]+)"', undo.group(0)))
        ortiz.post(undo.group(1), fields)
        assert ready_request(world.viewer("ana"), asked).is_open

    def test_a_talk_is_put_in_by_the_adult_who_was_there(self, world, ortiz, ask):
        asked = ask(form="conference")
        ortiz.post(f"/teach/ready/{asked}/work/", {"note": "She named each part of the plan."})
        (work,) = work_of(world.viewer("ana"), world.ana.uuid)
        assert (work.form, work.note, work.recorded_by) == (
            "conference",
            "She named each part of the plan.",
            "Elena Ortiz",
        )
        assert "What does it show?" in text_of(ortiz.get(f"/teach/ready/{asked}/"))

    @pytest.mark.parametrize("sent", [{}, {"level": "9"}, {"level": "87%"}])
    def test_a_level_that_is_none_records_nothing(self, world, ortiz, ask, sent):
        asked = ask(work="Here.")
        fields = {f"{name}-{world.competency('MA.FR.1').uuid}": value for name, value in sent.items()}
        page = ortiz.post(f"/teach/ready/{asked}/rate/", fields)
        assert page.status_code == 422
        assert not Rating.objects.exists()

    def test_looked_at_without_a_level(self, world, ortiz, ask):
        asked = ask()
        ortiz.post(f"/teach/ready/{asked}/close/")
        assert ready_request(world.viewer("ana"), asked).step == "looked_at"
        assert not Rating.objects.exists()

    def test_her_own_view_is_folded_away_and_changes_nothing(self, world, ortiz, ask):
        asked = ask(work="Here.", own_levels={world.competency("MA.FR.1").uuid: 4})
        html = ortiz.get(f"/teach/ready/{asked}/").content.decode()
        folded = re.search(
            r"<details class=\"more\"><summary>In the learner(?:'|&#39;|&#x27;)s own eyes.*?</details>",
            html,
            re.S,
        )
        assert "Extending" in folded.group(0)
        assert explain(world.viewer("ortiz"), world.ana, _info(world, "MA.FR.1")).standing.pieces == 0


def _info(world, code):
    from headway.district.continuum.api import competency

    return competency(world.competency(code).uuid)


class TestSecondLooks:
    @pytest.fixture
    def look(self, world, show):  # noqa: F811
        outcome = show("MA.FR.1", 2, title="My poster")
        return ask_second_look(
            viewer=world.viewer("ana"), rating_uuid=outcome.rating_uuids[0], reason="See the last line."
        ).uuid

    def test_it_stands_in_the_queue_of_another_adult_with_fresh_eyes(self, world, sign_in, ortiz, look):
        webb = sign_in(world.webb)
        assert "Second looks" in text_of(webb.get("/teach/ready/"))
        assert "Second looks" not in text_of(ortiz.get("/teach/ready/"))
        page = text_of(webb.get(f"/teach/second-look/{look}/"))
        assert "See the last line." in page
        assert "My poster" in page
        assert "Elena Ortiz" not in page

    def test_both_ratings_stand_and_nothing_is_decided(self, world, sign_in, look):
        competency = world.competency("MA.FR.1")
        before = list(Determination.objects.values())
        done = sign_in(world.webb).post(
            f"/teach/second-look/{look}/",
            {f"level-{competency.uuid}": "3", f"feedback-{competency.uuid}": "The last line shows it."},
        )
        assert done.status_code == 302
        assert sorted(Rating.objects.values_list("level", flat=True)) == [2, 3]
        assert Rating.objects.values("evidence").distinct().count() == 1
        assert list(Determination.objects.values()) == before
        (work,) = work_of(world.viewer("ana"), world.ana.uuid)
        text = text_of(sign_in(world.ana).get(f"/me/work/{work.evidence_uuid}/"))
        assert "looked at the same work and sees Proficient. Both stand here; people decide." in text
        assert "The last line shows it." in text

    def test_the_first_rater_reads_that_somebody_else_looks(self, world, ortiz, look):
        assert "somebody else looks now" in text_of(ortiz.get(f"/teach/second-look/{look}/"))
        competency = world.competency("MA.FR.1")
        assert ortiz.post(f"/teach/second-look/{look}/", {f"level-{competency.uuid}": "3"}).status_code == 403
        assert Rating.objects.count() == 1

    def test_without_a_level_nothing_is_recorded(self, world, sign_in, look):
        page = sign_in(world.webb).post(f"/teach/second-look/{look}/", {})
        assert page.status_code == 422
        assert "No level is chosen yet." in text_of(page)

    def test_strangers_find_no_page(self, world, sign_in, look):
        for who in (world.finch, world.tessa):
            assert sign_in(who).get(f"/teach/second-look/{look}/").status_code == 404

    def test_a_second_teacher_of_the_section_may_look_too(self, world, sign_in, look):
        SectionStaff.objects.create(section=world.mathematics, person=world.nina, from_on=time.today())
        assert "Second looks" in text_of(sign_in(world.nina).get("/teach/ready/"))
        assert SecondLook.objects.count() == 1


def test_in_spanish_no_english_is_left(world, sign_in, ask, show):  # noqa: F811
    outcome = show("MA.FR.1", 2, by="webb", title="Cartel")
    look = ask_second_look(
        viewer=world.viewer("ana"), rating_uuid=outcome.rating_uuids[0], reason="Mira la última línea."
    ).uuid
    waiting, handed_in = ask("MA.DA.1"), ask("LI.WR.1", work="Mi carta.")
    world.ortiz.language = "es"
    world.ortiz.save()
    ortiz = sign_in(world.ortiz)
    for address in (
        "/teach/ready/",
        f"/teach/ready/{waiting}/",
        f"/teach/ready/{handed_in}/",
        f"/teach/second-look/{look}/",
    ):
        assert english_left_in(ortiz.get(address)) == [], address
