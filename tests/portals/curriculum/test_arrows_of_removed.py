"""What prepared for a removed competency, and what grew from it: drawn where it lives on, or named before publishing."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import (
    arrows_to_draw,
    left_open,
    map_competency,
    open_draft,
    remove_competency,
    undo,
    version_called,
)
from headway.district.continuum.models import DraftChange, Prerequisite
from headway.district.portals.curriculum.views import versions as views
from tests.district.continuum.versions import LEAD
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def priya(world, sign_in):
    return sign_in(world.priya)


@pytest.fixture
def draft(world):
    return open_draft(world.version.framework.uuid, by=LEAD)


def remove(draft, code, to="", note=""):
    remove_competency(draft.uuid, f"world-{code}", by=LEAD)
    map_competency(draft.uuid, f"world-{code}", to_identifier=f"world-{to}" if to else "", note=note, by=LEAD)


def arrows(draft) -> set[tuple[str, str]]:
    rows = Prerequisite.objects.filter(version_id=draft.id)
    return set(rows.values_list("before__code", "after__code"))


LOST = "1 competency lost every essential prerequisite with a removal"
FOUND = "MA.FR.1 Parts of a whole comes before MA.FR.3 Adding fractions (essential)"


def test_the_arrows_of_a_merged_one_are_drawn_where_it_lives_on_as_one_act(priya, draft):
    lives_on, publish = (f"/continuum/drafts/{draft.uuid}/{page}/" for page in ("lives-on", "publish"))
    remove(draft, "MA.FR.2", to="MA.FR.3")
    assert FOUND in text_of(priya.get(lives_on))
    warned = text_of(priya.get(publish))
    assert LOST in warned
    assert "MA.FR.3 Adding fractions" in warned
    assert "Publish this version" in warned, "a warning holds nothing back"

    said = text_of(priya.post(lives_on, {"from": "world-MA.FR.2", "act": "draw"}, follow=True))
    assert "1 prerequisite was drawn." in said
    assert "Draw them" not in said
    assert ("MA.FR.1", "MA.FR.3") in arrows(draft)
    assert LOST not in text_of(priya.get(publish))

    undo(draft.uuid, DraftChange.objects.filter(version_id=draft.id).latest("pk").act, by=LEAD)
    assert ("MA.FR.1", "MA.FR.3") not in arrows(draft)


def test_no_circle_is_proposed_and_nothing_of_what_ends(draft):
    remove(draft, "MA.FR.1", to="MA.FR.3")
    remove(draft, "MA.DA.1", note="It is taught nowhere.")
    proposed = {
        removed: [(one.before, one.after) for one in found]
        for removed, found in arrows_to_draw(version_called(draft.uuid)).items()
    }
    assert proposed == {"world-MA.FR.1": [("world-MA.FR.3", "world-MA.DA.2")]}


def test_only_what_lost_its_last_essential_prerequisite_is_named(draft):
    remove(draft, "MA.DA.1", note="It is taught nowhere.")
    assert left_open(version_called(draft.uuid)) == (), "“Planning a survey” still waits for fractions"
    remove(draft, "MA.FR.1", note="It is taught nowhere.")
    assert left_open(version_called(draft.uuid)) == ("world-MA.DA.2", "world-MA.FR.2")


def test_what_had_no_prerequisite_but_the_one_merged_into_it_is_not_named(draft):
    remove(draft, "LI.RE.1", to="LI.RE.2")
    assert left_open(version_called(draft.uuid)) == ()


def test_the_proposal_and_the_warning_read_in_spanish(world, sign_in, draft):
    remove(draft, "MA.FR.2", to="MA.FR.3")
    world.priya.language = "es"
    world.priya.save()
    reader = sign_in(world.priya)
    for page in ("lives-on", "publish"):
        assert english_left_in(reader.get(f"/continuum/drafts/{draft.uuid}/{page}/")) == []


def test_publishing_leaves_nothing_half_done(priya, draft, monkeypatch):
    def stopped(**_said):
        raise ConnectionError

    monkeypatch.setattr(views, "take_effect", stopped)
    with pytest.raises(ConnectionError):
        priya.post(f"/continuum/drafts/{draft.uuid}/publish/", {"effective_on": "", "looked": "1"})
    assert version_called(draft.uuid).status == "draft"
