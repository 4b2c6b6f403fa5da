"""Exports as districts get them: each slip is told with line, column and what to do, and the rest is read."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from headway.mastery.formats.assessments import Term, likely_terms, read, recognise
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.assessments.small_exports import (
    COLUMNS,
    MAP,
    export,
    from_map,
    kinds,
    line,
    said,
    small,
)

# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["99", "351", "2100", "-210"])
def test_a_value_outside_of_the_scale_is_refused_by_line_and_column_and_others_are_read(value):
    reading = from_map(line("S1", value=value), line("S2"))

    assert [one.learner.identifier("local_id") for one in reading.results] == ["S2"]
    (problem,) = reading.problems
    assert (problem.kind, problem.row, problem.field) == ("out_of_range", "line 2", "TestRITScore")
    assert f"{value} is outside what Mathematics can be, 100 to 350" in str(problem)
    assert "publisher's report" in problem.remedy.text


@pytest.mark.parametrize("value", ["100", "350", "210.5", " 210 "])
def test_a_value_at_the_ends_of_the_scale_is_read(value):
    (result,) = from_map(line(value=value)).results
    assert result.value == float(value)


@pytest.mark.parametrize("value", ["2l0", "210-220", "nan", "inf", "21O"])
def test_what_is_no_number_is_refused_and_never_guessed(value):
    reading = from_map(line(value=value), line("S2"))

    assert len(reading.results) == 1
    assert kinds(reading) == ["no_number"]


@pytest.mark.parametrize("error", ["0", "-3", "x"])
def test_a_standard_error_that_cannot_be_one_is_left_out_and_told(error):
    reading = from_map(line(error=error))

    assert reading.results[0].error is None
    assert reading.results[0].value == 210
    assert kinds(reading) == ["error_not_read"]


def test_a_label_that_the_profile_does_not_know_is_kept_and_told():
    ours = small(areas=[{"area": "Reading", "label": "mark", "labels": ["Below", "At"]}])
    reading = read(b"id,day,mark\n1,2024-09-01,at\n2,2024-09-01,Beyond", ours)

    assert [one.label for one in reading.results] == ["at", "Beyond"]
    assert [(one.kind, one.row) for one in reading.problems] == [("label_unknown", "line 3")]


def test_a_result_that_the_publisher_does_not_count_is_named_with_the_cell_that_says_so():
    ours = small(leave_out=[{"column": "status", "values": ["Valid"], "unless": True}])
    reading = read(b"id,day,mark,status\n1,2024-09-01,9,Valid\n2,2024-09-01,9,Invalidated", ours)

    assert len(reading.results) == 1
    (problem,) = reading.problems
    assert (problem.row, problem.field) == ("line 3", "status")
    assert "Invalidated" in str(problem)


# -- learners ----------------------------------------------------------------------------------------------------------


def test_a_line_without_a_learner_is_refused():
    reading = from_map(line(""), line("S2"))

    assert len(reading.results) == 1
    assert "Line 2 does not say whose result it is" in said(reading)
    assert "“Student_StateID”, “StudentID”" in said(reading)


def test_the_state_identifier_comes_before_the_local_one():
    (result,) = from_map(line("S1", state="900")).results
    assert result.learner.identifiers == (("state_id", "900"), ("local_id", "S1"))


def test_an_identifier_that_a_spreadsheet_shortened_belongs_to_nobody():
    reading = from_map(line("1.2E+11"), line("605000.0"))

    assert [one.learner.identifiers for one in reading.results] == [(("local_id", "605000"),)]
    assert kinds(reading) == ["identifier_mangled"]


def test_a_name_with_a_date_of_birth_only_proposes_a_learner():
    ours = small(
        learner=[
            {"kind": "local_id", "column": "id"},
            {"kind": "name_and_birth_date", "columns": ["last", "first", "born"]},
        ]
    )
    reading = read(b"id,last,first,born,day,mark\n,Ruiz,Ana,2015-04-01,2024-09-01,9\n7,,,,2024-09-01,9", ours)

    assert [one.learner.proposes_only for one in reading.results] == [True, False]


# -- days and terms ----------------------------------------------------------------------------------------------------


def test_a_date_written_in_another_way_is_told_and_the_result_kept_without_a_date():
    reading = from_map(line(date="16.09.2021"))

    assert reading.results[0].first is None
    assert "Line 2: 16.09.2021 is not a date as this profile writes them (M/D/YYYY, ISO)" in said(reading)


def test_a_day_that_the_calendar_does_not_have_is_no_date():
    assert "date_unknown" in kinds(from_map(line(date="2/30/2022")))


def test_only_a_term_is_a_window_that_the_district_says():
    raw = export(line(date=""), line("S2", date="", term="Spring 2021-2022"))
    reading = read(raw, MAP)
    assert reading.terms_without_dates == ("Fall 2021-2022", "Spring 2021-2022")
    assert kinds(reading) == ["term_without_dates", "term_without_dates"]

    again = read(raw, MAP, terms={"Fall 2021-2022": Term(dt.date(2021, 9, 1), dt.date(2021, 10, 15))})
    assert [(one.first, one.last) for one in again.results] == [
        (dt.date(2021, 9, 1), dt.date(2021, 10, 15)),
        (None, None),
    ]
    assert again.terms_without_dates == ("Spring 2021-2022",)


def test_windows_to_begin_with_are_proposed_for_terms_that_name_a_year():
    proposed = likely_terms(("Fall 2021-2022", "Spring 2021-2022", "Whenever"))

    assert set(proposed) == {"Fall 2021-2022", "Spring 2021-2022"}
    assert proposed["Fall 2021-2022"].first.year == 2021
    assert proposed["Spring 2021-2022"].first.year == 2022


def test_a_file_without_the_columns_of_date_and_term_is_told_once_and_its_results_kept():
    reading = read(b"StudentID,Subject,TestRITScore\nS1,Mathematics,210\nS2,Mathematics,211", MAP)

    assert len(reading.results) == 2
    assert kinds(reading).count("no_date_column") == 1
    assert kinds(reading).count("nothing_dated") == 1


def test_a_term_for_the_whole_file_dates_lines_that_say_nothing():
    whole = Term(dt.date(2021, 9, 1), dt.date(2021, 9, 30))
    reading = read(b"StudentID,Subject,TestRITScore\nS1,Mathematics,210", MAP, terms={"": whole})

    assert (reading.results[0].first, reading.results[0].last) == (whole.first, whole.last)


# -- two lines for one test --------------------------------------------------------------------------------------------


def test_the_same_line_twice_is_taken_once_and_told():
    reading = from_map(line(), line("S2"), line())

    assert len(reading.results) == 2
    assert reading.said_twice == ((4, 2),)
    assert reading.conflicts == ()
    assert "Line 4 says the same of Mathematics as line 2" in said(reading)


def test_two_different_lines_for_one_test_are_both_kept_and_asked_of_a_person():
    reading = from_map(line(value="210"), line(value="218"))

    assert [one.value for one in reading.results] == [210, 218]
    (conflict,) = reading.conflicts
    assert conflict.lines == (2, 3)
    assert "Ask who gave the test" in said(reading)


@pytest.mark.parametrize(
    "other", [{"date": "9/17/2021"}, {"subject": "Reading"}, {"test": "Growth: Other"}, {"learner": "S2"}]
)
def test_another_day_area_test_or_learner_is_no_conflict(other):
    learner = other.pop("learner", "S1")
    reading = from_map(line("S1"), line(learner, value="218", **other))

    assert len(reading.results) == 2
    assert reading.conflicts == ()


# -- columns -----------------------------------------------------------------------------------------------------------


def test_a_renamed_column_is_refused_with_the_nearest_name_in_the_file():
    with pytest.raises(FormatProblem) as told:
        from_map(line(), header=COLUMNS.replace("TestRITScore", "Test_RIT_Scores"))

    assert "“TestRITScore”" in str(told.value)
    assert "TestRITScore → Test_RIT_Scores" in str(told.value)


def test_a_column_that_differs_in_signs_or_capitals_is_the_same_column():
    reading = from_map(line(), header=COLUMNS.replace("TestRITScore", "test rit_score"))
    assert len(reading.results) == 1


def test_a_column_that_the_profile_knows_by_another_name_is_read_and_told():
    reading = from_map(line(), header=COLUMNS.replace("Subject", "Discipline"))

    assert reading.results[0].area == "Mathematics"
    assert "The column Discipline was read as Subject." in said(reading)


def test_a_missing_column_of_standard_errors_is_told_once_with_the_nearest():
    reading = from_map(line(), line("S2"), header=COLUMNS.replace("TestStandardError", "TestStdError"))

    assert [one.error for one in reading.results] == [None, None]
    (problem,) = reading.problems
    assert problem.kind == "column_absent"
    assert "TestStandardError → TestStdError" in str(problem)


def test_a_column_twice_is_told_and_the_first_one_read():
    reading = from_map(line() + ",999", header=COLUMNS + ",TestRITScore")

    assert reading.results[0].value == 210
    assert "column_twice" in kinds(reading)


def test_a_line_with_more_cells_than_headings_is_not_read_because_cells_may_have_moved():
    reading = from_map(line(subject="Math, advanced"), line("S2"))

    assert [one.learner.identifier("local_id") for one in reading.results] == ["S2"]
    assert "Line 2 has 10 cells and the headings have 9" in said(reading)


def test_a_blank_area_is_refused():
    assert kinds(from_map(line(subject=""))) == ["no_area"]


def test_headings_alone_say_that_there_is_nothing_below():
    reading = from_map()
    assert kinds(reading) == ["no_lines"]


def test_line_numbers_are_those_of_an_editor_where_cells_run_over_lines_and_lines_are_blank():
    raw = export('Fall,S1,,Mathematics,"Growth:\nMath",9/16/2021,210,3,57', "", line("S2", value="999"))
    assert read(raw, MAP).problems[0].row == "line 5"


# -- kinds of files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_accented_letters_arrive_whatever_the_file_is_encoded_in(encoding):
    raw = export(line(subject="Matemáticas")).decode().encode(encoding)
    assert read(raw, MAP).results[0].area == "Matemáticas"


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_another_separator_is_found_out(sign):
    raw = export(line(), line("S2")).replace(b",", sign.encode())
    assert len(read(raw, MAP).results) == 2


def test_chunks_are_the_same_as_the_whole():
    raw = export(line(), line("S2"))
    reading = read((raw[at : at + 7] for at in range(0, len(raw), 7)), MAP)
    assert [one.value for one in reading.results] == [210, 210]


def test_a_workbook_is_read_with_its_dates():
    book = Workbook()
    book.active.append(COLUMNS.split(","))
    book.active.append(["Fall", "S1", None, "Mathematics", "Growth", dt.date(2021, 9, 16), 210, 3.1, 57])
    raw = io.BytesIO()
    book.save(raw)
    (result,) = read(raw.getvalue(), MAP).results

    assert (result.value, result.error, result.first) == (210, 3.1, dt.date(2021, 9, 16))


def zipped(**files: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    return raw.getvalue()


def test_a_zip_with_one_table_is_read_and_told():
    reading = read(zipped(AssessmentResults_csv=export(line())), MAP)

    assert len(reading.results) == 1
    assert "AssessmentResults.csv" in said(reading)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (zipped(a_csv=b"x,y\n1,2", b_csv=b"x,y\n1,2"), "2 tables in it: a.csv, b.csv"),
        (zipped(notes=b"x"), "without a table"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b"", "empty"),
        (b" ,\n,\n", "blank"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind"),
    ],
    ids=["two tables", "no table", "broken zip", "pdf", "web page", "nothing", "blank cells", "old workbook"],
)
def test_a_file_that_is_no_export_is_refused_with_its_reason(raw, words):
    with pytest.raises(FormatProblem, match=words):
        read(raw, MAP)


def test_more_than_the_limit_is_refused_before_it_is_taken_in():
    def endless():
        while True:
            yield b"x" * 1000

    with pytest.raises(FormatProblem, match="larger than"):
        read(endless(), MAP, max_bytes=100_000)


def test_a_zip_that_unpacks_to_more_than_the_limit_is_refused():
    with pytest.raises(FormatProblem, match="larger than"):
        read(zipped(big_csv=b"0" * 3_000_000), MAP, max_bytes=1_000_000)


# -- what is hidden ----------------------------------------------------------------------------------------------------


def test_percentiles_are_not_looked_at_unless_a_district_asks():
    assert from_map(line(percentile="57")).hidden == ()

    (hidden,) = from_map(line(percentile="57"), with_hidden=True).hidden
    assert (hidden.kind, hidden.column, hidden.text, hidden.result) == (
        "percentile",
        "TestPercentile",
        "57",
        0,
    )
    assert hidden.is_hidden_by_default


def test_results_are_hidden_by_default():
    reading = from_map(line())
    assert reading.results.is_hidden_by_default
    assert reading.results[0].is_hidden_by_default


# -- recognising -------------------------------------------------------------------------------------------------------


def test_a_file_with_a_renamed_column_is_still_recognised_and_says_what_is_not_there():
    headings = [*COLUMNS.split(","), "GrowthMeasureYN", "Goal1RitScore"]
    headings[headings.index("TestRITScore")] = "RITValue"
    candidate = next(one for one in recognise(headings) if one.profile.key == "map-growth")

    assert not candidate.fits
    assert candidate.missing == ("TestRITScore",)
    assert any("TestRITScore" in reason.text for reason in candidate.reasons)


def test_a_file_of_something_else_is_recognised_as_nothing():
    assert recognise(b"date,room,menu\n2024-09-01,12,soup\n") == ()


def test_a_districts_own_profile_is_a_candidate_like_any_other():
    ours = small(recognise={"needed": ["id", "mark"], "distinctive": ["day"]})
    (candidate,) = recognise(b"id,day,mark\n1,2024-09-01,9", [ours, MAP])

    assert candidate.profile == ours
    assert candidate.fits
