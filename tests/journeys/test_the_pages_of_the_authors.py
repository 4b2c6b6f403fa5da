"""Every page on which the continuum is written, looked at, compared, brought in and read by everybody: each is well."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_the_page_is_well
from tests.journeys.visitors import Visitor

CODE = "MA.FR.04"
TABLE = (
    "Stage,Code,I can,Strand,Notes nobody needs\n"
    "0,MK.1,I can name tools and say what each is for.,Tools,x\n"
    "1,MK.2,I can build a stand from a drawing.,Tools,x\n"
    ",MK.3,I can choose a joint and say why it holds.,Tools,x\n"
)


@pytest.fixture
def lead(own_district, a_person) -> Visitor:
    return given_signed_in(a_person(), "curriculum")


def test_a_draft_and_its_pages_are_well(lead, a_person):
    lead.go("/continuum/drafts/")
    lead.page.get_by_role("button", name="Open the draft").click()
    expect(lead.page.locator("h1")).to_contain_text("version 2")
    draft = lead.page.url
    lead.page.goto(f"{draft}?q={CODE}")
    lead.page.locator("#items a[href*='/competency/']").first.click()
    lead.page.wait_for_load_state()
    then_the_page_is_well(lead, "draft-words")
    for name, link in (
        ("draft-levels", "Levels"),
        ("draft-examples", "Examples"),
        ("draft-arrows", "Prerequisites"),
        ("draft-talk", "Comments"),
    ):
        lead.page.locator("main nav a").filter(has_text=link).first.click()
        lead.page.wait_for_load_state()
        then_the_page_is_well(lead, name)

    lead.page.goto(draft)
    then_the_page_is_well(lead, "draft-home")
    lead.page.goto(f"{draft}history/")
    then_the_page_is_well(lead, "draft-history")
    lead.page.goto(f"{draft}discard/")
    then_the_page_is_well(lead, "draft-discard")
    lead.go("/continuum/drafts/")
    then_the_page_is_well(lead, "drafts")

    teacher = given_signed_in(a_person(), "teacher")
    teacher.go("/review/")
    then_the_page_is_well(teacher, "review-home")
    teacher.page.locator("main a").filter(has_text="version 2").first.click()
    teacher.page.wait_for_load_state()
    then_the_page_is_well(teacher, "review-draft")


def test_the_gap_finder_versions_and_the_profile_are_well(lead):
    lead.go("/continuum/gaps/")
    then_the_page_is_well(lead, "gap-finder")
    lead.page.get_by_role("button", name="Look at the line").click()
    expect(lead.page.locator(".finding").first).to_be_visible()
    then_the_page_is_well(lead, "gap-report")
    for address, name in (
        ("/continuum/versions/", "versions"),
        ("/continuum/profile/", "profile"),
        ("/continuum/profile/report/", "profile-report"),
        ("/continuum/join/", "join"),
        ("/continuum/crosswalks/", "crosswalks"),
    ):
        lead.go(address)
        then_the_page_is_well(lead, name)


def test_a_spreadsheet_comes_in_and_its_framework_is_well(lead):
    lead.go("/continuum/frameworks/bring/")
    then_the_page_is_well(lead, "bring")
    lead.page.locator("input[type=file]").set_input_files(
        {"name": "makers.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    lead.page.get_by_role("button", name="Read the file").click()
    lead.page.wait_for_load_state()
    then_the_page_is_well(lead, "bring-columns")


def test_the_open_line_is_well(own_district, a_person):
    anyone = a_person()
    anyone.go("/line/en/profile/")
    then_the_page_is_well(anyone, "open-line-profile")
