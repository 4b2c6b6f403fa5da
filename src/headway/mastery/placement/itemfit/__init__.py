"""Slips, guesses and the order among competencies, learned from a district's own answers; and what they predict."""

from headway.mastery.placement.itemfit.answers import Answers
from headway.mastery.placement.itemfit.choosing import fit_by_replay
from headway.mastery.placement.itemfit.fitting import FitSettings, fit_items, fit_two_parameter
from headway.mastery.placement.itemfit.model import ItemFit
from headway.mastery.placement.itemfit.orders import learn_order
from headway.mastery.placement.itemfit.predicting import ask_adaptively, chances_of_right, expected_gain
from headway.mastery.placement.itemfit.structure import Needs

__all__ = [
    "Answers",
    "FitSettings",
    "ItemFit",
    "Needs",
    "ask_adaptively",
    "chances_of_right",
    "expected_gain",
    "fit_by_replay",
    "fit_items",
    "fit_two_parameter",
    "learn_order",
]
