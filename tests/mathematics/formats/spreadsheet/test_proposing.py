"""What each column means is found by its heading and by what is in it, and a person has the last word."""

import json

import pytest

from headway.mastery.formats.case import read_content
from headway.mastery.formats.spreadsheet import (
    About,
    applied,
    as_case,
    as_plain,
    header_at,
    identifier_for_title,
    likely_sheet,
    propose,
    read_book,
    read_items,
)
from headway.mastery.formats.spreadsheet.vocabulary import levels_of
from tests.mathematics.formats.spreadsheet.small_sheets import csv, outline, read, said, xlsx
from tests.shared_material import shared


def meanings(raw: bytes) -> dict[str, str]:
    return {one.called: one.meaning for one in propose(likely_sheet(read_book(raw))).columns}


def test_english_headings_say_what_columns_mean():
    found = meanings(
        csv(
            "Standard Code,Learning Target,Grade Level,Strand,DOK,Priority,Builds On,Comments",
            'A.1,I can count to ten with things,K,Number,1,Essential,,"See page 4"',
        )
    )

    assert found == {
        "Standard Code": "code", "Learning Target": "statement", "Grade Level": "level", "Strand": "heading.1",
        "DOK": "depth", "Priority": "importance", "Builds On": "prerequisites", "Comments": "notes",
    }  # fmt: skip


def test_spanish_headings_say_the_same_and_the_language_is_found():
    raw = csv(
        "Código;Enunciado;Grado;Eje;Prerrequisitos;Observaciones",
        "A.1;Puedo contar hasta diez con los dedos;1.º;Números;;ver la guía",
    )

    assert list(meanings(raw).values()) == [
        "code",
        "statement",
        "level",
        "heading.1",
        "prerequisites",
        "notes",
    ]
    assert read(raw).language == "es"


def test_spanish_beside_english_is_a_translation():
    framework = read(
        csv("Code,Statement,Statement (Spanish)", "A.1,I can count to ten,Puedo contar hasta diez")
    )

    assert framework.items[0].translations == {"es": {"statement": "Puedo contar hasta diez"}}


@pytest.mark.parametrize(
    "names",
    [
        ["Emerging", "Developing", "Proficient", "Extending"],
        ["Level 1", "Level 2", "Level 3", "Level 4"],
        [
            "progression_level_1_emerging",
            "progression_level_2_developing",
            "progression_level_3",
            "progression_level_4",
        ],
        ["Inicial", "En desarrollo", "Competente", "Avanzado"],
    ],
)
def test_columns_for_performance_levels_are_descriptors_in_their_order(names):
    texts = [f'"I show in way number {number} that I can count"' for number in range(1, 5)]
    framework = read(
        csv(",".join(["Code", "Statement", *names]), ",".join(["A.1", "I can count to ten", *texts]))
    )

    assert framework.items[0].descriptors == {
        number: f"I show in way number {number} that I can count" for number in range(1, 5)
    }


def test_without_known_headings_the_cells_decide():
    raw = csv(
        "foo,bar,baz",
        *(
            f"M.{number},Grade {number % 3 + 1},I can do the thing that is number {number}"
            for number in range(9)
        ),
    )

    assert meanings(raw) == {"foo": "code", "bar": "level", "baz": "statement"}


@pytest.mark.parametrize(
    "lines",
    [
        ("Standard,Grade", "Counts to ten,K", "Counts to a hundred,1", "Adds,1"),
        ("ID,Standard,Strand", "S.1,Observes,Life", "S.2,Measures,Life", "S.3,Models,Earth"),
    ],
)
def test_a_column_called_standard_holds_the_statements_when_its_cells_are_words(lines):
    assert meanings(csv(*lines))["Standard"] == "statement"


def test_a_heading_and_its_code_belong_together_and_the_items_own_code_is_the_one_that_differs():
    raw = csv(
        "id,domain_id,domain_name,description",
        *(
            f"D{n // 5}.{n},D{n // 5},Domain {n // 5},I can do the thing that is number {n}"
            for n in range(10)
        ),
    )

    assert meanings(raw) == {
        "id": "code", "domain_id": "heading_code.1", "domain_name": "heading.1", "description": "statement"
    }  # fmt: skip
    assert outline(read(raw))[0] == "D0 Domain 0"


@pytest.mark.parametrize(
    ("rows", "hierarchy"),
    [
        (["Code,Statement,Is Child Of", "M,Numbers and more,", "N,I can count,M"], "parent"),
        (["Statement,smartLevel", "Numbers and more,1", "I can count things,1.1"], "position"),
        (["Code,Statement", "M,Numbers and more", "M.1,I can count", "M.2,I can add"], "codes"),
        (["Code,Statement", "M,Numbers and more", "N,   I can count"], "indentation"),
        (["Code,Statement", "M,Numbers and more", "N,... I can count"], "indentation"),
        (["Code,Statement", "M,Numbers and more", "N,\u00a0\u00a0I can count"], "indentation"),
    ],
)
def test_each_way_of_writing_a_hierarchy_makes_the_same_tree(rows, hierarchy):
    framework = read(csv(*rows))

    assert framework.layout.hierarchy == hierarchy
    assert [one.parents != () for one in framework.entries[:2]] == [False, True]


