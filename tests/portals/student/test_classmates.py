"""Classmates look at one piece: only who was invited, only this piece, beside the record and never inside it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.district.evidence.api import RatingLine, Upload, record_work
from headway.district.evidence.models import (
    BesideRating,
    Evidence,
    EvidenceFile,
    EvidenceSetAside,
    PeerInvite,
    PeerWords,
)
from headway.district.foundation.api import clock as time
from headway.district.foundation.models import AuditEntry
from headway.district.people.models import SectionEnrolment
from headway.district.policy.models import PolicyVersion
from headway.district.proficiency.api import record_ratings
from headway.district.proficiency.models import Standing
from tests.district.evidence import made_files
from tests.portals.showing import english_left_in, text_of

WORDS = {
    "sees_first": "The drawing shows both halves.",
    "sees_second": "You say why it is fair.",
    "idea": "You could try it with thirds.",
}


@pytest.fixture
def piece(world):
    """Ana's piece with a photo, rated by her teacher with words that are for her alone."""
    work = record_work(
        viewer=world.viewer("ana"),
        learner_uuid=world.ana.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        form="product",
        title="Half a loaf",
        note="I cut it in the middle.",
        files=(Upload("loaf.png", SimpleUploadedFile("loaf.png", made_files.png())),),
        setting="classroom",
        observed_at=time.now(),
        reflection="I was afraid of the knife.",
    )
    record_ratings(
        [
            RatingLine(
                learner_id=world.ana.pk,
                competency_id=world.competency("MA.FR.1").pk,
                level=2,
                observed_at=time.now(),
                evidence_uuid=work.evidence_uuid,
                feedback="Between us: name the halves.",
            )
        ],
        viewer=world.viewer("ortiz"),
    )
    return Evidence.objects.get(uuid=work.evidence_uuid)


@pytest.fixture
def invited(world, sign_in, piece):
    sign_in(world.ana).post(f"/me/work/{piece.uuid}/classmates/", {"peers": [str(world.ben.uuid)]})
    return PeerInvite.objects.get()


def policy(world, **parameters):
    PolicyVersion.objects.create(
        organisation=world.district,
        kind="evidence.peer_look",
        number=1,
        text="Classmates",
        parameters=parameters,
        effective_on=time.today() - dt.timedelta(days=1),
        recorded_at=time.now(),
        approved_by="test",
    )


class TestInviting:
    def test_she_chooses_among_classmates_and_nobody_else(self, world, sign_in, piece):
        ana = sign_in(world.ana)
        address = f"/me/work/{piece.uuid}/classmates/"
        names = text_of(ana.get(address))
        assert world.ben.person.name in names
        assert world.emil.person.name not in names
        refused = ana.post(address, {"peers": [str(world.emil.uuid)]})
        assert refused.status_code == 422
        assert "shares no section with you" in text_of(refused)
        assert "Nobody is chosen yet." in text_of(ana.post(address, {}))
        assert not PeerInvite.objects.exists()

    def test_asking_twice_is_asking_once(self, world, sign_in, piece, invited):
        sign_in(world.ana).post(f"/me/work/{piece.uuid}/classmates/", {"peers": [str(world.ben.uuid)]})
        assert PeerInvite.objects.count() == 1
        (entry,) = AuditEntry.objects.filter(act="evidence.peer_invited")
        assert entry.learner_uuid == world.ana.uuid

    def test_a_piece_of_somebody_else_cannot_be_shown_around(self, world, sign_in, piece):
        ben = sign_in(world.ben)
        assert ben.get(f"/me/work/{piece.uuid}/classmates/").status_code == 404
        assert ben.post(f"/me/work/{piece.uuid}/classmates/", {"peers": []}).status_code == 404

    def test_the_policy_book_can_keep_classmates_out(self, world, sign_in, piece, invited):
        policy(world, allowed=False)
        assert sign_in(world.ana).get(f"/me/work/{piece.uuid}/classmates/").status_code == 404
        assert sign_in(world.ben).get(f"/me/classmates/{invited.uuid}/").status_code == 404


