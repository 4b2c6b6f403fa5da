"""A learner's own year for herself, her family and the adults: one set of facts, in pictures, sentences and on paper."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock as time_of_day
from headway.district.pacing.api import record_time_share
from headway.district.portals.presenting.pace_views import years
from headway.district.portals.presenting.pace_views.printing import year_content
from headway.district.portals.presenting.voices import Voice
from tests.portals.curriculum.pdf_words import is_tagged, words_of
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db
OF_PEERS = re.compile(
    r"\b(ben|okafor|chloe|nguyen|dev|patel|rank|average|percent|behind|lagging|fast|slow)\b", re.I
)


@pytest.fixture
def span(monkeypatch):
    """`span(low, high)`: the forecast says so, with a chance; `span(None, None)`: it refuses."""

    def says(low, high, chance=0.7, why=""):
        def needs_of(_viewer, _learner, asked, *_at_hand):
            return [
                agreements.Need(2.0, 2, 20.0, 0.5, low, high, chance if low else None,
                                "" if low else "forecast_too_wide", why)
                for _one in asked
            ]  # fmt: skip

        monkeypatch.setattr(agreements, "needs_of", needs_of)

    return says


@pytest.fixture
def agreed(plan, show, clock, span):
    """Ana's plan: one of its two competencies became proficient after it began."""
    show("LI.RE.1", 3, 3, decided=3)
    target = plan.agreed(shape={"kind": "j_curve"})
    clock.set("2026-10-14 09:00")
    show("MA.FR.1", 3, 3, decided=3, days_ago=1)
    clock.set("2026-10-15 09:00")
    span(dt.date(2026, 10, 28), dt.date(2026, 11, 20))
    return target


def address(portal, learner=None, name="pace"):
    return reverse(f"{portal}:{name}", args=(learner.uuid,) if learner else ())


def test_she_sees_where_the_plan_stands_what_is_done_and_what_is_next(world, agreed, sign_in):
    page = text_of(sign_in(world.ana).get(address("student")))
    assert "Agreed day: Nov. 4, 2026." in page
    assert "1 of 2 competencies became proficient: “Parts of a whole” on Oct. 14, 2026." in page
    assert "between Oct. 28, 2026 and Nov. 20, 2026" in page
    assert "Go on with Reading a chart" in page, "what is open in the plan comes first"
    assert "Go back to, and use Parts of a whole" in page


@pytest.mark.parametrize(
    ("who", "portal", "told"),
    [
        ("ana", "student", "From Oct. 16, 2026 on, none of the school days of this plan is yours"),
        ("rosa", "family", "ninguno de los días de clases de este plan es de Ana"),
        ("webb", "teacher", "none of the school days of this plan is Ana"),
    ],
)
def test_a_leave_from_tomorrow_changes_nothing_today_and_asks_for_a_new_day(
    world, agreed, sign_in, who, portal, told
):
    def asked():
        page = sign_in(getattr(world, who)).get(address(portal, None if portal == "student" else world.ana))
        return text_of(page), re.findall(
            r"(?:asks for|acordada pide)[^.]*?([\d.,]+) (?:of|de) 2", text_of(page)
        )

    before, now = asked()
    assert now
    assert told not in before
    record_time_share(
        world.viewer("reggie"), world.ana.uuid, kind="leave", share="0", from_on=dt.date(2026, 10, 16)
    )
    after, then = asked()
    assert then == now
    assert told in after


@pytest.mark.parametrize(("who", "portal"), [("ana", "student"), ("rosa", "family"), ("webb", "teacher")])
def test_growth_from_the_own_start_stands_beside_the_pace(world, agreed, sign_in, who, portal):
    client = sign_in(getattr(world, who))
    page = text_of(client.get(address(portal, None if portal == "student" else world.ana)))
    told = {
        "student": "Growth from the own start, in learning units: 1;",
        "family": "Crecimiento desde el propio inicio",
    }
    assert told.get(portal, "levels’ worth of the continuum") in page


def test_without_anything_gained_no_growth_is_told(world, plan, sign_in):
    plan.agreed()
    assert "Growth from the own start" not in text_of(sign_in(world.ana).get(address("student")))


