"""What every question about standings stands on: the continuum, the scale and the rule in effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import Refused
from headway.district.policy.api import DistrictScale, PolicyKind, rule_in_effect, scale_for
from headway.mastery.facts import LANGUAGES, Reason
from headway.mastery.proficiency import Rule, sentence

__all__ = ["Ground", "continuum_in_force", "ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    continuum: ContinuumMap
    scale: DistrictScale
    rule: Rule
    rule_text: str

    def say(self, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
        """Reasons of the mathematics as sentences in the reader's language, with the district's level names."""
        language = (get_language() or "en").split("-")[0]
        language = language if language in LANGUAGES else "en"
        return tuple(sentence(reason, language, self.scale.names) for reason in reasons)


def ground(as_of: dt.datetime | None = None) -> Ground:
    """Three queries, or what this request remembers. Raises Refused where no continuum is published."""
    parameters, version, text = rule_in_effect(PolicyKind.PROFICIENCY_RULE, as_of)
    return Ground(
        continuum=continuum_in_force(),
        scale=scale_for(),
        rule=Rule.from_dict({"kind": Rule().kind, **parameters, "version": version}),
        rule_text=text,
    )


def continuum_in_force() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."),
            remedy=_(
                "An administrator brings it in as a CASE package. This page fills as soon as it is here."
            ),
        )
    return continuum
