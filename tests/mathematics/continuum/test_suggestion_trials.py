"""The trial itself: it sees nothing that is hidden, finds what is there, and finds nothing where nothing is."""

import numpy as np
import pytest

from headway.mastery.continuum.items import Arrow, Item, Link
from headway.mastery.continuum.suggestions.board import Board
from headway.mastery.continuum.suggestions.crossing import Crossing
from headway.mastery.continuum.suggestions.evaluation import Figures, try_crosswalk, try_prerequisites
from headway.mastery.continuum.suggestions.learning import learning_examples, parted
from headway.mastery.continuum.suggestions.ranker import Ranker, best_first, fitted
from headway.mastery.continuum.suggestions.signs import FROM_ARROWS, FROM_WORDS_AND_PLACES
from tests.mathematics.continuum.suggestible import TOPICS, ladder

# Signs are sums in single precision; processors add them up in different orders. What is hidden moves a sign that
# sees it by hundreds of times that, and more.
ROUNDING = 1e-6


def unmoved(signs, others) -> bool:
    return all(np.allclose(a, b, rtol=0, atol=ROUNDING) for a, b in zip(signs, others, strict=True))


def test_the_ladder_is_found_and_chance_finds_little():
    table = try_prerequisites(*ladder())
    assert table["learned"].mrr > 0.9
    assert table["random"].mrr < 0.4
    assert len(table["learned"].reciprocal) == 40


def test_arrows_drawn_by_lot_are_found_as_seldom_as_by_chance():
    """80 targets of level 1 need two each of the 30 items of level 0, by lot. Knowing the levels is all that there is
    to know, so that ten suggestions hold a third of them."""
    items = [Item(key=f"{n}", statement=f"Use {TOPICS[n % 10]} {n}", level=int(n >= 30)) for n in range(110)]
    found = []
    for seed in range(3):
        lots = np.random.default_rng(seed)
        drawn = [(str(one), str(n)) for n in range(30, 110) for one in lots.choice(30, 2, replace=False)]
        found.append(try_prerequisites(items, [Arrow(*one) for one in drawn])["learned"].recall(10))
    assert np.mean(found) == pytest.approx(10 / 30, abs=0.06)


def test_what_is_hidden_moves_no_sign():
    """Two frameworks differ only in the arrows of the targets that are hidden: nobody could tell them apart."""
    items, arrows = ladder()
    hidden = {f"2.{topic}" for topic in TOPICS[:5]}
    others = [Arrow("0.volume", one.after) if one.after in hidden else one for one in arrows]
    shown = []
    for drawn in (arrows, others):
        board = Board(items, drawn)
        targets = board.numbers(hidden)
        shown += [list(board.blocks(targets, board.known.without(targets.tolist())))]
    for one, other in zip(*shown, strict=True):
        assert np.array_equal(one.allowed, other.allowed)
        assert unmoved(one.signs, other.signs)


def test_a_targets_own_arrows_move_no_sign_of_its_own_but_what_is_counted_of_all():
    items, arrows = ladder()
    board = Board(items, arrows)
    target = board.numbers(["2.area"])
    with_own = next(iter(board.blocks(target, board.known)))
    without = next(iter(board.blocks(target, board.known.without(target.tolist()))))
    for name in ("alike_need", "few_alike_need", "neighbours_need"):
        place = (FROM_WORDS_AND_PLACES + FROM_ARROWS).index(name)
        assert np.allclose(with_own.signs[place], without.signs[place])


def test_links_that_are_hidden_move_no_sign():
    left = [Item(key=f"l{n}", statement=f"Study {topic}", level=n % 3) for n, topic in enumerate(TOPICS)]
    right = [Item(key=f"r{n}", statement=f"Use {topic}", level=n % 3) for n, topic in enumerate(TOPICS)]
    links = [Link(f"l{n}", f"r{n}") for n in range(10)]
    other = [Link("l0", "r9"), Link("l1", "r9"), *links[2:]]
    shown = []
    for accepted in (links, other):
        crossing = Crossing(left, right, accepted)
        origins = crossing.numbers(["l0", "l1"])
        shown += [list(crossing.blocks(origins, crossing.joined.without(origins.tolist())))]
    for one, two in zip(*shown, strict=True):
        assert unmoved(one.signs, two.signs)


