"""Questions that a machine can read: QTI 2.2 and 3.0 (a part of them), CSV, and how a short answer is compared."""

from headway.mastery.formats.opening import ZIP_MAGIC
from headway.mastery.formats.questions.comparing import LONGEST_ANSWER, matches
from headway.mastery.formats.questions.model import KINDS, Question, Read, Words
from headway.mastery.formats.questions.qti import read_item_file, read_package
from headway.mastery.formats.questions.table import COLUMNS, read_table
from headway.mastery.formats.questions.wording import WORDS

__all__ = ["COLUMNS", "KINDS", "LONGEST_ANSWER", "WORDS", "Question", "Read", "Words", "matches", "read"]

DEFAULT_MAX_BYTES = 32 * 1024 * 1024


def read(raw: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Read:
    """The questions of a file, whatever its name: a zip package, one item as XML, or a table.

    Raises FormatProblem where the file as a whole can't be taken; questions that can't be asked are problems by name.
    """
    if raw.startswith(ZIP_MAGIC):
        return read_package(raw)
    if raw[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
        return read_item_file(raw)
    return read_table(raw, max_bytes=max_bytes)
