"""Where am I, what is next: the learner's own page."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import clock
from headway.district.proficiency.api import decide, record_ratings


@pytest.fixture
def show(world):
    """`show("MA.FR.1", 3, 3, decided=3)`: Ana showed these levels, and Ms Ortiz decided."""

    def shown(code, *levels, decided=None, learner="ana", note="", days_ago=10, by="ortiz", reason=""):
        viewer, competency = world.viewer(by), world.competency(code)
        pupil = getattr(world, learner)
        outcome = record_ratings(
            [
                RatingLine(
                    learner_id=pupil.pk,
                    competency_id=competency.pk,
                    level=level,
                    observed_at=clock.now() - dt.timedelta(days=days_ago - number),
                    title=f"Piece {number + 1} of {code}",
                    note=note,
                )
                for number, level in enumerate(levels)
            ],
            viewer=viewer,
        ) if levels else None
        if decided is not None:
            decide(
                viewer=viewer,
                learner_uuid=pupil.uuid,
                competency_uuid=competency.uuid,
                level=decided,
                reason=reason,
            )
        return outcome

    return shown


def test_it_opens(world, sign_in, show):
    show("MA.FR.1", 3, 3, 3, decided=3, note="Clear drawing.")
    show("MA.FR.2", 2, 2)
    page = sign_in(world.ana).get("/me/")
    assert page.status_code == 200
    print(page.content.decode())
