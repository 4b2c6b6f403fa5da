"""A teacher captures what she sees where there is no network; nothing is lost, nothing is doubled, nobody else reads it.

Two devices are two browsers. Where a story cuts the network, the browser says so in its console; that is foreseen.
"""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.axe import assert_accessible
from tests.journeys.steps import given_signed_in, then_it_fits, then_the_page_is_well, when_signing_out
from tests.journeys.visitors import PHONE, Visitor

CAPTURE = "/teach/capture/"
WAITING = "/teach/capture/waiting/"
MOST_TAPS = 6
A_DAY = 24 * 3600 * 1000


@pytest.fixture
def a_phone(a_person):
    """A teacher of the demo at the capture page of her phone, which is ready for a day without a network."""

    def at_the_page(who: str = "teacher", **wishes) -> Visitor:
        return given_at_the_capture_page(given_signed_in(a_person(viewport=PHONE, **wishes), who))

    return at_the_page


def test_an_observation_takes_at_most_six_taps(a_phone):
    teacher = a_phone()
    given_that_taps_are_counted(teacher.page)
    when_capturing(teacher, words("Told why."))
    then_all_is_saved(teacher)
    assert 0 < teacher.page.evaluate("() => window.taps") <= MOST_TAPS


def test_the_pages_are_well_at_a_desk_and_on_a_phone(a_phone):
    teacher = a_phone()
    when_capturing(teacher, words("Told why."))
    then_all_is_saved(teacher)
    teacher.page.locator("#learners .tile").first.click()
    teacher.page.locator("#further summary").click()
    then_the_page_is_well(teacher, "capture")
    teacher.go(WAITING)
    teacher.page.locator(".count-as summary").first.click()
    then_the_page_is_well(teacher, "captured")


def test_what_is_captured_without_a_network_is_saved_once_when_it_is_back(a_phone):
    teacher, said = a_phone(), words("In the garden.")
    given_no_network(teacher)
    teacher.go(CAPTURE)
    then_the_page_is_begun(teacher)
    when_capturing(teacher, said)
    then_the_phone_says(teacher, "1 waits on this phone. No network")
    then_it_fits(teacher)
    assert_accessible(teacher.page)

    teacher.go(CAPTURE)  # the page was closed meanwhile
    then_the_page_is_begun(teacher)
    then_the_phone_says(teacher, "1 waits on this phone.")

    given_the_network_again(teacher)
    then_all_is_saved(teacher)
    then_it_stands_in_the_record(teacher, said, times=1)


def test_an_answer_that_is_lost_on_its_way_doubles_nothing(a_phone):
    teacher, said = a_phone(), words("The answer got lost.")
    lost = given_that_answers_are_lost(teacher.page)
    when_capturing(teacher, said)
    then_the_phone_says(teacher, "1 waits on this phone. No network")
    assert lost == [200]

    teacher.page.unroute("**/capture/sync/")
    teacher.page.get_by_role("button", name="Send now").click()
    then_all_is_saved(teacher)
    then_it_stands_in_the_record(teacher, said, times=1)


def test_two_phones_of_one_teacher_keep_out_of_each_others_way(a_phone):
    first, second = a_phone(), a_phone()
    said = [words("From the first."), words("From the second.")]
    for phone, one in zip((first, second), said, strict=True):
        given_no_network(phone)
        when_capturing(phone, one)
    for phone in (first, second):
        given_the_network_again(phone)
    for phone in (first, second):
        then_all_is_saved(phone)
    for one in said:
        then_it_stands_in_the_record(first, one, times=1)


def test_a_clock_that_is_a_day_late_tells_the_right_day(a_phone):
    said = words("The clock was wrong.")
    teacher = a_phone()
    right = teacher.page.evaluate("Date.now()")
    teacher.page.clock.set_system_time(right - A_DAY)
    when_capturing(teacher, said)
    then_all_is_saved(teacher)
    teacher.go(WAITING)
    when = teacher.page.locator(".captured > li", has_text=said).locator("time").get_attribute("datetime")
    shown = teacher.page.evaluate("text => new Date(text).getTime()", when)
    assert abs(shown - right) < A_DAY / 4


