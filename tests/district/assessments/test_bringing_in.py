"""Files of outside tests through the one way in: what comes in, what is told, and what a second look changes."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from headway.district.assessments import api as assessments
from headway.district.assessments.models import AssessmentResult, RestrictedScores
from headway.district.continuum.api import current_map
from headway.district.foundation.api import NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.people.models import RosterSource, SourceRecord
from headway.district.people.types import LearnerRow
from headway.district.placement.api import leveling_table
from headway.district.portals.presenting.leveling.words import line_shown
from tests.district.assessments.conftest import HEADINGS, export, kinds, line, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def cora(world):
    return world.viewer("cora")


class TestWhatComesIn:
    def test_a_line_becomes_a_result_for_each_area_with_its_test_day_and_error(self, world, bring, cora):
        plan, _report = bring(line(goal=("Fractions", "203", "4.1")))
        assert plan.counts == {"outside_result": {"add": 2}}
        whole, goal = sorted(assessments.results_of(cora, world.ana.uuid), key=lambda one: one.area)
        assert (whole.test, whole.area, whole.score, whole.standard_error) == (
            "Growth",
            "Mathematics",
            205,
            2.5,
        )
        assert whole.taken_on == dt.date(2026, 9, 16)
        assert (goal.area, goal.score) == ("Mathematics – Fractions", 203)

    def test_the_same_file_again_adds_nothing(self, world, bring):
        bring(line(), line("L-ben"))
        plan, _report = bring(line("L-ben"), line(), apply=False)
        assert plan.changes_nothing
        assert plan.total("leave") == 2

    def test_planning_writes_nothing(self, world, bring):
        bring(line(), apply=False)
        assert not AssessmentResult.objects.exists()

    def test_a_row_said_twice_in_one_file_comes_in_once(self, world, bring):
        plan, _report = bring(line(), line())
        assert plan.total("add") == 1
        assert "same_twice" in kinds(plan)

    def test_one_audit_row_tells_of_the_import(self, world, bring):
        bring(line(), line("L-ben"))
        row = AuditEntry.objects.get(act="assessments.results_brought")
        assert (row.facts["added"], row.facts["profile"]) == (2, "map-growth/1")

    def test_the_2013_layout_is_recognised_by_itself(self, world, bring):
        raw = (
            b"TermName,SchoolName,MeasurementScale,Discipline,GrowthMeasureYN,StudentID,TestName,TestStartDate,TestRITScore,"
            b"TestStandardError\nFall 2025-2026,Alder,Mathematics,Mathematics,TRUE,L-ana,MAP,9/2/2025,201,3\n"
        )
        plan, _report = bring(raw=raw)
        assert plan.facts["profile_code"] == "map-growth-cdf"
        assert plan.total("add") == 1

    def test_percentiles_stay_out_until_the_district_wants_them(self, world, bring, cora):
        bring(line())
        assert not RestrictedScores.objects.exists()
        assessments.adopt_restricted(world.viewer("lena"), keep=True)
        bring(line("L-ben"))
        (item,) = assessments.results_of(cora, world.ben.uuid)
        assert item.restricted == {"percentile": "57"}


class TestWhoseResults:
    def test_an_unknown_learner_is_told_with_line_and_remedy_and_the_others_come_in(self, world, bring):
        plan, _report = bring(line("L-nobody"), line("L-nobody", subject="Reading"), line())
        assert plan.counts["outside_result"] == {"add": 1, "cannot_read": 2}
        (told,) = [one for one in plan.problems if one.kind == "unknown_learner"]
        assert told.row == "line 2"
        assert "L-nobody" in told.sentence.text
        assert told.remedy.text == "Bring the roster first, or correct the identifier."

    def test_nobody_is_found_by_a_name(self, world, bring):
        profile = {
            "key": "names", "vendor": "We", "name": "By name",
            "learner": [{"kind": "name_and_birth_date", "columns": ["last", "first", "born"]}],
            "when": {"column": "day", "formats": ["ISO"]},
            "areas": [{"area": "Reading", "value": "mark", "lowest": 0, "highest": 50}],
        }  # fmt: skip
        raw = b"last,first,born,day,mark\nReyes,Ana,2016-08-17,2026-09-01,20\n"
        plan, _report = bring(raw=raw, profile=json.dumps(profile), apply=False)
        assert kinds(plan).count("name_only") == 1
        assert plan.changes_nothing

    def test_what_a_roster_calls_a_learner_is_her_identifier_too(self, world, bring):
        _called("sis", "S-77", world.ben)
        bring(line("S-77"))
        assert AssessmentResult.objects.get().learner_id == world.ben.pk

    def test_a_states_identifier_counts_only_as_the_states(self, world, bring):
        """The same number may be another child's local identifier."""
        plan, _report = bring(line("", state="L-ana"), apply=False)
        assert plan.changes_nothing
        plan, _report = bring(line("", state="L-ana"), state_id="local")
        assert plan.total("add") == 1

    def test_identifiers_of_two_learners_in_one_line_are_refused(self, world, bring):
        _called("state", "ST-1", world.ben)
        plan, _report = bring(line("L-ana", state="ST-1"), apply=False)
        assert "two_learners" in kinds(plan)
        assert plan.changes_nothing


