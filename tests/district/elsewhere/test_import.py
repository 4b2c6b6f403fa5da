"""A Slate district's tables: kept beside the record on their own steps, once, and worked out by Slate's own rules."""

import pytest
from django.apps import apps

from headway.district.elsewhere.api import bring as bring_contents
from headway.district.elsewhere.api import compute
from headway.district.elsewhere.models import SourceEnrolment, SourceResult, SourceRow, SourceSkill
from headway.district.foundation.api import NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.interop.ratings.profiles import load_profile
from headway.district.interop.slate.reading import read
from tests.district.elsewhere.slate_export import BY, bring, export, planned, said, with_line

pytestmark = pytest.mark.django_db


def row_of(learner):
    row = SourceRow.objects.get(enrolment__learner=learner)
    return row.average, row.complete, row.required, row.missed, row.progress, row.growth, row.is_complete


def test_results_stand_on_their_own_steps_with_what_was_missed_and_overridden(world):
    report = bring(export())

    found = SourceResult.objects.filter(learner=world.ana).order_by("identifier")
    assert [(one.skill.code, one.level, one.step, one.is_override) for one in found] == [
        ("ELA.1.1", 9, 8, False),
        ("ELA.1.1", 9, 10, False),
        ("ELA.1.2", 9, 0, False),
    ]
    override = SourceResult.objects.get(learner=world.ben)
    assert (override.step, override.is_override) == (None, True)
    assert report.counts == {"skill": {"add": 3}, "enrolment": {"add": 2}, "result": {"add": 4}}
    assert not report.problems


def test_its_own_rules_make_the_rows(world):
    bring(export())
    assert row_of(world.ana) == (90, 2, 4, 1, 50, 5, False)  # 9.0 from 8 and 10, baseline 8.5, one missed
    assert row_of(world.ben) == (None, 2, 4, 0, 50, None, False)  # an override alone


def test_nothing_of_it_reaches_the_record(world):
    """No table of ours gains a row: no evidence, rating, determination, standing, or competency."""

    def counts():
        ours = [one for one in apps.get_models() if one._meta.app_label not in ("elsewhere", "interop")]
        return {one._meta.label: one.objects.count() for one in ours if one is not AuditEntry}

    before = counts()
    bring(export())
    assert counts() == before


def test_the_same_file_again_changes_nothing(world):
    bring(export())
    again = planned(export())
    assert again.changes_nothing
    assert again.counts == {"skill": {"leave": 3}, "enrolment": {"leave": 2}, "result": {"leave": 4}}
    bring(export())
    assert SourceResult.objects.count() == 4
    assert SourceRow.objects.count() == 2


def test_a_later_export_adds_what_is_new_and_works_the_rows_out_anew(world):
    bring(export())
    more = [*export_lines("demonstration_skills"), "15,2,2,9,12,0"]
    report = bring(export(demonstration_skills=more))
    assert report.counts["result"] == {"add": 1, "leave": 4}
    assert row_of(world.ana)[:2] == (100, 3)


def test_a_result_that_says_something_else_now_is_told_and_not_rewritten(world):
    bring(export())
    changed = export(demonstration_skills=with_line("demonstration_skills", "11,1,1,9,8,0", "11,1,1,9,7,0"))
    plan = planned(changed)
    assert said(plan, "changed_since") == [("cbl_demonstration_skills.csv row 2", "ID")]
    bring(changed)
    assert SourceResult.objects.get(identifier=11).step == 8


def test_a_baseline_and_requirements_follow_the_newest_export(world):
    bring(export())
    raw = export(
        student_competencies=with_line("student_competencies", "1,L-ana,1,9,8.50", "1,L-ana,1,9,8.00"),
        skills=with_line(
            "skills",
            '2,1,ELA.1.2,Following an argument,"{""9"": 2, ""default"": 1}",active',
            '2,1,ELA.1.2,Following an argument,"{""9"": 2, ""default"": 1}",archived',
        ),
    )
    report = bring(raw)
    assert report.counts["enrolment"] == {"change": 1, "leave": 1}
    assert report.counts["skill"] == {"change": 1, "leave": 2}
    assert row_of(world.ana) == (90, 2, 2, 0, 100, 10, True)


def test_two_systems_stand_side_by_side(world):
    bring(export())
    bring(export(), source="old-slate")
    assert SourceResult.objects.filter(identifier=11).count() == 2
    assert SourceSkill.objects.count() == 6


def test_a_learner_who_is_not_known_is_told_with_row_and_field_and_everybody_else_is_taken(world):
    raw = export(
        demonstrations=with_line("demonstrations", "3,L-ben,2026-09-08 10:00:00", "3,77,2026-09-08 10:00:00"),
        student_competencies=with_line("student_competencies", "2,L-ben,1,9,", "2,77,1,9,"),
    )
    report = bring(raw)
    assert said(report, "unknown_learner") == [
        ("cbl_demonstrations.csv row 4", "StudentID"),
        ("cbl_student_competencies.csv row 3", "StudentID"),
    ]
    assert said(report, "no_match") == [("cbl_demonstration_skills.csv row 5", "DemonstrationID")]
    assert report.counts["result"] == {"add": 3, "cannot_read": 1}
    assert report.counts["enrolment"] == {"add": 1, "cannot_read": 1}


