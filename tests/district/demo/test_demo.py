"""A small demo in a real database: what is in it, who can sign in, and that building it again changes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db.models import F

from headway.district.agreements.api import days_that_came
from headway.district.agreements.models import Target
from headway.district.continuum.api import current_map
from headway.district.demo import api as demo
from headway.district.demo import building
from headway.district.demo import days_that_came as demo_days
from headway.district.evidence.models import Evidence, EvidenceWords, Rating, RatingWithdrawal, Task
from headway.district.foundation.api import Refused, audit, clock
from headway.district.habits.models import HabitObservation
from headway.district.pacing.api import state_lens_by_school
from headway.district.people.api import (
    Purpose,
    account_named,
    create_person,
    enrolled_years,
    school_years,
    viewer_for_account,
    visible_learners,
    visible_sections,
)
from headway.district.people.models import (
    Absence,
    Guardianship,
    HomeGroupMembership,
    Learner,
    LearnerCharacteristic,
    Organisation,
    Person,
    SectionEnrolment,
    Term,
)
from headway.district.people.types import OrganisationKind, Role
from headway.district.proficiency.api import frontier_of
from headway.district.proficiency.models import Determination, DeterminationReason, Standing
from headway.district.signals.models import Signal

LEARNERS, SEED = 60, 4
NOW = dt.datetime(2026, 10, 21, 18, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """One demo for all tests here, taken away afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic(), clock.at(NOW):
        yield demo.build(learners=LEARNERS, seed=SEED)
        transaction.set_rollback(True)


@pytest.fixture
def district(built, django_db_blocker):
    """The demo, at the moment when it was built."""
    from django.db import transaction

    with django_db_blocker.unblock(), clock.at(NOW), transaction.atomic():
        yield built
        transaction.set_rollback(True)


def viewer(username: str):
    return viewer_for_account(account_named(username).pk)


def test_learners_schools_three_school_years_and_the_one_to_come_are_there(district):
    assert Learner.objects.count() == LEARNERS == district.learners
    assert Organisation.objects.filter(kind=OrganisationKind.SCHOOL).count() == 4
    years = Term.objects.filter(parent=None).order_by("starts_on")
    assert len(years) == 4
    assert years[2].starts_on < clock.today() < years[2].ends_on < years[3].starts_on


def test_the_current_school_year_knows_its_days_off(district):
    school = Organisation.objects.filter(kind=OrganisationKind.SCHOOL).first()
    year = school_years([school], clock.today())[school.pk]
    assert len(year.days_off) > 10
    assert 170 < len(list(year.school_days())) < 190


def test_everybody_in_the_showcase_can_sign_in_and_has_something_to_see(district):
    for account in district.people:
        who = viewer(account.username)
        assert who is not None, account.username
        assert who.portals, account.username
        assert account_named(account.username).check_password(demo.PASSWORD)
    for username in ("student", "family", "familia", "teacher", "adviser", "tutor", "counselor", "registrar",
                     "leader", "superintendent"):  # fmt: skip
        assert visible_learners(viewer(username)).exists(), username
    assert {account.username for account in demo.sign_ins()} == {one.username for one in district.people}


def test_every_role_has_somebody(district):
    from headway.district.people.models import RoleAssignment

    assert set(RoleAssignment.objects.values_list("role", flat=True)) >= {*Role.values} - {Role.ADVISER}


def test_families_read_two_languages_and_some_learners_have_two_guardians(district):
    guardians = Person.objects.filter(guardianships__isnull=False).distinct()
    assert set(guardians.values_list("language", flat=True)) == {"en", "es"}
    assert viewer("familia").language == "es"
    assert viewer("family").language == "en"
    per_learner = Counter(Guardianship.objects.values_list("learner_id", flat=True))
    assert set(per_learner.values()) == {1, 2}
    assert len(per_learner) == LEARNERS


def test_home_groups_are_apart_from_sections(district):
    assert HomeGroupMembership.objects.filter(to_on__gte=clock.today()).count() >= LEARNERS * 0.9
    assert (
        SectionEnrolment.objects.filter(is_active=True).values("learner").distinct().count() >= LEARNERS * 0.9
    )


def test_habits_are_noted_apart_from_subjects_and_nothing_is_decided_about_them(district):
    assert HabitObservation.objects.filter(habit__domain__kind="habits").count() > LEARNERS
    assert not HabitObservation.objects.exclude(habit__domain__kind="habits").exists()
    assert not Rating.objects.filter(competency__domain__kind="habits").exists()
    assert not Determination.objects.filter(competency__domain__kind="habits").exists()


