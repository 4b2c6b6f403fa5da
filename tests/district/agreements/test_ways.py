"""The way through the time that people name by days: milestones and lines of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.api import agreements_in_force
from headway.district.agreements.outlooks import reading_of, school_days_of
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, Refused, clock
from headway.district.people import api as people

pytestmark = pytest.mark.django_db

BY = Actor.system("test")


def day(days: int) -> str:
    return (clock.today() + dt.timedelta(days=days)).isoformat()


def milestones(*steps):
    return {"kind": "milestones", "steps": [{"on": on, "share": share} for on, share in steps]}


def own(*steps):
    return {"kind": "own", "steps": [{"on": on, "count": count} for on, count in steps]}


def sentences(problem) -> list[str]:
    assert {one.field for one in problem.value.problems} == {"steps"}
    assert all(one.remedy for one in problem.value.problems)
    return [str(one.sentence) for one in problem.value.problems]


def expected(world, plan, target, days):
    info = plan.target(target)
    on = clock.today() + dt.timedelta(days=days)
    with clock.at(clock.now() + dt.timedelta(days=days)):
        return reading_of(info, info.in_force, school_days_of(world.ana), current_map(), on).expected


class TestWhatIsAgreed:
    def test_milestones_ask_for_their_share_on_their_day_and_not_before(self, world, plan):
        target = plan.agreed(weeks=4, shape=milestones((day(7), 0.3), (day(21), 0.6)))
        shape = plan.target(target).in_force.shape
        assert shape["kind"] == "milestones"
        assert shape["steps"] == [{"on": day(7), "share": 0.3}, {"on": day(21), "share": 0.6}]
        assert [expected(world, plan, target, days) for days in (6, 7, 20, 21, 27, 28)] == [
            0.0,
            0.3,
            0.3,
            0.6,
            0.6,
            1.0,
        ]

    def test_a_line_of_one_s_own_goes_through_what_is_met_by_each_day(self, world, plan):
        target = plan.agreed("MA.FR.1", "MA.DA.1", "MA.FR.2", "MA.DA.2", weeks=4, shape=own((day(14), 1)))
        shape = plan.target(target).in_force.shape
        assert shape["steps"] == [{"on": day(14), "share": 0.25, "count": 1}]
        assert expected(world, plan, target, 14) == pytest.approx(0.25)
        assert 0 < expected(world, plan, target, 7) < 0.25
        assert expected(world, plan, target, 28) == 1.0

    def test_the_day_stays_where_it_was_agreed_when_the_calendar_changes(self, world, plan):
        target = plan.agreed(weeks=4, shape=milestones((day(14), 0.5)))
        people.set_days_off(
            organisation=world.alder,
            days=[(clock.today() + dt.timedelta(days=n), "Snow") for n in (1, 2, 5, 6, 7)],
            by=BY,
        )
        assert expected(world, plan, target, 13) == 0.0
        assert expected(world, plan, target, 14) == 0.5

    def test_signals_read_the_same_line(self, world, plan):
        from headway.district.signals.columns.plans import agreed_plans

        plan.agreed(weeks=4, shape=milestones((day(14), 0.5)))
        continuum = current_map()
        # Five days of school after the named day are the plan's buffer.
        for days, due in ((13, 0.0), (21, 0.0), (22, 1.0)):
            on = clock.today() + dt.timedelta(days=days)
            plans = agreed_plans(agreements_in_force([world.ana.pk]), continuum, on).plans
            assert plans.due.tolist() == [due]

    def test_a_change_of_the_day_keeps_the_named_days(self, plan):
        target = plan.agreed(weeks=4, shape=milestones((day(14), 0.5)))
        plan.renegotiate(target, "webb", weeks=5)
        latest = plan.target(target).latest
        assert latest.shape["steps"] == [{"on": day(14), "share": 0.5}]

    def test_the_few_days_that_a_learner_moves_alone_leave_the_way_as_it_was(self, plan, at_stage):
        at_stage(3)
        target = plan.agreed(weeks=4, shape=milestones((day(14), 0.5)))
        plan.renegotiate(target, "ana", by_on=clock.today() + dt.timedelta(days=30))
        assert plan.target(target).in_force.moved_alone

    def test_another_way_is_a_change_that_is_signed(self, plan, at_stage):
        at_stage(3)
        target = plan.agreed(weeks=4, shape=milestones((day(14), 0.5)))
        plan.renegotiate(
            target, "ana", by_on=clock.today() + dt.timedelta(days=30), shape=milestones((day(21), 0.5))
        )
        assert plan.target(target).on_table is not None


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("shape", "sentence"),
        [
            (
                lambda: milestones((day(21), 0.3), (day(7), 0.6)),
                "Step 2 (Oct. 14, 2026) does not come after step 1",
            ),
            (lambda: milestones((day(7), 0.6), (day(21), 0.6)), "Step 2 asks for no more than step 1."),
            (lambda: milestones((day(-7), 0.5)), "Step 1 (Sept. 30, 2026) lies outside the target's time."),
            (lambda: milestones((day(40), 0.5)), "Step 1 (Nov. 16, 2026) lies outside the target's time."),
            (lambda: milestones(("soon", 0.5)), "Step 1 has no day that can be read."),
            (lambda: milestones((day(7), None)), "Step 1 does not say how much is done by then."),
            (lambda: milestones((day(7), 1.2)), "Step 1 does not say how much is done by then."),
            (
                lambda: milestones((day(9), 0.3), (day(11), 0.6)),
                "There is no day of school between step 1 and step 2.",
            ),
            (
                lambda: milestones((day(28), 0.5)),
                "The last step lies on the target's day and asks for a part only.",
            ),
            (lambda: own((day(7), 3)), "Step 1 does not say how many are met by then."),
            (lambda: own((day(7), None)), "Step 1 does not say how many are met by then."),
            (lambda: {"kind": "own"}, "A way of your own has no step yet."),
        ],
    )
    def test_each_problem_names_its_step_and_what_to_do(self, plan, shape, sentence):
        with pytest.raises(Refused) as problem:
            plan.propose("webb", weeks=4, shape=shape())
        assert any(one.startswith(sentence) for one in sentences(problem)), sentences(problem)

    def test_all_problems_are_told_at_once(self, plan):
        with pytest.raises(Refused) as problem:
            plan.propose("webb", weeks=4, shape=milestones(("soon", 0.5), (day(7), None)))
        assert len(sentences(problem)) == 2

    def test_an_earlier_day_for_the_target_says_which_step_lies_after_it(self, plan):
        target = plan.agreed(weeks=4, shape=milestones((day(21), 0.5)))
        with pytest.raises(Refused) as problem:
            plan.renegotiate(target, "webb", weeks=2)
        assert sentences(problem)[0].startswith("Step 1 (Oct. 28, 2026) lies outside the target's time.")
