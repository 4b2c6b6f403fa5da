"""What the tests of rules share: a version in the policy book on a day, and pieces of work shown on days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from headway.district.continuum.api import current_map
from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import clock as time
from headway.district.foundation.api import forget
from headway.district.policy.api import PolicyKind
from headway.district.policy.models import PolicyVersion
from headway.district.proficiency.api import RatingOutcome, record_ratings

THREE_PIECES = {"minimum_pieces": 3, "window": 3, "agreement": 3}
LAST_ONE = {
    "summary": {"kind": "most_recent_consistent", "window": 1, "agreement": 1},
    "minimum_pieces": 1,
}
RECENT = {
    "minimum_pieces": 2,
    "requires": [{"from_level": 3, "that": {"pieces": {"at_least": 2, "within_days": 30}}}],
}


def rule_from(world, on: dt.date, parameters: dict[str, Any], text: str = "The rule") -> str:
    """A version of the rule that takes effect on a day, also one in the past; its name."""
    number = PolicyVersion.objects.filter(kind=PolicyKind.PROFICIENCY_RULE).count() + 1
    PolicyVersion.objects.create(
        organisation=world.district,
        kind=PolicyKind.PROFICIENCY_RULE,
        number=number,
        text=text,
        parameters=parameters,
        effective_on=on,
        recorded_at=time.now(),
    )
    forget()
    return f"{PolicyKind.PROFICIENCY_RULE}/{number}"


def show(
    world, learner, code: str, *levels: int, days_ago: float = 1, who: str = "ortiz", **more: Any
) -> RatingOutcome:
    """Pieces of work, the newest shown so many days ago, those before it a day earlier each."""
    now = time.now()
    lines = [
        RatingLine(
            learner_id=learner.pk,
            competency_id=current_map().by_code[code].id,
            level=level,
            observed_at=now - dt.timedelta(days=days_ago + len(levels) - 1 - place),
            title=f"{code} {place}",
            **more,
        )
        for place, level in enumerate(levels)
    ]
    return record_ratings(lines, viewer=world.viewer(who))
