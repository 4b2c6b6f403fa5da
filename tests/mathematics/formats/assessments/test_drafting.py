"""A profile drafted from headings and cells is one to begin with: right where names are plain, and honest where not."""

import pytest

from headway.mastery.formats.assessments import Profile, draft_profile, open_text, read, table_of
from tests.shared_material import shared

HEADER = [
    "Student Number",
    "Last Name",
    "First Name",
    "DOB",
    "Date Taken",
    "Subject",
    "Scale Score",
    "SEM",
    "Percentile",
]
ROWS = [
    ["17", "Ruiz", "Ana", "2014-02-03", "9/16/2024", "Reading", "412", "11", "50"],
    ["18", "Lee", "Bo", "2014-02-04", "9/17/2024", "Mathematics", "433", "12", "61"],
]


def roles(header=HEADER, rows=ROWS, **options):
    return {one.column: one.role for one in draft_profile(header, rows, **options).guesses}


def test_plain_names_are_understood():
    assert roles() == {
        "Student Number": "local_id",
        "Last Name": "last_name",
        "First Name": "first_name",
        "DOB": "birth_date",
        "Date Taken": "date",
        "Subject": "area",
        "Scale Score": "value",
        "SEM": "error",
        "Percentile": "hidden",
    }


def test_every_guess_says_why():
    draft = draft_profile(HEADER, ROWS)
    assert all(one.reason.text for one in draft.guesses)
    assert next(one for one in draft.guesses if one.column == "SEM").reason.text == "The heading says “SEM”."


def test_a_draft_reads_the_file_that_it_was_drafted_from():
    draft = draft_profile(HEADER, ROWS, key="ours", vendor="We", name="Our check")
    raw = "\n".join(",".join(row) for row in [HEADER, *ROWS]).encode()
    reading = read(raw, Profile.from_dict(draft.profile.to_dict()))

    assert draft.usable
    assert [(one.area, one.value, one.error) for one in reading.results] == [
        ("Reading", 412, 11),
        ("Mathematics", 433, 12),
    ]
    assert reading.problems == ()


def test_a_percentile_is_never_drafted_as_the_result():
    draft = draft_profile(["Student ID", "National Percentile Rank"], [["1", "50"], ["2", "60"]])
    assert not draft.usable
    assert any("which column holds the result" in one.text for one in draft.open)


def test_names_alone_are_told_as_what_they_are():
    draft = draft_profile(HEADER[1:], [row[1:] for row in ROWS])
    assert [key.kind for key in draft.profile.learner] == ["name_and_birth_date"]
    assert any("a person confirms each learner" in one.text for one in draft.open)


def test_what_a_person_says_comes_before_every_guess():
    assert (
        roles(roles={"Percentile": "nothing", "Student Number": "state_id"})["Student Number"] == "state_id"
    )


def test_days_that_could_be_months_are_told():
    rows = [[*ROWS[0][:4], "3/4/2024", *ROWS[0][5:]]]
    assert any("other way round" in one.text for one in draft_profile(HEADER, rows).open)
    assert not any("other way round" in one.text for one in draft_profile(HEADER, ROWS).open)


def test_columns_in_numbered_families_stay_together():
    header = [
        "StudentID",
        "Subject",
        "RITScore",
        "StdErr",
        "Goal1Name",
        "Goal1Score",
        "Goal1StdErr",
        "Goal2Name",
        "Goal2Score",
        "Goal2StdErr",
    ]
    row = ["1", "Reading", "200", "3", "Literature", "201", "6", "Vocabulary", "198", "7"]
    draft = draft_profile(header, [row])

    assert [(one.part.columns, one.value, one.error) for one in draft.profile.areas] == [
        ((), "RITScore", "StdErr"),
        (("Goal1Name",), "Goal1Score", "Goal1StdErr"),
        (("Goal2Name",), "Goal2Score", "Goal2StdErr"),
    ]


@pytest.mark.parametrize(
    ("file", "learner", "value", "error"),
    [
        ("MAP_Growth/sample_anonymized_file.csv", "Student_StateID", "TestRITScore", "TestStandardError"),
        ("STAR/SR_sample_anonymized_file.csv", "StudentStateID", "ScaledScore", "StandardErrorOfMeasurement"),
        ("KRA/KRA_sample_file_deidentified_new.csv", "state_student_id", "overall_score", "overall_sem"),
        ("CMAS/sample_anonymized_file.csv", "StateStudentIdentifier", "SS", ""),
        ("WIN/sample_anonymized_file.csv", "StateID", "MathSS", ""),
    ],
)
def test_the_draft_of_a_published_layout_finds_learner_result_and_error(file, learner, value, error):
    table = table_of(open_text(shared("data/vendor-assessments/" + file).read_bytes()))
    profile = draft_profile(table.header, table.rows).profile

    assert profile.learner[0].columns == (learner,)
    assert (profile.areas[0].value, profile.areas[0].error) == (value, error)


def test_an_empty_file_has_a_draft_that_asks_for_everything():
    draft = draft_profile([], [])
    assert not draft.usable
    assert len(draft.open) == 3
