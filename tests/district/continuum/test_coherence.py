"""Reports of the gap finder: kept, answered in bulk, taken back; answers follow a finding over versions."""

from __future__ import annotations

import uuid

import pytest

from headway.district.continuum.api import (
    Answer,
    Part,
    answer_findings,
    carry_out,
    check_line,
    coherence_report,
    content_of,
    edit_competency,
    history,
    is_carried_out_by_itself,
    join_frameworks,
    open_draft,
    proposed_arrows,
    publish,
    remove_prerequisite,
    take_back_answers,
)
from headway.district.continuum.columns import line_of
from headway.district.continuum.models import CoherenceReport, CrosswalkLink, FindingAnswer, Framework
from headway.district.foundation.api import Actor, Conflict, NotFound, Refused, audit
from tests.district.continuum.lines import BUILDER, framework, three_slices

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya(world) -> Actor:
    return world.viewer("priya").actor


@pytest.fixture
def draft(clock, request):
    if "priya" in request.fixturenames:  # the world's own line steps aside: a district has one
        request.getfixturevalue("world")
        Framework.objects.update(is_continuum=False)
    versions = three_slices()
    return join_frameworks(
        [Part(one.id) for one in versions], title="Our line", domain="Mathematics", by=BUILDER
    )


def of_kind(report, *kinds):
    return [one for one in report.findings if one.kind in kinds]


def arrows_of(version_id: int) -> set[tuple[str, str]]:
    return {(one.before, one.after) for one in content_of(version_id).prerequisites}


# -- looking ---------------------------------------------------------------------------------------------------


def test_a_report_is_kept_with_the_words_of_the_items(draft):
    report = check_line([draft.id], by=BUILDER)
    again = coherence_report(report.uuid)
    assert again.findings == report.findings
    seam = of_kind(again, "seam_broken", "seam_no_successor")[0]
    assert again.items[seam.items[0]].title
    edit_competency(draft.uuid, seam.items[0], {"title": "Another name"}, by=BUILDER)
    assert coherence_report(report.uuid).items[seam.items[0]].title != "Another name"


def test_looking_changes_nothing_and_leaves_a_trace(draft, priya):
    before = content_of(draft.id)
    report = check_line([draft.id], by=priya)
    assert content_of(draft.id) == before
    entry = audit.trail(act="continuum.line_checked")[0]
    assert (entry.actor_key, entry.subject_uuid) == (priya.key, report.uuid)


def test_the_next_report_says_what_is_new_still_there_and_gone(draft):
    first = check_line([draft.id], by=BUILDER)
    seam = next(one for one in first.findings if one.kind.startswith("seam_") and proposed_arrows(one))
    carry_out(first.uuid, [seam.fingerprint], draft.uuid, by=BUILDER)
    edit_competency(draft.uuid, "E.FR.4", {"statement": ""}, by=BUILDER)
    second = check_line([draft.id], by=BUILDER)
    assert (first.before, second.before) == (None, first.uuid)
    assert seam.fingerprint in {one.fingerprint for one in second.gone}
    assert "no_i_can" in {one.kind for one in second.findings if one.is_new}
    known = {one.fingerprint for one in first.findings}
    assert all(one.is_new is (one.fingerprint not in known) for one in second.findings)
    assert not coherence_report(first.uuid).is_latest


def test_reports_over_other_frameworks_do_not_follow_one_another(clock):
    elementary, middle, _high = three_slices()
    check_line([elementary.id], by=BUILDER)
    assert check_line([elementary.id, middle.id], by=BUILDER).before is None


@pytest.mark.parametrize("ids", [[], [987_654]])
def test_nothing_and_what_is_not_there_cannot_be_looked_at(db, ids):
    with pytest.raises((Refused, NotFound)):
        check_line(ids, by=BUILDER)
    assert not CoherenceReport.objects.exists()


