"""A wish and the words of a check-in stay until somebody answers or the learner says otherwise."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from headway.district.agreements.api import answer_check_in, check_in_state, wishes_for_adult
from headway.district.agreements.models import CheckIn, CheckInAnswer, Target
from headway.district.foundation.api import clock as time
from headway.district.notices.models import Notice
from tests.portals.check_ins.test_check_in_pages import page, said

pytestmark = pytest.mark.django_db


def wishing(world, name="webb"):
    return [one.learner_name for one in wishes_for_adult(world.viewer(name))]


def fields_of(html):
    """What the form to write down together would send as it stands."""
    form = html.split('<form class="form check-in-questions"', 1)[1].split("</form>", 1)[0]
    sent = {name: re.sub(r"\r\n|&#39;", "'", text) for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', form)}  # fmt: skip
    for one in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="(\w+)"', one), re.search(r'value="([^"]*)"', one)
        if name and ('type="hidden"' in one or " checked" in one):
            sent.setdefault(name[1], []).append(value[1] if value else "on")
    return sent


def answer_at(name="teacher", uuid=None):
    return reverse(f"{name}:answer_check_in", args=(uuid,))


# -- written down by an adult --


def test_what_an_adult_writes_down_begins_with_what_stands_and_loses_nothing(world, sign_in):
    target = Target.objects.create(
        learner=world.ana, aim="level", domain_code="MA", level=4, recorded_at=time.now()
    )
    said(
        world,
        went=2,
        reflect="Something clicked.\nMaybe with the fraction strips.",
        adjust="I try another way.",
        plan="Ask about the second part.",
        wants_help=True,
        target_uuids=[target.uuid],
    )
    client, address = sign_in(world.webb), reverse("teacher:learner_check_ins", args=(world.ana.uuid,))
    sent = fields_of(client.get(address).content.decode())
    assert sent["reflect_chip"] == ["clicked"]
    assert sent["adjust_chip"] == ["other_way"]
    assert sent["went"] == ["2"]
    answer = client.post(address, {**sent, "went": "3"})
    assert answer.status_code == 302
    first, second = CheckIn.objects.order_by("pk")
    assert second.went == 3
    assert second.wants_help
    assert second.target_ids == first.target_ids
    for part in ("reflect", "adjust", "plan"):
        assert getattr(second.words, part) == getattr(first.words, part)
    assert wishing(world) == ["Ana Reyes"]


def test_what_she_said_after_the_form_was_opened_is_not_replaced_unseen(world, sign_in):
    client, address = sign_in(world.webb), reverse("teacher:learner_check_ins", args=(world.ana.uuid,))
    client.get(address)
    said(world, went=2, reflect="Maybe with the fraction strips.", wants_help=True)
    answer = client.post(address, {"went": "3", "week": "2026-09-28"})
    assert answer.status_code == 422
    assert "checked in since you opened this page" in answer.content.decode()
    assert check_in_state(world.ana).kept.reflect == "Maybe with the fraction strips."
    assert wishing(world) == ["Ana Reyes"]


def test_an_adult_does_not_take_a_wish_back_and_her_words_before_stay_readable(world, sign_in):
    uuid = said(world, went=2, reflect="Maybe with the fraction strips.", wants_help=True)
    client, address = sign_in(world.webb), reverse("teacher:learner_check_ins", args=(world.ana.uuid,))
    sent = {"went": "3", "reflect": "It goes.", "week": "2026-09-28", "in_place_of": str(uuid)}
    assert client.post(address, sent).status_code == 302
    assert wishing(world) == ["Ana Reyes"]
    html = client.get(address).content.decode()
    assert "Maybe with the fraction strips." in html
    assert "Written down together with Aiden Webb." in html
    own = sign_in(world.ana)
    html = own.get(reverse("student:check_in")).content.decode()
    assert "Maybe with the fraction strips." in html
    assert "It goes." in html
    told = Notice.objects.filter(person=world.ana.person, read_at__isnull=True)
    assert list(told.values_list("kind", flat=True)) == ["check_in_changed"]
    assert "changed by an adult" in own.get(reverse("notices")).content.decode()


# -- answers --


@pytest.mark.parametrize("sent", [{}, {"text": "   "}, {"say": "gibberish"}, {"say": "", "text": ""}])
@pytest.mark.parametrize("to", ["", "learner", "board"])
def test_an_empty_or_unknown_answer_is_refused_at_its_field(world, sign_in, sent, to):
    uuid = said(world, wants_help=True)
    answer = sign_in(world.webb).post(
        answer_at(uuid=uuid), {**sent, "to": to, "learner": str(world.ana.uuid)}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#text-{uuid}"' in html
    assert f'id="text-{uuid}"' in html
    assert f'id="text-{uuid}-error"' in html
    assert not CheckInAnswer.objects.exists()
    assert wishing(world) == ["Ana Reyes"]


def test_seen_alone_says_that_it_was_read_and_the_wish_stays(world, sign_in):
    uuid = said(world, wants_help=True)
    client = sign_in(world.webb)
    answer = client.post(answer_at(uuid=uuid), {"say": "seen", "group": str(world.cedar.uuid)}, follow=True)
    html = answer.content.decode()
    assert "the wish stays until" in html
    assert "1 asks for help" in html
    assert "0 to read" in html
    assert wishing(world) == ["Ana Reyes"]
    assert "Everything that was said is answered." not in html
    client.post(answer_at(uuid=uuid), {"say": "come_by"})
    assert wishing(world) == []
    assert (
        "Everything that was said is answered." in client.get(reverse("teacher:check_ins")).content.decode()
    )


@pytest.mark.parametrize(("who", "name"), [("webb", "teacher"), ("cora", "counselor")])
def test_the_answers_stand_by_the_check_in_on_the_learners_page(world, sign_in, who, name):
    uuid = said(world, wants_help=True)
    client, address = (
        sign_in(getattr(world, who)),
        reverse(f"{name}:learner_check_ins", args=(world.ana.uuid,)),
    )
    html = client.get(address).content.decode()
    assert f'action="{answer_at(name, uuid)}"' in html
    assert 'value="come_by"' in html
    assert 'value="seen"' in html
    answer = client.post(
        answer_at(name, uuid), {"say": "come_by", "to": "learner", "learner": str(world.ana.uuid)}
    )
    assert answer.url == address
    assert f'action="{answer_at(name, uuid)}"' not in client.get(address).content.decode()


# -- changed by the learner --


def test_an_answer_stays_readable_beside_a_newer_version_and_a_wish_is_not_asked_again(world, sign_in):
    answer_check_in(world.viewer("webb"), said(world, wants_help=True), text="I come by at ten.")
    said(world, reflect="Fractions went well, and charts.", wants_help=True)
    assert wishing(world) == []
    assert "I come by at ten." in page(sign_in(world.ana), "student:check_in")[1]
    html = page(sign_in(world.webb), "teacher:learner_check_ins", world.ana.uuid)[1]
    assert "I come by at ten." in html
    html = page(sign_in(world.webb), "teacher:check_ins")[1]
    assert "0 ask for help" in html
    assert "1 to read" in html
    assert not Notice.objects.filter(person=world.webb, kind="help_asked", read_at__isnull=True).exists()
    # Taken back and asked again, it is a new wish.
    said(world, wants_help=False)
    said(world, wants_help=True)
    assert wishing(world) == ["Ana Reyes"]


# -- earlier weeks --


def test_what_nobody_read_stays_listed_in_the_weeks_after(world, sign_in, clock):
    uuid = said(world, "ben")
    answer_check_in(world.viewer("webb"), said(world, "dev"), text="Good.")
    wish = said(world, "chloe", wants_help=True)
    clock.set("2026-10-09 15:00")
    client = sign_in(world.webb)
    _status, html = page(client, "teacher:check_ins")
    assert "1 asks for help" in html
    assert "2 to read" in html
    assert "Everything that was said is answered." not in html
    assert html.index("Chloe Nguyen") < html.index("Ben Okafor")
    assert "week of September 28" in html
    _status, waiting = page(client, "teacher:board_waiting", of="check_ins")
    assert "Read 2 check-ins" in waiting
    client.post(answer_at(uuid=uuid), {"say": "seen"})
    client.post(answer_at(uuid=wish), {"say": "come_by"})
    _status, html = page(client, "teacher:check_ins")
    assert f'id="c-{uuid}"' not in html
    assert f'id="c-{wish}"' not in html
    assert "0 to read" in html


def test_the_form_of_a_new_week_begins_with_a_wish_that_still_waits(world, sign_in, clock):
    said(world, wants_help=True)
    clock.set("2026-10-09 15:00")
    html = sign_in(world.ana).get(reverse("student:check_in")).content.decode()
    assert re.search(r'name="wants_help"[^>]* checked', html)


# -- in the language of whoever reads --


def test_sentences_of_the_program_are_read_in_the_readers_language(world, sign_in):
    world.ana.person.language = "es"
    world.ana.person.save()
    client = sign_in(world.ana)
    client.post(reverse("choose_language"), {"language": "es", "next": "/"})
    sent = {"reflect_chip": ["clicked", "away"], "reflect": "Mi gato.", "adjust_chip": ["other_way"], "week": "2026-09-28"}  # fmt: skip
    assert (
        client.post(reverse("student:check_in"), sent, headers={"accept-language": "es"}).status_code == 302
    )
    uuid = CheckIn.objects.get().uuid
    adviser = sign_in(world.webb)
    _status, html = page(adviser, "teacher:check_ins")
    assert "Something clicked. I was away for a while." in html
    assert "Mi gato." in html
    assert "I try another way." in html
    adviser.post(answer_at(uuid=uuid), {"say": "come_by", "text": "Own words."})
    own = client.get(reverse("student:check_in"), headers={"accept-language": "es"}).content.decode()
    assert "Thank you for telling me." not in own
    assert "Gracias por contármelo." in own
    assert "Own words." in own
