"""The sentences of a proposal in the languages of the product. Codes and params come from the mathematics.

Level names belong to the work that a piece shows, never to the learner, and a level that is not yet proficient
always comes with the evidence that would show more.
"""

from __future__ import annotations

from collections.abc import Sequence

from headway.mastery.facts import Reason, SentenceTable, say
from headway.mastery.proficiency.proposal import SetAside

LEVEL_PARAMS = ("level", "recent")

# Names of the default scale, lowest first; a district brings its own.
DEFAULT_LEVEL_NAMES = {
    "en": ("Emerging", "Developing", "Proficient", "Extending"),
    "es": ("Inicial", "En desarrollo", "Competente", "En profundización"),
}

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
        "most_recent_apart": (
            "The most recent piece shows {recent}, two or more levels from {level}: "
            "look at that work before deciding."
        ),
        "just_enough_pieces": {
            "one": "There is one piece of evidence, just enough for a tentative proposal.",
            "other": "There are {count} pieces of evidence, just enough for a tentative proposal.",
        },
        "one_more_makes_firmer": "One more piece of evidence would make the proposal firmer.",
        "would_raise": {
            "one": "One more piece that shows {level} would move the proposal to {level}.",
            "other": "{count} more pieces that show {level} would move the proposal to {level}.",
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
        "most_recent_apart": (
            "La evidencia más reciente muestra {recent}, a dos niveles o más de {level}: "
            "conviene mirar ese trabajo antes de decidir."
        ),
        "just_enough_pieces": {
            "one": "Hay una evidencia, lo justo para una propuesta provisional.",
            "other": "Hay {count} evidencias, lo justo para una propuesta provisional.",
        },
        "one_more_makes_firmer": "Una evidencia más haría más firme la propuesta.",
        "would_raise": {
            "one": "Una evidencia más que muestre {level} llevaría la propuesta a {level}.",
            "other": "{count} evidencias más que muestren {level} llevarían la propuesta a {level}.",
        },
        "would_lower": "Una nueva evidencia que muestre {level} llevaría la propuesta a {level}.",
    },
}

SET_ASIDE_SENTENCES: dict[str, dict[SetAside, str]] = {
    "en": {
        SetAside.WITHDRAWN: "This rating was withdrawn.",
        SetAside.SAME_PIECE: "The same piece of work has a later rating, which counts.",
        SetAside.OLDER: "More recent evidence counts now.",
        SetAside.NOT_AMONG_BEST: "Other pieces show more, and those are the ones that count.",
    },
    "es": {
        SetAside.WITHDRAWN: "Esta valoración se retiró.",
        SetAside.SAME_PIECE: "El mismo trabajo tiene una valoración posterior, que es la que cuenta.",
        SetAside.OLDER: "Ahora cuentan evidencias más recientes.",
        SetAside.NOT_AMONG_BEST: "Otras evidencias muestran más, y son las que cuentan.",
    },
}


def sentence(reason: Reason, language: str = "en", level_names: Sequence[str] | None = None) -> str:
    """The sentence for a reason; level names default to those of the default scale in that language."""
    names = level_names if level_names is not None else DEFAULT_LEVEL_NAMES[language]
    return say(reason, SENTENCES, language, level_names=names, level_params=LEVEL_PARAMS)


def why_set_aside(why: SetAside, language: str = "en") -> str:
    return SET_ASIDE_SENTENCES[language][why]
