"""Crosswalks: counts both ways, proposals, answers in bulk, and the way out and in with a CASE package."""

from __future__ import annotations

import json

import pytest

from headway.district.continuum.api import (
    AssociationContent,
    LinkAnswer,
    adopt_crosswalks,
    answer_links,
    begin_crosswalk,
    content_of,
    crosswalk_associations,
    crosswalk_view,
    crosswalks,
    link_proposals,
    load_framework,
    publish,
    take_back_links,
)
from headway.district.continuum.models import Crosswalk, CrosswalkLink, Framework
from headway.district.foundation.api import NotFound, Refused
from tests.district.continuum.lines import BUILDER, framework, three_slices

pytestmark = pytest.mark.django_db


@pytest.fixture
def crosswalk(clock):
    elementary, middle, _high = three_slices()
    return begin_crosswalk(uuid_of(elementary), uuid_of(middle), by=BUILDER)


def uuid_of(version):
    return Framework.objects.get(pk=version.framework_id).uuid


def test_a_crosswalk_is_the_same_from_either_side(clock):
    elementary, middle, _high = three_slices()
    first = begin_crosswalk(uuid_of(elementary), uuid_of(middle), by=BUILDER)
    assert begin_crosswalk(uuid_of(middle), uuid_of(elementary), by=BUILDER) == first
    assert Crosswalk.objects.count() == 1
    with pytest.raises(Refused, match="two frameworks"):
        begin_crosswalk(uuid_of(middle), uuid_of(middle), by=BUILDER)


def test_counts_run_both_ways_and_follow_the_answers(crosswalk):
    info = crosswalk_view(crosswalk).info()
    assert [(side.matched, side.unmatched) for side in (info.origin, info.destination)] == [(0, 4), (0, 4)]
    answer_links(crosswalk, [LinkAnswer("E.GE.5", "M.GE.6", True, "narrower")], by=BUILDER)
    info = crosswalk_view(crosswalk).info()
    assert [(side.matched, side.unmatched) for side in (info.origin, info.destination)] == [(1, 3), (1, 3)]
    assert (info.accepted, info.from_packages, info.declined) == (1, 0, 0)
    assert crosswalks()[0].accepted == 1


def test_what_is_alike_is_proposed_with_words_as_reasons(crosswalk):
    view = crosswalk_view(crosswalk)
    (found,) = link_proposals(view, ["E.GE.5"])
    assert found.proposals[0].key == "M.GE.6"
    kinds = {kind for kind, _facts in found.proposals[0].reasons}
    assert kinds & {"shared_words", "same_wording"}


def test_declined_links_are_not_proposed_again(crosswalk):
    view = crosswalk_view(crosswalk)
    (found,) = link_proposals(view, ["E.GE.5"])
    first = found.proposals[0].key
    answer_links(crosswalk, [LinkAnswer("E.GE.5", first, False)], by=BUILDER)
    (again,) = link_proposals(crosswalk_view(crosswalk), ["E.GE.5"])
    assert first not in {one.key for one in again.proposals}


def test_answers_in_bulk_are_taken_back_together(crosswalk):
    answer_links(crosswalk, [LinkAnswer("E.FR.5", "M.RP.6", True, "related")], by=BUILDER)
    done = answer_links(
        crosswalk,
        [LinkAnswer("E.FR.5", "M.RP.6", True, "exact"), LinkAnswer("E.GE.5", "M.GE.6", False)],
        by=BUILDER,
    )
    assert (done.accepted, done.declined) == (1, 1)
    take_back_links(crosswalk, done.earlier, by=BUILDER)
    left = list(CrosswalkLink.objects.values_list("origin_identifier", "relation", "answer"))
    assert left == [("E.FR.5", "related", "accepted")]


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [LinkAnswer("E.FR.5", "M.RP.6", True, "equal")],
        [LinkAnswer("E.FR.5", "H.GE.9", True, "exact")],
        [LinkAnswer("M.RP.6", "E.FR.5", True, "exact")],
    ],
)
def test_what_is_no_link_between_the_two_is_refused(crosswalk, answers):
    with pytest.raises(Refused):
        answer_links(crosswalk, answers, by=BUILDER)
    assert not CrosswalkLink.objects.exists()


def test_a_crosswalk_that_is_not_there_is_not_found(db):
    import uuid

    with pytest.raises(NotFound):
        crosswalk_view(uuid.uuid4())


def link(identifier, kind, origin, destination, *, uri="", grouping=""):
    return AssociationContent(identifier, kind, origin, destination, "", uri, grouping, True)


def test_links_of_packages_count_as_matched_and_are_found_by_address(clock):
    address = "http://standards.example/Math/1"
    framework(
        "Standards",
        [("S.1", 3, "S", "I can count.")],
        associations=(link("a1", "exactMatchOf", "S.1", "", uri=address),),
    )
    framework(
        "Science",
        [("N.1", 3, "S", "I can measure.")],
        associations=(link("a2", "isRelatedTo", "N.1", "", uri="https://www.standards.example/Math/1/"),),
    )
    ends = {row.title: row.uuid for row in Framework.objects.all()}
    view = crosswalk_view(begin_crosswalk(ends["Science"], ends["Standards"], by=BUILDER))
    assert [(one.origin, one.destination, one.relation, one.is_from_package) for one in view.links] == [
        ("N.1", "S.1", "related", True)
    ]
    info = view.info()
    assert (info.from_packages, info.origin.matched) == (1, 1)


