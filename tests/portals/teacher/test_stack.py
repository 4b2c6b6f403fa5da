"""Scoring a stack: one after another, criterion by criterion, with names hidden, undone, corrected, by two at once."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from headway.district.evidence.api import Upload, rate_beside, record_work, work_of
from headway.district.evidence.models import (
    Rating,
    RatingCircumstances,
    Task,
    TaskCriterion,
    TaskCriterionLevel,
)
from headway.district.foundation.api import audit, clock
from headway.district.proficiency import api as proficiency

HTMX = {"HTTP_HX_REQUEST": "true"}
CODE = "MA.FR.1"


@pytest.fixture
def task(world) -> Task:
    """A task on one competency with two essential criteria and one that isn't."""
    made = Task.objects.create(
        organisation=world.alder, code="garden", title="Plan a garden", form="product", state="ready"
    )
    made.competencies.add(world.competency(CODE))
    for position, (title, essential) in enumerate((("Plan", True), ("Steps", True), ("Pictures", False))):
        criterion = TaskCriterion.objects.create(
            task=made, title=title, is_essential=essential, position=position
        )
        for level in range(1, 5):
            TaskCriterionLevel.objects.create(criterion=criterion, level=level, text=f"{title} at {level}")
    return made


@pytest.fixture
def hand_in(world, task):
    """`hand_in("ana")`: she brings work for the task."""

    def brings(name: str, **more):
        learner = getattr(world, name)
        return record_work(
            viewer=world.viewer(learner),
            learner_uuid=learner.uuid,
            competency_uuids=[world.competency(CODE).uuid],
            form="product",
            title=more.pop("title", f"{learner.person.given_name}'s garden"),
            note=more.pop("note", "I measured twice."),
            task_id=task.pk,
            **more,
        )

    return brings


@pytest.fixture
def stack(world, task):
    return reverse("teacher:task_stack", args=[world.mathematics.uuid, task.uuid])


@pytest.fixture
def competency_stack(world):
    return reverse("teacher:competency_stack", args=[world.mathematics.uuid, world.competency(CODE).uuid])


class Fields(HTMLParser):
    """What the form of the page would send."""

    def __init__(self, page: str):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._in = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._in = "stack-form" in (given.get("class") or "")
        if self._in and tag == "input" and given.get("type") == "hidden":
            self.values.setdefault(given["name"], []).append(given.get("value") or "")


def form_of(answer) -> dict[str, list[str]]:
    return Fields(answer.content.decode()).values