def test_steps_to_the_right_may_come_back_by_several_at_once():
    framework = read(
        csv(
            "Statement",
            "Numbers in all",
            "  Counting",
            "    I can count",
            "      to ten",
            "Shapes",
            "  I can draw",
        )
    )

    assert outline(framework) == [
        "Numbers in all",
        "-Counting",
        "--I can count",
        "---to ten",
        "Shapes",
        "-I can draw",
    ]


def test_columns_of_headings_may_be_filled_once_for_all_rows_below():
    framework = read(
        csv(
            "Domain,Strand,Learning target",
            "Number,,",
            ",Counting,",
            ",,I can count to ten",
            ",,I can count to twenty",
            "Shape,Circles,I can draw a circle",
            ",,I can cut a circle",
        )
    )

    assert outline(framework) == [
        "Number", "-Counting", "--I can count to ten", "--I can count to twenty",
        "Shape", "-Circles", "--I can draw a circle", "--I can cut a circle",
    ]  # fmt: skip
    assert (
        "Blank cells in heading columns were taken as the same as above. Rows: 3, the first is row 4."
        in said(framework)
    )


def test_an_item_that_stands_in_two_places_is_one_item():
    framework = read(
        csv("Role,Code,Statement", "Analyst,K1,I know networks well", "Builder,K1,I know networks well", "Builder,K2,I can build well")
    )  # fmt: skip

    assert [len(one.parents) for one in framework.items] == [2, 1]
    assert (
        "Items that stand in several places of the framework were put together by their code. Items: 1"
        in said(framework)
    )


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("K", ("KG",)), ("Kindergarten", ("KG",)), ("Pre-K", ("PK",)), ("03", ("03",)), ("Grade 3", ("03",)),
        ("3rd", ("03",)), ("3.º", ("03",)), ("K-2", ("KG", "01", "02")), ("9–12", ("09", "10", "11", "12")),
        ("HS", ("09", "10", "11", "12")), ("4,5", ("04", "05")), ("Grado 1 a 2", ("01", "02")), ("", ()),
        ("13", ("13",)), ("14", None), ("A", None), ("2024", None),
    ],
)  # fmt: skip
def test_levels_are_read_as_people_write_them(written, codes):
    assert levels_of(written) == codes


# -- a person's corrections ------------------------------------------------------------------------------------------


def test_a_layout_can_be_written_down_changed_and_used_for_the_next_file():
    first = read_book(csv("Ref,What,Other", "A.1,I can count to ten things,Number and more of it"))
    kept = json.loads(json.dumps(as_plain(propose(first.sheets[0]))))
    kept["columns"] |= {"Other": "heading.1"}
    second = read_book(csv("Other,What,Ref", "Number,I can add to ten things,A.2"))

    layout, problems = applied(propose(second.sheets[0]), kept, kept_as="Riverside")

    assert problems == []
    assert outline(read_items(second, layout)) == ["Number", "-A.2 I can add to ten things"]
    assert [one.why.text for one in layout.columns if one.name == "Other"] == [
        "Kept in the mapping “Riverside”."
    ]


def test_columns_may_be_named_by_their_letters_and_wrong_names_are_told():
    book = read_book(csv("x,y", "A.1,I can count to ten"))

    layout, problems = applied(
        propose(book.sheets[0]), {"columns": {"A": "code", "B": "wonder", "C": "notes"}}
    )

    assert layout.place("code") == 0
    assert [one.kind for one in problems] == ["unknown_meaning", "unknown_column"]


def test_another_row_may_hold_the_headings_and_no_row_at_all():
    book = read_book(csv("Code,Statement", "Ref,I can", "A.1,I can count to ten"))
    sheet = book.sheets[0]

    assert [one.called for one in propose(sheet, header_at(sheet, 2)).columns] == ["Ref", "I can"]
    assert [one.called for one in propose(sheet, header_at(sheet, 0)).columns] == ["A", "B"]
    with pytest.raises(KeyError):
        header_at(sheet, 9)


def test_one_meaning_on_two_columns_is_told_and_the_first_is_used():
    book = read_book(csv("a,b", "I can count to ten,I can count to twenty"))
    layout, _ = applied(propose(book.sheets[0]), {"columns": {"A": "statement", "B": "statement"}})

    framework = read_items(book, layout)

    assert outline(framework) == ["I can count to ten"]
    assert "Two columns have the same meaning (statement): a, b. The first one is used." in said(framework)


