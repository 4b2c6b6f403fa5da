"""Generator A, `bursts`: learning that comes in bursts, evidence where learners work, teachers who decide.

How it is made:
- Ability per strand = entry level (by age, with a jagged spread per learner, domain and strand) + a strand's own
  rate × growth in its domain. Growth happens in bursts of some weeks with plateaus between; none in vacations. It
  is multiplied by `access`.
- Evidence arises where a learner works: competencies that are open to her (as decided so far), the lowest and those
  begun first; sometimes a second look at what is proficient. A task may show several competencies at once.
- Level shown = cuts of (ability - difficulty + task and occasion - severity of the rater), held below proficient
  while a gate of the competency is not truly proficient, up to that noise.
- Teachers decide from what the usual rule proposes (two of the last three, two pieces at the least), after a while;
  a few depart from it. What is not decided yet stays open.
Every fact that was planted is listed in `Truth.planted`.
"""

from headway.mastery.simulation.bursts.generator import NAME, VERSION, bursts

__all__ = ["NAME", "VERSION", "bursts"]
