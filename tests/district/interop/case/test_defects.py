"""What can be wrong in a package: said with row, field and remedy, and the rest comes in."""

import json

import pytest

from headway.district.continuum.api import latest_version, prerequisites_of_version
from headway.district.continuum.models import Association, Competency, Framework
from headway.district.foundation.api import Refused
from headway.district.foundation.models import AuditEntry
from headway.district.interop import api
from headway.district.interop.models import ImportRun
from tests.district.interop.case.bringing import bring, planned
from tests.mathematics.formats.case.small_packages import as_bytes, item, link, sound_package, uuid

pytestmark = pytest.mark.django_db


def said(report, kind: str):
    found = [one for one in report.problems if one.kind == kind]
    assert found, f"nothing said of {kind}; said: {sorted({one.kind for one in report.problems})}"
    return found[0]


def with_circle() -> dict:
    package = sound_package()
    package["CFAssociations"].append(link(150, 4, "precedes", 3))
    return package


def test_a_circle_of_prerequisites_comes_in_opened_and_is_named():
    _run, report = bring(with_circle())

    problem = said(report, "circle_opened")
    assert (problem.severity, problem.row) == ("error", "CFAssociations[6]")
    assert "M.3 → M.4 → M.3" in problem.sentence.text
    version = latest_version(uuid(1))
    assert version.status == "published"
    assert [(one.before, one.after) for one in prerequisites_of_version(version.id)] == [(uuid(3), uuid(4))]
    assert Association.objects.filter(kind="precedes").count() == 2


def test_a_continuum_with_a_circle_comes_in_and_is_not_published():
    _run, report = bring(with_circle(), continuum=True)

    assert said(report, "circle_kept_as_draft").severity == "error"
    assert "M.3" in said(report, "not_published").sentence.text
    version = latest_version(uuid(1))
    assert version.status == "draft"
    assert len(prerequisites_of_version(version.id)) == 2


def test_an_item_that_precedes_itself_is_no_prerequisite_of_itself():
    package = sound_package()
    package["CFAssociations"].append(link(150, 4, "precedes", 4))

    _run, report = bring(package)
    said(report, "precedes_itself")
    assert len(prerequisites_of_version(latest_version(uuid(1)).id)) == 1


def test_of_two_parents_the_first_one_holds_and_both_links_are_kept():
    package = sound_package()
    package["CFAssociations"].append(link(150, 4, "isChildOf", 5))

    _run, report = bring(package)

    assert said(report, "second_parent").row == "CFAssociations[6]"
    assert Competency.objects.get(identifier=uuid(4)).parent.identifier == uuid(2)
    assert Association.objects.filter(origin_identifier=uuid(4), kind="isChildOf").count() == 2
    assert report.facts["quality"]["several_parents"]["first"] == ["M.4"]


def test_a_link_to_nowhere_inside_is_left_out_with_its_row():
    package = sound_package()
    package["CFAssociations"].append(link(150, 3, "isChildOf", 77))

    _run, plan = planned(package)
    problem = next(one for one in plan.problems if one.kind == "association_nowhere")
    assert (problem.row, problem.field) == ("CFAssociations[6]", "destinationNodeURI")
    assert plan.counts["association"] == {"add": 6, "cannot_read": 1}


def test_of_two_items_with_one_identifier_the_first_comes_in():
    package = sound_package()
    package["CFItems"].append({**item(3), "fullStatement": "The second one"})

    _run, report = bring(package)

    problem = said(report, "identifier_twice")
    assert (problem.row, problem.identifier, problem.field) == ("CFItems[4]", uuid(3), "identifier")
    assert report.counts["competency"] == {"add": 4, "cannot_read": 1}
    assert Competency.objects.get(identifier=uuid(3)).statement == "Statement 3"
    assert planned(package)[1].changes_nothing


def test_a_package_of_case_1_0_comes_in_and_goes_out_in_its_own_shape():
    package = sound_package()
    del package["CFDocument"]["caseVersion"]
    for one in package["CFItems"]:
        one["educationalLevel"] = "03,04"
        one["CFDocumentURI"] = package["CFDocument"]["uri"]

    _run, report = bring(package)

    assert report.facts["case_version"] == "1.0"
    assert set(Competency.objects.values_list("level", flat=True)) == {3}
    assert json.loads(api.export_case(uuid(1))) == package


def test_sixty_mistakes_are_sixty_sentences_and_the_rest_comes_in():
    package = sound_package()
    nameless = [
        {key: value for key, value in item(1000 + n).items() if key != "fullStatement"} for n in range(60)
    ]
    package["CFItems"] += nameless

    _run, report = bring(package)

    problems = [one for one in report.problems if one.kind == "missing_member"]
    assert [one.row for one in problems] == [f"CFItems[{4 + n}]" for n in range(60)]
    assert all(one.field == "fullStatement" and one.remedy.text for one in problems)
    assert report.counts["competency"] == {"add": 4, "cannot_read": 60}
    assert report.facts["quality"]["without_statement"]["count"] == 60


def test_a_raised_limit_for_uploads_lets_a_larger_package_in():
    large = sound_package()
    large["CFItems"][0]["notes"] = "n" * (33 * 1024 * 1024)

    _run, plan = planned(large)

    assert plan.counts["competency"] == {"add": 4}


