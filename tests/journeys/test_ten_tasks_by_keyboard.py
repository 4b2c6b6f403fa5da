"""Ten tasks of those who write the continuum, by keyboard alone: Tab, arrows, Enter, Space and letters; never a mouse.

Only the file of the second framework is handed over by the test: the dialog for it belongs to the browser's machine.
"""

from __future__ import annotations

import json
import re
import uuid

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.steps import given_signed_in, then_it_fits
from tests.journeys.visitors import Visitor

MOST_STOPS = 120
CODE = "MA.FR.04"
NAME = "Adding and subtracting fractions with one denominator"
I_CAN = "I can add and subtract fractions with one denominator and show the steps to somebody."
SUGGESTED = "I can add and subtract fractions with one denominator and explain each step to a friend."
REASON = "The schools decided in spring to leave these as they are."
OTHERS = (
    "Count up to 20 things and say how many there are.",
    "Add and subtract fractions that share one denominator.",
    "Divide a fraction by a fraction and explain what the answer means.",
    "Weave a basket from willow.",
)


@pytest.fixture
def lead(own_district, a_person):
    lead = given_signed_in(a_person(), "curriculum")
    lead.page.wait_for_load_state()  # keys mean something once the scripts are there
    return lead


def test_finding_on_the_map_what_a_competency_opens(lead):
    press(lead, "/")
    expect(lead.page.locator("#line-q")).to_be_focused()
    type_in(lead, "one denominator")
    press_and_wait(lead, "Enter")
    expect(lead.page).to_have_url(re.compile("q=one"))
    tab_to(lead, lead.page.get_by_role("link", name=NAME, exact=True))
    press(lead, "Enter")
    expect(lead.page.locator("#focus-title")).to_be_focused()
    expect(lead.page.locator("#focus")).to_contain_text("Multiplying fractions")


def test_a_competency_is_reworded_described_placed_and_published(lead, a_person):
    when_opening_a_draft(lead)
    when_finding_the_competency_in_the_draft(lead)

    when_rewording(lead)
    when_describing_a_level(lead)
    when_adding_a_prerequisite_and_taking_it_back(lead)

    teacher = given_signed_in(a_person(), "teacher")
    when_suggesting_other_words(teacher)
    when_taking_the_suggestion(lead)

    when_sending_to_review(lead)
    then_the_difference_is_told(lead)
    when_publishing(lead)
    then_a_learner_reads(given_signed_in(a_person(), "student"), SUGGESTED)


def test_three_findings_are_dismissed_with_one_reason_and_come_back(lead):
    follow(lead, "Gap finder")
    push(lead, "Look at the line")
    assert lead.page.locator(".finding").count() > 3
    for _one in range(3):
        press(lead, "j")
        press(lead, "Space")
    expect(lead.page.locator("[data-review-count]")).to_have_text("3 chosen")
    press(lead, "d")
    type_in(lead, REASON)
    press_and_wait(lead, "Enter")
    expect(lead.page.locator("main .notice.is-done")).to_contain_text("3 findings are dismissed")

    when_showing_the_dismissed(lead)
    expect(lead.page.locator(".finding", has_text=REASON)).to_have_count(3)
    press(lead, "j")  # single keys answer to the list that one is in
    press_and_wait(lead, "u")
    expect(lead.page.locator(".finding", has_text=REASON)).to_have_count(0)
    then_it_fits(lead)


def test_two_links_are_accepted_and_one_is_declined(lead):
    given_another_framework(lead)
    follow(lead, "Gap finder")
    follow(lead, "Crosswalks")
    for field, wanted in (("#origin", "Makers"), ("#destination", "Cedar")):
        tab_to(lead, lead.page.locator(field))
        type_in(lead, wanted)
    push(lead, "Open the crosswalk")
    expect(lead.page.locator(".finding").first).to_be_visible()
    for n in range(2):
        press(lead, *([] if n else ["j"]), "1", "e")
        press_and_wait(lead, "Enter")
        expect(lead.page.locator("main .notice.is-done")).to_contain_text("One link is made")
        expect(lead.page.locator("main")).to_contain_text(
            f"{n + 1} link{'s' if n else ''} accepted by people"
        )
    press_and_wait(lead, "d")
    expect(lead.page.locator("main .notice.is-done")).to_contain_text("declined")
    follow(lead, "Links that stand")
    expect(lead.page.locator("main tbody tr")).to_have_count(2)
    then_it_fits(lead)