def _called(source: str, sourced_id: str, learner) -> None:
    row, _new = RosterSource.objects.get_or_create(code=source)
    SourceRecord.objects.create(
        source=row,
        kind=LearnerRow.RECORD_KIND,
        sourced_id=sourced_id,
        target_id=learner.pk,
        target_uuid=learner.uuid,
    )


class TestWhen:
    def test_a_day_yet_to_come_is_refused_with_its_line(self, world, bring):
        plan, _report = bring(line(date="12/1/2026"), line("L-ben"))
        assert plan.counts["outside_result"] == {"add": 1, "cannot_read": 1}
        assert "line 2 date Line 2: the test would have been taken on 2026-12-01" in said(plan)

    def test_a_day_before_birth_or_after_leaving_is_refused(self, world, bring):
        plan, _report = bring(line(date="9/16/2010"), line("L-gus"), apply=False)
        assert {"before_birth", "after_leaving"} <= set(kinds(plan))
        assert plan.changes_nothing

    def test_a_term_without_days_is_taken_as_its_likely_window_and_that_is_said(self, world, bring, cora):
        headings = HEADINGS.replace("TestStartDate", "Unused")
        plan, _report = bring(line(term="Spring 2025-2026"), headings=headings)
        assert "likely_term" in kinds(plan)
        assert "Spring 2025-2026" in plan.facts["terms"]
        (item,) = assessments.results_of(cora, world.ana.uuid)
        assert item.taken_on == dt.date(2026, 6, 15)

    def test_a_person_says_the_days_of_a_term(self, world, bring, cora):
        headings = HEADINGS.replace("TestStartDate", "Unused")
        bring(line(term="Window B"), headings=headings, terms={"Window B": ["2026-09-01", "2026-09-12"]})
        (item,) = assessments.results_of(cora, world.ana.uuid)
        assert item.taken_on == dt.date(2026, 9, 12)

    def test_missing_terms_are_told_and_nothing_is_guessed(self, world, bring):
        headings = HEADINGS.replace("TestStartDate", "Unused")
        plan, _report = bring(line(term="Window B"), line("L-ben", term=""), headings=headings, apply=False)
        assert kinds(plan).count("no_day") == 2
        assert plan.changes_nothing

    def test_days_of_a_term_that_are_none_are_refused(self, world, bring):
        with pytest.raises(Refused, match="cannot be read"):
            bring(line(), terms={"Fall": ["soon", "later"]})


class TestFilesThatAreWrong:
    def test_a_value_out_of_range_is_named_and_the_rest_comes_in(self, world, bring):
        plan, _report = bring(line(value="999"), line("L-ben"))
        assert plan.counts["outside_result"] == {"add": 1, "cannot_read": 1}
        assert "999 is outside what Mathematics can be, 100 to 350" in said(plan)

    def test_another_encoding_is_read(self, world, bring, cora):
        raw = export(line(subject="Matemáticas")).decode().encode("cp1252")
        bring(raw=raw)
        assert assessments.results_of(cora, world.ana.uuid)[0].area == "Matemáticas"

    def test_renamed_columns_are_refused_with_the_nearest_names_and_nothing_is_written(self, world, bring):
        with pytest.raises(Refused) as refused:
            bring(line(), headings=HEADINGS.replace("TestRITScore", "TestRITScoring"), profile="map-growth")
        assert "TestRITScoring" in str(refused.value.problems[0].remedy)
        assert not AssessmentResult.objects.exists()

    def test_a_renamed_column_is_read_once_the_profile_knows_its_new_name(self, world, bring):
        shipped = assessments.profile_called("map-growth").profile.to_dict()
        shipped["aliases"] = {**shipped.get("aliases", {}), "TestRITScore": ["RIT"]}
        assessments.save_profile(world.viewer("lena"), shipped, code="map-growth")
        plan, _report = bring(line(), headings=HEADINGS.replace("TestRITScore", "RIT"))
        assert plan.total("add") == 1
        assert AssessmentResult.objects.get().profile == "map-growth/2"

    def test_a_layout_that_nobody_knows_is_refused_with_what_to_do(self, world, bring):
        with pytest.raises(Refused, match="No profile fits"):
            bring(raw=b"colour,size\nred,3\n")

    def test_no_table_at_all_is_refused(self, world, bring):
        with pytest.raises(Refused):
            bring(raw=b"%PDF-1.7 nothing of the kind")

    def test_an_option_that_is_none_is_refused(self, world, bring):
        with pytest.raises(Refused, match="no option guess"):
            bring(line(), guess="yes")


