"""Reasons, rules and what was set aside, as sentences in the languages of the product."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from headway.mastery.facts import Reason, say
from headway.mastery.proficiency.proposal import SetAside
from headway.mastery.proficiency.requirements import tree_from
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.wording import requirements, rules
from headway.mastery.proficiency.wording.reasons import IN_FULL, LEVEL_PARAMS, SENTENCES
from headway.mastery.proficiency.wording.requirements import Register

# Names of the default scale, lowest first; a district brings its own.
DEFAULT_LEVEL_NAMES = {
    "en": ("Emerging", "Developing", "Proficient", "Extending"),
    "es": ("Inicial", "En desarrollo", "Competente", "En profundización"),
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


def sentence(
    reason: Reason,
    language: str = "en",
    level_names: Sequence[str] | None = None,
    register: Register = "plain",
) -> str:
    """The sentence for a reason; level names default to those of the default scale in that language.

    register: plain for learners and families, in words that a child of twelve reads; full for staff.
    """
    names = level_names if level_names is not None else DEFAULT_LEVEL_NAMES[language]
    spelled = _with_phrases(reason, language, register)
    if register == "full" and reason.code in IN_FULL[language]:
        # A reason that was stored before it carried all that is said in full is said as it always was.
        with suppress(KeyError):
            return say(spelled, IN_FULL, language, level_names=names, level_params=LEVEL_PARAMS)
    return say(spelled, SENTENCES, language, level_names=names, level_params=LEVEL_PARAMS)


def describe(
    rule: Rule,
    language: str = "en",
    level_names: Sequence[str] | None = None,
    register: Register = "plain",
) -> tuple[str, ...]:
    """A rule in plain words, made from its settings; one sentence for each thing it says."""
    names = level_names if level_names is not None else DEFAULT_LEVEL_NAMES[language]
    return rules.told(rule, language, names, register)


def why_set_aside(why: SetAside, language: str = "en") -> str:
    return SET_ASIDE_SENTENCES[language][why]


def _with_phrases(reason: Reason, language: str, register: Register) -> Reason:
    """Params that stand for a requirement or for traits of a piece, spelled out."""
    params = dict(reason.params)
    further: dict[str, str] = {}
    if "requirement" in params:
        tree = tree_from(json.loads(str(params["requirement"])))
        further["asks"] = requirements.asks(tree, language, register)
        further["more"] = requirements.more(tree, int(params.get("gap", 0)), language, register)
    for name in ("how", "how_one"):
        if params.get(name):
            further[name] = requirements.how(str(params[name]), language)
    return replace(reason, params=tuple(sorted((params | further).items()))) if further else reason
