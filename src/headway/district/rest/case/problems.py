"""What the provider could not do, in the words of CASE: an HTTP status, a code, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["Problem", "status_of"]

# The system that names the code, as CASE asks for it.
SPEAKER: Final = "headway"
# CASE 1.0 spells two of the codes in another way.
_SPELLED_IN_1_0: Final = {"invalid_uuid": "invaliduuid", "unauthorised_request": "unauthorisedrequest"}


class Problem(Exception):
    """status: of HTTP. minor: the code of CASE, empty where CASE has none. headers: to be sent along."""

    def __init__(
        self, status: int, minor: str, sentence: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.minor = minor
        self.sentence = sentence
        self.headers = headers or {}


def unknown(what: str) -> Problem:
    """Nothing of that name is shared; whether there is something that is not shared, nobody learns."""
    return Problem(404, "unknownobject", f"Unknown Object: {what}.")


def status_of(problem: Problem, segment: str) -> dict[str, Any]:
    """The body: imsx_StatusInfo."""
    status: dict[str, Any] = {
        "imsx_codeMajor": "unsupported" if problem.status == 405 else "failure",
        "imsx_severity": "error",
        "imsx_description": problem.sentence,
    }
    if problem.minor:
        minor = _SPELLED_IN_1_0.get(problem.minor, problem.minor) if segment == "v1p0" else problem.minor
        status["imsx_codeMinor"] = {
            "imsx_codeMinorField": [{"imsx_codeMinorFieldName": SPEAKER, "imsx_codeMinorFieldValue": minor}]
        }
    return status
