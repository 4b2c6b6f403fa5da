"""A form that was sent too late: what was not saved, and the way back to the page it stands on."""

from __future__ import annotations

import pytest

from tests.portals.showing import text_of

PAGE = "/teach/learners/?group=mine"


@pytest.mark.django_db
class TestSignedOutMeanwhile:
    def test_a_form_says_that_it_was_not_saved_and_leads_back_to_its_page(self, sign_in):
        answer = sign_in(None).post("/teach/learners/", headers={"referer": f"http://testserver{PAGE}"})
        assert answer.status_code == 404
        assert "You are not signed in any more, so this was not saved." in text_of(answer)
        assert 'href="/sign-in/?next=/teach/learners/%3Fgroup%3Dmine"' in answer.content.decode()

    def test_a_stranger_learns_nothing_about_which_addresses_there_are(self, sign_in, world):
        stranger = sign_in(None)
        there, not_there = (
            stranger.post(address)
            for address in (f"/registrar/learner/{world.ana.uuid}/departure/", "/no/such/page/")
        )
        assert text_of(there) == text_of(not_there)

    def test_a_page_of_somebody_else_is_no_way_back(self, sign_in):
        answer = sign_in(None).post(
            "/teach/learners/", headers={"referer": "https://elsewhere.example/teach/"}
        )
        assert "elsewhere" not in answer.content.decode()

    def test_a_part_of_a_page_gets_the_sentence_alone(self, sign_in):
        answer = sign_in(None).post("/teach/learners/", headers={"hx-request": "true"})
        assert answer.status_code == 404
        assert "so this was not saved. Sign in, then do it once more." in text_of(answer, within="")
        assert "<html" not in answer.content.decode()


class TestOpenSinceBeforeTheLastSignIn:
    def test_it_is_told_in_the_reader_s_words_with_the_way_back(self, world, sign_in):
        teacher = sign_in(world.ortiz, enforce_csrf_checks=True)
        answer = teacher.post(
            "/language/", {"language": "en"}, headers={"referer": f"http://testserver{PAGE}"}
        )
        assert answer.status_code == 403
        text = text_of(answer)
        assert "This page was open for a long while, so what you sent was not saved." in text
        assert "fail" not in text.lower()
        assert "CSRF" not in text
        assert f'href="{PAGE}"' in answer.content.decode()

    def test_it_is_told_in_spanish(self, sign_in):
        answer = sign_in(None, enforce_csrf_checks=True).post(
            "/sign-in/", {"login": "someone"}, headers={"accept-language": "es"}
        )
        assert answer.status_code == 403
        assert "lo que enviaste no se guardó" in text_of(answer)
