"""Ratings from a table: what is right goes in once, what is not is said with row, field and remedy."""

import datetime as dt

import pytest

from headway.district.evidence.models import Evidence, Rating
from headway.district.foundation.api import Conflict, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.interop import api
from headway.district.interop.models import ImportRun
from headway.district.proficiency.models import Standing
from tests.district.interop.ratings.tables_in import BY, bring, planned, said, table

pytestmark = pytest.mark.django_db


# -- what goes in ----------------------------------------------------------------------------------------------------


def test_a_row_becomes_a_rating_of_this_learner_this_competency_this_level_this_day(world):
    _run, report = bring(table("L-ana,MA.FR.1,3,2026-09-15"))

    rating = Rating.objects.get()
    assert rating.learner == world.ana
    assert rating.competency == world.competency("MA.FR.1")
    assert (rating.level, rating.observed_at.date()) == (3, dt.date(2026, 9, 15))
    assert report.counts == {"rating": {"add": 1}}
    assert not report.problems


def test_standings_are_in_step_afterwards(world):
    bring(table(*(f"L-ana,MA.FR.1,3,2026-09-{day}" for day in (10, 15, 20))))

    standing = Standing.objects.get()
    assert (standing.learner, standing.pieces, standing.proposed_level) == (world.ana, 3, 3)


def test_standings_can_wait_for_a_recomputation(world):
    _run, report = bring(table("L-ana,MA.FR.1,3,2026-09-15"), recompute=False)
    assert not Standing.objects.exists()
    assert "seconds_to_recompute" not in report.facts


def test_every_further_column_is_used(world):
    raw = table(
        "L-ana,MA.FR.1,3,2026-09-15,essay,My essay,ortiz,writing",
        "L-ana,MA.DA.1,2,2026-09-15,essay,My essay,ortiz,writing",
        "L-ana,LI.RE.1,4,2026-09-16,,,,",
        header="learner,competency,level,date,piece,title,rater,form",
    )
    bring(raw)

    essay = Evidence.objects.get(form="writing")
    assert essay.words.title == "My essay"
    assert essay.ratings.count() == 2
    assert {one.rater for one in essay.ratings.all()} == {world.ortiz}
    other = Evidence.objects.exclude(pk=essay.pk).get()
    assert (other.form, other.ratings.get().rater) == ("observation", None)


def test_pieces_of_two_learners_with_one_name_are_two_pieces(world):
    raw = table(
        "L-ana,MA.FR.1,3,2026-09-15,p1",
        "L-ben,MA.FR.1,3,2026-09-15,p1",
        header="learner,competency,level,date,piece",
    )
    bring(raw)
    assert Evidence.objects.count() == 2


def test_learners_and_competencies_may_be_named_by_our_identifiers(world):
    one = world.competency("MA.FR.1")
    bring(table(f"{world.ana.uuid},{one.uuid},3,2026-09-15", f"L-ben,{one.identifier},2,2026-09-15"))
    assert Rating.objects.filter(competency=one).count() == 2


def test_levels_may_be_written_in_the_words_of_the_scale(world):
    bring(table("L-ana,MA.FR.1,Proficient,2026-09-15", "L-ana,MA.FR.2,emerging,2026-09-15"))
    assert list(Rating.objects.order_by("competency_id").values_list("level", flat=True)) == [3, 1]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbflearner;competency;level;date\r\nL-ana;MA.FR.1;3;2026-09-15\r\n\r\n",
        "learner\tcompetency\tlevel\tdate\nL-ana\tMA.FR.1\t3\t2026-09-15\n".encode("utf-16"),
        b' learner , competency,level,"date"\n L-ana , MA.FR.1 , 3 ,"2026-09-15"\n',
    ],
)
def test_tables_in_the_dress_of_other_programs_are_read(world, raw):
    bring(raw)
    assert Rating.objects.get().learner == world.ana


def test_a_time_of_day_is_kept_and_a_zone_is_honoured(world):
    bring(table("L-ana,MA.FR.1,3,2026-09-15T23:30:00+02:00"))
    assert Rating.objects.get().observed_at == dt.datetime(2026, 9, 15, 21, 30, tzinfo=dt.UTC)


