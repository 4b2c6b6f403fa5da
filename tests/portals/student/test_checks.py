"""A check on the learner's pages: what it says it is, one question at a time, and nobody else's."""

from __future__ import annotations

import re
import uuid

import pytest

from headway.district.checks import api as checks
from headway.district.checks.models import CheckAnswer
from tests.district.checks.conftest import questions  # noqa: F401  # a fixture
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.usefixtures("questions")


@pytest.fixture
def sitting(world):
    return checks.invite(world.viewer("ortiz"), world.ana.uuid, "MA", "MA.FR")


@pytest.fixture
def ana(world, sign_in):
    return sign_in(world.ana)


def hidden(page) -> dict[str, str]:
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()))
    found.pop("csrfmiddlewaretoken", None)
    return found


def address(sitting, more="question/") -> str:
    return f"/me/check/{sitting}/{more}"


def test_it_says_first_that_it_rates_nothing_and_can_be_left(ana, sitting):
    page = text_of(ana.get(address(sitting, "")))
    assert "It rates nothing" in page
    assert "Stop whenever you like" in page


def test_a_whole_sitting_in_plain_forms(ana, sitting):
    page = ana.post(address(sitting, ""), follow=True)
    for _turn in range(30):
        if "question" not in page.request["PATH_INFO"]:
            break
        given = {"answer": "7"} if 'class="input check-short"' in page.content.decode() else {"answer": "A"}
        page = ana.post(address(sitting), {**hidden(page), **given}, follow=True)
    text = text_of(page)
    assert "What you seem to know" in text
    assert "Your teacher will look with you" in text
    assert not re.search(r"\d+ of \d+|%", text), "no count of what was right"


def test_the_words_of_the_way_hold_no_count(ana, sitting):
    page = ana.get(address(sitting))
    assert "You have just begun." in text_of(page)


def test_i_have_not_met_this_is_a_button_and_goes_on(ana, sitting):
    page = ana.get(address(sitting))
    ana.post(address(sitting), {**hidden(page), "unfamiliar": "yes"})
    assert [one.answer for one in CheckAnswer.objects.all()] == ["unfamiliar"]


def test_nothing_chosen_is_said_and_the_question_stays(ana, sitting):
    page = ana.get(address(sitting))
    again = ana.post(address(sitting), hidden(page))
    assert again.status_code == 422
    assert hidden(again)["item"] == hidden(page)["item"]
    assert "yet" in text_of(again)


def test_the_same_page_sent_twice_goes_on_kindly(ana, sitting):
    page = ana.get(address(sitting))
    sent = {**hidden(page), "unfamiliar": "yes"}
    ana.post(address(sitting), sent)
    again = ana.post(address(sitting), sent, follow=True)
    assert "Here is where you are now" in text_of(again)
    assert CheckAnswer.objects.count() == 1


@pytest.mark.parametrize("number", ["", "x", "999", "-1"])
def test_a_form_that_was_tampered_with_changes_nothing(ana, sitting, number):
    page = ana.get(address(sitting))
    answer = ana.post(address(sitting), {**hidden(page), "number": number, "answer": "A"}, follow=True)
    assert answer.status_code == 200
    assert not CheckAnswer.objects.exists()


def test_the_question_before_comes_back(ana, sitting):
    first = ana.get(address(sitting))
    ana.post(address(sitting), {**hidden(first), "unfamiliar": "yes"})
    again = ana.post(address(sitting, "back/"), follow=True)
    assert hidden(again)["item"] == hidden(first)["item"]
    assert "This is the question before" in text_of(again)


@pytest.mark.parametrize("who", ["ben", "ortiz", "rosa", "emil"])
def test_it_is_nobody_elses(world, sign_in, sitting, who):
    client = sign_in(getattr(world, who))
    for more in ("", "question/"):
        assert client.get(address(sitting, more)).status_code == 404


def test_in_spanish_everything_is_in_spanish(world, ana, sitting):
    ana.cookies["headway_language"] = "es"
    from django.conf import settings

    ana.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    for more in ("", "question/"):
        page = ana.get(address(sitting, more))
        assert not english_left_in(page), more
    assert not english_left_in(ana.get("/me/check/"))


