"""What asks for less depth than it is for is found, all of it and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum.depths import TaskAsks, TaskBelow, alignment, below_depth

DEPTHS = st.none() | st.integers(1, 4)
LINES = st.dictionaries(st.integers(1, 8), DEPTHS, max_size=8)
TASKS = st.lists(
    st.tuples(DEPTHS, st.lists(st.integers(1, 10), max_size=4)), max_size=6
).map(lambda rows: [TaskAsks(n, depth, tuple(names)) for n, (depth, names) in enumerate(rows)])  # fmt: skip


def test_a_task_is_found_with_the_competencies_that_lie_deeper_only():
    assert below_depth([TaskAsks(1, 2, (10, 11, 12))], {10: 2, 11: 3, 12: 4}) == (TaskBelow(1, (11, 12)),)


def test_the_same_depth_or_more_reaches():
    assert below_depth([TaskAsks(1, 3, (10, 11))], {10: 3, 11: 1}) == ()


def test_without_a_depth_nothing_is_compared():
    found = alignment([TaskAsks(1, None, (10,)), TaskAsks(2, 1, (11,))], {10: 4, 11: None})
    assert (found.below, found.compared) == ((), 0)
    assert found.silent == (1,)
    assert found.reaching == {10: 0}


def test_a_silent_task_may_reach_so_its_competency_is_not_called_unreached():
    line = {10: 3}
    assert alignment([TaskAsks(1, 2, (10,))], line).unreached == (10,)
    assert alignment([TaskAsks(1, 2, (10,)), TaskAsks(2, None, (10,))], line).unreached == ()
    assert alignment([TaskAsks(1, 2, (10,)), TaskAsks(2, 3, (10,))], line).unreached == ()


def test_a_competency_that_has_left_the_line_is_passed_over():
    found = alignment([TaskAsks(1, 1, (99,)), TaskAsks(2, None, (99,))], {10: 4})
    assert (found.below, found.silent, found.without_task) == ((), (), (10,))


def test_a_competency_named_twice_counts_once():
    found = alignment([TaskAsks(1, 1, (10, 10))], {10: 2})
    assert (found.below, found.compared) == ((TaskBelow(1, (10,)),), 1)


@given(tasks=TASKS, line=LINES)
def test_every_competency_is_reached_or_has_its_reason(tasks, line):
    found = alignment(tasks, line)
    below = {(one.task, competency) for one in found.below for competency in one.competencies}
    for name, wanted in line.items():
        of_it = [task for task in tasks if name in task.competencies]
        assert (name in found.without_task) is (not of_it)
        deeper = [task for task in of_it if (task.task, name) in below]
        assert all(task.depth < wanted for task in deeper)
        assert (name in found.unreached) is (bool(of_it) and len(deeper) == len(of_it))
        if wanted is not None:
            said = [task for task in of_it if task.depth is not None]
            assert found.reaching[name] == len(said) - len(deeper)


@given(tasks=TASKS, line=LINES)
def test_deepening_what_is_found_leaves_nothing_to_find(tasks, line):
    concerned = {one.task for one in below_depth(tasks, line)}
    mended = [TaskAsks(one.task, 4, one.competencies) if one.task in concerned else one for one in tasks]
    assert below_depth(mended, line) == ()
