"""How the provider behaves: mistakes in the words of CASE, caches, other methods, and nothing that is not shared."""

from __future__ import annotations

import gzip
import json
import uuid

import pytest
from django.test import Client

from headway.district.continuum.api import load_framework, publish, share_framework
from headway.district.continuum.models import Framework, FrameworkVersion
from headway.district.continuum.types import CompetencyContent, FrameworkContent
from headway.district.foundation.api import Actor, NotFound
from headway.district.foundation.models import AuditEntry
from headway.district.policy.models import PerformanceLevel, PerformanceScale
from headway.district.rest.case.catalogue import Catalogue
from headway.district.rest.case.packages import Kept, kept, unpacked
from tests.district.interop.case.bringing import bring
from tests.district.rest.case.asking import (
    V1P0,
    V1P1,
    ask,
    faults_1_0,
    faults_1_1,
    minor_of,
    share,
    text_of,
    told,
)
from tests.district.rest.case.full_package import DOCUMENT, ONE_OF_EACH, full_package

pytestmark = pytest.mark.django_db

EVERY_ADDRESS = [f"{collection}/{identifier}" for collection, identifier in ONE_OF_EACH.items()]
BY = Actor.system("test.rest")


@pytest.fixture
def shared_here(clock) -> str:
    return share(full_package())


# -- what is shared --


@pytest.mark.parametrize("path", EVERY_ADDRESS)
def test_what_is_not_shared_is_like_what_is_not_there(path):
    bring(full_package())
    hidden = told(path, status=404)
    collection = path.split("/")[0]
    nowhere = told(f"{collection}/{uuid.UUID(int=5, version=4)}", status=404)
    assert minor_of(hidden) == minor_of(nowhere) == "unknownobject"
    # The sentence repeats what was asked, and says the same for both.
    words = [one["imsx_description"].split() for one in (hidden, nowhere)]
    assert len(words[0]) == len(words[1])
    assert ask("CFDocuments").status_code == 404


def test_a_person_decides_what_is_shared_and_may_take_it_back():
    bring(full_package())
    share_framework(DOCUMENT, is_shared=True, by=BY)
    share_framework(DOCUMENT, is_shared=True, by=BY)
    assert told(f"CFPackages/{DOCUMENT}")
    share_framework(DOCUMENT, is_shared=False, by=BY)
    for path in EVERY_ADDRESS:
        assert ask(path).status_code == 404
    acts = AuditEntry.objects.filter(act__startswith="continuum.framework_").values_list("act", flat=True)
    assert list(acts.order_by("pk"))[-2:] == ["continuum.framework_shared", "continuum.framework_unshared"]
    with pytest.raises(NotFound):
        share_framework("nothing", is_shared=True, by=BY)


def test_drafts_stay_inside():
    bring(full_package(), publish=False)
    Framework.objects.update(is_shared=True)
    for path in ["CFDocuments", *EVERY_ADDRESS]:
        assert ask(path).status_code == 404


def test_the_newest_published_version_is_given_once_it_is_in_force(clock):
    share(full_package())
    changed = full_package()
    changed["CFItems"][1]["fullStatement"] = "Said better"
    bring(changed)
    path = f"CFItems/{ONE_OF_EACH['CFItems']}"
    assert told(path)["fullStatement"] == "Said better"
    assert len(told("CFDocuments")["CFDocuments"]) == 1
    newest = FrameworkVersion.objects.order_by("-number").first()
    newest.effective_on = clock.instant.date().replace(year=2027)
    newest.save()
    assert told(path)["fullStatement"] == "Statement 3"
    clock.set("2027-12-31 12:00")
    assert told(path)["fullStatement"] == "Said better"


def test_what_an_earlier_version_had_is_no_longer_given():
    package = full_package()
    share(package)
    package["CFItems"] = package["CFItems"][:3]
    package["CFAssociations"] = package["CFAssociations"][:3]
    bring(package)
    assert ask(f"CFItems/{full_package()['CFItems'][3]['identifier']}").status_code == 404


# -- mistakes --


