"""Families: their own children, the same truth that the learner sees, plain words, complete in Spanish."""

from __future__ import annotations

import re

import pytest

from headway.district.foundation.models import AuditEntry
from headway.district.people import api as people
from tests.portals.showing import english_left_in, text_of
from tests.worlds import BUILDER


def child_page(client, learner, query=""):
    return client.get(f"/family/{learner.uuid}/{query}")


@pytest.fixture
def rosa(world, sign_in):
    """Ana's mother; she reads English here unless a test says otherwise."""
    world.rosa.language = "en"
    world.rosa.save()
    return sign_in(world.rosa)


class TestOwnChildrenOnly:
    def test_one_child_is_opened_at_once(self, rosa, world):
        page = rosa.get("/family/")
        assert page.status_code == 302
        assert page.url == f"/family/{world.ana.uuid}/"

    def test_several_children_are_cards_with_what_is_known_first(self, rosa, world, show):
        people.set_guardian(guardian=world.rosa, learner=world.ben, relation="parent", by=BUILDER)
        show("MA.FR.1", 3, 3, 3, decided=3, learner="ben")
        text = text_of(rosa.get("/family/"))
        assert "Ben Alder Ben has shown 1 competency so far." in text
        assert "The line of Ana begins here." in text
        (look,) = AuditEntry.objects.filter(act="people.list_viewed")
        assert look.facts == {"page": "family:home", "learners": 2}
        assert text_of(child_page(rosa, world.ben)).startswith("Oct. 7, 2026 What Ben knows")

    def test_another_familys_child_is_a_page_that_does_not_exist(self, rosa, world):
        for learner in (world.emil, world.chloe):
            assert child_page(rosa, learner).status_code == 404
            competency = world.competency("MA.FR.1")
            assert rosa.get(f"/family/{learner.uuid}/competency/{competency.uuid}/").status_code == 404

    def test_a_guardian_who_may_not_see_finds_nothing(self, world, sign_in):
        raul = sign_in(world.raul)
        assert raul.get("/family/").status_code == 404
        assert child_page(raul, world.ana).status_code == 404

    def test_a_guardian_of_two_of_whom_she_may_see_one_sees_one(self, rosa, world):
        people.set_guardian(
            guardian=world.rosa, learner=world.ben, relation="relative", may_see=False, by=BUILDER
        )
        assert rosa.get("/family/").url == f"/family/{world.ana.uuid}/"
        assert child_page(rosa, world.ben).status_code == 404

    def test_when_the_permission_ends_the_next_request_finds_nothing(self, rosa, world):
        assert child_page(rosa, world.ana).status_code == 200
        people.set_guardian(
            guardian=world.rosa, learner=world.ana, relation="parent", may_see=False, by=BUILDER
        )
        assert child_page(rosa, world.ana).status_code == 404

    def test_a_teachers_class_is_not_her_family(self, world, sign_in):
        people.set_guardian(guardian=world.ortiz, learner=world.emil, relation="parent", by=BUILDER)
        ortiz = sign_in(world.ortiz)
        assert child_page(ortiz, world.emil).status_code == 200
        assert child_page(ortiz, world.ana).status_code == 404

    @pytest.mark.parametrize("who", ["ana", "ortiz", "lee", "adam", "nina", "finch"])
    def test_the_portal_is_closed_to_all_who_guard_nobody(self, who, world, sign_in):
        assert child_page(sign_in(getattr(world, who)), world.ana).status_code == 404

    def test_no_other_learner_is_named(self, rosa, world, show):
        show("MA.FR.1", 3, 3, 3, decided=3, learner="ben", note="For Ben only.")
        text = text_of(child_page(rosa, world.ana))
        for name in ("Ben ", "Okafor", "Chloe", "Nguyen", "Patel", "Emil", "For Ben only."):
            assert name not in text

    def test_looking_is_noted_once_an_hour_without_names(self, rosa, world, clock):
        child_page(rosa, world.ana)
        child_page(rosa, world.ana)
        rows = AuditEntry.objects.filter(act="people.record_viewed")
        assert rows.count() == 1
        assert "Ana" not in str(rows.get().facts)
        clock.advance(hours=2)
        child_page(rosa, world.ana)
        assert rows.count() == 2