# -- given --


def given_another_framework(lead: Visitor) -> None:
    lead.go("/continuum/frameworks/bring/")
    lead.page.locator("input[type=file]").set_input_files(
        {"name": "makers.json", "mimeType": "application/json", "buffer": a_small_package()}
    )
    push(lead, "Read the file")
    push(lead, "Bring it in")
    expect(lead.page.locator("h1")).to_have_text("Makers of the valley")


def a_small_package() -> bytes:
    when, base = "2026-09-01T08:00:00Z", "https://standards.example.org/items/"

    def address(identifier: str) -> dict[str, str]:
        return {"identifier": identifier, "uri": base + identifier}

    document = str(uuid.uuid4())
    items = [
        address(str(uuid.uuid4()))
        | {"fullStatement": words, "humanCodingScheme": f"V.{n}", "lastChangeDateTime": when}
        for n, words in enumerate(OTHERS, start=1)
    ]
    links = [
        address(str(uuid.uuid4()))
        | {
            "associationType": "isChildOf",
            "originNodeURI": address(one["identifier"]) | {"title": one["humanCodingScheme"]},
            "destinationNodeURI": address(document) | {"title": "Makers of the valley"},
            "lastChangeDateTime": when,
        }
        for one in items
    ]
    about = {"creator": "A school", "title": "Makers of the valley", "lastChangeDateTime": when}
    return json.dumps(
        {
            "CFDocument": address(document) | about | {"caseVersion": "1.1"},
            "CFItems": items,
            "CFAssociations": links,
        }
    ).encode()


# -- when --


def when_opening_a_draft(lead: Visitor) -> None:
    follow(lead, "Drafts")
    tab_to(lead, lead.page.locator("main form textarea"))
    type_in(lead, "Clearer words about fractions.")
    push(lead, "Open the draft")
    expect(lead.page.locator("main")).to_contain_text("Nothing is different from version 1 yet")


def when_finding_the_competency_in_the_draft(lead: Visitor) -> None:
    tab_to(lead, lead.page.locator("#q"))
    type_in(lead, CODE)
    expect(lead.page.locator("main tbody tr")).to_have_count(1)
    tab_to(lead, lead.page.get_by_role("link", name=NAME))
    press(lead, "Enter")
    expect(lead.page.locator("h1")).to_have_text(NAME)


def when_rewording(lead: Visitor) -> None:
    """Words that cannot be seen in work are remarked upon, with the reason; better ones are saved."""
    tab_to(lead, lead.page.locator("#statement"))
    replace(lead, "I can understand fractions.")
    expect(lead.page.locator("#checks")).to_contain_text("understand")
    replace(lead, I_CAN)
    expect(lead.page.locator("#checks")).to_contain_text("Nothing to remark")
    save(lead)
    expect(lead.page.locator("#statement")).to_have_value(I_CAN)


def when_describing_a_level(lead: Visitor) -> None:
    words = "Shows with pieces or a drawing what it means to add parts of one size."
    follow(lead, "Levels and rubric")
    tab_to(lead, lead.page.get_by_label("Emerging, in English"))
    replace(lead, words)
    save(lead)
    expect(lead.page.get_by_label("Emerging, in English")).to_have_value(words)


def when_adding_a_prerequisite_and_taking_it_back(lead: Visitor) -> None:
    follow(lead, "Prerequisites")
    grows_from = lead.page.locator("section[aria-labelledby=from] li")
    before = grows_from.count()
    tab_to(lead, lead.page.locator("#q"))
    type_in(lead, "tens and ones")
    push(lead, "Add Tens and ones to 100 as helpful")
    expect(grows_from).to_have_count(before + 1)
    push(lead, "Take it back")
    expect(lead.page.locator("main .notice.is-done")).to_be_visible()
    expect(grows_from).to_have_count(before)


