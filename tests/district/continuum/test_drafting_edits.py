"""Editing a draft: what is written stands there, the history says who did it, and nobody's words are lost."""

from __future__ import annotations

import uuid

import pytest

from headway.district.continuum.api import (
    CompetencyContent,
    DescriptorContent,
    DomainContent,
    ExemplarContent,
    NoteContent,
    StrandContent,
    add_competency,
    add_domain,
    add_prerequisite,
    add_strand,
    content_of,
    draft_of,
    edit_competency,
    history,
    map_of,
    move_criterion,
    open_draft,
    publish,
    remove_competency,
    remove_prerequisite,
    remove_strand,
    save_criterion,
    save_exemplar,
    save_note,
    undo,
    write_descriptor,
)
from headway.district.continuum.models import Competency, DraftChange, RubricCriterionLevel
from headway.district.foundation.api import Actor, NotFound, Refused, trail_rows

ADDING = "world-MA.FR.3"


@pytest.fixture
def priya(world):
    return world.viewer("priya").actor


@pytest.fixture
def lena(world):
    return world.viewer("lena").actor


@pytest.fixture
def draft(world, priya):
    return open_draft(world.version.framework.uuid, by=priya)


def stored(draft, identifier=ADDING):
    return next(one for one in content_of(draft.id).competencies if one.identifier == identifier)


def same_but(content, **changes):
    import dataclasses

    return dataclasses.replace(content, **changes)


# -- opening --


def test_a_draft_begins_as_the_published_version_and_learners_keep_standing_on_that(world, draft, priya):
    assert (draft.number, draft.status) == (2, "draft")
    assert content_of(draft.id) == content_of(world.version.pk)
    assert draft_of(world.version.framework_id) == draft
    edit_competency(draft.uuid, ADDING, {"title": "Other words"}, by=priya)
    assert world.competency("MA.FR.3").title == "Adding fractions"
    assert stored(draft).title == "Other words"


def test_there_is_one_open_draft_of_a_framework(world, draft, lena):
    assert open_draft(world.version.framework.uuid, by=lena) == draft
    publish(draft.id, by=lena)
    assert draft_of(world.version.framework_id) is None
    assert open_draft(world.version.framework.uuid, by=lena).number == 3


def test_a_published_version_is_not_edited(world, priya):
    with pytest.raises(Refused, match="Open a draft"):
        edit_competency(world.version.uuid, ADDING, {"title": "x"}, by=priya)
    with pytest.raises(NotFound):
        edit_competency(uuid.uuid4(), ADDING, {"title": "x"}, by=priya)
    with pytest.raises(NotFound):
        open_draft(uuid.uuid4(), by=priya)


# -- editing --


def test_an_edit_says_what_it_did_and_the_history_who_did_it(world, draft, priya):
    done = edit_competency(
        draft.uuid,
        ADDING,
        {"title": "Sums of fractions", "level": "6", "title:es": "Sumas", "depth": "", "code": "MA.FR.3"},
        by=priya,
    )
    assert set(done.changed) == {"title", "level", "title:es", "depth"}
    assert (done.revision, done.conflicts) == (1, ())
    one = stored(draft)
    assert (one.title, one.level, one.depth, one.translations["es"]["title"]) == (
        "Sums of fractions",
        6,
        None,
        "Sumas",
    )
    (act,) = history(draft.uuid, ADDING)
    assert (act.act, act.by) == (done.act, "Priya Raman")
    assert {(one.field, one.before, one.after) for one in act.changes} >= {
        ("title", "Adding fractions", "Sums of fractions"),
        ("level", 5, 6),
    }
    assert history(draft.uuid, "world-MA.FR.1") == ()