def test_seams_of_rows_say_joined_broken_stops(draft):
    report = check_line([draft.id], by=BUILDER)
    states = {(one.strand, one.seam): one.state for one in report.seams}
    assert states == {
        ("Fractions", 6): "broken",
        ("Fractions", 9): "stops",
        ("Geometry", 6): "broken",
        ("Geometry", 9): "broken",
    }


# -- answering -------------------------------------------------------------------------------------------------


def test_findings_are_dismissed_in_bulk_with_a_reason(draft, priya):
    report = check_line([draft.id], by=BUILDER)
    chosen = [one.fingerprint for one in report.findings][:3]
    done = answer_findings(report.uuid, chosen, Answer.REFUSED, reason="Known, and meant so.", by=priya)
    assert done.count == 3
    answered = [one for one in coherence_report(report.uuid).findings if not one.is_open]
    assert {one.fingerprint for one in answered} == set(chosen)
    assert {(one.reason, one.answered_by) for one in answered} == {("Known, and meant so.", "Priya Raman")}


def test_a_dismissal_without_a_reason_is_refused(draft):
    report = check_line([draft.id], by=BUILDER)
    with pytest.raises(Refused, match="Say why"):
        answer_findings(
            report.uuid, [report.findings[0].fingerprint], Answer.REFUSED, reason="  ", by=BUILDER
        )
    assert not FindingAnswer.objects.exists()


def test_a_finding_of_another_report_is_not_answered_here(draft):
    report = check_line([draft.id], by=BUILDER)
    with pytest.raises(NotFound):
        answer_findings(report.uuid, ["made-up"], Answer.ACCEPTED, by=BUILDER)


def test_an_answer_follows_the_finding_into_the_next_version(clock):
    silent = framework(
        "Line", [("A.1", 4, "S", "I can add."), ("A.2", 5, "S", "Subtracts numbers.")], is_continuum=True
    )
    first = check_line([silent.id], by=BUILDER)
    finding = of_kind(first, "no_i_can")[0]
    answer_findings(
        first.uuid, [finding.fingerprint], Answer.REFUSED, reason="The state's words.", by=BUILDER
    )
    later = open_draft(Framework.objects.get(pk=silent.framework_id).uuid, by=BUILDER)
    clock.advance(days=1)
    publish(later.id, by=BUILDER)
    second = check_line([later.id], by=BUILDER)
    same = next(one for one in second.findings if one.fingerprint == finding.fingerprint)
    assert (same.answer, same.reason, same.is_new) == (Answer.REFUSED, "The state's words.", False)


def test_answers_are_taken_back_to_what_was_said_before(draft, priya):
    report = check_line([draft.id], by=BUILDER)
    one = report.findings[0].fingerprint
    answer_findings(report.uuid, [one], Answer.REFUSED, reason="First.", by=priya)
    second = answer_findings(report.uuid, [one], Answer.ACCEPTED, by=priya)
    take_back_answers(second.ids, by=priya)
    now = next(each for each in coherence_report(report.uuid).findings if each.fingerprint == one)
    assert (now.answer, now.reason) == (Answer.REFUSED, "First.")


def test_nobody_takes_back_what_another_answered_since(draft, priya, world):
    lena = world.viewer("lena").actor
    report = check_line([draft.id], by=BUILDER)
    one = report.findings[0].fingerprint
    mine = answer_findings(report.uuid, [one], Answer.ACCEPTED, by=priya)
    answer_findings(report.uuid, [one], Answer.REFUSED, reason="No.", by=lena)
    with pytest.raises(Refused, match="somebody answered since"):
        take_back_answers(mine.ids, by=priya)
    with pytest.raises(Refused):
        take_back_answers(mine.ids, by=lena)


# -- carrying out ----------------------------------------------------------------------------------------------


