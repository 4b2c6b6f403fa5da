"""Journeys run in a real browser against the real product: `headway demo`, then `headway serve`.

a_person(…)      opens a browser; what went wrong in it (visitors.Visitor.troubles) is judged after the story
district         the demo district of this worker; stories may add ratings, but leave the district as such alone
own_district     a copy for one file of stories that changes the whole district
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers import a_browser

pytest.register_assert_rewrite("tests.journeys.steps", "tests.journeys.axe")

from tests.journeys import pictures  # noqa: E402  # after the line above, so that steps say what differs
from tests.journeys.running import District, built_district, served  # noqa: E402
from tests.journeys.visitors import Visitor, a_visitor  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Iterator[str]:
    """The database of a demo that all workers copy."""
    mine = tmp_path_factory.getbasetemp()
    together = (
        mine.parent if mine.name.startswith("popen-") else mine
    )  # pytest-xdist: one folder for each worker
    with built_district(together / "journeys") as database:
        yield database


@pytest.fixture(scope="session")
def district(built, tmp_path_factory) -> Iterator[District]:
    with served(built, tmp_path_factory.mktemp("district")) as district:
        yield district


@pytest.fixture(scope="module")
def own_district(built, tmp_path_factory) -> Iterator[District]:
    with served(built, tmp_path_factory.mktemp("own-district")) as district:
        yield district


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for each file: its loop must not outlive it in the worker, where other tests use the database."""
    with a_browser() as browser:
        yield browser
    if pictures.ARE_WANTED:
        pictures.write_list()


@pytest.fixture
def a_person(browser, request) -> Iterator[Callable[..., Visitor]]:
    """`a_person()`: somebody at a desk; options as in visitors.a_visitor. At the end nothing may have gone wrong."""
    where = "own_district" if "own_district" in request.fixturenames else "district"
    address = request.getfixturevalue(where).address
    visitors: list[Visitor] = []

    def opens_a_browser(**wishes) -> Visitor:
        visitors.append(a_visitor(browser, address, **wishes))
        return visitors[-1]

    yield opens_a_browser
    for visitor in visitors:
        visitor.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []
