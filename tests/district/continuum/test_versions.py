"""The life of a version: draft, review, publication with a date, withdrawal, and who is left behind."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from headway.district.continuum.api import (
    VersionState,
    can_release,
    candidates_for,
    check_release,
    compare,
    current_map,
    current_version,
    left_behind,
    map_competency,
    map_of,
    open_draft,
    publish,
    remove_competency,
    retire,
    send_to_review,
    take_back,
    unmap_competency,
    version_called,
    versions_of,
    withdraw_publication,
)
from headway.district.continuum.models import Competency, DraftRemark, FrameworkVersion, Succession
from headway.district.evidence.models import Evidence, Rating
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, audit, clock
from headway.district.foundation.models import AuditEntry
from tests.district.continuum.versions import LEAD, competency_like, next_draft, next_version


def rate(learner, competency_id: int, level: int = 3, days_ago: int = 1) -> Rating:
    at = clock.now() - dt.timedelta(days=days_ago)
    evidence = Evidence.objects.create(learner=learner, observed_at=at, recorded_at=clock.now())
    return Rating.objects.create(
        evidence=evidence,
        learner=learner,
        competency_id=competency_id,
        level=level,
        observed_at=at,
        recorded_at=clock.now(),
    )


def delete_past_django(competency_id: int) -> None:
    """What a mistaken program would do: the database itself has to refuse."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM continuum_descriptor WHERE competency_id = %s", [competency_id])
        cursor.execute(
            "DELETE FROM continuum_prerequisite WHERE before_id = %s OR after_id = %s", [competency_id] * 2
        )
        cursor.execute("DELETE FROM continuum_competency WHERE id = %s", [competency_id])
        connection.check_constraints()


# -- review --


def test_a_draft_goes_to_review_and_back_with_notes_among_the_remarks(world):
    draft = open_draft(world.version.framework.uuid, by=LEAD)
    priya = world.viewer("priya").actor
    assert send_to_review(draft.uuid, note="Please read the fractions.", by=priya).status == "in_review"
    with pytest.raises(Refused, match="not a draft"):
        send_to_review(draft.uuid, by=priya)
    assert take_back(draft.uuid, note="We reword two more.", by=priya).status == "draft"
    with pytest.raises(Refused, match="not in review"):
        take_back(draft.uuid, by=priya)
    remarks = DraftRemark.objects.filter(version_id=draft.id, identifier="").values_list("text", flat=True)
    assert list(remarks) == ["Please read the fractions.", "We reword two more."]
    acts = {row.act for row in audit.trail(act="continuum.")}
    assert {"continuum.sent_to_review", "continuum.taken_back_from_review"} <= acts
    with pytest.raises(NotFound):
        send_to_review(world.ana.uuid, by=priya)


@pytest.mark.parametrize(
    ("who", "may"),
    [("priya", True), ("lena", True), ("lee", False), ("ortiz", False), ("adam", False), ("ana", False)],
)
def test_the_districts_curriculum_leads_and_leaders_decide_about_versions(world, who, may):
    viewer = world.viewer(who)
    assert can_release(viewer) is may
    if may:
        check_release(viewer)
    else:
        with pytest.raises(NotAllowed, match="curriculum leads and leaders"):
            check_release(viewer)


# -- publication with a date --


def test_a_planned_version_is_shown_as_planned_until_its_day_comes(world, clock):
    tomorrow = clock.instant.date() + dt.timedelta(days=1)
    draft = next_draft(world.version.pk)
    publish(draft.id, by=LEAD, effective_on=tomorrow)
    states = [(one.info.number, one.state, one.until) for one in versions_of(world.version.framework_id)]
    assert states == [(2, VersionState.PLANNED, None), (1, VersionState.IN_FORCE, None)]
    assert current_version().number == 1
    clock.advance(days=1)
    states = [(one.info.number, one.state, one.until) for one in versions_of(world.version.framework_id)]
    assert states == [
        (2, VersionState.IN_FORCE, None),
        (1, VersionState.EARLIER, tomorrow - dt.timedelta(days=1)),
    ]
    assert current_version().number == 2


