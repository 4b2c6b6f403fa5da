"""The audit trail as an administrator reads it, and takes it along."""

from __future__ import annotations

import csv
import io

import pytest

from headway.district.foundation.api import Actor
from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from tests.portals.showing import text_of

BY = Actor.system("test.trail")


@pytest.fixture
def adam(world, sign_in):
    return sign_in(world.adam)


@pytest.fixture
def trail(adam):
    return lambda query="": adam.get(f"/admin/audit/{query}")


def exported(adam, query: str = "") -> list[dict[str, str]]:
    response = adam.get(f"/admin/audit/trail.csv{query}")
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


class TestReading:
    def test_acts_are_told_with_who_and_what_and_never_with_codes(self, trail, world, sign_in):
        sign_in(world.reggie).post(
            f"/registrar/learner/{world.ana.uuid}/departure/", {"left_on": "2026-10-30", "signed": "yes"}
        )
        text = text_of(trail())
        assert "Reggie Stone recorded that a learner left" in text
        assert "people.learner_left" not in text.replace("people.learner_left</option>", "")

    def test_a_roster_that_went_out_is_told_with_its_rows(self, adam, trail):
        b"".join(adam.get("/admin/exports/oneroster/"))
        for page in (adam.get("/admin/"), trail("?act=interop.roster_exported")):
            assert page.status_code == 200
            assert "exported the roster" in text_of(page)
        [entry] = AuditEntry.objects.filter(act="interop.roster_exported")
        assert f"{sum(entry.facts['counts'].values()):,} rows" in text_of(page)

    def test_it_is_narrowed_to_an_act(self, trail):
        text = text_of(trail("?act=people.home_group_created"))
        rows = text[text.index("Download this selection") :]
        assert "added a home group" in rows
        assert "enrolled a learner" not in rows

    def test_it_is_narrowed_to_a_learner(self, trail, world):
        people.set_guardian(guardian=world.ortiz, learner=world.ben, by=BY)
        count = AuditEntry.objects.filter(learner_uuid=world.ben.uuid).count()
        assert trail(f"?learner={world.ben.uuid}").content.decode().count('class="when"') == count > 0

    def test_it_is_narrowed_to_days(self, trail, clock, world):
        clock.set("2026-10-09 10:00")
        people.record_absence(learner=world.ben, on=clock.instant.date(), by=BY)
        assert "recorded an absence" in text_of(trail("?from_on=2026-10-09")).split("Download")[1]
        assert "No act fits this selection." in text_of(trail("?from_on=2026-10-10"))
        before = text_of(trail("?to_on=2026-10-08")).split("Download")[1]
        assert "recorded an absence" not in before
        assert "added a person" in text_of(trail("?to_on=2026-10-08&act=people.person_created"))

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("?from_on=soon", "The date could not be read; write it as year-month-day."),
            ("?to_on=2026-02-30", "The date could not be read; write it as year-month-day."),
            ("?learner=ana", "The learner's identifier could not be read."),
        ],
    )
    def test_what_cannot_be_read_is_told_beside_the_field(self, trail, query, sentence):
        response = trail(query)
        assert response.status_code == 422
        assert sentence in text_of(response)

    def test_an_unknown_act_asks_for_everything(self, trail):
        assert trail("?act=drop.tables").content.decode().count('class="when"') == 50

    def test_older_acts_stand_on_further_pages_with_the_same_selection(self, trail, world):
        for _number in range(60):
            people.set_guardian(guardian=world.rosa, learner=world.ana, by=BY)
        first = trail("?act=people.guardian_set").content.decode()
        assert first.count('class="when"') == 50
        assert "?page=2&amp;act=people.guardian_set" in first
        second = trail("?page=2&act=people.guardian_set").content.decode()
        assert 10 <= second.count('class="when"') < 50
        assert "Newer acts" in second
        for page in ("0", "-1", "x", "999999999999"):
            assert trail(f"?page={page}").status_code == 200

    def test_somebody_whose_details_were_erased_is_not_called_headway(self, trail, world):
        import uuid

        AuditEntry.objects.create(
            at=AuditEntry.objects.latest("pk").at, actor_kind="person", actor_key=str(uuid.uuid4()),
            act="people.enrolled",
        )  # fmt: skip
        assert "Someone whose details were erased enrolled a learner" in text_of(
            trail("?act=people.enrolled")
        )

    def test_the_cost_does_not_grow_with_the_trail(self, trail, world, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            trail()


class TestTakingItAlong:
    def test_the_file_holds_the_selection(self, adam, world):
        rows = exported(adam, f"?act=people.guardian_set&learner={world.ana.uuid}")
        assert (
            len(rows)
            == AuditEntry.objects.filter(act="people.guardian_set", learner_uuid=world.ana.uuid).count()
        )
        assert {row["act"] for row in rows} == {"people.guardian_set"}

    def test_taking_it_is_an_act_itself_and_stands_in_the_file(self, adam, world):
        rows = exported(adam)
        (act,) = AuditEntry.objects.filter(act="foundation.trail_exported")
        assert act.actor_key == str(world.adam.uuid)
        assert rows[0]["act"] == "foundation.trail_exported"

    def test_the_trail_of_one_learner_is_noted_as_hers_without_a_name(self, adam, world):
        exported(adam, f"?learner={world.ana.uuid}")
        (act,) = AuditEntry.objects.filter(act="foundation.trail_exported")
        assert act.learner_uuid == world.ana.uuid
        assert "Ana" not in str(act.facts)

    def test_a_selection_that_cannot_be_read_takes_nothing_out(self, adam):
        response = adam.get("/admin/audit/trail.csv?from_on=soon")
        assert response.status_code == 422
        assert not AuditEntry.objects.filter(act="foundation.trail_exported").exists()

    def test_a_reason_that_looks_like_a_formula_is_taken_as_text(self, adam, world):
        AuditEntry.objects.create(
            at=AuditEntry.objects.latest("pk").at, actor_kind="system", actor_key="x",
            act="people.enrolled", reason="=1+1",
        )  # fmt: skip
        assert any(row["reason"] == "'=1+1" for row in exported(adam, "?act=people.enrolled"))

    def test_nobody_else_takes_it(self, world, sign_in):
        for who in ("priya", "lena", "reggie", "ana"):
            assert sign_in(getattr(world, who)).get("/admin/audit/trail.csv").status_code == 404
