"""Spreadsheets as people send them: each surprise is told in a sentence that names the place and what to do."""

import pytest
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from headway.mastery.formats.problems import FormatProblem
from headway.mastery.formats.spreadsheet import read_book
from tests.mathematics.formats.spreadsheet.small_sheets import csv, outline, read, said, xlsx

HEAD = "Code,Statement,Grade"


# -- headings --------------------------------------------------------------------------------------------------------


def test_notes_above_the_headings_are_passed_over_and_quoted():
    framework = read(csv("Riverside Unified,,", "Adopted 2024; draft,,", ",,", HEAD, "A.1,I can count,K"))

    assert outline(framework) == ["A.1 I can count"]
    assert "Rows above the headings were left out. Rows: 2. The first says: Riverside Unified." in said(
        framework
    )


def test_two_rows_of_headings_are_read_together():
    rows = [
        ["Standard", "", "Performance levels", "", "", ""],
        ["Code", "Statement", "Emerging", "Developing", "Proficient", "Extending"],
        [
            "A.1",
            "I can count",
            *(f"I am beginning to count in the way number {n} asks for" for n in range(4)),
        ],
    ]

    def merge(book):
        book.active.merge_cells("A1:B1")
        book.active.merge_cells("C1:F1")

    framework = read(xlsx(*rows, also=merge))

    assert framework.layout.header.depth == 2
    assert sorted(framework.items[0].descriptors) == [1, 2, 3, 4]
    assert "The headings stand in two rows; they were read together." in said(framework)


def test_only_headings_says_that_there_is_nothing_below():
    assert "Below the headings in row 1 there is nothing." in said(read(csv(HEAD)))


def test_a_sheet_without_headings_is_read_by_what_its_columns_hold():
    framework = read(csv("A.1,I can count to ten with things,K", "A.2,I can count to twenty with things,1"))

    assert outline(framework) == [
        "A.1 I can count to ten with things",
        "A.2 I can count to twenty with things",
    ]
    assert "No row of headings was found" in said(framework)


def test_twenty_columns_too_many_are_listed_and_do_no_harm():
    extra = [f"Local field {number}" for number in range(20)]
    framework = read(
        csv(",".join([*HEAD.split(","), *extra]), ",".join(["A.1", "I can count", "K", *["x"] * 20]))
    )

    assert outline(framework) == ["A.1 I can count"]
    assert "Local field 0, Local field 1," in said(framework)
    assert "Columns: 20." in said(framework)


def test_more_columns_than_anybody_needs_are_cut():
    wide = [*HEAD.split(","), *(f"c{number}" for number in range(250))]

    assert "The sheet has more than 200 columns. Those after column GR were not read." in said(
        read(csv(",".join(wide), ",".join(["A.1", "I can count", "K", *["x"] * 250])))
    )


def test_cells_beyond_the_headings_point_to_a_missing_quotation_mark():
    framework = read(csv(HEAD, "A.1,I can count,K", "A.2,I can add, and more,K,1", "A.3,I can see,K"))

    assert "Rows with more cells than the heading has: 1, the first is row 3." in said(framework)


# -- rows --------------------------------------------------------------------------------------------------------


def test_empty_rows_totals_notes_and_repeated_headings_are_passed_over_and_told():
    framework = read(
        csv(HEAD, "A.1,I can count,K", ",,", HEAD, "A.2,I can add,1", "Total,2,", ",,* approved in May")
    )

    assert outline(framework) == ["A.1 I can count", "A.2 I can add"]
    told = said(framework)
    assert "Empty rows between the others were passed over. Rows: 1." in told
    assert (
        "The headings stand again in other rows, which were passed over. Rows: 1, the first is row 4." in told
    )
    assert "Row 6 is a total and was passed over: Total 2." in told
    assert "row 7: This row has neither a statement nor a code and was left out: * approved in May." in told


def test_a_repeated_code_with_another_statement_leaves_out_that_row_alone():
    framework = read(csv(HEAD, "A.1,I can count,K", "A.2,I can add,1", "A.1,I can take away,1"))

    assert outline(framework) == ["A.1 I can count", "A.2 I can add"]
    assert framework.left_out == (4,)
    assert (
        "row 4, Code: The code A.1 stands in row 2 already, with another statement. This row was left out. "
        "Give it a code of its own."
    ) in said(framework)
    assert "1.10" not in said(framework)


def test_only_a_repeated_code_that_is_a_number_may_have_lost_a_zero():
    framework = read(csv(HEAD, "1.1,I can count,K", "1.2,I can add,1", "1.1,I can take away,1"))

    assert "If the sheet shows 1.10 as 1.1, format the column as text." in said(framework)


def test_a_missing_statement_is_named_with_its_code():
    framework = read(csv(HEAD, "A.1,I can count,K", "A.2,,1"))

    assert framework.left_out == (3,)
    assert "row 3: The item A.2 has no statement and was left out." in said(framework)


