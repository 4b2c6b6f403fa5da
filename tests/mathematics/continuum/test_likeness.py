"""Words, spelling and places: what makes two items alike, by hand and against plain definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum.items import Item
from headway.mastery.continuum.likeness import (
    BLOCK,
    Comparison,
    Span,
    Wording,
    bm25,
    characters,
    counted,
    places_of,
    spans,
    spoken_words,
    text_of,
    tfidf,
    tokens,
)

THREE = [["add", "add", "fraction"], ["fraction"], ["shape", "area"]]


def numbered(texts, language="en"):
    return [Item(key=str(place), statement=text, language=language) for place, text in enumerate(texts)]


def compared(items):
    by_key = {item.key: item for item in items}
    wording = Wording.of(items, by_key)
    return Comparison(wording, wording)


# -- words --


@pytest.mark.parametrize(
    "forms",
    [
        "multiply multiplying multiplied multiplication multiplicative",
        "add adds adding addition additive",
        "fraction fractions fractional",
        "measure measures measuring measurement",
        "divide divides divided dividing",
        "graph graphs graphing graphed",
    ],
)
def test_forms_of_one_word_come_together(forms):
    assert len({tokens(word)[0] for word in forms.split()}) == 1


def test_spanish_forms_come_together_with_and_without_accents():
    for forms in ("multiplicar multiplicación multiplicando", "fracción fracciones", "números numero"):
        assert len({tokens(word, "es")[0] for word in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["area arena", "ratio rate", "function fraction", "sum same", "mean median"])
def test_different_words_stay_apart(pair):
    one, other = pair.split()
    assert tokens(one) != tokens(other)


def test_numbers_and_signs_are_words_and_their_shapes_are_one():
    assert tokens("3 × 4") == tokens("3 x 4") == tokens("3 · 4") == ["3", "×", "4"]
    assert tokens("½ ≤ 3/4, 1,000 and 0.62") == ["1/2", "≤", "3/4", "1,000", "0.62"]


def test_a_fraction_beside_a_number_and_a_raised_number_stay_apart_from_it():
    assert tokens("3½ − 10²") == ["3", "1/2", "10", "^", "2"]


def test_a_language_without_spaces_is_read_in_pairs_of_signs():
    assert tokens("比较分数", "zh") == ["比较", "较分", "分数"]
    assert set(tokens("比较分数的大小", "zh")) & set(tokens("分数大小比较", "zh")) >= {"比较", "分数", "大小"}


def test_other_alphabets_keep_their_words():
    assert tokens("Сложение дробей", "ru") == ["сложение", "дробеи"]


def test_words_that_say_nothing_are_left_out_in_their_own_language_only():
    assert tokens("the student will use a graph") == ["graph"]
    assert tokens("el estudiante usa la gráfica", "es") == ["grafic"]
    assert "son" in tokens("a son and his mother")


def test_what_is_shown_is_the_word_as_it_was_said():
    assert spoken_words("Multiplying fractions by fractions")["fract"] == "fractions"


def test_runs_of_characters_see_through_a_slip_of_spelling():
    right, slip = set(characters("equivalent fractions")), set(characters("equivalant fractions"))
    assert len(right & slip) / len(right | slip) > 0.5


# -- weights, by hand --


def test_bm25_by_hand():
    """Robertson and Zaragoza (2009), 3.15, k1 = 1.2, b = 0.75. Mean length 2; "add" is in one of three texts, ln(1 +
    2.5/1.5) = 0.980829; "fraction" in two, ln(1 + 1.5/2.5) = 0.470004. Text 1 has length 3, so k1·(0.25 + 0.75·1.5) =
    1.65: add 2·2.2/3.65, fraction 2.2/2.65. Text 2 has length 1, so 0.75: fraction 2.2/1.75."""
    counts, vocabulary = counted(THREE)
    question, _ = counted([["add", "fraction"]], vocabulary)
    found = question.products(bm25(counts))[0]
    first = 0.980829 * 2 * 2.2 / 3.65 + 0.470004 * 2.2 / 2.65
    assert found == pytest.approx([first, 0.470004 * 2.2 / 1.75, 0], abs=1e-5)
    assert found == pytest.approx([1.572561, 0.590862, 0], abs=1e-5)


def test_a_word_asked_twice_counts_twice_in_bm25():
    counts, vocabulary = counted(THREE)
    once, twice = (counted([["add"] * times], vocabulary)[0].products(bm25(counts))[0, 0] for times in (1, 2))
    assert twice == pytest.approx(2 * once)


def test_tfidf_by_hand():
    """Counts × (ln((1 + N)/(1 + n)) + 1): add ln 2 + 1 = 1.693147, fraction ln(4/3) + 1 = 1.287682. Text 1 is
    (3.386294, 1.287682) of length 3.622860; text 2 is fraction alone, so that the cosine is 1.287682/3.622860."""
    counts, _ = counted(THREE)
    weighted = tfidf(counts)
    found = weighted.products(weighted)
    assert found[0, 1] == pytest.approx(0.355432, abs=1e-6)
    assert np.diag(found) == pytest.approx([1, 1, 1])
    assert found[0, 2] == 0


# -- rows --

WORDS = st.sampled_from(["one", "two", "three", "four", "five", "six", "seven", "eight"])
TEXTS = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=14)


@given(TEXTS, TEXTS, st.integers(1, 6))
def test_products_are_those_of_plain_matrices_whatever_the_block(mine, theirs, block):
    _, vocabulary = counted([*mine, *theirs])
    one, other = counted(mine, vocabulary)[0], counted(theirs, vocabulary)[0]
    columns = np.arange(one.width)
    plain = one.dense(columns) @ other.dense(columns).T
    found = np.concatenate([part for _rows, part in one.against(other, block)])
    assert np.allclose(found, plain)


@given(TEXTS)
def test_taking_rows_is_taking_rows(texts):
    rows, _ = counted(texts)
    chosen = np.arange(len(rows))[::-2]
    columns = np.arange(rows.width)
    assert np.array_equal(rows.taken(chosen).dense(columns), rows.dense(columns)[chosen])


def test_a_comparison_never_holds_more_than_a_block_of_rows():
    items = numbered([f"count to {number}" for number in range(BLOCK + 40)])
    shapes = [alike.words.shape for alike in compared(items).blocks(np.arange(len(items)))]
    assert shapes == [(BLOCK, BLOCK + 40), (40, BLOCK + 40)]


# -- items --


def test_what_both_say_is_named_rarest_first():
    items = numbered(
        ["Compare fractions", "Compare shapes", "Compare fractions with unlike denominators", "Compare"]
    )
    assert compared(items).shared(0, 2) == ["fract", "compar"]


def test_the_share_that_the_other_covers_goes_by_rarity_and_has_two_sides():
    alike = next(
        compared(numbered(["add fractions", "add fractions and mixed numbers"])).blocks(np.arange(2))
    )
    assert alike.covered[0, 1] == pytest.approx(1)
    assert alike.covers[0, 1] < 1
    assert alike.covers[1, 0] == pytest.approx(1)


def test_a_title_that_is_the_statement_cut_short_is_not_said_twice():
    assert (
        text_of(Item(key="a", statement="Compare two fractions.", title="Compare two …"))
        == "Compare two fractions."
    )
    assert text_of(Item(key="a", statement="Explain how.", title="Unit rate")) == "Unit rate. Explain how."


def test_an_item_without_a_word_is_like_nothing():
    alike = next(compared(numbered(["", "…", "Compare"])).blocks(np.arange(3)))
    assert not alike.words[:2].any()
    assert not np.isnan(alike.covered).any()


# -- places --


def test_a_level_lasts_until_the_next_that_the_strand_uses_or_as_the_code_says():
    def at(key, level, strand="S", code=""):
        return Item(key=key, statement="", level=level, strand=strand, code=code)

    found = spans(
        [
            at("a", 0),
            at("b", 3),
            at("c", 6),
            at("d", 9),
            at("e", 9, "T", "RST.9-10.1"),
            at("f", None),
            at("g", 2, "T"),
        ]
    )
    assert found == [Span(0, 2), Span(3, 5), Span(6, 8), Span(9, 12), Span(9, 10), None, Span(2, 8)]


def test_items_are_ordered_under_their_headings_two_before_ten():
    heads = [Item(key="h1", statement="", sequence=1), Item(key="h2", statement="", sequence=2)]
    items = [
        Item(key="z", code="A.10", statement="", parent="h1"),
        Item(key="y", code="A.2", statement="", parent="h1"),
        Item(key="x", code="A.1", statement="", parent="h2"),
    ]
    order = places_of(items, {one.key: one for one in (*heads, *items)}).order
    assert order.tolist() == [1, 0, 2]


def test_a_part_is_known_by_its_heading_or_by_its_code():
    items = [
        Item(key="whole", code="3.MD.C.7", statement=""),
        Item(key="part", code="3.MD.C.7a", statement=""),
        Item(key="under", statement="", parent="whole"),
        Item(key="other", code="3.MD.C.8", statement=""),
    ]
    assert places_of(items, {one.key: one for one in items}).above == ((), (0,), (0,), ())


def test_headings_in_a_circle_are_walked_once():
    items = [Item(key="a", statement="one", parent="b"), Item(key="b", statement="two", parent="a")]
    assert places_of(items, {one.key: one for one in items}).above == ((1,), (0,))


def test_rarity_is_never_below_zero_however_frequent_a_word():
    counts, vocabulary = counted([["a"]] * 50)
    question, _ = counted([["a"]], vocabulary)
    found = question.products(bm25(counts))
    assert 0 < found.max() < math.log(2)
