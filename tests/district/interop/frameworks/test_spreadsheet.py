"""A table becomes a framework; the same table a second time does nothing; a changed one is a further version."""

import json

import pytest

from headway.district.continuum.api import content_of, versions
from headway.district.continuum.models import Framework, FrameworkVersion
from headway.district.foundation.api import Conflict, NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.interop import api
from headway.district.interop.models import ImportRun, KeptMapping
from headway.district.people.api import district_organisation
from headway.mastery.formats.case import read_package
from headway.mastery.formats.spreadsheet import identifier_for_title
from tests.district.interop.case.bringing import bring as bring_package
from tests.district.interop.frameworks.bringing import BY, TITLE, bring, by_code, newest, planned, table, told
from tests.mathematics.formats.case.small_packages import sound_package
from tests.mathematics.formats.spreadsheet.small_sheets import csv, xlsx
from tests.shared_material import shared

# The clock stands still: a plan made in one second and applied in the next would not be the same otherwise.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LEVELS = "Emerging,Developing,Proficient,Extending"
DESCRIBED = ",".join(f"In way {number} I show that I can count things" for number in range(1, 5))
SHEET = csv(
    f"Domain,Strand,Code,I can,Spanish I can,Grade,DOK,Essential,Weight,Builds on,{LEVELS}",
    f"Mathematics,Counting,M.1,I can count to ten,Puedo contar hasta diez,K,1,essential,2,,{DESCRIBED}",
    f"Mathematics,Counting,M.2,I can count to twenty,,1,2,supporting,1,M.1,{DESCRIBED}",
    f"Mathematics,Shapes,M.3,I can name a square,,1,1,essential,1,,{DESCRIBED}",
)


# -- coming in -------------------------------------------------------------------------------------------------------


def test_a_table_becomes_competencies_with_level_depth_importance_weight_words_and_prerequisites():
    table(SHEET)

    content = content_of(newest().id)
    found = by_code(newest())
    first, second = found["M.1"], found["M.2"]
    assert (first.level, first.depth, first.importance, first.weight) == (0, 1, "essential", 2)
    assert (second.level, second.importance) == (1, "supporting")
    assert first.translations == {"es": {"statement": "Puedo contar hasta diez"}}
    assert [one.text[:8] for one in first.descriptors] == ["In way 1", "In way 2", "In way 3", "In way 4"]
    assert [(one.before, one.after) for one in content.prerequisites] == [
        (first.identifier, second.identifier)
    ]
    assert [one.name for one in content.domains] == ["Mathematics"]
    assert {one.name for one in content.strands} == {"Counting", "Shapes"}
    assert [one.statement for one in content.competencies if not one.is_ratable] == [
        "Mathematics",
        "Counting",
        "Shapes",
    ]


def test_the_preview_writes_nothing_and_says_what_it_would_do():
    _run, plan = planned("spreadsheet", SHEET, title=TITLE)

    assert plan.counts["competency"] == {"add": 6}
    assert plan.facts["mapping"]["columns"]["I can"] == "statement"
    assert plan.facts["publishes"] is True
    assert not Framework.objects.exists()


def test_the_same_table_a_second_time_changes_nothing():
    table(SHEET)

    _run, plan = planned("spreadsheet", SHEET, title=TITLE.upper() + " ")
    again = table(SHEET)[1]

    assert FrameworkVersion.objects.count() == 1
    assert again.facts["makes_version"] is False
    assert plan.counts["competency"]["leave"] == 6


def test_a_changed_row_is_a_further_version_in_which_only_that_row_changed():
    table(SHEET)

    _run, report = table(SHEET.replace(b"I can name a square", b"I can name a square and a circle"))

    assert report.counts["competency"] == {"change": 1, "leave": 5}
    assert newest().number == 2
    assert by_code(newest())["M.3"].statement == "I can name a square and a circle"


def test_a_code_keeps_its_identifier_when_its_words_change_and_when_rows_move():
    table(SHEET)
    before = by_code(newest())

    lines = SHEET.split(b"\n")
    table(b"\n".join([lines[0], lines[3], lines[1].replace(b"ten,", b"10,"), lines[2]]))

    after = by_code(newest())
    assert {code: one.identifier for code, one in after.items()} == {
        code: one.identifier for code, one in before.items()
    }


def test_rows_that_cannot_be_read_are_counted_and_the_others_come_in():
    _run, report = table(SHEET + b"\nMathematics,Shapes,M.3,Something else,,1,1,,,," + b",,,")

    assert report.counts["competency"] == {"add": 6, "cannot_read": 1}
    assert [one.row for one in report.problems if one.kind == "repeated_code"] == ["row 5"]