def test_a_publication_is_withdrawn_before_its_day_and_not_after(world, clock):
    draft = next_draft(world.version.pk)
    publish(draft.id, by=LEAD, effective_on=dt.date(2026, 10, 20))
    assert current_map().version.number == 1
    planned = map_of(version_called(draft.uuid))
    withdrawn = withdraw_publication(draft.id, reason="One more round.", by=LEAD)
    assert (withdrawn.status, withdrawn.effective_on) == ("in_review", None)
    Competency.objects.filter(version_id=draft.id, code="MA.FR.1").update(title="Parts, said again")
    clock.advance(minutes=1)
    publish(draft.id, by=LEAD)
    assert planned.by_code["MA.FR.1"].title == "Parts of a whole"
    assert current_map().by_code["MA.FR.1"].title == "Parts, said again", "memory holds no withdrawn map"
    with pytest.raises(Refused, match="Learners stand on this version"):
        withdraw_publication(draft.id, by=LEAD)


def test_a_publication_from_which_a_draft_was_begun_stays(world):
    planned = next_draft(world.version.pk)
    publish(planned.id, by=LEAD, effective_on=dt.date(2026, 10, 20))
    next_draft(planned)
    with pytest.raises(Refused, match="A later version was begun"):
        withdraw_publication(planned.id, by=LEAD)


def test_a_version_never_takes_effect_before_the_one_it_follows(world):
    publish(next_draft(world.version.pk).id, by=LEAD, effective_on=dt.date(2026, 11, 1))
    third = next_draft(world.version.pk)
    with pytest.raises(Refused, match="Version 2 takes effect on"):
        publish(third.id, by=LEAD)
    publish(third.id, by=LEAD, effective_on=dt.date(2026, 11, 1))


# -- who is left behind --


def test_what_learners_stand_on_is_not_left_without_a_word(world):
    rate(world.ana, world.competency("MA.FR.2").pk)
    rate(world.ben, world.competency("MA.FR.2").pk)
    draft = next_draft(world.version.pk, without=("MA.FR.2", "LI.WR.2"))
    told = {one.code: (one.learners, one.needs_word) for one in left_behind(draft)}
    assert told == {"MA.FR.2": (2, True), "LI.WR.2": (0, False)}
    with pytest.raises(Refused, match=r"Learners stand on one competency.*MA\.FR\.2") as refused:
        publish(draft.id, by=LEAD)
    assert [one.row for one in refused.value.problems] == ["MA.FR.2"]
    assert version_called(draft.uuid).status == "draft"
    map_competency(draft.uuid, "world-MA.FR.2", to_identifier="world-MA.FR.3", by=LEAD)
    publish(draft.id, by=LEAD)
    assert current_version().number == 2


def test_ending_says_why(world):
    rate(world.ana, world.competency("MA.FR.2").pk)
    draft = next_draft(world.version.pk, without=("MA.FR.2",))
    with pytest.raises(Refused, match="says why") as refused:
        map_competency(draft.uuid, "world-MA.FR.2", by=LEAD)
    assert refused.value.problems[0].field == "note"
    assert map_competency(draft.uuid, "world-MA.FR.2", note="It is in another line.", by=LEAD) == "ends"
    publish(draft.id, by=LEAD)
    old = world.competency("MA.FR.2").pk
    assert old not in current_map().current_ids
    assert Rating.objects.filter(competency_id=old).count() == 1, "the evidence stays in the record"


def test_a_mapping_names_what_is_gone_and_leads_to_what_is_there_of_the_same_kind(world):
    draft = next_draft(world.version.pk, without=("MA.FR.2",))
    with pytest.raises(Refused, match="is in the draft"):
        map_competency(draft.uuid, "world-MA.FR.1", to_identifier="world-MA.FR.3", by=LEAD)
    with pytest.raises(Refused, match="no such competency in the draft"):
        map_competency(draft.uuid, "world-MA.FR.2", to_identifier="world-MA.FR.9", by=LEAD)
    with pytest.raises(Refused, match="kept apart"):
        map_competency(draft.uuid, "world-MA.FR.2", to_identifier="world-HS.PR.1", by=LEAD)
    with pytest.raises(NotFound):
        map_competency(draft.uuid, "nobody", to_identifier="world-MA.FR.3", by=LEAD)
    with pytest.raises(NotFound):
        map_competency(world.version.uuid, "world-MA.FR.2", to_identifier="world-MA.FR.3", by=LEAD)
    assert not Succession.objects.exists()