def test_a_seam_is_mended_in_the_draft_as_one_act_that_can_be_taken_back(draft, priya):
    report = check_line([draft.id], by=priya)
    seam = next(one for one in report.findings if one.facts.get("seam") == 6 and proposed_arrows(one))
    chosen = [(one.before, one.after) for one in proposed_arrows(seam)]
    before = arrows_of(draft.id)
    done = carry_out(report.uuid, [seam.fingerprint], draft.uuid, by=priya, arrows={seam.fingerprint: chosen})
    assert arrows_of(draft.id) == before | set(chosen)
    acts = history(draft.uuid)
    assert len(acts) == 1
    assert acts[0].act == done.answered.act
    answered = next(
        one for one in coherence_report(report.uuid).findings if one.fingerprint == seam.fingerprint
    )
    assert (answered.answer, answered.carried_out_in) == (Answer.ACCEPTED, draft.number)
    take_back_answers(done.answered.ids, by=priya, draft_uuid=draft.uuid, act=done.answered.act)
    assert arrows_of(draft.id) == before
    again = next(one for one in coherence_report(report.uuid).findings if one.fingerprint == seam.fingerprint)
    assert again.is_open


def test_after_mending_both_seams_neither_is_reported_broken(draft):
    report = check_line([draft.id], by=BUILDER)
    seams = [one for one in report.findings if one.kind.startswith("seam_") and proposed_arrows(one)]
    arrows = {one.fingerprint: [(a.before, a.after) for a in proposed_arrows(one)] for one in seams}
    carry_out(report.uuid, list(arrows), draft.uuid, by=BUILDER, arrows=arrows)
    after = check_line([draft.id], by=BUILDER)
    assert of_kind(after, "seam_broken") == []
    assert {one.state for one in after.seams if one.strand == "Geometry"} == {"joined"}


def test_wrong_arrows_are_reversed_redundant_ones_removed(clock):
    items = [(f"A.{level}", level, "S", f"I can do step {level}.") for level in (1, 2, 3)]
    arrows = [("A.1", "A.2"), ("A.2", "A.3"), ("A.1", "A.3")]
    line = framework("Line", items, arrows=arrows, is_continuum=True, published=False)
    report = check_line([line.id], by=BUILDER)
    redundant = of_kind(report, "redundant")
    assert [one.items for one in redundant] == [("A.1", "A.3")]
    carry_out(report.uuid, [one.fingerprint for one in redundant], line.uuid, by=BUILDER)
    assert arrows_of(line.id) == {("A.1", "A.2"), ("A.2", "A.3")}

    remove_prerequisite(line.uuid, "A.2", "A.3", by=BUILDER)
    from headway.district.continuum.api import add_prerequisite

    add_prerequisite(line.uuid, "A.3", "A.2", by=BUILDER)
    second = check_line([line.id], by=BUILDER)
    backward = of_kind(second, "backward")
    carry_out(second.uuid, [one.fingerprint for one in backward], line.uuid, by=BUILDER)
    assert arrows_of(line.id) == {("A.1", "A.2"), ("A.2", "A.3")}


def test_what_needs_words_comes_back_untouched(clock):
    line = framework(
        "Line",
        [("A.1", 4, "S", "Adds numbers."), ("A.2", 5, "S", "I can add.")],
        is_continuum=True,
        published=False,
    )
    report = check_line([line.id], by=BUILDER)
    silent = of_kind(report, "no_i_can")[0]
    assert not is_carried_out_by_itself(silent)
    done = carry_out(report.uuid, [silent.fingerprint], line.uuid, by=BUILDER)
    assert (done.done, [one.fingerprint for one in done.needs_words]) == (0, [silent.fingerprint])
    assert next(one for one in coherence_report(report.uuid).findings if one.kind == "no_i_can").is_open


