"""A sitting from the invitation to what it says, and everything that comes in between on a phone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.checks import api as checks
from headway.district.checks.models import CheckAnswer, CheckReading, CheckSitting
from headway.district.foundation.api import NotFound, Refused, clock
from headway.district.foundation.models import AuditEntry
from headway.district.proficiency.models import Standing
from tests.district.checks.conftest import code_of, give

pytestmark = pytest.mark.usefixtures("questions")


@pytest.fixture
def ana(world):
    return world.viewer("ana")


@pytest.fixture
def ortiz(world):
    return world.viewer("ortiz")


@pytest.fixture
def sitting(world, ortiz):
    return checks.invite(ortiz, world.ana.uuid, "MA", "MA.FR")


class TestInviting:
    def test_inviting_twice_gives_the_sitting_that_is_open(self, world, ortiz, sitting):
        assert checks.invite(ortiz, world.ana.uuid, "MA", "MA.FR") == sitting

    @pytest.mark.parametrize("who", ["ana", "rosa", "tessa", "finch", "adam", "emil"])
    def test_only_staff_of_the_learner_invite_and_read(self, world, sitting, who):
        viewer = world.viewer(who)
        with pytest.raises(NotFound):
            checks.invite(viewer, world.ana.uuid, "MA", "MA.FR")
        with pytest.raises(NotFound):
            checks.result_of(viewer, sitting)
        with pytest.raises(NotFound):
            checks.readings_of(viewer, world.ana.uuid)
        assert checks.suggestions_of(viewer, [world.ana.pk]) == {}

    def test_a_whole_section_is_invited_with_the_same_number_of_questions(self, world, ortiz):
        competencies = [world.competency("MA.FR.2").uuid]
        counts = []
        # The first call also remembers the continuum and its questions.
        for who in (("ana",), ("ben",), ("chloe", "dev"), ("ana", "ben", "chloe", "dev")):
            with CaptureQueriesContext(connection) as asked:
                done = checks.invite_many_to_set(
                    ortiz, [getattr(world, one).uuid for one in who], competencies
                )
            assert done == len(who)
            counts.append(len(asked))
        assert counts[1] == counts[2]
        assert counts[1] <= 12, counts
        assert CheckSitting.objects.filter(purpose="module").count() == 4
        assert AuditEntry.objects.filter(act="checks.invited").count() == 4

    def test_a_mother_who_teaches_her_child_does_not_read_it_as_staff(self, world, sitting):
        from headway.district.people import services as people
        from tests.worlds import BUILDER

        people.set_guardian(guardian=world.ortiz, learner=world.ana, relation="parent", by=BUILDER)
        with pytest.raises(NotFound):
            checks.result_of(world.viewer("ortiz"), sitting)

    @pytest.mark.parametrize(
        ("domain", "strand", "field"), [("XX", "", "domain"), ("MA", "LI.RE", "strand"), ("HS", "", "domain")]
    )
    def test_what_does_not_exist_is_named(self, world, ortiz, domain, strand, field):
        with pytest.raises(Refused) as refused:
            checks.invite(ortiz, world.ana.uuid, domain, strand)
        assert [one.field for one in refused.value.problems] == [field]

    def test_a_strand_without_questions_is_refused_with_what_to_do(self, world, ortiz):
        from headway.district.checks.models import CheckItem

        CheckItem.objects.filter(competency__strand__code="MA.DA").update(is_active=False)
        with pytest.raises(Refused, match="no questions") as refused:
            checks.invite(ortiz, world.ana.uuid, "MA", "MA.DA")
        assert refused.value.problems[0].remedy


class TestAnswering:
    def test_a_reload_shows_the_same_question_and_a_double_tap_counts_once(self, ana, sitting):
        first = checks.current_question(ana, sitting)
        assert checks.current_question(ana, sitting) == first
        assert give(ana, first, "A", request_key="one")
        assert not give(ana, first, "A", request_key="one")
        assert not give(ana, first, "B", request_key="two")
        assert list(CheckAnswer.objects.values_list("number", "answer")) == [
            (1, "right" if first.kind == "choice" else "not_yet")
        ]

    def test_the_question_of_another_tab_changes_nothing(self, ana, sitting):
        first = checks.current_question(ana, sitting)
        give(ana, first, "A")
        second = checks.current_question(ana, sitting)
        assert not give(ana, first, "B")
        assert checks.current_question(ana, sitting) == second

    def test_an_empty_answer_is_named_and_not_kept(self, ana, sitting):
        asked = checks.current_question(ana, sitting)
        with pytest.raises(Refused) as refused:
            give(ana, asked, "  ")
        assert refused.value.problems[0].field == "answer"
        assert not CheckAnswer.objects.exists()

    def test_a_choice_that_is_not_there_is_no_answer(self, ana, sitting):
        asked = checks.current_question(ana, sitting)
        while asked.kind == "short":  # which question comes is the check's to choose
            give(ana, asked, "7")
            asked = checks.current_question(ana, sitting)
        with pytest.raises(Refused):
            give(ana, asked, "Z")

    def test_nobody_else_sees_or_answers(self, world, sitting, ana):
        asked = checks.current_question(ana, sitting)
        for who in ("ben", "ortiz", "rosa"):
            with pytest.raises(NotFound):
                checks.current_question(world.viewer(who), sitting)
            with pytest.raises(NotFound):
                give(world.viewer(who), asked, "A")

    def test_going_back_shows_the_question_before_and_the_later_answer_stands(self, ana, sitting):
        first = checks.current_question(ana, sitting)
        assert not first.can_go_back
        give(ana, first, "8" if first.kind == "short" else "B")
        second = checks.current_question(ana, sitting)
        assert second.can_go_back
        checks.go_back(ana, sitting)
        again = checks.current_question(ana, sitting)
        assert (again.item_uuid, again.is_again, again.can_go_back) == (first.item_uuid, True, False)
        assert again.chosen == (("8",) if first.kind == "short" else ("B",))
        assert not give(ana, second, "A"), "the question of the other tab is not on the screen any more"
        assert give(ana, again, "7" if first.kind == "short" else "A")
        from headway.district.checks.engine import answers_standing

        rows = list(CheckAnswer.objects.all())
        assert [one.answer for one in answers_standing(rows)] == ["right"]
        assert len(rows) == 2, "what she had answered first is kept, too"

    def test_the_language_follows_the_reader_and_her_words_are_hers(self, ana, sitting):
        asked = checks.current_question(ana, sitting)
        while asked.kind == "short":
            give(ana, asked, "7")
            asked = checks.current_question(ana, sitting)
        spanish = checks.current_question(ana, sitting, "es")
        assert (spanish.item_uuid, spanish.language) == (asked.item_uuid, "es")
        assert spanish.stem.startswith("¿")
        assert spanish.choices[0].text == "sí"

    def test_a_question_without_spanish_words_says_that_it_is_in_english(self, world, ana, sitting):
        from headway.district.checks.models import CheckItem

        CheckItem.objects.update(translations={})
        assert checks.current_question(ana, sitting, "es").language == "en"


class TestPausing:
    @pytest.mark.parametrize("harm", ["lost", "damaged"])
    def test_a_lost_state_is_worked_out_again_and_nothing_changes(self, ana, sitting, harm):
        def two_more():
            for given in (("7", "A"), ("8", "B")):
                asked = checks.current_question(ana, sitting)
                give(ana, asked, given[0] if asked.kind == "short" else given[1])
            return checks.current_question(ana, sitting)

        two_more()
        row = CheckSitting.objects.get(uuid=sitting)
        whole = bytes(row.state)
        row.state = None if harm == "lost" else b"HWCK not a state"
        row.asked_item = None
        row.save()
        checks.current_question(ana, sitting)
        assert bytes(CheckSitting.objects.get(uuid=sitting).state) == whole

    def test_a_new_version_of_the_continuum_in_the_middle_does_not_end_it(
        self, world, ana, sitting, sit, ortiz
    ):
        from headway.district.continuum.api import publish
        from headway.district.continuum.models import Competency, FrameworkVersion
        from headway.district.foundation.api import clock as time
        from tests.worlds import BUILDER

        asked = checks.current_question(ana, sitting)
        give(ana, asked, "7" if asked.kind == "short" else "A")
        version = FrameworkVersion.objects.create(framework=world.version.framework, number=2, status="draft")
        old = {one.pk: one for one in world.version.domains.all()}
        from headway.district.continuum.models import Domain, Strand

        domains = {
            pk: Domain.objects.create(
                version=version, code=one.code, name=one.name, kind=one.kind, sequence=one.sequence
            )
            for pk, one in old.items()
        }
        strands = {
            one.pk: Strand.objects.create(
                domain=domains[one.domain_id], code=one.code, name=one.name, sequence=one.sequence
            )
            for one in Strand.objects.filter(domain__in=old)
        }
        for one in Competency.objects.filter(version=world.version):
            Competency.objects.create(
                version=version, identifier=one.identifier, domain=domains[one.domain_id], strand=strands[one.strand_id],
                code=one.code, title=one.title, statement=one.statement, kind=one.kind, level=one.level, depth=one.depth, sequence=one.sequence,
            )  # fmt: skip
        publish(version.pk, by=BUILDER, effective_on=time.today())
        sit(ana, sitting, {"MA.FR.1", "MA.FR.2"})
        readings = checks.readings_of(ortiz, world.ana.uuid)
        assert {one.competency.code for one in readings.values()} == {"MA.FR.1", "MA.FR.2", "MA.FR.3"}
        assert all(
            one.competency.id in set(version.competencies.values_list("pk", flat=True))
            for one in readings.values()
        )


class TestTheEnd:
    def test_what_she_knows_is_read_and_what_is_next_follows(self, world, ana, ortiz, sitting, sit):
        asked = sit(ana, sitting, {"MA.FR.1", "MA.FR.2"})
        result = checks.result_of(ortiz, sitting)
        assert {one.competency.code: one.reading for one in result.readings} == {
            "MA.FR.1": "known",
            "MA.FR.2": "known",
            "MA.FR.3": "not_yet",
        }
        assert [one.competency.code for one in result.readings if one.is_next] == ["MA.FR.3"]
        assert len(result.answers) == len(asked) <= 25
        assert checks.my_reading(ana, sitting)[1][0].code == "MA.FR.3"
        assert checks.current_question(ana, sitting) is None

    def test_nothing_is_rated_and_no_level_changes(self, ana, sitting, sit):
        before = Standing.objects.count()
        sit(ana, sitting, {"MA.FR.1"})
        assert Standing.objects.count() == before

    def test_one_level_is_suggested_where_it_is_sure(self, world, ana, ortiz, sitting, sit):
        sit(ana, sitting, {"MA.FR.1", "MA.FR.2"})
        (said,) = checks.suggestions_of(ortiz, [world.ana.pk, world.ben.pk])[world.ana.pk]
        assert (said.kind, said.domain_code, said.strand_code, said.levels) == ("check", "MA", "MA.FR", (4,))
        assert said.reference == sitting

    @pytest.mark.parametrize(("answers", "firmness"), [(1, "open"), (2, "open"), (3, "likely")])
    def test_one_or_two_answers_are_open_however_they_read(self, world, ortiz, answers, firmness):
        sitting = CheckSitting.objects.create(
            learner=world.ana,
            stage="strand",
            strand_code="MA.FR",
            domain_code="MA",
            version_id=world.version.pk,
            seed=1,
            opened_at=clock.now(),
            finished_at=clock.now(),
        )
        asked = ("MA.FR.1", "MA.FR.2", "MA.FR.3")[:answers]
        for code in ("MA.FR.1", "MA.FR.2", "MA.FR.3"):
            about = {"sitting": sitting, "competency": world.competency(code)}
            CheckReading.objects.create(**about, reading="known", chance=0.9, was_asked=code in asked)
        (said,) = checks.suggestions_of(ortiz, [world.ana.pk])[world.ana.pk]
        assert said.confidence == firmness
        assert ("only" in said.said) == (answers < 3)

    def test_a_check_that_was_set_aside_says_nothing(self, world, ana, ortiz, sitting, sit):
        sit(ana, sitting, {"MA.FR.1"})
        checks.set_aside(ortiz, sitting, "she was ill")
        assert checks.suggestions_of(ortiz, [world.ana.pk]) == {}
        assert checks.readings_of(ortiz, world.ana.uuid) == {}
        assert CheckReading.objects.exists(), "what was answered stays"
        assert AuditEntry.objects.filter(act="checks.set_aside", reason="she was ill").count() == 1

    def test_all_within_half_a_minute_is_noted_for_a_person_and_not_told_to_her(
        self, world, ana, ortiz, sitting, sit
    ):
        sit(ana, sitting, {"MA.FR.1"}, seconds=1)
        assert "all_quick" in {one["kind"] for one in checks.result_of(ortiz, sitting).sitting.unusual}
        (said,) = checks.suggestions_of(ortiz, [world.ana.pk])[world.ana.pk]
        assert said.confidence == "open"

    def test_never_having_met_anything_is_an_answer_too(self, world, ana, ortiz, sitting):
        while (asked := checks.current_question(ana, sitting)) is not None:
            give(ana, asked, unfamiliar=True)
        result = checks.result_of(ortiz, sitting)
        assert {one.reading for one in result.readings} == {"not_yet"}
        assert {one.answer for one in result.answers} == {"unfamiliar"}

    def test_a_whole_domain_begins_with_the_locator_and_opens_its_strands(self, world, ana, ortiz, sit):
        locator = checks.invite(ortiz, world.ana.uuid, "MA")
        sit(ana, locator, {"MA.FR.1", "MA.FR.2", "MA.DA.1"})
        row = CheckSitting.objects.get(uuid=locator)
        assert row.band["lowest"] <= row.band["likely"] <= row.band["highest"]
        following = [one for one in checks.my_sittings(ana) if one.is_open]
        assert {one.strand.code for one in following} == {"MA.FR", "MA.DA"}
        for one in following:
            sit(ana, one.uuid, {"MA.FR.1", "MA.FR.2", "MA.DA.1"})
        known, holes = checks.known_and_holes(world.ana.pk, "MA")
        assert world.competency("MA.FR.2").pk in known
        assert not holes

    @pytest.mark.parametrize("doubt", ["stands out", "set aside", ""])
    def test_what_a_strand_says_is_as_open_as_the_locator_that_chose_its_questions(
        self, world, ana, ortiz, sit, doubt
    ):
        begun = checks.invite(ortiz, world.ana.uuid, "MA")
        sit(ana, begun, {"MA.FR.1", "MA.FR.2"})
        for one in checks.sittings_of(ortiz, world.ana.uuid):
            if one.is_open:
                sit(ana, one.uuid, {"MA.FR.1", "MA.FR.2"})
        if doubt == "stands out":  # the small world has fewer questions than a habit shows in
            CheckSitting.objects.filter(uuid=begun).update(unusual=[{"kind": "all_new", "questions": [1]}])
        if doubt == "set aside":
            checks.set_aside(ortiz, begun, "She had a cold.")
        said = {one.strand_code: one for one in checks.suggestions_of(ortiz, [world.ana.pk])[world.ana.pk]}
        assert (said["MA.FR"].confidence == "open") == bool(doubt)
        assert ("worth a talk" in said["MA.FR"].said) == bool(doubt)

    def test_before_a_module_what_it_stands_on_is_asked_too_and_no_level_is_suggested(
        self, world, ana, ortiz, sit
    ):
        sitting = checks.invite_to_set(ortiz, world.ana.uuid, [world.competency("MA.FR.3").uuid], "module-1")
        sit(ana, sitting, {"MA.FR.2"})
        readings = checks.readings_of(ortiz, world.ana.uuid)
        assert {one.competency.code: one.reading for one in readings.values()} == {
            "MA.FR.2": "known",
            "MA.FR.3": "not_yet",
        }
        assert checks.suggestions_of(ortiz, [world.ana.pk]) == {}


@pytest.mark.parametrize(
    ("readings", "levels"),
    [
        ([], ()),
        ([(3, "known"), (4, "known"), (5, "not_yet")], (4,)),
        ([(3, "known"), (4, "unsure")], (3, 4)),
        ([(3, "known"), (4, "known"), (4, "unsure"), (4, "not_yet")], (3, 4)),
        ([(3, "not_yet"), (4, "known")], (3,)),
        ([(3, "unsure")], (3,)),
        ([(2, "known"), (3, "known")], (3,)),
    ],
)
def test_levels_follow_from_what_holds_without_a_gap(readings, levels):
    assert checks.levels_from(readings) == levels


def test_questions_of_learners_side_by_side_differ(world, ortiz):
    stems = set()
    for who in ("ana", "ben", "chloe", "dev"):
        sitting = checks.invite(ortiz, getattr(world, who).uuid, "MA", "MA.FR")
        for seed in range(3):
            CheckSitting.objects.filter(uuid=sitting).update(seed=seed * 77 + 5, asked_item=None, state=None)
            asked = checks.current_question(world.viewer(who), sitting)
            stems.add((code_of(asked), asked.stem))
    assert len(stems) > 1
