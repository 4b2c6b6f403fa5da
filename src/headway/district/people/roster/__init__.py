"""Rosters as a whole: many rows in and out at once, each beside the name that a foreign system gives it."""

from headway.district.people.roster.read import read_roster, source_records
from headway.district.people.roster.write import mark_inactive, write_roster

__all__ = ["mark_inactive", "read_roster", "source_records", "write_roster"]
