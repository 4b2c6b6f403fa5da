"""Joining, suggested prerequisites and crosswalks as pages: looked at before, done, undone, taken away."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from headway.district.continuum.api import Part, content_of, join_frameworks, open_draft
from headway.district.continuum.models import Crosswalk, CrosswalkLink, Framework, FrameworkVersion
from tests.district.continuum.lines import BUILDER, three_slices
from tests.portals.curriculum.test_line_pages import page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def slices(world):
    return three_slices()


@pytest.fixture
def draft(world, slices):
    """The district's line with the three slices joined to it."""
    standing = Framework.objects.get(is_continuum=True)
    opened = open_draft(standing.uuid, by=BUILDER)
    return join_frameworks(
        [Part(one.id) for one in slices], title="", domain="Joined mathematics", by=BUILDER, onto=opened
    )


# -- joining ---------------------------------------------------------------------------------------------------


def join_query(slices, **more):
    return {"v": [str(one.uuid) for one in slices], "domain": "Joined mathematics", "onto": "line", **more}


def test_joining_is_shown_before_it_is_done(world, sign_in, slices):
    client = sign_in(world.priya)
    assert "Elementary" in text(page(client, "join"))
    count = FrameworkVersion.objects.count()
    shown = text(page(client, "join_preview", **join_query(slices)))
    assert "10 competencies become 2 rows." in shown
    assert "Proposed because both speak of" in shown
    assert FrameworkVersion.objects.count() == count


def test_joining_leads_to_the_gaps_of_the_joined_line(world, sign_in, slices):
    client = sign_in(world.priya)
    response = client.post(reverse("curriculum:join_preview"), join_query(slices, act="join"), follow=True)
    shown = text(response)
    assert "3 frameworks are joined" in shown
    assert "1 at the seam 5→6; 1 at the seam 8→9" in shown
    draft = FrameworkVersion.objects.get(status="draft", framework__is_continuum=True)
    assert draft.competencies.filter(identifier__in=["E.FR.4", "H.GE.10"]).count() == 2


def test_choices_on_the_preview_count(world, sign_in, slices):
    client = sign_in(world.priya)
    asked = join_query(
        slices, act="look", looked="yes", **{"row-2:D1:S1": "2:D1:S1", "name-1:D1:S2": "Shapes"}
    )
    response = client.post(reverse("curriculum:join_preview"), asked, follow=True)
    shown = text(response)
    assert "10 competencies become 3 rows." in shown
    assert "Shapes" in shown


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"v": []}, "Choose at least one framework to join."),
        ({"domain": " "}, "Name the domain that the rows belong to."),
    ],
)
def test_what_is_missing_is_said_at_its_field(world, sign_in, slices, change, sentence):
    client = sign_in(world.priya)
    for response in (
        page(client, "join_preview", **join_query(slices) | change),
        client.post(reverse("curriculum:join_preview"), join_query(slices, act="join") | change),
    ):
        assert response.status_code == 422
        assert sentence in text(response)


def test_levels_the_wrong_way_round_are_said(world, sign_in, slices):
    first = slices[0].uuid
    response = page(
        sign_in(world.priya),
        "join_preview",
        **join_query(slices[:1]) | {f"from-{first}": "5", f"to-{first}": "2"},
    )
    assert "5 comes after 2" in text(response)


# -- suggested prerequisites -----------------------------------------------------------------------------------


def test_steps_are_proposed_accepted_declined_and_taken_back(world, sign_in, draft):
    client = sign_in(world.priya)
    shown = text(page(client, "steps", draft.uuid, seam="6", domain="Joined mathematics"))
    assert "shares the words" in shown
    assert "one level earlier" in shown
    address = reverse("curriculum:steps_answer", args=[draft.uuid])
    response = client.post(address, {"accept": "M.GE.6", "pick-M.GE.6": "E.GE.5", "seam": "6"}, follow=True)
    assert "One prerequisite is in the draft." in text(response)
    arrows = {(one.before, one.after) for one in content_of(draft.id).prerequisites}
    assert ("E.GE.5", "M.GE.6") in arrows
    client.post(reverse("curriculum:steps_undo", args=[draft.uuid]))
    assert {(one.before, one.after) for one in content_of(draft.id).prerequisites} == arrows - {
        ("E.GE.5", "M.GE.6")
    }
    response = client.post(address, {"decline": "M.GE.6", "shown-M.GE.6": ["E.GE.5", "E.GE.4"]}, follow=True)
    assert "2 proposals are declined" in text(response)


def test_several_are_accepted_at_once(world, sign_in, draft):
    client = sign_in(world.priya)
    client.post(
        reverse("curriculum:steps_answer", args=[draft.uuid]),
        {
            "act": "accept",
            "f": ["M.GE.6", "H.GE.9"],
            "pick-M.GE.6": "E.GE.5",
            "pick-H.GE.9": "M.GE.8",
            "importance": "supporting",
        },
    )
    arrows = {(one.before, one.after): one.is_gate for one in content_of(draft.id).prerequisites}
    assert (arrows["E.GE.5", "M.GE.6"], arrows["M.GE.8", "H.GE.9"]) == (False, False)


def test_steps_of_a_published_version_are_not_found(world, sign_in):
    assert page(sign_in(world.priya), "steps", world.version.uuid).status_code == 404


# -- crosswalks ------------------------------------------------------------------------------------------------


def test_a_crosswalk_is_begun_answered_and_taken_away_as_a_table(world, sign_in, slices):
    client = sign_in(world.priya)
    frameworks = {row.title: row.uuid for row in Framework.objects.all()}
    response = client.post(
        reverse("curriculum:crosswalks"),
        {"origin": frameworks["Elementary"], "destination": frameworks["Middle"]},
        follow=True,
    )
    shown = text(response)
    assert "0 of 4 have a link, 4 have none" in shown
    assert "shares the words" in shown
    made = Crosswalk.objects.get().uuid
    address = reverse("curriculum:crosswalk_answer", args=[made])
    response = client.post(
        address, {"accept": "E.GE.5", "pick-E.GE.5": "M.GE.6", "relation-E.GE.5": "narrower"}, follow=True
    )
    assert "One link is made." in text(response)
    assert "1 of 4 have a link, 3 have none" in text(response)
    assert "is narrower than" in text(page(client, "crosswalk", made, show="links"))
    rows = list(csv.reader(io.StringIO(page(client, "crosswalk_csv", made).content.decode("utf-8-sig"))))
    assert rows[1][0] == "E.GE.5"
    assert rows[1][2:4] == ["is narrower than", "M.GE.6"]
    assert len(rows) == 1 + 1 + 3 + 3
    client.post(reverse("curriculum:crosswalk_undo", args=[made]))
    assert not CrosswalkLink.objects.exists()


def test_no_page_of_a_crosswalk_shows_a_percentage(world, sign_in, slices):
    client = sign_in(world.priya)
    frameworks = {row.title: row.uuid for row in Framework.objects.all()}
    response = client.post(
        reverse("curriculum:crosswalks"),
        {"origin": frameworks["Elementary"], "destination": frameworks["Middle"]},
        follow=True,
    )
    assert "%" not in text(response).split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.parametrize("ends", [("", ""), ("nonsense", "nonsense"), ("same", "same")])
def test_a_crosswalk_needs_two_frameworks(world, sign_in, slices, ends):
    one = str(Framework.objects.first().uuid)
    origin, destination = (one if end == "same" else end for end in ends)
    response = sign_in(world.priya).post(
        reverse("curriculum:crosswalks"), {"origin": origin, "destination": destination}
    )
    assert response.status_code == 422
    assert not Crosswalk.objects.exists()
