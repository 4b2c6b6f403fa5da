"""Kinds of fields, so that a convention is a call and cannot be forgotten."""

from __future__ import annotations

from typing import Any

from django.db import models

from headway.district.foundation.identifiers import new_uuid

__all__ = [
    "code_field",
    "instant_field",
    "level_field",
    "name_field",
    "outside_uuid_field",
    "translations_field",
]


def outside_uuid_field() -> models.UUIDField:
    """The identifier that URLs and exports carry; the integer `id` never leaves the house."""
    return models.UUIDField(default=new_uuid, unique=True, editable=False)


def code_field(**options: Any) -> models.CharField:
    """A short code that people type and say; it may change, so nothing refers to it."""
    return models.CharField(max_length=options.pop("max_length", 120), blank=True, default="", **options)


def name_field(**options: Any) -> models.CharField:
    return models.CharField(max_length=options.pop("max_length", 255), **options)


def instant_field(**options: Any) -> models.DateTimeField:
    """An instant in UTC, set by the caller from `foundation.clock`, never by the database or `auto_now`."""
    return models.DateTimeField(**options)


def level_field(**options: Any) -> models.PositiveSmallIntegerField:
    """An ordinal performance level, 1..n on the district's scale. No evidence is null, never zero."""
    return models.PositiveSmallIntegerField(**options)


def translations_field() -> models.JSONField:
    """Further languages of the row's own words: {"es": {"title": "…"}}. Missing words fall back to the row's."""
    return models.JSONField(default=dict, blank=True)
