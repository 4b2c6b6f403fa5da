"""The rule of moving on in sentences, and what is missing, in the languages of the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from headway.mastery.advancement.readiness import Missing
from headway.mastery.advancement.rule import Asks, Authority, Grain, GrainRule, Signer

__all__ = ["missing_words", "rule_sentences"]

Words = Mapping[str, str]

ASKS: Mapping[str, Mapping[tuple[Grain, Asks], str]] = {
    "en": {
        (Grain.LEVEL, Asks.ESSENTIAL): "Every essential competency of the level in the domain is proficient.",
        (Grain.LEVEL, Asks.EVERY): "Every competency of the level in the domain is proficient.",
        (Grain.MODULE, Asks.ESSENTIAL): "Every essential competency of the module is proficient.",
        (Grain.MODULE, Asks.EVERY): "Every competency of the module is proficient.",
        (
            Grain.GATEWAY,
            Asks.ESSENTIAL,
        ): "Every essential competency of the gateway's level, in every domain, is proficient.",
        (
            Grain.GATEWAY,
            Asks.EVERY,
        ): "Every competency of the gateway's level, in every domain, is proficient.",
    },
    "es": {
        (Grain.LEVEL, Asks.ESSENTIAL): "Cada competencia esencial del nivel en el área es competente.",
        (Grain.LEVEL, Asks.EVERY): "Cada competencia del nivel en el área es competente.",
        (Grain.MODULE, Asks.ESSENTIAL): "Cada competencia esencial del módulo es competente.",
        (Grain.MODULE, Asks.EVERY): "Cada competencia del módulo es competente.",
        (
            Grain.GATEWAY,
            Asks.ESSENTIAL,
        ): "Cada competencia esencial del nivel del paso, en cada área, es competente.",
        (Grain.GATEWAY, Asks.EVERY): "Cada competencia del nivel del paso, en cada área, es competente.",
    },
}
SAID: Mapping[str, Words] = {
    "en": {
        "unused": "Nobody signs at this grain: what is met shows in the record.",
        "named": "These competencies are proficient: {named}.",
        "but_one": "One of them may stay open; whoever signs names it.",
        "but": "Up to {count} of them may stay open; whoever signs names each one.",
        "cumulative": "Work on the district's cumulative assessment is proficient.",
        "cumulative_days": "Work on the district's cumulative assessment is proficient, from the last {days} days.",
        "teacher": "A teacher or adviser of the learner signs.",
        "leader": "A leader of the school signs.",
        "verifier": "Somebody who neither taught nor rated the learner there signs.",
        "and_verifier": "A second person, who neither taught nor rated the learner there, confirms it.",
        "by_leader": "A leader of the school may make an exception, with a reason and a plan for what is open.",
        "by_district": "A leader of the district may make an exception, with a reason and a plan for what is open.",
        "by_nobody": "There are no exceptions.",
        "nothing_asked": "The rule finds nothing to ask for here, so a person has to look at the rule or the continuum.",
        "open_one": "One competency is still open: {named}. Its next piece of work can show it.",
        "open": "{count} competencies are still open: {named}. Their next pieces of work can show it.",
        "cumulative_missing": "The cumulative assessment comes next; plan a day for it.",
        "cumulative_old": "The cumulative assessment is from {day}, longer ago than the rule allows; plan a new day for it.",
        "cumulative_open": "On the cumulative assessment this is not yet proficient: {named}. Plan support, then another look.",
    },
    "es": {
        "unused": "Aquí nadie firma: lo que está logrado se ve en el registro.",
        "named": "Estas competencias son competentes: {named}.",
        "but_one": "Una de ellas puede quedar abierta; quien firma la nombra.",
        "but": "Hasta {count} de ellas pueden quedar abiertas; quien firma nombra cada una.",
        "cumulative": "El trabajo en la evaluación acumulativa del distrito es competente.",
        "cumulative_days": "El trabajo en la evaluación acumulativa del distrito es competente, en los últimos {days} días.",
        "teacher": "Firma una persona que enseña o acompaña a quien aprende.",
        "leader": "Firma la dirección de la escuela.",
        "verifier": "Firma alguien que allí no enseñó ni evaluó a quien aprende.",
        "and_verifier": "Lo confirma una segunda persona que allí no enseñó ni evaluó a quien aprende.",
        "by_leader": "La dirección de la escuela puede hacer una excepción, con una razón y un plan para lo que queda abierto.",
        "by_district": "La dirección del distrito puede hacer una excepción, con una razón y un plan para lo que queda abierto.",
        "by_nobody": "No hay excepciones.",
        "nothing_asked": "La regla no encuentra aquí nada que pedir, así que una persona tiene que mirar la regla o el continuo.",
        "open_one": "Queda abierta una competencia: {named}. Su próximo trabajo puede mostrarla.",
        "open": "Quedan abiertas {count} competencias: {named}. Sus próximos trabajos pueden mostrarlas.",
        "cumulative_missing": "Ahora viene la evaluación acumulativa; planea un día para ella.",
        "cumulative_old": "La evaluación acumulativa es del {day}, más antigua de lo que permite la regla; planea un nuevo día.",
        "cumulative_open": "En la evaluación acumulativa esto todavía no es competente: {named}. Planea apoyo y después otra mirada.",
    },
}
EXCEPTIONS = {
    Authority.LEADER: "by_leader",
    Authority.DISTRICT_LEADER: "by_district",
    Authority.NOBODY: "by_nobody",
}
SIGNERS = {Signer.TEACHER: "teacher", Signer.LEADER: "leader", Signer.VERIFIER: "verifier"}


def rule_sentences(
    grain: Grain, rule: GrainRule, language: str = "en", names: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What one grain asks, sentence by sentence. names: of competencies by identifier."""
    words = SAID[language]
    if not rule.used:
        return (words["unused"],)
    said = [_asked(grain, rule, language, names or {})]
    if rule.may_stay_open:
        said.append(words["but_one" if rule.may_stay_open == 1 else "but"].format(count=rule.may_stay_open))
    if rule.cumulative:
        key = "cumulative" if rule.cumulative_days is None else "cumulative_days"
        said.append(words[key].format(days=rule.cumulative_days))
    said.append(words[SIGNERS[rule.signer]])
    if rule.verifier:
        said.append(words["and_verifier"])
    said.append(words[EXCEPTIONS[rule.exceptions_by]])
    return tuple(said)


def _asked(grain: Grain, rule: GrainRule, language: str, names: Mapping[str, str]) -> str:
    if rule.asks == Asks.NAMED:
        return SAID[language]["named"].format(named=", ".join(names.get(one, one) for one in rule.named))
    return ASKS[language][grain, rule.asks]


def missing_words(
    missing: Sequence[Missing], names: Mapping[int, str], language: str = "en"
) -> tuple[str, ...]:
    """What is not there yet, each with what comes next. names: of competencies by id."""
    words = SAID[language]
    said = []
    for one in missing:
        named = ", ".join(names.get(each, "") for each in one.competencies)
        key = {
            "open": "open_one" if len(one.competencies) == 1 else "open",
            "cumulative": "cumulative_missing",
        }.get(one.kind, one.kind)
        day = (date(1970, 1, 1) + timedelta(days=one.day)).isoformat() if one.day is not None else ""
        said.append(words[key].format(count=len(one.competencies), named=named, day=day))
    return tuple(said)
