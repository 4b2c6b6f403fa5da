"""Files of outside tests among the other imports: recognised, read otherwise, applied; and at the command line."""

from __future__ import annotations

import re

import pytest

from headway.district.assessments.models import AssessmentResult
from headway.district.interop.models import ImportRun
from headway.district.site.cli.entry import main
from tests.district.assessments.conftest import HEADINGS, crosswalk, export, line  # noqa: F401
from tests.portals.admin import files
from tests.portals.admin.files import upload
from tests.portals.showing import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def adam(world, sign_in):
    return sign_in(world.adam)


def send(client, raw: bytes, **more):
    return client.post(
        "/admin/imports/new/", {"format": "assessments", "file": upload(raw, "map.csv"), **more}, follow=True
    )


def newest() -> ImportRun:
    return ImportRun.objects.latest("planned_at")


def test_the_layout_is_recognised_and_the_preview_says_who_is_unknown(adam):
    text = text_of(send(adam, export(line(), line("L-nobody"))))
    assert (
        "As MAP Growth, assessment results (2021 layout). 1 learners of the file are known here, 1 are not."
        in text
    )
    assert "no learner here is called L-nobody" in text
    assert "Bring the roster first, or correct the identifier." in text
    assert not AssessmentResult.objects.exists()


def test_without_a_crosswalk_nothing_is_suggested_and_that_is_said(adam):
    assert "the district has no crosswalk yet" in text_of(send(adam, export(line())))


def test_the_preview_counts_what_would_be_suggested_and_hides_small_groups(adam, crosswalk):  # noqa: F811
    text = text_of(send(adam, export(line(), line("L-ben"))))
    assert "Three Rivers crosswalk" in text
    assert "fewer than 10" in text


def test_applied_it_does_what_the_preview_said(adam, django_capture_on_commit_callbacks):
    page = send(adam, export(line(), line("L-ben")))
    digest = re.search(r'name="plan_digest" value="([^"]*)"', page.content.decode())
    assert digest is not None
    with django_capture_on_commit_callbacks(execute=True):
        done = adam.post(
            f"/admin/imports/{newest().uuid}/apply/", {"plan_digest": digest.group(1)}, follow=True
        )
    assert "What this file did" in text_of(done)
    assert AssessmentResult.objects.count() == 2


def test_the_days_of_a_term_are_said_on_the_page_and_the_file_is_read_again(adam):
    headings = HEADINGS.replace("TestStartDate", "Unused")
    page = send(adam, export(line(term="Window B"), headings=headings))
    assert "does not say when the test was taken" in text_of(page)
    again = adam.post(
        f"/admin/imports/{newest().uuid}/read-again/",
        {"profile": "map-growth", "term": "Window B", "first.0": "2026-09-01", "last.0": "2026-09-12"},
        follow=True,
    )
    assert "does not say when the test was taken" not in text_of(again)
    assert newest().plan["counts"] == {"outside_result": {"add": 1}}


def test_another_profile_that_does_not_fit_is_answered_in_words_and_the_preview_stays(adam):
    send(adam, export(line()))
    again = adam.post(f"/admin/imports/{newest().uuid}/read-again/", {"profile": "star-reading"}, follow=True)
    assert "Nearest names in this file" in text_of(again)
    assert newest().plan["counts"] == {"outside_result": {"add": 1}}


def test_a_layout_that_nobody_knows_is_answered_in_words(adam):
    page = send(adam, b"colour,size\nred,3\n")
    assert page.status_code == 422
    assert "No profile fits the headings of this file." in text_of(page)


def test_the_page_of_another_import_cannot_be_read_again_as_a_test(adam):
    adam.post(
        "/admin/imports/new/", {"format": "ratings", "file": files.ratings("L-ana,MA.FR.1,3,2026-10-01")}
    )
    assert adam.post(f"/admin/imports/{newest().uuid}/read-again/").status_code == 404


def test_at_the_command_line(world, tmp_path, capsys, django_capture_on_commit_callbacks):
    path = tmp_path / "map.csv"
    path.write_bytes(export(line(), line("L-ben")))
    assert main(["import", "assessments", str(path), "--plan"]) == 0
    assert not AssessmentResult.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert main(["import", "assessments", str(path), "--profile", "map_growth", "--yes"]) == 0
    assert AssessmentResult.objects.count() == 2
    assert main(["import", "assessments", str(path), "--profile", "no-such-thing", "--yes"]) == 1
    assert "There is no profile called no-such-thing." in capsys.readouterr().err
