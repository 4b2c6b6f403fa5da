"""What a file is, told by its content: what is taken, what is refused in words, and what is left out of it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.district.evidence.api import Upload
from headway.district.evidence.filestore import content_of, names_in_store, take_in
from headway.district.evidence.filestore.boxes import film_of
from headway.district.evidence.filestore.packed import MOST_ENTRIES
from headway.district.evidence.filestore.pictures import without_traces
from headway.district.foundation.api import Refused
from tests.district.evidence import made_files as made


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    """A store of one's own in each test."""
    settings.STORAGES = settings.STORAGES | {
        "evidence": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }


def taken(name: str, content: bytes):
    return take_in(Upload(name, io.BytesIO(content)))


def stored(file) -> bytes:
    return b"".join(content_of(file.stored_as, 0, file.size))


@pytest.mark.parametrize("name", made.TAKEN)
def test_a_file_is_taken_as_what_its_content_says(name):
    content, kind, media_type = made.TAKEN[name]
    file = taken(name, content)
    assert (file.kind, file.media_type, file.name) == (kind, media_type, name)
    assert len(stored(file)) == file.size


@pytest.mark.parametrize("name", made.TAKEN)
def test_no_stored_file_tells_where_it_was_made(name):
    file = taken(name, made.TAKEN[name][0])
    content = stored(file)
    assert made.PLACE not in content
    assert made.GPS not in content