def test_equity_work_finds_groups_and_learners_were_away_at_times(district):
    kinds = Counter(LearnerCharacteristic.objects.values_list("kind", flat=True))
    assert kinds == dict.fromkeys(
        ("home_language", "race_ethnicity", "gender", "income", "disability"), LEARNERS
    )
    assert Absence.objects.filter(on__lte=clock.today()).count() > LEARNERS


def test_the_record_reaches_from_years_ago_to_this_week(district):
    assert Rating.objects.count() == district.ratings > 60 * LEARNERS
    assert Rating.objects.filter(observed_at__lt=NOW - dt.timedelta(days=600)).exists()
    assert Rating.objects.filter(recorded_at__gt=NOW - dt.timedelta(days=7)).count() > 20
    assert not Rating.objects.filter(recorded_at__gt=NOW).exists()
    assert not Rating.objects.filter(observed_at__gt=F("recorded_at")).exists()
    assert not Determination.objects.filter(recorded_at__gt=NOW).exists()


def test_evidence_knows_its_section_task_and_form(district):
    assert Task.objects.filter(competencies__isnull=False).distinct().count() > 100
    in_section = Evidence.objects.filter(section__isnull=False)
    assert in_section.count() > Evidence.objects.count() / 2
    with_task = Evidence.objects.filter(task__isnull=False)
    assert with_task.exists()
    assert not with_task.exclude(form=F("task__form")).exists()
    stray = in_section.exclude(section__enrolments__learner=F("learner"))
    assert not stray.exists(), "evidence from a section in which the learner never was"


def test_words_beside_evidence_are_in_the_families_languages(district):
    notes = list(EvidenceWords.objects.values_list("note", flat=True))
    assert len(notes) > 50
    assert any("Lo que sigue" in note for note in notes)
    assert any("Next" in note for note in notes)
    children = visible_learners(viewer("familia"))
    hers = EvidenceWords.objects.filter(evidence__learner__in=children).values_list("note", flat=True)
    assert hers
    assert not any("Next" in note for note in hers)


def test_most_decisions_follow_the_proposal_and_each_departure_has_a_reason(district):
    departing = Determination.objects.filter(departs=True)
    assert 0 < departing.count() < Determination.objects.exclude(rule_version="").count() / 5
    assert DeterminationReason.objects.count() == departing.count()
    assert Determination.objects.count() == district.decisions
    assert all(proposal["level"] != level for proposal, level in departing.values_list("proposal", "level"))


def test_something_waits_for_a_decision_something_is_not_yet_and_something_is_ready(district):
    assert Standing.objects.filter(determined_level=None, proposed_status="level").exists()
    assert Standing.objects.filter(determined_level__lt=3).exists()
    assert Standing.objects.filter(proposed_status="not_enough_evidence").exists()
    student = viewer("student")
    frontier = frontier_of(student, Learner.objects.get(pk=student.learner_id))
    assert frontier.ready
    assert frontier.working_on
    assert frontier.proficient


def test_the_showcase_teacher_sees_her_sections_and_took_some_ratings_back(district):
    teacher = viewer("teacher")
    assert visible_sections(teacher).exists()
    assert visible_learners(teacher, Purpose.RATE).filter(pk=viewer("student").learner_id).exists()
    assert RatingWithdrawal.objects.filter(withdrawn_by_id=teacher.person_id).exists()


def test_the_task_bank_has_whole_tasks_and_a_teacher_who_uses_them(district):
    from headway.district.evidence.models import Task, TaskAssignment

    whole = Task.objects.filter(criteria__levels__translations__es__isnull=False).distinct()
    assert whole.filter(is_common=True, state="ready").count() >= 25
    assert set(Task.objects.filter(is_common=False).values_list("state", flat=True)) == {
        "draft",
        "in_review",
        "ready",
    }
    assert Task.objects.filter(is_common=False).values("organisation").distinct().count() > 1
    assert TaskAssignment.objects.filter(show_by__isnull=False).exists()
    assert TaskAssignment.objects.exclude(group="").count() == 3


def test_nobody_is_decided_on_after_leaving(district):
    gone = Learner.objects.filter(left_on__isnull=False)
    for learner in gone:
        last = clock.end_of_day(learner.left_on)
        assert not Determination.objects.filter(learner=learner, decided_at__gt=last).exists()


def test_the_continuum_is_older_than_the_first_evidence(district):
    version = current_map().version
    first = Rating.objects.order_by("observed_at").first()
    assert version.effective_on < first.observed_at.date()
    assert version.published_at < first.observed_at