def test_the_list_says_what_waits_and_what_is_done(ana, sitting):
    assert "Ready when you are" in text_of(ana.get("/me/check/"))
    ana.get(address(sitting))
    ana.post(address(sitting, ""))
    assert "Everything is kept" in text_of(ana.get("/me/check/"))


def test_a_question_costs_few_queries(ana, sitting, django_assert_max_num_queries):
    page = ana.get(address(sitting))
    ana.post(address(sitting), {**hidden(page), "unfamiliar": "yes"})
    with django_assert_max_num_queries(20):
        ana.get(address(sitting))


class TestStaff:
    def finished(self, world, sitting):
        viewer = world.viewer("ana")
        while (asked := checks.current_question(viewer, sitting)) is not None:
            knows = "MA.FR.3" not in asked.stem
            right = "7" if asked.kind == "short" else "A"
            other = "8" if asked.kind == "short" else "B"
            checks.answer(
                viewer,
                sitting,
                item_uuid=asked.item_uuid,
                number=asked.number,
                given=[right if knows else other],
            )

    @pytest.mark.parametrize(
        ("who", "where"), [("ortiz", "/teach"), ("webb", "/teach"), ("cora", "/counsel")]
    )
    def test_staff_read_what_it_says(self, world, sign_in, sitting, who, where):
        self.finished(world, sitting)
        client = sign_in(getattr(world, who))
        page = text_of(client.get(f"{where}/learner/{world.ana.uuid}/checks/{sitting}/"))
        assert "Seems known" in page
        assert "Read as a level: 4" in page
        assert "A check changes no level" in page
        assert "Adding fractions" in page

    def test_a_stranger_and_another_learner_in_the_address_are_refused(self, world, sign_in, sitting):
        self.finished(world, sitting)
        assert sign_in(world.finch).get(f"/teach/learner/{world.ana.uuid}/checks/").status_code == 404
        other = sign_in(world.ortiz).get(f"/teach/learner/{world.ben.uuid}/checks/{sitting}/")
        assert other.status_code == 404

    def test_a_teacher_invites_to_a_strand_and_before_a_module(self, world, sign_in):
        client, where = sign_in(world.ortiz), f"/teach/learner/{world.ben.uuid}/checks/"
        assert "There is no check yet" in text_of(client.get(where))
        client.post(where, {"what": "part", "part": "MA.DA"})
        client.post(where, {"what": "module", "codes": "MA.FR.2, MA.FR.3"})
        assert len([one for one in checks.my_sittings(world.viewer("ben")) if one.is_open]) == 2

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"what": "part", "part": "NO.SUCH"}, "There is no such domain"),
            ({"what": "module", "codes": "XX.1"}, "XX.1 is no code of the continuum"),
            ({"what": "module", "codes": ""}, "No competency was chosen"),
        ],
    )
    def test_what_was_typed_amiss_is_named(self, world, sign_in, sent, said):
        answer = sign_in(world.ortiz).post(f"/teach/learner/{world.ben.uuid}/checks/", sent)
        assert answer.status_code == 422
        assert said in text_of(answer)

    def test_setting_aside_takes_the_suggestion_away(self, world, sign_in, sitting):
        self.finished(world, sitting)
        ortiz = world.viewer("ortiz")
        assert checks.suggestions_of(ortiz, [world.ana.pk])
        sign_in(world.ortiz).post(
            f"/teach/learner/{world.ana.uuid}/checks/{sitting}/set-aside/", {"reason": "ill"}
        )
        assert not checks.suggestions_of(ortiz, [world.ana.pk])


