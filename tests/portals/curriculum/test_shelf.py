"""A framework on the shelf: its tree branch by branch, where it comes from, as files, and who may read it."""

from __future__ import annotations

import json
import re

import pytest

from headway.district.continuum.models import Competency, Framework
from headway.district.foundation.api import Actor
from headway.district.interop import api as interop
from tests.mathematics.formats.asn.small_frameworks import item, xml
from tests.mathematics.formats.spreadsheet.small_sheets import csv, outline, read
from tests.portals.showing import english_left_in, text_of

BY = Actor.system("test.shelf")


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def priya(world, sign_in):
    return sign_in(world.priya)


def brought(format: str, raw: bytes, **options) -> Framework:
    run, plan = interop.plan(format=format, raw=raw, file_name="f", options=options, by=BY)
    interop.apply(run_uuid=run.uuid, by=BY)
    return Framework.objects.get(identifier=plan.facts["identifier"])


@pytest.fixture
def counting(world) -> Framework:
    return brought("asn", xml(item("a", text="Numbers"), item("b", parent="a"), item("c", parent="b")))


def page_of(framework: Framework) -> str:
    return f"/continuum/frameworks/{framework.uuid}/"


def test_the_shelf_leads_to_each_framework(priya, counting):
    assert f'href="{page_of(counting)}"' in priya.get("/continuum/frameworks/").content.decode()


def test_a_framework_says_where_it_comes_from_and_how_much_it_holds(priya, counting):
    text = text_of(priya.get(page_of(counting)))

    assert "Counting" in text
    assert "3 items" in text
    assert "CC BY 4.0" in text
    assert "http://standards.test/D1" in text
    assert "Version 1" in text


def test_the_tree_opens_branch_by_branch_with_and_without_scripts(priya, counting):
    top = priya.get(page_of(counting)).content.decode()
    assert "Numbers" in top
    assert "I can b" not in top

    below = Competency.objects.get(statement="Numbers").uuid
    page = text_of(priya.get(f"{page_of(counting)}?under={below}"))
    part = priya.get(
        f"{page_of(counting)}?under={below}&part=branch", headers={"HX-Request": "true"}
    ).content.decode()

    assert "The whole framework" in page
    assert "I can b" in page
    assert "<html" not in part
    assert "I can b" in part
    assert "I can c" not in part


def test_a_branch_of_another_framework_or_none_is_not_found(priya, counting, world):
    strange = world.competencies["MA.FR.1"].uuid if "MA.FR.1" in world.competencies else world.version.uuid

    for query in (f"?under={strange}", "?under=nonsense", "?version=nonsense"):
        assert priya.get(page_of(counting) + query).status_code == 404
    assert priya.get("/continuum/frameworks/11111111-1111-4111-8111-111111111111/").status_code == 404


def test_a_large_framework_costs_no_more_questions_than_a_small_one(
    priya, world, django_assert_max_num_queries
):
    large = brought("asn", xml(*(item(f"n{number}") for number in range(300))))

    with django_assert_max_num_queries(14):
        priya.get(page_of(large))


def test_it_goes_out_as_a_case_package(priya, counting):
    package = json.loads(priya.get(f"{page_of(counting)}package.json").content)

    assert package["CFDocument"]["title"] == "Counting"
    assert len(package["CFItems"]) == 3


def test_its_table_can_be_brought_in_again_and_is_the_same_tree(priya, world):
    framework = brought(
        "spreadsheet",
        csv(
            "Code,Parent,Statement,Grade,Builds on",
            "M,,Numbers in general,,",
            "M.1,M,I can count,K,",
            "M.2,M,=1+1,1,M.1",
        ),
        title="Ours",
    )

    raw = b"".join(priya.get(f"{page_of(framework)}items.csv"))
    again = read(raw)

    assert outline(again)[:2] == ["M Numbers in general", "-M.1 I can count"]
    assert again.items[1].levels == ("KG",)
    assert [(one.before, one.after) for one in again.arrows] == [(again.items[1].key, again.items[2].key)]
    assert not re.search(rb"(^|,)=1", raw, re.M), "a spreadsheet program would run this"


def test_a_draft_says_that_nobody_stands_on_it(priya, world):
    framework = brought("asn", xml(item("a")), publish=False)

    assert "This version is a draft: nobody stands on it" in text_of(priya.get(page_of(framework)))


def test_an_earlier_version_can_be_looked_at(priya, counting):
    first = counting.versions.get()
    brought("asn", xml(item("a", text="Numbers and more")))

    assert "Numbers and more" in text_of(priya.get(page_of(counting)))
    text = text_of(priya.get(f"{page_of(counting)}?version={first.uuid}"))
    assert "Numbers and more" not in text
    assert "Version 1" in text


def test_opening_it_to_everybody_is_a_persons_decision_and_can_be_taken_back(priya, counting):
    priya.post(f"{page_of(counting)}share/", {"is_shared": "yes"})
    assert Framework.objects.get(pk=counting.pk).is_shared
    assert "Open to everybody" in text_of(priya.get(page_of(counting)))

    priya.post(f"{page_of(counting)}share/", {"is_shared": "no"})
    assert not Framework.objects.get(pk=counting.pk).is_shared


@pytest.mark.parametrize("who", ["ortiz", "ana", "rosa", "lee", "adam"])
def test_for_everybody_else_the_shelf_does_not_exist(world, sign_in, counting, who):
    client = sign_in(getattr(world, who))

    for address in ("", "package.json", "items.csv"):
        assert client.get(page_of(counting) + address).status_code == 404
    assert client.post(f"{page_of(counting)}share/", {"is_shared": "yes"}).status_code == 404


def test_the_page_reads_in_spanish(priya, counting):
    priya.cookies["django_language"] = "es"

    assert english_left_in(priya.get(page_of(counting)), except_for=("CC BY 4.0",)) == []