class TestThePage:
    def test_strengths_stand_before_everything_else(self, rosa, world, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        show("MA.FR.2", 2)
        text = text_of(child_page(rosa, world.ana))
        order = ["Ana has shown 1 competency so far.", "Ana knows The newest", "What is growing", "What is next",
                 "What you can talk about at home", "How far along each line is", "Pace", "Habits of success"]  # fmt: skip
        places = [text.index(words) for words in order]
        assert places == sorted(places)

    def test_everything_growing_says_what_is_next_and_whom_to_ask(self, rosa, world, show):
        show("MA.FR.1", 2, 2, 2, decided=2)
        text = text_of(child_page(rosa, world.ana))
        assert "The work shows Developing. Next: work that shows Proficient." in text
        assert "Ask Elena Ortiz." in text

    def test_there_is_something_to_talk_about_at_home(self, rosa, world, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        text = text_of(child_page(rosa, world.ana))
        at_home = text[text.index("What you can talk about at home") : text.index("How far along each line")]
        assert "I can explain why two fractions are equal." in at_home
        assert "Ask: “What do you already know about this?”" in at_home

    def test_whom_to_ask_are_names_with_what_they_do(self, rosa, world):
        text = text_of(child_page(rosa, world.ana))
        assert "Elena Ortiz Mathematics" in text
        assert "Aiden Webb adviser" in text

    def test_pace_is_told_with_its_formula_and_its_limits(self, rosa, world, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        text = text_of(child_page(rosa, world.ana))
        assert "1 competency newly proficient" in text
        assert "Learning units: 1 ÷" in text
        assert "it does not compare learners" in text

    def test_a_rating_and_a_decision_are_there_on_the_next_request(self, rosa, world, show):
        child_page(rosa, world.ana)
        show("MA.FR.1", 3, 3, 3, note="Clear and careful work.")
        assert "Clear and careful work." in text_of(child_page(rosa, world.ana))
        show("MA.FR.1", decided=3)
        assert "Ana has shown 1 competency so far." in text_of(child_page(rosa, world.ana))

    def test_the_past_is_marked_and_shows_what_was_known_then(self, rosa, world, show, clock):
        clock.advance(days=3)
        show("MA.FR.1", 3, 3, 3, decided=3)
        text = text_of(child_page(rosa, world.ana, "?as_of=2026-10-08"))
        assert "As it was known on Oct. 8, 2026" in text
        assert "The line of Ana begins here." in text

    def test_before_anything_is_known_the_page_still_says_what_is_next(self, rosa, world):
        text = text_of(child_page(rosa, world.ana))
        assert "Nothing new has begun right now." in text
        assert "Ask Elena Ortiz how to begin." in text

    def test_queries_do_not_grow_with_evidence(self, rosa, world, show, django_assert_max_num_queries):
        show("MA.FR.1", 3)
        child_page(rosa, world.ana)
        with django_assert_max_num_queries(20) as little:
            child_page(rosa, world.ana)
        for code in world.subjects:
            show(code, 2, 3, 3, 3, note="Many words.")
        with django_assert_max_num_queries(20) as much:
            child_page(rosa, world.ana)
        assert len(much) == len(little)


class TestTheSameTruth:
    def test_level_place_and_evidence_are_what_the_learner_sees(self, rosa, world, sign_in, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        show("MA.FR.2", 2, 2, 2, decided=2)
        show("LI.RE.1", 3, 3, 3)
        ana = sign_in(world.ana)
        glyphs = re.compile(r'<svg class="glyph[^>]*>.*?</svg>', re.S)
        for code in world.subjects:
            path = f"competency/{world.competency(code).uuid}/"
            hers = ana.get(f"/me/{path}").content.decode()
            theirs = rosa.get(f"/family/{world.ana.uuid}/{path}").content.decode()
            assert glyphs.findall(hers) == glyphs.findall(theirs), code
            for part in ('<ol class="looks">', '<ol class="timeline">', '<details class="why" id="why">'):
                assert (part in hers) == (part in theirs), (code, part)

    def test_the_lines_are_the_learners_lines(self, rosa, world, sign_in, show):
        show("MA.FR.1", 3, 3, 3, decided=3)
        lines = re.compile(r'<ul class="strand-lines">.*?</ul>', re.S)
        hers = lines.findall(sign_in(world.ana).get("/me/").content.decode())
        assert lines.findall(child_page(rosa, world.ana).content.decode()) == hers
        assert len(hers) == 2


class TestSpanish:
    """Rosa's own language is Spanish."""

    TYPED = ("Mathematics, Alder",)  # the title of a section is what the school typed

    @pytest.fixture
    def spanish(self, world, sign_in):
        return sign_in(world.rosa)

    def test_no_english_is_left_on_the_childs_page(self, spanish, world, show):
        show("MA.FR.1", 3, 3, 3, decided=3, note="Muy claro.", title="Cartel")
        show("MA.FR.2", 2, 2, 2, decided=2, title="Cartel")
        show("LI.RE.1", 3, 3, 3, by="webb", title="Charla")
        show("LI.WR.1", 2, by="webb", title="Carta")
        page = child_page(spanish, world.ana)
        text = text_of(page)
        assert '<html lang="es"' in page.content.decode()
        assert "Hasta ahora Ana ha mostrado 1 competencia. La más reciente es «Partes de un todo»" in text
        assert "Puedo escribir una opinión" not in text  # growing shows titles; the sentence is on its page
        assert "Hace partes por su cuenta." in text or "Lo hace por su cuenta" in text
        assert english_left_in(child_page(spanish, world.ana), except_for=self.TYPED) == []
        for english in ("Parts of a whole", "Fractions", "Reading", "Habits", "Proficient", "Developing"):
            assert english not in text

    def test_no_english_is_left_before_anything_was_shown(self, spanish, world):
        text = text_of(child_page(spanish, world.ana))
        assert "La línea de Ana empieza aquí." in text
        assert english_left_in(child_page(spanish, world.ana), except_for=self.TYPED) == []

    def test_no_english_is_left_on_a_competencys_page(self, spanish, world, show):
        task_words = "¿Qué sigue?"
        show("MA.FR.2", 2, 2, 3, decided=3, title="Cartel", reason="Lo explicó sin ayuda.")
        for code in world.subjects:
            page = spanish.get(f"/family/{world.ana.uuid}/competency/{world.competency(code).uuid}/")
            text = text_of(page)
            assert task_words in text
            assert english_left_in(page, except_for=self.TYPED) == [], code

    def test_no_english_is_left_where_children_are_chosen(self, spanish, world):
        people.set_guardian(guardian=world.rosa, learner=world.ben, relation="parent", by=BUILDER)
        assert english_left_in(spanish.get("/family/")) == []


class TestPlainWords:
    NEVER = re.compile(
        r"\b(fail\w*|score|points?|average|rank|percent|grade|behind|ahead|remedial|at[- ]risk|slow|fast|"
        r"gifted|retake|promot\w*|retain\w*|potential|deficit)\b|%",
        re.I,
    )

    def test_no_forbidden_word_stands_on_the_page(self, rosa, world, show):
        show("MA.FR.1", 1, 1, 1, decided=1)
        show("MA.FR.2", 3, 3, 3)
        text = text_of(child_page(rosa, world.ana)).replace("points to", "")
        assert [found.group(0) for found in self.NEVER.finditer(text)] == []

    def test_levels_are_said_of_the_work_never_of_the_child(self, rosa, world, show):
        show("MA.FR.1", 1, 1, 1, decided=1)
        text = text_of(child_page(rosa, world.ana))
        assert not re.search(r"\bAna (is|was) \w*(emerging|developing|proficient|extending)", text, re.I)
