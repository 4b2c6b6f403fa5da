"""A file of somebody's work, streamed to who may see it: in parts where a player asks for parts, and never run."""

from __future__ import annotations

import re
import uuid
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from headway.district.evidence.api import file_for
from headway.district.foundation.api import NotFound
from headway.district.portals.access import PortalRequest

__all__ = ["answer_file"]

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
# What a file of ours may do in a browser: be looked at. No scripts, no forms, no address of ours.
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


def answer_file(request: PortalRequest, file_uuid: uuid.UUID, *, learner_id: int) -> HttpResponseBase:
    """The file, or the bytes of it that were asked for. Raises NotFound unless it is this learner's and hers to see."""
    opened = file_for(request.viewer, file_uuid)
    if opened.learner_id != learner_id:
        raise NotFound(_("There is no such page, or it is not open to you."))
    start, stop, is_part = _wanted(request.headers.get("Range", ""), opened.size)
    response: HttpResponseBase
    if start >= stop and opened.size:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{opened.size}"
        return response
    response = StreamingHttpResponse(
        opened.chunks(start, stop), status=206 if is_part else 200, content_type=opened.media_type
    )
    if is_part:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{opened.size}"
    response["Content-Length"] = str(stop - start)
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = _disposition(opened.name, opened.is_shown_inline)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _wanted(text: str, size: int) -> tuple[int, int, bool]:
    """First byte, end, and whether it is a part. One range only; anything else is answered with the whole file."""
    found = _RANGE.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return 0, size, False
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size, True
    return int(first), min(size, int(last) + 1) if last else size, True


def _disposition(name: str, is_shown_inline: bool) -> str:
    kind = "inline" if is_shown_inline else "attachment"
    return f"{kind}; filename*=UTF-8''{quote(name, safe='')}" if name else kind