# -- what does not go in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "kind", "field"),
    [
        ("L-nobody,MA.FR.1,3,2026-09-15", "unknown_learner", "learner"),
        (",MA.FR.1,3,2026-09-15", "missing", "learner"),
        ("L-gus,MA.FR.1,3,2026-09-15", "left_before", "learner"),
        ("L-ana,MA.XX.9,3,2026-09-15", "unknown_competency", "competency"),
        ("L-ana,,3,2026-09-15", "missing", "competency"),
        ("L-ana,MA.FR.1,87,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,F,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,75%,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,0,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,5,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,2.5,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,-1,2026-09-15", "level_unknown", "level"),
        ("L-ana,MA.FR.1,,2026-09-15", "missing", "level"),
        ("L-ana,MA.FR.1,3,1/05/2023", "date_ambiguous", "date"),
        ("L-ana,MA.FR.1,3,13/05/2023", "date_unreadable", "date"),
        ("L-ana,MA.FR.1,3,yesterday", "date_unreadable", "date"),
        ("L-ana,MA.FR.1,3,2026-02-30", "date_unreadable", "date"),
        ("L-ana,MA.FR.1,3,2027-01-01", "date_in_future", "date"),
        ("L-ana,MA.FR.1,3,1926-09-15", "date_too_early", "date"),
        ("L-ana,MA.FR.1,3,", "missing", "date"),
        ("L-ana,MA.FR.1,3", "ragged_row", ""),
        ("L-ana,MA.FR.1,3,2026-09-15,more", "ragged_row", ""),
    ],
)
def test_a_row_that_cannot_be_taken_is_said_with_field_and_remedy_and_the_rest_goes_in(
    world, row, kind, field
):
    _run, report = bring(table("L-ana,MA.FR.2,3,2026-09-15", row, "L-ben,MA.FR.2,3,2026-09-15"))

    assert said(report, kind) == [("row 3", field)]
    assert all(one.sentence.text and one.remedy.text for one in report.problems)
    assert report.counts == {"rating": {"add": 2, "cannot_read": 1}}
    assert set(Rating.objects.values_list("learner", flat=True)) == {world.ana.pk, world.ben.pk}


def test_work_from_before_a_learner_left_still_goes_in(world):
    day = world.gus.left_on.isoformat()
    bring(table(f"L-gus,MA.FR.1,3,{day}"))
    assert Rating.objects.get().learner == world.gus


def test_a_learner_identifier_that_two_share_is_nobody_s(world):
    world.ben.local_identifier = world.ana.local_identifier
    world.ben.save()
    _run, report = bring(table("L-ana,MA.FR.1,3,2026-09-15"))
    assert said(report, "ambiguous_learner")
    assert not Rating.objects.exists()


def test_a_competency_of_a_version_that_is_not_published_is_named_with_its_framework(world):
    from tests.district.interop.case.bringing import bring as bring_framework
    from tests.mathematics.formats.case.small_packages import sound_package

    bring_framework(sound_package())
    _run, report = bring(table("L-ana,M.3,3,2026-09-15"))

    [problem] = [one for one in report.problems if one.kind == "competency_elsewhere"]
    assert "A framework" in problem.sentence.text
    assert not Rating.objects.exists()


def test_without_a_published_continuum_the_file_is_refused(db):
    with pytest.raises(Refused, match="no published continuum"):
        planned(table("L-ana,MA.FR.1,3,2026-09-15"))


def test_a_rater_who_is_not_known_costs_only_her_name(world):
    raw = table("L-ana,MA.FR.1,3,2026-09-15,zelda", header="learner,competency,level,date,rater")
    _run, report = bring(raw)
    assert said(report, "unknown_rater") == [("row 2", "rater")]
    assert Rating.objects.get().rater is None