def test_where_a_range_is_refused_there_is_the_reason_and_no_band(world, agreed, span, sign_in):
    span(None, None, why="There is too little to look back on yet.")
    answer = sign_in(world.ana).get(address("student"))
    assert "too little to look back on yet" in text_of(answer)
    assert 'class="span"' not in re.sub(
        r'<ul class="year-keys">.*?</ul>', "", answer.content.decode(), flags=re.S
    )


@pytest.mark.parametrize("who", ["ana", "rosa"])
def test_learner_and_family_read_no_chance_no_peer_and_no_judgement(world, agreed, sign_in, who):
    portal, learner = ("student", None) if who == "ana" else ("family", world.ana)
    client = sign_in(getattr(world, who))
    page = text_of(client.get(address(portal, learner), headers={"accept-language": "en"}))
    assert not re.search(r"of ten plans|chance|de cada diez|probabilidad", page, re.I)
    assert not OF_PEERS.search(page)


@pytest.mark.parametrize(
    ("who", "portal"), [("ortiz", "teacher"), ("webb", "teacher"), ("cora", "counselor")]
)
def test_adults_read_the_chance_the_formula_and_what_it_is_not(world, agreed, sign_in, who, portal):
    page = text_of(sign_in(getattr(world, who)).get(address(portal, world.ana)))
    assert "about 7 of ten plans" in page
    assert "How is this worked out?" in page
    assert "Pace: how is it counted?" in page
    assert "instructional days" in page


@pytest.mark.parametrize(
    ("who", "portal"),
    [("finch", "teacher"), ("carl", "counselor"), ("greta", "family"), ("raul", "family"), ("ben", "family")],
)
@pytest.mark.parametrize("name", ["pace", "pace_pdf"])
def test_for_others_there_is_no_such_year(world, agreed, sign_in, who, portal, name):
    assert sign_in(getattr(world, who)).get(address(portal, world.ana, name)).status_code == 404


def test_a_learner_finds_nobody_elses_year(world, agreed, sign_in):
    page = text_of(sign_in(world.ben).get(address("student")))
    assert "Nov. 4, 2026" not in page


def test_the_family_reads_it_in_spanish(world, agreed, span, sign_in, settings):
    answer = sign_in(world.rosa).get(address("family", world.ana))
    assert english_left_in(answer) == []
    page = text_of(answer)
    assert "El año de Ana" in page
    assert "Partes de un entero" in page or "Partes" in page


def test_every_day_in_the_picture_stands_in_its_words_and_its_table(world, agreed, plan, sign_in):
    plan.renegotiate(agreed, "ana", weeks=5)
    plan.sign(agreed, "webb")
    viewer, learner = world.viewer("webb"), world.ana
    year = years.read_year(viewer, learner, Voice("Ana"), "adult", for_adults=True)
    one = next(domain for domain in year.domains if domain.plans).plans[0]
    line = one.line
    shown = [
        line.begins,
        line.target,
        line.today,
        line.earliest,
        line.latest,
        *line.gains,
        *line.others,
        *line.changes,
    ]
    assert all(shown), "this plan has every kind of mark"
    assert {spot.on for spot in shown} == {row.on for row in one.rows}
    assert len(line.changes) == 1
    words = " ".join(one.sentences)
    for spot in (line.target, line.earliest, line.latest, *line.gains, *line.others, *line.changes):
        assert date_format(spot.on) in words
    page = sign_in(world.webb).get(address("teacher", learner)).content.decode()
    accessible = re.search(r"<title id[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", page, re.S)
    assert " ".join(accessible.groups()) == " ".join(one.sentences)
    assert "the day moved from Nov. 4, 2026 to" in words


def test_the_picture_reads_the_plan_as_the_plan_page_does(world, agreed):
    viewer = world.viewer("ana")
    year = years.read_year(viewer, world.ana, Voice(), "learner", for_adults=False)
    one = next(domain for domain in year.domains if domain.plans).plans[0]
    info = agreements.target_of(viewer, agreed)
    days = agreements.school_days_of(world.ana)
    read = agreements.reading_of(info, info.in_force, days, current_map())
    assert one.line.asked.y == pytest.approx(100 * (1 - read.expected), abs=0.01)
    assert one.line.today.y == pytest.approx(100 * (1 - read.done), abs=0.01)


