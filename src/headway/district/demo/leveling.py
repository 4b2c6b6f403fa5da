"""Arriving in the demo: sources side by side, some decisions, a plan that waits for signatures; most wait for a person."""

from __future__ import annotations

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, clock
from headway.district.people.api import Viewer, account_named, viewer_for_account, visible_learners
from headway.district.placement.api import (
    judge,
    leveled_domains,
    leveling_policy,
    leveling_table,
    of_place,
    open_leveling,
    own,
    place,
    write_plan,
)
from headway.district.policy.api import PolicyKind, adopt

__all__ = ["level_showcase"]

CORE = 2
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
    found = [account_named(name) for name in ("teacher", "counselor", "student")]
    teacher, counsellor, student = (viewer_for_account(one.pk) if one else None for one in found)
    if teacher is not None and counsellor is not None:
        _adopt_leveling(by)
        _level_some(teacher, counsellor, student.learner_id if student else None)


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
                "centrales. Decide una consejera, una maestra o una persona de la dirección, y se vuelve a mirar a "
                "los seis meses."
            }
        },
    )


def _level_some(teacher: Viewer, counsellor: Viewer, first: int | None) -> None:
    """A judgement beside other sources for three learners; decisions and a plan for `first` (a learner's row id)."""
    continuum = current_map()
    if continuum is None:
        return
    codes = leveled_domains(leveling_policy()[0], continuum)[:CORE]
    mine = visible_learners(counsellor).values("pk")
    learners = list(visible_learners(teacher).filter(pk__in=mine).order_by("pk")[:40])
    learners.sort(key=lambda one: (one.pk != first, one.pk))
    for place_in_list, learner in enumerate(learners[:3]):
        levels = sorted({one.level for one in of_place(continuum, codes[0]) if one.level is not None})
        middle = levels[len(levels) // 2]
        judge(
            viewer=teacher,
            learner_uuid=learner.uuid,
            domain_code=codes[0],
            level=max(levels[0], middle - place_in_list),
            confidence="firm",
            text="She solves problems of this kind by herself and tells others how.",
        )
        if place_in_list:
            continue
        open_leveling(
            viewer=counsellor, learner_uuid=learner.uuid, reason="transfer", expected_level=middle + 2
        )
        domain = next(one for one in continuum.domains if one.code == codes[0])
        outcome = place(
            viewer=counsellor,
            learner_uuid=learner.uuid,
            domain_code=codes[0],
            level=middle,
            start_here=START_HERE,
            basis="judgement",
        )
        strand = next(iter(continuum.strands_of(domain.id)), None)
        if strand is not None:
            line = next(
                one
                for one in leveling_table(counsellor, learner.uuid).lines
                if one.strand_code == strand.code and one.domain_code == codes[0]
            )
            place(
                viewer=counsellor,
                learner_uuid=learner.uuid,
                domain_code=codes[0],
                strand_code=strand.code,
                level=line.suggestion.levels[0] if line.suggestion.levels else middle + 1,
            )
        if outcome.plan_task_uuid is not None:
            own(viewer=counsellor, task_uuid=outcome.plan_task_uuid, owner_uuid=teacher.person_uuid)
            write_plan(
                viewer=counsellor, task_uuid=outcome.plan_task_uuid, **PLAN, translations={"es": PLAN_ES}
            )