def test_arrows_that_nobody_proposed_are_refused_and_nothing_is_written(draft):
    report = check_line([draft.id], by=BUILDER)
    seam = next(one for one in report.findings if one.kind.startswith("seam_") and proposed_arrows(one))
    before = arrows_of(draft.id)
    for arrows in ([("H.GE.10", "E.FR.4")], []):
        with pytest.raises(Refused, match="at least one"):
            carry_out(
                report.uuid, [seam.fingerprint], draft.uuid, by=BUILDER, arrows={seam.fingerprint: arrows}
            )
    assert arrows_of(draft.id) == before
    assert not FindingAnswer.objects.exists()


def test_remedies_go_into_the_draft_of_what_was_looked_at_only(draft, clock):
    other = framework("Other", [("X.1", 1, "S", "I can begin.")], published=False)
    report = check_line([draft.id], by=BUILDER)
    for target in (other.uuid, uuid.uuid4()):
        with pytest.raises(Refused, match="draft of the line"):
            carry_out(report.uuid, [report.findings[0].fingerprint], target, by=BUILDER)


def test_taking_back_stops_where_the_draft_moved_on(draft, priya):
    report = check_line([draft.id], by=priya)
    seam = next(one for one in report.findings if one.kind.startswith("seam_") and proposed_arrows(one))
    done = carry_out(report.uuid, [seam.fingerprint], draft.uuid, by=priya)
    arrow = proposed_arrows(seam)[0]
    from headway.district.continuum.api import add_prerequisite

    add_prerequisite(draft.uuid, arrow.before, arrow.after, is_gate=False, by=priya)
    with pytest.raises(Conflict):
        take_back_answers(done.answered.ids, by=priya, draft_uuid=draft.uuid, act=done.answered.act)
    assert (arrow.before, arrow.after) in arrows_of(draft.id)


# -- large lines -----------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_line(django_assert_max_num_queries, clock):
    few = framework("Few", [(f"F.{n}", n % 12, "S", f"I can do {n}.") for n in range(20)])
    many = framework("Many", [(f"M.{n}", n % 12, f"S{n % 9}", f"I can do thing {n}.") for n in range(1500)])
    for version in (few, many):
        with django_assert_max_num_queries(10):
            line_of([version.id])


# -- between frameworks ----------------------------------------------------------------------------------------


def test_repeats_in_two_frameworks_are_linked_in_bulk_without_a_draft(clock, world):
    priya = world.viewer("priya").actor
    words = [
        (4, "I can compare fractions with like denominators."),
        (5, "I can find the area of a triangle."),
    ]
    one = framework("One", [(f"A.{level}", level, "S", said) for level, said in words])
    other = framework("Other", [(f"B.{level}", level, "S", said) for level, said in words])
    report = check_line([one.id, other.id], by=priya)
    same = of_kind(report, "duplicate")
    assert {tuple(sorted(each.items)) for each in same} == {("A.4", "B.4"), ("A.5", "B.5")}
    done = carry_out(report.uuid, [each.fingerprint for each in same], None, by=priya)
    links = CrosswalkLink.objects.filter(answer=Answer.ACCEPTED)
    assert {(each.origin_identifier, each.destination_identifier, each.relation) for each in links} == {
        ("A.4", "B.4", "exact"),
        ("A.5", "B.5", "exact"),
    }
    again = check_line([one.id, other.id], by=priya)
    assert {each.fingerprint for each in same} <= {each.fingerprint for each in again.gone}
    take_back_answers(done.answered.ids, by=priya, links=done.links)
    assert not CrosswalkLink.objects.exists()
    assert all(each.is_open for each in coherence_report(report.uuid).findings)


def test_a_remedy_that_is_sent_twice_is_answered_once(draft, priya):
    report = check_line([draft.id], by=priya)
    seam = next(one for one in report.findings if one.facts.get("seam") == 6 and proposed_arrows(one))
    first = carry_out(report.uuid, [seam.fingerprint], draft.uuid, by=priya)
    second = carry_out(report.uuid, [seam.fingerprint], draft.uuid, by=priya)
    assert (len(first.answered.ids), second.answered.ids) == (1, ())
    assert len(history(draft.uuid)) == 1
