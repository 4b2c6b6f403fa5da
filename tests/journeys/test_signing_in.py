"""Everybody signs in, lands where she belongs, and signs out; strangers meet the same door everywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import (
    given_signed_in,
    then_the_page_is_well,
    when_signing_in,
    when_signing_out,
)

LANDS = {
    "student": "/me/",
    "family": "/family/",
    "familia": "/family/",
    "teacher": "/teach/",
    "adviser": "/teach/",
    "tutor": "/teach/",
    "curriculum": "/continuum/",
    "counselor": "/counsel/",
    "registrar": "/registrar/",
    "leader": "/lead/",
    "superintendent": "/lead/",
    "admin": "/admin/",
}


@pytest.mark.parametrize("who", LANDS)
def test_everybody_lands_where_she_belongs_and_signs_out(a_person, who):
    person = given_signed_in(a_person(), who)
    assert person.page.url.startswith(person.address + LANDS[who])  # a family with one child, at her page

    when_signing_out(person)
    expect(person.page).to_have_url(person.address + "/sign-in/")

    person.expects(404)
    assert person.go(LANDS[who]).status == 404


def test_a_password_that_does_not_fit_gets_a_kind_sentence(a_person):
    person = a_person()
    person.go("/sign-in/")
    then_the_page_is_well(person, "sign-in")

    when_signing_in(person, "teacher", "not the password")

    then_a_kind_sentence_says_what_to_do(person)
    then_the_page_is_well(person, "sign-in-problem")


def test_a_link_from_a_colleague_leads_a_stranger_to_the_door_and_on_to_the_page(a_person):
    """Signed out, a page about learners says nothing, not even that it exists; signed in, it is the page."""
    teacher = given_signed_in(a_person(), "teacher")
    teacher.page.locator(".group-card a").first.click()
    teacher.page.locator("#class-grid").wait_for()
    link = teacher.page.url.removeprefix(teacher.address)

    stranger = a_person()
    stranger.expects(404)
    assert stranger.go(link).status == 404
    assert "Mathematics" not in stranger.page.content()
    then_the_page_is_well(stranger, "error-404-stranger")

    stranger.page.locator("#main a.button").click()
    stranger.page.locator("#main [name=login]").fill("teacher")
    stranger.page.locator("#main [name=password]").fill("cedar ridge learns")
    stranger.page.locator("#main form button").click()
    expect(stranger.page).to_have_url(stranger.address + link)


def test_a_page_of_somebody_else_is_not_here(a_person):
    learner = given_signed_in(a_person(), "student")
    learner.expects(404)
    for other in ("/teach/", "/lead/", "/admin/", "/nowhere/"):
        assert learner.go(other).status == 404
    then_the_page_is_well(learner, "error-404")
    learner.page.locator("#main a.button").click()
    expect(learner.page).to_have_url(learner.address + "/me/")


def test_the_gallery_and_a_forgotten_password_are_well(a_person):
    person = a_person()
    person.go("/password/forgotten/")
    then_the_page_is_well(person, "password-forgotten")
    person.go("/components/")
    then_the_page_is_well(person, "components")


def then_a_kind_sentence_says_what_to_do(person):
    problem = person.page.locator("#problems")
    expect(problem).to_be_visible()
    words = problem.inner_text().lower()
    assert "look" in words
    for hard in ("invalid", "fail", "incorrect", "wrong", "error"):
        assert hard not in words
    expect(person.page.locator("#main [name=login]")).to_have_value("teacher")
