"""Journey 1, "Show me the whole K-12 line": three published frameworks become one line whose seams are found and mended.

Elementary mathematics of the District of Columbia, middle school of the Common Core, high school of Texas: slices of
the real packages. The curriculum lead brings them in, links, joins, looks, mends, writes an "I can", publishes; the
learner reads it.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.slices import sliced
from tests.journeys.steps import given_signed_in, then_the_page_is_well
from tests.shared_material import shared

CASE = "data/frameworks/case/"
ELEMENTARY = ("Mathematics Standards", CASE + "asn-dc-math.cfpackage.json", 0, 5, "")
MIDDLE = ("Common Core State Standards for Mathematics", CASE + "ccss-math.cfpackage.json.gz", 6, 8, "")
HIGH = (
    "Texas Essential Knowledge and Skills (Ed-Fi sample standards)",
    CASE + "teks-edfi.cfpackage.json.gz",
    9,
    12,
    "Mathemat|Algebra|Geometry|Precalculus",
)
DOMAIN = "Mathematics across schools"
CODE = "CCSS.Math.Content.6.G.A.1"
I_CAN = (
    "I can find the area of any polygon by cutting it into triangles and rectangles, and show how I did it."
)


@pytest.fixture
def lead(own_district, a_person):
    return given_signed_in(a_person(), "curriculum")


def test_three_frameworks_become_one_line_that_a_learner_reads(lead, a_person):
    for framework in (ELEMENTARY, MIDDLE, HIGH):
        when_bringing_in(lead, *framework)

    when_linking_two(lead)
    then_the_page_is_well(lead, "curriculum-crosswalk")

    when_joining(lead)
    then_both_seams_are_broken(lead)
    then_the_page_is_well(lead, "curriculum-gap-report")

    when_mending(lead, "5→6")
    when_mending(lead, "8→9")
    when_looking_again(lead)
    then_no_seam_is_broken(lead)

    when_writing_i_can(lead)
    when_publishing(lead)
    then_the_learner_reads_it(given_signed_in(a_person(), "student"))


# -- when --


def when_bringing_in(lead, title, path, first, last, under):
    lead.go("/continuum/frameworks/bring/")
    lead.page.locator("input[type=file]").set_input_files(
        {
            "name": f"{title}.json",
            "mimeType": "application/json",
            "buffer": sliced(shared(path), first, last, under=under),
        }
    )
    lead.page.get_by_role("button", name="Read the file").click()
    lead.page.get_by_role("button", name="Bring it in").click()
    expect(lead.page.locator("main h1")).to_have_text(title)


def when_linking_two(lead):
    """A link is made and another proposal declined, by keyboard alone."""
    lead.go("/continuum/crosswalks/")
    lead.page.locator("#origin").select_option(label=ELEMENTARY[0])
    lead.page.locator("#destination").select_option(label=MIDDLE[0])
    lead.page.get_by_role("button", name="Open the crosswalk").click()
    expect(lead.page.locator(".card .progress .words").first).to_contain_text("have a link")
    lead.page.wait_for_load_state()  # keys are heard from then on
    lead.page.keyboard.press("j")
    lead.page.keyboard.press("1")
    lead.page.keyboard.press("r")
    lead.page.keyboard.press("Enter")
    expect(lead.page.locator("main .notice.is-done")).to_contain_text("One link is made")
    # The page came anew; it is ready for the next key when the place in the list has come back.
    expect(lead.page.locator("[data-review-item].is-current")).to_be_focused()
    lead.page.keyboard.press("d")
    expect(lead.page.locator("main .notice.is-done")).to_contain_text("declined")


def when_joining(lead):
    lead.go("/continuum/join/")
    for title, _path, first, last, _under in (ELEMENTARY, MIDDLE, HIGH):
        choice = lead.page.locator("li.join-choice").filter(has_text=re.compile(rf"^\s*{re.escape(title)}"))
        choice.locator("input").check()
        choice.locator("select").first.select_option(str(first))
        choice.locator("select").last.select_option(str(last))
    lead.page.locator("#domain").fill(DOMAIN)
    lead.page.get_by_role("button", name="Look at what it gives").click()
    expect(lead.page.locator("main .statement")).to_contain_text("not yet joined")
    # Every domain of the high school slice is mathematics; the words of three small ones do not say so loudly enough.
    lead.page.locator("details", has_text="domains are taken").locator("summary").click()
    for box in lead.page.locator(".join-domains input").all():
        box.check()
    lead.page.get_by_role("button", name="Look again with these choices").click()
    then_the_page_is_well(lead, "curriculum-join-preview")
    lead.page.get_by_role("button", name="Join to a draft").click()
    expect(lead.page.locator("main .notice.is-done")).to_contain_text("3 frameworks are joined")


def when_mending(lead, seam):
    """The steps that are proposed across this seam are looked at and accepted."""
    lead.page.locator("#seam").select_option(seam.split("→")[1])
    lead.page.get_by_role("button", name="Show").click()
    finding = lead.page.locator(".finding").first
    expect(finding).to_contain_text("Nothing leads from level")
    finding.locator("summary").first.click()
    assert finding.locator("input[name^=step-]:checked").count() > 5
    finding.get_by_role("button", name="Accept").click()
    expect(lead.page.locator("main .notice.is-done")).to_contain_text("carried out in the draft")


def when_looking_again(lead):
    lead.page.get_by_role("button", name="Look again").click()
    expect(lead.page.locator("main .statement")).to_contain_text("Since the last report")


def when_writing_i_can(lead):
    """The publisher's words become words that a learner says, in the editor of the draft."""
    lead.go("/continuum/drafts/")
    lead.page.locator(".draft-name a").first.click()
    lead.page.locator("#q").fill(CODE)
    lead.page.get_by_role("button", name="Find").click()
    row = lead.page.locator("#items tbody tr").filter(has=lead.page.get_by_text(CODE, exact=True))
    row.locator("th a").click()
    lead.page.locator("#statement").fill(I_CAN)
    lead.page.get_by_role("button", name="Save", exact=True).first.click()
    expect(lead.page.locator("main .notice.is-done").first).to_be_visible()
    expect(lead.page.locator("#statement")).to_have_value(I_CAN)


