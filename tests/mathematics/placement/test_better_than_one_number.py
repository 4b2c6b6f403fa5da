"""On learners whose truth is known, the check reads more rightly than a test with one ability and than chance."""

import numpy as np
import pytest
from benchmarks.placement_bound import told
from benchmarks.placement_learners import difficulties, learners, replies, strand
from benchmarks.placement_methods import check, irt, settings_of

SEED = 77


def test_it_beats_one_ability_and_random_questions_on_one_strand():
    world = learners(strand(60), 30, SEED)
    chosen = settings_of(particles=200)
    ours = check(world, SEED, "ours", (15,), chosen)[15].figures()
    chance = check(world, SEED, "random", (15,), chosen)[15].figures()
    plain = irt(world, SEED, (15,))[15].figures()
    assert ours["accuracy"][0] > plain["accuracy"][0]
    assert ours["accuracy"][0] > chance["accuracy"][0]
    assert ours["precision"][0] > plain["precision"][0]


def test_more_questions_read_more_rightly():
    world = learners(strand(60), 30, SEED)
    measured = check(world, SEED, "ours", (3, 15), settings_of(particles=200))
    assert measured[15].figures()["accuracy"][0] > measured[3].figures()["accuracy"][0]


def test_the_learners_are_what_they_are_said_to_be():
    structure = strand(40)
    world = learners(structure, 3000, SEED)
    assert all((world.known[:, b] <= world.known[:, a]).all() for a, b in structure.arrows)
    right = replies(world, SEED)
    assert abs(right[world.known].mean() - 0.90) < 0.01
    assert abs(right[~world.known].mean() - 0.05) < 0.01
    assert np.array_equal(world.known, learners(structure, 3000, SEED).known)


def test_what_is_hidden_is_told_exactly_where_everything_is_told():
    structure = strand(40)
    knowing = told(structure, SEED)
    assert knowing.arrows == structure.arrows
    assert (np.array(knowing.positions) - 6) / 3 == pytest.approx(difficulties(structure, SEED))