def criteria_of(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(criterion-[^"]+)"', page)))


def standing_ratings(world, name: str):
    return Rating.objects.filter(learner=getattr(world, name), withdrawal__isnull=True).order_by("pk")


def test_the_first_learner_stands_there_with_her_work_and_the_rubric(world, sign_in, stack, hand_in, text):
    hand_in("chloe", link="https://example.org/garden")
    answer = sign_in(world.ortiz).get(stack)
    page = text(answer)
    assert "0 of 4 rated" in page
    assert "4 are left" in page
    names = re.findall(r'data-label="([^"]+)"', answer.content.decode())
    assert names[:4] == ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]
    assert "Chloe's garden" in page
    assert "I measured twice." in page
    assert 'href="https://example.org/garden"' in answer.content.decode()
    for words in ("Plan at 1", "Steps at 4", "Pictures at 2", "not essential"):
        assert words in page


def test_saving_records_the_criteria_the_feedback_and_what_they_show_together(
    world, sign_in, stack, hand_in, text
):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    page = client.get(stack)
    plan, steps, pictures = criteria_of(page.content.decode())
    sent = {
        **form_of(page),
        plan: "4",
        steps: "2",
        pictures: "1",
        f"feedback-{world.competency(CODE).uuid}": "This work shows a plan.",
    }
    before = text(client.get(stack, {"done": "1"}))
    assert "The work of 1 learner waits to be looked at." in before
    assert "has no evidence here yet" not in before
    answer = client.post(stack, sent, follow=True)
    assert "Recorded: Chloe Nguyen, the work shows Developing." in text(answer)
    assert "1 of 4 rated" in text(answer)
    (item,) = work_of(world.viewer("ortiz"), world.chloe.uuid)
    (rating,) = item.ratings
    assert (rating.level, rating.feedback) == (2, "This work shows a plan.")
    assert [(one.title, one.level, one.is_essential) for one in rating.criteria] == [
        ("Plan", 4, True),
        ("Steps", 2, True),
        ("Pictures", 1, False),
    ]
    assert "Ben Okafor" in re.search(r'id="stack-who"[^>]*>([^<]+)', answer.content.decode()).group(1)


def test_the_person_may_choose_another_level_than_the_criteria_show(world, sign_in, stack, hand_in):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    page = client.get(stack)
    plan, steps, _pictures = criteria_of(page.content.decode())
    client.post(stack, {**form_of(page), plan: "4", steps: "2", f"level-{world.competency(CODE).uuid}": "3"})
    assert [one.level for one in standing_ratings(world, "chloe")] == [3]


def test_without_an_essential_criterion_the_whole_is_a_persons_to_say(
    world, sign_in, stack, task, hand_in, text
):
    TaskCriterion.objects.filter(task=task).update(is_essential=False)
    hand_in("chloe")
    teacher = sign_in(world.ortiz)
    page = teacher.get(stack)
    values = form_of(page) | dict.fromkeys(criteria_of(page.content.decode()), "3")
    answer = teacher.post(stack, values)
    assert answer.status_code == 422
    assert "Choose its level, or the level of the whole." in text(answer)
    level = f"level-{world.competency(CODE).uuid}"
    assert teacher.post(stack, values | {level: "2"}).status_code == 302
    assert standing_ratings(world, "chloe").get().level == 2


def test_an_open_essential_criterion_and_feedback_alone_are_asked_about_and_what_was_typed_stays(
    world, sign_in, stack, hand_in, text
):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    page = client.get(stack)
    plan, _steps, _pictures = criteria_of(page.content.decode())
    about = f"feedback-{world.competency(CODE).uuid}"
    answer = client.post(stack, {**form_of(page), plan: "4", about: "This work shows a plan."})
    assert answer.status_code == 422
    assert "an essential criterion has no level yet" in text(answer)
    assert re.search(rf'name="{plan}" value="4" checked', answer.content.decode())
    assert "This work shows a plan." in answer.content.decode()
    only_words = client.post(stack, {**form_of(page), about: "This work shows a plan."})
    assert "there is feedback, and no level yet" in text(only_words)
    assert "No level is chosen yet." in text(client.post(stack, form_of(page)))
    assert not standing_ratings(world, "chloe").exists()


@pytest.mark.parametrize("level", ["0", "5", "80", "zero"])
def test_what_is_no_level_is_refused(world, sign_in, stack, hand_in, text, level):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    sent = {**form_of(client.get(stack)), f"level-{world.competency(CODE).uuid}": level}
    answer = client.post(stack, sent)
    assert answer.status_code == 422
    assert "isn't a performance level" in text(answer)
    assert not standing_ratings(world, "chloe").exists()


def test_going_on_records_nothing_and_never_a_zero(world, sign_in, stack, text):
    client = sign_in(world.ortiz)
    page = client.get(stack).content.decode()
    skip = re.search(r'href="([^"]+)" data-stack-skip', page).group(1).replace("&amp;", "&")
    assert "Ben Okafor" in text(client.get(skip))
    assert not Rating.objects.exists()
    done = text(client.get(stack + "?done=1"))
    assert "0 of 4 rated" in done
    assert done.count("no evidence yet") >= 4


def test_what_was_seen_in_class_is_scored_without_a_piece(world, sign_in, stack, text):
    client = sign_in(world.ortiz)
    page = client.get(stack)
    assert "Nothing is handed in here." in text(page)
    sent = {
        **form_of(page),
        f"level-{world.competency(CODE).uuid}": "3",
        "form": "performance",
        "observed_on": "2026-10-05",
        "support": "independent",
    }
    client.post(stack, sent)
    (item,) = work_of(world.viewer("ortiz"), world.chloe.uuid)
    assert (item.form, item.observed_at.date(), item.support, item.task_title) == (
        "performance",
        dt.date(2026, 10, 5),
        "independent",
        "Plan a garden",
    )


def test_a_script_gets_the_act_and_where_the_stack_stands(world, sign_in, stack, hand_in, text):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    page = client.get(stack, **HTMX)
    assert page.content.decode().lstrip().startswith("<article")
    sent = {**form_of(page), f"level-{world.competency(CODE).uuid}": "3"}
    answer = client.post(stack, sent, **HTMX)
    assert answer.status_code == 200
    assert "Recorded: Chloe Nguyen, the work shows Proficient." in text(answer)
    assert "1 of 4 rated" in text(answer)
    again = client.post(stack, sent, **HTMX)
    assert "Already recorded" in text(again)
    assert standing_ratings(world, "chloe").count() == 1


def test_undo_takes_back_what_was_just_saved(world, sign_in, stack, hand_in, text):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    sent = {**form_of(client.get(stack)), f"level-{world.competency(CODE).uuid}": "3"}
    page = client.post(stack, sent, follow=True)
    undo = re.search(r'<div class="just-done".*?</form>', page.content.decode(), re.S).group(0)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', undo))
    back = client.post(stack, fields, follow=True)
    assert "Taken back: what you recorded for Chloe Nguyen." in text(back)
    assert "0 of 4 rated" in text(back)
    assert not standing_ratings(world, "chloe").exists()
    assert "taken back already" in text(client.post(stack, fields, follow=True))


def test_saving_again_puts_the_new_level_in_the_place_of_the_old_one(world, sign_in, stack, hand_in, text):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    about = f"level-{world.competency(CODE).uuid}"
    first = client.get(stack)
    client.post(stack, {**form_of(first), about: "2"})
    who = form_of(first)["who"][0]
    again = client.get(stack, {"who": who})
    assert "saving again puts the new levels in place of these" in text(again)
    client.post(stack, {**form_of(again), about: "3"})
    assert [one.level for one in standing_ratings(world, "chloe")] == [3]
    assert Rating.objects.filter(learner=world.chloe).count() == 2, "the earlier one stays in the record"


@pytest.mark.parametrize("sends", [1, 2])
def test_undo_of_a_correction_brings_back_what_stood_before(world, sign_in, stack, hand_in, text, sends):
    hand_in("chloe")
    client = sign_in(world.ortiz)
    about, words = (f"{name}-{world.competency(CODE).uuid}" for name in ("level", "feedback"))
    first = client.get(stack)
    client.post(stack, {**form_of(first), about: "3", words: "The plan is clear."})
    again = form_of(client.get(stack, {"who": form_of(first)["who"][0]}))
    for _send in range(sends):
        saved = client.post(stack, {**again, about: "2", words: "Another look."}, **HTMX)
    undo = re.search(r'<li class="act".*?</form>', saved.content.decode(), re.S).group(0)
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', undo):
        fields.setdefault(name, []).append(value)
    back = client.post(stack, fields, **HTMX)
    assert "What you had recorded before stands again." in text(back)
    for _twice in range(2):
        (standing,) = standing_ratings(world, "chloe")
        assert (standing.level, standing.words.feedback) == (3, "The plan is clear.")
        client.post(stack, fields, **HTMX)
    assert Rating.objects.filter(learner=world.chloe).count() == 3, "the record keeps all of it"


def test_a_stack_of_a_habit_leads_to_the_page_of_habits(world, sign_in):
    habit = next(one for code, one in world.competencies.items() if code.startswith("HS."))
    answer = sign_in(world.ortiz).get(
        reverse("teacher:competency_stack", args=[world.mathematics.uuid, habit.uuid])
    )
    assert answer.status_code == 302
    assert answer.url == reverse("teacher:section_habits", args=[world.mathematics.uuid])


def test_a_resent_correction_stands(world, sign_in, stack, hand_in):
    """The answer was lost on the way: sending the same form again must not take the correction back."""
    hand_in("chloe")
    client = sign_in(world.ortiz)
    about = f"level-{world.competency(CODE).uuid}"
    first = client.get(stack)
    client.post(stack, {**form_of(first), about: "2"})
    form = {**form_of(client.get(stack, {"who": form_of(first)["who"][0]})), about: "3"}
    client.post(stack, form, **HTMX)
    client.post(stack, form, **HTMX)
    assert [one.level for one in standing_ratings(world, "chloe")] == [3]


def test_two_scorers_at_once_both_stand_and_the_second_is_told(world, sign_in, stack, hand_in, text, task):
    work = hand_in("chloe")
    client = sign_in(world.ortiz)
    form = form_of(client.get(stack))
    from headway.district.evidence.api import RatingLine

    proficiency.record_ratings(
        [
            RatingLine(
                learner_id=world.chloe.pk,
                competency_id=world.competency(CODE).pk,
                level=4,
                observed_at=clock.now(),
                evidence_uuid=work.evidence_uuid,
            )
        ],
        viewer=world.viewer("webb"),
    )
    answer = client.post(stack, {**form, f"level-{world.competency(CODE).uuid}": "2"}, **HTMX)
    assert "Meanwhile somebody else has rated this work too; both stand." in text(answer)
    assert sorted(one.level for one in standing_ratings(world, "chloe")) == [2, 4]


def test_the_learners_own_level_is_shown_only_after_the_teacher_has_scored(
    world, sign_in, stack, hand_in, text
):
    work = hand_in("chloe")
    rate_beside(
        viewer=world.viewer(world.chloe),
        role="own",
        learner_uuid=world.chloe.uuid,
        competency_uuid=world.competency(CODE).uuid,
        level=4,
        evidence_uuid=work.evidence_uuid,
    )
    client = sign_in(world.ortiz)
    before = client.get(stack)
    assert "own view" not in text(before)
    sent = {**form_of(before), f"level-{world.competency(CODE).uuid}": "2"}
    assert "The learner's own view of it: Extending." in text(client.post(stack, sent, **HTMX))
    after = text(client.get(stack, {"who": form_of(before)["who"][0]}))
    assert "The learner's own view: Extending" in after


def test_a_stack_of_one_competency_takes_the_work_that_waits_and_else_what_is_observed(
    world, sign_in, competency_stack, hand_in, text
):
    hand_in("ben")
    client = sign_in(world.ortiz)
    page = client.get(competency_stack)
    assert "Starts with help." in text(page), "what each level looks like"
    about = f"level-{world.competency(CODE).uuid}"
    client.post(competency_stack, {**form_of(page), about: "3"})  # Chloe, observed
    second = client.get(competency_stack)
    assert "Ben's garden" in text(second)
    client.post(competency_stack, {**form_of(second), about: "2"})
    (item,) = work_of(world.viewer("ortiz"), world.ben.uuid)
    assert [one.level for one in item.ratings] == [2]
    assert "2 of 4 rated" in text(client.get(competency_stack))


# -- names hidden --


def test_hidden_names_stand_nowhere_in_the_page(world, sign_in, stack, hand_in, monkeypatch):
    from io import BytesIO

    for name in ("ana", "ben", "chloe", "dev"):
        person = getattr(world, name).person
        hand_in(
            name,
            title=f"{person.given_name}'s garden",
            note=f"I am {person.name.upper()}, and {person.given_name} drew this.",
            link=f"https://example.org/portfolio/{person.given_name.lower()}_{person.family_name.lower()}",
            files=[Upload(f"{person.given_name}-{person.family_name}.png", BytesIO(_png()))],
            reflection=f"{person.family_name}: next time I add a table.",
        )
    client = sign_in(world.ortiz)
    hidden = stack + "?names=hidden"
    tokens = re.findall(r'data-token="(\w+)"', client.get(hidden).content.decode())
    for token in dict.fromkeys(tokens):
        for extra in ({}, HTMX):
            page = client.get(hidden, {"names": "hidden", "who": token}, **extra).content.decode()
            body = page.split("<main", 1)[-1].lower()
            for name in ("ana", "ben", "chloe", "dev"):
                learner = getattr(world, name)
                for word in (learner.person.given_name, learner.person.family_name):
                    assert not re.search(rf"(?<![a-z]){word.lower()}(?![a-z])", body), (word, token)
                assert str(learner.uuid) not in page, "an address may name the piece, not the learner"
                assert str(learner.person.uuid) not in page
                assert learner.local_identifier.lower() not in body
    assert re.search(r"<title>Learner \d", client.get(hidden).content.decode())
    assert "unnamed=1" in client.get(hidden).content.decode()


def test_the_answers_while_names_are_hidden_name_nobody_either(world, sign_in, stack, hand_in, text):
    for name in ("ana", "ben", "chloe", "dev"):
        hand_in(name)
    client = sign_in(world.ortiz)
    page = client.get(stack, {"names": "hidden"})
    sent = {**form_of(page), f"level-{world.competency(CODE).uuid}": "3"}
    saved = client.post(stack, sent, **HTMX)
    assert re.search(r"Recorded: Learner \d, the work shows Proficient\.", text(saved))
    undo = dict(re.findall(r'name="(\w+)" value="([^"]*)"', saved.content.decode()))
    back = client.post(stack, undo, **HTMX)
    for answer in (saved, back):
        for name in ("ana", "ben", "chloe", "dev"):
            assert getattr(world, name).person.family_name not in answer.content.decode()
    assert RatingCircumstances.objects.filter(names_hidden=True).count() == 1


def test_the_hidden_order_is_a_shuffle_that_stays_and_is_another_one_for_another_person(
    world, sign_in, stack
):
    def order(who):
        page = sign_in(who).get(stack, {"names": "hidden"}).content.decode()
        return re.findall(r'<li data-token="(\w+)"', page)

    mine = order(world.ortiz)
    assert mine == order(world.ortiz) == sorted(mine)
    assert len(set(mine)) == 4
    from headway.district.people import services as people

    people.staff_section(section=world.mathematics, person=world.webb, is_primary=False, by=_by())
    assert set(order(world.webb)).isdisjoint(mine)


def test_names_come_back_when_switched_off_and_after_the_last_one(world, sign_in, stack, hand_in, text):
    client = sign_in(world.ortiz)
    about = f"level-{world.competency(CODE).uuid}"
    address, answer = stack + "?names=hidden", None
    for _each in range(4):
        page = client.get(address)
        assert "Chloe" not in page.content.decode()
        answer = client.post(stack, {**form_of(page), about: "3"}, follow=True)
    done = text(answer)
    assert "All work is looked at." in done
    assert "Chloe Nguyen" in done
    assert "Dev Patel" in text(client.get(stack, {"who": tokens(client, stack)[0]}))


def tokens(client, stack):
    page = client.get(stack, {"done": "1"}).content.decode()
    assert "Dev Patel" in page
    return re.findall(r"who=(\w+)\"[^>]*>Dev Patel", page)


# -- who may --


@pytest.mark.parametrize("who", ["finch", "tom", "willow", "ana", "rosa", "priya", "adam", None])
def test_people_of_elsewhere_and_people_who_do_not_teach_get_404(
    world, sign_in, stack, competency_stack, who
):
    client = sign_in(getattr(world, who) if who else None)
    chooser = reverse("teacher:stacks", args=[world.mathematics.uuid])
    for address in (stack, competency_stack, chooser):
        assert client.get(address).status_code == 404
        assert client.post(address, {"who": "x", "step": "undo"}).status_code == 404


def test_a_piece_of_another_learner_cannot_be_slipped_into_the_form(world, sign_in, stack, hand_in):
    hand_in("chloe")
    other = hand_in("ben")
    client = sign_in(world.ortiz)
    form = form_of(client.get(stack)) | {"evidence": [str(other.evidence_uuid)]}
    answer = client.post(stack, {**form, f"level-{world.competency(CODE).uuid}": "3"})
    assert answer.status_code == 404
    assert not Rating.objects.exists()


def test_a_token_that_is_nobodys_saves_nothing(world, sign_in, stack, text):
    answer = sign_in(world.ortiz).post(stack, {"who": "nobody", "level": "3"})
    assert answer.status_code == 422
    assert "isn't in the stack any more" in text(answer)


def test_the_look_is_noted_in_the_trail(world, sign_in, stack, hand_in):
    hand_in("chloe")
    sign_in(world.ortiz).get(stack)
    assert audit.trail(act="people.section_viewed").count() == 1
    assert audit.trail(act="people.record_viewed", learner_uuid=world.chloe.uuid).count() == 1


# -- what it costs, and the rest --


def test_the_number_of_queries_does_not_grow_with_the_class(
    world, sign_in, stack, hand_in, django_assert_max_num_queries
):
    client = sign_in(world.ortiz)
    hand_in("chloe")
    client.get(stack)
    with django_assert_max_num_queries(32) as alone:
        client.get(stack)
    for name in ("ana", "ben", "dev"):
        hand_in(name)
    with django_assert_max_num_queries(len(alone)):
        client.get(stack)


def test_the_chooser_lists_the_tasks_at_work_and_leads_to_a_competency(world, sign_in, hand_in, text, task):
    hand_in("ana")
    client = sign_in(world.ortiz)
    address = reverse("teacher:stacks", args=[world.mathematics.uuid])
    page = text(client.get(address))
    assert "Plan a garden" in page
    assert "work of 1 learner" in page
    led = client.get(address, {"competency": str(world.competency(CODE).uuid)})
    assert led.status_code == 302
    assert str(world.competency(CODE).uuid) in led.url


def _by():
    from headway.district.foundation.api import Actor

    return Actor.system("test.world")


def _png() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00\x10\x60\x90"))
        + chunk(b"IEND", b"")
    )
