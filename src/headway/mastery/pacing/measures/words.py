"""Sentences beside growth, needed rates, ways to a target, depth and groups. Of the plan, never of the learner."""

from __future__ import annotations

from headway.mastery.facts import SentenceTable

__all__ = ["MEASURE_SENTENCES"]

MEASURE_SENTENCES: SentenceTable = {
    "en": {
        "partly_gained": {
            "one": "One step on the way counts too, as this district decided; in learning units: {units}.",
            "other": "{count} steps on the way count too, as this district decided; in learning units: {units}.",
        },
        "known_on_arrival": {
            "one": "One competency was known on arrival. It is where the way begins and counts as no progress.",
            "other": (
                "{count} competencies were known on arrival. They are where the way begins and count as no progress."
            ),
        },
        "time_share": (
            "Of {count} instructional days, {own_days} belong to this place: the plan is part-time, shared with another "
            "school, on leave for a while, or between a departure and a return."
        ),
        "no_own_days": (
            "All of this time is on leave or elsewhere, so there is no pace to show. "
            "Look at a time in which there was instruction here."
        ),
        "formula_own_days": (
            "Learning units: {units} ÷ own instructional days: {own_days} × {days_per_year} instructional days in a year "
            "= {units_per_year} a year."
        ),
        "growth": (
            "Growth from the own start, in learning units: {units}; in levels’ worth of the continuum: {levels}."
        ),
        "growth_formula": (
            "A level’s worth is what was gained in a level ÷ all learning units of that level, added up over the "
            "levels, wherever on the continuum they lie. There is no ceiling."
        ),
        "growth_without_level": "Of these, in competencies without a level, which count in units only: {units}.",
        "growth_started_with": (
            "Known on arrival, in learning units: {units}. That is where the way began, so it is no growth."
        ),
        "growth_use_well": (
            "Use growth to see how far the work has come from its own start and what to plan next. A level’s worth in one "
            "subject is not that of another, and it compares no learners."
        ),
        "needed_nothing_remains": (
            "Everything in this plan is proficient. Look together at what to go deeper into, or what comes next."
        ),
        "needed_date_past": (
            "The date lies before today, so there is no time left to plan with. Choose a date from tomorrow on."
        ),
        "needed_no_days_left": (
            "There is no school day left up to this date. Choose a later date, or have the school year’s calendar "
            "completed."
        ),
        "needed_formula": (
            "Learning units that remain: {units} ÷ own instructional days left: {days} × 5 = {per_week} in a school week."
        ),
        "needed_within_a_week": (
            "Learning units that remain: {units}. Own instructional days left: {days}, less than a school week."
        ),
        "needed_per_year": "In units, over a year of {days_per_year} instructional days: {per_year}.",
        "needed_support": "Support that the plan brings until then, in hours: {hours} (in minutes a week: {minutes}).",
        "needed_beside_pace": "In units a year, this plan asks for {per_year}; the pace so far is {pace}.",
        "needed_beside_expected": "In units a year, the district expects {expected} in this subject.",
        "needed_use_well": (
            "Use this rate to agree on a date and on support that fit each other. It says what the plan takes, not what "
            "will happen, and it decides no level."
        ),
        "shape_linear": "The plan expects the same share of the work as of the time.",
        "shape_j_curve": (
            "The plan starts gently and picks up as things come together: halfway through the time it expects {half} of "
            "100 parts of the work (curvature {curvature})."
        ),
        "shape_milestones": {
            "one": "The plan has one milestone and expects its share of the work by then.",
            "other": "The plan has {count} milestones and expects each one’s share of the work by its time.",
        },
        "shape_own": {
            "one": "The plan follows a line that learner and adult drew, with one stop on the way.",
            "other": "The plan follows a line that learner and adult drew, with {count} stops on the way.",
        },
        "standing_on_target": "The plan is on target.",
        "standing_ahead_of_plan": "The work is ahead of plan. There is room to go deeper or to begin what comes next.",
        "standing_needs_adjusting": (
            "The plan needs adjusting. Look together at the date, the time and the support, and change what helps."
        ),
        "standing_noted": "An adult noted this, with words beside it.",
        "standing_days_ahead": {
            "one": "What is done was expected about one school day from now.",
            "other": "What is done was expected about {count} school days from now.",
        },
        "standing_days_to_adjust": {
            "one": "About one school day of planned work waits for a new place in the plan.",
            "other": "About {count} school days of planned work wait for a new place in the plan.",
        },
        "standing_buffer": {
            "one": "Within one school day either way a plan counts as on target.",
            "other": "Within {count} school days either way a plan counts as on target.",
        },
        "deepen": {
            "one": (
                "Of {known} competencies gained, one rests on tasks of recall and routine alone. The pace leaves "
                "room to go deeper."
            ),
            "other": (
                "Of {known} competencies gained, {count} rest on tasks of recall and routine alone. The pace "
                "leaves room to go deeper."
            ),
        },
        "deepen_pace": (
            "Since {since} the pace, in learning units a year, is {pace}; the district expects {rate}. So there is time for it."
        ),
        "deepen_pace_agreed": (
            "Since {since} the pace, in learning units a year, is {pace}; the agreed plan asks for {rate}. So there is time for it."
        ),
        "deepen_pieces": {
            "one": "What was gained rests on one piece of work.",
            "other": "What was gained rests on {count} pieces of work.",
        },
        "deepen_next": "Choose a task that asks for reasoning or for using it somewhere new before going further.",
        "depth_unknown": {
            "one": "The work of one competency names no depth and is left out here.",
            "other": "The work of {count} competencies names no depth and is left out here.",
        },
        "group_formula": {
            "one": (
                "One learner; learning units: {units} ÷ own instructional days: {days} × {days_per_year} = "
                "{units_per_year} a year."
            ),
            "other": (
                "{count} learners together; learning units: {units} ÷ own instructional days: {days} × {days_per_year} = "
                "{units_per_year} a year."
            ),
        },
        "group_no_days": "There are no instructional days in this time yet. Look again after the first school day.",
        "group_use_well": (
            "This is the formula of one learner’s pace with sums in it, no mean of paces. Compare a group with its own "
            "earlier time. It says nothing about how good anybody’s teaching is, and puts nobody in an order."
        ),
    },
    "es": {
        "partly_gained": {
            "one": (
                "También cuenta un paso en el camino, como decidió este distrito; en unidades de aprendizaje: {units}."
            ),
            "other": (
                "También cuentan {count} pasos en el camino, como decidió este distrito; en unidades de aprendizaje: "
                "{units}."
            ),
        },
        "known_on_arrival": {
            "one": "Una competencia ya se sabía al llegar. Ahí empieza el camino y no cuenta como progreso.",
            "other": (
                "{count} competencias ya se sabían al llegar. Ahí empieza el camino y no cuentan como progreso."
            ),
        },
        "time_share": (
            "De {count} días lectivos, {own_days} corresponden a este lugar: el plan es de tiempo parcial, compartido "
            "con otra escuela, con una licencia por un tiempo o entre una salida y un regreso."
        ),
        "no_own_days": (
            "Todo este tiempo es de licencia o en otro lugar, así que no hay un ritmo que mostrar. "
            "Miren un tiempo en el que hubo clases aquí."
        ),
        "formula_own_days": (
            "Unidades de aprendizaje: {units} ÷ días lectivos propios: {own_days} × {days_per_year} días lectivos del año "
            "= {units_per_year} por año."
        ),
        "growth": (
            "Crecimiento desde el propio inicio, en unidades de aprendizaje: {units}; en el equivalente de niveles del "
            "continuo: {levels}."
        ),
        "growth_formula": (
            "El equivalente de un nivel es lo ganado en ese nivel ÷ todas sus unidades de aprendizaje, sumado "
            "sobre los niveles, estén donde estén en el continuo. No hay techo."
        ),
        "growth_without_level": (
            "De ellas, en competencias sin nivel, que cuentan solo en unidades: {units}."
        ),
        "growth_started_with": (
            "Ya se sabía al llegar, en unidades de aprendizaje: {units}. Ahí empezó el camino, así que no es crecimiento."
        ),
        "growth_use_well": (
            "El crecimiento sirve para ver cuánto avanzó el trabajo desde su propio inicio y qué planear después. "
            "El equivalente de un nivel en una materia no es el de otra, y no compara a estudiantes."
        ),
        "needed_nothing_remains": (
            "Todo en este plan es competente. Miren juntos en qué profundizar o qué sigue."
        ),
        "needed_date_past": (
            "La fecha es anterior a hoy, así que no queda tiempo para planear. Elijan una fecha a partir de mañana."
        ),
        "needed_no_days_left": (
            "No queda ningún día de clases hasta esta fecha. Elijan una fecha posterior o pidan que se complete el "
            "calendario escolar."
        ),
        "needed_formula": (
            "Unidades de aprendizaje que quedan: {units} ÷ días lectivos propios que quedan: {days} × 5 = {per_week} por "
            "semana de clases."
        ),
        "needed_within_a_week": (
            "Unidades de aprendizaje que quedan: {units}. Días lectivos propios: {days}, menos de una semana de clases."
        ),
        "needed_per_year": "En unidades, en un año de {days_per_year} días lectivos: {per_year}.",
        "needed_support": "Apoyo que trae el plan hasta entonces, en horas: {hours} (en minutos por semana: {minutes}).",
        "needed_beside_pace": "En unidades por año, este plan pide {per_year}; el ritmo hasta ahora es {pace}.",
        "needed_beside_expected": "En unidades por año, el distrito espera {expected} en esta materia.",
        "needed_use_well": (
            "Esta cifra sirve para acordar una fecha y unos apoyos que vayan juntos. Dice lo que pide el plan, no lo que "
            "va a pasar, y no decide un nivel."
        ),
        "shape_linear": "El plan espera la misma parte del trabajo que del tiempo.",
        "shape_j_curve": (
            "El plan empieza suave y toma fuerza cuando las cosas se juntan: a la mitad del tiempo espera {half} de 100 "
            "partes del trabajo (curvatura {curvature})."
        ),
        "shape_milestones": {
            "one": "El plan tiene un hito y espera su parte del trabajo para entonces.",
            "other": "El plan tiene {count} hitos y espera la parte del trabajo de cada uno en su momento.",
        },
        "shape_own": {
            "one": "El plan sigue una línea que dibujaron estudiante y adulto, con una parada en el camino.",
            "other": "El plan sigue una línea que dibujaron estudiante y adulto, con {count} paradas en el camino.",
        },
        "standing_on_target": "El plan va según lo acordado.",
        "standing_ahead_of_plan": (
            "El trabajo va adelante del plan. Hay lugar para profundizar o para empezar lo que sigue."
        ),
        "standing_needs_adjusting": (
            "El plan necesita un ajuste. Miren juntos la fecha, el tiempo y el apoyo, y cambien lo que ayude."
        ),
        "standing_noted": "Lo anotó una persona adulta, con sus palabras al lado.",
        "standing_days_ahead": {
            "one": "Lo hecho se esperaba para dentro de un día de clases, más o menos.",
            "other": "Lo hecho se esperaba para dentro de {count} días de clases, más o menos.",
        },
        "standing_days_to_adjust": {
            "one": "Cerca de un día de clases de trabajo planeado espera un nuevo lugar en el plan.",
            "other": "Cerca de {count} días de clases de trabajo planeado esperan un nuevo lugar en el plan.",
        },
        "standing_buffer": {
            "one": "Con un día de clases de diferencia, un plan cuenta como según lo acordado.",
            "other": "Con hasta {count} días de clases de diferencia, un plan cuenta como según lo acordado.",
        },
        "deepen": {
            "one": (
                "De {known} competencias ganadas, una se apoya solo en tareas de recordar y de rutina. El ritmo deja "
                "lugar para profundizar."
            ),
            "other": (
                "De {known} competencias ganadas, {count} se apoyan solo en tareas de recordar y de rutina. El "
                "ritmo deja lugar para profundizar."
            ),
        },
        "deepen_pace": (
            "Desde el {since} el ritmo, en unidades de aprendizaje al año, es {pace}; el distrito espera {rate}. Así que hay "
            "tiempo para ello."
        ),
        "deepen_pace_agreed": (
            "Desde el {since} el ritmo, en unidades de aprendizaje al año, es {pace}; el plan acordado pide {rate}. Así que hay "
            "tiempo para ello."
        ),
        "deepen_pieces": {
            "one": "Lo ganado se apoya en un trabajo.",
            "other": "Lo ganado se apoya en {count} trabajos.",
        },
        "deepen_next": "Elijan una tarea que pida razonar o usarlo en algo nuevo antes de seguir.",
        "depth_unknown": {
            "one": "El trabajo de una competencia no nombra su profundidad y no se cuenta aquí.",
            "other": "El trabajo de {count} competencias no nombra su profundidad y no se cuenta aquí.",
        },
        "group_formula": {
            "one": (
                "Un estudiante; unidades de aprendizaje: {units} ÷ días lectivos propios: {days} × {days_per_year} "
                "= {units_per_year} por año."
            ),
            "other": (
                "{count} estudiantes en conjunto; unidades de aprendizaje: {units} ÷ días lectivos propios: {days} × "
                "{days_per_year} = {units_per_year} por año."
            ),
        },
        "group_no_days": (
            "Todavía no hay días lectivos en este tiempo. Vuelvan a mirar después del primer día de clases."
        ),
        "group_use_well": (
            "Es la fórmula del ritmo de una persona con sumas, no una media de ritmos. Comparen un grupo con su propio "
            "tiempo anterior. No dice qué tan buena es la enseñanza de nadie y no ordena a nadie."
        ),
    },
}
