"""Where files lie, and what may come in: recognised by their content, freed of places, streamed both ways.

It knows nothing of pieces, learners or access.
"""

from headway.district.evidence.filestore.limits import largest_limit, limit_of
from headway.district.evidence.filestore.recognising import KINDS, FileType, recognise
from headway.district.evidence.filestore.store import content_of, names_in_store, remove
from headway.district.evidence.filestore.taking import StoredFile, take_in

__all__ = [
    "KINDS",
    "FileType",
    "StoredFile",
    "content_of",
    "largest_limit",
    "limit_of",
    "names_in_store",
    "recognise",
    "remove",
    "take_in",
]
