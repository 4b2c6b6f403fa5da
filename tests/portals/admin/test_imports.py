"""Files in: read first, looked at, applied once or put aside; what is wrong says where and what to do."""

from __future__ import annotations

import csv
import io
import re
import uuid
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from headway.district.evidence.models import Rating
from headway.district.foundation.models import AuditEntry
from headway.district.interop.models import ImportRun
from headway.district.people.models import Organisation, Person
from headway.district.portals.admin.presenters import KINDS
from tests.portals.admin import files
from tests.portals.showing import english_left_in, text_of

# Names of columns and files are the same in every language.
COLUMNS = ("English", "learner, competency, level, date")


@pytest.fixture
def adam(world, sign_in):
    return sign_in(world.adam)


@pytest.fixture
def send(adam):
    """Upload a file; the page that follows."""

    def sent(format: str, file=None, **more):
        values = {"format": format, **more} | ({"file": file} if file is not None else {})
        return adam.post("/admin/imports/new/", values, follow=True)

    return sent


@pytest.fixture
def act(adam, django_capture_on_commit_callbacks):
    """Apply or put aside the newest run, as its page offers it."""

    def acted(verb: str, **more):
        run = ImportRun.objects.latest("planned_at")
        page = adam.get(f"/admin/imports/{run.uuid}/").content.decode()
        digest = re.search(r'name="plan_digest" value="([^"]*)"', page)
        values = {"plan_digest": digest.group(1) if digest else run.plan["digest"]} | more
        with django_capture_on_commit_callbacks(execute=True):
            return adam.post(f"/admin/imports/{run.uuid}/{verb}/", values, follow=True)

    return acted


def kept_files() -> list[Path]:
    return list((Path(settings.DATA_DIR) / "imports").glob("*.upload"))


@pytest.fixture(autouse=True)
def _no_file_is_left_over():
    for path in kept_files():
        path.unlink()


def table_row(response, head: str) -> list[str]:
    """The cells of the table row that begins with these words."""
    for row in re.findall(r"<tr>.*?</tr>", response.content.decode(), re.S):
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
        if cells and cells[0] == head:
            return cells[1:]
    raise AssertionError(f"no row begins with {head!r}")


class TestARoster:
    def test_the_preview_counts_and_changes_nothing(self, send):
        before = Person.objects.count(), Organisation.objects.count()
        response = send("oneroster", files.roster(), source="elm")
        assert response.status_code == 200
        text = text_of(response)
        assert "What this file would do" in text
        assert table_row(response, "People")[0] == "3"
        assert table_row(response, "Guardians")[0] == "1"
        assert table_row(response, "Teachers of sections")[0] == "1"
        assert (Person.objects.count(), Organisation.objects.count()) == before

    def test_applied_it_does_what_the_preview_said_and_the_file_is_deleted(self, send, act):
        send("oneroster", files.roster(), source="elm")
        assert len(kept_files()) == 1
        response = act("apply")
        assert "The import is done." in text_of(response)
        assert "What this file did" in text_of(response)
        assert Person.objects.filter(given_name="Maya", family_name="Ruiz").exists()
        assert kept_files() == []

    def test_the_same_file_again_changes_nothing_and_offers_nothing(self, send, act):
        send("oneroster", files.roster(), source="elm")
        act("apply")
        response = send("oneroster", files.roster(), source="elm")
        assert "Everything in this file is already here." in text_of(response)
        assert "Apply this import" not in text_of(response)
        assert "Put the file aside" in text_of(response)

    def test_a_file_of_which_nothing_can_be_read_is_not_said_to_be_here_already(self, send):
        response = send("ratings", files.ratings("nobody,XX,3,2026-10-01"))
        assert "Nothing in this file can be read yet" in text_of(response)
        assert "already here" not in text_of(response)
        assert "Apply this import" not in text_of(response)

    def test_a_changed_row_is_counted_as_a_change_with_its_field(self, send, act):
        send("oneroster", files.roster(), source="elm")
        act("apply")
        response = send(
            "oneroster",
            files.roster(orgs=["d1,,,River District,district,,", "s1,,,Elm Academy,school,0042,d1"]),
            source="elm",
        )
        add, change, *_rest = table_row(response, "Organisations")
        assert (add, change) == ("0", "1")
        assert table_row(response, "s1")[:3] == ["Organisations", "changed", "name"]

    def test_a_row_that_cannot_be_read_names_its_place_its_field_and_the_remedy(self, send):
        response = send("oneroster", files.roster_with_a_stranger(), source="elm")
        (cannot,) = [
            row for row in re.findall(r"<tr>.*?</tr>", response.content.decode(), re.S) if "k9" in row
        ]
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cannot))
        assert "enrollments.csv row 4, classSourcedId" in words
        assert "Not taken" in words
        assert "Add the missing record to its file, or take the reference out" in words
        assert table_row(response, "Enrolments")[-1] == "1"

    def test_the_problems_can_be_taken_along_as_a_table(self, send, adam):
        send("oneroster", files.roster_with_a_stranger(), source="elm")
        run = ImportRun.objects.get()
        response = adam.get(f"/admin/imports/{run.uuid}/problems.csv")
        assert response["Content-Disposition"].startswith("attachment")
        rows = list(csv.reader(io.StringIO(response.content.decode())))
        assert rows[0] == ["How grave", "Row", "Field", "What is there", "What to do"]
        assert ["Not taken", "enrollments.csv row 4", "classSourcedId"] in [row[:3] for row in rows]


