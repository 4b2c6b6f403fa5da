import io
import struct
import zipfile

import pytest

from headway.mastery.formats.oneroster import Limits, read_bundle
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.oneroster.small_bundles import (
    csv_text,
    files_11,
    kinds,
    manifest,
    only,
    small,
    zip_of,
)


def refused(raw, **options):
    with pytest.raises(FormatProblem) as caught:
        read_bundle(raw, **options)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "no_bytes"),
        (b"hello", "not_a_zip"),
        (b"sourcedId,status\r\n", "single_csv"),
        (b"\x1f\x8b\x08rest", "other_archive"),
        (small()[:-60], "not_a_zip"),
    ],
)
def test_what_is_not_a_zip_is_refused_with_the_reason(raw, kind):
    problem = refused(raw)
    assert problem.kind == kind
    assert "zip" in problem.remedy.text


def test_a_zip_without_manifest_is_refused_with_what_to_add():
    problem = refused(zip_of({"users": "sourcedId\r\n", "roles": "sourcedId\r\n"}))
    assert problem.kind == "no_manifest"
    assert "oneroster.version" in problem.remedy.text


def test_the_seven_files_of_version_10_are_recognised_as_such():
    assert refused(zip_of(files_11())).kind == "version_10"


def test_an_empty_zip_and_a_zip_of_strangers_are_told_apart():
    empty, strangers = refused(zip_of({})), refused(zip_of({"letter.txt": "x"}))
    assert empty.kind == strangers.kind == "nothing_known"
    assert empty.sentence.text != strangers.sentence.text


@pytest.mark.parametrize(
    "name", ["../users.csv", "/users.csv", "a/../../users.csv", "..\\users.csv", "C:\\users.csv"]
)
def test_names_that_lead_out_of_the_zip_refuse_the_bundle(name):
    assert refused(zip_of({"manifest": manifest(), name: "x"})).kind == "unsafe_name"


def test_a_locked_zip_is_refused():
    raw = bytearray(small())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    problem = refused(bytes(raw))
    assert problem.kind == "encrypted"
    assert "manifest.csv" in problem.sentence.text


def test_a_file_that_unpacks_too_large_is_refused_before_unpacking():
    raw = zip_of({"manifest": manifest(), "users": b"0" * 3_000_000})
    assert len(raw) < 10_000
    assert refused(raw, limits=Limits(bytes_per_file=2_000_000)).kind == "too_large"
    assert refused(raw, limits=Limits(bytes_out=2_000_000)).kind == "too_large"
    assert refused(raw, limits=Limits(bytes_in=100)).kind == "too_large"


def test_a_size_that_lies_does_not_unpack_more_than_it_says():
    raw = bytearray(zip_of({"manifest": manifest(), "users": b"0" * 3_000_000}))
    at = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<I", raw, at + 24, 1000)
    bundle = read_bundle(bytes(raw), limits=Limits(bytes_out=2_000_000))
    assert kinds(bundle, "error") == ["file_damaged"]


def test_too_many_entries_refuse_the_bundle():
    assert (
        refused(zip_of({f"{i}.txt": "" for i in range(12)}), limits=Limits(members=10)).kind
        == "too_many_members"
    )


def test_a_damaged_file_does_not_take_the_others_along():
    raw = bytearray(small())
    entry = next(
        i for i in zipfile.ZipFile(io.BytesIO(bytes(raw))).infolist() if i.filename == "demographics.csv"
    )
    start = entry.header_offset + 30 + len(entry.filename)
    for at in range(start, start + 20):
        raw[at] ^= 0xFF
    bundle = read_bundle(bytes(raw))
    assert kinds(bundle, "error") == ["file_damaged"]
    assert len(bundle.table("users")) == 3
    assert bundle.modes["demographics"] == "absent"


