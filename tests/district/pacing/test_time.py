"""A learner's own time: shares, schools, make-up days, and what a date asks for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.pacing.api import (
    days_left_in,
    graduation_dates_of,
    needed_rate_of,
    own_time_of,
    pace_and_growth_of,
    pace_of,
    record_time_share,
    remaining_of,
    required,
    set_graduation_date,
    time_shares_of,
    withdraw_time_share,
)
from headway.district.pacing.types import Window
from headway.district.people import services as people
from headway.district.people.models import HomeGroupMembership, Term
from tests.district.pacing.conftest import FIRST_DAY, settle

DAY = dt.date
# 17 August to 7 October 2026: 38 weekdays, less Labor Day.
DAYS_SO_FAR = 37


def mathematics(found):
    return next(one for one in found if one.domain.code == "MA")


def share(world, part="0.5", from_on=FIRST_DAY, to_on=None, who="ana", **more):
    return record_time_share(
        world.viewer("reggie"),
        getattr(world, who).uuid,
        kind=more.pop("kind", "part_time"),
        share=part,
        from_on=from_on,
        to_on=to_on,
        **more,
    )


# -- shares of time -----------------------------------------------------------------------------------------


def test_half_of_the_time_doubles_the_pace_and_the_sentence_says_why(world):
    settle(world, "MA.FR.1")
    share(world)
    pace = mathematics(pace_of(world.viewer("ana"), world.ana))
    assert (pace.days, pace.own_days) == (DAYS_SO_FAR, DAYS_SO_FAR / 2)
    assert pace.units_per_year == pytest.approx(180 / (DAYS_SO_FAR / 2))
    assert any("own instructional days: 18.5 ×" in one for one in pace.sentences)


def test_enrolment_elsewhere_in_one_subject_leaves_the_other_subjects_alone(world):
    share(world, "0.25", kind="dual", domain_code="MA")
    found = {one.domain.code: one.own_days for one in pace_of(world.viewer("ana"), world.ana)}
    assert found == {"MA": DAYS_SO_FAR / 4, "LI": DAYS_SO_FAR}


def test_a_long_leave_leaves_no_time_and_no_pace_but_a_sentence(world):
    share(world, "0", kind="leave")
    pace = mathematics(pace_of(world.viewer("ana"), world.ana))
    assert (pace.own_days, pace.units_per_year) == (0, None)
    assert any("on leave or elsewhere" in one for one in pace.sentences)


def test_a_share_taken_back_is_as_if_it_had_never_been_and_stays_in_the_history(world, clock):
    uuid = share(world)
    clock.advance(days=1)
    withdraw_time_share(world.viewer("cora"), uuid)
    withdraw_time_share(world.viewer("cora"), uuid)
    pace = mathematics(pace_of(world.viewer("ana"), world.ana))
    assert pace.own_days == pace.days
    (row,) = time_shares_of(world.viewer("cora"), world.ana)
    assert (row.recorded_by, row.withdrawn_by) == ("Reggie Stone", "Cora Bell")
    past = mathematics(pace_of(world.viewer("ana"), world.ana, on=DAY(2026, 10, 7)))
    assert past.own_days == DAYS_SO_FAR / 2, "as of a past day what was known then counts"
    assert AuditEntry.objects.filter(act="pacing.time_share_withdrawn").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"part": "1.2"}, "a number from 0 to 1"),
        ({"part": "-0.1"}, "a number from 0 to 1"),
        ({"part": "half"}, "a number from 0 to 1"),
        ({"to_on": DAY(2026, 8, 1)}, "before the first day"),
        ({"kind": "holiday"}, "Say why"),
        ({"kind": "leave", "part": "0.5"}, "no time here"),
        ({"domain_code": "HS"}, "no such subject"),
        ({"part": "0"}, "this is a long leave"),
        ({"part": "0", "domain_code": "MA"}, "this is a long leave"),
        ({"part": "0", "kind": "dual"}, "this is a long leave"),
        ({"part": "0.0001"}, "can be planned with"),
        ({"part": "0.049"}, "can be planned with"),
        ({"part": "1e-400", "kind": "leave"}, "can be planned with"),
    ],
)
def test_shares_that_cannot_be_are_refused_with_a_sentence(world, given, said):
    with pytest.raises(Refused, match=said):
        share(world, **given)
    assert time_shares_of(world.viewer("reggie"), world.ana) == ()


def test_a_subject_may_be_taken_elsewhere_altogether_and_a_little_time_is_part_time(world):
    share(world, "0", kind="dual", domain_code="MA")
    share(world, "0,05")
    assert {(one.kind, one.share) for one in time_shares_of(world.viewer("reggie"), world.ana)} == {
        ("dual", 0.0),
        ("part_time", 0.05),
    }


def test_two_shares_never_hold_for_the_same_subjects_on_one_day(world):
    share(world, to_on=DAY(2026, 12, 1))
    with pytest.raises(Refused, match="another share holds already"):
        share(world, "0.8", from_on=DAY(2026, 12, 1))
    share(world, "0.8", from_on=DAY(2026, 12, 2))
    share(world, "0.25", domain_code="MA")


def test_the_same_request_twice_is_one_share(world):
    first = share(world, request_key="abc")
    assert share(world, request_key="abc") == first


def test_time_that_was_saved_and_is_something_else_now_is_told_so(world):
    share(world, request_key="abc")
    for changed in ({"from_on": DAY(2026, 12, 3)}, {"to_on": DAY(2027, 1, 8)}, {"domain_code": "MA"}):
        with pytest.raises(Conflict, match="had been saved already"):
            share(world, request_key="abc", **changed)
    with pytest.raises(Conflict, match="had been saved already"):
        share(world, "0.75", request_key="abc")

    def graduates(on):
        return set_graduation_date(world.viewer("cora"), world.ana.uuid, on=on, request_key="abc")

    assert graduates(DAY(2031, 6, 1)) == graduates(DAY(2031, 6, 1))
    with pytest.raises(Conflict, match="had been saved already"):
        graduates(DAY(2031, 6, 2))


def test_time_that_was_taken_back_or_replaced_since_is_not_told_as_saved(world):
    """Somebody goes back in the browser and sends the earlier form once more."""
    withdraw_time_share(world.viewer("reggie"), share(world, request_key="abc"))
    with pytest.raises(Conflict, match="had been saved already"):
        share(world, request_key="abc")

    def graduates(on, key):
        return set_graduation_date(world.viewer("cora"), world.ana.uuid, on=on, request_key=key)

    graduates(DAY(2031, 6, 1), "abc")
    now = graduates(DAY(2032, 6, 1), "def")
    with pytest.raises(Conflict, match="had been saved already"):
        graduates(DAY(2031, 6, 1), "abc")
    assert graduates(DAY(2032, 6, 1), "def") == now
    assert graduates(DAY(2031, 6, 1), "ghi") != now, "a new form is the way back"


def test_only_registrar_and_counsellor_of_her_school_record_time(world):
    for who in ("rhea", "ortiz", "ana", "lee", "carl"):
        with pytest.raises(NotFound):
            record_time_share(
                world.viewer(who), world.ana.uuid, kind="leave", share=0, from_on=DAY(2026, 9, 1)
            )
        with pytest.raises(NotFound):
            set_graduation_date(world.viewer(who), world.ana.uuid, on=DAY(2030, 6, 1))


# -- calendars ----------------------------------------------------------------------------------------------


def test_a_snow_day_and_its_make_up_day_leave_the_number_of_days_as_it_was(world):
    reggie = world.viewer("reggie").actor
    people.set_days_off(organisation=world.alder, days=[(DAY(2026, 9, 15), "Snow")], by=reggie)
    assert mathematics(pace_of(world.viewer("ana"), world.ana)).days == DAYS_SO_FAR - 1
    people.set_extra_days(organisation=world.alder, days=[(DAY(2026, 9, 19), "Saturday")], by=reggie)
    assert mathematics(pace_of(world.viewer("ana"), world.ana)).days == DAYS_SO_FAR
    people.remove_calendar_day(organisation=world.alder, on=DAY(2026, 9, 15), extra=False, by=reggie)
    assert mathematics(pace_of(world.viewer("ana"), world.ana)).days == DAYS_SO_FAR + 1
    emil = mathematics(pace_of(world.viewer("finch"), world.emil))
    assert emil.days == DAYS_SO_FAR, "the neighbour's calendar is its own"


def test_a_make_up_day_that_is_a_school_day_already_is_refused(world):
    by = world.viewer("reggie").actor
    with pytest.raises(Refused, match="a school day already"):
        people.set_extra_days(organisation=world.alder, days=[(DAY(2026, 9, 16), "")], by=by)
    with pytest.raises(Refused, match="in no school year"):
        people.set_extra_days(organisation=world.alder, days=[(DAY(2026, 7, 4), "")], by=by)


def test_school_years_that_overlap_and_terms_without_a_school_day_are_refused(world):
    by = world.viewer("reggie").actor
    with pytest.raises(Refused, match="lies in the same time"):
        people.create_term(
            name="Again",
            starts_on=DAY(2027, 6, 4),
            ends_on=DAY(2027, 8, 1),
            organisation=world.district,
            by=by,
        )
    with pytest.raises(Refused, match="no school day in this time"):
        people.create_term(
            name="A weekend",
            starts_on=DAY(2027, 7, 3),
            ends_on=DAY(2027, 7, 4),
            organisation=world.district,
            by=by,
        )


def test_a_learner_who_changed_schools_is_counted_by_each_schools_calendar_in_its_time(world):
    """Emil was at Birch until 11 September; Birch had two days off that Alder did not have, and one later."""
    by = world.viewer("reggie").actor
    off = [(DAY(2026, 9, 1), "Fair"), (DAY(2026, 9, 2), "Fair"), (DAY(2026, 9, 22), "Later")]
    people.set_days_off(organisation=world.birch, days=off, by=by)
    HomeGroupMembership.objects.filter(learner=world.emil).update(to_on=DAY(2026, 9, 11))
    people.join_home_group(home_group=world.cedar, learner=world.emil, from_on=DAY(2026, 9, 14), by=by)
    world.emil.school = world.alder
    world.emil.save()
    pace = mathematics(pace_of(world.viewer("webb"), world.emil))
    assert pace.days == DAYS_SO_FAR - 2


def test_whoever_is_in_a_section_of_another_school_as_well_stays_on_her_own_calendar(world):
    by = world.viewer("reggie").actor
    people.set_days_off(organisation=world.birch, days=[(DAY(2026, 9, 1), "Fair")], by=by)
    people.enrol(section=world.birch_mathematics, learner=world.ana, from_on=DAY(2026, 8, 20), by=by)
    people.leave_section(section=world.birch_mathematics, learner=world.ana, to_on=DAY(2026, 9, 30), by=by)
    assert mathematics(pace_of(world.viewer("ana"), world.ana)).days == DAYS_SO_FAR


def test_weeks_and_any_time_are_windows_and_reach_over_the_summer(world, clock):
    viewer = world.viewer("ana")
    assert mathematics(pace_of(viewer, world.ana, window=Window.last_weeks(2))).days == 10
    clock.set("2027-08-30 09:00")
    people.create_term(
        name="2027-2028",
        starts_on=DAY(2027, 8, 16),
        ends_on=DAY(2028, 6, 2),
        organisation=world.district,
        by=world.viewer("reggie").actor,
    )
    found = mathematics(pace_of(viewer, world.ana, window=Window.since(DAY(2027, 6, 1))))
    # 1 to 4 June, then 16 to 30 August.
    assert found.days == 4 + 11
    assert mathematics(pace_of(viewer, world.ana)).days == 11, "a new year begins anew"


def test_returning_at_nineteen_counts_what_was_shown_before_and_only_the_time_here(world, clock):
    settle(world, "MA.FR.1")
    people.record_departure(learner=world.ana, left_on=DAY(2026, 10, 7), by=world.viewer("reggie").actor)
    clock.set("2031-09-10 09:00")
    people.create_term(
        name="2031-2032",
        starts_on=DAY(2031, 9, 1),
        ends_on=DAY(2032, 6, 4),
        organisation=world.district,
        by=world.viewer("reggie").actor,
    )
    people.admit_learner(person=world.ana.person, school=world.alder, by=world.viewer("reggie").actor)
    world.ana.refresh_from_db()
    pace = mathematics(pace_of(world.viewer("cora"), world.ana))
    assert (pace.units, pace.days) == (0, 8)
    left = remaining_of(world.viewer("cora"), world.ana, domain_code="MA", level=3)
    assert (left.units, left.total) == (0, 1), "what was proficient years ago still is"


def test_beyond_the_years_that_are_set_the_last_year_is_repeated_and_said_so(world):
    time, today = own_time_of([world.ana]), DAY(2026, 10, 7)
    left = days_left_in(time, world.ana.pk, DAY(2027, 6, 4), today)
    assert left.assumed_from is None
    later = days_left_in(time, world.ana.pk, DAY(2029, 6, 15), today)
    assert later.assumed_from == DAY(2027, 6, 5)
    assert later.days - left.days == 2 * 180
    assert "last year's weeks are counted again" in later.sentence


# -- growth -------------------------------------------------------------------------------------------------


def test_growth_counts_levels_worth_anywhere_on_the_continuum(world):
    """All of level 3 (one competency), half of level 4 (one of two)."""
    for code in ("MA.FR.1", "MA.FR.2"):
        settle(world, code)
    together = pace_and_growth_of(world.viewer("ana"), world.ana)
    growth = mathematics([one for _pace, one in together])
    assert (growth.units, growth.levels_worth) == (2.0, 1.5)
    assert growth.per_level == ((3, 1.0, 1.0), (4, 1.0, 2.0))
    assert any("levels’ worth of the continuum: 1.5." in one for one in growth.sentences)
    assert tuple(one for one, _growth in together) == pace_of(world.viewer("ana"), world.ana)


# -- what a date asks for -----------------------------------------------------------------------------------


def test_changing_the_date_recomputes_the_needed_rate(world):
    viewer = world.viewer("ana")
    left = remaining_of(viewer, world.ana, domain_code="MA", level=4)
    assert [item.competency.code for item in left.open] == ["MA.FR.1", "MA.FR.2", "MA.DA.1"]
    near = needed_rate_of(viewer, world.ana, left, DAY(2026, 10, 21), support_minutes_per_week=60)
    far = needed_rate_of(viewer, world.ana, left, DAY(2026, 11, 4))
    assert (near.days.days, far.days.days) == (10, 20)
    assert (near.per_week, far.per_week) == (1.5, 0.75)
    assert near.per_year == 54
    assert near.support_hours == 2


def test_a_date_before_today_and_a_date_without_school_days_have_a_sentence_instead_of_a_rate(world):
    viewer = world.viewer("ana")
    left = remaining_of(viewer, world.ana, domain_code="MA", level=4)
    assert needed_rate_of(viewer, world.ana, left, DAY(2026, 10, 6)).refused == "needed_date_past"
    assert needed_rate_of(viewer, world.ana, left, DAY(2026, 10, 7)).refused == "needed_no_days_left"
    with translation.override("es"):
        found = needed_rate_of(viewer, world.ana, left, DAY(2026, 10, 6))
    assert found.sentences[0].startswith("La fecha es anterior a hoy")


def test_what_is_met_remains_no_more_and_a_diploma_asks_for_the_whole_continuum(world):
    settle(world, "MA.FR.2")
    viewer = world.viewer("ana")
    left = remaining_of(viewer, world.ana, domain_code="MA", level=4)
    assert [item.competency.code for item in left.open] == ["MA.FR.1", "MA.DA.1"]
    assert (left.units, left.total, left.done) == (2, 3, 1)
    diploma = remaining_of(viewer, world.ana)
    assert (diploma.total, diploma.units, diploma.domain_code) == (10, 9, "")
    with pytest.raises(NotFound):
        remaining_of(world.viewer("emil"), world.ana)


# -- graduation ---------------------------------------------------------------------------------------------


def test_the_latest_graduation_date_stands_and_the_earlier_ones_are_kept(world, clock):
    cora = world.viewer("cora")
    assert graduation_dates_of(cora, world.ana) == ()
    set_graduation_date(cora, world.ana.uuid, on=DAY(2034, 6, 2))
    clock.advance(days=1)
    set_graduation_date(cora, world.ana.uuid, on=DAY(2035, 6, 1), plan="extended")
    now, _before = graduation_dates_of(world.viewer("rosa"), world.ana)
    assert (now.on, now.plan, now.recorded_by) == (DAY(2035, 6, 1), "extended", "Cora Bell")
    assert [one.on.year for one in graduation_dates_of(cora, world.ana)] == [2035, 2034]
    with pytest.raises(NotFound):
        graduation_dates_of(world.viewer("emil"), world.ana)


def test_a_graduation_date_before_tomorrow_is_refused(world):
    with pytest.raises(Refused, match="Choose a date from tomorrow on"):
        set_graduation_date(world.viewer("cora"), world.ana.uuid, on=DAY(2026, 10, 7))


def test_where_no_calendar_counts_the_days_no_graduation_date_is_asked_back(world):
    Term.objects.update(is_active=False)
    assert set_graduation_date(world.viewer("cora"), world.ana.uuid, on=DAY(2028, 6, 2))


def test_what_a_level_asks_for_is_worked_out_once_for_a_continuum(world):
    continuum = current_map()
    first = required(continuum, domain_code="MA", level=4)
    assert required(continuum, domain_code="MA", level=4) is first
    assert required(continuum, domain_code="MA", level=5) != first
    assert required(continuum, domain_code="LI", level=4) != first
