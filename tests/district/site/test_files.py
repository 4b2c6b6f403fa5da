"""The address of a file: who it opens to, in parts or whole, and what the browser may do with it."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from headway.district.evidence.api import Upload, erase_file, record_work
from headway.district.evidence.filestore import names_in_store
from headway.district.portals.uploads import UploadMiddleware, too_large
from headway.district.site.files import part_asked_for
from tests.district.evidence import made_files as made


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def address(world):
    def of(name: str, content: bytes | None = None) -> str:
        work = record_work(
            viewer=world.viewer("ana"),
            learner_uuid=world.ana.uuid,
            competency_uuids=[world.competency("MA.FR.1").uuid],
            form="product",
            files=[Upload(name, io.BytesIO(content or made.TAKEN[name][0]))],
        )
        return reverse("file", kwargs={"file_uuid": work.file_uuids[0]})

    return of


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_is_streamed_whole_and_never_run(world, sign_in, address):
    for who in (world.ana, world.rosa, world.ortiz):
        response = sign_in(who).get(address("talk.mp3"))
        assert (response.status_code, response.streaming) == (200, True)
        assert body(response) == made.TAKEN["talk.mp3"][0]
        assert response.headers["Content-Type"] == "audio/mpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Content-Disposition"] == 'inline; filename="talk.mp3"'
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("who", [None, "ben", "emil", "finch", "raul", "adam"])
@pytest.mark.parametrize("method", ["get", "head", "post", "delete"])
def test_for_strangers_there_is_no_file(world, sign_in, address, who, method):
    client = sign_in(getattr(world, who) if who else None)
    assert getattr(client, method)(address("talk.mp3")).status_code == 404


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("plan.jpg", "inline"),
        ("film.mp4", "inline"),
        ("essay.pdf", "inline"),
        ("essay.docx", "attachment"),
        ("notes.txt", "attachment"),
        ("table.csv", "attachment"),
    ],
)
def test_only_what_runs_nothing_is_shown_in_the_browser(world, sign_in, address, name, disposition):
    client, url = sign_in(world.ortiz), address(name)
    assert client.get(url).headers["Content-Disposition"].startswith(disposition)
    assert client.get(url + "?download").headers["Content-Disposition"].startswith("attachment")


def test_a_name_in_any_script_comes_through(world, sign_in, address):
    response = sign_in(world.ortiz).get(address("我的 “plan”; x.jpg", made.jpeg()))
    assert "filename*=utf-8''" in response.headers["Content-Disposition"]
    assert "\n" not in response.headers["Content-Disposition"]


def test_a_player_asks_for_a_part(world, sign_in, address):
    content = made.film(media=bytes(range(256)) * 40)
    url, client = address("film.mp4", content), sign_in(world.ortiz)
    whole = body(client.get(url))
    assert len(whole) == len(content)
    for asked, first, stop in (
        ("bytes=0-0", 0, 1),
        ("bytes=100-299", 100, 300),
        ("bytes=500-", 500, len(whole)),
        ("bytes=-20", len(whole) - 20, len(whole)),
        ("bytes=500-99999999", 500, len(whole)),
    ):
        response = client.get(url, headers={"Range": asked})
        assert response.status_code == 206, asked
        assert body(response) == whole[first:stop]
        assert response.headers["Content-Range"] == f"bytes {first}-{stop - 1}/{len(whole)}"
        assert response.headers["Content-Length"] == str(stop - first)
    beyond = client.get(url, headers={"Range": "bytes=99999999-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    for ignored in ("bytes=0-1,5-9", "lines=1-2", "bytes=-", "bytes=a-b", f"bytes={'9' * 5000}-"):
        assert client.get(url, headers={"Range": ignored}).status_code == 200


def test_a_part_of_another_file_is_not_mixed_in(world, sign_in, address):
    client, url = sign_in(world.ortiz), address("talk.mp3")
    tag = client.get(url).headers["ETag"]
    fits = client.get(url, headers={"Range": "bytes=0-9", "If-Range": tag})
    stale = client.get(url, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (fits.status_code, stale.status_code) == (206, 200)


def test_a_look_at_the_head_reads_nothing(world, sign_in, address):
    response = sign_in(world.ortiz).head(address("talk.mp3"))
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(len(made.TAKEN["talk.mp3"][0]))


def test_files_are_only_looked_at(world, sign_in, address):
    assert sign_in(world.ortiz).post(address("talk.mp3")).status_code == 405


def test_what_was_erased_is_not_there(world, sign_in, address):
    url = address("talk.mp3")
    erase_file(viewer=world.viewer("ana"), file_uuid=url.split("/")[-2])
    assert sign_in(world.ortiz).get(url).status_code == 404


@pytest.mark.parametrize("size", [0, 1, 10])
def test_parts_lie_within_the_file(size):
    for header in ("", "bytes=0-0", "bytes=-1", "bytes=3-", "bytes=5-2", "bytes=-0"):
        part = part_asked_for(header, size)
        assert part is None or 0 <= part[0] <= part[1] <= size


# -- on its way in ------------------------------------------------------------------------------------------------


class Untouchable(io.BytesIO):
    def read(self, *_args):
        raise AssertionError("the body was read")


def ask(viewer, length: int) -> HttpResponse:
    request = RequestFactory().generic("POST", "/teach/", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = Untouchable()  # type: ignore[attr-defined]
    request.viewer, request.htmx = viewer, True  # type: ignore[attr-defined]
    return UploadMiddleware(lambda _request: HttpResponse("taken"))(request)


def test_a_video_of_500_megabytes_is_refused_before_it_is_read(world):
    response = ask(world.viewer("ana"), 500 * 1024 * 1024)
    assert response.status_code == 413
    assert "megabytes" in response.content.decode()
    assert ask(world.viewer("ana"), 200 * 1024 * 1024).content == b"taken"


def test_strangers_send_next_to_nothing(db):
    assert ask(None, 2 * 1024 * 1024).status_code == 413
    assert ask(None, 2_000).status_code == 200


def test_a_file_that_grows_past_every_limit_is_cut_off_and_the_form_goes_on(settings):
    """A sender that lies about the length, or sends many: neither memory nor disk see what is too much."""
    settings.FILE_LIMITS = dict.fromkeys(settings.FILE_LIMITS, 100_000)
    settings.MAX_UPLOAD_BYTES = 100_000
    request: HttpRequest = RequestFactory().post(
        "/",
        {
            "title": "Plan",
            "large": SimpleUploadedFile("film.mp4", bytes(3_000_000)),
            "small": SimpleUploadedFile("plan.jpg", b"x" * 500),
        },
    )
    assert too_large(request) == ("film.mp4",)
    assert set(request.FILES) == {"small"}
    assert request.POST["title"] == "Plan"
    assert request.FILES["small"].read() == b"x" * 500
    assert list(names_in_store()) == []
