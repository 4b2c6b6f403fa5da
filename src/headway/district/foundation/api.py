"""The door of `foundation`: what every other app may use."""

from headway.district.foundation import audit, clock, tables
from headway.district.foundation.actor import SYSTEM, Actor
from headway.district.foundation.errors import (
    Conflict,
    FieldProblem,
    HeadwayError,
    NotAllowed,
    NotFound,
    Refused,
    refused,
)
from headway.district.foundation.identifiers import new_uuid, new_uuids
from headway.district.foundation.language import translated
from headway.district.foundation.log_lines import first_line
from headway.district.foundation.memory import forget, remembered_in_request
from headway.district.foundation.parts import IDS_AT_ONCE, in_parts
from headway.district.foundation.request_keys import check_repeat, kept_key
from headway.district.foundation.trail import TrailEntry, TrailPage, trail, trail_rows

__all__ = [
    "IDS_AT_ONCE",
    "SYSTEM",
    "Actor",
    "Conflict",
    "FieldProblem",
    "HeadwayError",
    "NotAllowed",
    "NotFound",
    "Refused",
    "TrailEntry",
    "TrailPage",
    "audit",
    "check_repeat",
    "clock",
    "first_line",
    "forget",
    "in_parts",
    "kept_key",
    "new_uuid",
    "new_uuids",
    "refused",
    "remembered_in_request",
    "tables",
    "trail",
    "trail_rows",
    "translated",
]
