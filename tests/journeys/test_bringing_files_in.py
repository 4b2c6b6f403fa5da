"""An administrator brings real files in: looks at what they would do, applies them, and sees that nothing is left to do."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import given_signed_in, then_the_page_is_well
from tests.shared_material import shared

ROSTER = "data/oneroster/grand-bend/oneroster-1p2-grand-bend.zip"
FRAMEWORK = "data/frameworks/case/ctdl-onet-basic-skills.cfpackage.json"


@pytest.fixture
def administrator(own_district, a_person):
    return given_signed_in(a_person(), "admin")


def test_a_roster_is_previewed_applied_and_then_there_is_nothing_to_do(administrator):
    roster = shared(ROSTER)
    then_the_page_is_well(administrator, "admin-home")

    when_uploading(administrator, "oneroster", roster)
    to_add = count_of(administrator, "to add")
    assert to_add > 1000
    assert count_of(administrator, "that cannot be read") == 0
    then_the_page_is_well(administrator, "admin-import-preview")

    when_applying(administrator)
    expect(administrator.page.locator("main .notice.is-done")).to_contain_text("The import is done")
    assert administrator.page.locator("main").get_by_role("button").count() == 0
    then_the_page_is_well(administrator, "admin-import-report")

    when_uploading(administrator, "oneroster", roster)
    then_there_is_nothing_to_do(administrator)
    assert count_of(administrator, "to add") == count_of(administrator, "to change") == 0
    then_the_page_is_well(administrator, "admin-import-again")
    administrator.go("/admin/imports/")
    then_the_page_is_well(administrator, "admin-imports")


def test_a_framework_comes_in_by_case_and_goes_out_as_it_came(administrator):
    framework = shared(FRAMEWORK)
    came = json.loads(framework.read_text())

    when_uploading(administrator, "case", framework)
    assert count_of(administrator, "to add") > 0
    when_applying(administrator)
    when_uploading(administrator, "case", framework)
    then_there_is_nothing_to_do(administrator)

    administrator.go("/admin/exports/")
    then_the_page_is_well(administrator, "admin-exports")
    with administrator.page.expect_download() as coming:
        administrator.page.locator(
            "li.card", has=administrator.page.get_by_role("heading", name=came["CFDocument"]["title"])
        ).get_by_role("link").click()
    assert json.loads(Path(coming.value.path()).read_text()) == came

    administrator.go("/admin/audit/")
    expect(administrator.page.locator(".audit")).to_contain_text(
        re.compile("import|framework", re.IGNORECASE)
    )
    then_the_page_is_well(administrator, "admin-audit")


def test_a_file_that_is_something_else_gets_a_sentence_and_changes_nothing(administrator, tmp_path):
    letter = tmp_path / "letter.zip"
    letter.write_text("Dear administrator, this is no roster.")
    administrator.expects(422)
    when_uploading(administrator, "oneroster", letter)
    expect(administrator.page.locator("#problems")).to_contain_text("nothing was changed")
    then_the_page_is_well(administrator, "admin-upload")


def when_uploading(administrator, kind: str, file: Path) -> None:
    administrator.go("/admin/imports/new/")
    administrator.page.locator(f"input[name=format][value={kind}]").check()
    administrator.page.locator("input[type=file]").set_input_files(file)
    administrator.page.get_by_role("button", name="Read the file").click(timeout=60_000)
    administrator.page.wait_for_load_state(timeout=60_000)


def when_applying(administrator) -> None:
    administrator.page.get_by_role("button", name="Apply this import").click(timeout=60_000)
    administrator.page.wait_for_load_state(timeout=60_000)


def count_of(administrator, words: str) -> int:
    line = administrator.page.locator(".preview li", has_text=words).first
    return int(re.sub(r"\D", "", line.locator(".count").inner_text()))


def then_there_is_nothing_to_do(administrator) -> None:
    expect(administrator.page.locator("main .notice").first).to_contain_text("There is nothing to apply")
    assert administrator.page.get_by_role("button", name="Apply this import").count() == 0
