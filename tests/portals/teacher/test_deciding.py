"""Deciding a level: accepting, departing with a reason, checking first, and taking a decision back."""

from __future__ import annotations

from headway.district.proficiency import api as proficiency

HTMX = {"HTTP_HX_REQUEST": "true"}


def level_of(world, learner: str, code: str) -> int | None:
    found = proficiency.standings_of(world.viewer("ortiz"), getattr(world, learner))
    standing = found.get(world.competency(code).pk)
    return standing.level if standing else None


def test_enter_in_a_cell_decides_what_is_proposed_and_shows_what_it_opens(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 3, 3)
    answer = sign_in(world.ortiz).post(
        url("decide", "ana", "MA.FR.1"),
        {"level": "3", "step": "confirm", "place": "cell", "section": world.mathematics.uuid},
        **HTMX,
    )
    body = answer.content.decode()
    assert level_of(world, "ana", "MA.FR.1") == 3
    assert "Decided: Ana Reyes, Parts of a whole: Proficient." in text(answer)
    assert "This opens: Equal fractions" in text(answer)
    assert body.count("<td id=") == 3, "the cell, the one it opened, and the foot of the column"
    assert "1 Proficient" in text(answer)


def test_a_decision_is_undone_by_going_back_to_what_stood_before(world, sign_in, url, rated):
    import re

    rated("ana", "MA.FR.1", 3, 3)
    client = sign_in(world.ortiz)
    answer = client.post(
        url("decide", "ana", "MA.FR.1"), {"level": "3", "step": "confirm", "place": "cell"}, **HTMX
    )
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode()))
    undone = client.post(url("decide", "ana", "MA.FR.1"), form, **HTMX)
    assert undone.status_code == 200
    assert "undo" not in undone.content.decode(), "pressing the key again must not bring the decision back"
    assert level_of(world, "ana", "MA.FR.1") is None


def test_departing_without_a_reason_is_asked_for_at_the_field(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 2, 2)
    client = sign_in(world.ortiz)
    for step in ("check", "confirm"):
        answer = client.post(url("decide", "ana", "MA.FR.1"), {"level": "3", "step": step})
        assert answer.status_code == 422, step
        assert 'id="reason-error"' in answer.content.decode(), step
    assert level_of(world, "ana", "MA.FR.1") is None


def test_check_before_you_confirm_shows_what_opens_and_writes_nothing(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 3, 3)
    client = sign_in(world.ortiz)
    answer = client.post(url("decide", "ana", "MA.FR.1"), {"level": "3", "step": "check"})
    assert answer.status_code == 200
    assert "This opens:" in text(answer)
    assert "Equal fractions" in text(answer)
    assert level_of(world, "ana", "MA.FR.1") is None


def test_a_departing_decision_stands_with_its_reason_and_what_the_evidence_suggested(
    world, sign_in, url, rated, text
):
    rated("ana", "MA.FR.1", 2, 2)
    client = sign_in(world.ortiz)
    checked = client.post(
        url("decide", "ana", "MA.FR.1"),
        {"level": "3", "step": "check", "reason": "She explained it to the class."},
    )
    assert "your reason stands beside the decision" in text(checked)
    client.post(
        url("decide", "ana", "MA.FR.1"),
        {"level": "3", "step": "confirm", "reason": "She explained it to the class."},
    )
    page = text(client.get(url("pair", "ana", "MA.FR.1")))
    assert level_of(world, "ana", "MA.FR.1") == 3
    assert "She explained it to the class." in page
    assert "The evidence suggested Developing." in page
    assert "Elena Ortiz" in page


def test_deciding_twice_by_one_press_is_one_decision(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 3, 3)
    client = sign_in(world.ortiz)
    form = {"level": "3", "step": "confirm", "request_key": "press"}
    client.post(url("decide", "ana", "MA.FR.1"), form)
    client.post(url("decide", "ana", "MA.FR.1"), form)
    why = proficiency.explain(world.viewer("ortiz"), world.ana, _competency(world, "MA.FR.1"))
    assert len(why.history) == 1


def test_no_level_chosen_is_said_in_a_sentence(world, sign_in, url, text):
    answer = sign_in(world.ortiz).post(url("decide", "ana", "MA.FR.1"), {"step": "check"})
    assert answer.status_code == 422
    assert "No level is chosen yet." in text(answer)


def test_a_level_beyond_the_scale_is_refused_when_checking_too(world, sign_in, url, text):
    for step in ("check", "confirm"):
        answer = sign_in(world.ortiz).post(
            url("decide", "ana", "MA.FR.1"), {"level": "7", "step": step, "reason": "Seen."}
        )
        assert answer.status_code == 422
        assert "performance level" in text(answer)


def _competency(world, code: str):
    from headway.district.continuum.api import competency

    return competency(world.competency(code).uuid)