def test_links_drawn_by_lot_are_found_as_seldom_as_by_chance():
    lots = np.random.default_rng(2)
    left = [Item(key=f"l{n}", statement=f"Study {TOPICS[n % 10]} {n}", level=n % 4) for n in range(60)]
    right = [Item(key=f"r{n}", statement=f"Use {TOPICS[n % 10]} {n}", level=n % 4) for n in range(60)]
    links = [Link(f"l{n}", f"r{lots.integers(60)}") for n in range(60)]
    table = try_crosswalk(left, right, links)
    assert table["learned"].mrr < table["random"].mrr + 0.06


def test_every_method_orders_the_same_candidates():
    items, arrows = ladder()
    table = try_prerequisites(
        items, arrows, others={"all alike": lambda one, other: np.ones((len(one), len(other)))}
    )
    assert len({len(one.reciprocal) for one in table.values()}) == 1
    assert "all alike" in table


def test_figures_by_hand():
    """Strengths put 2, 0, 3, 1 in this order; right are 0 and 1: first right one second, one of two among three."""
    figures = Figures()
    figures.add(np.array([3.0, 1.0, 4.0, 2.0]), np.ones(4, dtype=bool), [0, 1])
    assert figures.mrr == 0.5
    assert [figures.recall(cut) for cut in (1, 3, 5, 10)] == [0, 0.5, 1, 1]
    figures.add(np.array([3.0, 1.0, 4.0, 2.0]), np.array([False, True, True, True]), [0])
    assert figures.mrr == 0.25


def test_parts_share_no_target_and_leave_none_out():
    targets = np.arange(3, 40)
    parts = list(parted(targets, 5, seed=1))
    assert sorted(np.concatenate(parts).tolist()) == targets.tolist()
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_examples_hold_every_arrow_that_can_be_seen():
    items, arrows = ladder()
    board = Board(items, arrows)
    found = learning_examples(board, board.known)
    assert found.answers.sum() == len(arrows)
    assert (found.times >= 1).all()


# -- the ranker --


def test_the_ranker_finds_the_weights_that_made_the_answers():
    """Logistic regression is consistent: with 40,000 answers the weights come back within a tenth."""
    lots = np.random.default_rng(0)
    signs = lots.normal(size=(40_000, 3)) * [1.0, 5.0, 0.2]
    odds = signs @ [1.0, -0.3, 0.0] - 2
    answers = lots.random(40_000) < 1 / (1 + np.exp(-odds))
    found = fitted(signs, answers, ("a", "b", "c"), ridge=1e-6)
    assert found.weights[:2] == pytest.approx([1.0, -0.3], abs=0.1)
    assert found.intercept == pytest.approx(-2, abs=0.1)


def test_at_its_answer_the_ranker_can_be_moved_nowhere_for_the_better():
    lots = np.random.default_rng(3)
    signs, answers = lots.normal(size=(300, 2)), lots.random(300) < 0.1
    found = fitted(signs, answers, ("a", "b"), ridge=1e-9)
    chance = 1 / (1 + np.exp(-found.strengths(signs)))
    assert signs.T @ (chance - answers) == pytest.approx(0, abs=1e-3)
    assert (chance - answers).sum() == pytest.approx(0, abs=1e-3)


def test_a_row_that_stands_for_several_counts_as_several():
    lots = np.random.default_rng(5)
    signs, answers = lots.normal(size=(60, 2)), lots.random(60) < 0.4
    times = lots.integers(1, 4, 60)
    # The spread of a sign is taken over rows, so that nothing is held to a prior here.
    one = fitted(signs, answers, ("a", "b"), ridge=0.0, times=times.astype(float))
    many = fitted(np.repeat(signs, times, axis=0), np.repeat(answers, times), ("a", "b"), ridge=0.0)
    assert one.weights == pytest.approx(many.weights, abs=1e-4)


def test_without_anything_to_learn_the_prior_stays():
    prior = Ranker.of({"a": 2.0, "b": -1.0}, 0.5)
    signs = np.column_stack([np.ones(20), np.linspace(0, 1, 20)])
    found = fitted(signs, np.arange(20) % 2 == 0, ("a", "b"), ridge=1e9, prior=prior)
    assert found.weights == pytest.approx([2.0, -1.0], abs=1e-6)


def test_the_best_come_first_and_the_others_follow_in_order():
    strength = np.array([1.0, 3.0, 2.0, 3.0, 0.0, 2.0])
    allowed = np.array([True, True, True, True, False, True])
    assert (
        list(best_first(strength, allowed)) == list(best_first(strength, allowed, first=2)) == [1, 3, 2, 5, 0]
    )
