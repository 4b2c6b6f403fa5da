"""Signals as staff read them: of the plan, each line with its next step (LR06, LR20)."""
