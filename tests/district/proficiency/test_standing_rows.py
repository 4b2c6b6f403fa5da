"""Rows of several versions: whatever order the database gives them, the same one says where a learner is."""

from __future__ import annotations

from itertools import permutations
from types import SimpleNamespace

import pytest

from headway.district.continuum.types import Lineage
from headway.district.proficiency.standing_rows import _FIELDS, infos_of

FIRST, SECOND, THIRD = 11, 22, 33
ORDERS = list(permutations([(FIRST, 1), (SECOND, 2), (THIRD, 4)]))
SCALE = SimpleNamespace(is_proficient=lambda level: level is not None and level >= 3)


class Rows:
    """What a queryset gives, in an order of our own."""

    def __init__(self, *levels_under: tuple[int, int]):
        self.levels_under = levels_under

    def values_list(self, *names: str):
        assert names == _FIELDS
        for competency, level in self.levels_under:
            row = {"learner_id": 1, "competency_id": competency, "determined_level": level}
            yield tuple(row.get(name) for name in names)


@pytest.mark.parametrize("order", ORDERS)
def test_the_living_row_wins_in_any_order(order):
    assert level_from(order, living=THIRD) == 4


@pytest.mark.parametrize("order", ORDERS)
def test_without_a_living_row_the_latest_version_wins_in_any_order(order):
    assert level_from(order, living=44) == 4


@pytest.mark.parametrize("order", ORDERS)
def test_the_living_row_wins_though_its_id_is_the_lowest(order):
    assert level_from(order, living=FIRST) == 1


def level_from(order, living: int) -> int | None:
    current_ids = dict.fromkeys((FIRST, SECOND, THIRD), living)
    continuum = SimpleNamespace(current_ids=current_ids, lineage=Lineage(current_ids, current_ids))
    ((pair, standing),) = infos_of(Rows(*order), continuum, SCALE, by_rule=False).items()
    assert pair == (1, living)
    return standing.determined_level
