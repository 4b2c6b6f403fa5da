"""The curriculum lead's pages of versions: the list, differences, where competencies live on, review, publication."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from itertools import pairwise

import pytest
from django.conf import settings

from headway.district.continuum.api import (
    add_prerequisite,
    current_map,
    current_version,
    edit_competency,
    open_draft,
    remove_competency,
    version_called,
)
from headway.district.continuum.models import DraftRemark, Succession
from headway.district.proficiency.models import Standing
from tests.district.continuum.versions import LEAD, competency_like, next_draft, next_version
from tests.portals.showing import english_left_in, show, text_of

__all__ = ["show"]


@pytest.fixture
def priya(world, sign_in):
    return sign_in(world.priya)


@pytest.fixture
def draft(world):
    made = open_draft(world.version.framework.uuid, by=LEAD)
    edit_competency(
        made.uuid,
        "world-MA.FR.1",
        {"statement": "I can show a part of a whole as a fraction."},
        seen=None,
        by=LEAD,
    )
    return made


def versions_address(world) -> str:
    return f"/continuum/frameworks/{world.version.framework.uuid}/versions/"


# -- the list --


def test_the_way_to_the_versions_leads_to_those_of_the_districts_line(world, priya):
    response = priya.get("/continuum/versions/", follow=True)
    assert response.redirect_chain[-1][0] == versions_address(world)
    assert "Version 1 In force" in text_of(response)


def test_every_version_says_where_it_stands(world, priya, draft):
    text = text_of(priya.get(versions_address(world)))
    assert "Version 2 Draft" in text
    assert "What is different from version 1" in text
    assert f"/continuum/drafts/{draft.uuid}/publish/" in priya.get(versions_address(world)).content.decode()


def test_a_framework_that_is_not_there_is_not_found(world, priya):
    assert priya.get(f"/continuum/frameworks/{world.ana.uuid}/versions/").status_code == 404


# -- differences --


def test_the_difference_marks_words_in_their_sentence_and_says_whom_it_reaches(world, priya, draft, show):
    show("MA.FR.1", 3, 3, decided=3)
    page = priya.get(f"/continuum/drafts/{draft.uuid}/differences/")
    html = page.content.decode()
    assert '<del><span class="visually-hidden">taken out: </span>name</del>' in html
    assert '<ins><span class="visually-hidden">put in: </span>show</ins>' in html
    text = text_of(page)
    assert "1 competency is different; 11 stayed as they were." in text
    assert "Fewer than 10 learners have evidence on it." in text
    assert "1 learner" not in text, "small numbers are not shown"


def test_headings_of_differences_leave_no_step_out_where_a_competency_has_no_strand(world, priya, draft):
    address = f"/continuum/drafts/{draft.uuid}/differences/"
    edit_competency(draft.uuid, "world-LI.WR.2", {"title": "Answering"}, seen=None, by=LEAD)
    edit_competency(draft.uuid, "world-MA.FR.1", {"strand": ""}, seen=None, by=LEAD)
    html = priya.get(address).content.decode()
    levels = [int(one) for one in re.findall(r"<h([1-6])", html.partition("<main")[2])]
    assert {2, 3, 4} <= set(levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_differences_are_narrowed_by_kind_and_domain(world, priya, draft):
    remove_competency(draft.uuid, "world-LI.WR.2", by=LEAD)
    address = f"/continuum/drafts/{draft.uuid}/differences/"
    removed = text_of(priya.get(address, {"kind": "removed"}))
    assert "Answering the other side" in removed
    assert "Parts of a whole" not in removed
    mathematics = text_of(priya.get(address, {"domain": "MA"}))
    assert "Parts of a whole" in mathematics
    assert "Answering the other side" not in mathematics
    part = priya.get(address, {"kind": "removed"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="differences"')


def test_any_two_versions_are_compared_on_a_page_and_as_a_table(world, priya):
    second = next_version(
        world.version.pk,
        without=("MA.FR.2",),
        added=(competency_like("b", "MA.FR.B", "I can show that two fractions are equal."),),
        changed={"MA.DA.1": {"depth": 3}},
        mapping={"world-MA.FR.2": "b"},
    ).version
    address = f"/continuum/versions/{world.version.uuid}/to/{second.uuid}/"
    text = text_of(priya.get(address))
    assert "It lives on as MA.FR.B MA.FR.B; what learners showed is carried over to it." in text
    assert "Depth of knowledge: 2 before, 3 now." in text
    table = priya.get(f"{address}differences.csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    found = {(row["Code"], row["Difference"]) for row in rows}
    assert {
        ("MA.FR.2", "No longer there"),
        ("MA.FR.B", "New"),
        ("MA.DA.1", "Depth, importance or learning units"),
    } <= found
    assert {row["Learners with evidence"] for row in rows} == {"0"}


def test_a_first_version_has_nothing_to_be_compared_with(world, priya):
    from headway.district.continuum.api import begin_framework

    first = begin_framework("Another line", by=LEAD)
    text = text_of(priya.get(f"/continuum/drafts/{first.uuid}/differences/"))
    assert "It is the first version" in text
    assert "nothing is left behind" in text_of(priya.get(f"/continuum/drafts/{first.uuid}/lives-on/"))


# -- where it lives on --


@pytest.fixture
def behind(world, show, draft):
    """A draft without a competency that Ana's work stands on."""
    show("MA.FR.2", 3, 3, decided=3)
    remove_competency(draft.uuid, "world-MA.FR.2", by=LEAD)
    return f"/continuum/drafts/{draft.uuid}/lives-on/"


