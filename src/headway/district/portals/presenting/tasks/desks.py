"""Whose pages these are: the portal's addresses and frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

__all__ = ["Desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """portal: where addresses lead. frame: the template that these pages stand in, and `context` what it needs.

    gives: tasks are given to learners here. writes_common: new tasks are common ones.
    """

    portal: str
    frame: str
    context: Mapping[str, Any] = field(default_factory=dict)
    gives: bool = False
    writes_common: bool = False

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"{self.portal}:{name}", args=args)
