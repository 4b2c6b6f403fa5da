"""The sentences of a proposal. Codes and params come from the mathematics.

Level names belong to the work that a piece shows, never to the learner, and a level that is not yet proficient
always comes with the evidence that would show more. {asks}, {more}, {how} and {how_one} are phrases of their own
(`phrases`).
"""

from __future__ import annotations

from headway.mastery.facts import SentenceTable

# Params that are ordinals of levels, shown by name.
LEVEL_PARAMS = ("level", "recent", "asked")

SENTENCES: SentenceTable = {
    "en": {
        "no_pieces_yet": "There is no evidence for this competency yet.",
        "pieces_so_far": {
            "one": "There is one piece of evidence so far.",
            "other": "There are {count} pieces of evidence so far.",
        },
        "pieces_needed": {
            "one": "One more piece of evidence is needed before a level can be proposed.",
            "other": "{count} more pieces of evidence are needed before a level can be proposed.",
        },
        "each_shows": {
            "one": "Based on the most recent piece of evidence: it shows {level} or beyond.",
            "other": "Based on the {count} most recent pieces of evidence: each of them shows {level} or beyond.",
        },
        "each_shows_highest": {
            "one": "Based on the most recent piece of evidence: it shows {level}.",
            "other": "Based on the {count} most recent pieces of evidence: each of them shows {level}.",
        },
        "some_show": (
            "Based on the {count} most recent pieces of evidence: "
            "in {reached} of them the work shows {level} or beyond."
        ),
        "some_show_highest": (
            "Based on the {count} most recent pieces of evidence: in {reached} of them the work shows {level}."
        ),
        "most_often": {
            "one": "Based on the most recent piece of evidence: it shows {level}.",
            "other": "Based on the {count} most recent pieces of evidence: {level} is shown most often.",
        },
        "most_often_tie": (
            "Based on the {count} most recent pieces of evidence: "
            "{level} is shown as often as another level, and more recently."
        ),
        "in_a_row": {
            "one": "One piece of evidence shows {level} or beyond.",
            "other": "{count} pieces of evidence in a row show {level} or beyond.",
        },
        "in_a_row_highest": {
            "one": "One piece of evidence shows {level}.",
            "other": "{count} pieces of evidence in a row show {level}.",
        },
        "best_pieces": {
            "one": "Based on the piece that shows most: it shows {level} or beyond.",
            "other": "Based on the {count} pieces that show most: each of them shows {level} or beyond.",
        },
        "best_pieces_highest": {
            "one": "Based on the piece that shows most: it shows {level}.",
            "other": "Based on the {count} pieces that show most: each of them shows {level}.",
        },
        "of_numbers": {
            "one": "Based on one piece of evidence, read by the district's rule: {level}.",
            "other": "Based on all {count} pieces of evidence, read together by the district's rule: {level}.",
        },
        "way_gives_none": "The district's rule doesn't read a level from this evidence yet.",
        "held": "{asked} asks for more evidence than there is so far, so {level} is proposed for now.",
        "held_back_entirely": "{asked} already asks for more evidence than there is so far.",
        "unmet": {
            "one": "{asked} asks for {asks}. So far there is one.",
            "other": "{asked} asks for {asks}. So far there are {count}.",
        },
        "unmet_none": "{asked} asks for {asks}. So far there is none.",
        "asks_for": "{asked} asks for {asks}.",
        "still_needed": "Still needed for {asked}: {more}.",
        "most_recent_apart": (
            "The most recent piece shows {recent}, two or more levels from {level}: "
            "look at that work before deciding."
        ),
        "just_enough_pieces": {
            "one": "There is one piece of evidence, just enough for a tentative proposal.",
            "other": "There are {count} pieces of evidence, just enough for a tentative proposal.",
        },
        "one_more_makes_firmer": "One more piece of evidence would make the proposal firmer.",
        "more_at_level": "More pieces that show {level} would bring the proposal closer to {level}.",
        "would_raise": {
            "one": "One more piece that shows {level} would move the proposal to {level}.",
            "other": "{count} more pieces that show {level} would move the proposal to {level}.",
        },
        "would_raise_so": {
            "one": "One more piece that shows {level}, {how}, would move the proposal to {level}.",
            "other": "{count} more pieces that show {level}, each {how}, would move the proposal to {level}.",
        },
        "would_raise_one": {
            "one": "One more piece that shows {level}, {how_one}, would move the proposal to {level}.",
            "other": (
                "{count} more pieces that show {level}, one of them {how_one}, "
                "would move the proposal to {level}."
            ),
        },
        "would_raise_both": {
            "one": "One more piece that shows {level}, {how}, {how_one}, would move the proposal to {level}.",
            "other": (
                "{count} more pieces that show {level}, each {how}, and one of them {how_one}, "
                "would move the proposal to {level}."
            ),
        },
        "would_lower": "A further piece that shows {level} would move the proposal to {level}.",
    },
    "es": {
        "no_pieces_yet": "Todavía no hay evidencias de esta competencia.",
        "pieces_so_far": {
            "one": "Hasta ahora hay una evidencia.",
            "other": "Hasta ahora hay {count} evidencias.",
        },
        "pieces_needed": {
            "one": "Se necesita una evidencia más para poder proponer un nivel.",
            "other": "Se necesitan {count} evidencias más para poder proponer un nivel.",
        },
        "each_shows": {
            "one": "Según la evidencia más reciente: muestra {level} o un nivel más avanzado.",
            "other": (
                "Según las {count} evidencias más recientes: cada una muestra {level} o un nivel más avanzado."
            ),
        },
        "each_shows_highest": {
            "one": "Según la evidencia más reciente: muestra {level}.",
            "other": "Según las {count} evidencias más recientes: cada una muestra {level}.",
        },
        "some_show": (
            "Según las {count} evidencias más recientes: "
            "en {reached} de ellas el trabajo muestra {level} o un nivel más avanzado."
        ),
        "some_show_highest": (
            "Según las {count} evidencias más recientes: en {reached} de ellas el trabajo muestra {level}."
        ),
        "most_often": {
            "one": "Según la evidencia más reciente: muestra {level}.",
            "other": "Según las {count} evidencias más recientes: {level} es el nivel que más veces se muestra.",
        },
        "most_often_tie": (
            "Según las {count} evidencias más recientes: "
            "{level} se muestra tantas veces como otro nivel, y más recientemente."
        ),
        "in_a_row": {
            "one": "Una evidencia muestra {level} o un nivel más avanzado.",
            "other": "{count} evidencias seguidas muestran {level} o un nivel más avanzado.",
        },
        "in_a_row_highest": {
            "one": "Una evidencia muestra {level}.",
            "other": "{count} evidencias seguidas muestran {level}.",
        },
        "best_pieces": {
            "one": "Según la evidencia que más muestra: muestra {level} o un nivel más avanzado.",
            "other": "Según las {count} evidencias que más muestran: cada una muestra {level} o un nivel más avanzado.",
        },
        "best_pieces_highest": {
            "one": "Según la evidencia que más muestra: muestra {level}.",
            "other": "Según las {count} evidencias que más muestran: cada una muestra {level}.",
        },
        "of_numbers": {
            "one": "Según una evidencia, leída con la regla del distrito: {level}.",
            "other": "Según las {count} evidencias, leídas juntas con la regla del distrito: {level}.",
        },
        "way_gives_none": "Con estas evidencias, la regla del distrito todavía no da un nivel.",
        "held": "{asked} pide más evidencias de las que hay hasta ahora; por eso, de momento se propone {level}.",
        "held_back_entirely": "Ya {asked} pide más evidencias de las que hay hasta ahora.",
        "unmet": {
            "one": "{asked} pide {asks}. Hasta ahora hay una.",
            "other": "{asked} pide {asks}. Hasta ahora hay {count}.",
        },
        "unmet_none": "{asked} pide {asks}. Hasta ahora no hay ninguna.",
        "asks_for": "{asked} pide {asks}.",
        "still_needed": "Para {asked} todavía se necesita lo siguiente: {more}.",
        "most_recent_apart": (
            "La evidencia más reciente muestra {recent}, a dos niveles o más de {level}: "
            "conviene mirar ese trabajo antes de decidir."
        ),
        "just_enough_pieces": {
            "one": "Hay una evidencia, lo justo para una propuesta provisional.",
            "other": "Hay {count} evidencias, lo justo para una propuesta provisional.",
        },
        "one_more_makes_firmer": "Una evidencia más haría más firme la propuesta.",
        "more_at_level": "Más evidencias que muestren {level} acercarían la propuesta a {level}.",
        "would_raise": {
            "one": "Una evidencia más que muestre {level} llevaría la propuesta a {level}.",
            "other": "{count} evidencias más que muestren {level} llevarían la propuesta a {level}.",
        },
        "would_raise_so": {
            "one": "Una evidencia más que muestre {level}, {how}, llevaría la propuesta a {level}.",
            "other": (
                "{count} evidencias más que muestren {level}, cada una {how}, llevarían la propuesta a {level}."
            ),
        },
        "would_raise_one": {
            "one": "Una evidencia más que muestre {level}, {how_one}, llevaría la propuesta a {level}.",
            "other": (
                "{count} evidencias más que muestren {level}, una de ellas {how_one}, "
                "llevarían la propuesta a {level}."
            ),
        },
        "would_raise_both": {
            "one": "Una evidencia más que muestre {level}, {how}, {how_one}, llevaría la propuesta a {level}.",
            "other": (
                "{count} evidencias más que muestren {level}, cada una {how}, y una de ellas {how_one}, "
                "llevarían la propuesta a {level}."
            ),
        },
        "would_lower": "Una nueva evidencia que muestre {level} llevaría la propuesta a {level}.",
    },
}

