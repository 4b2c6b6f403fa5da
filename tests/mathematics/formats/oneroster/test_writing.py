import csv
import io
import string
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.formats.oneroster import (
    FILES_11,
    FILES_12,
    SHAPES,
    AcademicSession,
    Category,
    Class,
    Course,
    Demographics,
    Enrollment,
    LineItem,
    Org,
    Result,
    ResultLearningObjective,
    Role,
    User,
    read_bundle,
    write_bundle,
)
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.oneroster.small_bundles import small

CASE_ITEM = "6b7e9a54-2f0c-4b7a-9b1e-0d4a4f2c9a11"
DISTRICT = {
    "orgs": [Org("d1", name="River", type="district"), Org("s1", name="Elm, the School", type="school", parent_sourced_id="d1")],
    "academicSessions": [
        AcademicSession("y27", title="2026-27", type="schoolYear", start_date=date(2026, 8, 20), end_date=date(2027, 6, 10), school_year=2027)
    ],
    "courses": [Course("c1", title="Ecology", org_sourced_id="s1")],
    "classes": [
        Class("k1", title="Ecology A", course_sourced_id="c1", class_type="scheduled", school_sourced_id="s1",
              term_sourced_ids=("y27",), periods=("1", "3"))
    ],
    "users": [User("l1", enabled_user=True, username="maya", given_name="Maya", family_name="Ruiz", primary_org_sourced_id="s1")],
    "roles": [Role("r1", user_sourced_id="l1", role_type="primary", role="student", org_sourced_id="s1")],
    "demographics": [Demographics("l1", birth_date=date(2015, 3, 2), hispanic_or_latino_ethnicity=True)],
    "enrollments": [Enrollment("e1", class_sourced_id="k1", school_sourced_id="s1", user_sourced_id="l1", role="student", primary=False)],
    "categories": [Category("g1", title="Competencies")],
    "lineItems": [
        LineItem("i1", title="Food webs", assign_date=date(2026, 9, 1), due_date=date(2026, 9, 8), class_sourced_id="k1",
                 category_sourced_id="g1", academic_session_sourced_id="y27", school_sourced_id="s1", result_value_min=1.0, result_value_max=4.0)
    ],
    "results": [
        Result("x1", line_item_sourced_id="i1", student_sourced_id="l1", score_status="fully graded", score=3.0, score_date=date(2026, 9, 8),
               comment="She said “why?”,\nthen \"because\"", text_score="proficient")
    ],
    "resultLearningObjectiveIds": [
        ResultLearningObjective("o1", result_sourced_id="x1", source="case", learning_objective_id=CASE_ITEM, score=3.0, text_score="proficient")
    ],
}  # fmt: skip