def when_suggesting_other_words(teacher: Visitor) -> None:
    follow(teacher, "Drafts to read")
    follow(teacher, "Cedar Ridge continuum, version 2")
    tab_to(teacher, teacher.page.locator("#q"))
    type_in(teacher, CODE)
    expect(teacher.page.locator("#items li, #items tbody tr")).to_have_count(1)
    tab_to(teacher, teacher.page.get_by_role("link", name=NAME))
    press(teacher, "Enter")
    word = teacher.page.locator(".review-word", has_text=I_CAN).first
    tab_to(teacher, word.locator("summary"))
    press(teacher, "Enter")
    tab_to(teacher, word.locator("textarea"))
    replace(teacher, SUGGESTED)
    tab_to(teacher, word.get_by_label("Why"))
    type_in(teacher, "A friend is a reader whom learners can picture.")
    press(teacher, "Enter")
    expect(teacher.page.locator("main")).to_contain_text("Suggested words")


def when_taking_the_suggestion(lead: Visitor) -> None:
    follow(lead, "Comments and suggestions")
    push(lead, "Take it")
    expect(lead.page.locator("main .notice.is-done")).to_be_visible()
    follow(lead, "Words and place")
    expect(lead.page.locator("#statement")).to_have_value(SUGGESTED)


def when_sending_to_review(lead: Visitor) -> None:
    follow(lead, "Cedar Ridge continuum, version 2")
    follow(lead, "Review and publish")
    tab_to(lead, lead.page.locator("#note"))
    type_in(lead, "Please read the new words.")
    push(lead, "Send to review")
    expect(lead.page.locator("main")).to_contain_text("The draft is in review")


def then_the_difference_is_told(lead: Visitor) -> None:
    follow(lead, "Read what is different, word by word")
    expect(lead.page.locator("main")).to_contain_text(NAME)
    expect(lead.page.locator("main ins").first).to_be_visible()
    expect(lead.page.locator("main del").first).to_be_visible()
    lead.page.go_back()


def when_publishing(lead: Visitor) -> None:
    tab_to(lead, lead.page.locator("#looked"))
    press(lead, "Space")
    push(lead, "Publish this version")
    expect(lead.page.locator("main .notice.is-done")).to_be_visible()


def when_showing_the_dismissed(lead: Visitor) -> None:
    tab_to(lead, lead.page.locator("#state"), "Shift+Tab")
    type_in(lead, "dismissed")
    push(lead, "Show")


# -- then --


def then_a_learner_reads(learner: Visitor, words: str) -> None:
    learner.go("/me/continuum/")
    tab_to(learner, learner.page.locator("main input[type=search]"))
    type_in(learner, CODE)
    press(learner, "Enter")
    tab_to(
        learner, learner.page.locator("main a", has_text=re.compile(f"{CODE}|{NAME}|one denominator")).first
    )
    press(learner, "Enter")
    expect(learner.page.locator("main")).to_contain_text(words)


# -- keys --


def press(person: Visitor, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def type_in(person: Visitor, words: str) -> None:
    person.page.keyboard.type(words)


def replace(person: Visitor, words: str) -> None:
    press(person, "Control+a")
    type_in(person, words)


def tab_to(person: Visitor, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until this has the focus, as somebody does who sees where she wants to go; Shift+Tab if it is above."""
    expect(wanted).to_be_visible()
    for _stop in range(MOST_STOPS):
        if wanted.evaluate("part => part === document.activeElement"):
            return
        press(person, key)
    raise AssertionError(f"{key} does not reach {wanted} on {person.page.url}")


def follow(person: Visitor, name: str) -> None:
    tab_to(person, person.page.get_by_role("link", name=name, exact=True))
    press_and_wait(person, "Enter")


def push(person: Visitor, name: str) -> None:
    """A button that leads to a page."""
    tab_to(person, person.page.get_by_role("button", name=name, exact=True))
    press_and_wait(person, "Enter")


def press_and_wait(person: Visitor, key: str) -> None:
    """Keys mean something once the scripts of the next page are there."""
    with person.page.expect_navigation():
        press(person, key)


def save(lead: Visitor) -> None:
    push(lead, "Save")
    expect(lead.page.locator("main .notice.is-done")).to_be_visible()
