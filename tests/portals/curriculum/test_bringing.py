"""A curriculum lead brings a framework in: the file is recognised, its columns get a meaning, and she has the last word."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from headway.district.continuum.models import Competency, Framework, FrameworkVersion
from headway.district.interop.models import ImportRun, KeptMapping
from tests.mathematics.formats.asn.small_frameworks import item, xml
from tests.mathematics.formats.case.small_packages import as_bytes, sound_package
from tests.mathematics.formats.spreadsheet.small_sheets import csv, xlsx
from tests.portals.showing import english_left_in, text_of

SHEET = csv(
    "Riverside Unified,,,",
    "Domain,Code,Learning target,Grade",
    "Number,M.1,I can count to ten with my fingers,K",
    "Number,M.2,I can add to ten with my fingers,banana",
    "Number,M.2,I can take away with my fingers,1",
)
BRING = "/continuum/frameworks/bring/"


@pytest.fixture
def priya(world, sign_in):
    return sign_in(world.priya)


@pytest.fixture(autouse=True)
def files_elsewhere(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def upload(client, raw: bytes, name: str = "riverside.csv", **more):
    return client.post(BRING, {"file": SimpleUploadedFile(name, raw)}, **more)


def columns_of(client, raw: bytes = SHEET, **more) -> str:
    """The address of the page on which columns get their meaning."""
    answer = upload(client, raw, **more)
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def form_of(response) -> dict[str, str]:
    """The values that the form on the page would send."""
    page = response.content.decode()
    values = {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', page)
        if name not in ("csrfmiddlewaretoken", "language", "next")
    }
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = html.unescape(chosen.group(1)) if chosen else ""
    return values


# -- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "name", "step", "sentence"),
    [
        (SHEET, "x.csv", "bring_columns", "This is a table (CSV). You choose what its columns mean."),
        (
            xlsx(["Code", "Statement"], ["A", "I can count"]),
            "x.xlsx",
            "bring_columns",
            "This is an Excel workbook.",
        ),
        (as_bytes(sound_package()), "x.json", "bring_preview", "This is a CASE package"),
        (xml(item("a")), "x.rdf", "bring_preview", "This is a framework in RDF/XML"),
    ],
)
def test_what_the_file_is_is_said_in_a_sentence(priya, raw, name, step, sentence):
    answer = upload(priya, raw, name, follow=True)

    run = ImportRun.objects.get()
    assert answer.redirect_chain[0][0] == reverse(f"curriculum:{step}", args=[run.uuid])
    assert sentence in text_of(answer)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.4", b'{"a": 1}', b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_that_nobody_reads_is_told_on_the_same_page(priya, raw):
    answer = upload(priya, raw)

    assert answer.status_code == 422
    assert "The file was not taken; nothing was changed" in text_of(answer)
    assert not ImportRun.objects.exists()


def test_without_a_file_the_page_asks_for_one(priya):
    assert "Choose a file first." in text_of(priya.post(BRING))


def test_a_file_beyond_the_limit_is_not_read(priya, settings):
    settings.MAX_UPLOAD_BYTES = 10

    assert "The file is larger than 0 MB." in text_of(upload(priya, SHEET))


# -- the columns -----------------------------------------------------------------------------------------------------


def test_every_column_stands_with_samples_a_meaning_and_its_reason(priya):
    page = priya.get(columns_of(priya))
    text = text_of(page)

    assert form_of(page)["column-C"] == "statement"
    assert form_of(page)["header_row"] == "2"
    assert "I can count to ten with my fingers" in text
    assert "The heading says so." in text


def test_the_first_items_stand_as_a_tree_with_what_is_wrong_beside_their_rows(priya):
    text = text_of(priya.get(columns_of(priya)))

    assert "2 items can be read under 1 heading; 1 row cannot." in text
    assert text.index("I can add to ten with my fingers row 4") < text.index("banana is not a level")
    assert "row 5, Code Not taken The code M.2 stands in row 4 already" in text


def test_another_meaning_changes_what_would_be_and_writes_nothing(priya):
    address = columns_of(priya)
    asked = {**form_of(priya.get(address)), "column-A": "", "act": "look"}
    before = ImportRun.objects.get().options

    text = text_of(priya.post(address, asked))

    assert "2 items can be read; 1 row cannot." in text
    assert "Chosen by a person." in text
    assert ImportRun.objects.get().options == before


def test_with_scripts_the_same_answer_is_only_the_part_that_changes(priya):
    address = columns_of(priya)
    asked = {**form_of(priya.get(address)), "column-A": "", "act": "look"}

    part = priya.post(address, asked, headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "2 items can be read; 1 row cannot." in text_of(part, within="")


def test_another_row_of_headings_begins_with_new_proposals(priya):
    address = columns_of(priya)
    asked = {**form_of(priya.get(address)), "header_row": "1", "act": "look"}

    page = priya.post(address, asked)

    assert form_of(page)["header_row"] == "1"
    assert "Riverside Unified" in text_of(page)


def test_another_sheet_begins_anew(priya):
    def second(book):
        book.create_sheet("More").append(["Code", "Statement"])
        book["More"].append(["Z.9", "I can do the last thing"])

    address = columns_of(
        priya, xlsx(["Code", "Statement"], ["A.1", "I can count"], also=second), name="x.xlsx"
    )
    asked = {**form_of(priya.get(address)), "sheet": "More", "act": "look"}

    assert "I can do the last thing" in text_of(priya.post(address, asked))


def test_a_mapping_is_kept_under_a_name_and_used_for_the_next_file(priya):
    address = columns_of(priya)
    asked = {**form_of(priya.get(address)), "column-D": "notes", "keep_as": "Riverside", "act": "keep"}
    assert "The mapping is kept as “Riverside”." in text_of(priya.post(address, asked, follow=True))

    next_one = columns_of(priya, csv("Grade,Code,Learning target", "2,M.9,I can count back from a hundred"))
    page = priya.post(next_one, {**form_of(priya.get(next_one)), "kept": "Riverside", "act": "use"})

    assert KeptMapping.objects.get().mapping["columns"]["Grade"] == "notes"
    assert form_of(page)["column-A"] == "notes"
    assert "Kept in the mapping “Riverside”." in text_of(page)


def test_a_mapping_without_a_name_is_not_kept_and_says_why(priya):
    address = columns_of(priya)

    text = text_of(priya.post(address, {**form_of(priya.get(address)), "keep_as": " ", "act": "keep"}))

    assert "A mapping is kept under a name." in text
    assert not KeptMapping.objects.exists()


# -- what it would do ------------------------------------------------------------------------------------------------


def planned(client, **more) -> str:
    """The address of the preview of the sheet, with these values changed in the form of its columns."""
    address = columns_of(client)
    asked = {**form_of(client.get(address)), "title": "Riverside mathematics", "act": "plan", **more}
    return client.post(address, asked)["Location"]


def test_the_preview_says_what_would_happen_and_what_the_framework_becomes(priya):
    text = text_of(priya.get(planned(priya)))

    assert "Riverside mathematics" in text
    assert (
        "It will be version 1, a reference beside the district's continuum. Nothing changes for learners."
        in text
    )
    assert "The code M.2 stands in row 4 already, with another statement. This row was left out." in text
    assert not Framework.objects.filter(title="Riverside mathematics").exists()


def test_bringing_it_in_leads_to_the_frameworks_page(priya):
    preview = planned(priya)
    digest = re.search(r'name="plan_digest" value="(\w+)"', priya.get(preview).content.decode()).group(1)

    answer = priya.post(f"{preview}apply/", {"plan_digest": digest}, follow=True)

    framework = Framework.objects.get(title="Riverside mathematics")
    assert answer.redirect_chain[-1][0] == f"/continuum/frameworks/{framework.uuid}/"
    assert "The framework is here." in text_of(answer)
    assert Competency.objects.filter(version__framework=framework, is_ratable=True).count() == 2
    assert "What this file did" in text_of(priya.get(preview))


def test_a_second_time_there_is_nothing_to_apply(priya):
    first = planned(priya)
    priya.post(f"{first}apply/", {"plan_digest": ImportRun.objects.get().plan["digest"]})

    page = priya.get(planned(priya))

    assert "Everything in this file is already here. There is nothing to apply." in text_of(page)
    assert "and this table says the same" in text_of(page)
    assert "becomes a new version" not in text_of(page)
    assert "plan_digest" not in page.content.decode()


def test_when_most_would_go_the_button_waits_for_a_tick(priya):
    first = planned(priya)
    priya.post(f"{first}apply/", {"plan_digest": ImportRun.objects.get().plan["digest"]})
    at = columns_of(priya, csv("Domain,Code,Learning target,Grade", "Shapes,S.1,I can name a square,K"))
    asked = {**form_of(priya.get(at)), "title": "Riverside mathematics", "act": "plan"}
    preview = priya.post(at, asked)["Location"]
    digest = ImportRun.objects.order_by("pk").last().plan["digest"]
    versions = FrameworkVersion.objects.filter(framework__title="Riverside mathematics")

    page = priya.get(preview)
    assert "3 of the 3 items that are here are not in this file" in text_of(page)
    assert 'name="many_go"' in page.content.decode()
    refused = priya.post(f"{preview}apply/", {"plan_digest": digest}, follow=True)
    assert "say first that these items are to go" in text_of(refused)
    assert versions.count() == 1
    priya.post(f"{preview}apply/", {"plan_digest": digest, "many_go": "yes"})
    assert versions.count() == 2


def test_a_text_is_refused_as_no_table(priya):
    text = b"Licence\nYou may use, copy and change this work.\nThere is no warranty\nof any kind.\nThe end.\n"

    answer = upload(priya, text, "LICENSE")

    assert answer.status_code == 422
    assert "This is text, not a table" in text_of(answer)


def test_kindergarten_is_level_0_as_on_the_map(priya):
    assert "Level 0" in text_of(priya.get(columns_of(priya)))


def test_an_old_preview_cannot_be_applied_after_the_columns_were_changed(priya):
    address = columns_of(priya)
    old = ImportRun.objects.get().plan["digest"]
    preview = priya.post(address, {**form_of(priya.get(address)), "column-D": "", "act": "plan"})["Location"]

    answer = priya.post(f"{preview}apply/", {"plan_digest": old})

    assert answer.status_code == 409
    assert not FrameworkVersion.objects.filter(framework__title="riverside").exists()


def test_it_may_stay_a_draft_and_have_another_title(priya):
    preview = upload(priya, xml(item("a")), "x.rdf")["Location"]
    priya.post(preview, {"title": "Our counting", "becomes": "draft", "kind": "habits"})

    text = text_of(priya.get(preview))
    priya.post(f"{preview}apply/", {"plan_digest": ImportRun.objects.get().plan["digest"]})

    assert "It will be version 1 and stay a draft until somebody publishes it." in text
    version = FrameworkVersion.objects.get(framework__title="Our counting")
    assert version.status == "draft"
    assert version.domains.get().kind == "habits"


def test_what_its_publisher_calls_a_draft_says_so_before_it_comes_in(priya):
    package = sound_package()
    package["CFDocument"]["adoptionStatus"] = "Draft"

    text = text_of(upload(priya, as_bytes(package), "x.json", follow=True))

    assert "stay a draft until somebody publishes it" in text
    assert "Its publisher marks this framework as a draft (Draft)" in text


def test_a_file_that_was_put_aside_is_gone(priya, settings, django_capture_on_commit_callbacks):
    preview = planned(priya)

    with django_capture_on_commit_callbacks(execute=True):
        text = text_of(priya.post(f"{preview}discard/", follow=True))

    assert "The file was put aside." in text
    assert list((settings.DATA_DIR / "imports").iterdir()) == []
    assert priya.get(preview).status_code == 404


def test_what_is_to_be_mended_is_a_table_that_runs_nothing(priya):
    address = columns_of(priya, csv("Code,Statement,Grade", "=1+1,I can count,=cmd|calc", "=1+1,I can add,1"))
    preview = priya.post(address, {**form_of(priya.get(address)), "act": "plan"})["Location"]

    text = priya.get(f"{preview}to-mend.csv").content.decode()

    assert "The code =1+1 stands in row 2 already" in text
    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell.startswith("=")]


def test_files_that_wait_are_listed_where_one_chooses(priya):
    preview = planned(priya)

    assert f'href="{preview}"' in priya.get(BRING).content.decode()


# -- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ortiz", "ana", "rosa", "lee", "reggie", "adam"])
def test_for_everybody_else_these_pages_do_not_exist(world, sign_in, priya, who):
    preview = planned(priya)
    client = sign_in(getattr(world, who))

    for address in (BRING, preview, f"{preview}columns/", f"{preview}to-mend.csv"):
        assert client.get(address).status_code == 404
    for address in (BRING, f"{preview}apply/", f"{preview}discard/"):
        assert client.post(address).status_code == 404


def test_imports_that_are_no_frameworks_are_not_hers(priya, world):
    run = ImportRun.objects.create(format="oneroster", planned_at=world.version.published_at, plan={})

    assert priya.get(f"{BRING}{run.uuid}/").status_code == 404


def test_the_pages_read_in_spanish(priya):
    priya.cookies["django_language"] = "es"
    spanish = csv(
        "Distrito Ribera,,,",
        "Dominio,Código,Objetivo de aprendizaje,Grado",
        "Números,M.1,Puedo contar hasta diez con los dedos,K",
        "Números,M.2,Puedo sumar hasta diez con los dedos,plátano",
        "Números,M.2,Puedo restar hasta diez con los dedos,1",
    )
    address = columns_of(priya, spanish, name="ribera.csv")
    preview = priya.post(address, {**form_of(priya.get(address)), "act": "plan"})["Location"]

    for page in (BRING, address, preview):
        assert english_left_in(priya.get(page)) == [], page


def test_the_place_of_a_refusal_is_in_the_readers_language(priya):
    priya.cookies["django_language"] = "es"

    told = text_of(upload(priya, b'{"CFDocument": {', "half.json"))

    assert "línea 1, columna" in told
    assert "line 1" not in told


def test_the_preview_says_how_many_of_its_numbers_are_items(priya):
    rows = csv("Code,Statement", "M.1,I can count to ten", "M.2,I can add to ten")
    at = columns_of(priya, rows)

    page = text_of(priya.post(at, {**form_of(priya.get(at)), "act": "plan"}, follow=True))

    assert "5 to add" in page
    assert "Items alone: 2 to add, 0 to change, 0 as they are, 0 no longer there." in page
