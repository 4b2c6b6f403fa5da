"""The plan of a learner who left the district in the middle of a negotiation."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.people.models import Learner
from tests.portals.agreements.conftest import adult_page, family_page
from tests.portals.curriculum.pdf_words import words_of
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db

LAST_DAY = dt.date(2026, 10, 2)


@pytest.fixture
def left(world, plan, sign_in, clock):
    """Ana left while one target was agreed and another talked over; (agreed, talked over, who reads which pages)."""
    clock.set("2026-09-30 09:00")
    agreed = plan.agreed("MA.FR.1")
    talked = plan.propose("webb", "MA.DA.1", plan="extended")
    clock.set("2026-10-07 09:00")
    Learner.objects.filter(pk=world.ana.pk).update(left_on=LAST_DAY)
    readers = {
        "ana": (sign_in(world.ana.person), "/me/plan/", f"/me/plan/{talked}/", f"/me/plan/{agreed}/"),
        "rosa": (
            sign_in(world.rosa), family_page(world), family_page(world, talked), family_page(world, agreed),
        ),
        "cora": (
            sign_in(world.cora), adult_page(world, portal="counsel"), adult_page(world, talked, "counsel"),
            adult_page(world, agreed, "counsel"),
        ),
    }  # fmt: skip
    return readers


@pytest.mark.parametrize("who", ["ana", "rosa", "cora"])
def test_every_page_says_so_and_asks_for_nothing(left, world, who):
    world.rosa.language = "en"
    world.rosa.save()
    reader, *pages = left[who]
    for page in pages:
        answer = reader.get(page)
        text, main = text_of(answer), re.search(r"<main.*?</main>", answer.content.decode(), re.S)
        assert "Oct. 2, 2026" in text, page
        assert "last day" in text, page
        assert 'method="post"' not in main.group(0), page
        for words in (
            "waits for your",
            "make another offer",
            "Sign it",
            "Still to sign",
            "Plan this together",
        ):
            assert words not in text, (page, words)
    assert "An offer was still open on the last day." in text_of(reader.get(pages[0]))
    talked_over = text_of(reader.get(pages[1]))
    assert "On the table" not in talked_over
    assert "Left open on the last day" in talked_over


@pytest.mark.parametrize("who", ["ana", "rosa"])
def test_the_year_says_so_too(left, world, who):
    world.rosa.language = "en"
    world.rosa.save()
    reader = left[who][0]
    address = "/me/pace/" if who == "ana" else f"/family/{world.ana.uuid}/pace/"
    text = text_of(reader.get(address))
    assert "last day" in text
    assert "Oct. 2, 2026 My year" in text or "Oct. 2, 2026 The year of Ana" in text, "as it stood on that day"
    assert "Being talked over" not in text
    on_paper = " ".join(words_of(reader.get(address + "year.pdf").content))
    assert "last day of Ana in the district" in on_paper
    assert "Family" not in on_paper, "no line to sign on"


def test_plan_year_and_paper_say_the_same_of_what_was_agreed(left, clock):
    clock.set("2026-12-01 09:00")
    ana = left["ana"][0]
    for answer in (ana.get("/me/plan/"), ana.get("/me/pace/")):
        text = text_of(answer)
        assert "Agreed" in text
        assert "needs adjusting" not in text
        assert "On target" not in text.replace("counts as on target", "")
    on_paper = " ".join(words_of(ana.get("/me/pace/year.pdf").content))
    assert "Agreed" in on_paper
    assert "needs adjusting" not in on_paper
    assert "On target" not in on_paper


def test_a_new_target_cannot_be_begun(left):
    ana = left["ana"][0]
    assert ana.get("/me/plan/new/").headers["Location"] == "/me/plan/"


def test_her_family_reads_it_in_spanish(left, world):
    rosa, page, target, _agreed = left["rosa"]
    for one in (page, target, f"/family/{world.ana.uuid}/pace/"):
        answer = rosa.get(one)
        assert english_left_in(answer) == []
        assert "último día de Ana en el distrito" in text_of(answer)


def test_on_the_last_day_itself_everything_can_be_signed(left, world):
    Learner.objects.filter(pk=world.ana.pk).update(left_on=dt.date(2026, 10, 7))
    ana, page, target, _agreed = left["ana"]
    assert "last day" not in text_of(ana.get(page))
    assert "I agree and sign" in text_of(ana.get(target))
