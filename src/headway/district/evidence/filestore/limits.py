"""How large a file may be, by kind."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.types import FileKind
from headway.district.foundation.api import Refused

__all__ = ["check_size", "largest_limit", "limit_of"]

MEGABYTE = 1024 * 1024


def limit_of(kind: str) -> int:
    """The largest size of this kind, in bytes (HEADWAY_MAX_PHOTO_MB and its sisters)."""
    return settings.FILE_LIMITS[kind]


def largest_limit() -> int:
    return max(settings.FILE_LIMITS.values())


def check_size(kind: str, size: int) -> None:
    """Raises Refused for an empty file, and for one that is larger than its kind may be."""
    if size == 0:
        raise Refused(_("This file is empty."), remedy=_("Choose it again; it may not have been saved yet."))
    if size > limit_of(kind):
        remedies = {
            FileKind.PHOTO: _("Send a smaller version of the picture."),
            FileKind.AUDIO: _("Send the part that shows the learning, or put a link."),
            FileKind.VIDEO: _("Send the minutes that show the learning, or put a link."),
            FileKind.DOCUMENT: _("Make the pictures in it smaller, or put a link."),
        }
        raise Refused(
            _("This file is larger than %(limit)s megabytes, the most that is taken of its kind.")
            % {"limit": limit_of(kind) // MEGABYTE},
            remedy=remedies[FileKind(kind)],
        )