def unzipped(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as zipped:
        return {name: zipped.read(name).decode("utf-8") for name in zipped.namelist()}


def without_lines(rows):
    return [row._replace(line=0) for row in rows]


def with_rows(name, *rows):
    return {**DISTRICT, name: rows}


@pytest.mark.parametrize(("version", "files"), [("1.1", FILES_11), ("1.2", FILES_12)])
def test_the_manifest_names_every_file_of_the_version(version, files):
    manifest = unzipped(write_bundle(small_tables(), version, system_name="Headway"))["manifest.csv"]
    rows = list(csv.reader(io.StringIO(manifest, newline="")))
    assert rows[:3] == [
        ["propertyName", "value"],
        ["manifest.version", "1.0"],
        ["oneroster.version", version],
    ]
    assert [name for name, _ in rows[3:-1]] == [f"file.{name}" for name in files]
    assert rows[-1] == ["source.systemName", "Headway"]
    assert dict(rows)["file.users"] == "bulk"
    assert dict(rows)["file.resources"] == "absent"


def small_tables():
    return read_bundle(small()).tables


def test_the_standard_has_thirteen_files_in_11_and_twenty_one_in_12():
    assert (len(FILES_11), len(FILES_12)) == (13, 21)


def test_every_file_has_the_columns_of_the_standard_in_order_and_crlf():
    texts = unzipped(write_bundle(DISTRICT))
    assert set(texts) == {"manifest.csv", *(f"{name}.csv" for name in DISTRICT)}
    for name in DISTRICT:
        text = texts[f"{name}.csv"]
        assert text.split("\r\n")[0] == ",".join(SHAPES[name].v12)
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")


def test_a_whole_list_has_blank_status_and_leaves_out_who_has_left():
    rows = [
        DISTRICT["orgs"][0],
        DISTRICT["orgs"][1]._replace(status="active", date_last_modified=datetime(2026, 9, 1, tzinfo=UTC)),
        Org("s2", status="tobedeleted", name="Oak", type="school"),
    ]
    bundle = read_bundle(write_bundle(with_rows("orgs", *rows)))
    assert [(row.sourced_id, row.status, row.date_last_modified) for row in bundle.table("orgs")] == [
        ("d1", None, None),
        ("s1", None, None),
    ]


def test_results_with_learning_objectives_come_back_as_they_were():
    bundle = read_bundle(write_bundle(DISTRICT))
    assert bundle.problems == ()
    (objective,) = bundle.table("resultLearningObjectiveIds")
    assert (objective.learning_objective_id, objective.text_score) == (CASE_ITEM, "proficient")
    (result,) = bundle.table("results")
    assert result.comment == 'She said “why?”, then "because"'
    assert without_lines(bundle.table("lineItems")) == DISTRICT["lineItems"]


def test_the_same_rows_give_the_same_bytes():
    assert write_bundle(DISTRICT) == write_bundle(DISTRICT)


def test_changes_need_status_and_date_in_every_row():
    moment = datetime(2026, 9, 1, 7, 30, tzinfo=UTC)
    gone = Enrollment("e1", status="tobedeleted", date_last_modified=moment)
    bundle = read_bundle(write_bundle({"enrollments": [gone]}, mode="delta"))
    assert bundle.problems == ()
    assert without_lines(bundle.table("enrollments")) == [gone]
    with pytest.raises(FormatProblem) as caught:
        write_bundle({"orgs": [Org("d1", status="active", name="River", type="district")]}, mode="delta")
    assert [p.kind for p in caught.value.problems] == ["write_delta"]


@pytest.mark.parametrize(
    ("name", "row", "kind", "field"),
    [
        ("orgs", Org("s9", type="school"), "write_required", "name"),
        ("orgs", Org("s9", name="Oak", type="campus"), "write_word", "type"),
        ("orgs", Org("s 9", name="Oak", type="school"), "write_guid", "sourcedId"),
        ("orgs", Org("x" * 256, name="Oak", type="school"), "write_guid", "sourcedId"),
        ("orgs", DISTRICT["orgs"][0], "write_twice", "sourcedId"),
        ("enrollments", DISTRICT["enrollments"][0]._replace(sourced_id="e9", user_sourced_id="l9"), "write_reference", "userSourcedId"),
        ("demographics", Demographics("l9"), "write_reference", "sourcedId"),
        ("courses", Course("c9", title="Art", org_sourced_id="s1", subjects=("Art, visual",)), "write_list", "subjects"),
        ("users", DISTRICT["users"][0]._replace(sourced_id="l9", user_ids=(("a:b", "c"),)), "write_pairs", "userIds"),
        ("resultLearningObjectiveIds", DISTRICT["resultLearningObjectiveIds"][0]._replace(sourced_id="o9", learning_objective_id="LS2"),
         "write_objective", "learningObjectiveId"),
    ],
)  # fmt: skip
def test_what_a_strict_reader_would_refuse_is_not_written(name, row, kind, field):
    with pytest.raises(FormatProblem) as caught:
        write_bundle(with_rows(name, *DISTRICT[name], row))
    (problem,) = caught.value.problems
    assert (problem.kind, problem.field, problem.row) == (kind, field, f"{name}.csv")


def test_files_and_versions_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="pupils"):
        write_bundle({"pupils": []})
    with pytest.raises(ValueError, match="version"):
        write_bundle({}, "1.0")


