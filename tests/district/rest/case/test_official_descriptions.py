"""The provider against the official descriptions, with questions that nobody would think of.

Every operation of the official OpenAPI file of 1.1 and of the official Swagger file of 1.0 is asked as the description
allows and as it does not; each answer must be one that the description allows. The same for our own descriptions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.district.rest.case.asking import official_description, share, swagger_1_0, told
from tests.district.rest.case.full_package import ONE_OF_EACH, full_package

pytestmark = pytest.mark.django_db

QUESTIONS = 25
# Nothing unpacks an answer between the application and the checks.
PLAINLY = {"Accept-Encoding": "identity"}
# The grammar of filters is not in the descriptions: to them, any text is a filter.
NOT_SAID_THERE = [positive_data_acceptance]
FILTERS = [
    "title~'a'",
    "title='A framework' AND version='2'",
    "creator!='x' OR title~'y'",
    "colour='x'",
    "title",
    "'",
]


def described(which: str) -> tuple[dict[str, Any], str]:
    """A description, and the address of the version that it is about."""
    if which == "official 1.1":
        return official_description(), "/ims/case/v1p1"
    if which == "official 1.0":
        return swagger_1_0(), "/ims/case/v1p0"
    segment = {"our 1.1": "v1p1", "our 1.0": "v1p0"}[which]
    base = f"/ims/case/{segment}"
    return told(f"discovery/imscase{segment}_openapi3_v1p0.json", base=base), base


def provider(which: str) -> Any:
    """The description with our application behind it."""
    description, base = described(which)
    description = json.loads(json.dumps(description))
    if "swagger" in description:
        description |= {"basePath": base, "host": "testserver", "schemes": ["http"]}
    else:
        description["servers"] = [{"url": f"http://testserver{base}"}]
    app = get_wsgi_application()
    schema = schemathesis.openapi.from_dict(description)
    schema.app = app
    return schema


@pytest.fixture
def shared_here(db, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    for shift in range(3):
        share(full_package(shift=shift))


@contextmanager
def inside_this_transaction() -> Iterator[None]:
    """A server that does not close the database between questions, as Django's own test client has it."""
    moments = (signals.request_started, signals.request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    try:
        yield
    finally:
        for moment in moments:
            moment.connect(close_old_connections)


def ask_about(operation: Any, mode: GenerationMode) -> set[int]:
    """Ask some questions of this operation; the statuses of the answers. Every answer is checked."""
    collection = operation.path.strip("/").split("/")[0]
    statuses = set()

    def question(case: Any, known: bool, asked: str) -> None:
        if known and "sourcedId" in (case.path_parameters or {}):
            case.path_parameters["sourcedId"] = ONE_OF_EACH[collection]
        if known and "filter" in (case.query or {}):
            case.query["filter"] = asked
        statuses.add(case.call_and_validate(headers=PLAINLY, excluded_checks=NOT_SAID_THERE).status_code)

    cases = operation.as_strategy(generation_mode=mode)
    asking = given(case=cases, known=st.booleans(), asked=st.sampled_from(FILTERS))(question)
    settings(
        max_examples=QUESTIONS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(asking)()
    return statuses


@pytest.mark.parametrize("which", ["official 1.1", "official 1.0", "our 1.1", "our 1.0"])
def test_every_answer_is_one_that_the_description_allows(shared_here, which):
    operations = [found.ok() for found in provider(which).get_all_operations()]
    assert len(operations) == 12
    with inside_this_transaction():
        for operation in operations:
            statuses = ask_about(operation, GenerationMode.POSITIVE)
            assert statuses & {200}, operation.path
            assert statuses <= {200, 400, 404}, operation.path
        (the_list,) = [one for one in operations if one.path == "/CFDocuments"]
        assert ask_about(the_list, GenerationMode.NEGATIVE) >= {400}