def test_codes_with_blanks_and_invisible_signs_around_them_are_the_same_codes():
    rows = ["Code,Statement,Parent", "A\u200b ,Numbers and what they are,", "\u00a0A.1,I can count,A"]

    framework = read(csv(*rows))

    assert outline(framework) == ["A Numbers and what they are", "-A.1 I can count"]
    assert "Blanks or invisible signs around codes were taken away. Codes: 2, the first is in row 2." in said(
        framework
    )


def test_codes_that_differ_in_capitals_only_are_told():
    framework = read(csv(HEAD, "A.1a,I can count,K", "A.1A,I can add,1"))

    assert len(framework.items) == 2
    assert "The codes A.1A (row 3) and A.1a differ only in capitals or blanks." in said(framework)


@pytest.mark.parametrize("written", ["2-Jan", "Jan-26", "ene-26", "1/2/2026", "2026-01-02"])
def test_a_code_that_became_a_date_is_a_warning_that_names_the_row(written):
    framework = read(csv(HEAD, "A.1,I can count,K", f"{written},I can add,1"))

    found = [one for one in framework.problems if one.kind == "code_is_date"]
    assert [(one.severity, one.row) for one in found] == [("warning", "row 3")]
    assert f"The code in row 3 is a date ({written})." in said(framework)


def test_a_code_in_capitals_is_no_date():
    framework = read(csv(HEAD, "DEC-10,I can count,K", "A.1,I can add,1"))

    assert "is a date" not in said(framework)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Licence",
            "You may use, copy and change this work.",
            "There is no warranty",
            "of any kind.",
            "The end.",
        ],
        ["# Read me", "One line of text", "Another line of text", "And the last one"],
    ],
)
def test_a_text_whose_commas_look_like_columns_is_not_taken_for_a_table(lines):
    with pytest.raises(FormatProblem, match="This is text, not a table"):
        read_book(csv(*lines))


def test_an_unknown_parent_is_named_and_the_item_moves_up():
    framework = read(
        csv("Code,Statement,Parent code", "A,Numbers in general,", "A.1,I can count,A", "B.1,I can see,B")
    )

    assert outline(framework) == ["A Numbers in general", "-A.1 I can count", "B.1 I can see"]
    assert "row 4, Parent code: The item above this one, B, is in no row." in said(framework)


def test_rows_that_stand_under_each_other_are_named_as_a_circle():
    framework = read(csv("Code,Statement,Parent", "A,I can count,B", "B,I can add,A", "C,I can see,C"))

    assert sorted(one.code for one in framework.items) == ["A", "B", "C"]
    assert (
        "These rows each stand under the other, in a circle: A → B → A. B stands at the top instead."
        in said(framework)
    )
    assert "C is said to stand under itself." in said(framework)


@pytest.mark.parametrize("written", ["banana", "14", "-1", "grade banana", "1..3"])
def test_a_wrong_level_is_named_and_the_item_is_taken_without_one(written):
    framework = read(csv(HEAD, "A.1,I can count,K", f"A.2,I can add,{written}"))

    assert framework.items[1].levels == ()
    assert (
        f"row 3, Grade: {written} is not a level between kindergarten and 13 (the first year beyond)."
        in said(framework)
    )


def test_wrong_numbers_and_words_in_other_columns_are_named_one_by_one():
    framework = read(
        csv(
            "Code,Statement,DOK,Importance,Weight",
            "A.1,I can count,2,essential,3",
            "A.2,I can add,7,perhaps,many",
        )
    )

    assert (framework.items[0].depth, framework.items[0].importance, framework.items[0].weight) == (
        2,
        "essential",
        3,
    )
    assert (framework.items[1].depth, framework.items[1].importance, framework.items[1].weight) == (
        None,
        "",
        None,
    )
    told = said(framework)
    assert "row 3, DOK: 7 in the column DOK is not a whole number from 1 to 4." in told
    assert "row 3, Importance: perhaps in the column Importance is neither essential nor supporting." in told
    assert "row 3, Weight: many in the column Weight is not a whole number from 1 to 100." in told


def test_prerequisites_that_are_not_there_or_point_at_themselves_are_left_out():
    framework = read(
        csv("Code,Statement,Prerequisites", "A.1,I can count,", "A.2,I can add,A.1; Z.9", "A.3,I can see,A.3")
    )

    assert [(one.before, one.after) for one in framework.arrows] == [("code:A.1", "code:A.2")]
    assert "row 3, Prerequisites: Z.9 is named as a prerequisite and is in no row of this sheet." in said(
        framework
    )
    assert "A.3 is named as its own prerequisite." in said(framework)


