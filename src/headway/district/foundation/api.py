"""The door of `foundation`: what every other app may use."""

from headway.district.foundation import audit, clock
from headway.district.foundation.actor import SYSTEM, Actor
from headway.district.foundation.errors import (
    Conflict,
    FieldProblem,
    HeadwayError,
    NotAllowed,
    NotFound,
    Refused,
)
from headway.district.foundation.identifiers import new_uuid
from headway.district.foundation.language import translated

__all__ = [
    "SYSTEM",
    "Actor",
    "Conflict",
    "FieldProblem",
    "HeadwayError",
    "NotAllowed",
    "NotFound",
    "Refused",
    "audit",
    "clock",
    "new_uuid",
    "translated",
]
