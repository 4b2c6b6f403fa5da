"""What people decided about where learners are, the projection that pages read, and what is planned next."""

from headway.district.proficiency.models.next_steps import NextStep, NextStepWords
from headway.district.proficiency.models.recomputing import Recomputing
from headway.district.proficiency.models.standing import Determination, DeterminationReason, Standing

__all__ = ["Determination", "DeterminationReason", "NextStep", "NextStepWords", "Recomputing", "Standing"]