def test_case_says_each_relation_in_its_own_words(crosswalk):
    answers = [
        LinkAnswer("E.FR.4", "M.RP.6", True, "exact"),
        LinkAnswer("E.FR.5", "M.RP.8", True, "related"),
        LinkAnswer("E.GE.4", "M.GE.6", True, "broader"),
        LinkAnswer("E.GE.5", "M.GE.8", True, "narrower"),
        LinkAnswer("E.GE.5", "M.GE.6", False),
    ]
    answer_links(crosswalk, answers, by=BUILDER)
    groupings, associations = crosswalk_associations("framework-elementary")
    assert [one.identifier for one in groupings] == [str(crosswalk)]
    assert [one.kind for one in associations] == [
        "exactMatchOf",
        "isRelatedTo",
        "ext:isBroaderThan",
        "ext:isNarrowerThan",
    ]
    assert {one.grouping_identifier for one in associations} == {str(crosswalk)}
    assert crosswalk_associations("framework-middle") == ((), ())


@pytest.mark.parametrize("origin_first", [True, False], ids=["origin comes first", "destination comes first"])
def test_a_grouping_between_two_frameworks_becomes_a_crosswalk_in_either_order(clock, origin_first):
    grouping = "6b0c0f56-7f8d-4c93-8a0e-3f4a2f0f7a10"
    origin = ("Origin", [("O.1", 3, "S", "I can add."), ("O.2", 4, "S", "I can multiply.")])
    links = (
        link("11111111-1111-4111-8111-111111111111", "exactMatchOf", "O.1", "D.1", grouping=grouping),
        link("22222222-2222-4222-8222-222222222222", "ext:isBroaderThan", "O.2", "D.1", grouping=grouping),
        link("33333333-3333-4333-8333-333333333333", "isRelatedTo", "O.2", "nowhere", grouping=grouping),
        link("44444444-4444-4444-8444-444444444444", "isRelatedTo", "O.2", "D.1"),
    )
    makes = [
        lambda: framework(*origin, associations=links),
        lambda: framework("Destination", [("D.1", 3, "S", "I can find a sum.")]),
    ]
    for make in makes if origin_first else reversed(makes):
        adopt_crosswalks(make().id, by=BUILDER)
    row = Crosswalk.objects.get()
    assert str(row.uuid) == grouping
    assert {(one.origin_identifier, one.relation, str(one.uuid)[:4]) for one in row.links.all()} == {
        ("O.1", "exact", "1111"),
        ("O.2", "broader", "2222"),
    }


def test_an_adopted_link_keeps_what_people_answered(clock):
    grouping = "6b0c0f56-7f8d-4c93-8a0e-3f4a2f0f7a10"
    links = (link("11111111-1111-4111-8111-111111111111", "exactMatchOf", "O.1", "D.1", grouping=grouping),)
    origin = framework("Origin", [("O.1", 3, "S", "I can add.")], associations=links)
    destination = framework("Destination", [("D.1", 3, "S", "I can find a sum.")])
    crosswalk = begin_crosswalk(uuid_of(origin), uuid_of(destination), by=BUILDER)
    answer_links(crosswalk, [LinkAnswer("O.1", "D.1", False)], by=BUILDER)
    assert adopt_crosswalks(origin.id, by=BUILDER) == 0
    assert CrosswalkLink.objects.get().answer == "refused"


def test_a_crosswalk_goes_out_with_the_package_and_comes_in_again(clock, transactional_db):
    from headway.district.interop.api import apply, export_case, plan

    elementary, middle, _high = three_slices()
    for version in (elementary, middle):  # identifiers as CASE wants them
        content = content_of(version.id)
        assert content.identifier
    crosswalk = begin_crosswalk(uuid_of(elementary), uuid_of(middle), by=BUILDER)
    answer_links(crosswalk, [LinkAnswer("E.GE.5", "M.GE.6", True, "broader")], by=BUILDER)
    first = export_case("framework-elementary")
    package = json.loads(first)
    (grouping,) = package["CFDefinitions"]["CFAssociationGroupings"]
    assert grouping["identifier"] == str(crosswalk)
    (association,) = [one for one in package["CFAssociations"] if "CFAssociationGroupingURI" in one]
    assert association["associationType"] == "ext:isBroaderThan"
    second = export_case("framework-middle")

    CrosswalkLink.objects.all().delete()
    Crosswalk.objects.all().delete()
    Framework.objects.all().delete()
    for raw in (second, first):
        run, planned = plan(format="case", raw=raw, file_name="x.json", options={}, by=BUILDER)
        apply(run_uuid=run.uuid, by=BUILDER, plan_digest=planned.digest)
    row = Crosswalk.objects.get()
    assert row.uuid == crosswalk
    assert [one.relation for one in row.links.all()] == ["broader"]
    again = json.loads(export_case(row.origin.identifier))
    kept = [
        one
        for one in again["CFAssociations"]
        if one.get("CFAssociationGroupingURI", {}).get("identifier") == str(crosswalk)
    ]
    assert [one["identifier"] for one in kept] == [association["identifier"]]


def test_published_words_can_be_loaded_again_without_a_second_crosswalk(crosswalk):
    answer_links(crosswalk, [LinkAnswer("E.GE.5", "M.GE.6", True, "exact")], by=BUILDER)
    version = crosswalk_view(crosswalk).origin
    later = load_framework(content_of(version.id), by=BUILDER)
    publish(later.id, by=BUILDER)
    assert [one.destination for one in crosswalk_view(crosswalk).links] == ["M.GE.6"]