def test_lines_of_the_preview_name_rows_of_the_table():
    _run, plan = planned("spreadsheet", SHEET, title=TITLE)

    assert "row 3" in {line.row for line in plan.lines if line.kind == "competency"}
    assert not [line.row for line in plan.lines if line.row.startswith("CF")]


def test_a_circle_is_told_by_the_rows_that_make_it():
    _run, plan = planned(
        "spreadsheet",
        csv("Code,Statement,Builds on", "A,I can count,B", "B,I can add,A", "C,I can see,A"),
        title=TITLE,
    )

    (circle,) = [one for one in plan.problems if "circle" in one.sentence.text]
    assert "(rows 2, 3)" in circle.sentence.text
    assert (circle.row, circle.field) in {("row 2", "Builds on"), ("row 3", "Builds on")}
    assert "publisher" not in circle.remedy.text


def test_what_most_of_would_go_is_a_warning_in_the_plan():
    table(SHEET)

    _run, plan = planned("spreadsheet", csv("Code,I can", "M.1,I can count to ten"), title=TITLE)

    assert [one.severity for one in plan.problems if one.kind == "many_go"] == ["warning"]
    assert plan.facts["many_go"] == {"gone": 5, "held": 6}


def test_the_first_year_beyond_is_a_level_too():
    table(SHEET.replace(b"a square,,1,", b"a square,,13,"))

    assert by_code(newest())["M.3"].level == 13


def test_without_a_publisher_it_is_the_district_and_later_whoever_it_was(world):
    table(SHEET)
    assert content_of(newest().id).creator == district_organisation().name

    bring("spreadsheet", SHEET.replace(b"square", b"circle"), title=TITLE, creator="Riverside")
    table(SHEET)
    assert content_of(newest().id).creator == "Riverside"


# -- which framework it is -------------------------------------------------------------------------------------------


def test_without_a_title_the_name_of_the_file_is_one():
    _run, plan = planned("spreadsheet", SHEET, file_name="riverside_math-2026.csv.gz")

    assert plan.facts["title"] == "riverside math 2026"


def test_a_table_may_be_a_new_version_of_a_framework_that_came_as_a_package():
    bring_package(sound_package())
    identifier = sound_package()["CFDocument"]["identifier"]
    package = read_package(json.dumps(sound_package()).encode())
    code, held = next((one.code, one.identifier) for one in package.items if one.code)

    _run, report = bring(
        "spreadsheet",
        csv("Code,Statement", f"{code},I can say it in another way"),
        title="Other",
        identifier=identifier,
    )

    version = newest(identifier)
    assert version.number == 2
    assert [one.identifier for one in content_of(version.id).competencies] == [held]
    assert "new_version_of" in told(report.problems)


def test_another_framework_with_the_same_title_is_pointed_out():
    package = sound_package()
    package["CFDocument"]["title"] = TITLE
    bring_package(package)

    _run, plan = planned("spreadsheet", SHEET, title=TITLE)

    assert "same_title" in told(plan.problems)


def test_a_new_version_of_the_continuum_waits_for_a_person_unless_publishing_was_asked_for():
    table(SHEET, continuum=True, publish=True)
    changed = SHEET.replace(b"square", b"circle")

    _run, report = table(changed)

    assert newest().status == "draft"
    assert "continuum_waits" in told(report.problems)
    assert [one.status for one in versions() if one.number == 1] == ["published"]


def test_a_framework_that_is_kept_as_a_draft_is_not_published():
    table(SHEET, publish=False)

    assert newest().status == "draft"
    assert not AuditEntry.objects.filter(act__endswith="published").exists()


# -- the mapping -----------------------------------------------------------------------------------------------------


def test_a_persons_mapping_is_followed_and_stays_with_the_import():
    run, _plan = planned("spreadsheet", csv("x,y", "A.1,I can count to ten"), title=TITLE)

    run, plan = api.plan_again(
        run_uuid=run.uuid,
        options={**run.options, "mapping": {"header_row": 0, "columns": {"A": "code", "B": "statement"}}},
        by=BY,
    )
    api.apply(run_uuid=run.uuid, by=BY, plan_digest=plan.digest)

    assert sorted(by_code(newest())) == ["A.1", "x"]


def test_planning_again_is_no_second_import_and_ends_with_applying():
    run, _plan = planned("spreadsheet", SHEET, title=TITLE)
    api.plan_again(run_uuid=run.uuid, options={"title": "Another"}, by=BY)
    api.apply(run_uuid=run.uuid, by=BY)

    assert ImportRun.objects.count() == 1
    assert Framework.objects.get().title == "Another"
    with pytest.raises(Conflict):
        api.plan_again(run_uuid=run.uuid, options={}, by=BY)
    with pytest.raises(NotFound):
        api.plan_again(run_uuid="11111111-1111-4111-8111-111111111111", options={}, by=BY)


