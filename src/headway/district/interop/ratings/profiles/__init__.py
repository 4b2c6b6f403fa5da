"""How a table of ratings is laid out: which column says what, and which level each word means."""

from headway.district.interop.ratings.profiles.profile import Join, LeaveOut, Profile, Table, load_profile

__all__ = ["Join", "LeaveOut", "Profile", "Table", "load_profile"]