def test_signing_out_takes_the_names_away_and_another_person_sees_nothing(a_phone):
    """What waits stays, for whoever captured it; after signing in again it goes on its way."""
    teacher, said = a_phone(), words("Signed out too early.")
    given_no_way_to_headway(teacher)
    when_capturing(teacher, said)
    then_the_phone_says(teacher, "1 waits on this phone.")
    when_signing_out(teacher)
    expect(teacher.page.locator("#main [name=login]")).to_be_visible()
    teacher.page.unroute("**/capture/sync/")
    then_nothing_readable_lies_on_the_phone(teacher, said)

    other = given_at_the_capture_page(given_signed_in(teacher, "adviser"))
    expect(other.page.locator("#phone-list")).to_be_hidden()
    expect(other.page.locator("main")).not_to_contain_text(said)
    when_signing_out(other)

    given_at_the_capture_page(given_signed_in(teacher, "teacher"))
    then_all_is_saved(teacher)
    then_it_stands_in_the_record(teacher, said, times=1)


def test_a_session_that_ended_meanwhile_loses_nothing(a_phone):
    teacher, said = a_phone(), words("The session had ended.")
    given_no_network(teacher)
    when_capturing(teacher, said)
    teacher.context.clear_cookies()
    teacher.expects(404)
    given_the_network_again(teacher)
    then_the_phone_says(teacher, "Sign in again")

    given_at_the_capture_page(given_signed_in(teacher, "teacher"))
    then_all_is_saved(teacher)
    then_it_stands_in_the_record(teacher, said, times=1)


def test_a_file_that_is_refused_says_so_and_the_words_can_go_alone(a_phone):
    teacher, said = a_phone(), words("With a picture that is none.")
    teacher.expects(422)
    teacher.page.locator("#file-photo").set_input_files(
        {"name": "table.jpg", "mimeType": "image/jpeg", "buffer": b"MZ no picture"}
    )
    when_capturing(teacher, said)
    then_the_phone_says(teacher, "1 needs another look.")
    assert_accessible(teacher.page)
    then_it_fits(teacher)
    teacher.page.get_by_role("button", name=re.compile("Send without the file")).click()
    then_all_is_saved(teacher)
    then_it_stands_in_the_record(teacher, said, times=1)


def test_it_can_be_taken_back_at_once_and_come_back(a_phone):
    teacher, said = a_phone(), words("A slip of the thumb.")
    when_capturing(teacher, said)
    line = teacher.page.locator("#phone-list li", has_text=said)
    line.get_by_role("button", name=re.compile("^Undo")).click()
    expect(line.get_by_role("button", name=re.compile("^Bring it back"))).to_be_visible()
    teacher.go(WAITING)
    expect(teacher.page.locator("main")).not_to_contain_text(said)


def test_a_phone_that_keeps_nothing_is_a_plain_form(a_phone):
    teacher, said = a_phone(), words("Kept nowhere.")
    teacher.page.get_by_text("What becomes of it").click()
    teacher.page.locator("#keeps-offline").uncheck()
    when_capturing(teacher, said)
    expect(teacher.page.locator(".just-done")).to_contain_text("Saved: 1 observation.")
    assert kept_names(teacher.page) == []


def test_without_scripts_it_is_a_plain_form_too(a_person):
    teacher = given_signed_in(a_person(viewport=PHONE, scripts=False), "teacher")
    teacher.go(CAPTURE)
    said = words("Without scripts.")
    teacher.page.locator("#learners input").first.check()
    teacher.page.locator("#q").fill("fractions")
    teacher.page.get_by_role("button", name="Find", exact=True).click()
    teacher.page.locator("#competencies input").first.check()
    teacher.page.locator("#note").fill(said)
    teacher.page.get_by_role("button", name="Save").click()
    expect(teacher.page.locator(".just-done")).to_contain_text("Saved: 1 observation.")
    then_it_stands_in_the_record(teacher, said, times=1)


