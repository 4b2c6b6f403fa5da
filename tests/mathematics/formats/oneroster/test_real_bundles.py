"""Bundles of real exporters and a converted real sample district, read in place."""

from collections import Counter

import pytest

from headway.mastery.formats.oneroster import read_bundle, write_bundle
from tests.mathematics.formats.oneroster.small_bundles import kinds, zip_of
from tests.shared_material import shared

GRAND_BEND = {"1.1": "oneroster-1p1-grand-bend.zip", "1.2": "oneroster-1p2-grand-bend.zip"}
COUNTS = {
    "orgs": 4,
    "academicSessions": 9,
    "courses": 84,
    "classes": 532,
    "users": 2899,
    "demographics": 960,
    "enrollments": 13972,
    "categories": 1,
    "lineItems": 1596,
    "results": 40320,
}


def grand_bend(version):
    return read_bundle(shared(f"data/oneroster/grand-bend/{GRAND_BEND[version]}").read_bytes())


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_grand_bend_is_read_completely(version):
    bundle = grand_bend(version)
    assert bundle.version == version
    counts = {name: len(table) for name, table in bundle.tables.items()}
    assert counts == COUNTS | ({"roles": 2899} if version == "1.2" else {})
    assert bundle.errors == ()
    assert bundle.needs == {}
    assert not any(table.unread for table in bundle.tables.values())
    assert Counter(org.type for org in bundle.table("orgs")) == {"school": 3, "district": 1}
    assert bundle.system_code == "GBISD"


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_grand_bend_has_its_people(version):
    people = grand_bend(version).users
    students = [p for p in people if p.holds("student")]
    guardians = [p for p in people if p.holds("guardian", "parent", "relative")]
    assert (len(students), len(guardians)) == (960, 1872)
    assert len(people) - len(students) - len(guardians) == 67
    linked = {guardian for student in students for guardian in student.guardians}
    assert linked == {guardian.sourced_id for guardian in guardians}


def test_both_versions_of_grand_bend_say_the_same_about_people():
    old, new = ({p.sourced_id: p for p in grand_bend(version).users} for version in ("1.1", "1.2"))
    assert old.keys() == new.keys()
    for sourced_id, person in old.items():
        other = new[sourced_id]
        assert (person.given_name, person.family_name, person.guardians, person.grades) == (
            other.given_name,
            other.family_name,
            other.guardians,
            other.grades,
        )
        assert {r.org_sourced_id for r in person.roles} == {r.org_sourced_id for r in other.roles}


def test_grand_bend_written_strictly_is_read_without_a_word():
    first = grand_bend("1.2")
    again = read_bundle(write_bundle(first))
    assert again.problems == ()
    assert {name: len(table) for name, table in again.tables.items()} == {
        name: len(table) for name, table in first.tables.items()
    }
    assert [row[3:-2] for row in again.table("results")] == [row[3:-2] for row in first.table("results")]


def test_the_japanese_sample_is_read_with_its_slips_named():
    bundle = read_bundle(shared("data/oneroster/lepo-roster-hub/lepo_en.zip").read_bytes())
    assert {name: len(table) for name, table in bundle.tables.items()} == {
        "orgs": 1,
        "academicSessions": 4,
        "courses": 2,
        "classes": 5,
        "users": 20,
        "enrollments": 30,
    }
    assert kinds(bundle) == ["manifest_property", "manifest_incomplete", "role_differs"]
    assert bundle.users[0].extra["metadata.phoneticGivenName"] == "PGN 01"


def test_a_real_12_export_with_defects_gives_all_rows_that_can_be_used():
    bundle = read_bundle(shared("data/oneroster/moodle-catalyst/v1p2_full_dataset.zip").read_bytes())
    assert {name: len(table) for name, table in bundle.tables.items()} == {
        "orgs": 1,
        "academicSessions": 5,
        "classes": 2,
        "users": 6,
        "roles": 7,
        "enrollments": 6,
    }
    assert {p.row for p in bundle.errors} == {"userProfiles.csv"}
    renamed = {p.field for p in bundle.problems if p.kind == "column_name" and p.row == "users.csv"}
    assert renamed == {"preferredGivenName", "preferredMiddleName", "preferredFamilyName"}
    assert "file_name" in kinds(bundle, "warning")
    assert bundle.needs == {"courses": {"crs-222-2023-456-12345"}}
    john = next(p for p in bundle.users if p.sourced_id == "usr-222-123456")
    assert (john.preferred_family_name, john.enabled) == (
        "Mick",
        True,
    ) or john.preferred_middle_name == "Mick"
    assert {role.role for role in john.roles} == {"teacher", "guardian"}
    assert "Password1" not in repr(bundle)


def test_a_real_11_export_with_defects_is_read_without_losing_a_row():
    bundle = read_bundle(shared("data/oneroster/moodle-catalyst/Test_full_data_set.zip").read_bytes())
    assert bundle.errors == ()
    assert (len(bundle.users), len(bundle.table("enrollments"))) == (6, 6)
    assert {"bulk_filled", "bulk_leaving", "yes_no_written_otherwise", "password_ignored"} <= set(
        kinds(bundle)
    )


def test_hand_made_files_with_own_columns_are_read_as_far_as_they_go():
    folder = shared("data/oneroster/tao-oat-basecsv")
    bundle = read_bundle(zip_of({path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}))
    assert [p.given_name for p in bundle.users] == ["ionut", "ionut2"]
    assert len(bundle.table("enrollments")) == 3
    assert {p.row for p in bundle.errors} == {"academicSessions.csv"}
    assert bundle.table("users").rows[0].extra == {
        "ext_tao_userMotherName": "metadata.value1",
        "ext_tao_userFatherName": "metadata.value2",
    }
    assert not bundle.table("courses").says_who_left