def test_columns_of_ones_own_go_to_the_right_end():
    rows = [
        Org(
            "d1", name="River", type="district", extra={"metadata.b": "2", "metadata.a": "1", "mascot": "owl"}
        ),
        DISTRICT["orgs"][1],
    ]
    raw = write_bundle(with_rows("orgs", *rows))
    assert unzipped(raw)["orgs.csv"].split("\r\n")[0].endswith("parentSourcedId,metadata.a,metadata.b")
    assert read_bundle(raw).table("orgs").by_id["d1"].extra == {"metadata.a": "1", "metadata.b": "2"}


def test_an_11_bundle_is_written_as_12_and_back_with_the_same_people():
    first = read_bundle(small())
    as_12 = read_bundle(write_bundle(first, "1.2"))
    as_11 = read_bundle(write_bundle(as_12, "1.1"))
    for bundle in (as_12, as_11):
        assert bundle.errors == ()
        assert [
            (p.sourced_id, [(r.role, r.org_sourced_id) for r in p.roles], p.guardians) for p in bundle.users
        ] == [(p.sourced_id, [(r.role, r.org_sourced_id) for r in p.roles], p.guardians) for p in first.users]
    assert without_lines(as_11.table("enrollments")) == without_lines(first.table("enrollments"))


def test_every_field_of_a_row_has_a_column():
    for shape in SHAPES.values():
        assert {column.field for column in shape.columns if column.field} == set(shape.row._fields) - {
            "line",
            "extra",
        }


GUIDS = st.text(string.ascii_letters + string.digits + ".-_/@", min_size=1, max_size=40)
# Everything that a cell can hold: no line breaks and control characters, no lone surrogates, no blanks at the ends.
TEXTS = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
    .map(str.strip)
    .map(lambda text: text or None)
)
NEEDED = TEXTS.filter(bool)
ELEMENTS = st.lists(NEEDED.map(lambda t: t.replace(",", ";")), max_size=3).map(tuple)
PAIRS = st.lists(
    st.tuples(NEEDED, NEEDED).map(
        lambda p: tuple("".join(c for c in part if c not in "{}:").strip() or "x" for part in p)
    ),
    max_size=3,
).map(tuple)
DATES = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
YES_NO = st.none() | st.booleans()
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def districts(draw):
    ids = draw(st.lists(GUIDS, min_size=4, max_size=10, unique=True))
    school = Org(
        "s1", name=draw(NEEDED), type=draw(st.sampled_from(["school", "ext:hub"])), identifier=draw(TEXTS)
    )
    users = [
        User(
            identifier, enabled_user=draw(st.booleans()), username=draw(NEEDED), user_ids=draw(PAIRS), given_name=draw(NEEDED),
            family_name=draw(NEEDED), middle_name=draw(TEXTS), email=draw(TEXTS), pronouns=draw(TEXTS), grades=draw(ELEMENTS),
            agent_sourced_ids=tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))), primary_org_sourced_id="s1",
            extra={"metadata.note": note} if (note := draw(TEXTS)) else {},
        )
        for identifier in ids
    ]  # fmt: skip
    roles = [
        Role(f"r-{n}", user_sourced_id=identifier, role_type="primary", role=draw(st.sampled_from(["student", "teacher", "parent"])),
             org_sourced_id="s1", begin_date=draw(DATES))
        for n, identifier in enumerate(ids)
    ]  # fmt: skip
    demographics = [
        Demographics(identifier, birth_date=draw(DATES), sex=draw(st.sampled_from([None, "other", "ext:x"])), asian=draw(YES_NO), city_of_birth=draw(TEXTS))
        for identifier in draw(st.lists(st.sampled_from(ids), unique=True, max_size=4))
    ]  # fmt: skip
    categories = [
        Category(f"g-{n}", title=draw(NEEDED), weight=draw(NUMBERS)) for n in range(draw(st.integers(0, 3)))
    ]
    return {
        "orgs": [school],
        "users": users,
        "roles": roles,
        "demographics": demographics,
        "categories": categories,
    }


@settings(max_examples=60, deadline=None)
@given(districts())
def test_what_is_written_is_read_back_the_same(district):
    bundle = read_bundle(write_bundle(district))
    assert bundle.errors == ()
    for name, rows in district.items():
        assert without_lines(bundle.table(name)) == list(rows), name
    assert write_bundle(bundle) == write_bundle(district)
