"""Questions for the small world, and a learner who answers by what she knows."""

from __future__ import annotations

import pytest

from headway.district.checks import api as checks
from headway.district.checks.api import ItemContent
from headway.district.foundation.api import Actor

BY = Actor.system("test")


@pytest.fixture
def questions(world):
    """Three questions for every subject competency: two choices and a short answer; the right ones are A and 7."""
    contents = []
    for code in world.subjects:
        competency = world.competency(code)
        for number in (1, 2):
            contents.append(
                ItemContent(
                    competency.pk,
                    "choice",
                    f"{code} choice {number}?",
                    ("A",),
                    (
                        {"code": "A", "text": "yes"},
                        {"code": "B", "text": "no"},
                        {"code": "C", "text": "neither"},
                    ),
                    words={
                        "es": {
                            "stem": f"¿{code} elección {number}?",
                            "choices": {"A": "sí", "B": "no", "C": "ninguna"},
                        }
                    },
                    source="test",
                    source_identifier=f"{code}/{number}",
                )
            )
        contents.append(
            ItemContent(
                competency.pk, "short", f"{code} short", ("7",), source="test", source_identifier=f"{code}/3"
            )
        )
    checks.bring_items(contents, by=BY)


@pytest.fixture
def sit(world, clock):
    """`sit(viewer, sitting, knows)`: answers to the end, rightly where the code is in `knows`; gives the numbers asked."""

    def go(viewer, sitting, knows, *, seconds=20, most=60):
        asked_codes = []
        for _turn in range(most):
            asked = checks.current_question(viewer, sitting)
            if asked is None:
                return asked_codes
            clock.advance(seconds=seconds)
            code = code_of(asked)
            asked_codes.append(code)
            right = "7" if asked.kind == "short" else "A"
            other = "8" if asked.kind == "short" else "B"
            give(viewer, asked, right if code in knows else other)
        raise AssertionError("the sitting did not end")

    return go


def code_of(asked) -> str:
    return asked.stem.lstrip("¿").split()[0]


def give(viewer, asked, *given, **more) -> bool:
    return checks.answer(
        viewer, asked.sitting_uuid, item_uuid=asked.item_uuid, number=asked.number, given=given, **more
    )