def test_an_edit_that_changes_nothing_leaves_no_trace(draft, priya):
    done = edit_competency(draft.uuid, ADDING, {"title": " Adding fractions\r\n"}, by=priya)
    assert (done.act, done.changed, done.revision) == (None, (), 0)
    assert not DraftChange.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": "first"}, "whole number from 0 to 20"),
        ({"depth": 5}, "from 1 to 4"),
        ({"importance": "nice"}, "essential or supporting"),
        ({"weight": 0}, "learning units"),
        ({"title": "  "}, "short name"),
        ({"code": "MA.FR.1"}, "already names “Parts of a whole”"),
        ({"code": "x" * 256}, "up to 255"),
        ({"strand": "NO.SUCH"}, "not in the draft"),
        ({"identifier": "other"}, "no field"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(draft, priya, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        edit_competency(draft.uuid, ADDING, {"statement": "I can do more.", **changes}, by=priya)
    assert stored(draft).statement == "I can add fractions with different denominators."
    assert history(draft.uuid) == ()


def test_a_competency_goes_where_its_strand_lies(draft, priya):
    edit_competency(draft.uuid, ADDING, {"strand": "HS.PR"}, by=priya)
    one = stored(draft)
    assert (one.domain_code, one.strand_code, one.kind) == ("HS", "HS.PR", "habits")
    edit_competency(draft.uuid, ADDING, {"domain": "MA"}, by=priya)
    assert (stored(draft).domain_code, stored(draft).strand_code, stored(draft).kind) == (
        "MA",
        "",
        "academic",
    )


def test_words_for_a_level_come_and_go(draft, priya):
    write_descriptor(draft.uuid, ADDING, 2, "Adds with a picture.", by=priya)
    write_descriptor(draft.uuid, ADDING, 2, "Suma con un dibujo.", "es", by=priya)
    write_descriptor(draft.uuid, ADDING, 1, "", by=priya)
    texts = {one.level: one for one in stored(draft).descriptors}
    assert texts[2].text == "Adds with a picture."
    assert texts[2].translations["es"]["text"] == "Suma con un dibujo."
    assert texts[1].text == "", "the Spanish words of that level stay"
    with pytest.raises(Refused):
        write_descriptor(draft.uuid, ADDING, 7, "x", by=priya)


def test_a_competency_comes_with_everything_and_goes_with_everything(draft, priya):
    before = content_of(draft.id)
    added = add_competency(
        draft.uuid,
        CompetencyContent(
            "",
            "Comparing",
            "I can compare.",
            code="MA.FR.9",
            strand_code="MA.FR",
            level=4,
            descriptors=(DescriptorContent(1, "With help.", {"es": {"text": "Con ayuda."}}),),
            exemplars=(ExemplarContent("A page", 3, "3/4 > 2/3", annotations=(("3/4", "named"),)),),
            notes=(NoteContent("misconception", "The bigger number below is bigger."),),
        ),
        by=priya,
    )
    row = Competency.objects.get(uuid=added.uuid)
    one = stored(draft, row.identifier)
    assert (one.domain_code, one.kind, one.descriptors[0].text) == ("MA", "academic", "With help.")
    assert one.exemplars[0].annotations == (("3/4", "named"),)
    add_prerequisite(draft.uuid, "world-MA.FR.1", row.identifier, by=priya)
    full = content_of(draft.id)
    removed = remove_competency(draft.uuid, row.identifier, by=priya)
    assert content_of(draft.id) == before
    undo(draft.uuid, removed.act, by=priya)
    assert content_of(draft.id) == full
    assert Competency.objects.get(version=draft.id, identifier=row.identifier).uuid == added.uuid
    with pytest.raises(Refused, match="already names"):
        add_competency(draft.uuid, CompetencyContent("", "Again", "I can.", code="MA.FR.9"), by=priya)
    with pytest.raises(Refused, match="already a competency"):
        add_competency(draft.uuid, CompetencyContent(ADDING, "Again", "I can."), by=priya)


def test_arrows_are_added_changed_and_taken_out(draft, priya):
    add_prerequisite(draft.uuid, "world-MA.DA.1", ADDING, by=priya)
    add_prerequisite(draft.uuid, "world-MA.DA.1", ADDING, False, by=priya)
    arrows = {(one.before, one.after): one.is_gate for one in content_of(draft.id).prerequisites}
    assert arrows["world-MA.DA.1", ADDING] is False
    remove_prerequisite(draft.uuid, "world-MA.FR.2", ADDING, by=priya)
    assert [one.code for one in map_of(draft).prerequisites_of(map_of(draft).by_code["MA.FR.3"].id)] == [
        "MA.DA.1"
    ]
    with pytest.raises(Refused, match="itself"):
        add_prerequisite(draft.uuid, ADDING, ADDING, by=priya)
    with pytest.raises(Refused, match="kept apart"):
        add_prerequisite(draft.uuid, "world-HS.PR.1", ADDING, by=priya)
    with pytest.raises(Refused, match="not in the draft"):
        add_prerequisite(draft.uuid, "nowhere", ADDING, by=priya)


def test_a_circle_may_stand_in_a_draft_and_is_refused_at_publishing(draft, priya):
    add_prerequisite(draft.uuid, ADDING, "world-MA.FR.1", by=priya)
    with pytest.raises(Refused, match=r"MA\.FR"):
        publish(draft.id, by=priya)


def test_exemplars_and_notes_are_saved_changed_and_checked(draft, priya):
    made = save_exemplar(draft.uuid, ADDING, {"title": "Pizza", "work": "1/2 + 1/3", "level": "3"}, by=priya)
    save_exemplar(
        draft.uuid,
        ADDING,
        {
            "annotations": [{"quote": "1/2", "note": "a half"}, {"quote": "x", "note": " "}],
            "title:es": "Pizza es",
        },
        exemplar_uuid=made.uuid,
        by=priya,
    )
    (example,) = stored(draft).exemplars
    assert (example.level, example.annotations) == (3, (("1/2", "a half"),))
    for wrong, sentence in (
        ({"title": "", "work": "x"}, "title"),
        ({"title": "x"}, "shows work"),
        ({"title": "x", "address": "javascript:alert(1)"}, "https"),
    ):
        with pytest.raises(Refused, match=sentence):
            save_exemplar(draft.uuid, ADDING, wrong, by=priya)
    with pytest.raises(Refused, match="shows work"):
        save_exemplar(draft.uuid, ADDING, {"work": ""}, exemplar_uuid=made.uuid, by=priya)
    note = save_note(draft.uuid, ADDING, NoteContent("next", "Subtracting."), by=priya)
    save_note(draft.uuid, ADDING, {"source": "A study"}, note_uuid=note.uuid, by=priya)
    assert [(one.kind, one.text, one.source) for one in stored(draft).notes] == [
        ("next", "Subtracting.", "A study")
    ]
    with pytest.raises(Refused, match="kind of note"):
        save_note(draft.uuid, ADDING, {"kind": "gossip", "text": "x"}, by=priya)


def test_criteria_have_a_text_per_level_and_an_order(draft, priya):
    names = ("Emerging", "Developing", "Proficient", "Extending")
    first = save_criterion(
        draft.uuid, ADDING, {"text": "Finds a common part", "level:3": "Alone."}, qualities=names, by=priya
    )
    second = save_criterion(draft.uuid, ADDING, {"text": "Explains"}, qualities=names, by=priya)
    (rubric,) = content_of(draft.id).rubrics
    assert [(level.quality, level.text) for level in rubric.criteria[0].levels][2] == ("Proficient", "Alone.")
    moved = move_criterion(draft.uuid, ADDING, str(second.uuid), -1, by=priya)
    (rubric,) = content_of(draft.id).rubrics
    assert [one.text for one in rubric.criteria] == ["Explains", "Finds a common part"]
    undo(draft.uuid, moved.act, by=priya)
    level = rubric.criteria[1].levels[0]
    save_criterion(
        draft.uuid, ADDING, {f"level:{level.identifier}": "With help."}, criterion=str(first.uuid), by=priya
    )
    (rubric,) = content_of(draft.id).rubrics
    assert rubric.criteria[0].levels[0].text == "With help."


def test_domains_and_strands_are_added_and_taken_out_when_they_are_empty(draft, priya):
    add_domain(draft.uuid, DomainContent("AR", "Arts", translations={"es": {"name": "Artes"}}), by=priya)
    add_strand(draft.uuid, StrandContent("AR.M", "AR", "Music"), by=priya)
    assert [one.code for one in content_of(draft.id).strands][-1] == "AR.M"
    with pytest.raises(Refused, match="already taken"):
        add_strand(draft.uuid, StrandContent("AR.M", "AR", "Music"), by=priya)
    with pytest.raises(Refused, match="3 things"):
        remove_strand(draft.uuid, "MA.FR", by=priya)
    taken = remove_strand(draft.uuid, "AR.M", by=priya)
    undo(draft.uuid, taken.act, by=priya)
    assert [one.code for one in content_of(draft.id).strands][-1] == "AR.M"


# -- two editors --


def test_different_fields_merge_without_a_word(draft, priya, lena):
    seen = {"title": "Adding fractions", "statement": "I can add fractions with different denominators."}
    edit_competency(draft.uuid, ADDING, {**seen, "title": "Sums"}, seen=seen, by=priya)
    done = edit_competency(draft.uuid, ADDING, {**seen, "statement": "I can add."}, seen=seen, by=lena)
    assert (done.conflicts, done.changed) == ((), ("statement",))
    assert (stored(draft).title, stored(draft).statement) == ("Sums", "I can add.")


def test_the_same_field_in_two_hands_keeps_both_wordings(draft, priya, lena, clock):
    seen = {"title": "Adding fractions"}
    at = clock.advance(minutes=5)
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, seen=seen, by=priya)
    clock.advance(minutes=1)
    done = edit_competency(
        draft.uuid, ADDING, {"title": "Plus", "level": 6}, seen={**seen, "level": 5}, by=lena
    )
    (conflict,) = done.conflicts
    assert (conflict.stored, conflict.mine, conflict.seen) == ("Sums", "Plus", "Adding fractions")
    assert (conflict.by, conflict.at) == ("Priya Raman", at)
    assert (stored(draft).title, stored(draft).level) == ("Sums", 6), "the other field is written"
    settled = edit_competency(draft.uuid, ADDING, {"title": "Plus"}, seen={"title": "Sums"}, by=lena)
    assert settled.conflicts == ()
    assert stored(draft).title == "Plus"


def test_the_same_words_from_two_hands_are_no_conflict(draft, priya, lena):
    seen = {"title": "Adding fractions"}
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, seen=seen, by=priya)
    done = edit_competency(draft.uuid, ADDING, {"title": "Sums "}, seen=seen, by=lena)
    assert (done.act, done.conflicts) == (None, ())


