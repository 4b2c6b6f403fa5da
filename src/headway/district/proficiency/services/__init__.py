"""Acts on where a learner is: recording ratings, deciding levels, and keeping the projection in step."""

from headway.district.proficiency.services.bulk import decide_in_bulk, record_ratings_in_bulk
from headway.district.proficiency.services.deciding import decide
from headway.district.proficiency.services.rating import record_ratings, withdraw_rating
from headway.district.proficiency.services.recomputing import recompute, take_effect

__all__ = [
    "decide",
    "decide_in_bulk",
    "recompute",
    "record_ratings",
    "record_ratings_in_bulk",
    "take_effect",
    "withdraw_rating",
]
