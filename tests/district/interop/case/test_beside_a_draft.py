"""A package comes in while people write a draft of its framework: both stay, and nothing that was written is lost."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import (
    VersionStatus,
    add_prerequisite,
    base_of,
    came_in_since,
    choices,
    content_of,
    draft_of,
    draft_outline,
    drafts,
    edit_competency,
    follow_newest,
    history,
    latest_version,
    open_draft,
    prerequisites_of_version,
    publish,
    send_to_review,
    undo,
    version_called,
)
from headway.district.continuum.models import Framework, FrameworkVersion
from headway.district.foundation.api import Actor, Refused
from tests.district.interop.case.bringing import bring, planned
from tests.mathematics.formats.case.small_packages import sound_package, uuid

pytestmark = pytest.mark.django_db

BY = Actor.system("test.author")


@pytest.fixture
def package(clock):
    package = sound_package()
    bring(package)
    return package


@pytest.fixture
def draft(package):
    opened = open_draft(Framework.objects.get().uuid, by=BY)
    edit_competency(opened.uuid, uuid(3), {"statement": "I can add."}, by=BY)
    return opened


@pytest.fixture
def newer(package, draft):
    """The publisher's next package: another statement of item 5."""
    package["CFItems"][3] |= {"fullStatement": "I can measure."}
    bring(package)
    return latest_version(uuid(1))


def said(version, number):
    return next(
        one.statement for one in content_of(version.id).competencies if one.identifier == uuid(number)
    )


def test_the_draft_stays_open_editable_and_choosable_beside_the_newer_version(draft, newer):
    assert (newer.number, newer.status) == (3, VersionStatus.PUBLISHED)
    assert [one.uuid for one in drafts()] == [draft.uuid]
    assert draft_of(draft.framework_id).uuid == draft.uuid
    assert open_draft(Framework.objects.get().uuid, by=BY).uuid == draft.uuid
    assert {one.version.uuid for one in choices()} == {draft.uuid, newer.uuid}
    edit_competency(draft.uuid, uuid(4), {"statement": "I can take away."}, by=BY)
    assert (said(draft, 3), said(draft, 4)) == ("I can add.", "I can take away.")
    assert came_in_since(draft.id).uuid == newer.uuid


def test_publishing_it_as_it_is_is_refused_with_the_way_on(draft, newer):
    with pytest.raises(Refused, match="Version 3 came in") as refused:
        publish(draft.id, by=BY)
    assert "follow version 3" in str(refused.value.remedy)
    assert FrameworkVersion.objects.get(pk=draft.id).status == VersionStatus.DRAFT


def test_following_the_newer_version_gives_a_later_number_and_tells_what_the_draft_changes_of_it(
    draft, newer
):
    before = content_of(draft.id)
    follow_newest(draft.uuid, by=BY)
    followed = version_called(draft.uuid)
    assert followed.number == 4
    assert base_of(followed).uuid == newer.uuid
    assert content_of(draft.id) == before, "its words stay as they are"
    changed = {one.identifier for one in draft_outline(draft.id).items if one.change == "changed"}
    assert changed == {uuid(3), uuid(5)}
    (one,) = drafts()
    assert (one.number, one.based_on_number) == (4, 3)
    with pytest.raises(Refused, match="follows the newest"):
        follow_newest(draft.uuid, by=BY)
    assert publish(draft.id, by=BY).number == 4
    assert latest_version(uuid(1)).uuid == draft.uuid


def test_following_is_in_the_history_and_taken_back(draft, newer):
    done = follow_newest(draft.uuid, by=BY)
    assert history(draft.uuid)[0].changes[0].field == "follows"
    undo(draft.uuid, done.act, by=BY)
    assert drafts()[0].based_on_number == 1
    with pytest.raises(Refused, match="Version 3 came in"):
        publish(draft.id, by=BY)


def test_a_version_that_comes_in_after_the_draft_followed_one_is_named_again(draft, newer, package):
    follow_newest(draft.uuid, by=BY)
    package["CFItems"][3] |= {"fullStatement": "I can weigh."}
    bring(package)
    assert came_in_since(draft.id).number == 5
    follow_newest(draft.uuid, by=BY)
    assert version_called(draft.uuid).number == 6


def test_a_package_is_compared_with_what_came_and_not_with_what_people_are_writing(draft, package):
    """The same package again is nothing new, and arrows of the draft do not slip into a published version."""
    add_prerequisite(draft.uuid, uuid(4), uuid(5), by=BY)
    assert planned(package)[1].work.content is None
    package["CFItems"][3] |= {"fullStatement": "I can measure."}
    bring(package)
    arrows = {(one.before, one.after) for one in prerequisites_of_version(latest_version(uuid(1)).id)}
    assert (uuid(4), uuid(5)) not in arrows


def test_packages_that_waited_make_room_for_the_next_unless_people_read_them(package):
    for number, words in enumerate(("I can guess.", "I can measure.", "I can weigh.")):
        package["CFItems"][3] |= {"fullStatement": words}
        bring(package, publish=False)
        if number == 0:
            first = latest_version(uuid(1))
            send_to_review(first.uuid, by=BY)
    assert sorted((one.number, one.status) for one in drafts()) == [(2, "in_review"), (4, "draft")]


def test_links_of_another_package_go_into_the_draft_as_one_act_of_its_history(draft):
    other = sound_package()
    other["CFDocument"] |= {"identifier": uuid(900), "uri": f"https://example.org/{uuid(900)}"}
    other["CFItems"], other["CFRubrics"] = [], []
    other["CFAssociations"] = [
        one
        | {
            "identifier": uuid(901),
            "originNodeURI": one["originNodeURI"] | {"identifier": uuid(4)},
            "destinationNodeURI": one["destinationNodeURI"] | {"identifier": uuid(5)},
        }
        for one in other["CFAssociations"]
        if one["associationType"] == "precedes"
    ]
    count = FrameworkVersion.objects.filter(framework__identifier=uuid(1)).count()
    bring(other)
    assert FrameworkVersion.objects.filter(framework__identifier=uuid(1)).count() == count
    act = history(draft.uuid)[0]
    assert [one.subject for one in act.changes] == ["prerequisite"]
    undo(draft.uuid, act.act, by=BY)
    assert said(draft, 3) == "I can add."
