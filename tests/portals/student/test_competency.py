"""One competency: what, what proficient looks like, how to show it, how it is decided, what is next."""

from __future__ import annotations

import re
import uuid

import pytest

from headway.district.continuum.models import Descriptor
from headway.district.evidence.api import RatingLine
from headway.district.evidence.models import EvidenceWords, Task
from headway.district.foundation.api import clock as time
from headway.district.proficiency.api import record_ratings, withdraw_rating
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def page(world, sign_in):
    ana = sign_in(world.ana)
    return lambda code, query="": ana.get(f"/me/competency/{world.competency(code).uuid}/{query}")


QUESTIONS = (
    "What am I learning?",
    "What does proficient look like?",
    "How can I show it?",
    "What have I shown, and how was it decided?",
    "What is next?",
)


def answers(response) -> list[str]:
    text = text_of(response)
    places = [text.index(question) for question in QUESTIONS]
    assert places == sorted(places)
    ends = [*places[1:], len(text)]
    return [text[begin:end] for begin, end in zip(places, ends, strict=True)]


class TestTheQuestions:
    def test_each_has_an_answer_before_anything_was_shown(self, page):
        what, looks, ways, how, following = answers(page("MA.FR.2"))
        assert "I can explain why two fractions are equal." in what
        assert "First comes: “Parts of a whole”. Then this opens." in what
        assert "Does it alone, in a familiar setting." in looks
        assert "Nothing yet. Your first piece of work will stand here" in how
        assert "A person decides, never the computer." in how
        assert "Parts of a whole open to begin" in following
        assert "Adding fractions further on" in following
        assert "I talk about it with an adult" in ways
        assert "Ask your teacher how you could show it" in ways

    def test_my_place_is_marked_among_what_each_level_looks_like(self, page, show):
        show("MA.FR.1", 2, 2, 2, decided=2)
        html = page("MA.FR.1").content.decode()
        here = re.search(r'<li class="is-here".*?</li>', html, re.S).group(0)
        aim = re.search(r'<li class="is-next".*?</li>', html, re.S).group(0)
        assert "Developing" in here
        assert "your work is here" in here
        assert "Does parts of it alone." in here
        assert "Proficient" in aim

    def test_a_proposal_is_marked_as_one_and_nothing_further_is_asked_before_the_decision(self, page, show):
        show("MA.FR.1", 3, 3, 3)
        html = page("MA.FR.1").content.decode()
        looks = re.search(r'<ol class="looks">.*?</ol>', html, re.S).group(0)
        assert looks.count("the evidence suggests this") == 1
        assert "is-here" not in looks
        assert "is-next" not in looks

    def test_evidence_stands_newest_first_with_words_and_rater(self, page, show):
        show("MA.FR.1", 2, title="Poster", note="Try it without the ruler.", days_ago=20)
        show("MA.FR.1", 3, title="Talk", note="You explained each step.", days_ago=2)
        how = answers(page("MA.FR.1"))[3]
        assert how.index("Talk") < how.index("You explained each step.") < how.index("Poster")
        assert "Rated by Elena Ortiz" in how
        assert "The work shows: Proficient" in how

    def test_the_decision_names_rule_evidence_decider_and_date(self, page, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        how = answers(page("MA.FR.1"))[3]
        assert "Elena Ortiz decided on Oct. 7, 2026: the work shows Proficient." in how
        assert "Why Proficient?" in how
        assert "Based on the 3 most recent pieces of evidence" in how
        assert "The rule" in how
        assert "proficiency.rule/" in how

    def test_a_decision_that_departs_shows_its_reason(self, page, show):
        show("MA.FR.1", 2, 2, 2, decided=3, reason="She explained it to the class without help.")
        how = answers(page("MA.FR.1"))[3]
        assert "The teacher saw it differently from the rule." in how
        assert "“She explained it to the class without help.”" in how
        why = how[how.index("Why Proficient?") :]
        assert "Elena Ortiz decided Proficient and gave a reason:" in why
        assert "By the rule alone the evidence points to Developing." in why

    def test_what_is_missing_is_said_where_no_level_can_be_proposed(self, page, show):
        show("MA.FR.1", 3)
        what, _looks, _ways, how, _next = answers(page("MA.FR.1"))
        assert "There is some evidence already." in what
        assert "before a level can be proposed" in how

    def test_a_rating_taken_back_stays_visible_and_says_so(self, page, show, world):
        outcome = show("MA.FR.1", 1, title="Wrong sheet")
        withdraw_rating(
            viewer=world.viewer("ortiz"), rating_uuid=outcome.rating_uuids[0], reason="mistaken_level"
        )
        how = answers(page("MA.FR.1"))[3]
        assert "Wrong sheet" in how
        assert "This rating was withdrawn." in how

    def test_what_is_shown_can_go_deeper_and_opens_more(self, page, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        what, _looks, _ways, _how, following = answers(page("MA.FR.1"))
        assert "This is yours. You can go deeper with it" in what
        assert "Equal fractions open to begin" in following

    def test_tasks_are_ways_to_show_it(self, page, world):
        task = Task.objects.create(organisation=world.district, title="Pizza for nine", prompt="Share it.")
        task.competencies.add(world.competency("MA.FR.1"))
        assert "Pizza for nine" in answers(page("MA.FR.1"))[2]

    def test_a_competency_without_descriptors_says_that_they_are_being_written(self, page, world):
        Descriptor.objects.filter(competency=world.competency("MA.FR.1")).delete()
        assert "still being written" in answers(page("MA.FR.1"))[1]


class TestAtOnce:
    def test_a_rating_is_there_on_the_next_request(self, page, show):
        page("MA.FR.1")
        show("MA.FR.1", 2, title="Fresh work")
        assert "Fresh work" in text_of(page("MA.FR.1"))

    def test_a_decision_is_there_on_the_next_request(self, page, show):
        show("MA.FR.1", 3, 3, 3)
        assert "Nothing is decided here yet." in text_of(page("MA.FR.1"))
        show("MA.FR.1", decided=3)
        assert "Elena Ortiz decided on" in text_of(page("MA.FR.1"))


class TestEdges:
    def test_an_unknown_competency_is_a_page_that_does_not_exist(self, world, sign_in):
        assert sign_in(world.ana).get(f"/me/competency/{uuid.uuid4()}/").status_code == 404

    def test_the_past_shows_what_was_known_then(self, page, show, clock):
        show("MA.FR.1", 2, title="Early")
        clock.advance(days=3)
        show("MA.FR.1", 3, title="Late", days_ago=5)
        text = text_of(page("MA.FR.1", "?as_of=2026-10-08"))
        assert "Early" in text
        assert "Late" not in text
        assert "As it was known on Oct. 8, 2026" in text

    def test_a_link_that_could_run_something_is_not_a_link(self, page, show, world):
        show("MA.FR.1", 3, title="Film")
        EvidenceWords.objects.update(link="javascript:alert(1)")
        assert "javascript:" not in page("MA.FR.1").content.decode()
        EvidenceWords.objects.update(link="https://example.org/film")
        assert 'href="https://example.org/film"' in page("MA.FR.1").content.decode()

    def test_in_spanish_no_english_is_left(self, page, show, world):
        show("MA.FR.2", 2, 3, 3, title="Cartel", note="Muy claro.")
        show("MA.FR.2", decided=4, reason="Lo explicó sin ayuda.")
        world.ana.person.language = "es"
        world.ana.person.save()
        text = text_of(page("MA.FR.2"))
        assert "Fracciones iguales" in text
        assert "¿Cómo se ve un trabajo competente?" in text
        assert english_left_in(page("MA.FR.2")) == []

    def test_the_title_of_a_task_comes_in_the_readers_language(self, page, show, world):
        task = Task.objects.create(
            organisation=world.district,
            title="Pizza for nine",
            translations={"es": {"title": "Pizza para nueve"}},
        )
        line = RatingLine(
            learner_id=world.ana.pk,
            competency_id=world.competency("MA.FR.1").pk,
            level=3,
            observed_at=time.now(),
            task_id=task.pk,
        )
        record_ratings([line], viewer=world.viewer("ortiz"))
        assert "Pizza for nine" in text_of(page("MA.FR.1"))
        world.ana.person.language = "es"
        world.ana.person.save()
        assert "Pizza para nueve" in text_of(page("MA.FR.1"))

    def test_queries_do_not_grow_with_evidence(self, page, show, django_assert_max_num_queries):
        show("MA.FR.1", 2)
        page("MA.FR.1")
        with django_assert_max_num_queries(26) as little:
            page("MA.FR.1")
        show("MA.FR.1", *[2] * 15, decided=2)
        show("MA.FR.1", decided=3, reason="Shown again.")
        with django_assert_max_num_queries(26) as much:
            page("MA.FR.1")
        assert len(much) == len(little)
