"""Days of a plan in the form: rows that are added and taken out without scripts, what is refused, and the picture of the year."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.agreements.models import Offer
from headway.district.foundation.api import clock
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db


def day(days: int) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def rows(page, letter: str) -> list[tuple[str, str]]:
    """The rows that stand in the form, as (day, amount)."""
    text = page.content.decode()

    def values(part: str) -> list[str]:
        return re.findall(rf'name="{letter}-\d+-{part}" value="([^"]*)"', text)

    return list(zip(values("on"), values("amount"), strict=True))


@pytest.fixture
def address(world):
    return f"/teach/learner/{world.ana.uuid}/plan/"


def sent(world, **more):
    return {
        "act": "propose", "domain": "MA", "aim": "competencies",
        "competency": [str(world.competency(one).uuid) for one in ("MA.FR.1", "MA.DA.1")],
        "by_on": day(28), "request_key": "k",
    } | more  # fmt: skip


class TestRows:
    def test_three_empty_rows_of_each_kind_stand_there_at_first(self, webb, address):
        page = webb.get(f"{address}new/?domain=MA")
        assert rows(page, "m") == rows(page, "o") == [("", "")] * 3

    def test_a_row_is_added_and_one_taken_out_and_nothing_is_saved(self, webb, world, address):
        typed = sent(
            world,
            shape="milestones",
            **{"m-0-on": day(7), "m-0-amount": "3", "m-1-on": day(14), "m-1-amount": "6"},
        )
        del typed["act"]
        page = webb.post(f"{address}new/", typed | {"more_rows": "m"})
        assert rows(page, "m") == [(day(7), "3"), (day(14), "6"), ("", "")]
        page = webb.post(f"{address}new/", typed | {"drop_row": "m-0"})
        assert rows(page, "m") == [(day(14), "6")]
        assert not Offer.objects.exists()
        assert 'value="milestones" checked' in re.sub(r'id="[^"]+"', "", page.content.decode()).replace(
            "  ", " "
        )

    def test_enter_in_a_field_looks_and_takes_no_row_out(self, webb, address):
        page = webb.get(f"{address}new/?domain=MA").content.decode()
        form = page[page.index('<form class="form plan-form') :]
        first = re.search(r"<button[^>]*>", form).group(0)
        assert 'value="look"' in first


class TestProposing:
    def test_milestones_are_kept_with_their_days_and_told_in_words(self, webb, world, address):
        typed = sent(
            world,
            shape="milestones",
            **{"m-0-on": day(7), "m-0-amount": "3", "m-2-on": day(21), "m-2-amount": "6,5"},
        )
        done = webb.post(f"{address}new/", typed)
        assert done.status_code == 302
        shape = Offer.objects.get().shape
        assert shape["steps"] == [{"on": day(7), "share": 0.3}, {"on": day(21), "share": 0.65}]
        text = text_of(webb.get(done.url))
        assert (
            "In milestones (Oct. 14, 2026: 3 of ten parts done; Oct. 28, 2026: 6.5 of ten parts done)" in text
        )
        assert rows(webb.get(done.url), "m") == [(day(7), "3"), (day(21), "6.5"), ("", "")]

    def test_without_days_milestones_are_three_even_steps(self, webb, world, address):
        webb.post(f"{address}new/", sent(world, shape="milestones", **{"m-0-on": "", "m-0-amount": ""}))
        assert [round(one[1], 2) for one in Offer.objects.get().shape["points"]] == [0.33, 0.67, 1.0]

    def test_a_line_of_one_s_own_says_how_many_are_met_by_when(self, webb, world, address):
        done = webb.post(f"{address}new/", sent(world, shape="own", **{"o-0-on": day(14), "o-0-amount": "1"}))
        assert Offer.objects.get().shape["steps"] == [{"on": day(14), "share": 0.5, "count": 1}]
        assert "Along a line that you drew together (Oct. 21, 2026: 1 competency met)" in text_of(
            webb.get(done.url)
        )

    def test_what_can_t_be_comes_back_with_its_sentence_and_everything_typed(self, webb, world, address):
        typed = sent(
            world,
            shape="milestones",
            **{"m-0-on": day(21), "m-0-amount": "3", "m-1-on": day(7), "m-1-amount": "6"},
        )
        page = webb.post(f"{address}new/", typed)
        assert page.status_code == 422
        assert (
            "Step 2 (Oct. 14, 2026) does not come after step 1 (Oct. 28, 2026). Put the days in order"
            in text_of(page)
        )
        assert 'href="#steps"' in page.content.decode()
        assert rows(page, "m")[:2] == [(day(21), "3"), (day(7), "6")]

    def test_the_family_s_answer_keeps_the_days(self, world, sign_in, plan):
        target = plan.propose(
            "webb",
            weeks=4,
            plan="steep",
            shape={"kind": "milestones", "steps": [{"on": day(14), "share": 0.5}]},
        )
        rosa = sign_in(world.rosa)
        answer = {"act": "counter", "expects": "1", "by_on": day(35), "shape": "milestones", "plan": "steep"}
        assert rosa.post(f"/family/{world.ana.uuid}/plan/{target}/", answer).status_code == 302
        assert plan.target(target).latest.shape["steps"] == [{"on": day(14), "share": 0.5}]


def test_the_year_shows_the_named_days_in_the_picture_in_words_and_in_the_table(world, sign_in, plan):
    plan.agreed(weeks=4, shape={"kind": "milestones", "steps": [{"on": day(14), "share": 0.5}]})
    page = sign_in(world.ana.person).get("/me/pace/")
    text = text_of(page)
    assert "On the way: Oct. 21, 2026: 5 of ten parts done." in text
    assert "day named in the plan" in text
    assert 'class="named"' in page.content.decode()
    assert text.count("5 of ten parts done") >= 2


def test_the_form_in_spanish(world, sign_in, plan):
    target = plan.agreed(weeks=4, shape={"kind": "own", "steps": [{"on": day(14), "count": 1}]})
    world.webb.language = "es"
    world.webb.save(update_fields=["language"])
    webb = sign_in(world.webb)
    for one in ("new/?domain=MA", f"{target}/"):
        assert english_left_in(webb.get(f"/teach/learner/{world.ana.uuid}/plan/{one}")) == []


class TestSentAgain:
    """The first answer of the server did not arrive, the form still stands, and somebody presses once more."""

    @pytest.mark.parametrize(
        ("shape", "rows"),
        [
            ("linear", {}),
            ("j_curve", {}),
            ("milestones", {}),
            ("milestones", {"m-0-on": 7, "m-0-amount": "3", "m-1-on": 14, "m-1-amount": "6"}),
            ("own", {"o-0-on": 14, "o-0-amount": "1"}),
        ],
        ids=["even", "later", "thirds", "milestones", "own"],
    )
    def test_the_same_words_are_one_offer_and_other_words_are_not_told_as_saved(
        self, webb, world, address, shape, rows
    ):
        way = {"shape": shape} | {
            name: day(value) if isinstance(value, int) else value for name, value in rows.items()
        }
        first = webb.post(f"{address}new/", sent(world, **way))
        assert webb.post(f"{address}new/", sent(world, **way)).url == first.url
        changed = webb.post(
            f"{address}new/", sent(world, **way, reason="The fair is in May.") | {"by_on": day(35)}
        )
        assert changed.status_code == 422
        assert "This form had been saved already, so nothing was added." in text_of(changed)
        assert "The fair is in May." in text_of(changed), "what was typed still stands there"
        answer = {"act": "counter", "expects": "1", "request_key": "a", "by_on": day(42)} | way
        assert webb.post(first.url, answer).status_code == webb.post(first.url, answer).status_code == 302
        assert webb.post(first.url, answer | {"by_on": day(49)}).status_code == 422
        assert [one.by_on.isoformat() for one in Offer.objects.order_by("number")] == [day(28), day(42)]