def test_a_form_that_is_not_known_costs_only_the_form(world):
    raw = table("L-ana,MA.FR.1,3,2026-09-15,dance", header="learner,competency,level,date,form")
    _run, report = bring(raw)
    assert said(report, "unknown_form") == [("row 2", "form")]
    assert Evidence.objects.get().form == "observation"


def test_a_slip_in_every_row_is_told_a_hundred_times_and_counted_to_the_end(world):
    _run, plan = planned(table(*(f"L-ana,MA.FR.1,{n},2026-09-15" for n in range(10, 360))))

    assert len(said(plan, "level_unknown")) == 100
    assert plan.counts == {"rating": {"cannot_read": 350}}
    assert plan.facts["problem_counts"] == {"level_unknown": 350}
    assert "250 more rows" in next(one for one in plan.problems if one.kind == "and_more").sentence.text


def test_no_sentence_repeats_who_the_learner_is(world):
    run, plan = planned(table("L-secret,MA.FR.1,3,2026-09-15", "L-gus,MA.FR.1,3,2026-09-15"))
    assert not any("secret" in str(one) or "gus" in str(one) for one in plan.problems)
    assert "secret" not in str(ImportRun.objects.get(pk=run.pk).plan)


# -- twice -----------------------------------------------------------------------------------------------------------


def test_the_same_file_a_second_time_adds_nothing(world):
    raw = table("L-ana,MA.FR.1,3,2026-09-15", "L-ben,MA.FR.1,2,2026-09-15")
    bring(raw)

    _run, plan = planned(raw)
    assert plan.counts == {"rating": {"leave": 2}}
    assert plan.changes_nothing
    bring(raw)
    assert Rating.objects.count() == 2


def test_a_longer_file_later_adds_only_what_is_new(world):
    bring(table("L-ana,MA.FR.1,3,2026-09-15"))
    _run, report = bring(table("L-ben,MA.FR.1,3,2026-09-15", "L-ana,MA.FR.1,3,2026-09-15"))
    assert report.counts == {"rating": {"add": 1, "leave": 1}}
    assert Rating.objects.count() == 2


def test_a_row_that_stands_there_twice_is_taken_once(world):
    _run, report = bring(table("L-ana,MA.FR.1,3,2026-09-15", "L-ana,MA.FR.1,3,2026-09-15"))
    assert said(report, "repeated_row") == [("row 3", "")]
    assert report.counts == {"rating": {"add": 1, "cannot_read": 1}}
    assert Rating.objects.count() == 1


def test_rows_that_contradict_each_other_are_all_left_out(world):
    rows = ["L-ana,MA.FR.1,3,2026-09-15", "L-ana,MA.FR.1,2,2026-09-15", "L-ana,MA.FR.1,3,2026-09-15"]
    _run, report = bring(table(*rows))
    assert said(report, "contradicting_row") == [("row 2", "level"), ("row 3", "level"), ("row 4", "level")]
    assert not Rating.objects.exists()


def test_two_pieces_of_one_day_may_differ(world):
    header = "learner,competency,level,date,piece"
    bring(table("L-ana,MA.FR.1,3,2026-09-15,a", "L-ana,MA.FR.1,2,2026-09-15,b", header=header))
    assert Rating.objects.count() == 2


def test_a_level_that_changed_since_the_last_import_is_for_a_person_to_decide(world):
    bring(table("L-ana,MA.FR.1,3,2026-09-15"))
    _run, report = bring(table("L-ana,MA.FR.1,4,2026-09-15"))
    assert said(report, "changed_since") == [("row 2", "level")]
    assert Rating.objects.get().level == 3


def test_the_identifier_of_the_source_makes_a_rating_the_same_one(world):
    header = "identifier,learner,competency,level,date"
    bring(table("77,L-ana,MA.FR.1,3,2026-09-15", "78,L-ana,MA.FR.1,3,2026-09-15", header=header))
    assert Rating.objects.count() == 2

    _run, plan = planned(table("77,L-ana,MA.FR.1,3,2026-09-16", header=header))
    assert plan.counts == {"rating": {"leave": 1}}
    _run, plan = planned(table("77,L-ana,MA.FR.1,3,2026-09-16", header=header), source="another system")
    assert plan.counts == {"rating": {"add": 1}}


