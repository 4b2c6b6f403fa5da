"""My line as map, table and list; and everything I have shown, a page at a time."""

from __future__ import annotations

import re

import pytest

from headway.district.evidence.api import RatingLine
from headway.district.proficiency.api import record_ratings
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def ana(world, sign_in):
    return sign_in(world.ana)


class TestMyLine:
    def test_map_and_table_hold_the_same_steps(self, ana, world):
        expected = {str(one.uuid) for code, one in world.competencies.items() if code.startswith("MA.")}
        for view in ("", "?view=table"):
            page = ana.get(f"/me/continuum/{view}").content.decode()
            table = re.search(r"<table.*?</table>", page, re.S).group(0)
            assert set(re.findall(r"/me/competency/([0-9a-f-]+)/", table)) == expected

    def test_a_step_says_its_name_its_state_and_its_level(self, ana, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        page = ana.get("/me/continuum/").content.decode()
        assert 'aria-label="Parts of a whole: shown. Proficient, 3 of 4. Proficient is 3."' in page
        assert 'aria-label="Equal fractions: next, open to begin. No level yet.' in page
        assert 'aria-label="Adding fractions: further on"' in page
        assert "1 shown, 2 open to begin and 2 further on." in text_of(ana.get("/me/continuum/"))

    def test_closely_every_step_has_its_title(self, ana):
        text = text_of(ana.get("/me/continuum/?strand=MA.FR"))
        assert "Equal fractions" in text
        assert "Reading a chart" not in text

    def test_each_domain_is_one_tab_and_habits_are_their_own(self, ana):
        page = ana.get("/me/continuum/?domain=HS&view=table")
        text = text_of(page)
        assert "Asking for help" in text
        assert "Parts of a whole" not in text
        assert 'aria-current="page"' in page.content.decode()

    def test_an_unknown_domain_leads_to_the_first(self, ana):
        assert "Parts of a whole" in text_of(ana.get("/me/continuum/?domain=<b>&view=table"))

    def test_another_version_cannot_be_chosen_there(self, ana, world):
        page = ana.get(f"/me/continuum/?version={world.version.uuid}&everywhere=yes&q=fractions")
        assert "version=" not in re.search(r"<main.*</main>", page.content.decode(), re.S).group(0)

    def test_it_costs_few_queries_however_many_competencies(self, ana, show, django_assert_max_num_queries):
        show("MA.FR.1", 3, 3, 3, decided=3)
        ana.get("/me/continuum/")
        with django_assert_max_num_queries(12):
            ana.get("/me/continuum/")

    def test_without_a_continuum_there_is_a_sentence(self, ana, world):
        world.version.status = "draft"
        world.version.save()
        assert "As soon as it stands, you will see your line here." in text_of(ana.get("/me/continuum/"))

    def test_the_past_keeps_its_date_from_tab_to_tab(self, ana):
        page = ana.get("/me/continuum/?as_of=2026-10-01").content.decode()
        assert "?domain=LI&amp;as_of=2026-10-01" in page

    def test_in_spanish_no_english_is_left(self, ana, world, show):
        show("MA.FR.1", 2)
        world.ana.person.language = "es"
        world.ana.person.save()
        assert english_left_in(ana.get("/me/continuum/")) == []


class TestEverythingShown:
    def test_newest_first_with_competency_words_and_rater(self, ana, show):
        show("MA.FR.1", 2, title="Older", days_ago=20)
        show("LI.RE.1", 3, title="Newer", days_ago=2, note="You found the line that says it.")
        text = text_of(ana.get("/me/evidence/"))
        assert text.index("Newer") < text.index("Older")
        assert "Main idea" in text
        assert "You found the line that says it." in text
        assert "2 pieces of evidence, newest first." in text

    def test_long_lists_come_a_page_at_a_time(self, ana, show):
        show("MA.FR.1", *[2] * 25)
        first, second = ana.get("/me/evidence/"), ana.get("/me/evidence/?page=2")
        assert "Page 1 of 2" in text_of(first)
        assert text_of(first).count("Rated by") == 20
        assert text_of(second).count("Rated by") == 5

    @pytest.mark.parametrize("asked", ["0", "-3", "999", "two", "²", "9" * 40])
    def test_any_page_that_is_asked_for_leads_to_one_that_exists(self, ana, show, asked):
        show("MA.FR.1", 2, title="Here I am")
        page = ana.get("/me/evidence/", {"page": asked})
        assert page.status_code == 200
        assert "Here I am" in text_of(page)

    def test_before_anything_was_shown_the_page_leads_to_what_is_open(self, ana):
        page = ana.get("/me/evidence/")
        assert "Choose something that is open, and show it." in text_of(page)
        assert 'href="/me/"' in page.content.decode()

    def test_only_my_own(self, ana, show):
        show("MA.FR.1", 2, learner="ben", title="Ben wrote this")
        assert "Ben wrote this" not in text_of(ana.get("/me/evidence/"))

    def test_queries_do_not_grow_with_evidence(self, ana, show, django_assert_max_num_queries):
        show("MA.FR.1", 2)
        ana.get("/me/evidence/")
        with django_assert_max_num_queries(12) as little:
            ana.get("/me/evidence/")
        show("MA.FR.2", *[2] * 18)
        with django_assert_max_num_queries(12) as much:
            ana.get("/me/evidence/")
        assert len(much) == len(little)

    def test_in_spanish_no_english_is_left(self, ana, world, show):
        show("MA.FR.1", 2, title="Cartel")
        world.ana.person.language = "es"
        world.ana.person.save()
        assert english_left_in(ana.get("/me/evidence/")) == []


def test_a_note_on_work_that_shows_two_competencies_is_read_once_on_the_first_page(world, sign_in, clock):
    record_ratings(
        [
            RatingLine(
                learner_id=world.ana.pk,
                competency_id=world.competency(code).pk,
                level=2,
                observed_at=clock.instant,
                piece="the poster",
                note="Say how you know.",
            )
            for code in ("MA.FR.1", "MA.DA.1")
        ],
        viewer=world.viewer("ortiz"),
    )
    assert text_of(sign_in(world.ana).get("/me/")).count("Say how you know.") == 1
