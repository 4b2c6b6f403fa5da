"""Pages about outside tests: a new profile in the browser, the crosswalk from nothing to adopted, norms, questions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.district.assessments import api as outside
from headway.district.assessments.models import CrosswalkDraft, ReadingProfile
from headway.district.foundation.models import AuditEntry
from tests.district.assessments.conftest import HEADINGS, bring, line  # noqa: F401
from tests.portals.showing import text_of

pytestmark = pytest.mark.django_db
HERE = "/lead/assessments/"
SAMPLE = b"Pupil No,Tested,Reading Mark,SEM,PR\nL-ana,2026-09-01,31,2,44\nL-ben,2026-09-02,12,2,9\n"


def file(raw: bytes, name: str = "sample.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


@pytest.fixture
def lena(world, sign_in):
    return sign_in(world.lena)


@pytest.fixture
def lee(world, sign_in):
    return sign_in(world.lee)


class TestTheHome:
    def test_it_begins_without_a_crosswalk_and_says_so(self, lena):
        assert "no level is suggested, and results still lie side by side" in text_of(lena.get(HERE))

    def test_an_import_is_listed_and_taken_back_from_there(self, world, lena, bring):  # noqa: F811
        bring(line())
        page = lena.get(HERE)
        assert "MAP Growth" in text_of(page)
        (address,) = re.findall(r'action="(/lead/assessments/imports/[^"]+)"', page.content.decode())
        after = lena.post(address, follow=True)
        assert "1 result was taken back" in text_of(after)
        assert "taken back" in text_of(after)

    def test_leaders_of_a_school_read_and_do_not_change(self, lee):
        page = lee.get(HERE)
        assert page.status_code == 200
        assert "Keep them from now on" not in text_of(page)
        assert lee.post(HERE + "restricted/", {"keep": "yes"}).status_code == 404
        assert "Leaders of the district change" in text_of(lee.get(HERE + "profiles/new/", follow=True))

    @pytest.mark.parametrize("begun", [False, True])
    def test_every_page_answers_a_leader_of_a_school_with_itself_or_the_way_back(self, lena, lee, begun):
        if begun:
            lena.post(HERE + "crosswalk/begin/")
        draft = "crosswalk/draft/"
        for page in ("", "questions/", "norms/", "profiles/", "profiles/map-growth/", "crosswalk/"):
            assert lee.get(HERE + page).status_code == 200, page
        for page in ("profiles/new/", draft, draft + "try/", draft + "adopt/", draft + "rows/new/"):
            assert lee.get(HERE + page).status_code == 302, page
        for page in ("restricted/", "profiles/from-file/", "crosswalk/begin/", draft + "throw-away/"):
            assert lee.get(HERE + page).status_code == 405, page
            assert lee.post(HERE + page).status_code == 404, page

    def test_it_asks_few_questions_of_the_database(self, lena, bring, django_assert_max_num_queries):  # noqa: F811
        bring(line(), line("L-ben"))
        with django_assert_max_num_queries(15):
            lena.get(HERE)


class TestANewProfile:
    def begun(self, lena):
        page = lena.post(HERE + "profiles/new/", {"file": file(SAMPLE)})
        assert page.status_code == 200
        return page

    def fields(self, page) -> dict[str, str]:
        """What a browser without scripts would send: every select as it stands."""
        html = page.content.decode()
        chosen = {
            name: (re.search(r'<option value="([^"]*)" selected', body) or [None, ""])[1]
            for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.S)
        }
        sample = re.search(r'name="sample" value="([^"]*)"', html)
        assert sample is not None
        return {**chosen, "sample": sample.group(1).replace("&#34;", '"').replace("&quot;", '"')}

    def test_columns_are_guessed_and_the_first_lines_shown_as_results(self, lena):
        text = text_of(self.begun(lena))
        assert "Its standard error" in text
        assert "Say which column tells whose result" in text
        sent = self.fields(self.begun(lena)) | {"role.0": "local_id", "role.2": "value"}
        shown = lena.post(HERE + "profiles/new/", {**sent, "act": "preview"}).content.decode()
        (first,) = re.findall(r"<tr>\s*<th scope=.row.>L-ana</th>.*?</tr>", shown, re.S)
        assert re.findall(r"<td[^>]*>([^<]*)</td>", first)[1:4] == ["2026-09-01", "31", "2"]

    def test_whether_day_or_month_comes_first_is_changed_before_saving(self, lena):
        sample = json.dumps([["Pupil No", "Tested", "Reading Mark"], [["L-ana", "1/9/2026", "31"]]])
        sent = {"sample": sample, "role.0": "local_id", "role.1": "date", "role.2": "value", "act": "preview"}
        page = lena.post(HERE + "profiles/new/", sent).content.decode()
        (guessed,) = re.findall(r'name="formats_guessed" value="([^"]*)"', page)
        assert guessed.startswith("M/D")
        assert "2026-01-09" in page
        typed = {"formats_guessed": guessed, "formats": "D/M/YYYY"}
        page = lena.post(HERE + "profiles/new/", {**sent, **typed}).content.decode()
        assert 'value="D/M/YYYY"' in page
        assert "2026-09-01" in page

    def test_from_sample_to_import_without_code(self, world, lena, bring):  # noqa: F811
        sent = self.fields(self.begun(lena))
        column = {
            "Pupil No": "local_id",
            "Tested": "date",
            "Reading Mark": "value",
            "SEM": "error",
            "PR": "hidden",
        }
        sent |= {f"role.{at}": role for at, role in enumerate(column.values())}
        sent |= {
            "name": "Our reading check",
            "vendor": "We",
            "area_name": "Reading",
            "lowest.0": "0",
            "highest.0": "50",
        }
        saved = lena.post(HERE + "profiles/new/", {**sent, "act": "save"}, follow=True)
        assert "The profile is ready" in text_of(saved)
        plan, _report = bring(raw=SAMPLE)
        assert plan.facts["profile"] == "Our reading check"
        assert plan.total("add") == 2
        (item,) = outside.results_of(world.viewer("cora"), world.ana.uuid)
        assert (item.area, item.score, item.standard_error) == ("Reading", 31, 2)

    def test_the_preview_alone_comes_for_htmx(self, lena):
        sent = self.fields(self.begun(lena))
        part = lena.post(HERE + "profiles/new/", sent, headers={"hx-request": "true"})
        assert b"<html" not in part.content
        assert b'id="first-lines"' in part.content

    def test_nothing_of_the_sample_is_kept(self, lena):
        mark = SAMPLE.replace(b"Pupil No", b"Number of this test alone")
        assert lena.post(HERE + "profiles/new/", {"file": file(mark)}).status_code == 200
        assert not ReadingProfile.objects.exists()
        kept = [
            path
            for path in Path(settings.DATA_DIR).rglob("*")
            if path.is_file() and b"Number of this test alone" in path.read_bytes()
        ]
        assert kept == []

    def test_without_a_name_or_a_learner_it_is_not_saved_and_says_why(self, lena):
        sent = self.fields(self.begun(lena)) | {"role.0": "nothing", "name": "", "act": "save"}
        page = lena.post(HERE + "profiles/new/", sent)
        assert page.status_code == 422
        assert "Give the profile a name" in text_of(page)
        assert "Say which column tells whose result" in text_of(page)

    def test_a_file_that_is_no_table_is_answered_in_words(self, lena):
        page = lena.post(HERE + "profiles/new/", {"file": file(b"%PDF-1.7")})
        assert page.status_code == 422

    def test_a_form_without_its_sample_is_answered_in_words(self, lena):
        page = lena.post(HERE + "profiles/new/", {"sample": "nonsense", "act": "save"})
        assert page.status_code == 422
        assert "Upload the file once more" in text_of(page)


class TestAProfileThatIsThere:
    def test_a_renamed_column_is_added_in_the_browser(self, world, lena, bring):  # noqa: F811
        page = lena.post(
            HERE + "profiles/map-growth/edit/",
            {"act": "form", "aliases": "TestRITScore = RIT", "formats": "M/D/YYYY, ISO", "missing": "NA"},
            follow=True,
        )
        assert "Saved as a new version" in text_of(page)
        plan, _report = bring(line(), headings=HEADINGS.replace("TestRITScore", "RIT"))
        assert plan.total("add") == 1

    def test_json_that_stops_making_sense_names_its_line(self, lena):
        page = lena.post(HERE + "profiles/map-growth/edit/", {"act": "json", "json": '{"key":\n oops}'})
        assert page.status_code == 422
        assert "line 2" in text_of(page)

    def test_copied_taken_away_and_exported(self, lena):
        lena.post(HERE + "profiles/map-growth/copy/", {"key": "our map", "name": "Our MAP"})
        raw = lena.get(HERE + "profiles/our-map/profile.json").content
        assert json.loads(raw)["key"] == "our-map"
        lena.post(HERE + "profiles/our-map/take-away/")
        assert lena.get(HERE + "profiles/our-map/").status_code == 404
        back = lena.post(HERE + "profiles/from-file/", {"file": file(raw, "p.json")}, follow=True)
        assert "The profile is ready" in text_of(back)
        assert outside.profile_called("our-map").number == 3

    def test_a_shipped_one_is_not_taken_away(self, lena):
        assert lena.post(HERE + "profiles/star-reading/take-away/").status_code == 422


class TestTheCrosswalk:
    ROW = {
        "profile": "map-growth", "area": "Mathematics", "domain": "MA", "strand": "", "lowest_level": "3",
        "begins.4": "200", "begins.5": "210",
    }  # fmt: skip

    def drafted(self, lena, **row):
        lena.post(HERE + "crosswalk/begin/")
        return lena.post(
            HERE + "crosswalk/draft/rows/new/", {**self.ROW, **row, "revision": "1"}, follow=True
        )

    def test_from_nothing_to_adopted_with_a_dry_run_between(self, world, lena, bring):  # noqa: F811
        bring(line(value="205"))
        assert outside.suggestions_of(world.viewer("cora"), [world.ana.pk]) == {}
        page = self.drafted(lena)
        assert "Level 4: 200 to below 210" in text_of(page)
        tried = text_of(lena.get(HERE + "crosswalk/draft/try/"))
        assert "fewer than 10" in tried
        draft = CrosswalkDraft.objects.get()
        done = lena.post(
            HERE + "crosswalk/draft/adopt/",
            {
                "revision": draft.revision,
                "text": "By bands.",
                "text_es": "Por tramos.",
                "effective_on": "2026-10-07",
            },
            follow=True,
        )
        assert "in the policy book" in text_of(done)
        (source,) = outside.suggestions_of(world.viewer("cora"), [world.ana.pk])[world.ana.pk]
        assert (source.domain_code, source.levels, source.confidence) == ("MA", (4,), "firm")
        assert AuditEntry.objects.filter(act="policy.adopted").exists()

    def test_a_draft_with_a_wrong_row_says_where_and_is_not_adopted(self, lena):
        self.drafted(lena, **{"begins.4": "220"})
        page = text_of(lena.get(HERE + "crosswalk/draft/"))
        assert "2 things need another look" in page
        assert "Row 1" in page
        adopting = lena.post(
            HERE + "crosswalk/draft/adopt/",
            {"revision": "2", "text": "x", "text_es": "x", "effective_on": "2026-10-07"},
        )
        assert adopting.status_code == 422
        assert outside.crosswalk_in_effect().crosswalk is None

    def test_what_is_no_number_is_told_at_its_field(self, lena):
        lena.post(HERE + "crosswalk/begin/")
        page = lena.post(HERE + "crosswalk/draft/rows/new/", {**self.ROW, "begins.4": "two", "revision": "1"})
        assert page.status_code == 422
        assert "“two” is no number." in text_of(page)

    def test_somebody_elses_change_is_not_written_over(self, lena):
        self.drafted(lena)
        page = lena.post(HERE + "crosswalk/draft/rows/0/", {**self.ROW, "revision": "1"})
        assert page.status_code == 409

    def test_a_day_in_the_past_is_refused(self, lena):
        self.drafted(lena)
        page = lena.post(
            HERE + "crosswalk/draft/adopt/",
            {"revision": "2", "text": "x", "text_es": "x", "effective_on": "2026-10-06"},
        )
        assert page.status_code == 422


class TestNormsAndQuestions:
    def test_norms_need_a_licence_and_stand_beside_a_result_only(self, world, lena, bring):  # noqa: F811
        table = b"area,stage,term,value,percentile\nMathematics,4,,200,40\nMathematics,4,,210,60\n"
        page = lena.post(HERE + "norms/", {"name": "Norms", "licence": " ", "file": file(table)})
        assert page.status_code == 422
        lena.post(HERE + "norms/", {"name": "Norms", "licence": "Agreement 7", "file": file(table)})
        bring(line(value="205"))
        (item,) = outside.results_of(world.viewer("cora"), world.ana.uuid)
        assert item.restricted == {"norms": [{"table": "Norms", "stage": "4", "percentile": 40.0}]}
        assert "40.0" in text_of(lena.get(f"{HERE}learner/{world.ana.uuid}/"))

    def test_a_question_is_settled_in_the_browser(self, world, lena, bring):  # noqa: F811
        bring(line(value="205"), line(value="215"))
        page = lena.get(HERE + "questions/")
        addresses = re.findall(r'action="(/lead/assessments/questions/[^"]+)"', page.content.decode())
        assert len(addresses) == 2
        after = lena.post(addresses[0], follow=True)
        assert "Nothing is in question." in text_of(after)
        assert lena.post(addresses[1]).status_code == 409

    def test_the_look_at_a_learner_is_in_the_trail(self, world, lena, bring):  # noqa: F811
        bring(line())
        lena.get(f"{HERE}learner/{world.ana.uuid}/")
        assert AuditEntry.objects.filter(act="people.record_viewed", learner_uuid=world.ana.uuid).exists()
