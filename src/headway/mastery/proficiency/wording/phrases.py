"""Parts of sentences: what a predicate asks for, what is still missing of it, how a piece came about."""

from __future__ import annotations

from collections.abc import Mapping

# One phrase, or its forms for exactly one and for any other number.
Phrase = str | Mapping[str, str]
Phrases = Mapping[str, Phrase]

# {filter} is what the filter says of the pieces, with a space before it.
ASKS: Mapping[str, Phrases] = {
    "en": {
        "pieces": {
            "one": "one piece of evidence{filter}",
            "other": "{count} pieces of evidence{filter}",
        },
        "contexts": {
            "one": "evidence{filter} from a situation that is told",
            "other": "evidence{filter} from {count} different situations",
        },
        "occasions": {
            "one": "evidence{filter} from one day",
            "other": "evidence{filter} from {count} different days",
        },
        "raters": {
            "one": "evidence{filter} that one known person rated",
            "other": "evidence{filter} that {count} different people rated",
        },
        "forms_of_evidence": {
            "one": "evidence{filter} in a form that is told",
            "other": "evidence{filter} in {count} different forms",
        },
        "transfer": {
            "one": "one piece of evidence{filter} from a situation that was new",
            "other": "{count} pieces of evidence{filter} from situations that were new",
        },
        "cumulative": {
            "one": "one cumulative check{filter}",
            "other": "{count} cumulative checks{filter}",
        },
        "second_scorer": {
            "one": "one piece of evidence{filter} on which {raters} people agree",
            "other": "{count} pieces of evidence{filter} on which {raters} people agree",
        },
        "essential_criteria": {
            "one": "one piece of evidence{filter} in which every essential criterion shows that level",
            "other": "{count} pieces of evidence{filter} in which every essential criterion shows that level",
        },
        "consistent": {
            "one": "the level in one of the last {of} pieces of evidence{filter}",
            "other": "the level in {count} of the last {of} pieces of evidence{filter}",
        },
    },
    "es": {
        "pieces": {
            "one": "una evidencia{filter}",
            "other": "{count} evidencias{filter}",
        },
        "contexts": {
            "one": "una evidencia{filter} de una situación conocida",
            "other": "evidencias{filter} de {count} situaciones distintas",
        },
        "occasions": {
            "one": "una evidencia{filter} de un día",
            "other": "evidencias{filter} de {count} días distintos",
        },
        "raters": {
            "one": "una valoración{filter} de una persona conocida",
            "other": "valoraciones{filter} de {count} personas distintas",
        },
        "forms_of_evidence": {
            "one": "una evidencia{filter} de una forma conocida",
            "other": "evidencias{filter} de {count} formas distintas",
        },
        "transfer": {
            "one": "una evidencia{filter} de una situación nueva",
            "other": "{count} evidencias{filter} de situaciones nuevas",
        },
        "cumulative": {
            "one": "una comprobación acumulativa{filter}",
            "other": "{count} comprobaciones acumulativas{filter}",
        },
        "second_scorer": {
            "one": "una evidencia{filter} en la que coinciden {raters} personas",
            "other": "{count} evidencias{filter} en las que coinciden {raters} personas",
        },
        "essential_criteria": {
            "one": "una evidencia{filter} en la que cada criterio esencial muestra ese nivel",
            "other": "{count} evidencias{filter} en las que cada criterio esencial muestra ese nivel",
        },
        "consistent": {
            "one": "el nivel en una de las últimas {of} evidencias{filter}",
            "other": "el nivel en {count} de las últimas {of} evidencias{filter}",
        },
    },
}

MORE: Mapping[str, Phrases] = {
    "en": {
        "pieces": {
            "one": "one more piece of evidence{filter}",
            "other": "{count} more pieces of evidence{filter}",
        },
        "contexts": {
            "one": "evidence{filter} from one more situation",
            "other": "evidence{filter} from {count} more situations",
        },
        "occasions": {
            "one": "evidence{filter} from one more day",
            "other": "evidence{filter} from {count} more days",
        },
        "raters": {
            "one": "a rating of evidence{filter} by one more person",
            "other": "ratings of evidence{filter} by {count} more people",
        },
        "forms_of_evidence": {
            "one": "evidence{filter} in one more form",
            "other": "evidence{filter} in {count} more forms",
        },
        "transfer": {
            "one": "one more piece of evidence{filter} from a situation that is new",
            "other": "{count} more pieces of evidence{filter} from situations that are new",
        },
        "cumulative": {
            "one": "one more cumulative check{filter}",
            "other": "{count} more cumulative checks{filter}",
        },
        "second_scorer": {
            "one": "one more piece of evidence{filter} on which {raters} people agree",
            "other": "{count} more pieces of evidence{filter} on which {raters} people agree",
        },
        "essential_criteria": {
            "one": "one more piece of evidence{filter} in which every essential criterion shows that level",
            "other": "{count} more pieces of evidence{filter} in which every essential criterion shows that level",
        },
        "consistent": {
            "one": "one more recent piece of evidence{filter} at that level",
            "other": "{count} more recent pieces of evidence{filter} at that level",
        },
    },
    "es": {
        "pieces": {
            "one": "una evidencia más{filter}",
            "other": "{count} evidencias más{filter}",
        },
        "contexts": {
            "one": "una evidencia{filter} de otra situación",
            "other": "evidencias{filter} de otras {count} situaciones",
        },
        "occasions": {
            "one": "una evidencia{filter} de otro día",
            "other": "evidencias{filter} de otros {count} días",
        },
        "raters": {
            "one": "una valoración{filter} de otra persona",
            "other": "valoraciones{filter} de otras {count} personas",
        },
        "forms_of_evidence": {
            "one": "una evidencia{filter} de otra forma",
            "other": "evidencias{filter} de otras {count} formas",
        },
        "transfer": {
            "one": "una evidencia más{filter} de una situación nueva",
            "other": "{count} evidencias más{filter} de situaciones nuevas",
        },
        "cumulative": {
            "one": "una comprobación acumulativa más{filter}",
            "other": "{count} comprobaciones acumulativas más{filter}",
        },
        "second_scorer": {
            "one": "una evidencia más{filter} en la que coincidan {raters} personas",
            "other": "{count} evidencias más{filter} en las que coincidan {raters} personas",
        },
        "essential_criteria": {
            "one": "una evidencia más{filter} en la que cada criterio esencial muestre ese nivel",
            "other": "{count} evidencias más{filter} en las que cada criterio esencial muestre ese nivel",
        },
        "consistent": {
            "one": "una evidencia reciente más{filter} de ese nivel",
            "other": "{count} evidencias recientes más{filter} de ese nivel",
        },
    },
}