def test_a_text_that_a_spreadsheet_would_run_stays_a_text_and_is_told():
    framework = read(
        csv(HEAD, 'A.1,"=HYPERLINK(""http://x.test"",""count"")",K', "A.2,- add and take away,1")
    )

    assert framework.items[0].statement.startswith("=HYPERLINK(")
    assert "Cells: 1, the first is in row 2: =HYPERLINK(" in said(framework)


# -- workbooks -----------------------------------------------------------------------------------------------------


def test_merged_cells_are_taken_apart_so_that_every_row_has_its_heading():
    def merge(book):
        book.active.merge_cells("A2:A3")

    framework = read(
        xlsx(
            ["Domain", "Code", "Statement"],
            ["Number", "A.1", "I can count to ten"],
            [None, "A.2", "I can add within ten"],
            ["Shape", "B.1", "I can name a square"],
            also=merge,
        )
    )

    assert outline(framework) == [
        "Number", "-A.1 I can count to ten", "-A.2 I can add within ten", "Shape", "-B.1 I can name a square",
    ]  # fmt: skip
    assert (
        "Merged cells were taken apart; each of them got the text of the whole. Ranges: 1, for example A2:A3."
        in said(framework)
    )


def test_a_hierarchy_by_excel_indentation_or_outline_is_a_hierarchy():
    rows = [
        ["Code", "Statement"],
        ["A", "Numbers and more"],
        ["A1", "I can count"],
        ["A2", "I can add"],
        ["B", "Shapes"],
    ]

    def indent(book):
        for row in (3, 4):
            book.active.cell(row=row, column=2).alignment = Alignment(indent=1)

    def group(book):
        book.active.row_dimensions.group(3, 4, outline_level=1)

    expected = ["A Numbers and more", "-A1 I can count", "-A2 I can add", "B Shapes"]
    assert outline(read(xlsx(*rows, also=indent))) == expected
    assert outline(read(xlsx(*rows, also=group))) == expected


def test_hidden_rows_are_read_and_told_and_a_hidden_sheet_is_not_chosen():
    def hide(book):
        book.active.row_dimensions[3].hidden = True
        other = book.create_sheet("Old")
        for row in (["Code", "Statement", "Grade", "Notes", "DOK"], *[["Z", "Old words", "1", "n", 1]] * 9):
            other.append(row)
        other.sheet_state = "hidden"

    framework = read(xlsx(HEAD.split(","), ["A.1", "I can count", "K"], ["A.2", "I can add", "1"], also=hide))

    assert outline(framework) == ["A.1 I can count", "A.2 I can add"]
    assert (
        "Rows that are hidden in the workbook were read like the others. Rows: 1, the first is row 3."
        in said(framework)
    )


def test_formulas_are_their_results_and_a_missing_result_is_told():
    framework = read(xlsx(HEAD.split(","), ["A.1", "I can count", "=1+1"], ["A.2", "I can add", 2]))

    assert [one.levels for one in framework.items] == [(), ("02",)]
    assert (
        "Cells with a formula whose result is not in the file were taken as blank. Cells: 1, the first is C2."
        in said(framework)
    )


def test_numbers_are_what_the_sheet_shows():
    def two_decimals(book):
        book.active["A3"].number_format = "0.00"

    framework = read(
        xlsx(
            ["Code", "Statement", "Grade"],
            [1.1, "I can count", 3.0],
            [1.1, "I can add", 4],
            also=two_decimals,
        )
    )

    assert [(one.code, one.levels) for one in framework.items] == [("1.1", ("03",)), ("1.10", ("04",))]


def test_a_wide_workbook_is_read_up_to_the_limit():
    row = ["Code", "Statement", *(get_column_letter(number) for number in range(1, 230))]

    assert "The sheet has more than 200 columns." in said(read(xlsx(row, ["A.1", "I can count", *[1] * 229])))


def test_a_hidden_column_that_holds_words_is_told_so_that_nobody_brings_it_in_unseen():
    def hide(book):
        book.active.column_dimensions.group("C", "D", hidden=True)

    framework = read(
        xlsx(["Code", "Statement", "Comments", "Old"], ["A.1", "I can count", "ask Ana"], also=hide)
    )

    assert "Columns that are hidden in the workbook were read like the others: C, D." in said(framework)


def test_sheets_that_were_not_read_are_named_unless_they_are_hidden_or_hold_no_table():
    def more(book):
        book.active.title = "Reading"
        for name, rows in {"Mathematics": 1, "Old": 1, "Only headings": 0}.items():
            other = book.create_sheet(name)
            other.append(HEAD.split(","))
            for _row in range(rows):
                other.append(["M.1", "I can count", "K"])
        book["Old"].sheet_state = "hidden"
        book.create_sheet("Read me").append(["Ask Ana about this"])

    rows = [HEAD.split(","), ["R.1", "I can read", "K"], ["R.2", "I can write", "1"]]

    told = said(read(xlsx(*rows, also=more)))

    assert (
        "Only the sheet Reading was read. Other sheets of this workbook hold rows too: Mathematics." in told
    )
