"""R016, R018, R022: sources side by side, a person decides, one decision a domain or strand and never one overall."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict

import pytest

from headway.district.continuum.models import Competency
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.placement.api import (
    coverage,
    coverage_by_school,
    leveling_table,
    levels_of,
    open_leveling,
    placed_of,
    reviews_due,
    withdraw,
)
from headway.district.placement.models import LevelingSession, Placement
from headway.district.proficiency.api import decide, standings_of


def line(world, place=("MA", ""), by="cora", who="ana"):
    table = leveling_table(world.viewer(by), getattr(world, who).uuid)
    return next(one for one in table.lines if (one.domain_code, one.strand_code) == place)


def shown(world, *codes, who="ana"):
    for code in codes:
        decide(
            viewer=world.viewer("ortiz"),
            learner_uuid=getattr(world, who).uuid,
            competency_uuid=world.competency(code).uuid,
            level=3,
            reason="She explained it.",
        )


class TestSources:
    def test_work_speaks_strand_by_strand_and_each_source_keeps_its_day(self, world, judged):
        shown(world, "MA.FR.1")
        judged("ana", 5, text="She leads her group.", observed_on=dt.date(2026, 10, 1))
        fractions, whole = line(world, ("MA", "MA.FR")), line(world)
        assert [(one.kind, one.levels, one.confidence) for one in fractions.sources] == [
            ("work", (4,), "firm")
        ]
        assert [(one.kind, one.levels, one.on) for one in whole.sources] == [
            ("judgement", (5,), dt.date(2026, 10, 1))
        ]
        assert "She leads her group." in whole.sources[0].said

    def test_a_teacher_alone_is_enough(self, world, judged, placed):
        judged("ana", 4, confidence="firm")
        assert line(world).suggestion.levels == (4,)
        assert placed("ana", 4).departs is False

    def test_who_met_all_of_the_longest_line_begins_beyond_it(self, world, judged, placed, monkeypatch):
        last = world.competency("MA.FR.3")
        Competency.objects.filter(pk=last.pk).update(level=13)
        monkeypatch.setattr("headway.district.continuum.selectors._maps", OrderedDict())
        judged("ana", 14, confidence="firm")
        assert placed("ana", 14).level == 14
        assert line(world).suggestion.levels == (14,)

    def test_what_was_taken_as_met_does_not_speak_for_itself(self, world, placed):
        placed("ana", 5, takes_as_met=True)
        assert line(world, ("MA", "MA.FR")).sources == ()

    def test_tutors_and_strangers_give_no_judgement(self, world, judged):
        for who in ("cora", "lee", "reggie"):
            with pytest.raises(NotAllowed):
                judged("ana", 4, by=who)
        for who in ("tessa", "finch", "ana", "rosa", "nina", "carl"):
            with pytest.raises(NotFound):
                judged("ana", 4, by=who)

    @pytest.mark.parametrize(
        ("field", "more"),
        [
            ("level", {"level": 9}),
            ("level", {"level": None}),
            ("strand_code", {"strand": "LI.RE"}),
            ("domain_code", {"domain": "HS"}),
            ("observed_on", {"observed_on": dt.date(2027, 1, 1)}),
            ("confidence", {"confidence": "very"}),
        ],
    )
    def test_bad_input_names_the_field(self, world, judged, field, more):
        level = more.pop("level", 4)
        with pytest.raises(Refused) as refused:
            judged("ana", level, **more)
        assert [one.field for one in refused.value.problems] == [field]


class TestDeciding:
    def test_a_decision_keeps_what_was_suggested_and_departs_only_with_a_reason(self, world, judged, placed):
        judged("ana", 4, confidence="firm")
        with pytest.raises(Refused) as refused:
            placed("ana", 5)
        assert refused.value.problems[0].field == "reason"
        outcome = placed("ana", 5, reason="She did level 4 last summer.")
        row = Placement.objects.get(uuid=outcome.placement_uuid)
        assert row.departs
        assert row.suggestion["levels"] == [4]
        assert row.suggestion["leading"] == "judgement"
        judged("ana", 5)
        row.refresh_from_db()
        assert row.suggestion["levels"] == [4]

    def test_each_domain_and_strand_stands_for_itself(self, world, placed):
        placed("ana", 5)
        placed("ana", 3, strand="MA.FR")
        placed("ana", 4, domain="LI")
        found = {place: one.level for place, one in levels_of((world.ana.pk,))[world.ana.pk].items()}
        assert found == {("MA", ""): 5, ("MA", "MA.FR"): 3, ("LI", ""): 4}

    def test_who_decides_is_the_policys_to_say(self, world, placed, leveling):
        placed("ana", 4, by="ortiz")
        placed("ana", 4, by="lee")
        leveling(deciders=["counsellor"])
        placed("ana", 4)
        for who in ("ortiz", "lee", "webb", "reggie"):
            with pytest.raises(NotAllowed):
                placed("ana", 4, by=who)
        for who in ("ana", "rosa", "tessa", "carl", "finch", "adam", "nina"):
            with pytest.raises(NotFound):
                placed("ana", 4, by=who)

    def test_the_same_form_sent_twice_is_one_decision(self, world, placed):
        first = placed("ana", 4, request_key="k")
        again = placed("ana", 4, request_key="k")
        assert again.repeated
        assert again.placement_uuid == first.placement_uuid
        with pytest.raises(Conflict):
            placed("ana", 5, request_key="k")
        assert Placement.objects.count() == 1

    def test_it_is_reviewed_after_the_policys_months(self, world, placed, leveling, clock):
        leveling(review_months=2)
        placed("ana", 4)
        assert Placement.objects.get().review_on == dt.date(2026, 12, 7)
        assert reviews_due(world.viewer("cora")) == ()
        clock.set("2026-12-01 09:00")
        assert [(one.learner, one.review_on) for one in reviews_due(world.viewer("cora"))] == [
            (world.ana, dt.date(2026, 12, 7))
        ]
        assert reviews_due(world.viewer("carl")) == ()

    def test_taking_back_brings_back_what_stood_before(self, world, placed, clock):
        placed("ana", 3)
        clock.advance(minutes=1)
        second = placed("ana", 5, takes_as_met=True)
        assert standings_of(world.viewer("cora"), world.ana)[world.competency("MA.FR.1").pk].is_proficient
        opened = withdraw(viewer=world.viewer("cora"), placement_uuid=second.placement_uuid)
        assert world.competency("MA.FR.1").pk in opened
        assert levels_of((world.ana.pk,))[world.ana.pk]["MA", ""].level == 3
        assert withdraw(viewer=world.viewer("cora"), placement_uuid=second.placement_uuid) == ()
        with pytest.raises(NotFound):
            withdraw(viewer=world.viewer("carl"), placement_uuid=second.placement_uuid)

    def test_a_past_day_shows_what_stood_then(self, world, placed, clock):
        placed("ana", 3)
        then = clock.instant + dt.timedelta(minutes=1)
        clock.advance(days=2)
        placed("ana", 4)
        assert placed_of(world.viewer("ana"), world.ana.uuid, then)["MA", ""].level == 3

    def test_her_family_reads_the_level_and_not_the_staffs_reason(self, world, judged, placed):
        judged("ana", 4)
        placed("ana", 5, reason="The aunt told me.", start_here="You read charts with ease.")
        for who in ("ana", "rosa"):
            one = placed_of(world.viewer(who), world.ana.uuid)["MA", ""]
            assert (one.level, one.reason, one.start_here) == (5, "", "You read charts with ease.")
        with pytest.raises(NotFound):
            placed_of(world.viewer("greta"), world.ana.uuid)


class TestCoverage:
    def test_nobody_is_placed_until_each_core_domain_has_a_dated_decision(self, world, placed):
        """R016, planted: every learner of Alder is listed, and leaves the list with her last core domain."""
        cora = world.viewer("cora")
        assert {row.learner.pk for row in coverage(cora)} == {
            world.ana.pk,
            world.ben.pk,
            world.chloe.pk,
            world.dev.pk,
        }
        placed("ana", 4)
        assert {row.learner.pk: row.missing for row in coverage(cora)}[world.ana.pk] == ("LI",)
        placed("ana", 4, domain="LI")
        assert world.ana.pk not in {row.learner.pk for row in coverage(cora)}
        assert coverage(world.viewer("ortiz")) == ()

    def test_a_removed_placement_puts_her_back_on_the_list(self, world, placed):
        outcomes = [
            placed(who, 4, domain=domain) for who in ("ana", "ben", "chloe") for domain in ("MA", "LI")
        ]
        assert {row.learner.pk for row in coverage(world.viewer("cora"))} == {world.dev.pk}
        for one in outcomes[::2]:
            withdraw(viewer=world.viewer("cora"), placement_uuid=one.placement_uuid)
        assert {row.learner.pk: row.missing for row in coverage(world.viewer("cora"))} == {
            world.ana.pk: ("MA",),
            world.ben.pk: ("MA",),
            world.chloe.pk: ("MA",),
            world.dev.pk: ("MA", "LI"),
        }

    def test_a_domain_is_decided_strand_by_strand_too(self, world, placed, leveling):
        leveling(core=["MA"])
        placed("ana", 4, strand="MA.FR")
        assert world.ana.pk in {row.learner.pk for row in coverage(world.viewer("cora"))}
        placed("ana", 5, strand="MA.DA")
        assert world.ana.pk not in {row.learner.pk for row in coverage(world.viewer("cora"))}

    def test_the_session_closes_with_the_last_core_domain(self, world, placed):
        session = open_leveling(viewer=world.viewer("cora"), learner_uuid=world.ana.uuid, reason="transfer")
        assert open_leveling(viewer=world.viewer("lee"), learner_uuid=world.ana.uuid).pk == session.pk
        assert placed("ana", 4).closed_session is False
        assert placed("ana", 4, domain="LI").closed_session is True
        assert LevelingSession.objects.get().closed_at is not None

    def test_small_schools_show_no_numbers(self, world, placed):
        placed("ana", 4)
        (row,) = coverage_by_school(world.viewer("lee"))
        assert (row.school, row.learners, row.placed) == ("Alder", None, None)