# What staff read besides: how exactly a second person must agree.
AGREEMENT: Mapping[str, Mapping[str, str]] = {
    "en": {
        "reach": "each of them saw that level or beyond",
        "same": "each of them saw the same level",
        "adjacent": "their levels are at most one apart",
    },
    "es": {
        "reach": "todas vieron ese nivel o uno más avanzado",
        "same": "todas vieron el mismo nivel",
        "adjacent": "sus niveles distan como mucho uno",
    },
}

FILTER: Mapping[str, Phrases] = {
    "en": {
        "forms": "shown as {forms}",
        "without_forms": "not shown as {forms}",
        "depth": "on work that asks to {depth}",
        "depth_full": "at depth of knowledge {number} or deeper",
        "within_days": {"one": "from the last day", "other": "from the last {count} days"},
        "independent": "shown without help",
        "supported": "shown with help",
        "transfer": "from a situation that was new",
        "cumulative": "in a cumulative check",
        "task": "on a task of the task bank",
        "outside": "told by another system",
        "without": "not {mark}",
        "raters": "rated by at least {count} people",
        "last": {"one": "counting only the last of them", "other": "counting only the last {count} of them"},
    },
    "es": {
        "forms": "en forma de {forms}",
        "without_forms": "sin contar {forms}",
        "depth": "en un trabajo que pide {depth}",
        "depth_full": "con profundidad de conocimiento {number} o mayor",
        "within_days": {"one": "del último día", "other": "de los últimos {count} días"},
        "independent": "sin ayuda",
        "supported": "con ayuda",
        "transfer": "de una situación nueva",
        "cumulative": "en una comprobación acumulativa",
        "task": "con una tarea del banco de tareas",
        "outside": "de otro sistema",
        "without": "sin contar lo mostrado {mark}",
        "raters": "con valoraciones de al menos {count} personas",
        "last": {"one": "contando solo la última", "other": "contando solo las últimas {count}"},
    },
}

# How an added piece comes about.
HOW: Mapping[str, Phrases] = {
    "en": {
        "second": "on which {value} people agree",
        "rater": "rated by another person",
        "cumulative": "in a cumulative check",
        "task": "on a task of the task bank",
        "outside": "told by another system",
        "supported": "shown with help",
        "transfer": "from a situation that is new",
        "depth": "on work that asks to {depth}",
        "independent": "shown without help",
        "form": "shown as {form}",
        "new_form": "shown in a new form",
        "essential": "with every essential criterion at that level",
        "context": "from another situation",
        "occasion": "from another day",
    },
    "es": {
        "second": "en la que coincidan {value} personas",
        "rater": "con la valoración de otra persona",
        "cumulative": "en una comprobación acumulativa",
        "task": "con una tarea del banco de tareas",
        "outside": "de otro sistema",
        "supported": "con ayuda",
        "transfer": "de una situación nueva",
        "depth": "en un trabajo que pida {depth}",
        "independent": "sin ayuda",
        "form": "en forma de {form}",
        "new_form": "en una forma nueva",
        "essential": "con cada criterio esencial en ese nivel",
        "context": "de otra situación",
        "occasion": "de otro día",
    },
}

FORMS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "a performance",
        "a product",
        "writing",
        "a discussion",
        "an observation",
        "a project",
        "a quiz",
        "a conference",
        "a recording",
        "something else",
    ),
    "es": (
        "una actuación",
        "un producto",
        "un escrito",
        "una conversación en grupo",
        "una observación",
        "un proyecto",
        "un cuestionario",
        "una entrevista",
        "una grabación",
        "otra cosa",
    ),
}

# Depth of knowledge 1 to 4, for a child.
DEPTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "remember or do something",
        "use what was learned or go deeper",
        "reason and explain or go deeper",
        "investigate something over time",
    ),
    "es": (
        "recordar o hacer algo",
        "usar lo aprendido o profundizar más",
        "razonar y explicar o profundizar más",
        "investigar algo durante un tiempo",
    ),
}

JOINED: Mapping[str, Phrases] = {
    "en": {"and": "and", "or": "or", "all": " together with ", "any": "; or ", "either": "either "},
    "es": {"and": "y", "or": "o", "all": " junto con ", "any": "; o bien ", "either": "o bien "},
}
