"""A rule in plain words, made from its settings: what the policy book shows beside them."""

from __future__ import annotations

from collections.abc import Sequence

from headway.mastery.facts import Reason, SentenceTable, say
from headway.mastery.proficiency.requirements.trees import parts_of
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.summaries import (
    BestSustained,
    ModeOfLast,
    MostRecentConsistent,
    OfNumbers,
    TopN,
)
from headway.mastery.proficiency.wording.requirements import Register, asks

SENTENCES: SentenceTable = {
    "en": {
        "minimum": {
            "one": "A level is proposed from the first piece of evidence on.",
            "other": "A level is proposed once there are {count} pieces of evidence.",
        },
        "most_recent_consistent": {
            "one": "It is the highest level that one of the {window} most recent pieces shows.",
            "other": "It is the highest level that at least {count} of the {window} most recent pieces show.",
        },
        "mode_of_last": {
            "one": "It is the level that the most recent piece shows.",
            "other": (
                "It is the level that the {count} most recent pieces show most often; "
                "among levels shown equally often, the one shown most recently."
            ),
        },
        "best_sustained": {
            "one": "It is the highest level that any piece shows, whenever it was shown.",
            "other": "It is the highest level that {count} pieces in a row show, whenever they were shown.",
        },
        "top_n": {
            "one": "It is the highest level that any piece shows.",
            "other": "It is the highest level that {count} pieces show, in a row or not, whenever they were shown.",
        },
        "of_numbers": (
            "All pieces are put together by the way “{way}” of another system, "
            "and the level is the highest that the result reaches. Only staff see the result."
        ),
        "settings": "Its settings: {settings}.",
        "plain_mean": (
            "This is a plain mean: early work weighs as much as what is shown now. The district has allowed it."
        ),
        "asks": "For {level} and beyond there must also be {asks}.",
        "in_that_work": "For this, only work that shows the level in question is looked at.",
        "one_piece": "Several ratings of one piece of work count once, with the latest of them.",
        "no_zero": "An opportunity that was not taken is no evidence, and counts neither way.",
        "person": "A teacher decides, and says why where the decision departs from the proposal.",
    },
    "es": {
        "minimum": {
            "one": "Se propone un nivel desde la primera evidencia.",
            "other": "Se propone un nivel cuando hay {count} evidencias.",
        },
        "most_recent_consistent": {
            "one": "Es el nivel más avanzado que muestra una de las {window} evidencias más recientes.",
            "other": "Es el nivel más avanzado que muestran al menos {count} de las {window} evidencias más recientes.",
        },
        "mode_of_last": {
            "one": "Es el nivel que muestra la evidencia más reciente.",
            "other": (
                "Es el nivel que más veces muestran las {count} evidencias más recientes; "
                "entre niveles mostrados las mismas veces, el más reciente."
            ),
        },
        "best_sustained": {
            "one": "Es el nivel más avanzado que muestra una evidencia, sea de cuando sea.",
            "other": "Es el nivel más avanzado que muestran {count} evidencias seguidas, sean de cuando sean.",
        },
        "top_n": {
            "one": "Es el nivel más avanzado que muestra una evidencia.",
            "other": "Es el nivel más avanzado que muestran {count} evidencias, seguidas o no, sean de cuando sean.",
        },
        "of_numbers": (
            "Las evidencias se juntan con el método «{way}» de otro sistema, "
            "y el nivel es el más avanzado que el resultado alcanza. Solo el personal ve el resultado."
        ),
        "settings": "Sus ajustes: {settings}.",
        "plain_mean": (
            "Es una media simple: el trabajo del principio pesa tanto como lo que se muestra ahora. "
            "El distrito lo ha permitido."
        ),
        "asks": "Para {level} y más allá debe haber además {asks}.",
        "in_that_work": "Para esto se mira solo el trabajo que muestra el nivel del que se trata.",
        "one_piece": "Varias valoraciones de un mismo trabajo cuentan una vez, con la última de ellas.",
        "no_zero": "Una oportunidad que no se aprovechó no es evidencia, y no cuenta ni a favor ni en contra.",
        "person": "Decide un docente, y dice por qué cuando su decisión se aparta de la propuesta.",
    },
}


def told(
    rule: Rule, language: str, level_names: Sequence[str], register: Register = "plain"
) -> tuple[str, ...]:
    """The sentences of a rule, in reading order."""
    reasons = [Reason.of("minimum", count=rule.minimum_pieces), *_of_summary(rule)]
    for requirement in sorted(rule.requires, key=lambda one: one.from_level):
        level = min(requirement.from_level, len(level_names))
        reasons += [
            Reason.of("asks", level=level, asks=asks(part, language, register))
            for part in parts_of(requirement.that)
        ]
    if rule.requires:
        reasons.append(Reason.of("in_that_work"))
    reasons += [Reason.of(code) for code in ("one_piece", "no_zero", "person")]
    return tuple(
        say(reason, SENTENCES, language, level_names=level_names, level_params=("level",))
        for reason in reasons
    )


def _of_summary(rule: Rule) -> list[Reason]:
    summary = rule.summary
    if isinstance(summary, MostRecentConsistent):
        return [Reason.of(summary.kind, count=summary.agreement, window=summary.window)]
    if isinstance(summary, ModeOfLast):
        return [Reason.of(summary.kind, count=summary.window)]
    if isinstance(summary, BestSustained):
        return [Reason.of(summary.kind, count=summary.times)]
    if isinstance(summary, TopN):
        return [Reason.of(summary.kind, count=summary.pieces)]
    assert isinstance(summary, OfNumbers)
    reasons = [Reason.of("of_numbers", way=summary.kind)]
    if summary.settings:
        settings = ", ".join(f"{name} {value}" for name, value in summary.settings)
        reasons.append(Reason.of("settings", settings=settings))
    return [*reasons, Reason.of("plain_mean")] if summary.allow_mean else reasons
