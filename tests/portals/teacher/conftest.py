"""What a teacher does, as requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import clock
from headway.district.proficiency import api as proficiency


@pytest.fixture
def url(world) -> Callable[..., str]:
    """`url("rate", "ana", "MA.FR.1")`: the address of a page or act about a learner and a competency."""

    def address(name: str, learner: str = "", code: str = "", section: str = "") -> str:
        kwargs: dict[str, Any] = {}
        if section:
            kwargs["section_uuid"] = getattr(world, section).uuid
        if learner:
            kwargs["learner_uuid"] = getattr(world, learner).uuid
        if code:
            kwargs["competency_uuid"] = world.competency(code).uuid
        return reverse(f"teacher:{name}", kwargs=kwargs)

    return address


@pytest.fixture
def rated(world) -> Callable[..., Any]:
    """`rated("ana", "MA.FR.1", 3, 3)`: Ms Ortiz recorded these levels, one after another, `ago` days back."""

    def record(learner: str, code: str, *levels: int, by: str = "ortiz", ago: int = 0) -> Any:
        lines = [
            RatingLine(
                learner_id=getattr(world, learner).pk,
                competency_id=world.competency(code).pk,
                level=level,
                observed_at=clock.now() - dt.timedelta(days=ago, minutes=len(levels) - number),
            )
            for number, level in enumerate(levels)
        ]
        return proficiency.record_ratings(lines, viewer=world.viewer(by))

    return record


@pytest.fixture
def decided(world) -> Callable[..., Any]:
    """`decided("ana", "MA.FR.1", 3)`: Ms Ortiz decided so."""

    def decide(learner: str, code: str, level: int | None, by: str = "ortiz") -> Any:
        return proficiency.decide(
            viewer=world.viewer(by),
            learner_uuid=getattr(world, learner).uuid,
            competency_uuid=world.competency(code).uuid,
            level=level,
            reason="Seen in conversation.",
        )

    return decide


@pytest.fixture
def text() -> Callable[..., str]:
    """The words of an answer, with one space between them."""
    import html
    import re

    def words(response: Any) -> str:
        bare = re.sub(r"<[^>]+>", " ", response.content.decode())
        return re.sub(r"\s+", " ", html.unescape(bare))

    return words
