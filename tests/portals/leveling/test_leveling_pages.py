"""The pages of arriving: the session, the decision, courses, plans; and what learners and families read (R016-R024)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from headway.district.foundation.api import Actor, clock
from headway.district.people import services as people
from headway.district.placement.api import (
    judge,
    leveling_table,
    levels_of,
    place,
    plan_tasks_of,
    transfer_courses,
)
from headway.district.policy.api import adopt

FORBIDDEN = re.compile(
    r"\b(RIT|percentile|percentil|rank|score|average|promedio|puntaje|puntuación|grade level|behind|ahead|remedial)\b",
    re.I,
)


@pytest.fixture
def entry(world):
    adopt(
        kind="placement.leveling",
        text="How we level.",
        parameters={"entry": {"ALD": [5]}},
        effective_on=clock.today(),
        by=Actor.system("test"),
    )


def decided(world, level, domain="MA", strand="", **more):
    return place(
        viewer=world.viewer("cora"),
        learner_uuid=world.ana.uuid,
        domain_code=domain,
        strand_code=strand,
        level=level,
        **more,
    )


def words_of(page):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


class TestStaff:
    def test_the_session_lays_the_sources_side_by_side_and_says_what_is_missing(self, world, sign_in):
        judge(
            viewer=world.viewer("ortiz"),
            learner_uuid=world.ana.uuid,
            domain_code="MA",
            level=4,
            text="She leads.",
        )
        page = sign_in(world.cora).get(reverse("counselor:leveling", args=(world.ana.uuid,)))
        said = words_of(page)
        assert page.status_code == 200
        assert "She leads." in said
        assert "Still to decide: Mathematics, Literacy." in said

    def test_a_teacher_notes_her_judgement_and_a_counsellor_has_no_such_form(self, world, sign_in):
        address = reverse("teacher:leveling", args=(world.ana.uuid,))
        client = sign_in(world.ortiz)
        assert 'name="place"' in client.get(address).content.decode()
        sent = client.post(
            address,
            {"place": "MA|MA.FR", "level": "5", "confidence": "firm", "text": "Recipes.", "request_key": "1"},
        )
        assert sent.status_code == 302
        line = next(
            one
            for one in leveling_table(world.viewer("cora"), world.ana.uuid).lines
            if one.strand_code == "MA.FR"
        )
        assert line.suggestion.levels == (5,)
        page = sign_in(world.cora).get(reverse("counselor:leveling", args=(world.ana.uuid,)))
        assert 'name="place"' not in page.content.decode()
        refused = client.post(address, {"place": "MA|", "level": "", "confidence": "firm"})
        assert refused.status_code == 422

    def test_what_lies_below_is_offered_and_the_unticked_stays_open(self, world, sign_in):
        address = reverse("counselor:leveling_decide", args=(world.ana.uuid, "MA"))
        client = sign_in(world.cora)
        page = client.get(address, {"level": "5"}).content.decode()
        assert page.count('name="taken"') == 3
        client.post(
            address,
            {
                "level": "5",
                "strand": "",
                "confidence": "likely",
                "choosing": "yes",
                "taken": [world.competency("MA.FR.1").pk],
                "start_here": "You see parts of a whole everywhere.",
            },
        )
        session = words_of(client.get(reverse("counselor:leveling", args=(world.ana.uuid,))))
        assert "1 taken as met" in session
        assert "left open by the person who decided" in session

    def test_against_the_sources_it_asks_for_a_reason_and_keeps_what_was_typed(self, world, sign_in):
        judge(viewer=world.viewer("ortiz"), learner_uuid=world.ana.uuid, domain_code="MA", level=4)
        page = sign_in(world.cora).post(
            reverse("counselor:leveling_decide", args=(world.ana.uuid, "MA")),
            {"level": "5", "strand": "", "confidence": "likely", "start_here": "Charts are yours."},
        )
        assert page.status_code == 422
        assert "needs a reason" in words_of(page)
        assert "Charts are yours." in page.content.decode()

    def test_the_neighbours_find_nothing(self, world, sign_in):
        decided(world, 4)
        for who in ("carl", "finch", "leo"):
            client = sign_in(getattr(world, who))
            for name in ("counselor:leveling", "teacher:leveling", "counselor:courses"):
                assert client.get(reverse(name, args=(world.ana.uuid,))).status_code == 404

    def test_arrivals_list_who_is_not_placed_and_appeals_are_answered_there(self, world, sign_in):
        placed = decided(world, 4)
        family = sign_in(world.rosa)
        family.post(
            reverse("family:start", args=(world.ana.uuid,)),
            {"placement": str(placed.placement_uuid), "text": "Ya lo hacía en su otra escuela."},
        )
        client = sign_in(world.cora)
        page = client.get(reverse("counselor:arrivals"))
        assert "Ya lo hacía en su otra escuela." in words_of(page)
        assert "You made this decision yourself, so somebody else answers." in words_of(page)
        assert "appeals/" not in page.content.decode()
        client = sign_in(world.lee)
        page = client.get(reverse("leader:leveling"))
        address = re.search(r'action="([^"]*appeals[^"]*)"', page.content.decode()).group(1)
        changed_too_early = client.post(address, {"code": "changed"}, follow=True)
        assert "Decide the level first" in words_of(changed_too_early)
        answered = client.post(address, {"code": "kept"}, follow=True)
        assert "Ya lo hacía" not in words_of(answered)
        for who, name, parts in (("ana", "student:start", ()), ("rosa", "family:start", (world.ana.uuid,))):
            said = sign_in(getattr(world, who)).get(reverse(name, args=parts))
            assert re.search(r"looked at again, and it stays|se volvió a mirar", words_of(said)), who

    def test_an_appeal_is_answered_on_the_learners_page_too(self, world, sign_in):
        placed = decided(world, 4)
        sign_in(world.rosa).post(
            reverse("family:start", args=(world.ana.uuid,)),
            {"placement": str(placed.placement_uuid), "text": "Mire otra vez."},
        )
        address = reverse("teacher:leveling", args=(world.ana.uuid,))
        client = sign_in(world.ortiz)
        found = re.search(r'name="appeal" value="([^"]+)"', client.get(address).content.decode())
        client.post(address, {"act": "answer", "appeal": found.group(1), "code": "kept"})
        said = words_of(client.get(address))
        assert "Mire otra vez." not in said
        assert "looked at again, and it stays" in said

    def test_family_with_a_duty_reads_who_decides_instead(self, world, sign_in):
        people.set_guardian(guardian=world.cora, learner=world.ana, by=Actor.system("test"))
        client = sign_in(world.cora)
        for name, parts in (("leveling", ()), ("leveling_decide", ("MA",))):
            said = words_of(client.get(reverse(f"counselor:{name}", args=(world.ana.uuid, *parts))))
            assert "your own family, so somebody else decides. Who can: Lena Moss, Lee Park" in said

    def test_the_decision_page_shows_strands_and_offers_only_sources_that_are_there(self, world, sign_in):
        judge(
            viewer=world.viewer("ortiz"),
            learner_uuid=world.ana.uuid,
            domain_code="MA",
            strand_code="MA.FR",
            level=4,
            text="She leads.",
        )
        client = sign_in(world.cora)
        page = client.get(reverse("counselor:leveling_decide", args=(world.ana.uuid, "MA")), {"level": "4"})
        assert "She leads." in words_of(page)
        basis = re.search(r'<select[^>]*name="basis".*?</select>', page.content.decode(), re.S).group(0)
        assert re.findall(r'<option value="(\w+)"', basis) == ["judgement"]

    def test_a_course_is_entered_and_signed(self, world, sign_in):
        address = reverse("counselor:courses", args=(world.ana.uuid,))
        sign_in(world.cora).post(
            address, {"title": "Math 4", "domain_code": "MA", "level": "4", "grade": "B+"}
        )
        (course,) = transfer_courses(world.viewer("cora"), world.ana.uuid)
        leader = sign_in(world.lee)
        assert "Math 4" in words_of(leader.get(reverse("leader:leveling")))
        leader.post(reverse("leader:course_sign", args=(course.uuid,)), {"act": "sign"})
        assert transfer_courses(world.viewer("cora"), world.ana.uuid)[0].standing == "signed"
        why = sign_in(world.ana).get(reverse("student:competency", args=(world.competency("MA.FR.2").uuid,)))
        assert "Taken as met on arrival" in words_of(why)

    def test_the_leader_sees_plans_that_nobody_sees_to_and_no_small_number(self, world, entry, sign_in):
        decided(world, 3)
        said = words_of(sign_in(world.lee).get(reverse("leader:leveling")))
        assert "Ana Reyes" in said
        assert "Level 3: " not in said


class TestLearnerAndFamily:
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_strengths_first_and_no_score_anywhere(self, world, sign_in, language):
        decided(world, 5, reason="x")
        decided(world, 3, strand="MA.FR", start_here="Empieza con recetas.")
        for who, name, parts in (("ana", "student:start", ()), ("rosa", "family:start", (world.ana.uuid,))):
            client = sign_in(getattr(world, who))
            client.cookies["django_language"] = language
            client.post(reverse("choose_language"), {"language": language, "next": "/"})
            page = client.get(reverse(name, args=parts))
            said = words_of(page)
            assert page.status_code == 200
            assert not FORBIDDEN.search(said), FORBIDDEN.search(said)
            # The strand that starts furthest along is named before the other one.
            first, other = ("Datos", "Fracciones") if language == "es" else ("Data", "Fractions")
            assert said.index(first) < said.index(other)
            assert "Empieza con recetas." in said

    def test_everybody_asked_signs_on_her_own_page(self, world, entry, sign_in):
        task = decided(world, 3, owner_uuid=world.ortiz.uuid).plan_task_uuid
        owner = sign_in(world.ortiz)
        address = reverse("teacher:plan", args=(task,))
        assert "Nothing is written yet" in words_of(owner.get(address))
        owner.post(address, {"goal": "Ana adds fractions.", "steps": "Twice a week.", "support": "Ms Ortiz.",
                             "goal_es": "Ana suma fracciones.", "revision": "0"})  # fmt: skip
        owner.post(address, {"act": "sign", "revision": "1"})
        sign_in(world.ana).post(reverse("student:plan", args=(task,)), {"revision": "1"})
        family = sign_in(world.rosa)
        there = reverse("family:plan", args=(world.ana.uuid, task))
        family.post(reverse("choose_language"), {"language": "es", "next": "/"})
        assert "Ana suma fracciones." in words_of(family.get(there))
        family.post(there, {"revision": "1"})
        (info,) = plan_tasks_of(world.viewer("cora"), world.ana.uuid)
        assert {one.role for one in info.signatures} == {"owner", "learner", "family"}
        assert "entry" not in words_of(family.get(there))
        assert sign_in(world.greta).get(there).status_code == 404

    def test_before_anything_is_decided_the_page_says_what_will_stand_there(self, world, sign_in):
        assert "Here will stand where you start" in words_of(sign_in(world.ana).get(reverse("student:start")))

    def test_whoever_asks_without_words_is_told_so(self, world, sign_in):
        placed = decided(world, 4)
        page = sign_in(world.ana).post(
            reverse("student:start"), {"placement": str(placed.placement_uuid), "text": " "}
        )
        assert page.status_code == 422
        assert levels_of((world.ana.pk,))[world.ana.pk]["MA", ""].level == 4
