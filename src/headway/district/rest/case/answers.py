"""Answers of the provider: JSON with what caches, browsers and other systems need to know about it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

__all__ = ["METHODS", "accepts_gzip", "headed", "json_answer", "marked", "stream_answer"]

METHODS: Final = "GET, HEAD, OPTIONS"
JSON: Final = "application/json"
# Below this, compressing costs more than it saves.
WORTH_COMPRESSING: Final = 1400
_GZIP: Final = re.compile(r"(?:^|,)\s*(gzip|x-gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*(?=,|$)", re.IGNORECASE)


def marked(response: HttpResponseBase) -> HttpResponseBase:
    """With what every answer carries: anybody may read it, from any page, and nobody is remembered.

    Caches may keep it and ask each time whether it still holds, so that what is no longer shared is gone at once.
    """
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "X-Total-Count, Link, ETag"
    response["Cache-Control"] = "no-store" if response.status_code >= 400 else "public, no-cache"
    response["Vary"] = "Accept-Encoding"
    response["Content-Language"] = "en" if response.status_code >= 400 else "mul"
    return response


def headed(response: HttpResponseBase) -> HttpResponseBase:
    """The head alone, which says how long the body would be."""
    if isinstance(response, HttpResponse) and response.content:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def json_answer(
    request: HttpRequest,
    payload: Any,
    *,
    status: int = 200,
    changed_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The payload, or "not modified" for who has it already."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type=JSON, status=status)
    if status == 200:
        tag = weak_tag(hashlib.sha256(body).hexdigest()[:32])
        if unchanged := _unchanged(request, tag, changed_at):
            return unchanged
        _stamp(response, tag, changed_at)
    if len(body) >= WORTH_COMPRESSING and accepts_gzip(request):
        response.content = gzip.compress(body, compresslevel=5, mtime=0)
        response["Content-Encoding"] = "gzip"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def stream_answer(
    request: HttpRequest,
    stamp: str,
    changed_at: datetime | None,
    body: Callable[[], Iterator[bytes] | bytes],
    *,
    is_compressed: bool,
) -> HttpResponseBase:
    """A large payload piece by piece. `stamp` changes whenever the payload does; `body` is not asked when it did not."""
    tag = weak_tag(stamp)
    if unchanged := _unchanged(request, tag, changed_at):
        return unchanged
    # Who asks for the head alone does not wait for the length of a body that nobody has written yet.
    given = iter(()) if request.method == "HEAD" else body()
    response: HttpResponseBase
    if isinstance(given, bytes):
        response = HttpResponse(given, content_type=JSON)
    else:
        response = StreamingHttpResponse(given, content_type=JSON)
    if is_compressed:
        response["Content-Encoding"] = "gzip"
    _stamp(response, tag, changed_at)
    return response


def weak_tag(stamp: str) -> str:
    """Weak: compressed or not, it is the same framework."""
    return f'W/"{stamp}"'


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether the asking system said that it reads gzip."""
    said: dict[str, float] = {}
    for name, weight in _GZIP.findall(request.headers.get("Accept-Encoding", "")):
        try:
            said[name.lower().removeprefix("x-")] = float(weight) if weight else 1.0
        except ValueError:
            continue
    return said.get("gzip", said.get("*", 0.0)) > 0


def _unchanged(request: HttpRequest, tag: str, changed_at: datetime | None) -> HttpResponse | None:
    moment = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(request, etag=tag, last_modified=moment)
    if response is not None and response.status_code == 304:
        _stamp(response, tag, changed_at)
        return response
    return None  # "only if it is still …" is for those who write; nobody writes here


def _stamp(response: HttpResponseBase, tag: str, changed_at: datetime | None) -> None:
    response["ETag"] = tag
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at.timestamp())
