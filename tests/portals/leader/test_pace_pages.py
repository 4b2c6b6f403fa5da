"""Leaders read pace by school and cohort, see how forecasts came out, and change the rules of pace."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.urls import reverse

from headway.district.foundation.api import SYSTEM, audit
from headway.district.pacing.api import LevelRow, make_asked_back_tests, pace_by
from headway.district.pacing.models import BackTestWish
from headway.district.policy.api import PolicyKind, rule_in_effect, versions_of
from headway.district.portals.leader.pace_rules import NAMES, _lines
from tests.district.pacing.conftest import crowd
from tests.portals.showing import english_left_in

RULE_TEXT = {"text": "As agreed.", "text_es": "Como se acordó.", "effective_on": "2026-10-07"}


def text_of(answer):
    return answer.content.decode()


def test_a_school_is_shown_with_its_sums_and_small_cohorts_are_not(learned, sign_in):
    crowd(learned)
    lee = sign_in(learned.lee)
    page = text_of(lee.get("/lead/pace/"))
    assert "Alder" in page
    assert "learners together" in page
    assert "Birch" not in page, "a leader of one school sees her own"
    cohorts = lee.get("/lead/pace/?by=cohort&window=weeks&domain=LI")
    assert cohorts.status_code == 200
    assert "2024–2025" in text_of(cohorts)


@pytest.mark.parametrize("expected", [False, True])
def test_levels_stand_by_pace_where_the_district_expects_a_rate(learned, sign_in, monkeypatch, expected):
    bands, counts = (
        (("no_days", "below", "at"), (None, 12, 14)) if expected else (("no_days", "paced"), (None, 26))
    )

    def with_levels(*asked, **how):
        return [replace(one, bands=bands, levels=(LevelRow(3, counts),)) for one in pace_by(*asked, **how)]

    monkeypatch.setattr("headway.district.portals.leader.pace.pace_by", with_levels)
    crowd(learned)
    page = text_of(sign_in(learned.lee).get("/lead/pace/"))
    levels = page[page.index('id="levels"') :]
    assert ("has not said which rate it expects" in levels) != expected
    assert ("No school days yet" in levels) == expected, "no column that says nothing"
    assert levels.count("</td>") == (3 if expected else 1)


@pytest.mark.parametrize("expected", [False, True])
def test_levels_that_are_left_out_are_said_to_be(learned, sign_in, monkeypatch, expected):
    bands, few, many = (
        (("no_days", "below", "at"), (None, None, None), (None, 12, 14))
        if expected
        else (("no_days", "paced"), (None, None), (None, 26))
    )
    levels = [LevelRow(3, many), LevelRow(10, few)]

    def with_levels(*asked, **how):
        return [replace(one, bands=bands, levels=tuple(levels)) for one in pace_by(*asked, **how)]

    monkeypatch.setattr("headway.district.portals.leader.pace.pace_by", with_levels)
    crowd(learned)
    lee, said = sign_in(learned.lee), "A level where fewer than 10 learners work"
    page = text_of(lee.get("/lead/pace/"))
    assert said in page
    assert "Level 10" not in page
    assert ("Learners by level and pace" in page) == expected
    levels.pop()
    assert said not in text_of(lee.get("/lead/pace/"))


def test_the_file_has_the_columns_of_the_page(learned, sign_in, monkeypatch):
    crowd(learned)
    lee = sign_in(learned.lee)
    header = next(csv.reader(io.StringIO(text_of(lee.get("/lead/pace/table.csv")))))
    assert header[-1] == "Units a year", "the page counts nobody either where no rate is expected"

    def expecting(*asked, **how):
        first, *others = pace_by(*asked, **how)
        groups = tuple(replace(one, counts=(None, 12, 14)) for one in first.groups)
        return [replace(first, bands=("no_days", "below", "at"), groups=groups), *others]

    monkeypatch.setattr("headway.district.portals.leader.pace.pace_by", expecting)
    header, *rows = csv.reader(io.StringIO(text_of(lee.get("/lead/pace/table.csv"))))
    assert header[-3:] == ["No school days yet", "Under the expected rate", "At the expected rate or over"]
    assert {len(row) for row in rows} == {len(header)}
    assert rows[0][-3:] == ["fewer than 10, or hidden with one", "12", "14"]
    assert {tuple(row[-3:]) for row in rows if row[1] != rows[0][1]} == {("", "", "")}


def test_a_school_with_few_learners_gives_no_number_away_on_the_page_or_in_the_file(learned, sign_in):
    lee = sign_in(learned.lee)
    assert "fewer than 10" in text_of(lee.get("/lead/pace/")).lower()
    rows = list(csv.reader(io.StringIO(text_of(lee.get("/lead/pace/table.csv")))))
    assert rows[0][0] == "Group"
    assert all(cell == "fewer than 10, or hidden with one" for cell in rows[1][2:])


def test_the_file_says_of_a_hidden_group_what_the_page_says(learned, sign_in):
    """A large group that is hidden with a small one is not said to be small."""
    crowd(learned)
    lee = sign_in(learned.lee)
    asked = "?by=cohort&window=year"
    page = text_of(lee.get("/lead/pace/" + asked))
    told = set(re.findall(r'class="suppressed">([^<]+)<', page))
    file = list(csv.reader(io.StringIO(text_of(lee.get("/lead/pace/table.csv" + asked)))))
    assert told
    assert told == {cell for row in file for cell in row if "fewer than" in cell}


def test_the_pages_cost_few_queries_however_many_learners(learned, sign_in, django_assert_max_num_queries):
    crowd(learned, 30)
    lee = sign_in(learned.lee)
    for window in ("year", "term", "weeks"):
        with django_assert_max_num_queries(15):
            lee.get(f"/lead/pace/?window={window}")
    with django_assert_max_num_queries(12):
        lee.get("/lead/pace/forecasts/")


@pytest.mark.parametrize("who", ["ana", "rosa", "ortiz", "webb", "cora", "reggie"])
def test_nobody_else_finds_these_pages(world, sign_in, who):
    client = sign_in(getattr(world, who))
    for address in (
        "/lead/pace/",
        "/lead/pace/table.csv",
        "/lead/pace/forecasts/",
        "/lead/rules/pacing/pace/",
    ):
        assert client.get(address).status_code == 404


def test_a_comparison_is_asked_for_and_made_by_night(world, sign_in):
    lena = sign_in(world.lena)
    page = text_of(lena.post("/lead/pace/forecasts/make/", {"as_of": "2026-09-01"}, follow=True))
    assert "will be made tonight" in page
    assert "it is made in the next nightly run" in page
    assert BackTestWish.objects.get(done_at=None).as_of == dt.date(2026, 9, 1)
    make_asked_back_tests(SYSTEM)
    assert "Choose an earlier day" in text_of(lena.get("/lead/pace/forecasts/")), (
        "nothing is known of that time"
    )


def test_a_comparison_that_cannot_be_made_says_why(world, sign_in):
    lena = sign_in(world.lena)
    answer = lena.post("/lead/pace/forecasts/make/", {"as_of": "2026-10-06"}, follow=True)
    assert "too little school time" in text_of(answer)
    lee = sign_in(world.lee)
    answer = lee.post("/lead/pace/forecasts/make/", follow=True)
    assert "Leaders of the district" in text_of(answer)


def test_the_expected_pace_is_adopted_from_a_form(world, sign_in):
    lena = sign_in(world.lena)
    given = {
        "days_per_year": "175",
        "units_per_year.MA": "6",
        "units_per_year.LI": "",
        "partly.2": "0.5",
        **RULE_TEXT,
    }
    answer = lena.post(reverse("leader:pace_rule", args=["pace"]), given)
    assert answer.status_code == 302
    found = rule_in_effect(PolicyKind.PACE_EXPECTATION).parameters
    assert found == {"days_per_year": 175, "units_per_year": {"MA": 6}, "partly": {"2": 0.5}}
    assert "As agreed." in text_of(lena.get("/lead/rules/pacing/pace/"))


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("pace", {"days_per_year": "0"}, "from 1 to 366"),
        ("pace", {"days_per_year": "180", "partly.2": "1.5"}, "from 0 to below 1"),
        ("pace", {"days_per_year": "180", "units_per_year.MA": "lots"}, "above zero"),
        ("signals", {"answer_days": "0"}, "chance_below"),
        ("agreement", {"family": "everybody"}, "one of"),
    ],
)
def test_settings_that_cannot_be_are_refused_and_nothing_changes(world, sign_in, name, given, said):
    lena = sign_in(world.lena)
    answer = lena.post(reverse("leader:pace_rule", args=[name]), {**given, **RULE_TEXT})
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_every_number_that_cannot_be_is_named_at_its_field_in_both_languages(world, sign_in):
    lena = sign_in(world.lena)
    for name, kind, slips in (
        ("signals", PolicyKind.PACE_SIGNALS, {"chance_below": "2", "answer_days": "x", "review_weeks": ""}),
        (
            "pace",
            PolicyKind.PACE_EXPECTATION,
            {"days_per_year": "0", "units_per_year.MA": "lots", "partly.1": "1.5"},
        ),
        ("pace", PolicyKind.PACE_EXPECTATION, {"partly.1": "0.5", "partly.2": "0.2"}),
        ("agreement", PolicyKind.PACE_AGREEMENT, {"buffer_days": "many", "2.horizon_weeks": "0"}),
        ("agreement", PolicyKind.PACE_AGREEMENT, {"contact_weeks": "0", "3.changes_alone_days": "60"}),
    ):
        form = reverse("leader:pace_rule", args=[name])
        given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
        lena.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = text_of(lena.post(form, {**given, **slips, **RULE_TEXT}))
        # A stage, and a share, is held against the one before: the later is named.
        later = {"3.changes_alone_days": "4.changes_alone_days"}
        wrong = {"partly.2"} if slips.get("partly.2") else {later.get(one, one) for one in slips}
        assert set(re.findall(r'id="([^"]+)-error"', page)) == wrong
        lena.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
        answer = lena.post(form, {**given, **slips, **RULE_TEXT})
        assert english_left_in(answer) == []
        if name == "signals":
            assert "Escribe un número del 0,01 al 0,99." in text_of(answer)


@pytest.mark.parametrize(
    ("name", "kind"), [("signals", PolicyKind.PACE_SIGNALS), ("agreement", PolicyKind.PACE_AGREEMENT)]
)
def test_a_form_sent_as_it_is_shown_adopts_what_held_already(world, sign_in, name, kind):
    lena = sign_in(world.lena)
    before = dict(rule_in_effect(kind).parameters)
    given = {one.name: one.value for one in _lines(kind, before)}
    assert lena.post(reverse("leader:pace_rule", args=[name]), {**given, **RULE_TEXT}).status_code == 302
    assert dict(rule_in_effect(kind).parameters) == before


def test_a_leader_of_one_school_reads_the_rules_and_changes_none(world, sign_in):
    lee = sign_in(world.lee)
    page = text_of(lee.get("/lead/rules/pacing/agreement/"))
    assert "Adopt this rule" not in page
    assert lee.post("/lead/rules/pacing/agreement/", RULE_TEXT).status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pace", PolicyKind.PACE_EXPECTATION),
        ("agreement", PolicyKind.PACE_AGREEMENT),
        ("signals", PolicyKind.PACE_SIGNALS),
        ("state", PolicyKind.STATE_LENS),
    ],
)
def test_a_planned_rule_of_pace_stands_in_the_book_and_is_taken_back(world, sign_in, clock, name, kind):
    lena, address = sign_in(world.lena), reverse("leader:pace_rule", args=[name])
    given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
    later = RULE_TEXT | {"effective_on": "2099-01-01"}
    assert lena.post(address, {**given, **later}).status_code == 302
    assert "Version 1 is planned for Jan. 1, 2099." in text_of(lena.get("/lead/rules/"))
    assert "Take this planned version back" in text_of(lena.get(address))
    lee = sign_in(world.lee)
    assert "Take this planned version back" not in text_of(lee.get(address))
    assert lee.post(address, {"act": "withdraw", "number": "1"}).status_code == 404
    assert lena.post(address, {"act": "withdraw", "number": "none"}).status_code == 404
    answer = lena.post(address, {"act": "withdraw", "number": "1"}, follow=True)
    assert "The planned version is taken back." in text_of(answer)
    assert "Take this planned version back" not in text_of(answer)
    assert "planned for" not in text_of(lena.get("/lead/rules/"))
    clock.set("2099-01-02 12:00")
    assert rule_in_effect(kind).version == f"{kind}/0"


def test_a_rule_of_pace_that_holds_is_not_taken_back(world, sign_in):
    lena, kind = sign_in(world.lena), PolicyKind.PACE_SIGNALS
    address = reverse("leader:pace_rule", args=["signals"])
    given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
    lena.post(address, {**given, **RULE_TEXT})
    assert "Take this planned version back" not in text_of(lena.get(address))
    answer = lena.post(address, {"act": "withdraw", "number": "1"}, follow=True)
    assert "This version is in effect" in text_of(answer)
    assert rule_in_effect(kind).version == f"{kind}/1"


def test_a_second_version_for_a_planned_day_is_refused_with_what_to_do(world, sign_in):
    lena, kind = sign_in(world.lena), PolicyKind.PACE_AGREEMENT
    address = reverse("leader:pace_rule", args=["agreement"])
    given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
    sent = {**given, **RULE_TEXT, "effective_on": "2026-12-01"}
    assert lena.post(address, sent).status_code == 302
    answer = lena.post(address, sent)
    assert answer.status_code == 422
    assert "Version 1 is planned for this day already." in text_of(answer)
    assert "Take it back first, or choose another day." in text_of(answer)
    lena.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert english_left_in(lena.post(address, sent)) == []
    assert lena.post(address, sent | {"effective_on": "2026-12-02"}).status_code == 302
    lena.post(address, {"act": "withdraw", "number": "1"})
    assert lena.post(address, sent).status_code == 302, "the day is free again"


def test_a_rule_of_today_is_corrected_by_another_of_today(world, sign_in):
    lena, kind = sign_in(world.lena), PolicyKind.PACE_AGREEMENT
    address = reverse("leader:pace_rule", args=["agreement"])
    given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
    for words in (RULE_TEXT, {**RULE_TEXT, "text": "As corrected."}):
        assert lena.post(address, {**given, **words}).status_code == 302
    assert rule_in_effect(kind).version == f"{kind}/2"


@pytest.mark.parametrize(("name", "kind"), [(one, kind) for one, (kind, _title) in NAMES.items()])
def test_the_same_form_sent_twice_is_one_version(world, sign_in, name, kind):
    lena, address = sign_in(world.lena), reverse("leader:pace_rule", args=[name])
    given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
    for _time in range(2):
        page = text_of(lena.post(address, {**given, **RULE_TEXT}, follow=True))
        assert "Version 1 is in the book." in page
    assert [one.number for one in versions_of(kind)] == [1]
    assert len(list(audit.trail(act="policy.adopted"))) == 1


def test_an_expected_rate_that_nobody_could_mean_is_refused_at_its_field(world, sign_in):
    lena, address = sign_in(world.lena), reverse("leader:pace_rule", args=["pace"])
    page = lena.post(address, {"days_per_year": "180", "units_per_year.MA": "1000000000", **RULE_TEXT})
    assert page.status_code == 422
    assert "a number above zero and up to 1000, or none" in text_of(page)
    assert versions_of(PolicyKind.PACE_EXPECTATION) == ()
    assert (
        lena.post(address, {"days_per_year": "180", "units_per_year.MA": "1000", **RULE_TEXT}).status_code
        == 302
    )


def test_the_summary_names_the_field_and_the_stage_of_each_slip(world, sign_in):
    lena, kind = sign_in(world.lena), PolicyKind.PACE_AGREEMENT
    given = {one.name: one.value for one in _lines(kind, rule_in_effect(kind).parameters)}
    slips = {"2.horizon_weeks": "0", "contact_weeks": "0", "buffer_days": "99"}
    page = text_of(
        lena.post(reverse("leader:pace_rule", args=["agreement"]), {**given, **slips, **RULE_TEXT})
    )
    told = dict(re.findall(r'<li>\s*<a href="#([^"]+)">([^<]+)</a>', page))
    assert told["2.horizon_weeks"].startswith("Stage 2, How many weeks off a target may lie: Write a whole")
    assert told["buffer_days"].startswith(
        "A plan counts as on target within so many school days: Write a whole"
    )
    assert told["contact_weeks"].startswith("Family and school speak every so many weeks: Write a whole")
    assert len(set(told.values())) == len(told)
