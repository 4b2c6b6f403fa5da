"""What several steps of one night read: once, whoever asks first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cached_property

from headway.district.agreements.api import AgreementColumns, agreements_in_force
from headway.district.continuum.api import ContinuumMap
from headway.district.people.api import learners_here
from headway.district.proficiency.api import ProficientColumns, proficient_columns
from headway.district.signals.columns.plans import AgreedPlans, agreed_plans

__all__ = ["Night"]


class Night:
    """The record as it was when a step of this night first asked for it. Nothing that a step writes is in here.

    learner_ids: of these learners, or of everybody. Rules that look at a whole school want its learners together.
    """

    def __init__(
        self, on: dt.date, continuum: ContinuumMap, learner_ids: Collection[int] | None = None
    ) -> None:
        self.on = on
        self.continuum = continuum
        self.learner_ids = learner_ids

    @cached_property
    def proficient(self) -> ProficientColumns:
        return proficient_columns(self.learner_ids, self.continuum)

    @cached_property
    def agreed(self) -> AgreementColumns:
        """Of everybody who is here, whether or not there is school on that date."""
        here = list(learners_here(self.on, self.learner_ids))
        return agreements_in_force(here, proficient=self.proficient)

    @cached_property
    def plans(self) -> AgreedPlans:
        """These agreements with their readings, and no chances yet."""
        return agreed_plans(self.agreed, self.continuum, self.on)
