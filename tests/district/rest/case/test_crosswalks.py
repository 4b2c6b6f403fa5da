"""What people link here between two shared frameworks goes with the package of the one, as a group of associations."""

from __future__ import annotations

import pytest
from django.test import Client

from headway.district.continuum.api import answer_links, begin_crosswalk, take_back_links
from headway.district.continuum.models import Framework
from headway.district.continuum.types.linking import LinkAnswer
from headway.mastery.formats.case import official_identifier
from tests.district.interop.case.bringing import BY, bring
from tests.district.rest.case.asking import V1P0, ask, faults_1_0, faults_1_1, share, text_of, told
from tests.district.rest.case.full_package import DOCUMENT, full_package
from tests.mathematics.formats.case.small_packages import sound_package, uuid

pytestmark = pytest.mark.django_db


@pytest.fixture
def crosswalk(world):
    """From the district's continuum to a shared framework: two links, one of them declined."""
    package = sound_package()
    share(package)
    own, other = world.version.framework, Framework.objects.get(identifier=uuid(1))
    made = begin_crosswalk(own.uuid, other.uuid, by=BY)
    origin = world.competency("MA.FR.1").identifier
    answers = [
        LinkAnswer(origin, uuid(3), is_accepted=True, relation="exact"),
        LinkAnswer(origin, uuid(4), is_accepted=False),
    ]
    answer_links(made, answers, by=BY)
    return made


def test_a_crosswalk_is_a_group_of_associations_between_items_that_answer(world, crosswalk):
    name = world.version.framework.identifier
    for base, faults in (("/ims/case/v1p1", faults_1_1), (V1P0, faults_1_0)):
        package = told(f"CFPackages/{name}", base=base)
        assert faults("CFPackage", package) == []
        (grouping,) = package["CFDefinitions"]["CFAssociationGroupings"]
        (link,) = [one for one in package["CFAssociations"] if "CFAssociationGroupingURI" in one]
        assert grouping["identifier"] == official_identifier(str(crosswalk))
        assert link["associationType"] == "exactMatchOf"
        assert link["CFAssociationGroupingURI"]["identifier"] == grouping["identifier"]
        assert link["destinationNodeURI"]["identifier"] == uuid(3)
        for address in (
            grouping["uri"],
            link["uri"],
            link["originNodeURI"]["uri"],
            link["destinationNodeURI"]["uri"],
        ):
            assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    from_there = told(f"CFItemAssociations/{uuid(3)}")["CFAssociations"]
    assert link["identifier"] in {one["identifier"] for one in from_there}


def test_a_crosswalk_to_a_framework_that_is_not_shared_says_nothing_of_it(world, crosswalk):
    name = world.version.framework.identifier
    before = told(f"CFPackages/{name}")
    link = next(one for one in before["CFAssociations"] if "CFAssociationGroupingURI" in one)
    Framework.objects.filter(identifier=uuid(1)).update(is_shared=False)
    text = text_of(ask(f"CFPackages/{name}")).decode()
    assert uuid(3) not in text
    assert "A framework" not in text
    assert ask(f"CFAssociations/{link['identifier']}").status_code == 404
    assert ask(f"CFAssociationGroupings/{official_identifier(str(crosswalk))}").status_code == 404


def test_a_new_link_is_noticed_by_who_has_the_package_already(world, crosswalk):
    path = f"CFPackages/{world.version.framework.identifier}"
    first = ask(path)
    text_of(first)
    assert "Last-Modified" not in first
    assert ask(path, **{"If-None-Match": first["ETag"]}).status_code == 304
    origin = world.competency("MA.FR.2").identifier
    answered = answer_links(
        crosswalk, [LinkAnswer(origin, uuid(5), is_accepted=True, relation="broader")], by=BY
    )
    second = ask(path, **{"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert b"ext:isBroaderThan" in text_of(second)
    take_back_links(crosswalk, answered.earlier, by=BY)
    assert text_of(ask(path)) == text_of(ask(path, **{"If-None-Match": second["ETag"]}))
    assert b"ext:isBroaderThan" not in text_of(ask(path))


def test_a_link_whose_item_is_gone_is_not_given(world, crosswalk):
    package = sound_package()
    package["CFItems"] = [one for one in package["CFItems"] if one["identifier"] != uuid(3)]
    package["CFAssociations"] = package["CFAssociations"][:1]
    del package["CFRubrics"]
    bring(package)
    out = told(f"CFPackages/{world.version.framework.identifier}")
    assert uuid(3) not in str(out)


def test_crosswalks_between_imported_packages_stand_beside_their_own_groups(clock):
    share(full_package())
    share(full_package(shift=9))
    shifted = uuid(5).replace("-000000000000", "-000000000009")
    frameworks = {one.identifier: one for one in Framework.objects.all()}
    other = frameworks[DOCUMENT.replace("-000000000000", "-000000000009")]
    made = begin_crosswalk(frameworks[DOCUMENT].uuid, other.uuid, by=BY)
    answer_links(made, [LinkAnswer(uuid(4), shifted, is_accepted=True, relation="related")], by=BY)
    package = told(f"CFPackages/{DOCUMENT}")
    assert faults_1_1("CFPackage", package) == []
    assert [one["title"] for one in package["CFDefinitions"]["CFAssociationGroupings"]] == [
        "A crosswalk",
        "A framework – A framework",
    ]
    assert package["CFAssociations"][-1]["destinationNodeURI"]["identifier"] == shifted