def test_several_that_go_to_one_place_are_merged_and_one_alone_is_revised_again(world):
    both = competency_like("new-1", "MA.FR.9", "I can name and compare fractions.")
    draft = next_draft(world.version.pk, without=("MA.FR.1", "MA.FR.2"), added=(both,))
    assert map_competency(draft.uuid, "world-MA.FR.1", to_identifier="new-1", kind="same", by=LEAD) == "same"
    assert (
        map_competency(draft.uuid, "world-MA.FR.2", to_identifier="new-1", kind="same", by=LEAD) == "merged"
    )
    kinds = dict(Succession.objects.values_list("from_identifier", "kind"))
    assert kinds == {"world-MA.FR.1": "merged", "world-MA.FR.2": "merged"}
    unmap_competency(draft.uuid, "world-MA.FR.2", by=LEAD)
    assert dict(Succession.objects.values_list("from_identifier", "kind")) == {"world-MA.FR.1": "revised"}
    into_old = map_competency(draft.uuid, "world-MA.FR.2", to_identifier="world-MA.FR.3", by=LEAD)
    assert into_old == "merged", "what was there before brings its own past"


def test_a_word_that_no_longer_fits_the_draft_is_asked_for_again(world):
    rate(world.ana, world.competency("LI.WR.2").pk)
    draft = open_draft(world.version.framework.uuid, by=LEAD)
    remove_competency(draft.uuid, "world-LI.WR.2", by=LEAD)
    map_competency(draft.uuid, "world-LI.WR.2", to_identifier="world-LI.WR.1", by=LEAD)
    assert not any(one.needs_word for one in left_behind(draft))
    remove_competency(draft.uuid, "world-LI.WR.1", by=LEAD)
    told = {one.code: (one.is_stale, one.needs_word) for one in left_behind(draft)}
    assert told["LI.WR.2"] == (True, True)
    with pytest.raises(Refused, match=r"LI\.WR\.2"):
        publish(draft.id, by=LEAD)


def test_candidates_begin_with_the_same_code_and_then_with_shared_words(world):
    renamed = competency_like("new-1", "MA.FR.2", "I can tell in my own words that two are worth the same.")
    alike = competency_like("new-2", "MA.FR.7", "I can explain why two fractions are equal or not.")
    habit = competency_like("new-3", "HS.PR.9", "I can explain why two fractions are equal.", kind="habits",
                            domain_code="HS", strand_code="HS.PR")  # fmt: skip
    draft = next_draft(world.version.pk, without=("MA.FR.2",), added=(renamed, alike, habit))
    gone = left_behind(draft)
    found = candidates_for(gone, map_of(draft), map_of(world.version.pk))["world-MA.FR.2"]
    assert [one.identifier for one in found][:2] == ["new-1", "new-2"]
    assert found[0].same_code
    assert found[1].is_new
    assert {"explain", "equal", "fractions"} <= set(found[1].shared)
    assert "new-3" not in {one.identifier for one in found}


# -- following over versions --


def test_an_earlier_competency_is_followed_over_three_versions(world):
    old = world.competency("MA.FR.2").pk
    second = next_version(
        world.version.pk,
        without=("MA.FR.2",),
        added=(competency_like("b", "MA.FR.B", "I can show that two fractions are equal."),),
        mapping={"world-MA.FR.2": "b"},
    )
    third = next_version(
        second.version,
        without=("MA.FR.B",),
        added=(competency_like("c", "MA.FR.C", "I can prove that two fractions are equal."),),
        mapping={"b": "c"},
    )
    here = third.by_code["MA.FR.C"].id
    assert third.current_ids[old] == here
    assert third.family(here) == tuple(sorted((old, second.by_code["MA.FR.B"].id, here)))
    assert {old, second.by_code["MA.FR.B"].id} <= third.lineage.changed
    assert world.competency("MA.FR.1").pk not in third.lineage.changed, "the same words are not marked"
    assert third.lineage.names["world-MA.FR.2"] == here
    assert third.lineage.merges == ()


def test_what_ended_does_not_come_back_in_a_later_version(world):
    second = next_version(world.version.pk, without=("MA.FR.2",), mapping={"world-MA.FR.2": ""})
    again = competency_like("world-MA.FR.2", "MA.FR.2", "I can do something else.")
    third = next_version(second.version, added=(again,))
    assert world.competency("MA.FR.2").pk not in third.current_ids