class TestAFramework:
    def test_it_is_previewed_applied_and_given_back(self, send, act, adam):
        response = send("case", files.framework())
        assert table_row(response, "Competencies")[0] == "4"
        act("apply")
        assert "Download as a CASE package" in text_of(adam.get("/admin/exports/"))
        page = adam.get("/admin/exports/").content.decode()
        for href in re.findall(r'href="(/admin/exports/case/[^"]+)"', page):
            exported = adam.get(href)
            assert exported["Content-Type"] == "application/json"
            assert exported.json()["CFDocument"]["title"]

    def test_what_an_importer_noted_is_told_in_words(self, send):
        text = text_of(send("case", files.framework()))
        assert "Version of CASE" in text
        noted = text[text.index("About this import") :]
        assert not re.search(r"[{}_]|None|True|False", noted)
        assert "Items that work can be rated against" in noted


class TestRatings:
    def test_they_are_previewed_and_applied(self, send, act, world):
        rows = ("L-ana,MA.FR.1,3,2026-09-30", "L-ben,MA.FR.1,2,2026-09-30")
        response = send("ratings", files.ratings(*rows))
        assert table_row(response, "Ratings")[0] == "2"
        assert not Rating.objects.exists()
        act("apply")
        assert Rating.objects.count() == 2

    def test_a_row_about_nobody_is_left_out_and_told_of(self, send, act):
        response = send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30", "L-zed,MA.FR.1,2,2026-09-30"))
        assert table_row(response, "Ratings")[-1] == "1"
        act("apply")
        assert Rating.objects.count() == 1


class TestWhatDoesNotWork:
    def test_without_a_file_the_page_says_so(self, send):
        response = send("oneroster")
        assert response.status_code == 422
        assert "Choose a file first." in text_of(response)
        assert not ImportRun.objects.exists()

    def test_a_file_that_is_too_large_is_refused(self, send, settings):
        settings.MAX_UPLOAD_BYTES = 1024 * 1024
        response = send("ratings", files.upload(b"x" * (1024 * 1024 + 1), "ratings.csv"))
        assert response.status_code == 422
        assert "The file is larger than 1 MB." in text_of(response)
        assert kept_files() == []

    @pytest.mark.parametrize("format", ["oneroster", "case", "ratings"])
    @pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"\x1f\x8bbroken", "ñandú".encode("latin-1")])
    def test_a_file_of_another_kind_is_refused_in_words(self, send, format, raw):
        response = send(format, files.upload(raw, "something"))
        assert response.status_code == 422
        assert "The file was not taken; nothing was changed" in text_of(response)
        assert not ImportRun.objects.exists()

    def test_a_format_we_do_not_read_is_refused(self, send):
        response = send("cobol", files.ratings("a,b,1,2026-09-01"))
        assert response.status_code == 422
        assert not ImportRun.objects.exists()

    def test_an_empty_zip_is_refused(self, send):
        raw = io.BytesIO()
        zipfile.ZipFile(raw, "w").close()
        assert send("oneroster", files.upload(raw.getvalue(), "r.zip")).status_code == 422

    def test_a_refusal_is_told_in_the_readers_language(self, adam):
        adam.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
        values = {"format": "case", "file": files.upload(b"{}", "x.json")}
        response = adam.post("/admin/imports/new/", values)
        assert response.status_code == 422
        assert english_left_in(response, except_for=COLUMNS) == []


