"""Moving on: by which rule, with which evidence and on whose word; and whether the record holds what the rule asks."""

from headway.mastery.advancement.columnar import Cases, ReadyColumns, readiness_many
from headway.mastery.advancement.readiness import (
    Cumulative,
    Missing,
    NotYet,
    Ready,
    Showing,
    readiness,
)
from headway.mastery.advancement.rule import (
    AdvancementRule,
    Asks,
    Authority,
    Grain,
    GrainRule,
    Signer,
    Variation,
    chugach_example,
)
from headway.mastery.advancement.words import missing_words, rule_sentences

__all__ = [
    "AdvancementRule",
    "Asks",
    "Authority",
    "Cases",
    "Cumulative",
    "Grain",
    "GrainRule",
    "Missing",
    "NotYet",
    "Ready",
    "ReadyColumns",
    "Showing",
    "Signer",
    "Variation",
    "chugach_example",
    "missing_words",
    "readiness",
    "readiness_many",
    "rule_sentences",
]
