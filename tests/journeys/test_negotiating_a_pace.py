"""Negotiate a pace (R061-R074, R168-R169): proposed, countered, signed, doubted, answered, and a wider stage at the end.

Yolanda Quintero is in high school; Liang Tran advises her home group; her family reads Spanish. Ten weeks pass between
the two halves, in which nothing new is shown: the same record is served as it reads on that later day.
"""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import expect

from tests.journeys.running import later
from tests.journeys.steps import (
    given_signed_in,
    then_nothing_is_english,
    then_the_page_is_well,
    when_opening,
    when_reading_in,
)
from tests.journeys.visitors import PHONE, a_visitor

LEARNER, ADVISER, FAMILY = "yolanda.quintero", "liang.tran", "familia"
NAME = "Yolanda"
WEEKS_LATER = 10
HELP = "Flex time on Tuesdays, with the lab open."
WANTS = "I want to help in a clinic one day."
# Words of people stay in the language in which they were written.
WRITTEN = ".offer-words, .offer-support, .vision-text, textarea"


def test_a_pace_is_negotiated_kept_in_sight_and_answered(a_person, own_district, browser):
    learner = given_signed_in(a_person(viewport=PHONE), LEARNER)
    adviser = given_signed_in(a_person(), ADVISER)
    family = given_signed_in(a_person(viewport=PHONE), FAMILY)
    of_learner = when_finding(adviser, NAME)

    when_the_adviser_shares_the_planning(adviser, of_learner)
    target = when_she_proposes(learner)
    when_the_adviser_counters(adviser, of_learner, target)
    when_she_signs(learner, target)
    when_the_family_signs_in_spanish(family)
    then_it_is_agreed(learner, target)
    when_she_checks_in(learner)
    when_the_adviser_answers_the_check_in(adviser)

    with later(own_district, days=7 * WEEKS_LATER) as then:
        learner = given_signed_in(a_visitor(browser, then.address, viewport=PHONE), LEARNER)
        adviser = given_signed_in(a_visitor(browser, then.address), ADVISER)
        then_her_plan_needs_adjusting_and_nothing_else_is_said(learner, target)
        when_the_adviser_answers_the_signal(adviser)
        when_more_time_is_agreed(adviser, of_learner, learner, target)
        when_the_stage_widens(adviser, of_learner)
        then_she_reads_what_she_may_do_now(learner)
        assert [trouble for one in (learner, adviser) for trouble in one.troubles] == []


# -- the first day --


def when_finding(adviser, name: str) -> str:
    """The part of every address about this learner."""
    adviser.go("/teach/")
    adviser.page.get_by_role("link", name="Coral").first.click()
    adviser.page.wait_for_load_state()
    link = adviser.page.get_by_role("link", name=re.compile(f"^{name} ")).first
    found = re.search(r"/learner/[0-9a-f-]{36}/", link.get_attribute("href") or "")
    assert found is not None
    return found[0]


def when_the_adviser_shares_the_planning(adviser, of_learner: str) -> None:
    """Everybody begins guided; on a habit that she saw, the adviser lets Yolanda begin plans, too."""
    adviser.go(f"/teach{of_learner}stage/")
    then_the_page_is_well(adviser, "autonomy-stage")
    adviser.page.locator("#habits input").first.check()
    adviser.page.get_by_role("radio", name=re.compile("Shared")).check()
    adviser.page.get_by_label(re.compile("Why, in words")).fill(
        "You begin by yourself now, and you ask when it matters."
    )
    adviser.page.get_by_role("button", name="Decide").click()
    expect(adviser.page.locator(".stage.is-here")).to_contain_text("Shared")


