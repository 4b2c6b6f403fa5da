"""Where am I, what is next: the learner's own page."""

from __future__ import annotations

import re

import pytest

from headway.district.evidence.models import Task
from headway.district.foundation.models import AuditEntry
from headway.district.people import api as people
from headway.district.people.models import Learner
from headway.district.proficiency.api import decide, withdraw_rating
from tests.portals.showing import english_left_in, text_of


def section_of(response, heading_id: str) -> str:
    """The words of the part of the page under this heading."""
    page = response.content.decode()
    part = re.search(rf'<section[^>]*aria-labelledby="{heading_id}".*?</section>', page, re.S)
    assert part, f"no part {heading_id}"
    response.content = part.group(0).encode()
    try:
        return text_of(response, within="")
    finally:
        response.content = page.encode()


@pytest.fixture
def home(world, sign_in):
    ana = sign_in(world.ana)
    return lambda query="", **headers: ana.get(f"/me/{query}", **headers)


class TestWhatIsKnownComesFirst:
    def test_the_first_sentence_names_what_was_shown_last(self, home, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        text = text_of(home())
        assert "You have shown 1 competency so far. The newest is “Parts of a whole”" in text
        assert (
            text.index("What you showed lately") < text.index("Choose together") < text.index("See your pace")
        )

    def test_without_decisions_a_start_is_a_start(self, home, show):
        show("MA.FR.1", 2)
        assert "You have made a start: there is first work on “Parts of a whole”." in text_of(home())

    def test_a_learner_without_any_evidence_reads_what_is_open(self, home):
        page = home()
        assert "Your line begins here." in text_of(page)
        assert "Parts of a whole" in section_of(page, "next")
        assert "Pick something from “What is next”" in section_of(page, "growing")

    def test_without_a_continuum_the_page_says_what_will_be_here(self, home, world):
        world.version.status = "draft"
        world.version.save()
        page = home()
        assert page.status_code == 200
        assert "Your school is still putting its continuum together." in text_of(page)


class TestWhatIsNext:
    def test_what_is_open_says_why_and_who_helps(self, home, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        text = section_of(home(), "next")
        assert "I can explain why two fractions are equal." in text
        assert "Open because you have shown: “Parts of a whole”." in text
        assert "Begin with Elena Ortiz." in text

    def test_where_nobody_teaches_a_domain_the_adviser_is_named(self, home):
        assert "Begin with Aiden Webb." in section_of(home(), "next")

    def test_what_waits_stands_folded_away_with_what_it_waits_for(self, home):
        text = section_of(home(), "growing")
        assert "Equal fractions Opens after: “Parts of a whole”." in text
        assert "Equal fractions" not in section_of(home(), "next")

    def test_at_most_three_are_suggested_one_for_each_strand(self, home):
        text = section_of(home(), "next")
        assert [title for title in ("Parts of a whole", "Reading a chart", "Main idea", "An opinion with reasons")
                if title in text] in (["Parts of a whole", "Main idea", "Reading a chart"],
                                      ["Parts of a whole", "Reading a chart", "Main idea"])  # fmt: skip

    def test_work_in_progress_says_what_is_missing_the_next_step_and_who_helps(self, home, show):
        show("MA.FR.1", 2, 2, 2, decided=2)
        text = section_of(home(), "growing")
        assert "The work shows Developing." in text
        assert "Next: work that shows Proficient." in text
        assert "“Does it alone, in a familiar setting.”" in text
        assert "Elena Ortiz can help." in text

    def test_a_proposal_says_that_a_person_decides(self, home, show):
        show("MA.FR.1", 3, 3, 3)
        assert "The evidence so far points to Proficient. The decision is with Elena Ortiz." in section_of(
            home(), "growing"
        )

    def test_tasks_are_opportunities_for_what_is_open_or_growing_and_only_those_of_my_school(
        self, home, world
    ):
        for organisation, title in ((world.alder, "Pizza for nine"), (world.birch, "Birch only")):
            task = Task.objects.create(organisation=organisation, title=title, prompt="Share it fairly.")
            task.competencies.add(world.competency("MA.FR.1"))
        far = Task.objects.create(organisation=world.alder, title="Much later")
        far.competencies.add(world.competency("MA.FR.3"))
        text = section_of(home(), "show")
        assert "Pizza for nine" in text
        assert "Shows: Parts of a whole" in text
        assert "Birch only" not in text
        assert "Much later" not in text

    def test_when_everything_is_shown_going_deeper_is_next(self, home, show, world):
        for code in world.subjects:
            show(code, 3, 3, 3, decided=3)
        text = section_of(home(), "next")
        assert "Go deeper with what you like most" in text


class TestAtOnce:
    def test_a_rating_and_its_words_are_there_on_the_next_request(self, home, show):
        before = section_of(home(), "growing")
        show("MA.FR.1", 2, note="Your drawing makes it clear. Next: try thirds.")
        page = home()
        assert "Parts of a whole" not in before.split("come after")[0]
        assert "There is some evidence already." in section_of(page, "growing")
        assert "Your drawing makes it clear. Next: try thirds." in section_of(page, "notes")
        assert "Elena Ortiz" in section_of(page, "notes")

    def test_a_decision_is_there_on_the_next_request(self, home, show):
        show("MA.FR.1", 3, 3, 3)
        assert "Equal fractions" not in section_of(home(), "next")
        show("MA.FR.1", decided=3)
        page = home()
        assert "Parts of a whole" in section_of(page, "shown")
        assert "Equal fractions" in section_of(page, "next")

    def test_a_rating_taken_back_is_gone_on_the_next_request(self, home, show, world):
        outcome = show("MA.FR.1", 2, note="For somebody else.")
        withdraw_rating(
            viewer=world.viewer("ortiz"),
            rating_uuid=outcome.rating_uuids[0],
            reason="mistaken_learner",
        )
        text = text_of(home())
        assert "For somebody else." not in text
        assert "Your line begins here." in text

    def test_what_teachers_write_is_shown_as_words_never_as_code(self, home, show):
        show("MA.FR.1", 2, note="<script>alert(1)</script> & more")
        page = home().content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


class TestHabitsStandApart:
    def test_habits_have_a_page_of_their_own_and_nothing_of_them_stands_among_subjects(self, home, world):
        page = home()
        assert "They never change a level in a subject." in section_of(page, "habits")
        assert 'href="/me/habits/"' in page.content.decode()
        for part in ("next", "growing", "lines"):
            assert "Asking for help" not in section_of(page, part)

    def test_a_habits_address_leads_to_the_page_of_habits(self, world, sign_in):
        answer = sign_in(world.ana).get(f"/me/competency/{world.competency('HS.PR.1').uuid}/")
        assert (answer.status_code, answer["Location"]) == (302, "/me/habits/")


class TestPace:
    def test_pace_comes_with_formula_window_weights_and_what_it_is_not(self, world, sign_in, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        page = sign_in(world.ana).get("/me/pace/")
        text = text_of(page)
        assert "1 competency newly proficient" in text
        assert "Learning units: 1 ÷" in text
        assert "Parts of a whole Oct. 7, 2026 · learning units: 1" in text
        assert "it does not decide a level and it does not compare learners" in text
        assert page.content.decode().count("<details") >= 2  # one for each academic domain

    def test_habits_have_no_pace(self, world, sign_in):
        assert "Habits of success" not in text_of(sign_in(world.ana).get("/me/pace/"))

    def test_the_home_page_brings_it_in_and_leads_to_it_without_scripts(self, world, sign_in, home):
        page = home().content.decode()
        assert 'hx-get="/me/pace/"' in page
        assert '<a href="/me/pace/">' in page
        part = sign_in(world.ana).get("/me/pace/", headers={"HX-Request": "true"})
        assert "<html" not in part.content.decode()
        assert "Mathematics" in part.content.decode()

    def test_before_the_school_year_there_is_a_sentence(self, world, sign_in, clock):
        clock.set("2026-07-20 09:00")
        assert "A pace can be told once the school year has begun." in text_of(
            sign_in(world.ana).get("/me/pace/")
        )

    def test_no_pace_stands_in_the_parts_about_levels(self, home, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        page = home()
        for part in ("shown", "next", "growing", "lines"):
            assert "pace" not in section_of(page, part).lower()


class TestThePast:
    def test_a_past_date_shows_what_was_known_then(self, home, show, clock):
        show("MA.FR.1", 3, 3, 3, decided=3)
        clock.advance(days=5)
        show("MA.FR.2", 3, 3, 3, decided=3, note="Later words.")
        then = home("?as_of=2026-10-08")
        text = text_of(then)
        assert "As it was known on Oct. 8, 2026" in text
        assert "You have shown 1 competency so far." in text
        assert "Later words." not in text
        assert "You have shown 2 competencies so far." in text_of(home())

    def test_links_keep_the_date(self, home, show):
        show("MA.FR.1", 2)
        page = home("?as_of=2026-10-06").content.decode()
        links = re.findall(r'href="(/me/[^"]+)"', page)
        assert links
        assert all("as_of=2026-10-06" in link for link in links)

    def test_a_date_that_cannot_be_read_gets_a_sentence(self, home):
        page = home("?as_of=tomorrow")
        assert page.status_code == 422
        assert "Write it as year-month-day" in text_of(page)


class TestWhoMayLook:
    @pytest.mark.parametrize("who", ["ortiz", "rosa", "lee", "adam", "nina"])
    def test_it_is_only_for_learners(self, who, world, sign_in):
        for address in ("/me/", "/me/continuum/", "/me/evidence/", "/me/pace/"):
            assert sign_in(getattr(world, who)).get(address).status_code == 404

    def test_a_stranger_learns_nothing(self, sign_in, world):
        assert sign_in(None).get("/me/").status_code == 404

    def test_nobody_else_of_the_class_is_named(self, home, show):
        show("MA.FR.1", 3, 3, 3, decided=3, learner="ben", note="For Ben only.")
        show("MA.FR.1", 2, learner="ana")
        text = text_of(home())
        for name in ("Ben ", "Okafor", "Chloe", "Nguyen", "Patel", "For Ben only."):
            assert name not in text

    def test_looking_at_ones_own_page_leaves_no_trail(self, home):
        before = AuditEntry.objects.count()
        home()
        assert AuditEntry.objects.count() == before

    def test_only_reading_is_possible(self, world, sign_in):
        assert sign_in(world.ana).post("/me/").status_code == 405


class TestLanguage:
    NEVER = re.compile(
        r"\b(fail\w*|score|points?|average|rank|percent|grade|behind|ahead|remedial|at[- ]risk|slow|fast|"
        r"gifted|retake|promot\w*|retain\w*|potential)\b|%",
        re.I,
    )

    def test_no_forbidden_word_stands_on_the_page(self, home, show):
        show("MA.FR.1", 1, 1, 1, decided=1)
        show("MA.FR.2", 2)
        show("LI.RE.1", 4, 4, 4, decided=4)
        text = text_of(home())
        assert [found.group(0) for found in self.NEVER.finditer(text.replace("points to", ""))] == []

    def test_in_spanish_no_english_is_left(self, home, show, world):
        show("MA.FR.1", 3, 3, 3, decided=3, note="Muy claro.", title="Cartel")
        show("MA.FR.2", 2, 2, 2, decided=2, title="Cartel")
        ana = world.ana.person
        ana.language = "es"
        ana.save()
        text = text_of(home())
        assert "Hasta ahora has mostrado 1 competencia." in text
        assert "Puedo nombrar una parte de un todo como fracción." in text
        assert "Equal fractions" not in text
        assert english_left_in(home()) == []


class TestBudget:
    def test_twelve_queries_however_much_there_is(self, world, home, show, django_assert_max_num_queries):
        show("MA.FR.1", 3, note="One.")
        home()  # the map of the continuum is read once in a process
        with django_assert_max_num_queries(12) as little:
            home()
        for code in world.subjects:
            show(code, 2, 3, 3, 3, note="Many words.", decided=3 if code.endswith("1") else None)
        with django_assert_max_num_queries(12) as much:
            home()
        assert len(much) == len(little)

    def test_the_past_needs_no_more_for_more_evidence(
        self, world, home, show, clock, django_assert_max_num_queries
    ):
        show("MA.FR.1", 3)
        clock.advance(days=2)
        home("?as_of=2026-10-08")
        with django_assert_max_num_queries(20) as little:
            home("?as_of=2026-10-08")
        clock.set("2026-10-07 10:00")
        for code in world.subjects:
            show(code, 2, 3, 3, 3)
        clock.advance(days=2)
        with django_assert_max_num_queries(20) as much:
            home("?as_of=2026-10-08")
        assert len(much) == len(little)


class TestJaggedLines:
    def test_every_strand_has_its_line_and_the_sentence_says_the_same(self, home, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        show("MA.FR.2", 2)
        text = section_of(home(), "lines")
        assert "Fractions 1 shown, 1 growing and 1 further on." in text
        assert "Data 1 open to begin and 1 further on." in text
        assert "Furthest along: Fractions." in text
        assert "Persisting" not in text

    def test_a_line_draws_one_mark_for_each_step(self, home, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        show("MA.FR.2", 2)
        page = home().content.decode()
        line = re.search(r"Fractions</span> (<svg.*?</svg>)", page, re.S).group(1)
        assert [line.count(f'"is-{state}"') for state in ("shown", "growing", "open", "later")] == [
            1,
            1,
            0,
            1,
        ]


def test_a_learner_who_left_still_reads_her_record(world, sign_in, show):
    show("MA.FR.1", 3, 3, 3, decided=3)
    learner = Learner.objects.get(pk=world.ana.pk)
    people.record_departure(
        learner=learner,
        left_on=learner.entered_on.replace(year=2026, month=10, day=1),
        by=world.viewer("reggie").actor,
    )
    page = sign_in(world.ana).get("/me/")
    assert "You have shown 1 competency so far." in text_of(page)


def test_a_decision_taken_back_is_open_again(world, sign_in, show):
    show("MA.FR.1", 3, 3, 3, decided=3)
    decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency("MA.FR.1").uuid,
        level=None,
        reason="We look at the work again together.",
    )
    page = sign_in(world.ana).get("/me/")
    assert "Parts of a whole" in section_of(page, "growing")


def test_who_has_shown_everything_is_asked_to_begin_nothing(world, show, sign_in):
    for code in world.subjects:
        show(code, decided=3, reason="Shown at the exhibition.", by="webb")
    page = text_of(sign_in(world.ana).get("/me/"))
    assert "You have shown everything on this continuum." in page
    assert "everything that was begun is shown" in page
    assert "Nothing stands in the way of these." not in page
    assert "Pick something from" not in page
