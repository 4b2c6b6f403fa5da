"""The graduate profile: statements, what serves them, and what nothing serves (R013)."""

from __future__ import annotations

import pytest
from django.utils import translation

from headway.district.continuum.api import (
    current_map,
    link_competencies,
    profile_coverage,
    profile_statements,
    reorder_statements,
    restore_statement,
    retire_statement,
    save_statement,
    suggested_for,
    unlink_competencies,
)
from headway.district.continuum.models import ProfileLink
from headway.district.foundation.api import NotFound, Refused, audit
from tests.district.continuum.versions import LEAD, competency_like, next_version


@pytest.fixture
def reasoning(world):
    return save_statement(
        title="Our graduates weigh evidence before they judge.",
        text="They ask where a claim comes from.",
        code="GP1",
        translations={"es": {"title": "Nuestros graduados sopesan las pruebas.", "text": " "}},
        by=LEAD,
    )


def coverage_of(statement):
    found = profile_coverage(current_map())
    return found, next(one for one in found.statements if one.statement.uuid == statement.uuid)


def test_a_statement_is_written_reworded_and_kept_in_order(world, reasoning):
    assert reasoning.translations == {"es": {"title": "Nuestros graduados sopesan las pruebas."}}
    second = save_statement(title="Our graduates care for others.", by=LEAD)
    third = save_statement(title="Our graduates keep learning.", by=LEAD)
    again = save_statement(title=" Our graduates look after others. ", statement_uuid=second.uuid, by=LEAD)
    assert (again.uuid, again.title) == (second.uuid, "Our graduates look after others.")
    reorder_statements([third.uuid, reasoning.uuid], by=LEAD)
    assert [one.uuid for one in profile_statements()] == [third.uuid, reasoning.uuid, second.uuid]
    with pytest.raises(NotFound):
        reorder_statements([world.ana.uuid], by=LEAD)
    acts = [row.act for row in audit.trail(act="continuum.profile")]
    assert acts.count("continuum.profile_statement_saved") == 4
    assert acts[0] == "continuum.profile_reordered"


@pytest.mark.parametrize(
    ("given", "field"), [({"title": "  "}, "title"), ({"title": "x" * 513}, "title"), ({"code": "y" * 121}, "code")]
)  # fmt: skip
def test_a_statement_that_cannot_be_kept_names_its_field(world, given, field):
    with pytest.raises(Refused) as refused:
        save_statement(**({"title": "Our graduates care."} | given), by=LEAD)
    assert refused.value.problems[0].field == field
    assert profile_statements() == ()


def test_coverage_is_told_by_domain_and_stretch_of_the_line(world, reasoning):
    assert (
        link_competencies(reasoning.uuid, ["world-LI.RE.2", "world-MA.DA.1", "world-HS.PR.1"], by=LEAD) == 3
    )
    whole, one = coverage_of(reasoning)
    assert whole.bands == ((3, 5),)
    assert [(domain.domain.code, domain.by_band) for domain in one.domains] == [
        ("MA", (1,)),
        ("LI", (1,)),
        ("HS", (1,)),
    ]
    assert (one.first, one.last, one.empty_bands, one.is_served) == (3, 4, (), True)
    assert "MA.DA.1" not in {each.code for each in whole.serving_none}
    assert "MA.FR.1" in {each.code for each in whole.serving_none}
    served = whole.statements_of[world.competency("HS.PR.1").pk]
    assert [each.uuid for each in served] == [reasoning.uuid]


def test_a_stretch_of_the_line_that_nothing_serves_is_named(world, reasoning):
    next_version(
        world.version.pk,
        added=(
            competency_like("m1", "MA.FR.7", "I can compare ratios.", level=7),
            competency_like("m2", "MA.FR.11", "I can model change.", level=11),
        ),
    )
    link_competencies(reasoning.uuid, ["world-MA.DA.1", "m2"], by=LEAD)
    whole, one = coverage_of(reasoning)
    assert whole.bands == ((3, 5), (6, 8), (9, 11))
    assert one.empty_bands == ((6, 8),)
    assert whole.with_empty_bands == (one,)


