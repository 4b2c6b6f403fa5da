"""A family reads the whole page of each child in Spanish: what is known, how it was decided, and the pace."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import (
    given_signed_in,
    then_nothing_is_english,
    then_the_page_is_well,
    when_opening,
    when_reading_in,
)


def test_a_family_reads_about_both_children_in_spanish(a_person):
    family = given_signed_in(a_person(locale="en-US"), "familia")
    then_nothing_is_english(family)
    then_the_page_is_well(family, "family-home-es")
    children = family.page.locator(".children h2 a")
    assert children.count() == 2

    for number in range(2):
        family.go("/family/")
        when_opening(family, children.nth(number))
        then_everything_behind_the_pace_can_be_read(family)
        then_nothing_is_english(family)
    then_the_page_is_well(family, "family-child-es")

    when_opening(family, family.page.locator("[aria-labelledby=growing] h3 a"))
    expect(family.page.locator("[aria-labelledby=evidence]")).to_be_visible()
    when_opening_everything(family)
    then_nothing_is_english(family)
    then_the_page_is_well(family, "family-competency-es")


def test_a_family_reads_in_english_and_changes_the_language_on_the_way(a_person):
    family = given_signed_in(a_person(), "family")
    if family.page.locator(".children").count():  # a family with one child begins at her page
        then_the_page_is_well(family, "family-home")
        when_opening(family, family.page.locator(".children h2 a"))
    then_the_page_is_well(family, "family-child")
    address = family.page.url

    when_reading_in(family, "Español")
    expect(family.page).to_have_url(address)
    when_reading_in(family, "English")


def when_opening_everything(family):
    """Open whatever is folded away, so that it is read too."""
    folded = family.page.locator("main details:not([open]) > summary:visible")
    while folded.count():
        folded.first.click()


def then_everything_behind_the_pace_can_be_read(family):
    pace = family.page.locator("[aria-labelledby=pace]")
    assert pace.locator("details").count() > 0
    when_opening_everything(family)
    expect(pace.locator("details .body").first).to_be_visible()
    assert any(figure.isdigit() for figure in pace.inner_text()), "the pace is told without its numbers"
