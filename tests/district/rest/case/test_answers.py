"""Every question of CASE has its answer, in the shapes of the version that was asked for."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from headway.district.continuum.models import Framework
from headway.mastery.formats.case import ONLY_IN_1_1
from tests.district.interop.case.bringing import bring
from tests.district.rest.case.asking import (
    CLASSES,
    V1P0,
    V1P1,
    ask,
    faults_1_0,
    faults_1_1,
    faults_of_package,
    minor_of,
    share,
    text_of,
    told,
)
from tests.district.rest.case.full_package import DOCUMENT, ITEM, ONE_OF_EACH, full_package
from tests.mathematics.formats.case.small_packages import BASE, item, link, sound_package, uuid

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared_here(clock) -> dict:
    package = full_package()
    share(package)
    return package


@pytest.mark.parametrize(("collection", "identifier"), ONE_OF_EACH.items())
def test_every_object_is_given_in_the_shapes_of_both_versions(shared_here, collection, identifier):
    newest = told(f"{collection}/{identifier}")
    assert faults_1_1(CLASSES[collection], newest) == []
    earlier = told(f"{collection}/{identifier}", base=V1P0)
    assert faults_1_0(CLASSES[collection], earlier) == []
    assert "extensions" not in json.dumps(newest)


def test_every_optional_member_is_given(shared_here):
    document = told(f"CFDocuments/{DOCUMENT}")
    given = shared_here["CFDocument"]
    assert {name: document[name] for name in given} == given
    thing = told(f"CFItems/{ITEM}")
    given = shared_here["CFItems"][1]
    assert {name: thing[name] for name in given if name != "extensions"} == {
        name: value for name, value in given.items() if name != "extensions"
    }
    assert told(f"CFRubrics/{ONE_OF_EACH['CFRubrics']}") == shared_here["CFRubrics"][0]


def test_1_0_is_1_1_without_what_1_1_added(shared_here):
    for collection, kind in (("CFItems", "CFItem"), ("CFAssociations", "CFAssociation")):
        newest = told(f"{collection}/{ONE_OF_EACH[collection]}")
        earlier = told(f"{collection}/{ONE_OF_EACH[collection]}", base=V1P0)
        assert set(newest) - set(earlier) == (set(newest) & ONLY_IN_1_1[kind])
    assert "targetType" not in json.dumps(told(f"CFPackages/{DOCUMENT}", base=V1P0))


def test_types_that_1_0_does_not_know_are_not_given_in_1_0():
    package = sound_package()
    package["CFAssociations"] += [link(108, 5, "isTranslationOf", 4), link(109, 5, "ext:near", 4)]
    share(package)
    assert len(told(f"CFPackages/{uuid(1)}")["CFAssociations"]) == 8
    assert len(told(f"CFPackages/{uuid(1)}", base=V1P0)["CFAssociations"]) == 6
    assert told(f"CFAssociations/{uuid(109)}")["associationType"] == "ext:near"
    assert minor_of(told(f"CFAssociations/{uuid(109)}", base=V1P0, status=404)) == "unknownobject"


def test_concepts_subjects_and_types_come_with_those_below_them(shared_here):
    def titles(path: str, member: str) -> list[str]:
        return [one["title"] for one in told(path)[member]]

    assert titles(f"CFConcepts/{uuid(400)}", "CFConcepts") == ["Number", "Fraction", "Tenths"]
    assert titles(f"CFConcepts/{uuid(401)}", "CFConcepts") == ["Fraction", "Tenths"]
    assert titles(f"CFSubjects/{uuid(410)}", "CFSubjects") == ["Mathematics", "Algebra"]
    assert titles(f"CFItemTypes/{uuid(431)}", "CFItemTypes") == ["Skill"]


def test_an_item_comes_with_the_associations_at_both_its_ends(shared_here):
    answer = told(f"CFItemAssociations/{ITEM}")
    assert answer["CFItem"] == told(f"CFItems/{ITEM}")
    found = {one["identifier"] for one in answer["CFAssociations"]}
    assert found == {uuid(103), uuid(106), uuid(107)}


def test_associations_of_other_shared_frameworks_at_an_item_are_given_too(shared_here):
    other = sound_package()
    other["CFDocument"]["identifier"] = uuid(1001)
    other["CFItems"] = [item(1002)]
    other["CFAssociations"] = [link(1102, 1002, "isChildOf", 1001), link(1103, 1002, "exactMatchOf", 3)]
    del other["CFDefinitions"], other["CFRubrics"]
    share(other)
    found = {one["identifier"] for one in told(f"CFItemAssociations/{ITEM}")["CFAssociations"]}
    assert uuid(1103) in found
    Framework.objects.filter(identifier=uuid(1001)).update(is_shared=False)
    found = {one["identifier"] for one in told(f"CFItemAssociations/{ITEM}")["CFAssociations"]}
    assert uuid(1103) not in found


def test_an_item_without_associations_is_answered_as_case_asks_a_set_of_at_least_one():
    package = sound_package()
    package["CFItems"].append(item(6))
    share(package)
    assert told(f"CFItems/{uuid(6)}")["fullStatement"] == "Statement 6"
    assert minor_of(told(f"CFItemAssociations/{uuid(6)}", status=404)) == "unknownobject"


def test_imported_objects_keep_their_addresses_and_links_to_packages_lead_here(shared_here):
    document = told(f"CFDocuments/{DOCUMENT}")
    assert document["uri"] == BASE + DOCUMENT
    assert document["CFPackageURI"]["uri"] == f"http://testserver{V1P1}/CFPackages/{DOCUMENT}"
    thing = told(f"CFItems/{ITEM}", base=V1P0)
    assert thing["uri"] == BASE + ITEM
    assert thing["CFDocumentURI"]["uri"] == f"http://testserver{V1P0}/CFDocuments/{DOCUMENT}"


def test_the_address_that_people_see_stands_in_links(shared_here, settings):
    settings.ENVIRONMENT._values = settings.ENVIRONMENT._values | {"HEADWAY_ORIGIN": "https://h.example.org/"}
    try:
        uri = told(f"CFDocuments/{DOCUMENT}")["CFPackageURI"]["uri"]
    finally:
        settings.ENVIRONMENT._values = settings.ENVIRONMENT._values | {"HEADWAY_ORIGIN": ""}
    assert uri == f"https://h.example.org{V1P1}/CFPackages/{DOCUMENT}"


# -- what was made here --


def test_every_address_of_what_was_made_here_answers(world):
    name = world.version.framework.identifier
    package = told(f"CFPackages/{name}")
    assert faults_of_package(package) == []
    assert faults_1_1("CFPackage", package) == []
    assert faults_1_0("CFPackage", told(f"CFPackages/{name}", base=V1P0)) == []
    assert {one["humanCodingScheme"] for one in package["CFItems"]} >= set(world.competencies)

    objects = [
        package["CFDocument"],
        *package["CFItems"],
        *package["CFAssociations"],
        *package["CFDefinitions"]["CFItemTypes"],
        *package["CFRubrics"],
    ]
    client = Client()
    for one in objects:
        assert one["uri"].startswith("http://testserver/ims/case/v1p1/")
        answer = json.loads(client.get(one["uri"].removeprefix("http://testserver")).content)
        answer = next(iter(answer.values()))[0] if "CFItemTypes" in answer else answer
        assert answer["identifier"] == one["identifier"]
    ends = [
        one[end]["uri"]
        for one in package["CFAssociations"]
        for end in ("originNodeURI", "destinationNodeURI")
    ]
    assert set(ends) <= {one["uri"] for one in objects}
    criterion = package["CFRubrics"][0]["CFRubricCriteria"][0]
    assert criterion["uri"] == f"{package['CFRubrics'][0]['uri']}#{criterion['identifier']}"


def test_the_continuum_is_handed_out_the_same_whoever_asks_in_whatever_language(world, sign_in):
    path = f"{V1P1}/CFPackages/{world.version.framework.identifier}"
    spanish = sign_in(world.rosa, headers={"Accept-Language": "es"}).get(path)
    assert text_of(spanish) == text_of(Client(headers={"Accept-Language": "en"}).get(path))


def test_the_continuum_comes_into_another_district_with_its_levels_and_prerequisites(world):
    package = told(f"CFPackages/{world.version.framework.identifier}")
    Framework.objects.filter(pk=world.version.framework_id).update(identifier=uuid(77))
    _run, report = bring(package)
    assert report.counts["competency"]["add"] == len(package["CFItems"])
    assert not [one for one in report.problems if one.severity != "note"]


def test_where_items_are_found_among_several_frameworks_nothing_is_mixed_up(world):
    share(full_package())
    share(full_package(shift=7))
    assert told(f"CFItems/{ITEM}")["CFDocumentURI"]["identifier"] == DOCUMENT
    shifted = ITEM.replace("-000000000000", "-000000000007")
    assert told(f"CFItems/{shifted}")["CFDocumentURI"]["identifier"] == DOCUMENT.replace(
        "-000000000000", "-000000000007"
    )
    assert told("CFDocuments")["CFDocuments"][0]["title"] == "Three Rivers continuum"


# -- what came in another form --


def test_identifiers_that_case_would_not_take_become_lasting_ones_that_links_follow():
    package = sound_package()
    text = json.dumps(package).replace(uuid(3), "standard-three").replace(uuid(1), uuid(1).upper())
    share(json.loads(text))
    out = told(f"CFPackages/{uuid(1)}")
    assert faults_of_package(out) == []
    name = out["CFItems"][1]["identifier"]
    assert name != "standard-three"
    assert told(f"CFItems/{name}")["fullStatement"] == "Statement 3"
    assert {one["identifier"] for one in told(f"CFItemAssociations/{name}")["CFAssociations"]} == {
        uuid(103),
        uuid(106),
        uuid(107),
    }
    assert out["CFRubrics"][0]["CFRubricCriteria"][0]["CFItemURI"]["identifier"] == name
    assert told(f"CFItems/{uuid(2).upper()}")["identifier"] == uuid(2)


def test_members_that_case_does_not_know_stay_out_and_stay_in_the_lossless_download():
    from headway.district.interop.api import export_case

    package = sound_package()
    package["CFItems"][0]["colour"] = "blue"
    package["CFItems"][0]["educationalLevel"] = "03,04"
    package["CFItems"][0]["statusStartDate"] = "2026-01-01T00:00:00Z"
    package["CFItems"][0]["lastChangeDateTime"] = "2026-09-01 08:00"
    package["CFItems"][0]["uri"] = ""
    package["CFAssociations"][0]["sequenceNumber"] = "2"
    share(package)
    out = told(f"CFPackages/{uuid(1)}")
    assert faults_of_package(out) == []
    first = out["CFItems"][0]
    assert "colour" not in first
    assert first["educationLevel"] == ["03", "04"]
    assert first["statusStartDate"] == "2026-01-01"
    assert first["lastChangeDateTime"] == "2026-09-01T08:00:00Z"
    assert first["uri"] == f"http://testserver{V1P1}/CFItems/{uuid(2)}"
    assert out["CFAssociations"][0]["sequenceNumber"] == 2
    assert json.loads(export_case(uuid(1))) == package


def test_of_a_repeated_identifier_the_first_is_given():
    package = sound_package()
    package["CFItems"].append({**item(2), "fullStatement": "Another"})
    share(package)
    out = told(f"CFPackages/{uuid(1)}")["CFItems"]
    assert [one["fullStatement"] for one in out if one["identifier"] == uuid(2)] == ["Statement 2"]
    assert told(f"CFItems/{uuid(2)}")["fullStatement"] == "Statement 2"


def test_a_package_says_which_lists_it_has_and_which_are_empty():
    package = sound_package()
    package["CFRubrics"] = []
    package["CFDefinitions"] = {"CFConcepts": [], "CFItemTypes": package["CFDefinitions"]["CFItemTypes"]}
    package["CFAssociations"][5].pop("CFAssociationGroupingURI")
    share(package)
    out = told(f"CFPackages/{uuid(1)}")
    assert out["CFRubrics"] == []
    assert out["CFDefinitions"]["CFConcepts"] == []
    assert set(out["CFDefinitions"]) == {"CFConcepts", "CFItemTypes"}


# -- discovery --


@pytest.mark.parametrize(("segment", "version"), [("v1p1", "1.1"), ("v1p0", "1.0")])
def test_what_can_be_asked_is_described_at_the_prescribed_address(db, segment, version):
    base = f"/ims/case/{segment}"
    described = told(f"discovery/imscase{segment}_openapi3_v1p0.json", base=base)
    assert described["servers"] == [{"url": f"http://testserver{base}"}]
    assert described["info"]["version"] == version
    assert len(described["paths"]) == 12
    assert ("frameworkType" in described["components"]["schemas"]["CFDocument"]["properties"]) == (
        version == "1.1"
    )


def test_our_description_agrees_with_our_answers(shared_here):
    import jsonschema

    for base in (V1P1, V1P0):
        segment = base.rsplit("/", 1)[-1]
        described = told(f"discovery/imscase{segment}_openapi3_v1p0.json", base=base)
        for collection, identifier in ONE_OF_EACH.items():
            operation = described["paths"][f"/{collection}/{{sourcedId}}"]["get"]
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            validator = jsonschema.Draft202012Validator({**schema, "components": described["components"]})
            assert list(validator.iter_errors(told(f"{collection}/{identifier}", base=base))) == []


def test_the_list_of_frameworks_is_valid_in_both_versions(shared_here, world):
    assert faults_1_1("CFDocumentSet", told("CFDocuments")) == []
    assert faults_1_0("CFDocumentSet", told("CFDocuments", base=V1P0)) == []
    assert ask("CFDocuments")["X-Total-Count"] == "2"
