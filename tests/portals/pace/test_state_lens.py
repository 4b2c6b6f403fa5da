"""R073 on the page: staff see what the state's test asks beside growth; learner and family find nothing of it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import reverse

from headway.district.assessments.shipped_names import SHIPPED_NAMES
from headway.district.foundation.api import clock
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.district.proficiency.models import Standing
from headway.mastery.formats.assessments import SHIPPED
from tests.district.pacing.conftest import crowd, settle
from tests.district.pacing.test_state_lens import at_level, enrolled, result, says
from tests.portals.showing import english_left_in, show, text_of

__all__ = ["show"]

GROUP = "/lead/pace/state-test/"


@pytest.fixture
def tested(world, show):
    """Ana is in year 4, in which her state tests mathematics."""
    says()
    enrolled(world.ana, "04")
    asked = at_level(world, 4)
    settle(world, asked[0].code, 3)
    show(asked[1].code, 2)
    return world


def address(world, portal="teacher"):
    return reverse(f"{portal}:state_lens", args=[world.ana.uuid])


def test_what_is_asked_stands_beside_growth_with_its_next_steps(tested, sign_in):
    result(tested.ana, "Met Expectations", tested.year.starts_on)
    asked = len(at_level(tested, 4))
    for who, portal in (("ortiz", "teacher"), ("webb", "teacher"), ("cora", "counselor")):
        client = sign_in(getattr(tested, who))
        page = text_of(client.get(address(tested, portal)))
        assert (
            f"1 of {asked} competencies that this school year's test asks are proficient or beyond." in page
        )
        assert "1 has evidence that is not yet proficient. Next:" in page
        assert "It says nothing about how much a learner has grown" in page
        assert "Mathematics: Met Expectations State test, Aug. 17, 2026" in page
        assert "731" not in page
        growth = client.get(reverse(f"{portal}:pace", args=[tested.ana.uuid])).content.decode()
        assert address(tested, portal) in growth


def test_until_the_district_speaks_there_is_one_lens(world, sign_in):
    enrolled(world.ana, "04")
    page = text_of(sign_in(world.ortiz).get(address(world)))
    assert "The district hasn't said what its state's test asks." in page
    assert "Mathematics" not in page
    assert "hasn't said" in text_of(sign_in(world.lee).get(GROUP))


def test_a_learner_without_a_school_year_is_told_so(world, sign_in):
    says()
    page = text_of(sign_in(world.ortiz).get(address(world)))
    assert "names no school year" in page
    enrolled(world.ana, "12")
    assert "the state tests nothing in this school year" in text_of(sign_in(world.ortiz).get(address(world)))


@pytest.mark.parametrize("who", ["ana", "rosa", "raul", "tessa", "finch", "reggie", "adam", "nina"])
def test_nobody_else_finds_it(tested, sign_in, who):
    client = sign_in(getattr(tested, who))
    for one in (address(tested), address(tested, "counselor"), GROUP, "/lead/rules/pacing/state/"):
        assert client.get(one).status_code == 404, one


def test_learner_and_family_read_nothing_of_a_state_test(tested, sign_in):
    for who, pages in (
        ("ana", ("student:home", "student:pace", "student:targets")),
        ("rosa", ("family:child", "family:pace", "family:targets")),
    ):
        client = sign_in(getattr(tested, who))
        for page in pages:
            args = [] if who == "ana" else [tested.ana.uuid]
            found = client.get(reverse(page, args=args))
            assert found.status_code == 200
            words = text_of(found, within="").lower()
            assert "state's test" not in words
            assert "state-test" not in found.content.decode()


def test_a_tutor_sees_the_year_and_no_way_to_the_lens(tested, sign_in):
    page = sign_in(tested.tessa).get(reverse("teacher:pace", args=[tested.ana.uuid]))
    assert page.status_code == 200
    assert "state-test" not in page.content.decode()


def test_a_leader_sees_schools_in_counts_and_one_learner_among_her_outside_tests(tested, sign_in):
    asked = at_level(tested, 4)
    for number, learner in enumerate(crowd(tested, 24)):
        enrolled(learner, "04")
        for one in asked if number < 12 else ():
            now = clock.now()
            Standing.objects.create(
                learner=learner, competency=one, determined_level=3, determined_at=now, proficient_since=now
            )
    lee = sign_in(tested.lee)
    page = text_of(lee.get(GROUP))
    # Twelve can do all of it and twelve nothing yet; Ana alone can do some: hidden, and the rest with her.
    assert "Alder 25 12 not shown not shown" in page
    assert "It says nothing about how much learners have grown" in page
    alone = text_of(lee.get(reverse("leader:outside_learner", args=[tested.ana.uuid])))
    assert f"1 of {len(asked)} competencies that this school year's test asks" in alone


def test_the_district_says_from_a_form_what_its_test_asks(world, sign_in):
    lena = sign_in(world.lena)
    form = reverse("leader:pace_rule", args=["state"])
    given = {
        "years.MA.0": "3",
        "years.MA.1": "8",
        "years.LI.0": "",
        "profile": "cmas",
        "effective_on": "2026-10-07",
    }
    given |= {"text": "Mathematics in years 3 to 8.", "text_es": "Matemáticas en los años 3 a 8."}
    assert lena.post(form, given).status_code == 302
    assert rule_in_effect(PolicyKind.STATE_LENS).parameters == {"years": {"MA": [3, 8]}, "profile": "cmas"}
    answer = lena.post(form, given | {"years.MA.1": "2"})
    assert answer.status_code == 422
    assert "the first not after the last" in text_of(answer)
    answer = lena.post(form, given | {"years.MA.1": ""})
    assert answer.status_code == 422
    # Nothing at all turns the lens off again.
    assert lena.post(form, given | {"years.MA.0": "", "years.MA.1": ""}).status_code == 302
    assert "hasn't said" in text_of(lena.get(GROUP))
    assert sign_in(world.lee).post(form, given).status_code == 404


WORDS = {"text": "Mathematics.", "text_es": "Matemáticas.", "effective_on": "2026-10-07"}


def test_files_that_nobody_reads_are_refused_at_their_field(world, sign_in):
    lena, form = sign_in(world.lena), reverse("leader:pace_rule", args=["state"])
    for profile in ("nosuch", "map-growth-cdf-learners"):
        answer = lena.post(form, {"years.MA.0": "3", "years.MA.1": "8", "profile": profile, **WORDS})
        assert answer.status_code == 422
        assert f"There are no files with results called “{profile}”. Choose files that are listed" in text_of(
            answer
        )
        assert 'id="profile-error"' in answer.content.decode()
    assert rule_in_effect(PolicyKind.STATE_LENS).parameters == {}
    offered = lena.get(form).content.decode()
    assert 'value="cmas"' in offered
    assert "map-growth-cdf-learners" not in offered


def test_all_that_stands_in_the_way_is_said_at_once_and_at_its_field(world, sign_in):
    lena, form = sign_in(world.lena), reverse("leader:pace_rule", args=["state"])
    given = {
        "years.MA.0": "third",
        "years.MA.1": "8",
        "years.LI.0": "3",
        "years.LI.1": "9th",
        "profile": "nosuch",
    }
    answer = lena.post(form, given)
    assert answer.status_code == 422
    page = answer.content.decode()
    for name in ("years.MA.0", "years.LI.1", "profile", "text", "text_es", "effective_on"):
        assert f'id="{name}-error"' in page, name
    assert "6 things need another look" in page
    assert "Mathematics: give the first and the last school year" in page
    assert "For MA" not in page
    # Nobody's family reads of the lens.
    assert "Colleagues read the policy in Spanish too" in page
    assert "Families" not in text_of(answer)


@pytest.mark.parametrize("name", ["pace", "agreement", "signals", "state"])
def test_what_is_needed_is_not_called_optional(world, sign_in, name):
    page = sign_in(world.lena).get(reverse("leader:pace_rule", args=[name])).content.decode()
    for needed in ("text", "text_es", "effective_on"):
        (label,) = re.findall(rf'<label for="{needed}">(.*?)</label>', page)
        assert "optional" not in label
        assert re.search(rf'name="{needed}"[^>]* required', page)
    if name == "state":
        assert not re.search(r'name="(profile|years[^"]*)"[^>]* required', page)
    answer = sign_in(world.lena).post(reverse("leader:pace_rule", args=[name]), {"days_per_year": "0"})
    assert text_of(answer).count("write it in Spanish") >= 1


def test_the_rule_reads_in_spanish_with_its_files_and_its_refusals(world, sign_in):
    says()
    lena, form = sign_in(world.lena), reverse("leader:pace_rule", args=["state"])
    lena.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    # What a person typed, and what some tests are called everywhere.
    typed = ("Our state tests mathematics from year 3 on.", "DIBELS Next", "A Level", "Ready to Work")
    page = lena.get(form)
    assert english_left_in(page, except_for=typed) == []
    assert "CMAS, resultados de estudiantes" in text_of(page)
    refused = lena.post(form, {"years.MA.0": "tercero", "years.MA.1": "8", "profile": "nosuch", **WORDS})
    assert english_left_in(refused, except_for=typed) == []
    assert "el primer y el último año escolar con examen" in text_of(refused)


def test_every_shipped_name_with_words_in_it_is_known_to_the_catalogue():
    """A name is a test's own, or it is translated: lower-case words that stand alone are words."""
    for one in SHIPPED.values():
        words = re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", one.name)
        assert not words or one.name in SHIPPED_NAMES or one.name in {"Ready to Work"}, one.name
    assert {one.name for one in SHIPPED.values()} >= SHIPPED_NAMES


def test_the_pages_read_in_spanish(tested, sign_in):
    for who, where in (("ortiz", address(tested)), ("lena", GROUP)):
        client = sign_in(getattr(tested, who))
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
        typed = ("Our state tests mathematics from year 3 on.", "Mathematics", "Alder", "Ana", "Literacy")
        assert english_left_in(client.get(where), except_for=typed) == []


def test_the_pages_cost_few_queries(tested, sign_in, django_assert_max_num_queries):
    for who, where in (("ortiz", address(tested)), ("cora", address(tested, "counselor")), ("lena", GROUP)):
        client = sign_in(getattr(tested, who))
        client.get(where)
        with django_assert_max_num_queries(15):
            client.get(where)