# -- given --


def given_at_the_capture_page(teacher: Visitor) -> Visitor:
    teacher.go(CAPTURE)
    then_the_page_is_begun(teacher)
    teacher.page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    return teacher


def given_no_network(teacher: Visitor) -> None:
    teacher.context.set_offline(True)


def given_the_network_again(teacher: Visitor) -> None:
    teacher.context.set_offline(False)


def given_no_way_to_headway(teacher: Visitor) -> None:
    teacher.page.route("**/capture/sync/", lambda route: route.abort())


def given_that_answers_are_lost(page: Page) -> list[int]:
    """The server takes it in; what it answers never arrives."""
    met: list[int] = []

    def lose(route: Route) -> None:
        met.append(route.fetch().status)
        route.abort()

    page.route("**/capture/sync/", lose)
    return met


def given_that_taps_are_counted(page: Page) -> None:
    page.evaluate(
        "() => { window.taps = 0; document.addEventListener('pointerdown', () => { window.taps += 1; }, true); }"
    )


def words(said: str) -> str:
    """Words of this story alone: the district keeps those of others."""
    return f"{said} {uuid.uuid4().hex[:8]}"


# -- when --


def when_capturing(teacher: Visitor, said: str) -> None:
    """One learner, one competency, a few words, saved."""
    page = teacher.page
    page.locator("#learners .tile").first.click()
    page.locator("#competencies .tile").first.click()
    page.locator("#note").click()
    page.keyboard.type(said)
    page.locator("#save").click()


# -- then --


def then_the_page_is_begun(teacher: Visitor) -> None:
    expect(teacher.page.locator("form[data-begun]")).to_be_attached()


def then_the_phone_says(teacher: Visitor, said: str) -> None:
    expect(teacher.page.locator("#phone-state")).to_contain_text(said)


def then_all_is_saved(teacher: Visitor) -> None:
    expect(teacher.page.locator("#phone-state")).to_contain_text("All saved at")


def then_it_stands_in_the_record(teacher: Visitor, said: str, times: int) -> None:
    teacher.go(WAITING)
    expect(teacher.page.locator(".captured > li", has_text=said)).to_have_count(times)


def then_nothing_readable_lies_on_the_phone(teacher: Visitor, said: str) -> None:
    """At once on a quick phone; a slow one goes on emptying on the next page."""
    for _ in range(100):
        if teacher.page.evaluate("() => localStorage.getItem('headway.capture.person')") is None:
            break
        teacher.page.wait_for_timeout(100)
    assert kept_names(teacher.page) == []
    assert teacher.page.evaluate("() => localStorage.getItem('headway.capture.person')") is None
    assert (
        teacher.page.evaluate(
            "async () => (await caches.keys()).filter(name => name.startsWith('headway-capture'))"
        )
        == []
    )
    (waits,) = everything_that_waits(teacher.page)
    assert said not in waits


KEPT = """(store) => new Promise((resolve) => {
    const opening = indexedDB.open('headway.capture');
    opening.onsuccess = () => {
        const asked = opening.result.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
    };
})"""


def kept_names(page: Page) -> list[str]:
    rows = page.evaluate(KEPT, "kept")
    return [one["name"] for row in rows for one in row.get("facts", {}).get("learners", ())]


def everything_that_waits(page: Page) -> list[str]:
    """The queue as somebody would find it who looks into the phone: bytes read as text."""
    return page.evaluate(
        f"""async () => (await ({KEPT})('queue'))
            .map((row) => JSON.stringify(row) + new TextDecoder().decode(row.words.bytes))"""
    )
