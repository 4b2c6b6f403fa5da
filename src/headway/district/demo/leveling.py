"""Arriving in the demo: sources side by side, some decisions, a plan that waits for signatures; most wait for a person."""

from __future__ import annotations

from typing import Any

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, clock
from headway.district.people.api import (
    Purpose,
    Viewer,
    account_named,
    children_of,
    viewer_for_account,
    visible_learners,
)
from headway.district.placement.api import (
    judge,
    leveled_domains,
    leveling_policy,
    leveling_table,
    of_place,
    open_leveling,
    place,
    write_plan,
)
from headway.district.policy.api import PolicyKind, adopt
from headway.district.proficiency.api import frontier_of

__all__ = ["level_showcase"]

CORE = 2
JUDGED = 3
REASON = "I sat with her and looked at her notebook."
START_HERE = "You explain your thinking clearly. Begin here, and let that help you."
PLAN = {
    "goal": "She uses fractions in everyday problems and explains how she knows.",
    "steps": "Twenty minutes with fraction strips, twice a week until the fall break. Then we look together.",
    "support": "Her teacher on Tuesdays and Thursdays; a partner of her choice.",
    "home": "Cook together once a week and read the amounts aloud.",
}
PLAN_ES = {
    "goal": "Usa fracciones en problemas de todos los días y explica cómo lo sabe.",
    "steps": "Veinte minutos con tiras de fracciones, dos veces por semana hasta las vacaciones de otoño. Después "
    "lo miramos en conjunto.",
    "support": "Su maestra los martes y jueves; una compañera o un compañero que ella elija.",
    "home": "Cocinar en familia una vez por semana y leer las cantidades en voz alta.",
}


def level_showcase(by: Actor) -> None:
    """Where some learners of the showcase begin, with the sources that spoke for it."""
    _adopt_leveling(by)
    teacher, counsellor, student, family = (
        viewer_for_account(one.pk) if one else None
        for one in map(account_named, ("teacher", "counselor", "student", "familia"))
    )
    if current_map() is None:
        return
    if teacher is not None:
        mine = list(visible_learners(teacher, Purpose.RATE).order_by("pk")[:60])
        mine.sort(key=lambda one: (student is None or one.pk != student.learner_id, one.pk))
        for number, learner in enumerate(mine[:JUDGED]):
            _judge(teacher, learner, number)
        if mine:
            _level(teacher, mine[0], teacher)
    if counsellor is not None and family is not None:
        hers = visible_learners(counsellor).filter(pk__in=children_of(family).order_by().values("pk"))
        for learner in hers:
            _level(counsellor, learner, counsellor)


def _adopt_leveling(by: Actor) -> None:
    """The first two domains are core; usual entry levels are left to the sessions."""
    continuum = current_map()
    if continuum is None:
        return
    core = list(leveled_domains(leveling_policy()[0], continuum))[:CORE]
    adopt(
        kind=PolicyKind.LEVELING,
        text="Whoever arrives is leveled in each domain by itself; the core domains come first. A counsellor, teacher "
        "or leader decides, and looks again after six months.",
        parameters={"core": core},
        effective_on=clock.today(),
        by=by,
        translations={
            "es": {
                "text": "A quien llega se le busca el punto de partida en cada área por separado; primero las áreas "
                "centrales. Decide una persona de consejería, de docencia o de la dirección, y se vuelve a mirar a "
                "los seis meses."
            }
        },
    )


def _judge(teacher: Viewer, learner: Any, number: int) -> None:
    """What a teacher would say who knows her work; whoever is judged so can be ready for the next level."""
    code, levels = _core()
    met = _met_whole(teacher, learner, code, levels)
    judge(
        viewer=teacher,
        learner_uuid=learner.uuid,
        domain_code=code,
        level=max(levels[0], levels[len(levels) // 2] - number) if met is None else met,
        confidence="firm",
        text="She solves problems of this kind by herself and tells others how.",
    )


def _level(decider: Viewer, learner: Any, owner: Viewer) -> None:
    """A decision on one domain and one strand of it, far enough from the usual entry for a plan."""
    code, levels = _core()
    whole = leveling_table(decider, learner.uuid).of_domain(code)[0]
    middle = whole.suggestion.levels[0] if whole.suggestion.levels else levels[len(levels) // 2]
    open_leveling(viewer=decider, learner_uuid=learner.uuid, reason="transfer", expected_level=middle + 2)
    outcome = place(
        viewer=decider,
        learner_uuid=learner.uuid,
        domain_code=code,
        level=middle,
        start_here=START_HERE,
        reason=REASON,
        basis="judgement",
        owner_uuid=owner.person_uuid,
    )
    strands = [one for one in leveling_table(decider, learner.uuid).of_domain(code) if one.strand_code]
    for line in strands[:1]:
        suggested = line.suggestion.levels
        place(
            viewer=decider,
            learner_uuid=learner.uuid,
            domain_code=code,
            strand_code=line.strand_code,
            level=suggested[0] if suggested else middle + 1,
        )
    if outcome.plan_task_uuid is not None:
        write_plan(
            viewer=decider,
            task_uuid=outcome.plan_task_uuid,
            translations={"es": PLAN_ES},
            **PLAN,  # type: ignore[arg-type]
        )


def _met_whole(teacher: Viewer, learner: Any, code: str, levels: list[int]) -> int | None:
    """The last level, from the beginning on, of which everything is proficient; None where there is none."""
    continuum = current_map()
    assert continuum is not None  # asked before
    shown = {one.competency.id for one in frontier_of(teacher, learner).proficient}
    missing = {
        one.level for one in of_place(continuum, code) if one.level is not None and one.id not in shown
    }
    return max((level for level in levels if level < min(missing, default=levels[-1] + 1)), default=None)


def _core() -> tuple[str, list[int]]:
    """The first core domain, and its levels."""
    continuum = current_map()
    assert continuum is not None  # asked before
    code = leveled_domains(leveling_policy()[0], continuum)[0]
    return code, sorted({one.level for one in of_place(continuum, code) if one.level is not None})
