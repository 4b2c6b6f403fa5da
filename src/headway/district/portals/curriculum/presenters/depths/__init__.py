"""Depth and alignment in plain values: what was asked for, the page, and the table."""

from headway.district.portals.curriculum.presenters.depths.choosing import read_asked
from headway.district.portals.curriculum.presenters.depths.page import depth_page
from headway.district.portals.curriculum.presenters.depths.table import table_rows

__all__ = ["depth_page", "read_asked", "table_rows"]
