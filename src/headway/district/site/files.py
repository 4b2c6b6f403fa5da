"""The one address of every file of a piece of work: streamed, in parts where asked, and never run by the browser."""

from __future__ import annotations

import re
import uuid

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.api import OpenFile, file_for
from headway.district.foundation.api import NotFound

__all__ = ["file", "part_asked_for"]

_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")
# Nothing in a file is run, loaded or framed, and it counts as coming from nowhere.
_POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
# The browsers' own readers of PDF don't start in a sandbox; they run nothing in our name either.
_POLICY_OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def file(request: HttpRequest, file_uuid: uuid.UUID) -> HttpResponseBase:
    """A file of a piece of work, for whoever may see the learner's record; others get 404."""
    found = file_for(request.viewer, file_uuid)  # type: ignore[attr-defined]
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    entity_tag = f'"{found.sha256}"'
    asked = (
        request.headers.get("Range", "") if request.headers.get("If-Range", entity_tag) == entity_tag else ""
    )
    part = part_asked_for(asked, found.size)
    response: HttpResponseBase
    if part is None:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{found.size}"
    else:
        response = _content(found, *part, is_head=request.method == "HEAD")
        if _RANGE.fullmatch(asked):
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{found.size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = entity_tag
    response.headers["X-Content-Type-Options"] = "nosniff"
    is_pdf = found.media_type == "application/pdf"
    response.headers["Content-Security-Policy"] = _POLICY_OF_PDF if is_pdf else _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    disposition = content_disposition_header(
        as_attachment=not found.is_shown_inline or "download" in request.GET,
        # While names are hidden, a file's own name would tell whose it is.
        filename="work" if "unnamed" in request.GET else found.name,
    )
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def part_asked_for(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last (RFC 9110, 14.2); the whole where no one part is asked for.

    None where the part lies outside of the file. Several parts at once are answered with the whole.
    """
    matched = _RANGE.fullmatch(header)
    if not matched:
        return 0, size
    first, last, count = matched.groups()
    if count:
        start, stop = max(0, size - int(count)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    return (start, stop) if start < stop else None


def _content(found: OpenFile, start: int, stop: int, *, is_head: bool) -> HttpResponseBase:
    if is_head:
        response: HttpResponseBase = HttpResponse(content_type=found.media_type)
    else:
        try:
            chunks = found.chunks(start, stop)
        except FileNotFoundError as problem:
            raise NotFound(_("There is no such page, or it is not open to you.")) from problem
        response = StreamingHttpResponse(chunks, content_type=found.media_type)
    response.headers["Content-Length"] = str(stop - start)
    return response