def when_publishing(lead):
    draft = re.search(r"/drafts/([0-9a-f-]{36})/", lead.page.url)[1]
    lead.go(f"/continuum/drafts/{draft}/publish/")
    expect(lead.page.locator("main")).to_contain_text("Nothing that learners stand on is left behind")
    lead.page.get_by_label("I have looked at what changes").check()
    lead.page.get_by_role("button", name="Publish this version").click()
    expect(lead.page.locator("main .notice.is-done")).to_be_visible()


# -- then --


def then_both_seams_are_broken(lead):
    expect(lead.page.locator("main .statement")).to_contain_text("1 at the seam 5→6; 1 at the seam 8→9")
    assert lead.page.locator(".seam-cell.is-broken").count() >= 4


def then_no_seam_is_broken(lead):
    expect(lead.page.locator("main .statement")).not_to_contain_text("1 at the seam 5→6; 1 at the seam 8→9")
    assert lead.page.locator("#kind option[value=seam_broken]").count() == 0
    lead.page.locator("#state").select_option("gone")
    lead.page.get_by_role("button", name="Show").click()
    sentences = lead.page.locator(".finding .sentence").all_inner_texts()
    assert sum("Nothing leads from level" in one for one in sentences) == 2


def then_the_learner_reads_it(student):
    """From her own line, by searching, to what she can come to say."""
    student.go("/me/continuum/")
    student.page.get_by_role("link", name=DOMAIN).first.click()
    expect(student.page.locator("main h1")).to_contain_text(DOMAIN)
    student.page.locator("#line-q").fill(CODE)
    student.page.locator("#line-q").press("Enter")
    student.page.locator("#line-found li").filter(has_text=CODE).locator("a").first.click()
    expect(student.page.locator("#focus .i-can")).to_have_text(I_CAN)
    student.page.get_by_role("link", name="Open the page of this competency").click()
    expect(student.page.locator("main")).to_contain_text(I_CAN)
    then_the_page_is_well(student, "student-joined-competency")