class TestLooking:
    def test_an_invited_classmate_sees_the_work_and_nothing_else_about_her(
        self, world, sign_in, piece, invited
    ):
        ben = sign_in(world.ben)
        assert "Half a loaf" in text_of(ben.get("/me/ready/"))
        page = text_of(ben.get(f"/me/classmates/{invited.uuid}/"))
        assert "I cut it in the middle." in page
        assert "loaf.png" in page
        for hidden in ("Between us", "afraid of the knife", "Elena Ortiz", "The work shows:"):
            assert hidden not in page
        file = EvidenceFile.objects.get(evidence=piece)
        assert ben.get(f"/files/{file.uuid}/").status_code == 200
        for shut in (
            f"/me/work/{piece.uuid}/",
            f"/family/{world.ana.uuid}/",
            f"/teach/learner/{world.ana.uuid}/",
        ):
            assert ben.get(shut).status_code == 404

    def test_nobody_else_opens_it(self, world, sign_in, piece, invited):
        for who in ("chloe", "emil", "ana"):
            assert sign_in(getattr(world, who)).get(f"/me/classmates/{invited.uuid}/").status_code == 404
        file = EvidenceFile.objects.get(evidence=piece)
        assert sign_in(world.chloe).get(f"/files/{file.uuid}/").status_code == 404

    def test_what_she_wrote_stands_beside_and_changes_nothing(self, world, sign_in, piece, invited):
        before = list(Standing.objects.values())
        key = f"level-{world.competency('MA.FR.1').uuid}"
        sign_in(world.ben).post(f"/me/classmates/{invited.uuid}/", {**WORDS, key: "4"})
        assert list(Standing.objects.values()) == before
        beside = BesideRating.objects.get()
        assert (beside.role, beside.level, beside.given_by) == ("peer", 4, world.ben.person)
        assert WORDS["idea"] in text_of(sign_in(world.ana).get(f"/me/work/{piece.uuid}/"))
        pair = f"/teach/learner/{world.ana.uuid}/competency/{world.competency('MA.FR.1').uuid}/"
        assert WORDS["sees_first"] in text_of(sign_in(world.ortiz).get(pair))

    def test_an_empty_or_endless_field_is_named_and_nothing_is_kept(self, world, sign_in, invited):
        ben = sign_in(world.ben)
        address = f"/me/classmates/{invited.uuid}/"
        assert ben.post(address, {**WORDS, "idea": " "}).status_code == 422
        assert ben.post(address, {**WORDS, "idea": "x" * 1001}).status_code == 422
        key = f"level-{world.competency('MA.FR.1').uuid}"
        assert ben.post(address, {**WORDS, key: "9"}).status_code == 422
        assert not PeerWords.objects.exists()
        assert not BesideRating.objects.exists()

    def test_it_ends_with_the_section_and_with_the_piece(self, world, sign_in, piece, invited):
        address = f"/me/classmates/{invited.uuid}/"
        aside = EvidenceSetAside.objects.create(
            evidence=piece, set_aside_at=time.now(), set_aside_by=world.ana.person
        )
        assert sign_in(world.ben).get(address).status_code == 404
        aside.brought_back_at = time.now()
        aside.save()
        assert sign_in(world.ben).get(address).status_code == 200
        SectionEnrolment.objects.filter(learner=world.ben).update(is_active=False)
        assert sign_in(world.ben).get(address).status_code == 404
        file = EvidenceFile.objects.get(evidence=piece)
        assert sign_in(world.ben).get(f"/files/{file.uuid}/").status_code == 404


class TestClosing:
    def test_a_teacher_closes_it_and_only_adults_read_it_from_then_on(self, world, sign_in, piece, invited):
        sign_in(world.ben).post(f"/me/classmates/{invited.uuid}/", WORDS)
        ortiz = sign_in(world.ortiz)
        assert ortiz.post(f"/teach/classmates/{invited.uuid}/close/").status_code == 302
        assert sign_in(world.ben).get(f"/me/classmates/{invited.uuid}/").status_code == 404
        assert WORDS["idea"] not in text_of(sign_in(world.ana).get(f"/me/work/{piece.uuid}/"))
        pair = f"/teach/learner/{world.ana.uuid}/competency/{world.competency('MA.FR.1').uuid}/"
        assert WORDS["idea"] in text_of(sign_in(world.ortiz).get(pair))
        assert AuditEntry.objects.filter(act="evidence.peer_closed").count() == 1

    def test_she_closes_it_herself_and_strangers_do_not(self, world, sign_in, piece, invited):
        assert sign_in(world.finch).post(f"/teach/classmates/{invited.uuid}/close/").status_code == 404
        assert sign_in(world.ben).post(f"/me/classmates/{invited.uuid}/close/").status_code == 404
        sign_in(world.ana).post(f"/me/classmates/{invited.uuid}/close/")
        assert sign_in(world.ben).get(f"/me/classmates/{invited.uuid}/").status_code == 404


class TestTheFamily:
    def test_they_read_it_where_the_policy_lets_them_and_without_names(self, world, sign_in, piece, invited):
        sign_in(world.ben).post(f"/me/classmates/{invited.uuid}/", WORDS)
        address = f"/family/{world.ana.uuid}/work/{piece.uuid}/"
        assert WORDS["idea"] not in text_of(sign_in(world.rosa).get(address))
        policy(world, families=True)
        page = text_of(sign_in(world.rosa).get(address))
        assert WORDS["idea"] in page
        assert "Ben" not in page


TYPED = ("Half a loaf", "I cut it in the middle.", "loaf.png")


def test_both_pages_speak_spanish(world, sign_in, piece, invited):
    world.ben.person.language = world.ana.person.language = "es"
    world.ben.person.save()
    world.ana.person.save()
    assert english_left_in(sign_in(world.ben).get(f"/me/classmates/{invited.uuid}/"), except_for=TYPED) == []
    assert (
        english_left_in(sign_in(world.ana).get(f"/me/work/{piece.uuid}/classmates/"), except_for=TYPED) == []
    )