def test_a_domain_without_agreement_says_so_and_leads_to_a_plan(world, show, sign_in):
    show("MA.FR.1", 3, 3, decided=3)
    page = text_of(sign_in(world.ana).get(address("student")))
    assert "1 competency became proficient this year" in page
    assert "Not yet agreed. Plan this together" in page


def test_before_anything_has_begun_the_page_says_what_comes(world, sign_in):
    page = text_of(sign_in(world.ana).get(address("student")))
    assert "The year begins here." in page
    assert "can be agreed on any day" in page


def test_a_past_day_shows_what_was_known_then_without_a_forecast(world, agreed, sign_in):
    page = text_of(sign_in(world.ana).get(address("student") + "?as_of=2026-10-09"))
    assert "on its way to the first of its 2 competencies" in page
    assert "between Oct. 28" not in page


def test_the_page_needs_no_script_and_no_style_of_its_own(world, agreed, sign_in):
    page = sign_in(world.ana).get(address("student")).content.decode()
    main = re.search(r"<main\b.*?</main>", page, re.S).group(0)
    for one in ("<script", "style=", "<style"):
        assert one not in main


@pytest.mark.parametrize(
    ("who", "portal"), [("ana", "student"), ("rosa", "family"), ("webb", "teacher"), ("cora", "counselor")]
)
def test_few_queries_however_many_targets(
    world, agreed, plan, show, sign_in, django_assert_max_num_queries, who, portal
):
    client = sign_in(getattr(world, who))
    at = address(portal, None if portal == "student" else world.ana)
    client.get(at)
    with django_assert_max_num_queries(15) as little:
        client.get(at)
    plan.agreed("MA.FR.2")
    plan.agreed("LI.RE.2", "LI.WR.1")
    with django_assert_max_num_queries(15) as much:
        client.get(at)
    assert len(much) <= len(little)


# -- the line on the first pages ---------------------------------------------------------------------------------------


def test_one_line_on_her_first_page_says_where_the_plan_stands_and_what_is_next(world, agreed, sign_in):
    client = sign_in(world.ana)
    home = client.get(reverse("student:home")).content.decode()
    assert reverse("student:pace_line") in home
    assert reverse("student:pace") in home
    words = text_of(client.get(reverse("student:pace_line")), within="")
    assert re.match(
        r"Your plan: (on target|ahead of plan)\. Next: Reading a chart, agreed by Nov\. 4, 2026\.", words
    )
    assert "Not yet agreed: 1 domain." in words


def test_the_familys_line_names_the_child_and_speaks_spanish(world, agreed, sign_in):
    words = text_of(sign_in(world.rosa).get(reverse("family:pace_line", args=(world.ana.uuid,))), within="")
    assert words.startswith("El plan de Ana: ")
    assert "Next" not in words


def test_the_advisers_line_counts_plans_and_domains_and_names_nobody(world, agreed, sign_in, clock):
    clock.set("2026-11-03 09:00")
    words = text_of(sign_in(world.webb).get(reverse("teacher:pace_line")), within="")
    assert "1 learner has a plan to adjust together." in words
    assert "Not yet agreed: a domain of 1 learner." in words
    assert "Ana" not in words


# -- on paper ----------------------------------------------------------------------------------------------------------