def test_what_learners_stand_on_waits_for_a_word_and_small_numbers_are_hidden(world, priya, behind):
    text = text_of(priya.get(behind))
    assert "1 competency waits for a word." in text
    assert "Fewer than 10 learners stand on it." in text
    assert "Where does it live on?" in text


def test_a_word_is_given_and_taken_back(world, priya, behind):
    given = priya.post(behind, {"from": "world-MA.FR.2", "to": "world-MA.FR.3"}, follow=True)
    assert "Noted: it is merged with others." in text_of(given)
    assert Succession.objects.get().to_identifier == "world-MA.FR.3"
    back = priya.post(behind, {"from": "world-MA.FR.2", "act": "take_back"}, follow=True)
    assert "The word was taken back." in text_of(back)
    assert not Succession.objects.exists()


def test_a_word_is_given_while_prerequisites_run_in_a_circle(world, priya, behind, draft):
    for before, after in (("1", "3"), ("3", "1")):
        add_prerequisite(draft.uuid, f"world-MA.FR.{before}", f"world-MA.FR.{after}", by=LEAD)
    assert "1 competency waits for a word." in text_of(priya.get(behind))
    by_code = {"from": "world-MA.FR.2", "to": "other", "code": "MA.FR.3"}
    assert priya.post(behind, by_code).status_code == 302
    assert "MA.FR.1 → MA.FR.3" in text_of(priya.get(f"/continuum/drafts/{draft.uuid}/publish/"))


def test_a_word_by_code_and_an_end_with_its_reason(world, priya, behind):
    wrong = priya.post(behind, {"from": "world-MA.FR.2", "to": "other", "code": "MA.XX.1"})
    assert wrong.status_code == 422
    assert "There is no competency with the code MA.XX.1 in the draft." in text_of(wrong)
    nothing = priya.post(behind, {"from": "world-MA.FR.2"})
    assert "Nothing was chosen." in text_of(nothing)
    silent = priya.post(behind, {"from": "world-MA.FR.2", "to": "ends"})
    assert silent.status_code == 422
    assert "says why" in text_of(silent)
    assert not Succession.objects.exists()
    ended = priya.post(
        behind, {"from": "world-MA.FR.2", "to": "ends", "note": "It is taught nowhere."}, follow=True
    )
    assert "It ends here. “It is taught nowhere.”" in text_of(ended)
    by_code = {"from": "world-MA.FR.2", "to": "other", "code": "MA.FR.3"}
    assert priya.post(behind, by_code).status_code == 302
    assert Succession.objects.get().to_identifier == "world-MA.FR.3"


def test_publishing_waits_for_the_word_and_then_teachers_are_asked(world, priya, sign_in, behind, draft):
    publish = f"/continuum/drafts/{draft.uuid}/publish/"
    page = text_of(priya.get(publish))
    assert "Learners stand on one competency that the new version no longer has" in page
    assert "Publish this version" not in page
    refused = priya.post(publish, {"effective_on": "", "looked": "yes"})
    assert refused.status_code == 422
    assert "Nobody has said where MA.FR.2 lives on" in text_of(refused)
    priya.post(behind, {"from": "world-MA.FR.2", "to": "world-MA.FR.3"})
    done = priya.post(publish, {"effective_on": "", "looked": "yes"}, follow=True)
    text = text_of(done)
    assert "Version 2 is published. Learners stand on it from now on." in text
    assert "teachers are asked to confirm" in text
    assert Standing.objects.get(learner=world.ana).to_confirm
    ortiz = sign_in(world.ortiz)
    assert "carried over, to be confirmed" in text_of(ortiz.get("/teach/"))


