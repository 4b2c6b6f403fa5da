"""A framework that came as a package and was edited here goes out with its edits, and else as it came."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from headway.district.continuum.api import (
    CompetencyContent,
    add_competency,
    add_prerequisite,
    edit_competency,
    latest_version,
    open_draft,
    publish,
    remove_competency,
    remove_prerequisite,
    undo,
)
from headway.district.continuum.models import CaseObject, Framework
from headway.district.foundation.api import Actor
from headway.district.interop.api import export_case, keep_case_objects
from headway.mastery.formats.case import read_package
from tests.district.interop.case.bringing import bring, planned
from tests.mathematics.formats.case.small_packages import item, sound_package, uuid

pytestmark = pytest.mark.django_db

BY = Actor.system("test.author")
WHEN = "2026-10-07T09:00:00Z"


@pytest.fixture
def package(clock):
    package = sound_package()
    package["CFItems"][1] |= {"notes": "What the publisher noted", "conceptKeywords": ["adding"]}
    bring(package)
    return package


@pytest.fixture
def draft(package):
    return open_draft(Framework.objects.get().uuid, by=BY)


def exported(draft):
    return json.loads(export_case(uuid(1), number=draft.number))


def named(objects, number):
    return next((one for one in objects if one["identifier"] == uuid(number)), None)


def plain(package):
    return json.loads(json.dumps(package, sort_keys=True))


def test_a_draft_in_which_nothing_was_edited_goes_out_as_the_package_came(package, draft):
    assert not CaseObject.objects.filter(version_id=draft.id).exists()
    assert plain(exported(draft)) == plain(package)


def test_an_edited_statement_is_said_anew_and_everything_else_stays(package, draft):
    edit_competency(draft.uuid, uuid(3), {"statement": "I can add.", "code": "N.3"}, by=BY)
    found = exported(draft)
    one = named(found["CFItems"], 3)
    assert one == named(package["CFItems"], 3) | {
        "fullStatement": "I can add.",
        "humanCodingScheme": "N.3",
        "lastChangeDateTime": WHEN,
    }
    found["CFItems"].remove(one)
    package["CFItems"].remove(named(package["CFItems"], 3))
    assert plain(found) == plain(package)


def test_what_case_has_no_member_for_goes_into_our_extension(draft):
    edit_competency(draft.uuid, uuid(3), {"depth": 3, "statement:es": "Puedo sumar."}, by=BY)
    said = named(exported(draft)["CFItems"], 3)["extensions"]["headway"]
    assert said["depth"] == 3
    assert said["translations"] == {"es": {"statement": "Puedo sumar."}}


def test_an_edit_that_was_taken_back_leaves_no_trace(package, draft):
    done = edit_competency(draft.uuid, uuid(3), {"statement": "I can add."}, by=BY)
    undo(draft.uuid, done.act, by=BY)
    assert plain(exported(draft)) == plain(package)


def test_a_competency_that_was_taken_out_goes_with_its_links(package, draft):
    remove_competency(draft.uuid, uuid(4), by=BY)
    found = exported(draft)
    assert named(found["CFItems"], 4) is None
    ends = {
        end["identifier"]
        for one in found["CFAssociations"]
        for end in (one["originNodeURI"], one["destinationNodeURI"])
    }
    assert uuid(4) not in ends
    assert named(found["CFAssociations"], 107) == named(package["CFAssociations"], 107)


def test_what_is_new_is_added_with_its_place_and_its_type(draft):
    made = add_competency(draft.uuid, CompetencyContent("", "New", "I can do it.", parent=uuid(2)), by=BY)
    assert made.uuid
    found = exported(draft)
    new = found["CFItems"][-1]
    assert new["fullStatement"] == "I can do it."
    assert new["CFItemTypeURI"]["identifier"] in {
        one["identifier"] for one in found["CFDefinitions"]["CFItemTypes"]
    }
    above = [
        one for one in found["CFAssociations"] if one["originNodeURI"]["identifier"] == new["identifier"]
    ]
    assert [(one["associationType"], one["destinationNodeURI"]["identifier"]) for one in above] == [
        ("isChildOf", uuid(2))
    ]


def test_arrows_come_and_go(draft):
    add_prerequisite(draft.uuid, uuid(4), uuid(5), by=BY)
    remove_prerequisite(draft.uuid, uuid(3), uuid(4), by=BY)
    found = [one for one in exported(draft)["CFAssociations"] if one["associationType"] == "precedes"]
    assert [
        (one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"]) for one in found
    ] == [(uuid(4), uuid(5))]


def test_the_tree_follows_a_moved_competency(draft):
    edit_competency(draft.uuid, uuid(4), {"parent": uuid(5)}, by=BY)
    above = {
        one["destinationNodeURI"]["identifier"]
        for one in exported(draft)["CFAssociations"]
        if one["associationType"] == "isChildOf" and one["originNodeURI"]["identifier"] == uuid(4)
    }
    assert above == {uuid(5)}


def test_what_goes_out_can_be_read_again_without_an_error(draft):
    add_competency(draft.uuid, CompetencyContent("", "New", "I can do it.", parent=uuid(2)), by=BY)
    edit_competency(draft.uuid, uuid(3), {"statement": "I can add."}, by=BY)
    read = read_package(export_case(uuid(1), number=draft.number))
    assert [one for one in read.problems if one.severity == "error"] == []
    assert len(read.items) == 5


def test_a_published_version_has_its_own_objects_and_importing_the_old_package_shows_what_it_would_undo(
    package, draft
):
    edit_competency(draft.uuid, uuid(3), {"statement": "I can add."}, by=BY)
    before = plain(exported(draft))
    for number in (2, 4, 5):
        edit_competency(draft.uuid, uuid(number), {"title": f"Title {number}"}, by=BY)
        edit_competency(draft.uuid, uuid(number), {"title": f"Statement {number}"}, by=BY)
    published = publish(draft.id, by=BY, effective_on=dt.date(2026, 10, 7))
    assert keep_case_objects(published) > 0
    assert keep_case_objects(published) == 0, "once is enough"
    assert plain(exported(draft)) == before
    assert latest_version(uuid(1)).id == draft.id
    _run, plan = planned(package)
    assert plan.counts["competency"]["change"] == 1


def test_a_framework_that_was_made_here_has_no_package_to_carry(world):
    made = open_draft(world.version.framework.uuid, by=BY)
    assert keep_case_objects(made) == 0


def test_importing_the_same_package_beside_an_open_draft_changes_nothing(package, draft):
    edit_competency(draft.uuid, uuid(3), {"statement": "I can add."}, by=BY)
    assert planned(package)[1].changes_nothing
    package["CFItems"].append(item(9))
    assert planned(package)[1].counts["competency"]["add"] == 1
