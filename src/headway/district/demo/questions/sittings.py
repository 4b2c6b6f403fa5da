"""The demo's questions in the record, and checks of the showcase: one done, one open, through the doors of everybody."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from headway.district.checks.api import (
    AskedQuestion,
    ItemContent,
    ItemKind,
    answer,
    bring_items,
    competency_and_key,
    current_question,
    invite,
)
from headway.district.continuum.api import ContinuumMap
from headway.district.demo.questions.fractions import FRACTIONS
from headway.district.demo.questions.making import Written, made
from headway.district.demo.questions.numbers import NUMBERS
from headway.district.demo.questions.reading import READING
from headway.district.foundation.api import Actor, clock
from headway.district.people.api import (
    Purpose,
    Viewer,
    account_named,
    viewer_for_account,
    viewer_for_person,
    visible_learners,
)

__all__ = ["question_contents", "show_checks"]

SOURCE = "demo"
CODES = "ABCD"
MOST_ANSWERS = 40


def question_contents(continuum: ContinuumMap, seed: int) -> list[ItemContent]:
    """Every question of the demo, for the competencies that the continuum has."""
    written: dict[str, Sequence[Written]] = {**made({**NUMBERS, **FRACTIONS}, seed), **READING}
    rng = random.Random(seed)
    return [
        _content(continuum.by_code[code].id, f"{code}/{number}", one, rng)
        for code, several in written.items()
        if code in continuum.by_code
        for number, one in enumerate(several, start=1)
    ]


def show_checks(continuum: ContinuumMap | None, *, seed: int, by: Actor) -> None:
    """Questions of the adaptive check, and three learners of the showcase's teacher at one."""
    account = account_named("teacher")
    teacher = viewer_for_account(account.pk) if account else None
    if continuum is None or teacher is None:
        return
    bring_items(question_contents(continuum, seed), by=by)
    mine = visible_learners(teacher, Purpose.RATE).order_by("pk").values_list("person_id", "uuid")[:40]
    student = account_named("student")
    hers = viewer_for_account(student.pk) if student else None
    others = [one for one in mine if hers is None or one[0] != hers.person_id][:2]
    rest = [one for one in mine if hers is not None and one[0] == hers.person_id]
    _sit(teacher, [*others, *rest], continuum, upto=5, seed=seed)


def _content(competency_id: int, identifier: str, one: Written, rng: random.Random) -> ItemContent:
    order = list(range(len(one.options)))
    rng.shuffle(order)
    words: dict[str, object] = {"stem": one.stem[1]}
    if order:
        words["choices"] = {CODES[place]: one.options[at][1] for place, at in enumerate(order)}
    return ItemContent(
        competency_id=competency_id,
        kind=ItemKind.CHOICE if order else ItemKind.SHORT,
        stem=one.stem[0],
        key=(CODES[order.index(0)],) if order else one.key,
        choices=tuple({"code": CODES[place], "text": one.options[at][0]} for place, at in enumerate(order)),
        words={"es": words},
        source=SOURCE,
        source_identifier=identifier,
    )


def _sit(
    teacher: Viewer,
    learners: Sequence[tuple[int, uuid.UUID]],
    continuum: ContinuumMap,
    *,
    upto: int,
    seed: int,
) -> None:
    """The first learner has done her check of fractions, the second one is half-way, the third one is invited.

    learners: (person id, learner's uuid). upto: the level up to which they answer rightly, most times.
    """
    level = {one.id: one.level or 0 for one in continuum.competencies}
    for number, (person_id, learner_uuid) in enumerate(learners[:3]):
        began = clock.now() - timedelta(days=3)
        with clock.at(began):
            sitting = invite(teacher, learner_uuid, "MA", "MA.FR")
        viewer = viewer_for_person(person_id)
        if viewer is None or number == 2:
            continue
        rng, at = random.Random(seed + number), began + timedelta(hours=1)
        for _turn in range(MOST_ANSWERS if number == 0 else 4):
            with clock.at(at):
                asked = current_question(viewer, sitting)
            if asked is None:
                break
            at += timedelta(seconds=rng.randint(12, 50))
            with clock.at(at):
                _answer(viewer, sitting, asked, level, upto, rng)


def _answer(
    viewer: Viewer,
    sitting: uuid.UUID,
    asked: AskedQuestion,
    level: Mapping[int, int],
    upto: int,
    rng: random.Random,
) -> None:
    competency, key = competency_and_key(asked.item_uuid)
    if level[competency] <= upto and rng.random() < 0.92:
        answer(viewer, sitting, item_uuid=asked.item_uuid, number=asked.number, given=key)
    elif rng.random() < 0.5:
        answer(viewer, sitting, item_uuid=asked.item_uuid, number=asked.number, unfamiliar=True)
    else:
        given = [one.code for one in asked.choices if one.code not in key][:1] or ["0"]
        answer(viewer, sitting, item_uuid=asked.item_uuid, number=asked.number, given=given)
