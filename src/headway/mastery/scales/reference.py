"""Scales level by level. Tests hold the columns to it."""

from __future__ import annotations

from collections.abc import Iterable

from headway.mastery.scales.mapping import ScaleMapping
from headway.mastery.scales.scale import Scale


def are_proficient(scale: Scale, levels: Iterable[int | None]) -> list[bool]:
    return [scale.is_proficient(level) for level in levels]


def map_levels(mapping: ScaleMapping, levels: Iterable[int | None]) -> list[int | None]:
    return [mapping(level) for level in levels]
