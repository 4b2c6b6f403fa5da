"""Measures around pace: what counts as gained, own time, growth, needed rates, groups, level beside pace.

`partly` and `shares` are below `reference` and `columnar`; the others above. So this door names only the first two:
import the others by their modules, or from `headway.mastery.pacing`.
"""

from headway.mastery.pacing.measures.partly import NOTHING_PARTLY, Partly
from headway.mastery.pacing.measures.shares import Share, own_days, own_days_many, share_by_day

__all__ = ["NOTHING_PARTLY", "Partly", "Share", "own_days", "own_days_many", "share_by_day"]
