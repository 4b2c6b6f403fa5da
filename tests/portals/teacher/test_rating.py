"""Recording what was seen, from the grid, the panel, the page, and for a whole column."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import evidence_of
from headway.district.proficiency import api as proficiency

HTMX = {"HTTP_HX_REQUEST": "true"}


def ratings(world, learner: str, code: str):
    items = evidence_of(world.viewer("webb"), getattr(world, learner))
    return [one for one in items if one.competency_id == world.competency(code).pk and not one.withdrawn_at]


def test_a_key_in_a_cell_records_and_answers_with_what_was_saved(world, sign_in, url, text):
    answer = sign_in(world.ortiz).post(
        url("rate", "ana", "MA.FR.1"),
        {"level": "3", "place": "cell", "seen": "0", "section": world.mathematics.uuid, "request_key": "k1"},
        **HTMX,
    )
    assert answer.status_code == 200
    body = answer.content.decode()
    assert body.strip().startswith("<td id=")
    assert 'data-pieces="1"' in body
    assert "Recorded: Ana Reyes, Parts of a whole, the work shows Proficient." in text(answer)
    assert "undo" in body
    (saved,) = ratings(world, "ana", "MA.FR.1")
    assert (saved.level, saved.rater_name) == (3, "Elena Ortiz")


def test_the_cell_shows_the_proposal_as_soon_as_there_is_one(world, sign_in, url, rated):
    rated("ana", "MA.FR.1", 3)
    answer = sign_in(world.ortiz).post(
        url("rate", "ana", "MA.FR.1"), {"level": "3", "place": "cell", "seen": "1"}, **HTMX
    )
    assert "#g-3-proposed" in answer.content.decode()
    assert 'data-proposed="3"' in answer.content.decode()


def test_the_same_request_sent_twice_is_one_rating(world, sign_in, url, text):
    client = sign_in(world.ortiz)
    form = {"level": "3", "place": "cell", "seen": "0", "request_key": "one-press"}
    client.post(url("rate", "ana", "MA.FR.1"), form, **HTMX)
    again = client.post(url("rate", "ana", "MA.FR.1"), form, **HTMX)
    assert "Already recorded" in text(again)
    assert len(ratings(world, "ana", "MA.FR.1")) == 1


def test_two_teachers_at_once_are_both_kept_and_the_second_is_told(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 2, by="webb")  # arrived after Ms Ortiz opened the page
    answer = sign_in(world.ortiz).post(
        url("rate", "ana", "MA.FR.1"), {"level": "3", "place": "cell", "seen": "0"}, **HTMX
    )
    assert "Meanwhile another rating was recorded here; both are kept." in text(answer)
    assert {one.rater_name for one in ratings(world, "ana", "MA.FR.1")} == {"Elena Ortiz", "Aiden Webb"}


def test_without_scripts_a_rating_redirects_and_says_what_was_recorded(world, sign_in, url, text):
    answer = sign_in(world.ortiz).post(
        url("rate", "ana", "MA.FR.1"),
        {
            "level": "2",
            "form": "project",
            "observed_on": "2026-10-05",
            "title": "Pizza for twelve",
            "note": "You cut twelfths and named them.",
            "section": world.mathematics.uuid,
        },
        follow=True,
    )
    assert answer.redirect_chain[0][1] == 302
    assert "the work shows Developing." in text(answer)
    (saved,) = ratings(world, "ana", "MA.FR.1")
    assert (saved.form, saved.title, saved.observed_at.date()) == (
        "project",
        "Pizza for twelve",
        dt.date(2026, 10, 5),
    )
    assert "You cut twelfths" in text(answer)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"level": ""}, "No level is chosen yet."),
        ({"level": "9"}, "isn't a performance level"),
        ({"level": "80"}, "isn't a performance level"),
        ({"level": "3", "observed_on": "soon"}, "The date could not be read."),
        ({"level": "3", "observed_on": "2026-12-24"}, "The observation lies in the future."),
        ({"level": "3", "form": "telepathy"}, "This form of evidence isn't known."),
        ({"level": "3", "note": "x" * 2001}, "This text has 2001 characters."),
    ],
)
@pytest.mark.parametrize("place", ["page", "panel"])
def test_what_cannot_be_recorded_is_said_at_the_field_and_nothing_is_written(
    world, sign_in, url, text, given, sentence, place
):
    extra = HTMX if place == "panel" else {}
    answer = sign_in(world.ortiz).post(
        url("rate", "ana", "MA.FR.1"), {"title": "Pizza for twelve", **given, "place": place}, **extra
    )
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Pizza for twelve" in answer.content.decode(), "what was typed stays"
    assert ratings(world, "ana", "MA.FR.1") == []


def test_a_cell_gets_a_sentence_when_something_cannot_be_recorded(world, sign_in, url, text):
    answer = sign_in(world.ortiz).post(url("rate", "ana", "MA.FR.1"), {"level": "9", "place": "cell"}, **HTMX)
    assert answer.status_code == 422
    assert "<td" not in answer.content.decode()
    assert "isn't a performance level" in text(answer)


def test_taking_back_leaves_the_record_and_stops_counting(world, sign_in, url, rated, text):
    outcome = rated("ana", "MA.FR.1", 3, 3)
    answer = sign_in(world.ortiz).post(
        url("withdraw", "ana", "MA.FR.1"),
        {"rating": outcome.rating_uuids[1], "withdrawal_reason": "mistaken_level", "place": "act"},
        **HTMX,
    )
    assert "doesn't count any more" in text(answer)
    assert "#g-3-proposed" not in answer.content.decode()
    assert len(ratings(world, "ana", "MA.FR.1")) == 1
    page = text(sign_in(world.ortiz).get(url("pair", "ana", "MA.FR.1")))
    assert "This rating was withdrawn." in page


def test_the_last_rating_taken_back_leaves_a_cell_that_is_ready_again(world, sign_in, url, rated):
    outcome = rated("ana", "MA.FR.1", 3)
    answer = sign_in(world.ortiz).post(
        url("withdraw", "ana", "MA.FR.1"), {"rating": outcome.rating_uuids[0], "place": "act"}, **HTMX
    )
    assert "Ready to begin." in answer.content.decode()


def test_nobody_takes_back_somebody_elses_rating(world, sign_in, url, rated, text):
    outcome = rated("ana", "MA.FR.1", 3, by="webb")
    client = sign_in(world.ortiz)
    answer = client.post(url("withdraw", "ana", "MA.FR.1"), {"rating": outcome.rating_uuids[0]})
    assert answer.status_code == 403
    assert "taken back by the person who recorded it" in text(answer)
    assert "Take this rating back" not in text(client.get(url("pair", "ana", "MA.FR.1")))


def test_one_form_rates_a_whole_column_in_one_act(world, sign_in, url, text):
    address = url("column", code="MA.FR.1", section="mathematics")
    form = {
        f"level-{world.ana.uuid}": "3",
        f"level-{world.ben.uuid}": "2",
        f"level-{world.dev.uuid}": "",
        "title": "Exit ticket",
        "request_key": "column-1",
    }
    client = sign_in(world.ortiz)
    answer = client.post(address, form, follow=True)
    assert "Recorded for 2 learners: Parts of a whole." in text(answer)
    again = client.post(address, form, follow=True)
    assert "nothing was added" in text(again)
    assert [one.level for one in ratings(world, "ana", "MA.FR.1")] == [3]
    assert [one.title for one in ratings(world, "ben", "MA.FR.1")] == ["Exit ticket"]
    assert ratings(world, "dev", "MA.FR.1") == []


def test_a_column_form_with_one_wrong_level_records_nobody(world, sign_in, url, text):
    answer = sign_in(world.ortiz).post(
        url("column", code="MA.FR.1", section="mathematics"),
        {f"level-{world.ana.uuid}": "3", f"level-{world.ben.uuid}": "zero"},
    )
    assert answer.status_code == 422
    assert "The level for Ben Okafor could not be read." in text(answer)
    assert ratings(world, "ana", "MA.FR.1") == []


def test_an_empty_column_form_says_what_to_choose(world, sign_in, url, text):
    answer = sign_in(world.ortiz).post(url("column", code="MA.FR.1", section="mathematics"), {})
    assert answer.status_code == 422
    assert "Choose a level for at least one learner" in text(answer)


def test_a_competency_two_levels_outside_the_course_needs_no_set_up(world, sign_in, url, text):
    """R187: found by a word on the learner's page, rated in the normal form."""
    client = sign_in(world.ortiz)
    found = client.get(url("learner", "ana"), {"q": "two sources"}, **HTMX)
    assert "Two sources" in text(found)
    assert url("pair", "ana", "LI.RE.3") in found.content.decode()
    client.post(url("rate", "ana", "LI.RE.3"), {"level": "3"})
    assert [one.level for one in ratings(world, "ana", "LI.RE.3")] == [3]


