"""Statements that say the same: held to a comparison of every pair, on drawn and on real statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum.gaps import FindingKind, find, reference
from headway.mastery.continuum.gaps.doubles import doubles_of, near_pairs, texts_of, weights
from headway.mastery.continuum.items import Link, Relation
from tests.mathematics.continuum.gaps.lines import framework, item, line

K = FindingKind
SAME = {K.DUPLICATE, K.NEAR_DUPLICATE}

VERBS = ["compare", "read", "add", "subtract", "describe", "explain"]
NOUNS = ["fractions", "graphs", "poems", "angles", "maps", "data", "claims", "sources", "10", "20", "not"]


@st.composite
def statements(draw):
    words = [draw(st.sampled_from(VERBS)), *draw(st.lists(st.sampled_from(NOUNS), min_size=2, max_size=9))]
    return " ".join(words)


def paired(items):
    number = {one.key: place for place, one in enumerate(items)}
    texts = texts_of(items, number)
    among = [place for place, one in enumerate(items) if texts.words[place]]
    weight = weights(texts, among)
    found = {(one, other) for one, other, _ in near_pairs(among, texts, frozenset())}
    first = {}
    for place in among:
        first.setdefault(texts.words[place], place)
    return found, {
        pair for pair in reference.near_pairs(among, texts, weight) if set(pair) <= set(first.values())
    }


@given(st.lists(statements(), max_size=14))
def test_no_pair_is_left_out_by_comparing_only_what_shares_rare_words(drawn):
    items = [item(f"i{number}", 3, statement=words) for number, words in enumerate(drawn)]
    found, expected = paired(items)
    assert found == expected


@pytest.mark.parametrize("name", ["ngss", "asn-md-math", "ccss-math"])
def test_nor_on_a_real_framework(name):
    found, expected = paired(framework(f"{name}.cfpackage.json.gz").items[:500])
    assert found == expected


def same(one, other, **more):
    """The kind and facts of what is found of two statements at levels 3 and 4."""
    report = find(line([item("a", 3, statement=one), item("b", 4, statement=other, **more)]), SAME)
    return [(found.kind, found.facts["pattern"]) for found in report.findings]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("I can read a bar graph.", "Read a bar graph", K.DUPLICATE),
        ("Puedo leer una gráfica de barras.", "LEER UNA GRÁFICA DE BARRAS", K.DUPLICATE),
        ("The student is expected to read a bar graph.", "I can read a bar graph!", K.DUPLICATE),
        (
            "Compare the properties of two functions shown in different ways, in tables or graphs.",
            "Compare properties of two functions that are shown in different ways in graphs or tables",
            K.NEAR_DUPLICATE,
        ),
        ("比较两个分数的大小并说明理由", "比较两个分数的大小并说明理由。", K.DUPLICATE),
    ],
)
def test_the_same_in_other_clothes_is_found(one, other, kind):
    assert same(one, other) == [(kind, "across_levels")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Fluently add and subtract within 20 using mental strategies.",
            "Fluently add and subtract within 100 using mental strategies.",
        ),
        (
            "Add multi-digit decimals with the standard algorithm fluently",
            "Subtract multi-digit decimals with the standard algorithm fluently",
        ),
        (
            "Compare two literary texts on the same theme with evidence",
            "Compare two informational texts on the same theme with evidence",
        ),
        ("Puedo contar los años de una historia", "Puedo contar los anos de una historia"),
        ("Count to one hundred by ones from any number", "Count to one thousand by ones from any number"),
    ],
)
def test_two_steps_of_one_skill_are_not_the_same(one, other):
    assert same(one, other) == []


def test_a_standard_and_its_part_are_no_double_though_the_part_repeats_it():
    items = [
        item("8.7", 8, statement="Solve linear equations in one variable."),
        item(
            "8.7a",
            8,
            parent="8.7",
            statement="Solve linear equations in one variable. Give examples with one solution.",
        ),
        item("8.7b", 8, parent="8.7", statement="Solve linear equations in one variable."),
    ]
    assert not find(line(items), SAME).findings


def test_a_fragment_is_the_same_only_below_the_same_heading():
    def part(key, parent):
        return item(key, 3, parent=parent, statement="commas")

    headings = [
        item("p", 3, statement="Use in lists:", is_ratable=False),
        item("q", 3, statement="Use in dates:", is_ratable=False),
    ]
    assert not find(line([*headings, part("a", "p"), part("b", "q")]), SAME).findings
    (found,) = find(line([*headings, part("a", "p"), part("b", "p")]), SAME).findings
    assert found.items == ("a", "b")


def test_what_a_crosswalk_calls_the_same_is_settled():
    items = [
        item("a", 3, statement="Read a bar graph of three groups", source="one"),
        item("b", 3, statement="Read a bar graph of three groups", source="two"),
    ]
    (found,) = find(line(items), SAME).findings
    assert found.facts["pattern"] == "across_frameworks"
    settled = line(items, links=(Link("b", "a", Relation.EXACT),))
    assert not find(settled, SAME).findings


def test_a_copy_of_something_that_is_nearly_like_a_third_is_one_new_finding():
    first = item("a", 3, statement="Compare properties of two functions shown in graphs and tables")
    near = item("b", 8, statement="Compare the properties of two functions, shown in a graph and in a table")
    before = find(line([first, near]), SAME)
    after = find(line([first, near, item("c", 5, statement=first.statement)]), SAME)
    assert [one.items for one in after.findings if one.fingerprint not in before.fingerprints] == [("a", "c")]


def test_groups_name_every_item_once():
    items = [item(f"i{level}", level, statement="Select a strategy and explain it") for level in range(6)]
    (group,) = doubles_of(items, {one.key: n for n, one in enumerate(items)}, frozenset()).groups
    assert group.members == tuple(range(6))