def test_taking_a_mapping_off_drops_the_coverage_and_names_the_statement(world, reasoning):
    """R013: delete a mapping → coverage drops, statement named."""
    link_competencies(reasoning.uuid, ["world-LI.RE.2", "world-MA.DA.1"], by=LEAD)
    assert profile_coverage(current_map()).unserved == ()
    assert unlink_competencies(reasoning.uuid, ["world-LI.RE.2"], by=LEAD) == 1
    assert len(coverage_of(reasoning)[1].competencies) == 1
    unlink_competencies(reasoning.uuid, ["world-MA.DA.1"], by=LEAD)
    whole, one = coverage_of(reasoning)
    assert [each.title for each in whole.unserved] == ["Our graduates weigh evidence before they judge."]
    assert (one.first, one.last, one.empty_bands) == (None, None, whole.bands)


def test_linking_twice_is_once_and_a_stranger_refuses_all(world, reasoning):
    link_competencies(reasoning.uuid, ["world-LI.RE.2"], by=LEAD)
    assert link_competencies(reasoning.uuid, ["world-LI.RE.2", "world-LI.RE.3"], by=LEAD) == 1
    with pytest.raises(Refused, match="not on the district's continuum") as refused:
        link_competencies(reasoning.uuid, ["world-LI.WR.1", "nobody"], by=LEAD)
    assert refused.value.problems[0].row == "nobody"
    assert ProfileLink.objects.count() == 2
    with pytest.raises(NotFound):
        link_competencies(world.ana.uuid, ["world-LI.RE.2"], by=LEAD)


def test_a_link_follows_its_competency_and_says_when_it_ended(world, reasoning):
    link_competencies(reasoning.uuid, ["world-MA.FR.2", "world-LI.RE.2"], by=LEAD)
    next_version(
        world.version.pk,
        without=("MA.FR.2", "LI.RE.2"),
        added=(competency_like("b", "MA.FR.B", "I can show that fractions are equal."),),
        mapping={"world-MA.FR.2": "b", "world-LI.RE.2": ""},
    )
    _whole, one = coverage_of(reasoning)
    assert [each.code for each in one.competencies] == ["MA.FR.B"]
    assert one.lost == 1
    assert unlink_competencies(reasoning.uuid, ["b"], by=LEAD) == 1, "under whichever name it was linked"
    assert coverage_of(reasoning)[1].competencies == ()


def test_a_retired_statement_leaves_the_profile_and_can_come_back(world, reasoning):
    link_competencies(reasoning.uuid, ["world-LI.RE.2"], by=LEAD)
    retire_statement(reasoning.uuid, by=LEAD)
    assert profile_statements() == ()
    assert [one.uuid for one in profile_statements(retired=True)] == [reasoning.uuid]
    assert profile_coverage(current_map()).statements == ()
    restore_statement(reasoning.uuid, by=LEAD)
    assert len(coverage_of(reasoning)[1].competencies) == 1


def test_coverage_takes_two_queries(world, reasoning, django_assert_num_queries):
    link_competencies(reasoning.uuid, ["world-LI.RE.2", "world-MA.DA.1"], by=LEAD)
    save_statement(title="Our graduates care for others.", by=LEAD)
    continuum = current_map()
    with django_assert_num_queries(2):
        profile_coverage(continuum)


def test_words_that_every_statement_uses_suggest_nothing(world, reasoning):
    asked = save_statement(title="Our graduates read every chart.", by=LEAD)
    told = {word for _one, words in suggested_for(asked, current_map()) for word in words}
    assert "chart" in told
    save_statement(title="Our graduates chart a course and read.", by=LEAD)
    save_statement(title="Graduates of ours read and weigh.", by=LEAD)
    other = save_statement(title="Our graduates care.", by=LEAD)
    assert suggested_for(other, current_map()) == ()
    told = {word for _one, words in suggested_for(asked, current_map()) for word in words}
    assert "chart" in told
    assert "graduates" not in told


def test_no_word_is_quoted_in_a_language_that_the_reader_did_not_choose(world):
    plain = save_statement(title="Our graduates read a chart.", by=LEAD)
    with translation.override("es"):
        found = suggested_for(plain, current_map())
    assert found
    assert all(words == () for _one, words in found)
    one = next(one for one in current_map().competencies if one.translations.get("es", {}).get("title"))
    theirs = one.translations["es"]["title"]
    both = save_statement(
        title="Our graduates read.", translations={"es": {"title": f"Saben hacer: {theirs}"}}, by=LEAD
    )
    with translation.override("es"):
        first, words = suggested_for(both, current_map())[0]
    assert first.id == one.id
    assert words
    assert set(words) <= set(theirs.lower().split()) | set(_bare(theirs).split())


def _bare(text: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
