"""Rosters as a whole: many rows in and out at once, each beside the name that a foreign system gives it."""

from headway.district.people.roster.read import read_roster, source_records
from headway.district.people.roster.standing import (
    learner_ids,
    learner_twins,
    learners_called,
    link_records,
    note_records,
    places_called,
    rows_called,
    standing_characteristics,
    standing_rows,
    top_places,
)
from headway.district.people.roster.write import mark_inactive, write_roster

__all__ = [
    "learner_ids",
    "learner_twins",
    "learners_called",
    "link_records",
    "mark_inactive",
    "note_records",
    "places_called",
    "read_roster",
    "rows_called",
    "source_records",
    "standing_characteristics",
    "standing_rows",
    "top_places",
    "write_roster",
]
