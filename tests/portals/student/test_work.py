"""The history of work told as learning, my own view beside a teacher's, and a second look."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.continuum.models import Rubric, RubricCriterion
from headway.district.evidence.api import (
    CriterionLine,
    OwnLook,
    RatingLine,
    ask_ready,
    criteria_for,
    hand_in,
    work_of,
)
from headway.district.evidence.models import SecondLook
from headway.district.foundation.api import clock as time
from headway.district.proficiency.api import record_ratings, withdraw_rating
from tests.architecture.language_rules import RULES
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def ana(world, sign_in):
    return sign_in(world.ana)


@pytest.fixture
def rate(world):
    def rated(level, *, days_ago=0, by="ortiz", drawing=None, evidence_uuid=None, **more):
        line = RatingLine(
            learner_id=world.ana.pk,
            competency_id=world.competency("MA.FR.1").pk,
            level=level,
            observed_at=time.now() - dt.timedelta(days=days_ago),
            criteria=(CriterionLine(the_drawing(world), "The drawing", drawing),) if drawing else (),
            evidence_uuid=evidence_uuid,
            **more,
        )
        return record_ratings([line], viewer=world.viewer(by))

    return rated


@pytest.fixture
def growth(world, ana):
    return lambda: ana.get(f"/me/competency/{world.competency('MA.FR.1').uuid}/growth/")


def the_drawing(world):
    """The one criterion of the rubric, the same each time."""
    competency = world.competency("MA.FR.1")
    rubric, _made = Rubric.objects.get_or_create(version=competency.version, identifier="r1")
    RubricCriterion.objects.get_or_create(
        rubric=rubric, identifier="c1", competency=competency, text="The drawing"
    )
    return criteria_for(competency.pk)[0].uuid


def own_work(world, own=None, note="A quarter."):
    made = ask_ready(
        viewer=world.viewer("ana"), competency_uuids=[world.competency("MA.FR.1").uuid], form="writing"
    )
    looks = {world.competency("MA.FR.1").uuid: OwnLook(own)} if own else {}
    return hand_in(viewer=world.viewer("ana"), request_uuid=made.uuid, note=note, own=looks).evidence_uuid


class TestGrowth:
    def test_pieces_stand_in_their_order_with_what_changed_between(self, growth, rate):
        rate(2, days_ago=9, title="First plan", drawing=1, feedback="Name each part.")
        rate(3, days_ago=2, title="New plan", drawing=3)
        text = text_of(growth())
        assert text.index("First plan") < text.index("New plan")
        assert "The work grew from Developing to Proficient." in text
        assert "“The drawing” grew from Emerging to Proficient." in text
        assert text.index("Name each part.") < text.index("The work shows: Developing")

    def test_ten_tries_are_ten_pieces_and_none_is_capped(self, growth, rate):
        for number in range(10):
            rate(1 if number < 9 else 3, days_ago=20 - number, title=f"Try {number + 1}")
        text = text_of(growth())
        assert "Piece 10" in text
        assert "The work grew from Emerging to Proficient." in text

    def test_less_than_before_is_another_piece_and_nothing_is_lost(self, growth, rate):
        rate(3, days_ago=9)
        rate(2, days_ago=2)
        text = text_of(growth())
        assert (
            "This piece shows Developing. Your earlier piece stays in your history, and nothing is lost."
            in text
        )

    def test_no_word_or_mark_says_that_something_went_wrong(self, growth, rate):
        for level in (3, 1, 2, 2):
            rate(level, days_ago=5 - level)
        page = growth()
        words = text_of(page)
        for rule in RULES:
            if rule.code in {"LR01", "LR02", "LR03", "LR10", "LR11", "LR12", "LR15", "LR20"}:
                assert rule.found_in(words) == [], rule.code
        html = page.content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        assert "is-error" not in main

    def test_my_own_view_starts_a_talk_and_changes_no_level(self, world, growth, rate):
        work = own_work(world, own=4)
        rate(2, evidence_uuid=work, feedback="The parts are there.")
        text = text_of(growth())
        assert "You see Extending in it. Show your teacher the place in your work where you see it." in text
        assert "You saw it at: Extending" in text

    def test_where_both_see_the_same_it_says_so(self, world, growth, rate):
        rate(3, evidence_uuid=own_work(world, own=3))
        assert "You see it the same way: Proficient." in text_of(growth())

    def test_before_any_work_it_says_what_will_stand_here(self, growth):
        assert "There is no limit" in text_of(growth())

    def test_a_rating_taken_back_counts_for_no_change(self, world, growth, rate):
        rate(1, days_ago=9)
        taken = rate(4, days_ago=5)
        withdraw_rating(viewer=world.viewer("ortiz"), rating_uuid=taken.rating_uuids[0], reason="undo")
        rate(2, days_ago=2)
        assert "The work grew from Emerging to Developing." in text_of(growth())


class TestOnePiece:
    def test_my_words_are_mine_and_a_teachers_words_are_hers(self, world, ana, rate):
        work = own_work(world, note="I cut it in four.")
        rate(3, evidence_uuid=work, feedback="Clear cuts.")
        home = text_of(ana.get("/me/"))
        assert "Clear cuts." in home
        assert "I cut it in four." not in home
        piece = text_of(ana.get(f"/me/work/{work}/"))
        assert piece.index("Clear cuts.") < piece.index("I cut it in four.")

    def test_i_say_something_about_my_work(self, world, ana):
        work = own_work(world)
        ana.post(f"/me/work/{work}/reflection/", {"reflection": "Next time I use paper."})
        assert "Next time I use paper." in text_of(ana.get(f"/me/work/{work}/"))

    def test_saying_nothing_is_answered_in_a_sentence(self, world, ana):
        page = ana.post(f"/me/work/{own_work(world)}/reflection/", {"reflection": " "})
        assert page.status_code == 422
        assert "There are no words yet." in text_of(page)

    def test_nobody_elses_work_is_a_page(self, world, sign_in):
        work = own_work(world)
        for who in (world.ben, world.emil):
            client = sign_in(who)
            assert client.get(f"/me/work/{work}/").status_code == 404
            assert client.post(f"/me/work/{work}/reflection/", {"reflection": "x"}).status_code == 404
        assert work_of(world.viewer("ana"), world.ana.uuid)[0].reflections == ()


class TestASecondLook:
    def test_from_the_rating_to_a_wish_with_a_reason(self, world, ana, rate):
        outcome = rate(2, title="My poster")
        work, rating = outcome.evidence_uuids[0], outcome.rating_uuids[0]
        assert f"/me/second-look/{rating}/" in ana.get(f"/me/work/{work}/").content.decode()
        assert "My poster" in text_of(ana.get(f"/me/second-look/{rating}/"))
        ana.post(f"/me/second-look/{rating}/", {"reason": "Look at the last line."})
        page = ana.get(f"/me/work/{work}/")
        assert "A second look is asked for." in text_of(page)
        assert f"/me/second-look/{rating}/" not in page.content.decode()
        again = ana.get(f"/me/second-look/{rating}/")  # from another window, or a bookmark
        assert (again.status_code, again["Location"]) == (302, f"/me/work/{work}/")

    def test_without_a_reason_nothing_is_asked(self, ana, rate):
        rating = rate(2).rating_uuids[0]
        page = ana.post(f"/me/second-look/{rating}/", {"reason": ""})
        assert page.status_code == 422
        assert "The reason is empty." in text_of(page)
        assert not SecondLook.objects.exists()

    def test_it_can_be_taken_back(self, world, ana, rate):
        outcome = rate(2)
        ana.post(f"/me/second-look/{outcome.rating_uuids[0]}/", {"reason": "Look again."})
        look = SecondLook.objects.get()
        ana.post(f"/me/second-look/{look.uuid}/take-back/")
        assert "was taken back" in text_of(ana.get(f"/me/work/{outcome.evidence_uuids[0]}/"))

    def test_nobody_asks_about_another_learners_rating(self, world, sign_in, rate):
        rating = rate(2).rating_uuids[0]
        for who in (world.ben, world.emil):
            client = sign_in(who)
            assert client.get(f"/me/second-look/{rating}/").status_code == 404
            assert client.post(f"/me/second-look/{rating}/", {"reason": "x"}).status_code == 404
        assert not SecondLook.objects.exists()


def test_in_spanish_no_english_is_left(world, ana, rate):
    work = own_work(world, own=4, note="Un cuarto.")
    rating = rate(2, evidence_uuid=work, feedback="Se ven las partes.").rating_uuids[0]
    rate(3, title="Otro", feedback="Creció.")
    world.ana.person.language = "es"
    world.ana.person.save()
    growth = f"/me/competency/{world.competency('MA.FR.1').uuid}/growth/"
    for address in (growth, f"/me/work/{work}/", f"/me/second-look/{rating}/"):
        assert english_left_in(ana.get(address)) == [], address