def test_a_chain_of_merges_keeps_every_line_apart_up_to_its_merge(world):
    fr1, fr2, fr3 = (world.competency(f"MA.FR.{number}").pk for number in (1, 2, 3))
    second = next_version(
        world.version.pk, without=("MA.FR.2",), mapping={"world-MA.FR.2": "world-MA.FR.1"}
    )  # fmt: skip
    third = next_version(
        second.version,
        without=("MA.FR.1", "MA.FR.3"),
        added=(competency_like("all", "MA.ALL", "I can work with fractions."),),
        mapping={"world-MA.FR.1": "all", "world-MA.FR.3": "all"},
    )
    here = third.by_code["MA.ALL"].id
    assert {third.current_ids[one] for one in (fr1, fr2, fr3)} == {here}
    first_merge, second_merge = third.lineage.merges
    joined, kept = second.by_code["MA.FR.1"].id, second.by_code["MA.FR.3"].id
    assert second_merge == (here, tuple(sorted((joined, kept))))
    assert first_merge == (joined, tuple(sorted((fr1, fr2))))
    assert third.lineage.lines[fr1] == fr1
    assert third.lineage.lines[fr3] == kept, "what was not merged yet is one line with its later self"
    assert third.lineage.parts_of(here) == second_merge.parts
    assert third.lineage.line_members(joined) == tuple(sorted((fr1, fr2, joined)))


# -- nothing that learners stand on is deleted --


def test_rows_that_learners_stand_on_cannot_be_deleted(world):
    competency = world.competency("MA.FR.1")
    rate(world.ana, competency.pk)
    for row in (competency, competency.version):
        with pytest.raises(ProtectedError):
            row.delete()
    with pytest.raises(IntegrityError):
        delete_past_django(competency.pk)
    assert Competency.objects.filter(pk=competency.pk).exists()


def test_removing_from_a_draft_touches_nothing_that_is_published(world):
    rate(world.ana, world.competency("MA.FR.2").pk)
    published = set(Competency.objects.filter(version=world.version).values_list("pk", flat=True))
    draft = open_draft(world.version.framework.uuid, by=LEAD)
    remove_competency(draft.uuid, "world-MA.FR.2", by=LEAD)
    assert set(Competency.objects.filter(version=world.version).values_list("pk", flat=True)) == published
    FrameworkVersion.objects.get(pk=draft.id).delete()
    assert set(Competency.objects.filter(version=world.version).values_list("pk", flat=True)) == published
    assert Rating.objects.count() == 1


def test_only_an_earlier_version_on_which_nothing_stands_is_retired(world):
    with pytest.raises(Refused, match="Only an earlier version"):
        retire(world.version.pk, by=LEAD)
    second = next_version(world.version.pk).version
    third = next_version(second).version
    rate(world.ana, world.competency("MA.FR.1").pk)
    with pytest.raises(Refused, match="made under this version"):
        retire(world.version.pk, by=LEAD)
    retire(second.id, by=LEAD)
    states = {one.info.number: one.state for one in versions_of(world.version.framework_id)}
    assert states == {1: VersionState.EARLIER, 2: VersionState.RETIRED, 3: VersionState.IN_FORCE}
    retired = version_called(second.uuid)
    assert map_of(retired).competencies, "it stays readable"
    assert compare(retired.id, third.id).is_empty


def test_removing_what_has_evidence_in_a_draft_is_asked_about_once(world):
    """The same request twice: the second finds nothing to take out, and says so."""
    draft = open_draft(world.version.framework.uuid, by=LEAD)
    remove_competency(draft.uuid, "world-MA.FR.2", by=LEAD)
    with pytest.raises((NotFound, Refused, Conflict)):
        remove_competency(draft.uuid, "world-MA.FR.2", by=LEAD)


def test_why_a_publication_was_withdrawn_is_a_remark_and_the_trail_holds_no_free_text(world):
    draft = next_draft(world.version.pk)
    publish(draft.id, by=LEAD, effective_on=dt.date(2026, 10, 20))
    withdraw_publication(draft.id, reason="Lena found a slip. " * 20, by=world.viewer("priya").actor)
    (remark,) = DraftRemark.objects.filter(version_id=draft.id)
    assert remark.text.startswith("Lena found a slip.")
    entry = AuditEntry.objects.get(act="continuum.publication_withdrawn")
    assert "Lena" not in f"{entry.reason} {entry.facts}"