def test_files_in_a_folder_are_read_with_a_warning_and_litter_is_ignored():
    files = {"manifest": manifest(**dict.fromkeys(files_11(), "bulk")), **files_11()}
    inside = {f"export/{name}.csv": text for name, text in files.items()}
    bundle = read_bundle(
        zip_of({**inside, "__MACOSX/export/._users.csv": "x", "export/.DS_Store": "x", "users.csv": "x"})
    )
    assert len(bundle.users) == 3
    assert sorted(kinds(bundle)) == ["in_folder", "outside_folder"]


def test_a_file_name_in_the_wrong_case_is_read_with_a_warning():
    files = files_11()
    files["Users"] = files.pop("users")
    bundle = read_bundle(zip_of({"manifest": manifest(**dict.fromkeys(files_11(), "bulk")), **files}))
    assert len(bundle.users) == 3
    assert only(bundle, "file_name").row == "users.csv"


def test_a_file_that_is_there_twice_is_not_guessed_at():
    files = {"manifest": manifest(**dict.fromkeys(files_11(), "bulk")), **files_11(), "USERS": "sourcedId"}
    bundle = read_bundle(zip_of(files))
    assert "file_twice" in kinds(bundle, "error")
    assert not bundle.table("users").rows


def test_files_that_are_not_of_oneroster_are_noted():
    bundle = read_bundle(zip_of({"manifest": manifest(), "readme.txt": "x", "pupils": "x"}))
    assert kinds(bundle, "note").count("unknown_file") == 2


def test_only_a_manifest_means_no_changes():
    bundle = read_bundle(zip_of({"manifest": manifest()}))
    assert kinds(bundle) == ["no_changes"]
    assert set(bundle.modes.values()) == {"absent"}
    assert not bundle.tables


def test_a_declared_file_that_is_missing_changes_nothing():
    bundle = read_bundle(zip_of({"manifest": manifest(users="bulk")}))
    assert only(bundle, "file_absent").row == "users.csv"
    assert not bundle.table("users").says_who_left


def test_a_file_that_is_there_although_absent_in_the_manifest_is_read():
    files = files_11()
    bundle = read_bundle(
        zip_of({"manifest": manifest(**{n: "bulk" for n in files if n != "users"}), **files})
    )
    assert only(bundle, "mode_absent").severity == "warning"
    assert bundle.modes["users"] == "bulk"


def test_a_file_without_declared_mode_is_delta_only_when_every_row_says_so():
    text = csv_text("propertyName,value", ["manifest.version,1.0", "oneroster.version,1.1"])
    changes = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\ns1,active,2026-09-01T00:00:00Z,Elm,school,,\r\n"
    bundle = read_bundle(zip_of({"manifest": text, "orgs": changes}))
    assert bundle.modes["orgs"] == "delta"
    bundle = read_bundle(zip_of({"manifest": text, "orgs": changes + "s2,,,Oak,school,,\r\n"}))
    assert bundle.modes["orgs"] == "bulk"


@pytest.mark.parametrize(
    ("written", "version"),
    [("1.2", "1.2"), ("v1.2", "1.2"), ("1.2.0", "1.2"), ("1.0", "1.0"), ("", "1.1"), ("9", "1.1")],
)
def test_the_version_is_read_even_when_it_is_written_oddly(written, version):
    bundle = read_bundle(zip_of({"manifest": manifest().replace("version,1.1", f"version,{written}")}))
    assert bundle.version == version
    assert ("manifest_version" in kinds(bundle)) == (written != "1.2")


def test_odd_manifest_rows_are_named():
    text = manifest(users="Bulk").replace("file.orgs", "fiel.orgs") + "file.pupils,bulk\r\n"
    bundle = read_bundle(zip_of({"manifest": text, **files_11()}))
    assert bundle.modes["users"] == "bulk"
    assert {"manifest_property", "manifest_file", "manifest_value", "manifest_incomplete"} <= set(
        kinds(bundle, "warning")
    )
    assert only(bundle, "manifest_property").row.startswith("manifest.csv row ")


def test_an_empty_manifest_is_refused():
    assert refused(zip_of({"manifest": "propertyName,value\r\n"})).kind == "manifest_empty"
