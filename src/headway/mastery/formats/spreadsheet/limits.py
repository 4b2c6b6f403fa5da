"""How large a spreadsheet may be. The largest published framework at hand has 5,668 items and 19 columns."""

from headway.mastery.formats.opening import MEGABYTE

__all__ = ["DEFAULT_MAX_BYTES", "MOST_CELLS", "MOST_COLUMNS", "MOST_ROWS"]

DEFAULT_MAX_BYTES = 32 * MEGABYTE
MOST_ROWS = 30_000
MOST_COLUMNS = 200
# openpyxl keeps about 200 bytes for each cell.
MOST_CELLS = 600_000
