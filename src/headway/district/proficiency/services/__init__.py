"""Acts on where a learner is: recording ratings, deciding levels, and keeping the projection in step."""

from headway.district.proficiency.services.asked import rate_ready_work, rate_second_look
from headway.district.proficiency.services.bulk import decide_in_bulk, record_ratings_in_bulk
from headway.district.proficiency.services.deciding import decide
from headway.district.proficiency.services.planning import plan_next_step, take_back_next_step
from headway.district.proficiency.services.rating import promote_first_glance, record_ratings, withdraw_rating
from headway.district.proficiency.services.recomputing import recompute, take_effect
from headway.district.proficiency.services.taking import take_as_met, take_as_met_in_bulk, take_back_taken
from headway.district.proficiency.services.undoing import (
    ActWithdrawn,
    correct_ratings,
    take_back_correction,
    withdraw_act,
    withdraw_ratings,
)

__all__ = [
    "ActWithdrawn",
    "correct_ratings",
    "decide",
    "decide_in_bulk",
    "plan_next_step",
    "promote_first_glance",
    "rate_ready_work",
    "rate_second_look",
    "recompute",
    "record_ratings",
    "record_ratings_in_bulk",
    "take_as_met",
    "take_as_met_in_bulk",
    "take_back_correction",
    "take_back_next_step",
    "take_back_taken",
    "take_effect",
    "withdraw_act",
    "withdraw_rating",
    "withdraw_ratings",
]
