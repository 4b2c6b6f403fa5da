"""Joining frameworks to an open draft is one act of its history: told, taken back as a whole, and done again."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import (
    CompetencyContent,
    DescriptorContent,
    ExemplarContent,
    NoteContent,
    Part,
    add_competency,
    add_prerequisite,
    content_of,
    edit_competency,
    history,
    join_frameworks,
    load_framework,
    open_draft,
    publish,
    remove_competency,
    save_note,
    undo,
    undoing,
    write_descriptor,
)
from headway.district.continuum.models import DraftChange
from headway.district.continuum.types import (
    CriterionContent,
    CriterionLevelContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    RubricContent,
    StrandContent,
)
from headway.district.foundation.api import Conflict, Refused
from headway.district.foundation.models import AuditEntry
from tests.district.continuum.lines import BUILDER, three_slices

pytestmark = pytest.mark.django_db

ADDING = "world-MA.FR.3"


@pytest.fixture
def draft(world):
    return open_draft(world.version.framework.uuid, by=BUILDER)


def rich(count: int = 3, title: str = "Rich", prefix: str = "r"):
    """Everything that an item can hold: words in two languages, examples, notes, criteria, a heading, arrows."""
    items = [CompetencyContent("HEAD-" + prefix, "Heading", "A heading", is_ratable=False, domain_code="D1")]
    items += [
        CompetencyContent(
            identifier=f"{prefix}{number}",
            code=f"{prefix.upper()}.{number}",
            title=f"Item {number}",
            statement=f"I can do number {number}.",
            domain_code="D1",
            strand_code="S1",
            parent="HEAD-" + prefix,
            level=3 + number % 3,
            sequence=number,
            translations={"es": {"title": f"Uno {number}", "statement": "Puedo."}},
            descriptors=(
                DescriptorContent(1, "Begins.", {"es": {"text": "Empieza."}}),
                DescriptorContent(3, "Does it."),
            ),
            exemplars=(ExemplarContent("Work", 3, "Text", annotations=(("Text", "shows it"),)),),
            notes=(NoteContent("research", "Known since long.", "A book"),),
        )
        for number in range(count)
    ]
    criterion = CriterionContent(
        "c1", "Clear", f"{prefix}0", levels=(CriterionLevelContent("l1", "Good", "So", 0),)
    )
    content = FrameworkContent(
        identifier=f"framework-{title.lower()}",
        title=title,
        domains=(DomainContent("D1", "Rich subject", translations={"es": {"name": "Rica"}}),),
        strands=(StrandContent("S1", "D1", "A strand"),),
        competencies=tuple(items),
        prerequisites=tuple(
            PrerequisiteContent(f"{prefix}{number}", f"{prefix}{number + 1}") for number in range(count - 1)
        ),
        rubrics=(RubricContent(f"rubric-{prefix}", "A rubric", (criterion,)),),
    )
    return publish(load_framework(content, by=BUILDER).id, by=BUILDER)


def join(draft, *versions, domain="Rich subject"):
    return join_frameworks(
        [Part(one.id) for one in versions], title="", domain=domain, by=BUILDER, onto=draft
    )


def test_taking_a_joining_back_leaves_the_draft_as_it_was_and_doing_it_again_brings_all_of_it(draft):
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=BUILDER)
    before = content_of(draft.id)
    join(draft, rich(), three_slices()[0], domain="Mathematics")
    after = content_of(draft.id)
    assert len(after.competencies) == len(before.competencies) + 8
    assert after.rubrics
    assert after.associations != before.associations
    done = history(draft.uuid)[0]
    back = undo(draft.uuid, done.act, by=BUILDER)
    assert content_of(draft.id) == before
    undo(draft.uuid, back.act, by=BUILDER)
    assert content_of(draft.id) == after
    undo(draft.uuid, history(draft.uuid)[0].act, by=BUILDER)
    assert content_of(draft.id) == before


def test_everything_that_came_is_in_the_history_under_one_act_and_in_the_trail(draft):
    version = rich()
    events = AuditEntry.objects.count()
    join(draft, version)
    (done,) = history(draft.uuid)
    assert (done.joined.frameworks, done.joined.competencies) == (("Rich",), 3)
    changes = DraftChange.objects.filter(version_id=draft.id)
    assert {one.act for one in changes} == {done.act}
    assert set(changes.values_list("subject", flat=True)) == {
        "joining", "domain", "strand", "competency", "descriptor", "criterion", "exemplar", "note",
        "prerequisite", "association",
    }  # fmt: skip
    whole = changes.exclude(subject="descriptor")
    assert not whole.filter(before__isnull=False).exists()
    assert not whole.filter(after__isnull=True).exists()
    acts = set(AuditEntry.objects.order_by("pk")[events:].values_list("act", flat=True))
    assert acts == {"continuum.draft_edited", "continuum.frameworks_joined"}


def test_what_was_done_to_the_joined_competencies_since_is_shown_before_it_goes(draft):
    join(draft, rich())
    done = history(draft.uuid)[0]
    edit_competency(draft.uuid, "r1", {"title": "Mended"}, by=BUILDER)
    add_prerequisite(draft.uuid, ADDING, "r0", by=BUILDER)
    write_descriptor(draft.uuid, "r1", 2, "Nearly.", by=BUILDER)
    write_descriptor(draft.uuid, "r1", 3, "Does it alone.", by=BUILDER)
    save_note(draft.uuid, "r1", NoteContent("research", "Newer."), by=BUILDER)
    later = content_of(draft.id)
    found = [(one.subject, one.field) for one in undoing(draft.uuid, done.act, by=BUILDER).overwritten]
    assert sorted(found) == [
        ("competency", "title"),
        ("descriptor", "text"),
        ("descriptor", "text"),
        ("note", ""),
        ("prerequisite", ""),
    ]
    with pytest.raises(Conflict):
        undo(draft.uuid, done.act, by=BUILDER)
    assert content_of(draft.id) == later
    back = undo(draft.uuid, done.act, by=BUILDER, anyway=True)
    assert "r1" not in {one.identifier for one in content_of(draft.id).competencies}
    undo(draft.uuid, back.act, by=BUILDER)
    again = content_of(draft.id)
    assert set(again.prerequisites) == set(later.prerequisites)
    assert (again.competencies, again.rubrics) == (later.competencies, later.rubrics)


def test_a_strand_that_others_filled_since_holds_the_joining_until_it_is_empty(draft):
    join(draft, rich())
    strand = next(one for one in content_of(draft.id).competencies if one.identifier == "r0").strand_code
    done = history(draft.uuid)[0]
    add_competency(draft.uuid, CompetencyContent("own", "Own", "I can.", strand_code=strand), by=BUILDER)
    filled = content_of(draft.id)
    with pytest.raises(Refused, match="filled since"):
        undo(draft.uuid, done.act, by=BUILDER, anyway=True)
    assert content_of(draft.id) == filled
    remove_competency(draft.uuid, "own", by=BUILDER)
    undo(draft.uuid, done.act, by=BUILDER)
    assert "r0" not in {one.identifier for one in content_of(draft.id).competencies}


def test_what_was_taken_out_of_a_joining_does_not_hold_it_and_can_be_joined_again(draft):
    before = content_of(draft.id)
    version = rich()
    join(draft, version)
    first = history(draft.uuid)[0]
    remove_competency(draft.uuid, "r2", by=BUILDER)
    join(draft, version)
    assert "r2" in {one.identifier for one in content_of(draft.id).competencies}
    undo(draft.uuid, history(draft.uuid)[0].act, by=BUILDER)
    undo(draft.uuid, first.act, by=BUILDER)
    assert content_of(draft.id) == before


def test_a_joining_of_very_many_is_written_read_and_taken_back_in_few_statements(
    draft, django_assert_max_num_queries
):
    """Statements, not seconds: their number grows with the batches of rows and not with the competencies."""
    version, before = rich(600), content_of(draft.id)
    with django_assert_max_num_queries(260):
        join(draft, version)
    with django_assert_max_num_queries(12):
        (done,) = history(draft.uuid)
    assert done.count > 4_000 > len(done.changes)
    with django_assert_max_num_queries(260):
        back = undo(draft.uuid, done.act, by=BUILDER)
    assert content_of(draft.id) == before
    with django_assert_max_num_queries(260):
        undo(draft.uuid, back.act, by=BUILDER)
    assert len(content_of(draft.id).competencies) == len(before.competencies) + 601