class TestKeepingQuestions:
    def test_a_curriculum_lead_writes_and_retires_a_question(self, world, sign_in):
        client, competency = sign_in(world.priya), world.competency("MA.FR.1")
        where = f"/continuum/questions/competency/{competency.uuid}/"
        assert "have questions" in text_of(client.get("/continuum/questions/"))
        client.post(
            where,
            {
                "kind": "choice",
                "stem": "Half of four?",
                "stem_es": "¿La mitad de cuatro?",
                "choice": ["2", "3", "", ""],
                "choice_es": ["2", "3", "", ""],
                "right": ["0"],
            },
        )
        item = next(
            one
            for one in checks.items_of(world.viewer("priya"), competency.uuid)
            if one.stem == "Half of four?"
        )
        assert (item.key, item.languages, item.is_active) == (("A",), ("en", "es"), True)
        client.post(f"/continuum/questions/{item.uuid}/retire/")
        assert "retired" in text_of(client.get(where))

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"kind": "choice", "stem": "", "choice": ["1", "2"], "right": ["0"]}, "The question is empty"),
            ({"kind": "choice", "stem": "x", "choice": ["1", ""], "right": ["0"]}, "at least two things"),
            ({"kind": "choice", "stem": "x", "choice": ["1", "1"], "right": ["0"]}, "read the same"),
            ({"kind": "choice", "stem": "x", "choice": ["1", "2"]}, "Nothing says which choice is right"),
            (
                {"kind": "choice", "stem": "x", "choice": ["1", "2"], "right": ["0", "1"]},
                "More than one choice",
            ),
            ({"kind": "short", "stem": "x", "accepted": " "}, "No answer is taken as right yet"),
            ({"kind": "essay", "stem": "x"}, "Nothing says how"),
        ],
    )
    def test_a_question_that_cannot_be_asked_is_named(self, world, sign_in, sent, said):
        where = f"/continuum/questions/competency/{world.competency('MA.FR.1').uuid}/"
        answer = sign_in(world.priya).post(where, sent)
        assert answer.status_code == 422
        assert said in text_of(answer)

    def test_an_unknown_question_is_not_found(self, world, sign_in):
        assert sign_in(world.priya).post(f"/continuum/questions/{uuid.uuid4()}/retire/").status_code == 404


class TestBeforeAModule:
    def test_a_section_is_invited_and_what_is_met_and_early_help_are_proposed(self, world, sign_in):
        client = sign_in(world.ortiz)
        where = f"/teach/section/{world.mathematics.uuid}/before-a-module/"
        assert "No check before a module yet" in text_of(client.get(where))
        said = client.post(where, {"codes": "MA.FR.2 MA.FR.3"}, follow=True)
        assert "4 learners are invited." in text_of(said)
        knows = {"ana": ("MA.FR.1", "MA.FR.2"), "ben": ()}
        for who, codes in knows.items():
            viewer = world.viewer(who)
            (sitting,) = (one.uuid for one in checks.my_sittings(viewer) if one.is_open)
            while (asked := checks.current_question(viewer, sitting)) is not None:
                right, other = ("7", "8") if asked.kind == "short" else ("A", "B")
                given = right if asked.stem.split()[0] in codes else other
                checks.answer(viewer, sitting, item_uuid=asked.item_uuid, number=asked.number, given=[given])
        rows = {
            one.learner_name: one
            for one in checks.before_module(world.viewer("ortiz"), [world.ana.pk, world.ben.pk])
        }
        ana, ben = rows["Ana Reyes"], rows["Ben Okafor"]
        assert ([one.code for one in ana.met], [one.code for one in ana.early_help]) == (["MA.FR.2"], [])
        assert ([one.code for one in ben.met], [one.code for one in ben.early_help]) == ([], ["MA.FR.1"])
        page = text_of(client.get(where))
        assert "Seems met already: please confirm" in page
        assert "not finished yet" in page

    def test_nothing_is_rated_by_itself(self, world, sign_in):
        from headway.district.proficiency.models import Determination

        checks.invite_many_to_set(world.viewer("ortiz"), [world.ana.uuid], [world.competency("MA.FR.2").uuid])
        assert not Determination.objects.exists()

    def test_another_teachers_section_is_not_there(self, world, sign_in):
        where = f"/teach/section/{world.birch_mathematics.uuid}/before-a-module/"
        assert sign_in(world.ortiz).get(where).status_code == 404

    def test_a_code_that_is_none_is_named_and_nobody_is_invited(self, world, sign_in):
        where = f"/teach/section/{world.mathematics.uuid}/before-a-module/"
        answer = sign_in(world.ortiz).post(where, {"codes": "MA.FR.2 NO.1"})
        assert answer.status_code == 422
        assert "NO.1 is no code" in text_of(answer)
        assert not checks.my_sittings(world.viewer("ana"))

    def test_the_page_asks_the_same_however_many_learners(
        self, world, sign_in, django_assert_max_num_queries
    ):
        client = sign_in(world.ortiz)
        where = f"/teach/section/{world.mathematics.uuid}/before-a-module/"
        client.post(where, {"codes": "MA.FR.2"})
        client.get(where)
        with django_assert_max_num_queries(15):
            client.get(where)