@pytest.mark.parametrize(
    ("table", "old", "new", "kind", "place"),
    [
        (
            "demonstration_skills",
            "11,1,1,9,8,0",
            "11,1,1,9,14,0",
            "step_unknown",
            ("cbl_demonstration_skills.csv row 2", "DemonstratedLevel"),
        ),
        (
            "demonstration_skills",
            "11,1,1,9,8,0",
            "11,1,1,9,,0",
            "step_unknown",
            ("cbl_demonstration_skills.csv row 2", "DemonstratedLevel"),
        ),
        (
            "demonstration_skills",
            "11,1,1,9,8,0",
            "11,1,1,nine,8,0",
            "level_unknown",
            ("cbl_demonstration_skills.csv row 2", "TargetLevel"),
        ),
        (
            "demonstration_skills",
            "11,1,1,9,8,0",
            "11,1,1,9,8,maybe",
            "override_unknown",
            ("cbl_demonstration_skills.csv row 2", "Override"),
        ),
        (
            "demonstration_skills",
            "12,2,1,9,10,0",
            "11,2,1,9,10,0",
            "number_twice",
            ("cbl_demonstration_skills.csv row 3", "ID"),
        ),
        (
            "demonstration_skills",
            "11,1,1,9,8,0",
            "11,1,9,9,8,0",
            "no_match",
            ("cbl_demonstration_skills.csv row 2", "SkillID"),
        ),
        (
            "demonstration_skills",
            "11,1,1,9,8,0",
            "11,1,1,9,8",
            "ragged_row",
            ("cbl_demonstration_skills.csv row 2", ""),
        ),
        (
            "demonstrations",
            "1,L-ana,2026-09-01 10:00:00",
            "1,L-ana,01/09/2026",
            "date_unreadable",
            ("cbl_demonstrations.csv row 2", "Demonstrated"),
        ),
        (
            "demonstrations",
            "1,L-ana,2026-09-01 10:00:00",
            "1,L-ana,2027-09-01 10:00:00",
            "date_in_future",
            ("cbl_demonstrations.csv row 2", "Demonstrated"),
        ),
        (
            "student_competencies",
            "1,L-ana,1,9,8.50",
            "1,L-ana,1,9,8.505",
            "baseline_unreadable",
            ("cbl_student_competencies.csv row 2", "BaselineRating"),
        ),
        (
            "student_competencies",
            "2,L-ben,1,9,",
            "2,L-ana,1,9,",
            "enrolment_twice",
            ("cbl_student_competencies.csv row 3", ""),
        ),
        (
            "skills",
            '3,2,ELA.2.1,Telling,"{""default"": 1}",active',
            "3,2,ELA.2.1,Telling,two,active",
            "requirements_unreadable",
            ("cbl_skills.csv row 4", "DemonstrationsRequired"),
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_row_and_field_and_left_out(
    world, table, old, new, kind, place
):
    report = bring(export(**{table: with_line(table, old, new)}))
    assert place in said(report, kind)
    (problem,) = [one for one in report.problems if one.kind == kind]
    assert problem.remedy.text


def test_a_competency_that_cannot_be_read_leaves_the_others_in_their_places(world):
    """What refers to places in a table must not slip when a row above is left out."""
    report = bring(
        export(competencies=["ID,Code,Descriptor", "x,BAD,Bad", "1,ELA.1,Reading", "2,ELA.2,Speaking"])
    )
    assert said(report, "number_unreadable") == [("cbl_competencies.csv row 2", "ID")]
    assert {one.competency.code for one in SourceEnrolment.objects.all()} == {"ELA.1"}
    assert row_of(world.ana)[0] == 90


def test_what_is_no_archive_of_its_tables_is_refused(world):
    with pytest.raises(Refused, match="needs the file"):
        planned(b"ID,Code\n1,A\n")
    with pytest.raises(Refused, match="no option colour"):
        planned(export(), colour="red")


def test_a_wrong_row_given_to_the_service_is_refused_and_nothing_is_written(world):
    contents = read(export(), "", "slate").contents
    contents.results.step[0] = 14
    with pytest.raises(Refused) as refused:
        bring_contents(contents, by=BY)
    assert [(one.row, one.field) for one in refused.value.problems] == [("1", "step")]
    assert not SourceResult.objects.exists()


def test_bringing_in_and_working_out_are_noted_in_the_trail(world):
    bring(export())
    acts = AuditEntry.objects.filter(act__startswith="elsewhere.").order_by("pk")
    assert [one.act for one in acts] == ["elsewhere.results_brought", "elsewhere.computed"]
    assert acts[0].facts["results"] == 4


def test_rows_can_be_worked_out_anew_for_some_learners(world):
    bring(export())
    SourceRow.objects.all().update(average=1)
    assert compute("slate", by=BY, learner_ids=[world.ana.pk]) == 1
    assert row_of(world.ana)[0] == 90
    assert row_of(world.ben)[0] == 1
    with pytest.raises(NotFound):
        compute("nowhere", by=BY)


def export_lines(name):
    from tests.district.elsewhere.slate_export import TABLES

    return TABLES[f"cbl_{name}"]


def test_the_tables_are_read_with_the_shipped_profile():
    assert load_profile("slate").file == "cbl_demonstration_skills.csv"
