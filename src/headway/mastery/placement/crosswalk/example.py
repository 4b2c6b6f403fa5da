"""Bands to try the pages with. They are nobody's."""

from __future__ import annotations

from collections.abc import Mapping

from headway.mastery.placement.crosswalk.model import HIGHEST_LEVEL, LOWEST_LEVEL, Band, Crosswalk, Row

__all__ = ["example_crosswalk"]


def example_crosswalk(
    profile: str, areas: Mapping[str, str], *, lowest: float = 144.0, step: float = 8.0
) -> Crosswalk:
    """Invented bands of equal width for trying out, `areas` → domain codes. Not a norm and nobody's published cut: a
    district replaces them before anybody begins anywhere by them."""
    rows = tuple(
        Row(
            profile,
            area,
            domain,
            bands=tuple(
                Band(
                    level,
                    None if level == LOWEST_LEVEL else lowest + step * level,
                    None if level == HIGHEST_LEVEL else lowest + step * (level + 1),
                )
                for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
            ),
        )
        for area, domain in areas.items()
    )
    return Crosswalk(
        f"example-{profile}",
        "Example to replace – not a norm",
        rows,
        z_reason="One standard error to each side.",
        note="Made up so that the pages can be tried. The district enters its own bands and confirms them.",
        is_example=True,
    )