def test_fifty_megabytes_are_refused_before_anything_is_kept(settings):
    settings.MAX_UPLOAD_BYTES = 40 * 1024 * 1024
    huge = sound_package()
    huge["CFItems"][0]["notes"] = "n" * (50 * 1024 * 1024)

    with pytest.raises(Refused, match="larger than"):
        planned(huge)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04....", b"<html>", b'{"CFItems": []}', b"[1, 2]", b'{"CFDocument": {']
)
def test_a_file_that_is_no_package_is_refused_as_a_whole_with_a_remedy(raw):
    with pytest.raises(Refused) as refused:
        planned(raw)
    assert refused.value.remedy
    assert refused.value.problems
    assert not ImportRun.objects.exists()


def test_a_character_that_no_database_takes_costs_only_its_own_object():
    package = sound_package()
    package["CFItems"][3]["fullStatement"] = "Half a \ud83d sign and \x00"
    raw = json.dumps(package).encode()

    _run, report = bring(raw)
    assert said(report, "unkeepable_text").row == "CFItems[3]"
    assert Competency.objects.count() == 3


def test_identifiers_that_are_too_long_cost_only_their_own_object():
    package = sound_package()
    package["CFAssociations"].append({**link(150, 3, "isRelatedTo", 5), "identifier": "a" * 300})
    package["CFItems"].append({**item(8), "identifier": "b" * 300})

    _run, report = bring(package)

    assert {one.row for one in report.problems if one.kind == "identifier_too_long"} == {
        "CFAssociations[6]",
        "CFItems[4]",
    }
    assert Competency.objects.count() == 4
    assert json.loads(api.export_case(uuid(1))) == package


def test_a_framework_with_an_endless_identifier_is_refused():
    package = sound_package()
    package["CFDocument"]["identifier"] = "c" * 65

    with pytest.raises(Refused, match="longer than 64"):
        planned(package)


def test_very_long_words_are_shortened_where_they_are_shown_and_kept_where_they_are_kept():
    package = sound_package()
    package["CFDocument"]["title"] = "A title " * 200
    package["CFItems"][0]["fullStatement"] = "Heading " * 300
    package["CFItems"][1]["humanCodingScheme"] = "C" * 400

    bring(package)

    assert len(Framework.objects.get().title) <= 512
    assert len(Competency.objects.get(identifier=uuid(3)).code) <= 255
    assert Competency.objects.get(identifier=uuid(2)).statement == "Heading " * 300
    assert json.loads(api.export_case(uuid(1))) == package


def test_a_level_outside_of_k_12_is_no_level_and_is_said():
    package = sound_package()
    package["CFItems"][1]["educationLevel"] = ["PK"]

    _run, report = bring(package)
    assert Competency.objects.get(identifier=uuid(3)).level is None
    assert "PK" in said(report, "level_not_on_continuum").sentence.text


def test_orphans_are_listed_and_come_in():
    package = sound_package()
    package["CFItems"].append(item(9))

    _run, report = bring(package)
    assert report.facts["quality"]["orphans"] == {"count": 1, "first": ["M.9"]}
    assert Competency.objects.count() == 5


def test_links_to_other_frameworks_are_kept_and_counted_by_type():
    package = sound_package()
    outside = {"title": "elsewhere", "identifier": uuid(7000), "uri": "https://other.example.org/7000"}
    package["CFAssociations"].append({**link(150, 3, "exactMatchOf", 5), "destinationNodeURI": outside})

    _run, report = bring(package)

    kept = Association.objects.get(identifier=uuid(150))
    assert (kept.is_outside, kept.destination_uri) == (True, "https://other.example.org/7000")
    assert report.facts["quality"]["links_outside"]["by_type"] == {"exactMatchOf": 1}
    assert report.facts["quality"]["links_outside"]["first"] == ["node 3 exactMatchOf elsewhere"]


def test_every_remark_can_be_put_into_words_and_into_the_stored_report():
    package = with_circle()
    package["CFItems"].append({**item(3)})
    run, _report = bring(as_bytes(package))

    rows = ImportRun.objects.get(pk=run.pk).report["problems"]
    assert rows[0]["severity"] == "error"
    assert all(row["sentence"]["english"] and row["remedy"]["english"] for row in rows)


# -- what its publisher calls a draft --------------------------------------------------------------------------------


def draft_package() -> dict:
    package = sound_package()
    package["CFDocument"]["adoptionStatus"] = "Draft"
    return package


def test_a_package_that_its_publisher_calls_a_draft_stays_one_and_the_preview_says_so():
    _run, plan = planned(draft_package())
    _run, report = bring(draft_package())

    told = [one for one in plan.problems if one.kind == "draft_stays"]
    assert [str(one) for one in told] == [
        "CFDocument, adoptionStatus: Its publisher marks this framework as a draft (Draft), so it stays a draft here. "
        "Publish it when you are sure that it will be used as it is."
    ]
    assert report.facts["version"]["status"] == "draft"
    assert not AuditEntry.objects.filter(
        act__in=("continuum.published", "continuum.framework_published")
    ).exists()


def test_a_draft_is_published_where_that_is_asked_for():
    _run, report = bring(draft_package(), publish=True)

    assert report.facts["version"]["status"] == "published"
    assert [one.kind for one in report.problems if one.kind.startswith("draft")] == ["draft_published"]


def test_a_reference_is_not_told_as_a_published_continuum():
    bring(sound_package())

    assert AuditEntry.objects.filter(act="continuum.framework_published").count() == 1
    assert not AuditEntry.objects.filter(act="continuum.published").exists()
