"""What a registrar does: every act checked, audited, and told in a sentence."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.agreements.api import propose as propose_target
from headway.district.agreements.api import sign, target_of
from headway.district.foundation.models import AuditEntry
from headway.district.pacing.api import pace_of
from headway.district.pacing.models import TimeShare
from headway.district.people import services as people
from headway.district.people.models import Account, Guardianship, Learner, Person, SectionEnrolment
from tests.portals.showing import text_of
from tests.worlds import BUILDER


@pytest.fixture
def reggie(world, sign_in):
    return sign_in(world.reggie)


@pytest.fixture
def send(reggie, world):
    def sent(act: str, who: str = "ana", **values: str):
        return reggie.post(f"/registrar/learner/{getattr(world, who).uuid}/{act}/", values)

    return sent


def acts(act: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(act=act).order_by("pk"))


class TestDeparture:
    def test_nothing_is_recorded_before_it_is_signed(self, send, world):
        response = send("departure", left_on="2026-10-30")
        text = text_of(response)
        assert response.status_code == 200
        assert "Check before you sign" in text
        assert "The last day is Oct. 30, 2026. After it nothing new is recorded." in text
        assert "disappears from the roster of 1 section" in text
        assert Learner.objects.get(pk=world.ana.pk).left_on is None

    def test_an_offer_that_waits_for_a_signature_is_told_without_what_it_says(self, send, world):
        def propose(code):
            return propose_target(
                viewer=world.viewer("webb"),
                learner_uuid=world.ana.uuid,
                aim="competencies",
                competency_uuids=[world.competency(code).uuid],
                by_on=dt.date(2026, 11, 13),
                reason="Before the trip.",
            )

        def said():
            return text_of(send("departure", left_on="2026-10-30"))

        assert "signature" not in said()
        target = propose("MA.FR.1")
        text = said()
        assert "1 offer of the learner's plan still waits for a signature." in text
        assert "Before the trip." not in text
        propose("MA.DA.1")
        assert "2 offers of the learner's plan still wait" in said()
        offer = target_of(world.viewer("webb"), target).latest
        sign(viewer=world.viewer("ana"), offer_uuid=offer.uuid)
        assert "1 offer of the learner's plan still waits" in said()

    def test_signed_it_is_recorded_and_noted(self, send, world, reggie):
        response = send("departure", left_on="2026-10-02", signed="yes")
        assert response.status_code == 302
        assert Learner.objects.get(pk=world.ana.pk).left_on == dt.date(2026, 10, 2)
        (act,) = [one for one in acts("people.learner_left") if one.learner_uuid == world.ana.uuid]
        assert act.actor_key == str(world.reggie.uuid)
        assert "Left on Oct. 2, 2026" in text_of(reggie.get(response.url))

    @pytest.mark.parametrize(
        ("day", "sentence"),
        [
            ("", "A date is missing."),
            ("30/10/2026", "The date could not be read."),
            ("2020-01-01", "The last day lies before the day of entry, Aug. 17, 2024."),
        ],
    )
    @pytest.mark.parametrize("signed", ["", "yes"])
    def test_a_day_that_cannot_be_is_answered_with_a_sentence(self, send, world, day, sentence, signed):
        response = send("departure", left_on=day, signed=signed)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert Learner.objects.get(pk=world.ana.pk).left_on is None

    def test_who_left_comes_back_into_the_same_record(self, send, world):
        response = send("return", who="gus", school=str(world.alder.uuid))
        assert response.status_code == 302
        gus = Learner.objects.get(pk=world.gus.pk)
        assert (gus.left_on, gus.uuid) == (None, world.gus.uuid)
        assert acts("people.learner_admitted")[-1].facts == {"is_new": False}

    def test_the_day_of_the_return_is_asked_and_proposed(self, sign_in, world, clock):
        clock.set("2026-10-09 09:00")
        response = sign_in(world.reggie).get(f"/registrar/learner/{world.gus.uuid}/")
        assert 'value="2026-10-09"' in response.content.decode()
        page = text_of(response)
        assert "Here again from" in page
        assert "are not counted as school time" in page
        assert "was recorded today" not in page

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2026-09-18", "Choose Sept. 19, 2026 or a later day."),
            ("2027-01-08", "Choose a day up to Jan. 7, 2027"),
            ("", "A date is missing."),
        ],
    )
    def test_a_return_that_cannot_be_opens_nothing(self, send, world, day, said):
        people.record_departure(learner=world.ana, left_on=dt.date(2026, 9, 18), by=BUILDER)
        response = send("return", school=str(world.alder.uuid), back_on=day)
        assert response.status_code == 422
        assert said in text_of(response)
        assert Learner.objects.get(pk=world.ana.pk).left_on == dt.date(2026, 9, 18)

    def test_time_away_is_never_her_own_time_here(self, send, reggie, world):
        before = pace_of(world.viewer("cora"), world.ana)[0].own_days
        people.record_departure(learner=world.ana, left_on=dt.date(2026, 9, 18), by=BUILDER)
        send("return", school=str(world.alder.uuid), back_on="2026-09-28")
        world.ana.refresh_from_db()
        pace = pace_of(world.viewer("cora"), world.ana)[0]
        assert pace.own_days == before - 5, "the five days of school from September 21 to 25"
        page = text_of(reggie.get(f"/registrar/learner/{world.ana.uuid}/"))
        assert "left out of pace and plans: Sept. 19, 2026 to Sept. 27, 2026" in page
        (act,) = acts("pacing.time_share_recorded")
        assert (act.actor_key, act.facts) == (str(world.reggie.uuid), {"kind": "away"})

    def test_a_time_away_is_taken_back_where_time_is_kept(self, send, reggie, world):
        before = pace_of(world.viewer("cora"), world.ana)[0].own_days
        people.record_departure(learner=world.ana, left_on=dt.date(2026, 9, 18), by=BUILDER)
        send("return", school=str(world.alder.uuid), back_on="2026-09-28")
        address = f"/registrar/learner/{world.ana.uuid}/time/"
        page = text_of(reggie.get(address))
        assert "Not here between a departure and a return" in page
        assert 'value="away"' not in reggie.get(address).content.decode()
        reggie.post(address, {"act": "take_back", "share_uuid": TimeShare.objects.get().uuid})
        world.ana.refresh_from_db()
        assert pace_of(world.viewer("cora"), world.ana)[0].own_days == before
        assert "left out of pace" not in text_of(reggie.get(f"/registrar/learner/{world.ana.uuid}/"))

    def test_a_departure_by_a_slip_leaves_no_time_away(self, send, reggie, world):
        send("departure", left_on="2026-09-18", signed="yes")
        response = reggie.get(f"/registrar/learner/{world.ana.uuid}/")
        assert "The departure was recorded today." in text_of(response)
        assert 'value="2026-09-19"' in response.content.decode()
        send("return", school=str(world.alder.uuid), back_on="2026-09-19")
        assert Learner.objects.get(pk=world.ana.pk).left_on is None
        assert not TimeShare.objects.exists()

    def test_a_departure_to_come_is_taken_back_without_a_day(self, send, reggie, world):
        send("departure", left_on="2026-10-30", signed="yes")
        page = text_of(reggie.get(f"/registrar/learner/{world.ana.uuid}/"))
        assert "Stays after all" in page
        assert "Here again from" not in page
        send("return", school=str(world.alder.uuid))
        assert Learner.objects.get(pk=world.ana.pk).left_on is None
        assert not TimeShare.objects.exists()

    def test_the_same_departure_and_another_return_correct_the_day(self, send, world):
        for back_on in ("2026-10-05", "2026-09-28"):
            people.record_departure(learner=world.ana, left_on=dt.date(2026, 9, 18), by=BUILDER)
            send("return", school=str(world.alder.uuid), back_on=back_on)
        standing = TimeShare.objects.filter(withdraws__isnull=True, withdrawal__isnull=True)
        assert list(standing.values_list("from_on", "to_on")) == [
            (dt.date(2026, 9, 19), dt.date(2026, 9, 27))
        ]

    def test_nobody_comes_back_to_a_school_of_somebody_elses(self, send, world):
        response = send("return", who="gus", school=str(world.birch.uuid))
        assert response.status_code == 422
        assert "Choose a school." in text_of(response)
        assert Learner.objects.get(pk=world.gus.pk).left_on is not None

    def test_who_is_here_cannot_come_back(self, send, world):
        assert "This learner is here already." in text_of(send("return", school=str(world.alder.uuid)))


class TestSections:
    @pytest.fixture
    def studio(self, world):
        return people.create_section(school=world.alder, title="Studio", by=BUILDER)

    def test_a_learner_joins_a_section_from_a_day_on(self, send, world, studio):
        response = send("enrol", section=str(studio.uuid), from_on="2026-10-12")
        assert response.status_code == 302
        row = SectionEnrolment.objects.get(section=studio)
        assert (row.learner_id, row.from_on) == (world.ana.pk, dt.date(2026, 10, 12))
        assert acts("people.enrolled")[-1].actor_key == str(world.reggie.uuid)

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"section": "", "from_on": "2026-10-12"}, "Choose a section."),
            ({"section": "nonsense", "from_on": "2026-10-12"}, "Choose a section."),
            ({"section": "studio", "from_on": ""}, "A date is missing."),
            ({"section": "studio", "from_on": "12.10."}, "The date could not be read."),
            (
                {"section": "mathematics", "from_on": "2026-10-12"},
                "The learner is in this section already.",
            ),
            ({"section": "birch_mathematics", "from_on": "2026-10-12"}, "Choose a section."),
        ],
    )
    def test_what_cannot_be_recorded_is_told_and_changes_nothing(self, send, world, studio, values, sentence):
        before = list(SectionEnrolment.objects.order_by("pk").values())
        named = {"studio": studio, **world.sections}
        if values["section"] in named:
            values = values | {"section": str(named[values["section"]].uuid)}
        response = send("enrol", **values)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert list(SectionEnrolment.objects.order_by("pk").values()) == before

    def test_who_left_joins_no_section(self, send, world, studio):
        response = send("enrol", who="gus", section=str(studio.uuid), from_on="2026-10-12")
        assert "This learner has left, so an enrolment would open nothing." in text_of(response)
        assert not studio.enrolments.exists()

    def test_a_learner_leaves_a_section_on_a_day(self, send, world):
        response = send(f"leave/{world.mathematics.uuid}", to_on="2026-10-06")
        assert response.status_code == 302
        row = SectionEnrolment.objects.get(section=world.mathematics, learner=world.ana)
        assert row.to_on == dt.date(2026, 10, 6)

    def test_a_last_day_before_the_first_is_refused(self, send, world):
        response = send(f"leave/{world.mathematics.uuid}", to_on="2026-08-01")
        assert response.status_code == 422
        assert "The last day lies before the first day." in text_of(response)
        row = SectionEnrolment.objects.get(section=world.mathematics, learner=world.ana)
        assert row.to_on is None

    def test_a_section_she_is_not_in_cannot_be_left(self, send, world, studio):
        assert "This learner is not in this section." in text_of(
            send(f"leave/{studio.uuid}", to_on="2026-10-06")
        )

    def test_the_neighbours_section_does_not_exist(self, send, world):
        assert send(f"leave/{world.birch_mathematics.uuid}", to_on="2026-10-06").status_code == 404


class TestPeople:
    NAMES = {"given_name": "Anna", "family_name": "Reyes Luna", "preferred_name": "Ani", "language": "es"}

    def test_names_and_language_are_corrected_and_only_the_fields_are_noted(self, send, world):
        assert send("details", **self.NAMES).status_code == 302
        person = Person.objects.get(pk=world.ana.person_id)
        assert (person.given_name, person.family_name, person.preferred_name, person.language) == tuple(
            self.NAMES.values()
        )
        (act,) = acts("people.person_corrected")
        assert act.facts == {"fields": ["family_name", "given_name", "language", "preferred_name"]}

    def test_names_that_did_not_change_leave_no_trace(self, send, world):
        send("details", given_name="Ana", family_name="Reyes", preferred_name="", language="en")
        assert acts("people.person_corrected") == []

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"given_name": "", "family_name": " "}, "A person needs a name."),
            ({"language": "xx"}, "Choose a language."),
            ({"family_name": "x" * 300}, "255"),
        ],
    )
    def test_what_cannot_be_is_told_beside_what_was_typed(self, send, world, values, sentence):
        response = send("details", **self.NAMES | values)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert "Ani" in response.content.decode()
        assert Person.objects.get(pk=world.ana.person_id).given_name == "Ana"

    def test_a_guardians_name_is_corrected_from_the_childs_page(self, send, world):
        send(f"guardian/{world.rosa.uuid}/details", **self.NAMES)
        assert Person.objects.get(pk=world.rosa.pk).family_name == "Reyes Luna"

    def test_somebody_elses_guardian_does_not_exist_here(self, send, world):
        assert send(f"guardian/{world.greta.uuid}/details", **self.NAMES).status_code == 404
        assert send(f"guardian/{world.greta.uuid}/sight", may_see="yes").status_code == 404
        assert Person.objects.get(pk=world.greta.pk).given_name == "Greta"

    def test_sight_is_closed_and_opened_at_once(self, send, world, sign_in):
        rosa = sign_in(world.rosa)
        assert rosa.get(f"/family/{world.ana.uuid}/").status_code == 200
        send(f"guardian/{world.rosa.uuid}/sight", may_see="no")
        assert rosa.get(f"/family/{world.ana.uuid}/").status_code == 404
        send(f"guardian/{world.rosa.uuid}/sight", may_see="yes")
        assert rosa.get(f"/family/{world.ana.uuid}/").status_code == 200
        assert [one.facts["may_see"] for one in acts("people.guardian_set")[-2:]] == [False, True]

    def test_closing_the_record_keeps_the_relation(self, send, world):
        before = Guardianship.objects.get(guardian=world.rosa).relation
        send(f"guardian/{world.rosa.uuid}/sight", may_see="no")
        assert Guardianship.objects.get(guardian=world.rosa).relation == before == "parent"


class TestAccounts:
    @pytest.fixture
    def newcomer(self, world):
        person = people.create_person(given_name="Noor", family_name="Aziz", by=BUILDER)
        world.learners["noor"] = people.admit_learner(person=person, school=world.alder, by=BUILDER)
        return person

    def test_the_first_password_is_shown_once_and_opens_the_way_in(
        self, send, newcomer, reggie, world, client
    ):
        response = send("account", who="noor", username="noor.a")
        password = re.search(r"<code>([a-z0-9-]+)</code>", response.content.decode()).group(1)
        assert response["Cache-Control"] == "no-store"
        assert client.login(username="noor.a", password=password)
        again = reggie.get(f"/registrar/learner/{world.noor.uuid}/account/")
        assert password not in again.content.decode()
        assert "This person has an account already" in text_of(again)

    def test_the_password_stands_in_no_trail(self, send, newcomer):
        response = send("account", who="noor", username="noor.a")
        password = re.search(r"<code>([a-z0-9-]+)</code>", response.content.decode()).group(1)
        (act,) = [one for one in acts("people.account_opened") if one.subject_uuid == newcomer.uuid]
        assert password not in f"{act.facts}{act.reason}"

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("", "An account needs a user name."),
            ("ANA", "This user name is taken."),
            ("x" * 200, "150"),
        ],
    )
    def test_a_name_that_cannot_be_is_told(self, send, newcomer, name, sentence):
        before = Account.objects.count()
        response = send("account", who="noor", username=name)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert Account.objects.count() == before

    def test_a_second_account_is_not_opened(self, send):
        response = send("account", username="another")
        assert response.status_code == 422
        assert "This person has an account already" in text_of(response)

    def test_a_guardian_gets_hers_from_the_childs_page(self, send, newcomer, world):
        people.set_guardian(guardian=newcomer, learner=world.ana, by=BUILDER)
        response = send(f"guardian/{newcomer.uuid}/account", username="noor.family")
        assert response.status_code == 200
        assert Person.objects.get(pk=newcomer.pk).account.username == "noor.family"


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("departure", {"left_on": "2026-10-30", "signed": "yes"}),
        ("return", {}),
        ("enrol", {}),
        ("details", {"given_name": "X"}),
        ("account", {"username": "x"}),
        ("guardian/{rosa}/sight", {"may_see": "no"}),
        ("leave/{mathematics}", {"to_on": "2026-10-01"}),
    ],
)
def test_the_neighbours_registrar_can_send_nothing(world, sign_in, act, values):
    act = act.format(rosa=world.rosa.uuid, mathematics=world.mathematics.uuid)
    before = AuditEntry.objects.count()
    response = sign_in(world.rhea).post(f"/registrar/learner/{world.ana.uuid}/{act}/", values)
    assert response.status_code == 404
    assert AuditEntry.objects.count() == before
