"""A leader sees how signals came out against her own targets that have ended; nobody else does."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.conf import settings

from headway.district.people.models import Term
from tests.district.signals.test_came_out import BY, EARLY, LATE, meet, november, signal, target
from tests.district.signals.test_monitor import crowd
from tests.portals.showing import english_left_in, text_of

__all__ = ["november"]

PAGE, FILE = "/lead/pace/signals/", "/lead/pace/signals/table.csv"


@pytest.fixture
def ended(world):
    """Sixty agreed days that came: twelve of each outcome."""
    for number, learner in enumerate(crowd(world, 60)):
        row, kind = target(world, learner), number // 12
        if kind in (0, 3):
            signal(row, EARLY)
        elif kind == 1:
            signal(row, LATE)
        if kind >= 3:
            meet(world, learner, BY)
    return world


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_page_and_file_say_the_same(ended, sign_in):
    lena = sign_in(ended.lena)
    page = text_of(lena.get(PAGE))
    assert "Agreed days that came 60" in page
    assert "Not yet met: signalled four weeks before or more 12" in page
    assert "Met after a signal 12" in page
    assert "Alder 60 12 12 12 12 12 3.9" in page
    header, together, *groups = rows_of(lena.get(FILE))
    assert together == ["All together", "2026-08-17", "2026-11-19", "60", *["12"] * 5, "3.9"]
    assert groups[0][0] == "Alder"
    assert len(header) == len(together)


def test_what_would_tell_of_few_is_in_neither(world, sign_in):
    for number, learner in enumerate(crowd(world, 30)):
        row = target(world, learner)
        if number < 4:
            signal(row, EARLY)
    lena = sign_in(world.lena)
    _header, together, *_groups = rows_of(lena.get(FILE))
    assert together[3:] == ["30", *["not shown"] * 6], "the 26 would give the four away"
    page = text_of(lena.get(PAGE))
    assert "signalled four weeks before or more not shown" in page
    lee = text_of(sign_in(world.leo).get(PAGE))
    assert "No target has ended yet in this school year." in lee


def test_before_anything_ended_it_says_so(world, sign_in):
    lena = sign_in(world.lena)
    assert "No target has ended yet in this school year." in text_of(lena.get(PAGE))
    assert "Nothing is recorded of the school year before." in text_of(lena.get(f"{PAGE}?year=last"))
    assert "No target has ended yet" in text_of(lena.get(f"{PAGE}?year=anything"))
    for address in (FILE, f"{FILE}?year=last"):
        header, *rows = rows_of(lena.get(address))
        assert header[0] == "Group"
        assert rows == [], "nothing came, so no number is held back"


def test_of_the_year_before_it_says_that_none_ended_then(world, sign_in):
    Term.objects.create(
        organisation=world.year.organisation, kind=world.year.kind, name="2025-2026",
        starts_on=dt.date(2025, 8, 18), ends_on=dt.date(2026, 6, 12),
    )  # fmt: skip
    page = text_of(sign_in(world.lena).get(f"{PAGE}?year=last"))
    assert "No target ended in the school year before." in page
    assert "this school year." not in page


def test_of_the_groups_it_does_not_say_that_no_other_page_looks_at_them(ended, sign_in):
    """`How schools answer` tells of the same groups."""
    page = text_of(sign_in(ended.lena).get(PAGE))
    assert "They are looked at to see whether signals serve everybody alike." in page
    assert "only here" not in page


@pytest.mark.parametrize("who", ["ana", "rosa", "ortiz", "webb", "cora", "tessa", "reggie", "adam"])
def test_nobody_else_finds_it(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert [client.get(one).status_code for one in (PAGE, FILE)] == [404, 404]


def test_the_page_reads_in_spanish(ended, sign_in):
    lena = sign_in(ended.lena)
    lena.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert english_left_in(lena.get(PAGE), except_for=("Alder",)) == []
    assert "Cumplida después de una señal 12" in text_of(lena.get(PAGE))


def test_it_costs_few_queries_however_many_learners(ended, sign_in, django_assert_max_num_queries):
    lena = sign_in(ended.lena)
    lena.get(PAGE)
    for address in (PAGE, FILE):
        with django_assert_max_num_queries(15):
            lena.get(address)
