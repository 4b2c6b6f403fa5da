"""Where learners are, what is next, why, and how a class and a district stand. Every read starts from who looks."""

from headway.district.proficiency.selectors.attention import with_decisions_waiting, without_evidence_since
from headway.district.proficiency.selectors.contradictions import contradicted_prerequisites
from headway.district.proficiency.selectors.decided import DecidedLevel, decided_levels
from headway.district.proficiency.selectors.explanations import explain
from headway.district.proficiency.selectors.frontier import frontier_from, frontier_of
from headway.district.proficiency.selectors.grids import grid
from headway.district.proficiency.selectors.histories import decisions_in_columns, determinations_of
from headway.district.proficiency.selectors.next_steps import needs_next_step, next_steps_of
from headway.district.proficiency.selectors.overview import overview_by_school
from headway.district.proficiency.selectors.reach import evidence_on_tasks, learners_reached
from headway.district.proficiency.selectors.standings import standings_of, standings_of_many
from headway.district.proficiency.selectors.taken import taken_as_met

__all__ = [
    "DecidedLevel",
    "contradicted_prerequisites",
    "decided_levels",
    "decisions_in_columns",
    "determinations_of",
    "evidence_on_tasks",
    "explain",
    "frontier_from",
    "frontier_of",
    "grid",
    "learners_reached",
    "needs_next_step",
    "next_steps_of",
    "overview_by_school",
    "standings_of",
    "standings_of_many",
    "taken_as_met",
    "with_decisions_waiting",
    "without_evidence_since",
]
