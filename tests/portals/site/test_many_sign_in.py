"""Who is let in when many ask: a school behind one address at the first bell, and somebody who guesses a password."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.worlds import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()
    yield
    cache.clear()


def asked(username: str, password: str):
    return Client().post("/sign-in/", {"login": username, "password": password})


def test_a_school_signs_in_at_the_first_bell(world):
    """Two classes within a minute, all behind the school's one address."""
    answers = [asked("ana", PASSWORD) for _ in range(60)]
    assert {one.status_code for one in answers} == {302}


def test_who_guesses_a_password_waits(world):
    answers = [asked("ana", f"guess {number}") for number in range(9)]
    assert "_auth_user_id" not in answers[-1].client.session
    late = asked("ana", PASSWORD)
    assert late.status_code != 302, "the right one comes too late"
    assert "five minutes" in late.content.decode()
    assert asked("webb", PASSWORD).status_code == 302, "nobody else at the school waits for it"