@pytest.mark.parametrize(
    "identifier", ["x", "1", "00000001-0000-4000-8000", "%00", "a%2Fb", "..%2f", "ñ", "x" * 900]
)
@pytest.mark.parametrize(
    "collection", ["CFItems", "CFPackages", "CFDocuments", "CFItemAssociations", "CFConcepts"]
)
def test_what_is_no_uuid_is_said(shared_here, collection, identifier):
    answer = told(f"{collection}/{identifier}", status=404)
    assert minor_of(answer) in ("invalid_uuid", "unknownobject")
    assert faults_1_1("imsx_StatusInfo", answer) == []
    earlier = told(f"{collection}/{identifier}", base=V1P0, status=404)
    assert faults_1_0("imsx_StatusInfo", earlier) == []


def test_an_object_is_not_found_as_another_kind(shared_here):
    for collection, identifier in ONE_OF_EACH.items():
        elsewhere = "CFLicenses" if collection != "CFLicenses" else "CFItems"
        assert ask(f"{elsewhere}/{identifier}").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "CFItems", "CFItems/", "CFThings/x", "CFDocuments/", "discovery/", "a/b/c/d"]
)
@pytest.mark.parametrize("base", [V1P1, V1P0, "/ims/case/v2p0", "/ims/case"])
def test_an_address_that_does_not_exist_is_said_in_the_words_of_case(db, base, path):
    answer = told(path, base=base, status=404)
    assert faults_1_1("imsx_StatusInfo", answer) == []


def test_a_bad_selection_is_said_with_the_code_of_case(shared_here):
    assert minor_of(told("CFDocuments?fields=", status=400)) == "invalid_selection_field"
    assert minor_of(told("CFDocuments?orderBy=up", status=400)) == "invalid_sort_field"
    assert minor_of(told("CFDocuments?filter=%00", status=400)) == "invalid_selection_field"
    assert told("CFDocuments?x=%00")["CFDocuments"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["CFDocuments", EVERY_ADDRESS[1], EVERY_ADDRESS[2], "elsewhere"])
def test_nothing_is_written_here(shared_here, method, path):
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(f"{V1P1}/{path}")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert faults_1_1("imsx_StatusInfo", json.loads(text_of(answer))) == []
    assert answer.json()["imsx_codeMajor"] == "unsupported"


def test_a_mistake_of_ours_is_said_without_its_details(shared_here, monkeypatch, caplog):
    def broken(*_anything):
        raise RuntimeError("secret path /srv/headway")

    monkeypatch.setattr(Catalogue, "object", broken)
    answer = told(f"CFItems/{DOCUMENT}", status=500)
    assert minor_of(answer) == "internal_server_error"
    assert "secret" not in json.dumps(answer)
    assert "a CASE request was not answered" in caplog.text


# -- caches, browsers and other methods --


