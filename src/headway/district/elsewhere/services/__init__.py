"""Bringing another system's results in, and working out what its own rules make of them."""

from headway.district.elsewhere.services.bringing import bring, what_is_new
from headway.district.elsewhere.services.computing import compute

__all__ = ["bring", "compute", "what_is_new"]
