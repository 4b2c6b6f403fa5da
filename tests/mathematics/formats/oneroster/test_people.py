import pytest

from headway.mastery.formats.oneroster import HeldRole, read_bundle
from tests.mathematics.formats.oneroster.small_bundles import (
    ROLES_12,
    ROWS_11,
    USERS_12,
    csv_text,
    files_11,
    kinds,
    manifest,
    only,
    small,
    zip_of,
)

USERS = [
    "t1,,,true,okoye,,Ada,Okoye,,,,,,,,,,,,,,,",
    "l1,,,true,maya,,Maya,Ruiz,,,,,,p1,06,,m-7,,May,,,s1,she/her",
    "p1,,,true,ruiz,,Inés,Ruiz,,,,,,,,,,,,,,,",
]
ROLES = [
    "r1,,,t1,primary,teacher,,,s1,",
    "r2,,,l1,primary,student,2026-08-20,,s1,",
    "r3,,,p1,primary,parent,,,s1,",
    "r4,,,t1,secondary,guardian,,,s1,",
]


def district_12(users=USERS, roles=ROLES, head=USERS_12):
    files = {**files_11(), "users": csv_text(head, users)}
    if roles is not None:
        files["roles"] = csv_text(ROLES_12, roles)
    return zip_of({"manifest": manifest("1.2", **dict.fromkeys(files, "bulk")), **files})


def person(bundle, sourced_id):
    return next(p for p in bundle.users if p.sourced_id == sourced_id)


def test_both_versions_give_the_same_view_of_people():
    old, new = read_bundle(small()), read_bundle(district_12())
    assert new.problems == ()
    for bundle in (old, new):
        maya = person(bundle, "l1")
        assert maya.holds("student")
        assert [role.org_sourced_id for role in maya.roles] == ["s1"]
        assert maya.guardians == ("p1",)
        assert maya.primary_org_sourced_id == "s1"


def test_version_12_knows_several_roles_and_preferred_names():
    bundle = read_bundle(district_12())
    assert person(bundle, "t1").roles == (
        HeldRole("teacher", "s1", True, line=2),
        HeldRole("guardian", "s1", False, line=5),
    )
    maya = person(bundle, "l1")
    assert (maya.preferred_given_name, maya.pronouns, maya.master_identifier) == ("May", "she/her", "m-7")


def test_a_guardian_is_found_from_either_side():
    rows = [row.replace(",p1,06,", ",,06,") for row in ROWS_11["users"]]
    assert person(read_bundle(small(users=rows)), "l1").guardians == ("p1",)


def test_an_agent_without_a_family_role_is_not_made_a_guardian():
    rows = [row.replace(",p1,06,", ",t1,06,").replace(",l1,,", ",,,") for row in ROWS_11["users"]]
    bundle = read_bundle(small(users=rows))
    assert person(bundle, "l1").guardians == ()
    assert person(bundle, "l1").agents == ("t1",)
    assert only(bundle, "agent_without_role").row == "users.csv row 3"


def test_an_agent_who_is_a_student_is_a_sibling_and_nothing_to_say():
    rows = [*ROWS_11["users"], "l2,,,true,s1,student,leo,,Leo,Ruiz,,,,,,\"l1,p1\",06,"]  # fmt: skip
    bundle = read_bundle(small(users=rows))
    assert bundle.problems == ()
    assert person(bundle, "l2").guardians == ("p1",)


def test_a_user_without_role_is_taken_with_a_warning():
    bundle = read_bundle(district_12(roles=ROLES[:2]))
    assert person(bundle, "p1").roles == ()
    assert only(bundle, "user_without_role").identifier == "p1"
    assert person(bundle, "l1").guardians == ()


def test_roles_in_users_csv_of_a_12_bundle_are_read_when_there_is_no_roles_csv():
    head = files_11()["users"].split("\r\n")[0]
    bundle = read_bundle(district_12(users=ROWS_11["users"], roles=None, head=head))
    assert bundle.version == "1.2"
    assert person(bundle, "t1").holds("teacher")
    assert "column_other_version" in kinds(bundle, "warning")


def test_two_primary_roles_in_one_organisation_are_said():
    bundle = read_bundle(district_12(roles=[*ROLES, "r5,,,t1,primary,aide,,,s1,"]))
    assert only(bundle, "primary_twice").row == "roles.csv row 6"
    assert person(bundle, "t1").holds("aide")


@pytest.mark.parametrize("row", ["e9,,,k1,s1,l1,teacher,,,", "e9,,,k1,s1,p1,student,,,"])
def test_an_enrolment_in_a_role_that_the_person_does_not_hold_is_said(row):
    bundle = read_bundle(small(enrollments=[*ROWS_11["enrollments"], row]))
    assert only(bundle, "role_differs").identifier == "e9"
    assert len(bundle.table("enrollments")) == 3