class TestTwoRowsForOneTest:
    def test_both_come_in_and_neither_suggests_anything_until_a_person_settles_it(
        self, world, bring, cora, crosswalk
    ):
        bring(line(value="205"), line(value="215"))
        items = assessments.results_of(cora, world.ana.uuid)
        assert {one.state for one in items} == {"in_question"}
        assert assessments.suggestions_of(cora, [world.ana.pk]) == {}
        (question,) = assessments.questions(cora)
        assert [one.score for one in question.items] == [205, 215]
        assessments.settle(cora, question.items[1].uuid)
        (item,) = assessments.results_of(cora, world.ana.uuid)
        assert (item.score, item.state) == (215, "counted")
        assert assessments.suggestions_of(cora, [world.ana.pk])[world.ana.pk][0].levels == (5,)
        assert assessments.questions(cora) == ()

    def test_leveling_names_both_and_lets_neither_lead(self, world, bring, cora, crosswalk):
        bring(line(value="205"), line(value="215"))
        assert assessments.suggestions_of(cora, [world.ana.pk]) == {}
        (found,) = assessments.contradictions_of(cora, world.ana.uuid)
        assert (found.domain_code, [one.levels for one in found.sources]) == ("MA", [(4,), (5,)])
        whole = leveling_table(cora, world.ana.uuid).of_domain("MA")[0]
        assert (whole.sources, whole.suggestion.levels) == ((), ())
        shown = line_shown(whole, current_map())
        assert "disagree" in shown.suggestion
        assert "Level 4" in shown.contradicts
        assert "Level 5" in shown.contradicts
        for who in ("carl", "rosa", "ana"):
            assert assessments.contradictions_of(world.viewer(who), world.ana.uuid) == ()

    def test_a_later_file_that_says_something_else_is_put_in_question_too(self, world, bring, cora):
        bring(line(value="205"))
        plan, _report = bring(line(value="208"))
        assert "contradicts" in kinds(plan)
        assert {one.state for one in assessments.results_of(cora, world.ana.uuid)} == {"in_question"}

    def test_a_stranger_cannot_settle_it(self, world, bring, cora):
        bring(line(value="205"), line(value="215"))
        (question,) = assessments.questions(cora)
        with pytest.raises(NotFound):
            assessments.settle(world.viewer("carl"), question.items[0].uuid)
        with pytest.raises(NotFound):
            assessments.settle(world.viewer("rosa"), question.items[0].uuid)


class TestUndo:
    def test_a_whole_import_is_taken_back_as_one_act_and_may_come_again(self, world, bring, cora):
        lena = world.viewer("lena")
        bring(line(), line("L-ben"))
        (brought,) = assessments.brought_in(lena)
        assert (brought.added, brought.standing) == (2, 2)
        assert assessments.withdraw_brought(lena, brought.act) == 2
        assert assessments.results_of(cora, world.ana.uuid) == ()
        assert assessments.withdraw_brought(lena, brought.act) == 0
        assert AuditEntry.objects.filter(act="assessments.results_taken_back").count() == 1
        plan, _report = bring(line(), line("L-ben"))
        assert plan.total("add") == 2
        assert len(assessments.results_of(cora, world.ana.uuid)) == 1

    def test_leaders_of_one_school_cannot_take_it_back(self, world, bring):
        bring(line())
        act = AssessmentResult.objects.get().act
        with pytest.raises(NotFound):
            assessments.withdraw_brought(world.viewer("lee"), act)
