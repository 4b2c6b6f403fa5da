"""Capturing on a phone: a voice, a misconception in one tap, and a roster that lies on the phone for a day at most."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import given_signed_in
from tests.journeys.test_capture_without_a_network import (
    CAPTURE,
    KEPT,
    WAITING,
    given_at_the_capture_page,
    given_no_network,
    kept_names,
    then_all_is_saved,
    then_it_stands_in_the_record,
    then_the_page_is_begun,
    when_capturing,
    words,
)
from tests.journeys.visitors import PHONE, Visitor

A_DAY = 24 * 3600 * 1000

# A microphone that says one short thing: what a browser's recorder does, without a sound card.
RECORDER = """
window.stopped = 0;
navigator.mediaDevices.getUserMedia = async () => ({
    getTracks: () => [{ stop: () => { window.stopped += 1; } }],
});
window.MediaRecorder = class extends EventTarget {
    static isTypeSupported(type) { return type.startsWith('audio/webm'); }
    constructor(stream, settings) { super(); this.mimeType = settings.mimeType; }
    start() {}
    stop() {
        const head = [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, ...new TextEncoder().encode('webm')];
        const data = new Blob([new Uint8Array([...head, ...new Array(90).fill(0)])]);
        this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
        this.dispatchEvent(new Event('stop'));
    }
};
"""


def a_phone_with_a_microphone(a_person) -> Visitor:
    teacher = a_person(viewport=PHONE)
    teacher.context.add_init_script(RECORDER)
    return given_at_the_capture_page(given_signed_in(teacher, "teacher"))


def voice_button(page: Page) -> Locator:
    return page.locator("#voice")


def test_a_voice_is_recorded_and_lies_beside_the_words(a_person):
    teacher, said = a_phone_with_a_microphone(a_person), words("She explains it aloud.")
    button = voice_button(teacher.page)
    expect(button).to_be_visible()
    before = button.inner_text()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert button.inner_text() != before
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert teacher.page.evaluate("window.stopped") == 1, "the microphone stays open"
    when_capturing(teacher, said)
    then_all_is_saved(teacher)
    then_it_stands_in_the_record(teacher, said, times=1)
    row = teacher.page.locator(".captured > li", has_text=said)
    expect(row.locator("audio, a[href*='/files/']").first).to_be_attached()


def test_a_usual_misconception_is_one_tap_and_own_words_take_its_place(a_person):
    """The chips are those of the competency that is chosen; typing over one makes it the teacher's own words."""
    teacher = given_at_the_capture_page(given_signed_in(a_person(viewport=PHONE), "teacher"))
    page = teacher.page
    title, heard = a_competency_with_a_usual_misconception(page)
    page.locator("#learners .tile").first.click()
    page.locator("#q").fill(title)
    page.locator("#competencies .tile", has_text=title).first.click()
    page.locator("#further summary").click()
    page.locator("#usual .tile", has_text=heard).first.click()
    expect(page.locator("#misconception")).to_have_value(heard)
    named = page.locator("[name=misconception_uuid]")
    assert named.input_value()

    page.locator("#misconception").fill("Counts the pieces only.")
    assert named.input_value() == ""
    expect(page.locator("[name=usual]:checked")).to_have_count(0)

    page.locator("#usual .tile", has_text=heard).first.click()
    page.locator("#save").click()
    then_all_is_saved(teacher)
    teacher.go(WAITING)
    expect(page.locator(".captured > li", has_text=heard).first).to_contain_text(title)


def a_competency_with_a_usual_misconception(page: Page) -> tuple[str, str]:
    """Read from what lies on the phone: its title, and what is often heard."""
    (facts,) = [row["facts"] for row in page.evaluate(KEPT, "kept") if row.get("facts")]
    return next(
        (one["title"], one["usual"][0][1]) for one in facts["competencies"] if one["usual"] and one["title"]
    )


def test_after_a_day_without_a_network_no_name_lies_on_the_phone(a_person):
    teacher = given_at_the_capture_page(given_signed_in(a_person(viewport=PHONE), "teacher"))
    assert kept_names(teacher.page)
    age_the_roster(teacher.page, A_DAY - 60_000)
    given_no_network(teacher)
    teacher.go(CAPTURE)
    then_the_page_is_begun(teacher)
    assert kept_names(teacher.page), "the roster went before its day was over"
    age_the_roster(teacher.page, A_DAY + 60_000)
    teacher.go(CAPTURE)
    then_the_page_is_begun(teacher)
    expect(teacher.page.locator("#learners .tile")).to_have_count(0)
    assert kept_names(teacher.page) == []


def age_the_roster(page: Page, age: int) -> None:
    page.evaluate(
        """age => new Promise((resolve) => {
            const opening = indexedDB.open('headway.capture');
            opening.onsuccess = () => {
                const store = opening.result.transaction('kept', 'readwrite').objectStore('kept');
                store.get('facts').onsuccess = (event) => {
                    store.put({ ...event.target.result, at: Date.now() - age }, 'facts').onsuccess = () => {
                        opening.result.close(); resolve();
                    };
                };
            };
        })""",
        age,
    )
