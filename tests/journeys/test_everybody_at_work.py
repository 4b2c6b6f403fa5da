"""Leaders, counsellors, registrars, advisers and tutors see what their work needs, and no more."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, last_spring, then_the_page_is_well, when_opening


def test_a_leader_reads_her_school_and_small_groups_are_not_shown(a_person):
    leader = given_signed_in(a_person(), "leader")
    expect(leader.page.locator(".schools > li")).to_have_count(1)
    then_the_page_is_well(leader, "leader-home")
    when_opening_the_numbers(leader)
    then_no_small_number_is_shown(leader)

    leader.go(f"/lead/?as_of={last_spring()}")
    expect(leader.page.locator(".as-of")).to_be_visible()
    then_no_small_number_is_shown(leader)
    then_the_page_is_well(leader, "leader-home-past")
    leader.page.locator(".as-of a").click()
    expect(leader.page.locator(".as-of")).to_have_count(0)

    leader.go("/lead/rules/")
    then_the_page_is_well(leader, "leader-rules")


def test_the_superintendent_sees_schools_side_by_side_in_the_order_of_their_names(a_person):
    superintendent = given_signed_in(a_person(), "superintendent")
    schools = superintendent.page.locator(".schools h2").all_inner_texts()
    assert len(schools) > 1
    assert schools == sorted(schools)
    when_opening_the_numbers(superintendent)
    then_no_small_number_is_shown(superintendent)
    then_the_page_is_well(superintendent, "superintendent-home")


def when_opening_the_numbers(leader):
    for folded in leader.page.locator("main details > summary").all():
        folded.click()


def then_no_small_number_is_shown(leader):
    """Groups under ten are not shown, and no part of a school from which one could be reckoned."""
    for cell in leader.page.locator("main table td").all_inner_texts():
        figure = cell.strip()
        assert not figure.isdigit() or int(figure) == 0 or int(figure) >= 10, (
            f"a small group is shown: {figure}"
        )


def test_a_counselor_finds_a_learner_and_sees_how_she_is_doing(a_person):
    counselor = given_signed_in(a_person(), "counselor")
    then_the_page_is_well(counselor, "counselor-home")
    name = counselor.page.locator(".learner-lines a").nth(2).inner_text()

    counselor.page.get_by_role("searchbox").fill(name)
    counselor.page.get_by_role("button", name="Find").click()
    expect(counselor.page.locator(".learner-lines a").first).to_have_text(name)
    then_the_page_is_well(counselor, "counselor-found")

    when_opening(counselor, counselor.page.locator(".learner-lines a"))
    expect(counselor.page.locator("h1")).to_have_text(name)
    then_the_page_is_well(counselor, "counselor-learner")
    assert counselor.page.locator("main form[method=post]").count() == 0


def test_a_registrar_opens_a_learner_in_the_register_and_no_learning_is_there(a_person):
    registrar = given_signed_in(a_person(), "registrar")
    then_the_page_is_well(registrar, "registrar-home")
    when_opening(registrar, registrar.page.locator("main table th a"))
    expect(registrar.page.get_by_role("heading", name="Sections", exact=True)).to_be_visible()
    assert not re.search(r"\b(Proficient|Emerging|Extending)\b", registrar.page.locator("main").inner_text())
    then_the_page_is_well(registrar, "registrar-learner")


def test_an_adviser_looks_at_her_group(a_person):
    adviser = given_signed_in(a_person(), "adviser")
    then_the_page_is_well(adviser, "adviser-home")
    when_opening(adviser, adviser.page.locator(".group-card.is-home h3 a"))
    then_the_page_is_well(adviser, "adviser-group")
    when_opening(adviser, adviser.page.locator("main li a"))
    expect(adviser.page.get_by_role("heading", name="Strengths")).to_be_visible()


def test_a_tutor_finds_the_learners_whom_she_helps_and_nobody_else(a_person):
    tutor = given_signed_in(a_person(), "tutor")
    then_the_page_is_well(tutor, "tutor-home")
    tutor.go("/teach/learners/")
    then_the_page_is_well(tutor, "tutor-learners")
    hers = tutor.page.locator("#found a").count()
    assert 0 < hers < 60
    tutor.expects(404)
    adviser = given_signed_in(a_person(), "adviser")
    when_opening(adviser, adviser.page.locator(".group-card.is-home h3 a"))
    others = [link.get_attribute("href") for link in adviser.page.locator("#found a").all()]
    answers = {tutor.page.request.get(tutor.address + other).status for other in others}
    assert 404 in answers


def test_a_teacher_looks_at_a_competency_at_a_learner_and_at_both(a_person):
    teacher = given_signed_in(a_person(), "teacher")
    then_the_page_is_well(teacher, "teacher-home")
    teacher.go("/teach/learners/")
    then_the_page_is_well(teacher, "teacher-learners")
    teacher.go("/teach/")
    when_opening(teacher, teacher.page.locator(".group-card:not(.is-home) h3 a"))
    grid = teacher.page.url
    when_opening(teacher, teacher.page.locator("#class-grid thead a.head"))
    then_the_page_is_well(teacher, "teacher-column")
    teacher.go(grid)
    when_opening(teacher, teacher.page.locator("#class-grid tbody th a"))
    expect(teacher.page.get_by_role("heading", name="Strengths")).to_be_visible()
    then_the_page_is_well(teacher, "teacher-learner")
    teacher.go("/teach/")
    when_opening(teacher, teacher.page.locator("[aria-labelledby=waiting-heading] li a"))
    then_the_page_is_well(teacher, "teacher-pair")
    teacher.page.locator(".decision-form textarea").fill("Seen in a talk about it.")
    teacher.page.locator(".decision-form button").click()
    expect(teacher.page.locator("h1")).to_have_text("Check before you confirm")
    then_the_page_is_well(teacher, "teacher-check")


def test_a_learner_reads_all_pages_of_her_own(a_person):
    learner = given_signed_in(a_person(), "student")
    learner.go("/me/evidence/")
    then_the_page_is_well(learner, "student-evidence")
    learner.go("/me/pace/")
    then_the_page_is_well(learner, "student-pace")
    for folded in learner.page.locator("main details > summary").all():
        folded.click()
    assert "%" not in learner.page.locator("main").inner_text()