def when_she_proposes(learner) -> str:
    """She says what she wants and by when, and sees what it asks before anybody else does."""
    learner.go("/me/plan/")
    then_the_page_is_well(learner, "plan-before")
    learner.page.locator("summary", has_text="Write it down").click()
    learner.page.locator(".vision [name=text]").fill(WANTS)
    learner.page.get_by_role("button", name="Keep it").click()
    expect(learner.page.locator(".vision-text")).to_have_text(WANTS)
    learner.go("/me/plan/new/")
    learner.page.get_by_role("link", name="Science").click()
    learner.page.wait_for_load_state()
    for box in learner.page.locator("[name=competency]").all()[:3]:
        box.check()
    learner.page.locator("[name=by_on]").fill(in_weeks(5))
    expect(learner.page.locator("#need .need-rate")).to_be_visible()
    then_the_page_is_well(learner, "plan-proposing")
    learner.page.get_by_label("Why this day?").fill("Before the winter break, then my head is free.")
    learner.page.get_by_role("button", name="Put the offer on the table").click()
    expect(learner.page.locator("h1")).not_to_have_text("What do you want to reach?")
    found = re.search(r"plan/([0-9a-f-]{36})/", learner.page.url)
    assert found is not None, learner.page.url
    return found[1]


def when_the_adviser_counters(adviser, of_learner: str, target: str) -> None:
    """She sees range and chance, offers an hour of support, and plans it steeply, so that the family signs, too."""
    adviser.go("/teach/board/")
    expect(adviser.page.locator("main")).to_contain_text(NAME)
    adviser.go(f"/teach{of_learner}plan/{target}/")
    expect(adviser.page.locator("#talk ~ ol, .offers")).to_contain_text("Before the winter break")
    adviser.page.locator("summary", has_text="Make another offer").click()
    adviser.page.locator("[name=by_on]").fill(in_weeks(11))
    adviser.page.get_by_label("Support, in minutes a week").fill("60")
    adviser.page.locator("summary", has_text="A steep or an extended plan").click()
    adviser.page.get_by_role("radio", name=re.compile("Steep")).check()
    adviser.page.get_by_label("Who helps, where and when?").fill(HELP)
    adviser.page.get_by_label("Why?").fill("With an hour each week it holds, and the break stays free.")
    expect(adviser.page.locator("#need .need-rate")).to_be_visible()
    then_the_page_is_well(adviser, "plan-countering")
    adviser.page.get_by_role("button", name="Put my offer on the table").click()
    expect(adviser.page.locator(".offers .offer")).to_have_count(2)


def when_she_signs(learner, target: str) -> None:
    learner.go(f"/me/plan/{target}/")
    expect(learner.page.locator("main")).to_contain_text(HELP)
    then_the_page_is_well(learner, "plan-answering")
    learner.page.get_by_role("button", name="I agree and sign").click()
    expect(learner.page.get_by_role("button", name="I agree and sign")).to_have_count(0)


def when_the_family_signs_in_spanish(family) -> None:
    when_reading_in(family, "Español") if family.page.locator("html[lang=es]").count() == 0 else None
    family.go("/family/")
    when_opening(family, family.page.locator(".children h2 a", has_text=NAME))
    child = re.search(r"/family/[0-9a-f-]{36}/", family.page.url)
    assert child is not None
    family.go(f"{child[0]}plan/")
    then_nothing_is_english(family, besides=WRITTEN)
    when_opening(family, family.page.locator("[aria-labelledby=waiting] h3 a"))
    then_the_page_is_well(family, "plan-family-es")
    then_nothing_is_english(family, besides=WRITTEN)
    family.page.get_by_role("button", name="Estamos de acuerdo y firmamos").click()
    expect(family.page.get_by_role("button", name="Estamos de acuerdo y firmamos")).to_have_count(0)


def then_it_is_agreed(learner, target: str) -> None:
    learner.go(f"/me/plan/{target}/")
    expect(learner.page.locator("main")).to_contain_text("Agreed")
    expect(learner.page.locator("main")).to_contain_text("On target")
    then_the_page_is_well(learner, "plan-agreed")
    learner.go("/me/pace/")
    then_the_page_is_well(learner, "my-year")


