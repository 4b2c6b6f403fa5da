"""What would another rule propose for the same evidence? Nothing is decided by asking.

`reference.py` says what a move is, one body at a time; `columnar.py` answers for a district at once.
"""

from headway.mastery.proficiency.whatif.columnar import Moves, moves_between, what_if
from headway.mastery.proficiency.whatif.reference import Move, Step, move_of, step

__all__ = ["Move", "Moves", "Step", "move_of", "moves_between", "step", "what_if"]
