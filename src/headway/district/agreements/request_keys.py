"""One key per request and person, so that the same form sent twice is one act: as everywhere."""

from headway.district.foundation.api import kept_key

__all__ = ["kept_key"]