class TestApplyingOnce:
    def test_a_second_apply_is_answered_with_a_sentence_and_changes_nothing(self, send, act):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        act("apply")
        response = act("apply")
        assert response.status_code == 409
        assert "This import was applied or put aside already." in text_of(response)
        assert Rating.objects.count() == 1

    def test_a_preview_that_is_no_longer_true_is_not_applied(self, send, act, world):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        world.ana.local_identifier = "other"
        world.ana.save()
        response = act("apply")
        assert response.status_code == 409
        assert "The record changed since this preview was made, so nothing was imported." in text_of(response)
        assert not Rating.objects.exists()

    def test_a_digest_of_another_preview_is_not_taken(self, send, act):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        assert act("apply", plan_digest="0" * 64).status_code == 409

    def test_a_file_that_is_gone_is_told_of(self, send, act):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        for path in kept_files():
            path.unlink()
        response = act("apply")
        assert response.status_code == 409
        assert "Upload the file again." in text_of(response)

    def test_put_aside_the_file_is_deleted_and_nothing_was_imported(self, send, act):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        assert len(kept_files()) == 1
        response = act("discard")
        assert "The file was put aside." in text_of(response)
        assert kept_files() == []
        assert act("apply").status_code == 409
        assert act("discard").status_code == 404
        assert not Rating.objects.exists()

    def test_each_step_is_in_the_trail_with_the_fingerprint_of_the_file(self, send, act, world):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        act("apply")
        steps = AuditEntry.objects.filter(act__startswith="interop.").order_by("pk")
        assert [one.act for one in steps] == ["interop.import_planned", "interop.import_applied"]
        assert {one.facts["sha256"] for one in steps} == {ImportRun.objects.get().sha256}
        assert {one.actor_key for one in steps} == {str(world.adam.uuid)}


class TestAccess:
    @pytest.mark.parametrize("who", ["priya", "lena", "reggie", "ortiz", "rosa", "ana"])
    def test_nobody_else_finds_the_pages(self, world, sign_in, who):
        client = sign_in(getattr(world, who))
        for address in ("", "imports/", "imports/new/", "exports/", "exports/oneroster/", "audit/"):
            assert client.get(f"/admin/{address}").status_code == 404, address

    def test_a_curriculum_lead_cannot_send_a_file_or_apply_one(self, world, sign_in, send):
        send("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30"))
        run, priya = ImportRun.objects.get(), sign_in(world.priya)
        assert priya.post("/admin/imports/new/", {"format": "case"}).status_code == 404
        assert priya.post(f"/admin/imports/{run.uuid}/apply/").status_code == 404
        run.refresh_from_db()
        assert run.status == "planned"

    def test_an_import_that_does_not_exist_is_no_page(self, adam):
        for verb in ("", "problems.csv"):
            assert adam.get(f"/admin/imports/{uuid.uuid4()}/{verb}").status_code == 404
        assert adam.post(f"/admin/imports/{uuid.uuid4()}/apply/").status_code == 404


def test_the_roster_goes_out_as_a_bundle_and_leaves_a_trace(adam):
    response = adam.get("/admin/exports/oneroster/")
    assert response["Content-Type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert {"manifest.csv", "orgs.csv", "users.csv"} <= set(names)
    assert AuditEntry.objects.filter(act="interop.roster_exported").count() == 1


def test_the_list_shows_the_newest_first_a_page_at_a_time(adam, world):
    from headway.district.foundation.api import clock

    for number in range(30):
        ImportRun.objects.create(
            format="ratings", file_name=f"file-{number:02d}.csv", sha256="0", size=1, stored_at="",
            plan={}, planned_at=clock.now(), status="superseded",
        )  # fmt: skip
    assert "Page 1 of 2" in text_of(adam.get("/admin/imports/"))
    assert adam.get("/admin/imports/?page=nonsense").status_code == 200
    assert adam.get("/admin/imports/?page=2").status_code == 200


def test_every_kind_of_row_has_words():
    from headway.district.interop.case.comparing import KINDS as case_kinds
    from headway.district.interop.oneroster.meanings import FILE_KINDS

    assert set(case_kinds.values()) | set(FILE_KINDS.values()) <= set(KINDS)
    assert {"learner", "agent", "enrollment.staff", "role", "demographics", "prerequisite", "rating"} <= set(
        KINDS
    )


def test_every_page_can_be_read_in_spanish(adam, world, act, django_capture_on_commit_callbacks):
    adam.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    typed = (*COLUMNS, "Statement", "elm", "Three Rivers continuum", "River District", "manifest", "from")
    for format, file in (
        ("oneroster", files.roster_with_a_stranger()),
        ("case", files.framework()),
        ("ratings", files.ratings("L-ana,MA.FR.1,3,2026-09-30", "L-zed,MA.FR.1,2,9")),
    ):
        response = adam.post("/admin/imports/new/", {"format": format, "file": file}, follow=True)
        assert english_left_in(response, except_for=typed) == [], format
    for address in ("", "imports/", "imports/new/", "exports/", "audit/", "audit/?from_on=x"):
        assert english_left_in(adam.get(f"/admin/{address}"), except_for=typed) == [], address
