"""How sure, in words: plain ones for a learner and her family, full ones for staff. Codes come from `reasons_of`.

Plain words count in tens (“about 8 of 10 times”): frequencies are understood where shares of a hundred are not
(Gigerenzer & Hoffrage 1995). What is not there yet always comes with what would settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from headway.mastery.facts import Reason, SentenceTable, say
from headway.mastery.proficiency.sureness.answer import MOST_FURTHER, Sureness
from headway.mastery.proficiency.words import DEFAULT_LEVEL_NAMES
from headway.mastery.scales import Scale

LEVEL_PARAMS = ("level", "low", "high")

For = Literal["plain", "staff"]

SENTENCES: SentenceTable = {
    "en": {
        "nothing_yet": "There is no evidence yet, so nobody can be sure. The first piece is a good beginning.",
        # -- plain --
        "sure_reached": "We can be quite sure: the work shows {level} or beyond.",
        "sure_on_the_way": "We can be quite sure: the work is on its way to {level} and is not there yet.",
        "not_sure_yet": "We can't be sure yet whether the work shows {level}.",
        "nearly_always": "Work like this turns out to be {level} or beyond nearly every time.",
        "times_of_ten": {
            "one": "Work like this turns out to be {level} or beyond about 1 of 10 times.",
            "other": "Work like this turns out to be {level} or beyond about {count} of 10 times.",
        },
        "hardly_ever": "Work like this hardly ever turns out to be {level} yet.",
        "would_settle": {
            "one": "What would settle it: one more piece that shows {level} or beyond.",
            "other": "What would settle it: {count} more pieces that show {level} or beyond.",
        },
        "another_look": "What would help most: new work of another kind, looked at by another teacher.",
        "new_work_counts": "New work that shows more counts at once: show it when it is ready.",
        # -- staff --
        "chance": "The chance that this work is truly at {level} or beyond is {chance}.",
        "range": "With a chance of at least 0.8 its level lies from {low} to {high}.",
        "range_of_one": "With a chance of at least 0.8 its level is {low}.",
        "rests_on": {
            "one": "It rests on one piece of evidence; raters: {raters}.",
            "other": "It rests on {count} pieces of evidence; raters: {raters}.",
        },
        "commits": "From 0.8 or up to 0.2 it counts as sure. The rule and the person who decides stand above it.",
        "not_enough_evidence": "Between 0.2 and 0.8 it says that there is not enough evidence yet.",
        "settled_at_mark": {
            "one": "One further piece at {level} or beyond would make it sure that the work is there.",
            "other": "{count} further pieces at {level} or beyond would make it sure that the work is there.",
        },
        "settled_below": {
            "one": "One further piece still on its way to {level} would make it sure that the work is not there yet.",
            "other": "{count} further pieces still on their way to {level} would make it sure that the work is not there yet.",
        },
        "not_settled_by_six": (
            "Six further pieces of the same kind would not settle it; evidence in another form or a second rater tells more."
        ),
        "expected_further": {
            "one": "As things stand, about one further piece settles it.",
            "other": "As things stand, it takes about {count} further pieces to settle it.",
        },
    },
    "es": {
        "nothing_yet": "Todavía no hay evidencias, así que nadie puede estar seguro. La primera es un buen comienzo.",
        "sure_reached": "Podemos estar bastante seguros: el trabajo muestra {level} o un nivel más avanzado.",
        "sure_on_the_way": "Podemos estar bastante seguros: el trabajo va camino de {level} y todavía no llega.",
        "not_sure_yet": "Todavía no podemos estar seguros de si el trabajo muestra {level}.",
        "nearly_always": "Un trabajo como este resulta ser {level} o más avanzado casi siempre.",
        "times_of_ten": {
            "one": "Un trabajo como este resulta ser {level} o más avanzado más o menos 1 de cada 10 veces.",
            "other": "Un trabajo como este resulta ser {level} o más avanzado más o menos {count} de cada 10 veces.",
        },
        "hardly_ever": "Un trabajo como este casi nunca resulta ser {level} todavía.",
        "would_settle": {
            "one": "Lo que lo aclararía: un trabajo más que muestre {level} o más avanzado.",
            "other": "Lo que lo aclararía: {count} trabajos más que muestren {level} o más avanzado.",
        },
        "another_look": "Lo que más ayudaría: un trabajo nuevo de otro tipo, visto por otro docente.",
        "new_work_counts": "Un trabajo nuevo que muestre más cuenta enseguida: se puede mostrar cuando esté listo.",
        "chance": "La probabilidad de que este trabajo esté de verdad en {level} o en un nivel más avanzado es {chance}.",
        "range": "Con una probabilidad de al menos 0.8 su nivel está entre {low} y {high}.",
        "range_of_one": "Con una probabilidad de al menos 0.8 su nivel es {low}.",
        "rests_on": {
            "one": "Se basa en una evidencia; personas que valoraron: {raters}.",
            "other": "Se basa en {count} evidencias; personas que valoraron: {raters}.",
        },
        "commits": (
            "Desde 0.8 o hasta 0.2 se considera seguro. La regla y la persona que decide están por encima."
        ),
        "not_enough_evidence": "Entre 0.2 y 0.8 dice que todavía no hay evidencias suficientes.",
        "settled_at_mark": {
            "one": "Una evidencia más en {level} o más avanzada daría la seguridad de que el trabajo ya está ahí.",
            "other": "{count} evidencias más en {level} o más avanzadas darían la seguridad de que el trabajo ya está ahí.",
        },
        "settled_below": {
            "one": "Una evidencia más todavía en camino a {level} daría la seguridad de que el trabajo todavía no llega.",
            "other": "{count} evidencias más todavía en camino a {level} darían la seguridad de que el trabajo todavía no llega.",
        },
        "not_settled_by_six": (
            "Seis evidencias más del mismo tipo no lo aclararían; "
            "una evidencia en otra forma o una segunda persona que valore dice más."
        ),
        "expected_further": {
            "one": "Tal como está, más o menos una evidencia más lo aclara.",
            "other": "Tal como está, hacen falta más o menos {count} evidencias más para aclararlo.",
        },
    },
}


def reasons_of(sureness: Sureness, scale: Scale, audience: For = "plain") -> tuple[Reason, ...]:
    """What to say of this answer, in reading order."""
    if sureness.pieces == 0:
        return (Reason.of("nothing_yet"),)
    return _plain(sureness, scale) if audience == "plain" else _staff(sureness, scale)


def sure_words(
    sureness: Sureness,
    scale: Scale,
    language: str = "en",
    audience: For = "plain",
    level_names: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """The sentences; level names default to those of the default scale in that language."""
    return tuple(sentence(reason, language, level_names) for reason in reasons_of(sureness, scale, audience))


def sentence(reason: Reason, language: str = "en", level_names: Sequence[str] | None = None) -> str:
    """The sentence for one reason."""
    names = level_names if level_names is not None else DEFAULT_LEVEL_NAMES[language]
    return say(reason, SENTENCES, language, level_names=names, level_params=LEVEL_PARAMS)


def _plain(sureness: Sureness, scale: Scale) -> tuple[Reason, ...]:
    mark, settles = scale.proficient, sureness.settles
    said = [_times_of_ten(sureness.chance_proficient, mark)]
    if settles is None:
        if sureness.chance_proficient >= 0.5:
            return (Reason.of("sure_reached", level=mark), *said)
        return (Reason.of("sure_on_the_way", level=mark), *said, Reason.of("new_work_counts"))
    said.insert(0, Reason.of("not_sure_yet", level=mark))
    if settles.at_mark is None:
        return (*said, Reason.of("another_look"))
    return (*said, Reason.of("would_settle", count=settles.at_mark, level=mark))


def _times_of_ten(chance: float, mark: int) -> Reason:
    count = round(10 * chance)
    if count in (0, 10):
        return Reason.of("nearly_always" if count else "hardly_ever", level=mark)
    return Reason.of("times_of_ten", count=count, level=mark)


def _staff(sureness: Sureness, scale: Scale) -> tuple[Reason, ...]:
    mark, settles = scale.proficient, sureness.settles
    one = sureness.low == sureness.high
    said = [
        Reason.of("chance", level=mark, chance=f"{sureness.chance_proficient:.2f}"),
        Reason.of("range_of_one", low=sureness.low)
        if one
        else Reason.of("range", low=sureness.low, high=sureness.high),
        Reason.of("rests_on", count=sureness.pieces, raters=sureness.raters),
        Reason.of("commits" if settles is None else "not_enough_evidence"),
    ]
    if settles is not None:
        if settles.at_mark is not None:
            said.append(Reason.of("settled_at_mark", count=settles.at_mark, level=mark))
        if settles.below is not None:
            said.append(Reason.of("settled_below", count=settles.below, level=mark))
        if settles.fewest is None:
            said.append(Reason.of("not_settled_by_six"))
        elif settles.within >= 0.5:
            count = min(max(1, round(settles.expected)), MOST_FURTHER)
            said.append(Reason.of("expected_further", count=count))
    return tuple(said)