# For staff: the rule stands beside what it saw. Other codes say the same to everybody.
IN_FULL: SentenceTable = {
    "en": {
        "each_shows": "Of the last {window} pieces at least {agreement} must agree: all {count} show {level} or beyond.",
        "each_shows_highest": "Of the last {window} pieces at least {agreement} must agree: all {count} show {level}.",
        "some_show": (
            "Of the last {window} pieces at least {agreement} must agree: "
            "{reached} of {count} show {level} or beyond."
        ),
        "some_show_highest": (
            "Of the last {window} pieces at least {agreement} must agree: {reached} of {count} show {level}."
        ),
        "most_often": (
            "The level shown most often in the last {count} pieces, and among equals the most recent: "
            "{level}, {times} of {count}."
        ),
        "of_numbers": (
            "By the way “{way}” the pieces ({count}) come to {number}; "
            "{level} is the highest level that this reaches."
        ),
        "way_gives_none": "The way of the rule gives no number for this body of evidence, so no level is proposed.",
        "unmet": (
            "{asked} asks for {asks}: there are {count}, in {reaching} pieces that show {asked} or beyond."
        ),
        "unmet_none": "{asked} asks for {asks}: there is none in {reaching} pieces that show {asked} or beyond.",
        "held": (
            "The summary reaches {asked} or beyond, and {asked} has requirements that don't hold yet; "
            "{level} is the highest level for which all of them hold."
        ),
    },
    "es": {
        "each_shows": (
            "De las últimas {window} evidencias deben coincidir al menos {agreement}: "
            "las {count} muestran {level} o un nivel más avanzado."
        ),
        "each_shows_highest": (
            "De las últimas {window} evidencias deben coincidir al menos {agreement}: las {count} muestran {level}."
        ),
        "some_show": (
            "De las últimas {window} evidencias deben coincidir al menos {agreement}: "
            "{reached} de {count} muestran {level} o un nivel más avanzado."
        ),
        "some_show_highest": (
            "De las últimas {window} evidencias deben coincidir al menos {agreement}: "
            "{reached} de {count} muestran {level}."
        ),
        "most_often": (
            "El nivel que más veces muestran las últimas {count} evidencias y, entre iguales, el más reciente: "
            "{level}, {times} de {count}."
        ),
        "of_numbers": (
            "Con el método «{way}», las evidencias ({count}) dan {number}; "
            "{level} es el nivel más avanzado que esto alcanza."
        ),
        "way_gives_none": (
            "El método de la regla no da ningún número con estas evidencias, así que no se propone un nivel."
        ),
        "unmet": (
            "{asked} pide {asks}: hay {count}, "
            "en {reaching} evidencias que muestran {asked} o un nivel más avanzado."
        ),
        "unmet_none": (
            "{asked} pide {asks}: no hay ninguna "
            "en {reaching} evidencias que muestran {asked} o un nivel más avanzado."
        ),
        "held": (
            "El resumen alcanza {asked} o más, y {asked} tiene requisitos que todavía no se cumplen; "
            "{level} es el nivel más avanzado para el que se cumplen todos."
        ),
    },
}