def test_on_paper_stand_the_same_sentences_on_one_page(world, agreed, sign_in):
    answer = sign_in(world.ana).get(address("student", name="pace_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert is_tagged(answer.content)
    assert "ana" not in answer["Content-Disposition"].lower()
    words = " ".join(words_of(answer.content))
    assert "1/1" in words.replace(" ", "")
    year = years.read_year(world.viewer("ana"), world.ana, Voice(), "learner", for_adults=False)
    content = year_content(year, world.ana)
    plan_ = next(domain for domain in year.domains if domain.plans).plans[0]
    part = next(one for one in content["domains"] if one["title"])
    assert part["sentences"][: len(plan_.sentences)] == list(plan_.sentences)
    assert part["sentences"][-1] == plan_.shown.next_words


def test_on_paper_stands_no_name_but_hers_and_no_chance(world, agreed, sign_in):
    year = years.read_year(world.viewer("webb"), world.ana, Voice("Ana"), "adult", for_adults=False)
    said = str(year_content(year, world.ana))
    assert not re.search(r"Webb|Ortiz|Aiden|Elena|of ten plans", said)


def test_a_sheet_to_sign_says_whose_it_is_and_all_that_was_agreed(world, plan, sign_in, span):
    target = plan.propose(
        "webb", reason="The fair is in May.", support="Tutoring on Tuesdays.", support_minutes=40
    )
    plan.sign(target, "ana")
    span(None, None)
    year = years.read_year(world.viewer("ana"), world.ana, Voice(), "learner", for_adults=False)
    content = year_content(year, world.ana)
    assert world.ana.person.name in content["title"]
    assert content["school"] == world.ana.school.name
    part = next(one for one in content["domains"] if one["title"])
    facts = dict(part["facts"])
    assert facts["Competencies"] == "“Parts of a whole” and “Reading a chart”"
    assert facts["Support"] == "40 minutes a week. “Tutoring on Tuesdays.”"
    assert facts["Reason"] == "“The fair is in May.”"
    assert facts["Signed"] == "Learner, Oct. 7, 2026; Adult at school, Oct. 7, 2026"
    words = " ".join(words_of(sign_in(world.ana).get(address("student", name="pace_pdf")).content))
    for said in (world.ana.person.family_name, world.ana.school.name, "Tutoring on Tuesdays.", "40 minutes"):
        assert said in words


def test_on_paper_stands_first_what_is_open_and_what_was_proficient_before_is_counted(
    world, plan, show, clock
):
    clock.set("2026-09-30 09:00")
    show("MA.FR.1", 3, 3, decided=3)
    clock.set("2026-10-07 09:00")
    level = plan.propose("webb", aim="diploma", competency_uuids=())
    plan.sign(level, "ana")
    held = plan.target(level)
    assert held.met_ids
    year = years.read_year(world.viewer("ana"), world.ana, Voice(), "learner", for_adults=False)
    (part,) = [one for one in year_content(year, world.ana)["domains"] if one["title"]]
    names = [name for name, _how in part["facts"]]
    assert names[:2] == ["Open in this plan", "Proficient before it began"]
    facts = dict(part["facts"])
    assert "Parts of a whole" not in facts["Open in this plan"]
    assert facts["Proficient before it began"] == f"{len(held.met_ids)} competency"


def test_on_paper_an_offer_that_is_talked_over_is_told_as_on_the_page(world, plan, show, sign_in):
    show("LI.RE.1", 3, 3, decided=3)
    plan.propose("webb", "LI.RE.2")
    assert "Being talked over." in text_of(sign_in(world.ana).get(address("student")))
    year = years.read_year(world.viewer("ana"), world.ana, Voice(), "learner", for_adults=False)
    (part,) = year_content(year, world.ana)["domains"]
    assert part["sentences"][-1] == "Being talked over: an offer is on the table."


def test_the_page_that_a_browser_prints_says_whose_year_it_is(world, agreed, sign_in):
    for who, portal, learner in (
        ("ana", "student", None),
        ("rosa", "family", world.ana),
        ("webb", "teacher", world.ana),
    ):
        page = sign_in(getattr(world, who)).get(address(portal, learner)).content.decode()
        assert f'<p class="print-only">{world.ana.person.name} · {world.ana.school.name}</p>' in page


def test_on_paper_the_reader_reads_her_own_language(world, agreed):
    with translation.override("es"), timezone.override("UTC"):
        year = years.read_year(world.viewer("rosa"), world.ana, Voice("Ana"), "family", for_adults=False)
        content = year_content(year, world.ana)
    assert content["language"] == "es"
    assert content["title"] == f"El año de {world.ana.person.name}"
    assert time_of_day.today() == dt.date(2026, 10, 15)