def test_places_are_in_the_files_before():
    """The check above can break: every picture and film of the tests tells a place."""
    telling = [name for name, (content, *_rest) in made.TAKEN.items() if made.PLACE in content]
    assert set(telling) >= {
        "plan.jpg",
        "plan.png",
        "plan.webp",
        "plan.gif",
        "film.mp4",
        "film.mov",
        "talk.m4a",
    }


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "an SVG drawing": ("drawing.svg", SVG, "an SVG drawing"),
    "an SVG behind a declaration": (
        "drawing.svg",
        b"<?xml version='1.0'?>\n<!-- x -->" + SVG,
        "an SVG drawing",
    ),
    "an SVG that calls itself a picture": ("drawing.png", b"\xef\xbb\xbf \n" + SVG, "an SVG drawing"),
    "a web page": ("page.txt", b"<!DOCTYPE html><title>x</title>", "a web page"),
    "a script in markup": ("page.csv", b" \n<ScRiPt>alert(1)</script>", "a web page"),
    "a program for Windows": ("game.jpg", b"MZ\x90\x00" + bytes(500), "a program"),
    "a program for Linux": ("tool", b"\x7fELF\x02\x01" + bytes(500), "a program"),
    "a shell script": ("tool.txt", b"#!/bin/sh\nrm -rf /\n", "a program"),
    "a plain archive": ("work.zip", made.packed(("a.txt", b"x")), "an archive"),
    "a RAR": ("work.rar", b"Rar!\x1a\x07\x00" + bytes(50), "an archive"),
    "a gzip": ("work.tar.gz", b"\x1f\x8b\x08\x00" + bytes(50), "an archive"),
    "a tar": ("work.tar", b"name".ljust(257, b"\x00") + b"ustar\x00" + bytes(250), "an archive"),
    "an old Word document": ("essay.doc", OLE, "old format"),
    "a picture of an iPhone": ("IMG.heic", made.box(b"ftyp", b"heic\x00\x00\x00\x00mif1"), "many browsers"),
    "a Matroska video": ("film.mkv", b"\x1a\x45\xdf\xa3\x42\x82\x88matroska" + bytes(90), "Matroska"),
    "noise": ("noise.bin", bytes(range(256)), "could not be told"),
    "a document with macros": ("plan.docx", made.office("word", ("word/vbaProject.bin", b"x")), "macros"),
    "a macro type": (
        "plan.docx",
        made.office("word", types=b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "a text with scripts": ("essay.odt", made.odt(("Basic/Standard/module.xml", b"x")), "macros"),
    "a program in a document": (
        "plan.docx",
        made.office("word", ("word/embeddings/run.exe", b"MZ")),
        "a program",
    ),
    "an archive in a document": ("plan.docx", made.office("word", ("word/more.zip", b"PK")), "archive"),
    "names that lead outside": ("plan.docx", made.office("word", ("../../etc/cron", b"x")), "lead outside"),
    "half an archive": ("plan.docx", made.office("word")[:-30], "could not be read"),
    "a film without its boxes": ("film.mp4", made.film()[:-40], "could not be read"),
    "a picture cut off": ("plan.jpg", made.jpeg()[:-60], "could not be read"),
    "a small PNG of very many pixels": ("plan.png", made.png(20_000, 20_000), "far more than a screen"),
    "a small GIF of very many pixels": ("plan.gif", made.gif(60_000, 60_000), "far more than a screen"),
    "half a PNG": ("plan.png", made.png()[:40], "could not be read"),
    "nothing": ("empty.jpg", b"", "is empty"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_taken_is_refused_in_words_and_nothing_is_stored(case):
    name, content, words = REFUSED[case]
    with pytest.raises(Refused) as refused:
        taken(name, content)
    assert words in str(refused.value.sentence)
    assert refused.value.remedy
    assert list(names_in_store()) == []


@pytest.mark.parametrize(
    ("name", "content", "found", "ending"),
    [
        ("essay.pdf", made.jpeg(), "a JPEG picture", ".jpg"),
        ("photo.jpg", b"%PDF-1.4\n", "a PDF document", ".pdf"),
        ("song.mp3", made.film(), "an MP4 video", ".mp4"),
        ("notes.docx", made.office("xl"), "an Excel workbook", ".xlsx"),
        ("game.exe", made.png(), "a PNG picture", ".png"),
        ("page.HTML", made.gif(), "a GIF picture", ".gif"),
        ("table.xlsx", b"day,height\n", "plain text", ".txt"),
    ],
)
def test_a_file_that_is_named_as_another_type_is_refused_and_told_what_it_is(name, content, found, ending):
    with pytest.raises(Refused) as refused:
        taken(name, content)
    assert found in str(refused.value.sentence)
    assert name in str(refused.value.sentence)
    assert ending in str(refused.value.remedy)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("blob", "blob.jpg"),
        ("photo.JPEG", "photo.jpeg"),
        ("Ana's plan. final", "Ana's plan. final.jpg"),
        ("x" * 300 + ".jpg", "x" * 200 + ".jpg"),
        ("你好.jpg", "你好.jpg"),
    ],
)
def test_a_name_ends_in_what_the_file_is(name, shown):
    assert taken(name, made.jpeg()).name == shown


@pytest.mark.parametrize(
    "name", ["../plan.jpg", "a/b.jpg", "C:\\photos\\plan.jpg", "..", "plan\x00.jpg", "gpj.\u202eexe.jpg"]
)
def test_names_that_lead_somewhere_or_hide_something_are_refused(name):
    with pytest.raises(Refused) as refused:
        taken(name, made.jpeg())
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("kind", "name"),
    [("photo", "plan.jpg"), ("audio", "talk.mp3"), ("video", "film.mp4"), ("document", "essay.pdf")],
)
def test_a_file_is_as_large_as_its_kind_may_be(settings, kind, name):
    content = made.TAKEN[name][0]
    settings.FILE_LIMITS = settings.FILE_LIMITS | {kind: len(content)}
    assert taken(name, content)
    settings.FILE_LIMITS = settings.FILE_LIMITS | {kind: len(content) - 1}
    with pytest.raises(Refused) as refused:
        taken(name, content)
    assert "larger than" in str(refused.value)


# -- bombs --------------------------------------------------------------------------------------------------------


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_not_opened():
    thousandfold = made.office("word", ("word/media/zeros.xml", bytes(20_000_000)))
    assert len(thousandfold) < 100_000
    with pytest.raises(Refused, match="unpacks to far more"):
        taken("plan.docx", thousandfold)


def test_thousands_of_entries_are_not_read():
    many = made.office("word", *((f"word/{number}.xml", b"") for number in range(MOST_ENTRIES)))
    with pytest.raises(Refused, match="unpacks to far more"):
        taken("plan.docx", many)