def test_the_first_preview_no_longer_holds_once_it_was_planned_again():
    run, first = planned("spreadsheet", SHEET, title=TITLE)
    api.plan_again(run_uuid=run.uuid, options={"title": TITLE, "mapping": {"columns": {"DOK": ""}}}, by=BY)

    assert api.apply(run_uuid=run.uuid, by=BY)[0].status == "applied"
    assert by_code(newest())["M.1"].depth is None
    assert first.digest


def test_a_mapping_is_kept_under_a_name_and_replaced_under_the_same():
    api.keep_mapping(name="  Riverside ", mapping={"columns": {"a": "code"}}, by=BY)
    api.keep_mapping(name="Riverside", mapping={"columns": {"a": "title"}}, by=BY)

    assert [(one.name, one.mapping["columns"]["a"]) for one in api.kept_mappings()] == [
        ("Riverside", "title")
    ]
    assert KeptMapping.objects.count() == 1
    assert AuditEntry.objects.filter(act="interop.mapping_kept").count() == 2
    with pytest.raises(Refused):
        api.keep_mapping(name=" ", mapping={}, by=BY)


def test_looking_at_a_table_writes_nothing_and_shows_columns_with_samples():
    run, _plan = planned("spreadsheet", SHEET, title=TITLE)
    before = AuditEntry.objects.count()

    look = api.look_at(run, {"columns": {"Strand": ""}})

    assert look.columns[3].samples[0] == "I can count to ten"
    assert look.columns[1].meaning == ""
    assert AuditEntry.objects.count() == before


def test_an_unknown_sheet_or_row_is_told_and_the_rest_is_read():
    raw = xlsx(["Code", "Statement"], ["A.1", "I can count to ten"])
    _run, plan = planned("spreadsheet", raw, title=TITLE, mapping={"sheet": "Nowhere", "header_row": 99})

    assert {"unknown_sheet", "no_such_row"} <= set(told(plan.problems))
    assert plan.counts["competency"] == {"add": 1}


def test_a_mapping_without_statements_imports_nothing_and_says_why():
    _run, plan = planned(
        "spreadsheet", csv("a,b", "1,2"), title=TITLE, mapping={"columns": {"A": "level", "B": "code"}}
    )

    assert "no_statement_column" in told(plan.problems)
    assert "competency" not in plan.counts


def test_a_table_in_which_nothing_can_be_read_leaves_the_version_that_is_here_alone():
    table(SHEET)
    nothing = {"columns": dict.fromkeys(("Code", "I can", "Spanish I can"), "")}

    run, plan = planned("spreadsheet", SHEET, title=TITLE, mapping=nothing)
    api.apply(run_uuid=run.uuid, by=BY)

    assert plan.changes_nothing
    assert "no_statement_column" in told(plan.problems)
    assert newest().number == 1


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.4", b"<html></html>", b"{}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_is_no_table_is_refused_with_a_remedy_and_nothing_is_kept(raw):
    with pytest.raises(Refused) as refused:
        planned("spreadsheet", raw)

    assert refused.value.remedy
    assert not ImportRun.objects.exists()


def test_an_unknown_option_is_refused():
    with pytest.raises(Refused):
        planned("spreadsheet", SHEET, sheet="x")


# -- out again, and real files -----------------------------------------------------------------------------------


def test_what_came_as_a_table_goes_out_as_a_case_package_that_says_the_same():
    table(SHEET)

    package = read_package(api.export_case(identifier_for_title(TITLE)))

    assert package.problems == ()
    assert [one.code for one in package.items if one.code] == ["M.1", "M.2", "M.3"]
    assert len(package.rubrics) == 3


def test_a_package_of_headways_own_keeps_depth_importance_weight_and_translations_when_it_comes_back():
    table(SHEET)
    raw = api.export_case(identifier_for_title(TITLE))
    Framework.objects.all().delete()

    bring_package(raw)

    first = by_code(newest())["M.1"]
    assert (first.depth, first.importance, first.weight) == (1, "essential", 2)
    assert first.translations == {"es": {"statement": "Puedo contar hasta diez"}}


@pytest.mark.parametrize(
    ("path", "items"),
    [
        ("data/frameworks/xq/component_skills.csv", 115),
        ("data/frameworks/opensalt-native/spreadsheet_import_sample.xlsx", 4),
        ("data/prereqs/atc-coherence-map/standards.csv", 480),
    ],
)
def test_published_tables_come_in_and_a_second_time_nothing_happens(path, items):
    raw = shared(path).read_bytes()

    _run, report = table(raw)
    _again, plan = planned("spreadsheet", raw, title=TITLE)

    assert report.facts["quality"]["ratable"] >= items - 4
    assert plan.changes_nothing
