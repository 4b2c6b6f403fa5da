"""What an official schema has against an answer, found quickly: most answers are as they should be.

`jsonschema-rs` says yes to the largest published framework in a hundredth of the time that `jsonschema` takes. Where it
says no, `jsonschema` is asked what is wrong, in its own words.
"""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs

__all__ = ["Schema"]

_QUICK = {
    jsonschema.Draft4Validator: jsonschema_rs.Draft4Validator,
    jsonschema.Draft201909Validator: jsonschema_rs.Draft201909Validator,
    jsonschema.Draft202012Validator: jsonschema_rs.Draft202012Validator,
}


class Schema:
    """A schema of one of the drafts of JSON Schema, named by the class of `jsonschema` that reads it."""

    def __init__(self, draft: Any, schema: dict[str, Any]) -> None:
        self._quick = _QUICK[draft](schema, validate_formats=False)  # as `jsonschema` reads it
        self._thorough = draft(schema)

    def is_valid(self, payload: Any) -> bool:
        return self._quick.is_valid(payload)

    def iter_errors(self, payload: Any) -> list[jsonschema.ValidationError]:
        """What is wrong with it, as `jsonschema` says it; empty when nothing is."""
        return [] if self.is_valid(payload) else list(self._thorough.iter_errors(payload))
