"""Loading, publishing and reading a continuum."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from headway.district.continuum.api import (
    CompetencyContent,
    DescriptorContent,
    DomainContent,
    FrameworkContent,
    PrerequisiteContent,
    StrandContent,
    competency,
    current_map,
    current_version,
    descriptors,
    latest_version,
    load_framework,
    map_of,
    publish,
    versions,
)
from headway.district.continuum.models import Framework
from headway.district.foundation.api import Actor, NotFound, Refused

LEAD = Actor.system("lead")


def content(**change) -> FrameworkContent:
    given = FrameworkContent(
        identifier="doc-1",
        title="Our continuum",
        is_continuum=True,
        domains=(
            DomainContent("MA", "Mathematics"),
            DomainContent("HS", "Habits", kind="habits", sequence=1),
        ),
        strands=(StrandContent("MA.N", "MA", "Number"),),
        competencies=(
            CompetencyContent(
                "i-b", "Adding", "I can add.", code="B", domain_code="MA", strand_code="MA.N", level=2
            ),
            CompetencyContent(
                "i-a",
                "Counting",
                "I can count.",
                code="A",
                domain_code="MA",
                strand_code="MA.N",
                level=1,
                translations={"es": {"title": "Contar"}},
                descriptors=(DescriptorContent(1, "Counts to five."), DescriptorContent(2, "Counts to ten.")),
            ),
            CompetencyContent("i-h", "Helping", "I can help.", code="H", domain_code="HS"),
            CompetencyContent("i-g", "A heading", "", code="G", is_ratable=False),
        ),
        prerequisites=(PrerequisiteContent("i-a", "i-b"),),
    )
    return dataclasses.replace(given, **change)


def test_a_framework_is_a_draft_until_it_is_published_and_then_learners_stand_on_it(db, clock):
    draft = load_framework(content(), by=LEAD)
    assert (draft.number, draft.status, current_version()) == (1, "draft", None)
    assert current_map() is None
    published = publish(draft.id, by=LEAD)
    assert current_version() == published
    found = current_map()
    assert [one.code for one in found.competencies] == ["A", "B", "H"]
    assert found.by_code["H"].kind == "habits"
    assert [one.code for one in found.prerequisites_of(found.by_code["B"].id)] == ["A"]
    assert [one.code for one in found.opens(found.by_code["A"].id)] == ["B"]
    assert found.levels == (1, 2)
    assert [one.text for one in descriptors(found.by_code["A"].id)] == ["Counts to five.", "Counts to ten."]
    assert competency(found.by_code["A"].uuid) is found.by_code["A"]


def test_the_map_needs_one_query_and_none_when_it_is_known(db, clock, django_assert_num_queries):
    publish(load_framework(content(), by=LEAD).id, by=LEAD)
    version = current_version()
    map_of(version)
    with django_assert_num_queries(1):
        current_map()
    with django_assert_num_queries(0):
        map_of(version)


def test_a_version_takes_effect_on_its_date(db, clock):
    publish(load_framework(content(), by=LEAD).id, by=LEAD)
    later = load_framework(content(), by=LEAD)
    publish(later.id, by=LEAD, effective_on=dt.date(2026, 11, 1))
    assert current_version().number == 1
    clock.set("2026-11-01 09:00")
    assert current_version().number == 2
    assert current_version(on=dt.date(2026, 10, 20)).number == 1
    found = current_map()
    earlier = map_of(versions()[1])
    assert found.family(found.by_code["A"].id) == tuple(
        sorted([earlier.by_code["A"].id, found.by_code["A"].id])
    )


def test_a_circle_is_refused_by_name_and_the_draft_stays_a_draft(db, clock):
    circle = (PrerequisiteContent("i-a", "i-b"), PrerequisiteContent("i-b", "i-a"))
    draft = load_framework(content(prerequisites=circle), by=LEAD)
    with pytest.raises(Refused, match="A → B → A"):
        publish(draft.id, by=LEAD)
    assert latest_version("doc-1").status == "draft"
    assert current_version() is None


def test_a_habit_never_holds_an_academic_competency_back(db, clock):
    draft = load_framework(content(prerequisites=(PrerequisiteContent("i-h", "i-b"),)), by=LEAD)
    with pytest.raises(Refused, match="kept apart"):
        publish(draft.id, by=LEAD)


def test_a_competency_without_its_text_is_named(db, clock):
    silent = tuple(
        dataclasses.replace(one, statement="") if one.code == "B" else one for one in content().competencies
    )
    draft = load_framework(content(competencies=silent), by=LEAD)
    with pytest.raises(Refused, match="doesn't say what proficient means: B") as refused:
        publish(draft.id, by=LEAD)
    assert refused.value.problems[0].row == "B"


def test_what_is_published_is_not_published_again_nor_in_the_past(db, clock):
    draft = load_framework(content(), by=LEAD)
    with pytest.raises(Refused, match="today or later"):
        publish(draft.id, by=LEAD, effective_on=dt.date(2026, 10, 6))
    publish(draft.id, by=LEAD)
    with pytest.raises(Refused, match="already published"):
        publish(draft.id, by=LEAD)
    with pytest.raises(NotFound):
        publish(999_999, by=LEAD)


@pytest.mark.parametrize(
    ("change", "row", "words"),
    [
        ({"prerequisites": (PrerequisiteContent("i-a", "i-x"),)}, "i-a → i-x", "names the prerequisite i-x"),
        ({"prerequisites": (PrerequisiteContent("i-a", "i-a"),)}, "i-a", "its own prerequisite"),
        ({"strands": (StrandContent("MA.N", "XX", "Number"),)}, "MA.N", "names the domain XX"),
        (
            {"competencies": content().competencies + content().competencies[:1]},
            "i-b",
            "stands there 2 times",
        ),
    ],
)
def test_a_framework_that_refers_to_nothing_is_refused_whole(db, clock, change, row, words):
    with pytest.raises(Refused) as refused:
        load_framework(content(**change), by=LEAD)
    assert refused.value.problems[0].row == row
    assert words in str(refused.value)
    assert not Framework.objects.exists()


def test_a_framework_of_somebody_else_is_not_what_learners_stand_on(db, clock):
    publish(load_framework(content(is_continuum=False), by=LEAD).id, by=LEAD)
    assert current_version() is None


def test_a_district_has_one_continuum(world):
    """A second one would take the place of the line that learners stand on, on the day it is published."""
    second = FrameworkContent(identifier="another", title="Another line", is_continuum=True)

    with pytest.raises(Refused, match="has its continuum already"):
        load_framework(second, by=LEAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Framework.objects.create(identifier="another", title="Another line", is_continuum=True)
    assert load_framework(dataclasses.replace(second, is_continuum=False), by=LEAD).number == 1
