"""A framework in RDF comes in like a CASE package, and meets the package of the same origin."""

import pytest

from headway.district.continuum.api import content_of, versions
from headway.district.continuum.models import Framework, FrameworkVersion
from headway.district.foundation.api import Refused
from headway.district.interop import api
from headway.mastery.formats.asn import identifier_of
from tests.district.interop.case.bringing import bring as bring_package
from tests.district.interop.frameworks.bringing import bring, by_code, newest, planned, told
from tests.mathematics.formats.asn.small_frameworks import DOCUMENT, FRAMEWORK, item, xml
from tests.mathematics.formats.case.small_packages import as_bytes, sound_package
from tests.mathematics.formats.spreadsheet.small_sheets import csv
from tests.shared_material import shared

pytestmark = pytest.mark.django_db

CODE = "<asn:statementNotation>C.{}</asn:statementNotation>"
SMALL = (
    item("a", inner="<asn:statementLabel>Domain</asn:statementLabel>", text="Numbers"),
    item("b", parent="a", inner=CODE.format(1)),
    item("c", parent="a", inner=CODE.format(2)),
)


def test_a_framework_in_rdf_becomes_a_reference_with_its_items():
    _run, report = bring("asn", xml(*SMALL))

    version = newest(identifier_of(DOCUMENT))
    assert (version.title, version.status) == ("Counting", "published")
    assert sorted(by_code(version)) == ["C.1", "C.2"]
    assert report.facts["license"] == "http://creativecommons.org/licenses/by/4.0/"


def test_the_same_file_a_second_time_changes_nothing_and_a_changed_item_is_a_further_version():
    bring("asn", xml(*SMALL))

    _run, again = bring("asn", xml(*SMALL))
    _run, changed = bring(
        "asn", xml(*SMALL[:2], item("c", parent="a", inner=CODE.format(2), text="I can count back"))
    )

    assert again.facts["makes_version"] is False
    assert changed.counts["competency"] == {"change": 1, "leave": 2}
    assert FrameworkVersion.objects.count() == 2


def test_another_title_may_be_given():
    bring("asn", xml(*SMALL), title="Our counting")

    assert Framework.objects.get().title == "Our counting"


def test_what_its_publisher_calls_a_draft_stays_one():
    status = '<asn:publicationStatus rdf:resource="http://purl.org/ASN/scheme/ASNPublicationStatus/Draft"/>'
    document = FRAMEWORK.replace("</asn:StandardDocument>", f"{status}</asn:StandardDocument>")

    _run, report = bring("asn", xml(*SMALL, document=document))

    assert newest(identifier_of(DOCUMENT)).status == "draft"
    assert "draft_stays" in told(report.problems)


def test_an_item_without_words_is_counted_as_not_read():
    _run, plan = planned("asn", xml(*SMALL, item("d", text=None)))

    assert plan.counts["competency"] == {"add": 3, "cannot_read": 1}


def test_a_bomb_is_refused_with_a_sentence():
    raw = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><rdf:RDF xmlns:rdf="x">&a;</rdf:RDF>'

    with pytest.raises(Refused, match="declares entities"):
        planned("asn", raw)


def test_the_limit_for_uploads_is_the_one_of_the_settings(settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    with pytest.raises(Refused, match="larger than"):
        planned("asn", xml(item("a", text="n" * 2_000_000)))


def test_rdf_and_case_of_one_origin_are_one_framework():
    bring_package(shared("data/frameworks/case/ngss.cfpackage.json.gz").read_bytes())

    _run, report = bring("asn", shared("data/frameworks/source/NGSS.asn.xml.gz").read_bytes())

    assert Framework.objects.count() == 1
    assert report.counts["competency"].get("add", 0) == 0
    assert [one.number for one in versions()] == [2, 1]
    assert len(content_of(versions()[0].id, with_case_objects=False).competencies) == 1009


@pytest.mark.parametrize(
    ("raw", "format"),
    [
        (as_bytes(sound_package()), "case"),
        (xml(*SMALL), "asn"),
        (b'{"@graph": [{"@id": "x"}]}', "asn"),
        (b'{"http://x.test/1": {"http://x.test/p": [{"value": "v", "type": "literal"}]}}', "asn"),
        (csv("Code,Statement", "A.1,I can count"), "spreadsheet"),
        (b"PK\x03\x04 whatever", "spreadsheet"),
    ],
)
def test_what_a_file_is_is_found_by_its_content(raw, format):
    recognised = api.recognise(raw)

    assert recognised.format == format
    assert str(recognised.sentence)


def test_json_of_another_kind_is_refused_with_what_may_be_brought():
    with pytest.raises(Refused) as refused:
        api.recognise(b'{"name": "something"}')

    assert "CASE package" in str(refused.value.remedy)
