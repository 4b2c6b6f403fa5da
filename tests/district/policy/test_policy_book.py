"""The policy book: what holds on a date, in the reader's language."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from headway.district.foundation.api import Actor, Conflict, Refused, audit
from headway.district.people import services as people
from headway.district.policy import services
from headway.district.policy.api import (
    adopt,
    adopt_scale,
    planned_by_kind,
    rule_in_effect,
    scale_for,
    versions_of,
)

BOARD = Actor.system("board")
TODAY = dt.date(2026, 10, 7)


def adopt_rule(effective_on=TODAY, **more):
    return adopt(
        kind="proficiency.rule",
        text="Three of the last four pieces.",
        parameters={"minimum_pieces": 3, "window": 4, "agreement": 3},
        effective_on=effective_on,
        by=BOARD,
        **more,
    )


def test_an_empty_book_has_the_default_scale_in_both_languages(world):
    assert scale_for().names == ("Emerging", "Developing", "Proficient", "Extending")
    assert (scale_for().proficient, scale_for().name_of(None)) == (3, "")
    with translation.override("es"):
        assert scale_for().name_of(1) == "Inicial"


def test_an_empty_book_has_the_default_rule_with_a_text(world):
    parameters, version, text = rule_in_effect("proficiency.rule", TODAY)
    assert (parameters["minimum_pieces"], version) == (2, "proficiency.rule/0")
    assert "A teacher decides" in text


def test_a_version_holds_from_its_date_and_the_earlier_one_until_then(world, clock):
    adopt_rule()
    adopt_rule(effective_on=TODAY + dt.timedelta(days=30))
    assert rule_in_effect("proficiency.rule", TODAY - dt.timedelta(days=1)).version == "proficiency.rule/0"
    assert rule_in_effect("proficiency.rule", TODAY).version == "proficiency.rule/1"
    assert rule_in_effect("proficiency.rule", TODAY + dt.timedelta(days=30)).version == "proficiency.rule/2"
    assert [one.number for one in versions_of("proficiency.rule")] == [2, 1]


def test_one_version_is_planned_for_a_day_of_one_organisation(world):
    later = TODAY + dt.timedelta(days=30)
    adopt_rule(effective_on=later)
    adopt_rule(effective_on=later, organisation_id=world.alder.pk)
    with pytest.raises(Refused) as refused:
        adopt_rule(effective_on=later)
    assert [one.field for one in refused.value.problems] == ["effective_on"]
    planned = planned_by_kind()
    assert [one.number for one in planned["proficiency.rule"]] == [1]
    assert planned["pace.agreement"] == ()


def test_a_school_may_have_its_own_rule_and_its_neighbour_keeps_the_districts(world):
    adopt_rule()
    adopt_rule(organisation_id=world.alder.pk)
    parameters = rule_in_effect("proficiency.rule", TODAY, world.alder.pk)
    assert parameters.version == "proficiency.rule/1"
    assert rule_in_effect("proficiency.rule", TODAY, world.birch.pk).parameters["window"] == 4
    assert rule_in_effect("proficiency.rule", TODAY).version == "proficiency.rule/1"


def test_the_text_is_in_the_readers_language_where_it_was_translated(world):
    adopt_rule(translations={"es": {"text": "Tres de las últimas cuatro."}})
    with translation.override("es"):
        assert rule_in_effect("proficiency.rule", TODAY).text == "Tres de las últimas cuatro."


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "nap.time"}, "kind"),
        ({"text": "  "}, "text"),
        ({"effective_on": TODAY - dt.timedelta(days=1)}, "effective_on"),
        ({"parameters": {"window": 2, "agreement": 3}}, "parameters"),
        ({"parameters": {"colour": 3}}, "parameters"),
        ({"kind": "pace.expectation", "parameters": {"days_per_year": 0}}, "days_per_year"),
        (
            {"kind": "pace.expectation", "parameters": {"days_per_year": 180, "units_per_year": {"MA": -1}}},
            "units_per_year.MA",
        ),
    ],
)
def test_what_cannot_be_read_or_executed_is_not_adopted(world, change, field):
    given = {
        "kind": "proficiency.rule",
        "text": "Words.",
        "parameters": {"window": 3},
        "effective_on": TODAY,
        "by": BOARD,
        **change,
    }
    with pytest.raises(Refused) as refused:
        adopt(**given)
    assert refused.value.problems[0].field == field
    assert versions_of() == ()


def test_a_version_that_was_adopted_cannot_be_changed(world):
    from headway.district.policy.models import PolicyVersion

    adopt_rule()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PolicyVersion.objects.update(text="Something else")


def test_levels_can_be_renamed_and_not_renumbered(world):
    names = [
        ("a", "Starting", {"es": "Empezando"}),
        ("b", "Growing", {}),
        ("c", "There", {}),
        ("d", "Beyond", {}),
    ]
    adopt_scale(levels=names, proficient=3, by=BOARD)
    assert scale_for().names == ("Starting", "Growing", "There", "Beyond")
    with translation.override("es"):
        assert scale_for().names == ("Empezando", "Growing", "There", "Beyond")
    adopt_scale(levels=[("a", "Begun", {}), *names[1:]], proficient=3, by=BOARD)
    assert scale_for().names[0] == "Begun"
    with pytest.raises(Refused, match="number of levels or the proficiency mark"):
        adopt_scale(levels=names[:3], proficient=3, by=BOARD)
    with pytest.raises(Refused):
        adopt_scale(levels=names[:2], proficient=2, by=BOARD)


def test_where_there_is_no_district_one_version_is_planned_for_a_day_as_well(db, clock):
    clock.set("2026-10-07 09:00")
    people.create_organisation(kind="school", name="A school of its own", by=BOARD)
    later = TODAY + dt.timedelta(days=30)
    adopt_rule(later)
    assert [one.number for one in planned_by_kind()["proficiency.rule"]] == [1]
    with pytest.raises(Refused, match="Version 1 is planned for this day already"):
        adopt_rule(later)


def test_of_two_that_plan_for_one_day_at_one_moment_one_is_told(world, monkeypatch):
    """Both were checked before either was written."""
    check, later, others = services.check_adopt, TODAY + dt.timedelta(days=30), []

    def checked(*given):
        check(*given)
        if not others:
            others.append("the other one")
            adopt_rule(later, translations={"es": {"text": "Tres de los últimos cuatro trabajos."}})

    monkeypatch.setattr(services, "check_adopt", checked)
    with pytest.raises(Conflict, match="at the same moment"):
        adopt_rule(later)


def test_what_is_sent_twice_is_one_version_and_what_differs_is_another(world):
    assert [adopt_rule(), adopt_rule()] == ["proficiency.rule/1"] * 2
    assert len(list(audit.trail(act="policy.adopted"))) == 1
    spanish = {"es": {"text": "Tres de los últimos cuatro trabajos."}}
    assert adopt_rule(translations=spanish) == "proficiency.rule/2"
    assert adopt_rule() == "proficiency.rule/3", "back to the one before is a change"


def test_the_same_form_sent_twice_at_one_moment_is_one_version(world, monkeypatch):
    check, others = services.check_adopt, []

    def checked(*given):
        check(*given)
        if not others:
            others.append("the other tap")
            adopt_rule()

    monkeypatch.setattr(services, "check_adopt", checked)
    assert adopt_rule() == "proficiency.rule/1"
