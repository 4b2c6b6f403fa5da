"""The policy book: who reads it, drafting a rule by form, what is refused where, adopting and taking back."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.district.foundation.api import trail
from headway.district.policy.api import rule_in_effect
from headway.district.policy.models import PolicyDraft, PolicyVersion
from headway.district.proficiency.api import explain
from tests.district.proficiency.ruling import rule_from, show
from tests.portals.showing import english_left_in, text_of

KIND = "proficiency.rule"


@pytest.fixture
def lena(world, sign_in):
    return sign_in(world.lena)


@pytest.fixture
def draft(lena):
    """A draft of the rule in effect; what posts its form as a browser would, and says what is stored."""
    lena.post("/lead/rules/drafts/", {"number": "0"})
    return Draft(lena, PolicyDraft.objects.get())


class Draft:
    def __init__(self, client, row):
        self.client, self.row, self.address = client, row, f"/lead/rules/drafts/{row.uuid}/"

    def open(self, more=""):
        return self.client.get(self.address + more)

    def post(self, act="save", page="", **changed):
        """Every field that the page shows, with some of them changed."""
        sent = fields_of(self.client.get(self.address + page).content.decode())
        for name, value in changed.items():
            sent[name.replace("__", ".")] = value
        sent["act"] = act
        return self.client.post(self.address + page, {k: v for k, v in sent.items() if v is not None})

    @property
    def stored(self):
        self.row.refresh_from_db()
        return self.row.parameters


def fields_of(html: str) -> dict[str, str | list[str]]:
    """The form as a browser without scripts would send it."""
    form = re.search(r'<form class="rule-form".*?</form>', html, re.S).group()
    sent: dict = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if not name or (kind and kind[1] in ("checkbox", "radio") and " checked" not in tag):
            continue
        if kind and kind[1] == "checkbox":
            sent.setdefault(name[1], []).append(value[1])
        else:
            sent[name[1]] = value[1] if value else ""
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        options = re.findall(r'<option value="([^"]*)"( selected)?', inside)
        sent[name] = next((value for value, chosen in options if chosen), options[0][0])
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = inside
    return sent


def words(draft, day: dt.date):
    return draft.post(
        page="words/", text="Three pieces.", text_es="Tres evidencias.", effective_on=day.isoformat()
    )


def sign(draft):
    revision = re.search(r'name="revision" value="(\d+)"', draft.open("adopt/").content.decode())[1]
    return draft.client.post(draft.address + "adopt/", {"revision": revision})


class TestTheBook:
    def test_it_says_what_holds_before_anything_was_adopted(self, lena):
        text = text_of(lena.get("/lead/rules/"))
        assert "Before the first version" in text
        assert "2 pieces of evidence" in text
        assert "Habits of success are told in four steps" in text
        assert "180 instructional days" in text

    def test_it_keeps_every_version_with_its_day_and_its_state(self, world, lena):
        rule_from(world, dt.date(2026, 9, 1), {"minimum_pieces": 2}, "The first.")
        rule_from(world, dt.date(2026, 10, 1), {"minimum_pieces": 3}, "The second.")
        rule_from(world, dt.date(2026, 12, 1), {"minimum_pieces": 4}, "The third.")
        text = text_of(lena.get("/lead/rules/"))
        assert "In effect since Oct. 1, 2026. Another version is planned for Dec. 1, 2026." in text
        assert "Takes effect on Dec. 1, 2026." in text
        assert "Held from Sept. 1, 2026 until Oct. 1, 2026." in text_of(lena.get("/lead/rules/version/1/"))

    def test_two_versions_stand_side_by_side(self, world, lena):
        rule_from(world, dt.date(2026, 9, 1), {"minimum_pieces": 2}, "The first.")
        rule_from(world, dt.date(2026, 10, 1), {"minimum_pieces": 3}, "The second.")
        html = lena.get("/lead/rules/compare/?one=1&other=2").content.decode()
        first, second = html.split('aria-labelledby="side-2"')
        assert "2 pieces of evidence" in first
        assert "3 pieces of evidence" in second.split('id="both"')[0]
        assert lena.get("/lead/rules/compare/?one=1&other=x").status_code == 404

    def test_a_rule_that_comes_back_from_its_file_is_the_same(self, world, lena):
        stored = {
            "rule": {
                "summary": {"kind": "top_n", "pieces": 3},
                "requires": [
                    {"from_level": 3, "that": {"pieces": {"at_least": 2, "without_forms": ["quiz"]}}}
                ],
            },
            "exceptions": [{"where": {"domain": ["MA"]}, "rule": {"minimum_pieces": 4}}],
        }
        rule_from(world, dt.date(2026, 9, 1), stored)
        file = lena.get("/lead/rules/version/1/rule.json")
        assert file["Content-Disposition"] == 'attachment; filename="rule-1.json"'
        lena.post("/lead/rules/drafts/", {"file": SimpleUploadedFile("rule.json", file.content)})
        assert PolicyDraft.objects.get().parameters == json.loads(file.content)

    @pytest.mark.parametrize(
        "content", [b"", b"[]", b"{}}", b'{"minimum_pieces": 0}', b'{"zeal": 1}', b"\xff\xfe", b"[" * 90_000]
    )
    def test_a_file_that_holds_no_rule_is_answered_with_a_sentence(self, lena, content):
        sent = lena.post("/lead/rules/drafts/", {"file": SimpleUploadedFile("rule.json", content)})
        assert sent.status_code == 422
        assert not PolicyDraft.objects.exists()

    def test_in_spanish_nothing_is_left_in_english(self, world, sign_in, draft):
        world.lena.language = "es"
        world.lena.save()
        client = sign_in(world.lena)
        for address in ("/lead/rules/", draft.address, draft.address + "what-if/"):
            assert english_left_in(client.get(address)) == []


class TestWhoMay:
    def test_a_school_leader_reads_and_finds_no_draft(self, world, sign_in, draft):
        lee = sign_in(world.lee)
        page = lee.get("/lead/rules/")
        assert "Leaders of the district change these rules" in text_of(page)
        assert "Start a draft" not in text_of(page)
        for more in ("", "what-if/", "words/", "adopt/", "rule.json"):
            assert lee.get(draft.address + more).status_code == 404
        for more in ("", "preview/", "throw-away/", "adopt/", "words/"):
            assert lee.post(draft.address + more).status_code == 404
        assert lee.post("/lead/rules/drafts/", {"number": "0"}).status_code == 404
        assert PolicyDraft.objects.count() == 1

    def test_a_school_leader_takes_nothing_back(self, world, sign_in):
        rule_from(world, dt.date(2026, 12, 1), {"minimum_pieces": 4})
        assert sign_in(world.lee).post("/lead/rules/version/1/take-back/").status_code == 404

    def test_teachers_read_the_book(self, world, sign_in):
        page = sign_in(world.ortiz).get("/teach/rules/")
        assert "2 pieces of evidence" in text_of(page)
        assert "Start a draft" not in text_of(page)


class TestDrafting:
    def test_the_form_saves_what_was_chosen(self, draft):
        draft.post(
            rule__kind="best_sustained",
            **{"rule__summary__best_sustained__times": "3"},
            rule__minimum_pieces="4",
        )
        assert draft.stored["rule"]["summary"] == {"kind": "best_sustained", "times": 3}
        assert draft.stored["rule"]["minimum_pieces"] == 4

    def test_saving_without_a_change_changes_nothing(self, draft):
        before = draft.stored
        draft.post()
        assert draft.stored == before

    def test_a_tree_grows_and_shrinks_without_scripts(self, draft):
        draft.post("add", rule__add="contexts")
        draft.post("add:rule.requires.0.that", **{"rule__requires__0__that__add": "any"})
        draft.post("add:rule.requires.0.that.1", **{"rule__requires__0__that__1__add": "transfer"})
        draft.post("add:rule.requires.0.that.1", **{"rule__requires__0__that__1__add": "second_scorer"})
        assert draft.stored["rule"]["requires"] == [
            {
                "from_level": 3,
                "that": {
                    "all": [
                        {"contexts": {"at_least": 2}},
                        {
                            "any": [
                                {"transfer": {"at_least": 1}},
                                {"second_scorer": {"at_least": 1, "raters": 2, "agree": "reach"}},
                            ]
                        },
                    ]
                },
            }
        ]
        draft.post("remove:rule.requires.0.that.1.0")
        assert len(draft.stored["rule"]["requires"][0]["that"]["all"][1]["any"]) == 1
        draft.post("remove:rule.requires.0")
        assert draft.stored["rule"]["requires"] == []

    def test_filters_of_a_requirement_are_kept(self, draft):
        draft.post("add", rule__add="pieces")
        at = "rule__requires__0__that__0__"
        draft.post(
            **{at + "forms": ["writing", "performance"], at + "depth": "3", at + "marks": ["independent"]}
        )
        asked = draft.stored["rule"]["requires"][0]["that"]["all"][0]["pieces"]
        assert asked == {
            "at_least": 2,
            "depth": 3,
            "forms": ["writing", "performance"],
            "marks": ["independent"],
        }
        assert "shown as a performance or writing" in text_of(draft.open())

    def test_an_exception_holds_where_it_says(self, world, draft):
        draft.post("add-exception")
        draft.post(
            page="exceptions/0/",
            where__domain=["MA"],
            where__school=[str(world.alder.uuid)],
            where__competency="MA.FR.1",
            **{"exceptions__0__rule__has_minimum": "yes", "exceptions__0__rule__minimum_pieces": "5"},
        )
        assert draft.stored["exceptions"] == [
            {
                "where": {
                    "domain": ["MA"],
                    "school": [str(world.alder.uuid)],
                    "competency": [world.competency("MA.FR.1").identifier],
                },
                "rule": {"minimum_pieces": 5},
            }
        ]
        assert "Alder" in text_of(draft.open())

    def test_the_preview_says_the_form_in_words_and_saves_nothing(self, draft):
        sent = fields_of(draft.open().content.decode()) | {"rule.minimum_pieces": "7"}
        said = draft.client.post(draft.address + "preview/", sent).content.decode()
        assert "7 pieces of evidence" in said
        assert draft.stored["rule"]["minimum_pieces"] == 2

    def test_two_leaders_do_not_write_over_each_other(self, draft):
        sent = fields_of(draft.open().content.decode()) | {"act": "save"}
        assert draft.client.post(draft.address, sent).status_code == 302
        assert draft.client.post(draft.address, sent).status_code == 409

    @pytest.mark.parametrize(
        ("changed", "field", "sentence"),
        [
            (
                {"rule__summary__most_recent_consistent__agreement": "5"},
                "rule.summary.most_recent_consistent.agreement",
                "no level could ever be proposed",
            ),
            ({"rule__minimum_pieces": "1"}, "rule.minimum_pieces", "below the number that must agree"),
            ({"rule__minimum_pieces": "many"}, "rule.minimum_pieces", "Write a whole number"),
            ({"rule__kind": "canvas.average"}, "rule.summary.canvas.average.allow_mean", "plain mean"),
        ],
    )
    def test_what_could_not_be_adopted_is_said_at_its_field(self, draft, changed, field, sentence):
        draft.post(**changed)
        html = draft.open().content.decode()
        assert re.search(rf'<a href="#{re.escape(field)}">[^<]*{re.escape(sentence)}', html)
        assert f'id="{field}"' in html
        assert draft.open("what-if/").status_code == 302

    def test_a_requirement_that_can_never_be_met_is_said_at_its_field(self, draft):
        draft.post("add", rule__add="consistent")
        draft.post(**{"rule__requires__0__that__0__at_least": "5"})
        html = draft.open().content.decode()
        assert 'href="#rule.requires.0.that.0.at_least"' in html
        assert "it could never be met" in html

    def test_a_mean_needs_its_switch(self, draft):
        draft.post(rule__kind="canvas.average", **{"rule__summary__canvas.average__allow_mean": "yes"})
        assert draft.stored["rule"]["summary"] == {"kind": "canvas.average", "allow_mean": True}
        assert "Only staff see its number" in text_of(draft.open())

    @pytest.mark.parametrize(
        ("places", "sentence"),
        [
            ([{"domain": ["MA"]}, {"domain": ["MA", "LI"]}], "exceptions 1 and 2 are for the same place"),
            ([{"domain": ["ZZ"]}], "The continuum has no “ZZ”"),
            ([{"stage": ["99"]}], "The continuum has no “99”"),
        ],
    )
    def test_exceptions_that_contradict_each_other_or_hold_nowhere_are_not_adopted(
        self, draft, places, sentence
    ):
        stored = {"rule": draft.stored["rule"], "exceptions": []}
        for pieces, where in enumerate(places, start=3):
            stored["exceptions"].append({"where": where, "rule": {"minimum_pieces": pieces}})
        PolicyDraft.objects.update(parameters=stored)
        assert sentence in text_of(draft.open())
        words(draft, dt.date(2026, 10, 7))
        revision = PolicyDraft.objects.get().revision
        draft.client.post(draft.address + "adopt/", {"revision": str(revision)})
        assert not PolicyVersion.objects.exists()

    def test_exceptions_of_which_one_says_more_do_not_contradict_each_other(self, world, draft):
        places = [
            {"domain": ["MA"]},
            {"domain": ["MA"], "school": [str(world.alder.uuid)]},
            {"domain": ["LI"]},
        ]
        stored = {
            "rule": draft.stored["rule"],
            "exceptions": [{"where": where, "rule": {"minimum_pieces": 4}} for where in places],
        }
        PolicyDraft.objects.update(parameters=stored)
        assert "contradict" not in text_of(draft.open())

    def test_an_exception_for_a_code_that_is_not_there_is_not_adopted(self, draft):
        draft.post("add-exception")
        draft.post(
            page="exceptions/0/",
            where__competency="MA.XX.9",
            **{"exceptions__0__rule__has_minimum": "yes", "exceptions__0__rule__minimum_pieces": "5"},
        )
        assert "There is no competency with the code “MA.XX.9”" in text_of(draft.open("exceptions/0/"))
        words(draft, dt.date(2026, 10, 7))
        assert draft.client.post(draft.address + "adopt/", {"revision": "4"}).status_code == 422
        assert not PolicyVersion.objects.exists()

    @pytest.mark.parametrize(
        "act",
        ["add:rule.requires.9.that", "remove:rule.requires.9", "remove:", "add:x", "remove-exception:7", "?"],
    )
    def test_buttons_that_are_not_there_change_nothing(self, draft, act):
        before = draft.stored
        assert draft.post(act).status_code == 302
        assert draft.stored == before


class TestAdopting:
    def test_from_today_on_it_holds(self, draft, world):
        draft.post(rule__minimum_pieces="3")
        assert words(draft, dt.date(2026, 10, 7)).status_code == 302
        assert "Check before you sign" in text_of(draft.open("adopt/"))
        assert sign(draft).status_code == 302
        held = rule_in_effect(KIND)
        assert (held.version, held.parameters["rule"]["minimum_pieces"]) == (f"{KIND}/1", 3)
        assert not PolicyDraft.objects.exists()
        assert {entry.act for entry in trail(act="policy.").entries} == {
            "policy.adopted",
            "policy.draft_started",
        }
        assert "Adopted by Lena Moss." in text_of(draft.client.get("/lead/rules/"))

    def test_a_rule_for_next_week_proposes_nothing_today_and_does_next_week(self, draft, world, clock):
        show(world, world.ana, "MA.FR.1", 3, 3)
        draft.post(rule__minimum_pieces="3")
        words(draft, dt.date(2026, 10, 14))
        sign(draft)
        assert proposed(world) == 3
        clock.set("2026-10-13 12:00")
        assert proposed(world) == 3
        clock.set("2026-10-14 12:00")
        assert proposed(world) is None

    def test_a_planned_version_is_taken_back_before_its_day_and_not_after(self, draft, clock):
        words(draft, dt.date(2026, 10, 14))
        sign(draft)
        client = draft.client
        assert client.post("/lead/rules/version/1/take-back/").status_code == 302
        assert client.post("/lead/rules/version/1/take-back/").status_code == 302
        clock.set("2026-10-20 12:00")
        assert rule_in_effect(KIND).version == f"{KIND}/0"
        assert "Taken back before it took effect" in text_of(client.get("/lead/rules/"))

    def test_what_is_in_effect_is_not_taken_back(self, world, lena):
        rule_from(world, dt.date(2026, 10, 7), {"minimum_pieces": 3})
        assert lena.post("/lead/rules/version/1/take-back/").status_code == 422
        assert rule_in_effect(KIND).version == f"{KIND}/1"

    def test_both_languages_and_a_day_are_asked_for(self, draft):
        sent = draft.post(page="words/", text="", text_es="", effective_on="")
        assert sent.status_code == 422
        for field in ("text", "text_es", "effective_on"):
            assert f'href="#{field}"' in sent.content.decode()
        past = draft.post(page="words/", text="A", text_es="B", effective_on="2026-10-06")
        assert "Choose today or a later day" in text_of(past)

    def test_what_changed_after_the_page_was_read_is_not_signed(self, draft):
        words(draft, dt.date(2026, 10, 7))
        revision = re.search(r'name="revision" value="(\d+)"', draft.open("adopt/").content.decode())[1]
        draft.post(rule__minimum_pieces="5")
        assert draft.client.post(draft.address + "adopt/", {"revision": revision}).status_code == 409
        assert not PolicyVersion.objects.exists()

    def test_a_draft_is_thrown_away_and_the_book_stays(self, draft):
        draft.client.post(draft.address + "throw-away/")
        assert draft.open().status_code == 404
        assert rule_in_effect(KIND).version == f"{KIND}/0"


def proposed(world):
    from headway.district.continuum.api import current_map
    from headway.district.foundation.api import forget

    forget()
    one = current_map().by_code["MA.FR.1"]
    return explain(world.viewer("ortiz"), world.ana, one).standing.proposed_level


class TestOddNumbers:
    """Some signs are digits and no numbers."""

    def test_they_are_answered_like_any_number_that_is_none(self, lena, draft):
        assert lena.get("/lead/rules/compare/", {"one": "²", "other": "1"}).status_code == 404
        assert lena.post("/lead/rules/drafts/", {"number": "²"}).status_code == 302
        assert draft.post("remove-exception:²").status_code == 302
        assert lena.post(draft.address + "preview/", {"place": "²"}).status_code == 200