def test_agreed_days_of_the_last_weeks_came_and_every_such_plan_is_at_an_end(district, monkeypatch):
    # So small a demo has nobody of whom the showcase does not tell.
    monkeypatch.setattr(demo_days, "_learners", lambda: list(Learner.objects.filter(left_on__isnull=True)))
    demo_days.let_days_come()
    school_year = school_years(Organisation.objects.filter(kind=OrganisationKind.SCHOOL), clock.today())
    first = min(one.starts_on for one in school_year.values())
    came = [one for one in days_that_came(range(1, 10_000), first, clock.today()) if not one.is_changed]
    assert {one.met_on is None for one in came} == {True, False}
    assert all(one.met_on is None or one.agreed_on < one.met_on <= one.by_on for one in came)
    plans = Target.objects.filter(pk__in={one.target_id for one in came})
    assert not plans.filter(end__isnull=True).exists()
    ended_as = dict(plans.values_list("pk", "end__ending"))
    assert all((ended_as[one.target_id] == "met") == (one.met_on is not None) for one in came)
    raised = Signal.objects.filter(target__in=plans)
    assert raised.exists()
    assert not raised.filter(open=True).exists()
    assert {"response", "lapsed"} >= set(raised.values_list("end__ending", flat=True))


def test_nobody_of_whom_the_showcase_tells_gets_such_a_plan(district):
    chosen = {one.pk for one in demo_days._learners()}
    for username in ("student", "family", "familia", "teacher", "adviser"):
        assert not chosen & set(visible_learners(viewer(username)).values_list("pk", flat=True)), username


def test_the_roster_names_school_years_and_the_district_says_what_its_test_asks(district):
    here = Learner.objects.filter(left_on__isnull=True)
    years = enrolled_years(here.values_list("pk", flat=True))
    assert len(years) == here.count()
    oldest, youngest = here.order_by("birth_on").first(), here.order_by("birth_on").last()
    assert years[oldest.pk] > years[youngest.pk]
    tables = state_lens_by_school(viewer("superintendent"))
    assert tables is not None
    assert len(tables) == 2
    assert all(one.schools for one in tables)


def test_a_second_build_changes_nothing(district):
    before = Rating.objects.count(), Person.objects.count(), audit.trail().count()
    again = demo.build(learners=500, seed=99)
    assert (Rating.objects.count(), Person.objects.count(), audit.trail().count()) == before
    assert again.learners == LEARNERS
    assert again.people == district.people
    assert "nothing was changed" in again.words


# -- building, in databases of their own --


class Stopped(Exception):
    """The power went."""


@pytest.fixture
def at_noon(db):
    with clock.at(NOW):
        yield


@pytest.mark.parametrize("generator", ["bursts", "curves"])
def test_a_demo_that_was_stopped_is_completed_as_it_began(at_noon, monkeypatch, generator):
    learn = building._Building.learn

    def stop(self, record, school):
        if school == 1:
            raise Stopped
        learn(self, record, school)

    monkeypatch.setattr(building._Building, "learn", stop)
    with pytest.raises(Stopped):
        demo.build(learners=40, seed=SEED, generator=generator)
    assert demo.is_begun()
    assert not demo.is_built()
    half = Rating.objects.count()
    monkeypatch.undo()
    # Another day, and other wishes: it goes on with the settings with which it began.
    with clock.at(NOW + dt.timedelta(days=9)):
        completed = demo.build(learners=300, seed=SEED + 1)
    assert demo.is_built()
    assert "complete" in completed.words
    assert completed.learners == Learner.objects.count() == 40
    assert half < Rating.objects.count() == completed.ratings
    assert Rating.objects.filter(recorded_at__gt=NOW + dt.timedelta(hours=8)).count() == 0
    assert audit.trail(act="demo.built").get().facts["generator"] == generator


def test_no_simulated_people_beside_real_ones(at_noon):
    create_person(given_name="Real", family_name="Person", by=building.BY)
    with pytest.raises(Refused, match="not a demo"):
        demo.build(learners=40)
    assert not demo.is_begun()


def test_none_in_production(at_noon, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(Refused, match="production"):
        demo.build(learners=40)


@pytest.mark.parametrize("wish", [{"generator": "wishes"}, {"learners": 3}])
def test_an_unknown_generator_or_a_handful_of_learners_is_refused(at_noon, wish):
    with pytest.raises(Refused, match="built by one of bursts, curves"):
        demo.build(**({"learners": 40} | wish))


def test_the_same_seed_builds_the_same_people(at_noon):
    from headway.district.demo import content as demo_content
    from headway.district.demo.cast import cast
    from headway.mastery.simulation import Calendar, bursts, invented_map

    simulated = bursts(invented_map(), Calendar.around(20_500), learners=40, seed=3)
    names = demo_content.read().names
    one, again = (cast(simulated, names, staff=5) for _ in range(2))
    assert one == again
    homes = simulated.learners.home_language
    for a, child in enumerate(one.children):
        for b, other in enumerate(one.children):
            if child.family == other.family:
                assert child.family_name == other.family_name
                assert homes[a] == homes[b]
