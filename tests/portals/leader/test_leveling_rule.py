"""The way of leveling as a form: kept as a draft, read in words, adopted from a day on."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import clock
from headway.district.policy.api import PolicyKind, rule_in_effect, versions_of
from headway.district.policy.models import PolicyDraft
from tests.portals.leader.test_moving import text_of

ADDRESS = "/lead/rules/leveling/"
FORM = {
    "leveled": ["MA", "LI"],
    "core": ["MA"],
    "deciders": ["counsellor"],
    "review_months": "4",
    "plan_below": "2",
    "text": "Counsellors level.",
    "text_es": "Deciden las orientadoras.",
}


@pytest.fixture
def form(world):
    return {**FORM, f"entry.{world.alder.uuid}": "5", "effective_on": clock.today().isoformat()}


def test_a_draft_is_kept_read_in_words_and_changes_nothing(world, sign_in, form):
    client = sign_in(world.lena)
    before = rule_in_effect(PolicyKind.LEVELING).version
    said = text_of(client.post(ADDRESS, {**form, "act": "keep"}, follow=True))
    assert "Alder: learners usually enter at level 5." in said
    assert "looked at again after 4 months" in said
    assert rule_in_effect(PolicyKind.LEVELING).version == before
    again = client.post(ADDRESS, {**form, "act": "keep", "revision": "0", "review_months": "9"})
    assert "meanwhile" in text_of(again) or again.status_code == 422
    assert PolicyDraft.objects.get().parameters["review_months"] == 4


def test_adopting_it_holds_from_its_day_on(world, sign_in, form):
    client = sign_in(world.lena)
    said = text_of(client.post(ADDRESS, {**form, "act": "adopt"}, follow=True))
    assert "is in the book" in said
    parameters = rule_in_effect(PolicyKind.LEVELING).parameters
    assert parameters["deciders"] == ["counsellor"]
    assert parameters["entry"] == {str(world.alder.uuid): [5]}
    assert (parameters["core"], parameters["leveled"]) == (["MA"], [])
    assert not PolicyDraft.objects.exists()


def test_the_same_form_sent_twice_is_one_version(world, sign_in, form):
    client = sign_in(world.lena)
    for _time in range(2):
        said = text_of(client.post(ADDRESS, {**form, "act": "adopt"}, follow=True))
        assert "Version 1 of the way of leveling is in the book." in said
    assert [one.number for one in versions_of(PolicyKind.LEVELING)] == [1]
    assert not PolicyDraft.objects.exists()


def test_a_planned_version_is_taken_back_before_its_day(world, sign_in, form):
    client = sign_in(world.lena)
    later = (clock.today() + dt.timedelta(days=40)).isoformat()
    client.post(ADDRESS, {**form, "act": "adopt", "effective_on": later})
    (version,) = versions_of(PolicyKind.LEVELING)
    client.post(ADDRESS, {"act": "withdraw", "number": str(version.number)})
    assert "Take this planned version back" not in text_of(client.get(ADDRESS))


def test_a_draft_is_thrown_away(world, sign_in, form):
    client = sign_in(world.lena)
    client.post(ADDRESS, {**form, "act": "keep"})
    client.post(ADDRESS, {"act": "throw_away"})
    assert not PolicyDraft.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"review_months": "ninety"}, "a whole number from 1 to 24"),
        ({"deciders": []}, "Name at least one of counsellor"),
        ({"leveled": ["LI"]}, "Every core domain is leveled too"),
        ({"text_es": "", "act": "adopt"}, "write it in Spanish"),
        ({"effective_on": "soon"}, "from which day"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_what_was_typed_stays(world, sign_in, form, wrong, said):
    page = sign_in(world.lena).post(ADDRESS, {**form, "act": "keep", **wrong})
    assert page.status_code == 422
    assert said in text_of(page)
    assert "Counsellors level." in page.content.decode()
    assert versions_of(PolicyKind.LEVELING) == ()


def test_a_school_leader_reads_it_and_changes_nothing(world, sign_in, form):
    client = sign_in(world.lee)
    page = text_of(client.get(ADDRESS))
    assert "Every academic domain is leveled by itself." in page
    assert "Adopt it" not in page
    assert client.post(ADDRESS, {**form, "act": "adopt"}).status_code == 404
    assert sign_in(world.ortiz).get(ADDRESS).status_code == 404
    assert "What is leveled, who decides" in text_of(client.get("/lead/rules/"))


def test_drafts_of_other_rules_stay_apart(world, sign_in, form):
    client = sign_in(world.lena)
    client.post(ADDRESS, {**form, "act": "keep"})
    assert "Go on with the draft" not in text_of(client.get("/lead/rules/"))
    draft = PolicyDraft.objects.get()
    assert client.get(f"/lead/rules/drafts/{draft.uuid}/").status_code == 404


@pytest.mark.parametrize(("address", "unfinished"), [(ADDRESS, "keep"), ("/lead/rules/moving/", "try")])
def test_what_adopting_needs_is_not_called_optional_and_keeps_nobody_from_a_draft_or_a_trial(
    world, sign_in, address, unfinished
):
    page = sign_in(world.lena).get(address).content.decode()
    for name in ("text", "text_es", "effective_on"):
        label = page.split(f'<label for="{name}">')[1].split("</label>")[0]
        element = page.split(f'id="{name}"')[1].split(">")[0]
        assert "optional" not in label
        assert element.endswith(" required") or " required " in element
    assert f'name="act" value="{unfinished}" formnovalidate' in page
    assert 'name="act" value="adopt">' in page
