"""A file that cannot be taken apart is refused whole, with one clear sentence, in bounded memory."""

import gzip
import json
import tracemalloc
from typing import Any

import pytest

from headway.mastery.formats.case import read_package, write_package
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.case.small_packages import as_bytes, read, said, sound_package

MEGABYTE = 1024 * 1024


def refused(raw: bytes, **options: int) -> FormatProblem:
    with pytest.raises(FormatProblem) as caught:
        read_package(raw, **options)
    return caught.value


def kind_of(raw: bytes) -> str:
    return refused(raw).problems[0].kind


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_plain_and_compressed_files_are_read_with_and_without_a_mark(mark: bytes, pack: Any) -> None:
    raw = pack(mark + as_bytes(sound_package()))
    assert json.loads(write_package(read_package(raw))) == sound_package()


def test_a_file_compressed_in_several_parts_is_read() -> None:
    raw = as_bytes(sound_package())
    assert len(read_package(gzip.compress(raw[:500]) + gzip.compress(raw[500:])).items) == 4


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (gzip.compress(b"", mtime=0), "empty"),
        (gzip.compress(b"{}" * 999, mtime=0)[:-20], "gzip_damaged"),
        (b"\x1f\x8b not gzip at all", "gzip_damaged"),
        (b"PK\x03\x04 rest of an archive", "not_json"),
        (b"<!doctype html><title>Sign in</title>", "not_json"),
        ('{"CFDocument": {}}'.encode("utf-16"), "not_utf_8"),
        (b'{"CFDocument": {"title": "caf\xe9"}}', "not_utf_8"),
        (b"CFDocument,title", "not_json"),
        (b'{"CFDocument": {"title": "A"', "not_json"),
        (b'{"CFDocument": {"title": "A', "not_json"),
        (b'{"CFDocument": NaN}', "not_json"),
        (b'{"CFDocument": {"weight": 1e999}}', "not_json"),
        (b'{"CFDocument": ' + b"9" * 5000 + b"}", "not_json"),
        (b"[" * 100_000, "wrong_shape"),
        (b"[]", "wrong_shape"),
        (b"3", "wrong_shape"),
        (b"{}", "wrong_shape"),
        (b'{"CFDocuments": []}', "wrong_shape"),
        (b'{"CFDocument": []}', "wrong_shape"),
        (b'{"imsx_codeMajor": "failure", "imsx_severity": "error"}', "wrong_shape"),
        (b'{"CFDocument": {"title": "A"}}', "missing_member"),
    ],
)
def test_what_is_no_package_is_refused_with_its_reason(raw: bytes, kind: str) -> None:
    problem = refused(raw).problems[0]
    assert (problem.kind, problem.severity) == (kind, "error")
    assert problem.sentence.text.endswith(".")
    assert problem.remedy.text


@pytest.mark.parametrize(
    ("place", "value"),
    [("CFItems", {}), ("CFAssociations", "none"), ("CFDefinitions", []), ("CFRubrics", 3)],
)
def test_something_else_where_a_list_belongs_refuses_the_file(place: str, value: object) -> None:
    content = sound_package()
    content[place] = value
    problem = refused(as_bytes(content)).problems[0]
    assert (problem.kind, problem.row) == ("wrong_shape", place)


def test_a_list_that_is_null_or_absent_is_an_empty_list() -> None:
    content = sound_package()
    content["CFRubrics"] = None
    content["CFDefinitions"] = None
    package = read(content)
    assert (package.rubrics, package.definitions) == ((), ())
    assert json.loads(write_package(package)) == content
    assert read({"CFDocument": content["CFDocument"]}).items == ()


def test_the_place_of_a_mistake_in_the_text_is_named() -> None:
    text = json.dumps(sound_package(), indent=1)
    line = 7
    lines = text.split("\n")
    lines[line - 1] = lines[line - 1].replace(":", " ", 1)
    assert refused("\n".join(lines).encode()).problems[0].row.startswith(f"line {line},")


def test_the_place_of_a_byte_that_is_not_utf_8_is_named() -> None:
    raw = b'\xef\xbb\xbf{\n"CFDocument":\n{"title": "caf\xe9"}}'
    problem = refused(raw).problems[0]
    assert dict(problem.sentence.params) == {"line": 3, "byte": raw.index(b"\xe9") + 1}


def test_each_member_written_twice_is_named_with_its_object() -> None:
    text = as_bytes(sound_package()).decode()
    text = text.replace('"humanCodingScheme"', '"uri": "again", "humanCodingScheme"', 2)
    problems = refused(text.encode()).problems
    assert [one.field for one in problems] == ["uri", "uri"]
    assert problems[0].identifier == sound_package()["CFItems"][0]["identifier"]


def test_a_package_above_the_limit_is_refused_before_it_is_parsed() -> None:
    content = sound_package()
    content["CFItems"][0]["notes"] = "x" * 2000
    raw = as_bytes(content)
    assert refused(raw, max_bytes=len(raw) - 1).problems[0].kind == "too_large"
    assert len(read_package(raw, max_bytes=len(raw)).items) == 4
    assert refused(gzip.compress(raw), max_bytes=len(raw) - 1).problems[0].kind == "too_large"


def test_fifty_megabytes_are_refused_within_bounded_memory() -> None:
    packed = gzip.compress(b'{"CFDocument": {"notes": "' + b"x" * (50 * MEGABYTE) + b'"}}', 1)
    tracemalloc.start()
    problem = refused(packed).problems[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.kind == "too_large"
    assert "32 MB" in problem.sentence.text
    assert peak < 80 * MEGABYTE


@pytest.mark.parametrize("tiny", [b"[],", b'"ab",', b"{},"])
def test_a_flood_of_tiny_values_is_refused_before_it_fills_the_memory(tiny: bytes) -> None:
    raw = b'{"CFItems": [' + tiny * (30 * MEGABYTE // len(tiny)) + b"0]}"
    tracemalloc.start()
    problem = refused(raw).problems[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.kind == "too_large"
    assert peak < 80 * MEGABYTE


def test_text_around_the_objects_that_cannot_be_stored_refuses_the_file() -> None:
    content = sound_package()
    content["CFDocument"]["title"] = "A\x00B"
    assert kind_of(json.dumps(content).encode()) == "unkeepable_text"


def test_an_escaped_pair_is_a_character_like_any_other() -> None:
    content = sound_package()
    content["CFItems"][0]["notes"] = "𝑑"
    package = read_package(json.dumps(content).encode())
    assert said(package, "unkeepable_text") == []
    assert package.items[0].notes == "𝑑"