def when_she_checks_in(learner) -> None:
    learner.go("/me/check-in/")
    then_the_page_is_well(learner, "check-in")
    learner.page.locator("[name=went]").first.check()
    learner.page.get_by_role("button", name="Done for this week").click()
    expect(learner.page.locator("h1")).to_have_text("You checked in")


def when_the_adviser_answers_the_check_in(adviser) -> None:
    adviser.go("/teach/check-ins/")
    expect(adviser.page.locator("main")).to_contain_text(NAME)
    then_the_page_is_well(adviser, "check-ins")


# -- ten weeks later --


def then_her_plan_needs_adjusting_and_nothing_else_is_said(learner, target: str) -> None:
    """She reads of the plan, with a next step: no signal, no chance, nobody else."""
    learner.go(f"/me/plan/{target}/")
    expect(learner.page.locator(".plan-standing")).to_contain_text("The plan needs adjusting")
    for word in ("signal", "chance", "risk", "behind"):
        expect(learner.page.locator("main")).not_to_contain_text(word, ignore_case=True)
    then_the_page_is_well(learner, "plan-to-adjust")


def when_the_adviser_answers_the_signal(adviser) -> None:
    adviser.go("/teach/board/?kind=off_target")
    matter = adviser.page.locator("main .board-card", has_text=NAME).first
    expect(matter).to_contain_text("The plan needs adjusting")
    then_the_page_is_well(adviser, "board")
    matter.get_by_role("link", name=re.compile("Answer|plan needs adjusting")).first.click()
    adviser.page.wait_for_load_state()
    then_the_page_is_well(adviser, "signal")
    adviser.page.get_by_role("radio", name=re.compile("More time")).first.check()
    adviser.page.get_by_label("In a sentence").first.fill(
        "Three more weeks, and the lab on Tuesdays goes on."
    )
    adviser.page.get_by_role("button", name="Answer", exact=True).first.click()
    expect(adviser.page.locator("main")).to_contain_text(
        "Answered. You are reminded on the day to look again."
    )


def when_more_time_is_agreed(adviser, of_learner: str, learner, target: str) -> None:
    """The plan adjusts: a change on the table, signed by her; until the family signs, what is agreed stays."""
    adviser.go(f"/teach{of_learner}plan/{target}/")
    adviser.page.locator("summary", has_text="Propose a change").click()
    adviser.page.locator("[name=by_on]").fill(in_weeks(5 + WEEKS_LATER))
    adviser.page.locator("#form [name=reason], [name=reason]").first.fill(
        "The break was needed; the lab goes on."
    )
    adviser.page.get_by_role("button", name="Put the change on the table").click()
    expect(adviser.page.locator(".offers .offer")).to_have_count(3)
    learner.go(f"/me/plan/{target}/")
    learner.page.get_by_role("button", name="I agree and sign").click()
    expect(learner.page.get_by_role("button", name="I agree and sign")).to_have_count(0)


def when_the_stage_widens(adviser, of_learner: str) -> None:
    adviser.go(f"/teach{of_learner}stage/")
    adviser.page.locator("#habits input").first.check()
    adviser.page.get_by_role("radio", name=re.compile("Self-starting")).check()
    adviser.page.get_by_role("button", name="Decide").click()
    expect(adviser.page.locator(".stage.is-here")).to_contain_text("Self-starting")


def then_she_reads_what_she_may_do_now(learner) -> None:
    learner.go("/me/stage/")
    expect(learner.page.locator("main")).to_contain_text("Self-starting")
    then_the_page_is_well(learner, "my-stage")


def in_weeks(weeks: int) -> str:
    """A Wednesday so many weeks from today, as date fields take it."""
    today = dt.date.today()  # noqa: DTZ011  # the demo was built for this machine's day
    return (today + dt.timedelta(days=2 - today.weekday(), weeks=weeks)).isoformat()