def test_a_rating_alone_decides_nothing(world, sign_in, url):
    client = sign_in(world.ortiz)
    for number in range(3):
        client.post(url("rate", "ana", "MA.FR.1"), {"level": "4", "request_key": f"k{number}"})
    standing = proficiency.standings_of(world.viewer("ortiz"), world.ana)[world.competency("MA.FR.1").pk]
    assert (standing.level, standing.proposed_level) == (None, 4)


def test_the_panel_records_criteria_and_feedback_beside_the_rating(world, sign_in, url, text):
    from headway.district.continuum.models import Rubric, RubricCriterion, RubricCriterionLevel
    from headway.district.evidence.api import criteria_for

    competency = world.competency("MA.FR.1")
    rubric = Rubric.objects.create(version=world.version, identifier="r", title="Parts")
    for place, words in enumerate(("Names the whole", "Names the part")):
        made = RubricCriterion.objects.create(
            rubric=rubric, identifier=f"c{place}", competency=competency, text=words, position=place
        )
        for level in range(1, 5):
            RubricCriterionLevel.objects.create(
                criterion=made, identifier=f"l{level}", quality="", text=f"{words} at {level}", position=level
            )
    client = sign_in(world.ortiz)
    panel = client.get(url("panel", "ana", "MA.FR.1"), **HTMX)
    for words in ("Names the whole", "Names the part at 4", "as the essential criteria show together"):
        assert words in text(panel)
    first, second = (f"criterion-{competency.uuid}-{one.uuid}" for one in criteria_for(competency.pk))
    open_one = client.post(url("rate", "ana", "MA.FR.1"), {"level": "", first: "4", "place": "panel"}, **HTMX)
    assert open_one.status_code == 422
    assert f'name="{first}" value="4" checked' in open_one.content.decode(), "what was chosen stays"
    client.post(
        url("rate", "ana", "MA.FR.1"),
        {"level": "", first: "4", second: "2", f"feedback-{competency.uuid}": "Next, name the whole."},
    )
    (saved,) = ratings(world, "ana", "MA.FR.1")
    assert (saved.level, saved.feedback) == (2, "Next, name the whole.")
    assert [(one.title, one.level) for one in saved.criteria] == [
        ("Names the whole", 4),
        ("Names the part", 2),
    ]
    page = text(client.get(url("pair", "ana", "MA.FR.1")))
    assert "Next, name the whole." in page
    assert "Names the part: Developing" in page
