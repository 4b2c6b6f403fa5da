"""Building the demo, stage by stage. Each stage is one transaction, so what was stopped goes on where it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map, load_framework, publish
from headway.district.demo import content as demo_content
from headway.district.demo.agreements import agree_showcase
from headway.district.demo.cast import cast
from headway.district.demo.check_ins import check_in_showcase
from headway.district.demo.days_that_came import let_days_come
from headway.district.demo.depths import deepen_showcase
from headway.district.demo.leveling import level_showcase
from headway.district.demo.moving import move_on
from headway.district.demo.notices import tell_showcase
from headway.district.demo.outside import adopt_example, bring_an_export
from headway.district.demo.pacing import keep_time
from headway.district.demo.profile import load_profile, read_profile
from headway.district.demo.questions import show_checks
from headway.district.demo.record import Record, before_leaving
from headway.district.demo.roster import DISTRICT, Roster, staff_needed
from headway.district.demo.rows import SOURCE, numbered, row_ids
from headway.district.demo.showcase import SIGN_INS, SignIn, choose
from headway.district.demo.signals import answer_showcase
from headway.district.demo.state_test import decide_state_test, school_years_told
from headway.district.demo.tasks import live_tasks, task_contents
from headway.district.demo.years import prepare_years
from headway.district.evidence.api import WithdrawalReason, load_tasks, recent_evidence, task_ids
from headway.district.foundation.api import Actor, Refused, audit, clock
from headway.district.habits.api import note_columns
from headway.district.interop.api import habits_apart
from headway.district.people.api import (
    Purpose,
    Viewer,
    account_named,
    any_people,
    district_organisation,
    sections_taught,
    set_days_off,
    viewer_for_account,
    viewer_for_person,
    visible_learners,
    write_roster,
)
from headway.district.people.types import LearnerRow, OrganisationRow, PersonRow, SectionRow
from headway.district.proficiency.api import (
    decide_in_bulk,
    recompute,
    record_ratings_in_bulk,
    withdraw_rating,
)
from headway.mastery.facts import Kind
from headway.mastery.simulation import Calendar, SimulatedDistrict, bursts, curves

__all__ = ["BEGUN", "BUILT", "STAGE", "DemoSummary", "build", "is_begun", "is_built"]

# Rows of the audit trail by which a demo is known, whole or not.
BEGUN, STAGE, BUILT = "demo.begun", "demo.stage_done", "demo.built"
BY = Actor.system("demo")
GENERATORS = {"bursts": bursts, "curves": curves}

FEWEST_LEARNERS = 20
SECOND_THOUGHTS = 4
Progress = Callable[..., None]


@dataclass(frozen=True)
class DemoSummary:
    """What the demo holds, and who can sign in. `words`: what happened, as a sentence."""

    words: str
    learners: int
    ratings: int
    decisions: int
    schools: int
    people: tuple[SignIn, ...]


def is_begun() -> bool:
    """Is there a demo in this database, whole or half-built?"""
    return audit.trail(act=BEGUN).exists()


def is_built() -> bool:
    return audit.trail(act=BUILT).exists()


def build(
    *,
    learners: int = 800,
    seed: int = 20260901,
    progress: Progress | None = None,
    generator: str = "bursts",
) -> DemoSummary:
    """Build the demo district in an empty database; a whole one is left as it is, a half-built one is completed.

    `progress(step, done, total)` counts steps. Raises Refused when the database holds other people, when the
    settings of a half-built demo cannot be used any more, or for an unknown generator.
    """
    report = progress or (lambda *told: None)
    if settings.IS_PRODUCTION:
        raise Refused(
            _("HEADWAY_ENV is production, where no simulated people are added."),
            remedy=_("Use HEADWAY_ENV=demo and a database of its own."),
        )
    if is_built():
        return _told(_("The demo is here already; nothing was changed."))
    if not is_begun() and any_people():
        raise Refused(
            _("This database holds records that are not a demo, so no simulated people are added."),
            remedy=_("Give another database: HEADWAY_DATABASE_URL=sqlite:///var/demo.sqlite3."),
        )
    if generator not in GENERATORS or learners < FEWEST_LEARNERS:
        raise Refused(
            _("The demo is built by one of %(generators)s, with %(fewest)s learners or more.")
            % {"generators": ", ".join(GENERATORS), "fewest": FEWEST_LEARNERS}
        )
    was_begun = is_begun()
    _Building(_settings(learners, seed, generator), report).run()
    return _told(
        _("The demo was half-built, and is complete now.") if was_begun else _("The demo was built.")
    )


def _settings(learners: int, seed: int, generator: str) -> dict[str, Any]:
    """Those of the half-built demo, which must go on as it began; else the given ones, noted in the trail."""
    begun = audit.trail(act=BEGUN).first()
    if begun is not None:
        return dict(begun.facts)
    today = clock.today()
    facts: dict[str, Any] = {
        "learners": learners,
        "seed": seed,
        "generator": generator,
        "today": today.isoformat(),
    }
    with transaction.atomic():
        audit.record(by=BY, act=BEGUN, **facts)
    return facts


def _told(words: Any) -> DemoSummary:
    built = audit.trail(act=BUILT).first()
    facts = built.facts if built else {}
    return DemoSummary(
        words=str(words),
        learners=facts.get("learners", 0),
        ratings=facts.get("ratings", 0),
        decisions=facts.get("decisions", 0),
        schools=facts.get("schools", 0),
        people=SIGN_INS,
    )


class _Building:
    """One run: what is done already is skipped, the rest is done in order."""

    def __init__(self, facts: dict[str, Any], report: Progress) -> None:
        self.facts, self.report = facts, report
        self.content = demo_content.read()
        self.calendar = Calendar.around((dt.date.fromisoformat(facts["today"]) - dt.date(1970, 1, 1)).days)
        self.done = {row.facts["stage"] for row in audit.trail(act=STAGE)}
        self.total = 0

    def run(self) -> None:
        before_school = dt.datetime.combine(
            dt.date(1970, 1, 1) + dt.timedelta(days=self.calendar.first_day - 30), dt.time(15), tzinfo=dt.UTC
        )
        # The continuum was there before the first evidence; so its dates say.
        with clock.at(before_school):
            self.stage("places", self.places, "The continuum")
            self.stage("continuum", self.continuum, "The continuum")
            self.stage("profile", self.profile, "The continuum")
        simulated = self.simulate()
        roster = self.roster(simulated)
        self.stage("roster", lambda: self.write(roster), "People and sections")
        self.stage("tasks", self.tasks, "Tasks")
        record = self.record(simulated, roster)
        for school in simulated.schools.school.tolist():
            self.stage(f"record-{school}", partial(self.learn, record, school), "Evidence and decisions")
        self.stage("bank", self.bank, "Tasks")
        self.stage("checks", self.checks, "Tasks")
        self.stage("second_thoughts", self.second_thoughts, "Evidence and decisions")
        self.stage("outside_tests", self.outside_tests, "Evidence and decisions")
        self.stage("leveling", lambda: level_showcase(BY), "Moving on")
        self.stage("moving_on", self.moving_on, "Moving on")
        self.stage("years", self.years, "Moving on")
        self.stage("pacing", lambda: keep_time(BY), "Moving on")
        self.stage("state_test", decide_state_test, "Moving on")
        self.stage("days_that_came", let_days_come, "Moving on")
        self.stage("agreements", agree_showcase, "Moving on")
        self.stage("depths", deepen_showcase, "Moving on")
        self.stage("check_ins", check_in_showcase, "Moving on")
        self.stage("signals", answer_showcase, "Moving on")
        self.stage("notices", lambda: tell_showcase(BY), "Moving on")
        self.finish(simulated)

    def stage(self, name: str, work: Callable[[], None], words: str) -> None:
        """Do it once: the work and the note that it is done are one transaction."""
        self.report(words, len(self.done), max(self.total, len(self.done) + 1))
        if name in self.done:
            return
        with transaction.atomic():
            work()
            audit.record(by=BY, act=STAGE, stage=name)
        self.done.add(name)

    # -- stages ------------------------------------------------------------------------------------------

    def places(self) -> None:
        """The district alone: the continuum belongs to it."""
        places = self.content.places
        write_roster(
            [OrganisationRow(DISTRICT, "district", places["district"], places["code"])],
            by=BY,
            source_code=SOURCE,
        )

    def continuum(self) -> None:
        district = district_organisation()
        version = load_framework(
            demo_content.framework(self.content), by=BY, organisation_id=district.pk if district else None
        )
        publish(version.id, by=BY)

    def profile(self) -> None:
        codes = {one["code"] for one in self.content.competencies}
        load_profile(read_profile(demo_content.folder(), codes), by=BY)

    def simulate(self) -> SimulatedDistrict:
        """The same for the same settings, so that a half-built demo can be completed."""
        continuum = current_map()
        if continuum is None:
            raise Refused(_("The demo's continuum isn't published."), remedy=_("Build the demo anew."))
        self.report("Simulating three school years")
        simulated = GENERATORS[self.facts["generator"]](
            demo_content.competency_map(self.content, continuum),
            self.calendar,
            learners=self.facts["learners"],
            seed=self.facts["seed"],
            progress=lambda share: self.report("Simulating three school years", round(100 * share), 100),
        )
        self.total = 8 + len(simulated.schools)
        # What is really so stays in the simulation: no district knows it, and it takes much memory.
        empty = np.empty((0, 0, 0), dtype=np.float32)
        return replace(
            simulated,
            truth=replace(simulated.truth, ability=empty),
            decisions=before_leaving(simulated.decisions, simulated.learners),
        )

    def roster(self, simulated: SimulatedDistrict) -> Roster:
        people = cast(simulated, self.content.names, staff=staff_needed(simulated))
        return Roster(simulated, self.content, people, choose(simulated, people))

    def write(self, roster: Roster) -> None:
        rows = list(roster.rows())
        told = school_years_told(rows, dt.date.fromisoformat(self.facts["today"]))
        write_roster(rows, by=BY, source_code=SOURCE, extras=told)
        district = district_organisation()
        if district is not None:
            set_days_off(organisation=district, days=roster.days_off(), by=BY)

    def tasks(self) -> None:
        continuum = current_map()
        district = district_organisation()
        assert continuum is not None
        assert district is not None
        load_tasks(
            task_contents(self.content.tasks, self.content.whole_tasks, continuum),
            organisation_id=district.pk,
            by=BY,
        )

    def bank(self) -> None:
        """What the teacher of the showcase did with the bank, and a colleague at another school."""
        continuum, account = current_map(), account_named("teacher")
        teacher = viewer_for_account(account.pk) if account else None
        if continuum is None or teacher is None:
            return
        live_tasks(teacher, self._colleague(teacher), self.content.whole_tasks, continuum)

    def moving_on(self) -> None:
        """What learners of the showcase chose next, and one who moved on."""
        account = account_named("teacher")
        teacher = viewer_for_account(account.pk) if account else None
        if teacher is not None:
            move_on(teacher, BY)

    def years(self) -> None:
        """What the next year needs, a band, and learners who change schools."""
        found = [account_named(name) for name in ("teacher", "leader", "superintendent")]
        teacher, leader, office = (viewer_for_account(one.pk) if one else None for one in found)
        if teacher is not None and leader is not None and office is not None:
            prepare_years(BY, teacher, leader, office)

    def checks(self) -> None:
        show_checks(current_map(), seed=self.facts["seed"], by=BY)

    def _colleague(self, teacher: Viewer) -> Viewer | None:
        """Somebody who teaches at another school; none where there is one school only."""
        schools = {one.school_id for one in sections_taught(teacher)}
        for sourced_id, person_id in row_ids(PersonRow.RECORD_KIND).items():
            other = viewer_for_person(person_id) if sourced_id.startswith("teacher-") else None
            if other and other.teaches and not schools & {one.school_id for one in sections_taught(other)}:
                return other
        return None

    def record(self, simulated: SimulatedDistrict, roster: Roster) -> Record:
        continuum = current_map()
        district = district_organisation()
        assert continuum is not None
        assert district is not None
        people = row_ids(PersonRow.RECORD_KIND)
        tasks = task_ids(district.pk)
        texts = {one["code"]: one for one in self.content.competencies}
        family = {roster.chosen.family, roster.chosen.spanish_family}
        return Record(
            simulated=simulated,
            content=self.content,
            cast=roster.cast,
            learner_ids=numbered(row_ids(LearnerRow.RECORD_KIND), "learner", len(simulated.learners)),
            teacher_ids=numbered(people, "teacher", len(simulated.teachers)),
            section_ids=numbered(row_ids(SectionRow.RECORD_KIND), "section", len(simulated.sections)),
            task_ids=np.array([tasks[task.code] for task in self.content.tasks], dtype=np.int64),
            competency_ids=np.array([one.id for one in continuum.competencies], dtype=np.int64),
            competencies=tuple(texts[one.code] for one in continuum.competencies),
            showcase=tuple(
                number for number, child in enumerate(roster.cast.children) if child.family in family
            ),
        )

    def learn(self, record: Record, school: int) -> None:
        part = record.part(school)
        if not part.learners:
            return
        ratings, habits = habits_apart(part.ratings)
        record_ratings_in_bulk(ratings, by=BY, project=False)
        decide_in_bulk(part.decisions, by=BY, project=False)
        if len(habits):
            note_columns(habits, by=BY)
        recompute(part.learners, by=BY)

    def second_thoughts(self) -> None:
        """The teacher of the showcase takes some ratings back, so that a history with a withdrawal can be seen."""
        account = account_named("teacher")
        viewer = viewer_for_account(account.pk) if account else None
        if viewer is None:
            return
        for learner in visible_learners(viewer, Purpose.RATE).order_by("pk")[:SECOND_THOUGHTS]:
            for item in recent_evidence(viewer, learner, limit=20):
                if item.rater_id == viewer.person_id:
                    withdraw_rating(
                        viewer=viewer, rating_uuid=item.rating_uuid, reason=WithdrawalReason.MISTAKEN_LEVEL
                    )
                    break

    def outside_tests(self) -> None:
        """Results of an outside test for one school, from its publisher's file, and an example of a crosswalk."""
        account = account_named("counselor")
        viewer = viewer_for_account(account.pk) if account else None
        if viewer is not None and adopt_example(BY):
            bring_an_export(viewer, self.facts["seed"], BY)

    def finish(self, simulated: SimulatedDistrict) -> None:
        with transaction.atomic():
            audit.record(
                by=BY,
                act=BUILT,
                learners=len(simulated.learners),
                seed=self.facts["seed"],
                generator=simulated.generator,
                version=simulated.version,
                ratings=_academic(simulated, simulated.ratings.competency),
                decisions=_academic(simulated, simulated.decisions.competency),
                schools=len(simulated.schools),
            )


def _academic(simulated: SimulatedDistrict, competency: Any) -> int:
    """How many of these rows are about subjects. Habits are noted apart."""
    return int((simulated.map.graph.kind[competency] != int(Kind.HABITS)).sum())
