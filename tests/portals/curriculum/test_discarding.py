"""A draft that was a mistake is taken away; what is published, and what learners showed, stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from headway.district.continuum.api import (
    content_of,
    discard_draft,
    draft_of,
    drafts,
    edit_competency,
    open_draft,
    publish,
    remark,
)
from headway.district.continuum.models import DraftChange, FrameworkVersion
from headway.district.foundation.api import Refused
from headway.district.foundation.models import AuditEntry


@pytest.fixture
def draft(world):
    made = open_draft(world.version.framework.uuid, by=world.viewer("priya").actor)
    edit_competency(
        made.uuid, "world-MA.FR.3", {"title": "Other words"}, seen=None, by=world.viewer("priya").actor
    )
    remark(made.uuid, "Is this the right level?", viewer=world.viewer("priya"))
    return made


def test_the_author_sees_what_would_go_and_takes_the_draft_away(world, sign_in, draft):
    before = content_of(world.version.pk)
    client = sign_in(world.priya)
    address = reverse("curriculum:draft_discard", args=[draft.uuid])

    asked = client.get(address).content.decode()
    assert "cannot be brought back" in asked
    assert "One comment or suggestion" in asked
    assert draft_of(draft.framework_id) is not None, "looking takes nothing away"

    answered = client.post(address, follow=True)

    assert "What is published stays as it is" in answered.content.decode()
    assert drafts() == ()
    assert content_of(world.version.pk) == before
    entry = AuditEntry.objects.get(act="continuum.draft_discarded")
    assert entry.facts["changes"] == DraftChange.objects.count() + 1


def test_another_draft_begins_from_what_is_published(world, draft):
    discard_draft(draft.uuid, by=world.viewer("priya").actor)
    again = open_draft(world.version.framework.uuid, by=world.viewer("priya").actor)

    assert again.uuid != draft.uuid
    titles = {one.identifier: one.title for one in content_of(again.id).competencies}
    assert titles["world-MA.FR.3"] != "Other words"


def test_what_is_published_is_never_taken_away(world, draft):
    published = publish(draft.id, by=world.viewer("priya").actor)
    with pytest.raises(Refused, match="Published versions are not taken away"):
        discard_draft(published.uuid, by=world.viewer("priya").actor)
    assert FrameworkVersion.objects.filter(pk=published.id).exists()


def test_a_teacher_does_not_find_the_page(world, sign_in, draft):
    client = sign_in(world.ortiz)
    assert client.post(reverse("curriculum:draft_discard", args=[draft.uuid])).status_code == 404
