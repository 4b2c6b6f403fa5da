"""An adaptive check: a teacher invites, the learner answers on her phone in Spanish, leaves and comes back elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import (
    given_signed_in,
    then_nothing_is_english,
    then_the_page_is_well,
    when_reading_in,
)
from tests.journeys.visitors import PHONE, Visitor

MOST_QUESTIONS = 30
BEFORE_THE_BREAK = 3


def when_answering(learner: Visitor, turn: int) -> None:
    """The first of the choices, or a number; every third time “I haven't met this”."""
    page = learner.page
    if turn % 3 == 2:
        page.locator(".check-acts button[name=unfamiliar]").click()
    else:
        if page.locator(".check-short").count():
            page.locator(".check-short").fill("12")
        else:
            page.locator(".check-choice").first.click()
        page.locator(".check-acts button:not([name])").click()
    page.wait_for_load_state()


def test_a_learner_is_checked_on_her_phone_in_spanish_and_her_teacher_reads_it(a_person):
    teacher = given_signed_in(a_person(), "teacher")
    phone = given_signed_in(a_person(viewport=PHONE), "student")
    name = phone.page.locator("header .who").inner_text()

    teacher.go("/teach/learners/")
    teacher.page.locator("main a", has_text=name).first.click()
    teacher.page.get_by_role("link", name="Adaptive checks").click()
    then_the_page_is_well(teacher, "teacher-checks")
    teacher.page.get_by_label("About what?").select_option("MA.NO")
    teacher.page.get_by_role("button", name="Invite").first.click()
    expect(teacher.page.locator("main .notice").first).to_contain_text("The check is open.")

    when_reading_in(phone, "Español")
    phone.go("/me/check/")
    then_the_page_is_well(phone, "student-checks")
    then_nothing_is_english(phone)
    phone.page.locator(".check-cards li", has_text="Números").get_by_role("link").click()
    expect(phone.page.locator("main")).to_contain_text("No califica nada.")
    then_the_page_is_well(phone, "student-check-start")
    then_nothing_is_english(phone)
    phone.page.get_by_role("button", name="Empezar").click()
    then_the_page_is_well(phone, "student-check-question")
    then_nothing_is_english(phone)
    for turn in range(BEFORE_THE_BREAK):
        when_answering(phone, turn)
    question = phone.page.locator("#stem").inner_text()
    address = phone.page.url
    phone.page.get_by_role("link", name="Tomar un descanso").click()
    expect(phone.page.locator("main")).to_contain_text("Todo está guardado")

    # Another device, without scripts: the same question waits.
    tablet = given_signed_in(a_person(scripts=False, viewport=PHONE), "student")
    when_reading_in(tablet, "Español")
    tablet.go(address)
    expect(tablet.page.locator("#stem")).to_have_text(question)
    tablet.page.get_by_role("button", name="La pregunta anterior").click()
    expect(tablet.page.locator("main")).to_contain_text("Esta es la pregunta anterior")
    for turn in range(MOST_QUESTIONS):
        if "/question/" not in tablet.page.url:
            break
        when_answering(tablet, turn)
    expect(tablet.page.locator("h1")).to_have_text("Gracias. Eso fue todo.")
    expect(tablet.page.locator("main")).to_contain_text("Tu docente lo mirará contigo")
    phone.go(address)
    then_the_page_is_well(phone, "student-check-done")
    then_nothing_is_english(phone)

    teacher.page.reload()
    teacher.page.locator("main table a", has_text="Number").first.click()
    expect(teacher.page.locator("main")).to_contain_text("A check changes no level.")
    then_the_page_is_well(teacher, "teacher-check-result")
