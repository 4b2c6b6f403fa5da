"""The sentences beside a pace, in the languages of the product. They speak of the plan, never of the learner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from headway.mastery.facts import Reason, SentenceTable, say
from headway.mastery.pacing.measures.words import MEASURE_SENTENCES

_OF_PACE: SentenceTable = {
    "en": {
        "window": "From {from_on} to {on}.",
        "gained": {
            "one": "One competency became proficient; its weight in learning units: {units}.",
            "other": "{count} competencies became proficient; their weights in learning units add up to {units}.",
        },
        "nothing_gained_yet": (
            "No competency became proficient in this time yet. Look at what is ready next and plan the first step."
        ),
        "in_progress": {
            "one": "One more competency is on its way and counts when its work is proficient.",
            "other": "{count} more competencies are on their way and count when their work is proficient.",
        },
        "taken_back": {
            "one": "One competency is open for more practice again and counts when its work is proficient.",
            "other": (
                "{count} competencies are open for more practice again and count when their work is proficient."
            ),
        },
        "formula": {
            "one": (
                "Learning units: {units} ÷ one instructional day × {days_per_year} instructional days in a year "
                "= {units_per_year} a year."
            ),
            "other": (
                "Learning units: {units} ÷ {count} instructional days × {days_per_year} instructional days in a "
                "year = {units_per_year} a year."
            ),
        },
        "no_days_yet": (
            "There are no instructional days in this time, so there is no pace to show yet. "
            "Choose a longer time, or look again after the first school day."
        ),
        "absence_apart": {
            "one": "One day of absence lies in this time. It is shown for planning and changes nothing in the pace.",
            "other": (
                "{count} days of absence lie in this time. They are shown for planning and change nothing in the "
                "pace."
            ),
        },
        "use_well": (
            "Use this number to plan time and support toward the agreed target. It says how the plan is going, "
            "not how able a learner is; it does not decide a level and it does not compare learners."
        ),
        "forecast_range": (
            "Going by the learning so far, this target is reached in {low} to {high} instructional days, "
            "8 of 10 times."
        ),
        "forecast_already_met": "This target is reached. Choose together what comes next.",
        "forecast_short_history": (
            "There are not yet {days} instructional days to go by, so there is no range yet. "
            "Plan the first steps, and look again in a few weeks."
        ),
        "forecast_too_wide": (
            "The range is still wider than the time that is planned, and wider than a school year, so no dates are "
            "shown. Plan a nearer step, or look again when there is more to go by."
        ),
        "forecast_by_default": (
            "This district has little history of its own yet, so the range rests on a stated starting assumption. "
            "It becomes the district's own as learning is recorded."
        ),
        "forecast_use_well": (
            "Use the range to plan time and support. It counts on learning in this domain going to this target first; "
            "other work before it makes it later. It knows only when learning was recorded, not who the learner is. "
            "It decides nothing, and the plan can change it."
        ),
    },
    "es": {
        "window": "Del {from_on} al {on}.",
        "gained": {
            "one": "Una competencia llegó a competente; su peso en unidades de aprendizaje: {units}.",
            "other": (
                "{count} competencias llegaron a competente; sus pesos en unidades de aprendizaje suman {units}."
            ),
        },
        "nothing_gained_yet": (
            "En este tiempo todavía ninguna competencia llegó a competente. "
            "Miren qué está listo para seguir y planeen el primer paso."
        ),
        "in_progress": {
            "one": "Una competencia más está en camino y contará cuando su trabajo sea competente.",
            "other": "{count} competencias más están en camino y contarán cuando su trabajo sea competente.",
        },
        "taken_back": {
            "one": "Una competencia vuelve a estar abierta a más práctica y contará cuando su trabajo sea competente.",
            "other": (
                "{count} competencias vuelven a estar abiertas a más práctica y contarán cuando su trabajo sea "
                "competente."
            ),
        },
        "formula": {
            "one": (
                "Unidades de aprendizaje: {units} ÷ un día lectivo × {days_per_year} días lectivos del año "
                "= {units_per_year} por año."
            ),
            "other": (
                "Unidades de aprendizaje: {units} ÷ {count} días lectivos × {days_per_year} días lectivos del año "
                "= {units_per_year} por año."
            ),
        },
        "no_days_yet": (
            "En este tiempo no hay días lectivos, así que todavía no hay un ritmo que mostrar. "
            "Elijan un tiempo más largo o vuelvan después del primer día de clases."
        ),
        "absence_apart": {
            "one": "Hay un día de ausencia en este tiempo. Se muestra para planear y no cambia el ritmo.",
            "other": "Hay {count} días de ausencia en este tiempo. Se muestran para planear y no cambian el ritmo.",
        },
        "use_well": (
            "Este número sirve para planear el tiempo y los apoyos hacia la meta acordada. Dice cómo va el plan, "
            "no de qué es capaz quien aprende; no decide un nivel ni compara a estudiantes."
        ),
        "forecast_range": (
            "Según lo aprendido hasta ahora, esta meta se alcanza en {low} a {high} días lectivos, 8 de cada 10 veces."
        ),
        "forecast_already_met": "Esta meta ya se alcanzó. Elijan juntos lo que sigue.",
        "forecast_short_history": (
            "Todavía no hay {days} días lectivos en que basarse, así que aún no hay un intervalo. "
            "Planeen los primeros pasos y vuelvan a mirar en unas semanas."
        ),
        "forecast_too_wide": (
            "El intervalo todavía es más amplio que el tiempo planeado y que un año escolar, así que no se muestran "
            "fechas. Planeen un paso más cercano o vuelvan a mirar cuando haya más en que basarse."
        ),
        "forecast_by_default": (
            "Este distrito todavía tiene poca historia propia, así que el intervalo parte de un supuesto inicial "
            "declarado. Será el del propio distrito a medida que se registre el aprendizaje."
        ),
        "forecast_use_well": (
            "Este intervalo sirve para planear tiempo y apoyos. Cuenta con que el aprendizaje en esta área vaya primero "
            "a esta meta; si antes hay otro trabajo, llega más tarde. Solo sabe cuándo se registró el aprendizaje, no "
            "quién es quien aprende. No decide nada, y el plan puede cambiarlo."
        ),
    },
}

# Params that are dates, written as ISO dates.
_DATES = frozenset({"from_on", "on", "since"})

SENTENCES: SentenceTable = {
    language: {**sentences, **MEASURE_SENTENCES[language]} for language, sentences in _OF_PACE.items()
}


def sentence(reason: Reason, language: str = "en", show_date: Callable[[date], str] = date.isoformat) -> str:
    """The sentence for a reason, in "en" or "es"; `show_date` writes dates the way the page does. Another language, or a
    reason of another table, is a KeyError."""
    shown = {
        name: show_date(date.fromisoformat(str(value))) if name in _DATES else value
        for name, value in reason.params
    }
    reason = Reason.of(reason.code, **shown)
    return say(reason, SENTENCES, language)