def test_editing_what_somebody_removed_says_so(draft, priya, lena):
    remove_competency(draft.uuid, ADDING, by=priya)
    with pytest.raises(Refused, match="not in the draft any more"):
        edit_competency(draft.uuid, ADDING, {"title": "Plus"}, by=lena)


def test_every_act_is_in_the_trail_without_words(draft, priya):
    edit_competency(draft.uuid, ADDING, {"title": "Secret words"}, by=priya)
    entry = next(iter(trail_rows(act="continuum.draft_edited")))
    assert "Secret" not in str(entry)


def test_the_system_edits_too_and_has_no_name(draft):
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=Actor.system("demo"))
    assert history(draft.uuid)[0].by == ""


def test_everything_else_stays_as_it_was(world, draft, priya):
    """An edit touches what it says and nothing beside."""
    before = content_of(draft.id)
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=priya)
    after = content_of(draft.id)
    assert same_but(after, competencies=()) == same_but(before, competencies=())
    changed = [
        one.identifier
        for one, other in zip(before.competencies, after.competencies, strict=True)
        if one != other
    ]
    assert changed == [ADDING]


def test_nothing_stands_below_itself(draft, priya):
    edit_competency(draft.uuid, ADDING, {"parent": "world-MA.FR.2"}, by=priya)
    for below, above in ((ADDING, ADDING), ("world-MA.FR.2", ADDING)):
        with pytest.raises(Refused, match="below itself"):
            edit_competency(draft.uuid, below, {"parent": above}, by=priya)
    with pytest.raises(Refused, match="no field"):
        edit_competency(draft.uuid, ADDING, {"title:": "x"}, by=priya)


def test_what_was_changed_fits_its_place_in_the_history(draft, priya):
    """PostgreSQL counts the letters; a level of a criterion may have been named by another system, 64 long."""
    longest = f"level:{'x' * RubricCriterionLevel._meta.get_field('identifier').max_length}"
    assert len(longest) <= DraftChange._meta.get_field("field").max_length