def test_without_a_column_of_statements_nothing_is_read_and_the_sentence_says_which_is_missing():
    book = read_book(csv("a,b", "1,2"))
    layout, _ = applied(propose(book.sheets[0]), {"columns": {"A": "code", "B": "level"}})

    assert read_items(book, layout).entries == ()
    assert "No column is chosen for the statements" in said(read_items(book, layout))


# -- as a package ----------------------------------------------------------------------------------------------------


def about(**more) -> About:
    return About(identifier_for_title("Ours"), "Ours", "Riverside", "2026-02-03T04:05:06Z", **more)


def test_the_package_is_sound_and_the_same_each_time():
    raw = csv(
        "Domain,Code,Statement,Spanish Statement,Grade,DOK,Builds on,Emerging,Developing,Proficient,Extending",
        "Number,A.1,I can count to ten,Puedo contar,K,1,,"
        + ",".join(["I count with somebody beside me"] * 4),
        "Number,A.2,I can add within ten,Puedo sumar,1,2,A.1,"
        + ",".join(["I add with somebody beside me"] * 4),
    )

    content = as_case(read(raw), about(level_names=("Emerging", "Developing", "Proficient", "Extending")))
    package = read_content(content)

    assert content == as_case(
        read(raw), about(level_names=("Emerging", "Developing", "Proficient", "Extending"))
    )
    assert package.problems == ()
    assert [one.code for one in package.items] == ["", "A.1", "A.2"]
    assert {one.type for one in package.associations} == {"isChildOf", "precedes"}
    assert package.items[2].payload["extensions"]["headway"] == {
        "depth": 2, "translations": {"es": {"statement": "Puedo sumar"}},
    }  # fmt: skip
    assert [level.quality for level in package.rubrics[0].criteria[0].levels][2] == "Proficient"


def test_a_code_keeps_the_identifier_that_it_has_in_the_version_before():
    known = {"A.1": "11111111-1111-4111-8111-111111111111"}

    content = as_case(read(csv("Code,Statement", "A.1,I can count differently now")), about(known=known))

    assert content["CFItems"][0]["identifier"] == known["A.1"]


def test_capitals_and_blanks_do_not_make_another_framework():
    assert identifier_for_title(" Our  Framework") == identifier_for_title("our framework")
    assert identifier_for_title("Our Framework 2") != identifier_for_title("our framework")


def test_a_workbook_of_several_sheets_names_the_sheet_in_each_place():
    def more(book):
        book.active.title = "Items"
        book.create_sheet("Read me").append(["Ask Ana about this"])

    framework = read(xlsx(["Code", "Statement", "Grade"], ["A.1", "I can count", "banana"], also=more))

    assert "Items row 2, Grade: banana is not a level" in said(framework)


# -- real files ------------------------------------------------------------------------------------------------------

REAL = {
    "data/frameworks/opensalt-native/ccsso_ela_item.csv": (1189, "position"),
    "data/frameworks/opensalt-native/sample_case.csv": (10, "parent"),
    "data/frameworks/opensalt-native/spreadsheet_import_sample.xlsx": (4, "position"),
    "data/frameworks/xq/competencies.csv": (37, "none"),
    "data/frameworks/xq/component_skills.csv": (115, "none"),
    "data/frameworks/xq/domains.csv": (13, "none"),
    "data/frameworks/xq/learner_outcomes.csv": (5, "none"),
    "data/frameworks/source/nice/nice_tasks.csv": (1003, "none"),
    "data/frameworks/source/nice/nistnice2022-full.csv.gz": (1084, "none"),
    "data/prereqs/atc-coherence-map/standards.csv": (480, "none"),
}


@pytest.mark.parametrize("path", REAL)
def test_published_tables_are_understood_without_a_correction(path):
    items, hierarchy = REAL[path]

    framework = read(shared(path).read_bytes())

    assert (len(framework.items), framework.layout.hierarchy) == (items, hierarchy)
    assert framework.left_out == ()
    assert [one for one in framework.problems if one.severity == "error"] == []
    assert read_content(as_case(framework, about())).errors == ()


def test_the_components_of_xq_have_their_competency_above_and_four_levels_each():
    framework = read(shared("data/frameworks/xq/component_skills.csv").read_bytes())

    assert len(framework.entries) == 115 + 37
    assert {len(one.descriptors) for one in framework.items} == {4}
    assert {one.title for one in framework.items} >= {"Power of art", "Making art"}


def test_three_wrong_levels_of_a_published_file_are_named_by_row():
    framework = read(shared("data/frameworks/opensalt-native/ccsso_ela_item.csv").read_bytes())

    wrong = [str(one) for one in framework.problems if one.kind == "unknown_level"]
    assert [one.split(":")[0] for one in wrong] == [f"row {row}, educationLevel" for row in (197, 353, 354)]