def test_entries_that_share_their_bytes_are_noticed():
    """As in the bombs of David Fifield: many entries of the table of contents lead to one place."""
    content = made.office("word", ("word/a.xml", b"ab" * 5000), ("word/b.xml", b"ab" * 5000))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = (archive.getinfo(name).header_offset for name in ("word/a.xml", "word/b.xml"))
    at = content.rindex(struct.pack("<I", second))
    overlapping = content[:at] + struct.pack("<I", first) + content[at + 4 :]
    with pytest.raises(Refused):
        taken("plan.docx", overlapping)


def test_a_table_of_contents_that_is_longer_than_it_may_be_is_not_read():
    content = made.office("word")
    at = content.rindex(b"PK\x05\x06")
    long = content[: at + 12] + struct.pack("<I", 0xFFFFFFFF) + content[at + 16 :]
    with pytest.raises(Refused, match="unpacks to far more"):
        taken("plan.docx", long)


def test_a_locked_document_is_told_apart():
    content = bytearray(made.office("word"))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(Refused, match="password"):
        taken("plan.docx", bytes(content))


# -- pictures and films keep what is seen -------------------------------------------------------------------------


def test_a_jpeg_keeps_its_tables_its_scans_and_its_colours():
    clean = without_traces("jpeg", made.jpeg(after=made.film() + made.PLACE))
    assert clean.endswith(b"\xff\xd9")
    assert clean.count(b"\x12\xff\x00\x34\xff\xd0\x56") == 2
    for kept in (b"ICC_PROFILE", b"JFIF", b"\xff\xdb", b"\xff\xc0", b"\xff\xc4"):
        assert kept in clean
    for gone in (b"Exif", b"xap", b"Photoshop", b"taken at", b"ftyp"):
        assert gone not in clean


@pytest.mark.parametrize("turned", range(1, 9))
def test_which_way_is_up_stays(turned):
    clean = without_traces("jpeg", made.jpeg(turned=turned))
    at = clean.find(b"\x01\x12\x00\x03\x00\x00\x00\x01")
    assert (at == -1) is (turned == 1)
    if turned != 1:
        assert clean[at + 8 : at + 10] == struct.pack(">H", turned)
    assert without_traces("jpeg", clean) == clean, "a clean picture stays as it is"


@pytest.mark.parametrize("code", ["png", "webp", "gif"])
def test_a_clean_picture_stays_as_it_is(code):
    clean = without_traces(code, getattr(made, code)())
    assert without_traces(code, clean) == clean
    assert len(clean) < len(getattr(made, code)())


def test_a_film_keeps_its_length_and_everything_else_its_place():
    content = made.film(media=bytes(range(256)) * 3000)
    file = taken("film.mp4", content)
    clean = stored(file)
    assert len(clean) == len(content)
    assert clean[: content.index(b"moov")] == content[: content.index(b"moov")]
    assert clean.count(b"free") == 3
    assert b"udta" not in clean
    assert clean.index(b"hdlr") == content.index(b"hdlr")
    again = taken("film.mp4", clean)
    assert again.sha256 == file.sha256


@given(st.binary(max_size=400), st.sampled_from(["jpeg", "png", "webp", "gif"]))
def test_whatever_follows_a_signature_is_a_picture_or_refused_in_words(noise, code):
    begin = {
        "jpeg": b"\xff\xd8\xff",
        "png": b"\x89PNG\r\n\x1a\n",
        "webp": b"RIFF\x90\x01\x00\x00WEBP",
        "gif": b"GIF89a",
    }
    clean, refused = attempt(without_traces, code, begin[code] + noise)
    assert without_traces(code, clean) == clean if clean else refused.remedy


@given(st.binary(max_size=400), st.sampled_from([b"isom", b"qt  ", b"M4A "]))
def test_whatever_boxes_hold_is_a_film_or_refused_in_words(noise, brand):
    content = made.box(b"ftyp", brand + bytes(8)) + noise
    film, refused = attempt(film_of, io.BytesIO(content), len(content))
    fits = film and all(place + length <= len(content) for place, _header, length in film.blanks)
    assert fits if film else refused.remedy


def attempt(act, *given):
    """What came of it, and what was said instead."""
    try:
        return act(*given), None
    except Refused as refused:
        return None, refused
