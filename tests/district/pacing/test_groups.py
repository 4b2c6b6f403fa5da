"""Groups reconcile to the individuals; small ones stay hidden; reports on forecasts are for leaders."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from headway.district.continuum.api import current_map
from headway.district.foundation.api import SYSTEM, NotFound, Refused
from headway.district.pacing.api import (
    ask_for_back_tests,
    back_tests,
    generate_back_tests,
    histories_for_forecast,
    pace_by,
    pace_of_group,
    pace_of_many,
    record_time_share,
    trend_by,
    working_levels,
)
from headway.district.pacing.models import BackTest, BackTestWish
from headway.district.pacing.services.back_tests import _known_and_come
from headway.district.people import services as people
from headway.district.placement.models import Placement
from headway.district.portals.presenting.pace_views.groups import read_group
from headway.district.proficiency.api import decide, decisions_in_columns
from tests.district.pacing.conftest import crowd, settle

DAY = dt.date
CLASS = ("ana", "ben", "chloe", "dev")


def test_a_groups_pace_is_the_sum_of_its_learners_units_over_the_sum_of_their_days(learned):
    ortiz = learned.viewer("ortiz")
    class_ = [getattr(learned, who) for who in CLASS]
    single = pace_of_many(ortiz, class_)
    for place, info in enumerate(pace_of_group(ortiz, class_, "Mathematics")):
        own = [single[one.pk][place] for one in class_]
        assert info.measured.units == math.fsum(one.units for one in own)
        assert info.measured.days == round(math.fsum(one.own_days for one in own), 6)
        assert info.measured.learners == 4
    (alone, _literacy) = pace_of_group(ortiz, [learned.ben])
    assert alone.measured.units_per_year == single[learned.ben.pk][0].units_per_year


def test_level_stands_beside_pace_and_is_not_merged_with_it(learned):
    (mathematics, _literacy) = pace_of_group(
        learned.viewer("ortiz"), [getattr(learned, who) for who in CLASS]
    )
    # Ana has level 3 and a part of 4; Ben has 3; nothing is known of Chloe and Dev in mathematics.
    assert mathematics.measured.by_level == ((None, (0, 2)), (4, (0, 2)))


def test_the_level_one_works_at_is_one_answer_and_begins_where_people_decided(learned):
    """A decision below the mark is a decision; nothing at all is none; a placement is where the work begins."""
    settle(learned, "MA.FR.1", 2, "chloe")
    place(learned, "ben", level=5)
    continuum = current_map()
    mathematics = next(one for one in continuum.domains if one.code == "MA")
    class_ = [getattr(learned, who) for who in CLASS]
    ids = [one.pk for one in class_]
    found = working_levels(ids, [mathematics], continuum, decisions_in_columns(ids))[:, 0].tolist()
    assert found == [4, 5, 3, -1]
    (info, _literacy) = pace_of_group(learned.viewer("ortiz"), class_)
    assert [level for level, _counts in info.measured.by_level] == [None, 3, 4, 5]
    page = read_group(learned.viewer("ortiz"), class_, mathematics, continuum)
    assert [one.level for one in page.people] == [
        "Works at level 4",
        "Works at level 5",
        "Works at level 3",
        "Nothing decided here yet",
    ]


def place(world, who, level):
    """As people decided it, with the conversation left out."""
    Placement.objects.create(
        learner=getattr(world, who),
        domain_code="MA",
        level=level,
        basis="judgement",
        decided_on=DAY(2026, 10, 7),
        recorded_at=dt.datetime(2026, 10, 7, 8, tzinfo=dt.UTC),
    )


def test_a_group_of_somebody_elses_learners_is_not_there(learned):
    with pytest.raises(NotFound):
        pace_of_group(learned.viewer("ortiz"), [learned.ana, learned.emil])
    with pytest.raises(NotFound):
        pace_of_group(learned.viewer("rosa"), [learned.ana])


def test_schools_with_few_learners_are_hidden_and_the_whole_is_made_of_what_is_shown(learned):
    crowd(learned)
    (mathematics, _literacy) = pace_by(learned.viewer("lena"))
    shown = {one.name: one.learners for one in mathematics.groups}
    assert shown == {"Alder": None, "Birch": None}, "one hidden school would follow from the total"
    assert mathematics.shown_together is None
    (alone, _literacy) = pace_by(learned.viewer("lee"))
    assert [(one.name, one.learners) for one in alone.groups] == [("Alder", 16)]
    assert alone.groups[0].measured.units == 3


def test_cohorts_are_the_years_in_which_learners_came(learned):
    crowd(learned)
    (mathematics, _literacy) = pace_by(learned.viewer("lee"), by="cohort")
    assert [one.name for one in mathematics.groups] == ["2024–2025", "2026–2027"]


def test_a_trend_shows_four_spans_and_hides_small_schools(learned):
    crowd(learned)
    domain = learned.competency("MA.FR.1").domain_id
    spans, rows = trend_by(learned.viewer("lee"), domain)
    assert [last - first for first, last in spans] == [dt.timedelta(days=41)] * 4
    assert spans[-1][1] == DAY(2026, 10, 7)
    ((name, paces),) = rows
    assert name == "Alder"
    assert paces[:2] == (None, None), "before the first school day there is no pace"
    assert paces[3] > 0


@pytest.fixture
def all_but_ana_on_leave(world):
    """Sixteen learners are at Alder, and of the last weeks' school time all of it is Ana's."""
    settle(world, "MA.FR.1", 3, "ana")
    for one in (*crowd(world), world.ben, world.chloe, world.dev):
        record_time_share(world.viewer("reggie"), one.uuid, kind="leave", share=0, from_on=DAY(2026, 8, 17))
    return world


def test_a_group_is_as_large_as_those_who_had_days_so_one_learners_pace_is_not_shown_as_a_groups(
    all_but_ana_on_leave,
):
    for table in pace_by(all_but_ana_on_leave.viewer("lee")):
        (alder,) = table.groups
        assert (alder.learners, alder.measured) == (None, None)
        assert set(alder.counts) == {None}
        assert table.levels == ()


def test_a_span_in_which_one_learner_was_there_is_not_shown_in_the_trend(world, clock):
    settle(world, "MA.FR.1", 3, "ana")
    crowd(world, 9, entered_on=DAY(2026, 10, 12))
    for one in (world.ben, world.chloe, world.dev):
        type(one).objects.filter(pk=one.pk).update(entered_on=DAY(2026, 10, 12))
    clock.set("2026-11-18 09:00")
    _spans, ((name, paces),) = trend_by(world.viewer("lee"), world.competency("MA.FR.1").domain_id)
    assert name == "Alder"
    assert paces[2] is None, "from 27 August to 7 October all days were Ana's"
    assert paces[3] is not None


def test_the_number_shown_is_of_those_who_had_days(learned):
    gone = crowd(learned)[0]
    record_time_share(learned.viewer("reggie"), gone.uuid, kind="leave", share=0, from_on=DAY(2026, 8, 17))
    (mathematics, _literacy) = pace_by(learned.viewer("lee"))
    (alder,) = mathematics.groups
    assert alder.learners == alder.measured.learners == 15
    assert alder.counts == (None, 15), "the one without days is not told apart"


def test_only_leaders_read_about_schools_and_forecasts(learned):
    for who in ("ana", "rosa", "ortiz", "webb", "cora", "reggie"):
        with pytest.raises(NotFound):
            pace_by(learned.viewer(who))
        with pytest.raises(NotFound):
            back_tests(learned.viewer(who))


def test_a_class_costs_as_many_queries_as_one_learner(learned, django_assert_max_num_queries):
    ortiz = learned.viewer("ortiz")
    class_ = [getattr(learned, who) for who in CLASS]
    with django_assert_max_num_queries(10):
        pace_of_group(ortiz, class_)


def test_earlier_forecasts_are_held_against_what_came_and_kept_as_reports(learned, clock):
    crowd(learned)
    several = [one for one in learned.alder.learners.all() if one.left_on is None]
    codes = ("MA.FR.1", "MA.FR.2", "MA.DA.1", "MA.FR.3", "MA.DA.2")
    for week, code in enumerate(codes):
        clock.set(dt.datetime(2026, 10, 12, 15, tzinfo=dt.UTC) + dt.timedelta(weeks=3 * week))
        for one in several:
            people.enrol(section=learned.mathematics, learner=one, from_on=DAY(2026, 8, 17), by=SYSTEM)
            learned.learners["one_more"] = one
            settle(learned, code, 3, "one_more")
    clock.set("2027-03-01 09:00")
    made = generate_back_tests(SYSTEM, as_of=DAY(2026, 11, 20))
    assert made == BackTest.objects.count() == 2
    (alder,) = back_tests(learned.viewer("lee"))
    assert (alder.organisation_name, alder.from_on) == ("Alder", DAY(2026, 11, 20))
    report = BackTest.objects.get(organisation=learned.alder).report
    assert report["targets"] >= 10
    assert {"covered", "width", "refused", "bins", "horizon"} <= set(report)
    assert len(back_tests(learned.viewer("lena"))) == 2


def test_only_leaders_of_the_district_have_reports_made(learned):
    for who in ("ana", "ortiz", "reggie"):
        with pytest.raises(NotFound):
            ask_for_back_tests(learned.viewer(who))
    with pytest.raises(Refused, match="Leaders of the district"):
        ask_for_back_tests(learned.viewer("lee"))
    assert not BackTestWish.objects.exists()
    ask_for_back_tests(learned.viewer("lena"))
    ask_for_back_tests(learned.viewer("lena"))
    assert BackTestWish.objects.count() == 1, "asked for twice it is made once"


def test_of_few_forecasts_with_a_known_end_nothing_is_told(learned):
    numbers = {"targets": 40, "covered": 0.5, "early": 0.25, "late": 0.25, "width": 12.0, "refused": 0.9}
    bins = [
        {"low": low, "high": low + 0.1, "count": 9 + at, "told": 0.1, "came": 0.2}
        for at, low in enumerate((0.0, 0.1))
    ]

    def kept(day, **more):
        BackTest.objects.create(
            organisation=learned.alder,
            from_on=DAY(2026, 9, day),
            until_on=DAY(2026, 10, 7),
            version="x/1",
            report={**numbers, "horizon": 40, "bins": bins, **more},
            recorded_at=dt.datetime(2026, 10, 7, tzinfo=dt.UTC),
        )

    kept(3, ranges=4, open=0)
    kept(2, ranges=12, open=3, is_enough=False)
    kept(1, ranges=12, open=3)
    few, held_back, enough = back_tests(learned.viewer("lee"))
    assert few.told is None
    assert held_back.told is None, "another school would follow from it"
    assert (enough.told.open, [one.count for one in enough.told.bins]) == (None, [10])


def test_the_past_is_read_as_it_was_known_then_and_cut_by_date_at_every_school(learned, clock):
    """Birch has one more year behind its first known day, so its days count on from there; Ana's level is taken back."""
    people.create_term(
        organisation=learned.birch,
        name="2025-2026 Birch",
        starts_on=DAY(2025, 8, 18),
        ends_on=DAY(2026, 6, 5),
        by=SYSTEM,
    )
    for on in ("2026-10-20", "2026-11-20"):
        clock.set(f"{on} 15:00")
        code = "MA.DA.1" if on < "2026-11" else "MA.FR.3"
        settle(learned, code, 3, "ana")
        decide(
            viewer=learned.viewer("finch"),
            learner_uuid=learned.emil.uuid,
            competency_uuid=learned.competency(code).uuid,
            level=3,
            reason="A long talk.",
        )
    clock.set("2026-11-25 15:00")
    settle(learned, "MA.FR.2", 2, "ana")
    clock.set("2026-12-10 09:00")
    as_of, mathematics = DAY(2026, 10, 30), learned.competency("MA.FR.1").domain_id
    both = [learned.ana, learned.emil]
    then = histories_for_forecast(both, as_of)
    whose = [row for row in range(len(then.domain_id)) if then.domain_id[row] == mathematics]
    now = histories_for_forecast(both, agreed=[(one.pk, mathematics) for one in both])
    found, cut = _known_and_come(then, now)
    assert len(found) == len(whose) == 2
    for row, (known, came) in enumerate(((3, 1), (1, 1))):
        days = found.event_day[found.event_learner == row]
        assert (int((days <= cut).sum()), int((days > cut).sum())) == (known, came)
    after = (found.last_day - cut).tolist()
    assert after[0] == after[1], "as many school days lie behind that date at both schools"


def test_a_day_with_too_little_time_behind_it_is_refused(learned):
    with pytest.raises(Refused, match="too little school time"):
        generate_back_tests(SYSTEM, as_of=DAY(2026, 10, 6))
