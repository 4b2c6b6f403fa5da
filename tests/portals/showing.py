"""Shared by the tests of the learner's and the family's pages: evidence and decisions, and reading a page as words."""

from __future__ import annotations

import datetime as dt
import functools
import html
import re

import pytest

from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import clock
from headway.district.proficiency.api import decide, record_ratings
from headway.district.site import messages

__all__ = ["english_left_in", "show", "text_of"]


@pytest.fixture
def show(world):
    """`show("MA.FR.1", 3, 3, decided=3)`: Ana showed these levels in mathematics class, and Ms Ortiz decided."""

    def shown(
        code,
        *levels,
        decided=None,
        learner="ana",
        note="",
        title="",
        days_ago=10,
        by="ortiz",
        reason="",
    ):
        viewer, competency, pupil = world.viewer(by), world.competency(code), getattr(world, learner)
        outcome = None
        if levels:
            lines = [
                RatingLine(
                    learner_id=pupil.pk,
                    competency_id=competency.pk,
                    level=level,
                    observed_at=clock.now() - dt.timedelta(days=days_ago, minutes=-number),
                    title=title or f"Work {number + 1} on {code}",
                    note=note,
                )
                for number, level in enumerate(levels)
            ]
            outcome = record_ratings(lines, viewer=viewer)
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


def text_of(response, *, within: str = "main") -> str:
    """What a person reads on the page: words without marks, spaces collapsed."""
    page = response.content.decode()
    if within:
        page = re.search(rf"<{within}\b.*?</{within}>", page, re.S).group(0)  # type: ignore[union-attr]
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).strip()


# Words that every English sentence of the interface uses and no Spanish one does.
_ENGLISH = re.compile(
    r"\b(the|and|of|is|are|with|you|your|this|that|what|next|have|shown|to|from|by|work|level|piece|evidence)\b",
    re.I,
)


@functools.cache
def _interface_words() -> frozenset[str]:
    """Every English string of the interface that reads otherwise in Spanish."""
    return frozenset(
        words
        for message in messages.read("es")
        if message.id
        for words in ([message.id] if isinstance(message.id, str) else message.id)
        if words not in (message.string if isinstance(message.string, tuple) else (message.string,))
    )


def english_left_in(response, *, except_for: tuple[str, ...] = ()) -> list[str]:
    """What of a Spanish page is still English: whole interface strings, and passages that sound English.

    `except_for` is what people typed in English. The way to English carries that language's own name.
    """
    page = re.search(r"<body\b.*?</body>", response.content.decode(), re.S).group(0)  # type: ignore[union-attr]
    parts = (
        html.unescape(part).strip()
        for part in re.findall(r">([^<>]+)<|aria-label=\"([^\"]+)\"", page)
        for part in part
    )
    whole = [
        part
        for part in parts
        if part in _interface_words() and part not in ("Headway", "English", *except_for)
    ]
    text = text_of(response)
    for typed in except_for:
        text = text.replace(typed, " ")
    return whole + [text[max(0, found.start() - 40) : found.end() + 40] for found in _ENGLISH.finditer(text)]
