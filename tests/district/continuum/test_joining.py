"""Pieces of several frameworks become one line that says where each came from, and where it still breaks."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import (
    Part,
    VersionStatus,
    check_line,
    content_of,
    current_version,
    join_frameworks,
    offered_domains,
    open_draft,
    plan_joining,
)
from headway.district.continuum.models import Framework, FrameworkVersion
from headway.district.foundation.api import Refused
from headway.mastery.continuum.rows import Strand, likely_rows
from tests.district.continuum.lines import BUILDER, framework, three_slices

pytestmark = pytest.mark.django_db


def parts(*versions) -> list[Part]:
    return [Part(one.id) for one in versions]


def test_strands_that_speak_of_the_same_become_one_row(clock):
    joining = plan_joining(parts(*three_slices()), domain="Mathematics")
    rows = {row.name: [unit.name for unit in row.units] for row in joining.rows}
    assert rows == {
        "Fractions": ["Fractions", "Ratios"],
        "Geometry": ["Geometry", "Geometry", "Geometry of shapes"],
    }
    geometry = next(row for row in joining.rows if row.name == "Geometry")
    assert geometry.cells == {
        level: ((part, 1),) for level, part in ((4, 1), (5, 1), (6, 2), (8, 2), (9, 3), (10, 3))
    }
    assert geometry.seams == {6: "open", 9: "open"}
    fractions = next(row for row in joining.rows if row.name == "Fractions")
    assert fractions.seams == {6: "open", 9: "stops"}
    assert joining.count == 10


def test_a_person_decides_which_strand_goes_on_with_which_and_what_rows_are_called(clock):
    joining = plan_joining(
        parts(*three_slices()),
        domain="Mathematics",
        continues={"2:D1:S1": "2:D1:S1"},
        names={"1:D1:S2": "Shapes and space"},
    )
    assert {row.name for row in joining.rows} == {"Fractions", "Shapes and space", "Ratios"}


def test_levels_and_domains_bound_what_comes_in(clock):
    elementary, middle, _high = three_slices()
    joining = plan_joining([Part(elementary.id, None, 4), Part(middle.id, 6, 6)], domain="Mathematics")
    codes = {one.code for unit in joining.units for one in unit.competencies}
    assert codes == {"E.FR.4", "E.GE.4", "M.RP.6", "M.GE.6"}


def test_items_without_a_level_are_counted_where_levels_were_chosen(clock):
    loose = framework("Loose", [("L.1", None, "Any", "I can reason."), ("L.2", 3, "Any", "I can explain.")])
    assert plan_joining([Part(loose.id)], domain="Mathematics").count == 2
    bounded = plan_joining([Part(loose.id, 0, 5)], domain="Mathematics")
    assert (bounded.count, bounded.without_level) == (1, 1)


def test_the_joined_line_is_a_draft_that_names_its_sources(clock):
    versions = three_slices()
    draft = join_frameworks(parts(*versions), title="Our line", domain="Mathematics", by=BUILDER)
    content = content_of(draft.id)
    assert draft.status == VersionStatus.DRAFT
    assert {one.identifier for one in content.competencies} == {
        one.identifier for version in versions for one in content_of(version.id).competencies
    }
    part_of = {
        one.origin_identifier: one.destination_identifier
        for one in content.associations
        if one.kind == "isPartOf"
    }
    assert part_of["E.FR.5"] == "framework-elementary"
    assert part_of["H.GE.9"] == "framework-high"
    assert {(one.before, one.after) for one in content.prerequisites} == {
        ("E.FR.4", "E.FR.5"),
        ("E.GE.4", "E.GE.5"),
        ("M.RP.6", "M.RP.8"),
        ("M.GE.6", "M.GE.8"),
        ("H.GE.9", "H.GE.10"),
    }


def test_the_first_line_of_a_district_becomes_its_continuum_and_a_second_does_not(clock):
    elementary, middle, high = three_slices()
    first = join_frameworks(parts(elementary, middle), title="Our line", domain="Mathematics", by=BUILDER)
    second = join_frameworks(parts(high), title="A try", domain="Mathematics", by=BUILDER)
    kinds = dict(Framework.objects.values_list("pk", "is_continuum"))
    assert (kinds[first.framework_id], kinds[second.framework_id]) == (True, False)


def test_joining_into_the_districts_line_keeps_everything_that_is_on_it(world):
    elementary, middle, _high = three_slices()
    standing = current_version()
    before = {one.identifier for one in content_of(standing.id).competencies}
    framework_row = Framework.objects.get(pk=standing.framework_id)
    draft = open_draft(framework_row.uuid, by=BUILDER)
    joined = join_frameworks(
        parts(elementary, middle), title="", domain="Mathematics", by=BUILDER, onto=draft
    )
    after = {one.identifier for one in content_of(joined.id).competencies}
    assert joined.id == draft.id
    assert after == before | {"E.FR.4", "E.FR.5", "E.GE.4", "E.GE.5", "M.RP.6", "M.RP.8", "M.GE.6", "M.GE.8"}
    assert current_version().id == standing.id


def test_a_domain_that_the_line_has_goes_on(world):
    elementary, _middle, _high = three_slices()
    standing = current_version()
    draft = open_draft(Framework.objects.get(pk=standing.framework_id).uuid, by=BUILDER)
    join_frameworks(parts(elementary), title="", domain="mathematics", by=BUILDER, onto=draft)
    content = content_of(draft.id)
    mathematics = next(one.code for one in content.domains if one.name == "Mathematics")
    assert {one.domain_code for one in content.competencies if one.identifier.startswith("E.")} == {
        mathematics
    }
    assert len(content.domains) == len(content_of(standing.id).domains)


def test_of_two_that_a_crosswalk_calls_the_same_the_earlier_stays(clock):
    from headway.district.continuum.api import LinkAnswer, answer_links, begin_crosswalk

    elementary, middle, _high = three_slices()
    ends = [Framework.objects.get(pk=one.framework_id).uuid for one in (elementary, middle)]
    crosswalk = begin_crosswalk(*ends, by=BUILDER)
    answer_links(crosswalk, [LinkAnswer("E.GE.5", "M.GE.6", True, "exact")], by=BUILDER)
    draft = join_frameworks(parts(elementary, middle), title="Our line", domain="Mathematics", by=BUILDER)
    content = content_of(draft.id)
    assert "M.GE.6" not in {one.identifier for one in content.competencies}
    assert ("E.GE.5", "M.GE.8") in {(one.before, one.after) for one in content.prerequisites}
    stands_for = [
        (one.origin_identifier, one.destination_identifier)
        for one in content.associations
        if one.kind == "exactMatchOf"
    ]
    assert stands_for == [("E.GE.5", "M.GE.6")]


def test_headings_come_along_above_what_they_head(clock):
    from dataclasses import replace

    from headway.district.continuum.api import CompetencyContent, load_framework

    elementary = three_slices()[0]
    content = content_of(elementary.id)
    heading = CompetencyContent(
        "HEAD", "Fractions as numbers", "Fractions as numbers", is_ratable=False, domain_code="D1"
    )
    items = tuple(
        replace(one, parent="HEAD") if one.identifier == "E.FR.5" else one for one in content.competencies
    )
    headed = load_framework(replace(content, competencies=(heading, *items)), by=BUILDER)
    draft = join_frameworks([Part(headed.id, 5, 5)], title="Line", domain="Mathematics", by=BUILDER)
    found = {one.identifier: one for one in content_of(draft.id).competencies}
    assert set(found) == {"HEAD", "E.FR.5", "E.GE.5"}
    assert (found["E.FR.5"].parent, found["HEAD"].is_ratable) == ("HEAD", False)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda a, b: ([], "Mathematics"), "at least one framework"),
        (lambda a, b: ([Part(a.id)], " "), "Name the domain"),
        (lambda a, b: ([Part(a.id, 5, 3)], "Mathematics"), "from the lower to the higher"),
        (lambda a, b: ([Part(a.id), Part(a.id)], "Mathematics"), "chosen twice"),
        (lambda a, b: ([Part(a.id, 11, 12)], "Mathematics"), "Nothing is left to join"),
    ],
)
def test_what_cannot_be_joined_is_said_in_a_sentence_and_nothing_is_written(clock, make, sentence):
    elementary, middle, _high = three_slices()
    chosen, domain = make(elementary, middle)
    count = FrameworkVersion.objects.count()
    with pytest.raises(Refused, match=sentence):
        join_frameworks(chosen, title="Line", domain=domain, by=BUILDER)
    assert FrameworkVersion.objects.count() == count


def test_a_published_version_takes_nothing_in(world):
    elementary, _middle, _high = three_slices()
    with pytest.raises(Refused, match="not edited"):
        join_frameworks(parts(elementary), title="", domain="Mathematics", by=BUILDER, onto=current_version())


def test_the_gap_finder_shows_both_seams_of_the_joined_line(clock):
    draft = join_frameworks(parts(*three_slices()), title="Our line", domain="Mathematics", by=BUILDER)
    report = check_line([draft.id], by=BUILDER)
    broken = {one.facts["seam"] for one in report.findings if one.kind.startswith("seam_")}
    assert broken == {6, 9}


def test_domains_of_a_framework_with_many_subjects_are_proposed_by_their_words(clock):
    elementary = three_slices()[0]
    many = framework(
        "Every subject",
        [("P.1", 9, "", "I can prove theorems about triangles, rectangles, polygons and angles.")],
    )
    from dataclasses import replace

    from headway.district.continuum.api import CompetencyContent, DomainContent, load_framework

    content = content_of(many.id)
    history = CompetencyContent(
        "P.2", "sources", "I can weigh sources about a revolution.", domain_code="D2", level=9
    )
    both = load_framework(
        replace(
            content,
            domains=(*content.domains, DomainContent("D2", "History")),
            competencies=(*content.competencies, history),
        ),
        by=BUILDER,
    )
    offered = offered_domains([Part(elementary.id), Part(both.id)])
    assert {one.name: one.is_proposed for one in offered[both.id]} == {"Mathematics": True, "History": False}


def test_rows_grow_and_unlike_strands_begin_their_own():
    first = [Strand("a", "Fractions", ("Add fractions with denominators.",))]
    second = [
        Strand("b", "Ratios", ("Divide fractions by fractions; denominators of ratios.",)),
        Strand("c", "Poetry", ("Read a poem aloud.",)),
    ]
    third = [Strand("d", "Proportions", ("Ratios and proportional ratios.",))]
    found = likely_rows([first, second, third])
    assert {one.later: one.earlier for one in found.values()} == {"b": "a", "d": "a"}
    assert "fractions" in found["b"].words


def test_a_draft_that_was_published_meanwhile_takes_nothing_in(world):
    """The page was opened on a draft; somebody published it before the sending arrived."""
    own = Framework.objects.get(pk=world.version.framework_id)
    draft = open_draft(own.uuid, by=BUILDER)
    FrameworkVersion.objects.filter(pk=draft.id).update(status=VersionStatus.RETIRED)
    elementary, *_others = three_slices()
    before = content_of(draft.id)
    with pytest.raises(Refused, match="not edited"):
        join_frameworks(parts(elementary), title="", domain="Mathematics", onto=draft, by=BUILDER)
    assert content_of(draft.id) == before
