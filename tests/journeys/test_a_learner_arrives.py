"""A learner arrives in October: a course from elsewhere, an outside test, judgement, a plan, and her family signs it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_nothing_is_english, then_the_page_is_well
from tests.journeys.visitors import PHONE, Visitor

HEADINGS = ("TermName", "StudentID", "Student_StateID", "Subject", "TestName", "TestStartDate", "TestRITScore",
            "TestStandardError")  # fmt: skip
RESULT = 204
PLAN = {
    "goal": "Reads a whole story aloud and tells what it is about.",
    "steps": "Fifteen minutes of reading together on four days a week.",
    "support": "The counsellor, and a reading partner.",
    "goal_es": "Lee un cuento entero en voz alta y cuenta de qué trata.",
    "steps_es": "Quince minutos de lectura en compañía, cuatro días por semana.",
    "support_es": "La consejera y alguien que lee en pareja.",
}


# -- given --


def given_a_child_of_the_counsellors_school(family: Visitor, counsellor: Visitor) -> str:
    """The child of this family about whom the counsellor decides; her identifier in addresses."""
    family.go("/family/")
    found = family.page.locator("main a").evaluate_all("links => links.map(one => one.getAttribute('href'))")
    for child in dict.fromkeys(re.findall(r"/family/([0-9a-f-]{36})/", " ".join(found))):
        counsellor.expects(404)
        answer = counsellor.go(f"/counsel/learner/{child}/leveling/")
        if answer is not None and answer.ok:
            return child
    raise AssertionError("no child of this family is at the counsellor's school")


def given_her_local_identifier(registrar: Visitor, child: str) -> str:
    registrar.go(f"/registrar/learner/{child}/")
    found = re.search(r"\bCR\d{6}\b", registrar.page.locator("main").inner_text())
    assert found is not None
    return found[0]


# -- when --


def when_a_course_is_entered_and_signed(counsellor: Visitor, leader: Visitor, child: str) -> None:
    counsellor.go(f"/counsel/learner/{child}/courses/")
    counsellor.page.locator("[name=title]").fill("Language Arts 5")
    counsellor.page.locator("[name=school]").fill("Elm Street School")
    counsellor.page.locator("[name=grade]").fill("B+")
    counsellor.page.locator("[name=domain_code]").select_option("LI")
    counsellor.page.locator("[name=level]").select_option("5")
    counsellor.page.get_by_role("button", name="Enter the course").click()
    expect(counsellor.page.locator("main")).to_contain_text("Provisional")
    then_the_page_is_well(counsellor, "courses from another school")
    leader.go("/lead/arrivals/")
    then_the_page_is_well(leader, "arrivals, for a leader")
    leader.page.locator("li", has_text="Language Arts 5").get_by_role("button", name="Sign").click()
    expect(leader.page.locator("main .notice.is-done")).to_contain_text("Signed")


def when_results_come_in(administrator: Visitor, identifier: str, folder: Path) -> None:
    file, today = folder / "map.csv", dt.datetime.now(tz=dt.UTC).date()
    with file.open("w", newline="") as to:
        writer = csv.writer(to)
        writer.writerow(HEADINGS)
        for subject in ("Mathematics", "Reading"):
            day = f"{today.month}/{today.day}/{today.year}"
            writer.writerow(["", identifier, "", subject, f"Growth: {subject}", day, RESULT, 2.1])
    administrator.go("/admin/imports/new/")
    administrator.page.locator("[name=format][value=assessments]").check()
    administrator.page.locator("[name=file]").set_input_files(file)
    administrator.page.get_by_role("button", name="Read the file").click()
    expect(administrator.page.locator("main")).to_contain_text("to add")
    administrator.page.get_by_role("button", name="Apply this import").click(timeout=60_000)
    expect(administrator.page.locator("main .notice.is-done")).to_be_visible()


def when_deciding(counsellor: Visitor, child: str, domain: str, *, otherwise: str = "") -> int:
    """As suggested, or one level lower with a reason; the level that was decided."""
    counsellor.go(f"/counsel/learner/{child}/leveling/decide/{domain}/")
    said = counsellor.page.locator(".page-head .lead").inner_text()
    found = re.search(r"\d+", said)
    assert found is not None, said
    level = int(found[0]) - (2 if otherwise else 0)
    counsellor.page.locator("#look-level").select_option(str(level))
    counsellor.page.get_by_role("button", name="Show what lies below").click()
    counsellor.page.locator("[name=start_here]").fill("You tell stories so that everybody listens.")
    if otherwise:
        counsellor.page.locator("[name=basis]").select_option("judgement")
        counsellor.page.locator("[name=reason]").fill(otherwise)
    then_the_page_is_well(counsellor, f"deciding {domain}")
    counsellor.page.get_by_role("button", name=f"Decide level {level}").click()
    expect(counsellor.page.locator("main .notice.is-done")).to_contain_text(f"level {level}")
    return level


def when_planning(counsellor: Visitor, child: str) -> None:
    counsellor.go(f"/counsel/learner/{child}/leveling/")
    counsellor.page.get_by_role("link", name="Plan for Literacy").click()
    counsellor.page.locator("[name=owner]").select_option(index=1)
    counsellor.page.get_by_role("button", name="Name", exact=True).click()
    expect(counsellor.page.locator("main .notice.is-done")).to_be_visible()
    counsellor.page.get_by_text("The same in Spanish").click()
    for name, words in PLAN.items():
        counsellor.page.locator(f"[name={name}]").fill(words)
    counsellor.page.get_by_role("button", name="Save the words").click()
    expect(counsellor.page.locator(".plan-parts")).to_contain_text(PLAN["goal"])
    then_the_page_is_well(counsellor, "a plan, for staff")


# -- the story --


def test_from_the_file_to_the_plan_that_her_family_signs_in_spanish(own_district, a_person, tmp_path):
    family = given_signed_in(a_person(viewport=PHONE, has_touch=True), "familia")
    counsellor = given_signed_in(a_person(), "counselor")
    child = given_a_child_of_the_counsellors_school(family, counsellor)
    identifier = given_her_local_identifier(given_signed_in(a_person(), "registrar"), child)

    when_a_course_is_entered_and_signed(counsellor, given_signed_in(a_person(), "leader"), child)
    when_results_come_in(given_signed_in(a_person(), "admin"), identifier, tmp_path)
    counsellor.go(f"/counsel/learner/{child}/leveling/")
    expect(counsellor.page.locator("#d-LI")).to_be_visible()
    literacy = counsellor.page.locator("section", has=counsellor.page.locator("#d-LI"))
    expect(literacy.locator(".leveling-whole")).to_contain_text("An assessment from outside")
    expect(literacy.locator(".leveling-whole")).to_contain_text("The transcript of another school")
    then_the_page_is_well(counsellor, "a leveling session")

    mathematics = when_deciding(counsellor, child, "MA")
    literate = when_deciding(counsellor, child, "LI", otherwise="Her teacher read with her and sees it so.")
    expect(counsellor.page.locator("main")).to_contain_text("Every core domain has a dated decision")
    then_the_page_is_well(counsellor, "a leveling session, decided")
    assert mathematics != literate
    when_planning(counsellor, child)

    family.go(f"/family/{child}/start/")
    expect(family.page.locator(".start-card")).to_have_count(2)
    assert str(RESULT) not in family.page.locator("main").inner_text()
    then_the_page_is_well(family, "dónde empieza y por qué")
    then_nothing_is_english(family, besides=".i-can, script")
    family.page.get_by_role("link", name="Plan para Lectura").or_(
        family.page.get_by_role("link", name=re.compile("^Plan para (?!Matem)"))
    ).first.click()
    expect(family.page.locator(".plan-parts")).to_contain_text(PLAN["goal_es"])
    family.page.get_by_role("button", name="Estamos de acuerdo y firmamos").click()
    expect(family.page.locator("main .notice.is-done")).to_contain_text("Firmado")
    then_the_page_is_well(family, "un plan firmado")
    counsellor.page.reload()
    expect(counsellor.page.locator(".signatures .is-signed")).to_contain_text("Family")
