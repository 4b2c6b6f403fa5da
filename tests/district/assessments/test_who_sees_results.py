"""Results of outside tests are for staff of the learner: no page, door or part shows them to learners and families."""

from __future__ import annotations

import json
import re

import pytest

from headway.district.assessments import api as outside
from headway.district.foundation.api import NotFound
from headway.district.foundation.models import AuditEntry
from headway.district.people import api as people
from headway.district.people.types import Role
from tests.district.assessments.conftest import line

pytestmark = pytest.mark.django_db

# Values that occur nowhere else, so that finding one anywhere is finding a result.
PLANTED = ("207.375", "3.875", "83.625")
ADDRESS = re.compile(r'(?:href|hx-get|src)="(/[^"#]*)')
MOST_PAGES = 150


@pytest.fixture
def planted(world, bring, crosswalk):
    outside.adopt_restricted(world.viewer("lena"), keep=True)
    bring(line(value=PLANTED[0], error=PLANTED[1], percentile=PLANTED[2]))


def crawl(client, *starts: str, under: str = "/") -> dict[str, str]:
    """Every page that can be reached by following links, with its text; from what is answered, not from a list."""
    waiting, seen = list(starts), {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen or address.startswith(("/static/", "/sign-out", "/accounts/logout")):
            continue
        response = client.get(address, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        seen[address] = body.decode("utf-8", "replace")
        if response.headers.get("content-type", "").startswith("text/html"):
            waiting += [
                one.replace("&amp;", "&") for one in ADDRESS.findall(seen[address]) if one.startswith(under)
            ]
    return seen


class TestNobodyOfTheFamily:
    @pytest.mark.parametrize(("who", "start"), [("ana", "/me/"), ("rosa", "/family/")])
    def test_no_page_that_a_learner_or_a_family_can_reach_holds_a_planted_result(
        self, world, planted, sign_in, who, start
    ):
        pages = crawl(sign_in(getattr(world, who)), start)
        assert len(pages) > 8, "the crawl has to get around"
        found = [(address, one) for address, text in pages.items() for one in PLANTED if one in text]
        assert found == []

    def test_the_same_crawl_finds_them_on_a_leaders_page(self, world, planted, sign_in):
        """The crawl can find something."""
        pages = crawl(
            sign_in(world.lena), f"/lead/assessments/learner/{world.ana.uuid}/", under="/lead/assessments/"
        )
        assert any(PLANTED[0] in text for text in pages.values())
        assert any(PLANTED[2] in text for text in pages.values())

    @pytest.mark.parametrize("who", ["ana", "rosa", "raul", "tessa", "adam", "carl", "finch", "priya"])
    def test_the_door_is_closed_to_her_her_family_tutors_administrators_and_strangers(
        self, world, planted, who
    ):
        viewer = world.viewer(who)
        with pytest.raises(NotFound):
            outside.results_of(viewer, world.ana.uuid)
        assert outside.suggestions_of(viewer, [world.ana.pk]) == {}
        assert outside.questions(viewer) == ()

    @pytest.mark.parametrize("who", ["ortiz", "webb", "cora", "lee", "lena", "reggie"])
    def test_it_is_open_to_her_staff(self, world, planted, who):
        (item,) = outside.results_of(world.viewer(who), world.ana.uuid)
        assert item.score == float(PLANTED[0])

    def test_a_counsellor_sees_other_learners_but_not_her_own_child(self, world, planted, bring):
        bring(line("L-ben"))
        people.assign_duty(
            person=world.rosa, role=Role.COUNSELLOR, organisation=world.alder, by=world.viewer("adam").actor
        )
        rosa = world.viewer("rosa")
        assert len(outside.results_of(rosa, world.ben.uuid)) == 1
        with pytest.raises(NotFound):
            outside.results_of(rosa, world.ana.uuid)
        assert set(outside.suggestions_of(rosa, [world.ana.pk, world.ben.pk])) == {world.ben.pk}


class TestEveryLookIsNoted:
    def test_a_look_at_one_learner_is_a_row_of_the_trail_once_an_hour(self, world, planted):
        for _look in range(2):
            outside.results_of(world.viewer("cora"), world.ana.uuid)
        rows = AuditEntry.objects.filter(act="people.record_viewed", learner_uuid=world.ana.uuid)
        assert [row.facts["page"] for row in rows] == ["assessments:results"]

    def test_a_look_at_suggestions_of_several_is_noted_as_a_list(self, world, planted, bring):
        bring(line("L-ben"))
        outside.suggestions_of(world.viewer("cora"), [world.ana.pk, world.ben.pk])
        assert AuditEntry.objects.get(act="people.list_viewed").facts["learners"] == 2


class TestWhatIsSuggested:
    def test_a_border_gives_two_levels_the_likelier_first_with_a_sentence(self, world, bring, crosswalk):
        bring(line(value="209", error="3"))
        (source,) = outside.suggestions_of(world.viewer("cora"), [world.ana.pk])[world.ana.pk]
        assert source.levels == (4, 5)
        assert source.confidence == "likely"
        assert source.said.startswith("Growth, Mathematics: 209 ± 3 reaches over the border")

    def test_the_newest_result_of_an_area_speaks_and_a_strand_by_its_goal(self, world, bring, crosswalk):
        bring(
            line(value="195", date="9/16/2025", term="Fall 2025-2026"),
            line(value="205", error="2", goal=("Fractions", "220", "4")),
        )
        sources = outside.suggestions_of(world.viewer("cora"), [world.ana.pk])[world.ana.pk]
        assert {(one.strand_code, one.levels) for one in sources} == {("", (4,)), ("MA.FR", (4,))}

    def test_the_preview_tells_levels_only_of_ten_learners_or_more(self, world, bring, crosswalk):
        plan, _report = bring(line(), line("L-ben"), apply=False)
        assert plan.facts["suggestions"] == [["MA", "", 4, None]]

    def test_a_screening_of_wellbeing_places_nobody(self, world, bring, crosswalk):
        card = outside.profile_called("map-growth").profile.to_dict()
        outside.save_profile(world.viewer("lena"), {**card, "places_learners": False}, code="map-growth")
        bring(line())
        assert outside.suggestions_of(world.viewer("cora"), [world.ana.pk]) == {}

    def test_queries_do_not_grow_with_learners(self, world, bring, crosswalk, django_assert_max_num_queries):
        bring(line(), line("L-ben"), line("L-chloe"), line("L-dev"))
        everybody = [world.ana.pk, world.ben.pk, world.chloe.pk, world.dev.pk]
        cora = world.viewer("cora")
        with django_assert_max_num_queries(12):
            assert len(outside.suggestions_of(cora, everybody)) == 4


def test_planted_values_are_stored_as_they_were(world, planted):
    """Otherwise the crawl would look for something that is not there."""
    (item,) = outside.results_of(world.viewer("cora"), world.ana.uuid)
    assert json.dumps([item.score, item.standard_error]) == f"[{PLANTED[0]}, {PLANTED[1]}]"
    assert item.restricted == {"percentile": PLANTED[2]}


def test_a_small_count_does_not_follow_from_the_sum():
    told = outside.counted({("MA", "", 3): 4, ("MA", "", 4): 30, ("MA", "", 5): 12, ("LI", "", 4): 11})
    assert [(one.domain_code, one.level, one.count) for one in told] == [
        ("LI", 4, 11), ("MA", 3, None), ("MA", 4, 30), ("MA", 5, None),
    ]  # fmt: skip
