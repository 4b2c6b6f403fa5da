"""The list of frameworks: filter, sort, fields and pages, as CASE says them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from headway.district.rest.case.filtering import NotAFilter, UnknownField, read_filter
from headway.district.rest.case.problems import Problem
from headway.district.rest.case.selection import MOST_AT_ONCE, read_selection
from tests.district.rest.case.asking import V1P0, ask, faults_1_1, minor_of, share, told
from tests.district.rest.case.full_package import full_package

DOCUMENT: dict[str, Any] = {
    "identifier": "00000001-0000-4000-8000-000000000000",
    "title": "Standards of Mathematics",
    "creator": "O'Neill's office",
    "adoptionStatus": "Adopted",
    "subject": ["Mathematics", "Science"],
    "subjectURI": [{"title": "Mathematics", "identifier": "a", "uri": "urn:a"}],
    "licenseURI": {"title": "CC BY 4.0", "identifier": "b", "uri": "urn:b"},
    "lastChangeDateTime": "2026-09-01T08:00:00Z",
    "statusStartDate": "2026-01-01",
    "version": "2",
}


def holds(text: str) -> bool:
    return read_filter(text, "CFDocument", "1.1").holds(DOCUMENT)


# -- the grammar --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title='standards of mathematics'", True),
        ("title='Standards'", False),
        ("title~'MATHEM'", True),
        ("title~'history'", False),
        ("title != 'Standards'", True),
        ("title!='Standards of Mathematics'", False),
        ("  title   ~   'of'  ", True),
        ("creator='O''Neill''s office'", True),
        ("creator~''", True),
        ("title='Standards AND more'", False),
        # what is not there equals nothing
        ("publisher='A'", False),
        ("publisher!='A'", True),
        ("publisher~'A'", False),
        ("publisher<'A'", False),
        # order: moments and days as such, texts as texts
        ("lastChangeDateTime>'2026-08-31T23:00:00-05:00'", True),
        ("lastChangeDateTime='2026-09-01T10:00:00+02:00'", True),
        ("lastChangeDateTime<'2026-09-01'", False),
        ("lastChangeDateTime>='2026-09-01T08:00:00Z'", True),
        ("lastChangeDateTime<='2026-09-01T08:00:00Z'", True),
        ("lastChangeDateTime>'soon'", False),
        ("statusStartDate<'2026-01-02'", True),
        ("version>'1'", True),
        ("title<'t'", True),
        # lists: = is all of them, ~ any
        ("subject='Mathematics'", True),
        ("subject='science,mathematics'", True),
        ("subject='Mathematics,History'", False),
        ("subject~'math'", True),
        ("subject~'history,sci'", True),
        ("subject~'history'", False),
        ("subject!='Mathematics'", False),
        ("subject!='History'", True),
        # a dot leads into an object
        ("licenseURI.title~'cc by'", True),
        ("licenseURI.uri='urn:b'", True),
        ("subjectURI.title='Mathematics'", True),
        ("subjectURI.title='History'", False),
        # two conditions
        ("title~'math' AND adoptionStatus='Adopted'", True),
        ("title~'math' AND adoptionStatus='Draft'", False),
        ("title~'history' OR adoptionStatus='Adopted'", True),
        ("title~'history' OR adoptionStatus='Draft'", False),
        ("title~'math'  and  subject~'sci'", True),
    ],
)
def test_a_filter_says_what_case_means(text, expected):
    assert holds(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title",
        "title=",
        "title=Mathematics",
        'title="Mathematics"',
        "title='Mathematics",
        "title=='Mathematics'",
        "title LIKE 'x'",
        "='x'",
        "title='x' AND",
        "title='x' XOR title='y'",
        "title='x' title='y'",
        "title='x'AND title='y'",
        "title='x' AND title='y' OR title='z'",
        "(title='x')",
        "title.='x'",
        "title='x' -- '",
        "title='" + "x" * 3000 + "'",
    ],
)
def test_what_is_no_filter_is_said(text):
    with pytest.raises(NotAFilter):
        holds(text)


@pytest.mark.parametrize(
    "text",
    ["colour='x'", "extensions='x'", "title.uri='x'", "licenseURI.name='x'", "title='x' OR colour='y'"],
)
def test_a_member_that_a_document_cannot_have_is_said(text):
    with pytest.raises(UnknownField):
        holds(text)


def test_1_0_does_not_know_what_1_1_added():
    assert read_filter("frameworkType='x'", "CFDocument", "1.1")
    with pytest.raises(UnknownField):
        read_filter("frameworkType='x'", "CFDocument", "1.0")


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_is_refused_with_a_sentence(text):
    sentence = ""
    try:
        sentence = "it holds" if holds(text) else "it does not"
    except (NotAFilter, UnknownField) as problem:
        sentence = str(problem)
    assert sentence


@given(st.text(max_size=40))
def test_a_value_stands_for_itself_whatever_it_holds(value):
    quoted = value.replace("'", "''")
    found = read_filter(f"title='{quoted}'", "CFDocument", "1.1")
    assert found.holds({"title": value})


# -- pages --

DOCUMENTS = st.lists(
    st.fixed_dictionaries({"title": st.text(max_size=4)}, optional={"version": st.text("12", max_size=2)}),
    max_size=30,
)


@given(
    DOCUMENTS,
    st.integers(1, 12),
    st.sampled_from(["", "title", "version", "colour"]),
    st.sampled_from(["asc", "desc"]),
)
def test_the_pages_joined_are_the_whole(documents, limit, sort, direction):
    given = [{**one, "identifier": str(place)} for place, one in enumerate(documents)]

    def page(limit: int, offset: int) -> tuple[list[dict], int]:
        query = QueryDict(f"limit={limit}&offset={offset}&sort={sort}&orderBy={direction}")
        return read_selection(query, "1.1").page(given)

    whole, total = page(MOST_AT_ONCE, 0)
    joined = [one for offset in range(0, total + limit, limit) for one in page(limit, offset)[0]]
    assert joined == whole
    assert sorted(one["identifier"] for one in whole) == sorted(one["identifier"] for one in given)
    if sort in ("title", "version"):
        said = [one[sort].casefold() for one in whole if sort in one]
        assert said == sorted(said, reverse=direction == "desc")
        assert all(sort in one for one in whole[: len(said)])


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=1.5",
        "limit=99999999999",
        "limit=%D9%A3",
        "offset=-1",
        "offset=x",
        "limit=1&limit=2",
        "orderBy=up",
        "orderBy=",
        "fields=",
        "fields=%20",
        "fields=,",
        "filter=x",
        "filter=",
        "filter=colour%3D%27x%27",
    ],
)
def test_a_selection_that_cannot_be_read_is_refused_in_the_words_of_case(query):
    with pytest.raises(Problem) as refused:
        read_selection(QueryDict(query), "1.1")
    assert refused.value.status == 400
    assert refused.value.minor in ("invalid_selection_field", "invalid_sort_field")


def test_more_than_a_thousand_are_never_given_at_once():
    assert read_selection(QueryDict("limit=5000"), "1.1").limit == MOST_AT_ONCE


# -- asked of the provider --


@pytest.fixture
def five(db) -> list[str]:
    titles = ["Delta", "alpha", "Echo", "bravo", "Charlie"]
    for number, title in enumerate(titles, start=1):
        share(full_package(shift=number, title=title, version=str(number % 2)))
    return titles


def titles(query: str = "", **kwargs: Any) -> list[str]:
    return [one["title"] for one in told(f"CFDocuments{query}", **kwargs)["CFDocuments"]]


def test_the_list_is_cut_into_pages_and_says_where_it_goes_on(five):
    assert titles() == five
    answer = ask("CFDocuments?limit=2&offset=2")
    assert answer["X-Total-Count"] == "5"
    links = re.findall(r'<[^>]*[?&]limit=2&offset=(\d+)>; rel="(\w+)"', answer["Link"])
    assert {name: offset for offset, name in links} == {"first": "0", "prev": "0", "next": "4", "last": "4"}
    pages: list[str] = []
    address = "http://testserver/ims/case/v1p1/CFDocuments?limit=2"
    while address:
        response = ask(address.removeprefix("http://testserver/ims/case/v1p1/"))
        pages += [one["title"] for one in response.json()["CFDocuments"]]
        following = re.search(r'<([^>]*)>; rel="next"', response["Link"])
        address = following[1] if following else ""
    assert pages == five


def test_links_keep_the_rest_of_the_question(five):
    asked = f"CFDocuments?filter={quote(chr(39).join(['version=', '1', '']))}&limit=1&sort=title"
    answer = ask(asked)
    assert answer["X-Total-Count"] == "3"
    for address in re.findall(r"<([^>]*)>", answer["Link"]):
        query = parse_qs(urlsplit(address).query)
        assert query["filter"] == ["version='1'"]
        assert query["sort"] == ["title"]


def test_the_list_is_sorted_and_filtered(five):
    assert titles("?sort=title") == ["alpha", "bravo", "Charlie", "Delta", "Echo"]
    assert titles("?sort=title&orderBy=desc&limit=2") == ["Echo", "Delta"]
    assert titles("?filter=title~%27A%27") == ["Delta", "alpha", "bravo", "Charlie"]
    assert titles("?filter=title~%27A%27&limit=2&offset=2&sort=title") == ["Charlie", "Delta"]
    assert titles("?filter=licenseURI.title%3D%27cc%20by%27%20AND%20version%3D%270%27") == ["alpha", "bravo"]


def test_an_unknown_sort_means_the_usual_order_and_other_parameters_mean_nothing(five):
    assert titles("?sort=colour&orderBy=desc") == five
    assert titles("?colour=blue") == five


def test_only_the_members_asked_for_are_given_and_all_of_them_for_one_that_does_not_exist(five):
    first = told("CFDocuments?fields=title,identifier&limit=1")["CFDocuments"][0]
    assert set(first) == {"title", "identifier"}
    assert told("CFDocuments?fields=title&fields=identifier&limit=1")["CFDocuments"] == [first]
    whole = told("CFDocuments?fields=title,colour&limit=1")
    assert faults_1_1("CFDocumentSet", whole) == []
    assert set(told("CFDocuments?fields=CFPackageURI&limit=1")["CFDocuments"][0]) == {"CFPackageURI"}


def test_a_selection_without_any_framework_is_answered_as_case_asks_a_set_of_at_least_one(five):
    for query in ("?offset=5", "?filter=title%3D%27Foxtrot%27"):
        answer = ask(f"CFDocuments{query}")
        assert answer.status_code == 404
        assert minor_of(answer.json()) == "unknownobject"
        assert faults_1_1("imsx_StatusInfo", answer.json()) == []
    assert ask("CFDocuments?offset=5")["X-Total-Count"] == "5"
    assert ask("CFDocuments?filter=title%3D%27Foxtrot%27")["X-Total-Count"] == "0"


def test_pages_cut_by_the_database_are_those_of_the_whole(db, django_assert_max_num_queries):
    for number in range(1, 8):
        share(full_package(shift=number, title=str(number)))
    with django_assert_max_num_queries(4):
        assert titles("?limit=3&offset=3") == ["4", "5", "6"]
    assert titles("?limit=3&offset=6", base=V1P0) == ["7"]