@pytest.mark.parametrize("path", ["CFDocuments", *EVERY_ADDRESS])
def test_who_has_it_already_is_told_so(shared_here, path):
    first = ask(path)
    again = ask(path, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, text_of(again)) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert ask(path, **{"If-None-Match": '"other"'}).status_code == 200
    if path == "CFDocuments" or path.startswith("CFItemAssociations"):
        assert "Last-Modified" not in first, "several frameworks speak here: only the tag knows"
    else:
        assert ask(path, **{"If-Modified-Since": first["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize(
    "path", ["CFDocuments", f"CFPackages/{DOCUMENT}", f"CFItems/{ONE_OF_EACH['CFItems']}"]
)
def test_another_version_of_the_framework_is_another_answer(path):
    package = full_package()
    share(package)
    before = ask(path)
    text_of(before)
    package["CFDocument"]["title"] = "Under another title"
    package["CFItems"][1]["fullStatement"] = "Said better"
    bring(package)
    after = ask(path, **{"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"another title" in text_of(after)


@pytest.mark.parametrize("path", ["CFDocuments", *EVERY_ADDRESS])
def test_only_the_head_is_given_where_only_the_head_is_asked(shared_here, path):
    whole = ask(path)
    head = Client().head(f"{V1P1}/{path}")
    assert (head.status_code, text_of(head)) == (200, b"")
    for name in ("ETag", "Content-Type", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert head[name] == whole[name]
    if not whole.streaming:
        assert head["Content-Length"] == whole["Content-Length"]


@pytest.mark.parametrize(
    "path", ["CFDocuments", *EVERY_ADDRESS, "discovery/imscasev1p1_openapi3_v1p0.json", "x"]
)
def test_anybody_may_read_from_any_page_and_nobody_is_remembered(shared_here, world, sign_in, path):
    for client in (Client(), sign_in(world.ortiz)):
        answer = client.get(f"{V1P1}/{path}")
        text_of(answer)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Vary"] == "Accept-Encoding"
        assert not answer.cookies
        expected = "public, no-cache" if answer.status_code == 200 else "no-store"
        assert answer["Cache-Control"] == expected


def test_a_browser_is_told_what_it_may_ask(db):
    answer = Client().options(f"{V1P1}/CFDocuments", headers={"Origin": "https://tool.example.org"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("said", "is_compressed"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("*;q=0", False),
        ("identity", False),
        ("*, gzip;q=0", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("path", [f"CFPackages/{DOCUMENT}", "discovery/imscasev1p1_openapi3_v1p0.json"])
def test_large_answers_are_compressed_for_who_reads_that(shared_here, path, said, is_compressed):
    kept.clear()
    plain = ask(path)
    for _turn in range(2):  # the first fills the memory of packages, the second is given from it
        answer = ask(path, **{"Accept-Encoding": said})
        assert (answer.get("Content-Encoding") == "gzip") is is_compressed
        assert answer["ETag"] == plain["ETag"]
        assert text_of(answer) == text_of(ask(path))


def test_a_package_is_the_same_cold_and_warm_plain_and_compressed(shared_here):
    kept.clear()
    answers = [
        text_of(ask(f"CFPackages/{DOCUMENT}", **{"Accept-Encoding": said})) for said in ("", "", "gzip")
    ]
    kept.clear()
    answers += [text_of(ask(f"CFPackages/{DOCUMENT}", **{"Accept-Encoding": "gzip"})) for _turn in range(2)]
    assert len(set(answers)) == 1


def test_a_package_that_nobody_waited_for_is_not_kept(shared_here):
    kept.clear()
    answer = ask(f"CFPackages/{DOCUMENT}")
    stream = iter(answer.streaming_content)
    next(stream)
    answer.close()
    del stream
    assert text_of(ask(f"CFPackages/{DOCUMENT}")).endswith(b"}")


def test_packages_that_are_not_asked_for_make_room_for_others():
    shelf = Kept(largest=200)
    texts = {name: bytes(ord(name) ^ (7 * place) % 251 for place in range(90)) for name in "abc"}
    for name, text in texts.items():
        assert b"".join(shelf.filled(name, [text], compressed=False)) == text
    assert shelf.get("a") is None
    found = shelf.get("c")
    assert found is not None
    assert gzip.decompress(found) == b"".join(unpacked(found)) == texts["c"]
    assert b"".join(shelf.filled("d", [bytes(i * i % 251 for i in range(5000))], compressed=True))
    assert shelf.get("d") is None, "larger than the whole shelf"


# -- what was made here, and changes around it --


def test_a_new_name_of_a_performance_level_changes_the_package(world):
    path = f"CFPackages/{world.version.framework.identifier}"
    before = ask(path)
    assert b'"quality":"Proficient"' in text_of(before)
    scale = PerformanceScale.objects.create(
        organisation=world.district, code="own", name="Our own", proficient=3, is_default=True
    )
    for number, name in enumerate(("Begun", "On the way", "Got it", "And more"), start=1):
        PerformanceLevel.objects.create(scale=scale, number=number, code=str(number), name=name)
    after = ask(path, **{"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"Got it" in text_of(after)


def test_a_framework_whose_name_is_no_uuid_is_found_under_one(db):
    content = FrameworkContent(
        identifier="our-line",
        title="Our line",
        competencies=(CompetencyContent(identifier="one", title="One", statement="I can count."),),
    )
    version = load_framework(content, by=BY)
    publish(version.id, by=BY)
    share_framework("our-line", is_shared=True, by=BY)
    name = told("CFDocuments")["CFDocuments"][0]["identifier"]
    package = told(f"CFPackages/{name}")
    assert faults_1_1("CFPackage", package) == []
    assert told(f"CFItems/{package['CFItems'][0]['identifier']}")["fullStatement"] == "I can count."


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_framework(
    shared_here, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        told(f"CFItems/{ONE_OF_EACH['CFItems']}")
    with django_assert_max_num_queries(18):
        kept.clear()
        told(f"CFPackages/{DOCUMENT}")
    tag = ask(f"CFPackages/{DOCUMENT}")["ETag"]
    with django_assert_max_num_queries(2):
        ask(f"CFPackages/{DOCUMENT}", **{"If-None-Match": tag})