def test_the_name_of_a_learner_in_the_file_may_change_without_a_second_rating(world):
    bring(table("L-ana,MA.FR.1,3,2026-09-15"))
    assert planned(table(f"{world.ana.uuid},MA.FR.1,3,2026-09-15"))[1].changes_nothing


# -- one act ---------------------------------------------------------------------------------------------------------


def test_one_audit_row_of_the_act_carries_the_hash_of_the_file_and_no_names(world):
    run, _report = bring(table("L-ana,MA.FR.1,3,2026-09-15", "L-ben,MA.FR.1,3,2026-09-15"))
    entry = AuditEntry.objects.get(act="evidence.ratings_recorded")
    assert (entry.facts["ratings"], entry.facts["source_sha256"]) == (2, run.sha256)
    assert not any("L-ana" in str(one.facts) for one in AuditEntry.objects.all())


def test_an_import_that_stops_half_way_leaves_nothing(world, monkeypatch):
    run, _plan = planned(table("L-ana,MA.FR.1,3,2026-09-15"))

    def broken(*_args, **_options):
        raise OSError("the disk is full")

    monkeypatch.setattr("headway.district.interop.ratings.importer.recompute", broken)
    with pytest.raises(OSError, match="disk is full"):
        api.apply(run_uuid=run.uuid, by=BY)

    assert not Rating.objects.exists()
    assert not Evidence.objects.exists()
    assert ImportRun.objects.get().status == "planned"
    monkeypatch.undo()
    api.apply(run_uuid=run.uuid, by=BY)
    assert Rating.objects.count() == 1


def test_an_import_is_applied_once(world):
    run, _plan = planned(table("L-ana,MA.FR.1,3,2026-09-15"))
    api.apply(run_uuid=run.uuid, by=BY)
    with pytest.raises(Conflict):
        api.apply(run_uuid=run.uuid, by=BY)
    assert Rating.objects.count() == 1


def test_an_import_whose_preview_no_longer_holds_is_not_applied(world):
    raw = table("L-ana,MA.FR.1,3,2026-09-15", "L-ben,MA.FR.1,3,2026-09-15")
    run, _plan = planned(raw)
    bring(table("L-ana,MA.FR.1,3,2026-09-15"))
    with pytest.raises(Conflict, match="changed since this preview"):
        api.apply(run_uuid=run.uuid, by=BY)
    assert Rating.objects.count() == 1


def test_a_preview_with_the_same_counts_but_other_rows_is_another_preview(world):
    """Two learners swap their identifiers between preview and act: the counts are the same, the children are not."""
    run, _plan = planned(table("L-ana,MA.FR.1,3,2026-09-15"))
    world.ana.local_identifier, world.ben.local_identifier = "L-ben", "L-ana"
    world.ana.save()
    world.ben.save()
    with pytest.raises(Conflict):
        api.apply(run_uuid=run.uuid, by=BY)
    assert not Rating.objects.exists()


# -- files as a whole ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "empty"),
        (b"learner,competency,level,date\n", "empty"),
        (b"learner,competency,level\nL-ana,MA.FR.1,3\n", "column_missing"),
        (b"learner,competency,level,date\nL-an\xe1,MA.FR.1,3,2026-09-15\n", "not_text"),
        (b"PK\x03\x04 and nothing more", "zip_damaged"),
    ],
)
def test_a_file_that_is_no_table_of_ratings_is_refused_as_a_whole(world, raw, kind):
    with pytest.raises(Refused) as refused:
        planned(raw)
    assert refused.value.problems[0].sentence
    assert refused.value.remedy
    assert not ImportRun.objects.exists()


def test_a_missing_column_is_named_beside_those_that_are_there(world):
    with pytest.raises(Refused, match=r"no column called date.*learner, competency, level, day"):
        planned(table("L-ana,MA.FR.1,3,2026-09-15", header="learner,competency,level,day"))