# -- review and publication --


def test_review_is_asked_for_with_a_note_and_taken_back(world, priya, draft):
    address = f"/continuum/drafts/{draft.uuid}/review/"
    sent = priya.post(address, {"act": "send", "note": "Please read the fractions."}, follow=True)
    assert "The draft is in review" in text_of(sent)
    assert version_called(draft.uuid).status == "in_review"
    assert DraftRemark.objects.get().text == "Please read the fractions."
    priya.post(address, {"act": "take_back"})
    assert version_called(draft.uuid).status == "draft"


def test_publishing_says_what_will_happen_and_waits_for_the_tick(world, priya, draft):
    address = f"/continuum/drafts/{draft.uuid}/publish/"
    page = text_of(priya.get(address))
    assert "from today learners stand on version 2; this cannot be taken back." in page
    assert "until the evening before it can be withdrawn." in page
    refused = priya.post(address, {"effective_on": ""})
    assert refused.status_code == 422
    assert "the tick that you have looked at what changes is missing" in text_of(refused)
    assert version_called(draft.uuid).status == "draft"
    assert priya.post(address, {"effective_on": "", "looked": "yes"}).status_code == 302
    assert version_called(draft.uuid).status == "published"


def test_opening_a_draft_says_that_a_planned_version_can_then_not_be_withdrawn(world, priya, draft, clock):
    framework = world.version.framework.uuid
    assert "can no longer be withdrawn" not in text_of(priya.get("/continuum/drafts/"))
    tomorrow = (clock.instant.date() + dt.timedelta(days=1)).isoformat()
    priya.post(f"/continuum/drafts/{draft.uuid}/publish/", {"effective_on": tomorrow, "looked": "yes"})
    told = text_of(priya.get("/continuum/drafts/"))
    assert "Once a draft is opened from it, its publication can no longer be withdrawn." in told
    made = priya.post("/continuum/drafts/open/", {"framework": framework}, follow=True)
    assert "Version 2 can no longer be withdrawn while this draft is there." in text_of(made)
    withdrawn = priya.post(f"/continuum/versions/{draft.uuid}/withdraw/", {})
    assert withdrawn.status_code == 422
    assert version_called(draft.uuid).status == "published"
    newest = made.redirect_chain[-1][0]
    priya.post(f"{newest}discard/")
    assert priya.post(f"/continuum/versions/{draft.uuid}/withdraw/", {}).status_code == 302
    assert version_called(draft.uuid).status == "in_review"


def test_a_planned_publication_can_be_withdrawn_from_the_list(world, priya, draft, clock):
    tomorrow = clock.instant.date() + dt.timedelta(days=1)
    done = priya.post(
        f"/continuum/drafts/{draft.uuid}/publish/",
        {"effective_on": tomorrow.isoformat(), "looked": "yes"},
        follow=True,
    )
    assert "takes effect on Oct. 8, 2026. Until then it can be withdrawn." in text_of(done)
    assert current_version().number == 1
    assert "Withdraw the publication" in text_of(priya.get(versions_address(world)))
    withdrawn = priya.post(
        f"/continuum/versions/{draft.uuid}/withdraw/", {"reason": "One more round."}, follow=True
    )
    assert "was withdrawn" in text_of(withdrawn)
    assert version_called(draft.uuid).status == "in_review"
    clock.advance(days=3)
    assert current_version().number == 1


@pytest.mark.parametrize("day", ["yesterday", "2026-10-06", "0026-10-08"])
def test_a_day_that_cannot_be_is_said_at_the_field(world, priya, draft, day):
    refused = priya.post(f"/continuum/drafts/{draft.uuid}/publish/", {"effective_on": day, "looked": "yes"})
    assert refused.status_code == 422
    assert version_called(draft.uuid).status == "draft"


def test_a_version_that_learners_stand_on_is_neither_withdrawn_nor_retired(world, priya, show):
    show("MA.FR.1", 3)
    for act in ("withdraw", "retire"):
        response = priya.post(f"/continuum/versions/{world.version.uuid}/{act}/")
        assert response.status_code in (409, 422), act
    assert current_version().number == 1


