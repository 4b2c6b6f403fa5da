"""Examples of work stand on every page of a competency; what is known about the step is for those who teach (R004, R010)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from headway.district.continuum.models import Exemplar, ProgressionNote
from headway.district.policy.api import scale_for
from headway.district.portals.presenting.examples import example_page, marked


@pytest.fixture
def shown(world):
    """A competency with an example at the mark, a further one, and notes."""
    one = world.competency("MA.FR.2")
    Exemplar.objects.create(
        competency=one,
        level=3,
        title="Strips of paper",
        work="2/4 is the same as 1/2: the strips are as long.",
        annotations=[{"quote": "as long", "note": "Compares the whole."}],
        translations={"es": {"title": "Tiras de papel", "work": "2/4 es igual que 1/2: miden lo mismo.",
                             "annotations": [{"quote": "miden lo mismo", "note": "Compara el todo."}]}},
    )  # fmt: skip
    Exemplar.objects.create(competency=one, level=4, title="A rule of my own", work="Multiply both.")
    ProgressionNote.objects.create(competency=one, kind="misconception", text="Adds the same to both.")
    ProgressionNote.objects.create(
        competency=one, kind="next", text="Adding unlike fractions.", translations={"es": {"text": "Sumar."}}
    )
    return one


def page_of(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_a_learner_sees_an_example_at_the_mark_and_what_comes_next(world, sign_in, shown):
    page = page_of(sign_in(world.ana), "student:competency", shown.uuid)
    assert '<mark>as long<span class="note-mark">[1]</span></mark>' in page
    assert "Compares the whole." in page
    assert "One more example" in page
    assert "Adding unlike fractions." in page
    assert "Adds the same to both." not in page


def test_a_family_reads_the_example_in_its_language(world, sign_in, shown):
    page = page_of(sign_in(world.rosa), "family:competency", world.ana.uuid, shown.uuid)
    assert '<mark>miden lo mismo<span class="note-mark">[1]</span></mark>' in page
    assert "Sumar." in page
    assert "Adds the same" not in page


def test_those_who_teach_and_counsel_see_what_is_known_about_the_step(world, sign_in, shown):
    for page in (
        page_of(sign_in(world.ortiz), "teacher:pair", world.ana.uuid, shown.uuid),
        page_of(sign_in(world.cora), "counselor:competency", world.ana.uuid, shown.uuid),
        page_of(sign_in(world.priya), "curriculum:competency", shown.uuid),
    ):
        assert "Adds the same to both." in page
        assert "Strips of paper" in page


def test_a_page_without_examples_leaves_no_empty_frame(world, sign_in):
    page = page_of(sign_in(world.ana), "student:competency", world.competency("MA.FR.2").uuid)
    assert "What usually comes next" not in page
    assert 'class="example"' not in page


@pytest.mark.parametrize(
    ("work", "quotes", "parts", "found"),
    [
        ("abc", [], [("abc", 0)], set()),
        ("abc", ["b"], [("a", 0), ("b", 1), ("c", 0)], {1}),
        ("abab", ["ab", "ab"], [("ab", 1), ("ab", 2)], {1, 2}),
        ("abc", ["bc", "ab"], [("a", 0), ("bc", 1)], {1}),
        ("abc", ["x", ""], [("abc", 0)], set()),
    ],
)
def test_parts_are_marked_once_and_never_overlap(work, quotes, parts, found):
    cut, numbers = marked(work, quotes)
    assert [(part.text, part.mark) for part in cut] == parts
    assert numbers == found
    assert "".join(part.text for part in cut) == work


def test_an_address_that_may_run_something_is_no_link(db):
    example = Exemplar(title="x", address="javascript:alert(1)")
    assert example_page(example, scale_for()).address == ""