def test_a_school_with_a_curriculum_lead_of_its_own_publishes_nothing_of_the_district(world, sign_in, draft):
    from headway.district.people import services as people

    people.assign_duty(person=world.nina, role="curriculum_lead", organisation=world.alder, by=LEAD)
    nina = sign_in(world.nina)
    for address, sent in (
        (f"drafts/{draft.uuid}/publish/", {"effective_on": ""}),
        (f"drafts/{draft.uuid}/review/", {"act": "send"}),
        (f"drafts/{draft.uuid}/lives-on/", {"from": "world-MA.FR.2", "to": "ends", "note": "x"}),
        (f"versions/{draft.uuid}/withdraw/", {}),
        (f"versions/{draft.uuid}/retire/", {}),
        ("profile/add/", {"title": "Ours"}),
    ):
        assert nina.post(f"/continuum/{address}", sent).status_code == 403, address
    assert version_called(draft.uuid).status == "draft"


# -- carried over, where it is shown --


def test_a_carried_over_level_is_marked_and_explained_to_learner_family_and_teacher(world, show, sign_in):
    show("MA.FR.1", 3, 3, 3, decided=3)
    next_version(
        world.version.pk,
        changed={
            "MA.FR.1": {
                "statement": "I can show a part of a whole as a fraction.",
                "translations": {
                    "es": {"title": "Partes", "statement": "Puedo mostrar una parte de un todo."}
                },
            }
        },
    )
    one = current_map().by_code["MA.FR.1"]
    then = "I can name a part of a whole as a fraction."
    for who, address in (
        (world.ana.person, f"/me/competency/{one.uuid}/"),
        (world.ortiz, f"/teach/learner/{world.ana.uuid}/competency/{one.uuid}/"),
    ):
        text = text_of(sign_in(who).get(address))
        assert "I can show a part of a whole as a fraction." in text
        assert f"Carried over from version 1, where it read: “{then}”" in text
        assert f"Made under version 1: “{then}”" in text
    rosa = text_of(sign_in(world.rosa).get(f"/family/{world.ana.uuid}/competency/{one.uuid}/"))
    assert "Puedo nombrar una parte de un todo como fracción." in rosa
    assert "carried over" in text_of(sign_in(world.ana.person).get("/me/"))


def test_who_is_asked_to_confirm_reads_what_was_decided_and_the_learner_that_nothing_is_lost(
    world, show, sign_in
):
    show("MA.FR.1", 4, 4, 4, decided=4)
    show("MA.FR.2", 2, 2, 2, decided=2)
    next_version(world.version.pk, without=("MA.FR.2",), mapping={"world-MA.FR.2": "world-MA.FR.1"})
    one = current_map().by_code["MA.FR.1"]
    hers = text_of(sign_in(world.ana.person).get(f"/me/competency/{one.uuid}/"))
    assert "To be confirmed" in hers
    assert "None of it is lost." in hers
    assert "You have not shown this yet" not in hers
    teachers = text_of(sign_in(world.ortiz).get(f"/teach/learner/{world.ana.uuid}/competency/{one.uuid}/"))
    assert "The work showed Extending" in teachers
    assert "The work showed Developing" in teachers
    assert "You decide what the work shows of the whole." in teachers


# -- in Spanish --


def test_every_page_of_versions_can_be_read_in_spanish(world, priya, draft, show):
    show("MA.FR.2", 3, 3, decided=3)
    remove_competency(draft.uuid, "world-MA.FR.2", by=LEAD)
    priya.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    ours = ("Three Rivers continuum", "I can", "name", "show a part of a whole as a fraction.")
    for address in (
        versions_address(world),
        f"/continuum/drafts/{draft.uuid}/differences/",
        f"/continuum/drafts/{draft.uuid}/lives-on/",
        f"/continuum/drafts/{draft.uuid}/publish/",
    ):
        assert english_left_in(priya.get(address), except_for=ours) == [], address


def test_old_addresses_of_a_draft_lead_to_the_versions_once_it_is_published(world, priya):
    made = next_draft(world.version.pk)
    assert priya.get(f"/continuum/drafts/{made.uuid}/publish/").status_code == 200
    priya.post(f"/continuum/drafts/{made.uuid}/publish/", {"looked": "yes"})
    assert version_called(made.uuid).status == "published"
    priya.get(versions_address(world))  # what was said on publishing is read
    for page in ("", "publish/", "history/", "differences/", "lives-on/"):
        led = priya.get(f"/continuum/drafts/{made.uuid}/{page}", follow=True)
        assert led.redirect_chain[-1][0] == versions_address(world), page
        assert "This draft is published as version 2." in text_of(led)
    assert priya.post(f"/continuum/drafts/{made.uuid}/note/", {"note": "Late."}).status_code == 404
    assert priya.get(f"/continuum/drafts/{world.ana.uuid}/publish/").status_code == 404
